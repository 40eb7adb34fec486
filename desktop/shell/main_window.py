"""The frame: sidebar, header, pages built when first shown, undo and redo, notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.qt.ask import Sheet, is_trouble
from desktop.qt.page import EVERYTHING, Context, Page, PageSpec, spec_of
from desktop.shell import unfinished
from desktop.shell.actions import ACTIONS, NUMBERED, PAGE_SHORTCUT, native
from desktop.shell.header import Header
from desktop.shell.layers import Layers
from desktop.shell.person import Person, Reader
from desktop.shell.place import Place
from desktop.shell.shortcuts import FrameFirst
from desktop.shell.sidebar import Sidebar
from desktop.shell.telling import Telling

if TYPE_CHECKING:
    from desktop.shell.drops import Dropped

LEAST = QSize(1024, 700)
FIRST = QSize(1280, 800)
FOLDS_BELOW = 1100
WARM_UP_AFTER, BETWEEN_BUILDS = 700, 80
"""Milliseconds after the first paint, and between two pages built ahead."""


class MainWindow(QMainWindow):
    """Shows `pages`, the explicit tuple of desktop.pages.PAGES. `open_page` is the only way from one to another, and asks the
    policy. `athlete_gone()` when the one athlete of athlete mode is not there any more. Where it is not to be `whole` at once, a
    place of the last time that takes reading is only named until `arrive`. `damage` is that of the store, where the window was
    closed to have it mended."""

    athlete_gone = Signal()

    def __init__(self, context: Context, pages: Sequence[PageSpec], reader: Reader, whole: bool = True) -> None:
        super().__init__()
        self.context, self.pages = context, tuple(pages)
        self.policy = context.policy
        self.athlete_mode: QObject | None = None  # put there by who builds the window
        self.damage: Exception | None = None
        self._built: dict[str, Page] = {}
        self._page_id = self._awaited = ""
        self._person = Person(reader, context.jobs, self)
        self._folded_by_hand = self._narrow = self._away = False
        self.ahead: list[
            Callable[[], object]
        ] = []  # what else may be made ready while nothing happens, in short pieces
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._build_ahead)
        self._place = Place(context, lambda: (self._page_id or self._awaited, self._person.id), self)
        self.setWindowTitle("Switchback")
        self.setWindowIcon(icons.icon("switchback", "fill"))
        self.setMinimumSize(LEAST)
        self.actions_by_id = self._make_actions()
        self._first = FrameFirst([spec.shortcut for spec in ACTIONS if spec.first], self)
        self._lay_out()
        self._connect()
        self._restore(whole)

    # -------------------------------------------------------------------------------------------------------- putting together

    def _lay_out(self) -> None:
        self.sidebar = Sidebar(self.pages, {spec.id: self.keys_of(spec.id) for spec in self.pages})
        self.header = Header([self.actions_by_id[name] for name in ("palette", "undo", "redo", "help")])
        self.stack = self.context.ground = QStackedWidget()
        undo, redo = self.actions_by_id["undo"], self.actions_by_id["redo"]
        self._telling = Telling(self.context, self.stack, undo, redo, self)
        self.toast, self.banner = self._telling.toast, self._telling.banner
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self._telling.lane)
        inner.addWidget(self.stack, 1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addLayout(inner, 1)
        self.layers = Layers(self, beside)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(beside, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        frame = QWidget()
        frame.setProperty("area", "paper")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        frame.setLayout(row)
        self.setCentralWidget(frame)
        self.setAcceptDrops(True)

    def _make_actions(self) -> dict[str, QAction]:
        slots: dict[str, Callable[[], object]] = {
            "palette": lambda: self.layers.open(self.layers.palette),
            "shortcuts": lambda: self.layers.open(self.layers.shortcuts),
            "undo": self.undo,
            "redo": self.redo,
            "new": lambda: self._page_does("new"),
            "export": lambda: self._page_does("export"),
            "filter": self._filter,
            "help": self.toggle_help,
            "tour": self.show_around,
            "fold": self.toggle_fold,
            "settings": lambda: self.open_page("settings"),
            "quit": self.close,
        }
        made: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(tr(spec.text), self)
            action.setShortcuts([QKeySequence(keys) for keys in (spec.shortcut, *spec.more) if keys])
            action.setProperty("icon_name", spec.icon)
            action.setToolTip(f"{tr(spec.text)}  {native(spec.shortcut)}".strip())
            if spec.icon:
                action.setIcon(icons.icon(spec.icon))
            action.triggered.connect(lambda _checked=False, slot=slots[spec.id]: slot())
            self.addAction(action)
            made[spec.id] = action
        for number, page in enumerate(self.pages[:NUMBERED], 1):
            keys = QShortcut(QKeySequence(PAGE_SHORTCUT.format(number=number)), self)
            keys.activated.connect(lambda page_id=page.id: self.open_page(page_id))
        return made

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.folding.connect(self.toggle_fold)
        self._person.known.connect(lambda: self.sidebar.show_athlete(self._person.name))
        self._person.counted.connect(self.sidebar.set_badges)
        self._person.gone.connect(self._forget_athlete)
        context = self.context
        context.bus.changed.connect(self._on_changed)
        context.go.asked.connect(self.open_page)
        context.go.touring.connect(self.show_around)
        self.toast.undo.connect(self.undo)
        self._telling.mending.connect(self._end_with)
        theme.changes.changed.connect(self.update)
        self.policy.changed.connect(self._on_policy)
        self._on_policy()

    def _restore(self, whole: bool) -> None:
        """Size and place of the last time. Athlete mode, which is on from the start then, comes to its own place."""
        width, height, maximised, self._folded_by_hand = self.context.memory.window()
        first = FIRST.boundedTo(self.screen().availableSize())  # the whole window in sight, on a small screen too
        self.resize((QSize(width, height) if width else first).expandedTo(LEAST))
        if maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        page_id, athlete_id = self.context.memory.place()
        if not self.policy.confined:
            if whole:
                self.go_back_to(page_id, athlete_id)
            else:
                self._go_towards(page_id, athlete_id)
        self._fold_as_fits()

    def _go_towards(self, page_id: str, athlete_id: str) -> None:
        """As `go_back_to`, as far as neither rules nor sets are read for it."""
        if athlete_id:
            self._person.suppose(athlete_id)
        spec = spec_of(self.pages, page_id)
        if spec is None or spec is self.pages[0] or (spec.needs_athlete and self._person.id is None):
            self.go_back_to(page_id, "")
            return
        self._awaited = page_id
        self.stack.addWidget(
            QWidget()
        )  # the first to come is shown as it comes, and that page is not to be filled for nobody
        self.sidebar.mark(page_id)
        self._show_header()

    def arrive(self) -> None:
        """Opens the page that is named already, unless another was opened meanwhile."""
        awaited, self._awaited = self._awaited, ""
        if awaited and not self._page_id:
            self._person.make_sure()
            self.go_back_to(awaited, "")

    def go_back_to(self, page_id: str, athlete_id: str) -> None:
        """The page and the athlete of the last time, or the first page where they are gone."""
        if athlete_id:
            self.choose_athlete(athlete_id, quietly=True)
        spec = spec_of(self.pages, page_id)
        if spec is None or (spec.needs_athlete and self._person.id is None):
            spec = self.pages[0] if self.pages else None
        if spec is not None:
            self.open_page(spec.id)

    # -------------------------------------------------------------------------------------------------------- going places

    @property
    def page_id(self) -> str:
        return self._page_id

    @property
    def athlete_id(self) -> str | None:
        return self._person.id

    @property
    def page(self) -> Page | None:
        return self._built.get(self._page_id)

    def open_page(self, page_id: str, athlete_id: str | None = None, target: object = None) -> None:
        """Shows a page, of another athlete when one is named. A page that needs an athlete without one changes nothing."""
        spec = spec_of(self.pages, page_id)
        if spec is None:
            return
        if not self.reaches(page_id, athlete_id):
            self.sidebar.mark(self._page_id)
            if self._page_id:
                self.say(tr("That is for your coach."))
            return
        if self.isVisible():  # else nobody typed yet, and what was kept is still to be brought back
            unfinished.keep(self.context.memory, self.page, self._page_id)
        if athlete_id is not None:
            self.choose_athlete(athlete_id)
        if spec is not self.pages[0]:
            self._person.make_sure()
        if spec.needs_athlete and self._person.id is None:
            self.sidebar.mark(self._page_id)
            self.say(tr("Choose an athlete first: mark one in the squad and press Enter."))
            return
        self.layers.dismiss()
        page = self._built.get(page_id) or self._build(spec)
        another = self._page_id != page_id
        self._page_id = page_id
        page.show_athlete(self._person.id)
        self.sidebar.mark(page_id)
        self.stack.setCurrentWidget(page)
        self.toast.raise_()  # the page comes up over what the one before it said on leaving
        if another and page.focusProxy() is not None:
            page.setFocus()
        self._show_header()
        self.header.show_actions([action for action in page.actions() if self.offers(action)])
        self.layers.explain(page_id)
        if self.isVisible():  # else it is the place of the last time, and the page is yet to be filled
            self._place.keep_soon()
            unfinished.bring_back(self.context.memory, page, page_id)
        if target is not None:
            page.show_target(target)

    def keys_of(self, page_id: str) -> str:
        """The shortcut that opens a page; '' where it has none."""
        number = next((n for n, spec in enumerate(self.pages, 1) if spec.id == page_id), 0)
        if page_id == "settings":
            return next(spec.shortcut for spec in ACTIONS if spec.id == "settings")
        return PAGE_SHORTCUT.format(number=number) if 0 < number <= NUMBERED else ""

    def reaches(self, page_id: str, athlete_id: str | None = None) -> bool:
        """Whether a page may be opened at all, of that athlete if one is named."""
        allowed = self.policy.page(page_id) and (athlete_id is None or self.policy.athlete(athlete_id))
        return allowed and spec_of(self.pages, page_id) is not None

    def does(self, action_id: str) -> bool:
        """Whether an action of the frame may be asked for."""
        return action_id in self.actions_by_id and self.policy.may(action_id)

    def offers(self, action: QAction) -> bool:
        """Whether an action of a page may be asked for."""
        needs = str(action.property("needs") or "")
        return not needs or self.policy.may(needs)

    def _on_policy(self) -> None:
        for name, action in self.actions_by_id.items():
            action.setEnabled(self.policy.may(name))
        self._telling.show_undo()

    def renew(self, face: QWidget | None = None) -> None:
        """Forgets every page, every step that could be taken back and whose data was shown: athlete mode is entered, left and
        passed on like this, so that nothing of one person stays for the next. Then shows `face`, where no page is."""
        self._ahead.stop()
        self._place.keep_if_due()
        self.context.history.empty()
        self.layers.hide()
        self.toast.hide()
        self._telling.hide_banner()
        self._page_id = ""
        self._person.choose(None)
        self.sidebar.mark("")
        self.header.show_actions([])
        self.header.show_title("Switchback")
        self.setWindowTitle("Switchback")
        if face is not None:
            self.stack.addWidget(face)
            self.stack.setCurrentWidget(face)
        for page in self._built.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._built.clear()
        if self.isVisible():
            self._ahead.start(WARM_UP_AFTER)

    @property
    def takes_files(self) -> bool:
        """Whether files may be dropped onto the window."""
        return self.reaches("settings")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes_files:
            self.layers.drop.enter(event)

    def take_file(self, what: Dropped) -> None:
        """What was dropped, or given at the start. In the window's next turn: whoever let go of the file is not to wait for what
        is done with it."""
        from desktop.shell.drops import SESSIONS, STORE

        if not self.takes_files:
            self.say(tr("Only the coach opens files."))
            return
        self._commit_typing()
        if what.kind == SESSIONS:
            QTimer.singleShot(0, self, lambda: self._import(what.file))
        elif what.kind == STORE:
            QTimer.singleShot(0, self, lambda: self.open_page("settings", None, what.file))
        else:
            self.say(what.words)

    def _import(self, file: Path | None) -> None:
        from desktop.pages.transfer import import_sessions

        import_sessions(self.context, self, file)

    def _build(self, spec: PageSpec) -> Page:
        page = spec.load()(self.context)
        page.setAccessibleName(tr(spec.title))
        page.title_changed.connect(self._on_title_changed)
        self._built[spec.id] = page
        self.stack.addWidget(page)
        return page

    def choose_athlete(self, athlete_id: str | None, quietly: bool = False) -> None:
        """Puts an athlete into the sidebar and header. `quietly`: one who is gone is forgotten without a word."""
        if not self.policy.athlete(athlete_id):
            return
        try:
            self._person.choose(athlete_id)
        except Exception as error:
            if not is_trouble(error):
                raise
            if not quietly:
                self.trouble(error)

    def _show_header(self) -> None:
        spec = spec_of(self.pages, self._page_id or self._awaited)
        if spec is None:
            return
        if spec.needs_athlete and self._person.facts is not None:
            self.header.show_athlete(self._person.facts)
            self.setWindowTitle(f"{self._person.facts.name} – Switchback")
        else:
            title, caption = (self.page and self.page.headline()) or (tr(spec.title), "")
            self.header.show_title(title, caption)
            self.setWindowTitle(f"{title} – Switchback")

    def _on_title_changed(self) -> None:
        if self.sender() is self.page:
            self._show_header()

    # -------------------------------------------------------------------------------------------------------- changes

    def _on_changed(self, topics: frozenset[str], athlete_id: str | None, _origin: object) -> None:
        if self._person.id is not None and (athlete_id in (None, self._person.id) or EVERYTHING in topics):
            self._person.read_again()
            self._show_header()

    def _forget_athlete(self) -> None:
        if self.policy.confined:
            self.athlete_gone.emit()
            return
        self.choose_athlete(None)
        spec = spec_of(self.pages, self._page_id)
        if spec is not None and spec.needs_athlete and self.pages:
            self.open_page(self.pages[0].id)
        elif self.page is not None:  # it shows what it has without anybody
            self.page.show_athlete(None)

    def undo(self) -> None:
        self._commit_typing()
        self.context.history.undo()

    def redo(self) -> None:
        self._commit_typing()
        self.context.history.redo()

    def _commit_typing(self) -> None:
        unfinished.take_in(self.page)

    def say(self, text: str, undoable: bool = False) -> None:
        self.toast.say(text, undoable)

    def trouble(self, error: BaseException) -> None:
        """Says in words what went wrong."""
        self._telling.trouble(error)

    def _end_with(self, damage: Exception) -> None:
        """Closes the window, so that its store can give way to a backup: whoever opened it finds the `damage` and sees to that."""
        self.damage = damage
        self.close()
        QApplication.quit()

    # -------------------------------------------------------------------------------------------------------- keys

    def _page_does(self, what: str) -> None:
        for action in self.page.actions() if self.page is not None else []:
            if action.property("does") == what and action.isEnabled():
                action.trigger()
                return
        self.say(tr("Nothing to export on this page.") if what == "export" else tr("Nothing to add on this page."))

    def _filter(self) -> None:
        if self.page is None or not self.page.focus_filter():
            self.say(tr("This page has no filter."))

    def toggle_help(self) -> None:
        self.layers.toggle_help(self._page_id)

    def show_around(self) -> None:
        self.layers.tour.begin()

    def toggle_fold(self) -> None:
        self._folded_by_hand = not self.sidebar.folded
        self.sidebar.set_folded(self._folded_by_hand)

    def is_narrow(self) -> bool:
        """Whether the sidebar folds by itself."""
        return self.width() < theme.scaled(FOLDS_BELOW)

    def _fold_as_fits(self) -> None:
        self._narrow = self.is_narrow()
        self.sidebar.set_folded(self._folded_by_hand or self._narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        unfinished.bring_back(self.context.memory, self.page, self._page_id)
        self._ahead.start(WARM_UP_AFTER)

    def hideEvent(self, event: QHideEvent) -> None:
        self._ahead.stop()
        super().hideEvent(event)

    def _build_ahead(self) -> None:
        """Builds the pages nobody has opened yet, and what opens over them, one at a time while nothing else happens: opening one
        is then quick."""
        self._person.make_sure()
        spec = next((spec for spec in self.pages if spec.id not in self._built and self.policy.page(spec.id)), None)
        if spec is not None:
            self._build(spec)
        elif not self.layers.make_next():
            if not self.ahead:
                return
            self.ahead.pop(0)()
        self._ahead.start(BETWEEN_BUILDS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layers.fit()
        # not at every step: by hand it may be unfolded where it is narrow
        if self._narrow != self.is_narrow():
            self._fold_as_fits()

    def put_away(self) -> None:
        """Before the window goes: what is typed is taken in, or kept where it was refused, and so is the window's size."""
        if self._away:
            return
        self._away = True
        self._ahead.stop()
        self._commit_typing()
        unfinished.keep(self.context.memory, self.page, self._page_id)
        for sheet in self.findChildren(Sheet):
            if sheet.draft is not None:
                sheet.draft.keep()
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        self.context.memory.keep_window(size.width(), size.height(), self.isMaximized(), self._folded_by_hand)
        self._place.stop()
        self._telling.let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._away:
            self.put_away()
            self.context.jobs.shut_down()
            self._place.keep()
        super().closeEvent(event)
