"""One athlete's profile."""

from desktop.i18n import later
from desktop.pages.profile.page import ProfilePage
from desktop.qt.page import ATHLETE, PageSpec

PROFILE = PageSpec(
    "profile",
    later("Profile"),
    "profile",
    ATHLETE,
    ProfilePage,
    later(
        "Everything the rules read of an athlete: person, week, equipment, health and body. Every field saves itself when you "
        "leave it; Ctrl+Z takes the last change back."
    ),
)
