"""The parts of the settings page that only show words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.settings import view_model
from desktop.qt import icons
from desktop.widgets.card import Card
from desktop.widgets.layouts import Flow, empty
from resources import VERSION


def words(text: str, role: str = "", selectable: bool = False) -> QLabel:
    """A text that wraps."""
    label = QLabel(text)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


def button(text: str, icon: str = "", tip: str = "") -> QPushButton:
    made = QPushButton(text)
    if icon:
        made.setIcon(icons.icon(icon))
    made.setToolTip(tip)
    return made


def lane(*widgets: QWidget) -> Flow:
    """Widgets in a row, as far as there is room, then in the next."""
    row = Flow()
    for widget in widgets:
        row.addWidget(widget)
    return row


class _Mark(QWidget):
    """Well or wrong, in the colours of the theme in force."""

    def __init__(self, ok: bool) -> None:
        super().__init__()
        self._ok = ok
        self.setFixedSize(16, 18)
        self.setAccessibleName(tr("well") if ok else tr("wrong"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        name, tone = ("check", "unlocked-ink") if self._ok else ("warning", "alarm-ink")
        icons.paint(painter, name, tone, QRectF(0, 2, 14, 14))
        painter.end()


class Findings(QWidget):
    """What the check of the store found, a line each with an icon and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.texts: tuple[str, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[tuple[bool, str]]) -> None:
        empty(self._column)
        bad = sum(not ok for ok, _ in lines)
        said = tr("The store is sound.") if not bad else tr("Something is wrong. Put a backup back, or ask for help.")
        self._column.addWidget(words(said, "error" if bad else "strong"))
        for ok, text in lines:
            row = QWidget()
            inner = QHBoxLayout(row)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            inner.addWidget(_Mark(ok), 0, Qt.AlignmentFlag.AlignTop)
            inner.addWidget(words(text, "" if ok else "error"), 1)
            self._column.addWidget(row)
        self.texts = (said, *(text for _, text in lines))
        self.show()


def about_card(show_licences: Callable[[], object]) -> Card:
    """Version, licences, no network, and what is not claimed."""
    card = Card(tr("About Switchback"))
    card.body.addWidget(words(tr("Version {version}", version=VERSION), selectable=True))
    card.body.addWidget(words(tr("No network, ever: everything stays on this computer, health answers too."), "strong"))
    for text in view_model.claims():
        card.body.addWidget(words(text, "quiet"))
    card.body.addWidget(words(tr("Licences of what is in it"), "strong"))
    card.body.addWidget(words(view_model.licences(), "caption", selectable=True))
    whole = button(tr("All licences…"), tip=tr("Everything that Switchback is made of, with the whole texts"))
    whole.setProperty("kind", "link")
    whole.clicked.connect(lambda _checked: show_licences())
    card.body.addLayout(lane(whole))
    return card
