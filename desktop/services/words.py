"""A verdict in a coach's words: sentences of the rulebook with their placeholders filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.verdicts import Reason, Standing, Take, Value

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TakeLine:
    """One thing an exercise takes, in words: `what` names the exercise by its slug, `text` by its name. `group` numbers its
    gate."""

    what: str
    text: str
    have: Value | None
    want: Value
    met: bool
    group: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a standing is what it is. `sentences[0]` belongs to the rule that decided, whose `rule`, `source` and `certainty`
    are given; `next_step` is empty for what is open. `opens_next` are the exercises that build on it."""

    rule: str
    sentences: tuple[str, ...]
    source: str
    certainty: str
    takes: tuple[TakeLine, ...]
    next_step: str
    opens_next: tuple[str, ...]


TAKES: Mapping[str, str] = {
    "days": "qualifying days on {on}",
    "span": "days from the first to the last on {on}",
    "rating": "coach's rating of {on}",
}
"""What each kind of take is called; `{on}` is the exercise it is about."""


GATE_NUMBERS = (
    "technique",
    "sets",
    "amount",
    "rpe_max",
    "pain_max",
    "days_self",
    "days_coach",
    "span_days",
    "window_days",
)
"""The numbers of a gate that its sentence may speak of."""


class Words:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._gates: dict[str, dict[str, Value]] = {
            gate.id: {number: getattr(gate, number) for number in GATE_NUMBERS}
            for exercise in rulebook.exercises.values()
            for gate in exercise.gates
        }

    def reason(self, reason: Reason) -> str:
        """The rule's sentence with the facts it matched; the bare rule id where the rulebook has no sentence for it."""
        if reason.rule not in self._rulebook.rules:
            return reason.rule
        return self._rulebook.say(reason.rule, self._spoken({**self._gates.get(reason.rule, {}), **reason.facts}))

    def next_step(self, reason: Reason) -> str:
        rule = self._rulebook.rules.get(reason.rule)
        if rule is None or not rule.next_step:
            return ""
        return self._rulebook.say(reason.rule, self._spoken(reason.facts), rule.next_step)

    def take(self, take: Take) -> TakeLine:
        template = TAKES.get(take.kind, spoken(take.kind) + " on {on}")
        what, text = (template.format(on=on) for on in (take.slug, self.name(take.slug)))
        return TakeLine(what, text, take.have, take.want, take.met, take.group)

    def explanation(self, standing: Standing) -> Explanation:
        rule = self._rulebook.rules.get(standing.rule)
        return Explanation(
            rule=standing.rule,
            sentences=tuple(self.reason(reason) for reason in standing.reasons),
            source="" if rule is None else rule.source,
            certainty="" if rule is None else rule.certainty.value,
            takes=tuple(self.take(take) for take in standing.takes),
            next_step="" if standing.is_open else self.next_step(standing.reasons[0]),
            opens_next=self._rulebook.direct_above(standing.slug),
        )

    def name(self, slug: str) -> str:
        exercise = self._rulebook.exercises.get(slug)
        return slug if exercise is None else exercise.name

    def _spoken(self, facts: Mapping[str, Value]) -> dict[str, Value]:
        """Facts as they read in a sentence: exercises by name, words of the vocabulary without underscores."""
        return {key: self._value(value) for key, value in facts.items()}

    def _value(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.name(value) if value in self._rulebook.exercises else spoken(value)
        return f"{value:g}" if isinstance(value, float) else value


def spoken(word: str) -> str:
    return word.replace("_", " ")
