"""How fast the window answers on a big store: every page opened, the athlete changed on every page, offscreen.

    python -m tests.benchmarks.bench_window [STORE.db]

Medians to the first paint that shows the page, and the longest stretch in which the window's thread did not look at its events.
The store is copied first, for a window writes where it was left. Without one, SWITCHBACK_BIG_STORE names one; without that, one of
the full size is generated in a temporary folder. Exit status 1 when a target is missed by 30 % or more.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

# Before Qt makes its application: the same window system on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.shell import start
from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from desktop.shell.screenless import listening
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.generator import AS_OF
from tests.end2end.heart import Heart

WINDOWS = 3
ROUNDS = 5
TO_PAINT_MS = 100
STRETCH_MS = 50


@dataclass
class Taken:
    """Milliseconds of every round: until painted, and the longest stretch of the window's thread, by its own processor time."""

    painted: list[float] = field(default_factory=list[float])
    stretch: list[float] = field(default_factory=list[float])


class FirstPaint(QObject):
    """Notes when the window next was painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.at: float | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self.at is not None:
            return False
        painted = watched.event(event)  # here and now, for it paints
        self.at = time.perf_counter()
        return painted


class Stopwatch:
    """Times what a user does to a window, by name."""

    def __init__(self, window: MainWindow, taken: dict[str, Taken]) -> None:
        self._window, self._taken, self._heart = window, taken, Heart()
        self._paint = FirstPaint(window)

    def time(self, what: str, act: Callable[[], object]) -> None:
        beats = self._heart.start()
        before = time.perf_counter()
        self._paint.at = None
        act()
        while self._paint.at is None:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        painted = (self._paint.at - before) * 1000
        settle(self._window)
        self._heart.stop()
        taken = self._taken.setdefault(what, Taken())
        taken.painted.append(painted)
        taken.stretch.append(beats.longest)


def measure(folder: Path, taken: dict[str, Taken]) -> int:
    """One window from its start to its end; returns the number of athletes."""
    services = app.open_services(folder, lambda: AS_OF)
    try:
        window = start.build_window(services)
        window.resize(1280, 800)
        window.show()
        for _ in range(10):  # the squad is judged in the background meanwhile
            settle(window)
        athletes = [athlete.id for athlete in services.athletes.roster()]
        watch = Stopwatch(window, taken)
        shown = window.page_id
        watch.time(
            "the first athlete chosen, whom every rule is made ready for", lambda: window.open_page(shown, athletes[0])
        )
        for page in [spec.id for spec in window.pages if spec.id != shown]:
            watch.time(f"{page}: opened for the first time", lambda page=page: window.open_page(page))
        for turn in range(ROUNDS):
            for spec in window.pages:
                watch.time(f"{spec.id}: opened again", lambda page=spec.id: window.open_page(page))
                if spec.needs_athlete:
                    other = athletes[(turn * 37 + 11) % len(athletes)]
                    watch.time(
                        f"{spec.id}: another athlete", lambda page=spec.id, who=other: window.open_page(page, who)
                    )
        window.close()
        window.deleteLater()
        settle(window)
        return len(athletes)
    finally:
        services.close()


def report(taken: dict[str, Taken]) -> int:
    board = Board(slack=0.3)
    for what, figures in sorted(taken.items()):
        board.say(f"{what}, to paint", statistics.median(figures.painted), "ms", TO_PAINT_MS)
        board.say("  longest stretch of the window's thread", statistics.median(figures.stretch), "ms", STRETCH_MS)
    return board.status


def main() -> int:
    taken: dict[str, Taken] = {}
    start.application()
    start.dress("en", "light", "kg")
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with listening(), big_store(given) as store, tempfile.TemporaryDirectory(prefix="switchback-bench-") as made:
        copied = shutil.copyfile(store, app.store_file(Path(made)))
        with copied.open("rb+") as file:
            os.fsync(file)  # else the disk is still busy with the copy when the window first writes
        athletes = max(measure(Path(made), taken) for _ in range(WINDOWS))
    print(f"{athletes} athletes, {WINDOWS} windows, medians")
    return report(taken)


if __name__ == "__main__":
    sys.exit(main())
