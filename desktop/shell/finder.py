"""A light layer over the window: a field to type in and a list of rows that follows it. Nothing waits for it; Escape, a click
beside it or a choice closes it. The palette and the sheet of shortcuts are two of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.qt import focus, icons, theme
from desktop.shell.actions import native
from desktop.shell.notices import announce
from desktop.widgets.search import as_search

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole + 1
WIDTH, TOP, LEAST = 640, 72, 200
_ROW, _HEADING, _PAD, _ICON, _LEAST_WORDS = 36, 30, 12, 16, 40
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True)
class FinderRow:
    """One line: a heading, or something to choose. `keys` in Qt's portable spelling; `data` is handed back when chosen."""

    title: str
    note: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    data: Any = None
    heading: bool = False


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[FinderRow, ...] = ()

    def show_rows(self, rows: Sequence[FinderRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


def spoken(row: FinderRow) -> str:
    return ", ".join(part for part in (row.title, row.note, " ".join(map(native, row.keys))) if part)


class _Line:
    """Where things go in one row, from where reading begins, and the brush to put them there."""

    def __init__(self, painter: QPainter, box: QRectF, direction: Qt.LayoutDirection) -> None:
        self.painter, self.box, self.direction = painter, box, direction
        self.left, self.right = float(_PAD), box.width() - _PAD

    def at(self, left: float, width: float) -> QRectF:
        spot = QRectF(self.box.left() + left, self.box.top(), width, self.box.height())
        if self.direction == Qt.LayoutDirection.RightToLeft:
            spot.moveRight(self.box.right() - left)
        return spot

    def write(self, text: str, spot: QRectF, font: QFont, role: str, side: Qt.AlignmentFlag = _LEADING) -> None:
        self.painter.setFont(font)
        self.painter.setPen(theme.color(role))
        self.painter.drawText(spot, QStyle.visualAlignment(self.direction, side), text)

    def icon(self, name: str) -> None:
        side = theme.scaled(_ICON)
        spot = self.at(self.left, side)
        icons.paint(self.painter, name, "quiet", QRectF(spot.left(), spot.center().y() - side / 2, side, side))
        self.left += side + _PAD

    def keys(self, text: str) -> None:
        font = theme.font("caption")
        wide = QFontMetricsF(font).horizontalAdvance(text) + 2
        self.write(text, self.at(self.right - wide, wide), font, "quiet", _TRAILING)
        self.right -= wide + 2 * _PAD

    def words(self, text: str, font: QFont, role: str) -> None:
        room = self.right - self.left
        if room < _LEAST_WORDS:
            return
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        took = metrics.horizontalAdvance(shown)
        self.write(shown, self.at(self.left, took + 2), font, role)
        self.left += took + _PAD


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FinderRow = index.data(ROW)
        return QSize(LEAST, theme.scaled(_HEADING if row.heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FinderRow = index.data(ROW)
        state = option.state
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = _Line(painter, box, option.direction)
        if row.heading:
            spot = line.at(_PAD, box.width() - 2 * _PAD).adjusted(0, 0, 0, -4)
            line.write(row.title, spot, theme.font("tiny", 600), "quiet", _LOW)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("hover"))
                painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 8, 8)
            if row.icon:
                line.icon(row.icon)
            if row.keys:
                line.keys("   ".join(map(native, row.keys)))
            line.words(row.title, theme.font("body", 500), "ink")
            if row.note:
                line.words(row.note, theme.font("caption"), "quiet")
        painter.restore()


class Finder(QWidget):
    """`typed(text)` asks for other rows (`show_rows`), `picked(data)` hands on what was chosen, after it has closed."""

    typed = Signal(str)
    picked = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, name: str, placeholder: str, foot: str) -> None:
        super().__init__(window)
        self._before: QWidget | None = None
        self.setAccessibleName(name)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        as_search(self.field)
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self._model = _Rows(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._point)
        self.list.clicked.connect(self._choose)
        self.empty = QLabel()
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(_PAD, 8, _PAD, 8)
        self.foot = QLabel(foot)
        self.foot.setProperty("role", "caption")
        self.foot.setWordWrap(True)
        self.foot.setContentsMargins(_PAD, 0, _PAD, 0)
        self.card = QFrame(self)
        self.card.setProperty("card", "true")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(8, 8, 8, 10)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        window.installEventFilter(self)
        self.hide()

    # --- coming and going

    def popup(self) -> None:
        """Opens with an empty field; what had the focus gets it back afterwards."""
        if self.isVisible():
            self.field.selectAll()
            return
        self._before = QApplication.focusWidget()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.typed.emit("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        if not self.isVisible():
            return
        held = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        before, self._before = self._before, None
        if held:
            focus.give_back(before, Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _place(self) -> None:
        window = self.parentWidget()
        assert window is not None, "it lies over a window"
        self.setGeometry(window.rect())
        wide = min(theme.scaled(WIDTH), window.width() - 48)
        asked = sum(self.list.sizeHintForRow(number) for number in range(len(self._model.rows))) + 4
        around = self.card.sizeHint().height() - self.list.sizeHint().height()
        room = window.height() - TOP - 48
        listed = not self.list.isHidden()
        high = min(room, around + max(asked, _ROW)) if listed else self.card.sizeHint().height()
        self.card.setGeometry((window.width() - wide) // 2, TOP, wide, high)
        self.update()  # the shadow lies outside the card: what it leaves behind is painted over

    # --- what is shown

    def show_rows(self, rows: Sequence[FinderRow], nothing: str = "") -> None:
        """Shows rows and marks the first that can be chosen; `nothing` is said when there are none."""
        self._model.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText("" if rows else nothing)
        self._place()
        self._step(1, -1)
        self.list.scrollToTop()
        if not rows and nothing and self.isVisible():
            announce(self.field, nothing)

    @property
    def rows(self) -> tuple[FinderRow, ...]:
        return self._model.rows

    @property
    def current(self) -> FinderRow | None:
        index = self.list.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def _step(self, by: int, start: int | None = None) -> None:
        """Moves the mark to the next row that can be chosen, around the ends."""
        rows = self._model.rows
        at = self.list.currentIndex().row() if start is None else start
        for _ in rows:
            at = (at + by) % len(rows)
            if not rows[at].heading:
                self._mark(at)
                return

    def _mark(self, number: int) -> None:
        index = self._model.index(number, 0)
        if number > 0 and self._model.rows[number - 1].heading:
            self.list.scrollTo(self._model.index(number - 1, 0))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        said = spoken(self._model.rows[number])
        self.field.setAccessibleDescription(said)
        if self.isVisible():
            announce(self.field, said)

    def _point(self, index: Index) -> None:
        if not self._model.rows[index.row()].heading:
            self.list.setCurrentIndex(self._model.index(index.row(), 0))

    def _choose(self, index: Index) -> None:
        row = self._model.rows[index.row()] if index.isValid() else None
        if row is None or row.heading or row.data is None:
            return
        self.dismiss()
        self.picked.emit(row.data)

    # --- keys and mouse

    def _key(self, event: QKeyEvent) -> bool:
        key, page = event.key(), max(1, self.list.height() // theme.scaled(_ROW) - 1)
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._step(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._step(-1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(page):
                self._step(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.Resize and watched is not self.field and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 46))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 10))
        for spread in (2, 5, 9, 14):  # a soft shadow, cheaper than an effect
            box = QRectF(self.card.geometry()).adjusted(-spread, 4 - spread, spread, 4 + spread)
            painter.drawRoundedRect(box, 12 + spread, 12 + spread)
        painter.end()


def foot_words() -> str:
    return tr("Up and down to choose, Enter to open, Esc to close")
