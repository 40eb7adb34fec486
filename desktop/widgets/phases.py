"""The words and colours of the nine phases of a season."""

from __future__ import annotations

from typing import Final

from desktop.i18n import later, tr
from rules.vocabulary import Phase

# Marked for translation here, translated when shown.
_WORDS: Final = {
    Phase.BUILD: later("Build"),
    Phase.CONSOLIDATE: later("Consolidate"),
    Phase.MAINTAIN: later("Maintain"),
    Phase.RETURN: later("Return"),
    Phase.TAPER: later("Taper"),
    Phase.RACE_WEEK: later("Race week"),
    Phase.RECOVERY_MOBILITY: later("Recovery"),
    Phase.RECOVERY_NONE: later("Rest"),
    Phase.RACE_DAY: later("Race day"),
}
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


def phase_word(phase: Phase) -> str:
    """What a coach calls the phase."""
    return tr(_WORDS[phase])


def phase_tone(phase: Phase) -> str:
    """The tone of its pill and, without a suffix, the colour of its bar."""
    return _TONES[phase]
