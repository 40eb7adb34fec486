"""What a coach would look for in a rehearsed season. Each check yields what is wrong, in words; nothing where all is well.

The figures stand here a second time, from the specification: a season that follows a wrong rulebook faithfully is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor

from rules.facts import Race
from rules.rulebook import Rulebook
from rules.verdicts import PlannedItem, PlannedSession
from rules.vocabulary import Category, Decision, Experience, Goal, LoadType, Phase, Role, Template
from tests.rehearsal.seasons import DAY, SORE_AREA, SORE_DAYS, Held, Scenario, Season, Week, is_strength

Check = Callable[[Season, Rulebook], Iterator[str]]
_EPSILON = 1e-6
_FULL = (Decision.CEILING, Decision.HOLD_PCT_CAP)
_BUILDING = (Phase.BUILD, Phase.CONSOLIDATE)
_LEAN = (Phase.MAINTAIN, Phase.TAPER)
_LAST_LOADED: Mapping[tuple[str, str], int] = {
    ("A", "S"): 6,
    ("A", "U"): 8,
    ("A", "X"): 11,
    ("B", "S"): 4,
    ("B", "U"): 6,
    ("B", "X"): 8,
    ("C", "S"): 3,
    ("C", "U"): 4,
    ("C", "X"): 6,
}
_RECOVERY = ((25, 1, 2, 5), (45, 2, 4, 9), (75, 3, 6, 13), (115, 4, 9, 18), (155, 5, 12, 23), (9999, 7, 15, 30))
"""km-effort below which these days after the race hold: nothing, mobility until, return until."""


def _lines(season: Season) -> dict[str, list[tuple[Held, PlannedItem]]]:
    """Every exercise's lines, in order; those of sessions that were done."""
    found: dict[str, list[tuple[Held, PlannedItem]]] = {}
    for held in season.done:
        for item in held.planned.items:
            found.setdefault(item.slug, []).append((held, item))
    return found


def _strength(season: Season, done_only: bool = False) -> list[PlannedSession]:
    return [one.planned for one in (season.done if done_only else season.held) if is_strength(one.planned)]


# --- loads


def loads_rise_by_steps(season: Season, book: Rulebook) -> Iterator[str]:
    """No aim rises by more than its step, nor twice in seven days, nor where the phase lets none rise."""
    for slug, told in _lines(season).items():
        exercise, known, rose = book.exercises[slug], None, None
        for held, item in told:
            if item.aim is None or exercise.increment is None or held.planned.eased or _held_back(item, book):
                continue  # what was lightened, or what there is no load for, is nothing that was reached
            on, caps = held.planned.on, season.days[held.planned.on].caps
            if "planner.first-load" in {reason.rule for reason in item.reasons}:
                known, rose = None, None  # so long ago that it is begun anew
            if known is not None and item.aim > known + _EPSILON:
                share = caps.weekly_pct * caps.step_factor * known
                step = max(1, floor(share / exercise.increment + _EPSILON)) * exercise.increment
                if item.aim > known + step + _EPSILON or (rose is not None and (on - rose).days < 7):
                    yield f"{on} {slug}: {known:g} -> {item.aim:g} kg, step {step:g}, rose last on {rose}"
                if not caps.load_up:
                    yield f"{on} {slug}: {known:g} -> {item.aim:g} kg in {held.planned.phase}"
                rose = on
            known = item.aim


def _held_back(item: PlannedItem, book: Rulebook) -> bool:
    step = book.exercises[item.slug].increment or 0
    return item.load is not None and item.aim is not None and item.load < item.aim - step - _EPSILON


def loads_rise_over_weeks(season: Season, book: Rulebook) -> Iterator[str]:
    """Twelve weeks of build work: a main lift is stronger then, in load or at least in repetitions, and not by a third."""
    for slug, told in _lines(season).items():
        exercise = book.exercises[slug]
        if exercise.role is not Role.MAIN or exercise.increment is None or season.athlete.goal is Goal.MAINTENANCE:
            continue
        built = [(h.planned.on, i) for h, i in told if h.planned.phase is Phase.BUILD and not h.planned.eased]
        for start, first in built:
            end = start + timedelta(weeks=12)
            inside = [i for on, i in built if start <= on <= end]
            if len(inside) < 9 or not first.aim or end not in season.days or not _all_build(season, start, end):
                continue
            last = max(inside[-2:], key=lambda item: (item.aim or 0, item.amount))
            if (last.aim or 0) > 1.35 * first.aim + exercise.increment:
                yield f"{start} {slug}: {first.aim:g} -> {last.aim:g} kg in twelve weeks"
            full = any(i.decision in _FULL or _held_back(i, book) for i in inside)
            stalled = (last.aim or 0) <= first.aim and last.amount <= first.amount
            if not full and stalled and season.scenario is Scenario.PERFECT:
                yield f"{start} {slug}: {first.amount:g} x {first.aim:g} kg, then {last.amount:g} x {last.aim:g}"


def _all_build(season: Season, start: date, end: date) -> bool:
    return all(season.days[start + n * DAY].phase is Phase.BUILD for n in range((end - start).days))


def amounts_stay_sensible(season: Season, book: Rulebook) -> Iterator[str]:
    """Nobody is asked for endless repetitions: never more than six on top of what the exercise or its phase has."""
    for slug, told in _lines(season).items():
        exercise = book.exercises[slug]
        most = max(exercise.novice_high, 15) + 6
        for held, item in told:
            if item.amount > most or item.amount < 1 or item.sets > 4:
                yield f"{held.planned.on} {slug}: {item.sets} x {item.amount:g}"


# --- deloads


def deloads_have_their_rhythm(season: Season, book: Rulebook) -> Iterator[str]:
    """A lighter week after so many weeks of work, none on the way down to a race, and lighter it is."""
    if season.athlete.goal is Goal.MAINTENANCE:
        return  # nothing rises, so nothing has to be let down
    age = season.days[season.weeks[0].monday].age or 0
    every = 4 if season.athlete.experience is Experience.EXPERIENCED or age >= 50 else 6
    working = 0
    for week in season.weeks:
        strength = [one.planned for one in week.sessions if is_strength(one.planned)]
        rising = [one for one in strength if one.phase in _BUILDING]
        lighter = [one for one in strength if one.deload]
        near = _days_to_lower(season, week.monday) <= 14
        if lighter and near:
            yield f"{week.monday}: a lighter week {_days_to_lower(season, week.monday)} days before MAINTAIN"
        if lighter and len(lighter) != len(rising) and season.scenario is Scenario.PERFECT:
            yield f"{week.monday}: only a part of the week is lighter"
        working = 0 if lighter or not rising else working + 1
        if working >= every + (2 if _returned_lately(season, week.monday) else 0) and not near:
            yield f"{week.monday}: {working} weeks of work without a lighter one"
    yield from _lighter(season)


def _lighter(season: Season) -> Iterator[str]:
    normal: dict[tuple[Template, str], PlannedItem] = {}
    for planned in _strength(season):
        for item in planned.items:
            if item.role is Role.WARMUP:
                continue
            key = planned.template, item.slug
            before = normal.get(key)
            if planned.deload and before is not None:
                if item.sets > before.sets or (item.load or 0) > (before.load or 0) + _EPSILON:
                    now = f"{item.sets} x {item.load} kg"
                    yield f"{planned.on} {item.slug}: {now} in a lighter week after {before.sets} x {before.load} kg"
            elif not planned.eased and planned.phase in _BUILDING:
                normal[key] = item


def _days_to_lower(season: Season, monday: date) -> int:
    at = monday
    while at in season.days and season.days[at].phase in _BUILDING:
        at += DAY
    return (at - monday).days if at in season.days else 999


def _returned_lately(season: Season, monday: date) -> bool:
    """Whether a return from a race ended in the weeks before: deloads wait then."""
    return any(
        (day := season.days.get(monday - n * DAY)) is not None and day.phase is Phase.RETURN for n in range(1, 43)
    )


# --- races


def tapers_fall(season: Season, book: Rulebook) -> Iterator[str]:
    """On the way to a race sets, loads and sessions fall, the last loaded day is early enough, and nothing new comes in."""
    for race in season.races:
        start = race.on
        while start - DAY in season.days and season.days[start - DAY].phase in (*_LEAN, Phase.RACE_WEEK):
            start -= DAY
        way = [one for one in _strength(season, done_only=True) if start <= one.on < race.on]
        yield from _last_loaded(race, way)
        known: dict[str, PlannedItem] = {}
        for planned in way:
            for item in (one for one in planned.items if one.role is not Role.WARMUP):
                before = known.get(item.slug)
                if before is not None and (
                    item.sets > before.sets
                    or (item.load or 0) > (before.load or 0) + _EPSILON
                    or (item.rir or 0) < (before.rir or 0)
                ):
                    yield f"{planned.on} {item.slug} rises before {race.name}"
                if not planned.eased:
                    known[item.slug] = item
        sums = {phase: [_sets(one) for one in way if one.phase is phase and not one.eased] for phase in _LEAN}
        if all(sums.values()) and min(sums[Phase.MAINTAIN]) < max(sums[Phase.TAPER]):
            yield f"{race.name}: {sums[Phase.TAPER]} sets in the taper after {sums[Phase.MAINTAIN]}"
        for one, other in pairwise(way):
            if (other.on - one.on).days < 7:
                yield f"{race.name}: sessions on {one.on} and {other.on}"


def _sets(planned: PlannedSession) -> int:
    return sum(item.sets for item in planned.items if item.role is not Role.WARMUP)


def _km_effort(race: Race) -> float:
    return (race.distance_km or 0) + (race.ascent_m or 0) / 100


def _last_loaded(race: Race, way: list[PlannedSession]) -> Iterator[str]:
    distance, effort = race.distance_km or 43, _km_effort(race)
    kind = "X" if distance >= 100 or effort >= 115 else "U" if distance > 42.195 or effort >= 75 else "S"
    least = _LAST_LOADED[race.priority.value, kind]
    for planned in way:
        if (race.on - planned.on).days < least:
            yield f"{planned.on}: a session {(race.on - planned.on).days} days before {race.name}, not {least}"


def races_are_recovered_from(season: Season, book: Rulebook) -> Iterator[str]:
    """After a race nothing, then mobility, then one light session a week, the first with a lunge of the body's own weight."""
    for race in season.races:
        age = season.days[race.on].age or 0
        factor = 1.5 if age >= 60 else 1.25 if age >= 45 else 1.0
        band = next(row for row in _RECOVERY if _km_effort(race) < row[0])
        nothing, mobility, back = (ceil(days * factor - _EPSILON) for days in band[1:])
        after = [(one.planned, (one.planned.on - race.on).days) for one in season.done if one.planned.on >= race.on]
        for planned, days in after:
            if days <= nothing:
                yield f"{planned.on}: a session {days} days after {race.name}"
            if days <= mobility and is_strength(planned):
                yield f"{planned.on}: strength {days} days after {race.name}, mobility until {mobility}"
        returning = [one for one, days in after if mobility < days <= back and is_strength(one)]
        for one, other in pairwise(returning):
            if (other.on - one.on).days < 7:
                yield f"two sessions in seven days of return: {one.on}, {other.on}"
        for item in (i for one in returning[:1] for i in one.items if i.category is Category.LUNGE):
            if item.load_type is not LoadType.BODYWEIGHT:
                yield f"{returning[0].on}: {item.slug} in the first session after {race.name}"


# --- what opens


def unlocks_come_in_order(season: Season, book: Rulebook) -> Iterator[str]:
    """Nothing is planned before one of each gate's easier exercises was done; what opens had its easier ones done too."""
    began: dict[str, date] = {}
    for held in season.held:
        for item in held.planned.items:
            began.setdefault(item.slug, held.planned.on)
    for slug, on in [*began.items(), *season.opened.items()]:
        if slug in season.athlete.declared:
            continue
        for gate in book.exercises[slug].gates:
            shown = {option.slug for option in gate.any_of}
            if not any(days[0] < on for other, days in season.practised.items() if shown & _under(other, book)):
                yield f"{on} {slug} before any of {[o.slug for o in gate.any_of]}"


def _under(slug: str, book: Rulebook) -> set[str]:
    """The exercise and everything it is built on: whoever does the harder one shows the easier ones too."""
    found = {slug}
    for easier in book.exercises[slug].prerequisites:
        found |= _under(easier, book)
    return found


def the_duck_walk_comes_early(season: Season, book: Rulebook) -> Iterator[str]:
    """An athlete whose knees and ankles let her has it within a month, and then first in every session that squats."""
    squats = [one.planned for one in season.done if one.planned.template in (Template.A, Template.AB)]
    walked = [one.on for one in squats if one.items and one.items[0].slug == "duck-walk"]
    if not walked or (walked[0] - squats[0].on).days > 35:
        yield f"the duck walk comes {walked[:1] or 'never'}"


# --- what life brings


def nothing_is_stacked(season: Season, book: Rulebook) -> Iterator[str]:
    """48 hours between sessions that are done, never more in seven days than allowed, no more sets after a missed one."""
    done = _strength(season, done_only=True)
    for one, other in pairwise(done):
        if (other.on - one.on).days < 2:
            yield f"sessions on {one.on} and {other.on}"
    most: dict[Template, int] = {}
    for number, planned in enumerate(done):
        recent = sum((planned.on - one.on).days < 7 for one in done[: number + 1])
        if recent > 2:
            yield f"{planned.on}: the third session in seven days"
        base = {Template.A: 8, Template.B: 11, Template.AB: 12}[planned.template]
        if _sets(planned) > base:
            yield f"{planned.on}: {_sets(planned)} sets"
        most[planned.template] = max(most.get(planned.template, 0), _sets(planned))


def illness_is_respected(season: Season, book: Rulebook) -> Iterator[str]:
    """Nothing while ill, lighter for a week after."""
    if season.ill is None:
        return
    since, until = season.ill
    for one in season.held:
        planned = one.planned
        if since <= planned.on <= until:
            yield f"{planned.on}: a session in the week of illness"
        if until < planned.on <= until + 7 * DAY and is_strength(planned):
            if not planned.eased:
                yield f"{planned.on}: as if nothing had been"
            before = [p for p in _strength(season) if p.on < since and p.template is planned.template and not p.eased]
            if before and _sets(planned) > _sets(before[-1]):
                yield f"{planned.on}: {_sets(planned)} sets after {_sets(before[-1])}"


def pain_is_respected(season: Season, book: Rulebook) -> Iterator[str]:
    """What loads the painful area is gone while it hurts; what hurt comes back at 80 % or less."""
    if season.sore_on is None:
        return
    before, back = None, None
    for one in season.held:
        planned = one.planned
        for item in planned.items:
            hurting = season.sore_on < planned.on <= season.sore_on + SORE_DAYS * DAY
            if hurting and SORE_AREA in book.exercises[item.slug].pain_block:
                yield f"{planned.on}: {item.slug} with pain in the {SORE_AREA}"
            if item.slug == season.sore_slug:
                before = item.aim if planned.on <= season.sore_on else before
                if planned.on > season.sore_on and back is None:
                    back = item
    if before and back and back.aim and back.aim > 0.8 * before + _EPSILON:
        if any(reason.rule == "planner.lightest" for reason in back.reasons):
            return  # the bar alone, or the lightest dumbbells, cannot be made lighter
        yield f"{season.sore_slug} back at {back.aim:g} kg after {before:g}"


# --- the week


def weeks_are_whole(season: Season, book: Rulebook) -> Iterator[str]:
    """Every week of build work has all six categories, unless something is left out with its reason."""
    for week in season.weeks:
        strength = [one.planned for one in week.sessions if is_strength(one.planned)]
        if not strength or any(one.phase not in _BUILDING for one in strength):
            continue
        there = {item.category for one in strength for item in one.items}
        there |= {left.category for one in strength for left in one.left_out if left.category is not None}
        if not _has_a_gap(week, season) and there != set(Category):
            yield f"{week.monday}: without {sorted(set(Category) - there)}"


def _has_a_gap(week: Week, season: Season) -> bool:
    """A session of the week was left out for a reason that is said: a race near, one allowed only, illness."""
    return (
        any(left.on is not None for left in week.plan.left_out) or len({s.planned.template for s in week.sessions}) < 2
    )


def exercises_stay(season: Season, book: Rulebook) -> Iterator[str]:
    """No exercise gives way within four weeks of coming in, unless it is lost, used up, hardly begun, or an older one comes back."""
    last: dict[Category, str] = {}
    for held in season.done:
        planned = held.planned
        gone = {left.slug for left in planned.left_out if left.reason.rule != "planner.continuity"}
        for item in planned.items:
            if item.role is Role.WARMUP or item.category is Category.MOBILITY:
                continue
            before = last.get(item.category, item.slug)
            last[item.category] = item.slug
            if before == item.slug or before in gone or item.trial or before in _used_up(season):
                continue
            known = [on for on in season.practised[item.slug] if on < planned.on]
            if not (known and (planned.on - known[-1]).days <= 28) and _is_young(
                season, before, planned.on, book.planning_days
            ):
                yield f"{planned.on} {item.slug} instead of {before}"


def _is_young(season: Season, slug: str, on: date, remembered: int) -> bool:
    """Whether the exercise came in, or came back, less than four weeks ago."""
    # what was done before the days a plan looks back on is begun anew
    days = [day for day in season.practised[slug] if 0 < (on - day).days <= remembered]
    if len(days) < 3:
        return False  # hardly begun: near a hard run what is familiar is done instead
    first = on
    for day in reversed(days):
        if (first - day).days > 28:
            break
        first = day
    return (on - first).days < 28


def _used_up(season: Season) -> set[str]:
    items = (item for held in season.done for item in held.planned.items)
    return {item.slug for item in items if item.decision is Decision.CEILING}


CHECKS: tuple[Check, ...] = (
    loads_rise_by_steps,
    loads_rise_over_weeks,
    amounts_stay_sensible,
    deloads_have_their_rhythm,
    tapers_fall,
    races_are_recovered_from,
    unlocks_come_in_order,
    the_duck_walk_comes_early,
    nothing_is_stacked,
    illness_is_respected,
    pain_is_respected,
    weeks_are_whole,
    exercises_stay,
)
