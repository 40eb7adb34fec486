"""Races looked at before they are changed, and several changed as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.services.outcome import Refused
from models.records import Race, new_id
from rules.vocabulary import Priority


@pytest.fixture
def races(services, marta, clock):
    """Two races of Marta."""
    made = (
        Race(new_id(), marta.id, "Ridge", clock() + timedelta(60), Priority.A, 50.0, 2000.0),
        Race(new_id(), marta.id, "Valley", clock() + timedelta(100), Priority.B, 20.0),
    )
    for race in made:
        services.races.save(race)
    return made


def test_several_races_are_changed_in_one_step_and_back(services, marta, races, clock):
    ridge, valley = races
    added = Race(new_id(), marta.id, "Hill", clock() + timedelta(20), Priority.C, 10.0)
    moved = replace(ridge, on=ridge.on + timedelta(7))
    receipt = services.races.change(marta.id, {ridge.id: moved, valley.id: None, added.id: added})
    assert services.races.of(marta.id) == (added, moved)
    assert (receipt.text, receipt.athlete_id) == ("Changed 3 races", marta.id)
    back = receipt.undo()
    assert services.races.of(marta.id) == races
    back.undo()
    assert services.races.of(marta.id) == (added, moved)


def test_one_race_is_called_by_its_name(services, marta, races):
    receipt = services.races.change(marta.id, {races[1].id: None})
    assert receipt.text.startswith("Removed the race Valley")
    assert services.races.of(marta.id) == races[:1]


def test_nothing_is_changed_where_one_of_several_is_refused(services, marta, races):
    with pytest.raises(Refused, match="name"):
        services.races.change(marta.id, {races[0].id: None, races[1].id: replace(races[1], name=" ")})
    assert services.races.of(marta.id) == races


def test_a_race_is_checked_without_being_saved(services, marta, races):
    services.races.check(replace(races[0], distance_km=51.0))
    with pytest.raises(Refused, match=r"between 0\.1 and 1000"):
        services.races.check(replace(races[0], distance_km=5000.0))
    assert services.races.of(marta.id) == races


def test_the_races_there_would_be_are_judged_like_those_there_are(services, marta, races):
    moved = replace(races[0], on=races[0].on + timedelta(14))
    supposed = services.season.races(marta.id, (moved, races[1]))
    assert services.races.of(marta.id) == races
    services.races.save(moved)
    assert services.season.races(marta.id) == supposed
