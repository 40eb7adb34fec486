"""Who the athlete is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.i18n import tr, trn
from desktop.pages.profile.section import NotesField, Section, means
from desktop.qt import fmt
from desktop.widgets import meanings
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField
from desktop.widgets.words import experience_choices, goal_choices, sex_choices

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition
    from models import records


class PersonSection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Person"))
        self.form = Form(columns=2)
        self.body.addWidget(self.form)
        self.name, self.born, self.mass = TextField(), DateField(), NumberField(decimals=1)
        self.sex, self.experience, self.goal = Choice(), Choice(), Choice()
        self.sex.set_choices([(None, tr("Not stated")), *sex_choices()])
        self.experience.set_choices([(None, tr("Not known yet")), *experience_choices()])
        self.goal.set_choices([(None, tr("Not known yet")), *goal_choices()])
        self._field("name", tr("Name"), self.name, lambda a: a.name, lambda a, v: replace(a, name=v.strip()))
        self._field(
            "birth_date", tr("Birth date"), self.born, lambda a: a.birth_date, lambda a, v: replace(a, birth_date=v)
        )
        self._field(
            "body_mass_kg",
            tr("Body mass"),
            self.mass,
            lambda a: fmt.mass(a.body_mass_kg),
            lambda a, v: replace(a, body_mass_kg=fmt.kilograms(v)),
        )
        self._field("sex", tr("Sex (optional)"), self.sex, lambda a: a.sex, lambda a, v: replace(a, sex=v))
        self._field(
            "experience",
            tr("Strength experience"),
            self.experience,
            lambda a: a.experience,
            lambda a, v: replace(a, experience=v),
        )
        self._field("goal", tr("Goal"), self.goal, lambda a: a.goal, lambda a, v: replace(a, goal=v))
        for name, term in (
            ("birth_date", meanings.AGE),
            ("body_mass_kg", meanings.BODY_MASS),
            ("sex", meanings.SEX),
            ("experience", meanings.EXPERIENCE),
            ("goal", meanings.GOAL),
        ):
            means(self.form.rows[name], term)
        self.consent_form, self.consent = Form(), DateField()
        self.consent_row = self.consent_form.add(
            "guardian_consent_on",
            tr("A guardian agreed on"),
            self.consent,
            tr("Under 18: with a responsible adult present."),
        )
        self.bind(
            self.consent_row,
            self.consent,
            lambda a: a.guardian_consent_on,
            lambda v: self._save(lambda a: replace(a, guardian_consent_on=v)),
        )
        self.notes = NotesField()
        self.notes_form = Form()
        notes_row = self.notes_form.add("notes", tr("Notes"), self.notes)
        self.bind(notes_row, self.notes, lambda a: a.notes, lambda v: self._save(lambda a: replace(a, notes=v)))
        self.body.addWidget(self.consent_form)
        self.body.addWidget(self.notes_form)

    def _field(
        self, name: str, label: str, field: Any, read: Callable[[Any], Any], change: Callable[[Any, Any], Any]
    ) -> None:
        row = self.form.add(name, label, field)
        self.bind(row, field, read, lambda value: self._save(lambda athlete: change(athlete, value)))

    def _save(self, change: Callable[[records.Athlete], records.Athlete]) -> Any:
        return self.services.athletes.save(change(self.page.athlete()))

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        for bound in self.bounds:
            bound.show(dossier.athlete, force)
        said = tr("Birth date")
        if condition.age is not None:
            said = trn("Birth date · {n} year", "Birth date · {n} years", condition.age)
        self.form.rows["birth_date"].label.setText(said)
        self.form.rows["body_mass_kg"].label.setText(tr("Body mass ({unit})", unit=fmt.mass_unit()))
        self.consent_form.setVisible(condition.minor)
