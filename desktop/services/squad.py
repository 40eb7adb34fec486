"""The squad at a glance: one row an athlete, from summaries, so that years of sets need not be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.services import factual, past
from desktop.services.desk import Desk
from desktop.services.outcome import Progress
from desktop.services.words import Words
from models import records
from rules import facts
from rules.verdicts import Day, Standing
from rules.vocabulary import Phase, RaceStatus, Status

NOT_RUN = frozenset({RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS})


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
class SquadOutline:
    """What is known of an athlete without judging years of sets. `day` is None while it was not worked out yet; `judged` is
    the last row there was (perhaps older than the latest change), None before the first."""

    athlete: records.Athlete
    day: Day | None
    next_race: records.Race | None
    days_to_race: int | None
    last_race: records.Race | None
    days_since_race: int | None
    sessions_done_this_week: int
    judged: SquadRow | None

    @property
    def sessions_allowed(self) -> int | None:
        return None if self.day is None else self.day.caps.sessions


@dataclass(frozen=True, slots=True)
class _Season:
    """Everything a day's phase and caps are made of."""

    on: date
    athlete: facts.Athlete
    races: tuple[records.Race, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything a row is made of: as long as it is the same, so is the row."""

    on: date
    dossier: records.Dossier
    days: list[records.DayOfSets]
    latest: list[records.LatestDays]
    done: int


class SquadMemory:
    """The last row and day of every athlete with what they were made of, shared by all threads: after one change one row is
    judged anew."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[_Read, SquadRow]] = {}
        self.days: dict[str, tuple[_Season, Day]] = {}


class Squad:
    def __init__(self, desk: Desk, memory: SquadMemory | None = None) -> None:
        self._desk = desk
        self._memory = SquadMemory() if memory is None else memory

    def outlines(self, on: date | None = None, fresh_days: int | None = None) -> tuple[SquadOutline, ...]:
        """One outline for every athlete who is not archived, by name: cheap, so that a page can paint at once.

        `fresh_days` bounds how many days not remembered are worked out (all of them if not given).
        """
        on = on or self._desk.clock()
        store = self._desk.store
        with store.reading():
            people = store.athletes.all()
            races, screens = store.races.all_of(), store.readiness.all_of()
            done = self._done_this_week(on)
        left = len(people) if fresh_days is None else fresh_days
        found: list[SquadOutline] = []
        for person in people:
            own = races.get(person.id, ())
            brief = records.Dossier(person, races=own, readiness=screens.get(person.id, ()))
            season = _Season(on, factual.athlete(brief, on, self._desk.judge.rulebook), own)
            day = self._known_day(person.id, season)
            if day is None and left > 0:
                day, left = self._worked_out_day(person.id, season), left - 1
            following, last = races_around(own, on)
            judged = self._memory.rows.get(person.id)
            found.append(
                SquadOutline(
                    athlete=person,
                    day=day,
                    next_race=following,
                    days_to_race=None if following is None else (following.on - on).days,
                    last_race=last,
                    days_since_race=None if last is None else (on - last.on).days,
                    sessions_done_this_week=done[person.id],
                    judged=None if judged is None else judged[1],
                )
            )
        return tuple(found)

    def judge(
        self, athlete_ids: Iterable[str], on: date | None = None, progress: Progress | None = None
    ) -> tuple[SquadRow, ...]:
        """The rows of these athletes, as far as they are there: some tens of milliseconds for each whose training changed.
        Ends early, with what there is, when the progress says so."""
        on = on or self._desk.clock()
        ids = tuple(athlete_ids)
        rows: list[SquadRow] = []
        for number, athlete_id in enumerate(ids):
            if progress is not None and not progress(number, len(ids)):
                break
            read = self._read(athlete_id, on)
            if read is not None:
                rows.append(self._remembered(read))
        return tuple(rows)

    def _read(self, athlete_id: str, on: date) -> _Read | None:
        store = self._desk.store
        with store.reading():
            if store.athletes.get(athlete_id) is None:
                return None
            dossier = store.athletes.dossier(athlete_id)
            days = list(store.sessions.days_of_sets(athlete_id, past.window_start(self._desk, on), on))
            latest = list(store.sessions.latest_days(athlete_id))
            done = self._done_this_week(on, athlete_id)
        return _Read(on, dossier, days, latest, done[athlete_id])

    def _done_this_week(self, on: date, athlete_id: str | None = None) -> Counter[str]:
        monday = on - timedelta(days=on.weekday())
        done: Counter[str] = Counter()
        for owner, _, status, _ in self._desk.store.sessions.dates(athlete_id, monday, on):
            done[owner] += status is records.SessionStatus.DONE
        return done

    def _known_day(self, athlete_id: str, season: _Season) -> Day | None:
        known = self._memory.days.get(athlete_id)
        return known[1] if known is not None and known[0] == season else None

    def _worked_out_day(self, athlete_id: str, season: _Season) -> Day:
        day = self._desk.judge.season.days(season.athlete, factual.races(season.races), season.on, season.on)[0]
        self._memory.days[athlete_id] = (season, day)
        return day

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
        done = self._done_this_week(on)
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
        known = self._memory.rows.get(athlete_id)
        if known is not None and known[0] == read:
            return known[1]
        row = self._row(read)
        self._memory.rows[athlete_id] = (read, row)
        return row

    def _row(self, read: _Read) -> SquadRow:
        on, dossier, latest = read.on, read.dossier, read.latest
        athlete = factual.athlete(dossier, on, self._desk.judge.rulebook)
        day = self._desk.judge.season.days(athlete, factual.races(dossier.races), on, on)[0]
        if any(summary.last_at_all > on for summary in latest):
            history = past.history(self._desk, dossier, on)
        else:
            history = past.with_declared(self._desk, dossier, on, factual.logged(read.days), latest)
        standings = self._desk.judge.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        following, last = races_around(dossier.races, on)
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
        rulebook = self._desk.judge.rulebook
        suspended = tuple(s.slug for s in standings.values() if s.status is Status.SUSPENDED_PAIN)
        watch = watched(dossier, athlete, on, day.caps.sessions, suspended, latest)
        words = Words(rulebook)
        return tuple(words.reason(reason) for reason in self._desk.judge.attention.of(watch, on))


def watched(
    dossier: records.Dossier,
    athlete: facts.Athlete,
    on: date,
    sessions: int,
    suspended: tuple[str, ...],
    latest: Iterable[records.LatestDays],
) -> facts.Watch:
    """What the rules of attention ask about, from the records up to that day."""
    flags = [flag for flag in dossier.injuries if flag.area in athlete.injuries and flag.since <= on]
    reports = sorted((r for r in dossier.pains if r.on <= on), key=lambda r: (r.on, r.score))
    since = {report.area: report.on for report in reports}
    return facts.Watch(
        birth_date=dossier.athlete.birth_date,
        health_hold=athlete.health_hold,
        injuries={flag.area: flag.since for flag in sorted(flags, key=lambda f: f.since, reverse=True)},
        pain={area: (score, since[area]) for area, score in athlete.pain.items()},
        suspended=suspended,
        last_session=max((summary.last_at_all for summary in latest), default=None),
        sessions=sessions,
        consent_on=dossier.athlete.guardian_consent_on,
        readiness_on=max((screen.on for screen in dossier.readiness if screen.on <= on), default=None),
        mobility=athlete.mobility,
        mobility_on=max((screen.on for screen in dossier.mobility if screen.on <= on), default=None),
    )


def races_around(races: Iterable[records.Race], on: date) -> tuple[records.Race | None, records.Race | None]:
    """The next race from that day on and the last one before it, of those that are or were run."""
    counted_in = [race for race in races if race.status not in NOT_RUN]
    following = min((r for r in counted_in if r.on >= on), key=lambda race: (race.on, race.priority), default=None)
    last = max((r for r in counted_in if r.on < on), key=lambda race: race.on, default=None)
    return following, last
