"""The page of an athlete's season: weeks, races and the reasons of every day."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.season.page import SeasonPage
from desktop.qt.page import ATHLETE, PageSpec

SEASON = PageSpec(
    "season",
    later("Season"),
    "season",
    ATHLETE,
    SeasonPage,
    later(
        "A bar a week: its height is the load ceiling, its colour the phase. Filled dots are sessions done, rings are "
        "planned, pale rings are projected: if every session before goes as written; a diamond marks exercises that would "
        "open. Click a week, or walk with the arrow keys, to see its days, sessions and reasons; a double click opens its "
        "page. Ctrl and the wheel, + and - show a month up to three years; Home goes to today. Drag a flag to move its race, "
        "or press Up and then Alt with an arrow key. A race that is moved, added or removed first shows what it would change; "
        "nothing is saved until you keep it."
    ),
)
