"""Surfaces: a card with an optional heading, and a card that shows one figure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.qt import theme
from desktop.widgets.whole_label import WholeLabel


class Card(QFrame):
    """A white sheet with round corners. Add widgets to `body`; `head` is the row of the heading (actions go to its end)."""

    def __init__(self, title: str = "", parent: QWidget | None = None, margin: int = 20) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin - 4 if margin else 0, margin, margin - 4 if margin else 0)
        column.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.heading = QLabel(title)
        self.heading.setProperty("role", "heading")
        if not title:  # never shown here, where it has no parent yet: it would be a window of its own for a moment
            self.heading.hide()
        self.heading.setWordWrap(True)
        self.head.addWidget(self.heading, 1)
        if title:
            column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body, 1)

    def set_title(self, title: str) -> None:
        self.heading.setText(title)


class _Caption(WholeLabel):
    """A quiet text in as many lines as it takes. A shorter one that follows takes its room: nothing below moves."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._held = (0, 0)
        self.setProperty("role", "quiet")
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setText(text)

    def _hold(self) -> None:
        width, high = self._held
        here = self.width()
        self._held = here, max(self.heightForWidth(here), high if here == width else 0)
        self.setMinimumHeight(self._held[1])


class FigureCard(Card):
    """A number and what it counts. `alarm` colours the number; the caption says it in words."""

    def __init__(self, caption: str, figure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._figure = QLabel()
        self._figure.setProperty("role", "figure")
        self._caption = _Caption(caption)
        self.body.setSpacing(0)
        self.body.addWidget(self._figure)
        self.body.addWidget(self._caption)
        self.body.addStretch(1)
        self.show_figure(figure)

    @property
    def figure(self) -> str:
        return self._figure.text()

    def show_figure(self, figure: str, alarm: bool = False, caption: str | None = None) -> None:
        self._figure.setText(figure)
        if caption is not None:
            self._caption.setText(caption)
        theme.set_property(self._figure, "role", "figure-alarm" if alarm else "figure")
        self.setAccessibleName(f"{figure} {self._caption.text()}")
