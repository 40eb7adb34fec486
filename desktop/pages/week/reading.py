"""Reads a week for its page: in pieces, for a plan takes longer to make than a window should be held."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desktop.pages.week.view_model import monday_of
from desktop.qt.ask import is_trouble
from desktop.qt.page import Context
from desktop.qt.stages import Stages
from desktop.services.plans import WeekView
from models.records import Session

BACK: Final = timedelta(weeks=13)
"""How far the last time of an exercise is looked for."""


def guarded(context: Context, action: Callable[[], object]) -> bool:
    """Runs what is no change of the user's; trouble is said. False when there was some."""
    try:
        action()
    except Exception as error:
        if not is_trouble(error):
            raise
        context.go.trouble(error)
        return False
    return True


def _plan(services: Any, rules: Any, athlete_id: str, monday: date, _progress: object) -> tuple[str, date]:
    """Plans up to a week in the background; what was planned is remembered for the window."""
    with closing(services.sibling(rules)) as mine:
        mine.plans.weeks(athlete_id, monday)
    return athlete_id, monday


class WeekReader(QObject):
    """`view` is the week of `athlete_id` from `monday`, `lately` the sessions around it. `arrived()` when a reading in pieces is
    through; one that was begun later, or `stop`, ends it."""

    arrived = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: WeekView | None = None
        self.lately: tuple[Session, ...] = ()
        self._context = context
        self._plans = context.services.plans
        self._wanted: tuple[str, date] | None = None
        self._rules: Any = None  # of the background's own
        self._stages = Stages(self)
        self._stages.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether a reading in pieces is under way."""
        return self._wanted is not None

    def forget(self) -> None:
        self.stop()
        self.view, self.lately = None, ()

    def stop(self) -> None:
        self._stages.stop()
        self._wanted = None

    def read(self, athlete_id: str, monday: date) -> bool:
        """At once: for what was just planned by the change that is to be shown. False when there was trouble."""
        self.stop()
        return guarded(self._context, lambda: self._read_all(athlete_id, monday))

    def read_in_pieces(self, athlete_id: str, monday: date) -> None:
        self.stop()
        self._wanted = (athlete_id, monday)
        context = self._context
        if monday <= monday_of(context.services.clock()):
            self._begin(athlete_id, monday)
            return
        if self._rules is None:  # every week up to it is planned: that is the background's work
            self._rules = context.services.desk.judge.sibling()
        work = partial(_plan, context.services, self._rules, athlete_id, monday)
        context.jobs.run(work, self._on_planned, context.go.trouble, key="week")

    def _on_planned(self, planned: tuple[str, date]) -> None:
        if planned == self._wanted:
            self._begin(*planned)

    def _begin(self, athlete_id: str, monday: date) -> None:
        def piece(action: Callable[[], object]) -> Callable[[], bool]:
            return lambda: self._went(guarded(self._context, action))

        self._stages.start(
            piece(lambda: self._plans.prepare(athlete_id)),
            piece(lambda: self._read_plan(athlete_id, monday)),
            piece(lambda: self._read_sessions(athlete_id, monday)),
            lambda: None,  # what is shown is made in a turn of its own
        )

    def _went(self, well: bool) -> bool:
        if not well:
            self._wanted = None
        return well

    def _on_ended(self) -> None:
        self._wanted = None
        self.arrived.emit()

    def _read_all(self, athlete_id: str, monday: date) -> None:
        self._read_plan(athlete_id, monday)
        self._read_sessions(athlete_id, monday)

    def _read_plan(self, athlete_id: str, monday: date) -> None:
        self.view = self._plans.week(athlete_id, monday)

    def _read_sessions(self, athlete_id: str, monday: date) -> None:
        until = self.until(monday)
        self.lately = self._context.services.training.sessions(athlete_id, start=until - BACK, end=until)

    def until(self, monday: date) -> date:
        """The day to which histories run: today, or the end of a past week."""
        return min(self._context.services.clock(), monday + timedelta(days=6))
