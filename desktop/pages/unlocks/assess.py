"""The sheet in which a coach rates the technique of an exercise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.unlocks.view_model import RATINGS
from desktop.qt.ask import Sheet
from desktop.services.outcome import Refused
from desktop.services.words import ExerciseCard
from desktop.widgets.form import DateField, Form, TextField
from desktop.widgets.layouts import TallArea
from desktop.widgets.wrapping import WrappingCheck, WrappingRadio
from models.records import Assessment, new_id


class AssessSheet(Sheet):
    """Cues as yes or no, the rating 0 to 5, day and note; hands an Assessment to `save`."""

    def __init__(
        self,
        parent: QWidget | None,
        athlete_id: str,
        card: ExerciseCard,
        today: date,
        save: Callable[[Assessment], object],
    ) -> None:
        super().__init__(parent, tr("Assess {exercise}", exercise=card.name), tr("Record assessment"), width=520)
        self._athlete_id, self._card, self._save = athlete_id, card, save
        self.cues: list[WrappingCheck] = []
        inside = QWidget()
        scale = QVBoxLayout(inside)
        scale.setContentsMargins(0, 0, 0, 0)
        scale.setSpacing(2)
        if card.cues:
            _heading(scale, tr("Which of these did you see?"))
        for cue in card.cues:
            box = WrappingCheck(cue)
            self.cues.append(box)
            scale.addWidget(box)
        if card.cues:
            scale.addSpacing(12)
        _heading(scale, tr("Technique"))
        self.ratings = QButtonGroup(self)
        for number, words in enumerate(RATINGS):
            button = WrappingRadio(tr(words))
            self.ratings.addButton(button, number)
            scale.addWidget(button)
        self.body.addWidget(TallArea(inside))
        self._missing = QLabel()
        self._missing.setProperty("role", "error")
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.on = DateField(required=True)
        self.on.show_value(today)
        self.notes = TextField()
        self.form = Form(columns=2)
        self.form.add("on", tr("Date"), self.on)
        self.form.add("notes", tr("Notes"), self.notes)
        self.body.addWidget(self.form)
        (self.cues[0] if self.cues else self.ratings.button(0)).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit typed outside the fields is the rating."""
        button = self.ratings.button(int(event.text())) if event.text() in tuple("012345") else None
        if button is None:
            super().keyPressEvent(event)
            return
        button.setChecked(True)
        button.setFocus()

    def submit(self) -> None:
        self.form.clear()
        self._missing.hide()
        said = self.form.first_trouble()
        if said:
            raise Refused("", said)
        rating = self.ratings.checkedId()
        if rating < 0:
            raise Refused("rating", tr("Choose a rating from 0 to 5."))
        on = self.on.value()
        assert on is not None, "the date field is required"
        met = tuple(number for number, box in enumerate(self.cues) if box.isChecked())
        self._save(Assessment(new_id(), self._athlete_id, self._card.slug, on, rating, met, self.notes.text().strip()))

    def show_refusal(self, field: str, message: str) -> bool:
        if field == "rating":
            self._missing.setText(message)
            self._missing.show()
            self.adjustSize()
            self.ratings.button(0).setFocus()
            return True
        return not field or self.form.refuse(field, message)


def _heading(column: QVBoxLayout, text: str) -> None:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", "strong")
    column.addWidget(label)
    column.addSpacing(4)
