"""The sheet that adds a race."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.qt.ask import Sheet
from desktop.services.outcome import Refused
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField
from models.records import Race, new_id
from rules.vocabulary import Priority


class RaceSheet(Sheet):
    """Asks for a race of an athlete and hands it to `save`, whose refusal is shown at its field."""

    def __init__(
        self, parent: QWidget | None, athlete_id: str, save: Callable[[Race], object], on: date | None = None
    ) -> None:
        super().__init__(parent, tr("Add race"), tr("Add race"))
        self._athlete_id, self._save = athlete_id, save
        self.race_id = new_id()
        self.name = TextField()
        self.on = DateField(required=True)
        self.on.show_value(on)
        self.priority = Choice()
        self.priority.set_choices((
            (Priority.A.value, tr("A: the goal of the season")),
            (Priority.B.value, tr("B: matters, but is not the goal")),
            (Priority.C.value, tr("C: a training run")),
        ))  # fmt: skip
        self.priority.set_value(Priority.A.value)
        self.distance = NumberField(0.1, 1000, unit="km")
        self.ascent = NumberField(0, 60_000, unit="m")
        self.form = Form(columns=2)
        self.form.add("name", tr("Name"), self.name)
        self.form.add("on", tr("Date"), self.on)
        self.form.add("distance_km", tr("Distance, km"), self.distance, tr("Without one it counts as an ultra."))
        self.form.add("ascent_m", tr("Ascent, m"), self.ascent)
        self.form.add("priority", tr("Priority"), self.priority)
        self.body.addWidget(self.form)
        self.name.setFocus()

    def submit(self) -> None:
        self.form.clear()
        said = self.form.first_trouble()
        if said:
            raise Refused("", said)
        on = self.on.value()
        assert on is not None, "the date field is required"
        self._save(
            Race(
                self.race_id,
                self._athlete_id,
                self.name.text().strip(),
                on,
                Priority(str(self.priority.value())),
                self.distance.value(),
                self.ascent.value(),
            )
        )

    def show_refusal(self, field: str, message: str) -> bool:
        return not field or self.form.refuse(field, message)
