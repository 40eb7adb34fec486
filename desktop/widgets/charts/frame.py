"""Where a chart's days and values are on its sheet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt


@dataclass(frozen=True, slots=True)
class Frame:
    """The `room` in which data is drawn within `sheet`, for days `start` to `end` and values `low` to `high`. `mirrored`: time
    runs from right to left, as the reader writes."""

    sheet: QRectF
    room: QRectF
    start: float
    end: float
    low: float = 0.0
    high: float = 1.0
    mirrored: bool = False

    @property
    def per_day(self) -> float:
        return self.room.width() / max(1e-9, self.end - self.start)

    def x(self, at: float) -> float:
        off = (at - self.start) * self.per_day
        return self.room.right() - off if self.mirrored else self.room.left() + off

    def across(self) -> tuple[float, float]:
        """(where day 0 would be, pixels a day): for thousands of places at once."""
        slope = -self.per_day if self.mirrored else self.per_day
        return self.x(0.0), slope

    def y(self, value: float) -> float:
        return self.room.bottom() - self.room.height() * (value - self.low) / max(1e-9, self.high - self.low)

    def spot(self, at: float, value: float) -> QPointF:
        return QPointF(self.x(at), self.y(value))

    def at(self, x: float) -> float:
        off = self.room.right() - x if self.mirrored else x - self.room.left()
        return self.start + off / max(1e-9, self.per_day)

    def days(self, start: float, end: float, top: float, bottom: float) -> QRectF:
        """The upright stripe of these days, cut off at the room's sides."""
        one, other = self.x(max(start, self.start)), self.x(min(end, self.end))
        return QRectF(QPointF(min(one, other), top), QPointF(max(one, other), bottom))

    def before(self, gap: float) -> QRectF:
        """What is beside the room where reading begins: names and values stand there."""
        if self.mirrored:
            return QRectF(
                self.room.right() + gap,
                self.room.top(),
                self.sheet.right() - self.room.right() - gap,
                self.room.height(),
            )
        return QRectF(
            self.sheet.left(), self.room.top(), self.room.left() - gap - self.sheet.left(), self.room.height()
        )

    def after(self, gap: float) -> QRectF:
        """What is beside the room where reading ends."""
        if self.mirrored:
            return QRectF(
                self.sheet.left(), self.room.top(), self.room.left() - gap - self.sheet.left(), self.room.height()
            )
        return QRectF(
            self.room.right() + gap, self.room.top(), self.sheet.right() - self.room.right() - gap, self.room.height()
        )

    def side(self, beginning: bool) -> Qt.AlignmentFlag:
        """Left or right, as the reader's writing begins or ends."""
        left = beginning is not self.mirrored
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignAbsolute  # a painter would turn it round once more
