"""How fast the unlock map paints while it is panned: the catalogue's 75 nodes and 300, offscreen, at one and two pixels a point.

    python -m tests.benchmarks.bench_map

A frame is one step of the pan with everything painted that it made stale. Median and 95th percentile of 400 frames, by the
processor time of the window's thread; a frame at 60 a second has 16.6 ms. Zooming, where every node is drawn anew, is told
beside it. Exit status 1 when a target is missed by 30 % or more.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from math import sin

# Before Qt makes its application: the same window system on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.shell import start
from desktop.widgets.unlock_map import HELD, LOCKED, OPEN, WAITS, WITHIN, MapNode, UnlockMap
from rules.rulebook import Rulebook
from rules.vocabulary import Category
from tests.benchmarks.board import Board

FRAME_MS = 16.6
FRAMES = 400
SIZE = (1600, 1000)
STATES = (OPEN, WITHIN, WAITS, LOCKED, HELD)


def chart(book: Rulebook, copies: int) -> UnlockMap:
    """The catalogue's map; `copies` of it in the same lanes."""
    nodes: list[MapNode] = []
    edges: list[tuple[str, str]] = []
    for copy in range(copies):
        for number, (slug, exercise) in enumerate(book.exercises.items()):
            state = STATES[number % len(STATES)]
            nodes.append(MapNode(f"{slug}.{copy}", exercise.name, "1 of 2 days", exercise.category.value, state))
            edges += [(f"{before}.{copy}", f"{slug}.{copy}") for before in exercise.prerequisites]
    made = UnlockMap()
    made.resize(*SIZE)
    made.show_map(nodes, edges, [(category.value, category.value) for category in Category])
    return made


class Screen:
    """Paints a widget as the screen would: what is seen of it, at so many pixels a point."""

    def __init__(self, widget: UnlockMap, ratio: float) -> None:
        self._widget = widget.viewport()
        self._image = QImage(self._widget.size() * ratio, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(QColor("white"))

    def frame(self) -> None:
        painter = QPainter(self._image)
        self._widget.render(painter, QPoint())
        painter.end()


def frames(screen: Screen, step: Callable[[int], object]) -> tuple[float, float]:
    """Median and 95th percentile of a frame, in milliseconds."""
    times: list[float] = []
    for number in range(FRAMES):
        before = time.thread_time()
        step(number)
        screen.frame()
        times.append((time.thread_time() - before) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure(board: Board, copies: int) -> None:
    book = app.rulebook()
    before = time.thread_time()
    made = chart(book, copies)
    board.say(f"{len(made.nodes)} nodes placed", (time.thread_time() - before) * 1000, "ms")
    made.show()
    QApplication.processEvents()
    across, down = made.horizontalScrollBar(), made.verticalScrollBar()

    def pan(number: int) -> None:
        share = 0.5 + 0.5 * sin(number / 40)
        across.setValue(round(across.maximum() * share))
        down.setValue(round(down.maximum() * share))

    for name, ready in (("to read", made.read), ("at 1.0", lambda: made.zoom(1 / made.scale)), ("all of it", made.fit)):
        for ratio in (1.0, 2.0):
            ready()
            screen = Screen(made, ratio)
            what = f"{len(made.nodes)} nodes, {name}, {ratio:.0f} pixels a point"
            median, p95 = frames(screen, pan)
            board.say(f"{what}: a frame of panning, median", median, "ms", FRAME_MS)
            board.say(f"{what}: 95th percentile", p95, "ms", FRAME_MS)
    made.read()
    median, _p95 = frames(Screen(made, 1.0), lambda number: made.zoom(1.01 if number % 100 < 50 else 1 / 1.01))
    board.say(f"{len(made.nodes)} nodes: a frame of zooming, median", median, "ms")
    made.close()
    made.deleteLater()


def main() -> int:
    start.application()
    start.dress("en", "light", "kg")
    board = Board(slack=0.3)
    for copies in (1, 4):
        measure(board, copies)
    return board.status


if __name__ == "__main__":
    sys.exit(main())
