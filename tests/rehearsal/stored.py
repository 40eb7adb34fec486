"""A season through the services and a store: written down, entered, finished and answered for, as the window does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from desktop.services import sample, sample_squad
from desktop.services.house import Services
from desktop.services.plans import CardState, SessionCard
from models import records
from rules.verdicts import PlannedSession
from tests.rehearsal.doing import DoneItem, carry_out
from tests.rehearsal.seasons import Scenario
from tests.rehearsal.squad import START, full_name

DAY = timedelta(days=1)
_TO_COME = (CardState.PLANNED, CardState.SHIFTED)


class Today:
    """The clock of the services, turned by the rehearsal."""

    def __init__(self) -> None:
        self.day = START

    def __call__(self) -> date:
        return self.day


def rehearse_stored(services: Services, today: Today, name: str, weeks: int) -> list[PlannedSession]:
    """The planned sessions of a season in which everything is done as planned; the same noise as at the level of the rules."""
    sample.fill(services, {f"{name}.toml": sample_squad.texts()[f"{name}.toml"]})
    athlete_id = sample.athlete_id(full_name(name))
    chance = Random(f"{name}/{Scenario.PERFECT}")
    held: list[PlannedSession] = []
    for number in range(7 * weeks):
        today.day = START + number * DAY
        _answer_the_morning(services, athlete_id)
        services.plans.write_down(athlete_id)
        for card in services.plans.week(athlete_id, today.day).cards:
            if card.on == today.day and card.state in _TO_COME and card.planned is not None:
                held.append(card.planned)
                _train(services, athlete_id, card, carry_out(chance, card.planned))
    return held


def _train(services: Services, athlete_id: str, card: SessionCard, done: tuple[DoneItem, ...]) -> None:
    assert card.slot is not None
    session = services.plans.session_for(athlete_id, card.slot)
    carried = {(number, place): one for number, item in enumerate(done, 1) for place, one in enumerate(item.sets, 1)}
    sets: list[records.SetRecord] = []
    for one in session.sets:
        given = carried[one.position, one.number]
        sets.append(
            replace(
                one,
                amount=given.amount,
                load=one.planned_load,
                rpe=given.rpe,
                rir=10.0 - given.rpe,
                pain=given.pain,
                technique=given.technique,
            )
        )
        services.training.save(
            replace(session, sets=(*sets, *session.sets[len(sets) :]))
        )  # set by set, as they are typed
    services.plans.finish(replace(session, sets=tuple(sets)), card.minutes)
    _MORNINGS[athlete_id] = {item.item.slug: max(one.next_pain for one in item.sets) for item in done}


_MORNINGS: dict[str, dict[str, int]] = {}
"""What an athlete will say on the next morning, by exercise."""


def _answer_the_morning(services: Services, athlete_id: str) -> None:
    asked = services.plans.next_morning(athlete_id)
    if asked is not None:
        services.plans.answer_next_morning(asked.id, _MORNINGS.pop(athlete_id, {}))
