"""The page of one week of an athlete: what is planned, entered set by set."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.week.page import WeekPage
from desktop.qt.page import ATHLETE, PageSpec

WEEK = PageSpec(
    "week",
    later("This week"),
    "week",
    ATHLETE,
    WeekPage,
    later(
        "The sessions of a week, set by set. When a set went as planned press Enter; else type what was done, then Enter. "
        "Tab and the arrow keys walk through the fields, Escape takes typing back, an emptied set is not done. After the last "
        "set of an exercise technique and pain take one key each; Enter passes on. Ctrl+PgUp and Ctrl+PgDown turn the weeks, "
        "Ctrl+Enter finishes."
    ),
)
