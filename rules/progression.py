"""The next load of one exercise, and the arithmetic around it: estimated maxima, transfer loads, sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from statistics import median

from rules.ages import age_on
from rules.conditions import Value
from rules.engine import ANSWERS, RuleList
from rules.facts import Athlete, Exposure
from rules.loads import body_mass, ceiling, round_down
from rules.rulebook import Exercise, Rulebook
from rules.verdicts import Caps, Estimate, LoadDecision, Reason
from rules.vocabulary import Decision, HingeChoice, LoadType

_EPSILON = 1e-9


def e1rm(rulebook: Rulebook, load: float, reps: float, rir: float) -> float | None:
    """Estimated one-repetition maximum in kg (Epley with reserve), None where the set says too little."""
    numbers = rulebook.numbers["e1rm"]
    if reps < 1 or rir > numbers["max_rir"] or reps + rir > numbers["max_reps_plus_rir"]:
        return None
    if reps + rir <= 1:
        return load
    return load * (1 + (reps + rir) / numbers["divisor"])


def working_e1rm(rulebook: Rulebook, best: Sequence[Estimate]) -> float | None:
    """The working maximum: the median of the last sessions' best, moving no faster than the rulebook lets it in a week.

    `best` is the best estimate of each session, in any order.
    """
    numbers = rulebook.numbers["e1rm"]
    ordered = sorted(best, key=lambda e: e.on)
    current: Estimate | None = None
    for i, estimate in enumerate(ordered):
        wanted = median(e.kg for e in ordered[max(0, i + 1 - numbers["sessions"]) : i + 1])
        if current is not None:
            weeks = max((estimate.on - current.on) / timedelta(days=7), 0.0)
            wanted = min(wanted, current.kg * (1 + numbers["max_rise_week"] * weeks))
            wanted = max(wanted, current.kg * max(0.0, 1 - numbers["max_fall_week"] * weeks))
        current = Estimate(wanted, estimate.on)
    return current.kg if current else None


def sets_after(base: int, mult: float) -> int:
    """Sets after the phase's multiplier: rounded half up, at least one, none where the multiplier is 0."""
    return 0 if mult <= 0 else max(1, floor(base * mult + 0.5 + _EPSILON))


def layoff_factor(rulebook: Rulebook, gap_days: int, age: int | None) -> float:
    """The share of the last load to restart with after that many days; from the rulebook's age one row further."""
    numbers = rulebook.numbers["layoff"]
    rows: Sequence[tuple[int, float]] = numbers["rows"]
    at = next((i for i, (days, _) in enumerate(rows) if gap_days <= days), len(rows))
    if at > 0 and age is not None and age >= numbers["from_age"]:
        at += 1
    return float(rows[at][1] if at < len(rows) else numbers["beyond"])


def hand_load(rulebook: Rulebook, plates_kg: float) -> float:
    """What the hands feel at the end of a landmine's sleeve, in kg, bar included."""
    numbers = rulebook.numbers["hand_load"]
    return numbers["bar"] * numbers["bar_kg"] + numbers["plates"] * plates_kg


@dataclass(frozen=True, slots=True)
class Target:
    """What a session aimed at: the range of repetitions (or seconds, steps, metres) and the reserve."""

    low: float
    high: float
    rir: float


class Progression:
    """Load decisions by the ordered rules of the rulebook; compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._rules = RuleList("progression", [(rule.id, rule.when) for rule in rulebook.progression], ANSWERS)
        self._by_id = {rule.id: rule for rule in rulebook.progression}
        self._hinge = RuleList("hinge", [(rule.id, rule.when) for rule in rulebook.hinge])

    def hinge(
        self, last_load: float, topped_out: bool, athlete: Athlete, *, hex_bar: bool, conventional: bool
    ) -> tuple[HingeChoice, Reason]:
        """Which deadlift comes next. `hex_bar` and `conventional`: whether it is open and its equipment is there."""
        exercise = self._book.exercises[self._book.numbers["landmine"]["slug"]]
        top = self.ceiling(exercise, athlete)
        full = top is not None and last_load + (exercise.increment or 0) > top + _EPSILON
        facts = {"used_up": int(full and topped_out), "hex": int(hex_bar), "conventional": int(conventional)}
        (fired,) = self._hinge.run([facts])
        rule = self._book.rules[fired[0]]
        return HingeChoice(rule.outcome), Reason(rule.id, facts)

    def ceiling(self, exercise: Exercise, athlete: Athlete) -> float | None:
        return ceiling(exercise, athlete, self._book.numbers["defaults"]["body_mass_kg"])

    def decide(  # noqa: PLR0913  a decision weighs that much
        self,
        slug: str,
        athlete: Athlete,
        on: date,
        exposures: Sequence[Exposure],
        last_load: float | None,
        target: Target,
        caps: Caps,
        *,
        last_increase: date | None = None,
        work_e1rm: float | None = None,
        last_done: date | None = None,
    ) -> LoadDecision:
        """The decision for the next session of one exercise.

        Args:
            slug: the exercise.
            athlete: as on that day.
            on: the day of the decision.
            exposures: its sessions, in any order; those after `on` are ignored.
            last_load: the load of the last session, in the exercise's load type; None without load.
            target: what the last sessions aimed at.
            caps: what the day allows.
            last_increase: the day the load last went up.
            work_e1rm: the working maximum in kg, for lifts that are governed by one; ignored for others.
            last_done: the day it was last done at all, where that is later than the exposures given.
        """
        exercise = self._book.exercises[slug]
        if not exercise.percent_mode:
            work_e1rm = None
        done = sorted((e for e in exposures if e.on <= on), key=lambda e: e.on)
        step = _Step.of(self._book, exercise, athlete, last_load, caps, work_e1rm, self.ceiling(exercise, athlete))
        facts = self._facts(
            exercise, athlete, on, done, target, caps, step, last_increase=last_increase, last_done=last_done
        )
        (fired,) = self._rules.run([facts])
        rule = self._by_id[fired[0]]
        load = self._load(rule.id, last_load, step, facts)
        if load is not None:
            if work_e1rm is not None and load > caps.pct * work_e1rm + _EPSILON:
                load = round_down(caps.pct * work_e1rm, exercise.increment)
            if caps.pct == 0:
                load = 0.0
        names = rule.names
        return LoadDecision(
            Decision(rule.outcome),
            load,
            Reason(rule.id, {k: v for k, v in facts.items() if k in names and v is not None}),
            step.extension,
        )

    def _facts(  # noqa: PLR0913  the same as of a decision
        self,
        exercise: Exercise,
        athlete: Athlete,
        on: date,
        done: Sequence[Exposure],
        target: Target,
        caps: Caps,
        step: _Step,
        *,
        last_increase: date | None,
        last_done: date | None,
    ) -> dict[str, Value | None]:
        age = age_on(athlete.birth_date, on)
        facts: dict[str, Value | None] = {
            "hold": int(athlete.health_hold or (age is not None and age < self._child_age())),
            "load_up": int(caps.load_up),
            "level": exercise.level,
            "loadable": int(step.size is not None),
            "over_ceiling": int(step.over_ceiling),
            "over_pct": int(step.over_pct),
            "increase_days": (on - last_increase).days if last_increase is not None else None,
            "increase_on": last_increase.isoformat() if last_increase is not None else None,
            "fails": 0,
            "good": 0,
            "technique_rated": 1,
        }
        if not done:
            return facts
        last = done[-1]
        gap = (on - max(last.on, last_done or last.on)).days
        facts["gap_days"] = gap
        facts["layoff_permille"] = round(layoff_factor(self._book, gap, age) * 1000)
        facts["pain"] = _pain(last)
        facts["pain_before"] = _pain(done[-2]) if len(done) > 1 else 0
        facts["technique"] = last.technique
        facts["technique_rated"] = int(last.technique is not None)
        facts["fails"] = _leading(_failed(e, target) for e in reversed(done))
        known = [Fraction(r) for r in last.rir if r is not None]
        if known:
            facts["rir_short_permille"] = floor((Fraction(target.rir) - sum(known) / len(known)) * 1000)
        top = target.high + step.extension
        worst = self._book.numbers["steps"]["good_pain_max"]
        facts["good"] = min(2, _leading(_good(e, top, target.rir, worst) for e in reversed(done)))
        return facts

    def _child_age(self) -> int:
        """Below this age nothing is prescribed; the rule of standings says it."""
        rule = self._book.rules["standing.age-under-13"]
        return int(rule.when[0].value)

    def _load(self, rule: str, last_load: float | None, step: _Step, facts: dict[str, Value | None]) -> float | None:
        action = self._book.load_actions[rule]
        if action == "none":
            return 0.0
        if last_load is None:
            return None
        if action == "step":
            return step.load
        if action == "layoff":
            return round_down(last_load * int(facts["layoff_permille"] or 0) / 1000, step.increment)
        block, _, key = action.partition(".")
        if not key:
            return last_load
        less = round_down(last_load * self._book.numbers[block][key], step.increment)
        # a reduction is felt: at least one increment
        return min(less, max(0.0, last_load - (step.increment or 0)))


@dataclass(frozen=True, slots=True)
class _Step:
    """The next step up: its size (None without load), the load it leads to, and what stands in its way."""

    increment: float | None
    size: float | None
    load: float | None
    extension: int
    over_ceiling: bool
    over_pct: bool

    @classmethod
    def of(
        cls,
        rulebook: Rulebook,
        exercise: Exercise,
        athlete: Athlete,
        last: float | None,
        caps: Caps,
        work_e1rm: float | None,
        top: float | None,
    ) -> _Step:
        increment = exercise.increment
        if last is None or increment is None or exercise.load_type is LoadType.BODYWEIGHT:
            return cls(increment, None, last, 0, False, False)
        numbers = rulebook.numbers["steps"]
        weekly = caps.weekly_pct * caps.step_factor
        most = int(numbers["max_extension"])
        extension = (
            most
            if last <= 0
            else min(most, max(0, ceil((increment / last - weekly) / numbers["pct_per_rep"] - _EPSILON)))
        )
        limit = caps.pct * work_e1rm if work_e1rm is not None else None
        count = max(1, floor(weekly * last / increment + _EPSILON))
        while count > 1 and (_passes(last + count * increment, top) or _passes(last + count * increment, limit)):
            count -= 1
        load = round(last + count * increment, 6)
        return cls(increment, count * increment, load, extension, _passes(load, top), _passes(load, limit))


def _passes(load: float, limit: float | None) -> bool:
    return limit is not None and load > limit + _EPSILON


def _pain(exposure: Exposure) -> int:
    return max(exposure.pain, exposure.next_pain or 0)


def _failed(exposure: Exposure, target: Target) -> bool:
    return any(a < target.low for a in exposure.amounts) or any(r is not None and r <= 0 for r in exposure.rir)


def _good(exposure: Exposure, top: float, rir: float, worst_pain: int) -> bool:
    return (
        bool(exposure.amounts)
        and all(a >= top for a in exposure.amounts)
        and len(exposure.rir) == len(exposure.amounts)
        and all(r is not None and r >= rir for r in exposure.rir)
        and _pain(exposure) <= worst_pain
    )


def _leading(marks: Iterable[bool]) -> int:
    """How many marks in a row are set, from the first on."""
    count = 0
    for mark in marks:
        if not mark:
            break
        count += 1
    return count


def can_transfer(easier: str, slug: str) -> bool:
    """Whether the rulebook carries a first load over from the easier lift to the harder one."""
    return (easier, slug) in {
        ("landmine-deadlift", "hex-bar-deadlift"),
        ("landmine-deadlift", "conventional-deadlift"),
        ("hex-bar-deadlift", "conventional-deadlift"),
        ("goblet-squat", "back-squat"),
        ("standard-lunge", "rear-foot-elevated-db-squat"),
    }


def first_load(
    rulebook: Rulebook, slug: str, athlete: Athlete, easier: str, easier_load: float, bar_kg: float | None = None
) -> float | None:
    """The first load on a harder lift from the load of the easier one (in its own load type), for the introductory sessions.

    `bar_kg` is the empty bar there is (None: the rulebook's). None where the rulebook has no transfer between the two, or where
    the lift cannot be loaded that lightly.
    """
    numbers = rulebook.numbers["transfer"]
    exercise = rulebook.exercises[slug]
    bar = rulebook.numbers["hand_load"]["bar_kg"] if bar_kg is None else bar_kg
    mass = body_mass(athlete, rulebook.numbers["defaults"]["body_mass_kg"])
    match (easier, slug):
        case ("landmine-deadlift", "hex-bar-deadlift"):
            wanted = numbers["hex_from_landmine"] * hand_load(rulebook, easier_load)
        case ("landmine-deadlift", "conventional-deadlift"):
            wanted = numbers["conventional_from_landmine"] * hand_load(rulebook, easier_load)
        case ("hex-bar-deadlift", "conventional-deadlift"):
            wanted = numbers["conventional_from_hex"] * easier_load
        case ("goblet-squat", "back-squat"):
            most = numbers["back_squat_max_bm"] * mass
            wanted = max(numbers["back_squat_min_kg"], numbers["back_squat_from_goblet"] * easier_load)
            least = round_down(min(wanted, most), exercise.increment)
            return least if least >= min(bar, numbers["back_squat_min_kg"]) else None
        case (_, "rear-foot-elevated-db-squat"):
            return round_down(numbers["rear_foot_elevated_total_bm"] * mass / 2, exercise.increment)
        case _:
            return None
    return max(bar, round_down(wanted, exercise.increment))
