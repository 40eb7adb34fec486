"""What kinds of cases share: athletes, what they did, races, expected caps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from math import isclose
from typing import Any, cast

from rules.facts import Athlete, CoachRating, History, LoggedSets, Race
from rules.planner import Planner
from rules.progression import Progression, sets_after
from rules.rulebook import Rulebook
from rules.rulebook.table import Table
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import Day
from rules.vocabulary import (
    Category,
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
    Status,
)

Check = Callable[[], Iterator[str]]
NOTHING = "none"


class Deciders:
    """What decides, of one rulebook; each compiled when a case first asks for it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.book = rulebook

    @cached_property
    def standings(self) -> Standings:
        return Standings(self.book)

    @cached_property
    def season(self) -> Season:
        return Season(self.book)

    @cached_property
    def progression(self) -> Progression:
        return Progression(self.book)

    @cached_property
    def planner(self) -> Planner:
        return Planner(self.book, self.standings, self.season, self.progression)


def athlete_of(book: Rulebook, case: Table) -> Athlete:
    """The athlete of a case; one of whom nothing is known where the case names none."""
    if "athlete" not in case:
        return Athlete()
    table = case.table("athlete")
    athlete = Athlete(
        birth_date=table.day("dob") if "dob" in table else None,
        body_mass_kg=table.number("body_mass", 1, 500) if "body_mass" in table else None,
        experience=table.word("experience", Experience) if "experience" in table else None,
        goal=table.word("goal", Goal) if "goal" in table else None,
        max_sessions=table.whole("max_sessions", 0, 14) if "max_sessions" in table else None,
        equipment=frozenset(table.words("equipment", Equipment, [])),
        injuries=frozenset(table.words("injuries", PainArea, [])),
        health_hold=table.flag("health_hold", False),
        plates_one_sleeve_kg=table.number("plates_one_sleeve_kg", 0, 1000) if "plates_one_sleeve_kg" in table else None,
    )
    if "mobility" in table:
        part = table.table("mobility")
        levels = {joint: part.word(joint, MobilityLevel) for joint in Joint if joint in part}
        part.done()
        athlete = replace(athlete, mobility=levels)
    if "pain" in table:
        part = table.table("pain")
        pains = {area: part.whole(area, 0, 10) for area in PainArea if area in part}
        part.done()
        athlete = replace(athlete, pain=pains)
    if "declared" in table:
        part = table.table("declared")
        dates = {slug: part.day(slug) for slug in book.exercises if slug in part}
        part.done()
        athlete = replace(athlete, declared=dates)
    table.done()
    return athlete


def history_of(book: Rulebook, table: Table) -> History:
    rows = [_row(book, part) for part in table.tables("log", "slug", [])]
    return History(tuple(rows), ratings_of(book, table))


def ratings_of(book: Rulebook, table: Table) -> tuple[CoachRating, ...]:
    ratings: list[CoachRating] = []
    for part in table.tables("coach", "slug", []):
        ratings.append(CoachRating(part.day("date"), slug_of(book, part, "slug"), part.whole("rating", 0, 5)))
        part.done()
    return tuple(ratings)


def _row(book: Rulebook, table: Table) -> LoggedSets:
    row = LoggedSets(
        on=table.day("date"),
        slug=slug_of(book, table, "slug"),
        sets=table.whole("n", 1, 100, 1),
        amount=table.number("amount", 0, 10_000) if "amount" in table else None,
        load=table.number("load", 0, 1000) if "load" in table else None,
        rpe=table.number("rpe", 0, 10) if "rpe" in table else None,
        pain=table.whole("pain", 0, 10, 0),
        next_pain=table.whole("next", 0, 10) if "next" in table else None,
        technique=table.whole("technique", 0, 5) if "technique" in table else None,
        coach_technique=table.whole("coach_technique", 0, 5) if "coach_technique" in table else None,
        off_plan=table.flag("off_plan", False),
    )
    table.done()
    return row


def slug_of(book: Rulebook, table: Table, key: str) -> str:
    slug = table.text(key)
    if slug not in book.exercises:
        raise table.fail(key, f"unknown exercise {slug!r}")
    return slug


def statuses_of(book: Rulebook, table: Table, key: str) -> dict[str, Status]:
    if key not in table:
        return {}
    part = table.table(key)
    found = {slug: part.word(slug, Status) for slug in book.exercises if slug in part}
    part.done()
    return found


def races_of(table: Table) -> tuple[Race, ...]:
    races: list[Race] = []
    for part in table.tables("races", "date", []):
        races.append(
            Race(
                on=part.day("date"),
                priority=part.word("priority", Priority),
                name=part.text("name", ""),
                distance_km=part.number("distance_km", 0, 10_000) if "distance_km" in part else None,
                ascent_m=part.number("ascent_m", 0, 100_000) if "ascent_m" in part else None,
                status=part.word("status", RaceStatus, RaceStatus.PLANNED),
                effort=part.word("effort", Effort, Effort.RACED),
                completed_km_effort=part.number("completed_km_effort", 0, 10_000)
                if "completed_km_effort" in part
                else None,
            )
        )
        part.done()
    return tuple(races)


def pair_of(table: Table, key: str) -> tuple[float, float]:
    values = table.items(key)
    if len(values) != 2 or not all(type(v) in (int, float) for v in values) or values[0] > values[1]:
        raise table.fail(key, "must be two numbers, the lower first")
    return cast("tuple[float, float]", tuple(values))


def numbers_of(table: Table, key: str, high: float) -> tuple[float, ...]:
    values = table.items(key)
    if not all(type(v) in (int, float) and 0 <= v <= high for v in values):
        raise table.fail(key, f"must be a list of numbers from 0 to {high:g}")
    return tuple(values)


def words_by(table: Table, key: str, words: type[Category]) -> dict[str, str]:
    if key not in table:
        return {}
    part = table.table(key)
    found = {word.value: part.text(word) for word in words if word in part}
    part.done()
    return found


def caps_of(table: Table, key: str) -> dict[str, Any]:
    """Expected caps: only what is named is compared."""
    if key not in table:
        return {}
    part = table.table(key)
    found: dict[str, Any] = {}
    if "phase" in part:
        found["phase"] = part.word("phase", Phase)
    for name in ("sessions", "pct", "rir", "mult", "sets", "step_factor", "weekly_pct", "age"):
        if name in part:
            found[name] = part.number(name, 0, 1000)
    for name in ("load_up", "novelty", "mobility"):
        if name in part:
            found[name] = part.flag(name)
    part.done()
    return found


def day_values(day: Day, base_sets: int) -> dict[str, Any]:
    caps = day.caps
    return {
        "phase": day.phase,
        "sessions": caps.sessions,
        "pct": caps.pct,
        "rir": caps.rir,
        "mult": caps.mult,
        "sets": sets_after(base_sets, caps.mult),
        "load_up": caps.load_up,
        "novelty": caps.novelty,
        "mobility": caps.mobility,
        "step_factor": caps.step_factor,
        "weekly_pct": caps.weekly_pct,
        "age": day.age,
    }


def differences(got: Mapping[str, Any], want: Mapping[str, Any]) -> Iterator[str]:
    for key, value in want.items():
        number = isinstance(value, int | float) and not isinstance(value, bool) and isinstance(got[key], int | float)
        if not (isclose(got[key], value, abs_tol=1e-9) if number else got[key] == value):
            yield f"{key}: got {got[key]}, want {value}"
