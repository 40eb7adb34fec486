"""What cards for reading are made of: labels, links, headed parts, and rows of what and how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.qt import theme
from desktop.widgets.card import Card
from desktop.widgets.layouts import empty, scrolling

_ABREAST: Final = 230  # from this width on, at the plain text size, what and how much stand side by side


def text_label(text: str = "", role: str = "") -> QLabel:
    """Plain text over as many lines as it needs, which can be marked and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


class Link(QPushButton):
    """A button that looks like a link; where room is short it ends in an ellipsis, and its tooltip has all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.whole = text
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        more = metrics.horizontalAdvance(self.whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 4  # its padding
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self.whole else self.whole)


def link(text: str, slot: Callable[[], object], spoken: str = "") -> Link:
    """A link that calls `slot`; `spoken` where its text alone does not say where it leads."""
    made = Link(text)
    if spoken:
        made.setAccessibleName(spoken)
    made.clicked.connect(lambda _checked=False: slot())
    return made


class ReadingCard(Card):
    """A card of parts one under the other in `column`, which scroll; `area` takes the keys that scroll them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setMinimumWidth(272)
        inside = QWidget()
        inside.setProperty("area", "clear")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(16)
        self.area = scrolling(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(name)
        self.body.addWidget(self.area, 1)


class Part(QWidget):
    """A heading over something that may be empty; hidden then."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.heading = text_label(title, "strong")
        self.column.addWidget(self.heading)


class TextPart(Part):
    """A heading over one text; hidden while the text is empty."""

    def __init__(self, title: str, role: str = "") -> None:
        super().__init__(title)
        self.label = text_label(role=role)
        self.column.addWidget(self.label)

    def say(self, text: str) -> None:
        self.label.setText(text)
        self.setVisible(bool(text))


class Facts(QWidget):
    """Rows of (what, how much); a row without an answer is left out. Side by side, or one under the other where room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._stacked: bool | None = None
        self.rows: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        self.rows = tuple(row for row in rows if row[1])
        empty(self._grid)
        self._pairs = []
        for what, much in self.rows:
            name, said = text_label(what, "quiet"), text_label(much)
            for label in (name, said):  # the columns keep their shares, however long a word is
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            said.setAccessibleName(f"{what}: {much}")
            self._pairs.append((name, said))
        self._stacked = None
        self._place()
        self.setVisible(bool(self.rows))

    def _place(self) -> None:
        stacked = self.width() < theme.scaled(_ABREAST)
        if stacked == self._stacked:
            return
        self._stacked = stacked
        top = Qt.AlignmentFlag.AlignTop
        self._grid.setVerticalSpacing(2 if stacked else 6)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 0 if stacked else 5)
        for number, (name, said) in enumerate(self._pairs):
            said.setContentsMargins(0, 0, 0, 6 if stacked else 0)
            self._grid.addWidget(name, 2 * number, 0, top)
            self._grid.addWidget(said, 2 * number + (1 if stacked else 0), 0 if stacked else 1, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
