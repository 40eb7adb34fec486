"""A quiet sentence over the foot of the map: what is open now. It moves nothing, and goes when the page is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import tr, trn
from desktop.qt import icons

_MARGIN = 12


class NewsNote(QPushButton):
    """Lies over `ground`; clicked, it leads to what opened."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground, self._text = ground, ""
        self.setIcon(icons.icon("unlock", "unlocked-ink"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Show it"))
        self.hide()
        ground.installEventFilter(self)

    def tell(self, names: Sequence[str]) -> None:
        """Says that these are open now; nothing to say hides it."""
        if not names:
            self._text = ""
            self.hide()
            return
        if len(names) == 1:
            self._text = tr("{exercise} is open now", exercise=names[0])
        else:
            self._text = trn("{n} exercise is open now", "{n} exercises are open now", len(names))
        self.setAccessibleName(self._text)
        self._lie()
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._text))

    @property
    def said(self) -> str:
        return self._text

    def _lie(self) -> None:
        ground = self._ground
        room = ground.width() - 2 * _MARGIN
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(80, room - 64)))
        self.adjustSize()
        self.move((ground.width() - self.width()) // 2, ground.height() - self.height() - _MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._text:
            self._lie()
        return super().eventFilter(watched, event)
