"""The planner's parts one by one: loads that can be put together, days, minutes, what lightens, and the diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import Athlete, Exposure, History, KeyRun, Life, LoggedSets, Place, Practised, Situation, Trained
from rules.planner.diary import Diary
from rules.planner.easing import Easer
from rules.planner.fitting import Fitting
from rules.planner.loading import heaviest, lightest, loadable
from rules.planner.slots import Week
from rules.rulebook import Exercise
from rules.verdicts import PlannedItem, PlannedSession, Reason
from rules.vocabulary import Equipment, LoadType, Phase, Role, Template
from tests.rules.books import shipped

BOOK = shipped()
BAR = 20.0
MONDAY = date(2027, 1, 11)
PLATES = (1.25, 2.5, 5.0, 10.0, 15.0, 20.0)


def of_type(load_type: LoadType) -> Exercise:
    return next(e for e in BOOK.exercises.values() if e.load_type is load_type and e.increment)


# --- loads: compared with trying everything


def sums(plates: Sequence[float]) -> Iterator[tuple[float, int]]:
    for count in range(len(plates) + 1):
        for some in combinations(plates, count):
            yield sum(some), count


@given(st.lists(st.sampled_from(PLATES), max_size=8), st.floats(0, 120))
def test_a_sleeve_is_loaded_as_heavily_as_can_be_with_the_fewest_plates(plates: list[float], wanted: float):
    exercise, place = BOOK.exercises["landmine-deadlift"], Place("gym", plates_kg=tuple(plates))
    increment = exercise.increment or 1.0
    limit = wanted // increment * increment + 1e-9
    found = loadable(exercise, place, wanted, BAR)
    possible = [(kg, count) for kg, count in sums(plates) if kg <= limit]
    assert found is not None, "no plates at all leave the bar"
    if plates:
        best = max(kg for kg, _ in possible)
        fewest = min(count for kg, count in possible if abs(kg - best) < 1e-6)
        assert (round(found.load, 6), len(found.plates)) == (round(best, 6), fewest)
        assert sum(found.plates) == pytest.approx(found.load)
        assert list(found.plates) == sorted(found.plates, reverse=True)


@given(
    st.lists(st.sampled_from(PLATES), min_size=1, max_size=8), st.floats(0, 200), st.sampled_from([10.0, 15.0, 20.0])
)
def test_a_bar_is_loaded_alike_on_both_sides(plates: list[float], wanted: float, bar: float):
    exercise, place = of_type(LoadType.TOTAL_KG), Place("gym", plates_kg=tuple(plates), bar_kg=bar)
    found = loadable(exercise, place, wanted, BAR)
    if wanted < bar - 1e-6:
        assert found is None
        return
    increment = exercise.increment or 1.0
    limit = (wanted - bar + 1e-9) // increment * increment + 1e-9
    pairs = [kg for kg in set(plates) for _ in range(plates.count(kg) // 2)]
    best, fewest = max((kg, -count) for kg, count in sums(pairs) if 2 * kg <= limit)
    assert found is not None
    assert (found.load, len(found.plates)) == (pytest.approx(bar + 2 * best), -fewest)


@given(st.sets(st.sampled_from([1.0, 2.0, 4.0, 5.0, 8.0, 12.0, 20.0]), min_size=1), st.floats(0, 30))
def test_dumbbells_are_taken_as_they_are(rack: set[float], wanted: float):
    exercise = BOOK.exercises["db-lunge"]
    place = Place("home", frozenset({Equipment.DUMBBELLS}), dumbbells_kg=tuple(rack))
    fitting = [kg for kg in rack if kg <= wanted + 1e-6]
    found = loadable(exercise, place, wanted, BAR)
    assert (None if found is None else found.load) == (max(fitting) if fitting else None)
    assert heaviest(exercise, place, BAR) == max(rack)
    least = lightest(exercise, place, 30, BAR)
    assert least is not None
    assert least.load == min(rack)


def test_without_lists_every_step_is_to_be_had():
    exercise = BOOK.exercises["landmine-deadlift"]
    assert exercise.increment == 2.5
    found = loadable(exercise, Place("gym"), 23.9, BAR)
    assert found is not None
    assert found.load == 22.5
    bare = loadable(exercise, Place("gym"), 2.0, BAR)
    assert bare is not None
    assert bare.load == 0
    assert loadable(BOOK.exercises["goblet-squat"], Place("gym"), 0.5, BAR) is None
    assert heaviest(exercise, Place("gym"), BAR) is None


# --- days


@given(st.integers(0, 2**40))
def test_days_are_free_apart_and_clear_of_long_runs_where_that_can_be(seed: int):
    rng = Random(seed)
    free = frozenset(rng.sample(range(1, 8), rng.randint(1, 7)))
    runs = tuple(KeyRun(rng.randint(1, 7), rng.random() < 0.5, 120) for _ in range(rng.randint(0, 3)))
    slots = Week(BOOK, Life(available=free, key_runs=runs)).slots
    long = {run.weekday for run in runs if run.long}
    clear = free - long
    days = [day for day in (slots.primary, slots.secondary) if day is not None]
    assert set(days) <= (clear or free)
    assert slots.primary is not None
    assert slots.light == (not clear)
    assert slots.far in days
    pairs = [(a, b) for a, b in combinations(sorted(clear), 2) if min(b - a, 7 - (b - a)) >= 2]
    assert (len(days) == 2) == bool(pairs)
    if len(days) == 2:
        gap = abs(days[0] - days[1])
        assert min(gap, 7 - gap) >= 2


def test_days_of_a_common_week():
    """Intervals on Wednesday, the long run on Sunday: nothing on Sunday, and as clear of both as two days can be."""
    week = Week(BOOK, Life(key_runs=(KeyRun(3, False, 60), KeyRun(7, True, 150, 900))))
    slots = week.slots
    assert (slots.primary, slots.secondary) == (4, 1)
    assert [week.hours(day) for day in (1, 2, 4, 5, 6)] == [48, 24, 72, 48, 24]
    assert week.clearest() == 72


def test_a_day_has_its_place_and_else_the_one_for_any_day():
    gym = Place("gym", frozenset({Equipment.BARBELL}), frozenset({2}))
    home = Place("home", frozenset({Equipment.BAND}))
    week = Week(BOOK, Life(places=(gym, home)))
    assert [week.place(MONDAY + timedelta(days=i)).name for i in range(3)] == ["home", "gym", "home"]
    assert Week(BOOK, Life()).place(MONDAY) == Place("")


# --- minutes


def line(slug: str, sets: int, amount: float, **more: object) -> PlannedItem:
    exercise = BOOK.exercises[slug]
    item = PlannedItem(slug, exercise.category, exercise.role, sets, amount, exercise.unit, exercise.load_type)
    return replace(item, reasons=(Reason("planner.ladder", {"exercise": slug}),), **more)


SESSION = (
    line("goblet-squat", 3, 8),
    line("landmine-deadlift", 3, 8),
    line("standard-lunge", 2, 8),
    line("single-leg-stance", 2, 30),
    line("side-plank", 2, 30),
)
FITTING = Fitting(BOOK)


def by_hand() -> float:
    """Section 4, line by line: set-up, sets x work (4 s a repetition, 1 s a second, twice and 10 s more for one side), rests."""
    squat = 60 + 3 * 8 * 4 + 2 * 90
    deadlift = 120 + 3 * 8 * 4 + 2 * 90
    lunge = 30 + 2 * 8 * 4 * 2 + 1 * 90
    stance = 30 + 2 * (30 * 2 + 10) + 1 * 45
    plank = 30 + 2 * (30 * 2 + 10) + 1 * 45
    return 480 + squat + deadlift + lunge + stance + plank


def test_minutes_are_the_sum_of_the_specification():
    assert BOOK.exercises["standard-lunge"].laterality == "alternating"
    assert FITTING.minutes(SESSION, 30) == -(-by_hand() // 60)
    assert FITTING.minutes(SESSION, 50) == -(-(by_hand() + 120) // 60)
    assert FITTING.minutes(SESSION, 60) == -(-(by_hand() + 240) // 60)
    drill = replace(line("ankle-rock", 1, 10), role=Role.WARMUP)
    assert FITTING.minutes((drill, *SESSION), 30) == FITTING.minutes(SESSION, 30), "drills are part of the warm-up"


def steps(limit: int, template: Template = Template.AB, on: date = MONDAY) -> list[str]:
    fit = FITTING.fit(SESSION, limit, template, on, 30)
    assert fit is not None
    assert fit.minutes <= limit
    said = [r.rule for item in fit.items for r in item.reasons] + [cut.reason.rule for cut in fit.cuts]
    order = [rule for _, rule in BOOK.planner.shorten]
    return [rule for rule in order if rule in said]


def test_what_is_too_long_is_shortened_in_the_order_of_the_specification():
    whole = FITTING.minutes(SESSION, 30)
    assert steps(whole) == []
    assert steps(whole - 1) == ["shorten.pair"]
    seen: list[list[str]] = [steps(limit) for limit in range(whole, 10, -1)]
    firsts = [
        next(i for i, found in enumerate(seen) if rule in found) for rule in ("shorten.pair", "shorten.light-to-one")
    ]
    assert firsts == sorted(firsts)
    light = next(found for found in seen if "shorten.light-to-one" in found)
    assert "shorten.mains-to-two" not in light
    assert any("shorten.mains-to-two" in found and "shorten.mains-to-one" not in found for found in seen)
    assert any("shorten.alternate" in found for found in seen)
    assert any("shorten.split" in found for found in seen)


def test_fewer_minutes_never_hold_more_work():
    before = None
    for limit in range(60, 5, -1):
        fit = FITTING.fit(SESSION, limit, Template.A, MONDAY, 30)
        if fit is None:
            assert limit < 20
            break
        now = sum(item.sets for item in fit.items)
        assert before is None or now <= before
        before = now
    else:
        pytest.fail("some length must be too short for anything")


@pytest.mark.parametrize("week, leads, waits", [(1, "goblet-squat", "core"), (2, "landmine-deadlift", "balance")])
def test_weeks_take_turns(week: int, leads: str, waits: str):
    on = date.fromisocalendar(2027, week, 2)
    fits = [FITTING.fit(SESSION, limit, Template.AB, on, 30) for limit in range(45, 10, -1)]
    rules = [{cut.reason.rule: cut for cut in fit.cuts} for fit in fits if fit is not None]
    taken = next(cuts["shorten.alternate"] for cuts in rules if "shorten.alternate" in cuts)
    assert taken.category == waits
    split = next(fit for fit in fits if fit is not None and any(c.reason.rule == "shorten.split" for c in fit.cuts))
    assert split.items[0].slug == leads


def test_any_length_is_kept_where_there_is_no_limit():
    fit = FITTING.fit(SESSION, None, Template.AB, MONDAY, 30)
    assert fit is not None
    assert (fit.items, fit.cuts) == (SESSION, ())


# --- what lightens


def test_of_every_effect_the_strictest_counts():
    easer = Easer(BOOK)
    assert not easer.of({"readiness": 3, "soreness": 4}, {}).eased
    tired = easer.of({"readiness": 2, "soreness": 5}, {})
    assert (tired.sets, tired.load, tired.rir, tired.hold, tired.deload) == (0.6, 1.0, 1, True, False)
    assert [reason.rule for reason in tired.reasons] == ["ease.readiness", "ease.soreness"]
    due = {"deload_due": 1, "load_up": 1, "lower_in_days": 15, "return_ago_days": 15, "readiness": 1}
    both = easer.of(due, {"weeks": 5})
    assert (both.sets, both.load, both.rir, both.hold, both.deload) == (0.6, 0.9, 1, True, True)


@pytest.mark.parametrize("change", [{"lower_in_days": 14}, {"return_ago_days": 14}, {"load_up": 0}, {"deload_due": 0}])
def test_a_deload_waits_for_its_conditions(change: dict[str, int]):
    due = {"deload_due": 1, "load_up": 1, "lower_in_days": 15, "return_ago_days": 15}
    assert Easer(BOOK).of(due, {"weeks": 5}).deload
    assert not Easer(BOOK).of({**due, **change}, {"weeks": 5}).eased


# --- the diary


def session(
    on: date, *slugs: str, template: Template = Template.AB, phase: Phase = Phase.BUILD, **more: bool
) -> Trained:
    done = tuple(Practised(slug, Exposure(on, (8.0,), (3.0,), 4), 20.0, 21.0) for slug in slugs)
    return Trained(on, on, template, phase, exercises=done, **more)


def diary(*sessions: Trained, rows: tuple[LoggedSets, ...] = ()) -> Diary:
    return Diary(BOOK, Situation(Athlete(), trained=sessions, history=History(rows)), MONDAY)


def ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


def test_the_diary_knows_days_whatever_their_order():
    sessions = [session(ago(3), "goblet-squat"), session(ago(10), "goblet-squat"), session(ago(-2), "goblet-squat")]
    for some in (sessions, sessions[::-1]):
        found = diary(*some)
        assert [entry.on for entry in found.of("goblet-squat")] == [ago(10), ago(3)]
        assert found.last_loaded(ago(4)) == ago(10)
        assert found.nearest_loaded(ago(0)) == 3
        assert found.loaded_between(ago(10), ago(3)) == 2
        assert found.done_within("goblet-squat", MONDAY, 3)
        assert not found.done_within("goblet-squat", MONDAY, 2)


def test_mobility_is_no_strength_session_and_everything_is_both_halves():
    found = diary(session(ago(5), template=Template.AB), session(ago(2), template=Template.MICRO))
    assert found.last_loaded(MONDAY) == ago(5)
    assert found.last_template(Template.A) == found.last_template(Template.B) == ago(5)
    assert len(found.loaded()) == 1


def test_an_exercise_is_introduced_anew_after_a_pause():
    found = diary(*(session(ago(days), "goblet-squat") for days in (80, 73, 20, 13, 6)))
    assert found.since_introduced("goblet-squat", MONDAY, 28) == 20
    assert found.since_introduced("goblet-squat", MONDAY, 60) == 80
    assert found.since_introduced("db-lunge", MONDAY, 28) == 0


def test_weeks_of_build_are_counted_back_to_the_last_lighter_one():
    weeks = [session(ago(7 * n - 1)) for n in range(1, 5)]
    assert diary(*weeks).weeks_in_a_row(MONDAY) == 4
    lighter = session(ago(20), deload=True, eased=True)
    assert diary(weeks[0], weeks[1], lighter, weeks[3]).weeks_in_a_row(MONDAY) == 2
    lean = session(ago(13), phase=Phase.MAINTAIN)
    assert diary(weeks[0], lean, weeks[2]).weeks_in_a_row(MONDAY) == 1
    assert diary(weeks[0], weeks[2]).weeks_in_a_row(MONDAY) == 1


def test_a_planned_session_counts_as_done_as_written():
    found = diary()
    item = replace(line("goblet-squat", 3, 9), load=20.0, aim=21.0, rir=3)
    slot = MONDAY + timedelta(days=1)
    planned = PlannedSession(slot, slot, Template.A, "gym", Phase.BUILD, 30, (item,))
    found.append(planned)
    (entry,) = found.of("goblet-squat")
    assert (entry.aim, entry.exposure.amounts, entry.exposure.rir) == (21.0, (9.0,) * 3, (3.0,) * 3)
    (row,) = found.history(slot).sets
    assert (row.sets, row.amount, row.load, row.rpe, row.technique, row.off_plan) == (3, 9, 20.0, 7.0, 4, False)


def test_what_lies_before_the_window_becomes_a_summary():
    old = BOOK.lookback_days + 30
    rows = tuple(LoggedSets(ago(days), "goblet-squat", technique=3) for days in (old, old - 7, 2))
    found = diary(rows=rows).history(MONDAY)
    assert [row.on for row in found.sets] == [ago(2)]
    (earlier,) = found.earlier
    assert (earlier.slug, earlier.last_at_all) == ("goblet-squat", ago(old - 7))
    assert earlier.on_plan == ((ago(old - 7), 3), (ago(old), 3))
