"""Progress: five charts over the same days, each with its twin in words."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.progress import sections
from desktop.pages.progress import view_model as vm
from desktop.pages.progress.card import ChartCard
from desktop.pages.progress.export_sheet import EVERYTHING, ExportSheet, file_name
from desktop.pages.progress.picker import ExerciseChoice
from desktop.qt import fmt, theme
from desktop.qt.page import Context, Page
from desktop.qt.stages import Stages
from desktop.services.outcome import Topic
from desktop.services.progress import ProgressView
from desktop.widgets import meanings
from desktop.widgets.charts.lanes import LaneChart
from desktop.widgets.charts.lines import LineChart
from desktop.widgets.charts.pictures import Drawn, Picture
from desktop.widgets.charts.sides import SidesChart
from desktop.widgets.charts.span import Span
from desktop.widgets.charts.weeks import WeekChart
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.layouts import scrolling
from desktop.widgets.tool import tool

NARROW: Final = 760  # of the page: below, one chart in a row, and the controls in two
_ZOOM: Final = 1.5
_FIRST_PAINT: Final = 25
"""Milliseconds the page is given to be painted before it reads: both at once would wait for each other again and again."""


def _read(services: Any, judge: Any, athlete_id: str, first_weekday: int, _progress: object) -> ProgressView:
    with closing(services.sibling(judge)) as mine:
        return mine.progress.read(athlete_id, first_weekday)


class ProgressPage(Page):
    """What is shown is read in the background; until then the cards are there and empty, so that nothing moves."""

    topics = frozenset(
        {Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._judge: Any = None  # the rules of the background, made once
        self._reading = False
        self._view: ProgressView | None = None
        self._slug = ""
        self._filling, self._turning = Stages(self), Stages(self)
        self._export = self.make_action(
            tr("Export"), self.export, "export", tip=tr("Save a picture  {keys}", keys="Ctrl+E"), does="export"
        )
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.timeout.connect(self._ask)
        self.span = Span(self)
        self._lay_out()
        self.span.changed.connect(self._show_range)

    def actions(self) -> list[QAction]:
        return [self._export]

    @property
    def settled(self) -> bool:
        return not (self._reading or self._filling.pending or self._turning.pending)

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self.lift = LineChart(self.span, tr("Load and estimated maximum"), 250)
        self.lift.names_bands = True
        self.weeks = WeekChart(self.span, tr("Sessions against the plan"), 190)
        self.categories = LaneChart(self.span, tr("Sets by category"), 190)
        self.sides = SidesChart(self.span, tr("Left and right"), 190)
        self.pain = LaneChart(self.span, tr("Pain by area"), 190)
        self.cards = (
            ChartCard("lift", self.lift, sections.lift_heads(), self.lift.name),
            ChartCard("weeks", self.weeks, sections.week_heads(), self.weeks.name),
            ChartCard("categories", self.categories, sections.category_heads(), self.categories.name),
            ChartCard("sides", self.sides, sections.side_heads(), self.sides.name),
            ChartCard("pain", self.pain, sections.pain_heads(), self.pain.name),
        )
        terms = (
            meanings.E1RM, meanings.ADHERENCE, meanings.CATEGORIES, meanings.ASYMMETRY, meanings.PAIN_AREAS,
        )  # fmt: skip
        for card, term in zip(self.cards, terms, strict=True):
            meanings.explain(card.title, term)
        inside = QWidget()
        inside.setProperty("area", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 4)
        self._grid.setSpacing(16)
        self._across = 0
        self.area = scrolling(inside)
        charts = QWidget()
        column = QVBoxLayout(charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(self._controls())
        column.addWidget(self.area, 1)
        self.empty = EmptyState(
            "progress",
            tr("Nothing to show yet"),
            tr("After the first session this page shows load, strength, sessions and pain over time."),
        )
        self.empty.add_action(tr("Open this week"), lambda: self.context.go.open("week"))
        self.views = QStackedWidget()
        self.views.addWidget(charts)
        self.views.addWidget(self.empty)
        self.column().addWidget(self.views)
        self._place(2)
        self.setFocusProxy(self.picker)

    def _controls(self) -> QBoxLayout:
        self.picker = ExerciseChoice()
        self.picker.picked.connect(lambda slug: self.choose(str(slug)))
        self._lanes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lanes.setSpacing(8)
        self._lanes.addWidget(self.picker, 3)
        self._lanes.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(8)
        self.ranges = QButtonGroup(self)
        self.ranges.setExclusive(False)  # zoomed by hand, none of them holds
        for number, (text, days) in enumerate(vm.RANGES):
            button = QPushButton(tr(text))
            button.setCheckable(True)
            button.setToolTip(tr("Show everything") if days is None else tr("Show the last {range}", range=tr(text)))
            button.clicked.connect(partial(self.show_range, days))
            self.ranges.addButton(button, number)
            second.addWidget(button)
        for icon, text, factor in (("add", tr("Closer"), 1 / _ZOOM), ("minus", tr("Farther"), _ZOOM)):
            second.addWidget(tool(icon, text, partial(self.span.zoom, factor)))
        self.twin = QPushButton(tr("Table"))
        self.twin.setCheckable(True)
        self.twin.setShortcut("Ctrl+L")
        self.twin.setToolTip(tr("The same figures as text, to sort and copy  {keys}", keys="Ctrl+L"))
        self.twin.toggled.connect(self._show_tables)
        second.addWidget(self.twin)
        self._lanes.addLayout(second)
        return self._lanes

    def _place(self, across: int) -> None:
        """The first card over the whole width, the others beside or below one another."""
        if across == self._across:
            return
        self._across = across
        for card in self.cards:
            self._grid.removeWidget(card)
        self._grid.addWidget(self.cards[0], 0, 0, 1, across)
        for number, card in enumerate(self.cards[1:]):
            self._grid.addWidget(card, 1 + number // across, number % across)
        for row in range(5):
            self._grid.setRowStretch(row, (4 if row == 0 else 3) if row <= 4 // across else 0)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.scaled(NARROW)
        self._lanes.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._place(2 if wide and not self.twin.isChecked() else 1)  # tables take the whole width

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        if self.athlete_id is None:
            return
        if self._view is not None and self._view.athlete_id != self.athlete_id:
            self._clear()
        self._reading = True
        self._asking.start(_FIRST_PAINT)

    def _ask(self) -> None:
        if self.athlete_id is None:
            self._reading = False
            return
        services = self.context.services
        if self._judge is None:
            self._judge = services.desk.judge.sibling()
        work = partial(_read, services, self._judge, self.athlete_id, fmt.first_weekday())
        self.context.jobs.run(work, self._on_read, self._on_trouble, key="progress")

    def _clear(self) -> None:
        """Nobody's figures are shown while another's are read."""
        self._view, self._slug = None, ""
        self._filling.stop()
        self.lift.show_lines((), (), (), "")
        self.weeks.show_weeks((), (), (), "")
        self.categories.show_lanes((), (), (), "")
        self.sides.show_sides((), (), (), (), "")
        self.pain.show_lanes((), (), (), "")
        for card in self.cards:
            card.show_section(vm.Section(card.chart.name, lambda _start, _end: "", tuple))

    def _on_trouble(self, error: Exception) -> None:
        self._reading = False
        self.context.go.trouble(error)

    def _on_read(self, view: ProgressView) -> None:
        self._reading = False
        if view.athlete_id != self.athlete_id:
            return
        fresh = self._view is None
        self._view = view
        something = bool(view.exercises)
        self._export.setEnabled(something)
        self.views.setCurrentIndex(0 if something else 1)
        self.setFocusProxy(self.picker if something else self.empty)
        if not something:
            return
        if view.exercise(self._slug) is None:
            # most begin with drills that never change: what is loaded tells more, if there is any
            loaded = (one for one in view.exercises if one.in_kilograms)
            self._slug = next(loaded, view.exercises[0]).slug
        self.picker.show_exercises(view.exercises, self._slug)
        newest = self.span.end >= self.span.last
        length = self.span.length
        self.span.bound(view.weeks[0].start, view.weeks[-1].start + timedelta(days=6))
        if fresh:
            self.span.show_last(vm.USUAL)
        elif newest:
            self.span.show_last(length)
        self._show_range()
        self._filling.start(self._fill_lift, self._fill_weeks, self._fill_categories, self._fill_sides, self._fill_pain)

    def _fill_lift(self) -> None:
        view = self._view
        assert view is not None, "filled from what was read"
        one = view.exercise(self._slug)
        assert one is not None, "what is chosen is one of those done"
        behind = vm.bands(view), vm.flags(view)
        for card in self.cards:
            card.chart.show_background(*behind)
        self.cards[0].show_section(sections.show_lift(self.lift, view, one))

    def _fill_weeks(self) -> None:
        assert self._view is not None, "filled from what was read"
        self.cards[1].show_section(sections.show_weeks(self.weeks, self._view))

    def _fill_categories(self) -> None:
        assert self._view is not None, "filled from what was read"
        self.cards[2].show_section(sections.show_categories(self.categories, self._view))

    def _fill_sides(self) -> None:
        assert self._view is not None, "filled from what was read"
        self.cards[3].show_section(sections.show_sides(self.sides, self._view, self._slug))

    def _fill_pain(self) -> None:
        assert self._view is not None, "filled from what was read"
        self.cards[4].show_section(sections.show_pain(self.pain, self._view))

    # ------------------------------------------------------------------------------------------------ choosing

    def choose(self, slug: str) -> None:
        """Shows an exercise."""
        if self._view is None or self._view.exercise(slug) is None or slug == self._slug:
            return
        self._slug = slug
        self.picker.set_value(slug)
        self._fill_lift()
        self._fill_sides()

    def show_target(self, target: object) -> None:
        """An exercise's slug."""
        if not isinstance(target, str):
            return
        if self._view is None:
            self._slug = target  # what is read next is asked for it
        else:
            self.choose(target)

    def focus_filter(self) -> bool:
        self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_range(self, days: int | None) -> None:
        self.span.show_last(days)
        self._show_range()

    def _show_range(self) -> None:
        """Which of the ranges is in sight, if it is one of them."""
        newest = self.span.end >= self.span.last
        for number, (_, days) in enumerate(vm.RANGES):
            held = self.span.is_whole if days is None else newest and abs(self.span.length - days) < 0.5
            self.ranges.button(number).setChecked(held)

    def _show_tables(self, wanted: bool) -> None:
        self._arrange()
        first, *others = (partial(card.show_table, wanted) for card in self.cards)
        first()
        self._turning.start(*others)  # one after the other: a table of years takes its time

    # ------------------------------------------------------------------------------------------------ exporting

    def picture(self, which: str) -> Picture:
        """The picture of one section, or of all."""
        assert self._view is not None, "there is something to draw"
        athlete = self.context.services.athletes.dossier(self._view.athlete_id).athlete
        start, end = (fmt.date(vm.day_of(moment)) for moment in (self.span.start, self.span.end - 1))
        parts = tuple(
            Drawn(card.chart, card.section.title, card.in_words, wide=card is self.cards[0])
            for card in self.cards
            if which in (EVERYTHING, card.id)
        )
        return Picture(athlete.name, tr("Progress from {start} to {end}", start=start, end=end), parts)

    def export_sheet(self) -> ExportSheet:
        assert self._view is not None, "there is something to draw"
        athlete = self.context.services.athletes.dossier(self._view.athlete_id).athlete
        choices = [(EVERYTHING, tr("The whole page")), *((card.id, card.section.title) for card in self.cards)]
        focused = next((card.id for card in self.cards if card.chart.hasFocus()), "")
        name = file_name(athlete.name, self._view.today.isoformat())
        return ExportSheet(
            self.window(),
            self.context.ask,
            name,
            choices,
            self.picture,
            self.context.go.say,
            focused or EVERYTHING,
        )

    def export(self) -> None:
        if self._view is None or not self._view.exercises:
            return
        sheet = self.export_sheet()
        sheet.exec()
        sheet.deleteLater()
