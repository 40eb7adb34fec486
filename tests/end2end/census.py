"""Counts what a window holds, and finds what left it and is still there."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from desktop.qt.table_model import ROW_ROLE
from desktop.shell.main_window import MainWindow

OWN = ("desktop.", "models.", "rules.")
ROWS = 50
"""Rows of a view that are looked at: those one could have seen."""


@dataclass(frozen=True)
class Count:
    """Objects of Qt below the window, widgets of the whole program, and objects of the program's own classes."""

    objects: int
    widgets: int
    own: int


def own() -> Counter[str]:
    """What the garbage collector knows of the program's own classes, by class. (Not all that stands for an object of Qt: whoever asks
    a widget for what is below it is handed a stand-in for each, and Python keeps it beyond the thing itself.)"""
    return Counter(type(one).__qualname__ for one in gc.get_objects() if str(type(one).__module__).startswith(OWN))


def count(window: MainWindow) -> Count:
    """After everything that is due to go is gone."""
    tidy()
    return Count(len(window.findChildren(QObject)), len(QApplication.allWidgets()), own().total())


def tidy() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()


def rows_of(view: QAbstractItemView) -> Iterator[Any]:
    model = view.model()
    for number in range(min(ROWS, model.rowCount()) if model is not None else 0):
        row = model.index(number, 0).data(ROW_ROLE)
        if row is not None:
            yield row


class Seen:
    """Remembers, without holding it, every widget of the program's own and every row of a list that was ever looked at."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._widgets: dict[int, weakref.ref[QWidget]] = {}
        self._rows: dict[int, weakref.ref[Any]] = {}

    def look(self) -> None:
        for widget in self._window.findChildren(QWidget):
            if type(widget).__module__.startswith(OWN):
                self._widgets.setdefault(id(widget), weakref.ref(widget, self._forget(self._widgets, id(widget))))
            if isinstance(widget, QAbstractItemView) and widget.isVisible():
                for row in rows_of(widget):
                    if type(row).__weakrefoffset__:
                        self._rows.setdefault(id(row), weakref.ref(row, self._forget(self._rows, id(row))))

    @staticmethod
    def _forget(kept: dict[int, weakref.ref[Any]], key: int) -> Any:
        return lambda _gone: kept.pop(key, None)

    @property
    def watched(self) -> tuple[int, int]:
        """Widgets and rows that are there at present."""
        return len(self._widgets), len(self._rows)

    def left_over(self) -> Counter[str]:
        """Widgets that left the window and are not gone, by their kind."""
        tidy()
        alive = [found for kept in list(self._widgets.values()) if (found := kept()) is not None]
        return Counter(type(one).__name__ for one in alive if not self._belongs(one))

    def _belongs(self, widget: QObject) -> bool:
        above: QObject | None = widget
        while above is not None and above is not self._window:
            above = above.parent() if isValid(above) else None
        return above is not None

    def rows_left(self) -> Counter[str]:
        """Rows that are there at present, by their kind."""
        tidy()
        return Counter(type(found).__name__ for kept in list(self._rows.values()) if (found := kept()) is not None)
