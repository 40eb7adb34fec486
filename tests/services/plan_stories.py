"""An athlete with a week of her own, a clock that can be turned, and sessions done as they were planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.services.house import Services
from desktop.services.plans import CardState, SessionCard
from models import records
from models.records import KeyRunKind, Session, SessionStatus, new_id
from rules.vocabulary import Equipment, Experience

MONDAY = date(2027, 1, 11)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))
SUNDAY = MONDAY + timedelta(days=6)


@dataclass
class TurningClock:
    """Today, as a test wants it."""

    day: date = MONDAY

    def __call__(self) -> date:
        return self.day


def nora(services: Services) -> records.Athlete:
    """An adult with a full gym at home, two strength days a week and a long run on Sundays."""
    athlete = records.Athlete(
        id=new_id(),
        name="Nora Lind",
        birth_date=date(1992, 3, 4),
        body_mass_kg=62,
        experience=Experience.INTERMEDIATE,
        max_sessions=2,
        session_minutes=60,
    )
    services.athletes.save(athlete)
    services.athletes.save_kit(
        records.Kit(
            new_id(),
            athlete.id,
            "Home",
            frozenset(Equipment),
            plates_kg=(20.0, 20.0, 10.0, 10.0, 5.0, 5.0, 2.5, 2.5, 1.25, 1.25),
            dumbbells_kg=tuple(float(kg) for kg in range(2, 32, 2)),
        )
    )
    services.athletes.save_key_run(records.KeyRun(new_id(), athlete.id, 7, KeyRunKind.LONG, minutes=120))
    return athlete


def coming(services: Services, athlete: records.Athlete) -> list[SessionCard]:
    """The sessions still to come in the present week."""
    cards = services.plans.week(athlete.id, services.today).cards
    return [card for card in cards if card.state in (CardState.PLANNED, CardState.SHIFTED)]


def by_slot(services: Services, athlete: records.Athlete, slot: date) -> SessionCard:
    """The session of a slot in the week of that slot."""
    cards = services.plans.week(athlete.id, slot).cards
    return next(card for card in cards if card.slot == slot)


def as_planned(session: Session, on: date | None = None, rir: float = 3) -> Session:
    """The session with every set done as it was planned."""
    done = tuple(
        replace(one, amount=one.planned_amount, load=one.planned_load, rir=rir, rpe=10 - rir, pain=0, technique=4)
        for one in session.sets
    )
    return replace(session, on=on or session.on, status=SessionStatus.DONE, sets=done)


def slot_of(card: SessionCard) -> date:
    assert card.slot is not None
    return card.slot
