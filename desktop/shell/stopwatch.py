"""How long a start takes: when a file is asked for by SWITCHBACK_STOPWATCH, the moment of the first painted page goes there.

From outside nobody sees when a page was painted, in an installed program least of all; benchmarks and the test of what is loaded
before that moment read the file.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

VARIABLE = "SWITCHBACK_STOPWATCH"


def watch(page: QWidget) -> None:
    """Once the page was painted, writes {"painted": nanoseconds of the monotonic clock, "modules": what is loaded by then}."""
    file = os.environ.get(VARIABLE)
    if file:
        page.installEventFilter(_Watch(page, Path(file)))


class _Watch(QObject):
    def __init__(self, page: QWidget, file: Path) -> None:
        super().__init__(page)
        self._page, self._file = page, file

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            QTimer.singleShot(0, self._write)  # the turn after: the paint has reached the screen
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        found = {"painted": time.monotonic_ns(), "modules": sorted(sys.modules)}
        passing = self._file.with_name(self._file.name + ".part")
        passing.write_text(json.dumps(found), encoding="utf-8")
        passing.replace(self._file)
