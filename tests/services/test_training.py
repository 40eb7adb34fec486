"""Sessions: stamped with phase and off-plan marks by what was open on their day; validated; undone with the same ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.services import factual, past
from desktop.services.house import Services
from desktop.services.outcome import Refused
from models import records
from models.records import Session, SessionStatus, new_id
from rules.vocabulary import Decision, LoadType, Phase, Priority, Status, Unit
from tests.services.conftest import lunges, one_set

TODAY = date(2027, 1, 11)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def raised(athlete: records.Athlete, on: date) -> Session:
    """A session of the rear-foot-elevated squat, which opens after the standard lunge."""
    sets = (one_set("rear-foot-elevated-db-squat", load_type=LoadType.PER_HAND_KG, load=2.0),)
    return Session(new_id(), athlete.id, on, sets=sets)


def status(services: Services, athlete: records.Athlete, slug: str, on: date | None = None) -> Status:
    return {s.slug: s.status for s in services.unlocks.standings(athlete.id, on)}[slug]


def test_work_on_what_is_locked_is_kept_and_marked(services: Services, marta: records.Athlete) -> None:
    session = raised(marta, TODAY)
    services.training.save(session)
    assert services.training.session(session.id).sets[0].off_plan
    assert status(services, marta, session.sets[0].exercise) is Status.LOCKED_PREREQ


def test_three_good_days_open_the_next(services: Services, marta: records.Athlete) -> None:
    for days in (16, 10, 4):
        services.training.save(lunges(marta, ago(days)))
    assert status(services, marta, "rear-foot-elevated-db-squat") is Status.UNLOCKED
    assert status(services, marta, "rear-foot-elevated-db-squat", ago(5)) is Status.LOCKED_PREREQ
    session = raised(marta, TODAY)
    services.training.save(session)
    assert not services.training.session(session.id).sets[0].off_plan


def test_a_past_session_is_judged_by_what_was_known_then(services: Services, marta: records.Athlete) -> None:
    for days in (16, 10, 4):
        services.training.save(lunges(marta, ago(days)))
    early = raised(marta, ago(7))
    services.training.save(early)
    assert services.training.session(early.id).sets[0].off_plan
    moved = replace(early, on=TODAY)
    services.training.save(moved)
    assert not services.training.session(early.id).sets[0].off_plan


def test_a_session_is_not_its_own_proof(services: Services, marta: records.Athlete) -> None:
    session = raised(marta, TODAY)
    services.training.save(session)
    services.training.save(replace(session, notes="again"))
    assert services.training.session(session.id).sets[0].off_plan


def test_the_phase_of_the_day_is_written(services: Services, marta: records.Athlete) -> None:
    services.races.save(records.Race(new_id(), marta.id, "Near", TODAY + timedelta(days=8), Priority.A, 30, 1000))
    session = lunges(marta, TODAY)
    services.training.save(session)
    assert services.training.session(session.id).phase is Phase.TAPER


def test_what_no_kit_lists_was_at_hand_all_the_same(services: Services, marta: records.Athlete) -> None:
    (kit,) = services.athletes.dossier(marta.id).kits
    services.athletes.remove_kit(kit.id)
    done = one_set("landmine-deadlift", load_type=LoadType.PLATES_KG, load=20.0)
    session = Session(new_id(), marta.id, TODAY, sets=(done,))
    services.training.save(session)
    assert status(services, marta, "landmine-deadlift") is Status.EXCLUDED_EQUIPMENT
    assert not services.training.session(session.id).sets[0].off_plan


def test_planned_sets_are_never_off_plan(services: Services, marta: records.Athlete) -> None:
    session = replace(raised(marta, TODAY + timedelta(days=3)), status=SessionStatus.PLANNED)
    services.training.save(session)
    assert not services.training.session(session.id).sets[0].off_plan


def test_save_and_remove_are_undone_with_the_same_ids(services: Services, marta: records.Athlete) -> None:
    session = lunges(marta, TODAY)
    saved = services.training.save(session)
    kept = services.training.session(session.id)
    removed = services.training.remove(session.id)
    assert services.training.sessions(marta.id) == ()
    removed.undo()
    assert services.training.session(session.id) == kept
    saved.undo().undo()
    assert services.training.session(session.id) == kept
    saved.undo()
    with pytest.raises(Refused):
        services.training.remove(session.id)


@pytest.mark.parametrize(
    "change,field",
    [
        ({"exercise": "nonsense"}, "exercise"),
        ({"unit": Unit.SECONDS}, "unit"),
        ({"load_type": LoadType.TOTAL_KG}, "load_type"),
        ({"amount": -1.0}, "amount"),
        ({"amount": float("nan")}, "amount"),
        ({"load": 1001.0}, "load"),
        ({"rpe": 10.5}, "rpe"),
        ({"rir": -1.0}, "rir"),
        ({"pain": 11}, "pain"),
        ({"next_day_pain": -1}, "next_day_pain"),
        ({"technique": 6}, "technique"),
        ({"number": 0}, "set"),
    ],
)
def test_a_set_that_cannot_be_is_refused(
    services: Services, marta: records.Athlete, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        services.training.save(Session(new_id(), marta.id, TODAY, sets=(replace(one_set(), **change),)))
    assert refusal.value.field == field
    assert services.training.sessions(marta.id) == ()


@pytest.mark.parametrize(
    "change",
    [{"on": TODAY + timedelta(days=1)}, {"soreness": 11}, {"readiness": 0}, {"minutes": -5}, {"athlete_id": "?"}],
)
def test_a_session_that_cannot_be_is_refused(
    services: Services, marta: records.Athlete, change: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        services.training.save(replace(lunges(marta, TODAY), **change))


def test_the_same_set_twice_is_refused(services: Services, marta: records.Athlete) -> None:
    with pytest.raises(Refused, match="twice"):
        services.training.save(Session(new_id(), marta.id, TODAY, sets=(one_set(), one_set())))


def test_sessions_newest_first_and_filtered(services: Services, marta: records.Athlete) -> None:
    for days in (9, 6, 3):
        services.training.save(lunges(marta, ago(days)))
    services.training.save(raised(marta, ago(1)))
    assert [s.on for s in services.training.sessions(marta.id)] == [ago(1), ago(3), ago(6), ago(9)]
    assert [s.on for s in services.training.sessions(marta.id, exercise="standard-lunge", limit=2)] == [ago(3), ago(6)]
    assert [s.on for s in services.training.sessions(marta.id, start=ago(6), end=ago(3))] == [ago(3), ago(6)]


def goblet(athlete: records.Athlete, on: date, load: float, rir: float = 3) -> Session:
    sets = tuple(
        one_set("goblet-squat", n, load_type=LoadType.SINGLE_KG, load=load, amount=12.0, rir=rir) for n in (1, 2, 3)
    )
    return Session(new_id(), athlete.id, on, sets=sets)


def test_next_load_follows_the_log(services: Services, marta: records.Athlete) -> None:
    load_type = services.rulebook.exercises["goblet-squat"].load_type
    for days in (8, 4):
        session = goblet(marta, ago(days), 12)
        services.training.save(replace(session, sets=tuple(replace(s, load_type=load_type) for s in session.sets)))
    assert len(services.training.exposures(marta.id, "goblet-squat")) == 2
    decision = services.training.next_load(marta.id, "goblet-squat")
    assert decision.decision in (Decision.INCREASE, Decision.ADD_REPS)
    assert decision.load is not None
    assert decision.load >= 12
    services.athletes.save_readiness(records.ReadinessScreen(new_id(), marta.id, TODAY, frozenset({1})))
    assert services.training.next_load(marta.id, "goblet-squat").decision is Decision.HEALTH_HOLD
    with pytest.raises(Refused):
        services.training.next_load(marta.id, "nonsense")


def test_exposures_tell_reserve_and_the_worst() -> None:
    sets = (
        one_set(rir=2, rpe=None, pain=1),
        one_set(number=2, rpe=7.5, technique=2, next_day_pain=3),
        one_set(number=3, amount=None),
    )
    (found,) = factual.exposures([Session("s", "a", TODAY, sets=sets)], "standard-lunge")
    assert found.amounts == (10.0, 10.0)
    assert found.rir == (2, 2.5)
    assert (found.technique, found.pain, found.next_pain) == (2, 1, 3)


def test_saving_again_and_again_is_judged_alike_short_or_long(services: Services, marta: records.Athlete) -> None:
    """The short way (window and summary) gives the marks the whole log gives."""
    from desktop.services import past

    for days in (200, 150, 90, 30, 16, 10, 4):
        services.training.save(lunges(marta, ago(days)))
    services.training.save(raised(marta, ago(2)))
    last = raised(marta, TODAY)
    services.training.save(last)
    dossier = services.athletes.dossier(marta.id)
    athlete = services.athletes.facts(marta.id)
    for session in services.training.sessions(marta.id):
        short = past.history_without(services.desk, dossier, TODAY, session.id)
        others = [s for s in services.training.sessions(marta.id) if s.id != session.id]
        whole = past.put_together(dossier, tuple(row for s in others for row in factual.done_sets(s)))
        standings = services.desk.judge.standings
        assert standings.of(athlete, short, TODAY) == standings.of(athlete, whole, TODAY)


def test_a_window_and_a_summary_tell_what_the_whole_log_tells(services: Services, marta: records.Athlete) -> None:
    """A declared exercise with practice before it and trial days long ago, seen from many days."""
    squat = {"load_type": LoadType.TOTAL_KG, "load": 40.0}
    for days in (400, 390, 300, 297, 290, 120, 60):
        done = one_set("back-squat", technique=4, **squat)
        services.desk.store.sessions.save(Session(new_id(), marta.id, ago(days), sets=(done,)))
    services.athletes.save_declaration(records.Declaration(new_id(), marta.id, "back-squat", ago(301), 60.0))
    dossier = services.athletes.dossier(marta.id)
    everything = factual.logged(services.desk.store.sessions.days_of_sets(marta.id))
    for days in range(0, 320, 7):
        on = ago(days)
        athlete = factual.athlete(dossier, on, services.rulebook)
        whole = past.put_together(dossier, everything)
        told, short = (
            {slug: s.status for slug, s in services.desk.judge.standings.of(athlete, history, on).items()}
            for history in (whole, past.history(services.desk, dossier, on))
        )
        assert told == short, on
