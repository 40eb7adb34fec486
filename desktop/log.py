"""The log: what the program did, for finding faults, kept small and free of personal data.

Lines carry ids, counts and names of modules. Of an error the log keeps its kind and the places it passed through, never its
text, which may quote what somebody typed; the home folder is written as `~`, since it often holds a name.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from copy import copy
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

FILE = "switchback.log"
LARGEST = 512 * 1024
"""Bytes after which a new file is begun."""
FAULTS = "switchback-fault.log"
"""Where the program was when it ended without a word, as by a fault of a library: empty but for that."""
KEPT = 3
"""Older files kept beside the present one."""
STEPS = 40
"""Of an error's way through the code that are written; of one that goes in circles the first and last tell enough."""


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
    lines += shortened(
        [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    )
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}"]


def shortened(steps: list[str]) -> list[str]:
    """The steps of an error's way through the code without the middle of a very long one."""
    left_out = len(steps) - STEPS
    if left_out <= 0:
        return steps
    return [*steps[: STEPS // 2], f"  … {left_out} more", *steps[-(STEPS // 2) :]]


class _PrivateFile(logging.FileHandler):
    """A file for its owner's eyes, begun anew before a line would make it larger than LARGEST. Its elders are kept as
    switchback.log.1, the youngest, to .3.

    Several processes may write it, a window and a command: each line goes to its end, whoever finds it full begins it anew while
    nobody else does, and the others follow to the new file at their next line."""

    _in_vain_at = 0
    """Size at which it could not be begun anew: it is not tried again at every line."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        if os.name == "posix":
            os.fchmod(stream.fileno(), 0o600)
        return stream

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._follow()
            line = len(self.format(record).encode("utf-8", "backslashreplace")) + 1
            if self._full(line):
                self._begin_anew(line)
        except Exception:  # noqa: BLE001  a full disk, or a record that cannot be written: never a reason to fail
            self.handleError(record)
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that cannot be written, as on a full disk, is lost: nobody is told of it in a traceback."""

    def close(self) -> None:
        with suppress(OSError):  # what was not written yet finds no room
            super().close()

    def _follow(self) -> None:
        """To the file that has the name by now: another process may have begun it anew."""
        if self.stream is None:
            return
        try:
            same = os.path.samestat(os.fstat(self.stream.fileno()), Path(self.baseFilename).stat())
        except FileNotFoundError:
            same = False
        if not same:
            self._reopen()

    def _reopen(self) -> None:
        if self.stream is not None:
            self.stream.close()
        self.stream = self._open()
        self._in_vain_at = 0

    def _full(self, line: int) -> bool:
        size = 0 if self.stream is None else os.fstat(self.stream.fileno()).st_size
        return bool(size) and size + line > max(LARGEST, self._in_vain_at)

    def _begin_anew(self, line: int) -> None:
        file = Path(self.baseFilename)
        with _alone(file.parent) as alone:
            if not alone:  # somebody does it at this moment
                return
            self._follow()
            if not self._full(line):  # somebody just did
                return
            if self.stream is not None:
                self.stream.close()  # Windows renames no file that is open
            try:
                _move_on(file)
            except OSError:
                self._in_vain_at = file.stat().st_size + LARGEST // 8
                self.stream = self._open()
                raise
            self._reopen()


def _move_on(file: Path) -> None:
    """Makes the log the youngest of its elders. It goes first, under a passing name: where it cannot be renamed, as on Windows while
    another process has it open, they stay as they are."""
    elders = [file.with_name(f"{FILE}.{number}") for number in range(KEPT + 1)]
    if elders[0].exists():  # from one who did not come to the end
        _age(elders)
    file.replace(elders[0])
    _age(elders)


def _age(elders: list[Path]) -> None:
    for younger, elder in reversed(list(pairwise(elders))):
        if younger.exists():
            younger.replace(elder)


@contextmanager
def _alone(folder: Path) -> Generator[bool]:
    """Whether nobody else moves files of the log in this folder, and nobody does as long as this lasts. Waits for nobody. Windows
    needs no lock: there a file is renamed only by a process that is the only one to have it open."""
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def start(folder: Path, level: int = logging.INFO) -> Path | None:
    """Write the log of this process to `folder`, in place of any earlier one. Returns the file, or None where the folder cannot
    be written to: a program without a log is better than none."""
    stop()
    try:
        if not folder.is_dir():
            from models.sqlite_file import make_folder  # once in the life of a store

            make_folder(folder)
        file = folder / FILE
        handler = _PrivateFile(file, encoding="utf-8", errors="backslashreplace")
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
        return None
    handler.setFormatter(_Impersonal())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    _watch(folder / FAULTS)
    return file


class _Faults:
    file: IO[bytes] | None = None
    ours = False
    before = 0
    """Bytes that were in the file already."""


def _watch(file: Path) -> None:
    """Has a fault that ends the program written to the file: the ways through the code of all threads, never a text or a name. One
    that is there already stays until it is large."""
    with suppress(OSError):
        if file.exists() and file.stat().st_size > LARGEST:
            file.unlink()
        _Faults.file = open(file, "ab", opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115
        _Faults.before = os.fstat(_Faults.file.fileno()).st_size
        if not faulthandler.is_enabled():  # whoever runs this may listen already
            faulthandler.enable(_Faults.file)
            _Faults.ours = True


def _unwatch() -> None:
    file, _Faults.file = _Faults.file, None
    if file is None:
        return
    if _Faults.ours:
        faulthandler.disable()
        _Faults.ours = False
        # None was our end: Windows calls a fault what its libraries answer by themselves too, as around dialogs of files.
        with suppress(OSError):
            file.truncate(_Faults.before)
    file.close()
    with suppress(OSError):
        place = Path(file.name)
        if place.stat().st_size == 0:
            place.unlink()


def stop() -> None:
    """Close the log, if there is one."""
    _unwatch()
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _PrivateFile)]:
        root.removeHandler(handler)
        handler.close()
