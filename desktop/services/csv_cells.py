"""The cells of sessions.csv: what its columns are, and how texts and numbers are written and read back.

A spreadsheet takes a text that begins with `= + - @`, a tab or a carriage return for a formula. Such a text is written with an
apostrophe in front, and so is a text that begins with an apostrophe: taking one away on the way in restores every text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.i18n import tr
from models.records import SessionKind, SessionStatus

HEADER = (
    "athlete_id",
    "athlete",
    "date",
    "session_id",
    "session",
    "phase",
    "exercise",
    "exercise_name",
    "category",
    "set",
    "side",
    "planned_amount",
    "planned_load_kg",
    "amount",
    "unit",
    "load_kg",
    "load_type",
    "rir",
    "rpe",
    "pain",
    "next_day_pain",
    "technique",
    "off_plan",
    "notes",
)
BOM = "\ufeff"
END = "\r\n"
YES, NO = "yes", "no"

_RISKY = frozenset("=+-@\t\r'")
_NEEDS_QUOTES = re.compile('[,"\r\n]')
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def text_cell(text: str) -> str:
    """A text, made harmless for spreadsheets and quoted as RFC 4180 wants it."""
    if not text:
        return ""
    if text[0] in _RISKY:
        text = "'" + text
    if _NEEDS_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def plain_text(cell: str) -> str:
    """The text that `text_cell` was given, from the cell a CSV reader found."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in _RISKY:
        return cell[1:]
    return cell


def number_cell(value: float | None) -> str:
    """Shortest text that reads back as the same number: a point, no exponent, no trailing `.0`; None is empty."""
    if value is None:
        return ""
    text = repr(value)
    if "e" in text or "E" in text:
        from decimal import Decimal  # takes long to load, and such numbers are rare

        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


class NotANumber(ValueError):
    """The words say what is wrong with the cell."""


@lru_cache(maxsize=10_000)  # the same few numbers come again and again: quick, and one object for all of them
def number(cell: str) -> float | None:
    """The number in a cell; an empty cell is None."""
    cell = cell.strip()
    if not cell:
        return None
    if _NUMBER.fullmatch(cell) is None:
        if "," in cell:
            raise NotANumber(tr("'{cell}' is not a number; write decimals with a point", cell=cell))
        raise NotANumber(tr("'{cell}' is not a number", cell=cell))
    return float(cell)


@lru_cache(maxsize=1_000)
def whole_number(cell: str) -> int | None:
    value = number(cell)
    if value is None:
        return None
    if value != int(value):
        raise NotANumber(tr("'{cell}' is not a whole number", cell=cell))
    return int(value)


def session_cell(kind: SessionKind, status: SessionStatus, any_done: bool) -> str:
    """The session's template, and its status where the sets do not tell it: with an amount it was done, else planned."""
    told = SessionStatus.DONE if any_done else SessionStatus.PLANNED
    return kind.value if status is told else f"{kind.value} {status.value}"


def session_meaning(cell: str, any_done: bool) -> tuple[SessionKind, SessionStatus]:
    """The inverse of `session_cell`. Raises ValueError for an unknown word."""
    words = cell.split()
    if not 1 <= len(words) <= 2:
        raise ValueError(cell)
    kind = SessionKind(words[0])
    if len(words) == 2:
        return kind, SessionStatus(words[1])
    return kind, SessionStatus.DONE if any_done else SessionStatus.PLANNED
