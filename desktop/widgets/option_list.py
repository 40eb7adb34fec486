"""A list that drops down with what may be chosen, and below it, greyed, what may not, each with the reason why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.qt import icons, theme

_OPTION: Final = Qt.ItemDataRole.UserRole
_WIDE, _PAD, _ICON = 380, 10, 14
_TALLEST: Final = 420
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Option:
    """One choice; `detail` stands under it in small letters. What is not `allowed` can be read, not chosen."""

    value: object
    text: str
    detail: str = ""
    allowed: bool = True
    current: bool = False

    def spoken(self) -> str:
        state = tr("now") if self.current else "" if self.allowed else tr("not possible")
        return ", ".join(part for part in (self.text, state, self.detail) if part)


class OptionList(QFrame):
    """`chosen(value)` when an allowed option was clicked or taken with Enter; it closes itself. Escape closes it."""

    chosen = Signal(object)

    def __init__(self, title: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        heading = QLabel(title)
        heading.setProperty("role", "caption")
        heading.setWordWrap(True)
        self.list = _Rows()
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        for option in options:
            item = QListWidgetItem(option.text)
            item.setData(_OPTION, option)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, option.spoken())
            self.list.addItem(item)
        first = next((n for n, option in enumerate(options) if option.allowed and not option.current), 0)
        self.list.setCurrentRow(first)
        self.list.itemClicked.connect(self._take)
        self.list.taken.connect(lambda: self._take(self.list.currentItem()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addWidget(self.list)
        self.setFixedWidth(_wide())
        rows = sum(self.list.sizeHintForRow(n) for n in range(self.list.count()))
        self.list.setFixedHeight(min(theme.scaled(_TALLEST), rows + 4))

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(self.list.item(n).data(_OPTION) for n in range(self.list.count()))

    def open_below(self, anchor: QWidget) -> None:
        """Drops down under a widget, inside the screen."""
        self.adjustSize()
        spot = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        left = max(screen.left(), min(spot.x(), screen.right() - self.width()))
        top = max(screen.top(), min(spot.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.list.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)  # square corners: round ones need a screen that can show what lies behind
        painter.setPen(theme.color("line-strong"))
        painter.setBrush(theme.color("surface"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _take(self, item: QListWidgetItem | None) -> None:
        option: Option | None = None if item is None else item.data(_OPTION)
        if option is None or not option.allowed:
            return
        self.close()
        self.chosen.emit(option.value)


class _Rows(QListWidget):
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one: Option = index.data(_OPTION)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if one.allowed else "stripe"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        icon = "check" if one.current else "" if one.allowed else "lock"
        if icon:
            box = QRectF(rect.left() + _PAD, rect.top() + 9, theme.scaled(_ICON), theme.scaled(_ICON))
            icons.paint(painter, icon, "unlocked-ink" if one.current else "locked-ink", box)
        left = rect.left() + _PAD + theme.scaled(_ICON) + 8
        room = QRectF(left, rect.top() + 6, rect.right() - left - _PAD, rect.height() - 12)
        painter.setFont(theme.font("body", 600 if one.allowed else 400))
        painter.setPen(theme.color("ink" if one.allowed else "locked-ink"))
        painter.drawText(room, _WRAP, one.text)
        if one.detail:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("quiet"))
            high = QFontMetricsF(theme.font("body", 600)).height()
            painter.drawText(room.adjusted(0, high + 1, 0, 4), _WRAP, one.detail)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        one: Option = index.data(_OPTION)
        high = QFontMetricsF(theme.font("body", 600)).height() + 12
        if one.detail:
            room = QRectF(0, 0, _wide() - 16 - 2 * _PAD - theme.scaled(_ICON) - 8 - 12, 1000)
            high += QFontMetricsF(theme.font("caption")).boundingRect(room, _WRAP, one.detail).height() + 2
        return QSize(_wide() - 24, round(high))


def _wide() -> int:
    """As wide as the words need it, on a small screen no wider than it."""
    screen = QGuiApplication.primaryScreen()
    return min(theme.scaled(_WIDE), screen.availableGeometry().width() - 32)
