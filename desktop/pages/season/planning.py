"""Plans the weeks of a season in the background, in slices, and asks what a change of races would alter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.qt.jobs import Job, Jobs
from desktop.qt.jobs import Progress as Goes
from desktop.services.plans import WeekDifference, WeekView
from desktop.services.season import WeekView as SeasonWeek
from models.records import Race
from rules.verdicts import PlannedWeek

WEEK = timedelta(weeks=1)
SLICES = (1, 14, 53)
"""Weeks from the present one on: what is near comes soon, and between two slices other work gets its turn."""
FIRST_PAINT: Final = 25
"""Milliseconds the page is given to be painted before anything is planned: both at once would wait for each other again and again."""
_KEY, _CHANGE_KEY = "season-plan", "season-change"


@dataclass(frozen=True)
class Asked:
    """Whose season, as of which state of the store and which day. `behind` and `far_behind`: how many weeks back, those of the first
    slice and all. `until`: the last day of which phase and cap are wanted."""

    athlete_id: str
    stamp: object
    today: date
    behind: int
    far_behind: int
    until: date

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())


@dataclass(frozen=True)
class Slice:
    """A part of the answer: `season` are phases and caps from the first week to the last, `views` the weeks behind and the present
    one, `weeks` those after it."""

    season: tuple[SeasonWeek, ...] = ()
    views: tuple[WeekView, ...] = ()
    weeks: tuple[PlannedWeek, ...] = ()


class Planning(QObject):
    """`arrived(Slice)` for every slice, `finished()` when all is there, `failed(error)`. Asking for another season, or cancelling,
    drops what is under way and whatever it still answers."""

    arrived = Signal(object)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, services: Any, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._judge: Any = None  # the rules of the background, made once: its jobs come one after the other
        self._job: Job | None = None
        self._asked: Asked | None = None
        self._at = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(FIRST_PAINT)
        self._soon.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        return self.about_to or self._job is not None

    @property
    def about_to(self) -> bool:
        """Whether something was asked for that is not begun yet."""
        return self._soon.isActive()

    @property
    def complete(self) -> bool:
        return self._asked is not None and self._at >= len(SLICES)

    @property
    def asked(self) -> Asked | None:
        """What was asked for last, under way or answered."""
        return self._asked

    def reaches(self, monday: date) -> bool:
        """Whether the plan of that week is under way."""
        asked = self._asked
        return self.busy and asked is not None and monday < asked.monday + SLICES[-1] * WEEK

    def ask(self, asked: Asked) -> None:
        self.cancel()
        self._asked, self._at = asked, 0
        self._soon.start()

    def cancel(self) -> None:
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        self._job, self._asked, self._at = None, None, 0

    def _next(self) -> None:
        asked, services = self._asked, self._services
        if asked is None or self._at >= len(SLICES):
            return
        first = 1 if self._at == 0 else SLICES[self._at - 1]
        judge, count, number = self.judge(), SLICES[self._at], self._at

        def work(_goes: Goes) -> Slice:
            with closing(services.sibling(judge)) as mine:
                return _read(mine, asked, count, first, number)

        self._job = self._jobs.run(work, self._on_slice, self._on_failed, key=_KEY)

    def judge(self) -> Any:
        if self._judge is None:
            self._judge = self._services.desk.judge.sibling()
        return self._judge

    def _on_slice(self, found: Slice) -> None:
        self._job = None
        self._at += 1
        self.arrived.emit(found)
        if self._job is None and self._at < len(SLICES):
            self._next()
        elif self.complete:
            self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._at = len(SLICES)
        self.failed.emit(error)

    # --- what a change would alter

    def race_change(
        self,
        athlete_id: str,
        races: tuple[Race, ...],
        finished: Callable[[tuple[WeekDifference, ...]], object],
        failed: Callable[[Exception], object],
    ) -> Job:
        """Asks for the weeks that would differ if these were all races of the athlete. A later question drops the earlier."""
        services, judge = self._services, self.judge()

        def work(_goes: Goes) -> tuple[WeekDifference, ...]:
            with closing(services.sibling(judge)) as mine:
                found: tuple[WeekDifference, ...] = mine.plans.race_change(athlete_id, races)
                return found

        return self._jobs.run(work, finished, failed, key=_CHANGE_KEY)


def _read(services: Any, asked: Asked, count: int, first: int, number: int) -> Slice:
    """Slice `number`: the weeks from number `first` to before number `count`; with the first the whole season and the weeks not long
    behind, with the second those far behind."""
    season: tuple[SeasonWeek, ...] = ()
    back = range(0)
    if number == 0:
        since = asked.monday - asked.far_behind * WEEK
        season = services.season.weeks(asked.athlete_id, since, asked.until)
        back = range(-asked.behind, 1)
    elif number == 1:
        back = range(-asked.far_behind, -asked.behind)
    views = tuple(services.plans.week(asked.athlete_id, asked.monday + at * WEEK) for at in back)
    weeks: tuple[PlannedWeek, ...] = ()
    if count > first:
        weeks = services.plans.weeks(asked.athlete_id, asked.monday, count)[first:]
    return Slice(season, views, weeks)
