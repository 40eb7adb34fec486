"""Athletes and their profile: validated, saved, undone and redone with the very same records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.services import factual
from desktop.services.house import Services
from desktop.services.outcome import Refused, Topic
from models import records
from models.records import new_id
from models.store import Store
from rules.vocabulary import Category, Equipment, Experience, Joint, MobilityLevel, PainArea, Phase, Priority
from tests.services.conftest import lunges

TODAY = date(2027, 1, 11)


def test_save_undo_and_redo_keep_the_record(services: Services) -> None:
    athlete = records.Athlete(new_id(), "Zoë", notes="first")
    added = services.athletes.save(athlete)
    assert added.topics == {Topic.ATHLETES}
    assert added.athlete_id == athlete.id
    changed = services.athletes.save(replace(athlete, notes="second"))
    assert (added.text, changed.text) == ("Added Zoë", "Changed the profile of Zoë")
    back = changed.undo()
    assert services.athletes.dossier(athlete.id).athlete == athlete
    back.undo()
    assert services.athletes.dossier(athlete.id).athlete.notes == "second"
    added.undo()
    assert services.athletes.roster() == ()


@pytest.mark.parametrize(
    "field,value",
    [
        ("name", "  "),
        ("name", "x" * 121),
        ("birth_date", TODAY + timedelta(days=1)),
        ("birth_date", date(1899, 12, 31)),
        ("body_mass_kg", 19.9),
        ("body_mass_kg", float("nan")),
        ("body_mass_kg", 300.5),
        ("session_minutes", 14),
        ("session_minutes", 241),
        ("max_sessions", 3),
        ("max_sessions", -1),
        ("available_days", (0,)),
        ("available_days", (2, 2)),
        ("guardian_consent_on", TODAY + timedelta(days=1)),
    ],
)
def test_what_cannot_be_is_refused(services: Services, field: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        services.athletes.save(replace(records.Athlete(new_id(), "Zoë"), **{field: value}))
    assert refusal.value.field == field
    assert refusal.value.message.endswith(".")
    assert services.athletes.roster() == ()


def test_the_bounds_themselves_are_fine(services: Services) -> None:
    athlete = records.Athlete(
        new_id(), "Zoë", birth_date=TODAY, body_mass_kg=20, session_minutes=15, max_sessions=0, available_days=(1, 7)
    )
    services.athletes.save(athlete)
    assert services.athletes.roster() == (athlete,)


def test_find_by_id_name_and_part(services: Services) -> None:
    anna, hannah = records.Athlete(new_id(), "Anna"), records.Athlete(new_id(), "Hannah")
    services.athletes.save(anna)
    services.athletes.save(hannah)
    assert services.athletes.find(anna.id) == anna
    assert services.athletes.find("anna") == anna  # the whole name goes before a part of another
    assert services.athletes.find("HANN") == hannah
    with pytest.raises(Refused, match="several"):
        services.athletes.find("nna")
    with pytest.raises(Refused, match="No athlete"):
        services.athletes.find("Ben")
    with pytest.raises(Refused, match="No athlete"):
        services.athletes.find(" ")


def test_archived_athletes_are_listed_when_asked(services: Services) -> None:
    services.athletes.save(records.Athlete(new_id(), "Old", archived=True))
    assert services.athletes.roster() == ()
    assert [a.name for a in services.athletes.roster(archived=True)] == ["Old"]


def written_down(store: Store, owner: str) -> list[records.WrittenPlan]:
    """A plan in two versions, with a wish and an absence beside it."""
    first = records.WrittenPlan(
        new_id(), owner, TODAY, 1, TODAY, TODAY, records.SessionKind.A, Phase.BUILD, 45, content="first"
    )
    plans = [first, replace(first, id=new_id(), version=2, on=TODAY + timedelta(days=1), content="moved")]
    for plan in plans:
        store.plans.write(plan)
    swaps = ((Category.CORE, "side-plank"),)
    store.wishes.save(records.Wish(new_id(), owner, TODAY, TODAY + timedelta(days=1), swaps=swaps))
    store.absences.save(records.Absence(new_id(), owner, TODAY + timedelta(days=7), TODAY + timedelta(days=9), True))
    return plans


def test_remove_takes_everything_and_undo_brings_it_back(services: Services, marta: records.Athlete) -> None:
    services.races.save(records.Race(new_id(), marta.id, "Zegama", date(2027, 5, 23), Priority.A))
    services.athletes.save_pain(records.PainReport(new_id(), marta.id, PainArea.KNEE, TODAY, 2))
    services.training.save(lunges(marta, TODAY))
    plans = written_down(services.store, marta.id)
    dossier, sessions = services.athletes.dossier(marta.id), services.training.sessions(marta.id)
    assert dossier.absences
    assert dossier.wishes
    removed = services.athletes.remove(marta.id)
    assert services.athletes.roster() == ()
    assert services.store.plans.of(marta.id) == []
    back = removed.undo()
    assert services.athletes.dossier(marta.id) == dossier
    assert services.training.sessions(marta.id) == sessions
    assert services.store.plans.of(marta.id) == plans
    back.undo()
    assert services.athletes.roster() == ()
    with pytest.raises(Refused):
        services.athletes.remove(marta.id)


def profile_records(athlete_id: str) -> list[tuple[str, Any]]:
    return [
        ("kit", records.Kit(new_id(), athlete_id, "Gym", frozenset({Equipment.BAND}), (20.0, 10.0))),
        ("key_run", records.KeyRun(new_id(), athlete_id, 3, records.KeyRunKind.TEMPO, 50)),
        ("mobility", records.MobilityScreen(new_id(), athlete_id, TODAY, 9, 11)),
        ("pain", records.PainReport(new_id(), athlete_id, PainArea.KNEE, TODAY, 3)),
        ("injury", records.InjuryFlag(new_id(), athlete_id, PainArea.KNEE, TODAY)),
        ("readiness", records.ReadinessScreen(new_id(), athlete_id, TODAY, frozenset({6}))),
        ("declaration", records.Declaration(new_id(), athlete_id, "back-squat", TODAY, 80)),
    ]


@pytest.mark.parametrize("number", range(7))
def test_every_part_of_the_profile_is_saved_and_undone(services: Services, marta: records.Athlete, number: int) -> None:
    name, record = profile_records(marta.id)[number]
    before = services.athletes.dossier(marta.id)
    saved = getattr(services.athletes, f"save_{name}")(record)
    after = services.athletes.dossier(marta.id)
    assert after != before
    assert saved.athlete_id == marta.id
    removed = getattr(services.athletes, f"remove_{name}")(record.id)
    assert services.athletes.dossier(marta.id) == before
    removed.undo()
    assert services.athletes.dossier(marta.id) == after
    saved.undo()
    assert services.athletes.dossier(marta.id) == before
    with pytest.raises(Refused):
        getattr(services.athletes, f"remove_{name}")(record.id)


@pytest.mark.parametrize(
    "number,change,field",
    [
        (0, {"name": ""}, "name"),
        (0, {"plates_kg": (0.0,)}, "plates_kg"),
        (0, {"days": (8,)}, "days"),
        (1, {"weekday": 0}, "weekday"),
        (1, {"minutes": 0}, "minutes"),
        (2, {"ankle_left_cm": 41.0}, "ankle_left_cm"),
        (2, {"on": TODAY + timedelta(days=1)}, "on"),
        (3, {"score": 11}, "score"),
        (4, {"cleared_on": TODAY - timedelta(days=1)}, "cleared_on"),
        (5, {"yes": frozenset({11})}, "yes"),
        (6, {"exercise": "nonsense"}, "exercise"),
        (6, {"load": -1.0}, "load"),
    ],
)
def test_a_wrong_profile_is_refused(
    services: Services, marta: records.Athlete, number: int, change: dict[str, Any], field: str
) -> None:
    name, record = profile_records(marta.id)[number]
    before = services.athletes.dossier(marta.id)
    with pytest.raises(Refused) as refusal:
        getattr(services.athletes, f"save_{name}")(replace(record, **change))
    assert refusal.value.field == field
    assert services.athletes.dossier(marta.id) == before


@pytest.mark.parametrize(
    "change", [{"birth_date": date(2010, 1, 1)}, {"birth_date": None}, {"experience": Experience.NOVICE}]
)
def test_only_experienced_adults_declare(services: Services, marta: records.Athlete, change: dict[str, Any]) -> None:
    services.athletes.save(replace(marta, **change))
    with pytest.raises(Refused):
        services.athletes.save_declaration(records.Declaration(new_id(), marta.id, "back-squat", TODAY, 80))


def test_facts_are_those_of_the_day(services: Services, marta: records.Athlete) -> None:
    def save(days: int, score: int) -> None:
        on = TODAY - timedelta(days=days)
        services.athletes.save_pain(records.PainReport(new_id(), marta.id, PainArea.KNEE, on, score))

    save(10, 5)
    save(3, 1)
    services.athletes.save_injury(
        records.InjuryFlag(
            new_id(), marta.id, PainArea.HAMSTRING, TODAY - timedelta(days=20), TODAY - timedelta(days=5)
        )
    )
    services.athletes.save_readiness(
        records.ReadinessScreen(
            new_id(), marta.id, TODAY - timedelta(days=8), frozenset({2}), TODAY - timedelta(days=2)
        )
    )
    services.athletes.save_mobility(records.MobilityScreen(new_id(), marta.id, TODAY - timedelta(days=4), 12, 5.9))
    now = services.athletes.facts(marta.id)
    assert now.pain == {PainArea.KNEE: 1}
    assert now.injuries == frozenset()
    assert not now.health_hold
    assert now.mobility == {Joint.ANKLE: MobilityLevel.SEVERE}
    then = services.athletes.facts(marta.id, TODAY - timedelta(days=6))
    assert then.pain == {PainArea.KNEE: 5}
    assert then.injuries == {PainArea.HAMSTRING}
    assert then.health_hold
    assert then.mobility == {}


def test_equipment_of_all_places_counts() -> None:
    kits = [
        records.Kit("1", "a", "Home", frozenset({Equipment.BAND}), (10.0, 10.0)),
        records.Kit("2", "a", "Gym", frozenset({Equipment.LANDMINE}), (20.0,)),
    ]
    assert factual.equipment(kits) == {Equipment.BODYWEIGHT, Equipment.BAND, Equipment.LANDMINE}
    assert factual.plates_one_sleeve(kits) == 20.0
    assert factual.plates_one_sleeve([]) is None
    assert factual.equipment([]) == {Equipment.BODYWEIGHT}
