"""Reads the code of what is not shown yet, module by module while nothing happens, once the first page is painted: opening it is
quick then.

It is read in the window's thread. A class of Qt may be made in no other: up to Python 3.11 shiboken keeps its types in a table
without a lock, and Qt, which asks that table without the interpreter, found nothing there in one start of a hundred and crashed.
"""

from __future__ import annotations

import importlib
import logging
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, FunctionType
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.qt.page import PageSpec

AT_A_STRETCH: Final = 0.004
"""Seconds until the window has its turn; the module begun then is read to its end."""
_OURS: Final = ("desktop", "models", "rules", "resources")
_BESIDE_PAGES: Final = (
    "desktop.pages.printing",
    "desktop.pages.transfer",
    "desktop.pages.squad.add_athlete",
    "desktop.pages.squad.bulk",
    "desktop.services.access.pins",
    "desktop.shell.athlete_mode.chooser",
    "desktop.shell.athlete_mode.pin_sheet",
    "desktop.shell.drops",
    "desktop.shell.help",
    "desktop.shell.palette",
    "desktop.shell.shortcut_sheet",
    "desktop.shell.tour",
)
"""What opens beside or over a page."""
_log = logging.getLogger(__name__)


class ReadingAhead(QObject):
    """Reads what `pages` need, then what opens over them. What cannot be read says so when it is opened."""

    def __init__(self, pages: Iterable[PageSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due: list[str] = [*reversed(_BESIDE_PAGES)]
        for page in reversed(tuple(pages)):
            if isinstance(page.load, FunctionType):
                self._due += _imported(page.load.__code__)
        self._known: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read_on)
        self._timer.start(0)

    @property
    def done(self) -> bool:
        return not self._due

    def _read_on(self) -> None:
        until = time.perf_counter() + AT_A_STRETCH
        try:
            while self._due and time.perf_counter() < until:
                self._step()
        except Exception:  # noqa: BLE001  whatever it is, it is met again and shown where this code is needed
            _log.warning("some code cannot be read ahead", exc_info=True)
            self._due.clear()
        if not self._due:
            self._timer.stop()

    def _step(self) -> None:
        """Reads the next module, or sees first to those it needs: each is short by itself."""
        name = self._due[-1]
        spec = None if name in sys.modules else _spec(name)
        if spec is None:
            self._due.pop()
        elif name in self._known:
            importlib.import_module(name)
        else:
            self._known.add(name)
            self._due += [other for other in _needs(spec) if other not in self._known]


def _spec(name: str) -> ModuleSpec | None:
    """Where that module is, without reading the package around it; None for another name in a module or package."""
    home = name.rpartition(".")[0]
    if home in sys.modules or not home:
        where = getattr(sys.modules.get(home), "__path__", ())
    else:
        package = _spec(home)
        where = (package and package.submodule_search_locations) or ()
    return PathFinder.find_spec(name, [*where]) if where else None


def _needs(spec: ModuleSpec) -> Iterator[str]:
    """The modules of ours that reading this one reads, the first of them last."""
    get_code = getattr(spec.loader, "get_code", None)
    code = get_code(spec.name) if get_code is not None else None
    return _imported(code) if isinstance(code, CodeType) else iter(())


def _imported(code: CodeType) -> Iterator[str]:
    """The modules of ours named in import statements, the first last: with `from a.b import c` a, then a.b and perhaps a.b.c."""
    from modulefinder import ModuleFinder

    found: list[str] = []
    for kind, words in ModuleFinder().scan_opcodes(code):
        if kind == "absolute_import" and words[1].split(".")[0] in _OURS:
            named, home = words
            parts = home.split(".")
            found += [".".join(parts[: end + 1]) for end in range(len(parts))]
            found += [f"{home}.{name}" for name in named or ()]
    return reversed(found)
