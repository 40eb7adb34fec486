"""The table every page uses: declared columns, sorting, filtering, selection that survives a refresh, letters that go to a row,
rows copied to spreadsheets and pasted from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.qt import fmt, theme
from desktop.qt.memory import Memory
from desktop.qt.table_model import ROW_ROLE, Column, SortFilter, TableModel
from desktop.widgets.cells import PAD, CellDelegate, PillCell
from desktop.widgets.pill import pill_size

ROW_HEIGHT = 39


_BESIDE_TITLE = 25
"""Pixels on both sides of a column's title together."""


class Table(QTableView):
    """`opened(row)` on double click or Enter, `chosen(rows)` when the selection changed, `remove_asked(rows)` on Delete,
    `refused(row, column, text, error)` when an edit was, `pasted(text)` on Ctrl+V where `takes_rows` is set. Widths are kept
    under `name` in `memory`."""

    opened = Signal(object)
    chosen = Signal(object)
    remove_asked = Signal(object)
    refused = Signal(object, object, str, object)
    pasted = Signal(str)
    takes_rows = False

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        row_id: Callable[[Any], Hashable],
        memory: Memory | None = None,
        many: bool = False,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self._memory = name, memory
        self.setProperty("framed", framed)
        self.table = TableModel(columns, row_id, self)
        self.proxy = SortFilter(self.table, self)
        self.setModel(self.proxy)
        self.setItemDelegate(CellDelegate(self))
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        editable = any(column.edit is not None for column in columns)
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
            if editable
            else trigger.NoEditTriggers
        )
        self._editable = editable
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(48)
        self._scale = theme.text_scale()
        self._set_widths()
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self._on_double_click)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.table.refused.connect(self.refused)
        head.sectionResized.connect(lambda *_: self._keep_widths())
        self._filling = False
        self._sought, self._sought_at = "", 0.0

    def _set_widths(self) -> None:
        head = self.horizontalHeader()
        kept = self._memory.columns(self.name) if self._memory is not None else []
        for number, column in enumerate(self.table.columns):
            if len(kept) == len(self.table.columns):
                self.setColumnWidth(number, kept[number])
            elif column.width:
                self.setColumnWidth(number, self.usual_width(number))
        stretched = [number for number, column in enumerate(self.table.columns) if column.stretch]
        head.setStretchLastSection(not stretched)
        for number in stretched:
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def usual_width(self, number: int) -> int:
        """Pixels of a column that nobody set by hand: as declared, or what its heading needs where that is more."""
        column = self.table.columns[number]
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + _BESIDE_TITLE
        return max(theme.scaled(column.width), title)

    def needed_width(self, number: int) -> int:
        """Pixels of a column in which no text, no pill and not its heading is cut, as the rows are now."""
        column = self.table.columns[number]
        metrics = QFontMetrics(theme.font("body", 600 if column.strong else 400))
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + _BESIDE_TITLE
        widest = max((_words_width(column, row, metrics) for row in self.table.rows), default=0)
        return max(title, widest + 2 * PAD + 1)

    def _keep_widths(self) -> None:
        if self._memory is not None and self.isVisible() and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._memory.keep_columns(self.name, [self.columnWidth(n) for n in range(len(self.table.columns))])

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows; selection, current cell and scroll position stay with the rows' ids."""
        picked = {self.table.row_id(row) for row in self.selected()}
        current, column = self.current(), max(0, self.currentIndex().column())
        current_id = self.table.row_id(current) if current is not None else None
        scroll = self.verticalScrollBar().value()
        self._filling = True
        self.table.set_rows(rows)
        if picked or current_id is not None:
            self.select(picked, current_id, column)
        self.verticalScrollBar().setValue(scroll)
        self._filling = False
        if {self.table.row_id(row) for row in self.selected()} != picked:
            self._on_selection()

    def select(self, ids: set[Any], current: Hashable | None = None, column: int = 0) -> None:
        """Selects the rows with these ids, as far as they are shown."""
        model = self.selectionModel()
        flags = model.SelectionFlag
        model.clearSelection()
        for number in range(self.proxy.rowCount()):
            index = self.proxy.index(number, column)
            row_id = self.table.row_id(index.data(ROW_ROLE))
            if row_id == current:
                model.setCurrentIndex(index, flags.NoUpdate)
            if row_id in ids:
                model.select(index, flags.Select | flags.Rows)

    def selected(self) -> tuple[Any, ...]:
        """The rows selected, from top to bottom."""
        indexes = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return tuple(index.data(ROW_ROLE) for index in indexes)

    def current(self) -> Any | None:
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def shown(self) -> tuple[Any, ...]:
        """The rows shown, in the order shown."""
        places = (self.proxy.mapToSource(self.proxy.index(number, 0)) for number in range(self.proxy.rowCount()))
        return tuple(self.table.row_at(place.row()) for place in places)

    def set_filter(self, text: str) -> None:
        self.proxy.set_filter(text)

    def as_text(self) -> str:
        """The selected rows under their headings, for a spreadsheet (see services.tsv)."""
        from desktop.services import tsv

        decimal, columns = fmt.locale().decimalPoint(), self.table.columns
        lines = ["\t".join(tsv.cell(column.title) for column in columns)]
        lines += ["\t".join(tsv.cell(column.to_copy(row), decimal) for column in columns) for row in self.selected()]
        return "\n".join(lines)

    def cell_text(self) -> str:
        """The current cell as it reads."""
        index = self.currentIndex()
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""

    def keyboardSearch(self, search: str) -> None:
        """Letters typed one after the other go to the row whose name begins so, in the order shown; one letter again and again
        goes on to the next."""
        from desktop.services.tsv import fold

        now = time.monotonic()
        pause = now - self._sought_at > QGuiApplication.styleHints().keyboardInputInterval() / 1000
        self._sought_at = now
        again = not pause and len(self._sought) == 1 and fold(search) == self._sought
        self._sought = fold(search) if pause or again else self._sought + fold(search)
        column = next((n for n, one in enumerate(self.table.columns) if one.strong), 0)
        total, current = self.proxy.rowCount(), self.currentIndex()
        start = max(0, current.row()) + (1 if len(self._sought) == 1 and current.isValid() else 0)
        for step in range(total):
            at = self.proxy.index((start + step) % total, column)
            if fold(str(at.data() or "")).startswith(self._sought):
                self.setCurrentIndex(self.proxy.index(at.row(), current.column() if current.isValid() else column))
                return

    def _seeking(self) -> bool:
        waits = QGuiApplication.styleHints().keyboardInputInterval() / 1000
        return bool(self._sought) and time.monotonic() - self._sought_at <= waits

    def _on_selection(self) -> None:
        if not self._filling:
            self.chosen.emit(self.selected())

    def _on_double_click(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not self.proxy.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clipboard_key(event):
            return
        if event.key() == Qt.Key.Key_Space and self._seeking():  # within a name, not to select the row
            self.keyboardSearch(" ")
            return
        busy = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not busy and self.current() is not None:
            if self.proxy.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
            else:
                self.opened.emit(self.current())
            return
        if event.key() == Qt.Key.Key_Delete and not busy and self.selected():
            self.remove_asked.emit(self.selected())
            return
        super().keyPressEvent(event)

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        clipboard = QGuiApplication.clipboard()
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.selected():
                clipboard.setText(self.as_text())
        elif QKeySequence(event.keyCombination()) == _COPY_CELL:
            clipboard.setText(self.cell_text())
        elif self.takes_rows and event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(clipboard.text())
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.proxy.rowCount() and event.reason() in _BY_TAB:
            self.setCurrentIndex(self.proxy.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
            if self._scale != theme.text_scale():
                self._scale = theme.text_scale()
                self._set_widths()
            if self.isVisible():
                self.viewport().update()


def _words_width(column: Column, row: Any, metrics: QFontMetrics) -> int:
    cell = column.cell(row) if column.cell is not None else None
    if isinstance(cell, PillCell):
        return pill_size(cell.text, cell.icon).width() if cell.text else 0
    return metrics.horizontalAdvance(column.display(row))


_COPY_CELL = QKeySequence("Ctrl+Shift+C")
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
