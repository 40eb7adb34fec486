"""The ways through a gate, as requirements: by the athlete's own log, with a coach's pass, or on the fast track back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rules.conditions import Alternative, Condition
from rules.rulebook.parts import Gate, Numbers

SELF, COACH, FAST = "self", "coach", "fast"


def alternatives(numbers: Mapping[str, Numbers], gates: Sequence[Gate]) -> tuple[Alternative, ...]:
    """Three alternatives an option. Facts of an option: days, span (days from first to last), refused and passed (the newest
    valid coach rating is below, or at least, the standard), fast (the exercise lapsed, but not for too long)."""
    apart = int(numbers["coach"]["span_days"])
    again = int(numbers["recency"]["fast_track_days"])
    open_door = Condition("refused", "==", 0)
    found: list[Alternative] = []
    for gate in gates:
        for option in gate.any_of:
            subject = f"{gate.id}/{option.slug}"
            coach = [Condition("passed", "==", 1), Condition("days", ">=", gate.days_coach)]
            if gate.days_coach >= 2:
                coach.append(Condition("span", ">=", apart))
            ways = {
                SELF: (open_door, Condition("days", ">=", gate.days_self), Condition("span", ">=", gate.span_days)),
                COACH: tuple(coach),
                FAST: (open_door, Condition("fast", "==", 1), Condition("days", ">=", again)),
            }
            found.extend(Alternative(f"{subject}/{kind}", gate.id, subject, needs) for kind, needs in ways.items())
    return tuple(found)
