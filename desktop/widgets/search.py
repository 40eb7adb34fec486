"""What makes a line a field to search with: the glass at its beginning and the cross that empties it, both with names."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
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


class FilterField(QLineEdit):
    """What filters a table: Down and Return go on to what it left, Escape empties it."""

    onward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.onward.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
