"""Times what the pages read of a big store: `python -m tests.benchmarks.bench_store [STORE.db]`; medians are printed.

Without a file, a store of the full size is generated first in a temporary folder.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from models.store import Store, open_store
from tests.benchmarks.generator import AS_OF, Size, catalogue, generate

ROUNDS = 9


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


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


def run(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        sets = plain.execute("SELECT count(*) FROM set_row").fetchone()[0]
    plain.close()
    print(f"{sets} sets, {path.stat().st_size / 1e6:.0f} MB")
    with open_store(path) as store:
        athletes = store.athletes.all()
        chosen = athletes[len(athletes) // 2].id
        print(f"athlete page data  {median_ms(lambda: athlete_page(store, chosen)):8.1f} ms")
        print(f"squad page data    {median_ms(lambda: squad_page(store)):8.1f} ms")
        for name, work in parts(store, chosen).items():
            print(f"{name:30} {median_ms(work):8.1f} ms")
        print(f"save one session   {median_ms(lambda: log_one(store, chosen), 50):8.1f} ms")
        print(f"export of all sets {median_ms(lambda: export(store), 1) / 1000:8.1f} s")


def main() -> None:
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.db"
        generate(path, Size(), catalogue())
        run(path)


if __name__ == "__main__":
    main()
