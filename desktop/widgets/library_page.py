"""A page of the library: a list that is searched and filtered, and what is chosen in it in full beside it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.qt.page import Context, Page
from desktop.widgets.card import Card
from desktop.widgets.form import Choice
from desktop.widgets.search import as_search

_GAP: Final = 8
_AROUND_CHOICE: Final = 44  # pixels beside the words of a choice: its padding and its arrow


@dataclass(frozen=True)
class Wording:
    """What the field to search with is called and what it takes, and what stands over an empty list."""

    find: str
    takes: str
    nothing: str


class FilterRows(QWidget):
    """Choices in one row where each has room for its longest words, else in rows of two; each has its share of the width."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._left_out: set[Choice] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        for choice in self._choices:  # the shares hold, whatever is chosen now
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.place()

    def leave_out(self, choice: Choice, out: bool) -> None:
        """Takes a choice away for a while, or puts it back."""
        (self._left_out.add if out else self._left_out.discard)(choice)
        choice.setVisible(not out)
        self.place()

    def place(self) -> None:
        """To be called when the words of a choice are others; a new width is seen by itself."""
        shown = [choice for choice in self._choices if choice not in self._left_out]
        needs = [_room_for_longest(choice) for choice in shown]
        across = len(shown) if sum(needs) + _GAP * (len(shown) - 1) <= self.width() else min(len(shown), 2)
        for number, choice in enumerate(shown):
            self._grid.addWidget(choice, number // across, number % across)
        for number in range(len(self._choices)):
            self._grid.setColumnStretch(number, max(needs[number::across]) if number < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.place()


def _room_for_longest(choice: Choice) -> int:
    metrics = choice.fontMetrics()
    texts = (choice.itemText(number) for number in range(choice.count()))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + _AROUND_CHOICE


class LibraryPage(Page):
    """Whoever inherits calls `put_together` once and says what is read, shown, filtered and chosen.

    `read(library, progress)` runs in the background the first time; what it gives comes to `show_library`.
    """

    read: ClassVar[Callable[[Any, object], Any]]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._waiting = False  # for the library to be read
        self._target = ""  # what to point at as soon as it is read

    # --- what differs

    @property
    @abstractmethod
    def has_read(self) -> bool:
        """Whether there is something to show already."""

    @abstractmethod
    def show_library(self, read: Any) -> None:
        """Shows what `read` gave; called again after every change."""

    @abstractmethod
    def clear_choices(self) -> None:
        """Every filter beside the text lets everything through again."""

    @abstractmethod
    def on_filter(self) -> None:
        """The text or a filter is another one."""

    @abstractmethod
    def first_found(self) -> str:
        """The topmost entry of the list; '' where nothing fits."""

    # --- putting together

    def put_together(
        self, wording: Wording, listed: QWidget, card: QWidget, choices: Sequence[Choice], widths: tuple[int, int]
    ) -> None:
        """`choices` stand between the text to search and the list; `widths` are those of list and card at first."""
        self.filter_rows = FilterRows(choices)
        self._listed = listed
        self.nothing = QLabel(wording.nothing)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 8, 14, 8)
        left = Card(margin=0)
        left.setMinimumWidth(380)
        left.body.setSpacing(0)
        left.body.setContentsMargins(2, 0, 2, 8)
        left.body.addWidget(self._head(wording))
        left.body.addWidget(self.nothing)
        left.body.addWidget(listed, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes(list(widths))
        self.column().addWidget(split)
        self.setFocusProxy(listed)

    def _head(self, wording: Wording) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(wording.takes)
        self.search.setAccessibleName(wording.find)
        as_search(self.search)
        self.search.textChanged.connect(lambda _text: self.on_filter())
        self.search.returnPressed.connect(self._go_to_first)
        foot = QHBoxLayout()
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self.clear = QPushButton(tr("Clear the filters"))
        self.clear.setProperty("kind", "link")
        self.clear.clicked.connect(self.clear_filters)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.clear)
        column.addWidget(self.search)
        column.addWidget(self.filter_rows)
        column.addLayout(foot)
        return head

    # --- what is the same

    @property
    def settled(self) -> bool:
        return not self._waiting

    def refresh(self) -> None:
        library = self.context.services.library
        if self.has_read or library.ready:
            self.show_library(type(self).read(library, None))
        elif not self._waiting:
            self._waiting = True
            work = partial(type(self).read, library)
            self.context.jobs.run(work, self._on_read, self._on_trouble, key="library")

    def _on_read(self, read: Any) -> None:
        self._waiting = False
        self.show_library(read)

    def _on_trouble(self, error: Exception) -> None:
        self._waiting = False
        self.context.go.trouble(error)

    def say_count(self, words: str, filtered: bool, empty: bool) -> None:
        """How many are shown; `filtered` where a filter holds any back, `empty` where none are left."""
        self.count.setText(words)
        self.clear.setVisible(filtered)
        self.nothing.setVisible(empty)

    def focus_filter(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def clear_filters(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.clear_choices()
        self.on_filter()

    def _go_to_first(self) -> None:
        first = self.first_found()
        if first:
            self.show_target(first)
            self._listed.setFocus(Qt.FocusReason.ShortcutFocusReason)
