"""What stands inside blocks of numbers without being a plain number: words of the vocabulary, rows and small tables."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import cast

from rules.rulebook.table import Table
from rules.vocabulary import Experience, Goal, PainArea

_SETUPS = ("barbell_or_hex_bar", "bodyweight", "other")
_RESTS = ("from_80_pct", "from_70_pct", "core_balance_mobility", "other")


def check(tables: Mapping[str, Table]) -> None:
    """
    Raises:
        RulebookError: a word nobody knows, or a row or table of the wrong shape.
    """
    for file, block, key, known in (
        ("templates.toml", "declaration", "experience", Experience),
        ("season.toml", "defaults", "experience", Experience),
        ("season.toml", "defaults", "goal", Goal),
        ("session.toml", "low_back", "area", PainArea),
    ):
        tables[file].table(block).word(key, known)
    _check_layoff(tables["progression.toml"].table("layoff"))
    _check_duration(tables["session.toml"].table("duration"))
    _check_ramp(tables["session.toml"].table("ramp"))


def _check_layoff(table: Table) -> None:
    rows: list[tuple[int, float]] = []
    for row in table.items("rows"):
        pair = cast("list[object]", row) if isinstance(row, list) else []
        if len(pair) != 2 or type(pair[0]) is not int or type(pair[1]) not in (int, float):
            raise table.fail("rows", "must be pairs of days and factor")
        rows.append((pair[0], cast("float", pair[1])))
    if any(b[0] <= a[0] or b[1] > a[1] for a, b in pairwise(rows)):
        raise table.fail("rows", "must be pairs of days and factor, days rising, factors falling")
    if any(not 0 <= factor <= 1 for _, factor in rows):
        raise table.fail("rows", "factors lie between 0 and 1")
    if rows and table.number("beyond", 0, 1) > rows[-1][1]:
        raise table.fail("beyond", "must not be more than the last row's factor")


def _check_duration(table: Table) -> None:
    """The small tables of a session's minutes; all in seconds."""
    for key, names in (("setup", _SETUPS), ("rest", _RESTS)):
        part = table.table(key)
        for name in names:
            part.number(name, 0, 3600)
        part.done()
    for part in table.tables("warmup_extra"):
        part.whole("from_age", 0, 120)
        part.number("seconds", 0, 3600)
        part.done()


def _check_ramp(table: Table) -> None:
    """Lead-in sets: shares of the load, rising, with their repetitions."""
    shares: list[float] = []
    for step in table.items("steps"):
        pair = cast("list[object]", step) if isinstance(step, list) else []
        share, repetitions = pair if len(pair) == 2 else (None, None)
        if (
            not isinstance(share, float)
            or not 0 < share < 1
            or type(repetitions) is not int
            or not 1 <= repetitions <= 20
        ):
            raise table.fail("steps", "must be pairs of a share of the load and repetitions")
        shares.append(share)
    if any(later <= earlier for earlier, later in pairwise(shares)):
        raise table.fail("steps", "shares must rise")
