"""Where a coach's data lies on this computer, and folders only its owner can read.

Which folder: the one asked for (`--data-dir`), else `SWITCHBACK_HOME`, else the folder beside an installed program that has the file
`portable.txt` beside it (on a stick, say), else the platform's place for data of programs. Backups and logs lie inside it, so that one
folder is all there is to copy, move or delete.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "switchback"
VARIABLE = "SWITCHBACK_HOME"
PORTABLE = "portable.txt"
"""A file of this name beside the program, whatever is in it, has the data lie beside the program too."""
PORTABLE_DATA = "switchback-data"


class UnusableFolder(Exception):
    """A folder that cannot be made or written to. The text says which and why, in words for the coach."""

    def __init__(self, text: str, /, **facts: object) -> None:
        self.said = Said(text, **facts)
        super().__init__(str(self.said))


def data_folder(
    chosen: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    platform: str | None = None,
    program: Path | None = None,
) -> Path:
    """The absolute path of the data folder; nothing is created. `environ`, `platform` (as `sys.platform`) and `program` (the file
    that was started) are for tests. Raises UnusableFolder where the system knows no home folder."""
    variables = os.environ if environ is None else environ
    try:
        if chosen or variables.get(VARIABLE):
            return Path(chosen or variables[VARIABLE]).expanduser().absolute()
        started = program or frozen_program()
        if started is not None and (started.parent / PORTABLE).is_file():
            return started.parent / PORTABLE_DATA
        return _platform_folder(variables, sys.platform if platform is None else platform)
    except RuntimeError as error:
        raise UnusableFolder(
            "It is not known where your home folder is. Say with --data-dir where your data shall lie."
        ) from error


def frozen_program() -> Path | None:
    """The file of the installed program, or None where it runs from its source."""
    return Path(sys.executable).resolve() if getattr(sys, "frozen", False) else None


def _platform_folder(variables: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        local = variables.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Switchback"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Switchback"
    shared = variables.get("XDG_DATA_HOME", "")
    # The XDG specification: a relative path is invalid and to be ignored.
    return (Path(shared) if Path(shared).is_absolute() else Path.home() / ".local" / "share") / NAME


def log_folder(data: Path) -> Path:
    """Where the log of the data folder `data` lies; nothing is created."""
    return data / "logs"


def backup_folder(data: Path) -> Path:
    """Where the automatic backups of the data folder `data` lie; nothing is created."""
    return data / "backups"


def make_private(folder: Path) -> Path:
    """Make `folder` (with its parents) for its owner alone, and return it. An existing folder keeps its permissions:
    somebody who shares it on purpose knows why. Raises UnusableFolder."""
    try:
        there = folder.is_dir()
    except OSError:  # a name that is too long, say: making it says why it cannot be
        there = False
    if there:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UnusableFolder(
                "The folder {folder} cannot be written to. Choose another folder, or allow writing to it.",
                folder=folder,
            )
        return folder
    from models.sqlite_file import make_folder  # once in the life of a store

    try:
        make_folder(folder)
    except FileExistsError as error:
        raise UnusableFolder(
            "{folder} is a file; a folder is needed there. Choose another folder, or move that file away.",
            folder=folder,
        ) from error
    except OSError as error:
        raise UnusableFolder(
            "The folder {folder} cannot be made: {why}. Choose another folder.",
            folder=folder,
            why=error.strerror or error,
        ) from error
    return folder
