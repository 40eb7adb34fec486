"""The sample squad: eight athletes told in resources/sample, with two years of training up to today.

Everything is made from the names, the figures of the files and the day asked for: the same day gives the same squad.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from desktop.services.sample_training import Habits, Simulation
from models import records
from rules.vocabulary import (
    Equipment,
    Experience,
    Goal,
    MobilityLevel,
    PainArea,
    Priority,
    RaceStatus,
    Sex,
)

if TYPE_CHECKING:
    from desktop.services.house import Services

SAMPLE_FILES = (
    "amina.toml",
    "anneliese.toml",
    "ingrid.toml",
    "kenji.toml",
    "lea.toml",
    "mateo.toml",
    "rangi.toml",
    "tomasz.toml",
)
_SPACE = UUID("6f0a3f0e-6c0b-5b0c-9a55-3a3c5a2b7d11")
_SATURDAY = 5

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One athlete of the sample as a file tells it."""

    dossier: records.Dossier
    habits: Habits


def fill(services: Services, texts: Mapping[str, str]) -> None:
    """Write the sample squad as of the services' today, with the plans of its week, in one transaction. `texts` are the files of
    the sample by name."""
    on = services.clock()
    told = [read(text, on) for text in texts.values()]
    judge = services.desk.judge
    with services.store.writing():
        for one in told:
            sessions = Simulation(judge, one.dossier, one.habits, on).sessions()
            services.store.athletes.put_back(records.Removed(one.dossier, tuple(sessions)))
            services.plans.write_down(one.dossier.athlete.id)


def read(text: str, on: date) -> Told:
    """One athlete from the text of a file; days count from `on`, races move back to their Saturday."""
    table: Table = tomllib.loads(text)
    name = str(table["name"])
    ids = _Ids(name)
    athlete = records.Athlete(
        id=ids.next("athlete"),
        name=name,
        birth_date=_born(int(table["age"]), str(table["birthday"]), on),
        body_mass_kg=float(table["body_mass_kg"]),
        sex=Sex(table["sex"]),
        experience=Experience(table["experience"]),
        goal=Goal(table["goal"]),
        max_sessions=int(table["max_sessions"]),
        session_minutes=int(table["session_minutes"]),
        available_days=tuple(table["available_days"]),
        guardian_consent_on=_day(table, on, "guardian_consent_days"),
        notes=str(table["notes"]),
    )
    dossier = records.Dossier(
        athlete=athlete,
        kits=_each(table, "kit", lambda t: _kit(t, athlete.id, ids)),
        key_runs=_each(
            table,
            "key_run",
            lambda t: records.KeyRun(
                ids.next("key-run"),
                athlete.id,
                int(t["weekday"]),
                records.KeyRunKind(t["kind"]),
                t.get("minutes"),
                t.get("descent_m"),
            ),
        ),
        races=_each(table, "race", lambda t: _race(t, athlete.id, ids, on)),
        mobility=_each(table, "mobility", lambda t: _mobility(t, athlete.id, ids, on)),
        pains=_each(
            table,
            "pain",
            lambda t: records.PainReport(
                ids.next("pain"), athlete.id, PainArea(t["area"]), _at(t, on), int(t["score"]), t.get("notes", "")
            ),
        ),
        readiness=_each(
            table,
            "readiness",
            lambda t: records.ReadinessScreen(
                ids.next("readiness"), athlete.id, _at(t, on), frozenset(t.get("yes", ())), _day(t, on, "cleared_days")
            ),
        ),
        assessments=_each(
            table,
            "assessment",
            lambda t: records.Assessment(
                ids.next("assessment"), athlete.id, t["exercise"], _at(t, on), int(t["rating"]), (), t.get("notes", "")
            ),
        ),
        declarations=_each(
            table,
            "declaration",
            lambda t: records.Declaration(
                ids.next("declaration"), athlete.id, t["exercise"], _at(t, on), float(t["load"])
            ),
        ),
    )
    return Told(dossier, _habits(table, on, ids.next))


def _habits(table: Table, on: date, new_id: Callable[[str], str]) -> Habits:
    sore: Table = table.get("pain_in_sets", {})
    tried: Table = table.get("off_plan", {})
    sides: Table = table.get("by_side", {})
    return Habits(
        attendance=float(table["attendance"]),
        curiosity=float(table["curiosity"]),
        new_id=new_id,
        sore_area=PainArea(sore["area"]) if sore else None,
        sore_from=_at(sore, on) if sore else None,
        sore_score=int(sore.get("score", 0)),
        tried=str(tried.get("exercise", "")),
        tried_on=_at(tried, on) if tried else None,
        tried_load=float(tried.get("load", 0)),
        tried_amount=float(tried.get("amount", 0)),
        tried_sets=int(tried.get("sets", 0)),
        tried_notes=str(tried.get("notes", "")),
        starts={slug: float(load) for slug, load in table.get("starts", {}).items()},
        by_side=frozenset(sides.get("exercises", ())),
        stronger=records.Side(sides.get("stronger", records.Side.RIGHT)),
    )


def athlete_id(name: str) -> str:
    """The id of the invented athlete of that name."""
    return _Ids(name).next("athlete")


class _Ids:
    """Ids that are the same every time: counted by kind within an athlete."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[str, int] = {}

    def next(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return str(uuid5(_SPACE, f"{self._name}/{kind}/{self._counts[kind]}"))


def _each(table: Table, key: str, make: Callable[[Table], Any]) -> tuple[Any, ...]:
    return tuple(make(part) for part in table.get(key, ()))


def _at(table: Table, on: date) -> date:
    return on + timedelta(days=int(table["days"]))


def _day(table: Table, on: date, key: str) -> date | None:
    return on + timedelta(days=int(table[key])) if key in table else None


def _born(age: int, birthday: str, on: date) -> date:
    """The birth date of somebody who is `age` on that day."""
    month, day = (int(part) for part in birthday.split("-"))
    had_it = (on.month, on.day) >= (month, day)
    return date(on.year - age - (not had_it), month, day)


def _kit(table: Table, athlete_id: str, ids: _Ids) -> records.Kit:
    return records.Kit(
        id=ids.next("kit"),
        athlete_id=athlete_id,
        name=table["name"],
        equipment=frozenset(Equipment(item) for item in table["equipment"]),
        plates_kg=tuple(float(kg) for kg in table.get("plates_kg", ())),
        dumbbells_kg=tuple(float(kg) for kg in table.get("dumbbells_kg", ())),
        kettlebells_kg=tuple(float(kg) for kg in table.get("kettlebells_kg", ())),
        bar_kg=table.get("bar_kg"),
        days=tuple(table.get("days", ())),
    )


def _race(table: Table, athlete_id: str, ids: _Ids, on: date) -> records.Race:
    day = _at(table, on)
    return records.Race(
        id=ids.next("race"),
        athlete_id=athlete_id,
        name=table["name"],
        on=day - timedelta(days=(day.weekday() - _SATURDAY) % 7),
        priority=Priority(table["priority"]),
        distance_km=float(table["distance_km"]),
        ascent_m=float(table["ascent_m"]),
        status=RaceStatus(table.get("status", "planned")),
        completed_km_effort=table.get("completed_km_effort"),
    )


def _mobility(table: Table, athlete_id: str, ids: _Ids, on: date) -> records.MobilityScreen:
    return records.MobilityScreen(
        id=ids.next("mobility"),
        athlete_id=athlete_id,
        on=_at(table, on),
        ankle_left_cm=float(table["ankle_left_cm"]),
        ankle_right_cm=float(table["ankle_right_cm"]),
        knee=MobilityLevel(table["knee"]),
        hip=MobilityLevel(table["hip"]),
    )
