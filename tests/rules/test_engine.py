"""The fence around durable_rules: every trap of that library that can be reached is tried, and must not bite."""

from __future__ import annotations

import gc
import json
import math
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rules import engine
from rules.conditions import ANTECEDENTS, RULES_A_SET, Alternative, Condition, EngineLimitError
from rules.engine import EngineError, GateNetwork, RuleList
from rules.progression import Progression, Target
from rules.season import Season
from rules.standing import Standings
from rules.vocabulary import Phase
from tests.oracle import worlds
from tests.rules.books import shipped
from tests.rules.test_against_oracle import CATALOGUE

ONE, TWO = Condition("n", ">=", 1), Condition("n", ">=", 2)
COLLIDING = ("f6059", "f264602")  # the engine's hash does not tell them apart


def ladder(count: int) -> RuleList:
    return RuleList("ladder", [(f"from-{n}", [Condition("n", ">=", n)]) for n in range(count)])


def network(*alternatives: Alternative, exercise: str = "squat") -> GateNetwork:
    return GateNetwork({exercise: alternatives})


class Spy:
    """Stands before the C extension: hears every call, and may spoil one."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self.said: list[str] = []
        self.spoil: dict[str, Callable[[Any], Any]] = {}

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._library, name)

        def heard(*args: Any) -> Any:
            self.said.extend(arg for arg in args if isinstance(arg, str))
            result = call(*args)
            return self.spoil[name](result) if name in self.spoil else result

        return heard


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spy]:
    found = Spy(engine._engine)
    monkeypatch.setattr(engine, "_engine", found)
    yield found
    found.spoil.clear()


# --- values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        2.5,
        math.inf,
        -math.inf,
        math.nan,
        1e-07,
        True,
        False,
        2**31,
        -(2**31),
        10**30,
        "x" * 201,
        "\ud800",
        [1],
        {"a": 1},
    ],
    ids=repr,
)
def test_values_the_engine_would_misread_never_reach_it(value: Any, spy: Spy):
    rules = RuleList("values", [("known", [ONE])])
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))
    spy.said.clear()
    with pytest.raises(ValueError, match=r"^n: "):
        rules.run([{"n": 3}, {"n": value}])
    with pytest.raises(ValueError, match=r"^n: "):
        gates.run({"lunge": {"n": value}})
    assert spy.said == []
    assert rules.run([{"n": 3}]) == [("known",)]
    with pytest.raises(ValueError, match="n: "):
        Condition("n", "==", value)


@pytest.mark.parametrize("fact", ["sid", "id", "x", "f", "t", "boot", "a-b", "a b", "", "1a", 'a"b'])
def test_names_the_driver_uses_itself_are_refused(fact: str):
    with pytest.raises(ValueError, match="is not the name of a fact"):
        Condition(fact, "==", 1)


def test_words_are_only_compared_for_equality():
    for operator in (">=", "<=", ">", "<"):
        with pytest.raises(ValueError, match="words can only be compared with =="):
            Condition("area", operator, "knee")
    with pytest.raises(ValueError, match="unknown operator"):
        Condition("n", "!=", 1)


@pytest.mark.parametrize("operator", [">=", "<=", ">", "<", "=="])
def test_conditions_hold_in_the_engine_as_in_python(operator: str):
    numbers = [-(2**31) + 1, -5, -1, 0, 1, 2, 5, 2**31 - 1]
    for threshold in numbers:
        need = Condition("n", operator, threshold)
        rules = RuleList("one", [("yes", [need])])
        answers = rules.run([{"n": value} for value in numbers])
        assert [bool(answer) for answer in answers] == [need.holds(value) for value in numbers], need


def test_a_word_is_never_a_number():
    """The engine itself takes the word 1 for the number 1."""
    rules = RuleList("kinds", [("word", [Condition("w", "==", "1")]), ("number", [Condition("n", "==", 1)])])
    assert rules.run([{"w": "1", "n": "1"}, {"w": 1, "n": 1}, {"w": "true", "n": 1}]) == [
        ("word",),
        ("number",),
        ("number",),
    ]
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))
    assert gates.run({"lunge": {"n": "1"}}).exercises == frozenset()
    with pytest.raises(EngineLimitError, match="v is compared with words and with numbers"):
        RuleList("mixed", [("word", [Condition("v", "==", "1")]), ("number", [Condition("v", "==", 1)])])


@pytest.mark.parametrize(
    "word",
    [
        "Größe",
        "雪",
        "a'b",
        'say "now"',
        "back\\slash",
        "{braces}",
        "line\nbreak",
        "\x00",
        '","id":"n0',
        '"id":"n1"',
        "𝄞",
        " ",
    ],
    ids=repr,
)
def test_words_with_anything_in_them(word: str):
    rules = RuleList("words", [("this", [Condition("w", "==", word)]), ("other", [Condition("w", "==", "other")])])
    answers = rules.run([{"w": "other"}, {"w": word}, {"w": word + "."}, {"w": word}])
    assert answers == [("other",), ("this",), (), ("this",)]


def test_no_float_is_ever_written(spy: Spy):
    """A decimal point would be read by the locale: in German 2.5 becomes 2. So none is ever written, whatever is asked."""
    book = shipped()
    standings, season, progression = Standings(book), Season(book), Progression(book)
    for seed in range(40):
        rng = Random(seed)
        world = worlds.world(rng, CATALOGUE)
        standings.of(world.athlete, world.history, world.on, phase=Phase(world.phase))
        made = worlds.season(rng)
        season.on(made.athlete, made.races, made.on)
        ask = worlds.progress(rng, CATALOGUE)
        caps = season.caps(ask.athlete, Phase(ask.phase), ask.on).caps
        target = Target(*ask.range, ask.target_rir)
        progression.decide(
            ask.slug, ask.athlete, ask.on, ask.sessions, ask.last_load, target, caps, work_e1rm=ask.work_e1rm
        )

    def refuse(text: str) -> None:
        raise AssertionError(f"{text} was written")

    written = [text for text in spy.said if text[:1] in "[{"]
    assert len(written) > 100
    for text in written:
        json.loads(text, parse_float=refuse, parse_constant=refuse)


# --- facts ---------------------------------------------------------------------------------------------


def test_no_facts_at_all():
    rules = ladder(3)
    assert rules.run([]) == []
    assert rules.run([{}]) == [()]
    strange: Any = {"unknown": 1.5}
    assert rules.run([strange]) == [()]  # facts that no rule asks about are left out, whatever they are
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))
    for nothing in ({}, {"elsewhere": {"n": 5}}, {"lunge": {}}, {"lunge": {"n": None}}):
        found = gates.run(nothing)
        assert (found.met, found.alternatives, found.gates, found.exercises) == (
            frozenset(),
            {},
            frozenset(),
            frozenset(),
        )


def test_an_absent_fact_meets_nothing():
    need = [Condition("a", ">=", -5), Condition("b", "<=", 5)]
    rules = RuleList("absent", [("both", need), ("always", [])])
    assert rules.run([{"a": 0, "b": 0}, {"a": 0}, {"b": None, "a": 0}, {}]) == [
        ("both", "always"),
        ("always",),
        ("always",),
        ("always",),
    ]


def test_a_rule_without_conditions_applies_to_every_fact_once():
    assert RuleList("always", [("a", []), ("b", [])]).run([{}, {"n": 1}]) == [("a", "b"), ("a", "b")]


def test_one_fact_answers_several_requirements():
    """By default the engine lets a fact meet one antecedent of a rule only: a range would never hold."""
    inside = Alternative(
        "inside", "gate", "lunge", (Condition("n", ">=", 2), Condition("n", "<=", 4), Condition("n", ">=", 1))
    )
    gates = network(inside)
    assert [bool(gates.run({"lunge": {"n": n}}).exercises) for n in range(1, 6)] == [False, True, True, True, False]


def test_thousands_of_facts_in_one_go():
    facts = [{"n": n % 7} for n in range(5000)]
    answers = ladder(7).run(facts)
    assert answers == [tuple(f"from-{i}" for i in range(n % 7 + 1)) for n in range(5000)]


def test_twins_among_the_facts_are_answered_each():
    assert ladder(2).run([{"n": 1}] * 3) == [("from-0", "from-1")] * 3


def test_names_the_engine_cannot_tell_apart():
    assert engine._hash32(COLLIDING[0]) == engine._hash32(COLLIDING[1])
    with pytest.raises(EngineLimitError, match="cannot be told apart"):
        RuleList("twins", [("a", [Condition(COLLIDING[0], "==", 1)]), ("b", [Condition(COLLIDING[1], "==", 1)])])
    alternatives = [Alternative(name, f"gate-{name}", name, (TWO,)) for name in COLLIDING]
    gates = GateNetwork({name: (alternative,) for name, alternative in zip(COLLIDING, alternatives, strict=True)})
    assert gates.run({COLLIDING[0]: {"n": 2}, COLLIDING[1]: {"n": 1}}).exercises == {COLLIDING[0]}
    assert gates.run({COLLIDING[0]: {"n": 1}, COLLIDING[1]: {"n": 2}}).exercises == {COLLIDING[1]}
    with pytest.raises(EngineLimitError, match="cannot be told apart"):
        network(Alternative("a", "gate", "lunge", tuple(Condition(name, "==", 1) for name in COLLIDING)))


def test_hashes_are_those_of_the_engine():
    names = engine._Names()
    taken = names.first(20_000)
    assert len({engine._hash32(name) for name in taken}) == 20_000
    assert names.first(5) == taken[:5]


# --- limits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, RULES_A_SET - 1, RULES_A_SET, RULES_A_SET + 1, 200, 600])
def test_lists_of_any_length_keep_their_order(count: int):
    rules = ladder(count)
    assert len(rules._sets) == -(-count // RULES_A_SET)
    everything = tuple(f"from-{n}" for n in range(count))
    assert rules.run([{"n": count}, {"n": 0}, {"n": -1}]) == [everything, everything[:1], ()]


def test_too_many_conditions_in_one_rule_are_refused():
    many = [Condition(f"f{n}", "==", 1) for n in range(ANTECEDENTS + 1)]
    assert RuleList("most", [("a", many[:-1])]).run([{f"f{n}": 1 for n in range(ANTECEDENTS)}]) == [("a",)]
    with pytest.raises(EngineLimitError, match=f"more than {ANTECEDENTS} conditions"):
        RuleList("more", [("a", many)])


def test_an_exercise_too_large_for_the_engine_is_refused():
    most = tuple(Condition("n", ">=", n) for n in range(ANTECEDENTS + 1))
    with pytest.raises(EngineLimitError, match="requirements in one alternative"):
        network(Alternative("a", "gate", "lunge", most))
    with pytest.raises(EngineLimitError, match="gates, the engine holds"):
        network(*(Alternative(f"a{n}", f"gate{n}", "lunge", (ONE,)) for n in range(ANTECEDENTS + 1)))
    with pytest.raises(EngineLimitError, match="different requirements"):
        network(*(Alternative(f"a{n}", "gate", "lunge", (Condition("n", ">=", n),)) for n in range(RULES_A_SET + 1)))
    with pytest.raises(EngineLimitError, match="patterns"):
        network(*(Alternative(f"a{n}", "gate", f"s{n}", (ONE,)) for n in range(450)))
    with pytest.raises(EngineLimitError, match="share a requirement"):
        network(*(Alternative(f"a{n}", "gate", "lunge", (ONE,)) for n in range(250)))


def test_one_requirement_in_more_alternatives_than_the_engine_holds():
    """257 rules that begin with the same pattern kill the process: such gates are split over rule sets."""
    gates = GateNetwork({f"e{n}": (Alternative(f"a{n}", f"g{n}", "shared", (ONE,)),) for n in range(300)})
    assert gates.rule_sets == 2
    assert len(gates.run({"shared": {"n": 1}}).exercises) == 300
    assert gates.run({"shared": {"n": 0}}).exercises == frozenset()


def test_a_large_network_is_split_and_answers_right():
    rng = Random(4)
    exercises: dict[str, list[Alternative]] = {}
    for n in range(300):
        exercises[f"e{n}"] = [
            Alternative(
                f"a{n}.{g}.{o}",
                f"g{n}.{g}",
                f"g{n}.{g}/{o}",
                (Condition("days", ">=", rng.randint(1, 4)), Condition("span", ">=", rng.randint(0, 14))),
            )
            for g in range(2)
            for o in range(2)
        ]
    gates = GateNetwork(exercises)
    assert gates.rule_sets > 3
    subjects = [a.subject for alternatives in exercises.values() for a in alternatives]
    evidence = {s: {"days": rng.randint(0, 5), "span": rng.randint(0, 20)} for s in subjects if rng.random() < 0.8}
    found = gates.run(evidence)
    open_ways = {
        a.id
        for alternatives in exercises.values()
        for a in alternatives
        if a.subject in evidence and all(need.holds(evidence[a.subject][need.fact]) for need in a.needs)
    }
    assert {way for ways in found.alternatives.values() for way in ways} == open_ways
    assert found.gates == {way.rsplit(".", 1)[0].replace("a", "g", 1) for way in open_ways}
    assert found.exercises == {slug for slug in exercises if {f"g{slug[1:]}.{g}" for g in range(2)} <= found.gates}
    assert 10 < len(found.exercises) < 290


# --- state ---------------------------------------------------------------------------------------------


def test_nothing_is_remembered_between_runs():
    rng = Random(2)
    rules = ladder(5)
    gates = network(Alternative("a", "g1", "s", (TWO,)), Alternative("b", "g2", "t", (ONE,)))
    for _ in range(300):
        n, m = rng.randint(-1, 6), rng.randint(0, 3)
        assert rules.run([{"n": n}]) == [tuple(f"from-{i}" for i in range(min(n, 4) + 1))]
        found = gates.run({"s": {"n": m}, "t": {"n": n}})
        assert found.gates == {g for g, there in (("g1", m >= 2), ("g2", n >= 1)) if there}
        assert bool(found.exercises) == (len(found.gates) == 2)


@pytest.mark.parametrize(
    "name, result",
    [
        ("assert_facts", lambda found: (1, found[1])),
        ("get_facts", lambda _found: "[]"),
        ("start_action_for_state", lambda _found: ("", "no message")),
    ],
)
def test_a_failing_engine_is_an_error_and_leaves_nothing_behind(name: str, result: Callable[[Any], Any], spy: Spy):
    rules = ladder(3)
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))
    spy.spoil[name] = result
    for _ in range(3):
        with pytest.raises((EngineError, ValueError)):
            rules.run([{"n": 1}])
        with pytest.raises((EngineError, ValueError)):
            gates.run({"lunge": {"n": 1}})
    spy.spoil.clear()
    assert rules.run([{"n": 1}]) == [("from-0", "from-1")]
    assert gates.run({"lunge": {"n": 1}}).exercises == {"squat"}


def test_a_fact_lost_on_the_way_is_noticed(spy: Spy):
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))
    spy.spoil["get_facts"] = lambda found: found.replace('"id":', '"lost":', 1)
    with pytest.raises(EngineError, match=r"the engine took \d of \d facts"):
        gates.run({"lunge": {"n": 1}})


def test_the_engine_refuses_what_is_no_rule_set():
    with pytest.raises(EngineError, match="refused the rule set 'broken'"):
        engine._RuleSet("broken", {"a": {"all": [{"m": {"$nonsense": {"n": 1}}}], "pri": 1}})


def test_rule_sets_may_share_a_name():
    one, two = RuleList("same", [("a", [ONE])]), RuleList("same", [("b", [TWO])])
    assert (one.run([{"n": 1}]), two.run([{"n": 1}]), two.run([{"n": 2}])) == ([("a",)], [()], [("b",)])


def test_collected_rule_sets_are_given_back(spy: Spy):
    given_back: list[int] = []
    spy.spoil["delete_ruleset"] = given_back.append
    rules, gates = ladder(2 * RULES_A_SET), network(Alternative("a", "gate", "lunge", (ONE,)))
    alive = [weakref.ref(rules), weakref.ref(gates)]
    del rules, gates
    gc.collect()
    assert [one() for one in alive] == [None, None]
    assert len(given_back) == 3


# --- threads, memory, imports ------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [2, 4])
def test_many_threads_ask_the_same_rules(workers: int):
    rules = ladder(70)
    gates = GateNetwork(
        {f"e{n}": (Alternative(f"a{n}", f"g{n}", f"s{n}", (Condition("n", ">=", n),)),) for n in range(30)}
    )
    start = threading.Barrier(workers)

    def work(seed: int) -> int:
        rng = Random(seed)
        start.wait()
        for _ in range(40):
            facts = [{"n": rng.randint(-1, 75)} for _ in range(rng.randint(1, 60))]
            want = [tuple(f"from-{i}" for i in range(min(fact["n"], 69) + 1)) for fact in facts]
            assert rules.run(facts) == want
            level = rng.randint(0, 30)
            found = gates.run({f"s{n}": {"n": level} for n in range(30)})
            assert found.exercises == {f"e{n}" for n in range(30) if level >= n}
        return 1

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(workers) as pool:
            assert sum(pool.map(work, range(workers))) == workers
    finally:
        sys.setswitchinterval(interval)


def test_asking_starts_no_thread():
    before = set(threading.enumerate())
    ladder(3).run([{"n": 1}])
    assert set(threading.enumerate()) == before


def test_the_rulebook_is_read_without_the_engine(project: Path):
    """Whoever only reads the rulebook, as for help and menus, does not load the engine; loading it prints and starts nothing."""
    code = (
        "import sys, threading\n"
        "from tests.rules.books import shipped\n"
        "import rules.facts, rules.verdicts, rules.vocabulary\n"
        "assert shipped().exercises\n"
        "assert not [name for name in sys.modules if name.startswith('durable') or name == 'rules.engine'], sys.modules\n"
        "import rules.standing, rules.season, rules.progression\n"
        "assert 'durable_rules_engine' in sys.modules and 'durable.engine' not in sys.modules\n"
        "assert threading.active_count() == 1\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'peewee', 'sqlite3'))]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_twenty_thousand_evaluations_leave_no_memory_behind():
    rules = ladder(3)
    gates = network(Alternative("a", "gate", "lunge", (ONE,)))

    def ask(times: int) -> None:
        for n in range(times):
            assert len(rules.run([{"n": n % 4}])[0]) == min(3, n % 4 + 1)
            assert bool(gates.run({"lunge": {"n": n % 2}}).exercises) == bool(n % 2)

    ask(2000)
    gc.collect()
    before = resident_kb()
    ask(10_000)
    gc.collect()
    assert resident_kb() - before < 1500


def resident_kb() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def test_a_year_is_asked_in_one_go(spy: Spy):
    """Days in the same situation are one question: a year does not become 365 facts where few would do."""
    season = Season(shipped())
    person = worlds.season(Random(1)).athlete
    spy.said.clear()
    days = season.days(person, (), date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=364))
    assert len(days) == 365
    batches: list[list[Mapping[str, Any]]] = [json.loads(text) for text in spy.said if text[:1] == "["]
    assert max(len(batch) for batch in batches) <= 4
