"""What a coach should look at: every rule that applies, most urgent first."""

from __future__ import annotations

from datetime import date

from rules.ages import age_on
from rules.conditions import Value
from rules.engine import RuleList
from rules.facts import Watch
from rules.rulebook import Rulebook
from rules.verdicts import Reason
from rules.vocabulary import MobilityLevel


class Attention:
    """The rules of attention.toml; compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = RuleList("attention", [(rule.id, rule.when) for rule in rulebook.attention])
        self._names = {rule.id: rule.names for rule in rulebook.attention}
        self._order = {rule.id: i for i, rule in enumerate(rulebook.attention)}

    def of(self, watch: Watch, on: date) -> tuple[Reason, ...]:
        """The rules that apply on that day, each with the facts its sentence speaks of; an injury or a pain gives one each."""
        facts = [_general(watch, on)]
        for area, since in watch.injuries.items():
            facts.append({"injury_days": (on - since).days, "injured": str(area), "injured_on": since.isoformat()})
        for area, (score, since) in watch.pain.items():
            facts.append({"pain_today": score, "area": str(area), "pain_on": since.isoformat()})
        found = [
            (
                self._order[rule],
                Reason(rule, {k: v for k in sorted(self._names[rule]) if (v := fact.get(k)) is not None}),
            )
            for fact, fired in zip(facts, self._rules.run(facts), strict=True)
            for rule in fired
        ]
        return tuple(reason for _, reason in sorted(found, key=lambda pair: pair[0]))


def _general(watch: Watch, on: date) -> dict[str, Value | None]:
    age = age_on(watch.birth_date, on)
    stiff = any(level is not MobilityLevel.OK for level in watch.mobility.values())
    return {
        "hold": int(watch.health_hold),
        "suspended": len(watch.suspended),
        # slugs, joined: a reader turns them into names
        "suspended_names": ", ".join(watch.suspended) or None,
        "idle_days": (on - watch.last_session).days if watch.last_session is not None else None,
        "sessions": watch.sessions,
        "age": age,
        "age_known": int(age is not None),
        "consent": int(watch.consent_on is not None),
        "screened": int(watch.readiness_on is not None),
        "screen_days": (on - watch.readiness_on).days if watch.readiness_on is not None else None,
        "stiff": int(stiff),
        "mobility_days": (on - watch.mobility_on).days if watch.mobility_on is not None else None,
    }
