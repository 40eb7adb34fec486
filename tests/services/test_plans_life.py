"""Two months of an ordinary life with the plan: done, missed, skipped, moved, felt, undone. What was written stays written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from desktop import app
from desktop.services.house import Services
from desktop.services.plans import CardState, SessionCard
from models import records
from models.records import SessionStatus, WrittenPlan
from tests.services.plan_stories import MONDAY, TurningClock, as_planned, nora, slot_of

DAYS = 56


@pytest.fixture
def today() -> TurningClock:
    return TurningClock()


@pytest.fixture
def services(tmp_path: Path, today: TurningClock) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", today)
    yield opened
    opened.close()


class Life:
    """One athlete day by day; what happens is drawn from a seed."""

    def __init__(self, services: Services, athlete: records.Athlete, today: TurningClock, seed: int) -> None:
        self.services, self.athlete, self.today = services, athlete, today
        self.random = random.Random(seed)
        self.expected: dict[date | None, CardState] = {}

    def live(self) -> None:
        plans, written = self.services.plans, list[WrittenPlan]()
        for number in range(DAYS):
            self.today.day = MONDAY + timedelta(days=number)
            plans.write_down(self.athlete.id)
            for card in plans.week(self.athlete.id, self.today.day).cards:
                if card.on == self.today.day and card.state in (CardState.PLANNED, CardState.SHIFTED):
                    self.expected[slot_of(card)] = self.meet(card)
            now = self.services.store.plans.of(self.athlete.id)
            assert [plan for plan in now if plan in written] == sorted(written, key=lambda p: (p.slot, p.version))
            written = now

    def meet(self, card: SessionCard) -> CardState:
        """What becomes of today's session."""
        plans, who, slot = self.services.plans, self.athlete.id, slot_of(card)
        drawn = self.random.random()
        if drawn < 0.15:
            return CardState.MISSED
        if drawn < 0.25:
            plans.skip(who, slot)
            return CardState.SKIPPED
        if drawn < 0.4:
            later = [one.on for one in plans.moves(who, slot) if one.allowed and one.on > self.today.day]
            if later:
                plans.move(who, slot, later[0])
                return CardState.MISSED  # unless the day it was moved to says otherwise
        if drawn < 0.5:
            plans.feel(who, slot, self.random.choice((2, 4)), self.random.choice((2, 4)))
        session = as_planned(plans.session_for(who, slot))
        if drawn > 0.9:
            short = tuple(replace(one, amount=1.0, rir=0.0, rpe=10.0) for one in session.sets)
            session = replace(session, sets=short)
        receipt = plans.finish(session, 40)
        if self.random.random() < 0.2:
            receipt.undo().undo()
        return CardState.DONE if self.today.day == slot else CardState.DONE_SHIFTED


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_session_can_be_told_apart_for_ever(services: Services, today: TurningClock, seed: int) -> None:
    athlete = nora(services)
    life = Life(services, athlete, today, seed)
    life.live()
    today.day = MONDAY + timedelta(days=DAYS + 70)
    weeks = [services.plans.week(athlete.id, MONDAY + timedelta(weeks=n)) for n in range(DAYS // 7)]
    found = {card.slot: card.state for week in weeks for card in week.cards}
    assert {slot: found[slot] for slot in life.expected} == life.expected
    others = {state for slot, state in found.items() if slot not in life.expected}
    assert others <= {CardState.WITHDRAWN}
    assert {CardState.DONE, CardState.MISSED, CardState.SKIPPED} & set(found.values())


def test_what_is_planned_is_never_off_plan_and_never_too_close(services: Services, today: TurningClock) -> None:
    athlete = nora(services)
    Life(services, athlete, today, 5).live()
    done = [s for s in services.training.sessions(athlete.id) if s.status is SessionStatus.DONE]
    assert len(done) > 5
    assert not any(one.off_plan for session in done for one in session.sets)
    days = sorted(session.on for session in done)
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(days))
    checks = services.backups.doctor()
    assert all(check.ok for check in checks), [check.text for check in checks if not check.ok]
