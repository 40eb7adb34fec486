"""What the log and the coach's ratings prove: days, loads, ceilings, freshness, declarations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rules.facts import Athlete, History, LoggedSets

Catalogue = Mapping[str, Any]
Numbers = Mapping[str, Any]
Exercise = Mapping[str, Any]

DEFAULT_BODY_MASS_KG = 70
LOAD_TOLERANCE_KG = Fraction(1, 2)
HARDER_RPE_MAX = 8
DECLARATION_DAYS = 42
TRIAL_DAYS_WANTED = 2
TRIAL_TECHNIQUE = 4
TRIAL_PAIN_MAX = 2
TRIAL_RPE_MAX = 6
UNSAFE_TECHNIQUE = 2
ADULT_AGE = 18


def exact(value: float) -> Fraction:
    """The decimal number as it was written, not its binary neighbour."""
    return Fraction(str(value))


def by_slug(catalogue: Catalogue) -> dict[str, Exercise]:
    return {exercise["slug"]: exercise for exercise in catalogue["exercise"]}


def gates_of(exercise: Exercise) -> list[Mapping[str, Any]]:
    return list(exercise.get("gate", []))


def options_of(exercise: Exercise) -> set[str]:
    """The direct prerequisites: "any option" of any gate."""
    return {option["slug"] for gate in gates_of(exercise) for option in gate["any_of"]}


def above(catalogue: Catalogue, slug: str) -> set[str]:
    """Specification: "A harder exercise (anything above the prerequisite in the graph, along any option)"."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        below = waiting.pop()
        for exercise in catalogue["exercise"]:
            if below in options_of(exercise) and exercise["slug"] not in found:
                found.add(exercise["slug"])
                waiting.append(exercise["slug"])
    return found


def age_on(birth_date: date | None, on: date) -> int | None:
    """Specification: "Age (on the day; 29 Feb counts from 1 Mar)"."""
    if birth_date is None:
        return None
    not_yet = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (1 if not_yet else 0)


def is_minor(athlete: Athlete, on: date) -> bool:
    """Specification: "Date of birth missing: adult gates" (G23): an unknown age is not a minor's."""
    age = age_on(athlete.birth_date, on)
    return age is not None and age < ADULT_AGE


# --- one row ---------------------------------------------------------------------------------------


def row_technique(numbers: Numbers, row: LoggedSets) -> int | None:
    """Specification: "Technique of a row = `coach_technique` if given, else the self-rating capped at 4"."""
    if row.coach_technique is not None:
        return row.coach_technique
    if row.technique is None:
        return None
    return min(row.technique, numbers["coach"]["self_rating_max"])


def row_pain(row: LoggedSets) -> int:
    """Specification: "pain of a row = the worse of set and next morning"."""
    return max(row.pain, row.next_pain or 0)


def row_total_load(exercise: Exercise, row: LoggedSets) -> Fraction:
    """Specification: "Loads of `per_hand_kg` exercises are per hand; `load_bm`, ceilings and the 0.5 kg tolerance
    are on the total of both hands."
    """
    load = exact(row.load or 0)
    return 2 * load if exercise["load_type"] == "per_hand_kg" else load


def rows_of(history: History, slug: str, on: date) -> list[LoggedSets]:
    """Rows of the exercise up to today; "rows after the day asked about are ignored"."""
    return [row for row in history.sets if row.slug == slug and row.on <= on]


# --- ceilings --------------------------------------------------------------------------------------


def body_mass(athlete: Athlete) -> Fraction:
    """Specification: "body mass unknown: use 70 kg"."""
    return exact(DEFAULT_BODY_MASS_KG if athlete.body_mass_kg is None else athlete.body_mass_kg)


def round_down(load: Fraction, increment: float) -> Fraction:
    step = exact(increment)
    return (load // step) * step


def ceiling_per_unit(exercise: Exercise, athlete: Athlete) -> Fraction | None:
    """Specification: "Loading ceiling = min(ceiling_bm x body mass, ceiling_kg, what the athlete owns), rounded
    down to the increment", in the unit that is logged (per hand where the load type says so). None: no ceiling.
    What is owned is known for the plates of one sleeve only.
    """
    limits: list[Fraction] = []
    if "ceiling_bm" in exercise:
        limits.append(exact(exercise["ceiling_bm"]) * body_mass(athlete))
    if "ceiling_kg" in exercise:
        limits.append(exact(exercise["ceiling_kg"]))
    if exercise["load_type"] == "plates_kg" and athlete.plates_one_sleeve_kg is not None:
        limits.append(exact(athlete.plates_one_sleeve_kg))
    if not limits or "increment" not in exercise:
        return None
    limit = min(limits)
    if exercise["load_type"] == "per_hand_kg":
        limit = limit / 2
    return round_down(limit, exercise["increment"])


def wanted_load(option: Mapping[str, Any], exercise: Exercise, athlete: Athlete) -> Fraction:
    """Specification: "load_bm in a gate = total external load / body mass"; "gate load capped at 90% of the
    effective ceiling" (G10).
    """
    wanted = exact(option.get("load_bm", 0)) * body_mass(athlete)
    ceiling = ceiling_per_unit(exercise, athlete)
    if ceiling is None:
        return wanted
    total = 2 * ceiling if exercise["load_type"] == "per_hand_kg" else ceiling
    return min(wanted, Fraction(9, 10) * total)


# --- the coach -------------------------------------------------------------------------------------


def newest_rating(numbers: Numbers, history: History, slug: str, on: date) -> tuple[date, int] | None:
    """Specification: "Coach: newest valid rating (0 to 90 days old; of two on one date the lower)"."""
    valid = [
        rating
        for rating in history.ratings
        if rating.slug == slug and 0 <= (on - rating.on).days <= numbers["coach"]["valid_days"]
    ]
    if not valid:
        return None
    newest = max(rating.on for rating in valid)
    return newest, min(rating.rating for rating in valid if rating.on == newest)


def override_day(athlete: Athlete, history: History, slug: str, on: date) -> date | None:
    """Specification: "A coach may override a prerequisite for an adult (reason stored)". Newest override given
    while the athlete was adult.
    """
    days = [
        given.on
        for given in history.overrides
        if given.slug == slug and given.on <= on and not is_minor(athlete, given.on)
    ]
    return max(days) if days else None


# --- declarations ----------------------------------------------------------------------------------


def declaration_ends(
    numbers: Numbers, athlete: Athlete, history: History, slug: str, on: date
) -> tuple[str, date] | None:
    """Where a declaration stands: ("active" | "confirmed" | "ended", the day of the declaration, of the second
    trial or of the end). None: nothing was declared that counts.

    "an adult with 24+ months of lifting may declare an exercise: PROVISIONAL for 42 days; two trial days [...]
    confirm it. Never under 18. Trial days: technique >= 4, pain <= 2, RPE <= 6 [...] A trial with technique <= 2,
    or day 43, ends the declaration". A trial day is judged by its worst row.
    """
    declared = athlete.declared.get(slug)
    if declared is None or declared > on or athlete.experience != "experienced" or is_minor(athlete, declared):
        return None
    rows = [
        row
        for row in rows_of(history, slug, on)
        if not row.off_plan and 0 <= (row.on - declared).days <= DECLARATION_DAYS
    ]
    good_days = 0
    for day in sorted({row.on for row in rows}):
        of_day = [row for row in rows if row.on == day]
        techniques = [row_technique(numbers, row) for row in of_day]
        if any(technique is not None and technique <= UNSAFE_TECHNIQUE for technique in techniques):
            return "ended", day
        if (
            all(technique is not None and technique >= TRIAL_TECHNIQUE for technique in techniques)
            and all(row_pain(row) <= TRIAL_PAIN_MAX for row in of_day)
            and all(row.rpe is not None and row.rpe <= TRIAL_RPE_MAX for row in of_day)
        ):
            good_days += 1
        if good_days == TRIAL_DAYS_WANTED:
            return "confirmed", day
    if (on - declared).days > DECLARATION_DAYS:
        return "ended", date.fromordinal(declared.toordinal() + DECLARATION_DAYS)
    return "active", declared


# --- freshness and regression ----------------------------------------------------------------------


def on_plan_days(
    numbers: Numbers, athlete: Athlete, history: History, slug: str, on: date, *, for_freshness: bool
) -> dict[date, int | None]:
    """Days on plan with the worst known technique of each. "Trial days [...] count for freshness only once two
    have confirmed": with `for_freshness`, the days from the declaration to its end are left out unless it was
    confirmed.
    """
    days: dict[date, int | None] = {}
    for earlier in history.earlier:
        if earlier.slug == slug:
            days.update({day: technique for day, technique in earlier.on_plan if day <= on})
    for row in rows_of(history, slug, on):
        if row.off_plan:
            continue
        known = [t for t in (days.get(row.on), row_technique(numbers, row)) if t is not None]
        days[row.on] = min(known) if known else None
    if for_freshness:
        declaration = declaration_ends(numbers, athlete, history, slug, on)
        if declaration is not None and declaration[0] != "confirmed":
            first = athlete.declared[slug]
            last = on if declaration[0] == "active" else declaration[1]
            days = {day: technique for day, technique in days.items() if not first <= day <= last}
    return days


def last_fresh_day(
    catalogue: Catalogue, numbers: Numbers, athlete: Athlete, history: History, slug: str, on: date
) -> date | None:
    """Specification: "A row that is not `off_plan` proves that the exercise was open that day: it, and any
    exercise below it in the graph, is fresh from that date".
    """
    days: set[date] = set()
    for each in {slug} | above(catalogue, slug):
        days |= set(on_plan_days(numbers, athlete, history, each, on, for_freshness=True))
    return max(days) if days else None


def regression_day(numbers: Numbers, athlete: Athlete, history: History, slug: str, on: date) -> date | None:
    """Specification: "The last two on-plan session days both with technique <= 2 in their worst row": the second
    of them, else None.
    """
    days = on_plan_days(numbers, athlete, history, slug, on, for_freshness=False)
    last_two = sorted(days)[-2:]
    if len(last_two) < 2:
        return None
    techniques = [days[day] for day in last_two]
    if all(technique is not None and technique <= UNSAFE_TECHNIQUE for technique in techniques):
        return last_two[-1]
    return None
