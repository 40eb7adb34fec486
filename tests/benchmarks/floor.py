"""The least a start with Qt for Python can take: a bare QMainWindow. Tells its first paint as desktop.shell.stopwatch does."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, tell)


def tell() -> None:
    painted, spent, place = time.monotonic_ns(), time.process_time(), os.environ["SWITCHBACK_STOPWATCH"]
    with open(place + ".part", "w", encoding="utf-8") as file:  # noqa: PTH123  no module more than Qt brings
        file.write(f'{{"painted": {painted}, "processor": {spent}}}')
    os.replace(place + ".part", place)  # noqa: PTH105


if __name__ == "__main__":
    app = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()
