"""What a page is and what it is given. A page author writes a Page, an icon and one line in desktop/pages/__init__.py.

    class RacesPage(Page):
        topics = frozenset({Topic.RACES})
        def refresh(self): ...          # reads self.context.services, fills the widgets; called only while visible
        def actions(self): return [self._add]

Change data through `self.run(lambda: services.races.save(race))`: it pushes the undo step, tells the bus and shows what
could not be done in words. The frame calls `show_athlete` before a page that needs an athlete is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.qt.ask import Asks, is_trouble
from desktop.qt.bus import Bus
from desktop.qt.jobs import Jobs
from desktop.qt.memory import Memory
from desktop.qt.policy import Policy
from desktop.qt.undo import Done, History

EVERYTHING = "everything"
ATHLETE, LIBRARY, TOP, FOOT = "athlete", "library", "top", "foot"


class Navigator(QObject):
    """Where a page asks the frame to go: `open(page_id, athlete_id)` (None keeps the athlete) with an optional target on
    the page (an exercise's slug, a session's id), and what it asks the frame to say."""

    asked = Signal(str, object, object)
    said = Signal(str, bool)
    troubled = Signal(object)
    confining = Signal()
    touring = Signal()

    def open(self, page_id: str, athlete_id: str | None = None, target: object = None) -> None:
        self.asked.emit(page_id, athlete_id, target)

    def say(self, text: str, undoable: bool = False) -> None:
        """A short message at the foot of the window."""
        self.said.emit(text, undoable)

    def confine(self) -> None:
        """Turns athlete mode on, as the coach chose it."""
        self.confining.emit()

    def show_around(self) -> None:
        """Begins the tour from its first step."""
        self.touring.emit()

    def trouble(self, error: BaseException) -> None:
        """Says what went wrong, in words."""
        self.troubled.emit(error)


class Context:
    """What every page is given. `services` is desktop.app.Services; `ask` may be a canned one in tests; `policy` says what may
    be reached: a page offers nothing that it does not allow. Athlete mode builds pages anew, so asking once is enough.
    `ground` is where pages are born: put into the window when they are whole, everything on them would be styled twice."""

    def __init__(
        self, services: Any, memory: Memory, bus: Bus, history: History, jobs: Jobs, go: Navigator, ask: Asks
    ) -> None:
        self.services, self.memory, self.bus, self.history, self.jobs = services, memory, bus, history, jobs
        self.go, self.ask = go, ask
        self.policy = Policy()
        self.ground: QWidget | None = None

    def handed_on(self, services: Any) -> Context:
        """Everything but what belongs to one window: where its pages ask it to go, what may be reached in it, its ground."""
        return Context(services, self.memory, self.bus, self.history, self.jobs, Navigator(), self.ask)


class PageSpec(NamedTuple):
    """One page of the sidebar. `title` is English source text; `section` top, athlete, library or foot; `load()` reads the code of
    the page and gives its class, or whatever else makes it of a context."""

    id: str
    title: str
    icon: str
    section: str
    load: Callable[[], Callable[[Context], Page]]

    @property
    def needs_athlete(self) -> bool:
        return self.section == ATHLETE


class Page(QWidget):
    """Base of all pages: refreshes when a topic changed, at once if visible, else when next shown."""

    topics: ClassVar[frozenset[Any]] = frozenset()
    title_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent or context.ground)
        self.context = context
        self.athlete_id: str | None = None
        self._dirty = True
        self._first: QWidget | None = None
        self.setProperty("area", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        context.bus.changed.connect(self._on_changed)

    def setFocusProxy(self, widget: QWidget | None) -> None:
        """Where the keys go when the page opens. It is kept here: with a proxy of Qt's own, Tab never comes to what lies before it
        on the page."""
        self._first = widget

    def focusProxy(self) -> QWidget | None:
        return self._first

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._first is not None:
            self._first.setFocus(reason)

    def column(self, spacing: int = 16) -> QVBoxLayout:
        """The page's outer layout with the grid's margins."""
        made = QVBoxLayout(self)
        made.setContentsMargins(24, 20, 24, 20)
        made.setSpacing(spacing)
        return made

    def actions(self) -> list[QAction]:  # the frame's buttons; Qt's own actions() of a widget is not used here
        """The page's actions for the header, the main one last (it is the filled one)."""
        return []

    def headline(self) -> tuple[str, str] | None:
        """Title and caption of the header for pages that are not about one athlete; None: the page's title alone."""
        return None

    def refresh(self) -> None:
        """Reads the services and shows what they say. Called when shown and stale, and when a topic changed while visible."""

    def show_athlete(self, athlete_id: str | None) -> None:
        """Whose data to show. Stale data is not painted: the refresh comes with the next show, or at once if visible."""
        if athlete_id == self.athlete_id:
            return
        self.athlete_id = athlete_id
        self.mark_dirty()

    def show_target(self, target: object) -> None:
        """Something on this page to point at (an exercise's slug, a session's id)."""

    def focus_filter(self) -> bool:
        """Puts the cursor into the page's filter field (Ctrl+F); False when it has none."""
        return False

    @property
    def settled(self) -> bool:
        """Whether everything the page is to show is there; a page that reads in pieces says so while it does."""
        return True

    def leave(self) -> None:
        """Called before the page is left or the window closed: commit what is being typed."""

    def mark_dirty(self) -> None:
        self._dirty = True
        if self.isVisible():
            self.refresh_if_dirty()

    def refresh_if_dirty(self) -> None:
        if self._dirty:
            self._dirty = False
            self.refresh()
            self.title_changed.emit()

    def run(self, action: Callable[[], Done], quietly: bool = False) -> bool:
        """Makes a change through a service. False when it was refused or failed: the words are shown, nothing changed.

        `quietly`: the frame does not say what was done, as after each of many sets entered one after the other.
        """
        try:
            self.context.history.run(action, self, quietly)
        except Exception as error:
            if not is_trouble(error):
                raise
            self.context.go.trouble(error)
            return False
        return True

    def make_action(
        self,
        text: str,
        slot: Callable[[], object],
        icon: str = "",
        shortcut: str = "",
        tip: str = "",
        does: str = "",
        needs: str = "",
    ) -> QAction:
        """An action for the header. `shortcut` holds while the page is shown; `does` 'new' or 'export' puts it on the
        frame's own Ctrl+N or Ctrl+E instead; it is offered only where the policy allows what it `needs`."""
        action = QAction(text, self)
        action.setProperty("icon_name", icon)
        action.setProperty("does", does)
        action.setProperty("needs", needs)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(tip or text)
        if needs and not self.context.policy.may(needs):
            action.setEnabled(False)
            action.setVisible(False)
            return action
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh_if_dirty()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.leave()
        super().hideEvent(event)

    def _on_changed(self, topics: frozenset[str], athlete_id: str | None, _origin: object) -> None:
        if EVERYTHING not in topics and not (topics & self.topics):
            return
        if athlete_id is not None and self.athlete_id is not None and athlete_id != self.athlete_id:
            return
        self.mark_dirty()


def spec_of(pages: Sequence[PageSpec], page_id: str) -> PageSpec | None:
    return next((spec for spec in pages if spec.id == page_id), None)
