"""Sessions with their sets, and the counts that rules and pages read of them.

A set is done if it has an amount and its session is done. All reading goes by plain tuples, because years of training are many rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from models import latest
from models.columns import Case, fn
from models.errors import StoreMissing
from models.link import Link
from models.records import DayOfSets, LatestDays, Session, SessionKind, SessionStatus, SetRecord
from models.shapes import SESSION
from models.simple import upsert
from models.tables import AthleteRow, EntryRow, SessionRow, SetRow
from rules.vocabulary import LoadType, Side, Unit

CHUNK = 400  # sessions handled together: keeps the number of bound values far below any database's limit
FEW = 8  # sessions whose sets are read by a select that is compiled once for each number

_ENTRY = ("id", "session_id", "athlete_id", "day", "done", "exercise", "position", "unit", "load_type")
_AS_THEY_ARE = (
    "planned_amount",
    "planned_load",
    "amount",
    "load",
    "rir",
    "rpe",
    "pain",
    "next_day_pain",
    "technique",
    "coach_technique",
)
_SET = ("id", "entry_id", "number", "side", *_AS_THEY_ARE, "off_plan", "notes")
_UNITS = {str(unit): unit for unit in Unit}
_LOAD_TYPES = {str(load_type): load_type for load_type in LoadType}
_SIDES: dict[str, Side | None] = {"": None, **{str(side): side for side in Side}}


class ExportRow(NamedTuple):
    """One set as `export_rows` gives it: plain values, dates as ISO text, '' for no side, None for what is not known."""

    athlete_id: str
    athlete: str
    on: str
    session_id: str
    kind: str
    status: str
    phase: str | None
    exercise: str
    position: int
    number: int
    side: str
    planned_amount: float | None
    planned_load: float | None
    amount: float | None
    unit: str
    load: float | None
    load_type: str
    rir: float | None
    rpe: float | None
    pain: int | None
    next_day_pain: int | None
    technique: int | None
    coach_technique: int | None
    off_plan: int
    notes: str


class Sessions:
    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, session_id: str) -> Session | None:
        found = self._read(SessionRow.pick(*SESSION.columns).where(SessionRow.column("id") == session_id))
        return found[0] if found else None

    def of(
        self,
        athlete_id: str,
        start: date | None = None,
        end: date | None = None,
        exercise: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Session, ...]:
        """An athlete's sessions with all their sets, newest first; `start` and `end` are included, `exercise` must occur."""
        if exercise is None and limit is None and not offset:
            with self._link.reading():
                return tuple(self._filled(self._link.rows_again("of one", _of_one, athlete_id, start, end)))
        column = SessionRow.column
        query = _of_one(athlete_id, start, end)
        if exercise is not None:
            holding = EntryRow.pick(EntryRow.column("session_id")).where(
                (EntryRow.column("athlete_id") == athlete_id) & (EntryRow.column("exercise") == exercise)
            )
            query = query.where(column("id").in_(holding))
        if limit is not None:
            query = query.limit(limit)
        if offset:
            query = query.offset(offset)
        return tuple(self._read(query))

    def save(self, session: Session) -> None:
        """Insert or change a session; its sets become exactly those given. `latest_days` follows in the same transaction.

        Raises `StoreRefused` for values the schema does not allow, two sets of one exercise with the same position, number
        and side, or an athlete that is not there.
        """
        self.save_many((session,))

    def save_many(self, sessions: Iterable[Session]) -> int:
        """Save all in one transaction, or none; returns how many. Takes any number of sessions in flat memory."""
        count = 0
        source = iter(sessions)
        touched: set[tuple[str, str]] = set()
        with self._link.writing():
            while chunk := list(islice(source, CHUNK)):
                touched |= self._write(chunk)
                count += len(chunk)
            latest.renew(self._link, touched)
        return count

    def remove(self, session_id: str) -> Session:
        """Take a session out with its sets and return it. Raises `StoreMissing` if there is none."""
        with self._link.writing():
            session = self.get(session_id)
            if session is None:
                raise StoreMissing("This session is no longer in the store.")
            self._link.run(SessionRow.erase().where(SessionRow.column("id") == session_id))
            latest.renew(self._link, {(session.athlete_id, item.exercise) for item in session.sets})
        return session

    def days_of_sets(
        self,
        athlete_id: str | None = None,
        since: date | None = None,
        until: date | None = None,
        exercise: str | None = None,
    ) -> list[DayOfSets]:
        """Done sets, identical ones counted together, oldest day first; of one athlete or of the whole squad, of one exercise
        or of all.

        The left and the right half of a set are one set: the lesser amount and load, the greater effort and pain, the worse
        technique. A half without its other half has no amount. The effort is the RPE, or what the reserve says of it.
        """
        asked = athlete_id, since, until, exercise
        whole = self._link.rows_again("whole sets", _whole_sets, *asked)
        by_side = self._link.rows_again("sets by side", _sets_by_side, *asked)
        halves = [(*row[:3], row[3] if row[11] == 2 else None, *row[4:11]) for row in by_side]
        if halves:
            # a pair may be the same as a set logged at once, and pairs among themselves: count them together
            counts = Counter(halves)
            whole = [(*row[:11], row[11] + counts.pop(row[:11], 0)) for row in whole]
            whole.extend((*key, count) for key, count in counts.items())
            whole.sort(key=itemgetter(1, 0, 2))
        days: dict[str, date] = {}
        found: list[DayOfSets] = []
        for row in whole:
            on = days.get(row[1])
            if on is None:
                on = days[row[1]] = date.fromisoformat(row[1])
            found.append(
                DayOfSets(
                    row[0], on, row[2], row[11], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10] == 1
                )
            )
        return found

    def days_done(self, since: date | None = None, until: date | None = None) -> dict[str, set[date]]:
        """The days on which anything was done, by athlete: those `days_of_sets` has sets of, without the sets."""
        found: defaultdict[str, set[date]] = defaultdict(set)
        for athlete_id, day in self._link.rows_again("days done", _days_done, since, until):
            found[athlete_id].add(date.fromisoformat(day))
        return dict(found)

    def latest_days(self, athlete_id: str | None = None) -> list[LatestDays]:
        """The last days of every exercise ever done, by athlete and exercise."""
        return latest.read(self._link, athlete_id)

    def latest_days_before(self, athlete_id: str, day: date, exercise: str | None = None) -> list[LatestDays]:
        """What `latest_days` would have said of one athlete (and one exercise) if nothing had been done on that day or later."""
        return latest.before(self._link, athlete_id, day, exercise)

    def dates(
        self, athlete_id: str | None = None, since: date | None = None, until: date | None = None
    ) -> list[tuple[str, date, SessionStatus, SessionKind]]:
        """(athlete_id, day, status, kind) of every session, oldest first, without their sets."""
        column = SessionRow.column
        query = SessionRow.pick(column("athlete_id"), column("day"), column("status"), column("kind"))
        query = _between(query, column("day"), since, until).order_by(column("day"), column("id"))
        if athlete_id is not None:
            query = query.where(column("athlete_id") == athlete_id)
        return [
            (owner, date.fromisoformat(day), SessionStatus(status), SessionKind(kind))
            for owner, day, status, kind in self._link.rows(query)
        ]

    def heads(self, athlete_id: str, start: date | None = None, end: date | None = None) -> list[Session]:
        """An athlete's sessions without their sets, oldest first: for whoever reads the sets by day."""
        return [SESSION.from_row(row) for row in self._link.rows_again("heads", _heads, athlete_id, start, end)]

    def count(self, athlete_id: str | None = None) -> int:
        query = SessionRow.pick(fn.COUNT(SessionRow.column("id")))
        if athlete_id is not None:
            query = query.where(SessionRow.column("athlete_id") == athlete_id)
        return self._link.rows(query)[0][0]

    def count_sets(
        self, athlete_ids: Sequence[str] | None = None, start: date | None = None, end: date | None = None
    ) -> int:
        """How many rows `export_rows` will give."""
        query = EntryRow.pick(fn.COUNT(SetRow.column("id"))).join(
            SetRow, on=(SetRow.column("entry_id") == EntryRow.column("id"))
        )
        if athlete_ids is not None:
            query = query.where(EntryRow.column("athlete_id").in_(list(athlete_ids)))
        return self._link.rows(_between(query, EntryRow.column("day"), start, end))[0][0]

    def export_rows(
        self, athlete_ids: Sequence[str] | None = None, start: date | None = None, end: date | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Every set, planned or done, as a plain tuple in the order of `ExportRow`'s names.

        Sorted by athlete id, day, session id, position, exercise, number and side. One athlete is read at a time, and rows
        come from the driver's own cursor by `fetchmany` (see `Link.stream`): 1.8 million sets need neither the memory nor
        the time of row objects or of a sort.
        """
        query = AthleteRow.pick(AthleteRow.column("id"), AthleteRow.column("name"))
        if athlete_ids is not None:
            query = query.where(AthleteRow.column("id").in_(list(athlete_ids)))
        for athlete_id, name in self._link.rows(query.order_by(AthleteRow.column("id"))):
            yield from self._link.stream(_export_query(athlete_id, name, start, end))

    def _read(self, query: Any) -> list[Session]:
        with self._link.reading():
            return self._filled(self._link.rows(query))

    def _filled(self, rows: list[tuple[Any, ...]]) -> list[Session]:
        """The sessions of these rows, with their sets."""
        sessions = [SESSION.from_row(row) for row in rows]
        found: dict[str, tuple[SetRecord, ...]] = {}
        for first in range(0, len(sessions), CHUNK):
            found.update(self._sets_of([session.id for session in sessions[first : first + CHUNK]]))
        return [replace(session, sets=found.get(session.id, ())) for session in sessions]

    def _sets_of(self, session_ids: list[str]) -> dict[str, tuple[SetRecord, ...]]:
        if len(session_ids) <= FEW:
            rows = self._link.rows_again("sets", _sets_in, *session_ids)
        else:
            rows = self._link.rows(_sets_in(*session_ids))
        rows.sort(key=_place)
        return {
            session_id: tuple(_set(row) for row in items) for session_id, items in groupby(rows, key=lambda row: row[0])
        }

    def _write(self, sessions: list[Session]) -> set[tuple[str, str]]:
        """Returns the (athlete_id, exercise) whose latest days may have changed."""
        ids = [session.id for session in sessions]
        link = self._link
        touched = {(session.athlete_id, item.exercise) for session in sessions for item in session.sets}
        old = EntryRow.pick(EntryRow.column("athlete_id"), EntryRow.column("exercise")).where(
            EntryRow.column("session_id").in_(ids)
        )
        touched.update(link.rows(old.distinct()))
        for session in sessions:
            link.run(upsert(SessionRow, SESSION.to_values(session)))
        link.run(EntryRow.erase().where(EntryRow.column("session_id").in_(ids)))
        _write_rows(link, sessions)
        return touched


def write_new(link: Link, sessions: Sequence[Session]) -> None:
    """Write sessions that are not in the store yet, many at a time and without `latest_days`: for whoever fills a whole store
    inside one transaction and calls `latest.rebuild` at its end."""
    columns = [field.column for field in SESSION.fields]
    rows = (list(SESSION.to_values(session).values()) for session in sessions)
    link.many(SessionRow.put_row(*columns), rows)
    _write_rows(link, sessions)


def _write_rows(link: Link, sessions: Sequence[Session]) -> None:
    highest = link.rows(EntryRow.pick(fn.COALESCE(fn.MAX(EntryRow.column("id")), 0)))[0][0]
    entries, sets = rows_of(sessions, highest + 1)
    link.many(EntryRow.put_row(*_ENTRY), entries)
    link.many(SetRow.put_row(*_SET), sets)


def rows_of(sessions: Iterable[Session], next_id: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The entry rows and the set rows of these sessions; entries are numbered from `next_id`."""
    entries: list[tuple[Any, ...]] = []
    sets: list[tuple[Any, ...]] = []
    for session in sessions:
        day = session.on.isoformat()
        done = int(session.status is SessionStatus.DONE)
        known: dict[tuple[Any, ...], int] = {}
        for item in session.sets:
            key = (item.exercise, item.position, str(item.unit), str(item.load_type))
            entry_id = known.get(key)
            if entry_id is None:
                entry_id = known[key] = next_id
                next_id += 1
                entries.append((entry_id, session.id, session.athlete_id, day, done, *key))
            values = [getattr(item, name) for name in _AS_THEY_ARE]
            sets.append((item.id, entry_id, item.number, str(item.side or ""), *values, int(item.off_plan), item.notes))
    return entries, sets


def _set(row: tuple[Any, ...]) -> SetRecord:
    _, exercise, position, unit, load_type, set_id, number, side, *measured, off_plan, notes = row
    values = dict(zip(_AS_THEY_ARE, measured, strict=True))
    unit, load_type, side = _UNITS[unit], _LOAD_TYPES[load_type], _SIDES[side]
    return SetRecord(
        set_id, exercise, position, number, unit, load_type, side, off_plan=off_plan == 1, notes=notes, **values
    )


def _place(row: Sequence[Any]) -> tuple[Any, ...]:
    """Sort key: session, then position, number, side; the rest only settles ties between exercises of one position."""
    return (row[0], row[2], row[6], row[7], row[1], row[3], row[4])


def _effort() -> Any:
    return fn.COALESCE(SetRow.column("rpe"), 10 - SetRow.column("rir"))


def _done_sets(*columns: Any) -> Any:
    entry, item = EntryRow.column, SetRow.column
    query = EntryRow.pick(*columns).join(SetRow, on=(item("entry_id") == entry("id")))
    return query.where((entry("done") == 1) & item("amount").is_null(False))


def _whole_sets(athlete_id: str | None, since: date | None, until: date | None, exercise: str | None) -> Any:
    entry, item = EntryRow.column, SetRow.column
    values = [entry("athlete_id"), entry("day"), entry("exercise"), item("amount"), item("load"), _effort()]
    values += [fn.COALESCE(item("pain"), 0)]
    values += [item(name) for name in ("next_day_pain", "technique", "coach_technique", "off_plan")]
    query = _done_sets(*values, fn.COUNT(item("id"))).where(item("side") == "")
    query = query.group_by(*values).order_by(entry("day"), entry("athlete_id"), entry("exercise"))
    return _between(_of(query, athlete_id, exercise), entry("day"), since, until)


def _sets_by_side(athlete_id: str | None, since: date | None, until: date | None, exercise: str | None) -> Any:
    """One row a pair of halves in the columns of `_whole_sets`; but the last one counts the halves."""
    entry, item = EntryRow.column, SetRow.column
    values = [fn.MIN(item("amount")), fn.MIN(item("load")), fn.MAX(_effort()), fn.MAX(fn.COALESCE(item("pain"), 0))]
    coach, technique = item("coach_technique"), item("technique")
    # a coach's mark stands for the pair only where both halves have one; else it counts as one half's technique
    seen = Case(None, [(fn.COUNT(coach) == fn.COUNT(item("id")), fn.MIN(coach))])
    values += [fn.MAX(item("next_day_pain")), fn.MIN(fn.COALESCE(coach, technique)), seen]
    values += [fn.MAX(item("off_plan")), fn.COUNT(item("side").distinct())]
    key = [entry("athlete_id"), entry("day"), entry("exercise")]
    query = _done_sets(*key, *values).where(item("side") != "").group_by(*key, entry("id"), item("number"))
    return _between(_of(query, athlete_id, exercise), entry("day"), since, until)


def _of_one(athlete_id: str, start: date | None, end: date | None) -> Any:
    column = SessionRow.column
    query = SessionRow.pick(*SESSION.columns).where(column("athlete_id") == athlete_id)
    return _between(query, column("day"), start, end).order_by(column("day").desc(), column("id"))


def _sets_in(*session_ids: str) -> Any:
    entry, item = EntryRow.column, SetRow.column
    columns = [entry(name) for name in ("session_id", "exercise", "position", "unit", "load_type")]
    columns += [item(name) for name in ("id", "number", "side", *_AS_THEY_ARE, "off_plan", "notes")]
    query = EntryRow.pick(*columns).join(SetRow, on=(item("entry_id") == entry("id")))
    return query.where(entry("session_id").in_(session_ids))


def _days_done(since: date | None, until: date | None) -> Any:
    entry = EntryRow.column
    return _between(_done_sets(entry("athlete_id"), entry("day")), entry("day"), since, until).distinct()


def _heads(athlete_id: str, start: date | None, end: date | None) -> Any:
    column = SessionRow.column
    query = SessionRow.pick(*SESSION.columns).where(column("athlete_id") == athlete_id)
    return _between(query, column("day"), start, end).order_by(column("day"), column("id"))


def _of(query: Any, athlete_id: str | None, exercise: str | None) -> Any:
    if athlete_id is not None:
        query = query.where(EntryRow.column("athlete_id") == athlete_id)
    return query if exercise is None else query.where(EntryRow.column("exercise") == exercise)


def _between(query: Any, column: Any, start: date | None, end: date | None) -> Any:
    if start is not None:
        query = query.where(column >= start.isoformat())
    if end is not None:
        query = query.where(column <= end.isoformat())
    return query


def _export_query(athlete_id: str, name: str, start: date | None, end: date | None) -> Any:
    """Order and joins follow the unique indexes session (athlete, day, id), entry (session, position, ...) and set (entry,
    number, side), so that rows come out in order without a sort."""
    entry, item, session = EntryRow.column, SetRow.column, SessionRow.column
    key = [session("athlete_id"), session("day"), session("id")]
    head = [key[0], fn.COALESCE(None, name), *key[1:], session("kind"), session("status"), session("phase")]
    place = [item("number"), item("side"), item("planned_amount"), item("planned_load"), item("amount")]
    rest = [item(column) for column in ("rir", "rpe", "pain", "next_day_pain", "technique", "coach_technique")]
    columns = [
        *head,
        entry("exercise"),
        entry("position"),
        *place,
        entry("unit"),
        item("load"),
        entry("load_type"),
        *rest,
    ]
    query = (
        SessionRow.pick(*columns, item("off_plan"), item("notes"))
        .join(EntryRow, on=(entry("session_id") == session("id")))
        .join(SetRow, on=(item("entry_id") == entry("id")))
        .where(session("athlete_id") == athlete_id)
    )
    order = [
        *key,
        *(entry(name) for name in ("position", "exercise", "unit", "load_type")),
        item("number"),
        item("side"),
    ]
    return _between(query, session("day"), start, end).order_by(*order)
