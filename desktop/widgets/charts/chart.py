"""What all charts over time have in common: days along the foot, phases behind, races as flags, a reading where one points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.qt import fmt, theme
from desktop.widgets.charts import marks, ticks
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.parts import NOWHERE, Band, Flag, Key, Reading
from desktop.widgets.charts.span import Span

_REACH: Final = 36.0  # how near the pointer must be to a reading, in pixels
_APART: Final = 58.0  # pixels between two days at the foot
_ZOOM: Final = 1.25
_STEP: Final = 0.25  # of what is shown: how far the keys move it
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_PLUS: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class Chart(QWidget):
    """Shows the days of a `span`. Who derives from it says in `_margins`, `_bounds`, `_paint_grid` and `_paint_data` what is drawn.

    Arrow keys walk the readings, + and - and the wheel zoom, Page Up and Page Down and dragging move, Home shows everything,
    End the newest. The words of a reading are the accessible description.
    """

    def __init__(self, span: Span, name: str, high: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = span
        self.name = name
        self.bands: tuple[Band, ...] = ()
        self.flags: tuple[Flag, ...] = ()
        self.keys: tuple[Key, ...] = ()
        self.readings: tuple[Reading, ...] = ()
        self.empty = ""
        self.names_bands = False
        self._at = NOWHERE
        self._spots: list[float] = []
        self._dragged: float | None = None
        self._painted: QPixmap | None = None  # all but the pointer, which moves more often than anything else
        self._painted_for: object = None
        self._high = high
        self.setAccessibleName(name)
        self.setMinimumWidth(220)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._on_theme()
        theme.changes.changed.connect(self._on_theme)
        span.changed.connect(self._redraw)
        span.pointed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, theme.scaled(self._high))

    def _on_theme(self) -> None:
        self.setMinimumHeight(self._least())
        self._redraw()

    def _redraw(self) -> None:
        """What was painted is out of date."""
        self._painted = None
        self.update()

    def _least(self) -> int:
        """How low the chart may be at the text size in force."""
        return theme.scaled(self._high)

    def show_background(self, bands: Sequence[Band], flags: Sequence[Flag]) -> None:
        self.bands, self.flags = tuple(bands), tuple(flags)
        self._redraw()

    def _read(self, readings: Sequence[Reading], keys: Sequence[Key], empty: str) -> None:
        """What can be read, oldest first, the legend, and what is said where there is nothing."""
        self.readings, self.keys, self.empty = tuple(readings), tuple(keys), empty
        self._spots = [one.at for one in readings]
        self._at = NOWHERE
        self._redraw()
        self._tell()

    # ------------------------------------------------------------------------------------------------ for who derives

    def _margins(self, _wide: float) -> tuple[float, float]:
        """Room in pixels for what stands beside the data on a sheet so wide: where reading begins, and where it ends."""
        return 40.0, 12.0

    def _bounds(self) -> tuple[float, float]:
        """The lowest and highest value of what is in sight."""
        return 0.0, 1.0

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        """What is behind the data and tells how much it is."""

    def _paint_data(self, painter: QPainter, frame: Frame) -> None:
        """The data itself, clipped to the room and a little around it."""

    def _paint_reading(self, painter: QPainter, frame: Frame, at: float) -> None:
        """Where the reading at that moment is."""

    # ------------------------------------------------------------------------------------------------ where things are

    def frame(self, sheet: QRectF) -> Frame:
        tiny = QFontMetricsF(theme.font("tiny")).height()
        begin, end = self._margins(sheet.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (end, begin) if mirrored else (begin, end)
        top = len(self._legend_rows(sheet.width())) * (tiny + 8) + tiny + 4 + marks.STRIP
        room = sheet.adjusted(left, top, -right, -(tiny + 10))
        low, high = self._bounds()
        return Frame(sheet, room, self.span.start, self.span.end, low, high, mirrored)

    def _sheet(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4, 2, -4, -2)

    def visible(self) -> range:
        """The numbers of the readings in sight."""
        return range(bisect_left(self._spots, self.span.start), bisect_left(self._spots, self.span.end))

    def said(self) -> tuple[str, ...]:
        """The words of the reading pointed at; none where nothing is."""
        return self.readings[self._at].say() if 0 <= self._at < len(self.readings) else ()

    def _nearest(self, x: float) -> int:
        frame, seen = self.frame(self._sheet()), self.visible()
        if not seen or not frame.room.left() - _REACH <= x <= frame.room.right() + _REACH:
            return NOWHERE
        distance, number = min((abs(frame.x(self._spots[number]) - x), number) for number in seen)
        return number if distance <= max(_REACH, 3.5 * frame.per_day) else NOWHERE

    # ------------------------------------------------------------------------------------------------ hands

    def point_at(self, number: int) -> None:
        """Points at a reading, or nowhere."""
        if number != self._at:
            self._at = number
            self._tell()
        self.span.point(self.readings[number].at if number != NOWHERE else None)

    def _tell(self) -> None:
        said = self.said()
        if not said:
            seen = self.visible()
            said = self.readings[seen[-1]].say() if seen else (self.empty or tr("Nothing done in these weeks"),)
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed, back = Qt.Key(event.key()), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        older, newer = (Qt.Key.Key_Right, Qt.Key.Key_Left) if back else (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if pressed in (older, newer):
            self._walk(-1 if pressed == older else 1)
        elif pressed in _PLUS or pressed == Qt.Key.Key_Minus:
            around = self.readings[self._at].at if self._at != NOWHERE else None
            self.span.zoom(1 / _ZOOM if pressed in _PLUS else _ZOOM, around)
        elif pressed in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.span.pan(self.span.length * (-_STEP if pressed == Qt.Key.Key_PageUp else _STEP))
        elif pressed == Qt.Key.Key_Home:
            self.span.show_last(None)
        elif pressed == Qt.Key.Key_End:
            self.span.show_last(self.span.length)
        elif pressed == Qt.Key.Key_Escape and self._at != NOWHERE:
            self.point_at(NOWHERE)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        if not self.readings:
            return
        seen = self.visible()
        if self._at == NOWHERE:
            number = seen[-1] if seen else len(self.readings) - 1
        else:
            number = min(max(self._at + step, 0), len(self.readings) - 1)
        self.span.reveal(self.readings[number].at)
        self.point_at(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms where the chart has the focus or Ctrl is held, else the page scrolls; sideways it moves the days."""
        turned = event.angleDelta()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        frame = self.frame(self._sheet())
        if abs(turned.x()) > abs(turned.y()):
            self.span.pan((turned.x() if frame.mirrored else -turned.x()) / max(0.01, frame.per_day) / 4)
        elif turned.y() and (held or self.hasFocus()):
            self.span.zoom(_ZOOM ** (-turned.y() / 120), frame.at(event.position().x()))
        else:
            event.ignore()
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position().x()
        super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._dragged is None:
            self.point_at(self._nearest(x))
            return
        frame = self.frame(self._sheet())
        moved = frame.at(self._dragged) - frame.at(x)
        if abs(moved) * frame.per_day >= 1:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.span.pan(moved)
            self._dragged = x

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.unsetCursor()
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(NOWHERE)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.point_at(NOWHERE)
        super().focusOutEvent(event)

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._sheet_painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.readings:
            self._paint_pointer(painter, self.frame(self._sheet()))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _sheet_painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        asked = (self.size(), ratio, self.layoutDirection())
        if self._painted is None or self._painted_for != asked:
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(theme.color("surface"))
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_on(painter, self._sheet())
            painter.end()
            self._painted, self._painted_for = made, asked
        return self._painted

    def hideEvent(self, event: QHideEvent) -> None:
        self._painted = None
        super().hideEvent(event)

    def paint_on(self, painter: QPainter, sheet: QRectF) -> None:
        """Everything but where one points, on any sheet: the widget's own, or a picture's."""
        painter.setLayoutDirection(self.layoutDirection())
        if not self.readings:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("quiet"))
            painter.drawText(sheet.adjusted(16, 0, -16, 0), _CENTRE, self.empty)
            return
        frame = self.frame(sheet)
        self._paint_legend(painter, sheet)
        self._paint_bands(painter, frame)
        self._paint_grid(painter, frame)
        self._paint_days(painter, frame)
        if self.names_bands:
            self._paint_band_names(painter, frame)
        painter.save()
        painter.setClipRect(frame.room.adjusted(-1, -4, 1, 1), Qt.ClipOperation.IntersectClip)
        self._paint_data(painter, frame)
        painter.restore()
        marks.flags(painter, frame, self.flags, self._flag_top(frame))
        if not self.visible():
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("quiet"))
            painter.drawText(frame.room, _CENTRE, tr("Nothing done in these weeks"))

    @staticmethod
    def _flag_top(frame: Frame) -> float:
        return frame.room.top() - marks.STRIP - QFontMetricsF(theme.font("tiny")).height() - 3

    def _legend_rows(self, width: float) -> list[list[Key]]:
        metrics = QFontMetricsF(theme.font("tiny"))
        rows: list[list[Key]] = []
        left = 0.0
        for one in self.keys:
            wide = metrics.horizontalAdvance(one.word) + 40
            if not rows or left + wide > width:
                rows.append([])
                left = 0.0
            rows[-1].append(one)
            left += wide
        return rows

    def _paint_legend(self, painter: QPainter, sheet: QRectF) -> None:
        font = theme.font("tiny")
        metrics = QFontMetricsF(font)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(font)
        high = metrics.height() + 8
        for number, row in enumerate(self._legend_rows(sheet.width())):
            off, middle = 10.0, sheet.top() + number * high + high / 2
            for one in row:
                wide = metrics.horizontalAdvance(one.word) + 2
                x = sheet.right() - off if mirrored else sheet.left() + off
                marks.key(painter, one, QPointF(x, middle))
                painter.setPen(theme.color("quiet"))
                box = QRectF(x - 14 - wide if mirrored else x + 14, middle - high / 2, wide, high)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one.word)
                off += wide + 38

    def _paint_bands(self, painter: QPainter, frame: Frame) -> None:
        top, bottom = round(frame.room.top()), round(frame.room.bottom())
        colours = {tone: (marks.tint(tone), theme.color(tone)) for tone in {band.tone for band in self.bands}}
        for band in self._bands_seen(frame):
            stripe = frame.days(band.start, band.end, top, bottom)
            left, wide = round(stripe.left()), max(1, round(stripe.right()) - round(stripe.left()))
            pale, full = colours[band.tone]  # whole pixels in opaque colours: by far the quickest to paint
            painter.fillRect(left, top, wide, bottom - top, pale)
            painter.fillRect(left, top - round(marks.STRIP), wide, round(marks.STRIP), full)

    def _bands_seen(self, frame: Frame) -> list[Band]:
        return [band for band in self.bands if band.end > frame.start and band.start < frame.end]

    def _paint_band_names(self, painter: QPainter, frame: Frame) -> None:
        """Where a phase is long enough for its word; the others are read where one points."""
        font = theme.font("tiny")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("quiet"))
        for band in self._bands_seen(frame):
            stripe = frame.days(band.start, band.end, frame.room.top(), frame.room.bottom())
            if stripe.width() > metrics.horizontalAdvance(band.name) + 12:
                painter.drawText(stripe.adjusted(6, 3, -6, 0), frame.side(True) | Qt.AlignmentFlag.AlignTop, band.name)

    def _paint_days(self, painter: QPainter, frame: Frame) -> None:
        start, end = date.fromordinal(max(1, int(frame.start))), date.fromordinal(int(frame.end))
        apart = max(_APART, QFontMetricsF(theme.font("tiny")).horizontalAdvance("28 Wwww") + 14)
        for tick in ticks.days(start, end, frame.room.width(), apart, fmt.first_weekday()):
            x = frame.x(max(tick.on.toordinal(), frame.start))
            painter.setPen(QPen(theme.color("line-strong" if tick.strong else "line"), 1))
            painter.drawLine(QPointF(x, frame.room.top()), QPointF(x, frame.room.bottom() + 4))
            font = theme.font("tiny", 600 if tick.strong else 400)
            wide = QFontMetricsF(font).horizontalAdvance(tick.text) + 2
            left = min(max(x - wide / 2, frame.sheet.left()), frame.sheet.right() - wide)
            painter.setFont(font)
            painter.setPen(theme.color("ink" if tick.strong else "quiet"))
            box = QRectF(left, frame.room.bottom() + 5, wide, frame.sheet.bottom() - frame.room.bottom() - 5)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, tick.text)
        painter.setPen(QPen(theme.color("line-strong"), 1))
        painter.drawLine(frame.room.bottomLeft(), frame.room.bottomRight())

    def _paint_pointer(self, painter: QPainter, frame: Frame) -> None:
        at = self.span.at
        if at is None or not frame.start <= at < frame.end:
            return
        mine = self._at != NOWHERE and self.readings[self._at].at == at
        painter.setPen(QPen(theme.color("ink", 0.55 if mine else 0.25), 1))
        painter.drawLine(QPointF(frame.x(at), frame.room.top()), QPointF(frame.x(at), frame.room.bottom()))
        if mine:
            self._paint_reading(painter, frame, at)
            self._paint_said(painter, frame, self.said())

    def _paint_said(self, painter: QPainter, frame: Frame, lines: Sequence[str]) -> None:
        """The words of the reading in a small box beside the pointer, where there is room for it."""
        head, rest = theme.font("caption", 600), theme.font("caption")
        most = min(320.0, frame.sheet.width() - 36)
        fonts = [head, *[rest] * (len(lines) - 1)]
        texts = [marks.fitting(line, font, most) for line, font in zip(lines, fonts, strict=True)]
        wide = max(QFontMetricsF(font).horizontalAdvance(text) for text, font in zip(texts, fonts, strict=True)) + 22
        step = QFontMetricsF(head).height() + 2
        x = frame.x(self.readings[self._at].at)
        left = x + 12 if x + 12 + wide <= frame.sheet.right() else x - 12 - wide
        left = min(max(left, frame.sheet.left()), max(frame.sheet.left(), frame.sheet.right() - wide))
        high = step * len(texts) + 12
        top = max(frame.sheet.top(), min(frame.room.top() + 8, frame.sheet.bottom() - high))
        box = QRectF(left, top, wide, high)
        painter.setPen(QPen(theme.color("edge", marks.shade(0.0, 1.0)), 1))
        painter.setBrush(theme.color("tooltip", 0.96))
        painter.drawRoundedRect(box, 8, 8)
        align = frame.side(True) | Qt.AlignmentFlag.AlignVCenter
        for number, (text, font) in enumerate(zip(texts, fonts, strict=True)):
            painter.setFont(font)
            painter.setPen(theme.color("tooltip-ink"))
            painter.drawText(QRectF(left + 11, top + 6 + number * step, wide - 22, step), align, text)
