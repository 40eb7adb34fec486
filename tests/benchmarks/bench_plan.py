"""How long plans take: one week and a year of the sample squad, and the present week of everybody in a big store.

    python -m tests.benchmarks.bench_plan [STORE.db]

The squad's athletes are planned one after the other, each after something new was logged, so that no answer is a remembered one.
The big store's 200 athletes are planned as the window does it: in a worker with rules of its own, which is asked to report and may
be stopped, while the first thread looks at its events every few milliseconds. Without a store, SWITCHBACK_BIG_STORE names one;
without that, one of the full size is generated in a temporary folder. Exit status 1 when a target is missed.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from desktop import app
from desktop.services.house import Services
from rules.facts import Situation
from rules.planner import Planner
from rules.progression import Progression
from rules.season import Season
from rules.standing import Standings
from tests.benchmarks.board import Board, big_store
from tests.benchmarks.generator import AS_OF
from tests.rehearsal.squad import START, judge, known, names
from tests.rules.books import shipped

ONE_WEEK_MS = 30
YEAR_S = 1.0
SQUAD_S = 5.0
WEEK_PAGE_MS = 100
_PULSE = 0.005


def fresh() -> Planner:
    """Rules that remember nothing yet."""
    book = shipped()
    return Planner(book, Standings(book), Season(book), Progression(book))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def mondays(situations: dict[str, Situation]) -> list[float]:
    """One whole week of each athlete, from each of seven Mondays: no two questions are the same."""
    planner = fresh()
    days = [START + timedelta(weeks=number) for number in range(7)]
    return [timed(lambda s=one, day=day: planner.weeks(s, day, day, 1)) for day in days for one in situations.values()]


def squad_rules(board: Board) -> None:
    situations = {name: known(name).situation(START) for name in names()}
    judge()  # the rulebook is read before the clock runs
    first = timed(lambda: fresh().weeks(situations["rangi"], START, START, 1)) * 1000
    board.say("one week, rules made anew for it", first, "ms")
    weeks = mondays(situations)
    week = statistics.median(weeks)
    board.say("one week, median of eight athletes on seven Mondays", week * 1000, "ms", ONE_WEEK_MS)
    board.say("  the slowest of them", max(weeks) * 1000, "ms")
    planner = fresh()
    years = {name: timed(lambda s=one: planner.weeks(s, START, START, 52)) for name, one in situations.items()}
    year = statistics.median(years.values())
    board.say("52 weeks, median of eight athletes", year, "s", YEAR_S)
    slowest = max(years, key=lambda name: years[name])
    board.say(f"  the slowest of them, {slowest}", years[slowest], "s")
    again = statistics.median(timed(lambda s=one: planner.weeks(s, START, START, 52)) for one in situations.values())
    board.say("52 weeks once more, answers known", again, "s")
    board.say("  a year costs as much as so many single weeks", year / week, "x")
    board.say("  once more, as a share of the first time", again / year, "x")


def squad_weeks(services: Services, board: Board) -> None:
    """The present week of every athlete in a thread of its own; the first one stays free."""
    ids = [athlete.id for athlete in services.athletes.roster()]
    taken: list[float] = []
    sessions = 0
    done, stop = threading.Event(), threading.Event()

    def work() -> None:
        nonlocal sessions
        own = services.sibling()
        try:
            for who in ids:
                if stop.is_set():
                    break
                start = time.perf_counter()
                sessions += len(own.plans.weeks(who, services.clock(), 1)[0].sessions)
                taken.append(time.perf_counter() - start)
        finally:
            own.close()
            done.set()

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, longest = time.perf_counter(), 0.0
    worker = threading.Thread(target=work)
    worker.start()
    while not done.is_set():
        longest = max(longest, timed(lambda: time.sleep(_PULSE)) - _PULSE)
    worker.join()
    whole = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    board.say(f"the present week of {len(ids)} athletes, {sessions} sessions, in the background", whole, "s", SQUAD_S)
    board.say("  one athlete, median, read and planned", statistics.median(taken) * 1000, "ms")
    board.say("  the slowest of them", max(taken) * 1000, "ms")
    board.say("  longest wait of the thread in front", longest * 1000, "ms")
    board.say("  memory more than before", grown, "MB")


def week_view(services: Services, board: Board) -> None:
    """What the week page reads before it can be painted, for one athlete after the other."""
    ids = [athlete.id for athlete in services.athletes.roster()]
    plans, today = services.plans, services.clock()
    taken = [timed(lambda who=who: plans.week(who, today)) * 1000 for who in ids[3:60:3]]
    board.say("what the week page reads, another athlete each time", statistics.median(taken), "ms", WEEK_PAGE_MS)
    again = [timed(lambda who=who: plans.week(who, today)) * 1000 for who in ids[54:60:3] * 5]
    board.say("  the same athletes again", statistics.median(again), "ms")
    board.say("  again, as a share of the first time", statistics.median(again) / statistics.median(taken), "x")


def main() -> int:
    board = Board(slack=0.3)
    squad_rules(board)
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with big_store(given) as store, tempfile.TemporaryDirectory(prefix="switchback-bench-") as made:
        shutil.copyfile(store, app.store_file(Path(made)))
        services = app.open_services(Path(made), clock)
        try:
            squad_weeks(services, board)
            week_view(services, board)
        finally:
            services.close()
    return board.status


def clock() -> date:
    """A Monday: the whole week is still to come."""
    return AS_OF + timedelta(days=1)


if __name__ == "__main__":
    sys.exit(main())
