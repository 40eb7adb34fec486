"""F1: the help beside the page. It follows the page shown; typing searches every topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr, trn
from desktop.qt import focus, icons, theme
from desktop.services.help import ACROSS, FIRST, OF_ATHLETES, PAGES, TOPICS, Help
from desktop.shell.help import pages
from desktop.shell.help.reader import Reader
from desktop.shell.notices import announce
from desktop.widgets.search import as_search

WIDTH, SHARE = 340, 0.4
"""Pixels at the usual text size, and the most of the window it takes however large the text is."""
_KEPT, _ANY = 50, 16777215
Keys = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """Where a reader is: a topic, the contents (neither), or what a search found. `typed` marks words in a topic too."""

    topic: str = ""
    typed: str = ""
    found: bool = False
    scroll: int = 0


class HelpPanel(QFrame):
    """`page_asked(id)` when a link leads to a page, `tour_asked` when somebody wants the tour. `policy` says which pages and
    topics a reader may see; `help` holds the topics."""

    closed = Signal()
    page_asked = Signal(str)
    tour_asked = Signal()

    def __init__(self, help_: Help, reaches: Callable[[str], bool], confined: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("help")
        self.help, self._reaches, self._confined = help_, reaches, confined
        self._page = ""
        self._keys: Keys = ()
        self._place = Place(FIRST)
        self._trail: list[Place] = []
        self._before: QWidget | None = None
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(60)
        self._redraw.timeout.connect(self._refit)
        self._lay_out()
        theme.changes.changed.connect(self._show)

    def _lay_out(self) -> None:
        title = QLabel(tr("Help"))
        title.setProperty("role", "title")
        self.back = self._tool("chevron-left", tr("Back"), self.go_back)
        self.contents = self._tool("list", tr("All topics"), self.show_contents)
        close = self._tool("close", tr("Close the help"), self.closed.emit)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(title, 1)
        for button in (self.back, self.contents, close):
            top.addWidget(button)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search the help"))
        self.field.setAccessibleName(tr("Search the help"))
        as_search(self.field)
        self.field.textChanged.connect(self._on_typed)
        self.reader = Reader()
        self.reader.setAccessibleName(tr("Text of the help"))
        self.reader.anchorClicked.connect(self._follow)
        self.tour = QPushButton(tr("Take the tour"))
        self.tour.setProperty("kind", "link")
        self.tour.clicked.connect(self.tour_asked)
        foot = QHBoxLayout()
        foot.addWidget(self.tour)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 12, 12)
        outer.setSpacing(12)
        outer.addLayout(top)
        outer.addWidget(self.field)
        outer.addWidget(self.reader, 1)
        outer.addLayout(foot)
        keys = QShortcut(QKeySequence("Alt+Left"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.go_back)

    @staticmethod
    def _tool(icon: str, name: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    # --- coming and going

    def fit(self, beside: QBoxLayout, room: QRect, narrow: bool) -> None:
        """Stands in `beside`, next to the page; in a `narrow` window, whose page needs all of it, over the page's end in `room`
        (pixels of the frame)."""
        self.setFixedWidth(max(280, min(theme.scaled(WIDTH), round(room.width() * SHARE))))
        if not narrow:
            if beside.indexOf(self) < 0:
                self.setMinimumHeight(0)
                self.setMaximumHeight(_ANY)
                beside.addWidget(self)
            return
        beside.removeWidget(self)
        self.setFixedHeight(room.height())
        spot = QRect(room.right() + 1 - self.width(), room.top(), self.width(), room.height())
        self.move(QStyle.visualRect(self.layoutDirection(), room, spot).topLeft())
        self.raise_()

    def open(self) -> None:
        """Shows itself with the cursor in the search; what had the focus gets it back on closing."""
        self._before = QApplication.focusWidget()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def dismiss(self) -> None:
        held = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        before, self._before = self._before, None
        if held:
            focus.give_back(before)

    # --- what is shown

    def show_page(self, page_id: str, keys: Keys) -> None:
        """The topic of a page and the keys that work on it."""
        self._keys = keys
        if page_id != self._page or not self._trail:
            self._page = page_id
            self.go(Place(page_id))
        else:
            self._show()

    def open_topic(self, topic_id: str) -> None:
        self.go(Place(topic_id))

    def show_contents(self) -> None:
        self.go(Place())

    def allowed(self, topic_id: str) -> bool:
        """Whether this reader may see a topic: in athlete mode those of the pages that are open, and what concerns athletes."""
        if topic_id in PAGES:
            return self._reaches(topic_id)
        return topic_id in TOPICS and (not self._confined() or topic_id in OF_ATHLETES)

    def topics(self) -> tuple[str, ...]:
        return tuple(topic for topic in TOPICS if self.allowed(topic))

    def leads(self, link: str) -> bool:
        """Whether a link leads somewhere this reader may go."""
        kind, _, where = link.partition(":")
        return self.allowed(where) if kind == "topic" else kind == "page" and self._reaches(where)

    def go(self, place: Place) -> None:
        """Shows a place, from which Back leads here."""
        if place != replace(self._place, scroll=0):
            kept = replace(self._place, scroll=self.reader.verticalScrollBar().value())
            self._trail = [*self._trail, kept][-_KEPT:]
        self._place = place
        self._show()

    def go_back(self) -> None:
        if not self._trail:
            return
        self._place = self._trail.pop()
        self._show()
        self.reader.verticalScrollBar().setValue(self._place.scroll)

    def _show(self) -> None:
        if self.isHidden():
            return
        place = self._place
        if self.field.text() != place.typed and not (place.found and self.field.text().strip() == place.typed):
            self.field.blockSignals(True)
            self.field.setText(place.typed)
            self.field.blockSignals(False)
        self.reader.document().setDefaultStyleSheet(pages.style())
        self.reader.setExtraSelections([])
        self.reader.setHtml(self._html(place))
        if place.typed and not place.found:
            self.reader.mark(place.typed)
        self.back.setEnabled(bool(self._trail))
        self.tour.setVisible(not self._confined())

    def _html(self, place: Place) -> str:
        if place.found:
            hits = self.help.search(place.typed, self.topics())
            self._say_found(len(hits))
            return pages.found_page(hits, place.typed)
        if not place.topic:
            return pages.contents_page(self._groups())
        keys = self._keys if place.topic == self._page else ()
        if place.topic not in TOPICS or not self.allowed(place.topic):
            return pages.contents_page(self._groups())
        topic = self.help.topic(place.topic)
        return pages.topic_page(topic, keys, self.leads, lambda block: self.reader.sized(block.file))

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = ((tr("How it works"), ACROSS), (tr("Pages"), PAGES))
        return [(name, [(one, self.help.title(one)) for one in ids if self.allowed(one)]) for name, ids in groups]

    def _say_found(self, count: int) -> None:
        said = trn("{n} topic found", "{n} topics found", count)
        self.field.setAccessibleDescription(said)
        announce(self.field, said)

    # --- keys, links, size

    def _on_typed(self, text: str) -> None:
        typed = text.strip()
        if not typed:
            if self._place.found:
                self.go_back()
            return
        place = Place(typed=typed, found=True)
        if self._place.found:  # every letter is not a step of its own
            self._place = place
            self._show()
        else:
            self.go(place)

    def _follow(self, url: QUrl) -> None:
        kind, where = url.scheme(), url.path()
        if not self.leads(f"{kind}:{where}"):
            return
        if kind == "page":
            self.page_asked.emit(where)
        else:
            self.go(Place(where, typed=self._place.typed if self._place.found else ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._place.found:
                self.field.clear()
            else:
                self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place.found:
            hits = self.help.search(self._place.typed, self.topics())
            if hits:
                self.go(Place(hits[0].topic.id, typed=self._place.typed))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.isVisible():
            self._redraw.start()

    def _refit(self) -> None:
        """Pictures are as wide as the text."""
        at = self.reader.verticalScrollBar().value()
        self._show()
        self.reader.verticalScrollBar().setValue(at)
