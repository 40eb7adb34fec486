"""The words and colours of the nine phases of a season."""

from __future__ import annotations

from typing import Final

from desktop.services.phase_words import phase_word
from rules.vocabulary import Phase

__all__ = ["phase_tone", "phase_word"]

_TONES: Final = {
    Phase.BUILD: "phase-build",
    Phase.CONSOLIDATE: "phase-consolidate",
    Phase.MAINTAIN: "phase-maintain",
    Phase.RETURN: "phase-recovery",
    Phase.TAPER: "phase-taper",
    Phase.RACE_WEEK: "phase-race",
    Phase.RECOVERY_MOBILITY: "phase-recovery",
    Phase.RECOVERY_NONE: "phase-recovery",
    Phase.RACE_DAY: "phase-race",
}


def phase_tone(phase: Phase) -> str:
    """The tone of its pill and, without a suffix, the colour of its bar."""
    return _TONES[phase]
