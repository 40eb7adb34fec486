"""What many sessions show together: worked examples, and what must hold whatever was logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts import Athlete, History, LoggedSets, Race
from rules.season import Season
from rules.standing import Standings
from rules.trends import (
    Shown,
    Trends,
    aching,
    can_rise,
    enduring,
    excused_until,
    falling,
    lapsing,
    missed_in_a_row,
    shown,
    since,
    stalled,
    trends,
    unanswered,
    unbroken,
)
from rules.vocabulary import Equipment, Goal, Priority
from tests.rules.books import shipped

ON = date(2027, 6, 20)
SQUAT = "goblet-squat"
BOOK = shipped()
THRESHOLDS = BOOK.numbers["thresholds"]
ADULT = Athlete(birth_date=date(1990, 1, 1), body_mass_kg=70, equipment=frozenset(Equipment))


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def row(days: int, load: float | None = 16, amount: float | None = 8, **others: object) -> LoggedSets:
    given: dict[str, object] = {"sets": 3, "rpe": 8.0, "technique": 4, **others}
    return LoggedSets(ago(days), str(given.pop("slug", SQUAT)), amount=amount, load=load, **given)  # type: ignore[arg-type]


def of(rows: Sequence[LoggedSets], **others: date) -> Trends:
    return trends(BOOK, ADULT, shown(BOOK, rows), ON, **others)


# --- stalled


def test_the_same_for_three_weeks_is_a_stall():
    """The ceiling of the goblet squat is 30 kg for 70 kg of body mass, so that more would fit."""
    assert of([row(d) for d in (22, 15, 8, 1)]).stalled == (SQUAT,)


def test_three_weeks_are_not_there_before_they_are_over():
    assert of([row(d) for d in (20, 15, 8, 1)]) == Trends()


def test_two_sessions_since_prove_nothing():
    assert of([row(d) for d in (22, 11, 1)]) == Trends()
    assert of([row(d) for d in (22, 12, 11, 1)]).stalled == (SQUAT,)


@pytest.mark.parametrize("better", [{"load": 20.0, "amount": 5.0}, {"amount": 9.0}])
def test_more_load_or_more_repetitions_are_none(better: dict[str, float]):
    """More load counts whatever the repetitions, more repetitions at the same load do."""
    rows = [row(22), row(15), row(8), row(1)]
    rows[2] = replace(rows[2], **better)
    assert of(rows) == Trends()


def test_one_more_repetition_in_one_of_three_sets_is_a_rise():
    rows = [row(22), row(15), row(8, sets=2), row(8, amount=9, sets=1), row(1)]
    assert of(rows) == Trends()


def test_more_repetitions_with_less_load_are_no_rise():
    assert of([row(22), row(15, 12, 15), row(8, 12, 16), row(1, 12, 17)]).stalled == (SQUAT,)


def test_a_break_starts_the_count_anew():
    assert of([row(d) for d in (40, 33, 26, 11, 6, 1)]) == Trends()


def test_pain_starts_the_count_anew():
    rows = [row(d) for d in (29, 22, 15, 8, 1)]
    assert of(rows).stalled == (SQUAT,)
    assert of([replace(r, next_pain=3) if r.on == ago(15) else r for r in rows]) == Trends()
    assert of([replace(r, next_pain=2) if r.on == ago(15) else r for r in rows]).stalled == (SQUAT,)


def test_what_was_before_a_phase_that_let_no_load_rise_is_not_held_against_anybody():
    rows = [row(d) for d in (22, 15, 8, 1)]
    assert of(rows, rising_since=ago(22)).stalled == (SQUAT,)
    assert of(rows, rising_since=ago(21)) == Trends()


def test_days_the_plan_lightened_are_left_out():
    rows = [row(22), row(15), row(8, 12), row(1)]
    assert trends(BOOK, ADULT, shown(BOOK, rows), ON).stalled == (SQUAT,)
    assert trends(BOOK, ADULT, shown(BOOK, rows, {ago(8)}), ON) == Trends()


def test_at_the_ceiling_nobody_stalls():
    """0.45 x 70 kg, rounded down to the increment, is 30 kg."""
    assert can_rise(BOOK, SQUAT, 16, ADULT)
    assert not can_rise(BOOK, SQUAT, 30, ADULT)
    assert of([row(d, 30) for d in (22, 15, 8, 1)]) == Trends()


def test_bodyweight_and_sets_that_were_not_open_are_no_part_of_it():
    assert of([row(d, None, slug="standard-lunge") for d in (22, 15, 8, 1)]) == Trends()
    assert of([row(d, off_plan=True) for d in (22, 15, 8, 1)]) == Trends()


# --- falling


def test_weaker_week_by_week_is_falling_and_not_a_stall():
    """16 kg x (1 + (10 + 2) / 30) falls by 2 repetitions a week: 22.4, 21.3, 20.3, 19.2 kg."""
    rows = [row(22, amount=10), row(15, amount=8), row(8, amount=6), row(1, amount=4)]
    assert of(rows) == Trends((), (SQUAT,))


def test_one_week_as_good_as_the_one_before_is_no_fall():
    rows = [row(22, amount=10), row(15, amount=8), row(8, amount=8), row(1, amount=4)]
    assert of(rows).falling == ()


def test_a_small_fall_is_within_what_people_can_tell():
    """From 27.6 to 26.8 kg: 3 in a hundred, and a reserve is judged no better than that."""
    rows = [row(d, 20, 9.4 - 0.4 * n) for n, d in enumerate((22, 15, 8, 1))]
    assert of(rows).falling == ()


def test_a_week_without_the_exercise_or_without_its_effort_proves_nothing():
    rows = [row(22, amount=10), row(15, amount=8), row(8, amount=6), row(1, amount=4)]
    assert of([*rows[:2], rows[3]]).falling == ()
    assert of([*rows[:2], replace(rows[2], rpe=None), rows[3]]).falling == ()
    assert of([*rows[:2], replace(rows[2], rpe=5.0), rows[3]]).falling == (), "a reserve of five is a guess"


def test_illness_excuses_a_fall():
    rows = [row(22, amount=10), row(15, amount=8), row(8, amount=6), row(1, amount=4)]
    well = excused_until([(ago(25), ago(20))], ON)
    assert well == ago(19)
    assert of(rows, training_since=well).falling == ()
    assert excused_until([(ago(-1), ago(-4))], ON) == date.min
    assert excused_until([], ON) == date.min


# --- the season


def test_since_when_loads_may_rise():
    season = Season(BOOK)
    race = Race(ago(40), Priority.A, "Ridge", 50, 2500)
    days = season.days(ADULT, [race], ago(35), ON)
    first = since(days, lambda day: day.caps.load_up)
    assert first == min(day.on for day in days if day.phase.value == "BUILD"), (
        "after a return, from the first normal day on"
    )
    assert since(days[:3], lambda day: day.caps.load_up) == date.max
    assert since(reversed(days), lambda day: day.caps.load_up) == first
    kept = season.days(replace(ADULT, goal=Goal.MAINTENANCE), [], ago(35), ON)
    assert since(kept, lambda day: day.caps.load_up) == date.max
    assert since(kept, lambda day: BOOK.phases[day.phase].load_up) == ago(35)


# --- pain, mornings, planned sessions


def test_pain_that_lasts():
    assert enduring([], 3) is None
    assert enduring([(ago(20), 3), (ago(10), 4), (ago(2), 3)], 3) == (ago(20), ago(2))
    assert enduring([(ago(20), 3), (ago(10), 2), (ago(2), 3)], 3) == (ago(2), ago(2))
    assert enduring([(ago(20), 3), (ago(2), 2)], 3) is None
    assert enduring([(ago(2), 2), (ago(2), 3)], 3) == (ago(2), ago(2)), "the worst of a day counts"


def test_an_exercise_that_hurts_every_time():
    rows = [row(20, pain=3), row(10, next_pain=4), row(3, pain=3), row(3, pain=0)]
    assert aching(BOOK, rows, ON) == {SQUAT: (ago(20), ago(3))}
    assert aching(BOOK, [*rows, row(1)], ON) == {}
    assert aching(BOOK, [replace(r, on=r.on - timedelta(days=20)) for r in rows], ON) == {}, "not done lately"
    assert aching(BOOK, [*rows, row(-1)], ON) == {SQUAT: (ago(20), ago(3))}, "tomorrow is not known"


def test_the_morning_after():
    assert unanswered([row(5, next_pain=0), row(2)], ON) == ago(2)
    assert unanswered([row(5), row(2), row(2, next_pain=0)], ON) is None
    assert unanswered([row(2), row(0, next_pain=0)], ON) == ago(2), "the morning after today has not come"
    assert unanswered([], ON) is None


def test_missed_in_a_row():
    assert missed_in_a_row({}) == 0
    assert missed_in_a_row({ago(9): False, ago(5): True, ago(3): False, ago(1): False}) == 2
    assert missed_in_a_row({ago(1): True, ago(3): False}) == 0


# --- competency


def practised(days: int, slug: str, count: int = 1, load: float | None = None) -> list[LoggedSets]:
    return [row(days + 4 * n, load, 10, slug=slug, rpe=6.0) for n in range(count)]


def lapses(rows: Sequence[LoggedSets], on: date = ON) -> dict[str, date]:
    found = Standings(BOOK).of(ADULT, History(tuple(rows)), on)
    return lapsing(BOOK, found, ADULT, used_up=False, takes_new=True)


def test_what_the_plan_leans_on_is_about_to_lapse():
    """A rear-foot-elevated squat done 50 days ago lasts 56 (level 3): it is the lunge of the plan, and the standard lunge it
    rests on was not trained since."""
    found = lapses(practised(50, "rear-foot-elevated-db-squat", load=6))
    assert found["rear-foot-elevated-db-squat"] == ago(50) + timedelta(days=56)


def test_a_gate_that_is_open_by_itself_keeps_it():
    """Standard lunges trained three times over ten days open the gate again, whatever becomes of the exercise above it."""
    rows = practised(50, "rear-foot-elevated-db-squat", load=6)
    rows += [row(d, None, 10, slug="standard-lunge", rpe=6.0) for d in (2, 8, 14)]
    assert "rear-foot-elevated-db-squat" not in lapses(rows)


def test_what_no_longer_fills_its_category_may_lapse_in_silence():
    rows = [row(60, 16, 8, slug="db-lunge"), row(1, 6, 8, slug="rear-foot-elevated-db-squat")]
    assert "db-lunge" not in lapses(rows)


# --- what must hold whatever was logged


def logs(seed: int) -> list[LoggedSets]:
    rng = Random(seed)
    slugs = rng.sample([SQUAT, "landmine-deadlift", "db-lunge", "suitcase-carry", "standard-lunge"], rng.randint(1, 4))
    return [
        row(
            day,
            rng.choice([None, 8.0, 12.0, 16.0, 20.0]),
            rng.choice([None, 5.0, 8.0, 10.0]),
            slug=slug,
            rpe=rng.choice([None, 5.0, 7.0, 8.0, 9.5]),
            pain=rng.choice([0, 0, 0, 2, 3]),
            off_plan=rng.random() < 0.1,
        )
        for slug in slugs
        for day in rng.sample(range(-3, 56), rng.randint(0, 14))
    ]


seeds = st.integers(0, 2**40)
many = settings(max_examples=300, derandomize=True)


@many
@given(seeds)
def test_the_order_of_rows_never_matters(seed: int):
    rows = logs(seed)
    mixed = rows[:]
    Random(seed + 1).shuffle(mixed)
    assert of(rows) == of(mixed)
    assert aching(BOOK, rows, ON) == aching(BOOK, mixed, ON)
    assert unanswered(rows, ON) == unanswered(mixed, ON)


@many
@given(seeds)
def test_nothing_stalls_that_also_falls_and_only_what_is_trained_does_either(seed: int):
    rows = [r for r in logs(seed) if r.on <= ON]
    found = of(rows)
    assert not set(found.stalled) & set(found.falling)
    newest = {slug: days[-1].on for slug, days in shown(BOOK, rows).items()}
    for slug in (*found.stalled, *found.falling):
        assert (ON - newest[slug]).days <= THRESHOLDS["gap_days"]


@many
@given(seeds, st.integers(0, 30))
def test_a_record_today_ends_any_stall_and_any_fall(seed: int, more: int):
    rows = [r for r in logs(seed) if r.on <= ON]
    best = max((r.load or 0 for r in rows), default=0)
    today = [row(0, best + 1 + more, 20, slug=slug, rpe=10.0) for slug in {r.slug for r in rows}]
    assert of([*rows, *today]) == Trends()


@many
@given(seeds, st.integers(0, 40))
def test_a_later_start_never_adds_a_stall_of_older_days(seed: int, days: int):
    """Whatever excuses older days, what is left is judged by days from then on only."""
    for slug, done in shown(BOOK, logs(seed)).items():
        left = unbroken(BOOK, done, ON, ago(days))
        assert all(ago(days) <= day.on <= ON for day in left), slug
        assert all((b.on - a.on).days <= THRESHOLDS["gap_days"] for a, b in pairwise(left))
        assert all(day.pain < BOOK.numbers["pain_today"]["exclude_from"] for day in left)
        assert set(left) <= set(done)
        if days < THRESHOLDS["stalled_days"]:
            assert not stalled(BOOK, left, ON)
        if days < 7 * THRESHOLDS["falling_weeks"]:
            assert not falling(BOOK, left)


@many
@given(st.lists(st.floats(10, 200), min_size=2, max_size=12), st.integers(1, 7))
def test_who_never_gets_weaker_is_not_falling(strengths: list[float], step: int):
    rising = sorted(strengths)
    days = [Shown(ago(step * (len(rising) - n)), 10, 5, strength) for n, strength in enumerate(rising)]
    assert not falling(BOOK, days)


@many
@given(st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 3, 1)), st.booleans(), max_size=12))
def test_missed_in_a_row_is_what_comes_after_the_last_done(slots: dict[date, bool]):
    last = max((on for on, done in slots.items() if done), default=date.min)
    assert missed_in_a_row(slots) == sum(1 for on in slots if on > last)
