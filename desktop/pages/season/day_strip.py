"""The seven days of a week side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import tr
from desktop.pages.season import view_model as vm
from desktop.qt import icons, theme

_HIGH, _WORD, _GAP = 46, 18, 4


class DayStrip(QWidget):
    """Seven days side by side, one chosen; a click or the arrow keys choose another: `chosen(date)`.

    A chip says weekday and day in the colour of its phase; the phase's word stands under the days it lasts. A dot marks a day with
    a session: filled when it was done, a ring otherwise.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[vm.DayRow, ...] = ()
        self._at = 0
        self._marks: Mapping[date, bool] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Days of the week"))

    def sizeHint(self) -> QSize:
        return QSize(280, _HIGH + _WORD + 4)

    def show_days(self, rows: tuple[vm.DayRow, ...], on: date) -> None:
        self.rows = rows
        self._at = next((number for number, row in enumerate(rows) if row.on == on), 0)
        self._tell()

    def mark(self, marks: Mapping[date, bool]) -> None:
        """Days with a session, and whether it was done."""
        self._marks = marks
        self._tell()

    @property
    def day(self) -> date | None:
        return self.rows[self._at].on if self.rows else None

    def _choose(self, number: int) -> None:
        if self.rows and number != self._at and 0 <= number < len(self.rows):
            self._at = number
            self._tell()
            self.chosen.emit(self.rows[number].on)

    def _tell(self) -> None:
        if self.rows:
            self.setAccessibleDescription(self._spoken(self.rows[self._at]))
        self.update()

    def _spoken(self, row: vm.DayRow) -> str:
        done = self._marks.get(row.on)
        session = "" if done is None else tr("session done") if done else tr("session")
        today = tr("today") if row.today else ""
        return ", ".join(part for part in (row.name, today, row.phase, row.race, session) if part)

    # ------------------------------------------------------------------------------------------------ hands

    def _at_x(self, x: float) -> int:
        return int(x // (self.width() / max(1, len(self.rows))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at_x(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back, on = -1, 1
        steps = {
            Qt.Key.Key_Left: back, Qt.Key.Key_Up: back, Qt.Key.Key_Right: on, Qt.Key.Key_Down: on,
            Qt.Key.Key_Home: -7, Qt.Key.Key_End: 7,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._choose(max(0, min(len(self.rows) - 1, self._at + step)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at_x(event.pos().x())
            QToolTip.showText(
                event.globalPos(), self._spoken(self.rows[number]) if number < len(self.rows) else "", self
            )
            return True
        return super().event(event)

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(len(self.rows)):
            self._paint_day(painter, number)
        self._paint_words(painter)
        painter.end()

    def _chip(self, number: int) -> QRectF:
        wide = self.width() / len(self.rows)
        return QRectF(number * wide + _GAP / 2, 1.5, wide - _GAP, _HIGH - 1)

    def _paint_day(self, painter: QPainter, number: int) -> None:
        row, box = self.rows[number], self._chip(number)
        chosen, roomy = number == self._at, box.width() >= 44
        edge = ("focus" if self.hasFocus() else f"{row.tone}-ink") if chosen else f"{row.tone}-pill"
        focused = chosen and self.hasFocus()
        if focused:
            box.adjust(1, 1, -1, -1)
        painter.setPen(QPen(theme.color(edge), 5 if focused else 2 if chosen else 1))
        painter.setBrush(theme.color(f"{row.tone}-pill"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(theme.color(f"{row.tone}-ink"))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font("tiny", 600 if row.today else 400))
        painter.drawText(QRectF(box.left(), box.top() + 5, box.width(), 14), middle, row.weekday)
        painter.setFont(theme.font("body", 700 if row.today else 600))
        painter.drawText(QRectF(box.left(), box.top() + 20, box.width(), 20), middle, str(row.on.day))
        if row.race:
            icons.paint(
                painter,
                "flag",
                "phase-race-ink",
                QRectF(box.right() - 13, box.top() + 2, 12, 12)
                if roomy
                else QRectF(box.right() - 9, box.top() - 1, 10, 10),
            )
        if row.on in self._marks:
            painter.setPen(QPen(theme.color(f"{row.tone}-ink"), 1.3))
            painter.setBrush(theme.color(f"{row.tone}-ink") if self._marks[row.on] else Qt.BrushStyle.NoBrush)
            inset = 7 if roomy else 5
            painter.drawEllipse(QPointF(box.right() - inset, box.bottom() - inset), 2.6, 2.6)
        if row.today:
            painter.setPen(theme.color(f"{row.tone}-ink"))
            painter.drawLine(
                QPointF(box.center().x() - 8, box.bottom() - 4), QPointF(box.center().x() + 8, box.bottom() - 4)
            )

    def _paint_words(self, painter: QPainter) -> None:
        font = theme.font("tiny", 600)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        runs = vm.runs(self.rows)
        wants = [metrics.horizontalAdvance(self.rows[first].phase) + 2 for first, _ in runs]
        middles = [(self._chip(first).left() + self._chip(last).right()) / 2 for first, last in runs]
        for (first, _), (left, wide) in zip(runs, spread(middles, wants, self.width()), strict=True):
            row = self.rows[first]
            painter.setPen(theme.color(f"{row.tone}-ink"))
            shown = metrics.elidedText(row.phase, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(left, _HIGH + 4, wide, _WORD), Qt.AlignmentFlag.AlignCenter, shown)


def spread(
    middles: Sequence[float], wants: Sequence[float], room: float, gap: float = 8.0
) -> list[tuple[float, float]]:
    """Places words of these widths near their middles, in order, side by side, inside `room`: (left, width) each."""
    total = sum(wants) + gap * (len(wants) - 1)
    share = min(1.0, (room - gap * (len(wants) - 1)) / (total - gap * (len(wants) - 1))) if total > 0 else 1.0
    wide = [want * share for want in wants]
    lefts: list[float] = []
    at = 0.0
    for middle, width in zip(middles, wide, strict=True):
        lefts.append(max(at, middle - width / 2))
        at = lefts[-1] + width + gap
    end = room
    for number in range(len(lefts) - 1, -1, -1):
        lefts[number] = min(lefts[number], end - wide[number])
        end = lefts[number] - gap
    return list(zip(lefts, wide, strict=True))
