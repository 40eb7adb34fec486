"""The list of sessions: three lines each, painted only where visible, so that years of training scroll without a hitch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import tr
from desktop.pages.log.view_model import LogRow
from desktop.qt import icons, theme
from desktop.qt.table_model import ROW_ROLE
from desktop.widgets.mirrored import mirrored
from desktop.widgets.pill import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 12
_MARK: Final = 12
_CORNER: Final = 11  # within the line of the frame, whose corners have 12
_NARROWEST: Final = 260  # pixels at the usual text size: a short day and a phase


class SessionModel(QAbstractListModel):
    """Rows in the order given. `show_rows` repaints, appends or replaces, whichever is least."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LogRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.exercises, row.notes) if part)
        return None

    def show_rows(self, rows: Sequence[LogRow]) -> bool:
        """False when all rows were replaced: selection and scroll position are the view's to put back."""
        kept = len(self.rows)
        if kept and [row.id for row in rows[:kept]] == [row.id for row in self.rows]:
            before, self.rows[:kept] = list(self.rows), rows[:kept]
            for number, (old, new) in enumerate(zip(before, rows, strict=False)):
                if old is not new and old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            if len(rows) > kept:
                self.beginInsertRows(QModelIndex(), kept, len(rows) - 1)
                self.rows.extend(rows[kept:])
                self.endInsertRows()
            return True
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return False

    def number_of(self, session_id: str) -> int:
        return next((number for number, row in enumerate(self.rows) if row.id == session_id), -1)


class SessionList(QListView):
    """`chosen(session_id)` when another session becomes current by the user, `opened()` on Enter, `remove_asked(id)` on Delete."""

    chosen = Signal(str)
    opened = Signal()
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = SessionModel(self)
        self.setModel(self.sessions)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setProperty("framed", True)
        self.setAccessibleName(tr("Sessions, newest first"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.setMouseTracking(True)
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.nothing = ""
        """What stands in it while no session does."""
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Shows these rows; the current session stays current, the list where it was scrolled to."""
        current, scroll = self.current_id(), self.verticalScrollBar().value()
        self._quiet = True
        if not self.sessions.show_rows(rows):
            self.doItemsLayout()
            self._set_current(current)
            self.verticalScrollBar().setValue(scroll)
        self._quiet = False

    def current_id(self) -> str:
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row.id if row is not None else ""

    def mark(self, session_id: str) -> None:
        """Makes a session current without a signal; '' for none."""
        chosen = self.selectionModel().isSelected(self.currentIndex())  # the focus makes a row current, not chosen
        if session_id == self.current_id() and (chosen or not session_id):
            return
        self._quiet = True
        self._set_current(session_id)
        self._quiet = False
        self.scrollTo(self.currentIndex())

    def _set_current(self, session_id: str) -> None:
        number = self.sessions.number_of(session_id) if session_id else -1
        index = self.sessions.index(number) if number >= 0 else QModelIndex()
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(current.data(ROW_ROLE).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit()
            return
        if event.key() == Qt.Key.Key_Delete and self.current_id():
            self.remove_asked.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.sessions.rows or not self.nothing:
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("quiet"))
        room = self.viewport().rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.nothing)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(280, 2 * theme.pixels("body") + theme.pixels("caption") + 42)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        state = option.state
        row: LogRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._keep_within(painter, option.widget)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
            edge = mirrored(painter, QRectF(rect.left(), rect.top(), 3, rect.height()), rect)
            painter.fillRect(edge, theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("stripe"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        room = rect.adjusted(_PAD, 8, -_PAD, -7)
        line = room.height() / 3
        self._paint_head(painter, QRectF(room.left(), room.top(), room.width(), line), row)
        second = QRectF(room.left(), room.top() + line, room.width(), line)
        self._text(
            painter, second, row.exercises or tr("No sets yet"), "body", 400, "ink" if row.exercises else "quiet"
        )
        self._paint_marks(painter, QRectF(room.left(), room.top() + 2 * line, room.width(), line), row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -2.5), 6, 6)
        painter.restore()

    @staticmethod
    def _keep_within(painter: QPainter, view: QWidget | None) -> None:
        """Nothing is painted over the rounded corners of the list."""
        if isinstance(view, QListView):
            frame = QRectF(view.rect()).adjusted(1, 1, -1, -1).translated(-QPointF(view.viewport().pos()))
            path = QPainterPath()
            path.addRoundedRect(frame, _CORNER, _CORNER)
            painter.setClipPath(path, Qt.ClipOperation.IntersectClip)

    def _paint_head(self, painter: QPainter, room: QRectF, row: LogRow) -> None:
        text, tone = row.pill
        left = room
        if text:
            size = pill_size(text)
            spot = QPointF(room.right() - size.width(), room.center().y() - size.height() / 2)
            paint_pill(painter, mirrored(painter, QRectF(spot, size), room), text, tone)
            left = room.adjusted(0, 0, -size.width() - 8, 0)
        whole = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(row.day) <= left.width()
        day = row.day if whole else row.day_short
        used = self._text(painter, left, day, "body", 600, "ink", within=room)
        rest = left.adjusted(used + 8, 0, 0, 0)
        fits = QFontMetricsF(theme.font("caption")).horizontalAdvance(row.kind) <= rest.width()
        self._text(painter, rest, row.kind if fits else row.kind_short, "caption", 400, "quiet", within=room)

    def _paint_marks(self, painter: QPainter, whole: QRectF, row: LogRow) -> None:
        room = whole
        for icon, text, tone in row.marks:
            if room.width() < 24:
                return
            if icon and icons.exists(icon):
                box = QRectF(room.left(), room.center().y() - _MARK / 2, _MARK, _MARK)
                icons.paint(painter, icon, tone, mirrored(painter, box, whole))
                room = room.adjusted(_MARK + 4, 0, 0, 0)
            room = room.adjusted(self._text(painter, room, text, "caption", 400, tone, whole) + 10, 0, 0, 0)

    @staticmethod
    def _text(
        painter: QPainter,
        room: QRectF,
        text: str,
        size: str,
        weight: int,
        tone: str,
        within: QRectF | None = None,
    ) -> float:
        """Paints one line, cut to the room, which lies in the line `within`; returns how wide it became."""
        if room.width() < 8:
            return 0
        font = theme.font(size, weight)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        spot = mirrored(painter, room, within or room)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return metrics.horizontalAdvance(shown)
