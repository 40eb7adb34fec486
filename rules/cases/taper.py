"""Cases of what a day allows near races."""

from __future__ import annotations

from collections.abc import Iterator

from rules.cases.parts import Check, Deciders, athlete_of, caps_of, day_values, differences, races_of
from rules.rulebook.table import Table


def read(deciders: Deciders, table: Table) -> Check:
    today = table.day("today")
    athlete = athlete_of(deciders.book, table)
    races = races_of(table)
    base = table.whole("base_sets", 0, 20, 1)
    expect = caps_of(table, "expect")

    def check() -> Iterator[str]:
        yield from differences(day_values(deciders.season.on(athlete, races, today), base), expect)

    return check
