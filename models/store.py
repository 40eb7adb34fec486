"""Opening the store: version gate, backup and migration, the instance lock, and the repositories on one connection."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from peewee import SqliteDatabase

from models.athletes import Athletes, belongings
from models.backup import back_up, put_in_place
from models.errors import DiskTrouble, MigrationFailed, StoreError, StoreFull, StoreMissing, StoreReadOnly
from models.link import Link
from models.lock import InstanceLock
from models.migrations import STEPS, runner
from models.migrations.step import Step
from models.plans import Plans
from models.renaming import rename_over
from models.sessions import Sessions
from models.settings import Settings
from models.sqlite_file import (
    SIDE_FILES,
    connected,
    file_version,
    in_words,
    reading_mode,
    refuse_newer,
    sync_folder,
    uri,
)

BUSY_SECONDS = 5.0
READER_SAYS = "The store was opened for reading only; nothing was saved."


class Store:
    """One connection and its repositories. Use it only in the thread that opened it; another thread takes a `sibling`."""

    def __init__(self, path: Path, *, backups_dir: Path, mode: str, lock: InstanceLock | None, writable: bool) -> None:
        self.path = path
        self.backups_dir = backups_dir
        self._mode = mode
        self._lock = lock
        self._writable = writable
        self._database = _database(path, mode, writable)
        self.link = Link(
            self._database,
            lambda error: in_words(error, path),
            reader_says=None if writable else READER_SAYS,
            read_begin=("DEFERRED",),
        )
        with self.link.in_words():
            self._database.connect()
        owned = belongings(self.link)
        self.sessions = Sessions(self.link)
        self.plans = Plans(self.link)
        self.athletes = Athletes(self.link, owned, self.sessions, self.plans)
        self.settings = Settings(self.link)
        self.kits, self.key_runs, self.mobility, self.pains = owned.kits, owned.key_runs, owned.mobility, owned.pains
        self.injuries, self.readiness, self.races = owned.injuries, owned.readiness, owned.races
        self.assessments, self.declarations, self.overrides = owned.assessments, owned.declarations, owned.overrides
        self.absences, self.wishes = owned.absences, owned.wishes

    @property
    def writable(self) -> bool:
        return self._writable

    def writing(self) -> AbstractContextManager[None]:
        """One transaction (nestable: an inner one that fails is undone alone if its error is caught between).

        Left with an exception, nothing of it is kept. When it is left without one, the change survives a kill and a power cut.
        """
        return self.link.writing()

    def reading(self) -> AbstractContextManager[None]:
        """Several reads that see one and the same state."""
        return self.link.reading()

    def stamp(self) -> tuple[int, int]:
        """A value that is another one after anything was written, through this connection or past it."""
        connection: Any = self._database.connection()
        past_it = self._database.execute_sql("PRAGMA data_version").fetchone()[0]
        return past_it, connection.total_changes

    def busy(self) -> bool:
        """Whether another connection is writing at this moment: a change made now would wait for the end of it."""
        if not self._writable or self._database.in_transaction():
            return False
        connection: Any = self._database.connection()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
        finally:
            connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        return False

    def sibling(self) -> Store:
        """A second connection to the same store. Call it in the thread that will use it, and close it there."""
        return Store(self.path, backups_dir=self.backups_dir, mode=self._mode, lock=None, writable=self._writable)

    def close(self) -> None:
        """Close the connection; the store that was opened first also lets the instance lock go. Closing twice does nothing."""
        if not self._database.is_closed():
            self._database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Database(SqliteDatabase):
    """SQLite ends a transaction by itself when the disk is full or fails. Then there is nothing left to roll back, and nothing
    more may be written under the impression that a transaction is still open."""

    def rollback(self) -> None:
        if self._in_driver():
            super().rollback()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        depth: Any = self.transaction_depth()
        if depth and not self._in_driver():
            if sql.startswith("ROLLBACK TO"):
                return None
            raise DiskTrouble(
                "The disk failed a moment ago, so the whole change was given up. Nothing of it was saved."
            )
        parent: Any = super()
        return parent.execute_sql(sql, params)

    def _in_driver(self) -> bool:
        me: Any = self
        return me.connection().in_transaction


def open_store(
    path: Path | str,
    *,
    backups_dir: Path | None = None,
    read_only: bool = False,
    lock: bool = True,
    steps: Sequence[Step] = STEPS,
) -> Store:
    """Open the store at `path`, make it if there is none, bring an older one up to date (after a backup).

    With `lock` it is this process's alone to write: raises `StoreLocked` if an instance has it. `lock=False` is for readers
    beside a running window: `writing` is refused there. `read_only` also never makes, migrates or touches a file. `backups_dir`
    is by default `backups` beside the file. Raises `StoreError` for all that is the user's world.
    """
    path = Path(path).absolute()
    folder = backups_dir or path.parent / "backups"
    if read_only:
        version = file_version(path)
        refuse_newer(path, version, steps[-1].number)
        if version < steps[-1].number:
            raise StoreReadOnly(
                "The file {path} is of an older version and must be opened for writing once.", path=path
            )
        return Store(path, backups_dir=folder, mode=reading_mode(path), lock=None, writable=False)
    held = InstanceLock(path)
    _make_folder(path.parent)
    if lock or not path.exists():
        held.take()
    try:
        if not path.exists():
            _create(path, steps)
        version = file_version(path)
        refuse_newer(path, version, steps[-1].number)
        if version < steps[-1].number:
            if not held.held:
                held.take()
            _migrate(path, folder, steps, version)
        if lock:
            with contextlib.suppress(OSError):
                path.chmod(0o600)
            return Store(path, backups_dir=folder, mode="rw", lock=held, writable=True)
        held.release()
        return Store(path, backups_dir=folder, mode="rw", lock=None, writable=False)
    except BaseException:
        held.release()
        raise


def _database(path: Path, mode: str, writable: bool) -> Any:
    pragmas: dict[str, object] = {"foreign_keys": 1, "cache_size": -16_000}
    if writable:
        # FULL: in WAL mode NORMAL would lose the last confirmed sessions in a power cut
        pragmas |= {"journal_mode": "wal", "synchronous": "FULL"}
    else:
        pragmas["query_only"] = 1
    return _Database(
        uri(path, mode), pragmas=pragmas, uri=True, timeout=BUSY_SECONDS, lock_type="IMMEDIATE", autoconnect=False
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StoreMissing("{folder} is a file, not a folder.", folder=folder) from error
    except OSError as error:
        raise StoreReadOnly("The folder {folder} cannot be made ({why}).", folder=folder, why=error.strerror) from error


def _create(path: Path, steps: Sequence[Step]) -> None:
    """Make a new store under a passing name: a process that dies half way leaves no half-made store behind."""
    passing = path.with_name(path.name + ".new")
    try:
        for ending in ("", *SIDE_FILES):
            passing.with_name(passing.name + ending).unlink(missing_ok=True)
        os.close(os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with connected(passing) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            runner.migrate(connection, steps, 0)
        rename_over(passing, path)
    except OSError as error:
        if error.errno == 28:
            raise StoreFull("The disk of {folder} is full: no store could be made.", folder=path.parent) from error
        raise DiskTrouble(
            "No store could be made in {folder} ({why}).", folder=path.parent, why=error.strerror
        ) from error
    sync_folder(path.parent)


def _migrate(path: Path, folder: Path, steps: Sequence[Step], version: int) -> None:
    saved = back_up(path, folder)
    try:
        with connected(path) as connection:
            runner.migrate(connection, steps, version)
    except Exception as error:
        # whatever a step ran into: the file from before is the one thing known to be good
        put_in_place(saved, path)
        reason = error if isinstance(error, StoreError | runner.Doubt) else type(error).__name__
        raise MigrationFailed(
            "The file {path} could not be brought up to date ({reason}). It was put back as it was; a copy is {saved}.",
            path=path,
            reason=reason,
            saved=saved,
        ) from error
