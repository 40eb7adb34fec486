"""One status for every exercise, by the precedence of section 2; the hinge decision and the pick of a ladder."""

from __future__ import annotations

from datetime import date

from rules.facts import Athlete, History
from rules.vocabulary import PainArea
from tests.oracle.evidence import (
    Catalogue,
    Exercise,
    Numbers,
    age_on,
    by_slug,
    ceiling_per_unit,
    declaration_ends,
    exact,
    gates_of,
    last_fresh_day,
    newest_rating,
    options_of,
    override_day,
    regression_day,
    row_pain,
    rows_of,
)
from tests.oracle.gates import OptionReading, read_gates

NOVELTY_DAYS = 28
HEAVY_HINGE_DAYS = 56
YOUTH_RATING = 4
WITHDRAWN_RATING = 2
MOBILITY_ORDER = ["ok", "limited", "severe"]
LANDMINE = "landmine-deadlift"
HEX_BAR = "hex-bar-deadlift"
CONVENTIONAL = "conventional-deadlift"
OPEN = ("UNLOCKED", "PROVISIONAL")


def standings(
    catalogue: Catalogue, numbers: Numbers, athlete: Athlete, history: History, on: date, phase: str = "BUILD"
) -> dict[str, str]:
    """Slug to status, in the order of the catalogue."""
    return {
        exercise["slug"]: status(catalogue, numbers, athlete, history, exercise, on, phase)
        for exercise in catalogue["exercise"]
    }


def gate_readings(
    catalogue: Catalogue, numbers: Numbers, athlete: Athlete, history: History, on: date
) -> dict[str, list[list[OptionReading]]]:
    """Slug to its gates to their options, as they stand today (only days after a regression count)."""
    return {
        exercise["slug"]: read_gates(
            catalogue,
            numbers,
            athlete,
            history,
            exercise,
            on,
            regression_day(numbers, athlete, history, exercise["slug"], on),
        )
        for exercise in catalogue["exercise"]
        if gates_of(exercise)
    }


def status(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    exercise: Exercise,
    on: date,
    phase: str,
) -> str:
    """Specification: "Status precedence: HEALTH_HOLD > INJURY_LOCK > EXCLUDED_PAIN > SUSPENDED_PAIN >
    EXCLUDED_EQUIPMENT > EXCLUDED_MOBILITY > EXCLUDED_AGE > REQUIRES_COACH > BLOCKED_BY_COACH > PROVISIONAL >
    fresh or gate open (UNLOCKED, or NOVELTY_HOLD near a race) > EXPIRED > LOCKED_PREREQ." "Under 13: EXCLUDED_AGE
    for everything (only HEALTH_HOLD stands before it)".
    """
    age = age_on(athlete.birth_date, on)
    if athlete.health_hold:
        return "HEALTH_HOLD"
    if age is not None and age < numbers["age"]["min_age"]:
        return "EXCLUDED_AGE"
    if any(area in athlete.injuries for area in exercise["pain_block"]):
        return "INJURY_LOCK"
    if any(athlete.pain.get(area, 0) >= numbers["pain"]["planning_exclude_from"] for area in exercise["pain_block"]):
        return "EXCLUDED_PAIN"
    if is_suspended(catalogue, numbers, history, exercise, on):
        return "SUSPENDED_PAIN"
    if not has_equipment(exercise, athlete):
        return "EXCLUDED_EQUIPMENT"
    if is_blocked_by_mobility(exercise, athlete):
        return "EXCLUDED_MOBILITY"
    youth = youth_rules(numbers, age)
    if youth is not None and exercise["level"] > youth["max_level"]:
        return "EXCLUDED_AGE"
    needs_coach = youth is not None and exercise["level"] >= youth["coach_from_level"]
    if needs_coach and not has_youth_pass(numbers, history, exercise, on):
        return "REQUIRES_COACH"
    return competency(catalogue, numbers, athlete, history, exercise, on, phase)


def competency(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    exercise: Exercise,
    on: date,
    phase: str,
) -> str:
    """The part of the precedence from BLOCKED_BY_COACH on. "Lapse <= 2 x that: for each gate one qualifying day
    inside its window (the days may differ) re-opens (fast track). Longer: whole gate again. The status is EXPIRED
    however long ago it was; never done on plan: LOCKED_PREREQ." "LOCKED_PREREQ until the whole gate is met by
    days after the second one."
    """
    slug = exercise["slug"]
    own_rating = newest_rating(numbers, history, slug, on)
    if own_rating is not None and own_rating[1] <= WITHDRAWN_RATING:
        return "BLOCKED_BY_COACH"

    declaration = declaration_ends(numbers, athlete, history, slug, on)
    if not gates_of(exercise):
        provisional = declaration is not None and declaration[0] == "active"
        return "PROVISIONAL" if provisional else open_status(numbers, history, exercise, on, phase)

    regressed = regression_day(numbers, athlete, history, slug, on)
    gates = read_gates(catalogue, numbers, athlete, history, exercise, on, regressed)
    last_day = last_fresh_day(catalogue, numbers, athlete, history, slug, on)
    recency = catalogue["recency_days"][f"level_{exercise['level']}"]
    lapse = None if last_day is None or regressed is not None else (on - last_day).days
    fresh = lapse is not None and lapse <= recency
    fast_track = lapse is not None and recency < lapse <= 2 * recency
    overridden = override_day(athlete, history, slug, on)
    if overridden is not None and regressed is not None and overridden <= regressed:
        overridden = None

    gates_open = True
    for gate in gates:
        gate_open = any(option.one_day if fast_track else option.open for option in gate)
        if not gate_open:
            if closed_by_coach(numbers, history, gate, overridden, on):
                return "BLOCKED_BY_COACH"
            gates_open = False
    if declaration is not None and declaration[0] == "active":
        return "PROVISIONAL"
    if gates_open or fresh or overridden is not None:
        return open_status(numbers, history, exercise, on, phase)
    return "LOCKED_PREREQ" if last_day is None or regressed is not None else "EXPIRED"


def closed_by_coach(
    numbers: Numbers, history: History, gate: list[OptionReading], overridden: date | None, on: date
) -> bool:
    """Specification: "newest valid rating of an option's exercise below the gate's technique closes that option;
    if no other option is open the status is BLOCKED_BY_COACH, also when the exercise itself is fresh." An
    override of the same day or later lifts it.
    """
    for option in gate:
        rating = newest_rating(numbers, history, option.slug, on)
        if option.coach == "below" and rating is not None and (overridden is None or rating[0] > overridden):
            return True
    return False


def open_status(numbers: Numbers, history: History, exercise: Exercise, on: date, phase: str) -> str:
    """UNLOCKED, or NOVELTY_HOLD while the phase lets nothing new in."""
    return "NOVELTY_HOLD" if is_frozen(numbers, history, exercise, on, phase) else "UNLOCKED"


def is_frozen(numbers: Numbers, history: History, exercise: Exercise, on: date, phase: str) -> bool:
    """Specification: "MAINTAIN and later: level 2+ not done in the last 28 days is NOVELTY_HOLD"; "Off-plan rows
    count [...] for the 28 days of NOVELTY_HOLD".
    """
    if numbers["phase_caps"][phase]["novelty"] or exercise["level"] < 2:
        return False
    days = {row.on for row in rows_of(history, exercise["slug"], on)}
    days |= {earlier.last_at_all for earlier in history.earlier if earlier.slug == exercise["slug"]}
    return not any(0 <= (on - day).days <= NOVELTY_DAYS for day in days)


def has_equipment(exercise: Exercise, athlete: Athlete) -> bool:
    """Specification: "equipment (list of groups, one of each group)"; "body weight is always owned"."""
    owned = {"bodyweight"} | {str(item) for item in athlete.equipment}
    return all(any(item in owned for item in group) for group in exercise["equipment"])


def is_blocked_by_mobility(exercise: Exercise, athlete: Athlete) -> bool:
    """Specification: "severe -> exercises with that `mobility_block` leave the plan": a joint at least as stiff
    as the entry says.
    """
    for entry in exercise["mobility_block"]:
        joint, level = entry.split(":")
        if MOBILITY_ORDER.index(athlete.mobility.get(joint, "ok")) >= MOBILITY_ORDER.index(level):
            return True
    return False


def youth_rules(numbers: Numbers, age: int | None):
    """The row of the age table for 13 to 17, else None."""
    if age is None or age >= 18:
        return None
    return numbers["age"]["youth_13_15"] if age <= 15 else numbers["age"]["youth_16_17"]


def has_youth_pass(numbers: Numbers, history: History, exercise: Exercise, on: date) -> bool:
    """Specification: "Youth: REQUIRES_COACH unless the newest valid rating of the exercise itself, or of one
    option of each of its gates, is >= 4." Without a gate only the rating of the exercise itself can do it.
    """

    def passed(slug: str) -> bool:
        rating = newest_rating(numbers, history, slug, on)
        return rating is not None and rating[1] >= YOUTH_RATING

    gates = gates_of(exercise)
    by_options = bool(gates) and all(any(passed(option["slug"]) for option in gate["any_of"]) for gate in gates)
    return passed(exercise["slug"]) or by_options


def is_suspended(catalogue: Catalogue, numbers: Numbers, history: History, exercise: Exercise, on: date) -> bool:
    """Specification: "Pain >= 4 on the newest session of the exercise (in a set or next morning): SUSPENDED_PAIN
    until, after that day, two different session days on its direct prerequisites (any option; for an exercise
    without a gate: any other exercise of its category at no higher level) have worst pain <= 2 (over all rows of
    that day on any of them) and at least 7 days have passed; on the 28th day it ends by itself. A later session
    of the exercise itself replaces the newest."
    """
    pain = numbers["pain"]
    rows = rows_of(history, exercise["slug"], on)
    if not rows:
        return False
    newest = max(row.on for row in rows)
    if max(row_pain(row) for row in rows if row.on == newest) < pain["red_from"]:
        return False
    days_since = (on - newest).days
    if days_since >= pain["release_days"]:
        return False
    if gates_of(exercise):
        easier = options_of(exercise)
    else:
        easier = {
            other["slug"]
            for other in catalogue["exercise"]
            if other["slug"] != exercise["slug"]
            and other["category"] == exercise["category"]
            and other["level"] <= exercise["level"]
        }
    worst: dict[date, int] = {}
    for row in history.sets:
        if row.slug in easier and newest < row.on <= on:
            worst[row.on] = max(worst.get(row.on, 0), row_pain(row))
    clean_days = [day for day, level in worst.items() if level <= pain["green_max"]]
    return not (len(clean_days) >= pain["suspend_clear_sessions"] and days_since >= pain["suspend_clear_days"])


def hinge(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    on: date,
    phase: str,
    last_load: float,
    topped_out: bool,
) -> str:
    """Specification: "'Used up' = next increment does not fit AND the top of the rep range was reached at target
    effort. Then: hex bar if owned and unlocked, else conventional if unlocked, else stay and progress by tempo".
    """
    landmine = by_slug(catalogue)[LANDMINE]
    ceiling = ceiling_per_unit(landmine, athlete)
    assert ceiling is not None, "the landmine deadlift has a ceiling"
    fits = exact(last_load) + exact(landmine["increment"]) <= ceiling
    if fits or not topped_out:
        return "STAY_LANDMINE"
    found = standings(catalogue, numbers, athlete, history, on, phase)
    for slug in (HEX_BAR, CONVENTIONAL):
        if found[slug] in OPEN:
            return slug
    return "STAY_LANDMINE_TEMPO"


def pick(
    catalogue: Catalogue,
    numbers: Numbers,
    athlete: Athlete,
    history: History,
    on: date,
    phase: str,
    category: str,
) -> str | None:
    """Specification: "first UNLOCKED and available wins"; "A PROVISIONAL exercise is picked in its ladder place".
    "the landmine counts as used up for `expect_pick` when an on- or off-plan row of hex bar or conventional
    deadlift is at most 56 days old": it then stands behind the conventional deadlift. "Selection filters [...]
    novelty freeze [...] spinal_load <= 1 when low-back pain is 1-2".
    """
    exercises = by_slug(catalogue)
    ladder = [slug for slug in numbers["ladder"][category] if slug in exercises]
    heavy = [row for slug in (HEX_BAR, CONVENTIONAL) for row in rows_of(history, slug, on)]
    if LANDMINE in ladder and any((on - row.on).days <= HEAVY_HINGE_DAYS for row in heavy):
        ladder.remove(LANDMINE)
        place = ladder.index(CONVENTIONAL) + 1 if CONVENTIONAL in ladder else len(ladder)
        ladder.insert(place, LANDMINE)
    sore_back = 1 <= athlete.pain.get(PainArea.LOW_BACK, 0) <= 2
    for slug in ladder:
        exercise = exercises[slug]
        if sore_back and exercise["spinal_load"] > 1:
            continue
        found = status(catalogue, numbers, athlete, history, exercise, on, phase)
        frozen = is_frozen(numbers, history, exercise, on, phase)
        if found == "UNLOCKED" or (found == "PROVISIONAL" and not frozen):
            return slug
    return None
