"""What a session's move costs is said before it is moved: in its own week it is refused, in the week after it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import app
from desktop.services.house import Services
from desktop.services.plans import MoveOption
from tests.services.plan_stories import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, TurningClock, nora


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", TurningClock())
    yield opened
    opened.close()


def _options(services: Services) -> dict[object, MoveOption]:
    return {option.on: option for option in services.plans.moves(nora(services).id, THURSDAY)}


def test_a_day_later_is_a_third_session_in_seven_days_a_week_on(services: Services) -> None:
    option = _options(services)[FRIDAY]

    assert option.allowed
    assert option.sentence.startswith(
        "Session A of 21 Jan 2027 would fall away. Strength sessions in the six days before: 2."
    )


def test_a_day_earlier_costs_nothing(services: Services) -> None:
    option = _options(services)[WEDNESDAY]

    assert (option.allowed, option.sentence) == (True, "")


def test_a_day_that_takes_another_session_of_the_week_is_refused(services: Services) -> None:
    athlete = nora(services)
    options = {option.on: option for option in services.plans.moves(athlete.id, MONDAY)}

    assert not options[WEDNESDAY].allowed
    assert options[WEDNESDAY].sentence.startswith("Session A of 14 Jan 2027 would fall away. 24 hours from another")
    assert options[TUESDAY].allowed
    assert services.plans.week(athlete.id, MONDAY + timedelta(weeks=1)).cards[0].on == MONDAY + timedelta(weeks=1)
