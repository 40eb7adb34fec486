"""The library of exercises: a list that is searched and filtered, and the chosen one in full beside it."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent

from desktop.i18n import tr
from desktop.pages.exercises import view_model as vm
from desktop.pages.exercises.card import ExerciseCardView, Shown
from desktop.pages.exercises.filters import EquipmentFilter
from desktop.qt import theme
from desktop.qt.page import Context
from desktop.qt.table_model import Column
from desktop.services.library import ExerciseEntry
from desktop.services.outcome import Topic
from desktop.services.rule_figures import category as category_word
from desktop.widgets import meanings
from desktop.widgets.cells import PillCell
from desktop.widgets.form import Choice
from desktop.widgets.library_page import LibraryPage, Wording
from desktop.widgets.meanings import meaning
from desktop.widgets.table import Table
from rules.vocabulary import Category

NARROWEST_PAGE: Final = 640  # at the plain text size; below, the level is left to the card
NARROW_PAGE: Final = 900  # below, the category too
WIDE_PAGE: Final = 1280  # from here on there is room for the equipment


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", tr("Exercise"), lambda row: row.entry.name, width=232, strong=True, stretch=True,
               tip=lambda row: row.entry.name),
        Column("category", tr("Category"), lambda row: category_word(row.entry.category), width=116),
        Column("level", tr("Level"), lambda row: str(row.entry.level), key=lambda row: row.entry.level, right=True,
               title_tip=meaning(meanings.LEVEL),
               width=64),
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


class ExercisesPage(LibraryPage):
    topics = frozenset(
        {Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )
    read = staticmethod(_read)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filters = vm.Filters()
        self._entries: tuple[ExerciseEntry, ...] = ()
        self._states: dict[str, str] = {}
        self._states_of: str | None = None
        self._name = ""  # of the athlete whose states are shown
        self._slug = ""
        self._judge: Any = None  # the rules of the background, made once
        self._lay_out()

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self.list = Table("exercises", _columns(), lambda row: row.slug, self.context.memory, framed=False)
        self.list.setAccessibleName(tr("List of exercises"))
        self.list.chosen.connect(lambda rows: self._choose(rows[0].slug) if rows else None)
        self.list.opened.connect(lambda _row: self.card.area.setFocus(Qt.FocusReason.TabFocusReason))
        self.card = ExerciseCardView()
        self.card.asked.connect(self.show_target)
        self.card.rule_asked.connect(lambda rule: self.context.go.open("rules", None, rule))
        self.card.copy_asked.connect(self.copy)
        self.card.map_asked.connect(lambda slug: self.context.go.open("unlocks", None, slug))
        wording = Wording(
            tr("Find an exercise"),
            tr("Name, muscle or equipment  {keys}", keys="Ctrl+F"),
            tr("No exercise fits. Clear the filters to see all of them."),
        )
        self.put_together(wording, self.list, self.card, self._choices(), (680, 400))

    def _choices(self) -> tuple[Choice, ...]:
        self.category, self.level, self.state = Choice(), Choice(), Choice()
        self.equipment = EquipmentFilter()
        self.category.setAccessibleName(tr("Category"))
        self.level.setAccessibleName(tr("Level"))
        self.state.setAccessibleName(tr("Status"))
        self.category.set_choices(vm.category_choices())
        self.state.set_choices(vm.state_choices())
        for choice in (self.category, self.level, self.state):
            choice.picked.connect(lambda _value: self.on_filter())
        self.equipment.changed.connect(self.on_filter)
        return self.category, self.level, self.equipment, self.state

    # ------------------------------------------------------------------------------------------------ showing

    @property
    def has_read(self) -> bool:
        return bool(self._entries)

    def headline(self) -> tuple[str, str] | None:
        return tr("Exercises"), tr("Status of {name}", name=self._name) if self._name else ""

    def show_library(self, read: tuple[ExerciseEntry, ...]) -> None:
        first = not self._entries
        self._entries = read
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
        self.filter_rows.leave_out(self.state, chosen is None)
        if chosen is None:
            self._name = ""
            self.state.set_value("")
            self.equipment.set_athlete("", None)
            self.filters = self._asked()
            return
        services = self.context.services
        dossier = services.athletes.dossier(chosen)
        owned = frozenset(item for kit in dossier.kits for item in kit.equipment)
        self._name = dossier.athlete.name
        self.equipment.set_athlete(self._name, owned)
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

    def clear_choices(self) -> None:
        self.category.set_value(None)
        self.level.set_value(0)
        self.state.set_value("")
        self.equipment.show_owned(None)

    def _asked(self) -> vm.Filters:
        category, level, state = self.category.value(), self.level.value(), self.state.value()
        return vm.Filters(
            self.search.text(),
            category if isinstance(category, Category) else None,
            level if isinstance(level, int) else 0,
            self.equipment.owned,
            state if isinstance(state, str) else "",
        )

    def on_filter(self) -> None:
        self.filters = self._asked()
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.list.proxy.set_accept(self.filters.keep if self.filters.any else None)
        shown = self.list.proxy.rowCount()
        said = vm.count_line(shown, len(self._entries))
        self.say_count(said, self.filters.any, empty=not shown and bool(self._entries))

    def first_found(self) -> str:
        return next((row.slug for row in self.list.shown()), "")

    def copy(self) -> None:
        """The chosen exercise as text, for a message or a note."""
        entry = next((one for one in self._entries if one.slug == self._slug), None)
        if entry is not None:
            QGuiApplication.clipboard().setText(vm.copied(entry, self._names()))
            self.context.go.say(tr("{exercise} copied", exercise=entry.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """What the card says too is left to it where there is little room for names."""
        for column, least in ((1, NARROW_PAGE), (2, NARROWEST_PAGE), (3, WIDE_PAGE)):
            self.list.setColumnHidden(column, self.width() < theme.scaled(least))
