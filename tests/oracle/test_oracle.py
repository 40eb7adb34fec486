"""The second reading agrees with every worked case, keeps the properties of section 6, and its worlds reach every verdict."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

import resources
from rules.vocabulary import Decision, Phase, Status
from tests.oracle.season import PHASES, season_day
from tests.oracle.standing import standings
from tests.oracle.worked import load, run
from tests.oracle.worlds import census, race, rulebook, season, world

HERE = Path(__file__).parent
CATALOGUE = load(HERE / "given" / "catalogue.toml")
NUMBERS = load(HERE / "given" / "rules.toml")
# whole plans are held to the rules by invariants and rehearsed seasons; the oracle has no planner
CASES = [file for file in sorted((resources.FOLDER / "cases").glob("*.toml")) if file.stem != "plan"]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_worked_cases_agree(file: Path):
    found = run(CATALOGUE, NUMBERS, load(file))
    assert found
    assert {case: wrong for case, wrong in found.items() if wrong} == {}


def test_more_cases_reach_every_status_and_decision():
    more = load(resources.FOLDER / "cases" / "more.toml")
    statuses = {status for case in more["gating"] for status in case.get("expect_status", {}).values()}
    assert statuses == {str(status) for status in Status}
    assert {case["expect"]["decision"] for case in more["progression"]} == {str(decision) for decision in Decision}
    assert {case["expect"]["phase"] for case in more["taper"] if "phase" in case["expect"]} == {str(p) for p in Phase}


def test_worlds_reach_every_verdict():
    found = census(CATALOGUE, NUMBERS, 2000)
    assert set(found["status"]) == {str(status) for status in Status}
    assert set(found["phase"]) == {str(phase) for phase in Phase}
    assert set(found["decision"]) == {str(decision) for decision in Decision}


def test_adding_a_race_never_raises_a_cap():
    rng = random.Random(5)
    for _ in range(400):
        made = season(rng)
        near = (
            rng.choice(made.races).on
            if made.races and rng.random() < 0.5
            else made.on + timedelta(rng.randint(-30, 90))
        )
        before = season_day(NUMBERS, made.athlete, made.races, made.on)
        after = season_day(NUMBERS, made.athlete, (*made.races, race(rng, near)), made.on)
        assert PHASES.index(after["phase"]) >= PHASES.index(before["phase"])
        for cap in ("sessions", "pct", "mult", "load_up", "novelty", "step_factor"):
            assert after[cap] <= before[cap], (cap, made)
        assert after["rir"] >= before["rir"]


def test_order_of_the_facts_changes_nothing():
    rng = random.Random(6)
    for seed in range(40):
        catalogue = rulebook(random.Random(seed))
        made = world(rng, catalogue)
        backwards = type(made.history)(made.history.sets[::-1], made.history.ratings[::-1])
        first = standings(catalogue, NUMBERS, made.athlete, made.history, made.on, made.phase)
        assert first == standings(catalogue, NUMBERS, made.athlete, backwards, made.on, made.phase)
