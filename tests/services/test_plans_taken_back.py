"""A session that came with a step goes with it: an undone week is as it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.services.house import Services
from desktop.services.plans import CardState
from models import records
from tests.services.plan_stories import MONDAY, TurningClock, as_planned, coming, nora


@pytest.fixture
def clock() -> TurningClock:
    return TurningClock()


@pytest.fixture
def lean(services: Services) -> records.Athlete:
    """One session a week, and a second day left free; the plan of the week is written down."""
    made = nora(services)
    services.athletes.save(replace(made, max_sessions=1))
    services.plans.write_down(made.id)
    return made


def shown(services: Services, athlete: records.Athlete) -> list[tuple[date | None, date, CardState]]:
    return [(card.slot, card.on, card.state) for card in services.plans.week(athlete.id, MONDAY).cards]


def skip(services: Services, athlete: records.Athlete) -> Callable[[], object]:
    """Skips the one session; another day takes the week's session over."""
    (only,) = coming(services, athlete)
    assert only.slot is not None
    receipt = services.plans.skip(athlete.id, only.slot)
    (other,) = coming(services, athlete)
    assert other.slot not in (None, only.slot)
    return receipt.undo


def test_a_skip_taken_back_leaves_no_session_withdrawn(services: Services, lean: records.Athlete) -> None:
    before, written = shown(services, lean), services.desk.store.plans.of(lean.id)
    skip(services, lean)()
    assert shown(services, lean) == before
    assert services.desk.store.plans.of(lean.id) == written


def test_a_move_and_a_skip_taken_back_one_after_the_other_leave_the_week_as_it_was(
    services: Services, lean: records.Athlete
) -> None:
    before = shown(services, lean)
    (only,) = coming(services, lean)
    assert only.slot is not None
    other = next(one.on for one in services.plans.moves(lean.id, only.slot) if one.allowed and one.on != only.on)
    moved = services.plans.move(lean.id, only.slot, other)
    skip(services, lean)()
    moved.undo()
    assert shown(services, lean) == before


def test_what_was_taken_back_is_done_again(services: Services, lean: records.Athlete) -> None:
    (only,) = coming(services, lean)
    assert only.slot is not None
    receipt = services.plans.skip(lean.id, only.slot)
    after, written = shown(services, lean), len(services.desk.store.plans.of(lean.id))
    receipt.undo().undo()
    assert shown(services, lean) == after
    assert len(services.desk.store.plans.of(lean.id)) == written


def test_what_was_written_the_day_before_is_told_for_ever(
    services: Services, lean: records.Athlete, clock: TurningClock
) -> None:
    undo = skip(services, lean)
    (other,) = coming(services, lean)
    assert other.slot is not None
    clock.day = MONDAY + timedelta(days=1)
    undo()
    assert [plan.written_on for plan in services.desk.store.plans.of(lean.id, other.slot, other.slot)] == [MONDAY]


def test_a_session_done_since_keeps_what_was_planned_of_it(services: Services, lean: records.Athlete) -> None:
    undo = skip(services, lean)
    (other,) = coming(services, lean)
    assert other.slot is not None
    services.plans.move(lean.id, other.slot, MONDAY)
    services.plans.finish(as_planned(services.plans.session_for(lean.id, other.slot)), 40)
    undo()
    assert [plan.version for plan in services.desk.store.plans.of(lean.id, other.slot, other.slot)] == [1, 2]
