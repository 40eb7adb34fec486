"""May this day hold a session? The first rule of the rulebook that applies decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.conditions import Value
from rules.engine import RuleList
from rules.planner.scene import DAY, Scene, monday_of
from rules.rulebook import Rulebook
from rules.verdicts import Reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rule of a day does (one of rules.rulebook.planner.DOES), and why."""

    does: str
    reason: Reason

    @property
    def holds_strength(self) -> bool:
        return self.does in ("split", "whole")


class DayRules:
    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._rules = RuleList("day", [(rule.id, rule.when) for rule in rulebook.planner.days])
        self._child = int(rulebook.rules["standing.age-under-13"].when[0].value)

    def ask(self, scene: Scene, slot: date, on: date) -> Answer:
        """Whether the session of `slot` may be on that day. How sore the athlete feels counts on the day it was meant for."""
        facts, said = self._facts(scene, slot, on)
        (fired,) = self._rules.run([facts])
        rule = self._book.rules[fired[0]]
        words: dict[str, Value] = {**said, **{key: value for key, value in facts.items() if value is not None}}
        return Answer(rule.outcome, Reason(rule.id, {key: words[key] for key in sorted(rule.names) if key in words}))

    def later(self, scene: Scene, slot: date, answer: Answer) -> tuple[date, Answer] | None:
        """The day a postponed session goes to, and the rule that lets it; None where no day of those named takes it."""
        for more in self._book.planner.postpone[answer.reason.rule]:
            on = scene.wished(slot) + more * DAY
            if on >= scene.today and scene.life.is_free(on):
                found = self.ask(scene, slot, on)
                if found.holds_strength:
                    return on, found
        return None

    def _facts(self, scene: Scene, slot: date, on: date) -> tuple[dict[str, Value | None], dict[str, Value]]:
        day, spacing = scene.days[on], self._book.numbers["spacing_hours"]
        absent = scene.life.absent(on)
        gap = scene.diary.nearest_loaded(on)
        recent = scene.diary.loaded_between(on - 6 * DAY, on)
        primary = slot.isoweekday() == scene.life.slots.primary
        postponed = on > scene.wished(slot)
        facts: dict[str, Value | None] = {
            "skipped": int(scene.wish(slot).skipped),
            "own_week": int(monday_of(scene.wished(slot)) == monday_of(slot)),
            "absent": int(absent is not None),
            "hold": int(scene.situation.athlete.health_hold),
            "child": int(day.age is not None and day.age < self._child),
            "phase_sessions": self._book.phases[day.phase].sessions,
            "sessions": day.caps.sessions,
            "mobility": int(day.caps.mobility),
            "primary": int(primary),
            "gap_days": gap,
            "too_close": int(gap is not None and gap * 24 < spacing["strength_to_strength"]),
            "recent": recent,
            "full": int(recent >= day.caps.sessions > 0),
            "next_sessions": None if primary else self._next_sessions(scene, slot, recent),
            "soreness": None if postponed else scene.feeling(slot).soreness,
            "returning": int(not postponed and scene.returning(on)),
            "hurting": max(scene.situation.athlete.pain.values(), default=0),
            "minutes": scene.situation.life.minutes,
            "places": scene.life.slots.places,
            "moved": int(on != slot),
            "long_run": int(scene.life.long_run_on(on)),
        }
        said: dict[str, Value] = {"phase": day.phase.value}
        if gap is not None:
            said["gap_hours"] = 24 * gap
        if absent is not None:
            said["until"] = absent.isoformat()
        return facts, said

    def _next_sessions(self, scene: Scene, slot: date, recent: int) -> int | None:
        """What the next primary day allows; not asked where the primary day before was let slip for a reason of the athlete's."""
        primary = scene.life.slots.primary
        if primary is None:
            return None
        following = slot + timedelta(days=(primary - slot.isoweekday()) % 7 or 7)
        before = following - timedelta(weeks=1)
        allowed = scene.days[before].caps.sessions if before in scene.days else 0
        if recent == 0 and allowed > 0:
            return None
        return scene.days[following].caps.sessions
