"""Random athletes, histories, calendars, progressions and rulebooks, biased towards the edges of the rules.

Every maker takes a `random.Random`, so that a seed names a world; the hypothesis strategies at the end wrap the same makers.

    python -m tests.oracle.worlds CATALOGUE.toml RULES.toml 2000      # how often each status is met
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from rules.facts import Athlete, Exposure, History, Race
from rules.vocabulary import (
    Effort,
    Phase,
    Priority,
    RaceStatus,
)
from tests.oracle.evidence import (
    Catalogue,
    Numbers,
    by_slug,
    ceiling_per_unit,
    gates_of,
)
from tests.oracle.progression import decide
from tests.oracle.scenes import (
    SCENES,
    Draft,
    athlete,
    scene_declared,
    scene_excluded,
    scene_lapse,
    scene_novelty,
    scene_pain,
)
from tests.oracle.season import season_day
from tests.oracle.standing import status

TODAY = date(2027, 6, 20)


@dataclass(frozen=True)
class World:
    """One athlete on one day; `focus` is the exercise the history was made around and `scene` how."""

    athlete: Athlete
    history: History
    on: date
    phase: str
    focus: str
    scene: str


def world(rng: Random, catalogue: Catalogue) -> World:
    """One random world. Half of the athletes are at an edge of age; a fifth have noise from other exercises in the log."""
    on = TODAY + timedelta(days=rng.randint(0, 700))
    gated = [exercise for exercise in catalogue["exercise"] if gates_of(exercise)]
    exercise = rng.choice(gated if gated and rng.random() < 0.9 else catalogue["exercise"])
    draft = Draft(rng, catalogue, exercise, on, athlete(rng, on, plain=rng.random() < 0.8))
    scene = rng.choices([made for made, _ in SCENES], [weight for _, weight in SCENES])[0]
    if not gates_of(exercise):
        scene = rng.choice([scene_pain, scene_excluded, scene_declared, scene_novelty])
    if scene is scene_lapse:
        scene(draft, recency=catalogue["recency_days"][f"level_{exercise['level']}"])
    else:
        if scene is scene_excluded and not gates_of(exercise):
            draft.log(exercise["slug"], 3)
        scene(draft)
    if rng.random() < 0.2:
        for _ in range(rng.randint(1, 6)):
            slug = rng.choice(catalogue["exercise"])["slug"]
            draft.log(slug, rng.randint(0, 120), technique=rng.randint(1, 5), off_plan=rng.random() < 0.3)
    if rng.random() < 0.1:
        draft.phase = rng.choice(list(Phase))
    if rng.random() < 0.1:
        draft.log(exercise["slug"], -rng.randint(1, 5))
    rng.shuffle(draft.sets)
    history = History(sets=tuple(draft.sets), ratings=tuple(draft.ratings))
    return World(draft.athlete, history, on, str(draft.phase), exercise["slug"], scene.__name__.removeprefix("scene_"))


# --- calendars ---------------------------------------------------------------------------------------


def race(rng: Random, on: date) -> Race:
    """One race with a distance at a limit of a class or a recovery band."""
    distance: float | None = rng.choice([None, 5, 12, 24.9, 25, 30, 42.195, 42.2, 44, 50, 60, 99.9, 100, 120, 170])
    state = rng.choice([RaceStatus.PLANNED] * 6 + list(RaceStatus))
    return Race(
        on=on,
        priority=rng.choice(list(Priority)),
        name=rng.choice(["", "", "Ridge run", "ridge RUN", "Sky trail"]),
        distance_km=distance,
        ascent_m=rng.choice([None, 0, 100, 300, 1500, 3000, 3280.5, 9000]),
        status=state,
        effort=rng.choice([Effort.RACED, Effort.RACED, Effort.EASY]),
        completed_km_effort=rng.choice([None, 20, 45, 115]) if state is RaceStatus.DNF else None,
    )


def calendar(rng: Random, on: date) -> tuple[Race, ...]:
    """Zero to five races around the day: at the limits of the tables, on one day, entered twice, two A races near each other."""
    edges = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 21, 22, 28, 29, 35, 36, 42, 43, 56, 57, 70, 71, 84, 85]
    after = [1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16, 18, 19, 23, 24, 30, 31, 38, 45, 46]
    races: list[Race] = []
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 3, 4])):
        days = rng.choice(edges) if rng.random() < 0.6 else -rng.choice(after)
        races.append(race(rng, on + timedelta(days=days)))
    if races and rng.random() < 0.3:
        twin = rng.choice(races)
        shift = rng.choice([0, 0, 1, 1.1, -1])
        longer = None if twin.distance_km is None else max(1, round(twin.distance_km + shift, 3))
        races.append(replace(twin, distance_km=longer, name=twin.name.upper(), priority=rng.choice(list(Priority))))
    if rng.random() < 0.3:
        first = on - timedelta(days=rng.choice(after))
        gap = rng.choice([42, 55, 56, 62, 63, 64, 70, 77, 91])
        for day in (first, first + timedelta(days=gap)):
            one = race(rng, day)
            races.append(
                replace(one, priority=rng.choice([Priority.A, Priority.A, Priority.B]), status=RaceStatus.PLANNED)
            )
    rng.shuffle(races)
    return tuple(races)


@dataclass(frozen=True)
class Season:
    athlete: Athlete
    races: tuple[Race, ...]
    on: date


def season(rng: Random) -> Season:
    """An athlete at an edge of age, and a calendar."""
    on = TODAY + timedelta(days=rng.randint(0, 700))
    person = replace(athlete(rng, on, plain=False), health_hold=rng.random() < 0.03)
    return Season(person, calendar(rng, on), on)


# --- progressions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """What `decide` is asked; `range` is (low, high)."""

    athlete: Athlete
    slug: str
    on: date
    phase: str
    last_load: float | None
    range: tuple[int, int]
    target_rir: int
    sessions: tuple[Exposure, ...]
    last_increase: date | None
    work_e1rm: float | None


def progress(rng: Random, catalogue: Catalogue) -> Progress:
    """Sessions that are good, failed, too hard, painful or long ago, at loads near ceilings and caps."""
    on = TODAY + timedelta(days=rng.randint(0, 700))
    person = replace(athlete(rng, on, plain=rng.random() < 0.7), health_hold=rng.random() < 0.03)
    loaded = [exercise for exercise in catalogue["exercise"] if "increment" in exercise]
    exercise = rng.choice(loaded if loaded and rng.random() < 0.9 else catalogue["exercise"])
    percent = [each for each in loaded if each["percent_mode"]]
    if percent and rng.random() < 0.3:
        exercise = rng.choice(percent)
    low, high = rng.choice([(4, 6), (6, 10), (8, 12)])
    target = rng.choice([2, 2, 3])
    load = None
    if "increment" in exercise:
        ceiling = ceiling_per_unit(exercise, person)
        near = float(ceiling) if ceiling is not None else 3.0
        step = exercise["increment"]
        load = max(0.0, rng.choice([near, near - step, near - 2 * step, near / 2, step * 2, 80, 60, 41, 200]))
    gap = rng.choice([1, 2, 3, 3, 3, 3, 4, 7] * 5 + [10, 11, 14, 15, 21, 22, 28, 29, 56, 57, 84, 85, 180, 181])
    sessions: list[Exposure] = []
    kind = rng.choices(["good", "fail", "hard", "pain", "mixed"], [6, 2, 2, 2, 2])[0]
    days_ago = gap
    for place in range(rng.choice([0, 1, 2, 2, 3, 3, 4])):
        top = high + rng.choice([0, 6, 6, 6])
        amounts, rir = (top,) * 3, (target + rng.choice([0, 0, 1]),) * 3
        pain, after, technique = rng.choice([0, 0, 1, 2]), rng.choice([None, None, 0, 2]), rng.choice([4, 4, 4, 5, 3])
        if kind == "fail" and (place < 3 or rng.random() < 0.5):
            amounts, rir = rng.choice([((low, low, low - 1), (1, 1, 1)), ((low, low, low), (2, 1, 0))])
        elif kind == "hard" and place == 0:
            rir = rng.choice([(target - 1,) * 3, (target - 1, target - 1, target), (max(1, target - 2),) * 3])
        elif kind == "pain" and place < 2:
            pain, after = rng.choice([(3, None), (0, 3), (4, None), (5, 0), (0, 4), (6, None), (2, 7)])
        elif kind == "mixed":
            technique, rir = rng.choice([None, 2, 3, 4]), rng.choice([(None,) * 3, (target, None, target), rir])
        sessions.append(Exposure(on - timedelta(days=days_ago), amounts, rir, technique, pain, after))
        days_ago += rng.choice([2, 3, 4, 7])
    rng.shuffle(sessions)
    work = None
    if exercise["percent_mode"] and load and rng.random() < 0.7:
        work = round(
            (load + rng.choice([0, 1, 2.4, 2.5])) / rng.choice([0.6, 0.7, 0.7, 0.8, 0.82, 0.85, 0.85, 0.88, 0.9]), 1
        )
    return Progress(
        athlete=person,
        slug=exercise["slug"],
        on=on,
        phase=str(rng.choice([Phase.BUILD] * 10 + [Phase.CONSOLIDATE, *Phase])),
        last_load=load,
        range=(low, high),
        target_rir=target,
        sessions=tuple(sessions),
        last_increase=rng.choice([None, None, on - timedelta(days=6), on - timedelta(days=7), on - timedelta(days=3)]),
        work_e1rm=work,
    )


# --- rulebooks ---------------------------------------------------------------------------------------


def rulebook(rng: Random, size: int = 12) -> dict[str, Any]:
    """A small catalogue of the shape of `catalogue.toml`: a random DAG with random gates. What a coach passes never asks more than
    what an athlete shows alone, and no window is longer than the recency of its exercise."""
    exercises: list[dict[str, Any]] = []
    recency = {f"level_{level}": rng.choice([84, 56, 42, 45]) for level in range(1, 6)}
    for place in range(size):
        level = 1 if place < 3 else min(5, rng.randint(1, 4))
        kind = rng.choice(["bodyweight", "total_kg", "per_hand_kg", "single_kg", "plates_kg"])
        exercise: dict[str, Any] = {
            "slug": f"exercise-{place}",
            "name": f"Exercise {place}",
            "category": rng.choice(["lunge", "hip_dominant", "hinge", "balance", "core", "mobility"]),
            "article": False,
            "role": "main",
            "pattern": "squat",
            "equipment": rng.choice(
                [[["bodyweight"]], [["dumbbells", "kettlebell"]], [["barbell"], ["plates"]], [["box"]]]
            ),
            "laterality": rng.choice(["bilateral", "unilateral", "alternating"]),
            "load_type": kind,
            "unit": rng.choice(["reps", "seconds", "steps", "metres"]),
            "percent_mode": False,
            "level": level,
            "eccentric_cost": rng.randint(0, 3),
            "spinal_load": rng.randint(0, 3),
            "novice": {"sets": 2, "low": 8, "high": 12},
            "mobility_block": rng.choice([[], [], ["ankle:severe"], ["hip:severe", "knee:severe"]]),
            "mobility_modify": [],
            "modification": "shorter range",
            "pain_block": rng.choice([[], ["knee"], ["low_back", "shoulder"]]),
            "cues": ["Slow and even"],
            "muscles_primary": ["quadriceps"],
            "muscles_secondary": [],
        }
        if kind != "bodyweight":
            ceiling = {"ceiling_bm": rng.choice([0.4, 0.8, 1.5]), "ceiling_kg": rng.choice([30, 60, 150])}
            exercise |= {"increment": rng.choice([1.0, 2.0, 2.5, 4.0]), **ceiling, "ceiling_reason": "a limit"}
        if place >= 3 and rng.random() < 0.85:
            exercise["gate"] = [
                random_gate(rng, exercises, recency[f"level_{level}"]) for _ in range(rng.choice([1, 1, 1, 2]))
            ]
        exercises.append(exercise)
    return {"schema": 1, "recency_days": recency, "exercise": exercises}


def random_gate(rng: Random, below: list[dict[str, Any]], recency: int) -> dict[str, Any]:
    options = []
    for exercise in rng.sample(below, rng.randint(1, min(3, len(below)))):
        loaded = "increment" in exercise
        options.append({"slug": exercise["slug"], "load_bm": rng.choice([0.0, 0.1, 0.2, 0.3]) if loaded else 0.0})
    days_self = rng.randint(1, 4)
    days_coach = rng.randint(1, min(2, days_self))
    return {
        "any_of": options,
        "template": "G1",
        "technique": rng.randint(3, 4),
        "sets": rng.randint(1, 3),
        "amount": rng.choice([6, 8, 10, 20]),
        "rpe_max": rng.randint(6, 8),
        "pain_max": rng.randint(1, 3),
        "days_self": days_self,
        "days_coach": days_coach,
        "span_days": 0 if days_self == 1 else rng.randint(2, 14),
        "window_days": rng.choice([28, 42, min(42, recency)]),
    }


# --- the same for hypothesis -------------------------------------------------------------------------


def worlds(catalogue: Catalogue) -> st.SearchStrategy[World]:
    return st.integers(0, 2**40).map(lambda seed: world(Random(seed), catalogue))


def calendars() -> st.SearchStrategy[Season]:
    return st.integers(0, 2**40).map(lambda seed: season(Random(seed)))


def progressions(catalogue: Catalogue) -> st.SearchStrategy[Progress]:
    return st.integers(0, 2**40).map(lambda seed: progress(Random(seed), catalogue))


def rulebooks() -> st.SearchStrategy[dict[str, Any]]:
    return st.integers(0, 2**40).map(lambda seed: rulebook(Random(seed)))


def census(catalogue: Catalogue, numbers: Numbers, count: int) -> Mapping[str, Counter[str]]:
    """How often each status (of the focus), phase and decision is met in the first `count` seeds."""
    found: dict[str, Counter[str]] = {"status": Counter(), "phase": Counter(), "decision": Counter()}
    exercises = by_slug(catalogue)
    for seed in range(count):
        rng = Random(seed)
        made = world(rng, catalogue)
        standing = status(catalogue, numbers, made.athlete, made.history, exercises[made.focus], made.on, made.phase)
        found["status"][standing] += 1
        day = season(rng)
        found["phase"][season_day(numbers, day.athlete, day.races, day.on)["phase"]] += 1
        ask = progress(rng, catalogue)
        found["decision"][decide_of(catalogue, numbers, ask)] += 1
    return found


def decide_of(catalogue: Catalogue, numbers: Numbers, ask: Progress) -> str:
    return decide(
        catalogue,
        numbers,
        ask.athlete,
        ask.slug,
        ask.on,
        ask.phase,
        ask.last_load,
        ask.range,
        ask.target_rir,
        ask.sessions,
        ask.last_increase,
        ask.work_e1rm,
    ).decision


if __name__ == "__main__":
    loaded = [tomllib.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3]]
    for title, counts in census(loaded[0], loaded[1], int(sys.argv[3])).items():
        print(title, *(f"{name} {number}" for name, number in counts.most_common()), sep="\n  ")
