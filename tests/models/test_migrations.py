"""Every old file opens, what a step breaks is put back, and all ways to today's schema lead to the same one."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from models import backup, dumps
from models.check import declared_picture, doctor, fresh_picture, schema_picture
from models.errors import MigrationFailed, StoreFull, StoreReadOnly
from models.migrations import SCHEMA_VERSION, STEPS, runner
from models.migrations.step import Step
from models.records import Removed
from models.store import Store, open_store
from tests.models.examples import ATHLETE, DOSSIER, PLANS, REMOVED, SESSIONS

DUMPS = sorted((resources.FOLDER / "schemas").glob("schema_*.sql"))


def _as_of(version: int) -> Removed:
    """The example as a store of that version could hold it."""
    if version >= 2:
        return REMOVED
    dossier = replace(DOSSIER, absences=(), wishes=())
    return Removed(dossier, tuple(replace(one, slot=None, eased=False, deload=False) for one in SESSIONS))


def test_steps_are_numbered_without_a_gap_and_each_has_a_dump() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))
    assert STEPS[-1].number == SCHEMA_VERSION
    assert [dump.stem for dump in DUMPS] == [f"schema_{step.number:04}" for step in STEPS]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_every_old_file_opens_and_becomes_todays(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "squad.db"
    dumps.write(dump.read_text(encoding="utf-8"), path)
    held = _as_of(int(dump.stem[-4:]))
    with open_store(path) as store:
        assert store.athletes.dossier(ATHLETE.id) == held.dossier
        assert store.sessions.of(ATHLETE.id) == held.sessions
        assert tuple(store.plans.of(ATHLETE.id)) == held.plans
        assert store.settings.all() == {"units": "kg"}
        assert all(finding.ok for finding in doctor(store)), doctor(store)
        assert schema_picture(store.link.database.connection()) == fresh_picture()
        store.athletes.put_back(REMOVED)  # and holds what today's can hold
        assert store.athletes.remove(ATHLETE.id) == REMOVED


def test_fresh_schema_is_what_the_tables_declare() -> None:
    assert fresh_picture() == declared_picture()


def test_pictures_see_differences() -> None:
    def picture(sql: str) -> object:
        connection = sqlite3.connect(":memory:")
        connection.executescript(sql)
        found = schema_picture(connection)
        connection.close()
        return found

    base = "CREATE TABLE t (a INTEGER NOT NULL CHECK (a > 0), b TEXT REFERENCES t (a) ON DELETE CASCADE);"
    changes = ["NOT NULL", " ON DELETE CASCADE", "CHECK (a > 0)"]
    pictures = [
        picture(base),
        picture(base + "CREATE INDEX i ON t (a);"),
        *(picture(base.replace(part, "")) for part in changes),
    ]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])
    assert picture(base.replace(" (a > 0)", "\n(a  >   0)")) == picture(base)


def test_tables_of_the_file_are_strict(store: Store) -> None:
    rows = store.link.database.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert len(rows) == 23
    assert [name for name, sql in rows if not re.search(r"\) STRICT$", sql)] == []


def _add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE athlete ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")


def _rebuild_athletes(connection: sqlite3.Connection) -> None:
    """The dangerous classic: with foreign keys on, dropping the old table would take every child row along."""
    connection.execute("CREATE TABLE athlete_new AS SELECT * FROM athlete")
    connection.execute("DROP TABLE athlete")
    connection.execute("CREATE TABLE athlete (id TEXT PRIMARY KEY, name TEXT NOT NULL, archived INTEGER NOT NULL)")
    connection.execute("INSERT INTO athlete SELECT id, name, archived FROM athlete_new")
    connection.execute("DROP TABLE athlete_new")


def _lose_rows(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM set_row WHERE number = 2")


def _dangle(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE kit SET athlete_id = 'nobody'")


def _close_the_transaction(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM race")
    connection.execute("COMMIT")


def _fail_half_way(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM race")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def _bug(_: sqlite3.Connection) -> None:
    raise KeyError("a bug")


GOOD = Step(SCHEMA_VERSION + 1, "a colour", _add_colour)


def test_a_good_step_backs_up_first(full: Store) -> None:
    full.close()
    with open_store(full.path, steps=(*STEPS, GOOD)) as store:
        assert store.athletes.dossier(ATHLETE.id) == DOSSIER
        assert runner.file_version(store.link.database.connection()) == SCHEMA_VERSION + 1
    (saved,) = backup.backups(full.path.parent / "backups", full.path)
    with open_store(saved, read_only=True) as before:
        assert before.athletes.dossier(ATHLETE.id) == DOSSIER


def test_a_rebuilt_table_keeps_its_children(full: Store) -> None:
    full.close()
    open_store(full.path, steps=(*STEPS, Step(SCHEMA_VERSION + 1, "rebuild", _rebuild_athletes))).close()
    with sqlite3.connect(full.path) as connection:
        assert connection.execute("SELECT count(*) FROM set_row").fetchone() == (7,)
    connection.close()


@pytest.mark.parametrize("bad", [_lose_rows, _dangle, _close_the_transaction, _fail_half_way, _bug])
def test_what_a_bad_step_did_is_undone_with_the_step_before(full: Store, bad: object) -> None:
    """The second of two new steps fails: the first was committed already, so only the backup brings the old file back."""
    full.close()
    broken = Step(SCHEMA_VERSION + 2, "broken", bad)  # pyright: ignore[reportArgumentType]
    with pytest.raises(MigrationFailed, match="put back as it was"):
        open_store(full.path, steps=(*STEPS, GOOD, broken))
    assert len(backup.backups(full.path.parent / "backups", full.path)) == 1
    with open_store(full.path) as again:
        assert again.athletes.dossier(ATHLETE.id) == DOSSIER
        assert again.sessions.of(ATHLETE.id) == SESSIONS
        assert tuple(again.plans.of(ATHLETE.id)) == PLANS
        assert all(finding.ok for finding in doctor(again)), doctor(again)


def test_a_step_may_say_which_tables_it_changes(full: Store) -> None:
    full.close()
    step = Step(SCHEMA_VERSION + 1, "fewer sets", _lose_rows, frozenset({"set_row"}))
    open_store(full.path, steps=(*STEPS, step)).close()


def test_without_a_backup_nothing_is_migrated(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    full.close()

    def no_room(*_: object) -> Path:
        raise StoreFull("no room")

    monkeypatch.setattr("models.store.back_up", no_room)
    with pytest.raises(StoreFull):
        open_store(full.path, steps=(*STEPS, GOOD))
    with open_store(full.path) as again:
        assert again.athletes.dossier(ATHLETE.id) == DOSSIER


def test_an_older_file_is_not_migrated_read_only_but_for_a_reader(full: Store) -> None:
    full.close()
    with pytest.raises(StoreReadOnly):
        open_store(full.path, steps=(*STEPS, GOOD), read_only=True)
    with open_store(full.path, steps=(*STEPS, GOOD), lock=False) as reader:
        assert reader.athletes.dossier(ATHLETE.id) == DOSSIER
