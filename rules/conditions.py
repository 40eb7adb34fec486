"""Conditions and alternatives: what rules are made of, and how much of it the rule engine can hold. Knows no engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OPERATORS = (">=", "<=", ">", "<", "==")
_LARGEST = 2**31  # thresholds are C longs in the engine, 32 bits wide on Windows
RESERVED = frozenset({"sid", "id", "x", "f", "t", "boot"})  # names the engine's driver uses itself
# Measured hard limits are 64 patterns matched by one fact, 512 patterns a level, 16 antecedents a rule; kept at a distance.
RULES_A_SET = 56
PATTERNS_A_SET = 440
RULES_A_PATTERN = 240  # the limit is 256 rules that begin with one and the same pattern
ANTECEDENTS = 15

Value = int | str


class EngineLimitError(ValueError):
    """The rules do not fit into the engine."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact operator value` on one fact; operators are >= <= > < ==, values whole numbers or words."""

    fact: str
    operator: str
    value: Value

    def __post_init__(self) -> None:
        if self.operator not in OPERATORS:
            raise ValueError(f"unknown operator {self.operator!r}")
        if not self.fact.isidentifier() or self.fact in RESERVED:
            raise ValueError(f"{self.fact!r} is not the name of a fact")
        check_value(self.fact, self.value)
        if isinstance(self.value, str) and self.operator != "==":
            raise ValueError(f"{self.fact}: words can only be compared with ==")

    def __str__(self) -> str:
        return f"{self.fact} {self.operator} {self.value}"

    def holds(self, value: Value | None) -> bool:
        """The same comparison in plain Python, for explanations; an absent value meets nothing."""
        if value is None or isinstance(value, str) != isinstance(self.value, str):
            return False
        if isinstance(value, str) or isinstance(self.value, str):
            return value == self.value
        match self.operator:
            case ">=":
                return value >= self.value
            case "<=":
                return value <= self.value
            case ">":
                return value > self.value
            case "<":
                return value < self.value
            case _:
                return value == self.value


def check_value(name: str, value: object) -> None:
    # `type` and not isinstance: True would be taken for 1 by some comparisons and not by others
    if type(value) is int:
        if abs(value) >= _LARGEST:
            raise ValueError(f"{name}: {value} is too large for the engine")
    elif type(value) is str:
        if len(value) > 200:
            raise ValueError(f"{name}: a word of more than 200 letters")
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError(f"{name}: half a letter in {value!r}")
    else:
        raise ValueError(f"{name}: whole numbers and words only, got {value!r}")


Kinds = Mapping[str, type[int] | type[str]]


def kinds_of(conditions: Iterable[Condition]) -> Kinds:
    """The facts that conditions ask about, each a number or a word.

    Raises:
        EngineLimitError: one is compared with both.
    """
    found: dict[str, type[int | str]] = {}
    for condition in conditions:
        kind = str if isinstance(condition.value, str) else int
        if found.setdefault(condition.fact, kind) is not kind:
            raise EngineLimitError(f"{condition.fact} is compared with words and with numbers")
    return found


def check_list(rules: Sequence[tuple[str, Sequence[Condition]]]) -> Kinds:
    """A list of rules fits the engine; the facts it asks about.

    Raises:
        EngineLimitError: a rule has too many conditions, or a fact is compared with words and with numbers.
    """
    for rule, conditions in rules:
        if len(conditions) > ANTECEDENTS:
            raise EngineLimitError(f"{rule}: more than {ANTECEDENTS} conditions")
    return kinds_of(c for _, conditions in rules for c in conditions)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way through a gate: all `needs` must hold for the evidence called `subject`."""

    id: str
    gate: str
    subject: str
    needs: tuple[Condition, ...]


class Room:
    """What exercises come to that share a rule set, counted as they are added."""

    def __init__(self) -> None:
        self._conditions: set[Condition] = set()
        self._facts: Counter[tuple[str, Condition]] = Counter()
        self._gates: Counter[str] = Counter()

    def take(self, alternatives: Sequence[Alternative]) -> bool:
        """Adds the alternatives of one exercise where the engine still holds them; whether it does."""
        facts = Counter((a.subject, c) for a in alternatives for c in dict.fromkeys(a.needs))
        gates = {a.gate for a in alternatives}
        conditions = {c for _, c in facts} - self._conditions
        different = len(self._conditions) + len(conditions)
        patterns = different + len(self._facts) + len(self._gates)
        patterns += sum(fact not in self._facts for fact in facts) + len(gates - self._gates.keys())
        shared = max(
            [*(self._facts[fact] + count for fact, count in facts.items()), *(self._gates[g] + 1 for g in gates)],
            default=0,
        )
        if different > RULES_A_SET or patterns > PATTERNS_A_SET or shared > RULES_A_PATTERN:
            return False
        self._conditions |= conditions
        self._facts.update(facts)
        self._gates.update(gates)
        return True


def check_fits(exercise: str, alternatives: Sequence[Alternative]) -> None:
    gates = {a.gate for a in alternatives}
    if len(gates) > ANTECEDENTS:
        raise EngineLimitError(f"{exercise}: {len(gates)} gates, the engine holds {ANTECEDENTS}")
    if any(len(a.needs) > ANTECEDENTS for a in alternatives):
        raise EngineLimitError(f"{exercise}: more than {ANTECEDENTS} requirements in one alternative")
    if Room().take(alternatives):
        return
    facts = Counter((a.subject, c) for a in alternatives for c in dict.fromkeys(a.needs))
    shared, conditions = max(facts.values()), {c for _, c in facts}
    if shared > RULES_A_PATTERN:
        raise EngineLimitError(f"{exercise}: {shared} alternatives share a requirement, {RULES_A_PATTERN} may")
    raise EngineLimitError(
        f"{exercise}: its gates need {len(conditions) + len(facts) + len(gates)} patterns and {len(conditions)}"
        f" different requirements, the engine holds {PATTERNS_A_SET} and {RULES_A_SET}"
    )
