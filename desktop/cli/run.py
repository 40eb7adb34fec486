"""One command from its arguments to its exit status; whatever goes wrong ends in one line."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from desktop import app, log, paths
from desktop.cli import commands
from desktop.cli.arguments import WrongCommandLine, parser
from desktop.cli.output import complain, safe
from desktop.services.outcome import Refused
from models.errors import StoreError
from resources import VERSION

DONE, NO, WRONG = 0, 1, 2
MOST_SHOWN = 2000
"""Letters that a small window can hold."""


def run(arguments: Sequence[str] | None = None) -> int:
    if sys.stdout is None or sys.stderr is None:
        return _run_without_streams(arguments)
    return _run(arguments)


def _run_without_streams(arguments: Sequence[str] | None) -> int:
    """A program that has a window has no terminal on Windows: what it would print there, such as why a file cannot be opened, is
    shown."""
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
    try:
        options = parser().parse_args(arguments)
    except WrongCommandLine as wrong:
        complain(wrong)
        return WRONG
    except SystemExit as shown:  # --help has printed itself
        return int(shown.code or 0)
    if options.version:
        print(f"switchback {VERSION}")
        return DONE
    folder = paths.data_folder(getattr(options, "data_dir", None))
    try:
        return _guarded(options, folder)
    finally:
        log.stop()


def _guarded(options: argparse.Namespace, folder: Path) -> int:
    try:
        status = commands.perform(options, folder)
        sys.stdout.flush()
    except commands.NothingFound as nothing:
        complain(nothing)
        return NO
    except (Refused, StoreError, paths.UnusableFolder, WrongCommandLine) as wrong:
        complain(wrong)
        return WRONG
    except BrokenPipeError:  # the reader has seen enough, as in `switchback athletes | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        complain("stopped")
        return WRONG
    except OSError as trouble:
        complain(f"{trouble.filename or ''}: {trouble.strerror or trouble}".removeprefix(": "))
        return WRONG
    except Exception as error:  # noqa: BLE001  a command line never ends in a traceback
        return _unexpected(error, folder)
    return status


def _unexpected(error: Exception, folder: Path) -> int:
    from rules.rulebook import RulebookError

    if isinstance(error, RulebookError):
        complain(f"the rulebook is wrong: {error}")
        return WRONG
    file = log.start(paths.log_folder(folder))
    logging.getLogger(__name__).error("unexpected error in a command", exc_info=error)
    where = f"; details in {safe(file)}" if file is not None else ""
    complain(f"unexpected trouble ({type(error).__name__}): nothing was half done{where}")
    return WRONG
