"""What differs between two plans of a week, in words a coach would use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.services.plans import DifferenceKind
from desktop.services.plans.comparing import differences, dose
from desktop.services.words import Words
from rules.rulebook import Rulebook
from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import Category, LoadType, Phase, Role, Template, Unit
from tests.services.plan_stories import MONDAY, THURSDAY, TUESDAY
from tests.services.test_plans_content import WALK

SQUAT = PlannedItem(
    "back-squat", Category.HIP_DOMINANT, Role.MAIN, 3, 5, Unit.REPS, LoadType.TOTAL_KG, load=62.5, aim=62.5, rir=2
)
CARRY = PlannedItem(
    "farmers-carry", Category.BALANCE, Role.ACCESSORY, 2, 20, Unit.STEPS, LoadType.PER_HAND_KG, load=12.0, rir=3
)
PLANK = PlannedItem("side-plank", Category.CORE, Role.ACCESSORY, 2, 30, Unit.SECONDS, LoadType.BODYWEIGHT, rir=3)
A = PlannedSession(TUESDAY, TUESDAY, Template.A, "Home", Phase.BUILD, 40, (WALK, SQUAT, CARRY, PLANK))


def week(*sessions: PlannedSession) -> PlannedWeek:
    return PlannedWeek(MONDAY, Phase.BUILD, sessions)


@pytest.fixture
def words(book: Rulebook) -> Words:
    return Words(book)


def one(words: Words, was: PlannedSession, will: PlannedSession) -> tuple[DifferenceKind, str, date]:
    (found,) = differences(week(was), week(will), words)
    return found.kind, found.sentence, found.on


def test_the_same_week_has_none(words: Words) -> None:
    assert differences(week(A), week(replace(A, projected=True, reasons=())), words) == ()


def test_added_and_removed(words: Words) -> None:
    other = replace(A, slot=THURSDAY, on=THURSDAY, template=Template.MICRO, minutes=1)
    (added,) = differences(week(A), week(A, other), words)
    assert (added.kind, added.on, added.sentence) == (DifferenceKind.ADDED, THURSDAY, "Mobility is added, 1 minute.")
    (removed,) = differences(week(A, other), week(other), words)
    assert (removed.kind, removed.sentence) == (DifferenceKind.REMOVED, "Session A falls away.")


@pytest.mark.parametrize(
    "change, kind, said",
    [
        ({"sets": 2}, DifferenceKind.LIGHTENED, "2 × 5 at 62.5 kg, RIR 2 instead of 3 × 5 at 62.5 kg, RIR 2"),
        ({"load": 60.0}, DifferenceKind.LIGHTENED, "3 × 5 at 60 kg, RIR 2 instead of"),
        ({"rir": 3}, DifferenceKind.LIGHTENED, "3 × 5 at 62.5 kg, RIR 3 instead of"),
        ({"amount": 6}, DifferenceKind.HEAVIER, "3 × 6 at"),
        ({"load": 65.0}, DifferenceKind.HEAVIER, "3 × 5 at 65 kg"),
        ({"load": 65.0, "sets": 2}, DifferenceKind.CHANGED, "2 × 5 at 65 kg"),
    ],
)
def test_lighter_heavier_or_both(words: Words, change: dict[str, Any], kind: DifferenceKind, said: str) -> None:
    will = replace(A, items=(WALK, replace(SQUAT, **change), CARRY, PLANK))
    found, sentence, _ = one(words, A, will)
    assert found is kind
    assert f"Back squat {said}" in sentence
    assert sentence.startswith(
        {"lightened": "Session A is lighter: ", "heavier": "Session A is heavier: "}.get(kind, "Session A changes: ")
    )


def test_an_exercise_less_is_lighter_and_another_instead_is_a_change(words: Words) -> None:
    assert one(words, A, replace(A, items=(WALK, SQUAT, CARRY)))[:2] == (
        DifferenceKind.LIGHTENED,
        "Session A is lighter: without Side plank.",
    )
    goblet = replace(SQUAT, slug="goblet-squat", load=20.0, load_type=LoadType.SINGLE_KG)
    kind, sentence, _ = one(words, A, replace(A, items=(WALK, goblet, CARRY, PLANK)))
    assert kind is DifferenceKind.CHANGED
    assert "without Back squat; Goblet squat 3 × 5 at 20 kg, RIR 2 comes in." in sentence


def test_moved(words: Words) -> None:
    assert one(words, A, replace(A, on=THURSDAY)) == (
        DifferenceKind.MOVED,
        "Session A moves from 12 Jan 2027 to 14 Jan 2027.",
        THURSDAY,
    )


def test_another_template(words: Words) -> None:
    will = replace(A, template=Template.MICRO, items=(WALK,), minutes=8)
    kind, sentence, _ = one(words, A, will)
    assert kind is DifferenceKind.LIGHTENED
    assert (
        sentence
        == "Session A becomes mobility, lighter: without Back squat; without Farmers carry (two hands); without Side plank."
    )


@pytest.mark.parametrize(
    "will, kind, sentence",
    [
        (replace(A, minutes=35), DifferenceKind.LIGHTENED, "Session A is lighter: 35 minutes instead of 40."),
        (replace(A, place="Gym"), DifferenceKind.CHANGED, "Session A changes: Gym instead of Home."),
        (
            replace(A, items=(replace(WALK, amount=6.0), *A.items[1:])),
            DifferenceKind.CHANGED,
            "Session A changes: another warm-up.",
        ),
    ],
)
def test_what_is_around_the_work(words: Words, will: PlannedSession, kind: DifferenceKind, sentence: str) -> None:
    assert one(words, A, will)[:2] == (kind, sentence)


def test_long_lists_are_cut(words: Words) -> None:
    slugs = ("dead-bug", "bird-dog", "front-plank", "step-up", "reverse-lunge", "split-squat")
    items = tuple(replace(PLANK, slug=slug) for slug in slugs)
    _, sentence, _ = one(words, replace(A, items=items), replace(A, items=()))
    assert sentence.count("without") == 4
    assert sentence.endswith("; and 2 more.")


def test_doses_in_the_words_of_their_load() -> None:
    assert dose(CARRY) == "2 × 20 steps at 12 kg per hand, RIR 3"
    assert dose(PLANK) == "2 × 30 s, RIR 3"
    assert dose(replace(PLANK, load_type=LoadType.BAND_LEVEL, load=2.0, rir=None)) == "2 × 30 s with band 2"
