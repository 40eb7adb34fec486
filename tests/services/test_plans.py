"""The present week: read, written down, logged, skipped, moved, swapped, felt; undone and done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop import app
from desktop.services.house import Services
from desktop.services.outcome import Receipt, Refused
from desktop.services.plans import CardState, content
from models import records
from models.records import SessionStatus, WrittenPlan, new_id
from rules.vocabulary import Category, Priority, Role
from tests.services.plan_stories import (
    MONDAY,
    SUNDAY,
    TurningClock,
    as_planned,
    by_slot,
    coming,
    nora,
    slot_of,
)


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


def versions(services: Services, athlete: records.Athlete) -> list[WrittenPlan]:
    return services.store.plans.of(athlete.id)


def first(services: Services, athlete: records.Athlete) -> date:
    """The slot of the next session."""
    return slot_of(coming(services, athlete)[0])


def there_and_back(receipt: Receipt) -> Receipt:
    """Undo and redo."""
    return receipt.undo().undo()


# --- reading and writing down


def test_a_week_of_two_sessions(services: Services, athlete: records.Athlete) -> None:
    view = services.plans.week(athlete.id, MONDAY + timedelta(days=3))
    assert (view.monday, view.today, view.projected, len(view.days)) == (MONDAY, MONDAY, False, 7)
    assert [card.state for card in view.cards] == [CardState.PLANNED] * 2
    for card in view.cards:
        assert card.slot == card.on
        assert card.planned is not None
        assert card.minutes == card.planned.minutes <= 60 == card.limit
        assert all(item.reasons for item in card.planned.items)
    assert services.plans.weeks(athlete.id, MONDAY)[0].sessions == tuple(card.planned for card in view.cards)


def test_reading_writes_nothing(services: Services, athlete: records.Athlete) -> None:
    stamp = services.store.stamp()
    services.plans.week(athlete.id, MONDAY)
    services.plans.weeks(athlete.id, MONDAY, 3)
    slot = first(services, athlete)
    services.plans.moves(athlete.id, slot)
    services.plans.swaps(athlete.id, slot, Category.CORE)
    services.plans.next_morning(athlete.id)
    assert services.store.stamp() == stamp


def test_written_down_once(services: Services, athlete: records.Athlete) -> None:
    assert services.plans.write_down(athlete.id) == 2
    assert services.plans.write_down(athlete.id) == 0
    kept = versions(services, athlete)
    assert [plan.version for plan in kept] == [1, 1]
    planned = [card.planned for card in services.plans.week(athlete.id, MONDAY).cards]
    assert [content.read(plan.content) for plan in kept] == planned
    assert {plan.written_on for plan in kept} == {MONDAY}


def test_only_the_present_week_is_written_down(services: Services, athlete: records.Athlete) -> None:
    assert services.plans.write_down(athlete.id, MONDAY + timedelta(days=7)) == 0
    assert services.plans.write_down(athlete.id, MONDAY - timedelta(days=1)) == 0
    assert versions(services, athlete) == []
    assert services.plans.write_down(athlete.id, SUNDAY) == 2


def test_a_version_more_only_where_the_plan_changed(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    services.plans.write_down(athlete.id)
    before = versions(services, athlete)
    today.day = MONDAY + timedelta(days=1)
    services.plans.write_down(athlete.id)
    services.athletes.save(replace(athlete, notes="Prefers mornings."))
    assert services.plans.write_down(athlete.id) == 0
    services.athletes.save(replace(athlete, session_minutes=20))
    assert services.plans.write_down(athlete.id) > 0
    after = versions(services, athlete)
    assert [plan for plan in after if plan.version == 1] == before
    newest = {plan.slot: plan for plan in after}
    assert all(plan.minutes <= 20 for slot, plan in newest.items() if slot >= today.day)
    for slot, plan in newest.items():
        read = [content.read(one.content) for one in after if one.slot == slot]
        assert [one.version for one in after if one.slot == slot] == list(range(1, plan.version + 1))
        for one, other in pairwise(read):
            assert one is not None
            assert other is not None
            assert not content.alike(one, other)


def test_writing_down_does_not_plan_twice(
    services: Services, athlete: records.Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = services.desk.judge.planner
    asked: list[date] = []
    real = planner.weeks

    def counting(situation: Any, day: date, monday: date, count: int) -> Any:
        asked.append(monday)
        return real(situation, day, monday, count)

    monkeypatch.setattr(planner, "weeks", counting)
    services.plans.week(athlete.id, MONDAY)
    services.plans.write_down(athlete.id)
    services.plans.week(athlete.id, MONDAY)
    services.plans.weeks(athlete.id, MONDAY)
    assert asked == [MONDAY]
    services.athletes.save(replace(athlete, session_minutes=25))
    services.plans.week(athlete.id, MONDAY)
    assert asked == [MONDAY, MONDAY]


def test_what_the_plan_gives_up_is_withdrawn_and_taken_up_again(services: Services, athlete: records.Athlete) -> None:
    services.plans.write_down(athlete.id)
    race = records.Race(new_id(), athlete.id, "Skyrace", SUNDAY, Priority.A, 60, 3000)
    saved = services.races.save(race)
    gone = [card for card in services.plans.week(athlete.id, MONDAY).cards if card.state is CardState.WITHDRAWN]
    assert gone
    services.plans.write_down(athlete.id)
    newest = {plan.slot: plan for plan in versions(services, athlete)}
    assert all(newest[slot_of(card)].withdrawn and newest[slot_of(card)].content for card in gone)
    again = services.plans.week(athlete.id, MONDAY).cards
    assert {card.slot for card in again if card.state is CardState.WITHDRAWN} == {card.slot for card in gone}
    saved.undo()
    services.plans.write_down(athlete.id)
    newest = {plan.slot: plan for plan in versions(services, athlete)}
    assert [newest[slot_of(card)].version for card in gone] == [3] * len(gone)
    assert not any(newest[slot_of(card)].withdrawn for card in gone)


def test_an_athlete_taken_out_comes_back_with_plans_and_wishes(services: Services, athlete: records.Athlete) -> None:
    services.plans.write_down(athlete.id)
    services.plans.skip(athlete.id, first(services, athlete))
    before, kept = services.plans.week(athlete.id, MONDAY), versions(services, athlete)
    receipt = services.athletes.remove(athlete.id)
    with pytest.raises(Refused):
        services.plans.week(athlete.id, MONDAY)
    receipt.undo()
    assert services.plans.week(athlete.id, MONDAY) == before
    assert versions(services, athlete) == kept


# --- logging


def test_a_session_to_be_logged(services: Services, athlete: records.Athlete) -> None:
    card = coming(services, athlete)[0]
    slot, planned = slot_of(card), card.planned
    assert planned is not None
    services.plans.feel(athlete.id, slot, 2, 4)
    session = services.plans.session_for(athlete.id, slot)
    assert (session.slot, session.on, session.status) == (slot, card.on, SessionStatus.PLANNED)
    assert (session.soreness, session.readiness) == (2, 4)
    assert (session.kind.value, session.phase) == (planned.template.value, planned.phase)
    assert len(session.sets) == sum(item.sets for item in planned.items)
    for item in planned.items:
        own = [one for one in session.sets if one.exercise == item.slug]
        assert [one.number for one in own] == list(range(1, item.sets + 1))
        assert {(one.planned_amount, one.planned_load, one.amount) for one in own} == {(item.amount, item.load, None)}
    assert services.plans.session_for(athlete.id, slot) == session
    assert {plan.slot for plan in versions(services, athlete)} >= {slot}


def test_no_session_where_the_plan_has_none(services: Services, athlete: records.Athlete) -> None:
    planned = {card.slot for card in coming(services, athlete)}
    free = next(day for day in (MONDAY + timedelta(days=n) for n in range(7)) if day not in planned)
    for ask in (services.plans.session_for, services.plans.skip, services.plans.moves, services.plans.unskip):
        with pytest.raises(Refused):
            ask(athlete.id, free)


def test_logged_set_by_set_and_finished(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    slot = first(services, athlete)
    today.day = slot
    session = services.plans.session_for(athlete.id, slot)
    done = as_planned(session)
    begun = replace(done, sets=(done.sets[0], *session.sets[1:]))
    services.training.save(begun)
    card = by_slot(services, athlete, slot)
    assert (card.state, card.done and card.done.id) == (CardState.DONE, session.id)
    assert services.plans.session_for(athlete.id, slot).sets[0].amount is not None
    receipt = services.plans.finish(done, 41)
    card = by_slot(services, athlete, slot)
    assert (card.state, card.minutes, card.done and card.done.slot) == (CardState.DONE, 41, slot)
    assert receipt.athlete_id == athlete.id
    receipt.undo()
    half = by_slot(services, athlete, slot).done
    assert half is not None
    assert [one.amount for one in half.sets[1:]] == [None] * (len(half.sets) - 1)
    services.training.remove(session.id)
    assert by_slot(services, athlete, slot).state is CardState.PLANNED


def test_slot_and_ease_stay_with_the_session_through_every_save(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    slot = first(services, athlete)
    today.day = slot
    session = replace(as_planned(services.plans.session_for(athlete.id, slot)), eased=True, deload=True)
    services.plans.finish(session)
    services.training.save(replace(services.training.session(session.id), notes="Windy."))
    kept = services.training.session(session.id)
    assert (kept.slot, kept.eased, kept.deload, kept.notes) == (slot, True, True, "Windy.")


def test_nothing_done_cannot_be_finished(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    slot = first(services, athlete)
    today.day = slot
    with pytest.raises(Refused) as refused:
        services.plans.finish(services.plans.session_for(athlete.id, slot))
    assert refused.value.field == "sets"
    assert services.training.sessions(athlete.id) == ()


def test_done_on_another_day(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    slot = first(services, athlete)
    services.plans.write_down(athlete.id)
    today.day = slot + timedelta(days=1)
    assert by_slot(services, athlete, slot).state is CardState.MISSED
    services.plans.finish(as_planned(services.plans.session_for(athlete.id, slot), today.day))
    assert by_slot(services, athlete, slot).state is CardState.DONE_SHIFTED


@pytest.mark.parametrize("later, state", [(0, CardState.DONE), (1, CardState.UNPLANNED)])
def test_a_session_that_names_no_slot(
    services: Services, athlete: records.Athlete, today: TurningClock, later: int, state: CardState
) -> None:
    """Logged on the planned day it carries the plan out; on any other day it is a session of one's own."""
    slot = first(services, athlete)
    services.plans.write_down(athlete.id)
    today.day = slot + timedelta(days=later)
    session = as_planned(services.plans.session_for(athlete.id, slot), today.day)
    services.training.save(replace(session, slot=None))
    found = [card for card in services.plans.week(athlete.id, slot).cards if card.done]
    assert [(card.state, card.on) for card in found] == [(state, today.day)]


def test_logged_work_changes_what_comes_next(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    slot = first(services, athlete)
    before = services.plans.weeks(athlete.id, MONDAY + timedelta(days=7))
    today.day = slot
    session = as_planned(services.plans.session_for(athlete.id, slot))
    hurting = tuple(replace(one, pain=5) for one in session.sets)
    receipt = services.plans.finish(replace(session, sets=hurting))
    assert services.plans.weeks(athlete.id, MONDAY + timedelta(days=7)) != before
    receipt.undo()
    today.day = MONDAY
    assert services.plans.weeks(athlete.id, MONDAY + timedelta(days=7)) == before


# --- skipping


def test_skipped_and_planned_again(services: Services, athlete: records.Athlete) -> None:
    slot = first(services, athlete)
    planned = by_slot(services, athlete, slot).planned
    receipt = services.plans.skip(athlete.id, slot)
    card = by_slot(services, athlete, slot)
    assert (card.state, card.planned) == (CardState.SKIPPED, planned)
    assert not any(plan.withdrawn for plan in versions(services, athlete))
    there_and_back(receipt)
    assert by_slot(services, athlete, slot).state is CardState.SKIPPED
    services.plans.unskip(athlete.id, slot)
    assert by_slot(services, athlete, slot).state is CardState.PLANNED
    assert services.store.wishes.of(athlete.id) == ()
    with pytest.raises(Refused):
        services.plans.unskip(athlete.id, slot)


def test_undo_of_a_skip_leaves_nothing_behind(services: Services, athlete: records.Athlete) -> None:
    slot = first(services, athlete)
    services.plans.skip(athlete.id, slot).undo()
    assert by_slot(services, athlete, slot).state is CardState.PLANNED
    assert services.store.wishes.of(athlete.id) == ()


def test_a_session_weeks_ahead_is_skipped_and_still_known(services: Services, athlete: records.Athlete) -> None:
    later = MONDAY + timedelta(days=21)
    slot = slot_of(services.plans.week(athlete.id, later).cards[0])
    services.plans.skip(athlete.id, slot)
    card = by_slot(services, athlete, slot)
    assert card.state is CardState.SKIPPED
    assert card.planned is not None


def test_what_is_done_is_not_skipped_any_more(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    slot = first(services, athlete)
    today.day = slot
    services.plans.finish(as_planned(services.plans.session_for(athlete.id, slot)))
    for ask in (services.plans.skip, services.plans.moves):
        with pytest.raises(Refused, match="done already"):
            ask(athlete.id, slot)


# --- moving


def test_moved_to_a_day_that_is_offered(services: Services, athlete: records.Athlete) -> None:
    card = coming(services, athlete)[0]
    slot = slot_of(card)
    services.plans.write_down(athlete.id)
    options = services.plans.moves(athlete.id, slot)
    assert [one.on for one in options] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert all(one.allowed or one.sentence for one in options)
    to = next(one.on for one in options if one.allowed and one.on != card.on)
    receipt = services.plans.move(athlete.id, slot, to)
    moved = by_slot(services, athlete, slot)
    assert (moved.state, moved.on) == (CardState.SHIFTED, to)
    assert [plan.on for plan in moved.earlier] == [slot]
    there_and_back(receipt)
    assert by_slot(services, athlete, slot).on == to
    services.plans.move(athlete.id, slot, slot)
    assert by_slot(services, athlete, slot).state is CardState.PLANNED
    assert services.store.wishes.of(athlete.id) == ()
    days = [plan.on for plan in versions(services, athlete) if plan.slot == slot]
    assert days == [slot, to, slot, to, slot]


def test_every_day_that_is_not_offered_is_refused_in_the_same_words(
    services: Services, athlete: records.Athlete
) -> None:
    card = coming(services, athlete)[0]
    slot = slot_of(card)
    forbidden = [one for one in services.plans.moves(athlete.id, slot) if not one.allowed]
    assert forbidden
    stamp = services.store.stamp()
    for one in forbidden:
        with pytest.raises(Refused) as refused:
            services.plans.move(athlete.id, slot, one.on)
        assert (refused.value.field, refused.value.message) == ("to", one.sentence)
    assert services.store.stamp() == stamp


def test_sessions_stay_two_days_apart_however_they_are_moved(services: Services, athlete: records.Athlete) -> None:
    for card in coming(services, athlete):
        for one in services.plans.moves(athlete.id, slot_of(card)):
            if one.allowed:
                receipt = services.plans.move(athlete.id, slot_of(card), one.on)
                days = sorted(other.on for other in coming(services, athlete))
                assert len(days) == 2
                assert (days[1] - days[0]).days >= 2
                receipt.undo()


def test_not_into_the_past_and_not_into_another_week(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    slot = slot_of(coming(services, athlete)[-1])
    today.day = MONDAY + timedelta(days=1)
    for to in (MONDAY, SUNDAY + timedelta(days=1), MONDAY - timedelta(days=7)):
        with pytest.raises(Refused):
            services.plans.move(athlete.id, slot, to)


def test_a_missed_session_is_done_today_after_all(
    services: Services, athlete: records.Athlete, today: TurningClock
) -> None:
    slot = first(services, athlete)
    services.plans.write_down(athlete.id)
    today.day = slot + timedelta(days=1)
    option = next(one for one in services.plans.moves(athlete.id, slot) if one.on == today.day)
    assert option.allowed, option.sentence
    services.plans.move(athlete.id, slot, today.day)
    card = by_slot(services, athlete, slot)
    assert (card.state, card.on) == (CardState.SHIFTED, today.day)
    services.plans.finish(as_planned(services.plans.session_for(athlete.id, slot)))
    assert by_slot(services, athlete, slot).state is CardState.DONE_SHIFTED


# --- swapping


def swappable(services: Services, athlete: records.Athlete) -> tuple[date, Category, str]:
    """A slot, a category of it and an exercise that may stand in."""
    for card in coming(services, athlete):
        for item in card.planned.items if card.planned is not None else ():
            if item.role is not Role.WARMUP:
                for one in services.plans.swaps(athlete.id, slot_of(card), item.category):
                    if one.allowed and not one.current:
                        return slot_of(card), item.category, one.slug
    raise AssertionError("nothing can be swapped in this week")


def test_swapped_for_one_that_is_offered(services: Services, athlete: records.Athlete) -> None:
    slot, category, slug = swappable(services, athlete)
    options = services.plans.swaps(athlete.id, slot, category)
    assert (options[0].current, options[0].allowed) == (True, True)
    assert all(one.sentence for one in options if not one.allowed)
    receipt = services.plans.swap(athlete.id, slot, category, slug)

    def items() -> set[str]:
        planned = by_slot(services, athlete, slot).planned
        return set() if planned is None else {item.slug for item in planned.items}

    assert slug in items()
    assert next(one for one in services.plans.swaps(athlete.id, slot, category) if one.current).slug == slug
    undone = receipt.undo()
    assert options[0].slug in items()
    assert slug not in items()
    undone.undo()
    assert slug in items()


def test_nothing_illegal_is_swapped_in(services: Services, athlete: records.Athlete) -> None:
    slot, category, _ = swappable(services, athlete)
    stamp = services.store.stamp()
    forbidden = [one for one in services.plans.swaps(athlete.id, slot, category) if not one.allowed]
    assert forbidden
    for one in forbidden:
        with pytest.raises(Refused) as refused:
            services.plans.swap(athlete.id, slot, category, one.slug)
        assert refused.value.message == one.sentence
    with pytest.raises(Refused, match="stand in"):
        services.plans.swap(athlete.id, slot, category, "no-such-exercise")
    assert services.store.stamp() == stamp


def test_the_warm_up_is_not_swapped(services: Services, athlete: records.Athlete) -> None:
    assert services.plans.swaps(athlete.id, first(services, athlete), Category.MOBILITY) == ()


# --- feeling


def test_a_bad_day_lightens_the_session(services: Services, athlete: records.Athlete) -> None:
    slot = first(services, athlete)
    before = by_slot(services, athlete, slot).planned
    receipt = services.plans.feel(athlete.id, slot, 5, 2)
    after = by_slot(services, athlete, slot)
    assert before is not None
    assert after.planned is not None
    assert after.planned.eased
    assert sum(item.sets for item in after.planned.items) <= sum(item.sets for item in before.items)
    assert after.wish is not None
    assert (after.wish.soreness, after.wish.readiness) == (5, 2)
    assert services.plans.session_for(athlete.id, slot).eased
    receipt.undo()
    assert by_slot(services, athlete, slot).planned == before
    assert services.store.wishes.of(athlete.id) == ()


@pytest.mark.parametrize("soreness, readiness", [(11, None), (-1, None), (None, 0), (None, 6)])
def test_feelings_have_a_scale(
    services: Services, athlete: records.Athlete, soreness: int | None, readiness: int | None
) -> None:
    with pytest.raises(Refused):
        services.plans.feel(athlete.id, first(services, athlete), soreness, readiness)


def test_wishes_of_one_slot_are_one_wish(services: Services, athlete: records.Athlete) -> None:
    slot, category, slug = swappable(services, athlete)
    services.plans.feel(athlete.id, slot, 1, None)
    services.plans.swap(athlete.id, slot, category, slug)
    services.plans.skip(athlete.id, slot)
    services.plans.unskip(athlete.id, slot)
    (wish,) = services.store.wishes.of(athlete.id)
    assert (wish.soreness, wish.swaps, wish.skipped) == (1, ((category, slug),), False)


# --- the next morning


def test_the_next_morning_is_asked_once(services: Services, athlete: records.Athlete, today: TurningClock) -> None:
    slot = first(services, athlete)
    today.day = slot
    session = as_planned(services.plans.session_for(athlete.id, slot))
    services.plans.finish(session)
    assert services.plans.next_morning(athlete.id) is None
    today.day = slot + timedelta(days=1)
    asked = services.plans.next_morning(athlete.id)
    assert asked is not None
    assert asked.id == session.id
    slug = session.sets[-1].exercise
    receipt = services.plans.answer_next_morning(session.id, {slug: 4})
    pains = {one.exercise: one.next_day_pain for one in services.training.session(session.id).sets}
    assert pains == {one.exercise: 4 if one.exercise == slug else 0 for one in session.sets}
    assert services.plans.next_morning(athlete.id) is None
    receipt.undo()
    assert services.plans.next_morning(athlete.id) is not None
    today.day = slot + timedelta(days=8)
    assert services.plans.next_morning(athlete.id) is None


@pytest.mark.parametrize("answer", [{"back-squat": 11}, {"no-such-exercise": 1}])
def test_a_morning_that_cannot_be(
    services: Services, athlete: records.Athlete, today: TurningClock, answer: dict[str, int]
) -> None:
    slot = first(services, athlete)
    today.day = slot
    session = as_planned(services.plans.session_for(athlete.id, slot))
    services.plans.finish(session)
    with pytest.raises(Refused):
        services.plans.answer_next_morning(session.id, answer)


# --- absences


def test_ill_days_have_no_session(services: Services, athlete: records.Athlete) -> None:
    services.plans.write_down(athlete.id)
    ill = records.Absence(new_id(), athlete.id, MONDAY, SUNDAY, ill=True)
    receipt = services.plans.absent(ill)
    cards = services.plans.week(athlete.id, MONDAY).cards
    assert {card.state for card in cards} == {CardState.WITHDRAWN}
    newest = {plan.slot: plan.withdrawn for plan in versions(services, athlete)}
    assert set(newest.values()) == {True}
    there_and_back(receipt)
    services.plans.remove_absence(ill.id)
    assert {card.state for card in services.plans.week(athlete.id, MONDAY).cards} == {CardState.PLANNED}
    assert not any(plan.withdrawn for plan in {p.slot: p for p in versions(services, athlete)}.values())
    with pytest.raises(Refused):
        services.plans.remove_absence(ill.id)


@pytest.mark.parametrize("until", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=1000), date(2300, 1, 1)])
def test_absences_that_cannot_be(services: Services, athlete: records.Athlete, until: date) -> None:
    with pytest.raises(Refused):
        services.plans.absent(records.Absence(new_id(), athlete.id, MONDAY, until))
    assert services.athletes.dossier(athlete.id).absences == ()


# --- when something fails half way


def test_a_change_given_up_half_way_leaves_no_trace(
    services: Services, athlete: records.Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = first(services, athlete)
    before = services.plans.week(athlete.id, MONDAY)

    def broken(*_: object) -> None:
        raise RuntimeError("the disk went away")

    with monkeypatch.context() as patch:
        patch.setattr(services.store.plans, "write", broken)
        with pytest.raises(RuntimeError):
            services.plans.absent(records.Absence(new_id(), athlete.id, MONDAY, MONDAY))
        with pytest.raises(RuntimeError):
            services.plans.skip(athlete.id, slot)
    assert services.plans.week(athlete.id, MONDAY) == before
    assert services.athletes.dossier(athlete.id).absences == ()
    assert versions(services, athlete) == []


def test_plans_are_shared_with_another_thread(services: Services, athlete: records.Athlete) -> None:
    other = services.sibling()
    try:
        there = other.plans.weeks(athlete.id, MONDAY, 4)
        here = services.plans.weeks(athlete.id, MONDAY, 4)
    finally:
        other.close()
    assert all(one is two for one, two in zip(here, there, strict=True))
