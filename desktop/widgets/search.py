"""What makes a line a field to search with: the glass at its beginning and the cross that empties it, both with names."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.i18n import tr
from desktop.qt import icons


def as_search(line: QLineEdit) -> None:
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(tr("Clear"))
    glass = line.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
    glass.triggered.connect(line.setFocus)
    for button in line.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(tr("Filter"))
