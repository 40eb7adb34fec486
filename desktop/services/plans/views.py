"""What plans say to pages and commands: plain frozen answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from models import records
from rules.verdicts import Day, LeftOut, Opening, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Equipment, PainArea, Phase, Template


class CardState(StrEnum):
    """How a session stands. `SHIFTED`: still to come, on another day than the plan had it first; `UNPLANNED`: done without a
    plan; `WITHDRAWN`: the plan gave it up."""

    PLANNED = "planned"
    DONE = "done"
    SHIFTED = "shifted"
    DONE_SHIFTED = "done_shifted"
    MISSED = "missed"
    SKIPPED = "skipped"
    UNPLANNED = "unplanned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session of a week. `slot` names the planned session for ever (None: it was not planned), `on` is the day it is or was
    done on. `template` is None for a session of one's own. `planned` is what the plan has of it, newest version. `done` is the
    logged session of the slot, begun or finished: while its status is `planned`, nothing of it was done yet. `earlier` are the
    versions written before the newest, oldest first. `minutes` is what it takes (or took), `limit` the athlete's longest session
    (None: no limit is known). `wish` is what was asked of it, with how the athlete felt before it. `against` is why the plan of
    today has nothing there, of a session that is withdrawn (None: it does not say)."""

    slot: date | None
    on: date
    template: Template | None
    state: CardState
    planned: PlannedSession | None
    done: records.Session | None
    earlier: tuple[records.WrittenPlan, ...]
    minutes: int | None
    limit: int | None
    wish: records.Wish | None = None
    against: Reason | None = None

    @property
    def told(self) -> bool:
        """It was said how the athlete feels before it."""
        return self.wish is not None and (self.wish.soreness is not None or self.wish.readiness is not None)

    @property
    def felt(self) -> bool:
        """Whether it was given up for what was said of how the athlete feels."""
        return self.against is not None and self.against.rule in FELT


FELT: Final = frozenset({"day.very-sore", "day.return-sore", "planner.no-later-day"})
"""The rules that are against a session for how the athlete says to feel."""


def against(left_out: Iterable[LeftOut], slot: date) -> Reason | None:
    """Why a plan that goes without these has no session of that slot; None where it does not say."""
    return next((one.reason for one in left_out if one.on == slot and one.category is None and not one.slug), None)


@dataclass(frozen=True, slots=True)
class WeekView:
    """One calendar week from Monday, as far as it is known today: past days as they were, coming days as they are planned.
    `cards` are in order of their days. `projected`: the week supposes that every session before it goes as written."""

    monday: date
    days: tuple[Day, ...]
    phase: Phase
    cards: tuple[SessionCard, ...]
    left_out: tuple[LeftOut, ...]
    opens: tuple[Opening, ...]
    projected: bool
    today: date


@dataclass(frozen=True, slots=True)
class MoveOption:
    """One day a session may be moved to, or why not; `sentence` also says what an allowed move costs in the week after."""

    on: date
    allowed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class SwapOption:
    """One exercise that could fill the category, nearest to the present one first. `sentence` says why it may or may not, `item`
    how it would be done (None for what is not allowed)."""

    slug: str
    name: str
    allowed: bool
    current: bool
    sentence: str
    item: PlannedItem | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What would be otherwise. `races` are the races from today on (None: as they are), `without` is a piece of equipment
    that is nowhere to be had, `pain` scores of today (0-10) by area, `absent` days of illness or travel, `minutes` the longest
    session."""

    races: tuple[records.Race, ...] | None = None
    without: Equipment | None = None
    pain: Mapping[PainArea, int] = field(default_factory=dict[PainArea, int])
    absent: tuple[records.Absence, ...] = ()
    minutes: int | None = None


class DifferenceKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    LIGHTENED = "lightened"
    HEAVIER = "heavier"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One session that would be otherwise, in words."""

    on: date
    kind: DifferenceKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same week as it is planned and as it would be."""

    before: PlannedWeek
    after: PlannedWeek
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class WeekDifference:
    """One week that a change of races would alter."""

    monday: date
    before: PlannedWeek
    after: PlannedWeek
    differences: tuple[Difference, ...]
