"""A file that appears when it is whole: until then whatever was there stays as it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from desktop.i18n import tr
from desktop.services.outcome import Refused

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
    """Writes by way of a temporary file beside it, readable for its owner alone. Raises Refused where nothing can be written."""
    if path.is_dir():
        raise Refused("out", tr("{path} is a folder; give the name of a file.", path=path))
    spare_stores(path)
    temporary: Path | None = None
    try:
        path = path.resolve()  # a link keeps pointing where it points
        handle, name = tempfile.mkstemp(prefix=".switchback-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as trouble:
        said = trouble.strerror or str(trouble)
        raise Refused("out", tr("{path} cannot be written: {why}.", path=path, why=said)) from trouble
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
