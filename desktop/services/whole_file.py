"""A file that appears when it is whole: until then whatever was there stays as it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from desktop.i18n import tr
from desktop.services.outcome import Refused
from models.renaming import rename_over

_STORE = b"SQLite format 3\0"


def spare_stores(path: Path) -> None:
    """Raises Refused for a file that holds a store or a backup: nothing else is ever written over one."""
    with suppress(OSError):
        if not path.is_file():
            return
        with path.open("rb") as file:
            begins = file.read(len(_STORE))
        if begins == _STORE:
            raise Refused("out", tr("{path} holds the data of Switchback; give another name.", path=path))


def write_bytes(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes by way of a temporary file beside it. A new file is readable for its owner alone, as it tells of somebody's health; one
    that is replaced keeps its permissions. A pipe or a device is written to as it is. Raises Refused where nothing can be written."""
    if path.is_dir():
        raise Refused("out", tr("{path} is a folder; give the name of a file.", path=path))
    spare_stores(path)
    try:
        if path.exists() and not path.is_file():
            _write_straight(path, chunks)
        else:
            _replace(path.resolve(), chunks)  # a link keeps pointing where it points
    except BrokenPipeError:
        raise
    except OSError as trouble:
        said = trouble.strerror or str(trouble)
        raise Refused("out", tr("{path} cannot be written: {why}.", path=path, why=said)) from trouble


def _write_straight(path: Path, chunks: Iterable[bytes]) -> None:
    """To a pipe or a device, such as /dev/stdout: there is nothing to replace."""
    with path.open("wb") as file:
        file.writelines(chunks)


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(prefix=".switchback-", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        rename_over(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o600
