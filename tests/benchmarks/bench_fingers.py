"""How the window keeps up with the fingers on a big store: the palette opened and typed into, the log scrolled.

    python -m tests.benchmarks.bench_fingers [STORE.db]

Milliseconds of the window's own processor time, painting included: what a machine busy with other things does not lengthen.
Exit status 1 when a target is missed by 30 % or more.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

# Before Qt makes its application: the same window system on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.pages.log.page import LogPage
from desktop.shell import start
from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from desktop.shell.screenless import listening
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.generator import AS_OF

OPENS_MS, TYPED_MS, FRAME_MS = 50, 30, 33
OPENED = 9
TYPED = ("maya tor", "sqaut", "settings", "an", "bulgarian split", "xyzq", "lindstrom", "deadlfit", "taper", "expo")
STEP, FRAMES = 97, 400
"""Pixels of one turn of the wheel, and how many are measured."""


def took(act: Callable[[], object], window: MainWindow) -> float:
    before = time.thread_time()
    act()
    window.repaint()
    QApplication.processEvents()
    return (time.thread_time() - before) * 1000


def high(figures: Iterable[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(figures, n=20)[-1]


def palette(window: MainWindow) -> tuple[list[float], list[float]]:
    layer = window.palette_layer
    opened: list[float] = []
    typed: list[float] = []
    for turn in range(OPENED):
        opened.append(took(layer.popup, window))
        letters = TYPED[turn % len(TYPED)]
        typed += [took(lambda key=letter: QTest.keyClick(layer.field, key), window) for letter in letters]
        layer.dismiss()
    return opened, typed


def scrolling(window: MainWindow, athlete_id: str) -> tuple[int, list[float]]:
    """How many sessions are listed, and the frames."""
    window.open_page("log", athlete_id)
    page = window.page
    assert isinstance(page, LogPage)
    while True:  # the older sessions come in bits
        before = len(page.list.sessions.rows)
        for _ in range(10):
            settle(window)
        if len(page.list.sessions.rows) == before:
            break
    bar = page.list.verticalScrollBar()
    ends = min(bar.maximum(), STEP * FRAMES)
    return before, [took(lambda at=at: bar.setValue(at), window) for at in range(0, ends, STEP)]


def main() -> int:
    start.application()
    start.dress("en", "light", "kg")
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    board = Board(slack=0.3)
    with listening(), big_store(given) as store, tempfile.TemporaryDirectory(prefix="switchback-bench-") as made:
        shutil.copyfile(store, app.store_file(Path(made)))
        services = app.open_services(Path(made), lambda: AS_OF)
        window = start.build_window(services)
        window.resize(1280, 800)
        window.show()
        for _ in range(10):
            settle(window)
        athletes = services.athletes.roster()
        opened, typed = palette(window)
        listed, frames = scrolling(window, athletes[0].id)
        window.close()
        services.close()
    print(f"{len(athletes)} athletes, {listed} sessions in the log")
    board.say("palette opened", statistics.median(opened), "ms", OPENS_MS)
    board.say("a letter typed into it, 95th percentile", high(typed), "ms", TYPED_MS)
    board.say("the log scrolled, the slowest frame", max(frames), "ms", FRAME_MS)
    return board.status


if __name__ == "__main__":
    sys.exit(main())
