"""When the first page has been painted: what is not seen on it waits until then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_THE_LATEST: Final = 1000
"""Milliseconds: a window that opens minimised is not painted at all."""


class FirstPaint(QObject):
    """Calls `after` once, in the turn after `page` was painted: the paint has reached the screen then."""

    def __init__(self, page: QWidget, after: Callable[[], object]) -> None:
        super().__init__(page)
        self._after: Callable[[], object] | None = after
        page.installEventFilter(self)
        QTimer.singleShot(AT_THE_LATEST, self, self._come)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._come)
        return False

    def _come(self) -> None:
        after, self._after = self._after, None
        if after is not None:
            after()
            self.deleteLater()
