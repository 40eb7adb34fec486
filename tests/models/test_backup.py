"""Backups are whole, restores keep what was there, and nothing is done with a file that is not sound."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models import backup
from models.errors import StoreBusy, StoreDamaged, StoreLocked, StoreMissing, StoreReadOnly, StoreTooNew
from models.store import Store, open_store
from tests.models.examples import ATHLETE, DOSSIER, REMOVED, SESSIONS

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 2, 12, 0, 5)  # noqa: DTZ001 - the wall clock of wherever the coach is


def _content(path: Path) -> tuple[object, ...]:
    with open_store(path, read_only=True) as store:
        return store.athletes.dossiers(), store.sessions.of(ATHLETE.id), store.sessions.latest_days()


def test_a_backup_holds_what_is_still_in_the_log(full: Store, tmp_path: Path) -> None:
    log = full.path.with_name(full.path.name + "-wal")
    assert log.stat().st_size > 0
    made = backup.back_up(full.path, tmp_path / "copies", now=NOON)
    assert made.name == "squad-2026-03-02-120005.switchback"
    assert _content(made) == ((DOSSIER,), SESSIONS, full.sessions.latest_days())
    assert [file.name for file in made.parent.iterdir()] == [made.name]
    assert made.stat().st_mode & 0o077 == 0


def test_only_the_last_are_kept(full: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "squad-notes.db").write_text("not ours to delete")
    (folder / "squad-2026-03-01-090000.db").write_text("a backup as it was named before, older than the others")
    made = [backup.back_up(full.path, folder, keep=3, now=NOON + timedelta(minutes=n)) for n in range(5)]
    assert backup.backups(folder, full.path) == made[:1:-1]
    assert (folder / "squad-notes.db").exists()
    assert not (folder / "squad-2026-03-01-090000.db").exists()
    twice = [backup.back_up(full.path, folder, keep=None, now=NOON) for _ in range(11)]
    assert len(set(twice)) == 11
    assert backup.backups(folder, full.path) == [*twice[::-1], *made[:1:-1]]


def test_a_clock_that_was_set_back_has_no_newer_backup_deleted(full: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    ahead = [backup.back_up(full.path, folder, keep=3, now=NOON + timedelta(days=900 + n)) for n in range(3)]
    made = [backup.back_up(full.path, folder, keep=3, now=NOON + timedelta(minutes=n)) for n in range(2)]
    assert backup.backups(folder, full.path) == [*made[::-1], ahead[2]]
    made += [backup.back_up(full.path, folder, keep=3, now=NOON + timedelta(hours=n)) for n in range(20)]
    assert backup.backups(folder, full.path) == made[:-4:-1]


def test_restore_keeps_the_present_store_aside(full: Store, tmp_path: Path) -> None:
    made = backup.back_up(full.path, tmp_path / "copies")
    full.athletes.remove(ATHLETE.id)
    full.settings.set("later", True)
    with pytest.raises(StoreLocked):
        backup.restore(made, full.path)
    full.close()
    aside = backup.restore(made, full.path, now=NOON)
    assert aside is not None
    assert aside.name == "squad-aside-2026-03-02-120005.db"
    with open_store(full.path) as again:
        assert again.athletes.dossier(ATHLETE.id) == DOSSIER
        assert again.settings.all() == {}
    with open_store(aside) as before:
        assert before.athletes.all() == ()
        assert before.settings.all() == {"later": True}


def test_restore_where_there_is_nothing(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "fresh" / "squad.db"
    assert backup.restore(full.path, target) is None
    assert _content(target)[0] == (DOSSIER,)


def test_the_log_of_a_store_that_is_gone_is_not_taken_for_that_of_its_successor(full: Store, tmp_path: Path) -> None:
    """As a process that died leaves it. SQLite would write the log into whatever stands there."""
    early = backup.back_up(full.path, tmp_path / "copies")
    full.settings.set("later", True)
    path = tmp_path / "lost" / "squad.db"
    for put in (lambda: backup.restore(early, path), lambda: open_store(path, anew=True).close()):
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        log = path.with_name("squad.db-wal")
        shutil.copy(full.path.with_name(full.path.name + "-wal"), log)
        before = log.read_bytes()
        put()
        with open_store(path) as store:
            assert store.settings.get("later") is None
        (kept,) = path.parent.glob("squad-aside-*.db-wal")
        assert kept.read_bytes() == before


def test_restore_over_a_damaged_store_keeps_its_bytes(full: Store, tmp_path: Path) -> None:
    made = backup.back_up(full.path, tmp_path / "copies")
    full.close()
    full.path.write_bytes(b"rubbish" * 1000)
    full.path.with_name("squad.db-wal").write_bytes(b"old log")
    aside = backup.restore(made, full.path)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish" * 1000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"old log"
    assert _content(full.path)[0] == (DOSSIER,)


def test_a_store_that_cannot_be_replaced_stays_whole(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where no file gets the name of one that somebody has open."""
    made = backup.back_up(full.path, tmp_path / "copies")
    full.settings.set("later", True)
    path = tmp_path / "crashed" / "squad.db"
    path.parent.mkdir()
    for ending in ("", "-wal"):  # a process that died leaves its log
        shutil.copy(f"{full.path}{ending}", f"{path}{ending}")
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert before["squad.db-wal"]
    rename = backup.rename_over

    def refused(passing: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(13, "Access is denied")
        rename(passing, target)

    monkeypatch.setattr(backup, "rename_over", refused)
    with pytest.raises(StoreReadOnly if sys.platform != "win32" else StoreBusy):
        backup.restore(made, path)
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.suffix != ".lock"}
    assert after == before
    with open_store(path) as store:
        assert store.settings.get("later", False) is True


def test_an_unsound_backup_is_not_used(full: Store, tmp_path: Path) -> None:
    made = backup.back_up(full.path, tmp_path / "copies")
    full.close()
    before = full.path.read_bytes()
    with pytest.raises(StoreMissing):
        backup.restore(tmp_path / "none.db", full.path)
    with sqlite3.connect(made) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'set_row'").fetchone()[0]
    connection.close()
    content = bytearray(made.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    made.write_bytes(content)
    with pytest.raises(StoreDamaged):
        backup.restore(made, full.path)
    made.write_bytes(b"")
    with pytest.raises(StoreDamaged):
        backup.restore(made, full.path)
    assert full.path.read_bytes() == before
    assert sorted(file.name for file in full.path.parent.glob("squad*")) == ["squad.db", "squad.db.lock"]


def test_a_backup_of_a_newer_version_is_not_used(full: Store, tmp_path: Path) -> None:
    full.link.database.execute_sql("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    made = backup.back_up(full.path, tmp_path / "copies")
    full.close()
    with pytest.raises(StoreTooNew):
        backup.restore(made, tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


def test_put_back_after_restore_is_the_same_store(full: Store, tmp_path: Path) -> None:
    """Undoing a restore is restoring the file that was put aside."""
    made = backup.back_up(full.path, tmp_path / "copies")
    removed = full.athletes.remove(ATHLETE.id)
    assert removed == REMOVED
    full.close()
    aside = backup.restore(made, full.path)
    assert aside is not None
    backup.restore(aside, full.path)
    assert _content(full.path)[0] == ()
