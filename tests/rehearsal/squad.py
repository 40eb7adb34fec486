"""The athletes of the sample squad as they stand on the first day of the rehearsal, without a store."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from desktop.services import factual, past, sample, sample_squad
from desktop.services.desk import Judge
from desktop.services.plans import situation as made_from
from desktop.services.sample_training import Simulation
from models import records
from rules.facts import LoggedSets, Practised, Situation, Trained
from rules.vocabulary import PainArea, Template
from tests.rules.books import shipped_texts

START = date(2027, 1, 11)
WEEKS = 40


@cache
def judge() -> Judge:
    return Judge(shipped_texts)


@cache
def names() -> tuple[str, ...]:
    """The athletes' file names without their ending, in the order of the squad."""
    return tuple(name.removesuffix(".toml") for name in sample_squad.texts())


@dataclass
class Known:
    """What is known of an athlete while the season goes on: the dossier as it was stored, and the log in memory."""

    dossier: records.Dossier
    rows: list[LoggedSets]
    trained: list[Trained]

    def situation(self, today: date) -> Situation:
        book = judge().rulebook
        oldest = today - timedelta(days=book.planning_days)
        return Situation(
            athlete=factual.athlete(self.dossier, today, book),
            life=made_from.life(self.dossier, today),
            races=factual.races(self.dossier.races),
            history=past.put_together(self.dossier, tuple(self.rows)),
            trained=tuple(one for one in self.trained if one.on >= oldest),
        )

    # --- what coach and athlete tell as the weeks go by

    def report(self, area: PainArea, on: date, score: int) -> None:
        told = records.PainReport(records.new_id(), self.dossier.athlete.id, area, on, score)
        self.dossier = replace(self.dossier, pains=(*self.dossier.pains, told))

    def be_ill(self, since: date, until: date) -> None:
        away = records.Absence(records.new_id(), self.dossier.athlete.id, since, until, ill=True)
        self.dossier = replace(self.dossier, absences=(*self.dossier.absences, away))

    def rate(self, slug: str, on: date, rating: int) -> None:
        seen = records.Assessment(records.new_id(), self.dossier.athlete.id, slug, on, rating)
        self.dossier = replace(self.dossier, assessments=(*self.dossier.assessments, seen))


def known(name: str) -> Known:
    """The athlete of that file with two years of training behind her."""
    told = _told(name)
    sessions = _sessions(name)
    done = [one for one in sessions if one.status is records.SessionStatus.DONE]
    rows = [row for one in done for row in factual.done_sets(one)]
    return Known(told.dossier, rows, [_trained(one) for one in done])


def _trained(session: records.Session) -> Trained:
    sets: dict[str, list[records.SetRecord]] = {}
    for one in session.sets:
        if one.amount is not None:
            sets.setdefault(one.exercise, []).append(one)
    exercises = [
        Practised(
            slug,
            factual.exposure(session.on, found),
            max((one.load for one in found if one.load is not None), default=None),
            off_plan=any(one.off_plan for one in found),
        )
        for slug, found in sets.items()
    ]
    return Trained(
        session.on,
        session.slot,
        None if session.kind is records.SessionKind.FREE else Template(session.kind.value),
        session.phase,
        session.eased,
        session.deload,
        session.soreness,
        session.readiness,
        tuple(exercises),
    )


@cache
def _told(name: str) -> sample.Told:
    return sample.read(sample_squad.texts()[f"{name}.toml"], START)


@cache
def _sessions(name: str) -> tuple[records.Session, ...]:
    told = sample.read(sample_squad.texts()[f"{name}.toml"], START)
    return tuple(Simulation(judge(), told.dossier, told.habits, START).sessions())


def full_name(name: str) -> str:
    return str(tomllib.loads(sample_squad.texts()[f"{name}.toml"])["name"])
