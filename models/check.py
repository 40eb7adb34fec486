"""The doctor: is the file sound, is its schema the one of this version, does every row belong somewhere, do derived rows agree?"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee

from models import latest
from models.errors import Said, StoreDamaged
from models.migrations import SCHEMA_VERSION, STEPS, runner
from models.store import Store
from models.tables import TABLES

Verdict = tuple[bool, Said]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check by its `name`: whether it holds, and in words what was found."""

    name: str
    ok: bool
    said: Said

    @property
    def text(self) -> str:
        return str(self.said)


def doctor(store: Store) -> tuple[Finding, ...]:
    """Run every check. Reads only; a big store takes some seconds."""
    connection: sqlite3.Connection = store.link.database.connection()
    checks: tuple[tuple[str, Callable[[], Verdict]], ...] = (
        ("integrity", lambda: _sound(connection)),
        ("references", lambda: _references(connection)),
        ("version", lambda: _version(connection)),
        ("schema", lambda: _schema(connection)),
        ("entries", lambda: _entries(connection)),
        ("latest days", lambda: _latest(store)),
        ("plans", lambda: _plans(connection)),
    )
    findings: list[Finding] = []
    for name, check in checks:
        try:
            findings.append(Finding(name, *check()))
        except (sqlite3.DatabaseError, StoreDamaged) as error:
            findings.append(Finding(name, False, Said("could not be checked: {error}", error=error)))
    return tuple(findings)


def rebuild_latest_days(store: Store) -> int:
    """Compute the derived table anew from the sets; returns its number of rows."""
    return latest.rebuild(store.link)


def schema_picture(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """What counts of a schema, by table: columns, references, indexes and checks, however its text was written."""
    picture: dict[str, dict[str, Any]] = {}
    for table in runner.table_names(connection):
        sql = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
        indexes = connection.execute(f'PRAGMA index_list("{table}")').fetchall()
        picture[table] = {
            "columns": [row[1:6] for row in connection.execute(f'PRAGMA table_info("{table}")')],
            "references": sorted(row[2:] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')),
            "indexes": sorted((bool(row[2]), row[3], _index_columns(connection, row[1])) for row in indexes),
            "checks": _checks(sql[0]),
        }
    return picture


def declared_picture() -> dict[str, dict[str, Any]]:
    """The picture of the schema that the Peewee tables declare."""
    database: Any = peewee.SqliteDatabase(":memory:")
    with database.connection_context():
        for table in TABLES:
            manager: Any = peewee.SchemaManager(table, database)
            manager.create_all(safe=False)
        return schema_picture(database.connection())


def fresh_picture() -> dict[str, dict[str, Any]]:
    """The picture of a file that all migrations have just made."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        runner.migrate(connection, STEPS, 0)
        return schema_picture(connection)
    finally:
        connection.close()


def _sound(connection: sqlite3.Connection) -> Verdict:
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    ok = rows == ["ok"]
    return ok, Said("the file is sound") if ok else Said("{found}", found="; ".join(rows))


def _references(connection: sqlite3.Connection) -> Verdict:
    """Orphaned rows: sets without an exercise entry, entries without a session, anything without its athlete."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    if not rows:
        return True, Said("no orphaned rows")
    tables = ", ".join(sorted({row[0] for row in rows}))
    return False, Said("{n} orphaned rows in {tables}", n=len(rows), tables=tables)


def _version(connection: sqlite3.Connection) -> Verdict:
    version = runner.file_version(connection)
    said = Said("format {version}, this program's is {newest}", version=version, newest=SCHEMA_VERSION)
    return version == SCHEMA_VERSION, said


def _schema(connection: sqlite3.Connection) -> Verdict:
    present, wanted = schema_picture(connection), fresh_picture()
    different = sorted(name for name in present.keys() | wanted.keys() if present.get(name) != wanted.get(name))
    if not different:
        return True, Said("{n} tables as they should be", n=len(wanted))
    return False, Said("not as they should be: {tables}", tables=", ".join(different))


def _entries(connection: sqlite3.Connection) -> Verdict:
    """An entry repeats its session's athlete, day and status for speed, and is nothing without sets."""
    drifted = connection.execute(
        "SELECT count(*) FROM entry JOIN session ON session.id = entry.session_id WHERE entry.athlete_id"
        " <> session.athlete_id OR entry.day <> session.day OR entry.done <> (session.status = 'done')"
    ).fetchone()[0]
    empty = connection.execute(
        "SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM set_row WHERE set_row.entry_id = entry.id)"
    ).fetchone()[0]
    if not drifted and not empty:
        return True, Said("every exercise entry agrees with its session and has sets")
    said = Said(
        "{drifted} exercise entries disagree with their session, {empty} have no sets", drifted=drifted, empty=empty
    )
    return False, said


def _latest(store: Store) -> Verdict:
    with store.reading():
        kept, right = latest.read(store.link), latest.computed(store.link)
    wrong = len(set(kept) ^ set(right))
    if not wrong:
        return True, Said("{n} rows agree with the sets", n=len(kept))
    return False, Said("{n} rows disagree with the sets; they can be computed anew", n=wrong)


def _plans(connection: sqlite3.Connection) -> Verdict:
    """Versions are only ever added, one after the other: a gap is a plan that was lost."""
    slots, gaps = connection.execute(
        "SELECT count(*), coalesce(sum(newest <> versions), 0) FROM (SELECT max(version) AS newest, count(*) AS versions"
        " FROM written_plan GROUP BY athlete_id, slot)"
    ).fetchone()
    if not gaps:
        return True, Said("the plans of {n} sessions have all their versions", n=slots)
    return False, Said("the plans of {n} sessions lack versions", n=gaps)


def _index_columns(connection: sqlite3.Connection, index: str) -> tuple[str, ...]:
    return tuple(row[2] for row in connection.execute(f'PRAGMA index_info("{index}")'))


def _checks(sql: str) -> list[str]:
    """The expressions of all CHECK constraints, without regard to white space."""
    found: list[str] = []
    for match in re.finditer(r"\bCHECK\s*\(", sql):
        depth, place = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[place], 0)
            place += 1
        found.append(" ".join(sql[match.end() : place - 1].split()))
    return sorted(found)
