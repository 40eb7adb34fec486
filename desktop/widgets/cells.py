"""What table cells can show besides text: pills and dots, painted by one delegate; and the editors of editable columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.qt import theme
from desktop.qt.table_model import Column, located
from desktop.services.value import Value
from desktop.widgets.dots import dots_width, paint_dots
from desktop.widgets.pill import paint_pill, pill_size

if TYPE_CHECKING:
    from desktop.widgets.form import Choice

Index = QModelIndex | QPersistentModelIndex
PAD = 12


class PillCell(Value):
    text: str
    tone: str = "neutral"
    icon: str = ""


class DotsCell(Value):
    done: int
    allowed: int
    missed: int = 0


def _is_choice(editor: QWidget) -> TypeGuard[Choice]:
    from desktop.widgets.form import Choice

    return isinstance(editor, Choice)


def _large() -> bool:
    """Whether text is so large that names of usual length have no room in one line, and rows high enough for two."""
    return theme.text_scale() >= 1.5


def _lines(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """The text in one line, or where it has no room and `most` allows in two; what is too much ends in an ellipsis."""
    metrics = QFontMetricsF(font)
    first = text
    while most > 1 and metrics.horizontalAdvance(first) > width and " " in first:
        first = first.rsplit(" ", 1)[0]
    rest = text[len(first) :].strip()
    lines = (first, rest) if rest else (text,)
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF) -> None:
    from PySide6.QtWidgets import QStyle

    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.color("selection"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.color("stripe"))


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem, rect: QRectF) -> None:
    from PySide6.QtWidgets import QStyle

    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("focus"))
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)


class CellDelegate(QStyledItemDelegate):
    """Paints rows with hairlines, strong columns, toned texts, pills and dots; edits with a line or a list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = located(index)
        if found is None:
            return
        row, column = found
        rect = QRectF(option.rect)
        painter.save()
        marked = self._is_marked()
        if marked:
            _paint_ground(painter, option, rect)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        room = rect.adjusted(PAD, 0, -PAD, -1)
        cell = column.cell(row) if column.cell is not None else None
        if isinstance(cell, PillCell) and cell.text:
            size = pill_size(cell.text, cell.icon)
            spot = QPointF(room.left(), room.center().y() - size.height() / 2)
            paint_pill(
                painter, QRectF(spot, QSize(min(size.width(), int(room.width())), size.height())),
                cell.text, cell.tone, cell.icon,
            )  # fmt: skip
        elif isinstance(cell, DotsCell):
            paint_dots(painter, room, cell.done, cell.allowed, cell.missed)
        else:
            self._paint_text(painter, room, row, column)
        if marked:
            _paint_focus(painter, option, rect)
        painter.restore()

    def _is_marked(self) -> bool:
        """Whether any row may look other than the rest. Where none does, as in a first paint, the state is not asked for: the
        names of the style it is given in take a while to load."""
        view = self.parent()
        return not isinstance(view, QAbstractItemView) or (
            view.underMouse() or view.hasFocus() or view.selectionModel().hasSelection()
        )

    @staticmethod
    def _paint_text(painter: QPainter, room: QRectF, row: Any, column: Column) -> None:
        text = column.display(row).replace("\n", " ")
        if not text:
            return
        font = theme.font("body", 600 if column.strong else 400)
        tone = column.tone(row) if column.tone is not None else ""
        painter.setFont(font)
        painter.setPen(theme.color(tone or "ink"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        lines = _lines(text, font, room.width(), 2 if column.strong and _large() else 1)
        high = QFontMetricsF(font).height()
        top = room.center().y() - high * len(lines) / 2
        for number, line in enumerate(lines):
            spot = QRectF(room.left(), top + number * high, room.width(), high)
            painter.drawText(spot, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found = located(index)
        if found is None:
            return super().sizeHint(option, index)
        row, column = found
        cell = column.cell(row) if column.cell is not None else None
        if isinstance(cell, PillCell):
            width = pill_size(cell.text, cell.icon).width()
        elif isinstance(cell, DotsCell):
            width = dots_width(max(cell.done, cell.allowed, 3))
        else:
            metrics = QFontMetricsF(theme.font("body", 600 if column.strong else 400))
            width = round(metrics.horizontalAdvance(column.display(row)))
        return QSize(width + 2 * PAD + 2, theme.scaled(39))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        found = located(index)
        column = found[1] if found is not None else None
        if column is not None and column.choices:
            from desktop.widgets.form import Choice

            choice = Choice(parent)
            choice.set_choices(column.choices)
            choice.setAccessibleName(column.title)
            choice.picked.connect(lambda _value: self._close(choice))
            return choice
        line = QLineEdit(parent)
        line.setProperty("cell", True)
        line.setFrame(False)
        if column is not None:
            line.setAccessibleName(column.title)
            if column.right:
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        typed = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit):
            editor.setText(typed)
            editor.selectAll()
        elif _is_choice(editor):
            editor.set_value(typed)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
        elif _is_choice(editor):
            model.setData(index, editor.value())
