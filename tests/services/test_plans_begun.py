"""A session under way: an exercise nothing was done of yet may still be exchanged, and a feeling put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop import app
from desktop.services.house import Services
from desktop.services.outcome import Refused
from desktop.services.plans import CardState, SessionCard, SwapOption, content
from models import records
from models.records import SessionStatus
from rules.verdicts import PlannedItem
from rules.vocabulary import Role
from tests.services.plan_stories import TurningClock, by_slot, coming, nora, slot_of


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


@pytest.fixture
def slot(services: Services, athlete: records.Athlete, today: TurningClock) -> date:
    """Today's session, of which the first set of its first exercise is done."""
    today.day = slot_of(coming(services, athlete)[0])
    session = services.plans.session_for(athlete.id, today.day)
    slug = work(by_slot(services, athlete, today.day))[0].slug
    at = next(place for place, one in enumerate(session.sets) if one.exercise == slug)
    done = replace(session.sets[at], amount=session.sets[at].planned_amount, rpe=7.0, rir=3.0)
    sets = (*session.sets[:at], done, *session.sets[at + 1 :])
    services.training.save(replace(session, status=SessionStatus.DONE, sets=sets))
    return today.day


def work(card: SessionCard) -> list[PlannedItem]:
    assert card.planned is not None
    return [item for item in card.planned.items if item.role is not Role.WARMUP]


def exchangeable(services: Services, athlete: records.Athlete, slot: date) -> tuple[PlannedItem, SwapOption]:
    """An exercise that is not begun, and one that may stand in its place."""
    for item in work(by_slot(services, athlete, slot))[1:]:
        for one in services.plans.swaps(athlete.id, slot, item.category):
            if one.allowed and not one.current:
                return item, one
    raise AssertionError("nothing can be exchanged in this session")


def logged(services: Services, athlete: records.Athlete, slot: date) -> records.Session:
    done = by_slot(services, athlete, slot).done
    assert done is not None
    return done


def test_what_was_begun_stays_and_nothing_stands_in_for_it(
    services: Services, athlete: records.Athlete, slot: date
) -> None:
    begun = work(by_slot(services, athlete, slot))[0]
    options = services.plans.swaps(athlete.id, slot, begun.category)
    assert begun.slug not in [one.slug for one in options]
    with pytest.raises(Refused, match="stand in"):
        services.plans.swap(athlete.id, slot, begun.category, begun.slug)


def test_an_exercise_not_begun_is_exchanged_in_the_plan_and_in_the_log(
    services: Services, athlete: records.Athlete, slot: date
) -> None:
    old, new = exchangeable(services, athlete, slot)
    before, kept = by_slot(services, athlete, slot), logged(services, athlete, slot)
    receipt = services.plans.swap(athlete.id, slot, old.category, new.slug)
    after, changed = by_slot(services, athlete, slot), logged(services, athlete, slot)
    assert after.state is CardState.DONE
    slugs = [item.slug for item in work(before)]
    assert [item.slug for item in work(after)] == [new.slug if slug == old.slug else slug for slug in slugs]
    item = next(item for item in work(after) if item.slug == new.slug)
    assert item == new.item
    fresh = [one for one in changed.sets if one.exercise == new.slug]
    assert [(one.planned_amount, one.planned_load, one.amount) for one in fresh] == [
        (item.amount, item.load, None)
    ] * item.sets
    assert [one for one in changed.sets if one.exercise != new.slug] == [
        one for one in kept.sets if one.exercise != old.slug
    ]
    undone = receipt.undo()
    assert by_slot(services, athlete, slot).planned == before.planned
    assert logged(services, athlete, slot) == kept
    undone.undo()
    assert by_slot(services, athlete, slot).planned == after.planned
    assert logged(services, athlete, slot) == changed


def test_the_plan_it_was_begun_by_stays_written(services: Services, athlete: records.Athlete, slot: date) -> None:
    old, new = exchangeable(services, athlete, slot)
    written = services.store.plans.of(athlete.id)
    services.plans.swap(athlete.id, slot, old.category, new.slug)
    now = services.store.plans.of(athlete.id)
    assert set(written) < set(now)
    newest = max((one for one in now if one.slot == slot), key=lambda one: one.version)
    session = content.read(newest.content)
    assert session is not None
    assert new.slug in [item.slug for item in session.items]


def test_the_day_after_nothing_is_exchanged_any_more(
    services: Services, athlete: records.Athlete, slot: date, today: TurningClock
) -> None:
    old, new = exchangeable(services, athlete, slot)
    today.day = slot + timedelta(days=1)
    with pytest.raises(Refused, match="was done already"):
        services.plans.swap(athlete.id, slot, old.category, new.slug)
    with pytest.raises(Refused, match="was done already"):
        services.plans.feel(athlete.id, slot, 1, 4)


def test_every_exercise_that_is_allowed_says_how_it_would_be_done(
    services: Services, athlete: records.Athlete, slot: date
) -> None:
    for item in work(by_slot(services, athlete, slot))[1:]:
        for one in services.plans.swaps(athlete.id, slot, item.category):
            assert (one.item is not None) == one.allowed
            assert one.item is None or one.item.slug == one.slug


def test_a_feeling_is_put_right_and_the_plan_stays_as_it_was_begun(
    services: Services, athlete: records.Athlete, slot: date
) -> None:
    before = by_slot(services, athlete, slot).planned
    receipt = services.plans.feel(athlete.id, slot, 6, 2)
    card, session = by_slot(services, athlete, slot), logged(services, athlete, slot)
    assert (session.soreness, session.readiness) == (6, 2)
    assert card.wish is not None
    assert (card.wish.soreness, card.wish.readiness) == (6, 2)
    assert card.planned == before
    receipt.undo()
    session = logged(services, athlete, slot)
    assert (session.soreness, session.readiness) == (None, None)
    assert by_slot(services, athlete, slot).planned == before
    with pytest.raises(Refused):
        services.plans.feel(athlete.id, slot, 11, None)
