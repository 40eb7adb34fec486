"""The library of exercises: a list that is searched and filtered, and the chosen one in full beside it."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
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
from desktop.pages.exercises import view_model as vm
from desktop.pages.exercises.card import ExerciseCardView, Shown
from desktop.pages.exercises.filters import EquipmentFilter
from desktop.qt import theme
from desktop.qt.page import Context, Page
from desktop.qt.table_model import Column
from desktop.services.library import ExerciseEntry
from desktop.services.outcome import Topic
from desktop.services.rule_figures import category as category_word
from desktop.widgets import meanings
from desktop.widgets.card import Card
from desktop.widgets.cells import PillCell
from desktop.widgets.form import Choice
from desktop.widgets.meanings import meaning
from desktop.widgets.search import as_search
from desktop.widgets.table import Table
from rules.vocabulary import Category

NARROW_PAGE: Final = 900  # below, filters take two rows and the category is left to the card
WIDE_PAGE: Final = 1280  # from here on there is room for the equipment


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", tr("Exercise"), lambda row: row.entry.name, width=232, strong=True, stretch=True,
               tip=lambda row: row.entry.name),
        Column("category", tr("Category"), lambda row: category_word(row.entry.category), width=116),
        Column("level", tr("Level"), lambda row: str(row.entry.level), key=lambda row: row.entry.level, right=True,
               title_tip=meaning(meanings.LEVEL),
               width=theme.scaled(64)),
        Column("equipment", tr("Equipment"), lambda row: vm.upper_first(row.entry.equipment), width=220,
               tip=lambda row: row.entry.equipment),
        Column("state", tr("Status"), lambda row: row.pill[0], width=136,
               key=lambda row: vm.STATES.index(row.state) if row.state else None, cell=lambda row: PillCell(*row.pill)),
    )  # fmt: skip


def _read(library: Any, _progress: object) -> tuple[ExerciseEntry, ...]:
    return library.exercises()


def _standings(services: Any, rules: Any, athlete_id: str, _progress: object) -> tuple[str, dict[str, str]]:
    with closing(services.sibling(rules)) as mine:
        return athlete_id, vm.states(mine.unlocks.standings(athlete_id))


class ExercisesPage(Page):
    topics = frozenset(
        {Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filters = vm.Filters()
        self._entries: tuple[ExerciseEntry, ...] = ()
        self._states: dict[str, str] = {}
        self._states_of: str | None = None
        self._waiting = False  # for the library to be read
        self._slug, self._target = "", ""
        self._judge: Any = None  # the rules of the background, made once
        self._lay_out()

    @property
    def settled(self) -> bool:
        return not self._waiting

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self.list = Table("exercises", _columns(), lambda row: row.slug, self.context.memory, framed=False)
        self.list.setAccessibleName(tr("List of exercises"))
        self.list.chosen.connect(lambda rows: self._choose(rows[0].slug) if rows else None)
        self.list.opened.connect(lambda _row: self.card.area.setFocus(Qt.FocusReason.TabFocusReason))
        self.nothing = QLabel(tr("No exercise fits. Clear the filters to see all of them."))
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 8, 14, 8)
        left = Card(margin=0)
        left.setMinimumWidth(380)
        left.body.setSpacing(0)
        left.body.setContentsMargins(2, 0, 2, 8)
        left.body.addWidget(self._head())
        left.body.addWidget(self.nothing)
        left.body.addWidget(self.list, 1)
        self.card = ExerciseCardView()
        self.card.asked.connect(self.show_target)
        self.card.rule_asked.connect(lambda rule: self.context.go.open("rules", None, rule))
        self.card.copy_asked.connect(self.copy)
        self.card.map_asked.connect(lambda slug: self.context.go.open("unlocks", None, slug))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([680, 400])
        self.column().addWidget(split)
        self.setFocusProxy(self.list)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Name, muscle or equipment  {keys}", keys="Ctrl+F"))
        self.search.setAccessibleName(tr("Find an exercise"))
        as_search(self.search)
        self.search.textChanged.connect(lambda _text: self._on_filter())
        self.search.returnPressed.connect(self._go_to_first)
        self.category, self.level, self.state = Choice(), Choice(), Choice()
        self.equipment = EquipmentFilter()
        self.category.setAccessibleName(tr("Category"))
        self.level.setAccessibleName(tr("Level"))
        self.state.setAccessibleName(tr("Status"))
        self.category.set_choices(vm.category_choices())
        self.state.set_choices(vm.state_choices())
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._choices = (self.category, self.level, self.equipment, self.state)
        self._place_filters()
        for choice in (self.category, self.level, self.state):
            choice.picked.connect(lambda _value: self._on_filter())
        for choice in self._choices:  # all as wide, whatever stands in them
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.equipment.changed.connect(self._on_filter)
        foot = QHBoxLayout()
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self.clear = QPushButton(tr("Clear the filters"))
        self.clear.setProperty("kind", "link")
        self.clear.clicked.connect(self.clear_filters)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.clear)
        column.addWidget(self.search)
        column.addLayout(self._grid)
        column.addLayout(foot)
        return head

    def _place_filters(self) -> None:
        """In one row, or in two where there is little room."""
        across = 4 if self.width() >= NARROW_PAGE else 2
        for number, choice in enumerate(self._choices):
            self._grid.addWidget(choice, number // across, number % across)
        for number in range(4):
            self._grid.setColumnStretch(number, 1 if number < across else 0)

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        library = self.context.services.library
        if self._entries or library.ready:
            self._show_library(_read(library, None))
        elif not self._waiting:
            self._waiting = True
            self.context.jobs.run(partial(_read, library), self._show_library, self._on_trouble, key="library")

    def _on_trouble(self, error: Exception) -> None:
        self._waiting = False
        self.context.go.trouble(error)

    def _show_library(self, entries: tuple[ExerciseEntry, ...]) -> None:
        self._waiting = False
        first = not self._entries
        self._entries = entries
        if first:
            self.level.set_choices(vm.level_choices(self._entries))
        self._show_athlete()
        self._show_rows()
        if self._target:
            target, self._target = self._target, ""
            self.show_target(target)
        elif not self._slug and self._entries:
            self.show_target(self._entries[0].slug)

    def _show_athlete(self) -> None:
        """What depends on the athlete chosen: the states, their equipment, the column and the filter of states."""
        chosen = self.athlete_id
        if chosen != self._states_of:
            self._states, self._states_of = {}, chosen
        self.list.setColumnHidden(4, chosen is None)
        self._place_filters()
        self.state.setVisible(chosen is not None)
        if chosen is None:
            self.state.set_value("")
            self.equipment.set_athlete("", None)
            self.filters = self._asked()
            return
        services = self.context.services
        dossier = services.athletes.dossier(chosen)
        owned = frozenset(item for kit in dossier.kits for item in kit.equipment)
        self.equipment.set_athlete(dossier.athlete.name, owned)
        if self._judge is None:
            self._judge = services.desk.judge.sibling()
        work = partial(_standings, services, self._judge, chosen)
        self.context.jobs.run(work, self._on_standings, self.context.go.trouble, key="exercises")

    def _on_standings(self, found: tuple[str, dict[str, str]]) -> None:
        if found[0] == self.athlete_id:
            self._states = found[1]
            self._show_rows()

    def _show_rows(self) -> None:
        self.list.set_rows(vm.rows(self._entries, self._states))
        self._apply_filter()
        self._show_card()

    def _choose(self, slug: str) -> None:
        if slug != self._slug:
            self._slug = slug
            self._show_card()

    def _show_card(self) -> None:
        entry = next((one for one in self._entries if one.slug == self._slug), None)
        self.card.setVisible(entry is not None)
        if entry is not None:
            library = self.context.services.library
            rules = {gate.rule: library.rule(gate.rule) for gate in entry.gates}
            self.card.show_exercise(Shown(entry, self._names(), self._states, rules, self.athlete_id is not None))

    def _names(self) -> dict[str, str]:
        return {one.slug: one.name for one in self._entries}

    def show_target(self, target: object) -> None:
        """An exercise's slug: chosen and brought into sight; filters that would hide it are cleared."""
        if not self._entries:
            self._target = target if isinstance(target, str) else ""
            return
        row = next((row for row in self.list.table.rows if row.slug == target), None)
        if row is None:
            return
        if not self.filters.keep(row):
            self.clear_filters()
        self._choose(row.slug)
        self.list.select({row.slug}, row.slug)
        self.list.scrollTo(self.list.currentIndex())

    # ------------------------------------------------------------------------------------------------ filtering

    def focus_filter(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def clear_filters(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.category.set_value(None)
        self.level.set_value(0)
        self.state.set_value("")
        self.equipment.show_owned(None)
        self._on_filter()

    def _asked(self) -> vm.Filters:
        category, level, state = self.category.value(), self.level.value(), self.state.value()
        return vm.Filters(
            self.search.text(),
            category if isinstance(category, Category) else None,
            level if isinstance(level, int) else 0,
            self.equipment.owned,
            state if isinstance(state, str) else "",
        )

    def _on_filter(self) -> None:
        self.filters = self._asked()
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.list.proxy.set_accept(self.filters.keep if self.filters.any else None)
        shown = self.list.proxy.rowCount()
        self.count.setText(vm.count_line(shown, len(self._entries)))
        self.clear.setVisible(self.filters.any)
        self.nothing.setVisible(not shown and bool(self._entries))

    def _go_to_first(self) -> None:
        rows = self.list.shown()
        if rows:
            self.show_target(rows[0].slug)
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy(self) -> None:
        """The chosen exercise as text, for a message or a note."""
        entry = next((one for one in self._entries if one.slug == self._slug), None)
        if entry is not None:
            QGuiApplication.clipboard().setText(vm.copied(entry, self._names()))
            self.context.go.say(tr("{exercise} copied", exercise=entry.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setColumnHidden(1, self.width() < NARROW_PAGE)
        self.list.setColumnHidden(3, self.width() < WIDE_PAGE)
        self._place_filters()
