"""What an empty page says: what it is for, and the one action that fills it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.qt import icons, theme


class IconDisc(QWidget):
    """A round spot with an icon."""

    def __init__(self, icon: str, size: int = 64, tone: str = "unlocked", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._tone}-pill"))
        painter.drawEllipse(self.rect())
        inset = self.width() * 0.28
        icons.paint(
            painter, self._icon, f"{self._tone}-ink", self.rect().toRectF().adjusted(inset, inset, -inset, -inset)
        )
        painter.end()


class EmptyState(QWidget):
    """Icon, a title, one sentence, one main action and perhaps a second one, in the middle of the room there is."""

    def __init__(self, icon: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._title.setProperty("role", "title")
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("role", "quiet")
        self._sentence.setWordWrap(True)
        self._sentence.setMaximumWidth(theme.scaled(440))
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconDisc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._sentence, 1000)  # an aligned label would be given one line only
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(12)
        column.addLayout(self._row)
        column.addStretch(3)

    def say(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)

    def add_action(self, text: str, slot: Callable[[], object], main: bool = True) -> QPushButton:
        """A button under the sentence; the main one is filled."""
        button = QPushButton(text)
        if main:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda _checked=False: slot())
        self._row.insertWidget(self._row.count() - 1, button)
        return button
