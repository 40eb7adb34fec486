"""The five states of an exercise that the map tells apart, and how each looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import later
from rules.verdicts import Standing
from rules.vocabulary import Status

OPEN, WITHIN, WAITS, LOCKED, HELD = "open", "within", "waits", "locked", "held"
STATES: Final = (OPEN, WITHIN, WAITS, LOCKED, HELD)
LOOK: Final[Mapping[str, tuple[str, str, str]]] = {  # state -> tone, icon, word
    OPEN: ("unlocked", "check", later("Unlocked")),
    WITHIN: ("within", "partial", later("Within reach")),
    LOCKED: ("locked", "lock", later("Locked")),
    HELD: ("held", "pain", later("On hold")),
    WAITS: ("waits", "clock", later("Waits")),  # nothing is wrong with the athlete: the season wants nothing new now
}
_HELD: Final = frozenset({
    Status.HEALTH_HOLD, Status.INJURY_LOCK, Status.EXCLUDED_PAIN, Status.SUSPENDED_PAIN, Status.BLOCKED_BY_COACH,
})  # fmt: skip


def state_of(standing: Standing) -> str:
    """open, within, waits, locked or held: the five kinds the counters count."""
    if standing.is_open:
        return OPEN
    if standing.within_reach:
        return WITHIN
    if standing.status is Status.NOVELTY_HOLD:
        return WAITS
    return HELD if standing.status in _HELD else LOCKED
