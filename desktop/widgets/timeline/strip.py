"""The season as a strip that scrolls and zooms: a bar a week, its height the load cap, its colour the phase; dots, races, today."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QPropertyAnimation, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGestureEvent, QPinchGesture, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import fmt, theme
from desktop.widgets.dots import dots_words
from desktop.widgets.proxies import Proxies, StandIn
from desktop.widgets.timeline import geometry as geo
from desktop.widgets.timeline import painting
from desktop.widgets.timeline.geometry import MARGIN, Flag, Frame
from desktop.widgets.timeline.hands import Hands
from desktop.widgets.timeline.marks import RaceMark, WeekBar
from desktop.widgets.timeline.painting import Fonts, Scene

MONTH, SEASON, YEAR, THREE_YEARS = 5.0, 40.0, 53.0, 156.0
"""Weeks in view: the four steps that have a name. Everything from the first to the last can be had."""
_WEEK: Final = timedelta(weeks=1)
_THIRD_ROW: Final = 250  # pixels of height from which three rows of flags have room
_BARS_LEAST: Final = 64  # pixels, with the scroll bar under them
_GLIDE_MS: Final = 180
_READERS_MS: Final = 200  # after the last change, what readers are told follows: never on the way to the first paint


class Timeline(QAbstractScrollArea):
    """`chosen(monday)` when a week is clicked or walked to, `opened(monday)` on Enter, `page_asked(monday)` on a double click or
    Ctrl+Enter. `race_chosen(id)` when a flag is clicked or walked to, `race_moved(id, day)` when one was let go on another day:
    nothing is moved by that. `zoomed(weeks in view)`.

    Left and right walk the weeks, Page Up and Down a month, Home goes to today, Ctrl+Home and End to the ends; Ctrl+wheel, a pinch,
    + and - zoom, 0 shows the season. Up goes to the flags: Alt with an arrow moves one by a day, with Shift by a week.
    """

    chosen = Signal(object)
    opened = Signal(object)
    page_asked = Signal(object)
    race_chosen = Signal(str)
    race_moved = Signal(str, object)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks: tuple[WeekBar, ...] = ()
        self.races: tuple[RaceMark, ...] = ()
        self.describe: Callable[[date], Sequence[str]] | None = None
        """What is to be known of the week that begins on a day, line by line; without it, what its bar says."""
        self.today: date | None = None
        self.at = -1
        self._span, self._step = SEASON, 0.0
        self._marked: frozenset[date] = frozenset()
        self._wish: date | None = None  # the day to be seen, until somebody scrolls
        self._fonts: Fonts | None = None
        self._placed: tuple[tuple[object, ...], list[Flag]] | None = None
        self._hands = Hands(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every language
        self.setAccessibleName(tr("Season, a bar a week"))
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._glide = QPropertyAnimation(self.horizontalScrollBar(), b"value", self)
        self._glide.setDuration(_GLIDE_MS)
        self.proxies = Proxies(self.viewport())
        self.proxies.name(tr("Weeks and races"))
        self.proxies.pressed.connect(self._on_pressed)
        self._readers = QTimer(self)
        self._readers.setSingleShot(True)
        self._readers.setInterval(_READERS_MS)
        self._readers.timeout.connect(self.tell_readers)
        theme.changes.changed.connect(self._on_theme)
        self._hold_room()

    def sizeHint(self) -> QSize:
        return QSize(900, 290)

    # ------------------------------------------------------------------------------------------------ data

    def show_season(self, weeks: Sequence[WeekBar], races: Sequence[RaceMark], today: date | None) -> None:
        """Weeks in order without gaps. The chosen week stays chosen when it is still there, and what is seen stays where it is."""
        kept = self.week.monday if self.week is not None else None
        first = not self.weeks
        left = self.frame_now().day_at(0) if self.weeks else None
        shift = self.weeks[0].monday if self.weeks else None
        self.weeks, self.races, self.today = tuple(weeks), tuple(sorted(races, key=lambda one: (one.on, one.id))), today
        self.at = self.number_of(kept) if kept is not None else -1
        self._hands.cancel()
        self._measure()
        if first and today is not None:
            self.show_day(today)
        elif self._wish is not None:
            self.show_day(self._wish)
        elif left is not None and self.weeks and shift is not None and shift != self.weeks[0].monday:
            bar = self.horizontalScrollBar()
            bar.setValue(round(bar.value() + (shift - self.weeks[0].monday).days / 7 * self.step))
        self._tell_later()

    def show_races(self, races: Sequence[RaceMark]) -> None:
        """The same weeks with other races."""
        self.races = tuple(sorted(races, key=lambda one: (one.on, one.id)))
        self._hands.cancel()
        self._tell_later()

    @property
    def week(self) -> WeekBar | None:
        return self.weeks[self.at] if 0 <= self.at < len(self.weeks) else None

    def show_weeks(self, weeks: Sequence[WeekBar]) -> None:
        """The same weeks with more known of them: nothing moves."""
        self.weeks = tuple(weeks)
        self._describe_chosen()
        self._tell_later()

    def mark(self, mondays: frozenset[date]) -> None:
        """Tints weeks under a line: those a change would alter."""
        self._marked = mondays
        self.viewport().update()

    @property
    def marked(self) -> frozenset[date]:
        return self._marked

    def choose(self, day: date) -> None:
        """Chooses the week of a day, without a signal."""
        self.at = self.number_of(day)
        self.tell(silent=True)

    def show_day(self, day: date, gently: bool = False) -> None:
        """Scrolls so that a day is in the left half of what is seen; `gently`: in a short motion, where motion is welcome."""
        self._wish = day
        self._scroll_to(self._x(day) - self.viewport().width() * 0.38, gently)

    def go_to_today(self) -> None:
        """The week of today, chosen and in sight."""
        if self.today is not None and self.number_of(self.today) >= 0:
            self.at = self.number_of(self.today)
            self.show_day(self.today, gently=True)
            self.tell(reveal=False)

    def as_rows(self) -> list[str]:
        """The strip as text: a line a week."""
        return [", ".join([week.spoken(), *(race.name for race in self._races_of(week))]) for week in self.weeks]

    def _races_of(self, week: WeekBar) -> list[RaceMark]:
        return [race for race in self.races if 0 <= (race.on - week.monday).days < 7]

    def number_of(self, day: date) -> int:
        """The number of the week of a day; -1 where it is not there."""
        at = bisect_right(self.weeks, day, key=lambda week: week.monday) - 1
        return at if at >= 0 and (day - self.weeks[at].monday).days < 7 else -1

    # ------------------------------------------------------------------------------------------------ geometry

    @property
    def span(self) -> float:
        """Weeks in view."""
        return self._span

    @property
    def step(self) -> float:
        """Pixels a week."""
        return max(1.0, (self.viewport().width() - 2 * MARGIN) / self._span)

    def set_span(self, weeks: float, at: float | None = None) -> None:
        """Shows so many weeks at once, the pixel `at` of the viewport staying where it is; without one, the chosen week does while it
        is in sight, else the middle."""
        anchor = self._anchor() if at is None else at
        share = (self.horizontalScrollBar().value() + anchor - MARGIN) / self.step
        self._wish = None
        self._span = max(MONTH, min(THREE_YEARS, weeks))
        self._measure()
        self.horizontalScrollBar().setValue(round(share * self.step + MARGIN - anchor))
        self._tell_later()
        self.zoomed.emit(self._span)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Makes weeks so many times wider around the pixel `at` of the viewport."""
        self.set_span(self._span / factor, at)

    def show_season_span(self) -> None:
        self.set_span(SEASON)

    def _anchor(self) -> float:
        middle = self.viewport().width() / 2
        if self.week is None:
            return middle
        chosen = self._bar_box(self.at).center().x()
        return chosen if 0 <= chosen <= self.viewport().width() else middle

    def frame_now(self, scrolled: bool = True) -> Frame:
        """What is seen; not `scrolled`: with the strip's own beginning at the left."""
        first = self.weeks[0].monday if self.weeks else date(2000, 1, 3)
        offset = float(self.horizontalScrollBar().value()) if scrolled else 0.0
        rows = 3 if self.viewport().height() >= theme.scaled(_THIRD_ROW) else 2
        wide, high = float(self.viewport().width()), float(self.viewport().height())
        return Frame(first, len(self.weeks), self.step, offset, wide, high, self.fonts.lines(rows))

    @property
    def fonts(self) -> Fonts:
        if self._fonts is None:
            self._fonts = Fonts()
        return self._fonts

    def flags(self) -> list[Flag]:
        """The flags of all races, in the order of their days."""
        frame = self.frame_now(scrolled=False)
        key = (self.races, frame, self.today)
        if self._placed is None or self._placed[0] != key:
            measure, taken = self.fonts.measure(self.fonts.race), None
            if self.today is not None:
                left = frame.x(self.today)
                taken = (left - 2, left + 9 + measure(tr("Today")))
            self._placed = key, geo.flags(self.races, frame.lines.rows, frame.middle, measure, taken)
        return self._placed[1]

    def flag_at(self, spot: QPointF) -> Flag | None:
        frame = self.frame_now()
        return next((flag for flag in self.flags() if painting.flag_box(frame, flag).contains(spot)), None)

    def _measure(self) -> None:
        bar, step = self.horizontalScrollBar(), self.step
        before, self._step = self._step or step, step
        share = bar.value() / before
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(max(1, round(step)))
        bar.setRange(0, max(0, round(len(self.weeks) * step + 2 * MARGIN) - self.viewport().width()))
        bar.setValue(round(share * step))

    def _x(self, day: date) -> float:
        """Where a day lies, in the whole strip."""
        return self.frame_now(scrolled=False).x(day) if self.weeks else 0.0

    def _bar_box(self, number: int) -> QRectF:
        return painting.bar_box(self.frame_now(), self.weeks[number], number)

    def _scroll_to(self, left: float, gently: bool = False) -> None:
        bar = self.horizontalScrollBar()
        self._glide.stop()
        if gently and theme.moves() and self.isVisible():
            self._glide.setEndValue(max(bar.minimum(), min(bar.maximum(), round(left))))
            self._glide.start()
        else:
            bar.setValue(round(left))

    def pan(self, pixels: float) -> None:
        """Scrolls by hand."""
        self._wish = None
        self._glide.stop()
        bar = self.horizontalScrollBar()
        bar.setValue(round(bar.value() + pixels))

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("surface"))
        hands = self._hands
        scene = Scene(self.weeks, self.flags(), self.today, self.at, hands.flag, hands.hovered, self.hasFocus(),
                      self._marked, hands.ghost())  # fmt: skip
        painting.paint(painter, self.frame_now(), scene, self.fonts)
        painter.end()

    def _hold_room(self) -> None:
        """Bars are to be seen at every size of text."""
        lines = self.fonts.lines(2)
        self.setMinimumHeight(round(lines.top + lines.under + _BARS_LEAST))

    def _on_theme(self) -> None:
        self._fonts = self._placed = None
        self._hold_room()
        self._measure()
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------ words

    def words(self, number: int) -> list[str]:
        """All that is to be known of a week, line by line: its days and phase first, its races last."""
        week = self.weeks[number]
        sunday = week.monday + timedelta(days=6)
        lines = [f"{fmt.short_date(week.monday)} – {fmt.date(sunday)} · {week.phase}"]
        if self.describe is not None:
            lines += self.describe(week.monday)
        else:
            lines.append(dots_words(week.done, week.sessions))
            lines.append(tr("up to {percent} % load", percent=week.percent))
            lines += [week.note] if week.note else []
        return [*lines, *(race.spoken() for race in self._races_of(week))]

    def tooltip(self, number: int) -> str:
        return "\n".join(self.words(number))

    def flag_words(self, flag: Flag) -> str:
        lines: list[str] = []
        for race in flag.races:
            lines.append(race.spoken())
            if race.was is not None:
                lines.append(tr("Not kept yet: it was on {day}", day=fmt.day(race.was)))
        if flag.race.movable:
            lines.append(tr("Drag it to another day: what that changes is shown first"))
        return "\n".join(lines)

    def tell_readers(self) -> None:
        """Gives readers every week and race by name, place and words."""
        if not self.isVisible():
            return
        frame, things = self.frame_now(scrolled=False), list[StandIn]()
        for number, week in enumerate(self.weeks):
            box = painting.column_box(frame, number)
            things.append(StandIn(week.monday.isoformat(), week.spoken(), ", ".join(self.words(number)), box))
        for flag in self.flags():
            box = painting.flag_box(frame, flag)
            things += (StandIn(race.key, race.spoken(), self.flag_words(replace(flag, race=race, more=())), box)
                       for race in flag.races)  # fmt: skip
        self.proxies.show_things(things)
        self._follow()

    def _tell_later(self) -> None:
        self._readers.start()
        self.viewport().update()

    def _follow(self) -> None:
        self.proxies.follow(QPointF(self.horizontalScrollBar().value(), 0))

    def _on_pressed(self, key: str) -> None:
        number = next((at for at, race in enumerate(self.races) if key == race.key), -1)
        if number >= 0:
            self._hands.choose_race(number)
        else:
            self.at = self.number_of(date.fromisoformat(key))
            self.tell()

    def _describe_chosen(self) -> None:
        week = self.week
        self.setAccessibleDescription("" if week is None else week.spoken())

    def tell(self, silent: bool = False, reveal: bool = True) -> None:
        """Says which week is chosen; `reveal`: it is scrolled to where it is out of sight."""
        week = self.week
        self._describe_chosen()
        if week is not None:
            if reveal:
                self.reveal(self._bar_box(self.at))
            self.proxies.walked_to(week.monday.isoformat())
            if not silent:
                self.chosen.emit(week.monday)
        self.viewport().update()

    def reveal(self, box: QRectF) -> None:
        if box.left() < 0 or box.right() > self.viewport().width():
            self.pan(box.center().x() - self.viewport().width() / 2)

    # ------------------------------------------------------------------------------------------------ hands

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), event.position().x())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), self.viewport().mapFromGlobal(pinch.centerPoint()).x())
                return True
        if isinstance(event, QMouseEvent) and self._hands.takes_mouse(event):
            return True
        if event.type() == QEvent.Type.Leave:
            self._hands.hover(None)
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._hands.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.weeks or not self._hands.press(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hands.leave()

    def _show_tip(self, event: QHelpEvent) -> None:
        flag = self.flag_at(QPointF(event.pos()))
        number = self.frame_now().week_at(event.pos().x())
        if flag is not None:
            QToolTip.showText(event.globalPos(), self.flag_words(flag), self.viewport())
        elif number >= 0:
            place = painting.column_box(self.frame_now(), number).toAlignedRect()
            QToolTip.showText(event.globalPos(), self.tooltip(number), self.viewport(), place)
        else:
            QToolTip.hideText()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn, fine = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 ** (turn.y() / 120), event.position().x())
            event.accept()
            return
        bar = self.horizontalScrollBar()
        if bar.maximum() == 0:
            event.ignore()
            return
        moved = fine.x() or fine.y() if not fine.isNull() else (turn.x() or turn.y()) / 2
        self.pan(-moved)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        if self._wish is not None:
            self.show_day(self._wish)
        self._tell_later()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hands.cancel()
        super().hideEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._follow()
        self.viewport().update()
