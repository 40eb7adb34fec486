"""A label of as many lines as its words take."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class WholeLabel(QLabel):
    """A label that wraps and is never lower than its lines: layouts within layouts reckon its height for another width now and
    then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def _hold(self) -> None:
        if self.width() > 0:
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1 without a text
