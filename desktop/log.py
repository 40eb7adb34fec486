"""The log: what the program did, for finding faults, kept small and free of personal data.

Lines carry ids, counts and names of modules. Of an error the log keeps its kind and the places it passed through, never its
text, which may quote what somebody typed; the home folder is written as `~`, since it often holds a name.
"""

from __future__ import annotations

import logging
import os
import traceback
from contextlib import suppress
from copy import copy
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

FILE = "switchback.log"
LARGEST = 512 * 1024
"""Bytes after which a new file is begun."""
KEPT = 3
"""Older files kept beside the present one."""


class _Impersonal(logging.Formatter):
    """Writes errors without their text and paths without the home folder."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._home = str(Path.home())

    def formatException(  # its name and shape are those of logging
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        error = ei[1]
        if error is None:
            return ""
        return "\n".join(_outline(error))

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # another handler may have written the error's text there
        text = super().format(own)
        return text.replace(self._home, "~") if len(self._home) > 1 else text


def _outline(error: BaseException) -> list[str]:
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines += [*_outline(cause), "then"]
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}"]


class _PrivateFile(logging.FileHandler):
    """A file for its owner's eyes, begun anew before a line would make it larger than LARGEST. Its elders are kept as
    switchback.log.1, the youngest, to .3."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        if os.name == "posix":
            os.fchmod(stream.fileno(), 0o600)
        return stream

    def emit(self, record: logging.LogRecord) -> None:
        try:
            written = self.stream.tell() if self.stream is not None else 0
            if written and written + len(self.format(record)) + 1 > LARGEST:
                self._begin_anew()
        except Exception:  # noqa: BLE001  a full disk, or a record that cannot be written: never a reason to fail
            self.handleError(record)
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that cannot be written, as on a full disk, is lost: nobody is told of it in a traceback."""

    def close(self) -> None:
        with suppress(OSError):  # what was not written yet finds no room
            super().close()

    def _begin_anew(self) -> None:
        if self.stream is not None:
            self.stream.close()  # Windows renames no file that is open
        file = Path(self.baseFilename)
        try:
            for number in range(KEPT, 0, -1):
                younger = file.with_name(f"{FILE}.{number - 1}") if number > 1 else file
                if younger.exists():
                    younger.replace(file.with_name(f"{FILE}.{number}"))
        finally:
            self.stream = self._open()


def start(folder: Path, level: int = logging.INFO) -> Path | None:
    """Write the log of this process to `folder`, in place of any earlier one. Returns the file, or None where the folder cannot
    be written to: a program without a log is better than none."""
    stop()
    try:
        for private in (folder.parent, folder):  # parents are made with whatever permissions the system gives
            private.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / FILE
        handler = _PrivateFile(file, encoding="utf-8", errors="backslashreplace")
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
        return None
    handler.setFormatter(_Impersonal())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return file


def stop() -> None:
    """Close the log, if there is one."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _PrivateFile)]:
        root.removeHandler(handler)
        handler.close()
