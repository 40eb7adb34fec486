"""Times what the pages read of a big store: `python -m tests.benchmarks.bench_store [STORE.db]`; medians are printed.

Without a file, SWITCHBACK_BIG_STORE names one; without that, a store of the full size is generated first in a temporary folder.
Exit status 1 when a target is missed.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from models.store import Store, open_store
from tests.benchmarks.board import Board, big_store, median_ms
from tests.benchmarks.generator import AS_OF

ROUNDS = 9


def athlete_page(store: Store, athlete_id: str) -> None:
    store.athletes.dossier(athlete_id)
    store.sessions.days_of_sets(athlete_id)
    store.sessions.latest_days(athlete_id)
    store.sessions.of(athlete_id, limit=50)


def squad_page(store: Store) -> None:
    store.athletes.dossiers()
    store.sessions.days_of_sets(since=AS_OF - timedelta(days=42))
    store.sessions.latest_days()
    store.sessions.dates(since=AS_OF - timedelta(days=AS_OF.weekday()))


def export(store: Store) -> int:
    return sum(1 for _ in store.sessions.export_rows())


def log_one(store: Store, athlete_id: str) -> None:
    store.sessions.save(store.sessions.of(athlete_id, limit=1)[0])


def parts(store: Store, athlete_id: str) -> dict[str, Callable[[], object]]:
    since = AS_OF - timedelta(days=42)
    sessions = store.sessions
    return {
        "  dossier": lambda: store.athletes.dossier(athlete_id),
        "  days_of_sets, all": lambda: sessions.days_of_sets(athlete_id),
        "  days_of_sets, 42 days": lambda: sessions.days_of_sets(athlete_id, since),
        "  latest_days": lambda: sessions.latest_days(athlete_id),
        "  last 50 sessions": lambda: sessions.of(athlete_id, limit=50),
        "  squad dossiers": store.athletes.dossiers,
        "  squad days_of_sets, 42 days": lambda: sessions.days_of_sets(since=since),
        "  squad latest_days": sessions.latest_days,
        "  squad dates, this week": lambda: sessions.dates(since=AS_OF - timedelta(days=AS_OF.weekday())),
    }


def run(path: Path) -> int:
    board = Board()
    with closing(sqlite3.connect(path)) as plain:
        sets = plain.execute("SELECT count(*) FROM set_row").fetchone()[0]
    print(f"{sets:,} sets, {path.stat().st_size / 1e6:.0f} MB")
    with open_store(path) as store:
        athletes = store.athletes.all()
        chosen = athletes[len(athletes) // 2].id
        board.say("an athlete's page data", median_ms(lambda: athlete_page(store, chosen), ROUNDS), "ms", 100)
        board.say("the squad's page data", median_ms(lambda: squad_page(store), ROUNDS), "ms", 1000)
        for name, work in parts(store, chosen).items():
            board.say(name, median_ms(work, ROUNDS), "ms")
        board.say("saving one session", median_ms(lambda: log_one(store, chosen), 50), "ms")
        start = time.perf_counter()
        export(store)
        board.say("reading all sets for an export, once", time.perf_counter() - start, "s")
    return board.status


def main() -> int:
    with big_store(Path(sys.argv[1]) if len(sys.argv) > 1 else None) as path:
        return run(path)


if __name__ == "__main__":
    sys.exit(main())
