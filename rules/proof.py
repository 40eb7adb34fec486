"""Fires every rule of a rulebook once, so that a program can show that its rules and its engine arrived whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.conditions import Condition, Value
from rules.engine import GateNetwork, RuleList
from rules.rulebook import Rule, Rulebook
from rules.rulebook.alternatives import alternatives


def silent_rules(rulebook: Rulebook) -> tuple[str, ...]:
    """The ids of rules and gate alternatives that do not fire on facts made to meet exactly their conditions; none is right."""
    return (*_silent_lists(rulebook), *_silent_gates(rulebook))


def rule_count(rulebook: Rulebook) -> int:
    """How many rules and alternatives `silent_rules` fires."""
    lists = sum(len(rules) for _, rules in _lists(rulebook))
    ways = sum(len(alternatives(rulebook.numbers, e.gates)) for e in rulebook.exercises.values())
    return lists + ways


def _lists(rulebook: Rulebook) -> Iterator[tuple[str, Sequence[Rule]]]:
    yield "standing", rulebook.standing
    yield "season", rulebook.season
    yield "progression", rulebook.progression
    yield "hinge", rulebook.hinge
    yield "attention", rulebook.attention
    yield "limits", [limit.rule for limit in rulebook.limits]
    yield "day", rulebook.planner.days
    yield "pass", rulebook.planner.passes
    yield "ease", [ease.rule for ease in rulebook.planner.eases]


def _silent_lists(rulebook: Rulebook) -> Iterator[str]:
    for name, rules in _lists(rulebook):
        fired = RuleList(name, [(rule.id, rule.when) for rule in rules]).run([_facts(rule.when) for rule in rules])
        yield from (rule.id for rule, found in zip(rules, fired, strict=True) if rule.id not in found)


def _silent_gates(rulebook: Rulebook) -> Iterator[str]:
    ways = {e.slug: alternatives(rulebook.numbers, e.gates) for e in rulebook.exercises.values() if e.gates}
    network = GateNetwork(ways)
    fired: set[str] = set()
    # one kind of way at a time: two ways of one option cannot both be taken
    for kind in {a.id.rsplit("/", 1)[1] for alts in ways.values() for a in alts}:
        evidence = {a.subject: _facts(a.needs) for alts in ways.values() for a in alts if a.id.endswith(f"/{kind}")}
        found = network.run(evidence)
        fired.update(a for ids in found.alternatives.values() for a in ids)
        yield from (slug for slug in ways if slug not in found.exercises)
    yield from (a.id for alts in ways.values() for a in alts if a.id not in fired)


def _facts(conditions: Sequence[Condition]) -> dict[str, Value]:
    """Facts that meet all conditions: for each fact a value between its bounds."""
    facts: dict[str, Value] = {}
    for fact in {c.fact for c in conditions}:
        low, high = -(2**30), 2**30
        for condition in (c for c in conditions if c.fact == fact):
            value = condition.value
            if isinstance(value, str):
                facts[fact] = value
                break
            match condition.operator:
                case ">=":
                    low = max(low, value)
                case ">":
                    low = max(low, value + 1)
                case "<=":
                    high = min(high, value)
                case "<":
                    high = min(high, value - 1)
                case _:
                    low = high = value
        else:
            facts[fact] = low if low > -(2**30) else high
    return facts
