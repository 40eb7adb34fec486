"""A bar a week: how many sessions were done of those planned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.qt import fmt, theme
from desktop.widgets.charts import marks, ticks
from desktop.widgets.charts.chart import Chart
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.parts import Key, Reading, Week
from desktop.widgets.charts.span import Span

_WEEK = 7.0
_CLOSE = 5.0


class WeekChart(Chart):
    """`show_weeks` draws what was done as a filled bar, and around it, as an outline, what was planned."""

    def __init__(self, span: Span, name: str, high: int = 200) -> None:
        super().__init__(span, name, high)
        self.weeks: tuple[Week, ...] = ()

    def show_weeks(self, weeks: Sequence[Week], readings: Sequence[Reading], keys: Sequence[Key], empty: str) -> None:
        self.weeks = tuple(weeks)
        self._read(readings, keys, empty)

    def _seen(self) -> tuple[Week, ...]:
        start = bisect_left(self.weeks, self.span.start - _WEEK, key=attrgetter("start"))
        return self.weeks[start : bisect_left(self.weeks, self.span.end, key=attrgetter("start"))]

    def _grid(self) -> tuple[float, ...]:
        most = max((max(week.done, week.planned or 0.0) for week in self._seen()), default=1.0)
        return ticks.values(0.0, max(1.0, most), 5, whole=True)

    def _bounds(self) -> tuple[float, float]:
        return 0.0, self._grid()[-1] * 1.08

    def _margins(self, _wide: float) -> tuple[float, float]:
        metrics = QFontMetricsF(theme.font("tiny"))
        return metrics.horizontalAdvance(fmt.number(self._grid()[-1])) + 16, 10.0

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        beside, font = frame.before(8), theme.font("tiny")
        high = QFontMetricsF(font).height()
        painter.setFont(font)
        for value in self._grid():
            y = frame.y(value)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(frame.room.left(), y), QPointF(frame.room.right(), y))
            painter.setPen(theme.color("quiet"))
            box = QRectF(beside.left(), y - high / 2, beside.width(), high)
            painter.drawText(box, frame.side(False) | Qt.AlignmentFlag.AlignVCenter, fmt.number(value))

    def _paint_data(self, painter: QPainter, frame: Frame) -> None:
        room = _WEEK * frame.per_day
        close = room < _CLOSE  # bars and outlines would run into one another: they become steps
        wide = room if close else min(26.0, room * 0.62)
        for week in self._seen():
            middle = frame.x(week.start + _WEEK / 2)
            if week.done:
                top = frame.y(week.done)
                box = QRectF(middle - wide / 2, top, wide, frame.room.bottom() - top)
                if close:
                    painter.fillRect(box, theme.color("accent"))
                else:
                    marks.bar(painter, box, "accent")
            if week.planned:
                reach = max(1.0, min(room - 1, wide + 5)) / 2
                top = frame.y(week.planned)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("dot"), 1.3))
                if close:
                    painter.drawLine(QPointF(middle - room / 2, top), QPointF(middle + room / 2, top))
                    continue
                corners = [
                    QPointF(middle - reach, frame.room.bottom()),
                    QPointF(middle - reach, top),
                    QPointF(middle + reach, top),
                    QPointF(middle + reach, frame.room.bottom()),
                ]
                painter.drawPolyline(corners)
