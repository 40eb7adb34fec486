"""How fast the window answers on a big store: every page opened, the athlete changed on every page, offscreen.

    python -m tests.benchmarks.bench_window [STORE.db]

Until the first paint that shows the page, by the clock and by the processor time of the window's thread, which a machine busy with
other things does not lengthen; and the longest stretch in which that thread did not look at its events. `cold` is a page opened
before it was built ahead, as nobody but the quickest meets it; `first` one that was built ahead and never shown.
Without a store, SWITCHBACK_BIG_STORE names one; without that, one of the full size is generated in a temporary folder. Exit status 1
when a target is missed by 30 % or more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.windows import FirstPaint, open_window
from tests.end2end.heart import Heart

WINDOWS = ((False, "squad"), (False, "settings"), (True, "squad"), (True, "settings"))
"""How the windows are started: without and with pages built ahead, and on which page."""
ROUNDS = 5
TO_PAINT_MS = 100
STRETCH_MS = 50


@dataclass
class Taken:
    """Milliseconds of every round: until painted by the clock and by processor time, and the longest stretch of the window's
    thread, by processor time too."""

    painted: list[float] = field(default_factory=list[float])
    worked: list[float] = field(default_factory=list[float])
    stretch: list[float] = field(default_factory=list[float])


class Stopwatch:
    """Times what a user does to a window, by name."""

    def __init__(self, window: MainWindow, taken: dict[str, Taken]) -> None:
        self._window, self._taken, self._heart = window, taken, Heart()
        self._paint = FirstPaint(window)

    def time(self, what: str, act: Callable[[], object]) -> None:
        beats = self._heart.start()
        took = self._paint.of(act)
        settle(self._window)
        self._heart.stop()
        taken = self._taken.setdefault(what, Taken())
        taken.painted.append(took.clock)
        taken.worked.append(took.worked)
        taken.stretch.append(beats.longest)


def measure(store: Path, warm: bool, page_id: str, taken: dict[str, Taken]) -> int:
    """One window from its start to its end; returns the number of athletes."""
    with open_window(store, warm, page_id) as (window, services):
        athletes = [athlete.id for athlete in services.athletes.roster()]
        watch = Stopwatch(window, taken)
        assert window.page_id == page_id
        watch.time("(an athlete chosen for the first time)", lambda: window.open_page(page_id, athletes[0]))
        for page in [spec.id for spec in window.pages if spec.id != page_id]:
            watch.time(f"{page}: {'first' if warm else 'cold'}", lambda page=page: window.open_page(page))
        others = cycle(athletes[11:150:37] or athletes[1:])
        for _ in range(ROUNDS if warm else 0):
            for spec in window.pages:
                watch.time(f"{spec.id}: again", lambda page=spec.id: window.open_page(page))
        for spec in [spec for spec in window.pages if spec.needs_athlete] * (ROUNDS if warm else 0):
            window.open_page(spec.id)
            settle(window)
            other = next(others)
            watch.time(f"{spec.id}: another athlete", lambda page=spec.id, who=other: window.open_page(page, who))
        return len(athletes)


def report(taken: dict[str, Taken]) -> int:
    board = Board(slack=0.3)
    for title, of, target in (
        ("to the first paint, by the clock", lambda one: one.painted, TO_PAINT_MS),
        ("to the first paint, processor time", lambda one: one.worked, TO_PAINT_MS),
        ("longest stretch, processor time", lambda one: one.stretch, STRETCH_MS),
    ):
        print(f"--- {title}")
        for what, figures in sorted(taken.items()):
            board.tell(what, of(figures), "ms", target)
    return board.status


def main() -> int:
    taken: dict[str, Taken] = {}
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with big_store(given) as store:
        athletes = max(measure(store, *how, taken) for how in WINDOWS)
    print(f"{athletes} athletes, {len(WINDOWS)} windows")
    return report(taken)


if __name__ == "__main__":
    sys.exit(main())
