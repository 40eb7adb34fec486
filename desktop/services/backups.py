"""Copies of the store, putting one back, and looking whether the store is sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.paths import backup_folder
from desktop.services.access.access import KEYS
from desktop.services.desk import Desk
from desktop.services.preferences import Preferences
from desktop.settings import BACKUPS_KEPT
from models import backup
from models.check import Finding, doctor
from models.errors import StoreError
from models.store import open_store


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup: the file, when it was made (the time of the place), and its size in bytes."""

    file: Path
    made: datetime
    size: int


class Backups:
    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder

    def backup(self, folder: Path | None = None) -> Path:
        """Copy the store into the folder and return the file.

        Without a folder it goes beside the store, where only the newest are kept, as many as the settings say; in a folder of
        the coach's own choice nothing is ever deleted. Raises models.errors.StoreError.
        """
        if folder is not None:
            return backup.back_up(self._desk.store.path, folder, keep=None)
        kept = Preferences(self._desk).get(BACKUPS_KEPT)
        return backup.back_up(self._desk.store.path, backup_folder(self._folder), keep=kept)

    def backups(self) -> tuple[Path, ...]:
        """The backups beside the store, newest first."""
        return tuple(backup.backups(backup_folder(self._folder), self._desk.store.path))

    def listed(self) -> tuple[KeptBackup, ...]:
        """The backups beside the store with what a coach knows them by, newest first; one that vanished is left out."""
        found: list[KeptBackup] = []
        for file in self.backups():
            try:
                about = file.stat()
            except OSError:
                continue
            found.append(KeptBackup(file, datetime.fromtimestamp(about.st_mtime).astimezone(), about.st_size))
        return tuple(found)

    def restore_open(self, file: Path) -> Path:
        """Put a backup's content into the store while the window is open; returns where the store from before is kept.

        PINs and athlete mode stay those of the store as it is, at whatever moment it ends. Raises models.errors.StoreError, with
        nothing changed.
        """
        return backup.restore_open(file, self._desk.store.path, keeping=KEYS)

    def restore(self, file: Path) -> Path | None:
        """Put a backup in the store's place and close the store, so that it must be opened again.

        Returns where the store from before is kept (None: there was none). A backup that is not sound is refused while the
        store is still open and untouched.
        """
        backup.check_file(file)
        self._desk.store.close()
        return restore_file(file, self._desk.store.path)

    def doctor(self) -> tuple[Finding, ...]:
        """Look at the store: is the file sound, its schema this version's, does every row belong somewhere?"""
        return doctor(self._desk.store)


def newest_sound(store: Path) -> KeptBackup | None:
    """The newest backup beside a store that is sound and of this or an earlier version; None where there is none. Each one is read
    through, so it may take some seconds."""
    for file in backup.backups(backup_folder(store.parent), store):
        try:
            backup.check_file(file)
            about = file.stat()
        except (StoreError, OSError):
            continue
        return KeptBackup(file, datetime.fromtimestamp(about.st_mtime).astimezone(), about.st_size)
    return None


def replace_damaged(file: Path, store: Path) -> Path | None:
    """Put a backup in the place of a store that cannot be read, which is kept: returns where. PINs and athlete mode are those of the
    backup, so that damage opens nothing to anybody. Raises models.errors.StoreError."""
    return backup.restore(file, store)


def begin_anew(store: Path) -> None:
    """Make an empty store where one is gone; its backups stay. Raises models.errors.StoreError."""
    open_store(store, anew=True).close()


def restore_file(file: Path, store: Path) -> Path | None:
    """Put a backup in the place of a store nobody has open. PINs and athlete mode stay those of that store; where it is not there or
    cannot be read, there are none. Raises models.errors.StoreError."""
    return backup.restore(file, store, keeping=KEYS)
