"""The squad at a glance: one row an athlete, from summaries, so that years of sets need not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.i18n import language
from desktop.services import factual, past, week_counts
from desktop.services.desk import Desk
from desktop.services.outcome import Progress
from desktop.services.squad_glance import SquadOutline, outline, races_around
from desktop.services.watching import Watched, watch
from desktop.services.week_count import WeekCount
from desktop.services.week_counts import WEEK, Marked, monday_of, skipped_slots
from desktop.services.words import Words
from models import records
from rules import facts, trends
from rules.verdicts import Day
from rules.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class SquadRow:
    """`within_reach` are the slugs that could open next; `attention` are sentences for the coach, most urgent first.
    `days_to_race` counts to `next_race`, `days_since_race` from `last_race`; None without one.

    Of the strength sessions of this week, `sessions_planned_this_week` are those of the written plan, past ones included (None:
    no plan is written), `sessions_left` those still to come: as planned, else what the season allows and was not used."""

    athlete: records.Athlete
    day: Day
    next_race: records.Race | None
    days_to_race: int | None
    last_race: records.Race | None
    days_since_race: int | None
    week: WeekCount
    unlocked: int
    total: int
    within_reach: tuple[str, ...]
    attention: tuple[str, ...]

    @property
    def sessions_done_this_week(self) -> int:
        return self.week.done

    @property
    def sessions_allowed(self) -> int:
        return self.day.caps.sessions

    @property
    def sessions_planned_this_week(self) -> int | None:
        return self.week.planned

    @property
    def sessions_left(self) -> int:
        return self.week.left(self.day.caps.sessions)


@dataclass(frozen=True, slots=True)
class SquadFigures:
    """Sessions still to come this week over all athletes, athletes tapering, exercises within reach, athletes who need a look."""

    sessions_left: int
    tapering: int
    within_reach: int
    need_attention: int


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
    plans: list[records.WrittenPlan]
    week: WeekCount
    missed: int
    language: str


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
        self._weeks: tuple[object, dict[str, WeekCount]] | None = None

    def outlines(self, on: date | None = None, fresh_days: int | None = None) -> tuple[SquadOutline, ...]:
        """One outline for every athlete who is not archived, by name: cheap, so that a page can paint at once.

        `fresh_days` bounds how many days not remembered are worked out (all of them if not given).
        """
        on = on or self._desk.clock()
        store = self._desk.store
        with store.reading():
            people = store.athletes.all()
            races, screens = store.races.all_of(), store.readiness.all_of()
            weeks = self._all_weeks(on)
        left = len(people) if fresh_days is None else fresh_days
        found: list[SquadOutline] = []
        for person in people:
            own = races.get(person.id, ())
            brief = records.Dossier(person, races=own, readiness=screens.get(person.id, ()))
            season = _Season(on, factual.athlete(brief, on, self._desk.judge.rulebook), own)
            day = self._known_day(person.id, season)
            if day is None and left > 0:
                day, left = self._worked_out_day(person.id, season), left - 1
            judged = self._memory.rows.get(person.id)
            found.append(outline(person, own, on, weeks.get(person.id, WeekCount()), day, judged and judged[1]))
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
            marked = store.sessions.dates(athlete_id, *_week(on))
            plans = store.plans.newest(athlete_id, *self._slots(on))
            return self._put_together(on, dossier, days, latest, marked, plans)

    def _slots(self, on: date) -> tuple[date, date]:
        """The slots whose plans are read: of the weeks the rules look back on, and of those a session may be moved to."""
        return on - timedelta(days=self._desk.judge.rulebook.trend_days), monday_of(on) + 2 * WEEK

    def _put_together(
        self,
        on: date,
        dossier: records.Dossier,
        days: list[records.DayOfSets],
        latest: list[records.LatestDays],
        marked: Collection[Marked],
        plans: list[records.WrittenPlan],
    ) -> _Read:
        trained = {day.on for day in days}
        read = self._sessions_of(dossier.athlete.id)
        week = week_counts.count(on, marked, trained, plans, skipped_slots(dossier.wishes), read)
        slots = week_counts.missed(on, trained, plans, dossier, read) if plans else {}
        return _Read(on, dossier, days, latest, plans, week, trends.missed_in_a_row(slots), language())

    def _sessions_of(self, athlete_id: str) -> Callable[[date, date], tuple[records.Session, ...]]:
        return lambda start, end: self._desk.store.sessions.of(athlete_id, start, end)

    def _all_weeks(self, on: date) -> dict[str, WeekCount]:
        """The week of every athlete of whom anything is known; counted anew when anything was written."""
        store, monday = self._desk.store, monday_of(on)
        stamp = (store.stamp(), on)
        if self._weeks is not None and self._weeks[0] == stamp:
            return self._weeks[1]
        marked = _by_athlete(store.sessions.dates(None, *_week(on)))
        trained = store.sessions.days_done(monday, on) if marked else {}
        plans = store.plans.newest_of_all(monday - WEEK, monday + 2 * WEEK)
        wishes = store.wishes.all_of() if plans else {}
        weeks = {
            who: week_counts.count(
                on,
                marked.get(who, ()),
                trained.get(who, ()),
                plans.get(who, ()),
                skipped_slots(wishes.get(who, ())),
                self._sessions_of(who),
            )
            for who in marked.keys() | plans.keys()
        }
        self._weeks = (stamp, weeks)
        return weeks

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
        marked = _by_athlete(self._desk.store.sessions.dates(None, *_week(on)))
        plans = self._desk.store.plans.newest_of_all(*self._slots(on))
        reads = (
            self._put_together(on, d, days[who], latest[who], marked.get(who, ()), plans.get(who, []))
            for d in dossiers
            for who in (d.athlete.id,)
        )
        return tuple(self._remembered(read) for read in reads)

    def figures(self, rows: Iterable[SquadRow] | None = None) -> SquadFigures:
        """The four figures above the table, of these rows (of all today if not given)."""
        rows = self.rows() if rows is None else tuple(rows)
        return SquadFigures(
            sessions_left=sum(row.sessions_left for row in rows),
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
        rows = factual.logged(read.days)
        if any(summary.last_at_all > on for summary in latest):
            history = past.history(self._desk, dossier, on)
        else:
            history = past.with_declared(self._desk, dossier, on, rows, latest)
        standings = self._desk.judge.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        following, last = races_around(dossier.races, on)
        return SquadRow(
            athlete=dossier.athlete,
            day=day,
            next_race=following,
            days_to_race=None if following is None else (following.on - on).days,
            last_race=last,
            days_since_race=None if last is None else (on - last.on).days,
            week=read.week,
            unlocked=sum(standing.is_open for standing in standings.values()),
            total=len(standings),
            within_reach=tuple(slug for slug, standing in standings.items() if standing.within_reach),
            attention=self._attention(
                Watched(on, dossier, athlete, day, history, standings, rows, latest, read.plans, read.missed)
            ),
        )

    def _attention(self, seen: Watched) -> tuple[str, ...]:
        judge = self._desk.judge
        words = Words(judge.rulebook)
        return tuple(words.reason(reason) for reason in judge.attention.of(watch(judge, seen), seen.on))


def _week(on: date) -> tuple[date, date]:
    """Monday and Sunday."""
    return monday_of(on), monday_of(on) + WEEK - timedelta(days=1)


def _by_athlete(marked: Iterable[Marked]) -> dict[str, list[Marked]]:
    found: dict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        found[one[0]].append(one)
    return dict(found)
