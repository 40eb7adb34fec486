"""The keys each kind of widget answers to, for the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.i18n import later


@dataclass(frozen=True)
class Keys:
    """`keys` in Qt's portable spelling, or words where no single key is meant; `text` is English source text."""

    keys: tuple[str, ...]
    text: str


TABLE: Final = (
    Keys(("Return",), later("Open the row, or edit the cell")),
    Keys(("F2",), later("Edit the cell")),
    Keys(("Del",), later("Remove the rows selected")),
    Keys(("Ctrl+A",), later("Select all rows")),
    Keys(("Ctrl+C",), later("Copy the rows selected for a spreadsheet")),
    Keys(("Ctrl+Shift+C",), later("Copy the one cell")),
    Keys(("Ctrl+V",), later("Paste rows of a spreadsheet, where they can be added")),
    Keys((later("Letters"),), later("Go to the row that begins so")),
)
MAP: Final = (
    Keys((later("Arrows"),), later("Walk from exercise to exercise")),
    Keys(("Return",), later("Choose the exercise")),
    Keys(("+", "-"), later("Larger, smaller")),
    Keys(("0",), later("Show the whole map")),
)
STRIP: Final = (
    Keys(("Left", "Right"), later("The week before, the week after")),
    Keys(("PgUp", "PgDown"), later("Four weeks back, four weeks on")),
    Keys(("Home", "End"), later("The first week, the last week")),
    Keys(("Return",), later("Open the week")),
    Keys(("+", "-"), later("Longer, shorter")),
    Keys(("0",), later("Show the whole season")),
)
SETS: Final = (
    Keys(("Tab", "Return"), later("On to the next field; Enter also keeps the set")),
    Keys(("Up", "Down"), later("The set above, the set below")),
    Keys(("Esc",), later("Put back what stood in the field")),
)
SHEET: Final = (
    Keys(("Ctrl+Return",), later("The main button, from any field")),
    Keys(("Esc",), later("Close; what was typed is there again next time")),
)
KINDS: Final[Mapping[str, Sequence[Keys]]] = {
    later("In tables"): TABLE,
    later("On the unlock map"): MAP,
    later("On the season strip"): STRIP,
    later("While entering sets"): SETS,
    later("In sheets with fields"): SHEET,
}
"""By heading, in the order in which they are shown."""
