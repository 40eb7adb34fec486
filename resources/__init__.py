"""Data of the app: rulebook, themes, fonts, icons, texts."""

import sys
from pathlib import Path
from typing import Any

VERSION = "0.1.0"
"""The one place where the version stands: `switchback --version`, the window, pyproject.toml and the installers read it."""
FOLDER = Path(__file__).parent
"""Where the files lie: beside this one, in an installed program too."""


def command() -> str:
    """How this program is called on a command line: on Windows the installed one is not on the search path, and the one with a window
    has no output."""
    if sys.platform == "win32" and getattr(sys, "frozen", False):
        program = str(Path(sys.executable).with_name("switchback-cli.exe"))
        return f'"{program}"' if " " in program else program
    return "switchback"


def tables(folder: Path) -> tuple[str, ...]:
    """The names that `table` knows in a folder, in order."""
    return tuple(sorted({file.stem for file in folder.iterdir() if file.suffix in (".toml", ".json")}))


def table(folder: Path, name: str) -> dict[str, Any]:
    """What a file says that is written as TOML. In an installed program build.spec has put JSON in the place of those that a start
    reads, which is read twenty times as fast. Raises FileNotFoundError, and ValueError for what is neither."""
    packed = folder / f"{name}.json"
    if packed.is_file():
        import json

        return json.loads(packed.read_bytes())
    import tomllib

    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
