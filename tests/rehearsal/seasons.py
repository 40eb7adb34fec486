"""Rehearses a season at the level of the rules: each day is planned from what was known that morning, and no day knows the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from random import Random

from rules.facts import Athlete, Exposure, LoggedSets, Practised, Race, Situation, Trained
from rules.verdicts import Day, PlannedSession, PlannedWeek, Standing
from rules.vocabulary import PainArea, Status, Template
from tests.rehearsal.doing import DoneItem, carry_out
from tests.rehearsal.squad import START, WEEKS, Known, full_name, judge, known

DAY = timedelta(days=1)
SETTLED_DAYS = 14  # pains of the first day are over by then
SEEN_WEEKS = 8  # how often the coach looks at an athlete who may not go on without
SORE_AREA = PainArea.KNEE
SORE_SCORE = 4
SORE_DAYS = 14
_ILL_WEEK = 4
_SORE_WEEK = 15
_ADULT = 18
_WAITS = (Status.LOCKED_PREREQ, Status.EXPIRED, Status.REQUIRES_COACH, Status.BLOCKED_BY_COACH)


class Scenario(StrEnum):
    """Everything done as planned; every third session missed; a week ill, and weeks later a knee that hurts."""

    PERFECT = "perfect"
    MISSES = "misses"
    SICK = "sick"


@dataclass(frozen=True)
class Held:
    """One session of the rehearsal as it was planned on its morning, and what was done of it: nothing where it was missed."""

    planned: PlannedSession
    done: tuple[DoneItem, ...] = ()

    @property
    def missed(self) -> bool:
        return not self.done


@dataclass
class Week:
    """`plan` is what stood there on Monday morning; sessions are those of the days themselves."""

    monday: date
    plan: PlannedWeek
    sessions: list[Held] = field(default_factory=list[Held])
    opened: list[str] = field(default_factory=list[str])
    """Exercises that had opened by Monday morning and were not open a week before, whatever there is to do them with."""


@dataclass
class Season:
    name: str
    scenario: Scenario
    days: dict[date, Day]
    races: tuple[Race, ...]
    athlete: Athlete
    weeks: list[Week] = field(default_factory=list[Week])
    ill: tuple[date, date] | None = None
    sore_slug: str = ""
    sore_on: date | None = None
    opened: dict[str, date] = field(default_factory=dict[str, date])
    """The Monday on which an exercise with a gate was found open, for those that were not from the start."""
    practised: dict[str, list[date]] = field(default_factory=dict[str, list[date]])
    """The days on which each exercise was done, the two years before the season included."""

    @property
    def held(self) -> list[Held]:
        """All sessions that were planned and whose day came, in order."""
        return [one for week in self.weeks for one in week.sessions]

    @property
    def done(self) -> list[Held]:
        return [one for one in self.held if not one.missed]


@cache
def rehearse(name: str, scenario: Scenario, weeks: int = WEEKS) -> Season:
    """The season of one athlete of the squad; the same every time."""
    return _Rehearsal(name, scenario).season(weeks)


class _Rehearsal:
    def __init__(self, name: str, scenario: Scenario) -> None:
        self._known: Known = known(name)
        self._chance = Random(f"{name}/{scenario}")
        self._name = name
        self._scenario = scenario
        self._count = 0
        self._waiting: set[str] = set()
        self._settle()

    def _settle(self) -> None:
        """Pains that were there on the first day are gone two weeks later."""
        worst = self._known.situation(START).athlete.pain
        for area, score in worst.items():
            if score:
                self._known.report(area, START + SETTLED_DAYS * DAY, 0)

    def season(self, weeks: int) -> Season:
        situation = self._known.situation(START)
        end = START + timedelta(weeks=weeks) - DAY
        days = judge().season.days(situation.athlete, situation.races, START, end)
        races = tuple(race for race in situation.races if START <= race.on <= end)
        told = Season(full_name(self._name), self._scenario, {day.on: day for day in days}, races, situation.athlete)
        if self._scenario is Scenario.SICK:
            self._fall_ill(told)
        for number in range(weeks):
            told.weeks.append(self._week(told, START + timedelta(weeks=number)))
        done = {(row.on, row.slug) for row in self._known.rows if not row.off_plan}
        for on, slug in sorted(done):
            told.practised.setdefault(slug, []).append(on)
        return told

    # --- what happens

    def _fall_ill(self, told: Season) -> None:
        """A week in bed, in weeks of training that are not over soon."""
        since = START + timedelta(weeks=_ILL_WEEK)
        told.ill = since, since + 6 * DAY

    def _week(self, told: Season, monday: date) -> Week:
        self._tell(told, monday)
        situation = self._known.situation(monday)
        week = Week(monday, judge().planner.weeks(situation, monday, monday, 1)[0])
        self._note_openings(told, week, situation)
        today, plan = monday, week.plan
        while plan.sessions:
            on = plan.sessions[0].on
            if on > today:  # what the plan says on the morning of the session is what is done
                today = on
                plan = self._plan(told, today, monday)
                if not plan.sessions or plan.sessions[0].on > today:
                    continue
            week.sessions.append(self._hold(told, plan.sessions[0]))
            today += DAY
            if today > monday + 6 * DAY:
                break
            plan = self._plan(told, today, monday)
        return week

    def _plan(self, told: Season, today: date, monday: date) -> PlannedWeek:
        self._tell(told, today)
        return judge().planner.weeks(self._known.situation(today), today, monday, 1)[0]

    def _tell(self, told: Season, today: date) -> None:
        """What is written into the dossier by that morning; nobody knows beforehand that he will be ill."""
        if told.ill and today >= told.ill[0] and not self._known.dossier.absences:
            self._known.be_ill(*told.ill)

    def _hold(self, told: Season, planned: PlannedSession) -> Held:
        self._count += 1
        if self._scenario is Scenario.MISSES and self._count % 3 == 0:
            return Held(planned)
        sore = self._sore_today(told, planned)
        done = carry_out(self._chance, planned, sore)
        if sore:
            told.sore_slug, told.sore_on = sore, planned.on
            self._known.report(SORE_AREA, planned.on + DAY, SORE_SCORE)
            self._known.report(SORE_AREA, planned.on + (1 + SORE_DAYS) * DAY, 0)
        self._log(planned, done)
        return Held(planned, done)

    def _sore_today(self, told: Season, planned: PlannedSession) -> str:
        """The loaded exercise in which the knee begins to hurt, in the first build session that has one after some weeks."""
        if self._scenario is not Scenario.SICK or told.sore_on or planned.on < START + timedelta(weeks=_SORE_WEEK):
            return ""
        if not told.days[planned.on].caps.load_up or planned.deload:
            return ""
        book = judge().rulebook
        found = [i.slug for i in planned.items if i.load and SORE_AREA in book.exercises[i.slug].pain_block]
        return found[0] if found else ""

    def _log(self, planned: PlannedSession, done: tuple[DoneItem, ...]) -> None:
        exercises: list[Practised] = []
        for one in done:
            item, sets = one.item, one.sets
            exposure = Exposure(
                planned.on,
                tuple(s.amount for s in sets),
                tuple(10.0 - s.rpe for s in sets),
                min(s.technique for s in sets),
                max(s.pain for s in sets),
                max(s.next_pain for s in sets),
            )
            exercises.append(Practised(item.slug, exposure, item.load, item.aim))
            self._known.rows.extend(
                LoggedSets(
                    planned.on,
                    item.slug,
                    amount=s.amount,
                    load=item.load,
                    rpe=s.rpe,
                    pain=s.pain,
                    next_pain=s.next_pain,
                    technique=s.technique,
                )
                for s in sets
            )
        self._known.trained.append(
            Trained(
                planned.on,
                planned.slot,
                planned.template,
                planned.phase,
                planned.eased,
                planned.deload,
                exercises=tuple(exercises),
            )
        )

    # --- what opens

    def _note_openings(self, told: Season, week: Week, situation: Situation) -> None:
        standings = judge().standings.of(situation.athlete, situation.history, week.monday, novelty=True)
        book = judge().rulebook
        found = {slug for slug, one in standings.items() if one.is_open and book.exercises[slug].gates}
        week.opened = [slug for slug in standings if slug in found & self._waiting]
        self._waiting -= found
        for slug in week.opened:
            told.opened.setdefault(slug, week.monday)
        self._waiting |= {slug for slug, one in standings.items() if one.status in _WAITS and slug not in told.opened}
        age = told.days[week.monday].age
        if age is not None and age < _ADULT and (week.monday - START).days % (7 * SEEN_WEEKS) == 0:
            self._look_at(standings, week.monday)

    def _look_at(self, standings: dict[str, Standing], on: date) -> None:
        """The coach sees the young athlete train: what she does and what waits for a coach's word."""
        done = {slug.slug for one in self._known.trained[-8:] for slug in one.exercises}
        for slug, standing in standings.items():
            wanted = standing.status is Status.REQUIRES_COACH
            if slug in done or (wanted and any(p in done for p in judge().rulebook.exercises[slug].prerequisites)):
                self._known.rate(slug, on, 4)


def is_strength(planned: PlannedSession) -> bool:
    return planned.template is not Template.MICRO
