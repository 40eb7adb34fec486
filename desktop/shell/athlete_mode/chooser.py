"""Who is training? Large tiles, one an athlete; shown in athlete mode until somebody is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.layouts import empty, scrolling

_WIDE, _HIGH, _DISC, _GAP = 256, 88, 44, 16
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Someone:
    """An athlete to choose; `pin`: the own PIN is asked for."""

    id: str
    name: str
    pin: bool


def initials(name: str) -> str:
    """'Maya Torres' -> 'MT'; the first letter of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Tile(QPushButton):
    """One athlete: initials, the name, and a lock with a word where a PIN is asked for. `walked(key)` on an arrow key."""

    walked = Signal(object)

    def __init__(self, someone: Someone) -> None:
        super().__init__(someone.name)
        self.someone = someone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(someone.name)
        self.setAccessibleDescription(tr("Asks for your PIN") if someone.pin else tr("Opens at once"))
        self.setToolTip(someone.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, which a button outside of a dialog does not do by itself; arrows are the chooser's."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (*_STEPS, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(key)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDE), theme.scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(160), theme.scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked, pressed = self.hasFocus(), self.isDown()
        edge = QPen(theme.color("focus" if marked else "line-strong"), 2 if marked else 1)
        painter.setPen(edge)
        painter.setBrush(theme.color("line" if pressed else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        disc, pad = theme.scaled(_DISC), theme.scaled(20)
        spot = self._mirrored(QRectF(pad, (self.height() - disc) / 2, disc, disc))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("unlocked-pill"))
        painter.drawEllipse(spot)
        painter.setPen(theme.color("unlocked-ink"))
        painter.setFont(theme.font("body", 700))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, initials(self.someone.name))
        lead = pad + disc + theme.scaled(16)
        room = QRectF(lead, 0, self.width() - lead - pad, self.height())
        self._write(painter, room)
        painter.end()

    def _write(self, painter: QPainter, room: QRectF) -> None:
        bold, small = theme.font("body", 600), theme.font("caption")
        name = QFontMetricsF(bold).elidedText(self.someone.name, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(bold)
        painter.setPen(theme.color("ink"))
        if not self.someone.pin:
            painter.drawText(self._mirrored(room), flags, name)
            return
        middle = room.center().y()
        above = QRectF(room.left(), middle - theme.scaled(22), room.width(), theme.scaled(22))
        painter.drawText(self._mirrored(above), flags, name)
        side = theme.scaled(13)
        low = QRectF(room.left(), middle + theme.scaled(2), room.width(), theme.scaled(18))
        lock = QRectF(QPointF(low.left(), low.center().y() - side / 2), QSize(side, side))
        icons.paint(painter, "lock", "quiet", self._mirrored(lock))
        painter.setFont(small)
        painter.setPen(theme.color("quiet"))
        painter.drawText(self._mirrored(low.adjusted(side + 6, 0, 0, 0)), flags, tr("PIN"))

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())


class Chooser(QWidget):
    """`chosen(athlete_id)`. Arrow keys go from tile to tile, Enter and Space choose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Who is training?"))
        self.tiles: list[Tile] = []
        self._across = 0
        title = QLabel(tr("Who is training?"))
        title.setProperty("role", "hero")
        inside = QWidget()
        inside.setProperty("area", "clear")
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._none = EmptyState("lock", tr("Nobody to choose"), tr("Your coach can open Switchback with the PIN."))
        column = QVBoxLayout(inside)
        column.setContentsMargins(48, 40, 48, 40)
        column.setSpacing(24)
        column.addWidget(title)
        column.addLayout(self._grid)
        column.addWidget(self._none, 1)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        self._title = title

    def show_people(self, people: Sequence[Someone]) -> None:
        empty(self._grid)
        self.tiles = []
        for someone in people:
            tile = Tile(someone)
            tile.clicked.connect(lambda _checked=False, who=someone.id: self.chosen.emit(who))
            tile.walked.connect(self._walk)
            self.tiles.append(tile)
        self._title.setVisible(bool(people))
        self._none.setVisible(not people)
        self._across = 0
        self._place()
        if self.tiles:
            self.setFocusProxy(self.tiles[0])
            self.tiles[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """As many tiles side by side as have room, at most four."""
        across = max(1, min(4, (self.width() - 96 + _GAP) // (theme.scaled(_WIDE) + _GAP)))
        if across == self._across:
            return
        self._across = across
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // across, number % across)
            self._grid.setRowMinimumHeight(number // across, theme.scaled(_HIGH))  # a style sheet's least is less
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _walk(self, key: Qt.Key) -> None:
        at = next((number for number, tile in enumerate(self.tiles) if tile.hasFocus()), 0)
        self.tiles[max(0, min(len(self.tiles) - 1, at + self._step(key)))].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, key: Qt.Key) -> int:
        if key in _STEPS:
            return _STEPS[key] if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -_STEPS[key]
        return {Qt.Key.Key_Up: -self._across, Qt.Key.Key_Down: self._across}.get(key, 0)
