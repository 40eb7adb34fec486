"""Paints the strip: what is seen of a season's weeks, from the flags of races down to the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.widgets.timeline import geometry as geo
from desktop.widgets.timeline.geometry import Flag, Frame
from desktop.widgets.timeline.marks import OPENS, DayBar, WeekBar, paint_dot

_WIDEST: Final = 56.0  # of a bar: a week alone in the window is no wall of colour


class Fonts:
    """The fonts of the strip with their measures, made once for a theme and a size of text."""

    def __init__(self) -> None:
        self.tiny, self.phase = theme.font("tiny"), theme.font("tiny", 500)
        self.strong, self.race = theme.font("tiny", 600), theme.font("caption", 600)
        self.metrics: dict[int, QFontMetricsF] = {
            id(font): QFontMetricsF(font) for font in (self.tiny, self.phase, self.strong, self.race)
        }

    def measure(self, font: QFont) -> geo.Measure:
        return self.metrics[id(font)].horizontalAdvance

    def lines(self, rows: int) -> geo.Lines:
        flag = max(17.0, self.metrics[id(self.race)].height() + 2)
        return geo.Lines(flag, max(14.0, self.metrics[id(self.tiny)].height() + 1), rows)


@dataclass(frozen=True)
class Ghost:
    """A race under way to another day, with what is said of it beside it."""

    flag: Flag
    on: date
    words: str


@dataclass(frozen=True)
class Scene:
    """What is to be painted. `at` is the number of the chosen week, `flag` that of the chosen race, -1 for none."""

    weeks: Sequence[WeekBar]
    flags: Sequence[Flag] = ()
    today: date | None = None
    at: int = -1
    flag: int = -1
    hovered: int = -1
    focused: bool = False
    marked: frozenset[date] = field(default_factory=frozenset[date])
    ghost: Ghost | None = None


def paint(painter: QPainter, frame: Frame, scene: Scene, fonts: Fonts) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = geo.unit_of(frame.step, fonts.measure(fonts.tiny))
    _paint_calendar(painter, frame, fonts, unit)
    for number in frame.seen():
        _paint_ground(painter, frame, scene, number)
    _paint_today(painter, frame, scene, fonts)
    for flag in scene.flags:
        _paint_pole(painter, frame, flag)
    for number in frame.seen():
        _paint_week(painter, frame, scene.weeks[number], number)
    _paint_captions(painter, frame, scene, fonts)
    for number, flag in enumerate(scene.flags):
        gone = scene.ghost is not None and scene.ghost.flag.race.id == flag.race.id
        _paint_flag(painter, frame, flag, fonts, number == scene.flag and scene.focused, gone)
    if scene.ghost is not None:
        _paint_ghost(painter, frame, scene.ghost, fonts)


def bar_box(frame: Frame, week: WeekBar, number: int) -> QRectF:
    """The bar of a week, in the viewport."""
    left, step, top = frame.left(number), frame.step, frame.lines.top
    high = max(4.0, week.height * (frame.foot - top))
    wide = min(step - min(5.0, step * 0.2), step if geo.in_days(frame, week) else _WIDEST)
    return QRectF(left + (step - wide) / 2, frame.foot - high, wide, high)


def column_box(frame: Frame, number: int) -> QRectF:
    """All of a week under the flags, in the viewport."""
    top = frame.lines.top - 8
    return QRectF(frame.left(number), top, frame.step, frame.phases - top)


def flag_box(frame: Frame, flag: Flag) -> QRectF:
    return QRectF(flag.left - frame.offset - 3, 2 + flag.row * frame.lines.flag, flag.wide + 5, frame.lines.flag)


def _paint_ground(painter: QPainter, frame: Frame, scene: Scene, number: int) -> None:
    """What lies under a week: that it is chosen, pointed at, or one that a change would alter."""
    box = column_box(frame, number)
    if scene.weeks[number].monday in scene.marked:
        painter.fillRect(box, theme.color("accent", 0.08))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 3), theme.color("accent"))
    if number != scene.at:
        if number == scene.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 4, -0.5, 0), 6, 6)
        return
    spare = max(0.0, 10.0 - box.width()) / 2  # a thin week is still seen to be the chosen one
    shown = scene.focused and scene.flag < 0
    painter.setBrush(theme.color("selection"))
    painter.setPen(QPen(theme.color("focus" if shown else "line-strong"), 2 if shown else 1))
    painter.drawRoundedRect(box.adjusted(0.5 - spare, 4, spare - 0.5, -1), 6, 6)


def _paint_week(painter: QPainter, frame: Frame, week: WeekBar, number: int) -> None:
    box = bar_box(frame, week, number)
    painter.setPen(Qt.PenStyle.NoPen)
    if geo.in_days(frame, week):
        for place, day in enumerate(week.days):
            _paint_day(painter, frame, day, frame.left(number) + place * frame.step / 7)
    else:
        corner = min(4.0, box.width() / 3)
        painter.setBrush(theme.color(week.tone))
        if corner < 1.5:
            painter.fillRect(box, theme.color(week.tone))
        else:
            painter.drawRoundedRect(box, corner, corner)
    middle, top = frame.left(number) + frame.step / 2, frame.foot + 10
    radius = max(1.2, min(3.0, frame.step / 5))
    dots = week.dots()
    by_day = geo.in_days(frame, week) and len(week.held) == len(dots)
    for place, kind in enumerate(dots):
        if by_day:
            spot = QPointF(frame.left(number) + (week.held[place] + 0.5) * frame.step / 7, top)
        else:
            spot = QPointF(middle, top + place * (radius * 2 + 3))
        paint_dot(painter, spot, kind, radius)
    if week.opens:
        paint_dot(painter, QPointF(middle, frame.phases - 5), OPENS, min(4.0, max(2.0, frame.step / 4)))


def _paint_day(painter: QPainter, frame: Frame, day: DayBar, left: float) -> None:
    wide = frame.step / 7
    gap = min(4.0, wide * 0.2)
    high = max(4.0, day.height * (frame.foot - frame.lines.top))
    painter.setBrush(theme.color(day.tone))
    painter.drawRoundedRect(QRectF(left + gap / 2, frame.foot - high, wide - gap, high), 3, 3)


def _paint_captions(painter: QPainter, frame: Frame, scene: Scene, fonts: Fonts) -> None:
    painter.setFont(fonts.phase)
    ascent = fonts.metrics[id(fonts.phase)].ascent()
    for caption in geo.captions(frame, scene.weeks, fonts.measure(fonts.phase)):
        painter.setPen(theme.color(f"{caption.tone}-ink"))
        painter.drawText(QPointF(caption.left, frame.phases + caption.line * frame.lines.text + ascent), caption.text)


def _paint_calendar(painter: QPainter, frame: Frame, fonts: Fonts, unit: geo.Unit) -> None:
    base = round(frame.calendar) + 0.0
    painter.fillRect(QRectF(0, base, frame.wide, 1), theme.color("line"))
    measure, ascent = fonts.measure(fonts.tiny), fonts.metrics[id(fonts.tiny)].ascent()
    painter.setFont(fonts.tiny)
    for tick in geo.ticks(frame, unit, measure):
        painter.fillRect(QRectF(tick.edge, base, 1, 5), theme.color("line-strong"))
        painter.setPen(theme.color("quiet"))
        painter.drawText(QPointF(tick.left, base + 3 + ascent), tick.text)
    over = geo.coarser(unit)
    if over is None:
        return
    painter.setFont(fonts.strong)
    for tick in geo.ticks(frame, over, fonts.measure(fonts.strong), over=True):
        for begin, end in ((frame.lines.top, frame.phases), (base, frame.high)):
            painter.fillRect(QRectF(tick.edge, begin, 1, end - begin), theme.color("line"))
        painter.setPen(theme.color("quiet"))
        painter.drawText(QPointF(tick.left, base + 3 + frame.lines.text + ascent), tick.text)


def _paint_today(painter: QPainter, frame: Frame, scene: Scene, fonts: Fonts) -> None:
    if scene.today is None or not scene.weeks:
        return
    left, ink = round(frame.x(scene.today)), theme.color("ink")
    for top in range(4, round(frame.foot) + 2, 8):  # a pen with dashes takes a hundred times as long
        painter.fillRect(QRectF(left - 0.5, top, 1.5, 5), ink)
    painter.setFont(fonts.race)
    painter.setPen(ink)
    painter.drawText(QPointF(left + 5, 2 + fonts.metrics[id(fonts.race)].ascent()), tr("Today"))


def _paint_pole(painter: QPainter, frame: Frame, flag: Flag) -> None:
    top, left = flag_box(frame, flag).bottom() - 3, round(flag.left - frame.offset)
    if 0 <= left <= frame.wide:
        painter.fillRect(QRectF(left, top, 1, frame.foot - top), theme.color("phase-race", 0.5))


def _paint_flag(painter: QPainter, frame: Frame, flag: Flag, fonts: Fonts, focused: bool, gone: bool) -> None:
    box = flag_box(frame, flag)
    if box.right() < 0 or box.left() > frame.wide:
        return
    painter.fillRect(box, theme.color("surface"))  # poles and the line of today pass behind its name
    painter.setOpacity(0.35 if gone else 1.0)
    if flag.race.was is not None:  # proposed and not kept yet: outlined, and it says so when it is asked
        painter.setPen(QPen(theme.color("phase-race-ink"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("phase-race-pill"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    if focused:
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(theme.color("selection"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    left, middle = flag.left - frame.offset, box.center().y()
    painter.setFont(fonts.race)
    metrics = fonts.metrics[id(fonts.race)]
    if flag.more and not flag.room:
        box = QRectF(left - 1, middle - 7, geo.COUNT - 2, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("phase-race-pill"))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(theme.color("phase-race-ink"))
        painter.setFont(fonts.strong)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(len(flag.races)))
    else:
        icons.paint(painter, "flag", "phase-race-ink", QRectF(left - 1, middle - 6.5, 13, 13))
        painter.setPen(theme.color("phase-race-ink"))
        words = _flag_words(flag, metrics, geo.room_in_sight(flag, left, frame.wide))
        painter.drawText(QPointF(left + geo.FLAG, middle + metrics.capHeight() / 2), words)
    painter.setOpacity(1.0)


def _flag_words(flag: Flag, metrics: QFontMetricsF, sight: float) -> str:
    """The name as far as `sight` pixels show it, with how many more are counted at the flag."""
    if not sight:
        return ""
    count = f" +{len(flag.more)}" if flag.more else ""
    room = sight - metrics.horizontalAdvance(count)
    return metrics.elidedText(flag.race.name, Qt.TextElideMode.ElideRight, room) + count


def _paint_ghost(painter: QPainter, frame: Frame, ghost: Ghost, fonts: Fonts) -> None:
    """The race where it would be let go, its day beside it."""
    left, row = frame.middle(ghost.on), frame.lines.flag
    painter.setPen(QPen(theme.color("phase-race"), 2))
    painter.drawLine(QPointF(left, 6), QPointF(left, frame.foot))
    metrics = fonts.metrics[id(fonts.race)]
    words = f"{ghost.flag.race.name}\n{ghost.words}".split("\n")
    wide = max(metrics.horizontalAdvance(word) for word in words) + 34
    begin = left + 6 if left + 6 + wide <= frame.wide else left - 6 - wide
    box = QRectF(begin, 4, wide, row * len(words) + 6)
    painter.setPen(QPen(theme.color("phase-race"), 1))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(box, 8, 8)
    icons.paint(painter, "flag", "phase-race-ink", QRectF(box.left() + 7, box.top() + 6, 13, 13))
    painter.setFont(fonts.race)
    for number, word in enumerate(words):
        painter.setPen(theme.color("phase-race-ink" if number == 0 else "ink"))
        spot = QRectF(box.left() + 25, box.top() + 3 + number * row, box.width() - 30, row)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
