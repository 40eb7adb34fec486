"""Cases of arithmetic: estimated maxima, sets, minutes."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from rules.cases.parts import NOTHING, Check, Deciders, slug_of
from rules.durations import Item, minutes
from rules.progression import e1rm, sets_after
from rules.rulebook import Rulebook
from rules.rulebook.table import Table


def read(deciders: Deciders, table: Table) -> Check:
    book = deciders.book
    kind = table.text("kind")
    match kind:
        case "e1rm":
            load, reps, rir = (table.number(k, 0, 1000) for k in ("load", "reps", "rir"))
            estimate = e1rm(book, load, reps, rir)
            got: float | str = NOTHING if estimate is None else round(estimate, 2)
        case "sets":
            got = sets_after(table.whole("base", 0, 100), table.number("mult", 0, 10))
        case "duration":
            age = table.whole("age", 0, 120) if "age" in table else None
            got = minutes(book, [_item(book, part) for part in table.tables("items", "slug")], age)
        case _:
            raise table.fail("kind", f"{kind!r} is not one of e1rm, sets, duration")
    want = table.text_or_number("expect")

    def check() -> Iterator[str]:
        same = got == want if isinstance(got, str) or isinstance(want, str) else isclose(got, want, abs_tol=5e-3)
        if not same:
            yield f"{kind}: got {got}, want {want}"

    return check


def _item(book: Rulebook, table: Table) -> Item:
    item = Item(
        slug_of(book, table, "slug"),
        table.whole("sets", 0, 100),
        table.number("amount", 0, 10_000),
        table.number("pct", 0, 2) if "pct" in table else None,
        table.flag("superset", False),
    )
    table.done()
    return item
