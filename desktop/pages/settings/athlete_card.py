"""The settings of athlete mode: for whom, by which PINs, and going into it. None of it can be undone: PINs are not for that."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.i18n import tr
from desktop.pages.settings.cards import button, lane, words
from desktop.qt.ask import Sheet
from desktop.qt.page import Context
from desktop.services.access import LEAST, MOST
from desktop.services.outcome import Refused
from desktop.widgets.card import Card
from desktop.widgets.form import Choice, FieldRow
from desktop.widgets.layouts import scrolling
from desktop.widgets.pill import Pill
from resources import command

CHOOSER = "chooser"


class AthleteModeCard(Card):
    """Reads and changes services.access; `refresh()` when athletes changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Athlete mode"))
        self._context, self._access = context, context.services.access
        self.body.addWidget(
            words(
                tr(
                    "For a laptop you share: opens only This week, Unlocks, Progress, the Log and an export of one athlete. "
                    "Leaving asks for your PIN."
                )
            )
        )
        self.body.addWidget(
            words(
                tr(
                    "It keeps athletes out of your pages and each other's, in this window. It encrypts nothing: whoever uses "
                    "this computer's account can still copy the files, use the command line, or reset the PINs."
                ),
                "quiet",
            )
        )
        self.whom = Choice()
        self.whom.picked.connect(self._pick)
        self.body.addWidget(FieldRow(tr("Opens for"), self.whom))
        self.pin, self.people, self.start = button("", "lock"), button(tr("Athletes and PINs…"), "squad"), QPushButton()
        self.start.setText(tr("Start athlete mode"))
        self.start.setProperty("kind", "primary")
        self.pin.clicked.connect(self.ask_pin)
        self.people.clicked.connect(self.ask_people)
        self.start.clicked.connect(self.begin)
        self.body.addLayout(lane(self.pin, self.people))
        self.body.addLayout(lane(self.start))
        self.why = words("", "caption")
        self.body.addWidget(self.why)
        if sys.platform == "win32":  # its other shell takes no command that begins with a quoted path
            forgotten = tr("A forgotten PIN: close the window and run this in the Command Prompt of this computer.")
        else:
            forgotten = tr("A forgotten PIN: close the window and run this command on this computer.")
        self.body.addWidget(words(forgotten, "caption"))
        self.reset = words(f"{command()} athlete-mode --reset", selectable=True)  # whole, to be copied
        self.body.addWidget(self.reset)
        self.refresh()

    def refresh(self) -> None:
        chosen, people = self._access.chosen(), self._access.people()
        nobody = [] if chosen.athletes else [(None, tr("Choose…"))]
        several = (CHOOSER, tr("Several athletes, who choose their name"))
        self.whom.set_choices([*nobody, several, *((one.id, one.name) for one in people)])
        self.whom.set_value(CHOOSER if chosen.chooser and chosen.athletes else chosen.only)
        self.whom.setEnabled(bool(people))
        self.people.setVisible(chosen.chooser)
        has_pin = self._access.coach_has_pin
        self.pin.setText(tr("Change your PIN…") if has_pin else tr("Set your PIN…"))
        self.start.setEnabled(has_pin and bool(chosen.athletes))
        missing = tr("Choose whom it is for first.") if not chosen.athletes else tr("Set your PIN first.")
        self.why.setText(missing)
        self.why.setVisible(not self.start.isEnabled())

    def _pick(self, value: object) -> None:
        if value is None:
            return
        if value == CHOOSER:
            before = self._access.chosen()
            everybody = [one.id for one in self._access.people()]
            self._access.choose(before.athletes if before.chooser and before.athletes else everybody, chooser=True)
        else:
            self._access.choose([str(value)], chooser=False)
        self.refresh()

    def begin(self) -> None:
        self._context.go.confine()

    def pin_sheet(self) -> NewPinSheet:
        access = self._access
        title = tr("Change your PIN") if access.coach_has_pin else tr("Set your PIN")
        text = tr("It opens everything again when athlete mode is on.")
        sheet = NewPinSheet(self.window(), title, text, access.set_coach, present=access.coach_has_pin)
        sheet.accepted.connect(self.refresh)
        return sheet

    def ask_pin(self) -> NewPinSheet:
        sheet = self.pin_sheet()
        sheet.open()
        return sheet

    def people_sheet(self) -> PeopleSheet:
        sheet = PeopleSheet(self.window(), self._access)
        sheet.finished.connect(self.refresh)
        return sheet

    def ask_people(self) -> PeopleSheet:
        sheet = self.people_sheet()
        sheet.open()
        return sheet


class NewPinSheet(Sheet):
    """Asks for a PIN twice, and for the present one where there is one; `keep(pin, present)` may refuse it."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, keep: Callable[[str, str], object], present: bool = False
    ) -> None:
        super().__init__(parent, title, tr("Keep"))
        self._keep = keep
        self.add_text(text, "quiet")
        self.present, self.pin, self.again = _pin_field(), _pin_field(), _pin_field()
        self.rows = {
            "present": FieldRow(tr("Present PIN"), self.present),
            "pin": FieldRow(tr("New PIN"), self.pin, tr("{least} to {most} digits", least=LEAST, most=MOST)),
            "again": FieldRow(tr("Once more"), self.again),
        }
        for name, row in self.rows.items():
            row.setVisible(name != "present" or present)
            self.body.addWidget(row)
        self.finished.connect(self.deleteLater)
        (self.present if present else self.pin).setFocus()

    def submit(self) -> None:
        for row in self.rows.values():
            row.clear()
        if self.pin.text() != self.again.text():
            raise Refused("again", tr("The two are not the same."))
        self._keep(self.pin.text(), self.present.text())

    def show_refusal(self, field: str, message: str) -> bool:
        row = self.rows.get(field)
        if row is None or row.isHidden():
            return False
        row.refuse(message)
        row.field.setFocus()
        return True


def _pin_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(MOST)
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    return field


class PeopleSheet(Sheet):
    """Who may be chosen in athlete mode, and their PINs. Every change holds at once."""

    def __init__(self, parent: QWidget | None, access: Any) -> None:
        super().__init__(parent, tr("Athletes and PINs"), tr("OK"), width=560)
        self._access = access
        self.no.hide()
        self.add_text(
            tr("Those ticked can be chosen. Without a PIN of their own, anybody at the laptop can open their pages."),
            "quiet",
        )
        self.rows = [PersonRow(one.id, one.name, access, self._keep) for one in access.people()]
        inside = QWidget()
        inside.setProperty("area", "clear")
        column = Card(margin=12)
        column.body.setSpacing(4)
        for row in self.rows:
            column.body.addWidget(row)
        column.body.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(320)
        self.body.addWidget(area, 1)
        ticked = set(access.chosen().athletes)
        for row in self.rows:
            row.box.setChecked(row.athlete_id in ticked)
        self.finished.connect(self.deleteLater)

    def _keep(self) -> None:
        self._access.choose([row.athlete_id for row in self.rows if row.box.isChecked()], chooser=True)


class PersonRow(QWidget):
    """One athlete: whether they can be chosen, whether they have a PIN, and what to do about it."""

    def __init__(self, athlete_id: str, name: str, access: Any, changed: Callable[[], object]) -> None:
        super().__init__()
        self.athlete_id, self._name, self._access = athlete_id, name, access
        self.box = QCheckBox(name)
        self.box.clicked.connect(lambda _checked=False: changed())
        self.pill = Pill("", "neutral", "", self)
        self.set, self.gone = QPushButton(), QPushButton(tr("Remove"))
        for link, text in ((self.set, ""), (self.gone, tr("Remove the PIN of {name}", name=name))):
            link.setProperty("kind", "link")
            link.setAutoDefault(False)
            link.setAccessibleName(text)
        self.set.clicked.connect(self.ask)
        self.gone.clicked.connect(self.remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(self.box, 1)
        for widget in (self.pill, self.set, self.gone):
            row.addWidget(widget)
        self._show()

    def _show(self) -> None:
        has = self._access.has_pin(self.athlete_id)
        self.pill.show_state(
            tr("PIN set") if has else tr("No PIN"), "unlocked" if has else "neutral", "lock" if has else ""
        )
        self.set.setText(tr("Change…") if has else tr("Set…"))
        self.set.setAccessibleName(tr("PIN of {name}", name=self._name))
        self.gone.setVisible(has)

    def ask(self) -> NewPinSheet:
        title = tr("PIN of {name}", name=self._name)
        text = tr("Let them type it themselves, so that only they know it.")
        sheet = NewPinSheet(
            self.window(), title, text, lambda pin, _present: self._access.set_athlete(self.athlete_id, pin)
        )
        sheet.accepted.connect(self._show)
        sheet.open()
        return sheet

    def remove(self) -> None:
        self._access.set_athlete(self.athlete_id, None)
        self._show()
