"""The page of an athlete's season: weeks, races and the reasons of every day."""

from __future__ import annotations

from desktop.pages.season.page import SeasonPage
from desktop.qt.page import ATHLETE, PageSpec

SEASON = PageSpec(
    "season",
    "Season",
    "season",
    ATHLETE,
    SeasonPage,
    "A bar a week: its height is the load ceiling, its colour the phase, its dots the sessions. Click a week, or walk with the "
    "arrow keys, to see its days and the reasons. Races are changed in the table; what follows from them shows at once.",
)
