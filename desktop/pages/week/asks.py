"""What the week asks of its plan: another day, another exercise, no session, how it feels, days away, and what would be if."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.i18n import tr
from desktop.pages.week import view_model as vm
from desktop.pages.week.sheets import AbsenceSheet, WhatIfSheet
from desktop.qt import fmt
from desktop.services.outcome import Receipt
from desktop.services.plans import CardState, Change, MoveOption, SwapOption
from desktop.widgets.option_list import Option, OptionList
from models.records import Absence, Session
from rules.vocabulary import Category, Equipment

if TYPE_CHECKING:
    from desktop.pages.week.page import WeekPage


Moves = tuple[date, tuple[MoveOption, ...]]
"""A session's slot and the days it may and may not be moved to."""


def _moves(services: Any, rules: Any, athlete_id: str, slot: date, _progress: object) -> Moves:
    with closing(services.sibling(rules)) as mine:
        return slot, mine.plans.moves(athlete_id, slot)


Swaps = tuple[date, Category, tuple[SwapOption, ...]]
"""A session's slot, what is trained there, and the exercises that may and may not fill it."""


def _swaps(services: Any, rules: Any, athlete_id: str, slot: date, category: Category, _progress: object) -> Swaps:
    with closing(services.sibling(rules)) as mine:
        return slot, category, mine.plans.swaps(athlete_id, slot, category)


class PlanAsks(QObject):
    """Opens lists and sheets over a week page; what is chosen is done through the page, so that it can be undone.
    `opened(list)` when a list dropped down."""

    opened = Signal(object)

    def __init__(self, page: WeekPage) -> None:
        super().__init__(page)
        self._page = page
        self._services = page.context.services
        self._plans = page.context.services.plans
        self._rules: Any = None  # of the background's own
        self._swapping: tuple[str, QWidget] | None = None  # the exercise asked about last, and where it stands

    def judge(self) -> Any:
        """The rules for the background, loaded once."""
        if self._rules is None:
            self._rules = self._services.desk.judge.sibling()
        return self._rules

    def move(self) -> None:
        """Drops down the days of the week, those the rules forbid greyed with their sentence. Each day is planned for it, which
        is the background's work."""
        page, card = self._page, self._page.chosen
        if card is None or card.slot is None or page.athlete_id is None:
            return
        page.card.move_.setEnabled(False)
        work = partial(_moves, self._services, self.judge(), page.athlete_id, card.slot)
        job = page.context.jobs.run(work, self._on_moves, self._on_failed, key="moves")
        job.dropped.connect(self._able_again)

    def _able_again(self) -> None:
        self._page.card.move_.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        self._able_again()
        self._page.context.go.trouble(error)

    def _on_moves(self, answer: Moves) -> None:
        self._able_again()
        slot, moves = answer
        page, card = self._page, self._page.chosen
        if card is None or card.slot != slot or page.athlete_id is None or not page.isVisible():
            return  # another session is shown by now
        athlete_id = page.athlete_id
        options = [Option(one.on, fmt.day(one.on), one.sentence, one.allowed, one.on == card.on) for one in moves]
        title = tr("Move {session} to", session=vm.tab_of(card, page.today).text)
        found = OptionList(title, options, page)
        found.chosen.connect(lambda to: page.run(lambda: self._plans.move(athlete_id, slot, to)))
        found.open_below(page.card.move_)
        self.opened.emit(found)

    def swap(self, block: vm.Block, anchor: QWidget) -> None:
        """Drops down what may stand in an exercise's place, nearest first and as it would be done, then what may not with the
        reason. Each is planned for it, which is the background's work."""
        page, card = self._page, self._page.chosen
        if card is None or card.slot is None or page.athlete_id is None:
            return
        page.take_in()
        category = self._services.rulebook.exercises[block.slug].category
        self._swapping = (block.name, anchor)
        work = partial(_swaps, self._services, self.judge(), page.athlete_id, card.slot, category)
        page.context.jobs.run(work, self._on_swaps, page.context.go.trouble, key="swaps")

    def _on_swaps(self, answer: Swaps) -> None:
        (slot, category, swaps), asked = answer, self._swapping
        page, card = self._page, self._page.chosen
        if asked is None or card is None or card.slot != slot or page.athlete_id is None or not page.isVisible():
            return  # another session is shown by now
        name, anchor = asked
        if not isValid(anchor):
            return
        athlete_id = page.athlete_id
        options = [
            Option(one.slug, one.name, vm.swap_detail(one, page.reserve), one.allowed, one.current) for one in swaps
        ]
        options.sort(key=lambda option: not (option.allowed or option.current))
        found = OptionList(tr("Instead of {name}", name=name), options, page)
        found.chosen.connect(lambda slug: page.run(lambda: self._plans.swap(athlete_id, slot, category, str(slug))))
        found.open_below(anchor)
        self.opened.emit(found)

    # ------------------------------------------------------------------------------------------------ the session

    def skip(self) -> None:
        self._do(self._plans.skip)

    def do_noted(self, what: str) -> None:
        """What the line over the session offers: 'unskip' or 'today'."""
        if what == "unskip":
            self._do(self._plans.unskip)
        elif what == "today":
            self._do(lambda athlete_id, slot: self._plans.move(athlete_id, slot, self._page.today))
            self._page.setFocus()  # else, with its link gone, the keys would go on to the notes, past every set

    def feel(self, soreness: int | None, readiness: int | None) -> None:
        self._page.take_in()
        self._do(lambda athlete_id, slot: self._plans.feel(athlete_id, slot, soreness, readiness))

    def _do(self, change: Callable[[str, date], Receipt]) -> None:
        page, card = self._page, self._page.chosen
        if card is not None and card.slot is not None and page.athlete_id is not None:
            athlete_id, slot = page.athlete_id, card.slot
            page.run(lambda: change(athlete_id, slot))

    def ask_morning(self) -> None:
        """The question about the morning after the last session comes with the next one."""
        page, card = self._page, self._page.chosen
        asked: Session | None = None
        if card is not None and page.athlete_id is not None and card.state in (CardState.PLANNED, CardState.SHIFTED):
            asked = self._plans.next_morning(page.athlete_id) if page.is_current else None
        if asked is None:
            page.banner.forget()
            return
        exercises = self._services.rulebook.exercises
        names = {one.exercise: tr(exercises[one.exercise].name) for one in asked.sets if one.amount is not None}
        page.banner.ask(asked.id, tr("The morning after {day}: did anything hurt?", day=fmt.day(asked.on)), names)

    def answer_morning(self, session_id: str, pain: dict[str, int]) -> None:
        self._page.run(lambda: self._plans.answer_next_morning(session_id, pain))

    # ------------------------------------------------------------------------------------------------ days and weeks

    def absence_sheet(self) -> AbsenceSheet:
        page = self._page
        assert page.athlete_id is not None, "the frame shows the page with an athlete only"
        known = [one for one in self._services.athletes.dossier(page.athlete_id).absences if one.until >= page.today]

        def save(absence: Absence) -> None:
            page.context.history.run(lambda: self._plans.absent(absence), page)

        def remove(absence_id: str) -> None:
            page.context.history.run(lambda: self._plans.remove_absence(absence_id), page)

        sheet = AbsenceSheet(page.window(), page.athlete_id, page.today, known, save, remove)
        sheet.keep_draft(page.context.memory, f"absence:{page.athlete_id}")
        return sheet

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
