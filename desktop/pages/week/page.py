"""This week: the sessions of one calendar week, entered set by set, with the reasons and the history beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.week import beside
from desktop.pages.week import view_model as vm
from desktop.pages.week.asks import PlanAsks
from desktop.pages.week.entering import Entering
from desktop.pages.week.morning import MorningBanner
from desktop.pages.week.reading import WeekReader, guarded
from desktop.pages.week.session_card import SessionCard
from desktop.pages.week.side import CourseCard, WhyCard
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from desktop.services.plans import CardState, WeekView
from desktop.services.plans import SessionCard as CardOf
from desktop.services.rests import rest_after
from desktop.services.sheets.loads import lead_in_sets
from desktop.settings import EFFORT, REST_SOUND
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from desktop.pages.printing import PrintSheet

LATER: Final = 400  # milliseconds after a set was entered until the plan is read anew
AFTER_PAINT: Final = 150  # milliseconds until the plan shown is written down
_WEEK: Final = timedelta(weeks=1)


class Door(QWidget):
    """Where the keys go when the page opens; they are led on to the first set to do as soon as it is there."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(1, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class WeekPage(Page):
    topics = frozenset(
        {Topic.TRAINING, Topic.ATHLETES, Topic.RACES, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._plans = context.services.plans
        self._monday = vm.monday_of(context.services.clock())
        self._key = ""
        self._shown: tuple[str | None, date] | None = None  # whose week is on the page
        self._looked_at = False  # ever since it was shown: so what changed was changed here, and is planned already
        self.reader = WeekReader(context, self)
        self.reader.arrived.connect(self._show_week)
        self.entering = Entering(self)
        self._after = self._timer(self._read_in_pieces)
        self._write = self._timer(self._write_down)
        self.asks = PlanAsks(self)
        self._make_actions()
        self._lay_out()

    # ------------------------------------------------------------------------------------------------ putting together

    def _timer(self, slot: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(slot)
        return made

    def _make_actions(self) -> None:
        self._back = self.make_action("", lambda: self.turn(-1), "chevron-left", "Ctrl+PgUp", tr("The week before"))
        self._title = self.make_action("", self.show_today, tip=tr("Back to this week"))
        self._on = self.make_action("", lambda: self.turn(1), "chevron-right", "Ctrl+PgDown", tr("The week after"))
        self._back.setProperty("spoken", tr("The week before"))
        self._on.setProperty("spoken", tr("The week after"))
        self._today = self.make_action(tr("Today"), self.show_today, shortcut="Ctrl+Home", tip=tr("Back to this week"))
        self._finish = self.make_action(
            tr("Finish session"), self.entering.finish, "check", "Ctrl+Return", tr(vm.FINISH[vm.Finish.ABLE])
        )
        self._finish.setProperty("brief", tr("Finish"))
        self._print = self.make_action(
            tr("Print"),
            self.print_,
            "print",
            "Ctrl+P",
            tr("The session or the week on paper, with boxes to fill by hand"),
        )
        self._menu = QMenu(self)
        self._sound = self._menu_action(tr("Beep when the rest is over"), self._set_sound, checkable=True)
        self._as_rir = self._menu_action(tr("Type effort as RIR"), self._set_effort, checkable=True)
        for action in (self._sound, self._as_rir):  # of the whole store, so the coach's
            action.setVisible(self.context.policy.may("settings"))
        self._menu.addSeparator()
        self._menu_action(tr("Ill or away…"), self.asks.absence)
        self._menu_action(tr("What if…"), self.asks.what_if)

    def _menu_action(self, text: str, slot: Callable[[], object], checkable: bool = False) -> QAction:
        action = QAction(text, self._menu)
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked=False: slot())
        self._menu.addAction(action)
        return action

    def actions(self) -> list[QAction]:
        return [self._back, self._title, self._on, self._today, self._print, self._finish]

    def _lay_out(self) -> None:
        self.banner = MorningBanner()
        self.banner.answered.connect(self.asks.answer_morning)
        self.card = SessionCard(self._menu)
        self.sheet = self.card.sheet
        self.card.tab_chosen.connect(self.choose)
        self.card.move_asked.connect(self.asks.move)
        self.card.skip_asked.connect(self.asks.skip)
        self.card.note_asked.connect(self.asks.do_noted)
        self.card.felt.connect(self.asks.feel)
        self.card.told.connect(self.entering.keep_told)
        self.sheet.entered.connect(self.entering.enter)
        self.sheet.cleared.connect(self.entering.clear)
        self.sheet.answered.connect(self.entering.judge)
        self.sheet.swap_asked.connect(self.asks.swap)
        self.sheet.focused.connect(self._show_side)
        self.sheet.through.connect(self.entering.on_through)
        self._door = Door(self)
        self._door.entered.connect(self._on_door)
        self.setFocusProxy(self._door)
        self._nothing = EmptyState("week", tr("No session this week"), "")
        if self.context.policy.page("profile"):
            self._nothing.add_action(tr("Days and equipment"), lambda: self.context.go.open("profile"))
        self._nothing.add_action(tr("Ill or away…"), self.asks.absence, main=False)
        empty_card = Card(margin=0)
        empty_card.body.addWidget(self._nothing)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.card)
        self.whole.addWidget(empty_card)
        self.whole.addWidget(Card(margin=0))  # while the plan is being read
        self.why, self.course = WhyCard(linked=self.context.policy.page("rules")), CourseCard()
        self.why.rule_asked.connect(lambda rule: self.context.go.open("rules", None, rule))
        self.why.what_if_asked.connect(self.asks.what_if)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.why, 3)
        column.addWidget(self.course, 2)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.whole, 1)
        across.addWidget(self._side)
        outer = self.column(12)
        outer.addWidget(self.banner)
        outer.addLayout(across, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(max(264, min(400, round(self.width() * 0.29))))

    # ------------------------------------------------------------------------------------------------ reading

    def show_athlete(self, athlete_id: str | None) -> None:
        if athlete_id != self.athlete_id:
            self._monday = vm.monday_of(self.context.services.clock())
            self._key, self._shown = "", None
            self.reader.forget()
            self.entering.forget()
            self.banner.forget()
            self.sheet.stop_rest()
        super().show_athlete(athlete_id)

    def show_target(self, target: object) -> None:
        """A day of the week to show, or a planned session's slot."""
        if isinstance(target, date):
            self._go_to(vm.monday_of(target), target.isoformat())

    def turn(self, weeks: int) -> None:
        self._go_to(self._monday + weeks * _WEEK)

    def show_today(self) -> None:
        self._go_to(vm.monday_of(self.context.services.clock()))

    def _go_to(self, monday: date, key: str = "") -> None:
        self.take_in()
        self._monday, self._key = monday, key
        self.mark_dirty()

    def refresh(self) -> None:
        """Reads in pieces; at once only what was just planned by a change made here."""
        if (
            self.entering.saving
        ):  # a set was just entered: its row is up to date, the plan follows when the hands are still
            self.reader.stop()
            self._after.start(LATER)
            return
        self._after.stop()
        if self.athlete_id is None:
            return
        self._title.setText(vm.week_title(self._monday))
        self._today.setVisible(not self.is_current)
        if self._shown == (self.athlete_id, self._monday) and self._looked_at and not self.reader.busy:
            if self.reader.read(self.athlete_id, self._monday):
                self._show_week()
            return
        if self._shown != (self.athlete_id, self._monday):
            self._show_nothing_yet()
        self._read_in_pieces()

    def _read_in_pieces(self) -> None:
        if self.athlete_id is not None:
            self.reader.read_in_pieces(self.athlete_id, self._monday)

    @property
    def settled(self) -> bool:
        return self.athlete_id is None or (self._shown == (self.athlete_id, self._monday) and not self.reader.busy)

    def _show_nothing_yet(self) -> None:
        """Another athlete or week: what was shown is gone before the new one is read."""
        self.reader.forget()
        self._shown = self.entering.session = None
        self._show_finish(vm.Finish.NOTHING)
        self.whole.setCurrentIndex(2)
        self.banner.forget()
        self.why.show_parts(tr("Why this session"), ())
        self.course.chart.clear()

    def _show_week(self) -> None:
        view, services = self.reader.view, self.context.services
        if view is None:
            return
        opened, self._looked_at = not self._looked_at, True
        self._shown = (self.athlete_id, self._monday)
        self.sheet.timer.sound = services.settings.get(REST_SOUND) == "on"
        self._sound.setChecked(self.sheet.timer.sound)
        self._as_rir.setChecked(self.reserve)
        chosen = self.chosen
        if chosen is None or (opened and chosen.state is CardState.WITHDRAWN):
            self._key = vm.first_choice(view.cards, self.today)
        self._show_card()
        self.entering.recall()
        self.asks.ask_morning()
        if self.is_current:
            self._write.start(AFTER_PAINT)
        if self._door.hasFocus():
            self.sheet.start()

    @property
    def reserve(self) -> bool:
        """Whether effort is typed as repetitions in reserve."""
        return self.context.services.settings.get(EFFORT) == "rir"

    @property
    def monday(self) -> date:
        """Of the week shown."""
        return self._monday

    @property
    def is_current(self) -> bool:
        return self._monday == vm.monday_of(self.today)

    @property
    def chosen(self) -> CardOf | None:
        """The session shown."""
        cards = () if self.reader.view is None else self.reader.view.cards
        return next((card for card in cards if vm.key_of(card) == self._key), None)

    def _write_down(self) -> None:
        athlete_id = self.athlete_id
        if athlete_id is not None:
            guarded(self.context, lambda: self._plans.write_down(athlete_id))

    # ------------------------------------------------------------------------------------------------ showing

    def choose(self, key: str) -> None:
        self.take_in()
        if key != self._key:
            self.sheet.stop_rest()
        self._key = key
        self._show_card()

    def _show_card(self) -> None:
        view, card = self.reader.view, self.chosen
        if view is None or self.athlete_id is None:
            return
        self.whole.setCurrentIndex(0 if card is not None else 1)
        if card is None:
            self._show_no_session(view)
            return
        session = self.entering.choose(card, self.athlete_id, view.projected, self.today)
        self.card.tabs.show_tabs([vm.tab_of(one, self.today) for one in view.cards], self._key)
        self.card.show_minutes(vm.minutes_text(card))
        able = vm.movable(card, view.projected) and self.is_current
        self.card.show_tools(able, able and card.state is not CardState.MISSED)
        before = vm.feelable(card, view.projected, self.today)
        felt = card.wish if before and not vm.under_way(card, self.today) else session
        soreness, readiness = (None, None) if felt is None else (felt.soreness, felt.readiness)
        self.card.show_feelings(soreness, readiness, before)
        self.card.show_foot(session, vm.writable(card, view.projected, self.today))
        self.show_session()

    def _show_no_session(self, view: WeekView) -> None:
        self.entering.session = None
        said = [why.text for why in self._left_out(view.left_out)]
        self._nothing.say(
            tr("No session this week") if self.is_current else tr("No session in this week"), "\n".join(said[:3])
        )
        self._show_finish(vm.Finish.NOTHING)
        self._show_side("")

    def show_session(self) -> None:
        """The table, from the session as it is now."""
        card, session, view = self.chosen, self.entering.session, self.reader.view
        if card is None or view is None:
            return
        writable = session is not None and vm.writable(card, view.projected, self.today)
        able = vm.swappable(card, view.projected, self.today)
        blocks = () if session is None else vm.blocks_of(session, card.planned, self._sources(card), able)
        warning = self.entering.warning
        said = vm.note_of(card, view.projected, self.today, self.context.services.words.sentence, view.cards)
        note = vm.Note(warning, "pain", alarm=True) if warning else said
        self.card.note.show_note(note)
        self.sheet.show_blocks(blocks, writable, self.reserve)
        self._show_finish(vm.finish_of(card, self.today, writable, self.entering.begun, self.entering.ended))
        self._show_side(self.sheet.slug)

    def _show_finish(self, state: vm.Finish) -> None:
        """Greyed, the button says why: in its tooltip and read aloud."""
        self._finish.setEnabled(state is vm.Finish.ABLE)
        self._finish.setToolTip(tr(vm.FINISH[state]))

    def _sources(self, card: CardOf) -> vm.Sources:
        services = self.context.services
        return vm.Sources(
            services.rulebook.exercises,
            services.words.sentence,
            beside.last_times(self.reader.lately, card.on),
            partial(rest_after, services.rulebook),
            partial(lead_in_sets, services.rulebook),
            self.reserve,
        )

    def _left_out(self, gone: Any) -> tuple[beside.Why, ...]:
        services = self.context.services
        return beside.left_out(gone, services.rulebook.exercises, services.words.sentence)

    def _show_side(self, slug: str) -> None:
        """Why this session, why this exercise, what is left out, what would open; and the history of the exercise at hand."""
        view, card, services = self.reader.view, self.chosen, self.context.services
        if view is None:
            return
        exercises = services.rulebook.exercises
        parts = beside.parts_of(view, card, slug, exercises, services.words.sentence)
        there = card is not None and card.state is not CardState.WITHDRAWN
        self.why.show_parts(tr("Why this session") if there else tr("Why no session"), parts)
        if not slug or card is None:
            self.course.show_course(None)
            return
        planned = card.planned if there else None
        item = None if planned is None else next((one for one in planned.items if one.slug == slug), None)
        until = self.reader.until(self._monday)
        exercise, past = exercises[slug], until < self.today
        course = beside.course_of(slug, exercise, self.reader.lately, until, item, card.on, past, self.reserve)
        self.course.show_course(course)

    # ------------------------------------------------------------------------------------------------ coming and going

    def print_(self) -> PrintSheet | None:
        """Opens the sheet of paper, the session shown first."""
        if self.reader.view is None or self.athlete_id is None:
            return None
        from desktop.pages.printing import open_print_sheet  # paper takes long to read, and is seldom asked for

        self.take_in()
        return open_print_sheet(self, self.athlete_id, self.reader.view, self.chosen)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._looked_at = False

    def _on_door(self) -> None:
        if self.settled:
            self.sheet.start()

    def take_in(self) -> None:
        """Takes in what is being typed."""
        self.sheet.commit()
        self.card.notes.finish()
        self.card.minutes.finish()

    def leave(self) -> None:
        self.take_in()
        if self._after.isActive() or not self.settled:
            self._after.stop()
            self.reader.stop()
            self.mark_dirty()
        self._write.stop()  # the store may be closed next; the plan is written down when next shown

    @property
    def today(self) -> date:
        return self.context.services.clock()

    # ------------------------------------------------------------------------------------------------ settings

    def _set_sound(self) -> None:
        value = "on" if self._sound.isChecked() else "off"
        self.run(lambda: self.context.services.settings.set(REST_SOUND, value))

    def _set_effort(self) -> None:
        value = "rir" if self._as_rir.isChecked() else "rpe"
        self.run(lambda: self.context.services.settings.set(EFFORT, value))
