"""Logs and ratings reduced to whole numbers: qualifying days, spans, days since, worst pain. Arithmetic; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.ages import age_on
from rules.facts import Athlete, History, LoggedSets
from rules.loads import body_mass, ceiling, total
from rules.rulebook import Exercise, Gate, Option, Rulebook
from rules.vocabulary import Experience

_NEVER = 99_999  # days since something that never happened
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """A logged row with its two derived marks: the technique that counts and the worse of its two pains."""

    on: date
    sets: int
    amount: float | None
    load: float
    rpe: float | None
    pain: int
    next_pain: int
    technique: int | None
    off_plan: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """What one day must show on one prerequisite; gates that ask the same share the answer. `load` is the total in kg."""

    slug: str
    technique: int
    sets: int
    amount: float
    load: float
    rpe_max: float
    pain_max: int
    window_days: int


@dataclass(frozen=True, slots=True)
class Suspension:
    """Worst pain of an exercise's newest day, days since, and quiet days on what it builds on since then."""

    pain: int
    days: int
    clean_days: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A live declaration: its age in days and the clean trial days so far."""

    days: int
    clean: int


class Evidence:
    """Everything the gates and standings ask about one athlete's history on one day."""

    def __init__(self, rulebook: Rulebook, athlete: Athlete, history: History, on: date) -> None:
        self._book = rulebook
        self._athlete = athlete
        self._on = on
        self._age = age_on(athlete.birth_date, on)
        self._cap = int(rulebook.numbers["evidence"]["self_rating_max"])
        self._mass = body_mass(athlete, rulebook.numbers["defaults"]["body_mass_kg"])
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for logged in history.sets:
            if logged.on <= on and logged.slug in rulebook.exercises:
                self._rows[logged.slug].append(self._row(logged))
        self._earlier = {e.slug: e for e in history.earlier}
        self._ratings = self._newest_ratings(history)
        self._overrides: dict[str, date] = {}
        for override in history.overrides:
            if override.on <= on:
                self._overrides[override.slug] = max(override.on, self._overrides.get(override.slug, override.on))
        self._trials: dict[str, Trial] = {}
        self._unproven: dict[str, tuple[date, date]] = {}
        for slug, declared in athlete.declared.items():
            self._read_declaration(slug, declared)
        self._days: dict[Standard, tuple[date, ...]] = {}
        self._loads: dict[Option, float] = {}
        self._active = frozenset(self._rows)
        self._done = {slug: self._last_on_plan(slug) for slug in self._active | self._earlier.keys()}
        self._practised: dict[str, date | None] = {}

    def _row(self, logged: LoggedSets) -> Row:
        technique = logged.coach_technique
        if technique is None and logged.technique is not None:
            technique = min(logged.technique, self._cap)
        next_pain = logged.next_pain or 0
        return Row(
            on=logged.on,
            sets=logged.sets,
            amount=logged.amount,
            load=total(self._book.exercises[logged.slug], logged.load or 0.0),
            rpe=logged.rpe,
            pain=max(logged.pain, next_pain),
            next_pain=next_pain,
            technique=technique,
            off_plan=logged.off_plan,
        )

    # coach

    def _newest_ratings(self, history: History) -> dict[str, tuple[date, int]]:
        """The newest valid rating of each exercise; of two on one date the lower."""
        valid = int(self._book.numbers["coach"]["valid_days"])
        newest: dict[str, tuple[date, int]] = {}
        for rating in history.ratings:
            if 0 <= (self._on - rating.on).days <= valid:
                known = newest.get(rating.slug)
                if known is None or rating.on > known[0]:
                    newest[rating.slug] = (rating.on, rating.rating)
                elif rating.on == known[0]:
                    newest[rating.slug] = (rating.on, min(rating.rating, known[1]))
        return newest

    def rating(self, slug: str) -> int | None:
        found = self._ratings.get(slug)
        return found[1] if found else None

    def rated_on(self, slug: str) -> date | None:
        found = self._ratings.get(slug)
        return found[0] if found else None

    def overridden_on(self, slug: str) -> date | None:
        """The day of a coach's newest override. One given to a minor does not count, nor one before the exercise regressed."""
        day = self._overrides.get(slug)
        if day is None or self._minor_on(day):
            return None
        reset = self.regressed_on(slug)
        return None if reset is not None and day <= reset else day

    def _minor_on(self, day: date) -> bool:
        age = age_on(self._athlete.birth_date, day)
        return age is not None and age < self._book.numbers["declaration"]["adult_age"]

    # declarations

    def _read_declaration(self, slug: str, declared: date) -> None:
        """Walks the trial days of a declaration: confirmed, ended or still on trial. Unconfirmed trial days prove nothing."""
        numbers = self._book.numbers["declaration"]
        lifting = self._athlete.experience or Experience(self._book.numbers["defaults"]["experience"])
        if slug not in self._book.exercises or declared > self._on or lifting != numbers["experience"]:
            return
        if self._minor_on(declared):
            return
        last = declared + timedelta(days=numbers["valid_days"])
        clean = 0
        for day, rows in sorted(
            _by_day(r for r in self._rows.get(slug, ()) if not r.off_plan and declared <= r.on <= last)
        ):
            worst = _worst_technique(rows)
            if worst is not None and worst <= numbers["failed_technique"]:
                self._unproven[slug] = (declared, day)
                return
            if all(
                r.technique is not None
                and r.technique >= numbers["technique"]
                and r.pain <= numbers["pain_max"]
                and r.rpe is not None
                and r.rpe <= numbers["rpe_max"]
                for r in rows
            ):
                clean += 1
                if clean == numbers["trial_days"]:
                    return
        self._unproven[slug] = (declared, last)
        self._trials[slug] = Trial((self._on - declared).days, clean)

    def trial(self, slug: str) -> Trial | None:
        """The declaration on trial, None if there is none, if it is confirmed, or if a failed trial ended it."""
        return self._trials.get(slug)

    # practice

    def _last_on_plan(self, slug: str) -> date | None:
        start, end = self._unproven.get(slug, (date.max, date.min))
        days = [r.on for r in self._rows.get(slug, ()) if not r.off_plan and not start <= r.on <= end]
        earlier = self._earlier.get(slug)
        if earlier is not None:
            days.extend(d for d, _ in earlier.on_plan if d <= self._on and not start <= d <= end)
        return max(days, default=None)

    def idle_days(self, slug: str) -> int:
        """Days since it was last done at all, off plan too."""
        days = [r.on for r in self._rows.get(slug, ())]
        earlier = self._earlier.get(slug)
        if earlier is not None and earlier.last_at_all <= self._on:
            days.append(earlier.last_at_all)
        return (self._on - max(days)).days if days else _NEVER

    def practised_on(self, slug: str) -> date | None:
        """The last day it or anything built on it was done on plan."""
        if slug not in self._practised:
            done = self._done
            days = [d for s in (slug, *(self._book.above(slug) & done.keys())) if (d := done.get(s)) is not None]
            self._practised[slug] = max(days, default=None)
        return self._practised[slug]

    def regressed_on(self, slug: str) -> date | None:
        """The second of the last two days on plan, if both were at a technique that sends it back; else None."""
        worst_ever = self._book.numbers["regression"]["technique"]
        days = {
            day: _worst_technique(rows) for day, rows in _by_day(r for r in self._rows.get(slug, ()) if not r.off_plan)
        }
        earlier = self._earlier.get(slug)
        if earlier is not None:
            for day, technique in earlier.on_plan:
                if day <= self._on:
                    days.setdefault(day, technique)
        newest = sorted(days, reverse=True)[:2]
        if len(newest) < 2 or any((t := days[d]) is None or t > worst_ever for d in newest):
            return None
        return newest[0]

    # pain

    def suspension(self, exercise: Exercise) -> Suspension | None:
        """The newest day of the exercise, off plan too, if its worst pain is in the red."""
        rows = self._rows.get(exercise.slug)
        if not rows:
            return None
        numbers = self._book.numbers["suspension"]
        newest = max(r.on for r in rows)
        pain = max(r.pain for r in rows if r.on == newest)
        if pain < numbers["pain_from"]:
            return None
        below: Iterable[str] = exercise.prerequisites
        if not exercise.gates:
            below = [
                e.slug
                for e in self._book.exercises.values()
                if e.category is exercise.category and e.level <= exercise.level and e.slug != exercise.slug
            ]
        worst: dict[date, int] = {}
        for slug in below:
            for row in self._rows.get(slug, ()):
                if row.on > newest:
                    worst[row.on] = max(row.pain, worst.get(row.on, 0))
        clean = sum(1 for p in worst.values() if p <= numbers["clean_pain_max"])
        return Suspension(pain, (self._on - newest).days, clean)

    # gates

    def standard(self, gate: Gate, option: Option) -> Standard:
        """What a day must show for this option of this gate, for this athlete."""
        amount = gate.amount
        stance = self._book.numbers["age_stance"]
        if option.slug == stance["slug"] and self._age is not None and self._age >= stance["from_age"]:
            amount = min(amount, stance["seconds"])
        return Standard(
            option.slug,
            gate.technique,
            gate.sets,
            amount,
            self._load_needed(option),
            gate.rpe_max,
            gate.pain_max,
            gate.window_days,
        )

    def _load_needed(self, option: Option) -> float:
        if option.load_bm == 0:
            return 0.0
        if option not in self._loads:
            exercise = self._book.exercises[option.slug]
            wanted = option.load_bm * self._mass
            top = ceiling(exercise, self._athlete, self._book.numbers["defaults"]["body_mass_kg"])
            if top is not None:
                wanted = min(wanted, self._book.numbers["evidence"]["ceiling_share"] * total(exercise, top))
            self._loads[option] = wanted
        return self._loads[option]

    def qualifying_days(self, standard: Standard, after: date | None = None) -> tuple[date, ...]:
        """The days inside the window that meet the standard, oldest first; only those after `after`, where given."""
        days = self._days.get(standard)
        if days is None:
            days = self._days[standard] = self._find_days(standard)
        return days if after is None else tuple(d for d in days if d > after)

    def _find_days(self, standard: Standard) -> tuple[date, ...]:
        harder = self._book.above(standard.slug) & self._active
        rows = self._rows.get(standard.slug, ())
        if not rows and not harder:
            return ()
        first = self._on - timedelta(days=standard.window_days)
        numbers = self._book.numbers["evidence"]
        spoiled = {r.on for r in rows if r.next_pain > standard.pain_max}
        counted: dict[date, int] = defaultdict(int)
        floor = standard.load - numbers["load_tolerance_kg"] - _EPSILON
        for row in rows:
            enough = row.load >= floor and row.amount is not None and row.amount >= standard.amount
            if enough and row.on >= first and _meets(row, standard, standard.rpe_max):
                counted[row.on] += row.sets
        days = {day for day, sets in counted.items() if sets >= standard.sets}
        for slug in harder:
            days.update(
                r.on for r in self._rows[slug] if r.on >= first and _meets(r, standard, numbers["harder_rpe_max"])
            )
        return tuple(sorted(days - spoiled))


def _meets(row: Row, standard: Standard, rpe_max: float) -> bool:
    return (
        not row.off_plan
        and row.technique is not None
        and row.technique >= standard.technique
        and row.pain <= standard.pain_max
        and row.rpe is not None
        and row.rpe <= rpe_max
    )


def _by_day(rows: Iterable[Row]) -> Iterable[tuple[date, Sequence[Row]]]:
    days: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        days[row.on].append(row)
    return days.items()


def _worst_technique(rows: Sequence[Row]) -> int | None:
    return min((r.technique for r in rows if r.technique is not None), default=None)
