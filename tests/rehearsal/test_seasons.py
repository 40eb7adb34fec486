"""Rehearsed seasons hold what a coach expects; `--seasons` rehearses the whole squad instead of three athletes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import app
from desktop.services.house import Services
from rules.verdicts import PlannedItem, PlannedSession
from tests.rehearsal.coach import CHECKS, Check
from tests.rehearsal.seasons import Scenario, Season, is_strength, rehearse
from tests.rehearsal.squad import WEEKS, judge, names
from tests.rehearsal.stored import Today, rehearse_stored

A_FEW = ("anneliese", "rangi", "tomasz")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", names() if metafunc.config.getoption("--seasons") else A_FEW, scope="module")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("scenario", list(Scenario), ids=str)
def test_a_coach_finds_nothing_wrong(name: str, scenario: Scenario, check: Check):
    assert list(check(rehearse(name, scenario), judge().rulebook)) == []


def test_seasons_are_full(name: str):
    """Else the checks above had nothing to look at."""
    perfect, misses, sick = (rehearse(name, scenario) for scenario in Scenario)
    for season in (perfect, misses, sick):
        assert len(season.weeks) == WEEKS
        assert any(is_strength(one.planned) for one in season.done)
        assert season.races
    assert not any(one.missed for one in perfect.held)
    assert sum(one.missed for one in misses.held) == len(misses.held) // 3
    assert sick.ill is not None
    assert len(sick.done) < len(perfect.done)


def test_missing_sessions_costs_progress(name: str):
    """Whoever misses every third session does not lift more than whoever misses none."""

    def best(season: Season) -> dict[str, float]:
        found: dict[str, float] = {}
        for one in season.done:
            for item in one.planned.items:
                # repetitions where the body is the load
                found[item.slug] = max(found.get(item.slug, 0.0), item.load or item.amount)
        return found

    perfect, misses = best(rehearse(name, Scenario.PERFECT)), best(rehearse(name, Scenario.MISSES))
    shared = sorted(perfect.keys() & misses.keys())
    assert shared
    assert sum(misses[slug] / perfect[slug] for slug in shared) <= 1.05 * len(shared)


# --- the same season through the window's services


@pytest.fixture
def today() -> Today:
    return Today()


@pytest.fixture
def services(tmp_path: Path, today: Today) -> Iterator[Services]:
    opened = app.open_services(tmp_path / "data", today)
    yield opened
    opened.close()


@pytest.mark.timeout(600)
def test_a_season_through_the_store_is_that_of_the_rules(
    services: Services, today: Today, request: pytest.FixtureRequest
):
    weeks = WEEKS if request.config.getoption("--seasons") else 16
    stored = rehearse_stored(services, today, "tomasz", weeks)
    season = rehearse("tomasz", Scenario.PERFECT)
    told = [one.planned for week in season.weeks[:weeks] for one in week.sessions]
    assert [_asked(one) for one in stored] == [_asked(one) for one in told]
    assert len(stored) > weeks


def _asked(planned: PlannedSession) -> tuple[object, ...]:
    return planned.on, planned.template, planned.deload, [_line(item) for item in planned.items]


def _line(item: PlannedItem) -> tuple[object, ...]:
    return item.slug, item.sets, float(item.amount), item.load, item.aim, item.rir
