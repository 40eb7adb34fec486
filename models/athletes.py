"""Athletes, alone or with everything their pages read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import records, shapes
from models.errors import StoreMissing
from models.link import Link
from models.plans import Plans, Wishes
from models.sessions import Sessions
from models.shapes import ATHLETE
from models.simple import Kits, Simple, upsert
from models.tables import AthleteRow


@dataclass(frozen=True)
class Belongings:
    """The repositories of all that belongs to an athlete, but for the sessions and the plans."""

    kits: Kits
    key_runs: Simple[records.KeyRun]
    mobility: Simple[records.MobilityScreen]
    pains: Simple[records.PainReport]
    injuries: Simple[records.InjuryFlag]
    readiness: Simple[records.ReadinessScreen]
    races: Simple[records.Race]
    assessments: Simple[records.Assessment]
    declarations: Simple[records.Declaration]
    overrides: Simple[records.Override]
    absences: Simple[records.Absence]
    wishes: Wishes


def belongings(link: Link) -> Belongings:
    return Belongings(
        kits=Kits(link),
        key_runs=Simple(link, shapes.KEY_RUN, ("weekday",)),
        mobility=Simple(link, shapes.MOBILITY, ("day",)),
        pains=Simple(link, shapes.PAIN, ("day", "area")),
        injuries=Simple(link, shapes.INJURY, ("since", "area")),
        readiness=Simple(link, shapes.READINESS, ("day",)),
        races=Simple(link, shapes.RACE, ("day",)),
        assessments=Simple(link, shapes.ASSESSMENT, ("day", "exercise")),
        declarations=Simple(link, shapes.DECLARATION, ("day", "exercise")),
        overrides=Simple(link, shapes.OVERRIDE, ("day", "exercise")),
        absences=Simple(link, shapes.ABSENCE, ("since",)),
        wishes=Wishes(link),
    )


class Athletes:
    def __init__(self, link: Link, owned: Belongings, sessions: Sessions, plans: Plans) -> None:
        self._link = link
        self._owned = owned
        self._sessions = sessions
        self._plans = plans

    def all(self, archived: bool = False) -> tuple[records.Athlete, ...]:
        """By name; with the archived ones only if asked."""
        query = AthleteRow.pick(*ATHLETE.columns)
        if not archived:
            query = query.where(AthleteRow.column("archived") == 0)
        found = [ATHLETE.from_row(row) for row in self._link.rows(query)]
        return tuple(sorted(found, key=lambda athlete: (athlete.name.casefold(), athlete.id)))

    def get(self, athlete_id: str) -> records.Athlete | None:
        rows = self._link.rows_again("athlete", _athlete, athlete_id)
        return ATHLETE.from_row(rows[0]) if rows else None

    def save(self, athlete: records.Athlete) -> None:
        """Insert or change. Raises `StoreRefused` for values the schema does not allow."""
        with self._link.writing():
            self._link.run(upsert(AthleteRow, ATHLETE.to_values(athlete)))

    def dossier(self, athlete_id: str) -> records.Dossier:
        """Raises `StoreMissing` if there is no such athlete."""
        with self._link.reading():
            athlete = self.get(athlete_id)
            if athlete is None:
                raise StoreMissing("This athlete is no longer in the store.")
            return self._dossiers((athlete,), athlete_id)[0]

    def dossiers(self, archived: bool = False) -> tuple[records.Dossier, ...]:
        """The whole squad by name, in one query a table."""
        with self._link.reading():
            return self._dossiers(self.all(archived), None)

    def remove(self, athlete_id: str) -> records.Removed:
        """Take an athlete out with everything; `put_back` restores it. Raises `StoreMissing` if there is none."""
        with self._link.writing():
            removed = records.Removed(
                self.dossier(athlete_id), self._sessions.of(athlete_id), tuple(self._plans.of(athlete_id))
            )
            self._link.run(AthleteRow.erase().where(AthleteRow.column("id") == athlete_id))
        return removed

    def put_back(self, removed: records.Removed) -> None:
        dossier, owned = removed.dossier, self._owned
        with self._link.writing():
            self.save(dossier.athlete)
            owned.kits.save_all(dossier.kits)
            owned.key_runs.save_all(dossier.key_runs)
            owned.races.save_all(dossier.races)
            owned.mobility.save_all(dossier.mobility)
            owned.pains.save_all(dossier.pains)
            owned.injuries.save_all(dossier.injuries)
            owned.readiness.save_all(dossier.readiness)
            owned.assessments.save_all(dossier.assessments)
            owned.declarations.save_all(dossier.declarations)
            owned.overrides.save_all(dossier.overrides)
            owned.absences.save_all(dossier.absences)
            owned.wishes.save_all(dossier.wishes)
            self._plans.put_back(removed.plans)
            self._sessions.save_many(removed.sessions)

    def _dossiers(self, athletes: tuple[records.Athlete, ...], only: str | None) -> tuple[records.Dossier, ...]:
        owned = self._owned
        kits, key_runs, races = owned.kits.all_of(only), owned.key_runs.all_of(only), owned.races.all_of(only)
        mobility, pains, injuries = owned.mobility.all_of(only), owned.pains.all_of(only), owned.injuries.all_of(only)
        readiness, assessments = owned.readiness.all_of(only), owned.assessments.all_of(only)
        declarations, overrides = owned.declarations.all_of(only), owned.overrides.all_of(only)
        absences, wishes = owned.absences.all_of(only), owned.wishes.all_of(only)
        nothing: tuple[Any, ...] = ()
        return tuple(
            records.Dossier(
                athlete=athlete,
                kits=kits.get(athlete.id, nothing),
                key_runs=key_runs.get(athlete.id, nothing),
                races=races.get(athlete.id, nothing),
                mobility=mobility.get(athlete.id, nothing),
                pains=pains.get(athlete.id, nothing),
                injuries=injuries.get(athlete.id, nothing),
                readiness=readiness.get(athlete.id, nothing),
                assessments=assessments.get(athlete.id, nothing),
                declarations=declarations.get(athlete.id, nothing),
                overrides=overrides.get(athlete.id, nothing),
                absences=absences.get(athlete.id, nothing),
                wishes=wishes.get(athlete.id, nothing),
            )
            for athlete in athletes
        )


def _athlete(athlete_id: str) -> Any:
    return AthleteRow.pick(*ATHLETE.columns).where(AthleteRow.column("id") == athlete_id)
