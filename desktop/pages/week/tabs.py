"""The sessions of the week as tabs, and the line that says how the chosen one stands."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.pages.week import view_model as vm
from desktop.qt import icons, theme
from desktop.widgets.layouts import empty

_HIGH, _PAD, _ICON = 46, 14, 12


class TabButton(QAbstractButton):
    """One session: its name and day, below it its state as icon and word."""

    def __init__(self, tab: vm.Tab) -> None:
        super().__init__()
        self.tab = tab
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_tab(tab)

    def show_tab(self, tab: vm.Tab) -> None:
        self.tab = tab
        self.setText(tab.text)
        self.setToolTip(tab.spoken())
        self.setAccessibleName(tab.spoken())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self.tab.text)
        word = QFontMetricsF(theme.font("caption", 500)).horizontalAdvance(self.tab.word) + theme.scaled(_ICON) + 5
        return QSize(ceil(max(name, word)) + 2 * _PAD + 2, theme.scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(84), theme.scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        chosen, focus = self.isChecked(), self.hasFocus()
        edge = "focus" if focus else "accent" if chosen else "line-strong"
        painter.setPen(QPen(theme.color(edge), 4 if focus else 2 if chosen else 1))
        painter.setBrush(theme.color("selection" if chosen else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 8, 8)
        room = box.adjusted(_PAD, 0, -_PAD + 4, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        font = theme.font("body", 600)
        painter.setFont(font)
        painter.setPen(theme.color("selection-ink" if chosen else "ink"))
        name = QFontMetricsF(font).elidedText(self.tab.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRectF(room.left(), box.top() + theme.scaled(4), room.width(), theme.scaled(19)), left, name)
        tone = f"{self.tab.tone}-ink"
        middle = box.top() + theme.scaled(32)
        side = theme.scaled(_ICON)
        icons.paint(painter, self.tab.icon, tone, QRectF(room.left(), middle - side / 2, side, side))
        font = theme.font("caption", 500)
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        high = theme.scaled(18)
        rest = QRectF(room.left() + side + 5, middle - high / 2, room.width() - side - 5, high)
        word = QFontMetricsF(font).elidedText(self.tab.word, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, left, word)
        painter.end()


class SessionTabs(QWidget):
    """`show_tabs(tabs, key)`; `chosen(key)` by a click or the arrow keys."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Sessions of the week"))
        self.buttons: list[TabButton] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.tab.key))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    @property
    def key(self) -> str:
        return next((button.tab.key for button in self.buttons if button.isChecked()), "")

    def show_tabs(self, tabs: Sequence[vm.Tab], key: str) -> None:
        if [button.tab.key for button in self.buttons] != [tab.key for tab in tabs]:
            for button in self.buttons:
                self._group.removeButton(button)
            empty(self._row)
            self.buttons = [TabButton(tab) for tab in tabs]
            for button in self.buttons:
                self._group.addButton(button)
                self._row.addWidget(button)
        for button, tab in zip(self.buttons, tabs, strict=True):
            button.show_tab(tab)
            button.setChecked(tab.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), -1)
        if not step or at < 0 or not 0 <= at + step < len(self.buttons):
            super().keyPressEvent(event)
            return
        self.buttons[at + step].setFocus()
        self.buttons[at + step].click()


class _Icon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name, self.tone = "", "quiet"
        self._side = theme.scaled(14)
        self.setFixedSize(self._side + 2, self._side + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self.name, self.tone, QRectF(1, 1, self._side, self._side))
        painter.end()


class NoteLine(QWidget):
    """One line with an icon and at most one thing to do: `asked(what)`."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._does = ""
        self._icon = _Icon()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setProperty("role", "quiet")
        self.button = QPushButton()
        self.button.setProperty("kind", "link")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.asked.emit(self._does))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def show_note(self, note: vm.Note | None, able: bool = True, why_not: str = "") -> None:
        """`able` False greys what may be done, with the words why in its tooltip."""
        self.setVisible(note is not None)
        if note is None:
            return
        self._icon.name, self._does = note.icon, note.does
        self._icon.tone = "alarm-ink" if note.alarm else "quiet"
        theme.set_property(self.text, "role", "error" if note.alarm else "quiet")
        self._icon.update()
        self.text.setText(note.text)
        self.button.setVisible(bool(note.does))
        self.button.setText(note.button)
        self.button.setEnabled(able)
        self.button.setToolTip(why_not)
        self.button.setAccessibleDescription(why_not)
