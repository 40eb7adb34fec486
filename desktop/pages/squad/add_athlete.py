"""The small form for a new athlete: only the name is asked for, the rest can come later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.qt import fmt
from desktop.qt.ask import Sheet
from desktop.services.athletes import PRESETS
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField
from desktop.widgets.words import experience_choices, goal_choices
from models import records

if TYPE_CHECKING:
    from desktop.qt.page import Page


class AddAthlete(Sheet):
    """Saves through the page, so that one undo takes the athlete out again; `added` is then the new record."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent, tr("Add athlete"), tr("Add athlete"), width=520)
        self._page = page
        self.added: records.Athlete | None = None
        self.form = Form(columns=2)
        self.name = TextField()
        self.born = DateField()
        self.mass = NumberField(decimals=1)
        self.experience, self.goal, self.equipment = Choice(), Choice(), Choice()
        self.experience.set_choices([(None, tr("Not known yet")), *experience_choices()])
        self.goal.set_choices([(None, tr("Not known yet")), *goal_choices()])
        self.equipment.set_choices(
            [
                ("none", tr("None, own body only")),
                ("home", tr("Dumbbells and a bench at home")),
                ("gym", tr("A full gym")),
            ]
        )
        self.form.add("name", tr("Name"), self.name)
        self.form.add("birth_date", tr("Birth date"), self.born)
        self.form.add("body_mass_kg", tr("Body mass ({unit})", unit=fmt.mass_unit()), self.mass)
        self.form.add("experience", tr("Strength experience"), self.experience)
        self.form.add("goal", tr("Goal"), self.goal)
        self.form.add("equipment", tr("Equipment"), self.equipment)
        self.body.addWidget(self.form)
        self.add_text(tr("Only the name is needed. Everything can be changed in the profile."), "caption")
        self.name.setFocus()
        self.keep_draft(page.context.memory, "athlete")

    def submit(self) -> None:
        self.form.clear()
        said = self.form.first_trouble()
        if said:
            raise WrongField(said)
        services = self._page.context.services
        record = records.Athlete(
            id=records.new_id(),
            name=self.name.text().strip(),
            birth_date=self.born.value(),
            body_mass_kg=fmt.kilograms(self.mass.value()),
            experience=self.experience.value(),  # pyright: ignore[reportArgumentType]
            goal=self.goal.value(),  # pyright: ignore[reportArgumentType]
        )
        preset = str(self.equipment.value())
        place = tr("Gym") if preset == "gym" else tr("Home")
        self._page.context.history.run(lambda: services.athletes.add(record, PRESETS[preset], place), self._page)
        self.added = record

    def show_refusal(self, field: str, message: str) -> bool:
        return field == "" or self.form.refuse(field, message)


class WrongField(Exception):
    """A field of the sheet holds what cannot be read; the field already says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.field, self.message = "", message
