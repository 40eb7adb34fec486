"""One athlete's profile."""

from desktop.pages.profile.page import ProfilePage
from desktop.qt.page import ATHLETE, PageSpec

PROFILE = PageSpec(
    "profile",
    "Profile",
    "profile",
    ATHLETE,
    ProfilePage,
    "Everything the rules read of an athlete: person, week, equipment, health and body. Every field saves itself when you "
    "leave it; Ctrl+Z takes the last change back.",
)
