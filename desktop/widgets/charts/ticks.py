"""Where an axis has its marks, and what stands at them: round values, and days as calendars part them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

from PySide6.QtCore import QLocale

from desktop.qt import fmt

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_WEEKS, _MONTHS = (1, 2), (1, 2, 3, 6, 12, 24, 60)
_MONTH_DAYS: Final = 30.4
_EPSILON: Final = 1e-9


@dataclass(frozen=True, slots=True)
class DayTick:
    """`strong`: a year begins."""

    on: date
    text: str
    strong: bool = False


def values(low: float, high: float, most: int, whole: bool = False) -> tuple[float, ...]:
    """Round values that enclose `low` to `high`, at most about `most` of them; with `whole` only whole numbers."""
    reach = high - low if high - low > _EPSILON else 1.0
    step = _round_up(reach / max(1, most - 1))
    if whole:
        step = max(1.0, float(ceil(step)))
    first, last = floor(low / step + _EPSILON), ceil(high / step - _EPSILON)
    return tuple(round(number * step, 6) for number in range(first, max(last, first + 1) + 1))


def _round_up(step: float) -> float:
    size = 10.0 ** floor(log10(step))
    return next(size * factor for factor in _STEPS if size * factor >= step - _EPSILON)


def days(start: date, end: date, width: float, apart: float, first_weekday: int) -> tuple[DayTick, ...]:
    """Marks from `start` up to `end` on an axis `width` pixels wide, at least `apart` pixels from each other: at the beginning of
    weeks, of months, or of years."""
    per_day = width / max(1, (end - start).days)
    for weeks in _WEEKS:
        if 7 * weeks * per_day >= apart:
            return tuple(DayTick(on, fmt.short_date(on)) for on in _weeks(start, end, weeks, first_weekday))
    months = next((n for n in _MONTHS if n * _MONTH_DAYS * per_day >= apart), _MONTHS[-1])
    return tuple(_month_tick(on) for on in _months(start, end, months))


def _month_tick(on: date) -> DayTick:
    if on.month == 1:
        return DayTick(on, str(on.year), strong=True)
    return DayTick(on, fmt.locale().standaloneMonthName(on.month, QLocale.FormatType.ShortFormat).replace(".", ""))


def _weeks(start: date, end: date, every: int, first_weekday: int) -> Iterator[date]:
    """Weeks are counted from one fixed week, so that the marks stay where they are while the span moves."""
    on = start + timedelta(days=(first_weekday - start.isoweekday()) % 7)
    on += timedelta(weeks=-(on.toordinal() // 7) % every)
    while on < end:
        yield on
        on += timedelta(weeks=every)


def _months(start: date, end: date, every: int) -> Iterator[date]:
    number = start.year * 12 + start.month - 1 + (1 if start.day > 1 else 0)
    number += -number % every
    while (on := date(number // 12, number % 12 + 1, 1)) < end:
        yield on
        number += every
