from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from desktop.qt import fmt
from desktop.shell.header_facts import HeaderReader
from models.records import Athlete, Race
from rules.facts import Athlete as Facts
from rules.vocabulary import Experience, Joint, MobilityLevel, Phase, Priority, RaceStatus

TODAY = date(2027, 1, 11)


def _services(athlete, races=(), mobility=None, phase=Phase.BUILD, sessions=2, reach=()):
    day = SimpleNamespace(phase=phase, caps=SimpleNamespace(sessions=sessions))
    return SimpleNamespace(
        clock=lambda: TODAY,
        athletes=SimpleNamespace(
            dossier=lambda _id: SimpleNamespace(athlete=athlete), facts=lambda _id: Facts(mobility=mobility or {})
        ),
        season=SimpleNamespace(today=lambda _id: day),
        races=SimpleNamespace(of=lambda _id: tuple(races)),
        desk=SimpleNamespace(judge=SimpleNamespace(sibling=object)),
        sibling=lambda _judge: _Sibling(reach),
    )


class _Sibling:
    """Services of another thread, which must be closed when done."""

    def __init__(self, reach):
        self.squad = SimpleNamespace(judge=lambda ids: [SimpleNamespace(within_reach=reach) for _ in ids])

    def close(self):
        pass


def _race(name, on, status=RaceStatus.PLANNED, km=None):
    return Race(name, "m", name, on, Priority.A, km, status=status)


@pytest.fixture(autouse=True)
def plain(qapp):
    fmt.use_locale("en_GB")


def test_who_how_old_what_limits_phase_and_next_race():
    athlete = Athlete("m", "Maya Torres", date(1992, 1, 12), experience=Experience.INTERMEDIATE)
    races = [
        _race("Old", date(2026, 5, 1)),
        _race("Off", date(2027, 1, 12), RaceStatus.CANCELLED),
        _race("Later", date(2027, 9, 1)),
        _race("CCC", date(2027, 1, 30), km=101),
    ]
    services = _services(athlete, races, {Joint.ANKLE: MobilityLevel.LIMITED, Joint.HIP: MobilityLevel.OK})
    facts = HeaderReader(services).header("m")
    assert facts.caption == "34 years · some strength training · limited ankles"
    assert (facts.phase, facts.phase_tone) == ("Build · 2 sessions this week", "phase-build")
    assert facts.race == "CCC 101 km in 19 days"
    assert (facts.phase_short, facts.race_short) == ("Build", "A · 19 days")


def test_what_is_not_known_is_not_said():
    services = _services(Athlete("m", "Maya"), phase=Phase.RECOVERY_NONE, sessions=0)
    facts = HeaderReader(services).header("m")
    assert (facts.caption, facts.race, facts.phase) == ("", "", "Rest · no sessions")


@pytest.mark.parametrize(
    "name, on, words",
    [
        ("CCC", TODAY, "CCC 50 km · today"),
        ("Sierra 50", date(2027, 1, 12), "Sierra 50 · tomorrow"),
        ("", date(2027, 1, 20), "Race 50 km in 9 days"),
    ],
)
def test_the_words_of_the_next_race(name, on, words):
    facts = HeaderReader(_services(Athlete("m", "Maya"), [_race(name, on, km=50)])).header("m")
    assert facts.race == words


def test_badges_count_what_is_within_reach():
    services = _services(Athlete("m", "Maya"), reach=("lunge", "row"))
    assert HeaderReader(services).badges("m") == {"unlocks": 2}
