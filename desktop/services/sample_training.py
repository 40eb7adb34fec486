"""Two years of training, session by session, as a sensible athlete would have done them: only what was open on the day, what
opens next practised first, loads rising in small steps, less before races, nothing right after them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from desktop.services import factual, past
from desktop.services.desk import Judge
from models import records
from models.records import Session, SessionKind, SessionStatus, SetRecord, Side
from rules.facts import Athlete, Earlier, LoggedSets
from rules.ladder import ladder
from rules.loads import ceiling, total
from rules.rulebook import Exercise
from rules.verdicts import Day, Standing, Take, Value
from rules.vocabulary import Category, LoadType, PainArea, Phase, Status, Unit

WEEKS = 104
DELOAD_WEEKS = 6
_WAITING = (Status.LOCKED_PREREQ, Status.EXPIRED)
_LIGHTER = {Phase.MAINTAIN: 0.95, Phase.RETURN: 0.85, Phase.TAPER: 0.85}
_NOTES = (
    "Felt strong today.",
    "Legs heavy from Sunday's long run.",
    "Short of time, kept the rests short.",
    "Slept badly, took it easy.",
    "Left side still wobbles more.",
    "Grip gave out first.",
    "Good depth, no hurry at the bottom.",
    "Warm-up did wonders for the hips.",
    "Trained with the club.",
    "Hot in the gym, extra water.",
)


@dataclass(frozen=True)
class Habits:
    """How the athlete trains: the share of sessions that happen, and how often something new is taken on.

    `sore_*`: pain in sets that load an area from a day on; `tried_*`: one thing done too early. `starts`: loads lifted before, by
    exercise. `by_side`: exercises written down side by side, of which `stronger` does a little more.
    """

    attendance: float
    curiosity: float
    new_id: Callable[[str], str]
    sore_area: PainArea | None = None
    sore_from: date | None = None
    sore_score: int = 0
    tried: str = ""
    tried_on: date | None = None
    tried_load: float = 0
    tried_amount: float = 0
    tried_sets: int = 0
    tried_notes: str = ""
    starts: Mapping[str, float] = field(default_factory=dict[str, float])
    by_side: frozenset[str] = frozenset()
    stronger: Side = Side.RIGHT


@dataclass
class _Practice:
    """What is remembered of one exercise: times done, the load it stands at and since when, whether its room is used up."""

    times: int = 0
    load: float | None = None
    raised: date | None = None
    full: bool = False


@dataclass(frozen=True)
class _Choice:
    """One exercise of a session; `goal` are the figures of the gate it is practised for."""

    exercise: Exercise
    trial: bool = False
    goal: Mapping[str, Value] = field(default_factory=dict[str, Value])


class Simulation:
    def __init__(self, judge: Judge, dossier: records.Dossier, habits: Habits, on: date) -> None:
        self._judge = judge
        self._dossier = dossier
        self._habits = habits
        self._random = random.Random(dossier.athlete.name)
        self._sides = random.Random(f"{dossier.athlete.name}: sides")  # apart, so that nothing else depends on it
        self._end = on
        self._start = on - timedelta(weeks=WEEKS)
        self._practice: dict[str, _Practice] = defaultdict(_Practice)
        self._done: list[LoggedSets] = []
        self._projects: dict[Category, str] = {}
        self._earlier: dict[str, Earlier] = {}
        self._trained: list[date] = []
        self._count = 0

    def sessions(self) -> list[Session]:
        """The sessions from two years ago to yesterday, oldest first."""
        last = self._end - timedelta(days=1)
        athlete = factual.athlete(self._dossier, self._end, self._judge.rulebook)
        races = factual.races(self._dossier.races)
        season = {day.on: day for day in self._judge.season.days(athlete, races, self._start, last)}
        breaks = self._breaks()
        made: list[Session] = []
        for day in season.values():
            if day.on.isoweekday() in self._dossier.athlete.available_days and day.on not in breaks:
                session = self._on_day(day)
                if session is not None:
                    made.append(session)
        self._try_too_early(made, season)
        return made

    def _breaks(self) -> set[date]:
        """Two weeks off in every year: holidays, a cold."""
        found: set[date] = set()
        for year in range(2):
            first = self._start + timedelta(days=365 * year + self._random.randrange(60, 300))
            found.update(first + timedelta(days=i) for i in range(self._random.choice((12, 16))))
        return found

    def _on_day(self, day: Day) -> Session | None:
        athlete = factual.athlete(self._dossier, day.on, self._judge.rulebook)
        if athlete.health_hold:
            return None
        recent = sum((day.on - before).days < 7 for before in self._trained)
        if day.caps.sessions == 0:
            kind = SessionKind.MICRO
            if not day.caps.mobility or self._random.random() > 0.3:
                return None
        elif recent >= day.caps.sessions:
            return None
        elif day.caps.sessions == 1:
            kind = SessionKind.AB
        else:
            kind = SessionKind.A if self._count % 2 == 0 else SessionKind.B
        came = self._random.random() < self._habits.attendance
        if not came and self._random.random() > 0.35:
            return None
        choices = self._choices(kind, athlete, day)
        if not choices:
            return None
        session = self._session(kind, day, athlete, choices)
        if not came:
            return skipped(session)
        if kind is not SessionKind.MICRO:
            self._trained.append(day.on)
            self._count += 1
        self._remember(session, day)
        return session

    # --- what is done

    def _choices(self, kind: SessionKind, athlete: Athlete, day: Day) -> list[_Choice]:
        standings = self._standings(athlete, day)
        template: tuple[Category, ...] = self._judge.rulebook.numbers["template"][kind.value]
        found: list[_Choice] = []
        for category in template:
            choice = self._choose(category, standings, {one.exercise.slug for one in found}, day)
            if choice is not None:
                found.append(choice)
        return found

    def _standings(self, athlete: Athlete, day: Day) -> dict[str, Standing]:
        start = day.on - timedelta(days=self._judge.rulebook.lookback_days)
        if self._dossier.declarations:  # their trial days are read in full, however old
            start = self._start
        recent = tuple(row for row in self._done if row.on >= start)
        history = past.put_together(self._dossier, recent, tuple(self._earlier.values()))
        return self._judge.standings.of(athlete, history, day.on, phase=day.phase, novelty=day.caps.novelty)

    def _choose(
        self, category: Category, standings: Mapping[str, Standing], taken: set[str], day: Day
    ) -> _Choice | None:
        """The first open exercise of the ladder; every second time what would open the next rung instead, and now and then,
        out of curiosity, what would open something beside the ladder."""
        rungs = self._ladder(category)
        open_rungs = [i for i, slug in enumerate(rungs) if standings[slug].is_open and slug not in taken]
        if not open_rungs:
            return None
        exercises = self._judge.rulebook.exercises
        here = rungs[open_rungs[0]]
        if day.caps.novelty:
            project = self._project(category, standings)
            above = reversed(rungs[: open_rungs[0]])
            goal = self._goal([*project, *above], standings, taken)
            if goal is not None and (goal.slug == here or self._random.random() < 0.6):
                return _Choice(exercises[goal.slug], goal=goal.facts)
        return _Choice(exercises[here], standings[here].status is Status.PROVISIONAL)

    def _project(self, category: Category, standings: Mapping[str, Standing]) -> list[str]:
        """Something beside the ladder that is worked on until it opens."""
        wanted = self._projects.get(category, "")
        if wanted and standings[wanted].status in _WAITING:
            return [wanted]
        self._projects.pop(category, None)
        if self._random.random() < self._habits.curiosity / 4:
            rungs = self._ladder(category)
            waiting = [
                slug
                for slug, standing in standings.items()
                if standing.category is category and slug not in rungs and standing.status in _WAITING
            ]
            if waiting:
                self._projects[category] = self._random.choice(waiting)
        return []

    def _goal(self, wanted: Iterable[str], standings: Mapping[str, Standing], taken: set[str]) -> Take | None:
        """What to practise for the first of the wanted exercises that waits for something that can be practised."""
        for slug in wanted:
            takes = [take for take in standings[slug].takes if not take.met and standings[take.slug].is_open]
            if standings[slug].status in _WAITING and takes:
                take = takes[self._random.randrange(len(takes))]
                return None if take.slug in taken else take
        return None

    def _ladder(self, category: Category) -> tuple[str, ...]:
        """The rungs, best first. The landmine stands behind the heavier deadlifts once its room is used up."""
        book = self._judge.rulebook
        return ladder(book, category, self._practice[str(book.numbers["landmine"]["slug"])].full)

    # --- how it is done

    def _session(self, kind: SessionKind, day: Day, athlete: Athlete, choices: list[_Choice]) -> Session:
        deload = (day.on - self._start).days // 7 % DELOAD_WEEKS == DELOAD_WEEKS - 1 and day.caps.load_up
        sets: list[SetRecord] = []
        for position, choice in enumerate(choices, 1):
            sets.extend(self._sets(choice, position, day, athlete, deload))
        chance, count = self._random.random, len({(one.position, one.number) for one in sets})
        return Session(
            id=self._habits.new_id("session"),
            athlete_id=self._dossier.athlete.id,
            on=day.on,
            kind=kind,
            status=SessionStatus.DONE,
            phase=day.phase,
            minutes=min(self._dossier.athlete.session_minutes or 60, 10 + 2 * count + self._random.randrange(6)),
            soreness=self._random.choice((0, 1, 1, 2, 2, 3)),
            readiness=self._random.choice((3, 4, 4, 4, 5)),
            notes=self._random.choice(_NOTES) if chance() < 0.12 else "",
            sets=tuple(sets),
            eased=deload,
            deload=deload,
        )

    def _sets(self, choice: _Choice, position: int, day: Day, athlete: Athlete, deload: bool) -> Iterator[SetRecord]:
        exercise, practice = choice.exercise, self._practice[choice.exercise.slug]
        wanted = int(choice.goal.get("sets", exercise.novice_sets))
        mult = (day.caps.mult or 1.0) * (0.6 if deload else 1.0)
        count = max(1, int(wanted * mult + 0.5)) if day.caps.sessions else 1
        amount = max(exercise.novice_low, float(choice.goal.get("amount", 0)))
        if not choice.goal and practice.times > 2:
            amount = min(exercise.novice_high, amount + 2 * (practice.times % 3) * _grain(exercise))
        rpe = self._effort(choice, day, deload)
        load = self._load(choice, day, athlete, deload)
        technique = self._technique(choice, practice)
        sore = self._pain(exercise, day.on)
        ache = self._random.choice((0, 0, 0, 0, 1)) if sore == 0 else sore
        for number in range(1, count + 1):
            tired = number == count and number > 1 and not choice.goal and self._random.random() < 0.25
            one = SetRecord(
                id=self._habits.new_id("set"),
                exercise=exercise.slug,
                position=position,
                number=number,
                unit=exercise.unit,
                load_type=exercise.load_type,
                planned_amount=amount,
                planned_load=load,
                amount=amount - _grain(exercise) if tired else amount,
                load=load,
                rir=10.0 - rpe,
                rpe=rpe,
                pain=sore,
                next_day_pain=ache,
                technique=technique,
            )
            yield from self._halves(one, exercise, day) if exercise.slug in self._habits.by_side else (one,)

    def _halves(self, one: SetRecord, exercise: Exercise, day: Day) -> Iterator[SetRecord]:
        """A set as left and right: the weaker side does what counts, the stronger one sometimes a repetition more, and less often
        so in the last half year, when the sides came closer."""
        chance = 0.35 if (self._end - day.on).days < 180 else 0.6
        more = _grain(exercise) if self._sides.random() < chance else 0.0
        for side in (Side.LEFT, Side.RIGHT):
            done = (one.amount or 0.0) + (more if side is self._habits.stronger else 0.0)
            number = one.id if side is Side.LEFT else self._habits.new_id("set")
            yield replace(one, id=number, side=side, amount=done)

    def _effort(self, choice: _Choice, day: Day, deload: bool) -> float:
        rpe = min(7.0, 10.0 - day.caps.rir) if day.caps.sessions else 4.0
        if choice.trial or self._practice[choice.exercise.slug].times < 2:
            rpe = min(rpe, 6.0)
        if choice.goal:
            rpe = min(rpe, float(choice.goal.get("rpe_max", rpe)))
        return rpe - 1.0 if deload else rpe

    def _technique(self, choice: _Choice, practice: _Practice) -> int:
        if choice.trial:
            return 4
        if practice.times < 2:
            return 3
        return self._random.choices((3, 4, 5), (1, 8, 2) if practice.times > 4 else (4, 6, 0))[0]

    def _pain(self, exercise: Exercise, on: date) -> int:
        habits = self._habits
        if habits.sore_from is not None and on >= habits.sore_from and habits.sore_area in exercise.pain_block:
            return habits.sore_score
        return 1 if self._random.random() < 0.05 else 0

    # --- loads

    def _load(self, choice: _Choice, day: Day, athlete: Athlete, deload: bool) -> float | None:
        """The load of the day in the exercise's own terms: one step up after ten days at the earliest, where the phase lets it."""
        exercise = choice.exercise
        if exercise.load_type is LoadType.BODYWEIGHT or exercise.increment is None:
            return None
        practice = self._practice[exercise.slug]
        mass = athlete.body_mass_kg or 70.0
        wanted = float(choice.goal.get("load_kg", 0)) / (total(exercise, 1.0) or 1.0)
        top = ceiling(exercise, athlete, mass)
        if practice.load is None:
            practice.load = self._first_load(choice, mass, wanted)
            practice.raised = day.on
        rested = practice.raised is None or (day.on - practice.raised).days >= 10
        if day.caps.load_up and not deload and rested and practice.times >= 2 and not choice.trial:
            slow = practice.load >= wanted and self._random.random() < 0.6
            higher = practice.load + exercise.increment
            practice.full = top is not None and higher > 0.9 * top
            if not slow and not practice.full:
                practice.load, practice.raised = higher, day.on
        share = _LIGHTER.get(day.phase, 1.0) * (0.9 if deload else 1.0)
        return max(exercise.increment, _down(practice.load * share, exercise.increment))

    def _first_load(self, choice: _Choice, mass: float, wanted: float) -> float:
        exercise = choice.exercise
        step = exercise.increment or 1.0
        if exercise.load_type is LoadType.BAND_LEVEL:
            return step
        for declaration in self._dossier.declarations:
            if declaration.exercise == exercise.slug and declaration.load is not None:
                return _down(0.7 * declaration.load, step)
        if exercise.slug in self._habits.starts:
            return self._habits.starts[exercise.slug]
        floor = 20.0 if exercise.percent_mode else step
        start = 0.6 * wanted if wanted else 0.08 * mass / (total(exercise, 1.0) or 1.0)
        return max(floor, _down(start, step))

    # --- what stays

    def _remember(self, session: Session, day: Day) -> None:
        rows = factual.done_sets(session)
        self._done.extend(rows)
        for slug in {row.slug for row in rows}:
            self._practice[slug].times += 1
            before = self._earlier[slug].on_plan[:1] if slug in self._earlier else ()
            worst = factual.least(row.technique for row in rows if row.slug == slug)
            self._earlier[slug] = Earlier(slug, session.on, ((session.on, worst), *before))
        self._trained = [before for before in self._trained if (day.on - before).days < 7]

    def _try_too_early(self, made: list[Session], season: Mapping[date, Day]) -> None:
        """One thing done before it was open: kept, marked off plan, and it unlocks nothing."""
        habits = self._habits
        if habits.tried_on is None:
            return
        last = max(i for i, s in enumerate(made) if s.on <= habits.tried_on and s.status is SessionStatus.DONE)
        session = made[last]
        day = season[session.on]
        athlete = factual.athlete(self._dossier, session.on, self._judge.rulebook)
        history = past.put_together(self._dossier, tuple(row for row in self._done if row.on < session.on))
        standing = self._judge.standings.of(athlete, history, session.on, phase=day.phase, novelty=day.caps.novelty)[
            habits.tried
        ]
        exercise = self._judge.rulebook.exercises[habits.tried]
        position = max(one.position for one in session.sets) + 1
        extra = tuple(
            SetRecord(
                id=habits.new_id("set"),
                exercise=habits.tried,
                position=position,
                number=number,
                unit=exercise.unit,
                load_type=exercise.load_type,
                amount=habits.tried_amount,
                load=habits.tried_load,
                rir=2.0,
                rpe=8.0,
                pain=0,
                next_day_pain=1,
                technique=3,
                off_plan=not standing.is_open,
                notes=habits.tried_notes if number == 1 else "",
            )
            for number in range(1, habits.tried_sets + 1)
        )
        made[last] = replace(session, sets=(*session.sets, *extra))


def skipped(session: Session) -> Session:
    """The session as it was planned and not done."""
    sets = tuple(
        replace(one, amount=None, load=None, rir=None, rpe=None, pain=None, next_day_pain=None, technique=None)
        for one in session.sets
    )
    return replace(
        session, status=SessionStatus.SKIPPED, minutes=None, soreness=None, readiness=None, notes="", sets=sets
    )


def _grain(exercise: Exercise) -> float:
    return 5.0 if exercise.unit in (Unit.SECONDS, Unit.METRES) else 1.0


def _down(load: float, step: float) -> float:
    return int(load / step + 1e-9) * step
