"""The coach's home: what the squad has left this week, who tapers, who is close to a new exercise, who needs a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop.i18n import later, tr, trn
from desktop.pages.squad import background, view_model
from desktop.pages.squad.columns import columns, fit
from desktop.pages.squad.view_model import Line
from desktop.pages.squad.writing import WeekWriting
from desktop.qt import fmt, icons
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from desktop.widgets import meanings
from desktop.widgets.card import FigureCard
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.search import FilterField, as_search
from desktop.widgets.table import Table

if TYPE_CHECKING:
    from desktop.pages.squad.add_athlete import AddAthlete
    from desktop.pages.welcome import Welcome

PORTION = 4
"""Athletes judged in one job: short enough that an export or import need not wait long for its turn."""
FRESH_DAYS = 6
"""Phases worked out before the first paint, so that it is quick; the others follow at once in the background."""

_BESIDE_TABLE = 50
"""Pixels of the page on both sides of the table's columns, its frame included."""

MINUTE = 60_000
"""Milliseconds between two looks at the date, while the page is shown."""

OPENS = (
    ("week", later("This week")),
    ("unlocks", later("Unlocks")),
    ("season", later("Season")),
    ("log", later("Log")),
    ("profile", later("Profile")),
)


class SquadPage(Page):
    topics: ClassVar[frozenset[Any]] = frozenset(
        {Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.ASSESSMENTS, Topic.SETTINGS}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._outlines: dict[str, Any] = {}
        self._lines: dict[str, Line] = {}
        self._pending: list[str] = []
        self._stale: set[str] = set()
        self._all_stale = True
        self._on: date | None = None
        self._stamp: object = None
        self._working = False
        self._overtaken: set[str] = set()  # who was changed since the job at work was asked for
        self._counted: dict[
            str, Any
        ] = {}  # the weeks of those whose plans were written here: no reason to judge them anew
        self._judge: Any = None  # the rules of the background, made once: portions come one after the other
        self._lay_out()
        self.writing = WeekWriting(context.services, context.jobs, self.planning, self)
        self.writing.written.connect(self._on_written)
        self.writing.paused.connect(self._go_on)
        self.writing.failed.connect(context.go.trouble)
        self._date = QTimer(self)
        self._date.setInterval(MINUTE)
        self._date.timeout.connect(self._look_at_date)
        self._import = self.make_action(tr("Import…"), self.read_file, icon="import", tip=tr("Import sessions.csv"))
        self._export = self.make_action(
            tr("Export CSV"),
            self.write_file,
            icon="export",
            does="export",
            tip=tr("Sessions as CSV, of those selected or of all"),
        )
        self._add = self.make_action(tr("Add athlete"), self.add_athlete, icon="add", does="new")

    # --- what is seen

    def _lay_out(self) -> None:
        self.cards = [
            FigureCard(tr("Sessions left this week")),
            FigureCard(tr("Tapering for a race")),
            FigureCard(tr("Unlocks within reach")),
            FigureCard(tr("Need attention")),
        ]
        terms = (meanings.SESSIONS_LEFT, meanings.TAPERING, meanings.WITHIN_REACH, meanings.ATTENTION)
        for card, term in zip(self.cards, terms, strict=True):
            meanings.explain(card, term)
        top = QHBoxLayout()
        top.setSpacing(16)
        for card in self.cards:
            top.addWidget(card, 1)
        self.filter = FilterField()
        self.filter.setPlaceholderText(tr("Filter by name, race, phase…"))
        self.filter.setAccessibleName(tr("Filter the squad"))
        self.filter.setToolTip(tr("Filter the squad") + "  Ctrl+F")
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(320)
        as_search(self.filter)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.onward.connect(self._into_table)
        self.strip = ProgressStrip()
        self.planning = ProgressStrip()
        self.table = Table("squad", columns(), lambda line: line.id, self.context.memory, many=True)
        self.table.setAccessibleName(tr("Athletes"))
        self.table.opened.connect(lambda line: self.context.go.open("week", line.id))
        self.table.chosen.connect(self._on_chosen)
        self.table.remove_asked.connect(lambda _lines: self.remove())
        self.table.takes_rows = True
        self.table.pasted.connect(self.paste)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(self._bulk_row())
        column.addWidget(self.strip)
        column.addWidget(self.table, 1)
        column.addWidget(self.planning)  # comes and goes by itself: below, where it moves nothing
        self._stack = QStackedLayout(self)
        self._full = full
        self._stack.addWidget(full)
        self._on_chosen(())

    @cached_property
    def welcome(self) -> Welcome:
        """What is shown while there is nobody."""
        from desktop.pages.welcome import Welcome

        made = Welcome(self.context, self.add_athlete)
        self._stack.addWidget(made)
        return made

    def _bulk_row(self) -> QHBoxLayout:
        """The filter, and what can be done to those selected."""
        self.chosen_text = QLabel()
        self.chosen_text.setProperty("role", "quiet")
        self.bulk_actions: list[QAction] = []
        self.bulk = [
            self._bulk_button(tr("Export…"), "export", self.write_file),
            self._bulk_button(tr("Print week…"), "print", self.print_weeks),
            self._bulk_button(tr("Equipment…"), "edit", self.equip),
            self._bulk_button(tr("Remove"), "delete", self.remove),
        ]
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.filter, 2)
        middle.addStretch(1)
        middle.addWidget(self.chosen_text)
        for button in self.bulk:
            middle.addWidget(button)
        return middle

    def _bulk_button(self, text: str, icon: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        button.setIcon(icons.icon(icon))
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.clicked.connect(lambda _checked=False: slot())
        action = self.make_action(tr("Those selected: {what}", what=text), slot, icon)
        self.addAction(action)  # the palette finds it here
        self.bulk_actions.append(action)
        return button

    def actions(self) -> list[QAction]:
        return [self._import, self._export, self._add]

    def headline(self) -> tuple[str, str] | None:
        today = fmt.long_date(self.context.services.clock())
        if not self._lines:
            return tr("Squad"), today
        return tr("Squad"), view_model.caption(len(self._lines), self.table.proxy.rowCount(), today)

    def focus_filter(self) -> bool:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
        return True

    def show_athlete(self, athlete_id: str | None) -> None:
        """This page is about everybody: whoever is chosen, a change of any athlete matters."""

    # --- cheap facts at once, judgements in the background

    def refresh(self) -> None:
        services = self.context.services
        on, first = services.clock(), self._on is None
        if on != self._on:
            self._on, self._all_stale = on, True
        self._stamp = services.store.stamp()
        # at first nothing is waited for that has to be decided: the phases follow at once in the background
        outlines = services.glance.outlines(on) if first else services.squad.outlines(on, FRESH_DAYS)
        self._export.setEnabled(bool(outlines))
        self._stack.setCurrentWidget(self._full if outlines else self.welcome)
        if outlines:
            self._take(outlines)
            self.table.set_rows(list(self._lines.values()))
            self._fit_columns()
            shown = [line.id for line in self.table.shown()]
            order = [*shown, *(key for key in self._outlines if key not in set(shown))]
            self._pending = [
                key
                for key in order
                if self._all_stale or key in self._stale or key in self._pending or self._is_open(self._outlines[key])
            ]
            changed = [key for key in order if self._all_stale or key in self._stale]
            self._overtaken.update(changed)
            self.writing.want(changed, on)
        else:
            self._outlines, self._lines, self._pending = {}, {}, []
            self.table.set_rows([])
        self._all_stale = False
        self._stale.clear()
        self._show_figures()
        self._go_on()

    def _take(self, outlines: Sequence[Any]) -> None:
        self._outlines = {outline.athlete.id: outline for outline in outlines}
        self._lines = {key: view_model.line(outline, self._name_of) for key, outline in self._outlines.items()}

    def _name_of(self, slug: str) -> str:
        exercise = self.context.services.rulebook.exercises.get(slug)
        return slug if exercise is None else tr(exercise.name)

    def _show_figures(self) -> None:
        said = view_model.figures(self._outlines.values(), len(self._pending))
        left, tapering, reach, attention = self.cards
        left.show_figure(said.sessions_left)
        tapering.show_figure(said.tapering)
        reach.show_figure(
            said.within_reach,
            caption=tr("Unlocks within reach, counting…") if said.counting else tr("Unlocks within reach"),
        )
        attention.show_figure(
            said.attention,
            alarm=said.alarm,
            caption=tr("Need attention, counting…") if said.counting else tr("Need attention"),
        )

    def _go_on(self) -> None:
        """Asks for the next portion, while this page is looked at."""
        if self._working or not self.isVisible():
            return
        services, on = self.context.services, self._on
        if self._judge is None:
            self._judge = services.desk.judge.sibling()
        judge = self._judge
        if self.writing.busy:
            if self._pending:  # what was changed is judged first
                self.writing.pause()
            return
        if any(outline.day is None for outline in self._outlines.values()):
            stamp = services.store.stamp()
            self._start(lambda _progress: (stamp, background.outlines(services, judge, on)), self._on_outlines)
        elif self._pending:
            ids = tuple(self._pending[:PORTION])
            self._start(lambda progress: (ids, background.judged(services, judge, ids, on, progress)), self._on_judged)
        elif not self.writing.start(judge):
            self.table.proxy.setDynamicSortFilter(True)

    def _is_open(self, outline: Any) -> bool:
        """Whether an athlete is to be judged: for the first time, or because a plan of the week was written elsewhere since."""
        if outline.judged is None:
            return True
        return outline.overtaken and self._counted.get(outline.athlete.id) != outline.week

    def _on_written(self, outlines: tuple[Any, ...]) -> None:
        """The plans of the week are written down: what is left of it is known."""
        for outline in outlines:
            key, shown = outline.athlete.id, self._outlines.get(outline.athlete.id)
            self._counted[key] = outline.week
            if shown is not None and shown.week != outline.week:
                self._outlines[key] = shown.changed(week=outline.week)
                self._lines[key] = view_model.line(self._outlines[key], self._name_of)
        self._stamp = self.context.services.store.stamp()
        self._fill_in()
        self._go_on()

    def _look_at_date(self) -> None:
        if self.context.services.clock() != self._on:
            self.mark_dirty()

    def _start(self, work: Callable[[Callable[[int, int], bool]], Any], finished: Callable[[Any], object]) -> None:
        self._working = True
        self._overtaken.clear()
        job = self.context.jobs.run(work, finished, self._on_failed, key="squad")
        job.dropped.connect(self._on_dropped)

    def _on_outlines(self, answer: tuple[object, tuple[Any, ...]]) -> None:
        self._working = False
        (asked, outlines), now = answer, self.context.services.store.stamp()
        if asked != now:  # something was written since: what was found may be of before, so it is asked for anew
            if self._stamp == now:
                self._go_on()
            else:
                self.mark_dirty()
            return
        found = {outline.athlete.id: outline for outline in outlines}
        for key, outline in self._outlines.items():
            if outline.day is None and key in found:
                self._outlines[key] = found[key].changed(judged=outline.judged)
                self._lines[key] = view_model.line(self._outlines[key], self._name_of)
            elif outline.day is None:  # removed or changed meanwhile: the next refresh knows more
                self._outlines[key] = outline.changed(day=None)
        self._fill_in()
        if any(outline.day is None for outline in self._outlines.values()):
            self.mark_dirty()
        else:
            self._go_on()

    def _on_judged(self, answer: tuple[tuple[str, ...], tuple[Any, ...]]) -> None:
        self._working = False
        asked, rows = answer
        through = set(asked) - self._overtaken  # the others may have been judged as they were before
        self._pending = [key for key in self._pending if key not in through]
        for row in rows:
            key = row.athlete.id
            if key in self._outlines and key in through:
                self._outlines[key] = self._outlines[key].changed(judged=row)
                self._lines[key] = view_model.line(self._outlines[key], self._name_of)
        self._fill_in()
        self._go_on()

    def _fill_in(self) -> None:
        self.table.proxy.setDynamicSortFilter(False)  # no row jumps while the numbers come in
        self.table.set_rows(list(self._lines.values()))
        self._show_figures()

    def _on_failed(self, error: Exception) -> None:
        self._working = False
        self._pending = []
        self.context.go.trouble(error)

    def _on_dropped(self) -> None:
        self._working = False

    def _on_changed(self, topics: frozenset[str], athlete_id: str | None, origin: object) -> None:
        if athlete_id is None:
            self._all_stale = True
        else:
            self._stale.add(athlete_id)
        super()._on_changed(topics, athlete_id, origin)

    def showEvent(self, event: QShowEvent) -> None:
        services = self.context.services
        if self._on is not None and (self._on, self._stamp) != (services.clock(), services.store.stamp()):
            self.mark_dirty()
        super().showEvent(event)
        self._date.start()
        self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._date.stop()
            self.writing.pause()  # the page that comes needs the lane
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._fit_bulk()

    def _fit_columns(self) -> None:
        if not self.context.memory.columns("squad"):
            fit(self.table, self.width() - _BESIDE_TABLE)

    def _fit_bulk(self) -> None:
        """Where the buttons have no room for their words they show their icons; the words are in the tooltips."""
        for button in self.bulk:
            button.setText(button.accessibleName())
        taken = sum(button.sizeHint().width() + 8 for button in self.bulk) + self.chosen_text.sizeHint().width()
        if taken + self.filter.minimumWidth() + 8 > self.width() - 48:
            for button in self.bulk:
                button.setText("")

    # --- what can be done

    def add_athlete(self) -> None:
        from desktop.pages.squad.add_athlete import AddAthlete

        sheet = AddAthlete(self, self.window())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._open_profile(sheet))
        sheet.open()

    def _open_profile(self, sheet: AddAthlete) -> None:
        if sheet.added is not None:
            self.context.go.open("profile", sheet.added.id)

    def paste(self, text: str) -> None:
        """New athletes from rows of a spreadsheet: name, birth date, body mass."""
        from desktop.qt import pasted

        pasted.take(self, lambda: pasted.pasting(self.context.services).athletes(text))

    def read_file(self) -> None:
        from desktop.pages.transfer import import_sessions

        import_sessions(self.context, self.window())

    def write_file(self) -> None:
        """Offers the sessions of the athletes selected, or of all."""
        from desktop.pages.transfer import export_sessions

        export_sessions(self.context, self.window(), selected=self.selected_ids())

    def selected_ids(self) -> tuple[str, ...]:
        return tuple(line.id for line in self.table.selected())

    def equip(self) -> None:
        from desktop.pages.squad.bulk import EquipSheet

        ids = self.selected_ids()
        if ids and not self.strip.busy:
            sheet = EquipSheet(self, ids, self.window())
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.open()

    def hand_out(self, ids: tuple[str, ...], items: frozenset[Any], place: str, replace: bool) -> None:
        """Sets equipment of several athletes in the background, as one step to undo."""
        services = self.context.services
        job = self.context.jobs.run(
            lambda progress: background.handed_out(services, ids, items, place, replace, progress),
            lambda refits: self.run(lambda: services.athletes.equipped(refits, place)),
            self.context.go.trouble,
        )
        self.strip.follow(
            job, trn("Setting the equipment of {n} athlete", "Setting the equipment of {n} athletes", len(ids))
        )

    def print_weeks(self) -> None:
        """The present week of the athletes selected, a page each."""
        from desktop.pages.printing import open_squad_print_sheet

        ids, today = self.selected_ids(), self.context.services.clock()
        if ids:
            open_squad_print_sheet(self, ids, today - timedelta(days=today.weekday()))

    def remove(self) -> None:
        """Takes the selected athletes out in the background; the message that follows offers to undo it."""
        ids, services = self.selected_ids(), self.context.services
        if not ids or self.strip.busy:
            return
        job = self.context.jobs.run(
            lambda progress: background.taken_out(services, ids, progress), self._on_taken_out, self.context.go.trouble
        )
        self.strip.follow(job, trn("Removing {n} athlete", "Removing {n} athletes", len(ids)))

    def _on_taken_out(self, taken: tuple[Any, ...]) -> None:
        self.run(lambda: self.context.services.athletes.removed(taken))

    def _show_menu(self, spot: QPoint) -> None:
        chosen = self.table.selected()
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(chosen) == 1:
            one = chosen[0].id
            for page_id, text in OPENS:
                action = menu.addAction(tr(text))
                action.triggered.connect(lambda _checked=False, page=page_id: self.context.go.open(page, one))
            menu.addSeparator()
        for button in self.bulk:
            menu.addAction(button.icon(), button.accessibleName()).triggered.connect(button.click)
        menu.popup(self.table.viewport().mapToGlobal(spot))

    def _on_chosen(self, lines: Sequence[Line]) -> None:
        for control in (*self.bulk, *self.bulk_actions):
            control.setEnabled(bool(lines))
        self.chosen_text.setText(trn("{n} selected", "{n} selected", len(lines)) if len(lines) > 1 else "")
        self._fit_bulk()

    def _on_filter(self, text: str) -> None:
        self.table.set_filter(text)
        self.title_changed.emit()

    def _into_table(self) -> None:
        if self.table.proxy.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
