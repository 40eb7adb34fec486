"""The page of an athlete's sessions."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.log.page import LogPage
from desktop.qt.page import ATHLETE, PageSpec

LOG = PageSpec(
    "log",
    later("Log"),
    "log",
    ATHLETE,
    LogPage,
    later(
        "Every session, done, planned or skipped. Choose one to change it; it is saved when you go on. Work on an exercise that was "
        "locked on its day is kept and marked as off plan; it never unlocks anything."
    ),
)
