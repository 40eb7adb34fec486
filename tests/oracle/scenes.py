"""What an athlete may have done: scenes that put one exercise at the edge of one rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from rules.facts import Athlete, CoachRating, LoggedSets
from rules.vocabulary import (
    Equipment,
    Experience,
    Goal,
    Joint,
    MobilityLevel,
    PainArea,
)
from tests.oracle.evidence import (
    Catalogue,
    Exercise,
    above,
    by_slug,
    exact,
    gates_of,
    wanted_load,
)

EDGE_AGES = [12, 13, 15, 16, 17, 18, 44, 45, 49, 50, 59, 60, 69, 70]


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
    if gates_of(draft.exercise) and rng.random() < 0.15:
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


def scene_declared(draft: Draft, **_others: Any) -> None:
    """A declaration 0 to 43 days old with none, one or two trials, good or bad."""
    rng = draft.rng
    ago = rng.choice([0, 1, 20, 41, 42, 42, 43, 44])
    draft.athlete = replace(
        draft.athlete,
        experience=Experience.EXPERIENCED if rng.random() < 0.9 else draft.athlete.experience,
        declared={draft.exercise["slug"]: draft.day(ago)},
    )
    for _ in range(rng.choice([0, 0, 1, 2, 2, 3])):
        facts: dict[str, Any] = rng.choice(
            [{}, {}, {}, {"rpe": 7}, {"technique": 2}, {"technique": 3}, {"pain": 3}, {"off_plan": True}]
        )
        draft.log(draft.exercise["slug"], rng.randint(0, ago) if rng.random() < 0.9 else ago, **facts)


def scene_pain(draft: Draft, **_others: Any) -> None:
    """Pain in the newest session, with clean days on the prerequisites and 6, 7, 27 or 28 days gone."""
    rng = draft.rng
    ago = rng.choice([0, 1, 6, 7, 7, 8, 27, 28])
    facts: dict[str, Any] = rng.choice([{"pain": 4}, {"pain": 5}, {"next_pain": 4}, {"pain": 3}, {"next_pain": 6}])
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
