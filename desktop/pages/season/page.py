"""The season: a strip of weeks, the races under it, and the chosen week with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop.i18n import tr
from desktop.pages.season import planned as plan
from desktop.pages.season import view_model as vm
from desktop.pages.season.add_race import RaceSheet
from desktop.pages.season.change_panel import ChangePanel
from desktop.pages.season.changing import Changing
from desktop.pages.season.planned import Brief, PlannedRows
from desktop.pages.season.planning import Asked, Planning, Slice
from desktop.pages.season.races_table import RacesTable
from desktop.pages.season.strip_head import StripHead
from desktop.pages.season.week_panel import WeekPanel
from desktop.qt import pasted, theme
from desktop.qt.ask import is_trouble
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from desktop.services.plans import WeekView as PlanOfWeek
from desktop.services.season import RaceView, WeekView
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.layouts import scrolling
from desktop.widgets.phases import phase_tone, phase_word
from desktop.widgets.timeline import DayBar, RaceMark, Timeline, WeekBar
from models.records import Race
from rules.verdicts import PlannedWeek
from rules.vocabulary import RaceStatus

_BESIDE: Final = 740
"""Pixels from which races and week stand side by side."""
_LOW: Final = 480
_TALL: Final = 800
"""Pixels the page is high at least, side by side and one below the other; where there are fewer it scrolls."""


class SeasonPage(Page):
    topics = frozenset({Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.SETTINGS, Topic.EVERYTHING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._weeks: dict[date, WeekView] = {}
        self._plans: dict[date, PlanOfWeek | PlannedWeek] = {}
        self._briefs: dict[date, Brief] = {}
        self._rows: dict[date, PlannedRows] = {}  # in full, of the weeks that were looked at
        self._shown_of: str | None = None
        self._today: date | None = None
        self._until: date | None = None
        self._target: date | None = None
        self._planning = Planning(context.services, context.jobs, self)
        self._planning.arrived.connect(self._on_slice)
        self._planning.finished.connect(self._show_plan)
        self._planning.failed.connect(self._on_plan_failed)
        self._add = self.make_action(
            tr("Add race"),
            self.add_race,
            "add",
            tip=tr("A race to come or one that was  {keys}", keys="Ctrl+N"),
            does="new",
        )
        self._lay_out()
        self.changing = Changing(self, self._planning, self.change)
        self.changing.decided.connect(self._on_decided)
        self.changing.shown.connect(self._show_right)

    def actions(self) -> list[QAction]:
        return [self._add]

    @property
    def settled(self) -> bool:
        return not self._planning.about_to

    def _lay_out(self) -> None:
        """From the outside in: what is filled before it has its place is styled once more at every step."""
        self._parts = parts = QSplitter(Qt.Orientation.Vertical, self)
        self._scroller = scrolling(parts)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column().addWidget(self._scroller)
        strip = Card(parent=parts)
        self._pair = below = QSplitter(parts)
        left = Card(parent=below, margin=0)
        self.right = QStackedWidget(below)
        for splitter in (parts, below):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(16)
        self._make_strip(strip)
        self._make_races(left)
        self._make_right()
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setSizes([400, 380])
        below.setStretchFactor(0, 8)
        below.setStretchFactor(1, 5)
        below.setSizes([622, 378])
        theme.changes.changed.connect(self._arrange)
        self.setFocusProxy(self.timeline)  # where the keys go when the page opens

    def _make_strip(self, strip: Card) -> None:
        self.head = StripHead(strip)
        self.timeline = Timeline(strip)
        self.timeline.describe = self._week_lines
        self.timeline.chosen.connect(self._on_week)
        self.timeline.opened.connect(lambda _monday: self._to_days())
        self.timeline.page_asked.connect(self._open_week)
        self.timeline.race_moved.connect(self._move_race)
        self.timeline.zoomed.connect(self.head.show_span)
        self.head.span_asked.connect(self._show_span)
        self.head.today_asked.connect(self.show_today)
        self.head.show_span(self.timeline.span)
        strip.body.addWidget(self.head)
        strip.body.addWidget(self.timeline, 1)

    def _make_races(self, left: Card) -> None:
        self.whole = QStackedWidget(left)
        left.body.addWidget(self.whole)
        self.races = RacesTable(self._edit, self.context.memory, self.whole)
        self.races.table.takes_rows = True
        self.races.table.pasted.connect(self.paste_races)
        self.races.remove_asked.connect(self.remove_race)
        self.timeline.race_chosen.connect(self.races.select)
        self._empty = EmptyState(
            "flag",
            tr("No races yet"),
            tr("Enter the races of the season: build, taper and recovery follow from them, day by day."),
            self.whole,
        )
        self._empty.add_action(tr("Add race"), self.add_race)
        self.whole.addWidget(self.races)
        self.whole.addWidget(self._empty)

    def _make_right(self) -> None:
        """Beside the races: the chosen week or what a change would alter."""
        self.panel = WeekPanel(self.context.services.season.why, self.right)
        self.panel.open_asked.connect(self._open_week)
        self.panel.rule_asked.connect(lambda rule: self.context.go.open("rules", None, rule))
        self.change = ChangePanel(self.right)
        self.change.week_asked.connect(self._go_to_week)
        self.right.addWidget(self.panel)
        self.right.addWidget(self.change)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """For the room there is at the size of the text: races and week side by side or one below the other, and the page scrolls
        where it is too low for both."""
        beside = self.width() >= theme.scaled(_BESIDE)
        direction = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._pair.orientation() != direction:
            self._pair.setOrientation(direction)
            self._pair.setSizes([622, 378] if beside else [400, 600])
            self._parts.setSizes([400, 380] if beside else [300, 500])
        self._parts.setMinimumHeight(theme.scaled(_LOW if beside else _TALL))

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        if self.athlete_id is None:
            return
        services, today = self.context.services, self.context.services.clock()
        self._today = today
        views: tuple[RaceView, ...] = services.season.races(self.athlete_id)
        weeks: tuple[WeekView, ...] = services.season.weeks(self.athlete_id, *vm.near(today))
        another = self._shown_of != self.athlete_id
        self._shown_of = self.athlete_id
        if another:
            self._weeks, self._plans, self._briefs, self._rows, self._target = {}, {}, {}, {}, None
        self._until = vm.until(today, [view.race for view in views])
        self._take_weeks(weeks)
        self.head.show_taper(vm.taper_words(services.season.taper(views), today))
        self.timeline.show_season(self._bars(), (), today)
        if another or self.timeline.week is None:
            self.timeline.choose(today)
            self.timeline.show_day(today)
        self.changing.show_races(self.athlete_id, views)
        self._show_races()
        chosen = self.timeline.week
        if chosen is not None:
            self._show_week(chosen.monday, None if another else self.panel.days.day)
        self._ask_plan()

    def _take_weeks(self, weeks: Sequence[WeekView]) -> None:
        """These weeks as they are now; those around them, which follow in the background, stay as they were if there is no gap."""
        first, last = weeks[0].monday, weeks[-1].monday
        if self._weeks and not (min(self._weeks) <= last and max(self._weeks) >= first):
            self._weeks = {}
        merged = self._weeks | {week.monday: week for week in weeks}
        self._weeks = dict(sorted(merged.items()))

    def _marks(self, views: Sequence[RaceView]) -> list[RaceMark]:
        """The flags: races that count, and those of which a change is not decided, where they would be."""
        waiting, today = self.changing.waiting, self.context.services.clock()
        return [
            RaceMark(
                view.race.on,
                view.race.name,
                view.race.priority.value,
                view.race.id,
                view.race.status is RaceStatus.PLANNED and view.race.on >= today,
                self.changing.was(view.race.id),
            )
            for view in views
            if view.counts or view.race.id in waiting
        ]

    def _week_lines(self, monday: date) -> list[str]:
        return vm.week_lines(self._weeks[monday], self._briefs.get(monday), self.context.services.clock())

    def _show_races(self) -> None:
        views = self.changing.views
        self.timeline.show_races(self._marks(views))
        self.races.show_races(views, self.changing.waiting)
        self.whole.setCurrentWidget(self.races if views else self._empty)

    def _show_week(self, monday: date, on: date | None = None) -> None:
        self.panel.show_week(self._weeks[monday], self.context.services.clock(), on)
        self._show_plan()

    def _on_week(self, monday: date) -> None:
        self._show_week(monday)
        if self.changing.open:
            self.change.point_at(monday)

    def _bars(self) -> list[WeekBar]:
        return [_bar(week, self._briefs.get(monday)) for monday, week in self._weeks.items()]

    # ------------------------------------------------------------------------------------------------ the plan, when it comes

    def _ask_plan(self) -> None:
        """Has the weeks planned in the background, unless they are there or under way."""
        if self.athlete_id is None or not self.isVisible() or self.changing.asking:
            return
        services = self.context.services
        assert self._until is not None, "asked for after the page was filled"
        asked = Asked(
            self.athlete_id, services.store.stamp(), services.clock(), vm.WEEKS_BEHIND, vm.FAR_BEHIND, self._until
        )
        if self._planning.asked != asked:
            self._planning.ask(asked)
            self._show_plan()

    def _on_slice(self, found: Slice) -> None:
        weeks = {one.monday: one for one in (*found.views, *found.weeks)}
        self._plans.update(weeks)
        self._briefs.update((monday, plan.brief(one, self._sources())) for monday, one in weeks.items())
        for monday in weeks:
            self._rows.pop(monday, None)
        if found.season:
            self._weeks = {week.monday: week for week in found.season}
            self.timeline.show_season(self._bars(), self.timeline.races, self._today)
            if self._target is not None:
                self.show_target(self._target)
        else:
            self.timeline.show_weeks(self._bars())
        self._show_plan()

    def _sources(self) -> plan.Sources:
        services = self.context.services
        return plan.Sources(services.words, services.rulebook.exercises)

    def _rows_of(self, monday: date) -> PlannedRows | None:
        if monday not in self._rows and monday in self._plans:
            self._rows[monday] = plan.rows(self._plans[monday], self._sources())
        return self._rows.get(monday)

    def _on_plan_failed(self, error: Exception) -> None:
        self._show_plan()
        self.context.go.trouble(error)

    def _show_plan(self) -> None:
        if self.panel.week is not None:
            rows, today = self._rows_of(self.panel.week.monday), self.context.services.clock()
            self.panel.show_plan(rows, today, self._planning.reaches(self.panel.week.monday))

    def _open_week(self, monday: date) -> None:
        self.context.go.open("week", self.athlete_id, monday)

    def _to_days(self) -> None:
        if self.right.currentWidget() is self.panel:
            self.panel.days.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        if self._today is not None and self._today != self.context.services.clock():
            self.mark_dirty()
        super().showEvent(event)
        self.changing.go_on()
        self._ask_plan()  # plans are written down, and days pass, while another page is shown

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._planning.cancel()
            self.changing.pause()
        super().hideEvent(event)

    def show_target(self, target: object) -> None:
        """A race's id, or a day of the season."""
        if isinstance(target, date):
            self._target = None if self._has(target) else target  # then it is gone to when its week is there
            if self._target is not None:
                return
            self.timeline.choose(target)
            self.timeline.show_day(target)
            if self.timeline.week is not None:
                self._show_week(self.timeline.week.monday, target)
        elif isinstance(target, str):
            self.races.select(target)

    def _go_to_week(self, monday: date) -> None:
        self.timeline.choose(monday)
        if self.timeline.week is not None:
            self._show_week(self.timeline.week.monday)

    def show_today(self) -> None:
        self.timeline.go_to_today()

    def _show_span(self, weeks: float) -> None:
        self.timeline.set_span(weeks)

    def _has(self, day: date) -> bool:
        return day - timedelta(days=day.weekday()) in self._weeks

    # ------------------------------------------------------------------------------------------------ changing

    def _edit(self, race: Race) -> None:
        """A race from a cell or the sheet; what is refused is raised and said where it was typed. What is saved at once and what
        is shown first, `changing` knows."""
        self.changing.edit(race)

    def _show_right(self) -> None:
        """The panel of the change while there is one, else the week's; the table with what was typed."""
        self.right.setCurrentWidget(self.change if self.changing.open else self.panel)
        self.timeline.mark(self.changing.weeks)
        self._show_races()

    def _on_decided(self) -> None:
        self._show_right()
        self._ask_plan()

    def _move_race(self, race_id: str, on: date) -> None:
        """A flag was let go on another day: as if the day had been typed."""
        race = next((view.race for view in self.changing.views if view.race.id == race_id), None)
        if race is None:
            return
        try:
            self.changing.edit(replace(race, on=on))
        except Exception as error:
            if not is_trouble(error):
                raise
            self.context.go.trouble(error)

    def leave(self) -> None:
        self.races.commit()

    def race_sheet(self) -> RaceSheet:
        assert self.athlete_id is not None, "the frame shows this page with an athlete only"
        sheet = RaceSheet(self.window(), self.athlete_id, self._edit)
        sheet.keep_draft(self.context.memory, f"race:{self.athlete_id}")
        return sheet

    def paste_races(self, text: str) -> None:
        """Races from rows of a spreadsheet: name, date, priority, distance, ascent."""
        athlete_id = self.athlete_id
        if athlete_id is not None:
            pasted.take(self, lambda: pasted.pasting(self.context.services).races(athlete_id, text))

    def add_race(self) -> None:
        if self.athlete_id is None:
            return
        sheet = self.race_sheet()
        if sheet.exec():
            self.races.select(sheet.race_id)
        sheet.deleteLater()

    def remove_race(self, race_id: str) -> None:
        self.changing.remove(race_id)


def _bar(week: WeekView, brief: Brief | None) -> WeekBar:
    """The bar is as high as the mean of the days' ceilings, so that a week that ends in a race looks like one."""
    caps = week.caps
    mean = sum(day.caps.pct for day in week.days) / len(week.days)
    return WeekBar(
        week.monday,
        mean,
        phase_tone(week.phase),
        phase_word(week.phase),
        caps.sessions,
        week.sessions_done if brief is None else brief.done,
        note="" if brief is None else brief.note(),
        most=caps.pct,
        coming=None if brief is None else brief.coming,
        missed=0 if brief is None else brief.missed,
        projected=brief is not None and brief.projected,
        opens=() if brief is None else brief.opens,
        held=() if brief is None else brief.held,
        days=tuple(DayBar(day.caps.pct, phase_tone(day.phase), phase_word(day.phase)) for day in week.days),
    )
