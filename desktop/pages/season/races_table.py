"""The races as an editable table: what was refused stays in its cell, with the words under the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.season import view_model as vm
from desktop.qt import fmt, theme
from desktop.qt.ask import words
from desktop.qt.memory import Memory
from desktop.qt.table_model import Column
from desktop.services.season import RaceView
from desktop.widgets import meanings
from desktop.widgets.cells import PillCell
from desktop.widgets.meanings import meaning
from desktop.widgets.reason_list import INFO, PARTIAL, ReasonLine, ReasonList
from desktop.widgets.table import Table
from models.records import Race
from rules.vocabulary import Effort, Priority, RaceStatus

Save = Callable[[Race], object]
_SIDE: Final = 4
_NAME: Final = 112
"""Pixels a race's name has at least; it takes what the other columns leave."""
_PRIORITY_TONE = {Priority.A: "phase-race", Priority.B: "phase-taper", Priority.C: "neutral"}


def columns(save: Save, waits: Callable[[str], bool] = lambda _id: False) -> tuple[Column, ...]:
    """The columns; `save` is given the changed race and raises what is refused. `waits` says of which race (by id) a change is
    not decided yet."""

    def editing(change: Callable[[Race, str], Race]) -> Callable[[RaceView, str], object]:
        return lambda row, text: save(change(row.race, text))

    def number(column_id: str, title: str, unit: str, width: int, tip: str = "") -> Column:
        def value(row: RaceView) -> float | None:
            return getattr(row.race, column_id)

        return Column(
            column_id, title, lambda row: fmt.number(value(row), 2, unit), key=value, right=True, width=width,
            typed=lambda row: "" if value(row) is None else fmt.number(value(row), 2), title_tip=tip,
            edit=editing(lambda race, text: replace(race, **{column_id: vm.typed_number(text, column_id)})),
        )  # fmt: skip

    return (
        Column("name", tr("Race"), lambda row: row.race.name, width=_NAME, stretch=True, strong=True, tip=_tip,
               tone=lambda row: "accent" if waits(row.race.id) else "ink",
               spoken=lambda row: tr("{race}, not kept yet", race=row.race.name) if waits(row.race.id) else row.race.name,
               edit=editing(lambda race, text: replace(race, name=text.strip()))),
        Column("on", tr("Date"), lambda row: fmt.day(row.race.on), key=lambda row: row.race.on, width=148,
               typed=lambda row: fmt.date(row.race.on),
               edit=editing(lambda race, text: replace(race, on=vm.typed_date(text)))),
        Column("priority", tr("Priority"), lambda row: row.race.priority.value, width=68, title_tip=meaning(meanings.PRIORITY),
               cell=lambda row: PillCell(row.race.priority.value, _PRIORITY_TONE[row.race.priority]),
               choices=vm.priority_choices(),
               edit=editing(lambda race, text: replace(race, priority=Priority(text)))),
        number("distance_km", tr("Distance"), "km", 78),
        number("ascent_m", tr("Ascent"), "m", 86),
        Column("taper", tr("Taper starts"), lambda row: fmt.short_date(row.taper_starts), width=96,
               key=lambda row: row.taper_starts, title_tip=tr("First day of taper this race causes")),
        Column("status", tr("Status"), lambda row: vm.status_word(row.race.status), width=100,
               typed=lambda row: row.race.status.value, choices=vm.status_choices(),
               edit=editing(lambda race, text: replace(race, status=RaceStatus(text)))),
        Column("class", tr("Class · km-effort"), vm.class_text, key=lambda row: row.km_effort, width=150,
               title_tip=meaning(meanings.KM_EFFORT)),
        Column("effort", tr("Effort"), lambda row: vm.effort_word(row.race.effort), width=92,
               typed=lambda row: row.race.effort.value, choices=vm.effort_choices(),
               edit=editing(lambda race, text: replace(race, effort=Effort(text)))),
        number("completed_km_effort", tr("Covered"), "", 84, meaning(meanings.COVERED)),
    )  # fmt: skip


def _tip(row: RaceView) -> str:
    return "\n".join((row.race.name, *(hint.text for hint in row.hints)))


def pages(widths: Sequence[int], room: int) -> list[list[int]]:
    """The numbers of the columns that are shown together in so many pixels, page by page; the first column is on every page."""
    found: list[list[int]] = []
    rest = list(range(1, len(widths)))
    while rest or not found:
        taken, left = [0], room - widths[0]
        while rest and (len(taken) == 1 or widths[rest[0]] <= left):
            left -= widths[rest[0]]
            taken.append(rest.pop(0))
        found.append(taken)
    return found


class RacesTable(QWidget):
    """`remove_asked(race id)`. `save` raises what is refused. Nothing scrolls sideways: columns for which there is no room are on
    a second page of columns, to which a button turns."""

    remove_asked = Signal(str)

    def __init__(self, save: Save, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: frozenset[str] = frozenset()
        held = columns(save, lambda race_id: race_id in self._waiting)
        self.table = Table("races", held, lambda row: row.race.id, memory, framed=False, parent=self)
        self.table.setAccessibleName(tr("Races"))
        self.table.refused.connect(self._on_refused)
        self.table.remove_asked.connect(lambda rows: self.remove_asked.emit(rows[0].race.id))
        self.table.chosen.connect(lambda rows: self._remove.setVisible(bool(rows)))
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.hints = ReasonList(self)
        self._page = 0
        self._pages: list[list[int]] = []
        self.more = QPushButton(tr("More columns"))
        self.more.setProperty("kind", "link")
        self.more.clicked.connect(lambda _checked=False: self.turn())
        self._remove = QPushButton(tr("Remove race"))
        self._remove.setProperty("kind", "link")
        self._remove.setToolTip(tr("Removes the chosen race  {keys}", keys="Del"))
        self._remove.hide()
        theme.changes.changed.connect(self._fit)
        self._remove.clicked.connect(self._remove_chosen)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        self.hint = QLabel(tr("Edit in the cells: Enter or F2."))
        self.hint.setProperty("role", "caption")
        self.hint.setWordWrap(True)
        foot.setSpacing(16)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.more)
        foot.addWidget(self._remove)
        notes = QVBoxLayout()
        notes.setContentsMargins(12, 8, 12, 0)
        notes.setSpacing(8)
        notes.addWidget(self.error)
        notes.addWidget(self.hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 6, _SIDE, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(notes)
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shares the columns out over as many pages as it takes."""
        columns = self.table.table.columns
        room = self.width() - 2 * _SIDE - self.table.verticalScrollBar().sizeHint().width()
        self._pages = pages([self.table.usual_width(number) for number in range(len(columns))], room)
        self._page = min(self._page, len(self._pages) - 1)
        self._show_page()

    def _show_page(self) -> None:
        shown, columns = self._pages[self._page], self.table.table.columns
        for number, column in enumerate(columns):
            was = self.table.isColumnHidden(number)
            self.table.setColumnHidden(number, number not in shown)
            if was and number in shown and not column.stretch:
                self.table.setColumnWidth(number, self.table.usual_width(number))
        away = [column.title for number, column in enumerate(columns) if number not in shown]
        self.more.setVisible(bool(away))
        self.more.setToolTip(", ".join(away))
        self.more.setAccessibleDescription(", ".join(away))

    def turn(self) -> None:
        """Shows the next page of columns, after the last the first."""
        self._page = (self._page + 1) % max(1, len(self._pages))
        self._show_page()

    def show_column(self, column_id: str) -> None:
        """Turns to the page of a column."""
        number = next(at for at, column in enumerate(self.table.table.columns) if column.id == column_id)
        self._page = next((at for at, page in enumerate(self._pages) if number in page), self._page)
        self._show_page()

    def show_races(self, views: Sequence[RaceView], waiting: frozenset[str] = frozenset()) -> None:
        """`waiting`: ids of races whose change is shown and not kept yet."""
        self.error.hide()
        self._waiting = waiting
        self.hint.setText(tr("What is coloured is not kept yet.") if waiting else tr("Edit in the cells: Enter or F2."))
        self.table.set_rows(views)
        self.table.viewport().update()
        self._remove.setVisible(bool(self.table.selected()))
        lines = tuple(
            ReasonLine(
                tr("{race}: {hint}", race=view.race.name, hint=hint.text),
                PARTIAL if hint.warning else INFO,
                tr("rule {id}", id=hint.rule),
            )
            for view in views
            for hint in view.hints
        )
        if lines != self.hints.lines:
            self.hints.show_lines(lines)

    def select(self, race_id: str) -> None:
        self.table.select({race_id}, race_id)
        self.table.scrollTo(self.table.currentIndex())

    def commit(self) -> None:
        """Takes up what is being typed, as leaving the cell does."""
        editor = self.table.indexWidget(self.table.currentIndex())
        if editor is not None and self.table.state() == QAbstractItemView.State.EditingState:
            self.table.commitData(editor)
            self.table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _remove_chosen(self) -> None:
        for row in self.table.selected():
            self.remove_asked.emit(row.race.id)

    def _on_refused(self, row: RaceView, column: Column, text: str, error: Exception) -> None:
        self.error.setText(words(error))
        self.error.setAccessibleName(self.error.text())
        self.error.show()
        QTimer.singleShot(0, self, lambda: self._reopen(row, column, text))

    def _reopen(self, row: RaceView, column: Column, text: str) -> None:
        """The cell with what was typed in it: nothing typed is lost by being refused."""
        number = self.table.table.row_number(row.race.id)
        if number < 0 or not self.isVisible():
            return
        at = self.table.table.index(number, self.table.table.columns.index(column))
        index = self.table.proxy.mapFromSource(at)
        self.show_column(column.id)
        self.table.setCurrentIndex(index)
        self.table.edit(index)
        editor = self.table.indexWidget(index)
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setFocus()
