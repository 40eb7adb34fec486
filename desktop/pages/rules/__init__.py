"""The page of all rules: each in words, with its numbers, its source and how sure it is."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.rules.page import RulesPage
from desktop.qt.page import LIBRARY, PageSpec

RULES = PageSpec(
    "rules",
    later("Rules"),
    "rules",
    LIBRARY,
    RulesPage,
    later(
        "Every rule by which exercises open, loads rise and weeks are planned, in words and with its numbers. Beside each stands "
        "how sure it is: studies, agreement of experts, the founding article, or our own default. A letter or “the area” stands "
        "where an athlete's own number or word would. Why pages lead here from the id of a rule."
    ),
)
