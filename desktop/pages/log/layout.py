"""How the log is laid out: the filter above, the sessions beside (or above) the editor, and what stands there while it is empty."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.log.filter_bar import FilterBar
from desktop.pages.log.panel import SessionPanel
from desktop.pages.log.session_list import SessionList
from desktop.qt import theme
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.layouts import scrolling

BESIDE: Final = (268, 732)
BELOW: Final = (180, 420)
NARROW: Final = 820  # below, the editor stands under the list
LOW: Final = 440
TALL: Final = 760
"""Pixels that list and editor are high at least, side by side and one above the other; where there are fewer they scroll. All of
these at the usual text size."""


class LogBody(QWidget):
    """Parts of the log in their places; what they do is the page's business."""

    def __init__(self, panel: SessionPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = panel
        self.filters = FilterBar()
        self.list = SessionList()
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self.clear = QPushButton(tr("Show all sessions"))
        self.clear.setProperty("kind", "link")
        self.clear.clicked.connect(self.filters.clear)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.addWidget(self._side())
        self.split.addWidget(self._editor())
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([theme.scaled(size) for size in BESIDE])
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(self.split, 1)
        self.empty = EmptyState(
            "log",
            tr("No sessions yet"),
            tr("The log keeps what was done, planned and skipped. What is logged here opens new exercises."),
        )
        self.area = scrolling(self._full)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.area)
        self._whole.addWidget(self.empty)

    def _side(self) -> QWidget:
        side = QWidget()
        lane = QVBoxLayout(side)
        lane.setContentsMargins(0, 0, 0, 0)
        lane.setSpacing(6)
        lane.addWidget(self.list, 1)
        lane.addWidget(self.count)
        lane.addWidget(self.clear)
        return side

    def _editor(self) -> QWidget:
        right = QWidget()
        self._right = QStackedLayout(right)
        self._right.addWidget(
            EmptyState("log", tr("No session chosen"), tr("Choose one on the left to see and change it."))
        )
        self._right.addWidget(self.panel)
        return right

    def show_empty(self, empty: bool) -> None:
        """The words for a log without sessions, or the log."""
        self._whole.setCurrentIndex(1 if empty else 0)
        if empty:  # the next session is seen from its top
            self.area.verticalScrollBar().setValue(0)

    def show_editor(self, shown: bool) -> None:
        self._right.setCurrentIndex(1 if shown else 0)

    def arrange(self, width: int) -> None:
        """For so many pixels: list and editor side by side, or one above the other."""
        wide = width >= theme.scaled(NARROW)
        direction = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != direction:
            self.split.setOrientation(direction)
            self.split.setSizes([theme.scaled(size) for size in (BESIDE if wide else BELOW)])
        self._full.setMinimumHeight(theme.scaled(LOW if wide else TALL))
