"""Rows on their way to and from a spreadsheet's clipboard: cells between tabs, a row a line.

Out: dates as 2026-10-09 and numbers bare, so that a spreadsheet takes them for what they are; a text that one would take for a
formula gets an apostrophe in front. In: quoted cells as spreadsheets write them, a heading row if there is one.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from desktop.services.csv_cells import number_cell, plain_text

_FORMULA = tuple("=+-@'")
_BEHIND = re.compile(r"[(,]\s*([^\s()]+)\s*\)?\s*$")
_NOT_DECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Without case and accents, to compare what people type."""
    plain = text.casefold().translate(_NOT_DECOMPOSED)
    if plain.isascii():
        return plain
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


def cell(value: object, decimal: str = ".") -> str:
    """One cell. `decimal` is the sign between whole and part with which the reader's spreadsheet writes numbers."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_cell(value).replace(".", decimal)
    text = " ".join(str(value).split())
    if text.startswith(_FORMULA):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


@dataclass(frozen=True, slots=True)
class Line:
    """A row that came in: where it stood (1 is the first), its cells by the name of their column, none of them empty, and what
    the headings say of the unit of a column, if anything: 'lb' of 'Body mass (lb)'."""

    number: int
    cells: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict[str, str])


def lines(text: str, columns: Sequence[tuple[str, Sequence[str]]]) -> list[Line]:
    """The rows of a pasted text. `columns` are (name, headings it may stand under); without a heading row the cells are taken in
    their order. Columns under other headings, and empty rows, are left out, and so is a text that is no table at all."""
    table = _table(text)
    names: list[str] = [name for name, _ in columns]
    start, units = 0, dict[str, str]()
    if table:
        known = {_heading(heading): name for name, headings in columns for heading in (name, *headings)}
        under = [known.get(_heading(heading), "") for heading in table[0]]
        named = sum(map(bool, under))
        if (under and under[0]) or named > len(under) / 2:  # what is entered is not called like the columns
            names, start = under, 1
            told = zip(under, map(_unit, table[0]), strict=True)
            units = {name: unit for name, unit in told if name and unit}
    found: list[Line] = []
    for number, row in enumerate(table[start:], start + 1):
        cells = {name: one for name, one in zip(names, row, strict=False) if name and one}
        if cells:
            found.append(Line(number, cells, units))
    return found


def _table(text: str) -> list[list[str]]:
    """Cells of one line each: no name has a line break in it."""
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:  # one cell of more than a hundred thousand letters
        return []
    return [[plain_text(" ".join(one.split())) for one in row] for row in rows]


def _unit(heading: str) -> str:
    found = _BEHIND.search(heading)
    return found.group(1) if found is not None else ""


def _heading(text: str) -> str:
    """A heading to compare: without the unit behind it."""
    return fold(text).split("(")[0].split(",")[0].strip()
