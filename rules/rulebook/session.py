"""Reads what a session is made of: ladders, templates and base sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.rulebook.parts import Exercise, Numbers, Rule
from rules.rulebook.reading import read_rule
from rules.rulebook.table import Table
from rules.vocabulary import Category, Experience

Add = Callable[[str, Rule, Mapping[str, Any] | None], Rule]


@dataclass(frozen=True, slots=True)
class Plan:
    """The ladder of each category, and the blocks `template` and `base_sets`."""

    ladder: Mapping[Category, tuple[str, ...]]
    blocks: Mapping[str, Numbers]


def read(table: Table, exercises: Mapping[str, Exercise], add: Add) -> Plan:
    """session.toml but for its plain blocks of numbers; every rule found is handed to `add`."""
    ladder = _ladder(table.table("ladder"), exercises, add)
    landmine = table.table("landmine")
    _check_known(landmine, "slug", (landmine.text("slug"), landmine.text("behind")), exercises, None)
    _check_known(landmine, "after", landmine.texts("after"), exercises, None)
    template = table.table("template")
    add(table.file, read_rule(template), None)
    templates = Numbers({name: template.words(name, Category) for name in ("A", "B", "AB", "micro")})
    template.done()
    base = table.table("base_sets")
    sets: dict[str, Any] = {"intro_sessions": base.whole("intro_sessions", 0, 100)}
    add(table.file, read_rule(base), dict(sets))
    for name in ("intro", *Experience, "combined"):
        row = base.table(name)
        sets[name] = {c: row.whole(c, 1, 10) for c in Category if c is not Category.MOBILITY}
        row.done()
    base.done()
    return Plan(ladder, {"template": templates, "base_sets": Numbers(sets)})


def _ladder(table: Table, exercises: Mapping[str, Exercise], add: Add) -> dict[Category, tuple[str, ...]]:
    add(table.file, read_rule(table), None)
    ladder: dict[Category, tuple[str, ...]] = {}
    for category in Category:
        ladder[category] = table.texts(category)
        _check_known(table, category, ladder[category], exercises, category)
        if len(set(ladder[category])) < len(ladder[category]):
            raise table.fail(category, "names an exercise twice")
    table.done()
    return ladder


def _check_known(
    part: Table, key: str, slugs: tuple[str, ...], exercises: Mapping[str, Exercise], category: Category | None
) -> None:
    for slug in slugs:
        if slug not in exercises:
            raise part.fail(key, f"unknown exercise {slug!r}")
        if category is not None and exercises[slug].category is not category:
            raise part.fail(key, f"{slug!r} is not an exercise of {category}")
