"""The pages there are, in the order of the sidebar: one line each. A page is built when it is first shown."""

from __future__ import annotations

from desktop.pages.exercises import EXERCISES
from desktop.pages.log import LOG
from desktop.pages.profile import PROFILE
from desktop.pages.progress import PROGRESS
from desktop.pages.rules import RULES
from desktop.pages.season import SEASON
from desktop.pages.settings import SETTINGS
from desktop.pages.squad import SQUAD
from desktop.pages.unlocks import UNLOCKS
from desktop.pages.week import WEEK
from desktop.qt.page import PageSpec

PAGES: tuple[PageSpec, ...] = (SQUAD, WEEK, SEASON, UNLOCKS, LOG, PROGRESS, PROFILE, EXERCISES, RULES, SETTINGS)
