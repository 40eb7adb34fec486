"""Random athletes, histories, calendars, progressions and rulebooks, biased towards the edges of the rules.

Every maker takes a `random.Random`, so that a seed names a world; the hypothesis strategies at the end wrap the same makers.

    python -m tests.oracle.worlds CATALOGUE.toml RULES.toml 2000      # how often each status is met
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from rules.facts import Athlete, CoachRating, Exposure, History, LoggedSets, Race
from rules.vocabulary import (
    Effort,
    Equipment,
    Experience,
    Goal,
    Joint,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
)
from tests.oracle.evidence import (
    Catalogue,
    Exercise,
    Numbers,
    above,
    by_slug,
    ceiling_per_unit,
    exact,
    gates_of,
    wanted_load,
)
from tests.oracle.progression import decide
from tests.oracle.season import season_day
from tests.oracle.standing import status

TODAY = date(2027, 6, 20)
EDGE_AGES = [12, 13, 15, 16, 17, 18, 44, 45, 49, 50, 59, 60, 69, 70]


@dataclass(frozen=True)
class World:
    """One athlete on one day; `focus` is the exercise the history was made around and `scene` how."""

    athlete: Athlete
    history: History
    on: date
    phase: str
    focus: str
    scene: str


@dataclass
class Draft:
    """A world in the making."""

    rng: Random
    catalogue: Catalogue
    exercise: Exercise
    on: date
    athlete: Athlete
    phase: str = "BUILD"
    sets: list[LoggedSets] = field(default_factory=list)
    ratings: list[CoachRating] = field(default_factory=list)

    def day(self, days_ago: int) -> date:
        return self.on - timedelta(days=days_ago)

    def log(self, slug: str, days_ago: int, **facts: Any) -> None:
        self.sets.append(good_row(self.rng, self.catalogue, slug, self.day(days_ago), self.athlete, **facts))

    def rate(self, slug: str, days_ago: int, rating: int) -> None:
        self.ratings.append(CoachRating(self.day(days_ago), slug, rating))


def around(rng: Random, value: int, reach: int = 1) -> int:
    """The value itself, or a little off it."""
    return max(0, value + rng.choice([0, 0, *range(-reach, reach + 1)]))


def good_row(rng: Random, catalogue: Catalogue, slug: str, on: date, athlete: Athlete, **facts: Any) -> LoggedSets:
    """A clean row of the exercise, at a load that suits most gates that ask for it."""
    exercise = by_slug(catalogue)[slug]
    wanted = [
        wanted_load(option, exercise, athlete)
        for other in catalogue["exercise"]
        for gate in gates_of(other)
        for option in gate["any_of"]
        if option["slug"] == slug
    ]
    amounts = [
        gate["amount"]
        for other in catalogue["exercise"]
        for gate in gates_of(other)
        if any(option["slug"] == slug for option in gate["any_of"])
    ]
    load = None
    if "increment" in exercise:
        load = float(max(wanted, default=exact(10))) or 10.0
        load = load / 2 if exercise["load_type"] == "per_hand_kg" else load
    row = LoggedSets(
        on=on,
        slug=slug,
        sets=3,
        amount=max(amounts, default=10),
        load=load,
        rpe=rng.choice([5, 6, 6]),
        pain=rng.choice([0, 0, 1, 2]),
        technique=4,
    )
    return replace(row, **facts)


# --- people ------------------------------------------------------------------------------------------


def birth_date(rng: Random, on: date) -> date:
    """A birthday at or one day off an age the rules know."""
    age = rng.choice(EDGE_AGES)
    if rng.random() < 0.1:
        return date(on.year - age - (on.year - age) % 4, 2, 29)
    try:
        birthday = on.replace(year=on.year - age)
    except ValueError:
        birthday = date(on.year - age, 3, 1)
    return birthday + timedelta(days=rng.choice([-85, -84, -83, -1, 0, 1, 84, 85]))


def athlete(rng: Random, on: date, *, plain: bool = True) -> Athlete:
    """An adult with everything (plain), or somebody at an edge of age, goal and experience."""
    born: date | None = date(on.year - rng.randint(20, 44), rng.randint(1, 12), rng.randint(1, 28))
    if not plain:
        born = rng.choice([None, born, *[birth_date(rng, on) for _ in range(6)]])
    return Athlete(
        birth_date=born,
        body_mass_kg=rng.choice([None, 48, 60.5, 68, 70, 71, 83.3, 95]),
        experience=rng.choice([None, *Experience]),
        goal=rng.choice([None, None, Goal.STRENGTH, Goal.STRENGTH, *Goal]),
        max_sessions=None if plain else rng.choice([None, 0, 1, 2, 3]),
        equipment=frozenset(Equipment),
        plates_one_sleeve_kg=rng.choice([None, None, None, 20, 40, 41]),
    )


# --- scenes: what was done ---------------------------------------------------------------------------


def scene_gate(draft: Draft, **_: Any) -> None:
    """Each gate just open or just closed: number of days, span, window, technique, load, pain at their limits."""
    rng = draft.rng
    for gate in gates_of(draft.exercise):
        option = rng.choice(gate["any_of"])
        days = rng.choice([gate["days_self"]] * 4 + [gate["days_self"] - 1, gate["days_coach"]])
        span = max(0, around(rng, gate["span_days"]))
        last = rng.choice([0, 1, 3, gate["window_days"] - span, gate["window_days"] - span + 1])
        offsets = sorted({max(0, last), max(0, last) + span, *[max(0, last) + rng.randint(0, span) for _ in range(6)]})
        chosen = [offsets[0], *offsets[1:-1][: max(0, days - 2)], offsets[-1]][: max(1, days)]
        exercise = by_slug(draft.catalogue)[option["slug"]]
        wanted = wanted_load(option, exercise, draft.athlete)
        for place, days_ago in enumerate(chosen):
            facts: dict[str, Any] = {"amount": gate["amount"], "rpe": gate["rpe_max"], "sets": gate["sets"]}
            facts["technique"] = max(4, gate["technique"])
            if "increment" in exercise:
                total = wanted - rng.choice([0, 0, exact(0.5), exact(0.5), exact(0.6)])
                facts["load"] = float(max(total, exact(0)) / (2 if exercise["load_type"] == "per_hand_kg" else 1))
            if place == 0 and rng.random() < 0.35:
                facts |= rng.choice(
                    [
                        {"technique": gate["technique"] - 1},
                        {"rpe": gate["rpe_max"] + 1},
                        {"pain": gate["pain_max"] + 1},
                        {"next_pain": gate["pain_max"] + 1},
                        {"amount": gate["amount"] - 1},
                        {"sets": gate["sets"] - 1},
                        {"off_plan": True},
                        {"rpe": None},
                        {"technique": None},
                        {"technique": 1, "coach_technique": 5},
                        {"technique": 5, "coach_technique": 2},
                    ]
                )
            draft.log(option["slug"], days_ago, **facts)
            if rng.random() < 0.1 and facts["sets"] > 1:
                whole = draft.sets.pop()
                draft.sets += [replace(whole, sets=1), replace(whole, sets=whole.sets - 1)]
        if rng.random() < 0.1:
            draft.log(option["slug"], rng.choice(chosen), sets=1, next_pain=4, off_plan=True)


def scene_harder(draft: Draft, **_: Any) -> None:
    """Evidence through harder exercises, at RPE 8 or 9 and inside or just outside the window."""
    rng = draft.rng
    for gate in gates_of(draft.exercise):
        option = rng.choice(gate["any_of"])
        harder = sorted(above(draft.catalogue, option["slug"]) - {draft.exercise["slug"]})
        if not harder:
            continue
        slug = rng.choice(harder)
        last = rng.choice([0, 2, gate["window_days"] - gate["span_days"] + rng.choice([0, 0, 1])])
        for place in range(gate["days_self"]):
            step = -(-gate["span_days"] // max(1, gate["days_self"] - 1))
            draft.log(slug, last + place * step, rpe=rng.choice([8, 8, 8, 9]), amount=1, sets=1)


def scene_coach(draft: Draft, **_: Any) -> None:
    """Ratings of a prerequisite or of the exercise itself, 89 to 91 days old, two on one date, passes and refusals."""
    rng = draft.rng
    scene_gate(draft)
    for gate in gates_of(draft.exercise):
        for option in gate["any_of"]:
            if rng.random() < 0.6:
                ago = rng.choice([0, 1, 30, 89, 90, 91])
                draft.rate(option["slug"], ago, max(0, gate["technique"] + rng.choice([-1, -1, 0, 0, 1])))
                if rng.random() < 0.3:
                    draft.rate(option["slug"], ago, rng.randint(2, 5))
                if rng.random() < 0.3:
                    draft.rate(option["slug"], max(0, ago - rng.randint(0, 3)), rng.randint(2, 5))
    if rng.random() < 0.4:
        draft.rate(draft.exercise["slug"], rng.choice([0, 89, 90, 91]), rng.choice([1, 2, 2, 3, 4]))
    if rng.random() < 0.3:
        draft.log(draft.exercise["slug"], rng.choice([1, 20, 56, 57]))


def scene_lapse(draft: Draft, recency: int = 56, **_: Any) -> None:
    """Done once, at the edge of its recency or of the fast track, perhaps with one clean day since."""
    rng = draft.rng
    ago = rng.choice([recency - 1, recency, recency + 1, recency + 10, 2 * recency, 2 * recency + 1, 28, 29])
    ups = sorted(above(draft.catalogue, draft.exercise["slug"]))
    slug = rng.choice(ups) if ups and rng.random() < 0.2 else draft.exercise["slug"]
    draft.log(slug, ago, technique=rng.choice([3, 4]), off_plan=rng.random() < 0.1)
    if rng.random() < 0.5:
        for gate in gates_of(draft.exercise):
            option = rng.choice(gate["any_of"])
            days_ago = rng.choice([0, 3, gate["window_days"], gate["window_days"] + 1])
            draft.log(option["slug"], days_ago, technique=4 + (gate["technique"] > 4))
    if rng.random() < 0.15:
        draft.rate(rng.choice(gates_of(draft.exercise))["any_of"][0]["slug"], rng.choice([1, 90]), rng.randint(2, 4))


def scene_regression(draft: Draft, **_: Any) -> None:
    """Two bad days in a row, perhaps with the gate met again since."""
    rng = draft.rng
    second = rng.choice([1, 5, 20, 30])
    draft.log(draft.exercise["slug"], second + rng.randint(1, 9), technique=rng.choice([1, 2, 2, 3]))
    draft.log(draft.exercise["slug"], second, technique=2, sets=1)
    if rng.random() < 0.4:
        draft.log(draft.exercise["slug"], second, technique=rng.choice([2, 3, 5]), sets=1)
    if rng.random() < 0.6:
        for gate in gates_of(draft.exercise):
            option = rng.choice(gate["any_of"])
            for days_ago in sorted({0, gate["span_days"], gate["span_days"] // 2, rng.randint(0, 20)}):
                draft.log(option["slug"], days_ago, technique=5, coach_technique=5)


def scene_declared(draft: Draft, **_: Any) -> None:
    """A declaration 0 to 43 days old with none, one or two trials, good or bad."""
    rng = draft.rng
    ago = rng.choice([0, 1, 20, 41, 42, 42, 43, 44])
    draft.athlete = replace(
        draft.athlete,
        experience=Experience.EXPERIENCED if rng.random() < 0.9 else draft.athlete.experience,
        declared={draft.exercise["slug"]: draft.day(ago)},
    )
    for _ in range(rng.choice([0, 0, 1, 2, 2, 3])):
        facts = rng.choice(
            [{}, {}, {}, {"rpe": 7}, {"technique": 2}, {"technique": 3}, {"pain": 3}, {"off_plan": True}]
        )
        draft.log(draft.exercise["slug"], rng.randint(0, ago) if rng.random() < 0.9 else ago, **facts)


def scene_pain(draft: Draft, **_: Any) -> None:
    """Pain in the newest session, with clean days on the prerequisites and 6, 7, 27 or 28 days gone."""
    rng = draft.rng
    ago = rng.choice([0, 1, 6, 7, 7, 8, 27, 28])
    facts = rng.choice([{"pain": 4}, {"pain": 5}, {"next_pain": 4}, {"pain": 3}, {"next_pain": 6}])
    draft.log(draft.exercise["slug"], ago, off_plan=rng.random() < 0.2, **facts)
    slugs = sorted(option["slug"] for gate in gates_of(draft.exercise) for option in gate["any_of"])
    if not slugs:
        slugs = [each["slug"] for each in draft.catalogue["exercise"] if each["category"] == draft.exercise["category"]]
    for _ in range(rng.choice([0, 1, 2, 2, 2, 3])):
        draft.log(rng.choice(slugs), rng.randint(0, max(0, ago)), pain=rng.choice([0, 2, 2, 3]))
    if rng.random() < 0.15:
        draft.log(draft.exercise["slug"], max(0, ago - 1), pain=rng.choice([0, 5]))


def scene_novelty(draft: Draft, **_: Any) -> None:
    """Close to a race: open by gate or by a session 27 to 29 days ago."""
    draft.phase = draft.rng.choice(["MAINTAIN", "MAINTAIN", "RETURN", "TAPER", "RACE_WEEK"])
    scene_gate(draft)
    if draft.rng.random() < 0.6:
        draft.log(draft.exercise["slug"], draft.rng.choice([1, 27, 28, 29, 30]), off_plan=draft.rng.random() < 0.2)


def scene_youth(draft: Draft, **_: Any) -> None:
    """12 to 18 years old, with and without the ratings that youth need."""
    rng = draft.rng
    years = rng.choice([12, 13, 15, 15, 16, 17, 17, 18])
    draft.athlete = replace(
        draft.athlete,
        birth_date=date(draft.on.year - years, draft.on.month, min(28, draft.on.day + rng.choice([0, 1]))),
    )
    scene_gate(draft)
    for gate in gates_of(draft.exercise):
        if rng.random() < 0.7:
            draft.rate(rng.choice(gate["any_of"])["slug"], rng.choice([1, 90, 91]), rng.choice([3, 4, 4, 5]))
    if rng.random() < 0.3:
        draft.rate(draft.exercise["slug"], rng.choice([0, 90, 91]), rng.choice([2, 3, 4, 5]))


def scene_excluded(draft: Draft, **_: Any) -> None:
    """Something about the day or the gym forbids it, whatever was shown: two reasons at once now and then."""
    rng = draft.rng
    rng.choice([scene_gate, scene_lapse, scene_pain])(draft)
    blocks: list[str] = list(draft.exercise["pain_block"])
    person = draft.athlete
    for reason in rng.sample(
        ["hold", "injury", "pain", "kit", "joint", *["joint"] * 4 * bool(draft.exercise["mobility_block"])],
        rng.choice([1, 1, 2]),
    ):
        if reason == "hold":
            person = replace(person, health_hold=True)
        elif reason == "injury" and blocks:
            person = replace(person, injuries=frozenset({PainArea(rng.choice(blocks))}))
        elif reason == "pain" and blocks:
            person = replace(person, pain={PainArea(rng.choice(blocks)): rng.choice([1, 2, 3, 3, 4])})
        elif reason == "kit":
            missing = {Equipment(item) for item in rng.choice(draft.exercise["equipment"])}
            person = replace(person, equipment=person.equipment - missing)
        elif reason == "joint":
            joints = [entry.split(":")[0] for entry in draft.exercise["mobility_block"]] or ["ankle", "hip"]
            person = replace(
                person,
                mobility={Joint(rng.choice(joints)): rng.choice([MobilityLevel.LIMITED, *[MobilityLevel.SEVERE] * 3])},
            )
    draft.athlete = person


SCENES: list[tuple[Callable[..., None], int]] = [
    (scene_gate, 4),
    (scene_harder, 1),
    (scene_coach, 3),
    (scene_lapse, 3),
    (scene_regression, 2),
    (scene_declared, 2),
    (scene_pain, 2),
    (scene_novelty, 2),
    (scene_youth, 2),
    (scene_excluded, 4),
]


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
