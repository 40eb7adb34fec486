"""Opening the store: version gate, backup and migration, the instance lock, and the repositories on one connection."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from models.backup import back_up, backups, put_in_place, put_log_aside
from models.errors import DiskTrouble, MigrationFailed, StoreError, StoreFull, StoreGone, StoreMissing, StoreReadOnly
from models.first_look import FirstLook, Glimpse, glimpses, name_of
from models.lock import InstanceLock
from models.migrations import STEPS, runner
from models.migrations.step import Step
from models.renaming import rename_over
from models.sqlite_file import (
    BUSY_SECONDS,
    SIDE_FILES,
    connected,
    file_version,
    make_folder,
    reading_mode,
    refuse_newer,
    sync_folder,
)
from resources import command

if TYPE_CHECKING:
    from models import records
    from models.athletes import Athletes
    from models.link import Link
    from models.plans import Plans, Wishes
    from models.repositories import Repositories
    from models.sessions import Sessions
    from models.settings import Settings
    from models.simple import Kits, Simple
    from rules.vocabulary import RaceStatus


class Store:
    """One connection and its repositories. Use it only in the thread that opened it; another thread takes a `sibling`.

    It is connected when it is made, or with `first_look` when anything but `setting`, `glimpses`, `name_of` and `stamp` is asked
    for: what maps the tables takes longer to load than a first page to show."""

    def __init__(
        self,
        path: Path,
        *,
        backups_dir: Path,
        mode: str,
        lock: InstanceLock | None,
        writable: bool,
        first_look: bool = False,
    ) -> None:
        self.path = path
        self.backups_dir = backups_dir
        self._mode = mode
        self._lock = lock
        self._writable = writable
        self._repositories: Repositories | None = None
        self._first: FirstLook | None = _look(path) if first_look else None
        self._begun = (0, 0)
        self._closed = False
        if self._first is None:
            self.connect()

    def connect(self) -> None:
        """Makes the repositories, if they are not there yet. Raises `StoreError`."""
        if self._repositories is not None or self._closed:
            return
        from models.repositories import Repositories

        self._repositories = Repositories(self.path, self._mode, self._writable)
        self._begun = self._changes()
        if self._first is not None:
            self._first.close()
            self._first = None

    @property
    def _all(self) -> Repositories:
        if self._repositories is None:
            self.connect()
        assert self._repositories is not None, "the store is closed"
        return self._repositories

    @property
    def link(self) -> Link:
        return self._all.link

    @property
    def sessions(self) -> Sessions:
        return self._all.sessions

    @property
    def plans(self) -> Plans:
        return self._all.plans

    @property
    def athletes(self) -> Athletes:
        return self._all.athletes

    @property
    def settings(self) -> Settings:
        return self._all.settings

    @property
    def kits(self) -> Kits:
        return self._all.owned.kits

    @property
    def key_runs(self) -> Simple[records.KeyRun]:
        return self._all.owned.key_runs

    @property
    def mobility(self) -> Simple[records.MobilityScreen]:
        return self._all.owned.mobility

    @property
    def pains(self) -> Simple[records.PainReport]:
        return self._all.owned.pains

    @property
    def injuries(self) -> Simple[records.InjuryFlag]:
        return self._all.owned.injuries

    @property
    def readiness(self) -> Simple[records.ReadinessScreen]:
        return self._all.owned.readiness

    @property
    def races(self) -> Simple[records.Race]:
        return self._all.owned.races

    @property
    def assessments(self) -> Simple[records.Assessment]:
        return self._all.owned.assessments

    @property
    def declarations(self) -> Simple[records.Declaration]:
        return self._all.owned.declarations

    @property
    def overrides(self) -> Simple[records.Override]:
        return self._all.owned.overrides

    @property
    def absences(self) -> Simple[records.Absence]:
        return self._all.owned.absences

    @property
    def wishes(self) -> Wishes:
        return self._all.owned.wishes

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

    def setting(self, key: str) -> Any:
        """A setting as it is kept, None where it is not."""
        if self._first is None:
            return self.settings.get(key)
        kept = self._first.settings.get(key)
        return None if kept is None else json.loads(kept)

    def glimpses(self, on: date, since: date, left_out: Collection[RaceStatus]) -> tuple[Glimpse, ...]:
        """Everybody who is not archived, by name, with the next race from the day `on` and the last one before it, from `since`; races
        of the states `left_out` are passed over."""
        if self._first is not None:
            with contextlib.suppress(sqlite3.Error):  # the repositories say it in words
                return glimpses(self._first.rows, on, since, left_out)
        return glimpses(self.link.rows_of, on, since, left_out)

    def name_of(self, athlete_id: str) -> str | None:
        """An athlete's name; None where there is no such athlete."""
        if self._first is not None:
            with contextlib.suppress(sqlite3.Error):  # as above
                return name_of(self._first.rows, athlete_id)
        return name_of(self.link.rows_of, athlete_id)

    def stamp(self) -> tuple[int, int]:
        """A value that is another one after anything was written, through this connection or past it."""
        if self._first is not None:
            return 0, 0
        (past_it, own), (past_before, own_before) = self._changes(), self._begun
        return past_it - past_before, own - own_before

    def _changes(self) -> tuple[int, int]:
        database = self._all.database
        connection: Any = database.connection()
        return database.execute_sql("PRAGMA data_version").fetchone()[0], connection.total_changes

    def busy(self) -> bool:
        """Whether another connection is writing at this moment: a change made now would wait for the end of it."""
        database = self._all.database
        if not self._writable or database.in_transaction():
            return False
        connection: Any = database.connection()
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
        self._closed = True
        if self._first is not None:
            self._first.close()
            self._first = None
        if self._repositories is not None and not self._repositories.database.is_closed():
            self._repositories.database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _look(path: Path) -> FirstLook | None:
    try:
        return FirstLook(path)
    except sqlite3.Error:  # connecting says it in words
        return None


def open_store(
    path: Path | str,
    *,
    backups_dir: Path | None = None,
    read_only: bool = False,
    lock: bool = True,
    steps: Sequence[Step] = STEPS,
    first_look: bool = False,
    anew: bool = False,
) -> Store:
    """Open the store at `path`, make it if there is none, bring an older one up to date (after a backup).

    Where there is none but backups of one lie in `backups_dir`, it is only made `anew`: else raises `StoreGone`.

    With `lock` it is this process's alone to write: raises `StoreLocked` if an instance has it. `lock=False` is for readers
    beside a running window: `writing` is refused there. `read_only` also never makes, migrates or touches a file. `backups_dir`
    is by default `backups` beside the file. `first_look` as in `Store`. Raises `StoreError` for all that is the user's world.
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
            if not anew:
                refuse_gone(path, folder)
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
            return Store(path, backups_dir=folder, mode="rw", lock=held, writable=True, first_look=first_look)
        held.release()
        # beside a window a reader writes into its side files; where nobody may write, as on a locked stick, there is no window
        mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else reading_mode(path)
        return Store(path, backups_dir=folder, mode=mode, lock=None, writable=False)
    except BaseException:
        held.release()
        raise


def refuse_gone(path: Path, folder: Path) -> None:
    """Raise `StoreGone` where there is no store at `path` but backups of one lie in `folder`."""
    kept = [] if path.exists() else backups(folder, path)
    if kept:
        raise StoreGone(
            "There is no store at {path}, but its backups lie in {folder}. To put the newest back: {command} --data-dir"
            ' "{home}" restore "{newest}". To begin with an empty store, move that folder away. Nothing was made.',
            path=path,
            folder=folder,
            home=path.parent,
            newest=kept[0],
            command=command(),
        )


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder)
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
        put_log_aside(path)
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
