"""The checks that several use cases share: each raises Refused with the field and the words."""

from __future__ import annotations

from datetime import date

from desktop.services.outcome import Refused

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)


def within(field: str, value: float | None, low: float, high: float, what: str, unit: str = "") -> None:
    """None passes; anything else must lie in low..high."""
    if value is None:
        return
    if not low <= value <= high:  # also refuses NaN, which compares false with everything
        unit = f" {unit}" if unit else ""
        raise Refused(field, f"{what} must be between {low:g} and {high:g}{unit}; it is {value:g}.")


def whole(field: str, value: float | None, low: int, high: int, what: str) -> None:
    within(field, value, low, high, what)
    if value is not None and value != int(value):
        raise Refused(field, f"{what} must be a whole number; it is {value:g}.")


def not_future(field: str, on: date | None, today: date, what: str) -> None:
    if on is None:
        return
    sensible(field, on, what)
    if on > today:
        raise Refused(field, f"{what} ({on.isoformat()}) is in the future.")


def sensible(field: str, on: date, what: str) -> None:
    if not EARLIEST <= on <= LATEST:
        raise Refused(field, f"{what} ({on.isoformat()}) must be between the years {EARLIEST.year} and {LATEST.year}.")


def named(field: str, text: str, what: str, longest: int = 200) -> None:
    if not text.strip():
        raise Refused(field, f"{what} is empty.")
    short(field, text, what, longest)


def short(field: str, text: str, what: str, longest: int = 200) -> None:
    if len(text) > longest:
        raise Refused(field, f"{what} is longer than {longest} characters.")


def weekdays(field: str, days: tuple[int, ...]) -> None:
    if any(day not in range(1, 8) for day in days) or len(set(days)) != len(days):
        raise Refused(field, "The days must be different days of the week, 1 (Monday) to 7 (Sunday).")


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
