"""How long decisions take, next to clipspy doing the same gates on the same facts, all in one run.

    python -m tests.benchmarks.bench_rules

Prints medians and whether each target holds; exit status 1 when one does not.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import clips

from rules.conditions import Alternative, Condition
from rules.engine import Fired, GateNetwork, RuleList
from rules.facts import Athlete, CoachRating, History, LoggedSets, Race
from rules.gates import Gates
from rules.rulebook import Rulebook, parse
from rules.season import Season
from rules.standing import Standings
from rules.vocabulary import Equipment, Experience, Priority
from tests.benchmarks.board import Board, median_ms
from tests.rules.books import shipped, shipped_texts

TODAY = date(2027, 6, 20)
EVALUATIONS = 100_000


def together_ms(one: Callable[[], object], two: Callable[[], object], runs: int = 60) -> tuple[float, float]:
    """Medians of two pieces of work done in turns, so that both meet the same machine."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(runs + 2):
        for work, found in zip((one, two), times, strict=True):
            start = time.perf_counter()
            work()
            if turn >= 2:
                found.append(time.perf_counter() - start)
    return statistics.median(times[0]) * 1000, statistics.median(times[1]) * 1000


def athlete_and_history(book: Rulebook) -> tuple[Athlete, History]:
    """An intermediate lifter with a full gym and 100 facts: 90 rows of eight weeks and ten ratings, over 24 exercises."""
    rng = Random(7)
    athlete = Athlete(
        birth_date=date(1990, 5, 1),
        body_mass_kg=68,
        experience=Experience.INTERMEDIATE,
        equipment=frozenset(Equipment),
    )
    asked = [option.slug for e in book.exercises.values() for gate in e.gates for option in gate.any_of]
    slugs = sorted(set(asked), key=lambda slug: (-asked.count(slug), slug))[:24]
    rows = [
        LoggedSets(
            on=TODAY - timedelta(days=rng.randint(0, 56)),
            slug=rng.choice(slugs),
            sets=3,
            amount=20,
            load=30,
            rpe=rng.choice([5, 6, 7]),
            technique=rng.choice([3, 4, 4]),
            pain=rng.choice([0, 0, 1]),
        )
        for _ in range(90)
    ]
    ratings = [CoachRating(TODAY - timedelta(days=rng.randint(0, 80)), slug, rng.choice([3, 4])) for slug in slugs[:10]]
    return athlete, History(tuple(rows), tuple(ratings))


def races() -> tuple[Race, ...]:
    """Six races of a year."""
    told = [(20, "C", 21), (75, "B", 45), (130, "A", 100), (190, "C", 12), (250, "B", 60), (330, "A", 42)]
    return tuple(
        Race(TODAY + timedelta(days=days), Priority(priority), f"Race {days}", km, 40.0 * km)
        for days, priority, km in told
    )


# --- the peer ----------------------------------------------------------------------------------------


class ClipsGates:
    """The same gates in CLIPS, in the same two layers: requirement met, alternative met, gate open, exercise open."""

    def __init__(self, exercises: Mapping[str, tuple[Alternative, ...]]) -> None:
        self._clips = clips.Environment()
        self._clips.build(
            "(deftemplate evidence (slot subject (type SYMBOL)) (slot days) (slot span) (slot refused) (slot passed) (slot fast))"
        )
        for template in ("met (slot what)", "way (slot gate) (slot id)", "opened (slot gate)", "exercise (slot slug)"):
            self._clips.build(f"(deftemplate {template})")
        wanted: dict[tuple[str, Condition], str] = {}
        count = 0
        for slug, alternatives in exercises.items():
            for alternative in alternatives:
                names = [
                    wanted.setdefault((alternative.subject, need), f"r{len(wanted)}") for need in alternative.needs
                ]
                needs = " ".join(f"(met (what {name}))" for name in names)
                self._clips.build(
                    f"(defrule a{count} {needs} => (assert (way (gate {symbol(alternative.gate)}) (id {symbol(alternative.id)})))"
                    f" (assert (opened (gate {symbol(alternative.gate)}))))"
                )
                count += 1
            gates = " ".join(f"(opened (gate {symbol(g)}))" for g in dict.fromkeys(a.gate for a in alternatives))
            self._clips.build(f"(defrule e{symbol(slug)} {gates} => (assert (exercise (slug {symbol(slug)}))))")
        for (subject, need), name in wanted.items():
            test = f"?v&:({'=' if need.operator == '==' else need.operator} ?v {need.value})"
            self._clips.build(
                f"(defrule q{name} (evidence (subject {symbol(subject)}) ({need.fact} {test})) => (assert (met (what {name}))))"
            )
        self._template = self._clips.find_template("evidence")

    def run(self, evidence: Mapping[str, Mapping[str, Any]]) -> tuple[set[str], set[str]]:
        """Alternatives and exercises that are open."""
        self._clips.reset()
        for subject, facts in evidence.items():
            self._template.assert_fact(subject=clips.Symbol(symbol(subject)), **facts)
        self._clips.run()
        ways: set[str] = set()
        exercises: set[str] = set()
        for fact in self._clips.facts():
            if fact.template.name == "way":
                ways.add(str(fact["id"]))
            elif fact.template.name == "exercise":
                exercises.add(str(fact["slug"]))
        return ways, exercises


def symbol(text: str) -> str:
    return text.replace("/", "--")


def gates_of(book: Rulebook, standings: Standings, athlete: Athlete, history: History) -> Mapping[str, Any]:
    """The evidence the engine is given for this athlete."""
    network = standings._gates._network
    run, heard = network.run, {}

    def listen(evidence: Mapping[str, Any]) -> Fired:
        heard.update(evidence)
        return run(evidence)

    setattr(network, "run", listen)  # noqa: B010  the checker holds a method for constant
    standings.of(athlete, history, TODAY)
    setattr(network, "run", run)  # noqa: B010
    assert heard
    return heard


# --- the figures -------------------------------------------------------------------------------------


def standings_figures(board: Board, book: Rulebook) -> None:
    standings = Standings(book)
    athlete, history = athlete_and_history(book)
    found = standings.of(athlete, history, TODAY)
    opened = sum(one.is_open for one in found.values())
    print(f"{len(found)} exercises, {len(history.sets) + len(history.ratings)} facts, {opened} open")
    ms = median_ms(lambda: standings.of(athlete, history, TODAY))
    board.say("standings of all exercises with reasons, one athlete", ms, "ms", 10)
    board.say("  a squad of 200 at that rate", ms * 200 / 1000, "s")
    evidence = gates_of(book, standings, athlete, history)
    network: GateNetwork = standings._gates._network
    peer = ClipsGates(Gates(book)._alternatives)
    ours = network.run(evidence)
    ways, exercises = peer.run(evidence)
    assert exercises == ours.exercises, exercises ^ ours.exercises
    assert ways == {symbol(way) for ids in ours.alternatives.values() for way in ids}
    mine, theirs = together_ms(lambda: network.run(evidence), lambda: peer.run(evidence))
    board.say(f"  the gates alone ({len(evidence)} facts, {network.rule_sets} rule sets)", mine, "ms")
    board.say("  the same gates in clipspy, same conclusions", theirs, "ms")
    board.say("  ours / clipspy", mine / theirs, "x", 1)


def season_figures(board: Board, book: Rulebook) -> None:
    season = Season(book)
    athlete, _ = athlete_and_history(book)
    year = races()
    ms = median_ms(lambda: season.days(athlete, year, TODAY, TODAY + timedelta(days=364)))
    board.say("phase and caps of 365 days with 6 races", ms, "ms", 20)
    old = replace(athlete, birth_date=date(1967, 8, 1))
    ms = median_ms(lambda: season.days(old, year, TODAY, TODAY + timedelta(days=364)))
    board.say("  with a 60th birthday among them", ms, "ms", 20)


def start_figures(board: Board) -> None:
    texts = shipped_texts()
    board.say("rulebook parsed and checked", median_ms(lambda: parse(texts), 20), "ms")
    book = shipped()
    board.say(
        "rules compiled into the engine (standings, season)",
        median_ms(lambda: (Standings(book), Season(book)), 20),
        "ms",
    )


def memory_figures(board: Board, count: int) -> None:
    rules = RuleList("small", [("low", [Condition("n", "<", 5)]), ("high", [Condition("n", ">=", 5)])])
    rules.run([{"n": 1}])
    for n in range(2000):
        rules.run([{"n": n % 10}])
    gc.collect()
    before = resident_kb()
    start = time.perf_counter()
    wrong = sum(rules.run([{"n": n % 10}]) != [("low",) if n % 10 < 5 else ("high",)] for n in range(count))
    took = time.perf_counter() - start
    gc.collect()
    assert wrong == 0
    board.say(f"{count} small evaluations, each", took / count * 1000, "ms")
    board.say("  memory they left behind", (resident_kb() - before) / 1024, "MB", 2)


def resident_kb() -> float:
    """Resident memory now, where the system says it; else its peak."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(float(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else EVALUATIONS
    board = Board()
    book = shipped()
    standings_figures(board, book)
    season_figures(board, book)
    start_figures(board)
    memory_figures(board, count)
    return board.status


if __name__ == "__main__":
    sys.exit(main())
