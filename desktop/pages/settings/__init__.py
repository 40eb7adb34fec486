"""The page of what can be set, and of the data as files."""

from __future__ import annotations

from desktop.i18n import later
from desktop.pages.settings.page import SettingsPage
from desktop.qt.page import FOOT, PageSpec

SETTINGS = PageSpec(
    "settings",
    later("Settings"),
    "settings",
    FOOT,
    SettingsPage,
    later(
        "Language, appearance and units; where the data lies; backups, and putting one back; the sample squad; what this program "
        "is and is not."
    ),
)
