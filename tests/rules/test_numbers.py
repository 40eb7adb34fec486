"""The arithmetic of section 4: estimated maxima, sets, minutes, lay-offs, ceilings, first loads."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from rules.ages import age_on
from rules.durations import Item, minutes
from rules.facts import Athlete
from rules.loads import ceiling, round_down, round_up_days, total
from rules.progression import Progression, e1rm, first_load, hand_load, layoff_factor, sets_after, working_e1rm
from rules.verdicts import Estimate
from rules.vocabulary import Equipment, HingeChoice
from tests.rules.books import shipped

ON = date(2027, 6, 20)


@pytest.mark.parametrize(
    "load, reps, rir, want",
    [
        (100, 5, 2, 100 * (1 + 7 / 30)),
        (100, 1, 0, 100),  # one repetition with nothing left is the maximum itself
        (100, 2, 0, 100 * (1 + 2 / 30)),
        (100, 8, 4, 140),
        (100, 9, 4, None),  # more than 12 with the reserve
        (100, 5, 5, None),  # a reserve of more than 4 is a guess
        (100, 0, 2, None),
        (0, 5, 2, 0),
        (60, 10.5, 1.5, 84),
    ],
)
def test_estimated_maximum(load: float, reps: float, rir: float, want: float | None):
    found = e1rm(shipped(), load, reps, rir)
    assert found == (None if want is None else pytest.approx(want))


def best(*kilograms: float, days: int = 7) -> list[Estimate]:
    return [Estimate(kg, ON + timedelta(days=days * i)) for i, kg in enumerate(kilograms)]


def test_working_maximum_is_the_median_of_three():
    assert working_e1rm(shipped(), []) is None
    assert working_e1rm(shipped(), best(100)) == 100
    assert working_e1rm(shipped(), best(100, 102, 101)) == pytest.approx(101)
    assert working_e1rm(shipped(), best(100, 101, 300)) == pytest.approx(101)  # one wild day moves nothing


def test_working_maximum_moves_slowly():
    assert working_e1rm(shipped(), best(100, 200, 200)) == pytest.approx(100 * 1.05 * 1.05)
    assert working_e1rm(shipped(), best(100, 10, 10)) == pytest.approx(100 * 0.9 * 0.9)
    assert working_e1rm(shipped(), best(100, 120, 120, days=70)) == pytest.approx(120)
    assert working_e1rm(shipped(), best(100, 200, days=0)) == pytest.approx(100)  # two sessions of one day
    assert working_e1rm(shipped(), best(100, 104, 103)[::-1]) == working_e1rm(shipped(), best(100, 104, 103))


@pytest.mark.parametrize(
    "base, mult, want",
    [
        (4, 1.0, 4),
        (4, 0.8, 3),
        (3, 0.6, 2),
        (4, 0.6, 2),
        (3, 0.5, 2),
        (2, 0.4, 1),
        (1, 0.4, 1),
        (4, 0, 0),
        (0, 0.5, 1),
        (5, 0.1, 1),
    ],
)
def test_sets_after_the_multiplier(base: int, mult: float, want: int):
    assert sets_after(base, mult) == want


@pytest.mark.parametrize(
    "days, adult, old",
    [
        (0, 1.0, 1.0),
        (14, 1.0, 1.0),
        (15, 0.95, 0.90),
        (21, 0.95, 0.90),
        (22, 0.90, 0.80),
        (28, 0.90, 0.80),
        (29, 0.80, 0.70),
        (56, 0.80, 0.70),
        (57, 0.70, 0.60),
        (84, 0.70, 0.60),
        (85, 0.60, 0.50),
        (180, 0.60, 0.50),
        (181, 0.50, 0.50),
        (4000, 0.50, 0.50),
    ],
)
def test_layoffs(days: int, adult: float, old: float):
    assert layoff_factor(shipped(), days, 59) == layoff_factor(shipped(), days, None) == adult
    assert layoff_factor(shipped(), days, 60) == old


def test_longer_layoffs_never_give_more():
    for age in (None, 30, 60):
        factors = [layoff_factor(shipped(), days, age) for days in range(400)]
        assert all(b <= a for a, b in pairwise(factors))


def person(mass: float | None = 70, plates: float | None = None) -> Athlete:
    return Athlete(body_mass_kg=mass, plates_one_sleeve_kg=plates, equipment=frozenset(Equipment))


@pytest.mark.parametrize(
    "slug, mass, plates, want",
    [
        ("landmine-deadlift", 70, None, 55),  # 0.80 x 70 = 56, in steps of 2.5
        ("landmine-deadlift", 95, None, 60),  # 60 kg of plates fit on a sleeve
        ("landmine-deadlift", 70, 41, 40),  # plates owned
        ("landmine-deadlift", None, None, 55),  # unknown: 70 kg
        ("landmine-deadlift", 70, 0, 0),
        ("split-squat", 70, None, None),
        ("back-squat", 70, 10, 140),  # plates of one sleeve are the landmine's matter
    ],
)
def test_ceilings(slug: str, mass: float | None, plates: float | None, want: float | None):
    assert ceiling(shipped().exercises[slug], person(mass, plates), 70) == want


def test_ceilings_of_two_hands_are_per_hand():
    exercise = shipped().exercises["db-lunge"]
    found = ceiling(exercise, person(70), 70)
    assert found is not None
    assert exercise.ceiling_bm is not None
    limits = [exercise.ceiling_bm * 70, *([exercise.ceiling_kg] if exercise.ceiling_kg is not None else [])]
    assert total(exercise, found) <= min(limits) < total(exercise, found + (exercise.increment or 0))


@pytest.mark.parametrize(
    "load, increment, want",
    [
        (0.3, 0.1, 0.3),
        (7.0, 2.5, 5.0),
        (7.5, 2.5, 7.5),
        (-3, 2.5, 0),
        (5.3, None, 5.3),
        (0.7 * 10, 1.0, 7.0),
        (2.4999999999, 2.5, 2.5),
    ],
)
def test_rounding_down(load: float, increment: float | None, want: float):
    assert round_down(load, increment) == pytest.approx(want)


def test_rounding_days_up():
    assert [round_up_days(days, 1.25) for days in (0, 1, 2, 4, 5)] == [0, 2, 3, 5, 7]
    assert round_up_days(2, 1.5) == 3
    assert round_up_days(30, 1.0) == 30


def test_ages():
    assert age_on(None, ON) is None
    assert age_on(date(1990, 6, 20), ON) == 37
    assert age_on(date(1990, 6, 21), ON) == 36
    assert age_on(date(2008, 2, 29), date(2027, 2, 28)) == 18
    assert age_on(date(2008, 2, 29), date(2027, 3, 1)) == 19
    assert age_on(date(2008, 2, 29), date(2028, 2, 29)) == 20


# --- first exposure: what the heavier lift starts with --------------------------------------------------


def test_hands_feel_half_the_bar_and_most_of_the_plates():
    assert hand_load(shipped(), 55) == pytest.approx(0.5 * 20 + 0.9 * 55)
    assert hand_load(shipped(), 0) == pytest.approx(10)


@pytest.mark.parametrize(
    "slug, easier, load",
    [
        ("hex-bar-deadlift", "landmine-deadlift", 55),
        ("conventional-deadlift", "landmine-deadlift", 55),
        ("conventional-deadlift", "hex-bar-deadlift", 90),
    ],
)
def test_first_deadlifts(slug: str, easier: str, load: float):
    numbers = shipped().numbers["transfer"]
    name = {"hex-bar-deadlift": "hex", "conventional-deadlift": "conventional"}[slug]
    below = {"hex-bar-deadlift": "hex", "landmine-deadlift": "landmine"}[easier]
    felt = hand_load(shipped(), load) if below == "landmine" else load
    wanted = numbers[f"{name}_from_{below}"] * felt
    found = first_load(shipped(), slug, person(), easier, load)
    assert found is not None
    assert wanted - 2.5 < found <= wanted
    assert found % 2.5 == 0
    assert first_load(shipped(), slug, person(), easier, 0) == 20  # never less than the empty bar


def test_first_back_squat():
    numbers = shipped().numbers["transfer"]
    light = first_load(shipped(), "back-squat", person(70), "goblet-squat", 10)
    assert light == numbers["back_squat_min_kg"]
    heavy = first_load(shipped(), "back-squat", person(70), "goblet-squat", 200)
    assert heavy == round_down(numbers["back_squat_max_bm"] * 70, 2.5)
    assert first_load(shipped(), "back-squat", person(20), "goblet-squat", 20) is None  # the empty bar is too much


def test_first_rear_foot_elevated_squat_and_none():
    numbers = shipped().numbers["transfer"]
    found = first_load(shipped(), "rear-foot-elevated-db-squat", person(80), "standard-lunge", 0)
    assert found == round_down(numbers["rear_foot_elevated_total_bm"] * 80 / 2, 2.0)
    assert first_load(shipped(), "duck-walk", person(), "deep-squat-hold", 0) is None


# --- which deadlift next ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "load, topped, hex_bar, conventional, want",
    [
        (50, True, True, True, HingeChoice.STAY_LANDMINE),  # one more step fits
        (55, False, True, True, HingeChoice.STAY_LANDMINE),  # not yet at the top of the range
        (55, True, True, True, HingeChoice.HEX_BAR),
        (55, True, False, True, HingeChoice.CONVENTIONAL),
        (55, True, False, False, HingeChoice.STAY_LANDMINE_TEMPO),
    ],
)
def test_which_deadlift_next(load: float, topped: bool, hex_bar: bool, conventional: bool, want: HingeChoice):
    choice, reason = Progression(shipped()).hinge(load, topped, person(), hex_bar=hex_bar, conventional=conventional)
    assert choice is want
    assert shipped().rules[reason.rule].outcome == want
    assert all(c.holds(int(reason.facts[c.fact])) for c in shipped().rules[reason.rule].when)


# --- minutes ----------------------------------------------------------------------------------------------


def test_minutes_add_up():
    # 480 s warm-up; back squat: 120 s set-up, 180 s ramp, 3 x 5 x 4 s, 2 x 150 s rest
    squat = Item("back-squat", 3, 5, 0.80)
    assert minutes(shipped(), [squat], None) == -(-(480 + 120 + 180 + 60 + 300) // 60)
    assert minutes(shipped(), [Item("back-squat", 3, 5, 0.79)], None) == -(-(480 + 120 + 180 + 60 + 240) // 60)
    # split squat: 30 s set-up, 2 x (2 x 8 x 4 s + 10 s) and one rest of 90 s
    assert minutes(shipped(), [Item("split-squat", 2, 8)], None) == -(-(480 + 30 + 2 * 74 + 90) // 60)


def test_minutes_of_an_empty_session_are_its_warm_up():
    assert [minutes(shipped(), [], age) for age in (None, 49, 50, 59, 60, 80)] == [8, 8, 10, 10, 12, 12]


def test_pairing_shortens_a_session():
    one = [Item("dead-bug", 3, 10), Item("single-leg-stance", 3, 30)]
    paired = [Item("dead-bug", 3, 10, superset=True), Item("single-leg-stance", 3, 30, superset=True)]
    assert minutes(shipped(), paired, None) < minutes(shipped(), one, None)
