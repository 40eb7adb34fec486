"""Left against right: what each side came to, and below, day by day, which of them did less and by how much."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.i18n import tr
from desktop.qt import fmt, theme
from desktop.widgets.charts import marks
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.lines import LineChart
from desktop.widgets.charts.parts import Key, Point, Reading, Series

_PART: Final = 0.36  # of the room: the differences
_LEAST: Final = 0.1  # the share that fills its half at least, so that a trifle does not look like much


class SidesChart(LineChart):
    """`show_sides` draws two series, and `less` under them: upwards where the second did less, downwards where the first did, as
    shares of the stronger side."""

    less: tuple[Point, ...] = ()

    def show_sides(
        self,
        both: Sequence[Series],
        less: Sequence[Point],
        readings: Sequence[Reading],
        keys: Sequence[Key],
        empty: str,
        whole: bool = False,
    ) -> None:
        self.less = tuple(less)
        self.show_lines(both, readings, keys, empty, joined=True, whole=whole)

    def _less_seen(self) -> tuple[Point, ...]:
        start = bisect_left(self.less, self.span.start, key=attrgetter("at"))
        return self.less[start : bisect_left(self.less, self.span.end, key=attrgetter("at"))]

    def _most(self) -> float:
        return max(_LEAST, *(abs(point.value) for point in self._less_seen()), 0.0)

    def _bounds(self) -> tuple[float, float]:
        """The lines stay above the part of the differences."""
        low, high = super()._bounds()
        return low - (high - low) * _PART / (1 - _PART), high

    def _margins(self, wide: float) -> tuple[float, float]:
        begin, end = super()._margins(wide)
        share = QFontMetricsF(theme.font("tiny")).horizontalAdvance(fmt.percent(self._most())) + 12
        return max(begin, share), end

    @staticmethod
    def _part(frame: Frame) -> QRectF:
        high = frame.room.height() * _PART - 12
        return QRectF(frame.room.left(), frame.room.bottom() - high, frame.room.width(), high)

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        super()._paint_grid(painter, frame)
        part, beside, font = self._part(frame), frame.before(8), theme.font("tiny")
        high = QFontMetricsF(font).height()
        middle = part.center().y()
        painter.setPen(QPen(theme.color("line-strong"), 1))
        painter.drawLine(QPointF(part.left(), middle), QPointF(part.right(), middle))
        painter.setFont(font)
        painter.setPen(theme.color("quiet"))
        sided = frame.side(False) | Qt.AlignmentFlag.AlignVCenter
        share = fmt.percent(self._most())
        for y in (part.top() + high / 2 - 2, part.bottom() - high / 2):
            painter.drawText(QRectF(beside.left(), y - high / 2, beside.width(), high), sided, share)

    def _paint_data(self, painter: QPainter, frame: Frame) -> None:
        super()._paint_data(painter, frame)
        part, most = self._part(frame), self._most()
        seen = self._less_seen()
        wide = max(1.5, min(8.0, 0.5 * part.width() / max(1, len(seen))))
        for point in seen:
            up = part.height() / 2 * point.value / most
            if abs(up) < 1:
                continue
            top = part.center().y() - max(up, 0.0)
            painter.fillRect(QRectF(frame.x(point.at) - wide / 2, top, wide, abs(up)), theme.color("within"))
        font = theme.font("tiny")
        painter.setFont(font)
        painter.setPen(theme.color("quiet"))
        words = part.adjusted(6, 0, -6, 0)
        painter.drawText(words, frame.side(True) | Qt.AlignmentFlag.AlignTop, tr("right less"))
        painter.drawText(words, frame.side(True) | Qt.AlignmentFlag.AlignBottom, tr("left less"))
        marks.clear(painter)
