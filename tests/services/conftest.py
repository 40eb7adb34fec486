"""A store, services over it with the clock of the tests, and an athlete to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop import app
from desktop.services.house import Services
from models import records
from models.records import Session, SetRecord, new_id
from rules.vocabulary import Equipment, Experience, LoadType, Unit

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return dict(app.rulebook_texts())


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return app.rulebook()


@pytest.fixture
def services(tmp_path: Path, clock: Callable[[], date]) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def another(tmp_path: Path, clock: Callable[[], date]) -> Iterator[Services]:
    """Services over a second, empty store."""
    opened = app.open_services(tmp_path / "another", clock)
    yield opened
    opened.close()


@pytest.fixture
def marta(services: Services) -> records.Athlete:
    """An adult with a full home gym."""
    athlete = records.Athlete(
        id=new_id(), name="Marta Nowak", birth_date=date(1990, 5, 1), body_mass_kg=60, experience=Experience.EXPERIENCED
    )
    services.athletes.save(athlete)
    services.athletes.save_kit(records.Kit(new_id(), athlete.id, "Home", frozenset(Equipment)))
    return athlete


def one_set(exercise: str = "standard-lunge", number: int = 1, position: int = 1, **others: Any) -> SetRecord:
    given: dict[str, Any] = {
        "unit": Unit.REPS,
        "load_type": LoadType.BODYWEIGHT,
        "amount": 10.0,
        "rpe": 6.0,
        "pain": 0,
        "technique": 4,
        **others,
    }
    return SetRecord(id=new_id(), exercise=exercise, position=position, number=number, **given)


def lunges(athlete: records.Athlete, on: date, sets: int = 3, **others: Any) -> Session:
    done = tuple(one_set(number=n, **others) for n in range(1, sets + 1))
    return Session(id=new_id(), athlete_id=athlete.id, on=on, sets=done)
