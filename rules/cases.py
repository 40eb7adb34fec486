"""Runs worked examples: who, when, what was done, and what must be decided. Knows the file format, decides nothing.

A file holds arrays of tables `gating`, `taper`, `progression` and `number`; fields nobody knows are an error, so that a typo
never passes for an agreement. Only what a case names is compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isclose
from typing import Any, cast

from rules.durations import Item, minutes
from rules.facts import Athlete, CoachRating, Exposure, History, LoggedSets, Race
from rules.ladder import landmine_used_up, pick
from rules.progression import Progression, Target, e1rm, sets_after
from rules.rulebook import Rulebook, RulebookError
from rules.rulebook.table import Table
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import Day, Standing
from rules.vocabulary import (
    Category,
    Decision,
    Effort,
    Equipment,
    Experience,
    Goal,
    HingeChoice,
    Joint,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Status,
)

KINDS = ("gating", "taper", "progression", "number")
_NOTHING = "none"


class CaseError(ValueError):
    """A case file cannot be read. `line` is where the case stands, 0 where unknown; `key` the place within."""

    def __init__(self, file: str, line: int, key: str, reason: str) -> None:
        super().__init__(": ".join(p for p in (f"{file}:{line}" if line else file, key, reason) if p))
        self.file, self.line, self.key, self.reason = file, line, key, reason


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: `failures` says what differed, empty where everything agreed."""

    id: str
    file: str
    failures: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.failures

    def __str__(self) -> str:
        return f"{self.id} ok" if self.ok else f"{self.id} FAILED {'; '.join(self.failures)}"


def run(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[CaseResult, ...]:
    """All cases of all files (TOML texts by file name), in order.

    Raises:
        CaseError: a file is not TOML, a field is missing, unknown or out of range; nothing has been run then.
    """
    runner = _Runner(rulebook)
    jobs = [job for file, text in texts.items() for job in runner.read(file, text)]
    return tuple(CaseResult(case, file, tuple(check())) for file, case, check in jobs)


class _Runner:
    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._standings = Standings(rulebook)
        self._season = Season(rulebook)
        self._progression = Progression(rulebook)

    def read(self, file: str, text: str) -> Iterator[tuple[str, str, Any]]:
        """Reads and checks every case of a file before any is run; yields file, id and the check to run."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CaseError(file, 0, "", f"is not TOML: {error}") from None
        readers = {"gating": self._gating, "taper": self._taper, "progression": self._progress, "number": self._number}
        try:
            whole = Table(file, "", data)
            if whole.whole("schema", 0, 1_000_000, 1) != 1:
                raise whole.fail("schema", "only schema 1 is known")
            jobs: list[tuple[str, str, Any]] = []
            for kind in KINDS:
                for table in whole.tables(kind, "id", []):
                    case = table.text("id")
                    table.text("title", "")
                    table.text("why", "")
                    jobs.append((file, case, readers[kind](table)))
                    table.done()
            whole.done()
        except RulebookError as error:
            raise CaseError(file, _line_of(text, error.key), error.key, error.reason) from None
        if not jobs:
            raise CaseError(file, 0, "", "holds no case")
        yield from jobs

    # one reader a kind: reads the table whole, then returns what compares

    def _gating(self, table: Table) -> Any:
        today = table.day("today")
        phase = table.word("phase", Phase, Phase.BUILD)
        athlete = self._athlete(table)
        history = self._history(table)
        races = _races(table)
        hinge = table.table("hinge") if "hinge" in table else None
        situation = (hinge.number("last_load", 0, 1000), hinge.flag("topped_out")) if hinge else (0.0, False)
        if hinge:
            hinge.done()
        statuses = self._slugs(table, "expect_status", Status)
        picks = _expected(table, "expect_pick", Category)
        caps = _caps(table, "expect_caps")
        choice = table.word("expect_hinge", HingeChoice, "") if "expect_hinge" in table else None
        if not (statuses or picks or caps or choice):
            raise table.fail("", "expects nothing")
        if choice and not hinge:
            raise table.fail("hinge", "is missing")

        def check() -> Iterator[str]:
            day = self._season.on(athlete, races, today) if races else self._season.caps(athlete, phase, today)
            found = self._standings.of(athlete, history, today, phase=day.phase)
            for slug, want in statuses.items():
                if found[slug].status != want:
                    yield f"{slug}: got {found[slug].status}, want {want}"
            used_up = landmine_used_up(self._book, history, today)
            for category, want in picks.items():
                new = day.caps.novelty
                got = pick(self._book, Category(category), found, athlete, used_up=used_up, takes_new=new) or _NOTHING
                if got != (want or _NOTHING):
                    yield f"{category}: got {got}, want {want}"
            yield from _differences(_day_values(day, 1), caps)
            if choice is not None:
                got, _ = self._progression.hinge(*situation, athlete, **_open(found))
                if got is not choice:
                    yield f"hinge: got {got}, want {choice}"

        return check

    def _taper(self, table: Table) -> Any:
        today = table.day("today")
        athlete = self._athlete(table)
        races = _races(table)
        base = table.whole("base_sets", 0, 20, 1)
        expect = _caps(table, "expect")

        def check() -> Iterator[str]:
            yield from _differences(_day_values(self._season.on(athlete, races, today), base), expect)

        return check

    def _progress(self, table: Table) -> Any:
        today = table.day("today")
        slug = self._slug(table, "slug")
        phase = table.word("phase", Phase, Phase.BUILD)
        athlete = self._athlete(table)
        races = _races(table)
        last_load = table.number("last_load", 0, 1000) if "last_load" in table else None
        low, high = _pair(table, "range")
        target = Target(low, high, table.number("target_rir", 0, 10))
        exposures = [_exposure(part) for part in table.tables("sessions", "date", [])]
        increase = table.day("last_increase") if "last_increase" in table else None
        work = table.number("work_e1rm", 0, 1000) if "work_e1rm" in table else None
        expect = table.table("expect")
        want_decision = expect.word("decision", Decision, "") if "decision" in expect else None
        want_load = expect.number("load", 0, 1000) if "load" in expect else None
        want_extension = expect.whole("extension", 0, 50) if "extension" in expect else None
        expect.done()

        def check() -> Iterator[str]:
            day = self._season.on(athlete, races, today) if races else self._season.caps(athlete, phase, today)
            got = self._progression.decide(
                slug, athlete, today, exposures, last_load, target, day.caps, last_increase=increase, work_e1rm=work
            )
            if want_decision is not None and got.decision is not want_decision:
                yield f"decision: got {got.decision}, want {want_decision}"
            if want_load is not None and not isclose(got.load or 0.0, want_load, abs_tol=1e-6):
                yield f"load: got {got.load}, want {want_load:g}"
            if want_extension is not None and got.extension != want_extension:
                yield f"extension: got {got.extension}, want {want_extension}"

        return check

    def _number(self, table: Table) -> Any:
        kind = table.text("kind")
        match kind:
            case "e1rm":
                load, reps, rir = (table.number(k, 0, 1000) for k in ("load", "reps", "rir"))
                estimate = e1rm(self._book, load, reps, rir)
                got: float | str = _NOTHING if estimate is None else round(estimate, 2)
            case "sets":
                got = sets_after(table.whole("base", 0, 100), table.number("mult", 0, 10))
            case "duration":
                age = table.whole("age", 0, 120) if "age" in table else None
                got = minutes(self._book, [self._item(part) for part in table.tables("items", "slug")], age)
            case _:
                raise table.fail("kind", f"{kind!r} is not one of e1rm, sets, duration")
        want = table.text_or_number("expect")

        def check() -> Iterator[str]:
            same = got == want if isinstance(got, str) or isinstance(want, str) else isclose(got, want, abs_tol=5e-3)
            if not same:
                yield f"{kind}: got {got}, want {want}"

        return check

    # parts

    def _athlete(self, case: Table) -> Athlete:
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
            plates_one_sleeve_kg=table.number("plates_one_sleeve_kg", 0, 1000)
            if "plates_one_sleeve_kg" in table
            else None,
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
            dates = {slug: part.day(slug) for slug in self._book.exercises if slug in part}
            part.done()
            athlete = replace(athlete, declared=dates)
        table.done()
        return athlete

    def _history(self, table: Table) -> History:
        rows = [self._row(part) for part in table.tables("log", "slug", [])]
        ratings: list[CoachRating] = []
        for part in table.tables("coach", "slug", []):
            ratings.append(CoachRating(part.day("date"), self._slug(part, "slug"), part.whole("rating", 0, 5)))
            part.done()
        return History(tuple(rows), tuple(ratings))

    def _row(self, table: Table) -> LoggedSets:
        row = LoggedSets(
            on=table.day("date"),
            slug=self._slug(table, "slug"),
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

    def _item(self, table: Table) -> Item:
        item = Item(
            self._slug(table, "slug"),
            table.whole("sets", 0, 100),
            table.number("amount", 0, 10_000),
            table.number("pct", 0, 2) if "pct" in table else None,
            table.flag("superset", False),
        )
        table.done()
        return item

    def _slug(self, table: Table, key: str) -> str:
        slug = table.text(key)
        if slug not in self._book.exercises:
            raise table.fail(key, f"unknown exercise {slug!r}")
        return slug

    def _slugs(self, table: Table, key: str, words: type[Status]) -> dict[str, Status]:
        if key not in table:
            return {}
        part = table.table(key)
        found = {slug: part.word(slug, words) for slug in self._book.exercises if slug in part}
        part.done()
        return found


def _open(found: Mapping[str, Standing]) -> dict[str, bool]:
    return {
        "hex_bar": found[HingeChoice.HEX_BAR].is_open if HingeChoice.HEX_BAR in found else False,
        "conventional": found[HingeChoice.CONVENTIONAL].is_open if HingeChoice.CONVENTIONAL in found else False,
    }


def _races(table: Table) -> tuple[Race, ...]:
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


def _pair(table: Table, key: str) -> tuple[float, float]:
    values = table.items(key)
    if len(values) != 2 or not all(type(v) in (int, float) for v in values) or values[0] > values[1]:
        raise table.fail(key, "must be two numbers, the lower first")
    return cast("tuple[float, float]", tuple(values))


def _numbers(table: Table, key: str, high: float) -> tuple[float, ...]:
    values = table.items(key)
    if not all(type(v) in (int, float) and 0 <= v <= high for v in values):
        raise table.fail(key, f"must be a list of numbers from 0 to {high:g}")
    return tuple(values)


def _exposure(table: Table) -> Exposure:
    exposure = Exposure(
        on=table.day("date"),
        amounts=_numbers(table, "reps", 10_000),
        rir=_numbers(table, "rir", 20),
        technique=table.whole("technique", 0, 5) if "technique" in table else None,
        pain=table.whole("pain", 0, 10, 0),
        next_pain=table.whole("next", 0, 10) if "next" in table else None,
    )
    table.done()
    return exposure


def _expected(table: Table, key: str, words: type[Category]) -> dict[str, str]:
    if key not in table:
        return {}
    part = table.table(key)
    found = {word.value: part.text(word) for word in words if word in part}
    part.done()
    return found


def _caps(table: Table, key: str) -> dict[str, Any]:
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


def _day_values(day: Day, base_sets: int) -> dict[str, Any]:
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


def _differences(got: Mapping[str, Any], want: Mapping[str, Any]) -> Iterator[str]:
    for key, value in want.items():
        number = isinstance(value, int | float) and not isinstance(value, bool) and isinstance(got[key], int | float)
        if not (isclose(got[key], value, abs_tol=1e-9) if number else got[key] == value):
            yield f"{key}: got {got[key]}, want {value}"


def _line_of(text: str, key: str) -> int:
    """The line of the case a key begins with: the parser keeps no lines, ids stand on their own."""
    case = key.split(".", maxsplit=1)[0]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().replace(" ", "").startswith(f'id="{case}"'):
            return number
    return 0
