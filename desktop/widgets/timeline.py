"""The season as a strip: a bar a week, its height the load cap, its colour the phase; dots, races, today."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import fmt, icons, theme
from desktop.widgets.timeline_marks import OPENS, WeekBar, paint_dot

_LEFT, _TOP, _DOTS, _CAPTIONS, _MONTHS = 12, 56, 38, 34, 18
_STEP_LEAST, _STEP_MOST, _STEP_WISH = 7.0, 64.0, 16.0
_FLAG_ROWS = 2
_NAME_LEAST, _NAME_MOST = 24.0, 130.0


@dataclass(frozen=True)
class RaceMark:
    on: date
    name: str
    priority: str = ""


class Timeline(QAbstractScrollArea):
    """`chosen(monday)` when a week is clicked or walked to, `opened(monday)` on double click or Enter.

    Left and right walk the weeks, Page Up and Down a month, Home and End to the ends; Ctrl+wheel, + and - zoom.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks: tuple[WeekBar, ...] = ()
        self.races: tuple[RaceMark, ...] = ()
        self._today: date | None = None
        self._at = -1
        self._step = 0.0
        self._marked: frozenset[date] = frozenset()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(240)
        self.setAccessibleName(tr("Season, a bar a week"))
        self.viewport().setMouseTracking(True)
        theme.changes.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(900, 300)

    # ------------------------------------------------------------------------------------------------ data

    def show_season(self, weeks: Sequence[WeekBar], races: Sequence[RaceMark], today: date | None) -> None:
        """Weeks in order without gaps. The chosen week stays chosen when it is still there."""
        kept = self.week.monday if self.week is not None else None
        first = not self.weeks
        self.weeks, self.races, self._today = tuple(weeks), tuple(races), today
        self._at = self._index(kept) if kept is not None else -1
        self._measure()
        if first and today is not None:
            self.show_day(today)
        self.viewport().update()

    @property
    def week(self) -> WeekBar | None:
        return self.weeks[self._at] if 0 <= self._at < len(self.weeks) else None

    def show_weeks(self, weeks: Sequence[WeekBar]) -> None:
        """The same weeks with more known of them: nothing moves."""
        self.weeks = tuple(weeks)
        if self.week is not None:
            self.setAccessibleDescription(self.week.spoken())
        self.viewport().update()

    def mark(self, mondays: frozenset[date]) -> None:
        """Tints weeks under a line: those a change would alter."""
        self._marked = mondays
        self.viewport().update()

    @property
    def marked(self) -> frozenset[date]:
        return self._marked

    def choose(self, day: date) -> None:
        """Chooses the week of a day, without a signal."""
        self._at = self._index(day)
        self._tell(silent=True)

    def show_day(self, day: date) -> None:
        """Scrolls so that a day is in the left half of what is seen."""
        self.horizontalScrollBar().setValue(round(self._x(day) - self.viewport().width() * 0.38))

    def as_rows(self) -> list[str]:
        """The strip as text: a line a week."""
        rows = []
        for week in self.weeks:
            names = [race.name for race in self.races if 0 <= (race.on - week.monday).days < 7]
            rows.append(", ".join([week.spoken(), *names]))
        return rows

    def _index(self, day: date) -> int:
        at = bisect_right([week.monday for week in self.weeks], day) - 1
        return at if at >= 0 and (day - self.weeks[at].monday).days < 7 else -1

    # ------------------------------------------------------------------------------------------------ geometry

    @property
    def step(self) -> float:
        """Pixels a week."""
        if self._step:
            return self._step
        room = (self.viewport().width() - 2 * _LEFT) / max(1, len(self.weeks))
        return max(_STEP_WISH, min(34.0, room))

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Makes weeks wider or narrower around the pixel `at` of the viewport."""
        anchor = self.viewport().width() / 2 if at is None else at
        share = (self.horizontalScrollBar().value() + anchor - _LEFT) / self.step
        self._step = max(_STEP_LEAST, min(_STEP_MOST, self.step * factor))
        self._measure()
        self.horizontalScrollBar().setValue(round(share * self.step + _LEFT - anchor))
        self.viewport().update()

    def fit(self) -> None:
        self._step = 0.0
        self._measure()
        self.viewport().update()

    def fit_all(self) -> None:
        """As narrow as it takes to see every week at once, if that can still be read."""
        room = (self.viewport().width() - 2 * _LEFT) / max(1, len(self.weeks))
        self._step = max(_STEP_LEAST, min(_STEP_MOST, room))
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        whole = round(len(self.weeks) * self.step + 2 * _LEFT)
        bar = self.horizontalScrollBar()
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(round(self.step))
        bar.setRange(0, max(0, whole - self.viewport().width()))

    def _x(self, day: date) -> float:
        """Where a day lies, in the whole strip."""
        if not self.weeks:
            return 0.0
        return _LEFT + (day - self.weeks[0].monday).days / 7 * self.step

    def _bar_box(self, number: int) -> QRectF:
        left = _LEFT + number * self.step - self.horizontalScrollBar().value()
        foot = self._foot()
        high = max(4.0, self.weeks[number].height * (foot - _TOP))
        gap = min(5.0, self.step * 0.2)
        return QRectF(left + gap / 2, foot - high, self.step - gap, high)

    def _foot(self) -> float:
        return self.viewport().height() - _DOTS - _CAPTIONS - _MONTHS

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.color("surface"))
        first = max(0, int((self.horizontalScrollBar().value() - _LEFT) / self.step) - 1)
        last = min(len(self.weeks), first + int(self.viewport().width() / self.step) + 3)
        for number in range(first, last):
            self._paint_week(painter, number)
        self._paint_captions(painter)
        self._paint_months(painter, first, last)
        self._paint_today(painter)
        self._paint_races(painter)
        painter.end()

    def _paint_week(self, painter: QPainter, number: int) -> None:
        week, box = self.weeks[number], self._bar_box(number)
        column = QRectF(box.left() - 2, _TOP - 8, box.width() + 4, self._foot() - _TOP + _DOTS + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        if number == self._at:
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(column, 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(theme.color("focus" if self.hasFocus() else "line-strong"), 2 if self.hasFocus() else 1)
            )
            painter.drawRoundedRect(column, 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
        if week.monday in self._marked:
            whole = QRectF(box.center().x() - self.step / 2, column.top(), self.step, column.height())
            painter.fillRect(whole, theme.color("accent", 0.08))
            painter.fillRect(QRectF(whole.left(), whole.top(), whole.width(), 3), theme.color("accent"))
        painter.setBrush(theme.color(week.tone))
        painter.drawRoundedRect(box, min(4, box.width() / 3), min(4, box.width() / 3))
        middle, top = box.center().x(), self._foot() + 10
        radius = min(3.0, self.step / 5)
        for place, kind in enumerate(week.dots()):
            paint_dot(painter, QPointF(middle, top + place * (radius * 2 + 3)), kind, radius)
        if week.opens:
            paint_dot(painter, QPointF(middle, self._foot() + _DOTS - 5), OPENS, min(4.0, self.step / 4))

    def _paint_captions(self, painter: QPainter) -> None:
        """Phase names where a phase begins, on two lines so that short phases do not run into each other."""
        font = theme.font("tiny", 500)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        ends = [-1e9, -1e9]
        offset, before = self.horizontalScrollBar().value(), ""
        for number, week in enumerate(self.weeks):
            if week.phase == before:
                continue
            before = week.phase
            left = _LEFT + number * self.step - offset + 2
            wide = metrics.horizontalAdvance(week.phase)
            row = next((row for row in (0, 1) if left >= ends[row] + 8), None)
            if row is None:
                continue
            ends[row] = left + wide
            painter.setPen(theme.color(f"{week.tone}-ink"))
            painter.drawText(QPointF(left, self._foot() + _DOTS + 12 + row * 14), week.phase)

    def _paint_months(self, painter: QPainter, first: int, last: int) -> None:
        font = theme.font("tiny")
        painter.setFont(font)
        base = self._foot() + _DOTS + _CAPTIONS
        painter.fillRect(QRectF(0, base, self.viewport().width(), 1), theme.color("line"))
        painter.setPen(theme.color("quiet"))
        end = -1e9
        for number in range(first, last):
            monday = self.weeks[number].monday
            if monday.day > 7:
                continue
            left = _LEFT + number * self.step - self.horizontalScrollBar().value() + 2
            text = fmt.month(monday) if monday.month == 1 else fmt.month(monday).split()[0]
            if left > end + 8:
                painter.drawText(QPointF(left, base + 13), text)
                end = left + QFontMetricsF(font).horizontalAdvance(text)

    def _paint_today(self, painter: QPainter) -> None:
        if self._today is None or not self.weeks:
            return
        left = round(self._x(self._today) - self.horizontalScrollBar().value()) + 0.5
        painter.setPen(QPen(theme.color("ink"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, 18), QPointF(left, self._foot() + 2))
        painter.setFont(theme.font("caption", 600))
        painter.drawText(QPointF(left + 5, 14), tr("Today"))

    def _paint_races(self, painter: QPainter) -> None:
        font = theme.font("caption", 600)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for race, left, row, room in self._flags(metrics):
            high = 20 + 17 * row
            painter.setPen(QPen(theme.color("phase-race", 0.5), 1))
            painter.drawLine(QPointF(left, high + 12), QPointF(left, self._foot()))
            icons.paint(painter, "flag", "phase-race-ink", QRectF(left - 1, high, 13, 13))
            painter.setPen(theme.color("phase-race-ink"))
            name = metrics.elidedText(race.name, Qt.TextElideMode.ElideRight, room) if room > _NAME_LEAST else ""
            painter.drawText(QPointF(left + 15, high + 11), name)

    def _flags(self, metrics: QFontMetricsF) -> list[tuple[RaceMark, float, int, float]]:
        """Each race with its x, its row and the room for its name, so that no name runs into the next flag of its row."""
        offset = self.horizontalScrollBar().value()
        placed: list[tuple[RaceMark, float, int, float]] = []
        last = [-1] * _FLAG_ROWS  # the latest flag of each row
        for race in sorted(self.races, key=lambda race: race.on):
            left = self._x(race.on) - offset
            ends = [-1e9 if at < 0 else placed[at][1] + 15 + placed[at][3] + 8 for at in last]
            row = next((row for row in range(_FLAG_ROWS) if left >= ends[row]), None)
            if row is None:
                row = min(range(_FLAG_ROWS), key=lambda row: placed[last[row]][1])
                other, x, _, _ = placed[last[row]]
                placed[last[row]] = (other, x, row, left - x - 21)
            last[row] = len(placed)
            placed.append((race, left, row, min(_NAME_MOST, metrics.horizontalAdvance(race.name) + 1)))
        return placed

    # ------------------------------------------------------------------------------------------------ hands

    def _week_at(self, x: float) -> int:
        at = int((x + self.horizontalScrollBar().value() - _LEFT) // self.step)
        return at if 0 <= at < len(self.weeks) else -1

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._week_at(event.pos().x())
            if at >= 0:
                QToolTip.showText(event.globalPos(), self.tooltip(at), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tooltip(self, number: int) -> str:
        week = self.weeks[number]
        sunday = week.monday + timedelta(days=6)
        names = [
            f"{race.name} · {race.priority} · {fmt.day(race.on)}"
            if race.priority
            else f"{race.name} · {fmt.day(race.on)}"
            for race in self.races
            if week.monday <= race.on <= sunday
        ]
        lines = [f"{fmt.short_date(week.monday)} – {fmt.date(sunday)} · {week.phase}"]
        words = tr("{done} of {allowed} sessions", done=week.done, allowed=week.sessions)
        lines += [words, tr("up to {percent} % load", percent=week.percent)]
        return "\n".join([*lines, *names, *([week.note] if week.note else [])])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._week_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._at = at
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.week is not None and self._week_at(event.position().x()) == self._at:
            self.opened.emit(self.week.monday)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -4,
            Qt.Key.Key_PageDown: 4,
            Qt.Key.Key_Home: -len(self.weeks),
            Qt.Key.Key_End: len(self.weeks),
        }
        key = Qt.Key(event.key())
        if key in moves and self.weeks:
            start = self._at if self._at >= 0 else max(0, self._index(self._today) if self._today else 0)
            self._at = max(0, min(len(self.weeks) - 1, start + (moves[key] if self._at >= 0 else 0)))
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.week is not None:
            self.opened.emit(self.week.monday)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def _tell(self, silent: bool = False) -> None:
        week = self.week
        self.setAccessibleDescription(week.spoken() if week is not None else "")
        if week is not None:
            box, wide = self._bar_box(self._at), self.viewport().width()
            if box.left() < 0 or box.right() > wide:
                bar = self.horizontalScrollBar()
                bar.setValue(round(bar.value() + box.center().x() - wide / 2))
            if not silent:
                self.chosen.emit(week.monday)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15, event.position().x())
            event.accept()
            return
        turn = event.angleDelta().x() or event.angleDelta().y()
        bar = self.horizontalScrollBar()
        if bar.maximum() == 0:
            event.ignore()
            return
        bar.setValue(bar.value() - turn // 2)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
