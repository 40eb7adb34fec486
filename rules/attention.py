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
        """The rules that apply on that day, each with the facts its sentence speaks of; an injury, a pain and a competency give one
        each."""
        facts = [_general(watch, on)]
        for area, since in watch.injuries.items():
            facts.append({"injury_days": (on - since).days, "injured": str(area), "injured_on": since.isoformat()})
        for area, (score, since) in watch.pain.items():
            lasting = watch.lasting.get(area)
            days = (on - lasting).days if lasting is not None else 0
            facts.append({"pain_today": score, "area": str(area), "pain_on": since.isoformat(), "pain_days": days})
        for slug, (first, last) in watch.aching.items():
            facts.append({"aching_days": (last - first).days, "aching": slug, "aching_on": first.isoformat()})
        for slug, until in watch.lapsing.items():
            facts.append({"lapsing_days": (until - on).days, "lapsing": slug, "lapses_on": until.isoformat()})
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
        "missed": watch.missed_in_a_row,
        "stalled": len(watch.stalled),
        "stalled_names": ", ".join(watch.stalled) or None,
        "falling": len(watch.falling),
        "falling_names": ", ".join(watch.falling) or None,
        "unanswered_days": (on - watch.unanswered_on).days if watch.unanswered_on is not None else None,
        "unanswered_on": watch.unanswered_on.isoformat() if watch.unanswered_on is not None else None,
        **_illness(watch),
    }


def _illness(watch: Watch) -> dict[str, Value | None]:
    """The days from the newest screen to the end of the newest illness: the screen knows nothing of one that ended later."""
    if watch.ill_until is None or watch.readiness_on is None:
        return {}
    return {"ill_after_screen": (watch.ill_until - watch.readiness_on).days, "ill_until": watch.ill_until.isoformat()}
