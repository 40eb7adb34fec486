"""The season: a strip of weeks, the races under it, and the chosen week with its reasons."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget

from desktop.pages.season import view_model as vm
from desktop.pages.season.add_race import RaceSheet
from desktop.pages.season.races_table import RacesTable
from desktop.pages.season.week_panel import WeekPanel
from desktop.qt.i18n import tr
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from desktop.services.season import RaceView, WeekView
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.phases import phase_tone, phase_word
from desktop.widgets.timeline import RaceMark, Timeline, WeekBar
from models.records import Race


class SeasonPage(Page):
    topics = frozenset({Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.SETTINGS, Topic.EVERYTHING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._weeks: dict[date, WeekView] = {}
        self._shown_of: str | None = None
        self._add = self.make_action(
            tr("Add race"),
            self.add_race,
            "add",
            tip=tr("A race to come or one that was  {keys}", keys="Ctrl+N"),
            does="new",
        )
        self._lay_out()

    def actions(self) -> list[QAction]:
        return [self._add]

    def _lay_out(self) -> None:
        strip = Card(tr("Load ceiling (bar) and sessions a week (dots)"))
        self.timeline = Timeline()
        self.timeline.chosen.connect(self._show_week)
        self.timeline.opened.connect(lambda _monday: self.panel.days.setFocus())
        for text, tip, slot in (
            (tr("Today"), tr("Scrolls to the week of today"), self.show_today),
            (tr("Whole season"), tr("As many weeks as fit"), self.show_all),
        ):
            button = QPushButton(text)
            button.setProperty("kind", "link")
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            strip.head.addWidget(button)
        strip.body.addWidget(self.timeline)
        self.races = RacesTable(self._save, self.context.memory)
        self.races.remove_asked.connect(self.remove_race)
        self._empty = EmptyState(
            "flag",
            tr("No races yet"),
            tr("Enter the races of the season: build, taper and recovery follow from them, day by day."),
        )
        self._empty.add_action(tr("Add race"), self.add_race)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.races)
        self.whole.addWidget(self._empty)
        left = Card(margin=0)
        left.body.addWidget(self.whole)
        self.panel = WeekPanel(self.context.services.season.why)
        below = QSplitter()
        below.setChildrenCollapsible(False)
        below.setHandleWidth(16)
        below.addWidget(left)
        below.addWidget(self.panel)
        below.setStretchFactor(0, 3)
        below.setStretchFactor(1, 2)
        below.setSizes([600, 440])
        outer = self.column()
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(16)
        parts.addWidget(strip)
        parts.addWidget(below)
        parts.setStretchFactor(0, 2)
        parts.setStretchFactor(1, 3)
        parts.setSizes([276, 444])
        outer.addWidget(parts)
        self.setFocusProxy(self.timeline)  # where the keys go when the page opens

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        if self.athlete_id is None:
            return
        services, today = self.context.services, self.context.services.clock()
        views: tuple[RaceView, ...] = services.season.races(self.athlete_id)
        start, end = vm.span(today, [view.race for view in views])
        weeks: tuple[WeekView, ...] = services.season.weeks(self.athlete_id, start, end)
        self._weeks = {week.monday: week for week in weeks}
        marks = [
            RaceMark(v.race.on, v.race.name, v.race.priority.value) for v in views if v.counts and v.race.on >= start
        ]
        another = self._shown_of != self.athlete_id
        self._shown_of = self.athlete_id
        self.timeline.show_season([_bar(week) for week in weeks], marks, today)
        if another or self.timeline.week is None:
            self.timeline.choose(today)
            self.timeline.show_day(today)
        self.races.show_races(views)
        self.whole.setCurrentWidget(self.races if views else self._empty)
        chosen = self.timeline.week
        if chosen is not None:
            self._show_week(chosen.monday, None if another else self.panel.days.day)

    def _show_week(self, monday: date, on: date | None = None) -> None:
        self.panel.show_week(self._weeks[monday], self.context.services.clock(), on)

    def show_target(self, target: object) -> None:
        """A race's id, or a day of the season."""
        if isinstance(target, date):
            self.timeline.choose(target)
            self.timeline.show_day(target)
            if self.timeline.week is not None:
                self._show_week(self.timeline.week.monday, target)
        elif isinstance(target, str):
            self.races.select(target)

    def show_today(self) -> None:
        today = self.context.services.clock()
        self.timeline.choose(today)
        self.timeline.show_day(today)
        if self.timeline.week is not None:
            self._show_week(self.timeline.week.monday)

    def show_all(self) -> None:
        self.timeline.fit_all()

    # ------------------------------------------------------------------------------------------------ changing

    def _save(self, race: Race) -> None:
        """Saves from a cell or the sheet; what is refused is raised and said where it was typed."""
        self.context.history.run(lambda: self.context.services.races.save(race), self)

    def race_sheet(self) -> RaceSheet:
        assert self.athlete_id is not None, "the frame shows this page with an athlete only"
        return RaceSheet(self.window(), self.athlete_id, self._save)

    def add_race(self) -> None:
        if self.athlete_id is None:
            return
        sheet = self.race_sheet()
        if sheet.exec():
            self.races.select(sheet.race_id)
        sheet.deleteLater()

    def remove_race(self, race_id: str) -> None:
        self.run(lambda: self.context.services.races.remove(race_id))


def _bar(week: WeekView) -> WeekBar:
    """The bar is as high as the mean of the days' ceilings, so that a week that ends in a race looks like one."""
    caps = week.caps
    mean = sum(day.caps.pct for day in week.days) / len(week.days)
    return WeekBar(
        week.monday,
        mean,
        phase_tone(week.phase),
        phase_word(week.phase),
        caps.sessions,
        week.sessions_done,
        most=caps.pct,
    )
