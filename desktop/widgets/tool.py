"""A button that is an icon alone: its words are in the tooltip and read aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton

from desktop.qt import icons


def tool(icon: str, text: str, slot: Callable[[], object]) -> QToolButton:
    """The button that does `slot`. Where there is no such icon a dash stands for it."""
    made = QToolButton()
    if icons.exists(icon):
        made.setIcon(icons.icon(icon, "quiet"))
    else:
        made.setText("–")
    made.setToolTip(text)
    made.setAccessibleName(text)
    made.clicked.connect(lambda _checked=False: slot())
    return made
