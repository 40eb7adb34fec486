"""From what was read to what a chart and its table show. No figure is made here: they come from the service, here they get words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from desktop.i18n import later, tr
from desktop.pages.progress import words
from desktop.qt import fmt
from desktop.qt.table_model import Column
from desktop.services.progress import ProgressView
from desktop.widgets.charts.parts import DELOAD, FLAG, PHASE, Band, Flag, Key, Reading
from desktop.widgets.phases import phase_tone, phase_word
from rules.vocabulary import Phase, Priority

RANGES: Final[tuple[tuple[str, int | None], ...]] = (
    (later("6 weeks"), 42),
    (later("3 months"), 91),
    (later("1 year"), 365),
    (later("All"), None),
)
USUAL: Final = 91
"""Days shown first."""
NOON: Final = 0.5
"""Where on its day something stands."""
Say = Callable[[], tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """One line of a table: `cells` as they read, `keys` as they sort; `at` is the moment, `start` to `end` the days it is of."""

    id: int
    start: float
    end: float
    cells: tuple[str, ...]
    keys: tuple[Any, ...]


@dataclass(frozen=True)
class Head:
    title: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True)
class Section:
    """What stands over a chart and in its place: `caption(start, end)` says what is in sight, `rows()` are the same figures as
    text, newest first."""

    title: str
    caption: Callable[[float, float], str]
    rows: Callable[[], tuple[Row, ...]]


def columns(heads: Sequence[Head]) -> tuple[Column, ...]:
    """A column a head, over the cells of `Row`s; the last takes the room that is left."""

    def column(number: int, head: Head) -> Column:
        return Column(
            str(number),
            head.title,
            lambda row: row.cells[number],
            key=lambda row: row.keys[number],
            right=head.right,
            width=head.width,
            stretch=number == len(heads) - 1,
            tip=lambda row: row.cells[number],
        )

    return tuple(column(number, head) for number, head in enumerate(heads))


def moment(on: date) -> float:
    return on.toordinal() + NOON


def day_of(at: float) -> date:
    return date.fromordinal(int(at))


def bands(view: ProgressView) -> tuple[Band, ...]:
    return tuple(
        Band(span.start.toordinal(), span.end.toordinal() + 1, phase_tone(span.phase), phase_word(span.phase))
        for span in view.phases
    )


def flags(view: ProgressView) -> tuple[Flag, ...]:
    return tuple(
        Flag(moment(race.on), race.priority.value, race.name, race.priority is Priority.A) for race in view.races
    )


def deloads(view: ProgressView) -> tuple[Band, ...]:
    """The weeks with a deload."""
    return tuple(
        Band(week.start.toordinal(), week.start.toordinal() + 7, "dot", tr("Deload week"))
        for week in view.weeks
        if week.deload
    )


def behind_keys(view: ProgressView) -> tuple[Key, ...]:
    """What the legend says of what is behind the data: only what there is."""
    phases = (Key(PHASE, "phase-build", tr("Phase")),) if view.phases else ()
    soft = (Key(DELOAD, "dot", tr("Deload week")),) if any(week.deload for week in view.weeks) else ()
    races = (Key(FLAG, "phase-race", tr("Race")),) if view.races else ()
    return (*phases, *soft, *races)


def phase_on(view: ProgressView, on: date) -> Phase | None:
    number = bisect_right(view.phases, on, key=attrgetter("start")) - 1
    return view.phases[number].phase if number >= 0 and on <= view.phases[number].end else None


def by_day(view: ProgressView, found: Iterable[tuple[date, Say]], races: bool = True) -> tuple[Reading, ...]:
    """A reading a day, oldest first: everything that is to be said of it, its phase, and the races among the days there are."""
    days: dict[date, list[Say]] = {}
    for on, say in found:
        days.setdefault(on, []).append(say)
    if races and days:
        for race in view.races:
            if race.on <= view.today:
                days.setdefault(race.on, [])
    return tuple(Reading(moment(on), _saying(view, on, tuple(days[on]))) for on in sorted(days))


def _saying(view: ProgressView, on: date, parts: tuple[Say, ...]) -> Say:
    def say() -> tuple[str, ...]:
        phase = phase_on(view, on)
        races = (words.race(race) for race in view.races if race.on == on)
        said = (line for part in parts for line in part())
        return (fmt.day(on), *races, *said, *([phase_word(phase)] if phase is not None else []))

    return say


def by_week(view: ProgressView, say: Callable[[Any], tuple[str, ...]]) -> tuple[Reading, ...]:
    """A reading a week, with its races."""

    def saying(week: Any) -> Say:
        return lambda: (
            tr("Week of {date}", date=fmt.date(week.start)),
            *say(week),
            *([tr("Deload week")] if week.deload else []),
            *(words.race(race) for race in view.races if week.start <= race.on < week.start + timedelta(days=7)),
        )

    return tuple(Reading(week.start.toordinal() + 3.5, saying(week)) for week in view.weeks)


def sight(rows: Iterable[Row], start: float, end: float) -> tuple[Row, ...]:
    """The rows of days in sight."""
    return tuple(row for row in rows if row.start < end and row.end > start)
