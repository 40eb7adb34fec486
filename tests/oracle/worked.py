"""Runs worked cases (the format of `switchback check`) through the second reading.

python -m tests.oracle.worked CATALOGUE.toml RULES.toml CASES.toml...
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from rules.facts import Athlete, CoachRating, Exposure, History, LoggedSets, Race
from rules.vocabulary import Effort, Equipment, Experience, Goal, Joint, MobilityLevel, PainArea, Priority, RaceStatus
from tests.oracle.evidence import Catalogue, Numbers
from tests.oracle.progression import decide, duration, e1rm, sets
from tests.oracle.season import day_caps, season_day
from tests.oracle.standing import hinge, pick, standings

Case = Mapping[str, Any]

ATHLETE_KEYS = {
    "dob", "body_mass", "experience", "goal", "max_sessions", "equipment", "mobility", "pain", "injuries", "health_hold",
    "plates_one_sleeve_kg", "declared",
}  # fmt: skip
LOG_KEYS = {
    "date", "slug", "n", "amount", "load", "rpe", "pain", "next", "technique", "coach_technique", "off_plan",
}  # fmt: skip
RACE_KEYS = {"name", "date", "priority", "distance_km", "ascent_m", "status", "effort", "completed_km_effort"}
SESSION_KEYS = {"date", "reps", "rir", "technique", "pain", "next"}
GATING_KEYS = {
    "id", "title", "today", "phase", "athlete", "log", "coach", "hinge", "expect_status", "expect_pick", "expect_caps",
    "expect_hinge", "why",
}  # fmt: skip
TAPER_KEYS = {"id", "title", "today", "athlete", "races", "base_sets", "expect", "why"}
PROGRESSION_KEYS = {
    "id", "title", "today", "slug", "phase", "athlete", "last_load", "range", "target_rir", "last_increase", "work_e1rm",
    "sessions", "expect", "why",
}  # fmt: skip
NUMBER_KEYS = {"id", "title", "kind", "load", "reps", "rir", "base", "mult", "items", "expect", "why"}
ITEM_KEYS = {"slug", "sets", "amount", "pct", "superset"}


def known(row: Mapping[str, Any], keys: set[str], where: str) -> Mapping[str, Any]:
    """Specification: "Unknown fields are an error, so that a typo never passes"."""
    unknown = set(row) - keys
    if unknown:
        raise ValueError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    return row


def athlete_of(row: Mapping[str, Any]) -> Athlete:
    known(row, ATHLETE_KEYS, "athlete")
    return Athlete(
        birth_date=row.get("dob"),
        body_mass_kg=row.get("body_mass"),
        experience=Experience(row["experience"]) if "experience" in row else None,
        goal=Goal(row["goal"]) if "goal" in row else None,
        max_sessions=row.get("max_sessions"),
        equipment=frozenset(Equipment(item) for item in row.get("equipment", [])),
        mobility={Joint(joint): MobilityLevel(level) for joint, level in row.get("mobility", {}).items()},
        pain={PainArea(area): level for area, level in row.get("pain", {}).items()},
        injuries=frozenset(PainArea(area) for area in row.get("injuries", [])),
        health_hold=row.get("health_hold", False),
        plates_one_sleeve_kg=row.get("plates_one_sleeve_kg"),
        declared=dict(row.get("declared", {})),
    )


def history_of(case: Case) -> History:
    logged = tuple(
        LoggedSets(
            on=row["date"],
            slug=row["slug"],
            sets=row.get("n", 1),
            amount=row.get("amount"),
            load=row.get("load"),
            rpe=row.get("rpe"),
            pain=row.get("pain", 0),
            next_pain=row.get("next"),
            technique=row.get("technique"),
            coach_technique=row.get("coach_technique"),
            off_plan=row.get("off_plan", False),
        )
        for row in (known(row, LOG_KEYS, "log") for row in case.get("log", []))
    )
    ratings = tuple(
        CoachRating(on=row["date"], slug=row["slug"], rating=row["rating"])
        for row in (known(row, {"date", "slug", "rating"}, "coach") for row in case.get("coach", []))
    )
    return History(sets=logged, ratings=ratings)


def race_of(row: Mapping[str, Any]) -> Race:
    known(row, RACE_KEYS, "races")
    return Race(
        on=row["date"],
        priority=Priority(row["priority"]),
        name=row.get("name", ""),
        distance_km=row.get("distance_km"),
        ascent_m=row.get("ascent_m"),
        status=RaceStatus(row.get("status", "planned")),
        effort=Effort(row.get("effort", "raced")),
        completed_km_effort=row.get("completed_km_effort"),
    )


def exposure_of(row: Mapping[str, Any]) -> Exposure:
    known(row, SESSION_KEYS, "sessions")
    return Exposure(
        on=row["date"],
        amounts=tuple(row["reps"]),
        rir=tuple(row["rir"]),
        technique=row.get("technique"),
        pain=row.get("pain", 0),
        next_pain=row.get("next"),
    )


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else value


def compare(got: Mapping[str, Any], want: Mapping[str, Any]) -> Iterator[str]:
    for key, value in want.items():
        if key not in got:
            yield f"{key}: unknown"
        elif plain(got[key]) != value:
            yield f"{key}: got {plain(got[key])}, want {value}"


def check_gating(catalogue: Catalogue, numbers: Numbers, case: Case) -> Iterator[str]:
    known(case, GATING_KEYS, case["id"])
    athlete, history, on, phase = (
        athlete_of(case["athlete"]),
        history_of(case),
        case["today"],
        case.get("phase", "BUILD"),
    )
    yield from compare(standings(catalogue, numbers, athlete, history, on, phase), case.get("expect_status", {}))
    wanted = case.get("expect_pick", {})
    picked = {each: pick(catalogue, numbers, athlete, history, on, phase, each) for each in wanted}
    yield from compare(picked, wanted)
    yield from compare(day_caps(numbers, athlete, phase, on), case.get("expect_caps", {}))
    if "expect_hinge" in case:
        state = known(case["hinge"], {"last_load", "topped_out"}, "hinge")
        found = hinge(catalogue, numbers, athlete, history, on, phase, state["last_load"], state["topped_out"])
        yield from compare({"hinge": found}, {"hinge": case["expect_hinge"]})


def check_taper(catalogue: Catalogue, numbers: Numbers, case: Case) -> Iterator[str]:
    known(case, TAPER_KEYS, case["id"])
    races = [race_of(row) for row in case["races"]]
    found = season_day(numbers, athlete_of(case["athlete"]), races, case["today"])
    if "base_sets" in case:
        found["sets"] = sets(case["base_sets"], found["mult"])
    yield from compare(found, case["expect"])


def check_progression(catalogue: Catalogue, numbers: Numbers, case: Case) -> Iterator[str]:
    known(case, PROGRESSION_KEYS, case["id"])
    found = decide(
        catalogue,
        numbers,
        athlete_of(case["athlete"]),
        case["slug"],
        case["today"],
        case.get("phase", "BUILD"),
        case.get("last_load"),
        case["range"],
        case["target_rir"],
        [exposure_of(row) for row in case["sessions"]],
        case.get("last_increase"),
        case.get("work_e1rm"),
    )
    yield from compare({"decision": found.decision, "load": found.load}, case["expect"])


def check_number(catalogue: Catalogue, numbers: Numbers, case: Case) -> Iterator[str]:
    known(case, NUMBER_KEYS, case["id"])
    if case["kind"] == "e1rm":
        found = e1rm(numbers, case["load"], case["reps"], case["rir"])
        got: Any = "none" if found is None else round(float(found), 2)
    elif case["kind"] == "sets":
        got = sets(case["base"], case["mult"])
    elif case["kind"] == "duration":
        got = duration(catalogue, numbers, [known(item, ITEM_KEYS, "items") for item in case["items"]])
    else:
        raise ValueError(f"{case['id']}: unknown kind {case['kind']}")
    yield from compare({"number": got}, {"number": case["expect"]})


CHECKS = {
    "gating": check_gating,
    "taper": check_taper,
    "progression": check_progression,
    "number": check_number,
}


def run(catalogue: Catalogue, numbers: Numbers, cases: Mapping[str, Any]) -> dict[str, list[str]]:
    """Case id to what does not agree (nothing, when it passes)."""
    known(cases, set(CHECKS) | {"schema"}, "file")
    found: dict[str, list[str]] = {}
    for kind, check in CHECKS.items():
        for case in cases.get(kind, []):
            if case["id"] in found:
                raise ValueError(f"{case['id']}: used twice")
            found[case["id"]] = list(check(catalogue, numbers, case))
    return found


def load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def main(arguments: list[str]) -> int:
    catalogue, numbers, *files = [load(Path(argument)) for argument in arguments]
    passed = failed = 0
    for cases in files:
        for case, wrong in run(catalogue, numbers, cases).items():
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print(f"{case} FAILED {'; '.join(wrong)}" if wrong else f"{case} ok")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
