"""Lines through days: loads, maxima, sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.qt import fmt, theme
from desktop.widgets.charts import marks, ticks
from desktop.widgets.charts.chart import Chart
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.parts import Band, Key, Point, Reading, Series
from desktop.widgets.charts.span import Span

_CLOSE = 7.0
"""Pixels between two points below which only the line is drawn."""


class LineChart(Chart):
    """`show_lines` draws each series by its colour, mark and dashes; with `joined` the points of one day are tied together.
    `soft` are days with a stripe at the foot. `whole`: the values are counted, so only whole numbers stand at the axis."""

    def __init__(self, span: Span, name: str, high: int = 200) -> None:
        super().__init__(span, name, high)
        self.series: tuple[Series, ...] = ()
        self.soft: tuple[Band, ...] = ()
        self._joined = self._counted = False

    def show_lines(
        self,
        series: Sequence[Series],
        readings: Sequence[Reading],
        keys: Sequence[Key],
        empty: str,
        soft: Sequence[Band] = (),
        joined: bool = False,
        whole: bool = False,
    ) -> None:
        self.series, self.soft = tuple(series), tuple(soft)
        self._joined, self._counted = joined, whole
        self._read(readings, keys, empty)

    def _seen(self, one: Series, around: int = 0) -> tuple[Point, ...]:
        """The points in sight, and so many beyond on either side."""
        start = bisect_left(one.points, self.span.start, key=attrgetter("at"))
        end = bisect_left(one.points, self.span.end, key=attrgetter("at"))
        return one.points[max(0, start - around) : end + around]

    def _grid(self) -> tuple[float, ...]:
        values = [point.value for one in self.series for point in self._seen(one)] or [0.0, 1.0]
        low, high = min(values), max(values)
        air = max((high - low) * 0.12, abs(high) * 0.05, 0.5)
        return ticks.values(max(0.0, low - air), high + air, 5, self._counted)

    def _bounds(self) -> tuple[float, float]:
        grid = self._grid()
        return grid[0], grid[-1]

    def _margins(self, _wide: float) -> tuple[float, float]:
        metrics = QFontMetricsF(theme.font("tiny"))
        return max(metrics.horizontalAdvance(fmt.number(value)) for value in self._grid()) + 12, 10.0

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
        for band in self.soft:
            if band.end > frame.start and band.start < frame.end:
                foot = frame.days(band.start, band.end, frame.room.bottom() - 4, frame.room.bottom() - 1)
                painter.fillRect(foot, theme.color(band.tone))

    def _paint_data(self, painter: QPainter, frame: Frame) -> None:
        if self._joined and len(self.series) == 2:
            self._paint_ties(painter, frame)
        for one in self.series:
            points = self._seen(one, around=1)
            style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(one.tone), 1.8, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            spots = [frame.spot(point.at, point.value) for point in points]
            apart = frame.room.width() / max(1, len(points))
            if apart < _CLOSE:  # joined ends and dashes would not be seen, and take a hundred times as long
                painter.setPen(QPen(theme.color(one.tone), 1.2))
                painter.drawLines([QLineF(*pair) for pair in pairwise(spots)])
            elif len(spots) > 1:
                painter.drawPolyline(spots)
            radius = 3.4 if apart > 3 * _CLOSE else 2.6
            for number, (point, spot) in enumerate(zip(points, spots, strict=True)):
                if apart > _CLOSE or point.hollow or number == len(points) - 1:
                    marks.mark(painter, spot, one.mark, one.tone, radius, point.hollow)

    def _paint_ties(self, painter: QPainter, frame: Frame) -> None:
        one, other = (self._seen(series) for series in self.series)
        if len(one) * _CLOSE > frame.room.width():
            return
        painter.setPen(QPen(theme.color("line-strong"), 2))
        painter.drawLines(
            [
                QLineF(frame.spot(left.at, left.value), frame.spot(right.at, right.value))
                for left, right in zip(one, other, strict=True)
            ]
        )

    def _paint_reading(self, painter: QPainter, frame: Frame, at: float) -> None:
        for one in self.series:
            for point in self._seen(one):
                if point.at == at:
                    spot = frame.spot(at, point.value)
                    painter.setPen(QPen(theme.color("surface"), 2))
                    painter.setBrush(theme.color(one.tone))
                    painter.drawEllipse(spot, 5.5, 5.5)
