"""One command from its arguments to its exit status; whatever goes wrong ends in one line."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from errno import EINVAL
from pathlib import Path
from stat import S_ISFIFO
from typing import Final

from desktop import app, paths, signals
from resources import VERSION

DONE, NO, WRONG = 0, 1, 2
ON_WINDOWS: Final = os.name == "nt"
MOST_SHOWN = 2000
"""Letters that a small window can hold."""
_OPENS: Final = ((), ("open",))
"""Command lines of a double click: the window opens without the words of all commands being read first."""


def run(arguments: Sequence[str] | None = None) -> int:
    if paths.frozen_program() is not None:
        _keep_libraries_to_ourselves()
    if sys.stdout is None or sys.stderr is None:
        return _run_without_streams(arguments)
    return _run(arguments)


def _keep_libraries_to_ourselves() -> None:
    """An installed program on Linux was started with its own folder as the first to find libraries in. Where these are is settled by
    now; a file manager that is opened from here must not find them, or it loads our Qt."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)  # left there by what starts the frozen program
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


def _run_without_streams(arguments: Sequence[str] | None) -> int:
    """A program that has a window has no terminal on Windows: what it would print there, such as why a file cannot be opened, is
    shown."""
    from contextlib import redirect_stderr, redirect_stdout

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = _run(arguments)
    if said.getvalue():
        app.tell(said.getvalue().strip()[:MOST_SHOWN])
    return status


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a name shows its escapes
            stream.reconfigure(errors="backslashreplace")
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    if words in _OPENS:
        put_back = signals.answer(signals.at_once)
        try:
            return _guarded(lambda folder: app.open_window(folder, app.system_today))
        finally:
            put_back()
    return _run_words(words)


def _run_words(words: Sequence[str]) -> int:
    from desktop.cli import commands
    from desktop.cli.arguments import WrongCommandLine, parser
    from desktop.cli.output import complain

    try:
        options = parser().parse_args(words)
    except WrongCommandLine as wrong:
        complain(wrong)
        return WRONG
    except SystemExit as shown:  # --help has printed itself
        return int(shown.code or 0)
    if options.version:
        print(f"switchback {VERSION}")
        return DONE
    window = options.command in commands.WITH_WINDOW
    if not window:
        gc.enable()  # what runs long in a window is collected by it (see desktop.qt.collecting)
    # what a command made for itself is put away
    put_back = signals.answer(signals.at_once if window else signals.interrupt)
    try:
        return _guarded(lambda folder: commands.perform(options, folder), getattr(options, "data_dir", None))
    finally:
        put_back()


def _guarded(work: Callable[[Path], int], chosen: Path | None = None) -> int:
    """Does the work on the data folder, the one chosen if any; whatever goes wrong is said."""
    try:
        folder = paths.data_folder(chosen)
    except paths.UnusableFolder as wrong:
        from desktop.cli.output import complain

        complain(wrong)
        return WRONG
    try:
        Path.home()
    except RuntimeError:  # a user without one: whatever asks for it is shown where the data lies
        os.environ["USERPROFILE" if ON_WINDOWS else "HOME"] = str(folder)
    try:
        status = work(folder)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as trouble:  # noqa: BLE001  a command line never ends in a traceback
        if not _has_seen_enough(trouble):
            return _told(trouble, folder)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status


def _has_seen_enough(trouble: BaseException) -> bool:
    """Whether nobody reads the answer any more, as in `switchback athletes | head -1`. Windows says so of a write that was under way
    only; of the next ones it says that their argument is invalid."""
    if isinstance(trouble, BrokenPipeError):
        return True
    if not (ON_WINDOWS and isinstance(trouble, OSError) and trouble.errno == EINVAL and trouble.filename is None):
        return False
    try:
        return S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # it has no number, or none that holds
        return False


def _told(trouble: BaseException, folder: Path) -> int:
    """Says in one line what went wrong, and gives the status."""
    from desktop.cli.arguments import WrongCommandLine
    from desktop.cli.commands import NothingFound
    from desktop.cli.output import complain
    from desktop.services.outcome import Refused
    from models.errors import StoreError

    if isinstance(trouble, NothingFound):
        complain(trouble)
        return NO
    if isinstance(trouble, Refused | StoreError | paths.UnusableFolder | WrongCommandLine):
        complain(trouble)
    elif isinstance(trouble, KeyboardInterrupt):
        complain("stopped")
    elif isinstance(trouble, OSError):
        complain(f"{trouble.filename or ''}: {trouble.strerror or trouble}".removeprefix(": "))
    else:
        _unexpected(trouble, folder)
    return WRONG


def _unexpected(error: BaseException, folder: Path) -> None:
    import logging

    from desktop import log
    from desktop.cli.output import complain, safe
    from rules.rulebook import RulebookError

    if isinstance(error, RulebookError):
        complain(f"the rulebook is wrong: {error}")
        return
    file = log.start(paths.log_folder(folder))
    logging.getLogger(__name__).error("unexpected error in a command", exc_info=error)
    log.stop()
    where = f"; details in {safe(file)}" if file is not None else ""
    complain(f"unexpected trouble ({type(error).__name__}): nothing was half done{where}")
