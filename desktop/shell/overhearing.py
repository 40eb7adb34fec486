"""Everything a process says that it should not: what Qt and the log say, and what anybody writes to its outputs, C included."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, TextIO

from desktop.shell.screenless import listening

_OUTPUT, _ERRORS = 1, 2


class Overheard:
    """`say(line)` is how the one who listens speaks; all else is heard."""

    def __init__(self, own: TextIO, heard: list[str], written: IO[bytes], printed: StringIO) -> None:
        self._own, self._heard, self._written, self._printed = own, heard, written, printed

    def say(self, line: str) -> None:
        self._own.write(f"{line}\n")
        self._own.flush()

    def lines(self) -> list[str]:
        """What was heard since the last time it was asked."""
        found = self._printed.getvalue() + self._read()
        self._printed.seek(0)
        self._printed.truncate()
        said = [*self._heard, *(line for line in found.splitlines() if line.strip())]
        self._heard.clear()
        return said

    def _read(self) -> str:
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                with suppress(OSError, ValueError):  # closed, or a pipe nobody reads
                    stream.flush()
        self._written.seek(0)
        found = self._written.read().decode("utf-8", "replace")
        self._written.seek(0)
        self._written.truncate()
        return found


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Listens until it is left; both outputs are then as they were. A program without outputs, as one with a window on Windows, is
    listened to as well."""
    with ExitStack() as until:
        heard = until.enter_context(listening())
        written = until.enter_context(TemporaryFile(buffering=0))
        own = _own_stream(until)
        for descriptor in (_OUTPUT, _ERRORS):
            _turn_aside(descriptor, written.fileno(), until)
        printed = StringIO()
        until.enter_context(redirect_stdout(printed))
        until.enter_context(redirect_stderr(printed))
        yield Overheard(own, heard, written, printed)


def _own_stream(until: ExitStack) -> TextIO:
    """Where the listener writes: the output as it is now, by a name of its own where it is the process's."""
    now = sys.stdout
    now.flush()
    try:
        mine = now.fileno() == _OUTPUT
    except (OSError, ValueError, AttributeError):
        mine = False
    if not mine:
        return now
    encoding, errors = getattr(now, "encoding", None) or "utf-8", "backslashreplace"
    return until.enter_context(os.fdopen(os.dup(_OUTPUT), "w", encoding=encoding, errors=errors))


def _turn_aside(descriptor: int, target: int, until: ExitStack) -> None:
    """What is written to the descriptor goes to the target instead, until the end."""
    try:
        before = os.dup(descriptor)
    except OSError:  # there is none
        return
    os.dup2(target, descriptor)

    def back(undo: Callable[[int, int], int] = os.dup2) -> None:
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                with suppress(OSError, ValueError):
                    stream.flush()
        undo(before, descriptor)
        os.close(before)

    until.callback(back)
