"""Several rows over the same days, each with its name: told apart by where they are, not by colour."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.qt import theme
from desktop.widgets.charts import marks
from desktop.widgets.charts.chart import Chart
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.parts import Block, Key, Lane, Reading
from desktop.widgets.charts.span import Span

_NAMES: Final = 0.34  # of the sheet: names take no more
_CLOSE: Final = 4.0  # pixels a block, below which it is a plain column
_LEAST: Final = 2.0  # pixels: a day is seen however far away one looks


class LaneChart(Chart):
    """`show_lanes` draws blocks as high as their value is of `most` (not given: of the highest in sight)."""

    def __init__(self, span: Span, name: str, high: int = 200) -> None:
        self.lanes: tuple[Lane, ...] = ()
        super().__init__(span, name, high)
        self._most: float | None = None

    def show_lanes(
        self,
        lanes: Sequence[Lane],
        readings: Sequence[Reading],
        keys: Sequence[Key],
        empty: str,
        most: float | None = None,
    ) -> None:
        self.lanes, self._most = tuple(lanes), most
        self._read(readings, keys, empty)
        self.setMinimumHeight(self._least())

    def _least(self) -> int:
        line = QFontMetricsF(theme.font("caption")).height()
        return max(super()._least(), round(len(self.lanes) * (line + 8)) + theme.scaled(76))

    def _seen(self, lane: Lane) -> tuple[Block, ...]:
        start = bisect_left(lane.blocks, self.span.start, key=attrgetter("end"))
        return lane.blocks[start : bisect_left(lane.blocks, self.span.end, key=attrgetter("start"))]

    def _margins(self, wide: float) -> tuple[float, float]:
        metrics = QFontMetricsF(theme.font("caption"))
        names = max((metrics.horizontalAdvance(lane.name) for lane in self.lanes), default=0.0)
        said = max((metrics.horizontalAdvance(self._summary(lane)) for lane in self.lanes), default=0.0)
        return min(names + 16, wide * _NAMES), said + 14

    def _summary(self, lane: Lane) -> str:
        return "" if lane.summary is None else lane.summary(self.span.start, self.span.end)

    def _rows(self, frame: Frame) -> list[QRectF]:
        high = frame.room.height() / max(1, len(self.lanes))
        return [
            QRectF(frame.room.left(), frame.room.top() + number * high, frame.room.width(), high)
            for number in range(len(self.lanes))
        ]

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        font = theme.font("caption")
        before, after = frame.before(8), frame.after(8)
        painter.setFont(font)
        for lane, row in zip(self.lanes, self._rows(frame), strict=True):
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(row.left(), row.bottom()), QPointF(row.right(), row.bottom()))
            painter.setPen(theme.color("ink"))
            box = QRectF(before.left(), row.top(), before.width(), row.height())
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, frame.side(True) | middle, marks.fitting(lane.name, font, box.width()))
            painter.setPen(theme.color("quiet"))
            box = QRectF(after.left(), row.top(), after.width(), row.height())
            painter.drawText(box, frame.side(False) | middle, self._summary(lane))

    def _paint_data(self, painter: QPainter, frame: Frame) -> None:
        seen = [self._seen(lane) for lane in self.lanes]
        most = self._most or max((block.value for blocks in seen for block in blocks), default=1.0) or 1.0
        for lane, row, blocks in zip(self.lanes, self._rows(frame), seen, strict=True):
            high = row.height() - 5
            if len(blocks) * _CLOSE > frame.room.width():
                self._paint_close(painter, frame, lane, row, blocks, most)
                continue
            for block in blocks:
                box = frame.days(block.start, block.end, row.top() + 4, row.bottom())
                if box.width() < _LEAST:
                    box = QRectF(box.center().x() - _LEAST / 2, box.top(), _LEAST, box.height())
                if block.held:
                    marks.hatch(painter, box, lane.tone)
                elif block.value:
                    gap = 1.0 if box.width() > 5 else 0.0
                    up = max(2.0, high * block.value / most)
                    marks.bar(
                        painter, QRectF(box.left() + gap, row.bottom() - up, box.width() - 2 * gap, up), lane.tone
                    )

    @staticmethod
    def _paint_close(
        painter: QPainter, frame: Frame, lane: Lane, row: QRectF, blocks: Sequence[Block], most: float
    ) -> None:
        """Hundreds of narrow columns in one go."""
        zero, slope = frame.across()
        bottom, high = row.bottom(), row.height() - 5
        columns: list[QRectF] = []
        for block in blocks:
            one, other = zero + slope * block.start, zero + slope * block.end
            up = high if block.held else max(2.0, high * block.value / most) if block.value else 0.0
            if up:
                columns.append(QRectF(min(one, other), bottom - up, max(_LEAST, abs(other - one)), up))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(lane.tone))
        painter.drawRects(columns)
        painter.restore()
