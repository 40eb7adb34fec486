"""One running instance a store: a lock on a file beside the database, which the system takes away when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.errors import StoreLocked, StoreReadOnly

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """The lock file stays behind when the lock is let go: deleting it could take it from under somebody who just opened it."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> None:
        """Raises `StoreLocked` if somebody has it, `StoreReadOnly` if the folder does not let us write."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreReadOnly(
                "The folder {folder} does not allow writing ({why}).", folder=self._path.parent, why=error.strerror
            ) from error
        try:
            _hold(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise StoreLocked(
                "This store is already open in another window or program. Close that one first; nothing was changed."
            ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
