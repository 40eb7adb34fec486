"""F1: a few sentences about the page, and the keys that work on it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt import icons
from desktop.widgets.layouts import scrolling

WIDTH = 300


class HelpPanel(QFrame):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setFixedWidth(WIDTH)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        close = QToolButton()
        close.setIcon(icons.icon("close"))
        close.setIconSize(QSize(16, 16))
        close.setAccessibleName(tr("Close the help"))
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(close)
        self._text, self._keys = QLabel(), QLabel()
        for label in (self._text, self._keys):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._keys.setTextFormat(Qt.TextFormat.RichText)
        self._keys.setProperty("role", "quiet")
        inner = QWidget()
        inner.setProperty("area", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._text)
        column.addWidget(self._keys)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 12, 16)
        outer.setSpacing(12)
        outer.addLayout(top)
        outer.addWidget(scrolling(inner), 1)

    def explain(self, title: str, text: str, keys: Sequence[tuple[str, str]]) -> None:
        """A page's help, and the pairs of shortcut and what it does."""
        self._title.setText(title)
        self._text.setText(text)
        rows = "".join(f"<tr><td>{escape(keys_)}</td><td>{escape(what)}</td></tr>" for keys_, what in keys)
        self._keys.setText(f"<table cellspacing='0' cellpadding='3'>{rows}</table>")
