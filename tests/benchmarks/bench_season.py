"""How smoothly the season strip scrolls and zooms over three years, and how soon its page is there, offscreen.

    python -m tests.benchmarks.bench_season

Median and 95th percentile of one frame in processor time of the window's thread, which other work on the machine does not lengthen:
scrolled or zoomed by a step and painted. 60 frames a second leave 16.7 ms for one. The page
is that of an invented athlete with a race a month. Exit status 1 when a target is missed by 30 % or more.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

# Before Qt makes its application: the same window system on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.pages.season.page import SeasonPage
from desktop.shell import start
from desktop.shell.pictures import settle
from desktop.shell.screenless import listening
from desktop.widgets.timeline import MONTH, SEASON, THREE_YEARS, YEAR, Timeline
from models.records import Athlete, Race, new_id
from rules.vocabulary import Priority
from tests.benchmarks.board import Board

TODAY = date(2027, 1, 11)
FRAME_MS = 1000 / 60
PAGE_MS = 50
STEPS = 120
SIZES = ((1280, 800), (1920, 1080))


def main() -> int:
    board = Board(slack=0.3)
    start.application()
    start.dress("en", "light", "kg")
    with listening(), tempfile.TemporaryDirectory(prefix="switchback-bench-") as folder:
        services = app.open_services(Path(folder), lambda: TODAY)
        try:
            _measure(services, _athlete(services), board)
        finally:
            services.close()
    return board.status


def _athlete(services: app.Services) -> str:
    """One with three years of races, a month apart."""
    athlete = Athlete(new_id(), "Ana Silva", date(1990, 5, 1), 60.0)
    services.athletes.save(athlete)
    for month in range(-10, 25):
        day = TODAY + timedelta(days=30 * month + 5)
        services.races.save(
            Race(new_id(), athlete.id, f"Ridge and valley {month + 11}", day, tuple(Priority)[month % 3], 30.0)
        )
    return athlete.id


def _measure(services: app.Services, athlete_id: str, board: Board) -> None:
    window = start.build_window(services)
    window.resize(*SIZES[0])
    window.show()
    settle(window)
    window.open_page("week", athlete_id)
    settle(window)
    opened: list[float] = []
    for _ in range(9):
        before = time.thread_time()
        window.open_page("season", athlete_id)
        window.grab()
        opened.append((time.thread_time() - before) * 1000)
        settle(window)
        window.open_page("week", athlete_id)
        settle(window)
    board.say("the page for the first time, built and painted", opened[0], "ms", 2 * PAGE_MS)
    board.say("the page again, to its first paint (median)", statistics.median(opened[1:]), "ms", PAGE_MS)
    window.open_page("season", athlete_id)
    settle(window)
    page = window.page
    assert isinstance(page, SeasonPage)
    before = time.thread_time()
    page.timeline.tell_readers()
    board.say("every week and race told to readers", (time.thread_time() - before) * 1000, "ms", PAGE_MS)
    for size in SIZES:
        window.resize(*size)
        settle(window)
        for span in (MONTH, SEASON, YEAR, THREE_YEARS):
            _frames(
                board,
                f"{size[0]}x{size[1]}, {span:g} weeks in view: scrolling",
                page.timeline,
                _scroll(page.timeline, span),
            )
        _frames(board, f"{size[0]}x{size[1]}: zooming from a month to three years", page.timeline, _zoom(page.timeline))
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def _frames(board: Board, what: str, strip: Timeline, steps: Iterator[Callable[[], object]]) -> None:
    """Times each step with the paint that follows it."""
    canvas = QPixmap(strip.viewport().size())
    canvas.fill(Qt.GlobalColor.white)
    taken: list[float] = []
    for step in steps:
        before = time.thread_time()
        step()
        strip.viewport().render(canvas)
        taken.append((time.thread_time() - before) * 1000)
    board.say(f"{what}, median", statistics.median(taken), "ms", FRAME_MS)
    board.say("  95th percentile", statistics.quantiles(taken, n=20)[-1], "ms", FRAME_MS)


def _scroll(strip: Timeline, span: float) -> Iterator[Callable[[], object]]:
    strip.set_span(span)
    strip.horizontalScrollBar().setValue(0)
    for number in range(STEPS):
        yield lambda number=number: strip.pan(17 if number < STEPS / 2 else -17)


def _zoom(strip: Timeline) -> Iterator[Callable[[], object]]:
    strip.set_span(MONTH)
    factor = (MONTH / THREE_YEARS) ** (2 / STEPS)
    for number in range(STEPS):
        yield lambda number=number: strip.zoom(factor if number < STEPS / 2 else 1 / factor, 300)


if __name__ == "__main__":
    sys.exit(main())
