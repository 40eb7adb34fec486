"""What all benchmarks share: medians, a board that says whether targets hold, and the big store they read."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path

from tests.benchmarks.generator import Size, catalogue, generate

BIG_STORE = "SWITCHBACK_BIG_STORE"
"""Names a store of the full size, or the data folder that holds it, so that not every benchmark makes its own."""


class Board:
    """Prints figures; `status` is 1 once a target was missed or not tested. `slack` is the share above a target that a busy
    machine may take."""

    def __init__(self, slack: float = 0.0) -> None:
        self.status = 0
        self._slack = slack

    def say(self, what: str, value: float, unit: str, target: float | None = None) -> None:
        verdict = ""
        if target is not None:
            verdict = f"  target < {target:g} {unit}: {self._judge(value, target)}"
        print(f"{what:<64}{value:>10.2f} {unit}{verdict}")

    def tell(
        self, what: str, figures: Sequence[float], unit: str, target: float | None = None, by: str = "median"
    ) -> None:
        """Median, 95th percentile and worst of these figures; `by` says which of the three the target is for."""
        three = {"median": statistics.median(figures), "p95": high(figures), "worst": max(figures)}
        verdict = ""
        if target is not None:
            verdict = f"  {by} < {target:g} {unit}: {self._judge(three[by], target)}"
        said = "".join(f"{name:>8}{value:>8.1f}" for name, value in three.items())
        print(f"{what:<58}{said} {unit}{verdict}")

    def untested(self, what: str, why: str) -> None:
        """A target that nothing was measured for is not held."""
        print(f"NOT TESTED: {what}: {why}")
        self.status = 1

    def _judge(self, value: float, target: float) -> str:
        if value < target:
            return "ok"
        if value < target * (1 + self._slack):
            return f"over, by less than {self._slack:.0%}"
        self.status = 1
        return "MISSED"


def high(figures: Sequence[float]) -> float:
    """The 95th percentile: all but one of twenty are not above it. Of a handful, the worst."""
    return sorted(figures)[max(0, ceil(0.95 * len(figures)) - 1)]


def median_ms(work: Callable[[], object], runs: int = 60) -> float:
    """The median of `runs` runs in milliseconds, after two to warm up."""
    work()
    work()
    times: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


@contextmanager
def big_store(given: Path | None = None) -> Iterator[Path]:
    """The store that was given or that the environment names, else a new one of the full size in a temporary folder."""
    named = os.environ.get(BIG_STORE)
    path = given or (Path(named) if named else None)
    if path is not None:
        path = path / "switchback.db" if path.is_dir() else path
        if not path.is_file():
            raise SystemExit(f"There is no store {path}")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="switchback-bench-") as folder:
        made = Path(folder) / "switchback.db"
        start = time.perf_counter()
        sets = generate(made, Size(), catalogue())
        print(f"{sets:,} sets made in {time.perf_counter() - start:.0f} s; {BIG_STORE} names a store to take instead")
        yield made
