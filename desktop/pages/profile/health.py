"""Health before load: the ten questions, and what a yes asks for. And what the athlete declares to have mastered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from desktop.i18n import tr
from desktop.pages.profile import view_model
from desktop.pages.profile.section import Bound, EntryList, Section
from desktop.pages.profile.sheets import DeclarationSheet, ReadinessSheet
from desktop.qt import icons, theme
from desktop.widgets.form import DateField, FieldRow

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition
    from models import records


class HealthSection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Health"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setProperty("role", "error")
        self.body.addWidget(self.state)
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        words = QLabel(
            tr(
                "On hold: at least one answer was yes. No strength training is prescribed until the athlete has spoken to a "
                "health professional. The app keeps the statement, it does not judge it."
            )
        )
        words.setWordWrap(True)
        inner = QVBoxLayout(self.banner)
        inner.setContentsMargins(14, 10, 14, 10)
        inner.addWidget(words)
        self.body.addWidget(self.banner)
        self.spoken = DateField()
        self.spoken_row = FieldRow(tr("I have spoken to a health professional on"), self.spoken)
        self.spoken_bound = Bound(
            self, self.spoken_row, self.spoken, lambda screen: screen.cleared_on, self._clear_hold
        )
        self.body.addWidget(self.spoken_row)
        self.screens = EntryList(self._edit, self._remove)
        self.body.addWidget(self.screens)
        self.ask = QPushButton(tr("Answer the ten questions…"))
        self.ask.setIcon(icons.icon("edit"))
        self.ask.clicked.connect(lambda _checked=False: ReadinessSheet(page).open())
        self.body.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.caption(
            tr(
                "Valid for 12 months. Ask again after an illness, an operation, a new medicine or a pregnancy. All answers "
                "stay on this device."
            )
        )

    def _clear_hold(self, day: Any) -> Any:
        screen = self.page.condition().readiness
        assert screen is not None, "the field is hidden without a screen"
        return self.services.athletes.save_readiness(replace(screen, cleared_on=day))

    def _edit(self, screen_id: str) -> None:
        ReadinessSheet(self.page, next(s for s in self.page.dossier().readiness if s.id == screen_id)).open()

    def _remove(self, screen_id: str) -> None:
        self.attempt(None, lambda: self.services.athletes.remove_readiness(screen_id))

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        asked = view_model.readiness_words(condition)
        self.state.setText(asked)
        self.state.setVisible(bool(asked))
        asks = condition.readiness is None or condition.expired
        theme.set_property(self.ask, "kind", "primary" if asks else "")
        self.ask.setIcon(icons.icon("edit", "fill-ink" if asks else "ink"))
        self.banner.setVisible(condition.hold)
        screen = condition.readiness
        self.spoken_row.setVisible(screen is not None and bool(screen.yes))
        if screen is not None:
            self.spoken_bound.show(screen, force)
        newest = sorted(dossier.readiness, key=lambda one: one.on, reverse=True)
        until = None if condition.expired else condition.valid_until
        self.screens.show_entries(
            view_model.readiness_entry(one, until if one is condition.readiness else None) for one in newest
        )


class DeclarationsSection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Declarations"))
        self.nothing = self.caption(
            tr(
                "Experienced adults may declare exercises they have mastered before, instead of starting from the first step."
            )
        )
        self.entries = EntryList(self._edit, self._remove)
        self.body.addWidget(self.entries)
        self.add = QPushButton(tr("Declare an exercise…"))
        self.add.setIcon(icons.icon("add"))
        self.add.clicked.connect(lambda _checked=False: DeclarationSheet(page).open())
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _edit(self, declaration_id: str) -> None:
        kept = next(d for d in self.page.dossier().declarations if d.id == declaration_id)
        DeclarationSheet(self.page, kept).open()

    def _remove(self, declaration_id: str) -> None:
        self.attempt(None, lambda: self.services.athletes.remove_declaration(declaration_id))

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        exercises = self.services.rulebook.exercises
        newest = sorted(dossier.declarations, key=lambda one: one.on, reverse=True)
        self.entries.show_entries(
            view_model.declaration_entry(
                one, tr(exercises[one.exercise].name) if one.exercise in exercises else one.exercise
            )
            for one in newest
        )
        self.nothing.setVisible(not newest)
