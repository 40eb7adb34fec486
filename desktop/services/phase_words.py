"""What a coach calls the nine phases of a season: the one place for these words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import later, tr
from rules.vocabulary import Phase

# Marked for translation here, translated when shown.
_WORDS: Final[Mapping[Phase, str]] = {
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


def phase_word(phase: Phase) -> str:
    """The name of a phase in the language in force: 'Race week'."""
    return tr(_WORDS[phase])
