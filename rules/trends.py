"""What many sessions show together: exercises that stall or get weaker, pain that lasts, sessions missed in a row, competency
about to lapse. Arithmetic on what was done; what a coach is told of it, the rules of attention.toml decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.facts import Athlete, LoggedSets
from rules.ladder import pick
from rules.loads import ceiling
from rules.rulebook import Exercise, Rulebook
from rules.verdicts import Day, Standing
from rules.vocabulary import LoadType, Unit

_EPSILON = 1e-9
_WEEK = 7
_KILOGRAMS = frozenset(LoadType) - {LoadType.BODYWEIGHT, LoadType.BAND_LEVEL}


@dataclass(frozen=True, slots=True)
class Shown:
    """What one day showed of one loaded exercise: the heaviest load and the mean amount of the sets done with it, the worst pain
    (in a set or next morning), and the best estimate of strength, None where load or effort say nothing of it. The estimate only
    compares an exercise with itself."""

    on: date
    load: float
    amount: float
    strength: float | None = None
    pain: int = 0


@dataclass(frozen=True, slots=True)
class Trends:
    """Exercises by slug that do not rise although they might, and those that get weaker without a reason; none is in both."""

    stalled: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stalled or self.falling)


def shown(
    rulebook: Rulebook, rows: Iterable[LoggedSets], lightened: Container[date] = ()
) -> dict[str, tuple[Shown, ...]]:
    """What every loaded exercise showed, day by day, oldest first, from rows in any order. Rows logged while it was locked are no
    part of its training, days on which the plan lightened the session on purpose say nothing of what the athlete can do."""
    found: dict[str, dict[date, list[LoggedSets]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        exercise = rulebook.exercises.get(row.slug)
        if exercise is None or exercise.load_type is LoadType.BODYWEIGHT or row.off_plan or row.on in lightened:
            continue
        if row.load and row.amount:
            found[row.slug][row.on].append(row)
    return {
        slug: tuple(_shown(rulebook, rulebook.exercises[slug], on, days[on]) for on in sorted(days))
        for slug, days in found.items()
    }


def _shown(rulebook: Rulebook, exercise: Exercise, on: date, rows: Sequence[LoggedSets]) -> Shown:
    heaviest = max(row.load or 0.0 for row in rows)
    top = [row for row in rows if row.load == heaviest]
    estimates = [e for row in rows if (e := _strength(rulebook, exercise, row)) is not None]
    return Shown(
        on,
        heaviest,
        sum(row.sets * (row.amount or 0.0) for row in top) / sum(row.sets for row in top),
        max(estimates, default=None),
        max(max(row.pain, row.next_pain or 0) for row in rows),
    )


def _strength(rulebook: Rulebook, exercise: Exercise, row: LoggedSets) -> float | None:
    """Epley with reserve, as for an estimated maximum but for any number of repetitions: an exercise is compared with itself."""
    numbers = rulebook.numbers["e1rm"]
    if exercise.unit is not Unit.REPS or exercise.load_type not in _KILOGRAMS or row.rpe is None:
        return None
    reserve = 10.0 - row.rpe
    if reserve > numbers["max_rir"]:  # people judge a reserve badly that is larger
        return None
    return (row.load or 0.0) * (1 + ((row.amount or 0.0) + reserve) / numbers["divisor"])


def unbroken(rulebook: Rulebook, days: Sequence[Shown], on: date, since: date) -> tuple[Shown, ...]:
    """The last days, oldest first, between which nothing happened that would excuse a load that does not rise: no gap that is too
    long, no pain, and nothing before `since`. Nothing if the exercise is not trained any more."""
    thresholds = rulebook.numbers["thresholds"]
    amber = rulebook.numbers["pain_today"]["exclude_from"]
    kept: list[Shown] = []
    after = on
    for day in sorted(days, key=lambda d: d.on, reverse=True):
        if day.on > on:
            continue
        if day.on < since or (after - day.on).days > thresholds["gap_days"] or day.pain >= amber:
            break
        kept.append(day)
        after = day.on
    return tuple(reversed(kept))


def stalled(rulebook: Rulebook, days: Sequence[Shown], on: date) -> bool:
    """Whether neither load nor repetitions rose above what was shown before for that many days and sessions. `days` are unbroken
    and oldest first; the first of them is what the others are measured by."""
    thresholds = rulebook.numbers["thresholds"]
    best, since = None, 0
    for day in days:
        if best is None or _rises(day, best):
            best, since = day, 0
        else:
            since += 1
    return (
        best is not None and (on - best.on).days >= thresholds["stalled_days"] and since >= thresholds["stalled_times"]
    )


def _rises(day: Shown, best: Shown) -> bool:
    if abs(day.load - best.load) > _EPSILON:
        return day.load > best.load
    return day.amount > best.amount + _EPSILON


def falling(rulebook: Rulebook, days: Sequence[Shown]) -> bool:
    """Whether the best of every week was weaker than that of the week before, for that many weeks, and by that much in all.
    Weeks are counted back from the last day; a week of which nothing is known proves nothing."""
    thresholds = rulebook.numbers["thresholds"]
    weeks = int(thresholds["falling_weeks"]) + 1
    if not days:
        return False
    last = max(day.on for day in days)
    best: dict[int, float] = {}
    for day in days:
        week = (last - day.on).days // _WEEK
        if week < weeks and day.strength is not None:
            best[week] = max(day.strength, best.get(week, 0.0))
    if len(best) < weeks:
        return False
    lost = [best[week + 1] - best[week] for week in range(weeks - 1)]
    return min(lost) > _EPSILON and sum(lost) * 100 >= thresholds["falling_percent"] * best[weeks - 1] - _EPSILON


def can_rise(rulebook: Rulebook, slug: str, load: float, athlete: Athlete) -> bool:
    """Whether one more increment still fits under the exercise's loading ceiling for this athlete."""
    exercise = rulebook.exercises[slug]
    top = ceiling(exercise, athlete, rulebook.numbers["defaults"]["body_mass_kg"])
    return top is None or load + (exercise.increment or 0.0) <= top + _EPSILON


def trends(
    rulebook: Rulebook,
    athlete: Athlete,
    exercises: Mapping[str, Sequence[Shown]],
    on: date,
    *,
    rising_since: date = date.min,
    training_since: date = date.min,
) -> Trends:
    """Which exercises stall and which get weaker. Nothing before `rising_since`, from when the load might rise, counts for the
    first, nothing before `training_since`, from when the phase was one to get stronger in, for the second."""
    still: list[str] = []
    weaker: list[str] = []
    for slug, days in exercises.items():
        lately = unbroken(rulebook, days, on, rising_since)
        if stalled(rulebook, lately, on) and can_rise(rulebook, slug, lately[-1].load, athlete):
            still.append(slug)
        if falling(rulebook, unbroken(rulebook, days, on, training_since)):
            weaker.append(slug)
    return Trends(tuple(sorted(set(still) - set(weaker))), tuple(sorted(weaker)))


def since(days: Iterable[Day], holds: Callable[[Day], bool]) -> date:
    """The first of the last days for all of which something holds; `date.max` if it does not hold on the very last one."""
    first = date.max
    for day in sorted(days, key=lambda d: d.on, reverse=True):
        if not holds(day):
            break
        first = day.on
    return first


def enduring(pains: Iterable[tuple[date, int]], pain_from: int) -> tuple[date, date] | None:
    """The first and the last day of the last pains in a row that are all that bad, by the worst of each day; None if the newest is
    not."""
    worst: dict[date, int] = {}
    for on, pain in pains:
        worst[on] = max(pain, worst.get(on, 0))
    first: date | None = None
    for on in sorted(worst, reverse=True):
        if worst[on] < pain_from:
            break
        first = on
    return None if first is None else (first, max(worst))


def aching(rulebook: Rulebook, rows: Iterable[LoggedSets], on: date) -> dict[str, tuple[date, date]]:
    """The exercises that hurt in each of their last sessions so much that an area that hurts like that would be left out, with the
    first and the last day of it. One that was not done lately hurts nobody."""
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        if row.on <= on:
            found[row.slug].append((row.on, max(row.pain, row.next_pain or 0)))
    numbers = rulebook.numbers
    spans = {slug: enduring(pains, numbers["pain_today"]["exclude_from"]) for slug, pains in sorted(found.items())}
    most = numbers["thresholds"]["gap_days"]
    return {slug: span for slug, span in spans.items() if span is not None and (on - span[1]).days <= most}


def unanswered(rows: Iterable[LoggedSets], on: date) -> date | None:
    """The last day before `on` on which anything was done, if of none of it the pain of the next morning is known."""
    known: dict[date, bool] = {}
    for row in rows:
        if row.on < on:
            known[row.on] = known.get(row.on, False) or row.next_pain is not None
    last = max(known, default=None)
    return None if last is None or known[last] else last


def missed_in_a_row(slots: Mapping[date, bool]) -> int:
    """How many of the last planned sessions were missed one after the other. `slots` says of every planned day that is past
    whether its session was done."""
    count = 0
    for on in sorted(slots, reverse=True):
        if slots[on]:
            break
        count += 1
    return count


def lapsing(
    rulebook: Rulebook, standings: Mapping[str, Standing], athlete: Athlete, *, used_up: bool, takes_new: bool
) -> dict[str, date]:
    """The last day of competency of those exercises that fill their category today and are kept open by nothing but practice."""
    found: dict[str, date] = {}
    for category in rulebook.ladder:
        slug = pick(rulebook, category, standings, athlete, used_up=used_up, takes_new=takes_new)
        standing = None if slug is None else standings[slug]
        if standing is not None and standing.fresh_until is not None and not all(take.met for take in standing.takes):
            found[standing.slug] = standing.fresh_until
    return found


def excused_until(absences: Iterable[tuple[date, date]], on: date) -> date:
    """The day after the last illness that began by then: what came before says nothing of what the athlete can do now."""
    return max((until + timedelta(days=1) for since, until in absences if since <= on), default=date.min)
