"""Turns the tables of a rulebook into its parts: conditions, rules, exercises with gates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any, cast

from rules.conditions import Condition
from rules.rulebook.parts import Exercise, Gate, Numbers, Option, Rule
from rules.rulebook.table import Table
from rules.vocabulary import (
    Category,
    Certainty,
    Equipment,
    Joint,
    Laterality,
    LoadType,
    MobilityLevel,
    PainArea,
    Role,
    Unit,
)

_CONDITION = re.compile(r"([a-z_][a-z0-9_]*)\s*(>=|<=|==|>|<)\s*(-?\d+|[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_condition(table: Table, text: str, facts: Collection[str], blocks: Mapping[str, Numbers]) -> Condition:
    """`fact operator value`, the value a whole number, a word or the dotted name of a number."""
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        raise table.fail("when", f"{text!r} is not 'fact operator value'")
    fact, operator, right = match.groups()
    if fact not in facts:
        raise table.fail("when", f"{fact!r} is not a fact these rules know ({', '.join(sorted(facts))})")
    value: Any = right
    if re.fullmatch(r"-?\d+", right):
        value = int(right)
    elif "." in right:
        block, _, key = right.partition(".")
        try:
            value = blocks[block][key]
        except KeyError:
            raise table.fail("when", f"there is no number {right!r}") from None
        if not isinstance(value, int):
            raise table.fail("when", f"{right!r} is not a whole number")
    try:
        return Condition(fact, operator, value)
    except ValueError as error:
        raise table.fail("when", str(error)) from None


def read_rule(table: Table, conditions: tuple[Condition, ...] = (), outcome: str = "") -> Rule:
    """The id, the words and the source of a rule; the table's other keys are the caller's."""
    rule = table.text("id")
    for key in ("sentence", "next"):
        try:
            list(Formatter().parse(table.text(key, "")))
        except ValueError as error:
            raise table.fail(key, f"its placeholders are broken: {error}") from None
    sentence = table.text("sentence")
    source = table.text("source")
    for key, text in (("id", rule), ("sentence", sentence), ("source", source)):
        if not text.strip():
            raise table.fail(key, "is empty")
    certainty = table.word("certainty", Certainty)
    return Rule(rule, sentence, source, certainty, table.text("next", ""), conditions, outcome)


def read_conditions(table: Table, facts: Collection[str], blocks: Mapping[str, Numbers]) -> tuple[Condition, ...]:
    return tuple(read_condition(table, text, facts, blocks) for text in table.texts("when"))


def read_template(table: Table) -> Mapping[str, Any]:
    return _gate_numbers(table, None)


def _gate_numbers(table: Table, base: Mapping[str, Any] | None) -> dict[str, Any]:
    def whole(key: str, low: int, high: int) -> int:
        return table.whole(key, low, high) if base is None else table.whole(key, low, high, base[key])

    def number(key: str, low: float, high: float) -> float:
        return table.number(key, low, high) if base is None else table.number(key, low, high, base[key])

    return {
        "technique": whole("technique", 0, 5),
        "sets": whole("sets", 1, 30),
        "amount": number("amount", 1, 1000),
        "rpe_max": number("rpe_max", 0, 10),
        "pain_max": whole("pain_max", 0, 10),
        "days_self": whole("days_self", 1, 60),
        "days_coach": whole("days_coach", 1, 60),
        "span_days": whole("span_days", 0, 3650),
        "window_days": whole("window_days", 1, 3650),
    }


def read_gate(
    table: Table, exercise: str, number: int, templates: Mapping[str, Mapping[str, Any]]
) -> tuple[Gate, Rule | None]:
    """One gate and, where it speaks for itself, its rule (else the template's words are its own)."""
    template = table.text("template")
    if template not in templates:
        raise table.fail("template", f"{template!r} is not one of {', '.join(templates)}")
    numbers = _gate_numbers(table, templates[template])
    options: list[Option] = []
    for part in table.tables("any_of", "slug"):
        options.append(Option(part.text("slug"), part.number("load_bm", 0, 5, 0.0)))
        part.done()
    if not options:
        raise table.fail("any_of", "names no exercise: it could never open")
    if len({o.slug for o in options}) < len(options):
        raise table.fail("any_of", "names an exercise twice")
    gate_id = table.text("id", f"gate.{exercise}" + ("" if number == 1 else f".{number}"))
    gate = Gate(id=gate_id, exercise=exercise, any_of=tuple(options), template=template, **numbers)
    if gate.span_days > gate.window_days:
        raise table.fail("span_days", f"{gate.span_days} days do not fit into a window of {gate.window_days}")
    if max(gate.days_self, gate.days_coach) > gate.window_days + 1:
        raise table.fail("days_self", f"more days than the window of {gate.window_days} days has")
    said: Rule | None = None
    if "sentence" in table:
        said = Rule(gate_id, table.text("sentence"), table.text("source"), table.word("certainty", Certainty))
    table.done()
    return gate, said


def _mobility(table: Table, key: str) -> tuple[tuple[Joint, MobilityLevel], ...]:
    pairs: list[tuple[Joint, MobilityLevel]] = []
    for text in table.texts(key, []):
        joint, _, level = text.partition(":")
        if joint not in list(Joint) or level not in list(MobilityLevel):
            raise table.fail(key, f"{text!r} is not 'joint:level'")
        pairs.append((Joint(joint), MobilityLevel(level)))
    return tuple(pairs)


def read_exercise(table: Table, templates: Mapping[str, Mapping[str, Any]]) -> tuple[Exercise, list[Rule]]:
    """One exercise with its gates, and the rules its gates say in their own words."""
    slug = table.text("slug")
    if not _SLUG.fullmatch(slug):
        raise table.fail("slug", f"{slug!r} may only have small letters, digits and hyphens")
    name = table.text("name")
    if not name.strip():
        raise table.fail("name", "is empty")
    groups = table.items("equipment")
    equipment: list[frozenset[Equipment]] = []
    for group in groups:
        if not isinstance(group, list) or not group:
            raise table.fail("equipment", "must be a list of lists, none of them empty")
        equipment.append(frozenset(_item(table, item) for item in cast("list[Any]", group)))
    novice = table.table("novice")
    gates: list[Gate] = []
    said: list[Rule] = []
    for number, part in enumerate(table.tables("gate", "id", []), 1):
        gate, rule = read_gate(part, slug, number, templates)
        gates.append(gate)
        if rule is not None:
            said.append(rule)
    exercise = Exercise(
        slug=slug,
        name=name,
        category=table.word("category", Category),
        role=table.word("role", Role),
        pattern=table.text("pattern"),
        equipment=tuple(equipment),
        laterality=table.word("laterality", Laterality),
        load_type=table.word("load_type", LoadType),
        unit=table.word("unit", Unit),
        level=table.whole("level", 1, 5),
        eccentric_cost=table.whole("eccentric_cost", 0, 3),
        spinal_load=table.whole("spinal_load", 0, 3),
        novice_sets=novice.whole("sets", 1, 10),
        novice_low=novice.number("low", 1, 1000),
        novice_high=novice.number("high", 1, 1000),
        article=table.flag("article", False),
        percent_mode=table.flag("percent_mode", False),
        increment=table.number("increment", 0.1, 50) if "increment" in table else None,
        ceiling_bm=table.number("ceiling_bm", 0, 10) if "ceiling_bm" in table else None,
        ceiling_kg=table.number("ceiling_kg", 0, 1000) if "ceiling_kg" in table else None,
        ceiling_reason=table.text("ceiling_reason", ""),
        mobility_block=_mobility(table, "mobility_block"),
        mobility_modify=_mobility(table, "mobility_modify"),
        modification=table.text("modification", ""),
        pain_block=table.words("pain_block", PainArea, []),
        cues=table.texts("cues", []),
        muscles_primary=table.texts("muscles_primary", []),
        muscles_secondary=table.texts("muscles_secondary", []),
        gates=tuple(gates),
    )
    novice.done()
    table.done()
    return exercise, said


def _item(table: Table, item: object) -> Equipment:
    try:
        return Equipment(cast("str", item))
    except ValueError:
        raise table.fail("equipment", f"{item!r} is not one of {', '.join(Equipment)}") from None
