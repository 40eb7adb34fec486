"""The grid of sets: headings span it, fields are walked through by keyboard, an open field can be taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.qt.memory import Memory
from desktop.qt.table_model import ROW_ROLE, Column
from desktop.services import tsv
from desktop.widgets.cells import PAD, CellDelegate
from desktop.widgets.form import Choice
from desktop.widgets.mirrored import mirrored
from desktop.widgets.pill import paint_pill, pill_size
from desktop.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
_HINT = QAbstractItemDelegate.EndEditHint
_QUICK: Final = ("amount", "load", "rpe")
_NARROWEST: Final = 40
"""Pixels of a column at the usual text size."""


@dataclass(frozen=True)
class ExerciseChoice:
    """An exercise that can be logged. `unit` is the word of its amount ('reps'), `sides` whether sets name a side,
    `load_word` what its load means ('kg per hand'); '' for none. `mass`: the load is a mass, shown in kg or lb."""

    slug: str
    name: str
    unit: str
    sides: bool = False
    load_word: str = ""
    mass: bool = True


@dataclass(frozen=True)
class SetRow:
    """One set as edited. Loads are kilograms where they are masses. `wrong` holds what was typed and cannot be, by field, with
    the words why; `source` is whatever the page wants back with it (the record it came from)."""

    key: str
    exercise: str
    number: int = 1
    side: str = ""
    planned_amount: float | None = None
    planned_load: float | None = None
    amount: float | None = None
    load: float | None = None
    rpe: float | None = None
    rir: float | None = None
    pain: int | None = None
    next_day_pain: int | None = None
    technique: int | None = None
    notes: str = ""
    off_plan: bool = False
    block: int = 1
    wrong: tuple[tuple[str, str, str], ...] = ()
    source: Any = field(default=None, compare=False)

    def trouble(self, name: str) -> tuple[str, str] | None:
        """(what was typed, why it cannot be) of a field; None when it is well."""
        return next(((typed, why) for wrong, typed, why in self.wrong if wrong == name), None)


@dataclass(frozen=True)
class Head:
    """The heading of a block of sets."""

    key: str
    exercise: str
    block: int
    off_plan: bool


def measures(choice: ExerciseChoice) -> str:
    """'reps · kg per hand': what an exercise is counted in and what its load means."""
    return " · ".join(part for part in (choice.unit, choice.load_word) if part)


class SetGrid(Table):
    """The table below: headings span it, fields are walked through, an open field can be taken in."""

    more_asked = Signal()

    def __init__(
        self, columns: Sequence[Column], exercises: dict[str, ExerciseChoice], memory: Memory | None = None
    ) -> None:
        super().__init__("sets", columns, lambda row: row.key, memory, many=True)
        self._exercises = exercises
        self.setItemDelegate(_SetDelegate(exercises, self))
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(theme.scaled(_NARROWEST))
        self._set_widths()  # a number of a set takes less than what columns have at least elsewhere
        self._ids = [column.id for column in columns]
        self._heads: set[int] = set()

    def show_rows(self, rows: Sequence[SetRow | Head]) -> None:
        heads = {number for number, row in enumerate(rows) if isinstance(row, Head)}
        if heads != self._heads:
            self.clearSpans()
        self.set_rows(rows)
        if heads != self._heads:
            for number in heads:
                self.setSpan(number, 0, 1, len(self._ids))
            self._heads = heads

    def as_text(self) -> str:
        """The sets selected, each with its exercise in front; a heading stands for all the sets below it."""
        picked = self.selected()
        blocks = {row.block for row in picked if isinstance(row, Head)}
        keys = {row.key for row in picked}
        sets = [row for row in self.shown() if isinstance(row, SetRow) and (row.key in keys or row.block in blocks)]
        lines = ["\t".join(tsv.cell(title) for title in (tr("Exercise"), *(one.title for one in self.table.columns)))]
        for row in sets:
            name = self._exercises[row.exercise].name if row.exercise in self._exercises else row.exercise
            lines.append(
                "\t".join(tsv.cell(text) for text in (name, *(one.to_copy(row) for one in self.table.columns)))
            )
        return "\n".join(lines)

    def hide_columns(self, hidden: Mapping[str, bool]) -> None:
        """Leaves out columns that say nothing of these sets."""
        for name, gone in hidden.items():
            number = self._ids.index(name)
            if self.isColumnHidden(number) != gone:
                self.setColumnHidden(number, gone)
        self._hold_titles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold_titles()

    def _hold_titles(self) -> None:
        """The column that takes what the others leave never takes less than its title: the table is scrolled then."""
        head = self.horizontalHeader()
        number = next((n for n, column in enumerate(self.table.columns) if column.stretch), None)
        if number is None:
            return
        others = sum(self.columnWidth(n) for n in range(len(self._ids)) if n != number and not self.isColumnHidden(n))
        wanted = self.usual_width(number)
        stretched = self.viewport().width() - others >= wanted
        head.setSectionResizeMode(
            number, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
        )
        if not stretched:
            self.setColumnWidth(number, wanted)

    def go_to(self, key: str, column: str, edit: bool = False) -> None:
        index = self.proxy.index(self.table.row_number(key), self._ids.index(column))
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit:
            self.edit(index)

    def open_editor(self) -> QWidget | None:
        """The editor in which something is being typed."""
        if self.state() != self.State.EditingState:
            return None
        found = [*self.viewport().findChildren(QLineEdit), *self.viewport().findChildren(Choice)]
        return next((editor for editor in found if not editor.isHidden() and editor.parent() is self.viewport()), None)

    def commit_open(self) -> None:
        editor = self.open_editor()
        if editor is not None:
            self.commitData(editor)
            super().closeEditor(editor, _HINT.NoHint)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, _HINT.RevertModelCache if hint == _HINT.RevertModelCache else _HINT.NoHint)
        index = self.currentIndex()
        if hint == _HINT.EditNextItem:
            self._walk(index, 1, self._fields())
        elif hint == _HINT.EditPreviousItem:
            self._walk(index, -1, self._fields())
        elif hint == _HINT.SubmitModelCache:
            self._enter(index)

    def _fields(self) -> list[str]:
        return [column.id for column in self.table.columns if column.edit is not None]

    def _enter(self, index: QModelIndex) -> None:
        """The next of the fields that are filled each time; after the last of an exercise one more set is asked for."""
        if index.column() < self._ids.index(_QUICK[-1]):
            self._walk(index, 1, list(_QUICK))
        elif self._ends_block(index.row()):
            self.more_asked.emit()
        else:
            self._edit_at(index.row() + 1, self._ids.index(_QUICK[0]))

    def _ends_block(self, row: int) -> bool:
        below = self.proxy.index(row + 1, 0)
        return not below.isValid() or isinstance(below.data(ROW_ROLE), Head)

    def _walk(self, index: QModelIndex, step: int, names: Sequence[str]) -> None:
        """Opens the next field that can be edited, row by row; past the end the focus goes on."""
        places = [self._ids.index(name) for name in names]
        row, column = index.row(), index.column()
        while 0 <= row < self.proxy.rowCount():
            rest = [place for place in places if (place > column if step > 0 else place < column)]
            for place in rest if step > 0 else reversed(rest):
                if self._edit_at(row, place):
                    return
            row, column = row + step, -1 if step > 0 else len(self._ids)
        self.focusNextPrevChild(step > 0)

    def _edit_at(self, row: int, column: int) -> bool:
        index = self.proxy.index(row, column)
        if self.isColumnHidden(column) or not self.proxy.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.setCurrentIndex(index)
        self.edit(index)
        return True


class _SetDelegate(CellDelegate):
    """Paints headings: the exercise, what it is counted in, and whether it was off plan."""

    def __init__(self, exercises: dict[str, ExerciseChoice], parent: QWidget) -> None:
        super().__init__(parent)
        self._exercises = exercises

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Head):
            super().paint(painter, option, index)
            return
        rect = QRectF(option.rect)
        state = option.state
        choice = self._exercises.get(row.exercise) or ExerciseChoice(row.exercise, row.exercise, "")
        painter.save()
        painter.fillRect(rect, theme.color("selection" if state & QStyle.StateFlag.State_Selected else "stripe"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        whole = room = rect.adjusted(PAD, 0, -PAD, -1)
        if row.off_plan:
            room = self._paint_mark(painter, whole)
        self._paint_name(painter, room, whole, choice)
        painter.restore()

    @staticmethod
    def _paint_mark(painter: QPainter, room: QRectF) -> QRectF:
        text = tr("Off plan: kept, never unlocks")
        size = pill_size(text, "warning")
        if size.width() > room.width() * 0.5:
            text = tr("Off plan")
            size = pill_size(text, "warning")
        spot = QPointF(room.right() - size.width(), room.center().y() - size.height() / 2)
        box = mirrored(painter, QRectF(spot, size), room)
        paint_pill(painter, box, text, "within", "warning" if icons.exists("warning") else "")
        return room.adjusted(0, 0, -size.width() - 12, 0)

    @staticmethod
    def _paint_name(painter: QPainter, room: QRectF, whole: QRectF, choice: ExerciseChoice) -> None:
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        bold, plain = theme.font("body", 600), theme.font("caption")
        metrics = QFontMetricsF(bold)
        painter.setFont(bold)
        painter.setPen(theme.color("ink"))
        shown = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(mirrored(painter, room, whole), line, shown)
        rest = room.adjusted(metrics.horizontalAdvance(shown) + 12, 0, 0, 0)
        if rest.width() > 40:
            painter.setFont(plain)
            painter.setPen(theme.color("quiet"))
            text = QFontMetricsF(plain).elidedText(measures(choice), Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(mirrored(painter, rest, whole), line, text)
