"""Whether every file of an installed program is there and whole, by the list that is written when it is built."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

LIST: Final = "contents.sha256"
"""Lines of the sum and the place below the folder it lies in, as `sha256sum -c` reads them."""


def program_folder() -> Path | None:
    """Where the installed program lies; None where it runs from its source."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).resolve().parent
    return folder.parents[1] if sys.platform == "darwin" else folder  # Switchback.app/Contents/MacOS


def faults(folder: Path) -> tuple[str, ...]:
    """What is missing or changed, in words; nothing where all is well."""
    try:
        lines = (folder / LIST).read_text("utf-8").splitlines()
    except OSError as error:
        return (f"{LIST}: {error.strerror}",)
    if not lines:
        return (f"{LIST} is empty",)
    return tuple(fault for fault in (_fault(folder, *line.split("  ", 1)) for line in lines) if fault)


def _fault(folder: Path, digest: str, place: str) -> str:
    try:
        content = (folder / place).read_bytes()
    except OSError as error:
        return f"{place}: {error.strerror}"
    return "" if sha256(content).hexdigest() == digest else f"{place} is not as it was made"


def write(folder: Path) -> None:
    """Lists all that lies in the folder."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink() and file.name != LIST)
    text = "".join(
        f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n" for file in files
    )
    (folder / LIST).write_text(text, "utf-8", newline="\n")
