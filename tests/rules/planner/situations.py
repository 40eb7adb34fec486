"""Random situations to plan from: people, weeks, races and logs, biased towards the edges of the rules.

Every maker takes a `random.Random`, so that a seed names a situation; the hypothesis strategy at the end wraps the same makers.
Logs are made in two ways: the planner plans some weeks and they are done with misses, failures, pain and other loads (`lived`), or
rows are thrown together without any sense (`thrown`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from rules.facts import (
    Absence,
    Athlete,
    CoachRating,
    Exposure,
    Feeling,
    History,
    KeyRun,
    Life,
    LoggedSets,
    Override,
    Place,
    Practised,
    Race,
    Situation,
    Trained,
    Wish,
)
from rules.planner import Planner
from rules.progression import Progression
from rules.rulebook import Rulebook, parse
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import PlannedItem, PlannedSession
from rules.vocabulary import (
    Category,
    Effort,
    Equipment,
    Experience,
    Goal,
    Joint,
    LoadType,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Template,
    Unit,
)
from tests.rules.books import shipped, shipped_texts

DAY = timedelta(days=1)
EASY = 5.0  # the effort of a mobility drill, which has no reserve to aim at
FIRST = date(2027, 2, 1)
_AGES = (12, 13, 14, 15, 16, 17, 18, 23, 31, 38, 44, 45, 49, 50, 55, 59, 60, 64, 69, 70, 78)
_GYM = frozenset(Equipment)
_HOME = frozenset({Equipment.BODYWEIGHT, Equipment.DUMBBELLS, Equipment.BAND, Equipment.BOX, Equipment.KETTLEBELL})
_BARE = frozenset({Equipment.BODYWEIGHT})


@dataclass(frozen=True)
class Drawn:
    """A situation and the day to plan from."""

    situation: Situation
    today: date


@cache
def planner() -> Planner:
    return planner_of(shipped())


@cache
def planner_without_deloads() -> Planner:
    """The same rules but for deloads, which come once a year."""
    texts = dict(shipped_texts())
    for weeks in ("weeks_novice_intermediate = 6", "weeks_experienced = 4"):
        assert weeks in texts["session.toml"]
        texts["session.toml"] = texts["session.toml"].replace(weeks, weeks.split("=")[0] + "= 52")
    return planner_of(parse(texts))


def planner_of(book: Rulebook) -> Planner:
    return Planner(book, Standings(book), Season(book), Progression(book))


# --- people and their weeks


def athlete(rng: Random, today: date) -> Athlete:
    experience = rng.choice([None, *Experience])
    declared: dict[str, date] = {}
    if rng.random() < 0.15:
        experience = Experience.EXPERIENCED
        gated = [e.slug for e in shipped().exercises.values() if e.gates]
        declared = {rng.choice(gated): today - rng.choice([0, 1, 14, 41, 42, 43]) * DAY for _ in range(2)}
    hurts = rng.random() < 0.2
    return Athlete(
        birth_date=birth_date(rng, today),
        body_mass_kg=rng.choice([None, 44, 52.5, 60, 68, 70, 83.3, 99]),
        experience=experience,
        goal=rng.choice([None, Goal.STRENGTH, Goal.STRENGTH, *Goal]),
        max_sessions=rng.choice([None, None, None, 0, 1, 2, 2, 3]),
        mobility={joint: rng.choice(list(MobilityLevel)) for joint in Joint if rng.random() < 0.15},
        pain={area: rng.randint(0, 6) for area in PainArea if hurts and rng.random() < 0.25},
        injuries=frozenset(area for area in PainArea if rng.random() < 0.01),
        health_hold=rng.random() < 0.01,
        declared=declared,
    )


def birth_date(rng: Random, today: date) -> date | None:
    if rng.random() < 0.08:
        return None
    age = rng.choice(_AGES) if rng.random() < 0.5 else rng.randint(18, 62)
    born = date(today.year - age, rng.randint(1, 12), rng.randint(1, 28))
    if rng.random() < 0.3:  # a birthday in the weeks that are planned, 29 February among them
        born = date(today.year - age, today.month, min(today.day, 28)) + rng.randint(0, 90) * DAY
    return date(born.year - born.year % 4, 2, 29) if rng.random() < 0.03 else born


def masses(rng: Random, start: float, step: float, most: int) -> tuple[float, ...]:
    """A rack of dumbbells or kettlebells: even steps, or only a few of them."""
    rack = [start + step * i for i in range(rng.randint(1, most))]
    return tuple(rng.sample(rack, min(len(rack), rng.randint(1, 4))) if rng.random() < 0.5 else rack)


def place(rng: Random, name: str) -> Place:
    equipment = rng.choice([_GYM, _GYM, _GYM, _HOME, _HOME, _BARE])
    if rng.random() < 0.3:
        equipment = frozenset(e for e in Equipment if rng.random() < 0.4) | _BARE
    plates = [kg for kg in (20.0, 15.0, 10.0, 5.0, 2.5, 1.25) for _ in range(rng.choice([0, 1, 2, 2, 4]))]
    return Place(
        name=name,
        equipment=equipment,
        days=frozenset(d for d in range(1, 8) if rng.random() < 0.4) if rng.random() < 0.4 else frozenset(),
        plates_kg=tuple(plates) if rng.random() < 0.5 else (),
        dumbbells_kg=masses(rng, rng.choice([1.0, 2.0, 5.0]), rng.choice([1.0, 2.0, 2.5]), 15)
        if rng.random() < 0.5
        else (),
        kettlebells_kg=masses(rng, rng.choice([4.0, 8.0]), 4.0, 8) if rng.random() < 0.5 else (),
        bar_kg=rng.choice([None, None, 20.0, 15.0, 10.0]),
    )


def life(rng: Random, today: date) -> Life:
    some = frozenset(rng.sample(range(1, 8), rng.randint(1, 6)))
    runs = [
        KeyRun(rng.randint(1, 7), rng.random() < 0.5, rng.choice([None, 40, 89, 90, 180]), rng.choice([None, 0, 700]))
        for _ in range(rng.choice([0, 0, 1, 2, 2, 3]))
    ]
    absences: list[Absence] = []
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        since = today + rng.randint(-40, 60) * DAY
        absences.append(Absence(since, since + rng.choice([0, 2, 3, 6, 13, 20]) * DAY, rng.random() < 0.5))
    return Life(
        available=rng.choice([frozenset(), some, some]),
        minutes=rng.choice([None, None, 15, 19, 20, 20, 21, 23, 25, 30, 35, 40, 45, 50, 60, 75, 90, 120]),
        places=tuple(place(rng, name) for name in ("home", "gym", "trip")[: rng.choice([0, 1, 1, 1, 2, 3])]),
        key_runs=tuple(runs),
        absences=tuple(absences),
        declared_kg={},
    )


def race(rng: Random, on: date) -> Race:
    status = rng.choice([RaceStatus.PLANNED] * 8 + list(RaceStatus))
    return Race(
        on=on,
        priority=rng.choice(list(Priority)),
        name=rng.choice(["", "Ridge run", "Sky trail"]),
        distance_km=rng.choice([None, 5, 21, 30, 42.195, 50, 80, 100, 170]),
        ascent_m=rng.choice([None, 0, 300, 1500, 3000, 9000]),
        status=status,
        effort=rng.choice([Effort.RACED, Effort.RACED, Effort.EASY]),
        completed_km_effort=rng.choice([None, 20, 60]) if status is RaceStatus.DNF else None,
    )


def races(rng: Random, today: date) -> tuple[Race, ...]:
    found = [race(rng, today + rng.randint(-50, 280) * DAY) for _ in range(rng.choice([0, 1, 1, 2, 3, 4]))]
    if rng.random() < 0.5:  # one that is near
        found.append(race(rng, today + rng.randint(0, 90) * DAY))
    return tuple(found[:4])


# --- logs


def lived(rng: Random, who: Athlete, week: Life, calendar: tuple[Race, ...], today: date) -> Situation:
    """Weeks that the planner planned and that were done with noise; planned anew now and then, as in life."""
    plans = planner()
    at = today - timedelta(days=today.weekday(), weeks=rng.randint(1, 12))
    situation = Situation(replace(who, declared={}, health_hold=False), week, calendar, history=coached(rng, at))
    ahead = rng.choice([1, 3, 12])
    hurts = rng.random() < 0.3
    while at < today:
        start = max(at, at + rng.choice([0, 0, 0, 1, 3]) * DAY) if ahead == 1 else at
        for planned in plans.weeks(situation, start, at, min(ahead, -(-(today - at).days // 7))):
            for session in planned.sessions:
                if session.on < today and rng.random() < 0.88:
                    situation = logged(situation, done(rng, session, hurts=hurts))
        at += timedelta(weeks=ahead)
    return replace(situation, athlete=who)


def coached(rng: Random, before: date) -> History:
    """What a coach opened or rated before the weeks began, so that harder exercises are met as well."""
    if rng.random() < 0.4:
        return History()
    book = shipped()
    listed = [slug for ladder in book.ladder.values() for slug in ladder if book.exercises[slug].gates]
    opened = rng.sample(listed, rng.randint(1, 12))
    overrides = [Override(before - rng.randint(1, 30) * DAY, slug) for slug in opened]
    ratings = [
        CoachRating(before - rng.randint(0, 60) * DAY, slug, rng.choice([2, 3, 4, 4, 5]))
        for slug in rng.sample(listed, rng.randint(0, 12))
    ]
    return History(overrides=tuple(overrides), ratings=tuple(ratings))


def done(rng: Random, session: PlannedSession, *, hurts: bool = False, noise: bool = True) -> Trained:
    """A planned session as somebody did it: mostly as written."""
    on = session.on + (rng.choice([0, 0, 0, 0, 0, 1]) * DAY if noise else 0 * DAY)
    exercises = tuple(
        practised(rng, on, item, hurts=hurts, noise=noise) for item in session.items if not noise or rng.random() < 0.95
    )
    feeling = rng.choice([None, None, 1, 2, 3, 4]) if noise else None
    return Trained(
        on=on,
        slot=session.slot,
        template=session.template,
        phase=session.phase,
        eased=session.eased,
        deload=session.deload,
        readiness=feeling,
        exercises=exercises,
    )


def practised(rng: Random, on: date, item: PlannedItem, *, hurts: bool, noise: bool) -> Practised:
    amounts = [item.amount] * item.sets
    rir: list[float | None] = [None if item.rir is None else float(item.rir)] * item.sets
    technique: int | None = 4
    pain, after, load, aim = 0, None, item.load, item.aim
    if noise:
        technique = rng.choice([4, 4, 4, 4, 4, 3, 5, 2, None])
        how = rng.random()
        if how < 0.1:  # a set fell short
            amounts[-1] = max(1, amounts[-1] - rng.randint(1, 4))
        elif how < 0.15:
            rir = [None if r is None else max(0.0, r - rng.randint(1, 3)) for r in rir]
        elif how < 0.3:
            rir = [None if r is None else r + 1 for r in rir]
        elif how < 0.35 and load:
            load, aim = load + rng.choice([-2.0, 2.0, 5.0]), None
            load = max(load, 1.0)
        if rng.random() < 0.1:
            amounts = amounts[: max(1, len(amounts) - 1)]
            rir = rir[: len(amounts)]
        if rng.random() < (0.12 if hurts else 0.01):
            pain, after = rng.choice([(2, 3), (3, None), (4, None), (0, 5), (6, 2)])
    return Practised(item.slug, Exposure(on, tuple(amounts), tuple(rir), technique, pain, after), load, aim)


def thrown(rng: Random, situation: Situation, today: date) -> Situation:
    """Sessions and rows without any sense, on any day of the last weeks."""
    book = shipped()
    ladders = [slug for ladder in book.ladder.values() for slug in ladder]
    for _ in range(rng.randint(1, 12)):
        on = today - rng.choice([0, 1, 2, 3, 5, 6, 7, 8, 14, 20, 29, 60, 100, 300]) * DAY
        slugs = rng.sample(ladders if rng.random() < 0.8 else list(book.exercises), rng.randint(1, 6))
        exercises = tuple(anything(rng, slug, on) for slug in slugs)
        template = rng.choice([None, *Template])
        trained = Trained(
            on=on,
            slot=rng.choice([None, on, on - DAY]),
            template=template,
            phase=rng.choice([None, *Phase]),
            eased=rng.random() < 0.1,
            readiness=rng.choice([None, 1, 2, 5]),
            soreness=rng.choice([None, 0, 6]),
            exercises=exercises,
        )
        situation = logged(situation, trained)
    rows = tuple(
        LoggedSets(
            on=today - rng.randint(0, 120) * DAY,
            slug=rng.choice(list(book.exercises)),
            sets=rng.randint(1, 4),
            amount=rng.choice([None, 5, 10, 20]),
            rpe=rng.choice([None, 5, 6, 9]),
            pain=rng.choice([0, 0, 0, 2, 4, 6]),
            technique=rng.choice([None, 1, 3, 4, 5]),
            off_plan=rng.random() < 0.3,
        )
        for _ in range(rng.randint(0, 10))
    )
    known = situation.history
    more = coached(rng, today)
    history = History((*known.sets, *rows), (*known.ratings, *more.ratings), (*known.overrides, *more.overrides))
    return replace(situation, history=history)


def practised_well(rng: Random, situation: Situation, today: date) -> Situation:
    """Some weeks of the same few exercises, open by a coach's word, at the top of their ranges and with reserve: what steps, steps
    held back and maxima come from."""
    book = shipped()
    listed = [slug for ladder in book.ladder.values() for slug in ladder]
    slugs = rng.sample([slug for slug in listed if book.exercises[slug].increment], rng.randint(2, 6))
    share, amount, rir = rng.choice([0.2, 0.4, 0.7, 1.0]), rng.choice([6, 8, 12, 18]), rng.choice([2.0, 3.0, 4.0])
    start = today - rng.randint(8, 70) * DAY
    overrides = tuple(Override(start - 30 * DAY, slug) for slug in slugs)
    ratings = tuple(CoachRating(today - 20 * DAY, slug, 5) for slug in slugs)
    known = situation.history
    history = replace(known, overrides=(*known.overrides, *overrides), ratings=(*known.ratings, *ratings))
    situation = replace(situation, history=history)
    at = start
    while at < today - rng.choice([0, 0, 2, 12, 18, 25]) * DAY:
        exercises: list[Practised] = []
        for slug in slugs:
            exercise = book.exercises[slug]
            step = exercise.increment or 1.0
            top = min(exercise.ceiling_kg or 100.0, (exercise.ceiling_bm or 1.5) * 65)
            load = max(step, top * share // step * step / (2 if exercise.load_type is LoadType.PER_HAND_KG else 1))
            amounts = (max(exercise.novice_high, float(amount)) + rng.choice([0, 0, 2]),) * 3
            rirs = (rir - rng.choice([0, 0, 0, 0, 1]),) * 3
            pain = rng.choice([0] * 20 + [3, 4, 6])
            exercises.append(Practised(slug, Exposure(at, amounts, rirs, rng.choice([4, 4, 5, 3]), pain), load, load))
        situation = logged(
            situation, Trained(at, at, rng.choice(list(Template)[:3]), Phase.BUILD, exercises=tuple(exercises))
        )
        at += rng.choice([2, 3, 4, 7]) * DAY
    return situation


def anything(rng: Random, slug: str, on: date) -> Practised:
    exercise = shipped().exercises[slug]
    sets = rng.randint(1, 4)
    load = None
    if exercise.load_type is not LoadType.BODYWEIGHT:
        load = rng.choice([None, 1.0, 4.0, 10.0, 12.5, 20.0, 47.5, 60.0, 100.0])
    amount = rng.choice([3, 5, 8, 10, 12, 15] if exercise.unit is Unit.REPS else [10, 15, 20, 30])
    exposure = Exposure(
        on,
        tuple(float(max(1, amount + rng.choice([0, 0, 0, -1, 1]))) for _ in range(sets)),
        tuple(rng.choice([None, 0.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0]) for _ in range(sets)),
        rng.choice([None, 1, 3, 4, 4, 5]),
        rng.choice([0, 0, 0, 1, 3, 4, 7]),
        rng.choice([None, None, 0, 3, 5]),
    )
    aim = None if load is None else rng.choice([None, load, load + 1])
    return Practised(slug, exposure, load, aim, rng.random() < 0.1)


def logged(situation: Situation, session: Trained) -> Situation:
    """The situation with one session more, and its rows for the standings."""
    known = situation.history
    rows = tuple(row for one in session.exercises for row in rows_of(one))
    history = replace(known, sets=(*known.sets, *rows))
    return replace(situation, trained=(*situation.trained, session), history=history)


def rows_of(done: Practised) -> Iterable[LoggedSets]:
    exposure = done.exposure
    for amount, rir in zip(exposure.amounts, exposure.rir, strict=True):
        yield LoggedSets(
            on=exposure.on,
            slug=done.slug,
            amount=amount,
            load=done.load,
            rpe=EASY if rir is None else max(0.0, 10.0 - rir),
            pain=exposure.pain,
            next_pain=exposure.next_pain,
            technique=exposure.technique,
            off_plan=done.off_plan,
        )


# --- what was asked for


def wishes(rng: Random, drawn: Drawn) -> tuple[tuple[Wish, ...], tuple[Feeling, ...]]:
    """Wishes and feelings for sessions that are really planned."""
    if rng.random() < 0.6:
        return (), ()
    book = shipped()
    slots: Sequence[date] = [
        session.slot
        for week in planner().weeks(drawn.situation, drawn.today, drawn.today, 2)
        for session in week.sessions
    ]
    found: list[Wish] = []
    felt: list[Feeling] = []
    for slot in slots:
        if rng.random() < 0.5:
            swaps = {c: rng.choice(book.ladder[c]) for c in Category if book.ladder[c] and rng.random() < 0.4}
            moved = slot + rng.randint(-6, 6) * DAY if rng.random() < 0.6 else None
            found.append(Wish(slot, moved, rng.random() < 0.1, swaps))
        if rng.random() < 0.3:
            felt.append(Feeling(slot, rng.choice([None, 0, 4, 5, 7]), rng.choice([None, 1, 2, 3, 5])))
    return tuple(found), tuple(felt)


def declared_kg(rng: Random, who: Athlete) -> dict[str, float]:
    return {slug: rng.choice([20.0, 40.0, 80.0]) for slug in who.declared if rng.random() < 0.8}


# --- the whole


def drawn(rng: Random, *, wishing: bool = True) -> Drawn:
    today = FIRST + rng.randint(0, 760) * DAY
    who, calendar = athlete(rng, today), races(rng, today)
    week = replace(life(rng, today), declared_kg=declared_kg(rng, who))
    kind = rng.random()
    situation = Situation(who, week, calendar)
    if kind < 0.25:
        if rng.random() < 0.8:  # a grown-up in good health with everything there is
            born = date(today.year - rng.randint(20, 62), 6, 1)
            gym = replace(place(rng, "gym"), equipment=_GYM, days=frozenset())
            who = replace(who, birth_date=born, pain={}, injuries=frozenset(), mobility={}, health_hold=False)
            situation = replace(situation, athlete=who, life=replace(week, places=(gym,)))
        situation = practised_well(rng, situation, today)
    elif kind < 0.6:
        situation = lived(rng, who, week, calendar, today)
        if rng.random() < 0.1:
            situation = thrown(rng, situation, today)
    elif kind < 0.8:
        situation = thrown(rng, situation, today)
    else:
        situation = replace(situation, history=coached(rng, today))
    found = Drawn(situation, today)
    if wishing:
        asked, felt = wishes(rng, found)
        found = Drawn(replace(situation, wishes=asked, feelings=felt), today)
    return found


def situations(**more: Any) -> st.SearchStrategy[Drawn]:
    return st.integers(0, 2**40).map(lambda seed: drawn(Random(seed), **more))
