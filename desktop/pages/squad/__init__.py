"""The coach's home page."""

from desktop.pages.squad.page import SquadPage
from desktop.qt.page import TOP, PageSpec

SQUAD = PageSpec(
    "squad",
    "Squad",
    "squad",
    TOP,
    SquadPage,
    "All athletes at a glance: their phase, next race, sessions of this week, unlocked exercises, and who needs a look. "
    "Double-click or Enter opens an athlete; select several to export them, print their week or set their equipment.",
)
