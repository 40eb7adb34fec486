"""Phase and caps of one day, from the calendar and the athlete."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from rules.facts import Athlete, Race
from tests.oracle.evidence import Numbers, age_on, exact

PHASES = [
    "BUILD",
    "CONSOLIDATE",
    "MAINTAIN",
    "RETURN",
    "TAPER",
    "RACE_WEEK",
    "RECOVERY_MOBILITY",
    "RECOVERY_NONE",
    "RACE_DAY",
]
CLASSES = ["S", "U", "X"]
NEAR_RACE_DAYS = 84


@dataclass(frozen=True)
class Event:
    """Everything that is raced on one day, taken together."""

    on: date
    priority: str
    race_class: str
    covered_km_effort: Fraction
    easy: bool


def entry_distance(numbers: Numbers, race: Race) -> tuple[Fraction, Fraction]:
    """Distance and km-effort: "km-effort = distance_km + ascent_m/100"; "an unknown distance counting 75 km
    without ascent".
    """
    if race.distance_km is None:
        unknown = exact(numbers["race_class"]["unknown_km_effort"])
        return unknown, unknown
    return exact(race.distance_km), exact(race.distance_km) + exact(race.ascent_m or 0) / 100


def entry_covered(numbers: Numbers, race: Race) -> Fraction:
    """Specification: "by km-effort actually covered"; "DNF: km-effort covered". A DNF that does not say how far
    counts in full; for any other race what was covered counts where it is more than the course.
    """
    planned = entry_distance(numbers, race)[1]
    if race.completed_km_effort is None:
        return planned
    covered = exact(race.completed_km_effort)
    return covered if race.status == "dnf" else max(planned, covered)


def are_duplicates(one: Race, other: Race) -> bool:
    """Specification: "same name (whatever the case; nameless races are never the same) and distance within 1 km =
    duplicate". Two entries without a distance both count 75 km, so they are within 1 km of each other; an unknown
    distance is not known to be within 1 km of a known one.
    """
    name, other_name = one.name.strip().casefold(), other.name.strip().casefold()
    if not name or name != other_name:
        return False
    if one.distance_km is None or other.distance_km is None:
        return one.distance_km is other.distance_km
    return abs(exact(one.distance_km) - exact(other.distance_km)) <= 1


def selections(entries: list[Race]) -> Iterable[tuple[Race, ...]]:
    """Every choice of entries in which none is a duplicate of another."""
    for size in range(1, len(entries) + 1):
        for chosen in itertools.combinations(entries, size):
            if not any(are_duplicates(a, b) for a, b in itertools.combinations(chosen, 2)):
                yield chosen


def race_class(numbers: Numbers, distance: Fraction, km_effort: Fraction) -> str:
    """Specification: "Class S sub-ultra; U distance > 42.195 km or km-effort >= 75; X distance >= 100 km or
    km-effort >= 115".
    """
    limits = numbers["race_class"]
    if distance >= exact(limits["long_ultra_distance_km"]) or km_effort >= exact(limits["long_ultra_km_effort"]):
        return "X"
    if distance > exact(limits["ultra_distance_km"]) or km_effort >= exact(limits["ultra_km_effort"]):
        return "U"
    return "S"


def event_of(numbers: Numbers, on: date, entries: list[Race]) -> Event:
    """Specification: "Same day [...]: duplicate (one race, the larger km-effort; ask); otherwise one combined
    event (sum of distance and ascent [...]). Always the highest priority of all entries, duplicates too; easy
    only if all were; km-effort covered adds up". The largest total of any selection without duplicates, so that
    one more entry never makes the event smaller.
    """
    choices = list(selections(entries))
    distance = max(sum((entry_distance(numbers, race)[0] for race in chosen), Fraction()) for chosen in choices)
    km_effort = max(sum((entry_distance(numbers, race)[1] for race in chosen), Fraction()) for chosen in choices)
    covered = max(sum((entry_covered(numbers, race) for race in chosen), Fraction()) for chosen in choices)
    found = race_class(numbers, distance, km_effort)
    if any(race.distance_km is None for race in entries):
        found = max(found, numbers["race_class"]["unknown"], key=CLASSES.index)
    return Event(
        on=on,
        priority=min(str(race.priority) for race in entries),
        race_class=found,
        covered_km_effort=covered,
        easy=all(race.effort == "easy" for race in entries),
    )


def events(numbers: Numbers, races: Iterable[Race]) -> list[Event]:
    """Specification: "DNS/cancelled/removed: no recovery and no taper." One event a day of what is left."""
    by_day: dict[date, list[Race]] = {}
    for race in races:
        if race.status not in ("removed", "cancelled", "dns"):
            by_day.setdefault(race.on, []).append(race)
    return [event_of(numbers, on, by_day[on]) for on in sorted(by_day)]


def recovery_days(numbers: Numbers, event: Event, age: int | None) -> tuple[int, int, int]:
    """Last day of nothing, of mobility, of RETURN. "Age: x 1.25 from 45, x 1.5 from 60, rounded up"; "'Ran it
    easy': one band lower"; "The recovery factor uses the age on the day evaluated."
    """
    bands = numbers["recovery"]
    index = next(i for i, band in enumerate(bands) if event.covered_km_effort < exact(band["below_km_effort"]))
    if event.easy:
        index = max(0, index - 1)
    factor = Fraction(1)
    if age is not None and age >= 60:
        factor = exact(numbers["recovery_age"]["from_60"])
    elif age is not None and age >= 45:
        factor = exact(numbers["recovery_age"]["from_45"])
    band = bands[index]
    return tuple(math.ceil(band[key] * factor) for key in ("none", "mobility", "return"))


def phase_of(numbers: Numbers, event: Event, age: int | None, on: date) -> str:
    """Specification: "Days to race (inclusive ranges)" before; "days after race day, by km-effort actually
    covered" after.
    """
    to_race = (event.on - on).days
    if to_race == 0:
        return "RACE_DAY"
    if to_race > 0:
        bounds = numbers["taper"][event.priority][event.race_class]
        for bound, phase in zip(bounds, ("RACE_WEEK", "TAPER", "MAINTAIN", "CONSOLIDATE"), strict=True):
            if to_race <= bound:
                return phase
        return "BUILD"
    nothing, mobility, back = recovery_days(numbers, event, age)
    if -to_race <= nothing:
        return "RECOVERY_NONE"
    if -to_race <= mobility:
        return "RECOVERY_MOBILITY"
    if -to_race <= back:
        return "RETURN"
    return "BUILD"


def is_bridged(numbers: Numbers, calendar: list[Event], age: int | None, on: date) -> bool:
    """Specification: "Two A races close together: no special taper; count once, from the first normal day after
    every finished race that needs it (priority A, or km-effort covered >= 45; the latest of those days) to the
    day before the MAINTAIN window of ANY later A race: fewer than 21 days, and the athlete stays in MAINTAIN".
    """
    bridge = numbers["bridge"]
    normal_days = [
        event.on + timedelta(days=recovery_days(numbers, event, age)[2] + 1)
        for event in calendar
        if event.on < on and (event.priority == "A" or event.covered_km_effort >= exact(bridge["min_km_effort"]))
    ]
    if not normal_days:
        return False
    for event in calendar:
        if event.on > on and event.priority == "A":
            window = event.on - timedelta(days=numbers["taper"]["A"][event.race_class][2])
            if (window - max(normal_days)).days < bridge["min_build_days"]:
                return True
    return False


def age_caps(numbers: Numbers, age: int | None, phase: str) -> dict[str, Any]:
    """The age table of section 4 as limits: pct, rir, step_factor, the multiplier of MAINTAIN, and whether
    anything is allowed.
    """
    rules = numbers["age"]
    caps: dict[str, Any] = {
        "pct": 1.0,
        "rir": 0,
        "step_factor": 1.0,
        "maintain_mult": numbers["phase_caps"]["MAINTAIN"]["mult"],
        "allowed": True,
    }
    if age is None:
        caps |= {"pct": rules["unknown"]["pct"], "step_factor": rules["unknown"]["step_factor"]}
    elif age < 18:
        row = rules["youth_13_15"] if age <= 15 else rules["youth_16_17"]
        caps |= {"pct": row["pct"], "rir": row["rir"], "step_factor": row["step_factor"]}
        caps["allowed"] = age >= rules["min_age"]
    elif age >= 60:
        row = rules["from_60"]
        caps |= {"pct": row["pct"], "step_factor": row["step_factor"], "maintain_mult": row["maintain_mult"]}
    elif age >= 50:
        caps["step_factor"] = rules["from_50"]["step_factor"]
    return caps


def day_caps(numbers: Numbers, athlete: Athlete, phase: str, on: date, anchor: date | None = None) -> dict[str, Any]:
    """The caps of a phase for this athlete. `anchor`: the day 84 days before the nearest race; "each age-based
    cap is the stricter of that for the age today and the age 84 days before the race".
    """
    row: Mapping[str, Any] = numbers["phase_caps"][phase]
    maintain: Mapping[str, Any] = numbers["phase_caps"]["MAINTAIN"]
    ages = [age_caps(numbers, age_on(athlete.birth_date, day), phase) for day in (on, anchor) if day is not None]
    maintain_mult = min(caps["maintain_mult"] for caps in ages)
    experience = numbers["experience_caps"][athlete.experience or "novice"]
    goal = athlete.goal or "strength"

    sessions = row["sessions"]
    pct = min([row["pct"], experience["pct"], numbers["goal_caps"][goal]] + [caps["pct"] for caps in ages])
    rir = max([row["rir"], experience["rir"]] + [caps["rir"] for caps in ages])
    mult = maintain_mult if phase == "MAINTAIN" else row["mult"]
    load_up = row["load_up"]
    if goal == "maintenance":
        # By the text, never above the values of MAINTAIN, whatever the phase; novelty stays as the phase has it.
        sessions = min(sessions, maintain["sessions"])
        pct = min(pct, maintain["pct"])
        rir = max(rir, maintain["rir"])
        mult = min(mult, maintain_mult)
        load_up = load_up and maintain["load_up"]
    if athlete.max_sessions is not None:
        sessions = min(sessions, athlete.max_sessions)
    if athlete.health_hold or not all(caps["allowed"] for caps in ages):
        # By the text, under 13 and HEALTH_HOLD have sessions, pct and mult 0 and load_up false; the rest is as it would be.
        sessions, pct, mult, load_up = 0, 0.0, 0.0, False
    return {
        "phase": phase,
        "sessions": sessions,
        "pct": pct,
        "rir": rir,
        "mult": mult,
        "load_up": load_up,
        "novelty": row["novelty"],
        "mobility": row["mobility"],
        "step_factor": min(caps["step_factor"] for caps in ages),
        "weekly_pct": experience["weekly_pct"],
        "age": age_on(athlete.birth_date, on),
    }


def season_day(numbers: Numbers, athlete: Athlete, races: Iterable[Race], on: date) -> dict[str, Any]:
    """Specification: "Per day: compute the phase of each active race (before or after) and take the most
    restrictive." "while any planned race is 0 to 84 days away, each age-based cap is the stricter of that for the
    age today and the age 84 days before the race (the earliest such day)".
    """
    calendar = events(numbers, races)
    age = age_on(athlete.birth_date, on)
    phases = ["BUILD"] + [phase_of(numbers, event, age, on) for event in calendar]
    if is_bridged(numbers, calendar, age, on):
        phases.append("MAINTAIN")
    near = [event.on for event in calendar if 0 <= (event.on - on).days <= NEAR_RACE_DAYS]
    anchor = min(near) - timedelta(days=NEAR_RACE_DAYS) if near else None
    return day_caps(numbers, athlete, max(phases, key=PHASES.index), on, anchor)
