"""The coach's home page."""

from desktop.i18n import later
from desktop.pages.squad.page import SquadPage
from desktop.qt.page import TOP, PageSpec

SQUAD = PageSpec(
    "squad",
    later("Squad"),
    "squad",
    TOP,
    SquadPage,
    later(
        "All athletes at a glance: their phase, next race, sessions of this week, unlocked exercises, and who needs a look. "
        "Double-click or Enter opens an athlete; select several to export them, print their week or set their equipment."
    ),
)
