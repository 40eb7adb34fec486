"""One running instance a store: a lock on a file beside the database, which the system takes away when the process dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from models.errors import DiskTrouble, StoreError, StoreLocked, StoreReadOnly

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, 0)
"""What systems say of a lock that somebody has, 0 being Wine, which says nothing; all else is that there are no locks here."""


def _refusal(error: OSError, folder: Path) -> StoreError:
    if error.errno in _HELD:
        return StoreLocked(
            "This store is already open in another window or program. Close that one first; nothing was changed."
        )
    return DiskTrouble(
        "The folder {folder} cannot be locked ({why}), as on some network drives: two windows could spoil your data there. "
        "Choose a folder on this computer by --data-dir. Nothing was changed.",
        folder=folder,
        why=error.strerror,
    )


def refuse_unlockable(database: Path) -> None:
    """Raise `DiskTrouble` where a store that cannot be read lies in a folder without locks: to the database it looks as if somebody
    had it."""
    lock = InstanceLock(database)
    try:
        if lock.path.exists():
            lock.take()
    except DiskTrouble:
        raise
    except StoreError:  # somebody has it, so that there are locks, or nobody may write
        pass
    finally:
        lock.release()


class InstanceLock:
    """The lock file stays behind when the lock is let go: deleting it could take it from under somebody who just opened it."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> None:
        """Raises `StoreLocked` if somebody has it, `StoreReadOnly` if the folder does not let us write, `DiskTrouble` if there are no
        locks in it."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreReadOnly(
                "The folder {folder} does not allow writing ({why}).", folder=self.path.parent, why=error.strerror
            ) from error
        try:
            _hold(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise _refusal(error, self.path.parent) from error
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
