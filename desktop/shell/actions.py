"""Every action of the frame with its shortcut, declared once: the window, the tooltips and the help read it here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class ActionSpec:
    """`text` is English source text; `shortcut` in Qt's portable spelling."""

    id: str
    text: str
    shortcut: str
    icon: str = ""


ACTIONS: Final = (
    ActionSpec("undo", "Undo", "Ctrl+Z", "undo"),
    ActionSpec("redo", "Redo", "Ctrl+Shift+Z", "redo"),
    ActionSpec("new", "New", "Ctrl+N", "add"),
    ActionSpec("export", "Export", "Ctrl+E", "export"),
    ActionSpec("filter", "Filter", "Ctrl+F", "search"),
    ActionSpec("help", "Help for this page", "F1", "help"),
    ActionSpec("fold", "Fold the sidebar", "Ctrl+B"),
    ActionSpec("settings", "Settings", "Ctrl+,", "settings"),
    ActionSpec("quit", "Quit", "Ctrl+Q"),
)
PAGE_SHORTCUT: Final = "Alt+{number}"
