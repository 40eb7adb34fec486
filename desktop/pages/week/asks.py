"""What the week asks about its plan: another day, another exercise, days away, and what would be if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.pages.week import view_model as vm
from desktop.pages.week.sheets import AbsenceSheet, WhatIfSheet
from desktop.qt import fmt
from desktop.qt.i18n import tr
from desktop.services.plans import Change
from desktop.widgets.option_list import Option, OptionList
from models.records import Absence
from rules.vocabulary import Equipment

if TYPE_CHECKING:
    from desktop.pages.week.page import WeekPage


class PlanAsks:
    """Opens lists and sheets over a week page; what is chosen is done through the page, so that it can be undone."""

    def __init__(self, page: WeekPage) -> None:
        self._page = page
        self._services = page.context.services
        self._plans = page.context.services.plans

    def move(self) -> OptionList | None:
        """Drops down the days of the week, those the rules forbid greyed with their sentence."""
        page, card = self._page, self._page.chosen
        if card is None or card.slot is None or page.athlete_id is None:
            return None
        athlete_id, slot = page.athlete_id, card.slot
        options = [
            Option(one.on, fmt.day(one.on), one.sentence, one.allowed, one.on == card.on)
            for one in self._plans.moves(athlete_id, slot)
        ]
        title = tr("Move {session} to", session=vm.tab_of(card, page.today).text)
        found = OptionList(title, options, page)
        found.chosen.connect(lambda to: page.run(lambda: self._plans.move(athlete_id, slot, to)))
        found.open_below(page.card.move_)
        return found

    def swap(self, block: vm.Block, anchor: QWidget) -> OptionList | None:
        """Drops down what may stand in an exercise's place, nearest first, then what may not with the reason."""
        page, card = self._page, self._page.chosen
        if card is None or card.slot is None or page.athlete_id is None:
            return None
        athlete_id, slot = page.athlete_id, card.slot
        category = self._services.rulebook.exercises[block.slug].category
        swaps = self._plans.swaps(athlete_id, slot, category)
        options = [Option(one.slug, one.name, one.sentence, one.allowed, one.current) for one in swaps]
        options.sort(key=lambda option: not (option.allowed or option.current))
        found = OptionList(tr("Instead of {name}", name=block.name), options, page)
        found.chosen.connect(lambda slug: page.run(lambda: self._plans.swap(athlete_id, slot, category, str(slug))))
        found.open_below(anchor)
        return found

    def absence_sheet(self) -> AbsenceSheet:
        page = self._page
        assert page.athlete_id is not None, "the frame shows the page with an athlete only"
        known = [one for one in self._services.athletes.dossier(page.athlete_id).absences if one.until >= page.today]

        def save(absence: Absence) -> None:
            page.context.history.run(lambda: self._plans.absent(absence), page)

        def remove(absence_id: str) -> None:
            page.context.history.run(lambda: self._plans.remove_absence(absence_id), page)

        return AbsenceSheet(page.window(), page.athlete_id, page.today, known, save, remove)

    def absence(self) -> None:
        if self._page.athlete_id is not None:
            sheet = self.absence_sheet()
            sheet.exec()
            sheet.deleteLater()

    def what_if_sheet(self) -> WhatIfSheet:
        page = self._page
        assert page.athlete_id is not None, "the frame shows the page with an athlete only"
        services, athlete_id, monday = self._services, page.athlete_id, page.monday
        races = [race for race in services.races.of(athlete_id) if race.on >= page.today]
        kit = services.athletes.facts(athlete_id).equipment
        owned = [item for item in Equipment if item in kit and item is not Equipment.BODYWEIGHT]

        def compare(**change: Any) -> Any:
            return self._plans.compare(athlete_id, monday, Change(**change))

        return WhatIfSheet(page.window(), races, owned, services.rulebook.exercises, compare)

    def what_if(self) -> None:
        if self._page.athlete_id is not None:
            sheet = self.what_if_sheet()
            sheet.exec()
            sheet.deleteLater()
