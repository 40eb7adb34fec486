"""What an athlete's training came to, as the page of progress shows it: read in one piece, for another thread if need be.

Loads are kilograms in the exercise's own load type (per hand where it is logged per hand). Nothing here judges: what a figure
means is the rules' affair, an estimated maximum is theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.i18n import tr
from desktop.services import factual, week_counts
from desktop.services.desk import Desk
from desktop.services.outcome import Refused
from desktop.services.season import GONE
from models import records
from rules.vocabulary import Category, LoadType, PainArea, Phase, Side, Unit

if TYPE_CHECKING:
    from rules.rulebook import Exercise, Rulebook

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_NO_KILOGRAMS = frozenset({LoadType.BODYWEIGHT, LoadType.BAND_LEVEL})


@dataclass(frozen=True, slots=True)
class LiftDay:
    """One exercise on one day: the heaviest `load` (None: never loaded), the best `amount` done with it, the best estimate of a
    single repetition in kg (None where load, repetitions or effort say too little), the worst pain in a set or next morning.

    `off_plan`: all of it was; `lightened`: the plan had made the session easier on purpose.
    """

    on: date
    sets: int
    amount: float
    load: float | None = None
    e1rm: float | None = None
    pain: int = 0
    off_plan: bool = False
    lightened: bool = False


@dataclass(frozen=True, slots=True)
class SidesDay:
    """Left against right on one day on which both were done: each side's best set, as (amount, load or None), and what it came to:
    amount times kilograms, or the amount alone where there are none."""

    on: date
    left: tuple[float, float | None]
    right: tuple[float, float | None]
    left_came_to: float
    right_came_to: float

    @property
    def asymmetry(self) -> float:
        """How much less the weaker side did, as a share of the stronger one 0..1: negative where the left did less."""
        most = max(self.left_came_to, self.right_came_to)
        return (self.left_came_to - self.right_came_to) / most if most else 0.0


@dataclass(frozen=True, slots=True)
class Practised:
    """One exercise the athlete has done; `days` and `sides` are oldest first. `in_kilograms`: it was loaded with a mass, so that its
    load is followed, else its best set."""

    slug: str
    name: str
    unit: Unit
    load_type: LoadType
    days: tuple[LiftDay, ...]
    sides: tuple[SidesDay, ...] = ()

    @property
    def in_kilograms(self) -> bool:
        return self.load_type not in _NO_KILOGRAMS and any(day.load for day in self.days)


@dataclass(frozen=True, slots=True)
class TrainedWeek:
    """Seven days from `start`: strength sessions `done` and `planned` (None: no plan was written), sets done by category, and
    whether the plan had a deload in it."""

    start: date
    done: int
    planned: int | None
    sets: Mapping[Category, int]
    deload: bool = False


@dataclass(frozen=True, slots=True)
class PainSpan:
    """Pain 0-10 from `start` to `end`, both included; `exercises` are those it was felt in, by name."""

    start: date
    end: date
    score: int
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    start: date
    end: date
    phase: Phase


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Everything of one athlete up to `today`. `exercises` begin with the one done in most sessions; `weeks` are without gaps, from
    that of the first session to the present one; empty where nothing was done. `areas` are pain reported by body area, `in_sets`
    and `mornings` what was logged with the sets; `injuries` flagged days by area."""

    athlete_id: str
    today: date
    exercises: tuple[Practised, ...] = ()
    weeks: tuple[TrainedWeek, ...] = ()
    areas: Mapping[PainArea, tuple[PainSpan, ...]] = field(default_factory=dict[PainArea, tuple[PainSpan, ...]])
    in_sets: tuple[PainSpan, ...] = ()
    mornings: tuple[PainSpan, ...] = ()
    injuries: Mapping[PainArea, tuple[PainSpan, ...]] = field(default_factory=dict[PainArea, tuple[PainSpan, ...]])
    phases: tuple[PhaseSpan, ...] = ()
    races: tuple[records.Race, ...] = ()

    def exercise(self, slug: str) -> Practised | None:
        return next((one for one in self.exercises if one.slug == slug), None)


class ProgressService:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, athlete_id: str, first_weekday: int = 1) -> ProgressView:
        """What was done up to today, in weeks that begin on that ISO weekday. Refused for an athlete who is not there."""
        store, today, book = self._desk.store, self._desk.clock(), self._desk.judge.rulebook
        if store.athletes.get(athlete_id) is None:
            raise Refused("athlete", tr("This athlete is not there any more."))
        with store.reading():
            dossier = self._desk.dossier(athlete_id)
            sessions = sorted(store.sessions.of(athlete_id, end=today), key=lambda one: (one.on, one.id))
            plans = store.plans.newest(athlete_id)
        done = [one for one in sessions if one.status is records.SessionStatus.DONE and _worked(one)]
        names = {slug: tr(exercise.name) for slug, exercise in book.exercises.items()}
        weeks = _weeks(book, sessions, plans, dossier.wishes, today, first_weekday) if done else ()
        return ProgressView(
            athlete_id,
            today,
            practised(book, done, {plan.slot for plan in plans if plan.deload or plan.eased}),
            weeks,
            _areas(dossier.pains, today),
            _felt(done, names, lambda one: one.pain, timedelta()),
            _felt(done, names, lambda one: one.next_day_pain, _DAY),
            _injuries(dossier.injuries, today),
            self._phases(dossier, weeks[0].start, weeks[-1].start + _WEEK - _DAY) if weeks else (),
            tuple(sorted((r for r in dossier.races if r.status not in GONE), key=lambda r: (r.on, r.name))),
        )

    def _phases(self, dossier: records.Dossier, start: date, end: date) -> tuple[PhaseSpan, ...]:
        judge = self._desk.judge
        athlete = factual.athlete(dossier, self._desk.clock(), judge.rulebook)
        days = judge.season.days(athlete, factual.races(dossier.races), start, end)
        runs = (tuple(run) for _, run in groupby(days, key=lambda day: day.phase))
        return tuple(PhaseSpan(run[0].on, run[-1].on, run[0].phase) for run in runs)


def week_start(on: date, first_weekday: int) -> date:
    """The first day of the week of `on`, where weeks begin on that ISO weekday."""
    return on - timedelta(days=(on.isoweekday() - first_weekday) % 7)


def _worked(session: records.Session) -> bool:
    return any(one.amount is not None for one in session.sets)


# --- exercises


def practised(
    rulebook: Rulebook, done: Iterable[records.Session], lightened: Iterable[date] = ()
) -> tuple[Practised, ...]:
    """Every exercise of these sessions, which are done and oldest first, the one of most days first; `lightened` are the slots of
    sessions the plan had eased."""
    easy, days = frozenset(lightened), dict[str, dict[date, list[records.SetRecord]]]()
    eased: dict[date, bool] = {}
    for session in done:
        light = session.eased or session.deload or session.slot in easy
        eased[session.on] = eased.get(session.on, True) and light
        for one in session.sets:
            if one.amount is not None and one.exercise in rulebook.exercises:
                days.setdefault(one.exercise, {}).setdefault(session.on, []).append(one)
    found = [_practised(rulebook, rulebook.exercises[slug], by_day, eased) for slug, by_day in days.items()]
    found.sort(key=lambda one: one.name)
    return tuple(sorted(found, key=lambda one: (len(one.days), one.days[-1].on), reverse=True))


def _practised(
    rulebook: Rulebook,
    exercise: Exercise,
    by_day: Mapping[date, Sequence[records.SetRecord]],
    eased: Mapping[date, bool],
) -> Practised:
    days = tuple(_lift_day(rulebook, exercise, on, by_day[on], eased[on]) for on in by_day)
    sides = tuple(found for on in by_day if (found := _sides_day(exercise, on, by_day[on])) is not None)
    return Practised(exercise.slug, tr(exercise.name), exercise.unit, exercise.load_type, days, sides)


def _lift_day(
    rulebook: Rulebook, exercise: Exercise, on: date, sets: Sequence[records.SetRecord], lightened: bool
) -> LiftDay:
    heaviest = max((one.load for one in sets if one.load), default=None)
    top = [one.amount or 0.0 for one in sets if heaviest is None or one.load == heaviest]
    estimates = [kg for one in sets if (kg := _estimate(rulebook, exercise, one)) is not None]
    return LiftDay(
        on,
        len({(one.position, one.number) for one in sets}),
        max(top),
        heaviest,
        max(estimates, default=None),
        max(max(one.pain or 0, one.next_day_pain or 0) for one in sets),
        all(one.off_plan for one in sets),
        lightened,
    )


def _estimate(rulebook: Rulebook, exercise: Exercise, one: records.SetRecord) -> float | None:
    reserve = factual.reserve(one)
    if exercise.unit is not Unit.REPS or exercise.load_type in _NO_KILOGRAMS:
        return None
    if not one.load or one.amount is None or reserve is None:
        return None
    from rules.progression import e1rm  # loads the rule engine, which a command that decides nothing does without

    return e1rm(rulebook, one.load, one.amount, reserve)


def _sides_day(exercise: Exercise, on: date, sets: Sequence[records.SetRecord]) -> SidesDay | None:
    in_kilograms = exercise.load_type not in _NO_KILOGRAMS
    left, right = (
        max(
            ((_came_to(one, in_kilograms), one.amount or 0.0, one.load) for one in sets if one.side is side),
            key=lambda best: best[:2],
            default=None,
        )
        for side in (Side.LEFT, Side.RIGHT)
    )
    if left is None or right is None:
        return None
    if bool(left[2]) != bool(right[2]):  # loaded on one side only: the amounts are what can be compared
        return SidesDay(on, left[1:], right[1:], left[1], right[1])
    return SidesDay(on, left[1:], right[1:], left[0], right[0])


def _came_to(one: records.SetRecord, in_kilograms: bool) -> float:
    amount = one.amount or 0.0
    return amount * one.load if in_kilograms and one.load else amount


# --- weeks


def _weeks(
    rulebook: Rulebook,
    sessions: Sequence[records.Session],
    plans: Iterable[records.WrittenPlan],
    wishes: Iterable[records.Wish],
    today: date,
    first_weekday: int,
) -> tuple[TrainedWeek, ...]:
    def begin(on: date) -> date:
        return week_start(on, first_weekday)

    written: dict[date, list[records.WrittenPlan]] = defaultdict(list)
    for plan in plans:
        written[begin(plan.on)].append(plan)
    not_wanted = week_counts.skipped_slots(wishes) | week_counts.given_up(sessions)
    done = Counter(begin(one.on) for one in sessions if week_counts.is_done(one))
    deloads = {begin(one.on) for one in sessions if one.deload and _worked(one)}
    deloads |= {
        begin(plan.on) for plan in week_counts.wanted((p for ps in written.values() for p in ps), ()) if plan.deload
    }
    sets: dict[date, Counter[Category]] = defaultdict(Counter)
    for session in sessions:
        for one in factual.done_sets(session):
            if one.slug in rulebook.exercises:
                sets[begin(session.on)][rulebook.exercises[one.slug].category] += 1
    first = min(begin(one.on) for one in sessions if _worked(one))
    starts = (first + _WEEK * number for number in range((begin(today) - first) // _WEEK + 1))
    return tuple(
        TrainedWeek(
            start,
            done[start],
            len(week_counts.wanted(written[start], not_wanted)) if start in written else None,
            sets[start],
            start in deloads,
        )
        for start in starts
    )


# --- pain


def _areas(reports: Iterable[records.PainReport], today: date) -> dict[PainArea, tuple[PainSpan, ...]]:
    """A report holds until a newer one of the same area; of one day the worst counts."""
    by_area: dict[PainArea, dict[date, int]] = defaultdict(dict)
    for report in reports:
        if report.on <= today:
            days = by_area[report.area]
            days[report.on] = max(report.score, days.get(report.on, 0))
    found: dict[PainArea, tuple[PainSpan, ...]] = {}
    for area in PainArea:
        days = sorted(by_area[area].items()) if area in by_area else []
        ends = [*(on - _DAY for on, _ in days[1:]), today]
        spans = tuple(PainSpan(on, end, score) for (on, score), end in zip(days, ends, strict=False) if score)
        if spans:
            found[area] = spans
    return found


def _felt(
    done: Iterable[records.Session],
    names: Mapping[str, str],
    asked: Callable[[records.SetRecord], int | None],
    after: timedelta,
) -> tuple[PainSpan, ...]:
    """The worst pain of every day there was any, with the exercises of that pain."""
    days: dict[date, dict[str, int]] = defaultdict(dict)
    for session in done:
        for one in session.sets:
            score = asked(one) if one.amount is not None else None
            if score:
                felt = days[session.on + after]
                felt[one.exercise] = max(score, felt.get(one.exercise, 0))
    found: list[PainSpan] = []
    for on, felt in sorted(days.items()):
        worst = max(felt.values())
        named = tuple(sorted(names.get(slug, slug) for slug, score in felt.items() if score == worst))
        found.append(PainSpan(on, on, worst, named))
    return tuple(found)


def _injuries(flags: Iterable[records.InjuryFlag], today: date) -> dict[PainArea, tuple[PainSpan, ...]]:
    by_area: dict[PainArea, list[PainSpan]] = defaultdict(list)
    for flag in sorted(flags, key=lambda one: one.since):
        last = today if flag.cleared_on is None else min(today, flag.cleared_on)
        if flag.since <= last:
            by_area[flag.area].append(PainSpan(flag.since, last, 0))
    return {area: tuple(spans) for area, spans in by_area.items()}
