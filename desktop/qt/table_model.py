"""A table model over plain rows, and a proxy that sorts and filters it. Columns are declared, never coded."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from desktop.qt import fmt
from desktop.services.value import Value

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
ROW_ROLE: Final = _ROLE.UserRole + 1  # the row itself, through any proxy
SORT_ROLE: Final = _ROLE.UserRole + 2  # a native value
_TOLD_OF_HEADERS: Final = frozenset({int(_ROLE.DisplayRole), int(_ROLE.ToolTipRole), int(_ROLE.TextAlignmentRole)})


class Column(Value):
    """One column. `display(row)` is the text; `key(row)` the value to sort by (None last; without it the text sorts).

    `spoken(row)` is what a screen reader says when the text is not enough; `cell(row)` what a delegate paints; `tone(row)`
    a colour role for the text; `edit(row, text)` saves what was typed (may raise the services' Refused), `typed(row)` is the
    text the editor starts with, `choices` the (value, text) pairs of a list. `editor` names another editor ('date', 'number').
    `copied(row)` is what goes to a spreadsheet: without it dates and the numbers of a right-hand column bare, else the text.
    """

    id: str
    title: str
    display: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    right: bool = False
    width: int = 0
    strong: bool = False
    stretch: bool = False
    tip: Callable[[Any], str] | None = None
    title_tip: str = ""
    spoken: Callable[[Any], str] | None = None
    cell: Callable[[Any], object] | None = None
    tone: Callable[[Any], str] | None = None
    edit: Callable[[Any, str], object] | None = None
    typed: Callable[[Any], str] | None = None
    choices: tuple[tuple[str, str], ...] = ()
    editor: str = ""
    editable: Callable[[Any], bool] | None = None
    copied: Callable[[Any], object] | None = None

    def to_copy(self, row: Any) -> object:
        """The value for a spreadsheet: a date, a number or a text; None for nothing."""
        if self.copied is not None:
            return self.copied(row)
        value = self.key(row) if self.key is not None else None
        if isinstance(value, date) or (self.right and isinstance(value, int | float)):
            return value
        text = self.display(row)
        return None if text == fmt.NOTHING else text


class TableModel(QAbstractTableModel):
    """Rows under declared columns. `row_id` identifies a row across refreshes, so that selection and scroll survive.

    `refused(row, column, text, error)`: an edit was refused by `Column.edit`; the view says why and keeps what was typed.
    """

    refused = Signal(object, object, str, object)

    def __init__(
        self, columns: Sequence[Column], row_id: Callable[[Any], Hashable] = id, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._rows: list[Any] = []

    @property
    def rows(self) -> tuple[Any, ...]:
        return tuple(self._rows)

    def row_at(self, number: int) -> Any:
        return self._rows[number]

    def row_id(self, row: Any) -> Hashable:
        return self._row_id(row)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows. With the same ids in the same order only the changed ones are repainted."""
        fresh = list(rows)
        if [self._row_id(row) for row in fresh] == [self._row_id(row) for row in self._rows]:
            before, self._rows = self._rows, fresh
            for number, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def row_number(self, row_id: Hashable) -> int:
        """Where the row with this id is; -1 where it is not."""
        return next((number for number, row in enumerate(self._rows) if self._row_id(row) == row_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role not in _TOLD_OF_HEADERS:  # Qt asks for a dozen others, over and over
            return None
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ROLE.DisplayRole:
            return column.title
        if role == _ROLE.ToolTipRole:
            return column.title_tip or None
        return _alignment(column)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        answer = _ANSWERS.get(role)
        return answer(row, column) if answer is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        row, column = self._rows[index.row()], self.columns[index.column()]
        if column.edit is not None and (column.editable is None or column.editable(row)):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or not index.isValid():
            return False
        row, column = self._rows[index.row()], self.columns[index.column()]
        text = "" if value is None else str(value)
        if column.edit is None or text == _typed(row, column):
            return False
        try:
            column.edit(row, text)
        except Exception as error:  # noqa: BLE001  a refusal, or trouble with the store: the page says it in words
            self.refused.emit(row, column, text, error)
            return False
        return True


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _typed(row: Any, column: Column) -> str:
    return column.typed(row) if column.typed is not None else column.display(row)


def _spoken(row: Any, column: Column) -> str:
    text = column.spoken(row) if column.spoken is not None else column.display(row)
    return f"{column.title}: {text}" if column.title else text


_ANSWERS: Final[dict[int, Callable[[Any, Column], Any]]] = {
    _ROLE.DisplayRole: lambda row, column: column.display(row),
    _ROLE.EditRole: _typed,
    _ROLE.TextAlignmentRole: lambda _row, column: _alignment(column),
    _ROLE.ToolTipRole: lambda row, column: (column.tip(row) or None) if column.tip is not None else None,
    _ROLE.AccessibleTextRole: _spoken,
    SORT_ROLE: lambda row, column: column.key(row) if column.key is not None else column.display(row).casefold(),
    ROW_ROLE: lambda row, _column: row,
}


class SortFilter(QSortFilterProxyModel):
    """Sorts by the columns' keys (rows without a value last, both ways) and keeps the rows in which every word typed occurs."""

    def __init__(self, source: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._accept: Callable[[Any], bool] | None = None
        self.table = source
        self.setSourceModel(source)

    def set_filter(self, text: str) -> None:
        """Keeps rows with all these words in any column, whatever the case and the accents."""
        from desktop.services.tsv import fold

        self.beginFilterChange()
        self._words = tuple(fold(text).split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def set_accept(self, accept: Callable[[Any], bool] | None) -> None:
        """A further condition on the row itself."""
        self.beginFilterChange()
        self._accept = accept
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self.table.row_at(source_row)
        if self._accept is not None and not self._accept(row):
            return False
        if not self._words:
            return True
        from desktop.services.tsv import fold

        text = fold("\n".join(column.display(row) for column in self.table.columns))
        return all(word in text for word in self._words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = source_left.data(SORT_ROLE), source_right.data(SORT_ROLE)
        if left is None or right is None:
            last_wins = self.sortOrder() == Qt.SortOrder.DescendingOrder
            return (left is None) == last_wins if (left is None) != (right is None) else False
        return bool(left < right)


def located(index: Index) -> tuple[Any, Column] | None:
    """The row and the column that a cell of a table shows, without a way through Qt for each; None where it is of no table."""
    model = index.model()
    if isinstance(model, SortFilter):
        index, model = model.mapToSource(index), model.table
    if not isinstance(model, TableModel) or not index.isValid():
        return None
    return model.row_at(index.row()), model.columns[index.column()]
