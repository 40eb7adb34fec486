"""`latest_days`: the last days of each exercise, kept beside the sets so that a squad's page need not read years of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from models.columns import fn
from models.link import Link
from models.records import LatestDays
from models.tables import EntryRow, LatestRow, SetRow

_COLUMNS = (
    "athlete_id",
    "exercise",
    "last_at_all",
    "last_on_plan",
    "last_technique",
    "previous_on_plan",
    "previous_technique",
)


def read(link: Link, athlete_id: str | None = None) -> list[LatestDays]:
    column = LatestRow.column
    query = LatestRow.pick(*map(column, _COLUMNS)).order_by(column("athlete_id"), column("exercise"))
    if athlete_id is not None:
        query = query.where(column("athlete_id") == athlete_id)
    return [_record(row) for row in link.rows(query)]


def renew(link: Link, pairs: Iterable[tuple[str, str]]) -> None:
    """Compute the rows of these (athlete_id, exercise) anew, inside the caller's transaction."""
    rows: list[tuple[Any, ...]] = []
    column = LatestRow.column
    for athlete_id, exercise in sorted(set(pairs)):
        gone = (column("athlete_id") == athlete_id) & (column("exercise") == exercise)
        link.run(LatestRow.erase().where(gone))
        this = (EntryRow.column("athlete_id") == athlete_id) & (EntryRow.column("exercise") == exercise)
        newest = link.rows(_done(EntryRow.column("day")).where(this).order_by(EntryRow.column("day").desc()).limit(1))
        if newest:
            on_plan = link.rows(_days_on_plan().where(this).order_by(EntryRow.column("day").desc()).limit(2))
            rows.append((athlete_id, exercise, newest[0][0], *_two_days(on_plan)))
    link.many(LatestRow.put_row(*_COLUMNS), rows)


def rebuild(link: Link) -> int:
    """Write the whole table anew; returns its number of rows."""
    with link.writing():
        rows = list(computed_rows(link))
        link.run(LatestRow.erase())
        link.many(LatestRow.put_row(*_COLUMNS), rows)
    return len(rows)


def computed(link: Link) -> list[LatestDays]:
    """What the table must hold, from the sets themselves, in the order of `read`."""
    return [_record(row) for row in computed_rows(link)]


def before(link: Link, athlete_id: str, day: date, exercise: str | None = None) -> list[LatestDays]:
    """What the table would hold of one athlete (and one exercise) if nothing had been done on that day or later."""
    entry = EntryRow.column
    where = (entry("athlete_id") == athlete_id) & (entry("day") < day.isoformat())
    if exercise is not None:
        where &= entry("exercise") == exercise
    return [_record(row) for row in computed_rows(link, where)]


def computed_rows(link: Link, where: Any = None) -> Iterator[tuple[Any, ...]]:
    entry, item = EntryRow.column, SetRow.column
    technique = fn.COALESCE(item("coach_technique"), item("technique"))
    key = [entry("athlete_id"), entry("exercise")]
    query = _done(*key, entry("day"), item("off_plan"), fn.MIN(technique))
    if where is not None:
        query = query.where(where)
    query = query.group_by(*key, entry("day"), item("off_plan")).order_by(*key, entry("day").desc(), item("off_plan"))
    for (athlete_id, exercise), days in groupby(link.stream(query), key=lambda row: (row[0], row[1])):
        rows = list(days)
        on_plan = [(row[2], row[4]) for row in rows if not row[3]][:2]
        yield (athlete_id, exercise, rows[0][2], *_two_days(on_plan))


def _done(*columns: Any) -> Any:
    entry, item = EntryRow.column, SetRow.column
    query = EntryRow.pick(*columns).join(SetRow, on=(item("entry_id") == entry("id")))
    return query.where((entry("done") == 1) & item("amount").is_null(False))


def _days_on_plan() -> Any:
    item, day = SetRow.column, EntryRow.column("day")
    worst = fn.MIN(fn.COALESCE(item("coach_technique"), item("technique")))
    return _done(day, worst).where(item("off_plan") == 0).group_by(day)


def _two_days(on_plan: list[Any]) -> tuple[Any, ...]:
    padded = [*on_plan, (None, None), (None, None)][:2]
    return (*padded[0], *padded[1])


def _record(row: tuple[Any, ...]) -> LatestDays:
    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    return LatestDays(row[0], row[1], date.fromisoformat(row[2]), day(row[3]), row[4], day(row[5]), row[6])
