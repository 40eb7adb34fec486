"""Equipment in each place: home, gym, travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from desktop.i18n import later, tr
from desktop.pages.profile.section import Section, link, means
from desktop.pages.profile.view_model import masses_example, masses_text, parse_masses
from desktop.qt import fmt, icons
from desktop.widgets import meanings
from desktop.widgets.check_grid import CheckGrid, DayToggles
from desktop.widgets.form import FieldRow, Form, NumberField, TextField
from desktop.widgets.words import equipment_word
from models import records
from rules.vocabulary import Equipment

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition

PLACES = (later("Home"), later("Gym"), later("Travel"))


class KitsSection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Equipment"))
        self._kits: tuple[records.Kit, ...] = ()
        self._chosen = ""
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Places"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.add = QPushButton(tr("Add a place"))
        self.add.setIcon(icons.icon("add"))
        self.add.clicked.connect(lambda _checked=False: self.add_place())
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTrailing)
        self.body.addLayout(top)
        self.nothing = self.caption(
            tr("Nothing listed yet: the athlete trains with the own body only. Add a place and tick what is there.")
        )
        self.pane = QWidget()
        self._pane = QVBoxLayout(self.pane)
        self._pane.setContentsMargins(0, 4, 0, 0)
        self._pane.setSpacing(12)
        self.body.addWidget(self.pane)
        self._fill_pane()

    def _fill_pane(self) -> None:
        self.name, self.days = TextField(), DayToggles()
        self.grid = CheckGrid([(item, equipment_word(item)) for item in Equipment])
        own = self.grid.boxes[Equipment.BODYWEIGHT]
        own.setEnabled(False)
        own.setToolTip(tr("Always there"))
        head = Form()
        row = head.add("name", tr("Place"), self.name)
        self.bind(row, self.name, lambda k: k.name, self._save(lambda k, v: replace(k, name=v.strip())))
        row = FieldRow(tr("What is there"), self.grid)
        row.label.setToolTip(meanings.meaning(meanings.EQUIPMENT))
        self.bind(
            row,
            self.grid,
            lambda k: k.equipment | {Equipment.BODYWEIGHT},
            self._save(lambda k, v: replace(k, equipment=cast("frozenset[Equipment]", v))),
        )
        self._pane.addWidget(head)
        self._pane.addWidget(row)
        form = Form(columns=2)
        self.plates, self.dumbbells, self.kettlebells = (TextField(masses_example()) for _ in range(3))
        self.bar = NumberField(decimals=2)
        self._masses(form, "plates_kg", self.plates)
        self._masses(form, "dumbbells_kg", self.dumbbells)
        self._masses(form, "kettlebells_kg", self.kettlebells)
        row = form.add("bar_kg", "", self.bar)
        self.bind(
            row, self.bar, lambda k: fmt.mass(k.bar_kg), self._save(lambda k, v: replace(k, bar_kg=fmt.kilograms(v)))
        )
        means(row, meanings.BAR)
        self.form = form
        self._pane.addWidget(form)
        hint = QLabel(tr("Every plate counts: write 10 twice for two of them. Empty: any mass is to be had."))
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        self._pane.addWidget(hint)
        row = FieldRow(tr("Used on"), self.days, tr("None chosen: any day."))
        row.label.setToolTip(meanings.meaning(meanings.KIT_DAYS))
        self.bind(row, self.days, lambda k: k.days, self._save(lambda k, v: replace(k, days=v)))
        self._pane.addWidget(row)
        self.remove = link(tr("Remove this place"), self._remove)
        self._pane.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def _masses(self, form: Form, name: str, field: TextField) -> None:
        row = form.add(name, "", field)
        means(row, meanings.OWNED)
        self.bind(
            row,
            field,
            lambda kit: masses_text(getattr(kit, name)),
            self._save(lambda kit, text: replace(kit, **{name: parse_masses(text)})),
        )

    def _save(self, change: Callable[[records.Kit, Any], records.Kit]) -> Callable[[Any], Any]:
        return lambda value: self.services.athletes.save_kit(change(self.kit(), value))

    def kit(self) -> records.Kit:
        """The place shown."""
        return next(kit for kit in self._kits if kit.id == self._chosen)

    def add_place(self) -> None:
        names = {kit.name for kit in self._kits}
        free = next((tr(name) for name in PLACES if tr(name) not in names), tr("Another place"))
        kit = records.Kit(records.new_id(), self.page.athlete().id, free)
        self._chosen = kit.id
        if self.attempt(None, lambda: self.services.athletes.save_kit(kit)):
            self.name.setFocus()
            self.name.selectAll()

    def _remove(self) -> None:
        chosen = self._chosen
        self.attempt(None, lambda: self.services.athletes.remove_kit(chosen))

    def _on_tab(self, place: int) -> None:
        if 0 <= place < len(self._kits) and self._kits[place].id != self._chosen:
            self._chosen = self._kits[place].id
            self._show_kit(force=True)

    def _show_kit(self, force: bool) -> None:
        for bound in self.bounds:
            bound.show(self.kit(), force)
        unit = fmt.mass_unit()
        for name, label in (
            ("plates_kg", tr("Plates owned ({unit})", unit=unit)),
            ("dumbbells_kg", tr("Dumbbells ({unit})", unit=unit)),
            ("kettlebells_kg", tr("Kettlebells ({unit})", unit=unit)),
            ("bar_kg", tr("Bar ({unit})", unit=unit)),
        ):
            self.form.rows[name].label.setText(label)
            self.form.rows[name].field.setAccessibleName(label)

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        self._kits = dossier.kits
        ids = [kit.id for kit in self._kits]
        if self._chosen not in ids:
            self._chosen, force = (ids[0] if ids else ""), True
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(ids):
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < len(ids):
            self.tabs.addTab("")
        for place, kit in enumerate(self._kits):
            self.tabs.setTabText(place, kit.name)
        if ids:
            self.tabs.setCurrentIndex(ids.index(self._chosen))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(bool(ids))
        self.pane.setVisible(bool(ids))
        self.nothing.setVisible(not ids)
        if ids:
            self._show_kit(force)
