"""What a change of races would alter, week by week, before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop.i18n import tr
from desktop.pages.season.proposal import ChangeLine
from desktop.qt import icons
from desktop.widgets.card import Card
from desktop.widgets.layouts import Flow
from desktop.widgets.wrapping import WholeLabel

_DETAIL = 170
"""Characters of a line's detail under the list; the tool tip has all of it."""
_TALL = 330
"""Pixels from which there is room for the detail besides the lines."""
_LINE = Qt.ItemDataRole.UserRole


class ChangePanel(Card):
    """`kept` and `left` are the two answers; `week_asked(monday)` when a line is gone to."""

    kept = Signal()
    left = Signal()
    week_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What this changes"), parent)
        self.setMinimumWidth(340)
        self.lines: tuple[ChangeLine, ...] = ()
        self.what = _label("strong")
        self.count = _label("caption")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Weeks that would be otherwise"))
        self.list.setWordWrap(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setIconSize(QSize(14, 14))
        self.list.setSpacing(1)
        self.list.currentItemChanged.connect(lambda item, _before: self._on_line(item))
        self.detail = _label("caption")
        self.keep = QPushButton(tr("Keep change"))
        self.keep.setProperty("kind", "primary")
        self.keep.clicked.connect(lambda _checked=False: self.kept.emit())
        self.leave = QPushButton(tr("Leave as it was"))
        self.leave.setToolTip(tr("Nothing is changed  {keys}", keys="Esc"))
        self.leave.clicked.connect(lambda _checked=False: self.left.emit())
        buttons = Flow(trailing=True)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.keep)
        for widget in (self.what, self.count):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(buttons)
        QWidget.setTabOrder(self.list, self.keep)
        QWidget.setTabOrder(self.keep, self.leave)

    def wait(self, what: str) -> None:
        """The change in words, while nobody knows yet what follows from it."""
        self._show(what, tr("Working out what this changes…"), ())
        self.keep.setEnabled(False)

    def show_change(self, what: str, count: str, lines: Sequence[ChangeLine]) -> None:
        self._show(what, count, lines)
        self.keep.setEnabled(True)

    def _show(self, what: str, count: str, lines: Sequence[ChangeLine]) -> None:
        self.what.setText(what)
        self.count.setText(count)
        self.lines = tuple(lines)
        self.list.clear()
        self.detail.hide()
        for line in self.lines:
            item = QListWidgetItem(icons.icon(line.icon, f"{line.tone}-ink"), line.text)
            item.setData(_LINE, line)
            item.setToolTip(line.detail)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, line.detail)
            self.list.addItem(item)

    def point_at(self, monday: date) -> None:
        """Goes to the line of that week, where there is one."""
        row = next((number for number, line in enumerate(self.lines) if line.monday <= monday <= line.last), -1)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)
        self._show_detail(self.lines[row] if row >= 0 else None)

    def _show_detail(self, line: ChangeLine | None) -> None:
        text = "" if line is None else line.detail
        self.detail.setText(text if len(text) <= _DETAIL else f"{text[:_DETAIL].rstrip()}…")
        self.detail.setToolTip(text)
        self.detail.setVisible(bool(text) and self.height() >= _TALL)

    def _on_line(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        line: ChangeLine = item.data(_LINE)
        self._show_detail(line)
        self.week_asked.emit(line.monday)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)


def _label(role: str) -> WholeLabel:
    made = WholeLabel()
    made.setProperty("role", role)
    return made
