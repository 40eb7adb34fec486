"""A verdict in a coach's words: sentences of the rulebook with their placeholders filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.verdicts import Reason, Standing, Take, Value

if TYPE_CHECKING:
    from rules.rulebook import Rulebook

_PLACE = re.compile(r"\{([A-Za-z0-9_.]+)\}")


@dataclass(frozen=True, slots=True)
class TakeLine:
    """One thing an exercise takes, in words. `group` numbers its gate."""

    what: str
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


class Words:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def reason(self, reason: Reason) -> str:
        """The rule's sentence with the facts it matched; the bare rule id where the rulebook has no sentence for it."""
        rule = self._rulebook.rules.get(reason.rule)
        return reason.rule if rule is None else self.filled(rule.sentence, reason.facts)

    def next_step(self, reason: Reason) -> str:
        rule = self._rulebook.rules.get(reason.rule)
        return "" if rule is None else self.filled(rule.next_step or "", reason.facts)

    def take(self, take: Take) -> TakeLine:
        return TakeLine(self._what(take), take.have, take.want, take.met, take.group)

    def explanation(self, standing: Standing) -> Explanation:
        rule = self._rulebook.rules.get(standing.rule)
        return Explanation(
            rule=standing.rule,
            sentences=tuple(self.reason(reason) for reason in standing.reasons),
            source="" if rule is None else rule.source,
            certainty="" if rule is None else str(rule.certainty),
            takes=tuple(self.take(take) for take in standing.takes),
            next_step="" if standing.is_open else self.next_step(standing.reasons[0]),
            opens_next=self._opens(standing.slug),
        )

    def name(self, slug: str) -> str:
        exercise = self._rulebook.exercises.get(slug)
        return slug if exercise is None else exercise.name

    def filled(self, sentence: str, facts: Mapping[str, Value]) -> str:
        """The sentence with every placeholder that is known filled in; exercises by name, numbers without a trailing `.0`."""
        return _PLACE.sub(lambda found: self._value(facts, found.group(1)), sentence)

    def _value(self, facts: Mapping[str, Value], key: str) -> str:
        value = facts.get(key)
        if value is None:
            return "?"
        if isinstance(value, str):
            return self.name(value) if value in self._rulebook.exercises else value.replace("_", " ")
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _what(self, take: Take) -> str:
        sentence = self._rulebook.takes.get(take.kind)
        if sentence is None:
            return f"{take.kind.replace('_', ' ')} on {take.slug}" if take.slug else take.kind.replace("_", " ")
        return self.filled(sentence, {**take.facts, "slug": take.slug, "have": take.have or 0, "want": take.want})

    def _opens(self, slug: str) -> tuple[str, ...]:
        return tuple(
            other.slug
            for other in self._rulebook.exercises.values()
            if any(option.slug == slug for gate in other.gates for option in gate.any_of)
        )
