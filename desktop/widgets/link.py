"""A button that looks like a link. Where its words have no room they end in an ellipsis and stand whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.qt import theme

_LEAST = 48
"""Pixels at the plain text size."""


class Link(QPushButton):
    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The whole text."""
        return self._whole

    def setText(self, text: str) -> None:
        if self.accessibleName() in ("", self._whole):
            self.setAccessibleName(text)
        self._whole = text
        super().setText(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return super().sizeHint() + QSize(
            metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(super().text()), 0
        )

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.scaled(_LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        less = self.sizeHint().width() - self.width()
        metrics = self.fontMetrics()
        room = metrics.horizontalAdvance(self._whole) - max(0, less)
        shown = self._whole if less <= 0 else metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != super().text():
            super().setText(shown)
        self.setToolTip(self._whole if less > 0 else "")
