"""Races: entered, changed, removed; never judged here."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import tr, trn
from desktop.services import factual
from desktop.services import limits as check
from desktop.services.changes import About, put, take
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.several import several
from desktop.services.words import written_day
from models import records
from rules import facts

TOPICS = frozenset({Topic.RACES})


class Races:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shelf = desk.store.races

    def of(self, athlete_id: str) -> tuple[records.Race, ...]:
        """All races of the athlete, oldest first."""
        return tuple(sorted(self._shelf.of(athlete_id), key=lambda race: (race.on, race.name, race.id)))

    def facts(self, athlete_id: str) -> tuple[facts.Race, ...]:
        return factual.races(self.of(athlete_id))

    def check(self, race: records.Race) -> None:
        """Refused: a race without a name, figures out of range, an athlete who is gone. A race without a distance is allowed."""
        check.named("name", race.name, tr("The name of the race"))
        check.sensible("on", race.on, tr("The date of the race"))
        check.within("distance_km", race.distance_km, 0.1, 1000, tr("The distance"), "km")
        check.within("ascent_m", race.ascent_m, 0, 60_000, tr("The ascent"), "m")
        check.within("completed_km_effort", race.completed_km_effort, 0, 2000, tr("The km-effort covered"))
        check.short("notes", race.notes, tr("The note"), 20_000)
        if self._desk.store.athletes.get(race.athlete_id) is None:
            raise Refused("athlete", tr("This athlete is not there any more."))

    def save(self, race: records.Race) -> Receipt:
        """Add or change. Refused as in `check`."""
        self.check(race)
        return put(self._desk, self._shelf, race, About(called(race), TOPICS, race.athlete_id))

    def remove(self, race_id: str) -> Receipt:
        race = self._shelf.get(race_id)
        about = About(tr("the race"), TOPICS) if race is None else About(called(race), TOPICS, race.athlete_id)
        return take(self._desk, self._shelf, race_id, about)

    def change(self, athlete_id: str, changed: Mapping[str, records.Race | None]) -> Receipt:
        """Several races of one athlete in one step, by id: saved, or removed where None. All or none."""
        if len(changed) == 1:
            return self._one(*next(iter(changed.items())))
        actions = [lambda key=key, race=race: self._one(key, race) for key, race in changed.items()]
        return several(self._desk, trn("Changed {n} race", "Changed {n} races", len(changed)), actions, athlete_id)

    def _one(self, race_id: str, race: records.Race | None) -> Receipt:
        return self.remove(race_id) if race is None else self.save(race)


def called(race: records.Race) -> str:
    if not race.name:
        return tr("the race on {day}", day=written_day(race.on))
    return tr("the race {name} on {day}", name=race.name, day=written_day(race.on))
