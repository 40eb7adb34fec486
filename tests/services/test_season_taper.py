"""When the next taper begins is decided by the service: which race it is for, and whether it has begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.services.season import TaperView
from models.records import Athlete, Race, new_id
from rules.vocabulary import Experience, Phase, Priority, RaceStatus

TODAY = date(2027, 1, 11)


@pytest.fixture
def ana(services):
    athlete = Athlete(new_id(), "Ana", date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED)
    services.athletes.save(athlete)
    return athlete.id


def _taper(services, ana, *races):
    for race in races:
        services.races.save(race)
    return services.season.taper(services.season.races(ana))


def _race(ana, on, priority=Priority.A, km=50.0, **more):
    return Race(new_id(), ana, "Ridge", on, priority, km, 2000.0, **more)


def test_the_clock_of_these_tests(services):
    assert services.clock() == TODAY


def test_it_is_the_first_day_the_rules_call_taper(services, ana):
    race = _race(ana, date(2027, 4, 3))
    found = _taper(services, ana, race)
    (view,) = services.season.races(ana)
    assert (found.starts, found.race, found.begun, found.ahead) == (view.taper_starts, race, False, True)
    days = services.season.days(ana, found.starts - timedelta(days=1), found.starts)
    assert [day.phase is Phase.TAPER for day in days] == [False, True]


def test_the_race_whose_taper_begins_first_counts(services, ana):
    near, far = _race(ana, date(2027, 3, 6)), _race(ana, date(2027, 6, 5))
    assert _taper(services, ana, far, near).race == near


def test_a_taper_under_way_has_begun(services, ana):
    found = _taper(services, ana, _race(ana, TODAY + timedelta(days=5)))
    assert found.begun
    assert found.starts < TODAY


def test_no_race_ahead_is_told_from_races_without_a_taper(services, ana):
    assert _taper(services, ana) == TaperView()
    assert _taper(services, ana, _race(ana, TODAY - timedelta(days=60))) == TaperView()
    off = _race(ana, TODAY + timedelta(days=60), status=RaceStatus.CANCELLED)
    assert _taper(services, ana, off) == TaperView()
    today = _race(ana, TODAY)
    assert _taper(services, ana, today) == TaperView(ahead=True)
    assert services.season.taper((replace(services.season.races(ana)[-1], taper_starts=None),)) in (
        TaperView(),
        TaperView(ahead=True),
    )
