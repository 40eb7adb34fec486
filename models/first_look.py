"""What a first page shows, read by the plain driver before the repositories are loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from models.sqlite_file import connect, reading_mode
from rules.vocabulary import Priority, RaceStatus

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs a select with its parameters."""


class RaceGlimpse(NamedTuple):
    """What is said of a race in one line; as in records.Race."""

    name: str
    on: date
    priority: Priority
    distance_km: float | None


class Glimpse(NamedTuple):
    """An athlete by name, the next race and the last one."""

    id: str
    name: str
    following: RaceGlimpse | None
    last: RaceGlimpse | None


_PEOPLE = "SELECT id, name FROM athlete WHERE archived = 0"
_NAME = "SELECT name FROM athlete WHERE id = ?"
_COUNTED = "status NOT IN (SELECT value FROM json_each(?))"
# SQLite takes the other columns from the row with the least: the first by day, then by priority
_FOLLOWING = f"""SELECT athlete_id, name, day, priority, distance_km, min(day || priority || id)
    FROM race WHERE day >= ? AND {_COUNTED} GROUP BY athlete_id"""  # noqa: S608  the words are ours
_LAST = f"""SELECT athlete_id, name, day, priority, distance_km
    FROM race WHERE day >= ? AND day < ? AND {_COUNTED} ORDER BY day, id DESC"""  # noqa: S608


def name_of(rows: Rows, athlete_id: str) -> str | None:
    """See `Store.name_of`."""
    found = rows(_NAME, (athlete_id,))
    return str(found[0][0]) if found else None


def glimpses(rows: Rows, on: date, since: date, left_out: Collection[RaceStatus]) -> tuple[Glimpse, ...]:
    """See `Store.glimpses`."""
    today, without = on.isoformat(), json.dumps(sorted(left_out))
    following = {row[0]: _race(row) for row in rows(_FOLLOWING, (today, without))}
    last = {
        row[0]: _race(row) for row in rows(_LAST, (since.isoformat(), today, without))
    }  # the latest comes last and stays
    people = [Glimpse(who, name, following.get(who), last.get(who)) for who, name in rows(_PEOPLE, ())]
    return tuple(sorted(people, key=lambda one: (one.name.casefold(), one.id)))


def _race(row: tuple[Any, ...]) -> RaceGlimpse:
    return RaceGlimpse(row[1], date.fromisoformat(row[2]), Priority(row[3]), row[4])


class FirstLook:
    """A connection of its own that only reads. `settings` are the settings' JSON texts by key. Raises sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, reading_mode(path))
        self.settings: dict[str, str] = dict(self._connection.execute("SELECT key, value FROM setting"))

    def rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()
