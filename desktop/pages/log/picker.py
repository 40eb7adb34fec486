"""Choosing an exercise to add: a search over the catalogue, each with its status on the day of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import tr
from desktop.pages.log.view_model import Catalogue, category_word, standing_words
from desktop.qt import fmt
from desktop.qt.ask import Sheet
from desktop.qt.table_model import Column
from desktop.widgets.cells import PillCell
from desktop.widgets.search import as_search
from desktop.widgets.set_editor import measures
from desktop.widgets.table import Table
from rules.verdicts import Standing


@dataclass(frozen=True)
class Line:
    """One exercise in the list; `status` is (word, tone, icon), empty while it is not known yet."""

    slug: str
    name: str
    category: str
    measured: str
    status: tuple[str, str, str] = ("", "neutral", "")
    open: bool = True


class ExercisePicker(Sheet):
    """`picked(slug, off_plan)` when one was chosen. `standings()` is asked after the sheet is shown, for it reads history."""

    picked = Signal(str, bool)

    def __init__(
        self,
        parent: QWidget | None,
        known: Catalogue,
        on: date,
        standings: Callable[[], Mapping[str, Standing]],
    ) -> None:
        super().__init__(parent, tr("Add exercise"), tr("Add"), width=680)
        self._standings = standings
        self._lines = [
            Line(one.slug, one.name, category_word(known.categories[one.slug]), measures(one)) for one in known.choices
        ]
        self.add_text(
            tr("Status on {day}. What is locked may be logged too: it is kept as off plan and never unlocks.",
               day=fmt.date(on)), "quiet",
        )  # fmt: skip
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search by name"))
        self.search.setAccessibleName(tr("Search exercises by name"))
        as_search(self.search)
        self.table = Table("exercise picker", _columns(), lambda line: line.slug)
        self.table.setAccessibleName(tr("Exercises"))
        self.table.setMinimumHeight(320)
        self.table.set_rows(self._lines)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.table.opened.connect(lambda _line: self.attempt())
        self.table.chosen.connect(lambda _lines: self._show_yes())
        self.body.addWidget(self.search)
        self.body.addWidget(self.table, 1)
        self._narrow("")
        self.search.setFocus()
        QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        found = self._standings()
        self._lines = [
            Line(line.slug, line.name, line.category, line.measured,
                 standing_words(found[line.slug].status), found[line.slug].is_open)
            if line.slug in found else line
            for line in self._lines
        ]  # fmt: skip
        self.table.set_rows(self._lines)
        self._fit()
        self._show_yes()

    def _fit(self) -> None:
        """Category and status take no more than their words do: all the rest is the name's."""
        for number, column in enumerate(self.table.table.columns):
            if not column.stretch:
                self.table.setColumnWidth(number, min(self.table.usual_width(number), self.table.needed_width(number)))

    def _narrow(self, text: str) -> None:
        self.table.set_filter(text)
        shown = self.table.shown()
        if shown and (self.table.current() is None or self.table.current() not in shown):
            self.table.select({shown[0].slug}, shown[0].slug)
        self._show_yes()

    def _show_yes(self) -> None:
        line = self.chosen()
        self.yes.setEnabled(line is not None)
        self.yes.setText(tr("Add") if line is None or line.open else tr("Add off plan"))

    def chosen(self) -> Line | None:
        return next(iter(self.table.selected()), None)

    def submit(self) -> None:
        line = self.chosen()
        if line is not None:
            self.picked.emit(line.slug, not line.open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search field walk the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                shown = self.table.shown()
                line = self.chosen()
                at = shown.index(line) + step if line in shown else 0
                if 0 <= at < len(shown):
                    self.table.select({shown[at].slug}, shown[at].slug)
                    self.table.scrollTo(self.table.currentIndex())
                return True
        return False


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", tr("Exercise"), lambda line: line.name, strong=True, stretch=True),
        Column("category", tr("Category"), lambda line: line.category, width=110, tone=lambda _line: "quiet"),
        Column("status", tr("Status"), lambda line: line.status[0], width=176,
               cell=lambda line: PillCell(*line.status)),
    )  # fmt: skip
