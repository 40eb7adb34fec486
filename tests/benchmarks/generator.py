"""Writes a big, believable store: `python -m tests.benchmarks.generator OUT.db [--athletes 200 --years 5 ...]`.

The same arguments give the same rows. Everything goes through the store's own repositories but for the sessions, whose rows are
shaped by the store's own `rows_of` and written in bulk, in the order of their days, as years of logging would leave them.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from models import latest
from models.records import (
    Assessment,
    Athlete,
    Declaration,
    KeyRun,
    KeyRunKind,
    Kit,
    MobilityScreen,
    PainReport,
    Race,
    ReadinessScreen,
    Session,
    SessionKind,
    SetRecord,
)
from models.sessions import write_new
from models.store import Store, open_store
from rules.vocabulary import (
    Equipment,
    Experience,
    Goal,
    LoadType,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    Sex,
    Side,
    Unit,
)

CATALOGUE = Path(__file__).parents[2] / "resources" / "rulebook" / "exercises.toml"
AS_OF = date(2027, 1, 10)
BATCH = 1000  # sessions written together

_FIRST = "Anna Bruno Chloé David Emma Finn Greta Hugo Ines Jonas Klara Léa Marco Nina Oskar Paula Rémi Sara Timo Zoë"
_LAST = "Aubert Berger Costa Diaz Egli Favre Gomez Huber Iten Jordan Keller Lopez Moreau Nguyen Olsen Perret Roux Sato"
FIRST, LAST = _FIRST.split(), _LAST.split()
RACES = ["Ridge Trail", "Valley Marathon", "Glacier Ultra", "Forest Half", "Moonlight Climb", "Lake Round"]


@dataclass(frozen=True)
class Exercise:
    slug: str
    unit: Unit
    load_type: LoadType
    two_sided: bool
    low: int
    high: int


@dataclass(frozen=True)
class Size:
    athletes: int = 200
    years: int = 5
    sessions: int = 100
    sets: int = 18
    as_of: date = AS_OF


def catalogue(path: Path = CATALOGUE) -> list[Exercise]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["exercise"]
    return [
        Exercise(
            row["slug"],
            Unit(row["unit"]),
            LoadType(row["load_type"]),
            row["laterality"] == "unilateral",
            row["novice"]["low"],
            row["novice"]["high"],
        )
        for row in rows
    ]


def generate(path: Path, size: Size, exercises: list[Exercise], seed: int = 1) -> int:
    """Make a new store at `path`; returns the number of sets."""
    chance = random.Random(seed)
    with open_store(path) as store:
        owners = [_add_athlete(store, chance, number, size) for number in range(size.athletes)]
        sets = 0
        batch: list[Session] = []
        with store.writing():
            for session in _sessions(chance, owners, exercises, size):
                batch.append(session)
                sets += len(session.sets)
                if len(batch) == BATCH:
                    write_new(store.link, batch)
                    batch.clear()
            write_new(store.link, batch)
            latest.rebuild(store.link)
    return sets


def _id(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _add_athlete(store: Store, chance: random.Random, number: int, size: Size) -> str:
    as_of = size.as_of
    athlete = Athlete(
        id=_id(chance),
        name=f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number:03}",
        birth_date=as_of - timedelta(days=chance.randrange(16 * 365, 72 * 365)),
        body_mass_kg=float(chance.randrange(48, 92)),
        sex=chance.choice(list(Sex)),
        experience=chance.choice(list(Experience)),
        goal=chance.choice(list(Goal)),
        max_sessions=2,
        session_minutes=chance.choice((30, 45, 60)),
        available_days=tuple(sorted(chance.sample(range(1, 8), 4))),
    )
    items = frozenset(chance.sample(list(Equipment), chance.randrange(1, 12))) | {Equipment.BODYWEIGHT}
    with store.writing():
        store.athletes.save(athlete)
        store.kits.save(
            Kit(_id(chance), athlete.id, "home", items, (20.0, 10.0, 10.0, 5.0, 5.0, 2.5), (8.0, 12.0), (16.0,), 20.0)
        )
        for weekday, kind in ((2, KeyRunKind.INTERVALS), (6, KeyRunKind.LONG)):
            store.key_runs.save(KeyRun(_id(chance), athlete.id, weekday, kind, 60, 300))
        _add_history(store, chance, athlete.id, size)
    return athlete.id


def _add_history(store: Store, chance: random.Random, owner: str, size: Size) -> None:
    days = size.years * 365
    for _ in range(size.years * 4):
        on = size.as_of - timedelta(days=chance.randrange(-200, days))
        distance = float(chance.choice((21, 42, 60, 100)))
        race = Race(
            _id(chance), owner, chance.choice(RACES), on, chance.choice(list(Priority)), distance, distance * 45
        )
        store.races.save(race)
    for _ in range(size.years * 2):
        on = size.as_of - timedelta(days=chance.randrange(days))
        ankle = chance.randrange(5, 14)
        store.mobility.save(
            MobilityScreen(_id(chance), owner, on, ankle, ankle + 1, MobilityLevel.OK, MobilityLevel.LIMITED)
        )
        area = chance.choice(list(PainArea))
        store.pains.save(PainReport(_id(chance), owner, area, on, chance.randrange(3)))
        slug = chance.choice(("split-squat", "glute-bridge"))
        store.assessments.save(Assessment(_id(chance), owner, slug, on, chance.randrange(2, 6), (0, 1)))
    store.readiness.save(ReadinessScreen(_id(chance), owner, size.as_of - timedelta(days=days)))
    store.declarations.save(Declaration(_id(chance), owner, "goblet-squat", size.as_of - timedelta(days=20), 16.0))


def _sessions(chance: random.Random, owners: list[str], exercises: list[Exercise], size: Size) -> Iterator[Session]:
    """Day by day, every athlete's sessions; each athlete trains a repertoire that changes slowly."""
    total = size.years * size.sessions
    span = size.years * 365
    plan: list[tuple[int, int, int]] = []
    for place in range(len(owners)):
        plan += [(span * nth // total, place, nth) for nth in range(total)]
    plan.sort()
    repertoires = [chance.sample(exercises, min(14, len(exercises))) for _ in owners]
    for days, place, nth in plan:
        repertoire = repertoires[place]
        if nth % 40 == 39:
            repertoire[chance.randrange(len(repertoire))] = chance.choice(exercises)
        on = size.as_of - timedelta(days=span - 1 - days)
        first = nth * 6 % len(repertoire)
        chosen = (repertoire + repertoire)[first : first + 6]
        yield Session(
            id=_id(chance),
            athlete_id=owners[place],
            on=on,
            kind=SessionKind.A if nth % 2 else SessionKind.B,
            phase=Phase.BUILD,
            minutes=45,
            soreness=chance.randrange(4),
            readiness=chance.randrange(2, 6),
            sets=tuple(_sets(chance, chosen, size.sets)),
        )


def _sets(chance: random.Random, chosen: list[Exercise], count: int) -> Iterator[SetRecord]:
    left = count
    for position, exercise in enumerate(chosen, start=1):
        share = left // (len(chosen) - position + 1)
        left -= share
        amount = float(chance.randrange(exercise.low, exercise.high + 1))
        load = None if exercise.load_type is LoadType.BODYWEIGHT else float(chance.randrange(4, 40))
        technique = chance.choice((3, 4, 4, 4, 5))
        for nth in range(share):
            side = (Side.LEFT, Side.RIGHT)[nth % 2] if exercise.two_sided else None
            yield SetRecord(
                id=_id(chance),
                exercise=exercise.slug,
                position=position,
                number=nth // 2 + 1 if exercise.two_sided else nth + 1,
                unit=exercise.unit,
                load_type=exercise.load_type,
                side=side,
                planned_amount=amount,
                planned_load=load,
                amount=amount if chance.random() < 0.9 else amount - 1,
                load=load,
                rir=float(chance.randrange(1, 5)),
                rpe=float(chance.randrange(5, 9)),
                pain=0 if chance.random() < 0.95 else chance.randrange(1, 4),
                technique=technique,
                off_plan=chance.random() < 0.01,
            )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("out", type=Path)
    standard = Size()
    for name in ("athletes", "years", "sessions", "sets"):
        ask.add_argument(f"--{name}", type=int, default=getattr(standard, name))
    ask.add_argument("--as-of", type=date.fromisoformat, default=standard.as_of)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--catalogue", type=Path, default=CATALOGUE)
    given = ask.parse_args()
    if given.out.exists():
        ask.error(f"{given.out} is there already")
    size = Size(given.athletes, given.years, given.sessions, given.sets, given.as_of)
    start = time.perf_counter()
    sets = generate(given.out, size, catalogue(given.catalogue), given.seed)
    print(f"{sets} sets in {time.perf_counter() - start:.1f} s: {given.out}")


if __name__ == "__main__":
    main()
