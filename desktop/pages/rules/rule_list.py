"""The list of rules: headings, and under them each rule in two lines of words with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import tr
from desktop.pages.rules import view_model as vm
from desktop.qt import theme
from desktop.widgets.certainty import certainty_pill
from desktop.widgets.pill import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
_LINE: Final = Qt.ItemDataRole.UserRole + 1
_PAD, _RISE, _MOST = 14, 9, 2


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[vm.Line, ...] = ()

    def show_lines(self, lines: Sequence[vm.Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return vm.spoken(line)
        return line if role == _LINE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].rule is None:
            return Qt.ItemFlag.NoItemFlags  # headings are passed over by the arrow keys
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RuleList(QListView):
    """`chosen(id)` when another rule was selected by hand, `opened(id)` on Enter or double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Model(self)
        self._quiet = False
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("List of rules"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._on_current(now))
        self.doubleClicked.connect(self._open)
        theme.changes.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def lines(self) -> tuple[vm.Line, ...]:
        return self._rows.lines

    def ids(self) -> tuple[str, ...]:
        """The rules shown, from top to bottom."""
        return tuple(line.rule.id for line in self.lines if line.rule is not None)

    def show_lines(self, lines: Sequence[vm.Line]) -> None:
        """Shows these; the current rule stays where it is among them."""
        kept = self.current()
        self._quiet = True
        self._rows.show_lines(lines)
        self._quiet = False
        if kept:
            self.select(kept)

    def current(self) -> str:
        """The id of the current rule; '' for none."""
        line = self.currentIndex().data(_LINE)
        return "" if line is None or line.rule is None else line.rule.id

    def select(self, rule_id: str) -> bool:
        """Selects a rule and brings it into sight, without a signal; False where it is not shown."""
        row = next((n for n, line in enumerate(self.lines) if line.rule is not None and line.rule.id == rule_id), -1)
        if row < 0:
            return False
        self._quiet = True
        self.setCurrentIndex(self._rows.index(row))
        self._quiet = False
        self.scrollTo(self.currentIndex())
        return True

    def _on_current(self, index: QModelIndex) -> None:
        line: vm.Line | None = index.data(_LINE)
        if not self._quiet and line is not None and line.rule is not None:
            self.chosen.emit(line.rule.id)

    def _open(self, index: QModelIndex) -> None:
        line: vm.Line | None = index.data(_LINE)
        if line is not None and line.rule is not None:
            self.opened.emit(line.rule.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line: vm.Line | None = self.currentIndex().data(_LINE)
        if event.matches(QKeySequence.StandardKey.Copy) and line is not None and line.rule is not None:
            QGuiApplication.clipboard().setText(vm.as_row(line.rule))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # how many lines a sentence takes follows the width


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: RuleList) -> None:
        super().__init__(view)
        self._view = view
        self._forget()
        theme.changes.changed.connect(self._forget)

    def _forget(self) -> None:
        """Measures of the letters in force: the view asks for the height of every rule again and again."""
        self._widths: dict[str, float] = {}
        self._body = QFontMetricsF(theme.font("body"))
        self._high = self._body.height()
        self._rest = pill_size("x").height() + 2 * _RISE + 6

    def _room(self) -> float:
        return self._view.viewport().width() - 2.0 * _PAD

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: vm.Line = index.data(_LINE)
        if line.rule is None:
            return QSize(120, theme.scaled(46))
        wide = self._widths.get(line.title)
        if wide is None:
            wide = self._widths[line.title] = self._body.horizontalAdvance(line.title)
        rows = 1 if wide <= self._room() else _MOST
        return QSize(120, round(rows * self._high + self._rest))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: vm.Line = index.data(_LINE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = Qt.AlignmentFlag.AlignRight if self._backwards() else Qt.AlignmentFlag.AlignLeft
        if line.rule is None:
            self._paint_heading(painter, line, rect.adjusted(_PAD, 0, -_PAD, -8), side)
        else:
            self._paint_rule(painter, option, line, rect, side)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        painter.restore()

    def _paint_heading(self, painter: QPainter, line: vm.Line, room: QRectF, side: Qt.AlignmentFlag) -> None:
        """The subject, and at the other end how many rules it has, where there is room for both."""
        strong, small = theme.font("body", 600), theme.font("caption")
        metrics = QFontMetricsF(strong)
        painter.setFont(strong)
        painter.setPen(theme.color("ink"))
        shown = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignBottom, shown)
        taken = metrics.horizontalAdvance(shown) + 12 + QFontMetricsF(small).horizontalAdvance(line.detail)
        if taken <= room.width():
            other = Qt.AlignmentFlag.AlignLeft if self._backwards() else Qt.AlignmentFlag.AlignRight
            painter.setFont(small)
            painter.setPen(theme.color("quiet"))
            painter.drawText(room, other | Qt.AlignmentFlag.AlignBottom, line.detail)

    def _backwards(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_rule(
        self, painter: QPainter, option: QStyleOptionViewItem, line: vm.Line, rect: QRectF, side: Qt.AlignmentFlag
    ) -> None:
        assert line.rule is not None, "headings are painted elsewhere"
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("stripe"))
        room = rect.adjusted(_PAD, _RISE, -_PAD, -_RISE)
        painter.setPen(theme.color("ink"))
        self._paint_words(painter, line.title, room, side)
        word, tone, icon = certainty_pill(line.rule.certainty)
        size = pill_size(word, icon)
        top = room.bottom() - size.height() + 2
        left = room.right() - size.width() if self._backwards() else room.left()
        paint_pill(painter, QRectF(QPointF(left, top), size), word, tone, icon)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)

    @staticmethod
    def _paint_words(painter: QPainter, text: str, room: QRectF, side: Qt.AlignmentFlag) -> None:
        """At most two lines, the second one elided."""
        font = theme.font("body")
        metrics = QFontMetricsF(font)
        layout = QTextLayout(text, font)
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(room.width())
        layout.endLayout()
        cut = first.textLength()
        painter.setFont(font)
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, text[:cut].rstrip())
        if cut < len(text):
            below = room.adjusted(0, metrics.height(), 0, 0)
            painter.drawText(below, flags, metrics.elidedText(text[cut:], Qt.TextElideMode.ElideRight, room.width()))
