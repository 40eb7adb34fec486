"""What one exercise was done with over some weeks: a line by hand, with its words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import fmt, theme

_RIGHT: Final = 12
_REACH: Final = 14  # how near the pointer must be to a dot, in pixels


@dataclass(frozen=True)
class LoadPoint:
    """One session: `value` in the unit shown, `text` says it with what was done ('3 × 8 @ 22 kg')."""

    on: date
    value: float
    text: str


class LoadChart(QWidget):
    """`show_history` draws the sessions done and, hollow, what is planned. Arrow keys walk the dots and say each in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[LoadPoint, ...] = ()
        self.planned: LoadPoint | None = None
        self._start = self._end = date.min
        self._unit = ""
        self._at: int | None = None
        self._blank = True
        self.setMinimumHeight(120)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(280, 170)

    def show_history(
        self,
        name: str,
        points: Sequence[LoadPoint],
        start: date,
        end: date,
        unit: str = "",
        planned: LoadPoint | None = None,
    ) -> None:
        """`points` oldest first, from `start` to `end`; `unit` follows the numbers at the side ('kg', 'reps')."""
        self.points, self.planned, self._unit = tuple(points), planned, unit
        self._start, self._end = start, max(end, *(one.on for one in (planned,) if one is not None), start)
        self._at, self._blank = None, False
        self.setAccessibleName(name)
        self._tell()

    def clear(self) -> None:
        """Shows nothing, not even that there is nothing."""
        self.points, self.planned, self._at, self._blank = (), None, None, True
        self.setAccessibleDescription("")
        self.update()

    def as_rows(self) -> tuple[str, ...]:
        """The picture in words, a session a row."""
        rows = [f"{fmt.short_date(one.on)}: {one.text}" for one in self.points]
        if self.planned is not None:
            rows.append(tr("{day}: planned {what}", day=fmt.short_date(self.planned.on), what=self.planned.text))
        return tuple(rows)

    def _tell(self) -> None:
        rows = self.as_rows()
        said = rows[self._at] if self._at is not None and self._at < len(rows) else "; ".join(rows)
        self.setAccessibleDescription(said or tr("Nothing done in these weeks"))
        self.update()

    # ------------------------------------------------------------------------------------------------ where things are

    def _all(self) -> tuple[LoadPoint, ...]:
        return self.points if self.planned is None else (*self.points, self.planned)

    def _span(self) -> tuple[float, float]:
        """Lowest and highest value at the sides, whole numbers with a whole one between them: some air around what there is, and
        never below nothing."""
        values = [one.value for one in self._all()] or [0.0]
        low, high = min(values), max(values)
        air = max((high - low) * 0.15, abs(high) * 0.06, 0.5)
        least, most = max(0, floor(low - air)), ceil(high + air)
        return least, most + (most - least) % 2

    def _sides(self) -> tuple[str, str, str]:
        """What the lines stand for, the lowest first."""
        low, high = self._span()
        return fmt.number(low, 1), fmt.number((low + high) / 2, 1), fmt.number(high, 1)

    def _room(self) -> QRectF:
        """The picture without the words around it, which are as large as the reader wants them."""
        small, words = QFontMetricsF(theme.font("tiny")), QFontMetricsF(theme.font("caption", 600))
        left = ceil(max(small.horizontalAdvance(text) for text in self._sides())) + 12
        top, below = ceil(words.height()) + 8, ceil(small.height()) + 8
        return QRectF(left, top, max(10, self.width() - left - _RIGHT), max(10, self.height() - top - below))

    def _spot(self, one: LoadPoint) -> QPointF:
        room, (low, high) = self._room(), self._span()
        days = max(1, (self._end - self._start).days)
        across = room.left() + room.width() * (one.on - self._start).days / days
        return QPointF(across, room.bottom() - room.height() * (one.value - low) / (high - low))

    def _near(self, x: float) -> int | None:
        found = [(abs(self._spot(one).x() - x), number) for number, one in enumerate(self._all())]
        distance, number = min(found, default=(_REACH + 1, 0))
        return number if distance <= _REACH else None

    # ------------------------------------------------------------------------------------------------ hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._all()) - 1
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -last, Qt.Key.Key_End: last}
        step = moves.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
            return
        start = last if self._at is None else self._at
        self._at = max(0, min(last, start + (step if self._at is not None else min(0, step))))
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position().x())
        if near != self._at:
            self._at = near
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._at = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self._near(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if near is None else self.as_rows()[near], self)
            return True
        return super().event(event)

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._blank:
            pass
        elif not self._all():
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("quiet"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, tr("Nothing done in these weeks"))
        else:
            self._paint_grid(painter)
            self._paint_line(painter)
            self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        room, line = self._room(), QFontMetricsF(theme.font("tiny")).height() + 2
        painter.setFont(theme.font("tiny"))
        for share, text in zip((0.0, 0.5, 1.0), self._sides(), strict=True):
            y = room.bottom() - room.height() * share
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(theme.color("quiet"))
            painter.drawText(QRectF(0, y - line / 2, room.left() - 8, line), _side(right=True), text)
        below = QRectF(room.left(), room.bottom() + 5, room.width() + _RIGHT, line)
        painter.drawText(below, _side(right=False), fmt.short_date(self._start))
        painter.drawText(below, _side(right=True), fmt.short_date(self._end))

    def _paint_line(self, painter: QPainter) -> None:
        spots = [self._spot(one) for one in self.points]
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawPolyline(spots)
        if self.planned is not None:
            ahead = self._spot(self.planned)
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DotLine))
            if spots:
                painter.drawLine(spots[-1], ahead)
            painter.setPen(QPen(theme.color("accent"), 1.6))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(ahead, 4.5, 4.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        for number, spot in enumerate(spots):
            last = number == len(spots) - 1
            painter.drawEllipse(spot, 4.5 if last else 2.5, 4.5 if last else 2.5)

    def _paint_words(self, painter: QPainter) -> None:
        every = self._all()
        number = self._at if self._at is not None and self._at < len(every) else max(0, len(self.points) - 1)
        one = every[number]
        text = f"{fmt.number(one.value)} {self._unit}".strip()
        if self._at is not None:
            text = f"{fmt.short_date(one.on)}  {text}"
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._spot(one), 7, 7)
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.color("link"))
        metrics = QFontMetricsF(theme.font("caption", 600))
        wide, high = ceil(metrics.horizontalAdvance(text)) + 8, ceil(metrics.height())
        spot = self._spot(one)
        left = max(0.0, min(spot.x() - wide / 2, self.width() - wide))
        room = QRectF(left, max(0.0, spot.y() - 9 - high), wide, high)
        painter.fillRect(room, theme.color("surface", 0.8))  # words stay legible over the line
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def _side(right: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
