"""The next load of one exercise, and the numbers of section 4: e1RM, sets, minutes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from rules.facts import Athlete, Exposure
from tests.oracle.evidence import Catalogue, Numbers, age_on, by_slug, ceiling_per_unit, exact, round_down
from tests.oracle.season import day_caps

CONTINUE_DAYS = 10
LAYOFF_AGE = 60
EASY_LEVEL_TECHNIQUE = 3
HARD_LEVEL_TECHNIQUE = 4
HARD_LEVEL = 3


@dataclass(frozen=True)
class Next:
    decision: str
    load: Fraction | None
    extension: int = 0


def exposure_pain(session: Exposure) -> int:
    """Specification: "Pain (0-10, in the set or next morning, whichever is higher)"."""
    return max(session.pain, session.next_pain or 0)


def gap_factor(numbers: Numbers, days: int, age: int | None) -> Fraction:
    """Specification: "11-14 repeat; 15-21 x 0.95; 22-28 x 0.90; 29-56 x 0.80; 57-84 x 0.70; 85-180 x 0.60; > 180
    x 0.50; age >= 60 one row further from the 15-21 row on (so 15-21 days: x 0.90), never below 0.50".
    """
    rows = numbers["layoff"]["rows"]
    factors = [exact(factor) for _, factor in rows] + [exact(numbers["layoff"]["beyond"])]
    index = next((i for i, (last, _) in enumerate(rows) if days <= last), len(rows))
    if index >= 1 and age is not None and age >= LAYOFF_AGE:
        index = min(index + 1, len(rows))
    return factors[index]


def is_failed(session: Exposure, low: float) -> bool:
    """Specification: "failed sessions (any set below the range, or any RIR 0)"."""
    return any(amount < low for amount in session.amounts) or any(rir is not None and rir <= 0 for rir in session.rir)


def is_good(numbers: Numbers, session: Exposure, top: float, target_rir: float) -> bool:
    """Specification: "both good (every set at the top of the range plus extension, RIR >= target on every set,
    pain <= 2)".
    """
    return (
        bool(session.amounts)
        and all(amount >= top for amount in session.amounts)
        and bool(session.rir)
        and all(rir is not None and rir >= target_rir for rir in session.rir)
        and exposure_pain(session) <= numbers["pain"]["green_max"]
    )


def extension_reps(numbers: Numbers, increment: Fraction, load: Fraction, weekly: Fraction) -> int:
    """Specification: "extension reps = ceil((step% - cap%)/2.5%), at most 6"."""
    most = numbers["progress"]["max_extension_reps"]
    if load <= 0:
        return most
    beyond = increment / load - weekly
    if beyond <= 0:
        return 0
    return min(most, math.ceil(beyond / exact(numbers["progress"]["pct_per_extension_rep"])))


def decide(  # noqa: C901, PLR0912, PLR0915, PLR0917  the order of decisions is one list and is kept as one
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    slug: str,
    on: date,
    phase: str,
    last_load: float | None,
    rep_range: Sequence[float],
    target_rir: float,
    sessions: Iterable[Exposure],
    last_increase: date | None = None,
    work_e1rm: float | None = None,
) -> Next:
    """Specification: "Order of decisions for one exercise, first that applies wins"."""
    exercise = by_slug(catalogue)[slug]
    caps = day_caps(numbers, athlete, phase, on)
    age = age_on(athlete.birth_date, on)
    past = sorted((session for session in sessions if session.on <= on), key=lambda session: session.on)
    last = past[-1] if past else None
    before = past[-2] if len(past) > 1 else None
    loaded = last_load is not None and "increment" in exercise
    load = exact(last_load or 0)
    increment = exact(exercise.get("increment", 1))
    pct_limit = None
    if work_e1rm is not None and exercise["percent_mode"]:
        pct_limit = exact(caps["pct"]) * exact(work_e1rm)

    weekly = exact(caps["weekly_pct"]) * exact(caps["step_factor"])
    extension = extension_reps(numbers, increment, load, weekly) if loaded else 0

    def answer(decision: str, wanted: Fraction, extra: int = 0) -> Next:
        """Specification: "A load that goes down is rounded down to the increment"; "Every load returned is capped
        at pct x working e1RM where there is one, rounded down"; "Phases with cap 0: every decision's load is 0."
        """
        if not loaded:
            return Next(decision, None)
        if wanted < load:
            wanted = max(Fraction(0), round_down(wanted, exercise["increment"]))
        if pct_limit is not None and wanted > pct_limit:
            wanted = round_down(pct_limit, exercise["increment"])
        if caps["pct"] == 0:
            wanted = Fraction(0)
        return Next(decision, wanted, extra)

    if athlete.health_hold or (age is not None and age < numbers["age"]["min_age"]):
        return answer("HEALTH_HOLD", Fraction(0))

    pain = numbers["pain"]
    if last is not None:
        if exposure_pain(last) >= pain["stop_from"]:
            return answer("STOP_LOCK_AREA", Fraction(0))
        if exposure_pain(last) >= pain["red_from"]:
            if before is not None and exposure_pain(before) >= pain["red_from"]:
                return answer("SUSPEND", Fraction(0))
            return answer("REDUCE_20_AND_REGRESS", load * Fraction(8, 10))
        gap = (on - last.on).days
        factor = gap_factor(numbers, gap, age)
        if factor < 1:
            return answer("LAYOFF", load * factor)
        if gap > CONTINUE_DAYS:
            return answer("REPEAT_AFTER_GAP", load)

    if not caps["load_up"]:
        return answer("PHASE_HOLD", load)

    if last is not None:
        low, high = rep_range
        failed = 0
        for session in reversed(past):
            if not is_failed(session, low):
                break
            failed += 1
        reduced = min(load * Fraction(95, 100), load - increment)
        if failed >= 3:
            return answer("REDUCE_10_AND_DELOAD", load * Fraction(9, 10))
        if failed == 2:
            return answer("REDUCE_5", reduced)
        if failed == 1:
            return answer("HOLD_AFTER_FAIL", load)
        known = [exact(rir) for rir in last.rir if rir is not None]
        short = exact(target_rir) - sum(known, Fraction()) / len(known) if known else Fraction(0)
        if short >= 2:
            return answer("REDUCE_5", reduced)
        if short >= 1:
            return answer("HOLD_RPE_HIGH", load)
        if exposure_pain(last) >= pain["amber"]:
            return answer("HOLD_AMBER_PAIN", load)
        wanted_technique = HARD_LEVEL_TECHNIQUE if exercise["level"] >= HARD_LEVEL else EASY_LEVEL_TECHNIQUE
        if last.technique is None or last.technique < wanted_technique:
            return answer("HOLD_TECHNIQUE", load)
        wanted = numbers["progress"]["consecutive_sessions"]
        recent = past[-wanted:]
        both_good = len(recent) == wanted and all(
            is_good(numbers, session, high + extension, target_rir) for session in recent
        )
        if both_good and loaded:
            return step_up(numbers, athlete, exercise, on, load, weekly, extension, last_increase, pct_limit, answer)
    return answer("ADD_REPS", load, extension)


def step_up(  # noqa: PLR0917  the facts of `decide`, handed on
    numbers: Numbers,
    athlete: Athlete,
    exercise: Mapping[str, Any],
    on: date,
    load: Fraction,
    weekly: Fraction,
    extension: int,
    last_increase: date | None,
    pct_limit: Fraction | None,
    answer: Any,
) -> Next:
    """Specification: "last increase under 7 days ago HOLD_WEEKLY_CAP, over the ceiling CEILING, over the
    percentage cap HOLD_PCT_CAP, else INCREASE"; "as many increments as fit in the weekly cap, at least one, fewer
    where the ceiling or the percentage cap would be passed".
    """
    increment = exact(exercise["increment"])
    ceiling = ceiling_per_unit(exercise, athlete)
    if last_increase is not None and (on - last_increase).days < numbers["progress"]["min_days_between_increases"]:
        return answer("HOLD_WEEKLY_CAP", load, extension)
    if ceiling is not None and load + increment > ceiling:
        return answer("CEILING", load)
    if pct_limit is not None and load + increment > pct_limit:
        return answer("HOLD_PCT_CAP", load)
    steps = max(1, math.floor(load * weekly / increment))
    while steps > 1 and (
        (ceiling is not None and load + steps * increment > ceiling)
        or (pct_limit is not None and load + steps * increment > pct_limit)
    ):
        steps -= 1
    return answer("INCREASE", load + steps * increment)


def e1rm(numbers: Numbers, load: float, reps: float, rir: float | None) -> Fraction | None:
    """Specification: "e1RM = load x (1 + (reps + RIR)/30) [...], load itself when reps + RIR <= 1, only if reps +
    RIR <= 12 and RIR <= 4".
    """
    if rir is None or reps < 1 or exact(rir) > numbers["e1rm"]["max_rir"]:
        return None
    total = exact(reps) + exact(rir)
    if total > numbers["e1rm"]["max_reps_plus_rir"]:
        return None
    if total <= 1:
        return exact(load)
    return exact(load) * (1 + total / numbers["e1rm"]["divisor"])


def sets(base: int, mult: float) -> int:
    """Specification: "sets = max(1, floor(base x mult + 0.5)), 0 when mult = 0"."""
    if mult == 0:
        return 0
    return max(1, math.floor(base * exact(mult) + Fraction(1, 2)))


def duration(catalogue: Catalogue, numbers: Numbers, items: Iterable[Mapping[str, Any]]) -> int:
    """Session minutes. "warm-up 8 + per exercise: setup (120 s when the kit includes a barbell or hex bar [...];
    30 bodyweight; else 60) + ramp 180 s (percent_mode) + sets x work + (sets - 1) x rest; work = 4 s per rep, 1 s
    per second, 1.5 s per step, 1 s per metre, x 2 for unilateral (and for alternating reps or seconds), + 10 s
    side change per set (unilateral); rest 150 s at >= 0.80, 120 at >= 0.70, 45 core/balance/mobility, else 90;
    paired (superset) rests x 0.6. Round up."
    """
    rules = numbers["duration"]
    seconds = exact(rules["warmup"])
    for item in items:
        exercise = by_slug(catalogue)[item["slug"]]
        kit = {thing for group in exercise["equipment"] for thing in group}
        if kit & {"barbell", "hex_bar"}:
            seconds += rules["setup"]["barbell_or_hex_bar"]
        elif kit == {"bodyweight"}:
            seconds += rules["setup"]["bodyweight"]
        else:
            seconds += rules["setup"]["other"]
        if exercise["percent_mode"]:
            seconds += rules["ramp_percent_mode"]
        unit, sides = exercise["unit"], exercise["laterality"]
        work = exact(item["amount"]) * exact(rules[f"per_{unit.removesuffix('s')}"])
        if sides == "unilateral" or (sides == "alternating" and unit in ("reps", "seconds")):
            work *= exact(rules["unilateral_factor"])
        if sides == "unilateral":
            work += rules["side_change"]
        pct = exact(item.get("pct", 0))
        if pct >= Fraction(8, 10):
            rest = exact(rules["rest"]["from_80_pct"])
        elif pct >= Fraction(7, 10):
            rest = exact(rules["rest"]["from_70_pct"])
        elif exercise["category"] in ("core", "balance", "mobility"):
            rest = exact(rules["rest"]["core_balance_mobility"])
        else:
            rest = exact(rules["rest"]["other"])
        if item.get("superset", False):
            rest *= exact(rules["superset_rest_factor"])
        seconds += item["sets"] * work + (item["sets"] - 1) * rest
    return math.ceil(seconds / 60)
