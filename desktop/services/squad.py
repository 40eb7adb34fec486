"""The squad at a glance: one row an athlete, from summaries, so that years of sets need not be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.services import factual, past
from desktop.services.desk import Desk
from desktop.services.limits import age_on
from desktop.services.words import spoken
from models import records
from rules import facts
from rules.verdicts import Day, Standing
from rules.vocabulary import Phase, RaceStatus, Status

NOT_RUN = frozenset({RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS})
PAIN_FROM = 3
INJURY_ADVICE_DAYS = 14
IDLE_DAYS = 14
MOBILITY_REPEAT_DAYS = 28
READINESS_DAYS = 365
GUARDED_UNTIL = 16


@dataclass(frozen=True, slots=True)
class SquadRow:
    """`within_reach` are the slugs that could open next; `attention` are sentences for the coach, most urgent first.
    `days_to_race` counts to `next_race`, `days_since_race` from `last_race`; None without one."""

    athlete: records.Athlete
    day: Day
    next_race: records.Race | None
    days_to_race: int | None
    last_race: records.Race | None
    days_since_race: int | None
    sessions_done_this_week: int
    sessions_allowed: int
    unlocked: int
    total: int
    within_reach: tuple[str, ...]
    attention: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquadFigures:
    """Sessions still allowed this week over all athletes, athletes tapering, exercises within reach, athletes who need a look."""

    sessions_left: int
    tapering: int
    within_reach: int
    need_attention: int


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything a row is made of: as long as it is the same, so is the row."""

    on: date
    dossier: records.Dossier
    days: list[records.DayOfSets]
    latest: list[records.LatestDays]
    done: int


SquadMemory = dict[str, "tuple[_Read, SquadRow]"]
"""The last row of every athlete with what it was made of, shared by all threads: after one change one row is judged anew."""


class Squad:
    def __init__(self, desk: Desk, memory: SquadMemory | None = None) -> None:
        self._desk = desk
        self._memory: SquadMemory = {} if memory is None else memory

    def rows(self, on: date | None = None) -> tuple[SquadRow, ...]:
        """One row for every athlete who is not archived, by name, on that day (today if not given)."""
        on = on or self._desk.clock()
        dossiers = self._desk.store.athletes.dossiers()
        if not dossiers:
            return ()
        since = past.window_start(self._desk, on)
        days: dict[str, list[records.DayOfSets]] = defaultdict(list)
        for day in self._desk.store.sessions.days_of_sets(None, since, on):
            days[day.athlete_id].append(day)
        latest: dict[str, list[records.LatestDays]] = defaultdict(list)
        for summary in self._desk.store.sessions.latest_days():
            latest[summary.athlete_id].append(summary)
        monday = on - timedelta(days=on.weekday())
        done: Counter[str] = Counter()
        for athlete_id, _, status, _ in self._desk.store.sessions.dates(None, monday, on):
            done[athlete_id] += status is records.SessionStatus.DONE
        reads = (_Read(on, d, days[d.athlete.id], latest[d.athlete.id], done[d.athlete.id]) for d in dossiers)
        return tuple(self._remembered(read) for read in reads)

    def figures(self, rows: Iterable[SquadRow] | None = None) -> SquadFigures:
        """The four figures above the table, of these rows (of all today if not given)."""
        rows = self.rows() if rows is None else tuple(rows)
        return SquadFigures(
            sessions_left=sum(max(0, row.sessions_allowed - row.sessions_done_this_week) for row in rows),
            tapering=sum(row.day.phase in (Phase.TAPER, Phase.RACE_WEEK) for row in rows),
            within_reach=sum(len(row.within_reach) for row in rows),
            need_attention=sum(bool(row.attention) for row in rows),
        )

    def _remembered(self, read: _Read) -> SquadRow:
        athlete_id = read.dossier.athlete.id
        known = self._memory.get(athlete_id)
        if known is not None and known[0] == read:
            return known[1]
        row = self._row(read)
        self._memory[athlete_id] = (read, row)
        return row

    def _row(self, read: _Read) -> SquadRow:
        on, dossier, latest = read.on, read.dossier, read.latest
        athlete = factual.athlete(dossier, on)
        day = self._desk.judge.season.days(athlete, factual.races(dossier.races), on, on)[0]
        since = past.window_start(self._desk, on)
        if past.needs_own_window(dossier, since) or any(summary.last_at_all > on for summary in latest):
            history = past.history(self._desk, dossier, on)
        else:
            history = past.put_together(dossier, factual.logged(read.days), factual.earlier(latest))
        standings = self._desk.judge.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        upcoming = [race for race in dossier.races if race.on >= on and race.status not in NOT_RUN]
        run = [race for race in dossier.races if race.on < on and race.status not in NOT_RUN]
        following = min(upcoming, key=lambda race: (race.on, race.priority), default=None)
        last = max(run, key=lambda race: race.on, default=None)
        return SquadRow(
            athlete=dossier.athlete,
            day=day,
            next_race=following,
            days_to_race=None if following is None else (following.on - on).days,
            last_race=last,
            days_since_race=None if last is None else (on - last.on).days,
            sessions_done_this_week=read.done,
            sessions_allowed=day.caps.sessions,
            unlocked=sum(standing.is_open for standing in standings.values()),
            total=len(standings),
            within_reach=tuple(slug for slug, standing in standings.items() if standing.within_reach),
            attention=self._attention(dossier, athlete, day, standings, latest, on),
        )

    def _attention(
        self,
        dossier: records.Dossier,
        athlete: facts.Athlete,
        day: Day,
        standings: dict[str, Standing],
        latest: list[records.LatestDays],
        on: date,
    ) -> tuple[str, ...]:
        exercises = self._desk.judge.rulebook.exercises
        notes: list[str] = []
        if athlete.health_hold:
            notes.append("On hold until the talk with a health professional is recorded.")
        for flag in dossier.injuries:
            if flag.area in athlete.injuries and flag.since <= on:
                since = (on - flag.since).days
                advice = "; time to see a professional" if since > INJURY_ADVICE_DAYS else ""
                notes.append(f"Injury flag on {spoken(flag.area)} for {counted(since, 'day')}{advice}.")
        notes += [f"Pain {score}/10: {spoken(area)}." for area, score in athlete.pain.items() if score >= PAIN_FROM]
        suspended = [exercises[s.slug].name for s in standings.values() if s.status is Status.SUSPENDED_PAIN]
        if suspended:
            notes.append(f"Suspended after pain: {', '.join(suspended)}.")
        notes += profile_gaps(dossier, on)
        newest = max((summary.last_at_all for summary in latest), default=None)
        if day.caps.sessions > 0 and newest is not None and (on - newest).days > IDLE_DAYS:
            notes.append(f"No session for {counted((on - newest).days, 'day')}.")
        return tuple(notes)


def profile_gaps(dossier: records.Dossier, on: date) -> list[str]:
    """What is missing or too old in the profile for good decisions."""
    person = dossier.athlete
    age = age_on(person.birth_date, on)
    notes: list[str] = []
    if age is None:
        notes.append("Birth date missing: cautious caps are used.")
    elif age < GUARDED_UNTIL and person.guardian_consent_on is None:
        notes.append("A guardian's consent is missing.")
    screens = [screen.on for screen in dossier.readiness if screen.on <= on]
    if not screens:
        notes.append("The readiness screen has not been filled in.")
    elif (on - max(screens)).days > READINESS_DAYS:
        notes.append("The readiness screen is older than 12 months.")
    stiff = [level for level in factual.mobility(dossier.mobility, on).values() if level != "ok"]
    measured = [screen.on for screen in dossier.mobility if screen.on <= on]
    if stiff and (on - max(measured)).days > MOBILITY_REPEAT_DAYS:
        notes.append(f"The mobility screen is {counted((on - max(measured)).days, 'day')} old: repeat it.")
    return notes


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
