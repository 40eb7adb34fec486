"""What opens over the week: days ill or away, and the same week with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.week import beside
from desktop.qt import fmt, icons
from desktop.qt.ask import Sheet, is_trouble, words
from desktop.services.outcome import Refused
from desktop.widgets.card import Card
from desktop.widgets.form import Choice, DateField, Form, NumberField, TextField
from desktop.widgets.layouts import empty, scrolling
from desktop.widgets.words import area_choices, equipment_word
from models.records import Absence, Race, new_id
from rules.vocabulary import Equipment, PainArea


class AbsenceSheet(Sheet):
    """Asks for days without training and hands them to `save`; those known are listed, `remove(id)` takes one out."""

    def __init__(
        self,
        parent: QWidget | None,
        athlete_id: str,
        on: date,
        known: Sequence[Absence],
        save: Callable[[Absence], object],
        remove: Callable[[str], object],
    ) -> None:
        super().__init__(parent, tr("Ill or away"), tr("Record"))
        self._athlete_id, self._save, self._remove = athlete_id, save, remove
        self.add_text(tr("No session is planned on these days, and none is stacked up for later."), "quiet")
        self.since, self.until, self.notes = DateField(required=True), DateField(required=True), TextField()
        self.since.show_value(on)
        self.until.show_value(on)
        self.since.committed.connect(self._follow)
        self.away, self.ill = QRadioButton(tr("Away")), QRadioButton(tr("Ill"))
        self.away.setChecked(True)
        self._why = QButtonGroup(self)
        why = QWidget()
        lane = QHBoxLayout(why)
        lane.setContentsMargins(0, 0, 0, 0)
        for button in (self.away, self.ill):
            self._why.addButton(button)
            lane.addWidget(button)
        lane.addStretch(1)
        why.setFocusProxy(self.away)
        self.form = Form(columns=2)
        self.form.add("since", tr("From"), self.since)
        self.form.add("until", tr("To, included"), self.until)
        self.form.add("ill", tr("Why"), why, tr("After an illness training comes back gently."))
        self.form.add("notes", tr("Note"), self.notes)
        self.body.addWidget(self.form)
        self._known = QVBoxLayout()
        self._known.setSpacing(2)
        self.body.addLayout(self._known)
        self.show_known(known)
        self.since.setFocus()

    def show_known(self, known: Sequence[Absence]) -> None:
        empty(self._known)
        for one in known:
            row = QWidget()
            lane = QHBoxLayout(row)
            lane.setContentsMargins(0, 0, 0, 0)
            text = absence_text(one)
            label = QLabel(text)
            label.setProperty("role", "quiet")
            gone = QPushButton(tr("Remove"))
            gone.setProperty("kind", "quiet")
            gone.setIcon(icons.icon("delete", "quiet"))
            gone.setAutoDefault(False)
            gone.setAccessibleName(tr("Remove {what}", what=text))
            gone.clicked.connect(lambda _checked=False, key=one.id, row=row: self._take_out(key, row))
            lane.addWidget(label, 1)
            lane.addWidget(gone)
            self._known.addWidget(row)

    def _take_out(self, key: str, row: QWidget) -> None:
        try:
            self._remove(key)
        except Exception as error:
            if not is_trouble(error):
                raise
            self.refuse(words(error))
            return
        row.hide()

    def _follow(self, since: object) -> None:
        until = self.until.value()
        if isinstance(since, date) and until is not None and until < since:
            self.until.show_value(since)

    def submit(self) -> None:
        self.form.clear()
        said = self.form.first_trouble()
        if said:
            raise Refused("", said)
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            raise Refused("", tr("A date, please."))
        self._save(Absence(new_id(), self._athlete_id, since, until, self.ill.isChecked(), self.notes.text().strip()))

    def show_refusal(self, field: str, message: str) -> bool:
        return not field or self.form.refuse(field, message)


def absence_text(one: Absence) -> str:
    """'Ill, 3 Jun – 9 Jun: flu'"""
    why = tr("Ill") if one.ill else tr("Away")
    text = tr("{why}, {since} – {until}", why=why, since=fmt.short_date(one.since), until=fmt.short_date(one.until))
    return f"{text}: {one.notes}" if one.notes else text


RACE, KIT, PAIN = "race", "kit", "pain"
_WEEK: Final = timedelta(weeks=1)


class WhatIfSheet(Sheet):
    """The week as planned beside the week with one thing changed. `compare(**change)` gives the comparison: `races`, `without` or
    `pain` as of the services' Change. Nothing is saved."""

    def __init__(
        self,
        parent: QWidget | None,
        races: Sequence[Race],
        owned: Sequence[Equipment],
        exercises: Mapping[str, Any],
        compare: Callable[..., Any],
    ) -> None:
        super().__init__(parent, tr("What if…"), tr("Close"), width=880)
        self.no.hide()
        self._races, self._exercises, self._compare = tuple(races), exercises, compare
        self.add_text(tr("The same week with one thing changed. Nothing is saved."), "quiet")
        self.kind, self.which = Choice(), Choice()
        self.score = NumberField(1, 10, 0)
        self.score.show_value(4)
        self._owned = tuple(owned)
        kinds = [(RACE, tr("A race comes a week later"))] if races else []
        kinds += [(KIT, tr("A piece of equipment is missing"))] if owned else []
        self.kind.set_choices([*kinds, (PAIN, tr("A pain is reported"))])
        for field, name in (
            (self.kind, tr("What changes")),
            (self.which, tr("Which")),
            (self.score, tr("Pain, 0 to 10")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        self.kind.picked.connect(lambda _kind: self._on_kind())
        self.which.picked.connect(lambda _which: self.show_comparison())
        self.score.committed.connect(lambda _score: self.show_comparison())
        lane = QHBoxLayout()
        lane.setSpacing(8)
        lane.addWidget(self.kind, 3)
        lane.addWidget(self.which, 3)
        lane.addWidget(self.score, 1)
        self.body.addLayout(lane)
        self.differences = QLabel()
        self.differences.setWordWrap(True)
        self.differences.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.differences)
        self.sides = (_Side(tr("As planned"), "−"), _Side(tr("What if"), "+"))
        both = QHBoxLayout()
        both.setSpacing(12)
        for side in self.sides:
            both.addWidget(side, 1)
        self.body.addLayout(both, 1)
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretchFactor(self.body, 10)  # the weeks take the room there is
        self.resize(900, 600)
        self.kind.set_value(kinds[0][0] if kinds else PAIN)
        self._on_kind()

    def _on_kind(self) -> None:
        kind = self.kind.value()
        if kind == RACE:
            choices: list[tuple[object, str]] = [
                (race.id, f"{race.name} · {fmt.date(race.on)}") for race in self._races
            ]
        elif kind == KIT:
            choices = [(item, equipment_word(item)) for item in self._owned]
        else:
            choices = list(area_choices())
        self.which.set_choices(choices)
        self.which.set_value(choices[0][0])
        self.score.setVisible(kind == PAIN)
        self.show_comparison()

    def change(self) -> dict[str, Any]:
        """What is supposed, as keyword arguments of a Change."""
        kind, which = self.kind.value(), self.which.value()
        if kind == RACE:
            moved = (replace(race, on=race.on + _WEEK) if race.id == which else race for race in self._races)
            return {"races": tuple(moved)}
        if kind == KIT and isinstance(which, Equipment):
            return {"without": which}
        assert isinstance(which, PainArea), "the third choice is an area"
        return {"pain": {which: int(self.score.value() or 0)}}

    def show_comparison(self) -> None:
        self.trouble.hide()
        if self.score.trouble():
            self.refuse(self.score.trouble())
            return
        try:
            found = self._compare(**self.change())
        except Exception as error:
            if not is_trouble(error):
                raise
            self.refuse(words(error))
            return
        said = [f"{fmt.weekday(one.on)}: {one.sentence}" for one in found.differences]
        self.differences.setText("\n".join(said) if said else tr("Nothing changes in this week."))
        for side, column in zip(self.sides, beside.columns_of(found.before, found.after, self._exercises), strict=True):
            side.show_column(column)


class _Side(Card):
    """One week of the comparison; what the other has not is in strong letters."""

    def __init__(self, title: str, sign: str) -> None:
        super().__init__(title, margin=16)
        self._title, self._sign = title, sign
        inside = QWidget()
        inside.setProperty("area", "clear")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(3)
        self.area = scrolling(inside)
        self.body.addWidget(self.area, 1)

    def show_column(self, column: beside.Column) -> None:
        empty(self._lines)
        self.area.setAccessibleName(f"{self._title}: {column.spoken() or tr('no session')}")
        if not column.sessions:
            self._add(tr("No session."), "quiet")
        for title, lines in column.sessions:
            self._add(title, "heading")
            for text, new in lines:
                self._add(f"{self._sign} {text}" if new else text, "strong" if new else "quiet")
        self._lines.addStretch(1)

    def _add(self, text: str, role: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("role", role)
        self._lines.addWidget(label)
