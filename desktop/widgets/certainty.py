"""How sure a rule is, in a word with its colour and icon, and what that word means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import later, tr
from rules.vocabulary import Certainty

_WORDS: Final[Mapping[Certainty, str]] = {
    Certainty.EVIDENCE: later("Studies"),
    Certainty.CONSENSUS: later("Experts agree"),
    Certainty.ARTICLE: later("Founding article"),
    Certainty.DEFAULT: later("Our default"),
}
_LOOK: Final[Mapping[Certainty, tuple[str, str]]] = {
    Certainty.EVIDENCE: ("unlocked", "check"),
    Certainty.CONSENSUS: ("waits", "squad"),
    Certainty.ARTICLE: ("phase-taper", "flag"),
    Certainty.DEFAULT: ("neutral", "settings"),
}
_MEANS: Final[Mapping[Certainty, str]] = {
    Certainty.EVIDENCE: later(
        "Based on studies, which the source names; most are of level running, none of results in trail races. Where the source "
        "says so, the numbers are our default."
    ),
    Certainty.CONSENSUS: later(
        "Position statements, surveys of practice and textbooks agree on it; few trials test it."
    ),
    Certainty.ARTICLE: later(
        "The article this programme was built on says so. It is plausible, and not tested in runners."
    ),
    Certainty.DEFAULT: later("Our own choice, made with care where nobody has measured it. It is not science."),
}


def certainty_word(certainty: Certainty) -> str:
    return tr(_WORDS[certainty])


def certainty_pill(certainty: Certainty) -> tuple[str, str, str]:
    """Text, tone and icon of the pill."""
    tone, icon = _LOOK[certainty]
    return certainty_word(certainty), tone, icon


def certainty_means(certainty: Certainty) -> str:
    return tr(_MEANS[certainty])
