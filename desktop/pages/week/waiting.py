"""Notes and minutes typed before the first set of a session: kept among the drafts of their athlete, to outlive the page."""

from __future__ import annotations

from typing import Any, Final

from desktop.qt.memory import Memory
from models.records import Session

Foot = tuple[str, int | None]
"""Notes and minutes."""

KEPT: Final = 14
"""Sessions of one athlete: two weeks of them are more than anybody writes ahead. Those no set was ever done of go in time."""


class Waiting:
    """Reads and writes what waits; what is kept but cannot be read counts as not kept."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of(self, athlete_id: str) -> dict[str, Foot]:
        """By the session's id, the oldest first."""
        return {key: (one[0], one[1]) for key, one in self._memory.draft(_key(athlete_id)).items() if _sound(one)}

    def keep(self, session: Session, foot: Foot | None) -> None:
        """Keeps it for that session of its athlete; None forgets it."""
        waiting = {key: list(one) for key, one in self.of(session.athlete_id).items()}
        if foot is None and session.id not in waiting:
            return
        waiting.pop(session.id, None)
        if foot is not None:
            waiting[session.id] = list(foot)
        self._memory.keep_draft(_key(session.athlete_id), dict(list(waiting.items())[-KEPT:]))


def _key(athlete_id: str) -> str:
    return f"week:{athlete_id}"


def _sound(one: Any) -> bool:
    if not (isinstance(one, list) and len(one) == 2 and isinstance(one[0], str)):
        return False
    return one[1] is None or (isinstance(one[1], int) and not isinstance(one[1], bool))
