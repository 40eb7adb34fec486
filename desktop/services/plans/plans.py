"""Plans: the use cases around what `rules.planner` decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.services.desk import Desk
from desktop.services.outcome import Receipt
from desktop.services.plans.views import Change, Comparison, MoveOption, SwapOption, WeekDifference, WeekView
from desktop.services.training import Training
from models import records
from rules.verdicts import PlannedWeek
from rules.vocabulary import Category


class Plans:
    def __init__(self, desk: Desk, training: Training) -> None:
        self._desk = desk
        self._training = training

    # --- reading

    def weeks(
        self, athlete_id: str, monday: date, count: int = 1, change: Change | None = None
    ) -> tuple[PlannedWeek, ...]:
        """The plan of `count` weeks: from today on what is planned, before it what was kept."""
        raise NotImplementedError

    def week(self, athlete_id: str, monday: date) -> WeekView:
        """One week with everything known of its sessions."""
        raise NotImplementedError

    def session_for(self, athlete_id: str, slot: date) -> records.Session:
        """The session to be logged for a slot: the one that was begun, else one with planned sets only. Refused where the plan
        has no such session."""
        raise NotImplementedError

    def moves(self, athlete_id: str, slot: date) -> tuple[MoveOption, ...]:
        """The days of its week to which a session may be moved, from today on."""
        raise NotImplementedError

    def swaps(self, athlete_id: str, slot: date, category: Category) -> tuple[SwapOption, ...]:
        """What may fill a category of a session, nearest to the present exercise first."""
        raise NotImplementedError

    def next_morning(self, athlete_id: str) -> records.Session | None:
        """The last session done, at most seven days ago and before today, whose next-morning pain nobody answered."""
        raise NotImplementedError

    # --- what would be

    def compare(self, athlete_id: str, monday: date, change: Change) -> Comparison:
        """The week as it is planned and as it would be. Saves nothing."""
        raise NotImplementedError

    def race_change(
        self, athlete_id: str, races: tuple[records.Race, ...], weeks: int | None = None
    ) -> tuple[WeekDifference, ...]:
        """What these races (all of the athlete's then) would change, week by week, from the current week on. Saves nothing."""
        raise NotImplementedError

    # --- changing

    def write_down(self, athlete_id: str, on: date | None = None) -> int:
        """Keep the current week's plan where it changed; returns how many versions were added."""
        raise NotImplementedError

    def skip(self, athlete_id: str, slot: date) -> Receipt:
        raise NotImplementedError

    def unskip(self, athlete_id: str, slot: date) -> Receipt:
        raise NotImplementedError

    def move(self, athlete_id: str, slot: date, to: date) -> Receipt:
        """Refused with the rule's sentence where the day is not allowed."""
        raise NotImplementedError

    def swap(self, athlete_id: str, slot: date, category: Category, slug: str) -> Receipt:
        """Refused with the rule's sentence where the exercise is not allowed."""
        raise NotImplementedError

    def feel(self, athlete_id: str, slot: date, soreness: int | None, readiness: int | None) -> Receipt:
        """How the athlete feels before the session: soreness 0-10, readiness 1-5 (None: not said)."""
        raise NotImplementedError

    def finish(self, session: records.Session, minutes: int | None = None) -> Receipt:
        """Log the session as it is now, with the minutes it took."""
        raise NotImplementedError

    def answer_next_morning(self, session_id: str, pain: Mapping[str, int]) -> Receipt:
        """Pain of the next morning (0-10) by exercise; what is not named had none."""
        raise NotImplementedError

    def absent(self, absence: records.Absence) -> Receipt:
        """Add or change days of illness or travel."""
        raise NotImplementedError

    def remove_absence(self, absence_id: str) -> Receipt:
        raise NotImplementedError
