"""The page of what an athlete's training came to."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.progress.page import ProgressPage
from desktop.qt.page import ATHLETE, PageSpec

PROGRESS = PageSpec(
    "progress",
    later("Progress"),
    "progress",
    ATHLETE,
    ProgressPage,
    later(
        "Load and strength of one exercise, sessions against the plan, sets by category, left against right, and pain. Shaded "
        "behind: the phases of the season; flags are races. Point at a chart, or walk it with the arrow keys, to read its figures; "
        "+ and - zoom, Page Up and Page Down move, Home shows everything. Table shows the same figures as text, Ctrl+E saves "
        "a picture."
    ),
)
