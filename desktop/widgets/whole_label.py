"""A label of as many lines as its words take."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_WORD: Final = re.compile(r"[^\s-]*-+|[^\s-]+")
"""What stands whole in a line: a line may end after a space or a hyphen."""


class WholeLabel(QLabel):
    """A label that wraps and is never lower than its lines: layouts within layouts reckon its height for another width now and
    then. A word wider than the label ends in an ellipsis; the whole text is in the tooltip then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortened = ""
        self.setWordWrap(True)

    def widest_word(self) -> int:
        """Pixels of the widest word, as the label is styled."""
        self.ensurePolished()
        return max((self.fontMetrics().horizontalAdvance(word) for word in _WORD.findall(self.text())), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hold()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shortened:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment()) | int(Qt.TextFlag.TextWordWrap), self._shortened)
        painter.end()

    def _hold(self) -> None:
        if self.width() > 0:
            self._shorten()
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1 without a text

    def _shorten(self) -> None:
        room = self.contentsRect().width()
        metrics, said = self.fontMetrics(), bool(self._shortened)
        fits = self.widest_word() <= room
        self._shortened = (
            ""
            if fits
            else _WORD.sub(lambda word: metrics.elidedText(word[0], Qt.TextElideMode.ElideRight, room), self.text())
        )
        if said or self._shortened:
            self.setToolTip(self.text() if self._shortened else "")
