"""The only module that knows durable_rules.

The library is used in the one narrow way that was found sound: literal patterns on whole numbers and words, one batch of facts
in a fresh state, no joins, no `none`, no `any`, no floats, no stock host and none of its threads. Everything outside is fenced
here: values are checked before they reach the engine, identifiers are chosen so that their 32-bit hashes differ, rule sets
are split before they reach a limit, the number of facts taken is checked after each batch, and a state is deleted only
after an action has fired in it (deleting an untouched one kills the process).

Two shapes are offered: `RuleList`, an ordered list of rules over facts that stand alone, and `GateNetwork`, two layers of rules
(requirement met, alternative met) that open gates and exercises. What fired, on which fact, is the explanation.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import durable_rules_engine  # the C extension of durable_rules; its Python layer starts threads, so it stays out

from rules.conditions import (
    RESERVED,
    RULES_A_SET,
    Alternative,
    Condition,
    EngineLimitError,
    Kinds,
    Room,
    Value,
    check_fits,
    check_list,
    check_value,
    kinds_of,
)

_OPERATORS = {">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt", "==": None}
_FACTS_A_BATCH = 1000
ANSWERS = 20_000
"""Answers that a list of rules asked day after day keeps: those of some years of plans, in a few megabytes."""

Facts = Mapping[str, Value | None]


class _Library(Protocol):
    """What is used of the C extension. Rule sets go by handle, states by name, everything else is JSON; codes are 0 or an error."""

    def create_ruleset(self, name: str, rules: str) -> int: ...
    def delete_ruleset(self, handle: int) -> None: ...
    def assert_facts(self, handle: int, facts: str) -> tuple[int, int]: ...
    def assert_fact(self, handle: int, fact: str) -> tuple[int, int]: ...
    def get_facts(self, handle: int, state: str) -> str: ...
    def delete_state(self, handle: int, state: str) -> None: ...
    def start_action_for_state(self, handle: int, offset: int) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, offset: int) -> str | None: ...


_engine = cast("_Library", durable_rules_engine)


class EngineError(RuntimeError):
    """The engine did something it must not do; never the user's fault."""


def _hash32(text: str) -> int:
    """FNV-1a as the engine computes it: bytes are signed chars there."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * 16777619) & 0xFFFFFFFF
    return value


class _Names:
    """Identifiers whose hashes differ: the engine tells names apart by 32 bits only."""

    def __init__(self) -> None:
        self._taken = {_hash32(name) for name in RESERVED}
        self._names: list[str] = []
        self._next = 0
        self._lock = threading.Lock()

    def reserve(self, name: str) -> None:
        value = _hash32(name)
        if value in self._taken:
            raise EngineLimitError(f"the name {name!r} cannot be told apart from another one by the engine")
        self._taken.add(value)

    def take(self) -> str:
        while True:
            name = f"n{self._next}"
            self._next += 1
            value = _hash32(name)
            if value not in self._taken:
                self._taken.add(value)
                return name

    def first(self, count: int) -> list[str]:
        """The first `count` names, the same ones at every call."""
        with self._lock:
            while len(self._names) < count:
                self._names.append(self.take())
            return self._names[:count]


def _pattern(terms: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return terms[0] if len(terms) == 1 else {"$and": list(terms)}


def _term(condition: Condition) -> Mapping[str, Any]:
    operator = _OPERATORS[condition.operator]
    comparison = {condition.fact: condition.value}
    return comparison if operator is None else {operator: comparison}


# Hears of a firing: the rule, and the engine's message about it; answers with the names of facts to derive.
Derive = Callable[[str, str], Iterable[str]]


def _fact(name: str, facts: Facts, kinds: Kinds) -> Mapping[str, Value]:
    """A fact for the engine, with only those properties that rules ask about and that are there. The engine takes the word 1 for
    the number 1, so what is of the wrong kind is left out: it meets nothing."""
    clean: dict[str, Value] = {"sid": "s", "id": name, "x": 1, "t": 1}  # t tells facts from the boot fact
    for key, value in facts.items():
        if value is not None and key in kinds:
            check_value(key, value)
            if type(value) is kinds[key]:
                clean[key] = value
    return clean


def _rule(message: str) -> str:
    """The rule of a message `{"rule":{"m":{...}}}`. Rules have plain names here, and reading the whole would cost the most."""
    return message[2 : message.index('"', 2)]


def _fact_id(message: str) -> str:
    """The id of the one fact that a rule of one pattern matched. No word can hold this text: quotes in words are escaped."""
    start = message.index('"id":"') + 6
    return message[start : message.index('"', start)]


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _RuleSet:
    """One rule set in the engine. `run` takes facts, returns nothing: `fired(rule, message)` hears of each firing in order and
    may return names of facts to derive."""

    def __init__(self, name: str, rules: Mapping[str, Mapping[str, Any]]) -> None:
        definition: dict[str, Mapping[str, Any]] = {
            # at least one action a state, so that it may be deleted; and a rule that takes every fact and never fires,
            # because the engine refuses facts that no rule mentions
            "~boot": {"all": [{"m": {"boot": 1}}], "pri": 0},
            "~sink": {"all": [{"m": {"$ex": {"x": 1}}}, {"m2": {"boot": 2}}], "pri": 0},
        }
        definition.update(rules)
        self._lock = threading.Lock()
        try:
            self._handle = _engine.create_ruleset(name, _write(definition))
        except Exception as error:
            raise EngineError(f"the engine refused the rule set {name!r}: {error}") from error
        self._finalizer = weakref.finalize(self, _engine.delete_ruleset, self._handle)
        self.run([], lambda _rule, _message: ())

    def run(self, facts: Sequence[Mapping[str, Value]], fired: Derive) -> None:
        """Assert `facts` (each made by `_fact`) in a fresh state and report every firing.

        Raises:
            EngineError: the engine lost a fact or refused one.
        """
        with self._lock:
            batch: list[Mapping[str, Value]] = [{"sid": "s", "id": "boot", "x": 1, "boot": 1}, *facts]
            told = len(batch)
            try:
                while batch:
                    code, offset = _engine.assert_facts(self._handle, _write(batch))
                    if code:
                        raise EngineError(f"the engine refused facts (code {code})")
                    # what one layer derives is asserted together: one call a fact costs more than all the rest
                    batch = [{"sid": "s", "id": name, name: 1} for name in self._drain(offset, fired)]
                    told += len(batch)
                taken = _engine.get_facts(self._handle, "s").count('"id":"')
                if taken != told:
                    raise EngineError(f"the engine took {taken} of {told} facts")
            finally:
                _engine.delete_state(self._handle, "s")

    def _drain(self, offset: int, fired: Derive) -> list[str]:
        """Hears every firing, in order; the names of the facts derived."""
        derived: list[str] = []
        started = _engine.start_action_for_state(self._handle, offset)
        message = started[1] if started else None
        while message:
            rule = _rule(message)
            if rule != "~boot":
                derived.extend(fired(rule, message))
            message = _engine.complete_and_start_action(self._handle, offset)
        return derived


class RuleList:
    """Rules in order over facts that stand alone: for each fact the ids of the rules that match it, first rule first."""

    def __init__(self, name: str, rules: Sequence[tuple[str, Sequence[Condition]]], remembers: int = 0) -> None:
        """
        Args:
            name: told by errors.
            rules: ids and what they ask for.
            remembers: how many answers are kept. A fact alone decides its answer, so that a plan which asks of the same facts
                day after day need not ask the engine again.

        Raises:
            EngineLimitError: two facts' names cannot be told apart, a fact is compared with words and with numbers, or a rule
                has too many conditions.
        """
        self._ids = [rule for rule, _ in rules]
        self._kinds = check_list(rules)
        self._remembers = remembers
        self._known: dict[tuple[Value | None, ...], tuple[str, ...]] = {}
        self._names = _Names()
        for fact in sorted(self._kinds):
            self._names.reserve(fact)
        self._sets: list[_RuleSet] = []
        for start in range(0, len(rules), RULES_A_SET):
            part: dict[str, Mapping[str, Any]] = {}
            for index, (_, conditions) in enumerate(rules[start : start + RULES_A_SET], start):
                terms = [_term(c) for c in conditions] or [{"$ex": {"t": 1}}]
                part[str(index)] = {
                    "all": [{"m": _pattern(terms)}],
                    "pri": index + 1,
                }
            self._sets.append(_RuleSet(name, part))

    @property
    def facts(self) -> frozenset[str]:
        """The facts the rules ask about."""
        return frozenset(self._kinds)

    def run(self, facts: Sequence[Facts]) -> list[tuple[str, ...]]:
        """One tuple of rule ids a fact, in the order of the rules. Facts the rules never mention, and absent ones, are left out.

        Raises:
            ValueError: a value is neither a whole number nor a word.
            EngineError: the engine failed.
        """
        if not self._remembers:
            return self._ask(facts)
        keys = [self._key(fact) for fact in facts]
        known = self._known
        new = {key: fact for key, fact in zip(keys, facts, strict=True) if key not in known}
        if len(known) + len(new) > self._remembers:
            # another dictionary: one that is read by another thread stays whole
            known = {key: known[key] for key in keys if key in known}
        if new:
            known.update(zip(new, self._ask(list(new.values())), strict=True))
            self._known = known
        return [known[key] for key in keys]

    def _key(self, facts: Facts) -> tuple[Value | None, ...]:
        """What the rules can see of the facts."""
        found: list[Value | None] = []
        for name, kind in self._kinds.items():
            value = facts.get(name)
            if value is not None and type(value) is not kind:
                check_value(name, value)
                value = None
            found.append(value)
        return tuple(found)

    def _ask(self, facts: Sequence[Facts]) -> list[tuple[str, ...]]:
        answers: list[list[int]] = [[] for _ in facts]
        for start in range(0, len(facts), _FACTS_A_BATCH):
            part = facts[start : start + _FACTS_A_BATCH]
            names = self._names.first(len(part))
            place = {name: start + i for i, name in enumerate(names)}

            def fired(rule: str, message: str, place: Mapping[str, int] = place) -> Iterable[str]:
                answers[place[_fact_id(message)]].append(int(rule))
                return ()

            batch = [_fact(name, fact, self._kinds) for name, fact in zip(names, part, strict=True)]
            for rules in self._sets:
                rules.run(batch, fired)
        return [tuple(self._ids[i] for i in sorted(answer)) for answer in answers]


@dataclass(frozen=True, slots=True)
class Fired:
    """What a gate network concluded: requirements met (subject, condition), alternatives by gate, gates and exercises open."""

    met: frozenset[tuple[str, Condition]]
    alternatives: Mapping[str, tuple[str, ...]]
    gates: frozenset[str]
    exercises: frozenset[str]


class _GatePart:
    """The gates of some exercises as one rule set: requirement rules, alternative rules, exercise rules."""

    def __init__(self, name: str, members: Sequence[tuple[str, Sequence[Alternative]]]) -> None:
        names = _Names()
        conditions = list(dict.fromkeys(c for _, alts in members for a in alts for c in a.needs))
        for fact in sorted({c.fact for c in conditions}):
            names.reserve(fact)
        self._kinds = kinds_of(conditions)
        self.subjects = {s: names.take() for s in dict.fromkeys(a.subject for _, alts in members for a in alts)}
        self._met: dict[
            tuple[str, Condition], str
        ] = {}  # the name of the fact derived when a subject meets a condition
        self._gate_fact: dict[str, str] = {}
        self._alternatives: list[Alternative] = []
        self._exercises: list[str] = []
        rules: dict[str, Mapping[str, Any]] = {}
        for i, condition in enumerate(conditions):
            rules[f"q{i}"] = {"all": [{"m": _term(condition)}], "pri": 1}
        for exercise, alternatives in members:
            for a in alternatives:
                facts = [self._met.setdefault((a.subject, c), names.take()) for c in dict.fromkeys(a.needs)]
                rules[f"a{len(self._alternatives)}"] = _literal(facts, 2)
                self._alternatives.append(a)
            gates = list(dict.fromkeys(a.gate for a in alternatives))
            rules[f"e{len(self._exercises)}"] = _literal(
                [self._gate_fact.setdefault(g, names.take()) for g in gates], 3
            )
            self._exercises.append(exercise)
        # the same, as the engine reports it: by condition, then by the subject's name
        self._answers: list[dict[str, tuple[tuple[str, Condition], str]]] = [{} for _ in conditions]
        places = {condition: i for i, condition in enumerate(conditions)}
        for key, fact in self._met.items():
            self._answers[places[key[1]]][self.subjects[key[0]]] = (key, fact)
        self._rules = _RuleSet(name, rules)

    def run(self, evidence: Mapping[str, Facts], report: _Report) -> None:
        batch = [
            _fact(name, evidence[subject], self._kinds)
            for subject, name in self.subjects.items()
            if subject in evidence
        ]
        if batch:
            self._rules.run(batch, lambda rule, message: self._fired(rule, message, report))

    def _fired(self, rule: str, message: str, report: _Report) -> Iterable[str]:
        layer, index = rule[0], int(rule[1:])
        if layer == "q":
            met = self._answers[index].get(_fact_id(message))  # other gates' conditions may hold too: nobody asks
            if met is None:
                return ()
            report.met.append(met[0])
            return (met[1],)
        if layer == "a":
            a = self._alternatives[index]
            first = a.gate not in report.alternatives
            report.alternatives.setdefault(a.gate, []).append(a.id)
            return (self._gate_fact[a.gate],) if first else ()
        report.exercises.add(self._exercises[index])
        return ()


def _literal(facts: Sequence[str], priority: int) -> Mapping[str, Any]:
    # dist 0: by default one fact may not answer two antecedents
    return {"all": [{f"m{i}": {fact: 1}} for i, fact in enumerate(facts)], "pri": priority, "dist": 0}


class _Report:
    def __init__(self) -> None:
        self.met: list[tuple[str, Condition]] = []
        self.alternatives: dict[str, list[str]] = {}
        self.exercises: set[str] = set()


class GateNetwork:
    """Gates of many exercises, split over as many rule sets as the engine's limits ask for."""

    def __init__(self, exercises: Mapping[str, Sequence[Alternative]]) -> None:
        """
        Args:
            exercises: the alternatives of all gates of each exercise that has any.

        Raises:
            EngineLimitError: one exercise alone is more than the engine can hold.
        """
        self._order = {a.id: i for i, a in enumerate(a for alts in exercises.values() for a in alts)}
        self._parts: list[_GatePart] = []
        pending: list[tuple[str, Sequence[Alternative]]] = []
        room = Room()
        for exercise, alternatives in exercises.items():
            check_fits(exercise, alternatives)
            if not room.take(alternatives):
                self._parts.append(_GatePart(f"gates{len(self._parts)}", pending))
                pending, room = [], Room()
                room.take(alternatives)
            pending.append((exercise, alternatives))
        if pending:
            self._parts.append(_GatePart(f"gates{len(self._parts)}", pending))

    @property
    def rule_sets(self) -> int:
        return len(self._parts)

    def run(self, evidence: Mapping[str, Facts]) -> Fired:
        """What the evidence (facts by subject) opens. Subjects without evidence are left out: nothing opens without any.

        Raises:
            ValueError: a value is neither a whole number nor a word.
            EngineError: the engine failed.
        """
        report = _Report()
        for part in self._parts:
            part.run(evidence, report)
        return Fired(
            met=frozenset(report.met),
            alternatives={
                gate: tuple(sorted(ids, key=self._order.__getitem__)) for gate, ids in report.alternatives.items()
            },
            gates=frozenset(report.alternatives),
            exercises=frozenset(report.exercises),
        )
