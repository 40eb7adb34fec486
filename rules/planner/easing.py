"""What lightens a session: every rule that applies, of each effect the strictest. Nothing here ever raises anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.conditions import Value
from rules.engine import RuleList
from rules.rulebook import Rulebook
from rules.verdicts import Reason


@dataclass(frozen=True, slots=True)
class Easing:
    """`sets` and `load` multiply, `rir` is added to the reserve, `hold` keeps loads from rising; `deload`: a lighter week."""

    sets: float = 1.0
    load: float = 1.0
    rir: int = 0
    hold: bool = False
    deload: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def eased(self) -> bool:
        return bool(self.reasons)


class Easer:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = RuleList("ease", [(ease.rule.id, ease.rule.when) for ease in rulebook.planner.eases])
        self._by_id = {ease.rule.id: ease for ease in rulebook.planner.eases}

    def of(self, facts: Mapping[str, Value | None], said: Mapping[str, Value]) -> Easing:
        """`facts` are those of planner.toml, `said` what sentences speak of besides."""
        (fired,) = self._rules.run([facts])
        if not fired:
            return Easing()
        found = [self._by_id[rule] for rule in fired]
        words = {**said, **{key: value for key, value in facts.items() if value is not None}}
        reasons = [
            Reason(ease.rule.id, {key: words[key] for key in sorted(ease.rule.names) if key in words}) for ease in found
        ]
        return Easing(
            sets=min(ease.sets for ease in found),
            load=min(ease.load for ease in found),
            rir=max(ease.rir for ease in found),
            hold=any(ease.hold for ease in found),
            deload=any(ease.deload for ease in found),
            reasons=tuple(reasons),
        )
