"""The table every page uses: declared columns, sorting, filtering, selection that survives a refresh, copy as text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.qt.memory import Memory
from desktop.qt.table_model import ROW_ROLE, Column, SortFilter, TableModel
from desktop.widgets.cells import CellDelegate

ROW_HEIGHT = 39


class Table(QTableView):
    """`opened(row)` on double click or Enter, `chosen(rows)` when the selection changed, `remove_asked(rows)` on Delete,
    `refused(row, column, text, error)` when an edit was. Widths are kept under `name` in `memory`."""

    opened = Signal(object)
    chosen = Signal(object)
    remove_asked = Signal(object)
    refused = Signal(object, object, str, object)

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
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(48)
        self._set_widths()
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self._on_double_click)
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.table.refused.connect(self.refused)
        head.sectionResized.connect(lambda *_: self._keep_widths())
        self._filling = False

    def _set_widths(self) -> None:
        head = self.horizontalHeader()
        kept = self._memory.columns(self.name) if self._memory is not None else []
        for number, column in enumerate(self.table.columns):
            if len(kept) == len(self.table.columns):
                self.setColumnWidth(number, kept[number])
            elif column.width:
                self.setColumnWidth(number, column.width)
        stretched = [number for number, column in enumerate(self.table.columns) if column.stretch]
        head.setStretchLastSection(not stretched)
        for number in stretched:
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

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
        return tuple(self.proxy.index(number, 0).data(ROW_ROLE) for number in range(self.proxy.rowCount()))

    def set_filter(self, text: str) -> None:
        self.proxy.set_filter(text)

    def as_text(self) -> str:
        """The selected rows with their header, separated by tabs, for a spreadsheet."""
        lines = ["\t".join(column.title for column in self.table.columns)]
        for row in self.selected():
            cells = (" ".join(column.display(row).split()) for column in self.table.columns)
            lines.append("\t".join(cells))
        return "\n".join(lines)

    def _on_selection(self) -> None:
        if not self._filling:
            self.chosen.emit(self.selected())

    def _on_double_click(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not self.proxy.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.proxy.rowCount() and event.reason() in _BY_TAB:
            self.setCurrentIndex(self.proxy.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()


_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
