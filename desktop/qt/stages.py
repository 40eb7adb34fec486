"""Work that must be done in the window's own thread, one piece a turn, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 1
"""Milliseconds between two pieces: long enough for paints and keys that wait."""


class Stages(QObject):
    """`start(first, second, ...)` forgets what was under way and does these one after the other; one that answers False, or
    raises, ends them. `ended()` after the last."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    @property
    def pending(self) -> bool:
        return bool(self._left)

    def start(self, *pieces: Callable[[], object]) -> None:
        self._left = list(pieces)
        self._timer.start(PAUSE)

    def stop(self) -> None:
        self._left = []
        self._timer.stop()

    def _next(self) -> None:
        if not self._left:
            return
        mine = self._left
        try:
            went = mine[0]()
        except BaseException:
            self.stop()
            raise
        if mine is not self._left:  # the piece itself began something else
            return
        if went is False:
            self.stop()
            return
        mine.pop(0)
        if mine:
            self._timer.start(PAUSE)
        else:
            self.ended.emit()
