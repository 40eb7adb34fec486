"""A planned session as text: nothing is lost, and what cannot be read costs no more than itself."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, replace
from datetime import date

import pytest

from desktop.services.plans import content
from rules.verdicts import LeftOut, PlannedItem, PlannedSession, Reason
from rules.vocabulary import Category, Decision, LoadType, Phase, Role, Template, Unit

SQUAT = PlannedItem(
    slug="back-squat",
    category=Category.HIP_DOMINANT,
    role=Role.MAIN,
    sets=3,
    amount=5,
    unit=Unit.REPS,
    load_type=LoadType.TOTAL_KG,
    load=62.5,
    aim=63.1,
    rir=2,
    pct=0.81,
    plates=(20.0, 1.25),
    paired=True,
    trial=True,
    introductory=True,
    decision=Decision.INCREASE,
    reasons=(Reason("planner.ladder", {"exercise": "back-squat", "times": 3, "share": 0.5, "new": True}),),
)
WALK = PlannedItem("duck-walk", Category.MOBILITY, Role.WARMUP, 1, 8.0, Unit.STEPS, LoadType.BODYWEIGHT)
SESSION = PlannedSession(
    on=date(2027, 1, 13),
    slot=date(2027, 1, 12),
    template=Template.A,
    place="Zuhause – Küche",
    phase=Phase.CONSOLIDATE,
    minutes=46,
    items=(WALK, SQUAT),
    left_out=(
        LeftOut(Reason("standing.equipment", {"missing": "hex_bar"}), Category.HINGE, "hex-bar-deadlift"),
        LeftOut(Reason("planner.category-empty"), Category.LUNGE),
        LeftOut(Reason("day.rest"), on=date(2027, 1, 15)),
    ),
    reasons=(Reason("day.two", {"phase": "CONSOLIDATE"}),),
    eased=True,
    deload=True,
    projected=True,
)


def test_nothing_is_lost() -> None:
    text = content.write(SESSION)
    again = content.read(text)
    assert again == SESSION
    assert content.write(again) == text if again is not None else False
    kept = again.items[1] if again is not None else WALK
    assert isinstance(kept.amount, int)
    assert isinstance(kept.reasons[0].facts["new"], bool)


@pytest.mark.parametrize("example", [SESSION, SQUAT], ids=["session", "item"])
def test_the_example_leaves_no_field_at_its_default(example: object) -> None:
    """A field that is added later and not kept must fail the test above, so the example has to have something else in it."""
    for field in fields(example):  # type: ignore[arg-type]
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        assert getattr(example, field.name) != default, field.name


def test_an_exercise_that_left_the_catalogue_costs_its_own_line() -> None:
    read = content.read(content.write(SESSION), known={"duck-walk"})
    assert read is not None
    assert [item.slug for item in read.items] == ["duck-walk"]
    assert [one.slug for one in read.left_out] == ["", ""]
    assert read.minutes == SESSION.minutes


def test_a_word_of_a_later_catalogue_costs_its_own_line() -> None:
    plain = json.loads(content.write(SESSION))
    plain["items"][1]["load_type"] = "chains_kg"
    read = content.read(json.dumps(plain))
    assert read is not None
    assert [item.slug for item in read.items] == ["duck-walk"]


@pytest.mark.parametrize("field, value", [("load", "heavy"), ("amount", None), ("rir", True), ("plates", ["two"])])
def test_a_figure_that_is_none_costs_its_own_line(field: str, value: object) -> None:
    plain = json.loads(content.write(SESSION))
    plain["items"][1][field] = value
    read = content.read(json.dumps(plain))
    assert read is not None
    assert [item.slug for item in read.items] == ["duck-walk"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "1", '{"version": 2}', '{"version": 1}', '{"version": 1, "on": "yesterday"}'],
)
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert content.read(text) is None
    assert content.aims(text) == {}


def test_aims_are_read_without_the_rest() -> None:
    assert content.aims(content.write(SESSION)) == {"back-squat": (62.5, 63.1)}
    assert content.aims('{"version": 1, "items": [3, {"slug": "x", "load": "heavy"}]}') == {}


def test_words_and_estimates_do_not_make_another_plan() -> None:
    other = replace(SQUAT, pct=0.8, reasons=(Reason("planner.familiar"),), decision=None)
    said = replace(SESSION, items=(WALK, other), left_out=(), reasons=(), projected=False)
    assert content.alike(SESSION, said)


@pytest.mark.parametrize(
    "other",
    [
        replace(SESSION, on=date(2027, 1, 14)),
        replace(SESSION, minutes=45),
        replace(SESSION, place="Gym"),
        replace(SESSION, deload=False),
        replace(SESSION, items=(SQUAT, WALK)),
        replace(SESSION, items=(WALK, replace(SQUAT, sets=2))),
        replace(SESSION, items=(WALK, replace(SQUAT, load=60.0))),
        replace(SESSION, items=(WALK, replace(SQUAT, aim=62.9))),
        replace(SESSION, items=(WALK, replace(SQUAT, rir=3))),
    ],
)
def test_what_is_asked_of_the_athlete_makes_another_plan(other: PlannedSession) -> None:
    assert not content.alike(SESSION, other)
