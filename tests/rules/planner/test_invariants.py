"""What must hold of every plan, on random people, calendars and logs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts import Absence, Feeling, Situation
from rules.planner import Planner
from rules.verdicts import PlannedSession, PlannedWeek
from rules.vocabulary import Priority, RaceStatus
from tests.rules.planner.comparing import first_deload, more_days, more_work, strength
from tests.rules.planner.invariants import INVARIANTS, Planned, nothing_rises_before_a_race, reachable, spaced
from tests.rules.planner.situations import (
    DAY,
    Drawn,
    done,
    drawn,
    logged,
    planner,
    planner_without_deloads,
    race,
    situations,
)
from tests.rules.planner.spoiling import SPOILT

Breaches = list[str]


def seeds(request: pytest.FixtureRequest, share: float) -> range:
    """So many seeds as the option says, or a part of them where a case costs more."""
    cases = request.config.getoption("--plan-cases")
    assert isinstance(cases, int)
    return range(max(5, round(cases * share)))


def plan(plans: Planner, situation: Situation, today: date, weeks: int) -> tuple[PlannedWeek, ...]:
    return plans.weeks(situation, today, today, weeks)


def test_every_invariant_holds(request: pytest.FixtureRequest):
    breaches: Breaches = []
    sessions = 0
    for seed in seeds(request, 1):
        one = drawn(Random(seed))
        found = Planned(planner(), one, plan(planner(), one.situation, one.today, 1 + seed % 10))
        sessions += len(found.sessions)
        for invariant in INVARIANTS:
            breaches.extend(f"seed {seed}: {invariant.__name__}: {breach}" for breach in invariant(found))
    assert breaches == []
    assert sessions > 2 * len(seeds(request, 1))


def test_a_year_ahead_ends(request: pytest.FixtureRequest):
    breaches: Breaches = []
    slow: list[float] = []
    for seed in seeds(request, 0.02):
        one = drawn(Random(seed), wishing=False)
        start = time.process_time()
        weeks = plan(planner(), one.situation, one.today, 53)
        slow.append(time.process_time() - start)
        assert len(weeks) == 53
        found = Planned(planner(), one, weeks)
        for invariant in (spaced, reachable):
            breaches.extend(f"seed {seed}: {invariant.__name__}: {breach}" for breach in invariant(found))
    assert breaches == []
    assert sorted(slow)[len(slow) // 2] < 1.0


# --- one more race


def with_a_race(seed: int) -> tuple[Drawn, Situation, date]:
    rng = Random(seed)
    one = drawn(rng, wishing=False)
    on = one.today + rng.randint(1, 130) * DAY
    added = replace(race(rng, on), status=RaceStatus.PLANNED, priority=rng.choice(list(Priority)))
    return one, replace(one.situation, races=(*one.situation.races, added)), on


def test_a_race_more_never_adds_anything_before_it(request: pytest.FixtureRequest):
    """Without deloads: one that a coming MAINTAIN makes superfluous is skipped, which the specification asks for, and the work of
    that week and of those after it is then more than without the race."""
    plans = planner_without_deloads()
    breaches: Breaches = []
    for seed in seeds(request, 0.15):
        one, raced, on = with_a_race(seed)
        weeks = min(12, (on - one.today).days // 7 + 1)
        before, after = plan(plans, one.situation, one.today, weeks), plan(plans, raced, one.today, weeks)
        breaches.extend(f"seed {seed}: {breach}" for breach in more_days(before, after, on))
        until = min(
            on, first_deload(before)
        )  # three failed sessions or low readiness call for one without a rhythm too
        breaches.extend(f"seed {seed}: {breach}" for breach in more_work(before, after, until))
    assert breaches == []


def test_a_race_more_never_adds_but_for_a_deload_less(request: pytest.FixtureRequest):
    breaches: Breaches = []
    for seed in seeds(request, 0.1):
        one, raced, on = with_a_race(seed)
        weeks = min(12, (on - one.today).days // 7 + 1)
        before, after = plan(planner(), one.situation, one.today, weeks), plan(planner(), raced, one.today, weeks)
        breaches.extend(f"seed {seed}: {breach}" for breach in more_days(before, after, on))
        until = min(on, first_deload(before))  # the other plan may skip it
        breaches.extend(f"seed {seed}: {breach}" for breach in more_work(before, after, until))
    assert breaches == []


# --- the same question, the same answer


def shuffled(rng: Random, situation: Situation) -> Situation:
    def mixed(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(rng.sample(list(items), len(items)))

    history, life = situation.history, situation.life
    return replace(
        situation,
        races=mixed(situation.races),
        trained=mixed(situation.trained),
        wishes=mixed(situation.wishes),
        feelings=mixed(situation.feelings),
        history=replace(
            history, sets=mixed(history.sets), ratings=mixed(history.ratings), overrides=mixed(history.overrides)
        ),
        life=replace(life, key_runs=mixed(life.key_runs), absences=mixed(life.absences), places=mixed(life.places)),
    )


@given(situations(), st.integers(1, 4), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_facts_does_not_matter(one: Drawn, weeks: int, rng: Random):
    first = plan(planner(), one.situation, one.today, weeks)
    assert plan(planner(), one.situation, one.today, weeks) == first
    assert plan(planner(), shuffled(rng, one.situation), one.today, weeks) == first


def test_a_longer_look_ahead_changes_nothing_near(request: pytest.FixtureRequest):
    for seed in seeds(request, 0.05):
        one = drawn(Random(seed))
        near = plan(planner(), one.situation, one.today, 2)
        assert plan(planner(), one.situation, one.today, 9)[:2] == near, seed


# --- what lightens only lightens


def lightened(rng: Random, one: Drawn, kind: str) -> Situation:
    situation = one.situation
    slots = [s.slot for s in strength(plan(planner(), situation, one.today, 3)).values()]
    if kind == "absence":
        since = one.today + rng.randint(0, 14) * DAY
        absences = (
            *situation.life.absences,
            Absence(since, since + rng.choice([0, 3, 7, 14]) * DAY, rng.random() < 0.5),
        )
        return replace(situation, life=replace(situation.life, absences=absences))
    felt = tuple(
        Feeling(slot, rng.choice([None, 5, 6]), rng.choice([None, 1, 2]))
        for slot in rng.sample(slots, min(len(slots), rng.randint(1, 2)))
    )
    return replace(situation, feelings=felt)


@pytest.mark.parametrize("kind", ["absence", "feeling"])
def test_overlays_only_reduce(request: pytest.FixtureRequest, kind: str):
    """Without deloads: weeks away are lighter weeks too, so the next deload comes later."""
    plans = planner_without_deloads()
    breaches: Breaches = []
    for seed in seeds(request, 0.08):
        one = drawn(Random(seed), wishing=False)
        other = lightened(Random(seed), one, kind)
        before, after = plan(plans, one.situation, one.today, 5), plan(plans, other, one.today, 5)
        breaches.extend(f"seed {seed}: {breach}" for breach in more_work(before, after))
    assert breaches == []


def test_deloads_only_reduce(request: pytest.FixtureRequest):
    breaches: Breaches = []
    deloads = 0
    for seed in seeds(request, 0.08):
        one = drawn(Random(seed), wishing=False)
        before = plan(planner_without_deloads(), one.situation, one.today, 9)
        after = plan(planner(), one.situation, one.today, 9)
        deloads += sum(s.deload for s in strength(after).values())
        breaches.extend(f"seed {seed}: {breach}" for breach in (*more_days(before, after), *more_work(before, after)))
    assert breaches == []
    assert deloads > 0


# --- a plan that is followed


def followed(one: Drawn, weeks: int) -> tuple[PlannedWeek, ...]:
    """Planned anew every Monday, everything before it done as written."""
    situation, at, found = one.situation, one.today, list[PlannedWeek]()
    for _ in range(weeks):
        (week,) = plan(planner(), situation, at, 1)
        found.append(replace(week, projected=False))
        for session in week.sessions:
            situation = logged(situation, done(Random(0), session, noise=False))
        at = week.monday + 7 * DAY
    return tuple(found)


def test_a_plan_followed_as_written_is_the_plan(request: pytest.FixtureRequest):
    """What is projected comes true, and nothing rises before a race over all the plans made on the way."""
    breaches: Breaches = []
    for seed in seeds(request, 0.08):
        one = drawn(Random(seed), wishing=False)
        ahead, lived = plan(planner(), one.situation, one.today, 6), followed(one, 6)
        for was, came in zip(ahead, lived, strict=True):
            if [doses(s) for s in was.sessions] != [doses(s) for s in came.sessions]:
                breaches.append(f"seed {seed}: {was.monday}: {was.sessions} became {came.sessions}")
                break
        rises = nothing_rises_before_a_race(Planned(planner(), one, lived))
        breaches.extend(f"seed {seed}: {breach}" for breach in rises)
    assert breaches == []


def doses(session: PlannedSession) -> tuple[object, ...]:
    lines = tuple((i.slug, i.sets, i.amount, i.load, i.rir) for i in session.items)
    return session.on, session.slot, session.template, session.phase, session.minutes, lines


# --- the checks themselves


def test_every_invariant_notices():
    """A check that never finds anything would be worth nothing: plans are spoilt, and the check that is meant for it speaks."""
    assert SPOILT.keys() == {invariant.__name__ for invariant in INVARIANTS}
    found: Counter[str] = Counter()
    for seed in range(60):
        one = drawn(Random(seed))
        good = plan(planner(), one.situation, one.today, 1 + seed % 6)
        for invariant in INVARIANTS:
            name = invariant.__name__
            if not found[name]:
                found[name] += len(list(invariant(Planned(planner(), one, SPOILT[name](good)))))
    assert [name for name in SPOILT if not found[name]] == []
