"""Weeks that are over, weeks ahead, what would be, and what a plan is made from."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest

from desktop import app
from desktop.services.house import Services
from desktop.services.outcome import Refused
from desktop.services.plans import CardState, Change, DifferenceKind, content
from desktop.services.plans import situation as made_from
from models import records
from models.records import KeyRunKind, Session, SessionKind, SessionStatus, new_id
from rules import facts
from rules.vocabulary import Category, Equipment, LoadType, PainArea, Phase, Priority, Template, Unit
from tests.services.conftest import one_set
from tests.services.plan_stories import (
    MONDAY,
    SUNDAY,
    TUESDAY,
    TurningClock,
    as_planned,
    by_slot,
    coming,
    nora,
    slot_of,
)
from tests.services.test_plans_content import SESSION

WEEK = timedelta(weeks=1)


@pytest.fixture
def today() -> TurningClock:
    return TurningClock()


@pytest.fixture
def services(tmp_path: Path, today: TurningClock) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", today)
    yield opened
    opened.close()


@pytest.fixture
def athlete(services: Services) -> records.Athlete:
    return nora(services)


def race(athlete: records.Athlete, on: date, priority: Priority = Priority.A) -> records.Race:
    return records.Race(new_id(), athlete.id, "Skyrace", on, priority, 45, 2500)


# --- past weeks


def test_a_past_week_says_what_was_written_and_done(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    services.plans.write_down(athlete.id)
    first, second = (slot_of(card) for card in coming(services, athlete))
    today.day = first
    services.plans.finish(as_planned(services.plans.session_for(athlete.id, first)), 40)
    written = {plan.slot: plan for plan in services.store.plans.newest(athlete.id)}
    today.day = MONDAY + 3 * WEEK
    view = services.plans.week(athlete.id, MONDAY)
    assert [(card.slot, card.state) for card in view.cards] == [(first, CardState.DONE), (second, CardState.MISSED)]
    assert (view.left_out, view.opens, view.projected) == ((), (), False)
    (week,) = services.plans.weeks(athlete.id, MONDAY)
    assert week.sessions == tuple(content.read(written[slot].content) for slot in (first, second))
    assert not week.projected


def test_for_a_past_week_nothing_is_made_up(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    today.day = MONDAY + WEEK
    assert services.plans.week(athlete.id, MONDAY).cards == ()
    assert services.plans.weeks(athlete.id, MONDAY)[0].sessions == ()
    assert services.plans.write_down(athlete.id, MONDAY) == 0


def test_what_was_done_without_a_plan_is_told_of_a_past_week(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    sets = (
        one_set("goblet-squat", 1, load=12.0, load_type=LoadType.SINGLE_KG, rpe=7.0),
        one_set("goblet-squat", 2, load=14.0, load_type=LoadType.SINGLE_KG, amount=8.0, rpe=8.0),
        one_set("front-plank", 1, position=2, unit=Unit.SECONDS, amount=30.0),
        one_set("front-plank", 2, position=2, unit=Unit.SECONDS, amount=None),
    )
    done = Session(new_id(), athlete.id, MONDAY, SessionKind.A, minutes=33, sets=sets)
    services.training.save(done)
    services.training.save(replace(done, id=new_id(), kind=SessionKind.FREE, sets=(one_set(),), on=MONDAY))
    today.day = MONDAY + WEEK
    assert [card.state for card in services.plans.week(athlete.id, MONDAY).cards] == [CardState.UNPLANNED] * 2
    (session,) = services.plans.weeks(athlete.id, MONDAY)[0].sessions
    assert (session.on, session.template, session.minutes, session.items[0].rule) == (
        MONDAY,
        Template.A,
        33,
        "log.done",
    )
    told = [(item.slug, item.sets, item.amount, item.load, item.rir) for item in session.items]
    assert told == [("goblet-squat", 2, 8.0, 14.0, 2), ("front-plank", 1, 30.0, None, 4)]
    assert "written plan" in services.words.reason(session.items[0].reasons[0])


def test_skipped_and_withdrawn_sessions_are_no_part_of_a_past_week(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    first, second = (slot_of(card) for card in coming(services, athlete))
    services.plans.skip(athlete.id, first)
    services.plans.absent(records.Absence(new_id(), athlete.id, second, second))
    today.day = MONDAY + WEEK
    states = {card.slot: card.state for card in services.plans.week(athlete.id, MONDAY).cards}
    assert states == {first: CardState.SKIPPED, second: CardState.WITHDRAWN}
    assert services.plans.weeks(athlete.id, MONDAY)[0].sessions == ()


def test_past_and_coming_weeks_in_one_row(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    services.plans.write_down(athlete.id)
    today.day = MONDAY + WEEK + timedelta(days=2)
    weeks = services.plans.weeks(athlete.id, MONDAY, 4)
    assert [week.monday for week in weeks] == [MONDAY + n * WEEK for n in range(4)]
    assert [week.projected for week in weeks] == [False, False, True, True]
    assert len(weeks[0].sessions) == 2
    assert weeks[1:] == services.plans.weeks(athlete.id, MONDAY + WEEK, 3)


# --- weeks ahead


def test_weeks_ahead_are_projected(services: Services, athlete: records.Athlete) -> None:
    view = services.plans.week(athlete.id, MONDAY + 5 * WEEK)
    assert view.projected
    assert {card.state for card in view.cards} == {CardState.PLANNED}
    assert services.plans.weeks(athlete.id, MONDAY + 5 * WEEK)[0] == services.plans.weeks(athlete.id, MONDAY, 6)[5]


@pytest.mark.parametrize("count", [0, -1, 521])
def test_so_many_weeks_and_no_more(services: Services, athlete: records.Athlete, count: int) -> None:
    for change in (None, Change()):
        with pytest.raises(Refused):
            services.plans.weeks(athlete.id, MONDAY, count, change)


@pytest.mark.parametrize("day", [date.min, date(1850, 1, 1), date(2150, 1, 1), date.max])
def test_days_out_of_reach_are_refused(services: Services, athlete: records.Athlete, day: date) -> None:
    with pytest.raises(Refused):
        services.plans.weeks(athlete.id, day)
    with pytest.raises(Refused):
        services.plans.week(athlete.id, day)
    with pytest.raises(Refused):
        services.plans.weeks(athlete.id, day, 1, Change(minutes=30))


def test_who_is_not_there_has_no_plan(services: Services) -> None:
    for ask in (services.plans.weeks, services.plans.week, services.plans.card):
        with pytest.raises(Refused):
            ask("nobody", MONDAY)
    with pytest.raises(Refused):
        services.plans.write_down("nobody")


# --- what if


def test_what_if_saves_nothing_and_shows_both(services: Services, athlete: records.Athlete) -> None:
    services.races.save(race(athlete, MONDAY + timedelta(days=40)))
    stamp = services.store.stamp()
    changes = [
        Change(races=()),
        Change(without=Equipment.DUMBBELLS),
        Change(pain={PainArea.KNEE: 5}),
        Change(absent=(records.Absence(new_id(), athlete.id, MONDAY, SUNDAY),)),
        Change(minutes=20),
    ]
    now = services.plans.weeks(athlete.id, MONDAY)[0]
    for change in changes:
        found = services.plans.compare(athlete.id, MONDAY, change)
        assert found.before == now
        assert found.after == services.plans.weeks(athlete.id, MONDAY, 1, change)[0]
        pairs = zip(found.before.sessions, found.after.sessions, strict=False)
        same = len(found.before.sessions) == len(found.after.sessions) and all(content.alike(*pair) for pair in pairs)
        assert bool(found.differences) != same
        assert all(one.sentence.endswith(".") for one in found.differences)
    assert services.store.stamp() == stamp
    assert services.plans.compare(athlete.id, MONDAY, Change()).differences == ()


def test_away_all_week_removes_every_session(services: Services, athlete: records.Athlete) -> None:
    away = Change(absent=(records.Absence(new_id(), athlete.id, MONDAY, SUNDAY),))
    found = services.plans.compare(athlete.id, MONDAY, away)
    assert [one.kind for one in found.differences] == [DifferenceKind.REMOVED] * len(found.before.sessions)
    assert found.after.sessions == ()


def test_a_supposed_pain_takes_the_exercises_of_its_area_away(services: Services, athlete: records.Athlete) -> None:
    book = services.rulebook
    after = services.plans.compare(athlete.id, MONDAY, Change(pain={PainArea.KNEE: 7})).after
    planned = {item.slug for session in after.sessions for item in session.items}
    assert planned
    assert not any(PainArea.KNEE in book.exercises[slug].pain_block for slug in planned)


def test_a_missing_piece_of_equipment_is_not_planned_with(services: Services, athlete: records.Athlete) -> None:
    after = services.plans.compare(athlete.id, MONDAY, Change(without=Equipment.DUMBBELLS)).after
    alone = {
        slug
        for slug, exercise in services.rulebook.exercises.items()
        if any(group == frozenset({Equipment.DUMBBELLS}) for group in map(frozenset, exercise.equipment))
    }
    assert not alone & {item.slug for session in after.sessions for item in session.items}


def test_less_time_is_lighter_in_words(services: Services, athlete: records.Athlete) -> None:
    found = services.plans.compare(athlete.id, MONDAY, Change(minutes=20))
    kinds = {one.kind for one in found.differences}
    assert kinds
    assert kinds <= {DifferenceKind.LIGHTENED, DifferenceKind.REMOVED}


# --- races


def test_a_race_that_comes_changes_its_weeks(services: Services, athlete: records.Athlete) -> None:
    on = MONDAY + timedelta(days=5 * 7 + 5)
    stamp = services.store.stamp()
    weeks = services.plans.race_change(athlete.id, (race(athlete, on),))
    assert weeks
    assert all(week.differences and week.before.monday == week.monday == week.after.monday for week in weeks)
    kinds = {one.kind for week in weeks for one in week.differences if week.monday <= on}
    assert kinds & {DifferenceKind.REMOVED, DifferenceKind.LIGHTENED}
    assert services.store.stamp() == stamp


def test_a_race_put_off_gives_its_week_back(services: Services, athlete: records.Athlete) -> None:
    kept = race(athlete, MONDAY + timedelta(days=12))
    services.races.save(kept)
    later = replace(kept, on=kept.on + 2 * WEEK)
    weeks = {week.monday: week for week in services.plans.race_change(athlete.id, (later,))}
    assert DifferenceKind.ADDED in {one.kind for week in weeks.values() for one in week.differences}
    assert services.plans.race_change(athlete.id, (kept,)) == ()
    assert services.plans.race_change(athlete.id, (later,), weeks=1) == tuple(
        week for monday, week in weeks.items() if monday == MONDAY
    )


# --- what a plan is made from


def test_the_athletes_week_as_the_planner_reads_it(services: Services, athlete: records.Athlete) -> None:
    services.athletes.save(replace(athlete, available_days=(1, 3, 5), session_minutes=45))
    services.athletes.save_kit(
        records.Kit(new_id(), athlete.id, "Hotel", frozenset({Equipment.BAND}), kettlebells_kg=(8.0,), days=(5,))
    )
    services.athletes.save_key_run(records.KeyRun(new_id(), athlete.id, 3, KeyRunKind.INTERVALS, 50, 100))
    services.plans.absent(records.Absence(new_id(), athlete.id, SUNDAY, SUNDAY, ill=True))
    life = made_from.life(services.athletes.dossier(athlete.id), MONDAY)
    assert (life.available, life.minutes) == (frozenset({1, 3, 5}), 45)
    places = {place.name: place for place in life.places}
    assert places["Hotel"] == facts.Place(
        "Hotel", frozenset({Equipment.BAND, Equipment.BODYWEIGHT}), frozenset({5}), kettlebells_kg=(8.0,)
    )
    assert places["Home"].plates_kg[0] == 20.0
    assert set(life.key_runs) == {facts.KeyRun(7, True, 120, None), facts.KeyRun(3, False, 50, 100)}
    assert life.absences == (facts.Absence(SUNDAY, SUNDAY, True),)


def test_declared_loads_are_the_newest_known_today(services: Services, athlete: records.Athlete) -> None:
    dossier = replace(
        services.athletes.dossier(athlete.id),
        declarations=tuple(
            records.Declaration(new_id(), athlete.id, slug, on, load)
            for slug, on, load in (
                ("back-squat", MONDAY - 2 * WEEK, 60.0),
                ("back-squat", MONDAY - 9 * WEEK, 50.0),
                ("back-squat", MONDAY + WEEK, 90.0),
                ("goblet-squat", MONDAY, None),
            )
        ),
    )
    assert made_from.life(dossier, MONDAY).declared_kg == {"back-squat": 60.0}


def test_the_aim_counts_only_where_the_planned_load_was_lifted(services: Services, athlete: records.Athlete) -> None:
    plan = records.WrittenPlan(
        new_id(),
        athlete.id,
        TUESDAY,
        1,
        TUESDAY,
        MONDAY,
        SessionKind.A,
        Phase.BUILD,
        40,
        content=content.write(SESSION),
    )
    services.store.plans.write(plan)
    session_id = new_id()

    def done(load: float, slot: date | None = TUESDAY) -> float | None:
        sets = (
            one_set("back-squat", 1, load=load - 10, load_type=LoadType.TOTAL_KG),
            one_set("back-squat", 2, load=load, load_type=LoadType.TOTAL_KG),
        )
        services.store.sessions.save(Session(session_id, athlete.id, TUESDAY, SessionKind.A, sets=sets, slot=slot))
        found = made_from.gather(services.desk, services.store.athletes.dossier(athlete.id), TUESDAY)
        (practised,) = found.trained[0].exercises
        assert practised.load == load
        return practised.aim

    assert done(62.5) == 63.1
    assert done(65.0) is None
    assert done(62.5, slot=None) is None
    assert done(62.5, slot=SUNDAY) is None


def test_a_session_that_was_done_as_the_planner_reads_it(services: Services, athlete: records.Athlete) -> None:
    session = Session(
        new_id(),
        athlete.id,
        TUESDAY,
        SessionKind.FREE,
        SessionStatus.DONE,
        Phase.BUILD,
        soreness=3,
        readiness=4,
        sets=(
            one_set("front-plank", 1, unit=Unit.SECONDS, amount=30.0, off_plan=True),
            one_set("front-plank", 2, unit=Unit.SECONDS, amount=None),
            one_set("dead-bug", 1, position=2, amount=None),
        ),
        slot=MONDAY,
        eased=True,
        deload=True,
    )

    def read(kind: SessionKind) -> facts.Trained:
        services.store.sessions.save(replace(session, kind=kind))
        dossier = services.store.athletes.dossier(athlete.id)
        (found,) = made_from.gather(services.desk, dossier, TUESDAY).trained
        return found

    found = read(SessionKind.FREE)
    assert (found.on, found.slot, found.template, found.phase) == (TUESDAY, MONDAY, None, Phase.BUILD)
    assert (found.eased, found.deload, found.soreness, found.readiness, found.loaded) == (True, True, 3, 4, True)
    assert [(one.slug, one.exposure.amounts, one.off_plan) for one in found.exercises] == [
        ("front-plank", (30.0,), True)
    ]
    assert read(SessionKind.MICRO).loaded is False


def test_what_was_only_planned_or_lies_ahead_is_not_read_as_done(services: Services, athlete: records.Athlete) -> None:
    for on, status in ((MONDAY, SessionStatus.PLANNED), (MONDAY, SessionStatus.SKIPPED), (MONDAY, SessionStatus.DONE)):
        services.training.save(Session(new_id(), athlete.id, on, status=status, sets=(one_set(),)))
    services.training.save(
        Session(new_id(), athlete.id, MONDAY + WEEK, status=SessionStatus.PLANNED, sets=(one_set(),))
    )
    found = made_from.gather(services.desk, services.athletes.dossier(athlete.id), MONDAY)
    assert [trained.on for trained in found.trained] == [MONDAY]


def test_wishes_and_feelings_reach_the_planner_by_slot(services: Services, athlete: records.Athlete) -> None:
    wishes = (
        records.Wish(
            new_id(), athlete.id, TUESDAY, SUNDAY, swaps=((Category.CORE, "front-plank"),), soreness=4, readiness=3
        ),
        records.Wish(new_id(), athlete.id, MONDAY, skipped=True),
        records.Wish(new_id(), athlete.id, MONDAY - 20 * WEEK, skipped=True),
    )
    for wish in wishes:
        services.store.wishes.save(wish)
    found = made_from.gather(services.desk, services.athletes.dossier(athlete.id), MONDAY)
    assert {one.on for one in found.wishes} == {MONDAY, TUESDAY}
    moved = next(one for one in found.wishes if one.on == TUESDAY)
    assert moved == facts.Wish(TUESDAY, SUNDAY, False, {Category.CORE: "front-plank"})
    assert found.feelings == (facts.Feeling(TUESDAY, 4, 3),)


# --- time


def test_a_year_of_training_is_planned_from_without_waiting(services: Services, athlete: records.Athlete) -> None:
    """Two sessions a week for a year and five sets of four exercises each: a page has to open on it at once."""
    slugs = ("standard-lunge", "bodyweight-squat", "hip-hinge-drill", "dead-bug")
    done = [
        Session(
            new_id(),
            athlete.id,
            MONDAY - timedelta(days=days),
            SessionKind.AB,
            sets=tuple(one_set(slug, n, place) for place, slug in enumerate(slugs, 1) for n in range(1, 6)),
        )
        for days in range(3, 400, 4)
    ]
    services.store.sessions.save_many(done)
    services.plans.week(athlete.id, MONDAY)  # the rules are read and compiled once
    taken: list[float] = []
    for number in range(5):
        services.athletes.save(replace(athlete, notes=str(number)))
        begin = time.perf_counter()
        services.plans.week(athlete.id, MONDAY)
        services.plans.write_down(athlete.id)
        taken.append(time.perf_counter() - begin)
    assert median(taken) < 0.5, "a page takes a tenth of a second; five times that is no slow machine any more"


def test_every_session_of_the_sample_week_is_there(services: Services, athlete: records.Athlete) -> None:
    for card in coming(services, athlete):
        assert by_slot(services, athlete, slot_of(card)) == services.plans.card(athlete.id, slot_of(card))
