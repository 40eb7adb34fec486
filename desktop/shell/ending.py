"""A signal to end closes the window as a person does, so that what is typed is kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import signals

_AGAIN: Final = 100
"""Milliseconds until what would not close is asked again: a sheet closes once the work under way in it has stopped."""


class Ending(QObject):
    """Heeds signals from now on, until `stop()`. Python hears of one when it runs next: where nothing happens, at the collector's
    next look. Nothing is raised: a start is whole before it ends, and what runs just now goes on, in Qt too. `asked()` before the
    windows are closed, so that long work stops."""

    asked = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN)
        self._timer.timeout.connect(self._end)
        self._put_back = signals.answer(lambda *_: QTimer.singleShot(0, self, self._end))

    def _end(self) -> None:
        self._timer.start()
        self.asked.emit()
        QApplication.closeAllWindows()  # before there is a window, a sheet may say why: its loop hears of no end
        self._app.quit()

    def stop(self) -> None:
        self._timer.stop()
        self._put_back()
