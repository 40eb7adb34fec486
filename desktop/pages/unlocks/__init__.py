"""The page of what is open to an athlete, and what opens the rest."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.unlocks.page import UnlocksPage
from desktop.qt.page import ATHLETE, PageSpec

UNLOCKS = PageSpec(
    "unlocks",
    later("Unlocks"),
    "unlocks",
    ATHLETE,
    UnlocksPage,
    later(
        "Every exercise, from left to right by what it builds on. Choose one to see what it takes, why, and what it opens next. "
        "Arrow keys walk the map, + and - zoom, 0 shows all of it; the list shows the same. A coach's rating or an override is "
        "recorded in the panel."
    ),
)
