"""sessions.csv against `sqlite3 -csv` on the same rows, both in one run: medians and their ratio, and the memory of ours.

    python -m tests.benchmarks.bench_csv [STORE.db] [--rounds 3]

Without a store, SWITCHBACK_BIG_STORE names one; without that, one of the full size (1.8 million sets) is generated first in a
temporary folder. Both write a file; both sort the same way.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.board import big_store

PROJECT = Path(__file__).resolve().parent.parent.parent

OURS = """
import resource, sys, time
from datetime import date
from pathlib import Path
from desktop import app
from desktop.services.house import Services
from models.store import open_store
store = open_store(Path(sys.argv[1]), lock=False)
services = Services.over(store, lambda: date(2027, 1, 11), app.rulebook_texts, Path(sys.argv[2]).parent)
services.rulebook
start = time.perf_counter()
count = services.exports.write(Path(sys.argv[2]))
seconds = time.perf_counter() - start
store.close()
print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

THEIRS = """
SELECT a.id AS athlete_id, a.name AS athlete, e.day AS date, s.id AS session_id, s.kind AS session, s.phase,
  e.exercise, c.name AS exercise_name, c.category, t.number AS "set", t.side, t.planned_amount, t.planned_load AS planned_load_kg,
  t.amount, e.unit, t.load AS load_kg, e.load_type, t.rir, t.rpe, t.pain, t.next_day_pain, t.technique, t.off_plan, t.notes
FROM athlete a JOIN entry e ON e.athlete_id = a.id JOIN session s ON s.id = e.session_id JOIN set_row t ON t.entry_id = e.id
  LEFT JOIN names.catalogue c ON c.slug = e.exercise
ORDER BY a.id, e.day, s.id, e.position, t.number, t.side;
"""


def ours(store: Path, out: Path) -> tuple[int, float, int]:
    """(sets, seconds, megabytes) of one export in a process of its own."""
    command = [sys.executable, "-c", OURS, str(store), str(out)]
    count, seconds, memory = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=PROJECT
    ).stdout.split()
    return int(count), float(seconds), int(memory)


def theirs(store: Path, names: Path, out: Path) -> float:
    start = time.perf_counter()
    with out.open("wb") as file:
        script = f"ATTACH '{names}' AS names;\n{THEIRS}"
        subprocess.run(["sqlite3", "-csv", "-header", str(store)], input=script.encode(), stdout=file, check=True)
    return time.perf_counter() - start


def write_names(file: Path) -> None:
    from desktop import app

    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE catalogue (slug TEXT PRIMARY KEY, name TEXT, category TEXT)")
        rows = [(e.slug, e.name, e.category.value) for e in app.rulebook().exercises.values()]
        connection.executemany("INSERT INTO catalogue VALUES (?, ?, ?)", rows)
    connection.close()


def main() -> int:
    arguments = argparse.ArgumentParser(description="sessions.csv against sqlite3 -csv")
    arguments.add_argument("store", type=Path, nargs="?")
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    if shutil.which("sqlite3") is None:
        print("the sqlite3 command is not installed: nothing to compare with")
        return 2
    with tempfile.TemporaryDirectory() as made, big_store(options.store) as store:
        folder = Path(made)
        write_names(folder / "names.db")
        mine: list[tuple[int, float, int]] = []
        peer: list[float] = []
        for _ in range(options.rounds):  # in turns, so that a busy moment hits both
            mine.append(ours(store, folder / "ours.csv"))
            peer.append(theirs(store, folder / "names.db", folder / "theirs.csv"))
        rows = sum(1 for _ in (folder / "theirs.csv").open("rb")) - 1
    seconds, other = statistics.median(one[1] for one in mine), statistics.median(peer)
    memory = max(one[2] for one in mine)
    print(f"sets: {mine[0][0]:,} (sqlite3: {rows:,} lines)")
    print(f"sessions.csv: {seconds:.2f} s, {memory} MB   sqlite3 -csv: {other:.2f} s   ratio: {seconds / other:.2f}")
    held = seconds < 4 * other and memory < 150
    print("held: under 4 times and under 150 MB" if held else "NOT held: under 4 times and under 150 MB")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
