"""The engine against the second, plain reading of the specification: random rulebooks and athletes, answers and explanations.

More cases: `pytest tests/rules/test_against_oracle.py --oracle-cases 50000`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rules.conditions import Condition
from rules.engine import Fired
from rules.facts import Earlier, History
from rules.progression import Progression, Target
from rules.rulebook import Rulebook
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import Standing, Take
from rules.vocabulary import Phase
from tests.oracle import evidence, gates, progression, season, standing, worlds
from tests.rules.books import book_of, shipped

GIVEN = Path(__file__).parents[1] / "oracle" / "given"
CATALOGUE = tomllib.loads((GIVEN / "catalogue.toml").read_text(encoding="utf-8"))
NUMBERS = tomllib.loads((GIVEN / "rules.toml").read_text(encoding="utf-8"))
WORLDS_A_BOOK = 20


@dataclass
class Overheard:
    """A rulebook's standings, and what was last said between them and the engine."""

    book: Rulebook
    standings: Standings
    evidence: Mapping[str, Mapping[str, Any]]
    fired: Fired | None


def overhear(book: Rulebook) -> Overheard:
    standings = Standings(book)
    network = standings._gates._network
    run = network.run
    found = Overheard(book, standings, {}, None)

    def listen(facts: Mapping[str, Mapping[str, Any]]) -> Fired:
        found.evidence = facts
        found.fired = run(facts)
        return found.fired

    setattr(network, "run", listen)  # noqa: B010  the checker holds a method for constant
    return found


@pytest.fixture(scope="module")
def cases(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--oracle-cases") or 0)


@pytest.mark.timeout(0)
def test_random_rulebooks_and_athletes(cases: int):
    asked = 0
    for seed in range(-(-cases // WORLDS_A_BOOK)):
        rng = Random(seed)
        catalogue = worlds.rulebook(rng)
        heard = overhear(book_of(catalogue))
        for _ in range(WORLDS_A_BOOK):
            check_world(heard, catalogue, worlds.world(rng, catalogue), f"rulebook {seed}")
            asked += 1
    assert asked >= cases


def test_the_shipped_catalogue():
    heard = overhear(shipped())
    for seed in range(300):
        check_world(heard, CATALOGUE, worlds.world(Random(seed), CATALOGUE), f"world {seed}")


def check_world(heard: Overheard, catalogue: Mapping[str, Any], world: worlds.World, where: str) -> None:
    where = f"{where}, {world.scene} {world.focus} on {world.on}"
    found = heard.standings.of(world.athlete, world.history, world.on, phase=Phase(world.phase))
    want = standing.standings(catalogue, NUMBERS, world.athlete, world.history, world.on, world.phase)
    assert {slug: one.status.value for slug, one in found.items()} == want, where
    plain = Plain(catalogue, world)
    check_fired(heard, plain, where)
    for exercise in heard.book.exercises.values():
        one = found[exercise.slug]
        check_reasons(heard.book, one, plain, where)
        check_takes(heard.book, one, plain, where)


class Plain:
    """The gates of one world as the second reading has them, with the facts of each option under the engine's names."""

    def __init__(self, catalogue: Mapping[str, Any], world: worlds.World) -> None:
        self.world = world
        self.readings = standing.gate_readings(catalogue, NUMBERS, world.athlete, world.history, world.on)
        self.fast = {slug: self._is_fast(catalogue, slug) for slug in self.readings}

    def _is_fast(self, catalogue: Mapping[str, Any], slug: str) -> bool:
        person, history, on = self.world.athlete, self.world.history, self.world.on
        if evidence.regression_day(NUMBERS, person, history, slug, on) is not None:
            return False
        last = evidence.last_fresh_day(catalogue, NUMBERS, person, history, slug, on)
        recency = catalogue["recency_days"][f"level_{evidence.by_slug(catalogue)[slug]['level']}"]
        return last is not None and recency < (on - last).days <= 2 * recency

    def facts(self, slug: str, reading: gates.OptionReading) -> dict[str, int]:
        return {
            "days": len(reading.days),
            "span": reading.span,
            "refused": int(reading.coach == "below"),
            "passed": int(reading.coach == "pass"),
            "fast": int(self.fast[slug]),
        }

    def options(self, book: Rulebook) -> Iterator[tuple[str, str, gates.OptionReading]]:
        """Exercise, subject as the engine calls it, reading: every option of every gate."""
        for slug, found in self.readings.items():
            for gate, options in zip(book.exercises[slug].gates, found, strict=True):
                for option in options:
                    yield slug, f"{gate.id}/{option.slug}", option


def check_fired(heard: Overheard, plain: Plain, where: str) -> None:
    """Requirements met, alternatives, gates and exercises open: the engine's against a plain walk over the same layers."""
    assert heard.fired is not None
    compiled = heard.standings._gates
    told: dict[str, dict[str, int]] = {}
    for slug, subject, option in plain.options(heard.book):
        if option.days:
            told[subject] = plain.facts(slug, option)
    assert heard.evidence == told, where
    asked = {need for alternative in compiled._by_id.values() for need in alternative.needs}
    met = {(subject, need) for subject, facts in told.items() for need in asked if need.holds(facts[need.fact])}
    asks = {(alternative.subject, need) for alternative in compiled._by_id.values() for need in alternative.needs}
    assert {key for key in heard.fired.met if key in asks} == met & asks, where
    open_ways: dict[str, list[str]] = {}
    for alternative in compiled._by_id.values():
        if all((alternative.subject, need) in met for need in alternative.needs):
            open_ways.setdefault(alternative.gate, []).append(alternative.id)
    assert {gate: list(ways) for gate, ways in heard.fired.alternatives.items()} == open_ways, where
    open_gates: set[str] = set()
    open_exercises: set[str] = set()
    for slug, readings in plain.readings.items():
        own = heard.book.exercises[slug].gates
        shown = {
            gate.id
            for gate, options in zip(own, readings, strict=True)
            if any(option.open or (plain.fast[slug] and option.one_day) for option in options)
        }
        open_gates |= shown
        if len(shown) == len(own):
            open_exercises.add(slug)
    assert heard.fired.gates == open_gates, where
    assert heard.fired.exercises == open_exercises, where


def check_reasons(book: Rulebook, one: Standing, plain: Plain, where: str) -> None:
    """Each reason is a rule of the rulebook; the facts of the one that decided make it true; an open gate names what opened it."""
    assert one.reasons
    for reason in one.reasons:
        assert reason.rule in book.rules, where
    decided = next(rule for rule in book.standing if rule.id == one.rule)
    assert decided.outcome == one.status
    told: Mapping[str, Any] = one.reasons[0].facts
    for condition in decided.when:
        assert condition.holds(told.get(condition.fact)), (where, one.slug, condition)
    for reason in one.reasons[1:]:
        place = next(i for i, gate in enumerate(book.exercises[one.slug].gates) if gate.id == reason.rule)
        options = {option.slug: option for option in plain.readings[one.slug][place]}
        if reason.facts["by"]:
            option = options[str(reason.facts["on"])]
            assert (reason.facts["days"], reason.facts["span"]) == (len(option.days), option.span), where
            assert option.one_day if reason.facts["by"] == "fast" else option.days, where
        else:
            assert reason.facts["on"] == "/".join(options), where


def check_takes(book: Rulebook, one: Standing, plain: Plain, where: str) -> None:
    """Have and want of each requirement are the second reading's, and are told for the option with the shortest way."""
    if one.slug not in plain.readings:
        assert one.takes == ()
        return
    fast = plain.fast[one.slug]
    for group, options in enumerate(plain.readings[one.slug], 1):
        takes = {take.kind: take for take in one.takes if take.group == group}
        assert takes, (where, one.slug)
        (slug,) = {take.slug for take in takes.values()}
        told = next(option for option in options if option.slug == slug)
        check_numbers(takes, told, fast, where)
        rating = evidence.newest_rating(NUMBERS, plain.world.history, slug, plain.world.on)
        assert ("rating" in takes) == (rating is not None), where
        if rating is not None:
            assert takes["rating"].have == rating[1], where
            assert takes["rating"].met == (told.coach == "pass"), where
        missing = {o.slug: max(0, (1 if fast else o.wanted_days) - len(o.days)) for o in options if o.coach != "below"}
        if missing:
            assert missing.get(slug) == min(missing.values()), where
    if one.status in ("LOCKED_PREREQ", "EXPIRED"):
        assert not all(take.met for take in one.takes), where
        assert 0 <= one.progress < 1, where
    elif one.rule == "standing.gate-open":
        assert all(take.met for take in one.takes), where
    assert all(take.facts["gate"] in book.rules for take in one.takes)


def check_numbers(takes: Mapping[str, Take], told: gates.OptionReading, fast: bool, where: str) -> None:
    days = takes["days"]
    wanted_days, wanted_span = (1, 0) if fast else (told.wanted_days, told.wanted_span)
    assert (days.have, days.want) == (len(told.days), wanted_days), where
    assert days.met == (len(told.days) >= wanted_days), where
    if wanted_span > 1:
        assert (takes["span"].have, takes["span"].want) == (told.span, wanted_span), where
        assert takes["span"].met == (told.span >= wanted_span), where


# --- season and progression --------------------------------------------------------------------------


def test_calendars():
    asked = Season(shipped())
    for seed in range(500):
        made = worlds.season(Random(seed))
        day = asked.on(made.athlete, made.races, made.on)
        want = season.season_day(NUMBERS, made.athlete, made.races, made.on)
        assert day.phase == want["phase"], seed
        assert day.age == want["age"], seed
        for name, value in want.items():
            if name not in ("phase", "age"):
                assert getattr(day.caps, name) == pytest.approx(float(value)), (seed, name)
        assert all(reason.rule in shipped().rules for reason in day.reasons)


def test_progressions():
    book = shipped()
    asked, days = Progression(book), Season(book)
    for seed in range(500):
        made = worlds.progress(Random(seed), CATALOGUE)
        want = progression.decide(
            CATALOGUE,
            NUMBERS,
            made.athlete,
            made.slug,
            made.on,
            made.phase,
            made.last_load,
            made.range,
            made.target_rir,
            made.sessions,
            made.last_increase,
            made.work_e1rm,
        )
        caps = days.caps(made.athlete, Phase(made.phase), made.on).caps
        target = Target(*made.range, made.target_rir)
        got = asked.decide(
            made.slug,
            made.athlete,
            made.on,
            made.sessions,
            made.last_load,
            target,
            caps,
            last_increase=made.last_increase,
            work_e1rm=made.work_e1rm,
        )
        assert got.decision == want.decision, seed
        assert float(got.load or 0) == pytest.approx(float(want.load or 0)), seed
        rule = next(rule for rule in book.progression if rule.id == got.reason.rule)
        told: Mapping[str, Any] = got.reason.facts
        assert all(condition.holds(told.get(condition.fact)) for condition in rule.when), seed


# --- a history without its old rows ------------------------------------------------------------------


def reduced(book: Rulebook, world: worlds.World) -> History:
    """What a reader that leaves out old rows hands in: see `History`."""
    declared = world.athlete.declared
    start = min([world.on - timedelta(days=book.lookback_days), *declared.values()])
    rows = [row for row in world.history.sets if row.on <= world.on]
    earlier: list[Earlier] = []
    for slug in {row.slug for row in rows}:
        own = [row for row in rows if row.slug == slug]
        days = sorted({row.on for row in own if not row.off_plan}, reverse=True)
        told = days[:2]
        if slug in declared:
            told += [day for day in days[2:] if day < declared[slug]][:1]
        earlier.append(
            Earlier(slug, max(row.on for row in own), tuple((day, worst_technique(own, day)) for day in told))
        )
    return replace(world.history, sets=tuple(row for row in rows if row.on >= start), earlier=tuple(earlier))


def worst_technique(rows: list[Any], day: date) -> int | None:
    known = [evidence.row_technique(NUMBERS, row) for row in rows if row.on == day and not row.off_plan]
    return min((technique for technique in known if technique is not None), default=None)


def with_old_rows(rng: Random, catalogue: Mapping[str, Any], world: worlds.World) -> worlds.World:
    """The world with practice and trouble of up to two years ago around its focus."""
    below = [
        option["slug"] for gate in evidence.by_slug(catalogue)[world.focus].get("gate", []) for option in gate["any_of"]
    ]
    near = [world.focus, *below, *sorted(evidence.above(catalogue, world.focus))]
    draft = worlds.Draft(rng, catalogue, evidence.by_slug(catalogue)[world.focus], world.on, world.athlete)
    for _ in range(rng.randint(1, 8)):
        ago = rng.choice([27, 28, 29, 41, 42, 43, 44, 55, 56, 57, 58, 70, 84, 85, 100, 112, 113, 168, 169, 400, 700])
        draft.log(
            rng.choice(near),
            ago,
            technique=rng.choice([None, 1, 2, 2, 3, 4]),
            pain=rng.choice([0, 0, 1, 4, 6]),
            off_plan=rng.random() < 0.2,
        )
    athlete = world.athlete
    if rng.random() < 0.4:
        declared = {rng.choice(near): world.on - timedelta(days=rng.choice([0, 5, 30, 42, 43, 60, 90]))}
        athlete = replace(athlete, declared={**athlete.declared, **declared}, experience="experienced")
    return replace(world, athlete=athlete, history=replace(world.history, sets=(*world.history.sets, *draft.sets)))


def test_a_history_without_old_rows_gives_the_same_standings(cases: int):
    left_out = 0
    for seed in range(max(1, cases // 100)):
        rng = Random(seed)
        catalogue = worlds.rulebook(rng)
        book = book_of(catalogue)
        standings = Standings(book)
        for turn in range(40):
            world = with_old_rows(rng, catalogue, worlds.world(rng, catalogue))
            less = reduced(book, world)
            left_out += len(world.history.sets) - len(less.sets)
            whole = standings.of(world.athlete, world.history, world.on, phase=Phase(world.phase))
            assert standings.of(world.athlete, less, world.on, phase=Phase(world.phase)) == whole, (seed, turn)
    assert left_out > cases // 10


def test_the_shipped_rulebook_looks_back_far_enough():
    book = shipped()
    standings = Standings(book)
    for seed in range(150):
        rng = Random(seed)
        world = with_old_rows(rng, CATALOGUE, worlds.world(rng, CATALOGUE))
        whole = standings.of(world.athlete, world.history, world.on, phase=Phase(world.phase))
        less = standings.of(world.athlete, reduced(book, world), world.on, phase=Phase(world.phase))
        assert less == whole, seed


# --- the comparison itself ---------------------------------------------------------------------------


def test_a_wrong_answer_of_the_engine_is_noticed():
    """The comparison is worth something: an engine that loses one met requirement, or opens one gate too many, fails it."""
    catalogue = worlds.rulebook(Random(1))
    heard = overhear(book_of(catalogue))
    network = heard.standings._gates._network
    run = network.run

    def lose(facts: Mapping[str, Mapping[str, Any]]) -> Fired:
        found = run(facts)
        return replace(found, met=frozenset(sorted(found.met, key=str)[1:]))

    def open_all(facts: Mapping[str, Mapping[str, Any]]) -> Fired:
        return replace(run(facts), exercises=frozenset(heard.book.exercises))

    for spoil in (lose, open_all):

        def listen(facts: Mapping[str, Mapping[str, Any]], spoil: Any = spoil) -> Fired:
            heard.fired = found = spoil(facts)
            return found

        setattr(network, "run", listen)  # noqa: B010  the checker holds a method for constant
        with pytest.raises(AssertionError):
            check_many(heard, catalogue)


def check_many(heard: Overheard, catalogue: Mapping[str, Any]) -> None:
    for seed in range(60):
        check_world(heard, catalogue, worlds.world(Random(seed), catalogue), "spoiled")


def test_conditions_say_what_they_ask():
    need = Condition("days", ">=", 2)
    assert str(need) == "days >= 2"
    assert need.holds(2)
    assert not need.holds(1)
    assert not need.holds(None)
