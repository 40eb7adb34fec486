"""The checks that several use cases share: each raises Refused with the field and the words.

`what` is what the reader calls it, already in the language in force: tr("Body mass").
"""

from __future__ import annotations

from datetime import date

from desktop.i18n import number, tr
from desktop.services.outcome import Refused

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)


def within(field: str, value: float | None, low: float, high: float, what: str, unit: str = "") -> None:
    """None passes; anything else must lie in low..high."""
    if value is None:
        return
    if not low <= value <= high:  # also refuses NaN, which compares false with everything
        said = tr(
            "{what} must be between {low} and {high}; it is {value}.",
            what=what,
            low=number(low),
            high=f"{number(high)} {unit}" if unit else number(high),
            value=as_typed(value),
        )
        raise Refused(field, said)


def whole(field: str, value: float | None, low: int, high: int, what: str) -> None:
    within(field, value, low, high, what)
    if value is not None and value != int(value):
        raise Refused(field, tr("{what} must be a whole number; it is {value}.", what=what, value=as_typed(value)))


def not_future(field: str, on: date | None, today: date, what: str) -> None:
    if on is None:
        return
    sensible(field, on, what)
    if on > today:
        raise Refused(field, tr("{what} ({day}) is in the future.", what=what, day=on.isoformat()))


def sensible(field: str, on: date, what: str) -> None:
    if not EARLIEST <= on <= LATEST:
        said = tr(
            "{what} ({day}) must be between the years {first} and {last}.",
            what=what,
            day=on.isoformat(),
            first=EARLIEST.year,
            last=LATEST.year,
        )
        raise Refused(field, said)


def named(field: str, text: str, what: str, longest: int = 200) -> None:
    if not text.strip():
        raise Refused(field, tr("{what} is empty.", what=what))
    short(field, text, what, longest)


def short(field: str, text: str, what: str, longest: int = 200) -> None:
    if len(text) > longest:
        raise Refused(field, tr("{what} is longer than {longest} characters.", what=what, longest=longest))


def weekdays(field: str, days: tuple[int, ...]) -> None:
    if any(day not in range(1, 8) for day in days) or len(set(days)) != len(days):
        raise Refused(field, tr("The days must be different days of the week, 1 (Monday) to 7 (Sunday)."))


def as_typed(value: float) -> str:
    """A number that was refused, as it was entered: 1.234, not what is left of it after rounding."""
    return f"{value:g}".replace(".", number(0.5)[1])


def backwards(start: date, end: date) -> str:
    """What is said of days that end before they begin."""
    return tr("The last day ({end}) is before the first ({start}).", end=end.isoformat(), start=start.isoformat())


def no_exercise(exercise: str) -> str:
    """What is said of an exercise that no catalogue has."""
    return tr("There is no exercise '{exercise}'.", exercise=exercise)
