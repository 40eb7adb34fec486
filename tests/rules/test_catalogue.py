"""What section 1 of the specification guarantees of the shipped catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import product

import pytest

from rules.rulebook import Exercise
from rules.vocabulary import Category, Equipment, Joint, LoadType, MobilityLevel, PainArea
from tests.rules.books import shipped

ARTICLE = {
    "rear-foot-elevated-db-squat": (Category.LUNGE, 3, {"standard-lunge"}),
    "back-squat": (Category.HIP_DOMINANT, 3, {"goblet-squat", "landmine-squat", "tempo-squat"}),
    "landmine-deadlift": (Category.HINGE, 1, set[str]()),
    "single-arm-kb-farmers-march": (Category.BALANCE, 2, {"standing-march", "single-leg-stance"}),
    "half-kneeling-cross-chop": (Category.CORE, 2, {"dead-bug", "bird-dog", "side-plank"}),
    "duck-walk": (Category.MOBILITY, 2, {"deep-squat-hold"}),
}


def loadable(exercise: Exercise, load_bm: float) -> bool:
    return load_bm == 0 or exercise.load_type not in (LoadType.BODYWEIGHT, LoadType.BAND_LEVEL)


def reachable(owned: Collection[Equipment]) -> set[str]:
    """What somebody with this equipment can come to do in time: gates opened by exercises that can be done themselves."""
    exercises = shipped().exercises
    there = {*owned, Equipment.BODYWEIGHT}
    found: set[str] = set()
    while True:
        more = {
            e.slug
            for e in exercises.values()
            if e.slug not in found
            and all(group & there for group in e.equipment)
            and all(any(o.slug in found and loadable(exercises[o.slug], o.load_bm) for o in g.any_of) for g in e.gates)
        }
        if not more:
            return found
        found |= more


def test_its_size():
    exercises = shipped().exercises
    assert len(exercises) == 75
    assert Counter(e.category for e in exercises.values()) == {
        Category.LUNGE: 15,
        Category.HIP_DOMINANT: 13,
        Category.HINGE: 13,
        Category.BALANCE: 12,
        Category.CORE: 12,
        Category.MOBILITY: 10,
    }
    assert len({e.name for e in exercises.values()}) == 75
    assert all(1 <= e.level <= 4 for e in exercises.values())  # level 5 is kept for exercises a coach adds


def test_the_six_of_the_article():
    exercises = shipped().exercises
    assert {e.slug for e in exercises.values() if e.article} == set(ARTICLE)
    assert {e.name for e in exercises.values() if e.article} == {
        "Rear foot elevated DB squat in lunge",
        "Back squat",
        "Landmine deadlift",
        "Single arm KB farmers march",
        "Half kneeling cross chop",
        "Duck walk",
    }
    for slug, (category, level, below) in ARTICLE.items():
        assert (exercises[slug].category, exercises[slug].level) == (category, level)
        assert set(exercises[slug].prerequisites) == below
    assert len(exercises["single-arm-kb-farmers-march"].gates) == 2
    assert exercises["duck-walk"].load_type is LoadType.BODYWEIGHT


def test_prerequisites_are_a_graph_without_cycles_of_at_most_four():
    book = shipped()
    depth: dict[str, int] = {}

    def measure(slug: str, path: tuple[str, ...]) -> int:
        assert slug not in path, f"a cycle: {path}"
        if slug not in depth:
            depth[slug] = 1 + max((measure(s, (*path, slug)) for s in book.exercises[slug].prerequisites), default=0)
        return depth[slug]

    assert max(measure(slug, ()) for slug in book.exercises) == 4


def test_everything_is_reached_in_a_full_gym():
    assert reachable(list(Equipment)) == set(shipped().exercises)


def test_everything_is_reached_with_its_own_equipment_alone():
    for exercise in shipped().exercises.values():
        assert exercise.slug in reachable({item for group in exercise.equipment for item in group})
        ways = [set(kit) for kit in product(*exercise.equipment)]
        assert any(exercise.slug in reachable(kit) for kit in ways), exercise.slug


def entries(category: Category) -> list[Exercise]:
    return [
        e
        for e in shipped().exercises.values()
        if e.category is category and not e.gates and all(Equipment.BODYWEIGHT in group for group in e.equipment)
    ]


@pytest.mark.parametrize("category", Category)
def test_every_category_has_an_entry_for_everybody(category: Category):
    assert entries(category)
    for area in PainArea:
        assert any(area not in e.pain_block for e in entries(category)), area
    assert any(not e.mobility_block for e in entries(category))
    for joint in Joint:
        assert any((joint, MobilityLevel.SEVERE) not in e.mobility_block for e in entries(category)), joint


def test_bodyweight_alone_reaches_34_in_all_categories():
    found = reachable(())
    assert len(found) == 34
    assert {shipped().exercises[slug].category for slug in found} == set(Category)


def test_every_piece_of_equipment_is_used():
    used = {item for e in shipped().exercises.values() for group in e.equipment for item in group}
    assert used == set(Equipment)


def test_no_gate_asks_more_than_nine_tenths_of_a_ceiling():
    exercises = shipped().exercises
    asked = 0
    for exercise in exercises.values():
        for option in (o for gate in exercise.gates for o in gate.any_of if o.load_bm):
            below = exercises[option.slug]
            assert loadable(below, option.load_bm), (exercise.slug, option.slug)
            if below.ceiling_bm is not None:
                assert option.load_bm <= 0.9 * below.ceiling_bm + 1e-9, (exercise.slug, option.slug)
                asked += 1
    assert asked > 10


def test_loads_fit_their_type():
    for exercise in shipped().exercises.values():
        weightless = exercise.load_type is LoadType.BODYWEIGHT
        assert weightless == (exercise.increment is None), exercise.slug
        assert bool(exercise.modification) >= bool(exercise.mobility_modify), exercise.slug
        assert len(exercise.cues) >= 2, exercise.slug


def test_no_window_is_longer_than_the_competency_it_proves():
    book = shipped()
    for exercise in book.exercises.values():
        for gate in exercise.gates:
            assert gate.window_days <= book.recency_days(exercise.level)
            assert gate.days_coach <= gate.days_self
