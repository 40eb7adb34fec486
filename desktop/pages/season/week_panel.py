"""The chosen week: figures, its seven days, its sessions, and the reasons of the chosen day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.season import planned as plan
from desktop.pages.season import view_model as vm
from desktop.pages.season.day_strip import DayStrip
from desktop.pages.season.planned import PlannedRows
from desktop.pages.season.session_list import SessionList
from desktop.qt import fmt
from desktop.services.season import WeekView
from desktop.services.words import Sentence
from desktop.widgets.card import Card
from desktop.widgets.layouts import empty, scrolling
from desktop.widgets.phases import phase_word
from desktop.widgets.reason_list import INFO, ReasonLine, ReasonList
from rules.verdicts import Day


class WeekPanel(Card):
    """`why(day)` gives a day's reasons in words. `open_asked(monday)`: the page of this week is wanted; `rule_asked(id)`:
    the rule behind a reason."""

    open_asked = Signal(object)
    rule_asked = Signal(str)

    def __init__(self, why: Callable[[Day], tuple[Sentence, ...]], parent: QWidget | None = None) -> None:
        super().__init__(tr("Week"), parent)
        self._why = why
        self.week: WeekView | None = None
        self.setMinimumWidth(340)
        self.open = QPushButton(tr("Open this week"))
        self.open.setProperty("kind", "link")
        self.open.setToolTip(tr("Shows the week on its own page, where sessions are entered and moved"))
        self.open.clicked.connect(lambda _checked=False: self._on_open())
        self.head.addWidget(self.open)
        inside = QWidget()
        inside.setProperty("area", "clear")
        self.area = scrolling(inside)
        self.body.addWidget(self.area, 1)  # before it is filled, which then is styled once
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        self.note = _label("caption")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(20)
        self.days = DayStrip(inside)
        self.days.chosen.connect(self._show_day)
        self.sessions = SessionList(inside)
        self.sessions.rule_asked.connect(self.rule_asked)
        self.why_title = _label("strong")
        self.reasons = ReasonList(inside)
        self.reasons.rule_asked.connect(self.rule_asked)
        column.addLayout(self._figures)
        column.addWidget(self.note)
        column.addWidget(self.days)
        column.addWidget(self.sessions)
        column.addWidget(self.why_title)
        column.addWidget(self.reasons)
        column.addStretch(1)

    def show_week(self, week: WeekView, today: date, on: date | None = None) -> None:
        """Shows a week with the reasons of `on`, else of today or of its first day."""
        if self.week is None or self.week.monday != week.monday:
            self.area.verticalScrollBar().setValue(0)
        self.week = week
        self.set_title(vm.week_title(week))
        self.note.setText(vm.week_note(week))
        self._show_figures(vm.figures(week.caps))
        days = {day.on for day in week.days}
        chosen = next((day for day in (on, today) if day is not None and day in days), week.monday)
        self.days.show_days(vm.day_rows(week, today), chosen)
        self._show_day(chosen)

    def show_plan(self, rows: PlannedRows | None, today: date, pending: bool) -> None:
        """Shows the sessions of the week shown; None where they are not known, `pending` while they are being planned."""
        if self.week is None:
            return
        ahead = self.week.monday + timedelta(days=6) >= today
        self.note.setText(vm.week_note(self.week, rows is not None and not rows.sessions))
        self.sessions.show_week(rows, plan.nothing_planned(rows, ahead, pending))
        self.days.mark({} if rows is None else rows.days())

    def _on_open(self) -> None:
        if self.week is not None:
            self.open_asked.emit(self.week.monday)

    def _show_figures(self, figures: tuple[vm.Figure, ...]) -> None:
        empty(self._figures)
        for figure in figures:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for text, role in ((figure.value, "title"), (figure.caption, "caption")):
                label = QLabel(text)
                label.setProperty("role", role)
                label.setWordWrap(role == "caption")
                column.addWidget(label)
            column.addStretch(1)
            cell.setAccessibleName(f"{figure.value} {figure.caption}")
            cell.setToolTip(figure.means)
            cell.setAccessibleDescription(figure.means)
            self._figures.addWidget(cell, 1)

    def _show_day(self, on: date) -> None:
        if self.week is None:
            return
        day = next(day for day in self.week.days if day.on == on)
        self.why_title.setText(tr("Why {phase} on {day}", phase=phase_word(day.phase), day=fmt.day(on)))
        whys = vm.whys(self._why(day))
        self.reasons.show_lines([ReasonLine(why.text, INFO, why.detail, rule=why.rule) for why in whys])


def _label(role: str) -> QLabel:
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made
