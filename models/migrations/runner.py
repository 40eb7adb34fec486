"""Runs the steps a file lacks, each in its own transaction with counted rows; a doubt raises and the caller puts the backup back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from models.migrations.step import Step


class Doubt(Exception):
    """A step ran, but rows are missing or references dangle."""


def file_version(connection: sqlite3.Connection) -> int | None:
    """The schema version noted in the file; 0 for an empty database, None if it is somebody else's."""
    tables = table_names(connection)
    if not tables:
        return 0
    if "meta" not in tables:
        return None
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except sqlite3.OperationalError:
        return None
    return int(row[0]) if row is not None and str(row[0]).isdigit() else None


def table_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return tuple(sorted(row[0] for row in rows))


def migrate(connection: sqlite3.Connection, steps: Sequence[Step], version: int) -> None:
    """Bring a file from `version` to the last of `steps`. The connection is in autocommit mode and is left with foreign keys on."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for step in steps:
            if step.number > version:
                _run(connection, step)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def _run(connection: sqlite3.Connection, step: Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    before = _counts(connection)
    step.run(connection)
    if not connection.in_transaction:
        raise Doubt(f"step {step.number} closed its transaction")
    after = _counts(connection)
    for table, count in before.items():
        if table not in step.changes and after.get(table) != count:
            raise Doubt(f"step {step.number}: {table} had {count} rows and has {after.get(table, 'none')}")
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise Doubt(f"step {step.number}: {len(dangling)} rows refer to something that is gone")
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('schema_version', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(step.number),),
    )
    connection.execute("COMMIT")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in table_names(connection):
        if table != "meta":
            found[table] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - a table of the file
    return found
