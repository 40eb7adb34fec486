"""The last plans that were worked out, so that a page and what stands around it do not plan the same weeks twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

from rules.facts import Situation
from rules.verdicts import PlannedWeek

_ATHLETES = 16


@dataclass(frozen=True, slots=True)
class _Planned:
    situation: Situation
    today: date
    weeks: tuple[PlannedWeek, ...]


class PlanMemory:
    """Plans from the present week on, by athlete, with what they were made from: whatever changes there makes them void. Shared
    by all threads, so that weeks planned in the background are there for the window."""

    def __init__(self) -> None:
        self._plans: dict[str, _Planned] = {}
        self._making_room = Lock()

    def get(self, athlete_id: str, situation: Situation, today: date) -> tuple[PlannedWeek, ...]:
        """The weeks known, from the present one on; empty where there are none."""
        known = self._plans.get(athlete_id)
        if known is None or known.today != today:
            return ()
        same = known.situation is situation or known.situation == situation
        return known.weeks if same else ()

    def keep(self, athlete_id: str, situation: Situation, today: date, weeks: tuple[PlannedWeek, ...]) -> None:
        with self._making_room:
            self._plans.pop(athlete_id, None)
            while len(self._plans) >= _ATHLETES:
                self._plans.pop(next(iter(self._plans)))
            self._plans[athlete_id] = _Planned(situation, today, weeks)
