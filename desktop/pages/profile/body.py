"""The body: mobility screen, pain of today, injury flags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from desktop.i18n import tr
from desktop.pages.profile import view_model
from desktop.pages.profile.section import EntryList, Section
from desktop.pages.profile.sheets import InjurySheet, MobilitySheet
from desktop.qt import fmt, icons, theme
from desktop.widgets import meanings
from desktop.widgets.form import Choice
from desktop.widgets.pill import Pill
from desktop.widgets.words import area_word, level_pill
from models import records
from rules.vocabulary import Joint, MobilityLevel, PainArea

if TYPE_CHECKING:
    from desktop.pages.profile.page import ProfilePage
    from desktop.services.condition import Condition

WORST = 10


class BodySection(Section):
    def __init__(self, page: ProfilePage) -> None:
        super().__init__(page, tr("Body"))
        self.subheading(tr("Mobility"))
        self._lay_out_mobility()
        self.subheading(tr("Pain today"))
        self._lay_out_pain()
        self.subheading(tr("Injuries"))
        self.no_injuries = self.caption(tr("No injury flags. A flag takes out the exercises that load the area."))
        self.injuries = EntryList(self._edit_injury, self._remove_injury)
        self.body.addWidget(self.injuries)
        self.flag = self._button(tr("Flag an injury…"), lambda: InjurySheet(page).open())

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setIcon(icons.icon("add"))
        button.clicked.connect(lambda _checked=False: slot())
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _lay_out_mobility(self) -> None:
        self.pills = [Pill(parent=self) for _ in range(4)]
        self.values = [QLabel() for _ in range(4)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for number, name in enumerate((tr("Left ankle"), tr("Right ankle"), tr("Knee"), tr("Hip"))):
            row, column = number % 2, number // 2 * 3
            named = QLabel(name)
            named.setWordWrap(True)
            for widget in (named, self.pills[number]):
                widget.setToolTip(meanings.meaning(meanings.MOBILITY))
            grid.addWidget(named, row, column)
            grid.addWidget(self.values[number], row, column + 1)
            grid.addWidget(self.pills[number], row, column + 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        self.body.addLayout(grid)
        self.due = self.caption()
        self.uneven = self.caption()
        self.screens = EntryList(self._edit_screen, self._remove_screen)
        self.body.addWidget(self.screens)
        self.measure = self._button(tr("Record a mobility screen…"), lambda: MobilitySheet(self.page).open())

    def _lay_out_pain(self) -> None:
        self.scores: dict[PainArea, Choice] = {}
        self.since: dict[PainArea, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        half = -(-len(PainArea) // 2)
        for number, area in enumerate(PainArea):
            row, column = number % half, number // half * 4
            choice = Choice()
            choice.set_choices([(None, fmt.NOTHING), *((score, str(score)) for score in range(WORST + 1))])
            choice.setFixedWidth(theme.scaled(84))
            name = QLabel(area_word(area))
            name.setWordWrap(True)
            name.setBuddy(choice)
            choice.setAccessibleName(tr("Pain, {area}, 0 to 10", area=area_word(area)))
            choice.picked.connect(lambda score, area=area: self._report(area, score))
            self.scores[area], self.since[area] = choice, QLabel()
            self.since[area].setProperty("role", "caption")
            grid.addWidget(name, row, column)
            grid.addWidget(choice, row, column + 1)
            grid.addWidget(self.since[area], row, column + 2)
        for column, share in ((0, 3), (2, 1), (4, 3), (6, 1)):
            grid.setColumnStretch(column, share)
        self.body.addLayout(grid)
        self.caption(tr("0 none, 10 the worst imaginable. What is entered counts from today until the next entry."))

    def _report(self, area: PainArea, score: Any) -> None:
        today, last = self.page.today(), self.page.condition().pain.get(area)
        if score is None:
            self.scores[area].set_value(None if last is None else last.score)
            return
        if last is not None and last.on == today:
            report = replace(last, score=int(score))
        else:
            report = records.PainReport(records.new_id(), self.page.athlete().id, area, today, int(score))
        self.attempt(None, lambda: self.services.athletes.save_pain(report))

    def _edit_screen(self, screen_id: str) -> None:
        MobilitySheet(self.page, next(s for s in self.page.dossier().mobility if s.id == screen_id)).open()

    def _remove_screen(self, screen_id: str) -> None:
        self.attempt(None, lambda: self.services.athletes.remove_mobility(screen_id))

    def _edit_injury(self, flag_id: str) -> None:
        InjurySheet(self.page, next(f for f in self.page.dossier().injuries if f.id == flag_id)).open()

    def _remove_injury(self, flag_id: str) -> None:
        self.attempt(None, lambda: self.services.athletes.remove_injury(flag_id))

    def show_profile(self, dossier: records.Dossier, condition: Condition, force: bool) -> None:
        self._show_mobility(dossier, condition)
        for area, choice in self.scores.items():
            report = condition.pain.get(area)
            choice.set_value(None if report is None else report.score)
            self.since[area].setText(view_model.pain_since(report, self.page.today()))
        still = {one.flag.id: one for one in condition.injuries}
        flags = sorted(dossier.injuries, key=lambda flag: (flag.id not in still, -flag.since.toordinal()))
        self.injuries.show_entries(view_model.injury_entry(flag, still.get(flag.id)) for flag in flags)
        self.no_injuries.setVisible(not dossier.injuries)

    def _show_mobility(self, dossier: records.Dossier, condition: Condition) -> None:
        left, right = condition.ankles
        levels: list[MobilityLevel | None] = [
            left,
            right,
            condition.levels.get(Joint.KNEE),
            condition.levels.get(Joint.HIP),
        ]
        for pill, value, level, cm in zip(
            self.pills, self.values, levels, (*condition.ankle_cm, None, None), strict=True
        ):
            value.setText("" if cm is None else fmt.number(cm, 1, "cm"))
            if level is None:
                pill.show_state(tr("not tested"), "neutral")
            else:
                pill.show_state(*level_pill(level))
        self.due.setText(view_model.mobility_words(condition))
        theme.set_property(self.due, "role", "error" if condition.retest_due else "caption")
        self.uneven.setVisible(condition.uneven_cm is not None)
        if condition.uneven_cm is not None:
            self.uneven.setText(tr("Left and right differ by {cm}.", cm=fmt.number(condition.uneven_cm, 1, "cm")))
        newest = sorted(dossier.mobility, key=lambda screen: screen.on, reverse=True)
        self.screens.show_entries(view_model.mobility_entry(screen) for screen in newest)
