"""The rest between two sets, counted down beside the set that comes next. It never takes the focus and covers nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.widgets.pill import paint_pill, pill_size


class RestTimer(QWidget):
    """`start(seconds)`, `stop()`; `over()` once when the rest has passed; `skipped()` when a click ended it early.

    The words change once a second and nothing moves, so there is nothing to still for those who asked for less motion.
    `sound` lets the computer beep at the end. `now` counts seconds, whatever its start.
    """

    over = Signal()
    skipped = Signal()

    def __init__(self, now: Callable[[], float] = time.monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = False
        self._now = now
        self._ends: float | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Counts down the planned rest. Click to end it."))
        self.hide()

    def sizeHint(self) -> QSize:
        return pill_size(tr("rest {time}", time="00:00"))

    @property
    def left(self) -> int | None:
        """Seconds still to rest, 0 when it is over; None while there is no rest."""
        return None if self._ends is None else max(0, ceil(self._ends - self._now()))

    @property
    def text(self) -> str:
        left = self.left
        if left is None:
            return ""
        return tr("rest {time}", time=f"{left // 60}:{left % 60:02}") if left else tr("next set")

    def start(self, seconds: float) -> None:
        if seconds <= 0:
            self.stop()
            return
        self._ends = self._now() + seconds
        self._tick.start()
        self._show()
        self.show()

    def stop(self) -> None:
        self._ends = None
        self._tick.stop()
        self.hide()

    def _count(self) -> None:
        self._show()
        if self.left == 0:
            self._tick.stop()
            if self.sound:
                QApplication.beep()
            if self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tr("The rest is over")))
            self.over.emit()

    def _show(self) -> None:
        self.setAccessibleName(self.text)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.stop()
        self.skipped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        text = self.text
        if not text:
            return
        painter = QPainter(self)
        wide = min(self.width(), pill_size(text).width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, QRectF(0, 0, wide, self.height()), text, "within" if self.left else "unlocked")
        painter.end()
