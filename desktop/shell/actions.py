"""Every action of the frame with its shortcut, declared once: the window, the tooltips, the palette and the help read it here."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtGui import QKeySequence

from desktop.i18n import later


class ActionSpec(NamedTuple):
    """`text` is English source text; `shortcut` in Qt's portable spelling, `more` further ones. `first`: a text field would take
    the keys for itself, the frame has them first."""

    id: str
    text: str
    shortcut: str
    icon: str = ""
    more: tuple[str, ...] = ()
    first: bool = False


ACTIONS: Final = (
    ActionSpec("palette", later("Find anything"), "Ctrl+K", "search", first=True),
    ActionSpec("shortcuts", later("Keyboard shortcuts"), "Ctrl+/", "list", more=("Ctrl+?",)),
    ActionSpec("undo", later("Undo"), "Ctrl+Z", "undo"),
    ActionSpec("redo", later("Redo"), "Ctrl+Shift+Z", "redo"),
    ActionSpec("new", later("New"), "Ctrl+N", "add"),
    ActionSpec("export", later("Export"), "Ctrl+E", "export", first=True),
    ActionSpec("filter", later("Filter"), "Ctrl+F", "search"),
    ActionSpec("help", later("Help for this page"), "F1", "help"),
    ActionSpec("tour", later("Take the tour"), "", "flag"),
    ActionSpec("fold", later("Fold the sidebar"), "Ctrl+B", "chevron-left"),
    ActionSpec("settings", later("Settings"), "Ctrl+,", "settings"),
    ActionSpec("quit", later("Quit"), "Ctrl+Q", "close"),
)
PAGE_SHORTCUT: Final = "Alt+{number}"
NUMBERED: Final = 9
"""Pages that have a shortcut: the first of the sidebar. Settings, the last one, has Ctrl+, of its own."""


def native(keys: str) -> str:
    """A shortcut as this computer writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
