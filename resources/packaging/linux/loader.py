"""Which libraries of a frozen program the loader of Linux finds, judged more strictly than it does itself.

Each file must find all that it needs by itself:

- in the folders of its own search path ($ORIGIN is where it was opened: a file to which links lead must find it from each of them);
- in _internal, which PyInstaller's bootloader puts into LD_LIBRARY_PATH; but not the program, which starts once before that;
- else in the system, by the list of what is taken from there.

Nothing counts that holds in some order of loading only: neither a library of the right name that something else had loaded before, nor
the search path of what loaded this one. And only one file in the whole bundle may have the name of a library that is needed: so it
does not matter where the loader looks first. What a library opens by name while it runs (dlopen) no table tells, nor does this.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

INTERNAL: Final = "_internal"


class Inside:
    """The files of a bundle. `libraries` are the paths of those that the loader can load, links not among them."""

    def __init__(self, bundle: Path, libraries: Iterable[str]) -> None:
        self._bundle = bundle.resolve()
        self._loadable = {self._bundle / library for library in libraries}
        self._doors: dict[Path, list[Path]] = defaultdict(list)
        self._named: dict[str, set[Path]] = defaultdict(set)
        self._paths = sorted(self._bundle.rglob("*"))
        for path in self._paths:
            if path.exists():
                self._doors[path.resolve()].append(path)
                self._named[path.name].add(path.resolve())

    def named(self, name: str) -> list[str]:
        """The files that have this name, or a link of this name that leads to them."""
        return sorted(self._told(file) for file in self._named.get(name, ()))

    def astray(self) -> Iterator[str]:
        """Links that lead nowhere, or out of the bundle."""
        for path in self._paths:
            if path.is_symlink() and not (path.exists() and path.resolve().is_relative_to(self._bundle)):
                yield self._told(path)

    def faults(self, library: str, needs: Iterable[str], search_path: str) -> Iterator[str]:
        """What is wrong with the places in which this library looks, and what it does not find in them."""
        for door in self._doors[self._bundle / library]:
            opened = library if self._told(door) == library else f"{library}, opened as {self._told(door)},"
            folders = list(_folders(search_path, door.parent))
            if not all(Path(os.path.normpath(folder)).is_relative_to(self._bundle) for folder in folders):
                yield f"{opened} looks for libraries in {search_path}"
            if door.relative_to(self._bundle).parts[0] == INTERNAL:
                folders.append(self._bundle / INTERNAL)
            for name in sorted(needs):
                if not any(self._loads(folder, name) for folder in folders):
                    other = ", ".join(self.named(name))
                    not_looked_at = f"; {other} is not looked at" if other else ""
                    yield f"{opened} needs {name}, which is neither where it looks nor taken from the system{not_looked_at}"

    def _loads(self, folder: Path, name: str) -> bool:
        """Whether there is a library of that name; a path as a name would begin where the program was started."""
        file = folder / name
        return "/" not in name and file.exists() and file.resolve() in self._loadable

    def _told(self, path: Path) -> str:
        return path.relative_to(self._bundle).as_posix()


def _folders(search_path: str, origin: Path) -> Iterator[Path]:
    """Where a library looks that was opened in the folder `origin`. An empty name is the folder in which the program was started."""
    for part in search_path.split(":") if search_path else ():
        yield Path(part.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", str(origin)))
