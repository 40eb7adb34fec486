"""Sheets that change several athletes at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr, trn
from desktop.qt.ask import Sheet
from desktop.widgets.check_grid import CheckGrid
from desktop.widgets.form import Choice, Form, TextField
from desktop.widgets.words import equipment_word
from rules.vocabulary import Equipment

if TYPE_CHECKING:
    from desktop.pages.squad.page import SquadPage

ITEMS = tuple(item for item in Equipment if item is not Equipment.BODYWEIGHT)


class EquipSheet(Sheet):
    """Equipment for all athletes selected, in the place of a given name; the page then sets it."""

    def __init__(self, page: SquadPage, athlete_ids: Sequence[str], parent: QWidget | None = None) -> None:
        title = trn("Equipment of {n} athlete", "Equipment of {n} athletes", len(athlete_ids))
        super().__init__(parent, title, tr("Set equipment"), width=560)
        self._page, self._ids = page, tuple(athlete_ids)
        self.form = Form(columns=2)
        self.place = TextField()
        self.place.show_value(tr("Home"))
        self.how = Choice()
        self.how.set_choices([(False, tr("Add to what they have there")), (True, tr("Replace what they have there"))])
        self.form.add("name", tr("Place"), self.place)
        self.form.add("how", tr("How"), self.how)
        self.grid = CheckGrid([(item, equipment_word(item)) for item in ITEMS])
        self.body.addWidget(self.form)
        self.body.addWidget(self.grid)
        self.place.setFocus()
        self.place.selectAll()
        self.keep_draft(page.context.memory, "equipment")

    def submit(self) -> None:
        self.form.clear()
        place = self.place.text()
        self._page.context.services.athletes.check_place(place)
        self._page.hand_out(self._ids, cast("frozenset[Equipment]", self.grid.value()), place, self.how.value() is True)

    def show_refusal(self, field: str, message: str) -> bool:
        return self.form.refuse(field, message)
