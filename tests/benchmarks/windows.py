"""The real window for those benchmarks that look at one: opened as the program opens it, and timed until it is painted.

Import this first: it chooses the window system before Qt makes its application.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# Before Qt makes its application: the same window system on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.qt.collecting import Collector
from desktop.qt.memory import Memory
from desktop.services.house import Services
from desktop.shell import main_window, start
from desktop.shell.main_window import MainWindow
from desktop.shell.remembered import StoredSettings
from desktop.shell.scenes import settle
from desktop.shell.screenless import listening
from tests.benchmarks.generator import AS_OF

NEVER = 10**8
"""Milliseconds, for a timer that is not to ring."""


class Took(NamedTuple):
    """Milliseconds by the clock, and of this thread's processor time: what a machine busy with other things does not lengthen."""

    clock: float
    worked: float

    @classmethod
    def now(cls) -> Took:
        return cls(time.perf_counter() * 1000, time.thread_time() * 1000)

    def since(self, before: Took) -> Took:
        return Took(self.clock - before.clock, self.worked - before.worked)


class FirstPaint(QObject):
    """Times what is done to a window until what it made stale is painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._at: Took | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._at is not None:
            return False
        painted = watched.event(event)  # here and now, for it paints
        self._at = Took.now()
        return painted

    def of(self, act: Callable[[], object]) -> Took:
        before, self._at = Took.now(), None
        act()
        while self._at is None:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return self._at.since(before)


@contextmanager
def open_window(store: Path, warm: bool = True, page_id: str = "squad") -> Iterator[tuple[MainWindow, Services]]:
    """The window as the program starts it, over a copy of the store, for a window writes where it was left. With `warm` every page
    is built ahead and the squad is judged; without, no page is there but `page_id`, where the window was left."""
    application = start.application()
    start.dress("en", "light", "kg")
    ahead = main_window.WARM_UP_AFTER
    with listening(), tempfile.TemporaryDirectory(prefix="switchback-bench-") as made:
        copied = shutil.copyfile(store, app.store_file(Path(made)))
        with copied.open("rb+") as file:
            os.fsync(file)  # else the disk is still busy with the copy when the window first writes
        services = app.open_services(Path(made), lambda: AS_OF)
        collector = Collector(application)
        main_window.WARM_UP_AFTER = ahead if warm else NEVER
        try:
            Memory(StoredSettings(services.settings)).keep_place(page_id, None)
            window = start.build_window(services)
            window.ahead.append(collector.keep)
            window.resize(1280, 800)
            window.show()
            collector.keep()
            settle(window)
            while warm and window.ahead:
                settle(window)
            yield window, services
            window.close()
            window.deleteLater()
            QApplication.processEvents()
        finally:
            main_window.WARM_UP_AFTER = ahead
            collector.stop()
            services.close()
