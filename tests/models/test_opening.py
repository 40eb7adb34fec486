"""Opening a store: who may, what of a file that is not right, and what a full disk or a protected folder does."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest

from models import lock as locks
from models import sqlite_file
from models.backup import back_up
from models.errors import (
    DiskTrouble,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreGone,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreRefused,
    StoreTooNew,
)
from models.migrations import runner
from models.records import Session
from models.store import Store, open_store
from tests.models.examples import ATHLETE, DOSSIER, REMOVED, SESSIONS, days, one_set, uid

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def _pragma(store: Store, name: str) -> object:
    return store.link.database.execute_sql(f"PRAGMA {name}").fetchone()[0]


def test_pragmas(store: Store) -> None:
    assert _pragma(store, "journal_mode") == "wal"
    assert _pragma(store, "foreign_keys") == 1
    assert _pragma(store, "synchronous") == 2
    assert _pragma(store, "busy_timeout") == 5000


@pytest.mark.skipif(os.name == "nt", reason="permission bits are a matter of POSIX")
def test_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder" / "squad.db"
    with open_store(path) as store:
        store.athletes.put_back(REMOVED)
        for file in path.parent.iterdir():
            assert file.stat().st_mode & 0o777 == 0o600, file
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert {file.name for file in path.parent.iterdir()} >= {"squad.db", "squad.db-wal", "squad.db.lock"}


def test_a_second_instance_is_told_and_does_no_harm(full: Store) -> None:
    with pytest.raises(StoreLocked, match="already open in another window"):
        open_store(full.path)
    with open_store(full.path, lock=False) as reader:
        assert reader.athletes.dossier(ATHLETE.id) == DOSSIER
        assert not reader.writable
        with pytest.raises(StoreReadOnly):
            reader.athletes.remove(ATHLETE.id)
        with pytest.raises(StoreReadOnly):
            reader.settings.set("x", 1)
    full.settings.set("still", "writing")
    full.close()
    with open_store(full.path) as again:
        assert again.settings.all() == {"still": "writing"}


def test_a_second_process_is_told(full: Store) -> None:
    told = _python(f"open_store({str(full.path)!r})")
    assert told.stdout.startswith("StoreLocked: This store is already open")
    read = _python(f"print(open_store({str(full.path)!r}, lock=False).athletes.all()[0].id)")
    assert read.stdout == ATHLETE.id + "\n"


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
@pytest.mark.parametrize("writing", [True, False])
def test_a_folder_without_locks_is_not_called_open(
    full: Store, number: int, writing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.close()
    monkeypatch.setattr(locks, "_hold", _raises(OSError(number, os.strerror(number))))
    if not writing:  # what SQLite makes of it
        monkeypatch.setattr(runner, "file_version", _raises(StoreBusy("in use")))
    with pytest.raises(DiskTrouble, match=f"cannot be locked .{os.strerror(number)}"):
        open_store(full.path, lock=writing)


def test_a_lock_of_which_nothing_is_said_is_held(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under Wine, whose C library sets no number."""
    full.close()
    monkeypatch.setattr(locks, "_hold", _raises(OSError(0, "Error")))
    with pytest.raises(StoreLocked, match="already open in another window"):
        open_store(full.path)


@pytest.mark.parametrize(
    "path, address",
    [
        (PurePosixPath("/home/a b/squad.db"), None),
        (PureWindowsPath(r"D:\Zoé\squad.db"), None),
        (PureWindowsPath(r"\\NAS\club\a?b.switchback"), "file:%5C%5CNAS%5Cclub%5Ca%3Fb.switchback"),
        (PureWindowsPath("\\\\?\\C:\\squad.db"), "file:%5C%5C%3F%5CC%3A%5Csquad.db"),
    ],
)
def test_no_share_of_windows_is_named_to_sqlite_as_a_computer(path: PurePath, address: str | None) -> None:
    assert sqlite_file._on_a_share(path) == address


def test_a_store_that_is_busy_is_said_to_be(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "file_version", _raises(StoreBusy("in use")))
    with pytest.raises(StoreBusy, match="in use"):
        open_store(full.path, lock=False)
    full.close()
    with pytest.raises(StoreBusy, match="in use"):
        open_store(full.path, lock=False)


def _raises(error: Exception) -> Callable[..., None]:
    def work(*_: object) -> None:
        raise error

    return work


def test_a_failed_open_lets_the_lock_go(tmp_path: Path) -> None:
    path = tmp_path / "squad.db"
    path.write_bytes(b"not a database at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            open_store(path)
    path.unlink()
    open_store(path).close()


def test_where_a_store_is_gone_but_has_backups_none_is_made_without_a_word(full: Store) -> None:
    path, folder = full.path, full.backups_dir
    kept = back_up(path, folder)
    full.close()
    path.rename(path.with_name("moved"))
    for lock in (True, False):
        with pytest.raises(StoreGone, match=re.escape(kept.name)):
            open_store(path, lock=lock)
        assert not path.exists()
    with open_store(path, anew=True) as store:
        assert not store.athletes.all()
    assert kept.exists()


def test_another_writer_is_waited_for_then_busy(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    full.link.database.execute_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(full.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="in use by another program"):
        full.settings.set("x", 1)
    assert full.athletes.dossier(ATHLETE.id) == DOSSIER
    other.execute("ROLLBACK")
    other.close()
    full.settings.set("x", 1)


def test_siblings_share_a_store_between_threads(full: Store) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with full.sibling() as mine:
                for n in range(20):
                    mine.sessions.save(Session(uid(5000 + n), ATHLETE.id, days(10), sets=(one_set(7000 + n),)))
        except Exception as error:  # noqa: BLE001 - reported by the thread that waits
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    for n in range(20):
        full.sessions.save(Session(uid(6000 + n), ATHLETE.id, days(10), sets=(one_set(8000 + n),)))
    thread.join()
    assert failures == []
    assert full.sessions.count() == len(SESSIONS) + 40
    with pytest.raises(StoreLocked):  # a sibling that is closed leaves the lock alone
        open_store(full.path)


def test_two_stores_in_one_process(full: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as other:
        other.athletes.save(replace(ATHLETE, name="Somebody else"))
        assert full.athletes.get(ATHLETE.id) == ATHLETE
        assert [athlete.name for athlete in other.athletes.all()] == ["Somebody else"]


def test_transactions_nest(full: Store) -> None:
    def change_and_fail(key: str) -> None:
        with full.writing():
            full.settings.set(key, 2)
            raise KeyError

    with full.writing():
        full.settings.set("outer", 1)
        with pytest.raises(KeyError):
            change_and_fail("inner")
        with pytest.raises(StoreRefused):
            full.athletes.save(replace(ATHLETE, name=""))
    assert full.settings.all() == {"outer": 1}
    with pytest.raises(KeyError):
        change_and_fail("outer")
    assert full.settings.all() == {"outer": 1}


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("exercise,sets\n" * 900)


def _cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def _header_gone(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def _strangers(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


@pytest.mark.parametrize("harm", [_empty, _text, _cut_off, _header_gone, _strangers])
@pytest.mark.parametrize("how", [{}, {"lock": False}, {"read_only": True}], ids=["window", "reader", "read-only"])
def test_a_file_that_is_not_right_is_refused_and_left_alone(
    full: Store, harm: Callable[[Path], None], how: dict[str, Any]
) -> None:
    full.close()
    harm(full.path)
    before = full.path.read_bytes()
    with pytest.raises(StoreDamaged) as caught:
        open_store(full.path, **how)
    assert str(full.path) in str(caught.value)
    assert full.path.read_bytes() == before


def test_damage_inside_is_told_when_it_is_met(full: Store) -> None:
    full.close()
    content = bytearray(full.path.read_bytes())
    page = sqlite3.connect(full.path).execute("SELECT rootpage FROM sqlite_schema WHERE name = 'race'").fetchone()[0]
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    full.path.write_bytes(content)
    with open_store(full.path) as store, pytest.raises(StoreDamaged, match="is damaged"):
        store.races.of(ATHLETE.id)


def test_a_newer_file_is_refused_before_anything_is_written(full: Store) -> None:
    full.link.database.execute_sql("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    full.close()
    before = full.path.read_bytes()
    ways: list[dict[str, Any]] = [{}, {"lock": False}, {"read_only": True}]
    for how in ways:
        with pytest.raises(StoreTooNew, match="newer version of the program"):
            open_store(full.path, **how)
    assert full.path.read_bytes() == before
    assert not (full.path.parent / "backups").exists()


def test_read_only_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "no.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_makes_a_missing_store_and_lets_it_go(tmp_path: Path) -> None:
    with open_store(tmp_path / "squad.db", lock=False) as reader:
        assert reader.athletes.all() == ()
        open_store(tmp_path / "squad.db").close()


def test_a_half_made_store_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "squad.db.new").write_bytes(b"half")
    with open_store(tmp_path / "squad.db") as store:
        store.athletes.put_back(REMOVED)
        assert store.athletes.dossier(ATHLETE.id) == DOSSIER


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "data" / "squad.db")


def test_a_full_disk_loses_nothing(full: Store) -> None:
    pages = _pragma(full, "page_count")
    full.link.database.execute_sql(f"PRAGMA max_page_count = {pages}")
    many = [
        Session(uid(9000 + n), ATHLETE.id, days(n), notes="x" * 4000, sets=(one_set(20_000 + n),)) for n in range(100)
    ]
    with pytest.raises(StoreFull, match="disk is full"):
        full.sessions.save_many(many)
    assert full.sessions.of(ATHLETE.id) == SESSIONS
    full.link.database.execute_sql(f"PRAGMA max_page_count = {int(str(pages)) * 100}")
    assert full.sessions.save_many(many) == 100


def test_a_transaction_that_sqlite_gave_up_is_not_half_saved(full: Store) -> None:
    """On some disk errors SQLite rolls back by itself; who goes on regardless must not write outside a transaction."""

    def change() -> None:
        with full.writing():
            full.settings.set("first", 1)
            full.link.database.connection().execute("ROLLBACK")
            full.settings.set("second", 2)

    with pytest.raises(StoreError, match="Nothing of it was saved"):
        change()
    assert full.settings.all() == {}
    full.settings.set("after", 3)
    assert full.settings.all() == {"after": 3}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and users as on Linux")
def test_a_disk_that_takes_no_more_bytes(full: Store) -> None:
    """The system itself refuses to let files grow: the error is the disk's, not the database's own limit."""
    full.close()
    done = _python(
        f"""
        import resource, signal
        from tests.models.examples import ATHLETE, days, one_set, uid
        from models.records import Session
        store = open_store({str(full.path)!r})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        saved = 0
        try:
            for n in range(1000):
                store.sessions.save(Session(uid(9000 + n), ATHLETE.id, days(n), notes="x" * 900, sets=(one_set(20_000 + n),)))
                saved += 1
        finally:
            print(saved)
        """
    )
    saved, words = done.stdout.splitlines()
    assert words.startswith(("StoreFull: ", "DiskTrouble: ")), words
    assert int(saved) > 0
    with open_store(full.path) as store:
        assert store.sessions.count() == len(SESSIONS) + int(saved)
        assert store.link.database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and users as on Linux")
def test_a_folder_that_may_not_be_written(full: Store) -> None:
    full.close()
    folder = Path("/tmp") / f"switchback-test-{os.getpid()}"
    folder.mkdir()
    try:
        shutil.copy(full.path, folder / "squad.db")
        (folder / "squad.db").chmod(0o444)
        folder.chmod(0o555)
        become = "os.setuid(65534)" if os.getuid() == 0 else "pass"  # for root nothing is protected
        path = str(folder / "squad.db")
        told = _python(f"{become}\nopen_store({path!r})")
        assert told.stdout.startswith("StoreReadOnly: The folder /tmp/switchback-test-"), told
        fresh = _python(f"{become}\nopen_store({str(folder / 'deeper' / 'new.db')!r})")
        assert fresh.stdout.startswith("StoreReadOnly: "), fresh
        read = _python(f"{become}\nprint(open_store({path!r}, read_only=True).athletes.all()[0].id)")
        assert read.stdout == ATHLETE.id + "\n", read
        assert sorted(file.name for file in folder.iterdir()) == ["squad.db"]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def _python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process; a `StoreError` is printed as NAME: WORDS, anything else fails the test."""
    script = (
        "import os\nfrom models.errors import StoreError\nfrom models.store import open_store\ntry:\n"
        + textwrap.indent("import models.repositories, tests.models.examples\n" + textwrap.dedent(code), "    ")
        + "\nexcept StoreError as error:\n    print(f'{type(error).__name__}: {error}')\n"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
