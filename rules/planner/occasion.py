"""One session about to be planned: the day, the place, and everything its lines are decided by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.facts import Athlete, Place
from rules.planner.diary import Diary
from rules.planner.easing import Easing
from rules.verdicts import Caps, Day, Standing
from rules.vocabulary import Experience, Goal, Phase, Template


@dataclass(frozen=True, slots=True)
class Occasion:
    """`athlete` has the equipment of the `place`. `phase` is the one doses are read for: never above MAINTAIN for the goal
    'maintenance'. `clearance` are hours to the next hard run (None without one), `clearest` the most that a session day of the
    week has. `returning`: the first strength session after a race. `frozen_since`: the first of the days on the way to a race in
    which nothing rises, from the first MAINTAIN day to the race; None on any other day. `intro`: one of the first sessions ever.
    `used_up`: the landmine's loading room is used up."""

    on: date
    slot: date
    template: Template
    day: Day
    place: Place
    athlete: Athlete
    standings: Mapping[str, Standing]
    diary: Diary
    eased: Easing
    phase: Phase
    experience: Experience
    goal: Goal
    clearance: int | None
    clearest: int | None
    soreness: int | None
    returning: bool
    light: bool
    frozen_since: date | None
    intro: bool
    used_up: bool
    declared_kg: Mapping[str, float]

    @property
    def frozen(self) -> bool:
        return self.frozen_since is not None

    @property
    def caps(self) -> Caps:
        return self.day.caps

    @property
    def takes_new(self) -> bool:
        return self.day.caps.novelty
