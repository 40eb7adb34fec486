"""What the header says about the chosen athlete, read from the services."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop.i18n import later, tr, trn
from desktop.qt import fmt
from desktop.widgets.phases import phase_tone, phase_word
from rules.ages import age_on
from rules.vocabulary import Experience, Joint, MobilityLevel, RaceStatus

_EXPERIENCE = {
    Experience.NOVICE: later("new to strength"),
    Experience.INTERMEDIATE: later("some strength training"),
    Experience.EXPERIENCED: later("experienced lifter"),
}
_LIMITS = {
    (Joint.ANKLE, MobilityLevel.LIMITED): later("limited ankles"),
    (Joint.ANKLE, MobilityLevel.SEVERE): later("very stiff ankles"),
    (Joint.KNEE, MobilityLevel.LIMITED): later("limited knees"),
    (Joint.KNEE, MobilityLevel.SEVERE): later("very stiff knees"),
    (Joint.HIP, MobilityLevel.LIMITED): later("limited hips"),
    (Joint.HIP, MobilityLevel.SEVERE): later("very stiff hips"),
}


class HeaderFacts(NamedTuple):
    """Words for the header; a pill is left out while its text is empty. `phase_short` and `race_short` say the same where room is
    short."""

    name: str
    caption: str = ""
    phase: str = ""
    phase_tone: str = "neutral"
    race: str = ""
    race_tone: str = "phase-race"
    badges: Mapping[str, int] = MappingProxyType({})
    phase_short: str = ""
    race_short: str = ""


class HeaderReader:
    """Reads the header and the badges of an athlete. May raise the store's errors and refusals."""

    def __init__(self, services: Any) -> None:
        self._services = services
        self._judge: Any = None  # the rules of the background, made once: one job runs at a time

    def name(self, athlete_id: str) -> str | None:
        return self._services.store.name_of(athlete_id)

    def header(self, athlete_id: str) -> HeaderFacts:
        services, today = self._services, self._services.clock()
        athlete = services.athletes.dossier(athlete_id).athlete
        day = services.season.today(athlete_id)
        sessions = day.caps.sessions
        allowed = trn("{n} session this week", "{n} sessions this week", sessions) if sessions else tr("no sessions")
        ahead = [
            race
            for race in services.races.of(athlete_id)
            if race.on >= today and race.status in (RaceStatus.PLANNED, RaceStatus.FINISHED)
        ]
        following = min(ahead, key=lambda race: race.on) if ahead else None
        return HeaderFacts(
            name=athlete.name,
            caption=" · ".join(self._caption(athlete, today)),
            phase=f"{phase_word(day.phase)} · {allowed}",
            phase_tone=phase_tone(day.phase),
            phase_short=phase_word(day.phase),
            race="" if following is None else self._race_words(following, today),
            race_short="" if following is None else self._race_briefly(following, today),
        )

    def badges(self, athlete_id: str) -> Mapping[str, int]:
        """How many things wait on a page: page id -> count. Asked in another thread: with services and rules of its own, and
        what the squad's page judged already is not judged again."""
        if self._judge is None:
            self._judge = self._services.desk.judge.sibling()
        with closing(self._services.sibling(self._judge)) as mine:
            rows = mine.squad.judge((athlete_id,))
        return {"unlocks": sum(len(row.within_reach) for row in rows)}

    def _caption(self, athlete: Any, today: date) -> list[str]:
        parts: list[str] = []
        age = age_on(athlete.birth_date, today)
        if age is not None:
            parts.append(trn("{n} year", "{n} years", age))
        if athlete.experience is not None:
            parts.append(tr(_EXPERIENCE[athlete.experience]))
        facts = self._services.athletes.facts(athlete.id)
        parts += [tr(_LIMITS[pair]) for pair in facts.mobility.items() if pair in _LIMITS]
        return parts

    @staticmethod
    def _race_words(race: Any, today: date) -> str:
        name = race.name or tr("Race")
        distance = fmt.number(race.distance_km, 0) if race.distance_km else ""
        if distance and distance not in name.split():  # many races carry their distance in the name
            name = f"{name} {distance} km"
        days = (race.on - today).days
        if days <= 1:
            return f"{name} · {fmt.countdown(days)}"
        return tr("{race} in {time}", race=name, time=fmt.countdown(days))

    @staticmethod
    def _race_briefly(race: Any, today: date) -> str:
        """'A · 10 weeks'"""
        return f"{race.priority.value} · {fmt.countdown((race.on - today).days)}"
