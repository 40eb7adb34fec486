"""What must hold of every plan, whoever it is for: each check gives the breaches it finds, in words.

Nothing here asks the planner: standings, spacing, caps, maxima, steps and minutes are worked out anew from the situation and from the
sessions as they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from string import Formatter

from rules.durations import Item, minutes
from rules.facts import History, LoggedSets, Place, Trained
from rules.ladder import ladder
from rules.loads import ceiling
from rules.planner import Planner
from rules.planner.loading import loadable
from rules.progression import e1rm, layoff_factor, sets_after, working_e1rm
from rules.races import events
from rules.rulebook import Rulebook
from rules.verdicts import Day, Estimate, LeftOut, PlannedItem, PlannedSession, PlannedWeek, Reason, Standing
from rules.vocabulary import (
    Category,
    Equipment,
    Experience,
    LoadType,
    PainArea,
    Phase,
    Role,
    Status,
    Template,
)
from tests.rules.planner.situations import DAY, Drawn

_EPSILON = 1e-6
_LEAN = (Phase.MAINTAIN, Phase.TAPER)
_ORDER = list(Phase)


@dataclass(frozen=True)
class Planned:
    """A plan and what it was made from."""

    planner: Planner
    drawn: Drawn
    weeks: tuple[PlannedWeek, ...]

    @property
    def book(self) -> Rulebook:
        return self.planner.book

    @cached_property
    def sessions(self) -> list[PlannedSession]:
        return sorted((s for week in self.weeks for s in week.sessions), key=lambda s: s.on)

    @cached_property
    def strength(self) -> list[PlannedSession]:
        return [s for s in self.sessions if s.template is not Template.MICRO]

    @cached_property
    def days(self) -> dict[date, Day]:
        who, calendar = self.drawn.situation.athlete, self.drawn.situation.races
        end = self.weeks[-1].monday + timedelta(days=7 + 75)
        return {d.on: d for d in self.planner.season.days(who, calendar, self.drawn.today - 100 * DAY, end)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        return {place.name: place for place in self.drawn.situation.life.places} or {"": Place("")}

    @cached_property
    def done(self) -> list[Trained]:
        return [t for t in self.drawn.situation.trained if t.on <= self.drawn.today]

    @cached_property
    def strength_days(self) -> list[date]:
        """Every day with a strength session, logged or planned."""
        return sorted([t.on for t in self.done if t.loaded] + [s.on for s in self.strength])

    def standings(self) -> Iterator[tuple[PlannedSession, dict[str, Standing]]]:
        """Every session with the standings of its day and place, if everything before went as written."""
        history = self.drawn.situation.history
        rows = [row for row in history.sets if row.on <= self.drawn.today]
        for session in self.sessions:
            day, place = self.days[session.on], self.places.get(session.place, Place(""))
            who = replace(
                self.drawn.situation.athlete,
                equipment=place.equipment,
                plates_one_sleeve_kg=sum(place.plates_kg) if place.plates_kg else None,
            )
            history = replace(history, sets=tuple(rows))
            found = self.planner.standings.of(who, history, session.on, phase=day.phase, novelty=day.caps.novelty)
            yield session, found
            rows.extend(_as_written(session))

    def said(self, session: PlannedSession) -> str:
        return f"{session.on} {session.template} {session.phase}"


def _as_written(session: PlannedSession) -> Iterator[LoggedSets]:
    for item in session.items:
        rpe = 5.0 if item.rir is None else 10.0 - item.rir
        yield LoggedSets(session.on, item.slug, item.sets, item.amount, item.load, rpe, technique=4)


# --- 1. what is planned is open, and nothing of it is held


def only_what_is_open(plan: Planned) -> Iterator[str]:
    novelty = int(plan.book.numbers["novelty"]["days"])
    low_back = plan.book.numbers["low_back"]
    ache = plan.drawn.situation.athlete.pain.get(PainArea(low_back["area"]), 0)
    spared = low_back["pain_from"] <= ache <= low_back["pain_to"]
    done = _last_days(plan.drawn.situation.history, plan.drawn.today)
    for session, standings in plan.standings():
        caps = plan.days[session.on].caps
        for item in session.items:
            exercise, standing = plan.book.exercises[item.slug], standings[item.slug]
            where = f"{plan.said(session)}: {item.slug}"
            if standing.status not in (Status.UNLOCKED, Status.PROVISIONAL):
                yield f"{where} is {standing.status}"
            idle = (session.on - done[item.slug]).days if item.slug in done else 9999
            if not caps.novelty and exercise.level >= 2 and idle > novelty:
                yield f"{where} is new after {idle} days"
            if item.category is not Category.MOBILITY and spared and exercise.spinal_load > low_back["spinal_load_max"]:
                yield f"{where} loads the spine"
            if (item.trial, standing.status is Status.PROVISIONAL).count(True) == 1 and item.role is not Role.WARMUP:
                yield f"{where} trial {item.trial} but {standing.status}"
        for item in session.items:
            done[item.slug] = session.on


def _last_days(history: History, today: date) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in history.sets:
        if row.on <= today:
            found[row.slug] = max(row.on, found.get(row.slug, row.on))
    return found


def near_a_run(plan: Planned) -> Iterator[str]:
    """Nothing with a long lowering phase within 48 hours of a hard run, no such lunges in a taper, nothing heavy before it."""
    hours = plan.book.numbers["spacing_hours"]
    for session in plan.strength:
        clear = plan_clearance(plan, session.on)
        for item in session.items:
            exercise, where = plan.book.exercises[item.slug], f"{plan.said(session)}: {item.slug}"
            if item.role is Role.WARMUP:
                continue
            if clear is not None and clear < hours["strength_to_key_run_hard"]:
                if exercise.eccentric_cost >= 2:
                    yield f"{where} has an eccentric cost of {exercise.eccentric_cost} {clear} h before a run"
                if item.pct is not None and item.pct >= 0.80:
                    yield f"{where} is at {item.pct} {clear} h before a run"
            if session.phase is Phase.TAPER and item.category is Category.LUNGE and exercise.eccentric_cost > 2:
                yield f"{where} has an eccentric cost of {exercise.eccentric_cost} in the taper"


def plan_clearance(plan: Planned, on: date) -> int | None:
    """Hours to the next hard run after the day, a day being 24."""
    numbers = plan.book.numbers["slots"]
    days: list[int] = []
    for run in plan.drawn.situation.life.key_runs:
        unknown = run.minutes is None and run.descent_m is None
        far = (run.minutes or 0) >= numbers["long_run_minutes"] or (run.descent_m or 0) >= numbers["long_run_descent_m"]
        if not run.long or unknown or far:
            days.append((run.weekday - on.isoweekday()) % 7 or 7)
    return min(days) * 24 if days else None


# --- 2. caps, spacing, days


def within_caps(plan: Planned) -> Iterator[str]:
    for session in plan.sessions:
        day = plan.days[session.on]
        caps, where = day.caps, plan.said(session)
        if session.phase is not day.phase:
            yield f"{where}: the day is {day.phase}"
        if session.template is Template.MICRO:
            if not caps.mobility:
                yield f"{where}: no mobility today"
            if any(item.category is not Category.MOBILITY for item in session.items):
                yield f"{where}: more than mobility"
            continue
        for item in session.items:
            if item.category is Category.MOBILITY or (item.role is Role.WARMUP and item.rir is None):
                continue
            yield from _item_within_caps(plan, session, item, day)


def _item_within_caps(plan: Planned, session: PlannedSession, item: PlannedItem, day: Day) -> Iterator[str]:
    caps, where = day.caps, f"{plan.said(session)}: {item.slug}"
    if item.rir is None or item.rir < caps.rir:
        yield f"{where}: {item.rir} in reserve, {caps.rir} asked for"
    if item.sets < 1 or item.amount < 1:
        yield f"{where}: {item.sets} x {item.amount}"
    allowed = _sets_allowed(plan, session, item, day)
    if item.sets > allowed:
        yield f"{where}: {item.sets} sets, {allowed} allowed"
    if item.load is not None:
        work = _work_e1rm(plan, item.slug, session.on)
        if work is not None and item.load > caps.pct * work + _EPSILON:
            yield f"{where}: {item.load} kg of {work:.1f}, {caps.pct} allowed"
        if caps.pct == 0:
            yield f"{where}: {item.load} kg on a day without load"


def _sets_allowed(plan: Planned, session: PlannedSession, item: PlannedItem, day: Day) -> int:
    """Base sets after the phase; in full build weeks as many as a gate asks to see, where the line says so."""
    rules = [reason.rule for reason in item.reasons]
    gate = max((int(r.facts["sets"]) for r in item.reasons if r.rule == "planner.showing"), default=0)
    if "planner.practice" in rules:
        return int(plan.book.numbers["warm_up"]["practice_sets"]) if day.caps.novelty and day.caps.load_up else 0
    table = plan.book.numbers["base_sets"]
    before = sum(t.loaded for t in plan.done) + sum(s.on < session.on for s in plan.strength)
    experience = plan.drawn.situation.athlete.experience or Experience(plan.book.numbers["defaults"]["experience"])
    row = "combined" if session.template is Template.AB else str(experience)
    base = int(table[row][item.category])
    if before < table["intro_sessions"]:
        base = int(table["intro"][item.category])
    allowed = sets_after(base, day.caps.mult)
    if gate and day.caps.novelty and day.caps.mult >= 1:
        allowed = max(allowed, gate)
    return allowed


def _work_e1rm(plan: Planned, slug: str, before: date) -> float | None:
    """The working maximum from what was done, and from what is planned before that day."""
    if not plan.book.exercises[slug].percent_mode:
        return None
    best: dict[int, Estimate] = {}

    def add(key: int, on: date, load: float | None, sets: Sequence[tuple[float, float | None]]) -> None:
        found = [
            kg
            for amount, rir in sets
            if load and rir is not None and (kg := e1rm(plan.book, load, amount, rir)) is not None
        ]
        if found:
            best[key] = Estimate(max(found), on)

    for number, session in enumerate(plan.done):
        for one in session.exercises:
            if one.slug == slug and not one.off_plan:
                add(number, session.on, one.load, list(zip(one.exposure.amounts, one.exposure.rir, strict=True)))
    for number, session in enumerate(plan.sessions, start=len(plan.done)):
        if session.on < before:
            for item in session.items:
                if item.slug == slug:
                    add(number, session.on, item.load, [(item.amount, item.rir)])
    return working_e1rm(plan.book, list(best.values()))


def spaced(plan: Planned) -> Iterator[str]:
    """48 hours between strength sessions, never more in seven days than the last of them allows, none where there is no room."""
    life, hold = plan.drawn.situation.life, plan.drawn.situation.athlete.health_hold
    planned = {s.on for s in plan.strength}
    days = plan.strength_days
    hours = plan.book.numbers["spacing_hours"]["strength_to_strength"]
    for one, two in pairwise(days):
        if (one in planned or two in planned) and (two - one).days * 24 < hours:
            yield f"{one} and {two} are too close"
    for session in plan.strength:
        day = plan.days[session.on]
        recent = sum(session.on - 6 * DAY <= on <= session.on for on in days)
        if recent > day.caps.sessions:
            yield f"{plan.said(session)}: {recent} in seven days, {day.caps.sessions} allowed"
    for session in plan.sessions:
        where = plan.said(session)
        if session.on < plan.drawn.today:
            yield f"{where} lies in the past"
        if hold or (plan.days[session.on].age or 99) < 13:
            yield f"{where} for somebody who gets none"
        if any(a.since <= session.on <= a.until for a in life.absences):
            yield f"{where} while absent"
        moved = any(reason.rule == "planner.moved" for reason in session.reasons)
        if life.available and session.on.isoweekday() not in life.available and not moved:
            yield f"{where} on a day that is not free"
    slots = [session.slot for session in plan.sessions]
    if len(set(slots)) != len(slots):
        yield "a slot has two sessions"
    taken = {t.slot for t in plan.done if t.slot is not None}
    yield from (f"the session of {slot} was done already" for slot in slots if slot in taken)


# --- 4. from the first lean day to the race nothing rises


def nothing_rises_before_a_race(plan: Planned) -> Iterator[str]:
    for event in events(plan.book, plan.drawn.situation.races):
        taper = plan.book.taper[event.priority, event.race_class]
        window = [
            s
            for s in plan.strength
            if event.on - taper[2] * DAY <= s.on < event.on and s.phase in (*_LEAN, Phase.RETURN)
        ]
        best: dict[str, list[tuple[PlannedSession, PlannedItem]]] = defaultdict(list)
        for session in window:
            for item in session.items:
                if item.category is Category.MOBILITY:
                    continue
                for before, other in best[item.slug]:
                    # a stricter phase in between (another race's taper and return) passes; what it lowered may come back
                    if _ORDER.index(before.phase) <= _ORDER.index(session.phase):
                        yield from _rises(plan, before, session, other, item)
                if not session.eased:
                    best[item.slug].append((session, item))


def _rises(
    plan: Planned, before: PlannedSession, session: PlannedSession, one: PlannedItem, two: PlannedItem
) -> Iterator[str]:
    where = f"{plan.said(session)}: {two.slug} since {before.on}"
    if (two.load or 0) > (one.load or 0) + _EPSILON and one.load is not None:
        yield f"{where}: {one.load} -> {two.load} kg"
    if two.sets > one.sets:
        yield f"{where}: {one.sets} -> {two.sets} sets"
    if two.amount > one.amount and (two.load or 0) >= (one.load or 0):
        yield f"{where}: {one.amount} -> {two.amount}"
    if two.rir is not None and one.rir is not None and two.rir < one.rir:
        yield f"{where}: {one.rir} -> {two.rir} in reserve"


# --- 5. minutes


def within_minutes(plan: Planned) -> Iterator[str]:
    limit = plan.drawn.situation.life.minutes
    least = plan.book.numbers["session_minutes"]
    for session in plan.sessions:
        where = plan.said(session)
        if limit is not None and session.minutes > limit:
            yield f"{where}: {session.minutes} of {limit} minutes"
        if session.template is Template.MICRO and session.minutes > least["micro"]:
            yield f"{where}: {session.minutes} minutes"
        counted = [
            Item(i.slug, i.sets, i.amount, i.pct, i.paired)
            for i in session.items
            if i.role is not Role.WARMUP or i.rule == "planner.practice"
        ]
        age = plan.days[session.on].age
        short = any(one.reason.rule == "shorten.warm-up" for one in session.left_out)
        wanted = minutes(plan.book, counted, age, least["warm_up_least"] if short else None)
        if wanted != session.minutes:
            yield f"{where}: says {session.minutes} minutes, takes {wanted}"
        pairs = {i.category for i in session.items if i.paired}
        if pairs and pairs != {Category.BALANCE, Category.CORE}:
            yield f"{where}: paired alone: {sorted(pairs)}"


# --- 6. every category, or why not


def covered(plan: Planned) -> Iterator[str]:
    for week in plan.weeks:
        strength = [s for s in week.sessions if s.template is not Template.MICRO]
        templates = {s.template for s in strength}
        told = {left.category for left in week.left_out if left.category is not None}
        for session in strength:
            held = {item.category for item in session.items}
            wanted = set(_categories(plan, session))
            said = {left.category for left in session.left_out if left.category is not None}
            for category in sorted(wanted - held - said):
                yield f"{plan.said(session)}: nothing of {category} and no word why"
        if templates >= {Template.A, Template.B} or Template.AB in templates:
            held = {item.category for s in strength for item in s.items}
            for category in sorted(set(Category) - held - told):
                yield f"week of {week.monday}: nothing of {category} and no word why"


def _categories(plan: Planned, session: PlannedSession) -> Sequence[Category]:
    found = [Category(c) for c in plan.book.numbers["template"][session.template.value]]
    age = plan.days[session.on].age
    if session.template is Template.B and age is not None and age >= plan.book.numbers["older"]["from_age"]:
        found.append(Category.BALANCE)
    return found


# --- 8. loads that the step rules reach, with what there is


@dataclass
class _Known:
    """What an exercise was last aimed at; `rose` is the day of the last rise."""

    on: date
    aim: float
    rose: date | None


def reachable(plan: Planned) -> Iterator[str]:
    steps = plan.book.numbers["steps"]
    known = _aimed(plan)
    for session in plan.sessions:
        caps = plan.days[session.on].caps
        for item in session.items:
            exercise, where = plan.book.exercises[item.slug], f"{plan.said(session)}: {item.slug}"
            if item.load is None or item.aim is None or exercise.increment is None:
                if exercise.load_type is not LoadType.BODYWEIGHT and item.role is not Role.WARMUP:
                    yield f"{where} has no load"
                continue
            if item.load > item.aim + _EPSILON:
                yield f"{where}: {item.load} kg, aims at {item.aim}"
            yield from _loadable(plan, session, item)
            last = known.get(item.slug)
            if last is not None and item.aim > last.aim + _EPSILON:
                weekly = caps.weekly_pct * caps.step_factor
                most = max(1, int(weekly * last.aim / exercise.increment + _EPSILON)) * exercise.increment
                if item.aim > last.aim + most + _EPSILON:
                    yield f"{where}: {last.aim} -> {item.aim} kg, one step is {most}"
                if last.rose is not None and (session.on - last.rose).days < steps["days_between"]:
                    yield f"{where}: {last.aim} -> {item.aim} kg, rose on {last.rose}"
                if not caps.load_up:
                    yield f"{where}: {last.aim} -> {item.aim} kg where no load may rise"
            # what was lightened on purpose, or held back by what there is here, is no load that was reached
            if not session.eased and item.load >= item.aim - _step(plan, item) - _EPSILON:
                rose = last.rose if last is not None else None
                if last is not None and item.aim > last.aim + _EPSILON:
                    rose = session.on
                known[item.slug] = _Known(session.on, item.aim, rose)


def _aimed(plan: Planned) -> dict[str, _Known]:
    """The aims that were reached in the log, oldest first."""
    known: dict[str, _Known] = {}
    for session in sorted(plan.done, key=lambda t: (t.on, not t.loaded, repr(t))):
        for one in session.exercises:
            aim = one.aim if one.aim is not None else one.load
            step = plan.book.exercises[one.slug].increment or 0.0
            if one.off_plan or session.eased or aim is None or (one.load or aim) < aim - step - _EPSILON:
                continue
            last = known.get(one.slug)
            rose = last.rose if last is not None else None
            if last is not None and aim > last.aim + _EPSILON:
                rose = session.on
            known[one.slug] = _Known(session.on, aim, rose)
    return known


def _loadable(plan: Planned, session: PlannedSession, item: PlannedItem) -> Iterator[str]:
    """The load can be put together in the place, and stays under the ceiling."""
    where, load = f"{plan.said(session)}: {item.slug}", item.load or 0.0
    exercise, place = plan.book.exercises[item.slug], plan.places.get(session.place, Place(""))
    who = replace(plan.drawn.situation.athlete, plates_one_sleeve_kg=sum(place.plates_kg) if place.plates_kg else None)
    top = ceiling(exercise, who, plan.book.numbers["defaults"]["body_mass_kg"])
    if top is not None and load > top + _EPSILON:
        yield f"{where}: {load} kg over the ceiling of {top}"
    bar = place.bar_kg if place.bar_kg is not None else float(plan.book.numbers["hand_load"]["bar_kg"])
    sides = 2 if exercise.load_type is LoadType.TOTAL_KG else 1
    empty = bar if exercise.load_type is LoadType.TOTAL_KG else 0.0
    if place.plates_kg and exercise.load_type in (LoadType.TOTAL_KG, LoadType.PLATES_KG):
        if abs(empty + sides * sum(item.plates) - load) > _EPSILON:
            yield f"{where}: {load} kg is not {item.plates} on each side of {empty}"
        for plate in set(item.plates):
            if item.plates.count(plate) * sides > place.plates_kg.count(plate):
                yield f"{where}: more plates of {plate} kg than there are"
    elif exercise.load_type in (LoadType.PER_HAND_KG, LoadType.SINGLE_KG):
        kinds = (
            (Equipment.DUMBBELLS, place.dumbbells_kg),
            (Equipment.KETTLEBELL, place.kettlebells_kg),
        )
        used = [kg for kind, kg in kinds if kind in place.equipment and any(kind in g for g in exercise.equipment)]
        if used and all(used) and not any(abs(load - one) < _EPSILON for kg in used for one in kg):
            yield f"{where}: no {load} kg among {used}"
    else:
        over = (load - empty) / (exercise.increment or 1.0)
        if abs(over - round(over)) > _EPSILON:
            yield f"{where}: {load} kg is no step of {exercise.increment}"


def lower_after_a_break(plan: Planned) -> Iterator[str]:
    """After a break the load is at most the share of the last one that the table of breaks leaves; unless that is less than
    anything there is here (see `lightest_stays`), or pain decides, which the specification asks before the break."""
    last: dict[str, tuple[date, float]] = {slug: (k.on, k.aim) for slug, k in _aimed(plan).items()}
    seen: dict[str, date] = {}
    for session in plan.done:
        for one in session.exercises:
            if not one.off_plan:
                seen[one.slug] = max(session.on, seen.get(one.slug, session.on))
    for session in plan.sessions:
        for item in session.items:
            if item.aim is None:
                continue
            if item.slug in last:
                gap = (session.on - max(seen[item.slug], last[item.slug][0])).days
                share = layoff_factor(plan.book, gap, plan.days[session.on].age)
                excused = any(r.rule in ("planner.lightest", "progression.pain-back-off") for r in item.reasons)
                if share < 1 and item.aim > share * last[item.slug][1] + _EPSILON and not excused:
                    yield f"{plan.said(session)}: {item.slug}: {item.aim} of {last[item.slug][1]} after {gap} days"
            if not session.eased and (item.load or 0) >= item.aim - _step(plan, item) - _EPSILON:
                last[item.slug] = (session.on, item.aim)
        for item in session.items:
            seen[item.slug] = session.on


def _step(plan: Planned, item: PlannedItem) -> float:
    return plan.book.exercises[item.slug].increment or 0.0


def lightest_stays(plan: Planned) -> Iterator[str]:
    """What is said to be the lightest load here is that, and was lifted before."""
    heaviest: dict[str, float] = defaultdict(float)
    for trained in plan.done:
        for one in trained.exercises:
            if not one.off_plan and one.load is not None:
                heaviest[one.slug] = max(heaviest[one.slug], one.load)
    for session in plan.sessions:
        for item in session.items:
            if item.load is None:
                continue
            where = f"{plan.said(session)}: {item.slug}"
            if any(reason.rule == "planner.lightest" for reason in item.reasons):
                exercise, place = plan.book.exercises[item.slug], plan.places.get(session.place, Place(""))
                less = loadable(exercise, place, item.load - 0.01, float(plan.book.numbers["hand_load"]["bar_kg"]))
                if less is not None and less.load > 0:
                    yield f"{where}: {item.load} kg is not the lightest, {less.load} is"
                if item.load > heaviest[item.slug] + _EPSILON:
                    yield f"{where}: {item.load} kg was never lifted"
            heaviest[item.slug] = max(heaviest[item.slug], item.load)


# --- 9. every line has a rule whose sentence can be said


def reasoned(plan: Planned) -> Iterator[str]:
    for week in plan.weeks:
        for left in week.left_out:
            yield from _sayable(plan.book, left.reason, f"week of {week.monday}: {left.slug or left.category}")
        for session in week.sessions:
            where = plan.said(session)
            if not session.reasons:
                yield f"{where}: no reason"
            for reason in session.reasons:
                yield from _sayable(plan.book, reason, where)
            for left in session.left_out:
                yield from _sayable(plan.book, left.reason, f"{where}: without {left.slug or left.category}")
                yield from _names_something(plan.book, left, where)
            for item in session.items:
                if not item.reasons:
                    yield f"{where}: {item.slug} without a reason"
                for reason in item.reasons:
                    yield from _sayable(plan.book, reason, f"{where}: {item.slug}")


def _names_something(book: Rulebook, left: LeftOut, where: str) -> Iterator[str]:
    if not left.slug and left.category is None and left.on is None:
        yield f"{where}: {left.reason.rule} is about nothing"
    if left.slug and left.slug not in book.exercises:
        yield f"{where}: {left.slug} is no exercise"


def _sayable(book: Rulebook, reason: Reason, where: str) -> Iterator[str]:
    """The rule is known and every placeholder of its sentence has a value of its own."""
    if reason.rule not in book.rules:
        yield f"{where}: no rule {reason.rule}"
        return
    rule = book.rules[reason.rule]
    own = book._own.get(reason.rule, {})
    for _, name, _, _ in Formatter().parse(rule.sentence):
        first = (name or "").split(".")[0]
        if (
            first
            and first not in reason.facts
            and first not in own
            and not ("." in (name or "") and first in book.numbers)
        ):
            yield f"{where}: {reason.rule} lacks {first}: {book.say(reason.rule, reason.facts)}"
    if "{" in book.say(reason.rule, reason.facts):
        yield f"{where}: {reason.rule} is not filled"


def ladder_respected(plan: Planned) -> Iterator[str]:
    """Every exercise of a slot stands on its ladder, and what stands above it is named with the rule that passed over it."""
    for session in plan.strength:
        named = {left.slug for left in session.left_out}
        for item in session.items:
            if item.role is Role.WARMUP or item.category is Category.MOBILITY:
                continue
            orders = [ladder(plan.book, item.category, used_up) for used_up in (False, True)]
            if item.slug not in orders[0]:
                yield f"{plan.said(session)}: {item.slug} is on no ladder"
                continue
            above = [set(order[: order.index(item.slug)]) for order in orders]
            if not any(slugs <= named for slugs in above):
                yield f"{plan.said(session)}: {item.slug} above {sorted(above[0] - named)} and no word why"


INVARIANTS = (
    only_what_is_open,
    near_a_run,
    within_caps,
    spaced,
    nothing_rises_before_a_race,
    within_minutes,
    covered,
    reachable,
    lower_after_a_break,
    lightest_stays,
    reasoned,
    ladder_respected,
)
