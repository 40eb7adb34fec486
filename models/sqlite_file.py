"""What is particular to a SQLite file: how it is opened, judged before anything is written, and how its errors read."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from models.errors import (
    DiskTrouble,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreRefused,
    StoreTooNew,
)
from models.lock import refuse_unlockable
from models.migrations import runner

SIDE_FILES = ("-wal", "-shm")
BUSY_SECONDS = 5.0
"""How long somebody else who is writing is waited for."""


def uri(path: Path, mode: str) -> str:
    """`mode` is ro, rw, rwc or immutable (a file nobody can change, such as one in a read-only folder)."""
    options = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    absolute = path.absolute()
    return f"{_on_a_share(absolute) or absolute.as_uri()}?{options}"


def _on_a_share(path: PurePath) -> str | None:
    """The address of what lies on a share of Windows, or is named in its long form: SQLite takes what stands behind file:// for the
    name of a computer, and refuses it."""
    return f"file:{quote(str(path))}" if path.drive.startswith("\\\\") else None


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A plain driver connection in autocommit mode, for looking, copying and migrating."""
    return sqlite3.connect(uri(path, mode), uri=True, isolation_level=None, timeout=5)


@contextmanager
def connected(path: Path, mode: str = "rw") -> Generator[sqlite3.Connection, None, None]:
    """Like `connect`, closed at the end, and the driver's trouble turned into words."""
    try:
        connection = connect(path, mode)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        words = in_words(error, path)
        if words is None:
            raise
        raise words from error


def reading_mode(path: Path) -> str:
    """A file in WAL mode needs a writable folder even to be read, unless nobody can be writing to it."""
    log = path.with_name(path.name + "-wal")
    alone = not log.exists() or log.stat().st_size == 0
    return "immutable" if alone and not os.access(path.parent, os.W_OK) else "ro"


def file_version(path: Path) -> int:
    """Judge the file without writing to it and return its schema version.

    Raises `StoreMissing`, `StoreDamaged` (empty, cut off, no database, somebody else's) or another `StoreError`.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise StoreMissing(
            "There is no store at {path}, or it may not be read ({why}).", path=path, why=error.strerror
        ) from error
    if size == 0:
        raise StoreDamaged(
            "The file {path} is empty. It was left as it is; put a backup back with 'restore'.", path=path
        )
    try:
        with connected(path, reading_mode(path)) as connection:
            version = runner.file_version(connection)
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    except (StoreBusy, DiskTrouble):
        refuse_unlockable(path)
        raise
    if not version:
        raise StoreDamaged(
            "The file {path} is a database, but not one of this program. It was left as it is.", path=path
        )
    log = path.with_name(path.name + "-wal")
    if size < pages * page_size and not (log.exists() and log.stat().st_size):
        raise StoreDamaged(
            "The file {path} is cut off: the end is missing. It was left as it is; put a backup back with 'restore'.",
            path=path,
        )
    return version


def refuse_newer(path: Path, version: int, newest: int) -> None:
    if version > newest:
        raise StoreTooNew(
            "The file {path} was written by a newer version of the program (its format is {version}, this version"
            " knows up to {newest}). Install the newer version to open it. Nothing was changed.",
            path=path,
            version=version,
            newest=newest,
        )


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the system lets a folder be synchronised."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_private(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.chmod(0o600)


def make_folder(folder: Path) -> None:
    """Make the folder and each that is missing above it for their owner alone: Path.mkdir would make those with whatever permissions
    the system gives, which may be all. One that is there stays as it is."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        if folder.parent == folder:
            raise
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def in_words(error: Any, path: Path) -> StoreError | None:
    """The `StoreError` for an error of the driver or of Peewee, or None if it is a programming error."""
    while getattr(error, "orig", None) is not None:
        error = error.orig
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int) and str(error).startswith(_NO_TEXT):
        code = sqlite3.SQLITE_CORRUPT
    if not isinstance(code, int):
        return None
    found = BY_CODE.get(code & 0xFF)
    if found is None:
        return None
    kind, words = found
    return kind(words, path=path, detail=error)


_NO_TEXT = "Could not decode to UTF-8"
"""What the driver says, without a code, of a text that the program did not write so: its page is damaged."""
_WHAT_HELPS = "It was left as it is; put a backup back with 'restore'."
_READ_ONLY = "The file {path} or its folder does not allow writing. What you entered was not saved."
BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "The store is in use by another program just now. Nothing was saved; try again."),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "The store is in use just now. Nothing was saved; try again."),
    sqlite3.SQLITE_READONLY: (StoreReadOnly, _READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreReadOnly, _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (
        StoreReadOnly,
        "The file {path} cannot be opened: it or its folder is protected or gone.",
    ),
    sqlite3.SQLITE_FULL: (
        StoreFull,
        "The disk is full. The last change was not saved, everything before it is. Make room and try again.",
    ),
    sqlite3.SQLITE_IOERR: (
        DiskTrouble,
        "The disk could not read or write {path} ({detail}). The last change was not saved.",
    ),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "The file {path} is damaged. " + _WHAT_HELPS),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, "The file {path} is not a database. " + _WHAT_HELPS),
    sqlite3.SQLITE_CONSTRAINT: (StoreRefused, "The store does not allow these values ({detail}). Nothing was saved."),
    sqlite3.SQLITE_MISMATCH: (StoreRefused, "The store does not allow these values ({detail}). Nothing was saved."),
    sqlite3.SQLITE_TOOBIG: (StoreRefused, "A text is too long for the store. Nothing was saved."),
}
