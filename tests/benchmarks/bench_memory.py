"""Whether going from page to page and from athlete to athlete for long makes the program grow.

    python -m tests.benchmarks.bench_memory [STORE.db]

1,000 page changes over all pages and several athletes of a big store; told are the memory of the process and how many objects of the
program's own classes there are (rows of lists among them), as the changes go on. Exit status 1 when memory grows by more than
GROWS_MB after the warm-up, when there are more objects, or when a widget that left the window is still held, by weak references to
every one there was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from desktop.shell.main_window import MainWindow
from desktop.shell.scenes import settle
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.windows import open_window
from tests.end2end.census import Seen, count, own, tidy

CHANGES, WARM_UP, TOLD = 1000, 200, 100
ATHLETES = 5
GROWS_MB = 10
LOOKED = 2
"""Rounds after the count in which every widget and row is remembered by a weak reference: asking for them makes Python objects."""


def memory_mb() -> float:
    """What of the process lies in memory; Linux alone tells it so."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def changes(window: MainWindow, athletes: list[str]) -> Iterator[None]:
    """Every page of every athlete, on and on; those about nobody in particular between them."""
    for athlete in cycle(athletes):
        for spec in window.pages:
            window.open_page(spec.id, athlete if spec.needs_athlete else None)
            settle(window)
            yield


def main() -> int:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    board = Board()
    with big_store(given) as store, open_window(store) as (window, services):
        athletes = [athlete.id for athlete in services.athletes.roster()][:ATHLETES]
        going, told = changes(window, athletes), list[tuple[float, int]]()
        for number, _ in enumerate(islice(going, CHANGES), 1):
            if number % TOLD == 0:
                tidy()
                told.append((memory_mb(), own().total()))
                print(f"{number:>6} changes {told[-1][0]:>10.1f} MB {told[-1][1]:>10,} objects of the program's own")
        warm, last = told[WARM_UP // TOLD - 1], told[-1]
        board.say(f"memory, from change {WARM_UP} to {CHANGES}", last[0] - warm[0], "MB", GROWS_MB)
        board.say("more objects of the program's own", last[1] - warm[1], "", 1)
        before, seen = count(window), Seen(window)
        for _ in islice(going, LOOKED * ATHLETES * len(window.pages)):
            seen.look()
        after = count(window)
        board.say("more objects of Qt below the window", after.objects - before.objects, "", 1)
        board.say("more widgets", after.widgets - before.widgets, "", 1)
        board.say("widgets that left the window and are held", seen.left_over().total(), "", 1)
    return board.status


if __name__ == "__main__":
    sys.exit(main())
