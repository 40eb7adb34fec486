"""What cards for reading are made of: labels, links, headed parts, and rows of what and how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.layouts import empty


def text_label(text: str = "", role: str = "") -> QLabel:
    """Plain text over as many lines as it needs, which can be marked and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


def link(text: str, slot: Callable[[], object], spoken: str = "") -> QPushButton:
    """A button that looks like a link; `spoken` where its text alone does not say where it leads."""
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if spoken:
        made.setAccessibleName(spoken)
    made.clicked.connect(lambda _checked=False: slot())
    return made


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
    """Rows of (what, how much); a row without an answer is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 5)
        self.rows: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        self.rows = tuple(row for row in rows if row[1])
        empty(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (what, much) in enumerate(self.rows):
            name, said = text_label(what, "quiet"), text_label(much)
            for label in (name, said):  # the columns keep their shares, however long a word is
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            said.setAccessibleName(f"{what}: {much}")
            self._grid.addWidget(name, number, 0, top)
            self._grid.addWidget(said, number, 1, top)
        self.setVisible(bool(self.rows))
