"""Where the things of the strip lie: days and pixels, the calendar under the bars, the names of phases, the flags of races.

Plain arithmetic: lengths are pixels, `measure(text)` is how wide a text is. Time runs from left to right in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desktop.i18n import tr
from desktop.qt import fmt
from desktop.widgets.timeline.marks import RaceMark, WeekBar

MARGIN: Final = 12.0
_APART: Final = 8.0
Measure = Callable[[str], float]


@dataclass(frozen=True)
class Lines:
    """Heights, from the sizes of the texts: `flag` a row of flags, `text` a line of small text."""

    flag: float
    text: float
    rows: int = 3

    @property
    def top(self) -> float:
        """Where the highest bar may end."""
        return self.flag * self.rows + 12

    @property
    def dots(self) -> float:
        return 36.0

    @property
    def under(self) -> float:
        """What lies under the bars: marks, two lines of phases, two of the calendar."""
        return self.dots + 4 * self.text + 8


@dataclass(frozen=True)
class Frame:
    """What is seen: `step` pixels a week, the first `offset` pixels of the strip scrolled away, a viewport `wide` and `high`."""

    first: date
    count: int
    step: float
    offset: float
    wide: float
    high: float
    lines: Lines

    @property
    def foot(self) -> float:
        """Where the bars stand."""
        return self.high - self.lines.under

    @property
    def phases(self) -> float:
        """Where the names of phases begin."""
        return self.foot + self.lines.dots

    @property
    def calendar(self) -> float:
        """The line over the calendar."""
        return self.phases + 2 * self.lines.text + 4

    @property
    def length(self) -> float:
        """Of the whole strip."""
        return self.count * self.step + 2 * MARGIN

    def x(self, day: date) -> float:
        """The left edge of a day, in the viewport."""
        return MARGIN + (day - self.first).days / 7 * self.step - self.offset

    def middle(self, day: date) -> float:
        return self.x(day) + self.step / 14

    def day_at(self, x: float) -> date:
        return self.first + timedelta(days=int((x + self.offset - MARGIN) * 7 // self.step))

    def week_at(self, x: float) -> int:
        """The number of the week under a pixel; -1 beside the strip."""
        at = int((x + self.offset - MARGIN) // self.step)
        return at if 0 <= at < self.count else -1

    def left(self, number: int) -> float:
        """The left edge of a week, in the viewport."""
        return MARGIN + number * self.step - self.offset

    def seen(self) -> range:
        """The weeks of which something is to be seen."""
        first = max(0, int((self.offset - MARGIN) / self.step) - 1)
        return range(first, min(self.count, first + int(self.wide / self.step) + 3))


# ------------------------------------------------------------------------------------------------ the calendar


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.QUARTER: 90, Unit.YEAR: 365}
_MONTHS: Final = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
_OVER: Final = {
    Unit.DAY: Unit.MONTH,
    Unit.WEEK: Unit.MONTH,
    Unit.MONTH: Unit.YEAR,
    Unit.QUARTER: Unit.YEAR,
    Unit.YEAR: None,
}


@dataclass(frozen=True)
class Tick:
    """A word of the calendar at `left`; `edge` is where its unit begins, which may be out of sight."""

    left: float
    text: str
    edge: float


def unit_of(step: float, measure: Measure) -> Unit:
    """The finest unit whose every word has room."""
    widest = {
        Unit.DAY: measure("30"),
        Unit.WEEK: max(measure(fmt.short_date(date(2026, month, 28))) for month in (5, 9, 12)),
        Unit.MONTH: max(measure(word_of(date(2026, month, 1), Unit.MONTH)) for month in range(1, 13)),
        Unit.QUARTER: measure(word_of(date(2026, 10, 1), Unit.QUARTER)),
    }
    return next((unit for unit, need in widest.items() if step * _DAYS[unit] / 7 >= need + _APART), Unit.YEAR)


def word_of(day: date, unit: Unit, over: bool = False) -> str:
    """What a unit that begins on that day is called; `over`: it stands over finer ones and says its year too."""
    if unit is Unit.DAY:
        return str(day.day)
    if unit is Unit.WEEK:
        return fmt.short_date(day)
    if unit is Unit.MONTH:
        if over:
            return fmt.month(day)
        locale = fmt.locale()
        return locale.standaloneMonthName(day.month, locale.FormatType.ShortFormat).replace(".", "")
    if unit is Unit.QUARTER:
        return tr("Q{number}", number=(day.month + 2) // 3)
    return str(day.year)


def ticks(frame: Frame, unit: Unit, measure: Measure, over: bool = False) -> list[Tick]:
    """The words of a line of the calendar that are in sight. What began out of sight stands at the edge while it has room, so that
    the year is always known; no two words touch."""
    found: list[Tick] = []
    for begin, after in _units(frame, unit):
        edge, end = frame.x(begin), frame.x(after)
        text = word_of(begin, unit, over)
        left = max(edge, 0.0) + 4
        if left + measure(text) + (_APART if over else 0) <= min(end, frame.wide):
            found.append(Tick(left, text, edge))
    return found


def coarser(unit: Unit) -> Unit | None:
    return _OVER[unit]


def _units(frame: Frame, unit: Unit) -> Iterator[tuple[date, date]]:
    """Each unit of which something is in sight: its first day, and the first day after it."""
    if not frame.count:
        return
    last = min(frame.day_at(frame.wide), frame.first + timedelta(weeks=frame.count))
    begin = _floor(max(frame.day_at(0), frame.first), unit)
    while begin <= last:
        after = _next(begin, unit)
        yield begin, after
        begin = after


def _floor(day: date, unit: Unit) -> date:
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(begin: date, unit: Unit) -> date:
    if unit in (Unit.DAY, Unit.WEEK):
        return begin + timedelta(days=_DAYS[unit])
    month = begin.month - 1 + _MONTHS[unit]
    return date(begin.year + month // 12, month % 12 + 1, 1)


# ------------------------------------------------------------------------------------------------ phases


_NAMED: Final = 14.0
"""Pixels a week from which short phases are named too."""


_DAYS_FROM: Final = 84.0
"""Pixels a week from which its days are shown."""


def in_days(frame: Frame, week: WeekBar) -> bool:
    """Whether a week is shown day by day."""
    return len(week.days) == 7 and frame.step >= _DAYS_FROM


@dataclass(frozen=True)
class Caption:
    """The name of a phase under the weeks it lasts, on line 0 or 1."""

    left: float
    line: int
    text: str
    tone: str


def captions(frame: Frame, weeks: Sequence[WeekBar], measure: Measure) -> list[Caption]:
    """Names of phases that have room: under their own weeks, or on the second line as far as nothing else begins there. Far out
    only those under their own weeks are named, for the rest would be a hedge of words."""
    found: list[Caption] = []
    second = -1e9
    for begin, end, phase, tone in _runs(frame, weeks):
        left, need = max(begin, 2.0) + 2, measure(phase)
        if left + need + 2 <= end:
            found.append(Caption(left, 0, phase, tone))
        elif frame.step >= _NAMED and left >= second + _APART and left + need <= frame.wide and end >= 8:
            found.append(Caption(left, 1, phase, tone))
            second = left + need
    return found


def _runs(frame: Frame, weeks: Sequence[WeekBar]) -> list[tuple[float, float, str, str]]:
    """Where each phase in sight begins and ends, its name and its tone: by weeks, or by days where those are shown."""
    runs: list[tuple[float, float, str, str]] = []
    for number in frame.seen():
        week, left = weeks[number], frame.left(number)
        parts = [(day.phase, day.tone) for day in week.days] if in_days(frame, week) else [(week.phase, week.tone)]
        wide = frame.step / len(parts)
        for place, (phase, tone) in enumerate(parts):
            end = left + (place + 1) * wide
            if runs and runs[-1][2] == phase:
                runs[-1] = (runs[-1][0], end, phase, runs[-1][3])
            else:
                runs.append((end - wide, end, phase, tone))
    return runs


# ------------------------------------------------------------------------------------------------ races


FLAG: Final = 15.0
COUNT: Final = 18.0
_NAME_LEAST, _NAME_MOST = 30.0, 150.0


@dataclass(frozen=True)
class Flag:
    """A race in the strip: `left` in the whole strip, its row from the top, the room of its name (0: the flag alone). `more` are
    races that found no room of their own near it: they are counted at this flag."""

    race: RaceMark
    left: float
    row: int
    room: float
    more: tuple[RaceMark, ...] = ()

    @property
    def races(self) -> tuple[RaceMark, ...]:
        return (self.race, *self.more)

    @property
    def wide(self) -> float:
        return (COUNT if self.more and not self.room else FLAG) + self.room


def room_in_sight(flag: Flag, left: float, wide: float) -> float:
    """The room of a flag's name in a viewport `wide` pixels wide in which the flag stands at `left`: a name goes out of sight with
    its flag and ends before the edge, so that no half of a word is seen; 0 where too little would be left."""
    if left < -FLAG / 2:
        return 0.0
    room = min(flag.room, wide - left - FLAG)
    return room if room >= min(flag.room, _NAME_LEAST) else 0.0


def flags(
    races: Sequence[RaceMark],
    rows: int,
    place: Callable[[date], float],
    measure: Measure,
    taken: tuple[float, float] | None = None,
) -> list[Flag]:
    """Each race with a row and room for its name, so that nothing touches: first whole names, A before B before C, then cut ones,
    then flags alone; what has no room even so is counted at the nearest flag. `place(day)` is where a day lies in the strip,
    `taken` what of the first row is not free."""
    ends: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    if taken is not None:
        ends[0].append(taken)
    put: list[Flag] = []
    for race in sorted(races, key=lambda one: (one.priority or "Z", one.on, one.id)):
        left, whole = place(race.on), min(_NAME_MOST, measure(race.name) + 2)
        wishes = dict.fromkeys((whole, min(whole, _NAME_LEAST * 2), 0.0))
        found = next(((row, room) for room in wishes for row in range(rows)
                      if _is_free(ends[row], left, left + (FLAG if room else COUNT) + room)), None)  # fmt: skip
        if found is None:
            near = min(range(len(put)), key=lambda at, left=left: abs(put[at].left - left))
            put[near] = replace(put[near], more=(*put[near].more, race))
            continue
        row, room = found
        ends[row].append((left, left + (FLAG if room else COUNT) + room))
        put.append(Flag(race, left, row, room))
    return sorted(put, key=lambda flag: (flag.race.on, flag.row))


def _is_free(taken: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + 4 <= begin or left >= end + 4 for begin, end in taken)
