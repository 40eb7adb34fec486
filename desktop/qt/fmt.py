"""Dates, numbers and loads as the reader writes them. Stored values stay ISO dates and kilograms."""

from __future__ import annotations

import locale as c_locale
import math
from datetime import date as Date  # noqa: N812 - `date` is the formatter here
from typing import Final

from PySide6.QtCore import QDate, QLocale

from desktop import i18n
from desktop.i18n import tr, trn

LB_PER_KG: Final = 2.2046226218
NOTHING: Final = "–"
_DAYS_AS_DAYS: Final = 27  # up to here a countdown is in days, beyond in weeks


class _State:
    locale: QLocale | None = None
    pounds: bool = False


def use_locale(name: str | None = None) -> None:
    """The locale of dates and numbers, and of the days in sentences: a name such as 'en_GB', or None for the system's region in
    the language in force."""
    system = QLocale.system()
    if name is not None:
        _State.locale = QLocale(name)
    elif QLocale(i18n.language()).language() == system.language():
        _State.locale = system
    else:
        _State.locale = QLocale(i18n.language())
    i18n.use_day_order(_order())


def use_unit(unit: str) -> None:
    """'kg' or 'lb' for every load shown or typed."""
    _State.pounds = unit == "lb"


def locale() -> QLocale:
    if _State.locale is None:
        use_locale()
    return _State.locale or QLocale(QLocale.Language.English)


def _q(day: Date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _order() -> str:
    """'dMy', 'Mdy' or 'yMd': the order in which the locale writes a date."""
    short = locale().dateFormat(QLocale.FormatType.ShortFormat)
    return "".join(sorted("dMy", key=short.find))


def date(day: Date | None) -> str:
    """9 Oct 2026"""
    if day is None:
        return NOTHING
    pattern = {"Mdy": "MMM d, yyyy", "yMd": "yyyy MMM d"}.get(_order(), "d MMM yyyy")
    return _tidy(locale().toString(_q(day), pattern))


def day(day: Date | None) -> str:
    """Fri 9 Oct 2026"""
    if day is None:
        return NOTHING
    return f"{weekday(day)} {date(day)}"


def short_date(day: Date | None) -> str:
    """9 Oct"""
    if day is None:
        return NOTHING
    return _tidy(locale().toString(_q(day), "d MMM" if _order() == "dMy" else "MMM d"))


def long_date(day: Date) -> str:
    """Friday 9 October 2026"""
    pattern = {"Mdy": "dddd, MMMM d, yyyy", "yMd": "yyyy MMMM d, dddd"}.get(_order(), "dddd d MMMM yyyy")
    return _tidy(locale().toString(_q(day), pattern))


def month(day: Date) -> str:
    """Oct 2026"""
    return _tidy(locale().toString(_q(day), "MMM yyyy"))


def weekday(day: Date) -> str:
    """Fri"""
    return _tidy(locale().toString(_q(day), "ddd"))


def weekday_name(iso_weekday: int, short: bool = True) -> str:
    """The name of an ISO weekday 1 (Monday) .. 7."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return _tidy(locale().standaloneDayName(iso_weekday, form))


def first_weekday() -> int:
    """ISO weekday on which the locale's week begins."""
    return int(locale().firstDayOfWeek().value)


def _tidy(text: str) -> str:
    return text.replace(".", "")


_LONGEST_YEAR: Final = 4
"""Digits; a longer number is in no date, and may be more than a date can be asked about."""


def parse_date(text: str) -> Date | None:
    """A typed date, or None when it is none. ISO, and the locale's order with any separator; years may have two digits."""
    parts = [part for part in "".join(c if c.isalnum() else " " for c in text).split() if part]
    if any(part.isdigit() and len(part) > _LONGEST_YEAR for part in parts):
        return None
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        order = "yMd" if len(parts[0]) == 4 else _order() if _order() != "yMd" else "dMy"
        values = dict(zip(order, (int(part) for part in parts), strict=True))
        year = values["y"] + 2000 if values["y"] < 100 else values["y"]
        return _valid(year, values["M"], values["d"])
    named = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isascii() and part.isdigit()]
    if len(parts) == 3 and len(named) == 1 and len(numbers) == 2:
        year_first = len(numbers[0]) == 4
        year, day_ = (int(number) for number in (numbers if year_first else reversed(numbers)))
        return _valid(year + 2000 if year < 100 else year, _month_number(named[0]), day_)
    return None


def _month_number(word: str) -> int:
    """1..12 for a month's name, short or long, in the reader's language or English; 0 for anything else."""
    for words in (locale(), QLocale(QLocale.Language.English)):
        for number_ in range(1, 13):
            for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
                if _tidy(word).casefold() in {
                    _tidy(words.monthName(number_, form)).casefold(),
                    _tidy(words.standaloneMonthName(number_, form)).casefold(),
                }:
                    return number_
    return 0


def _valid(year: int, month_: int, day_: int) -> Date | None:
    try:
        return Date(year, month_, day_)
    except ValueError:
        return None


def date_hint() -> str:
    """What a date field takes, as a placeholder: 31/12/2026."""
    return locale().toString(
        QDate(2026, 12, 31), {"Mdy": "MM/dd/yyyy", "yMd": "yyyy-MM-dd"}.get(_order(), "dd/MM/yyyy")
    )


def number(value: float | None, decimals: int = 2, unit: str = "") -> str:
    """A number without needless zeros: 22.5; `unit` follows after a thin gap."""
    if value is None:
        return NOTHING
    text = locale().toString(float(value), "f", decimals)
    point = locale().decimalPoint()
    if point in text:
        text = text.rstrip(locale().zeroDigit()).removesuffix(point)
    return f"{text} {unit}" if unit else text


def parse_number(text: str) -> float | None:
    """A typed number, with the locale's decimal sign, a point or a comma; None when it is none."""
    cleaned = "".join(text.split())
    value, ok = locale().toDouble(cleaned)
    if ok:
        return value if math.isfinite(value) else None
    try:
        found = float(cleaned.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def percent(share: float) -> str:
    """75 %"""
    return f"{number(share * 100, 0)} %"


def mass_unit() -> str:
    return "lb" if _State.pounds else "kg"


def mass(kilograms: float | None) -> float | None:
    """Kilograms in the unit shown, rounded to what a scale reads."""
    if kilograms is None or not _State.pounds:
        return kilograms
    return round(kilograms * LB_PER_KG, 1)


def kilograms(shown: float | None) -> float | None:
    """A mass in the unit shown, as kilograms."""
    if shown is None or not _State.pounds:
        return shown
    return round(shown / LB_PER_KG, 3)


def kg(value: float | None, decimals: int = 2) -> str:
    """A load stored as kilograms in the unit chosen: 22.5 kg, 49.6 lb."""
    return number(mass(value), decimals, mass_unit()) if value is not None else NOTHING


def countdown(days: int) -> str:
    """19 days, 10 weeks, today, 6 days ago."""
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("tomorrow")
    if days < 0:
        return (
            trn("{n} day ago", "{n} days ago", -days)
            if days >= -_DAYS_AS_DAYS
            else trn("{n} week ago", "{n} weeks ago", -days // 7)
        )
    return trn("{n} day", "{n} days", days) if days <= _DAYS_AS_DAYS else trn("{n} week", "{n} weeks", days // 7)


def reset_c_numbers() -> None:
    """Puts LC_NUMERIC back to C: QApplication takes it from the environment, and C libraries then read 0.5 as 0."""
    c_locale.setlocale(c_locale.LC_NUMERIC, "C")
