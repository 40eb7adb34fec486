"""Copies of the store. Always by SQLite's backup API: copying the file of a database in WAL mode loses what is in its log."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from models.errors import DiskTrouble, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly, StoreRefused
from models.lock import InstanceLock
from models.migrations import SCHEMA_VERSION
from models.renaming import rename_over
from models.sqlite_file import (
    SIDE_FILES,
    connected,
    file_version,
    make_folder,
    make_private,
    reading_mode,
    refuse_newer,
    sync_folder,
)
from resources import command

KEEP = 10
SUFFIX = ".switchback"
"""Of backups: a kind of file of our own, so that a double click opens it. They are SQLite files, as the store is."""
EARLIER_SUFFIX = ".db"
"""Which backups had before; they are kept, listed and put back like the others."""
ON_WINDOWS = os.name == "nt"
_NO_SPACE = 28


def back_up(path: Path, folder: Path, *, keep: int | None = KEEP, now: datetime | None = None) -> Path:
    """Copy the store at `path` into `folder` as NAME-YYYY-MM-DD-HHMMSS.switchback and return the file.

    Works beside a running instance. Older backups of the same name are deleted until `keep` are left (None: all stay).
    Raises `StoreError`; a half-written copy never gets a backup's name.
    """
    with _DiskWords(folder):
        make_folder(folder)
        target = _next(folder, path, now or _now())
    _copy(path, target)
    if keep is not None:
        for old in backups(folder, path)[keep:]:
            with contextlib.suppress(OSError):
                old.unlink()
    return target


def backups(folder: Path, path: Path) -> list[Path]:
    """The backups of the store at `path` in this folder, newest first."""
    return [file for _, _, file in _dated(folder, path)]


def _dated(folder: Path, path: Path) -> list[tuple[str, int, Path]]:
    """The same, each with the moment and the number in its name."""
    endings = "|".join(map(re.escape, (SUFFIX, EARLIER_SUFFIX)))
    name = re.compile(rf"{re.escape(path.stem)}-(\d{{4}}-\d\d-\d\d-\d{{6}})(?:-(\d+))?(?:{endings})")
    if not folder.is_dir():
        return []
    dated = [(match[1], int(match[2] or 1), file) for file in folder.iterdir() if (match := name.fullmatch(file.name))]
    return sorted(dated, reverse=True)


def _next(folder: Path, path: Path, now: datetime) -> Path:
    """The name of the backup that is made now. Names tell the order in which backups were made: after a clock was set back, by hand
    or in autumn, the moment of the last one stands in the next ones too, with a number. Else the newest would be the first to be
    deleted, and an old one be taken for the newest."""
    moment, number = f"{now:%Y-%m-%d-%H%M%S}", 1
    made = _dated(folder, path)
    if made and made[0][0] >= moment:
        moment, number = made[0][0], made[0][1] + 1
    return folder / f"{path.stem}-{moment}{f'-{number}' if number > 1 else ''}{SUFFIX}"


def check_file(file: Path) -> int:
    """Raise `StoreError` unless `file` is a sound store of this or an earlier version; returns its schema version."""
    version = file_version(file)
    refuse_newer(file, version, SCHEMA_VERSION)
    with connected(file, reading_mode(file)) as connection:
        verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise StoreDamaged(
            "The file {file} is damaged ({verdict}). It was not used, and nothing was changed.",
            file=file,
            verdict=verdict,
        )
    return version


def restore(file: Path, path: Path, *, keeping: Collection[str] = (), now: datetime | None = None) -> Path | None:
    """Put a copy of the backup `file` at `path`. The present store is kept beside it; returns that file (None: there was none).

    `keeping` names settings that stay as the present store has them: where that has none, or cannot be read, there are none. They
    are in the copy before it takes the store's place, so that a restore cut off at any moment leaves them in force.

    Close the store first: raises `StoreLocked` while an instance has it open. The backup is checked before anything is touched.
    """
    check_file(file)
    with _DiskWords(path.parent):
        make_folder(path.parent)
    lock = InstanceLock(path)
    lock.take()
    try:
        return put_in_place(file, path, keeping=keeping, now=now)
    finally:
        lock.release()


def restore_open(file: Path, path: Path, *, keeping: Collection[str] = (), now: datetime | None = None) -> Path:
    """Put the content of the backup `file` into the store at `path` while this instance has it open; its connections see the
    restored data from their next read on. Returns the copy of the present store that is kept beside it. `keeping` as for `restore`.

    A backup of an earlier format is refused: it is brought up to date when a store is opened, which this one is already.
    """
    version = check_file(file)
    if version != SCHEMA_VERSION:
        raise StoreRefused(
            "The backup {name} was made by an earlier version. Close the window and put it back by"
            " '{command} restore {file}'. Nothing was changed.",
            command=command(),
            name=file.name,
            file=file,
        )
    aside = _aside(path, now)
    _copy(path, aside)
    fresh = path.with_name(path.name + ".new")
    _copy(file, fresh, keeping, path)
    try:
        with connected(fresh, reading_mode(fresh)) as old, connected(path) as present:
            old.backup(present)  # one transaction: all of it or nothing
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return aside


def put_in_place(file: Path, path: Path, *, keeping: Collection[str] = (), now: datetime | None = None) -> Path | None:
    """What `restore` does, for a caller that has checked the file and has the lock."""
    fresh = path.with_name(path.name + ".new")
    _copy(file, fresh, keeping, path)
    aside = _aside(path, now) if path.exists() else None
    try:
        with _DiskWords(path.parent, replacing=True):
            if aside is not None:
                _put_aside(path, aside)
            else:
                put_log_aside(path, now)
            rename_over(fresh, path)
    except BaseException:
        if aside is not None:
            _take_back(path, aside)
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)
    return aside


def _put_aside(path: Path, aside: Path) -> None:
    """Give the present file a second name. The first stays valid until the new file replaces it, so that a power cut in
    between leaves a store; the log goes along under the second name, because beside a new file it would do harm. The file
    is not opened for this: SQLite would throw away the log of one that is damaged."""
    copied = ON_WINDOWS  # where a second name cannot be taken back while somebody has the file open under the first
    if not copied:
        try:
            os.link(path, aside)
        except OSError:
            copied = True
    if copied:
        shutil.copy2(path, aside)
    _move_side_files(path, aside)


def put_log_aside(path: Path, now: datetime | None = None) -> None:
    """Where a store is gone and its log is not: SQLite would write what is in it into any file that takes the store's place."""
    if any(path.with_name(path.name + ending).exists() for ending in SIDE_FILES):
        _move_side_files(path, _aside(path, now))


def _aside(path: Path, now: datetime | None) -> Path:
    """Where what is replaced is kept, beside the store."""
    return _free(path.parent, f"{path.stem}-aside-{now or _now():%Y-%m-%d-%H%M%S}", path.suffix)


def _move_side_files(path: Path, aside: Path) -> None:
    for ending in SIDE_FILES:
        side = path.with_name(path.name + ending)
        if side.exists():
            rename_over(side, aside.with_name(aside.name + ending))


def _take_back(path: Path, aside: Path) -> None:
    """The present file could not be replaced, as on Windows while a program has it open: it gets its log back."""
    for ending in SIDE_FILES:
        side = aside.with_name(aside.name + ending)
        with contextlib.suppress(FileNotFoundError):
            rename_over(side, path.with_name(path.name + ending))
    aside.unlink(missing_ok=True)


def _copy(source: Path, target: Path, keeping: Collection[str] = (), of: Path | None = None) -> None:
    """Copy by the backup API under a passing name, make it one self-contained file, then give it its name. The settings `keeping`
    are those of the store `of`."""
    kept = {} if of is None or not keeping else _settings(of, keeping)
    passing = target.with_name(target.name + ".part")
    with _DiskWords(target.parent):
        passing.unlink(missing_ok=True)
        os.close(os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with connected(source, reading_mode(source)) as old, connected(passing) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            new.executemany('DELETE FROM "setting" WHERE "key" = ?', [(key,) for key in keeping])
            new.executemany('INSERT INTO "setting" ("key", "value") VALUES (?, ?)', list(kept.items()))
        make_private(passing)
        with _DiskWords(target.parent):
            rename_over(passing, target)
        sync_folder(target.parent)
    finally:
        for ending in ("", *SIDE_FILES):
            with contextlib.suppress(OSError):
                passing.with_name(passing.name + ending).unlink(missing_ok=True)


def _settings(path: Path, keys: Collection[str]) -> dict[str, str]:
    """These settings of a store as it writes them; none of one that is not there or cannot be read."""
    try:
        file_version(path)
        with connected(path, reading_mode(path)) as connection:
            rows = connection.execute('SELECT "key", "value" FROM "setting"').fetchall()
    except StoreError:
        return {}
    return {key: value for key, value in rows if key in keys}


def _free(folder: Path, stem: str, suffix: str) -> Path:
    target = folder / f"{stem}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target


def _now() -> datetime:
    """The wall clock of the place: a backup's name is read by a person."""
    return datetime.now().astimezone()


class _DiskWords:
    """Turns the operating system's refusals around files in `folder` into words."""

    def __init__(self, folder: Path, replacing: bool = False) -> None:
        self._folder = folder
        self._replacing = replacing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno == _NO_SPACE:
            raise StoreFull("The disk of {folder} is full. Nothing was changed.", folder=self._folder) from error
        if ON_WINDOWS and self._replacing and isinstance(error, PermissionError):
            raise StoreBusy("The store is in use by another program just now. Nothing was saved; try again.") from error
        if isinstance(error, PermissionError) or error.errno == 30:
            raise StoreReadOnly(
                "The folder {folder} does not allow writing. Nothing was changed.", folder=self._folder
            ) from error
        raise DiskTrouble(
            "The folder {folder} could not be used ({why}).", folder=self._folder, why=error.strerror
        ) from error
