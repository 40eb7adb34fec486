"""How things are painted that several charts and their legends show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desktop.qt import theme
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.parts import (
    BAR,
    DELOAD,
    DIAMOND,
    DISC,
    FLAG,
    HELD,
    HOLLOW,
    OUTLINE,
    PHASE,
    SQUARE,
    Flag,
    Key,
)

STRIP = 4.0
"""Height of the stripe in a phase's full colour along the top of a chart."""


def clear(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def shade(alpha_light: float, alpha_dark: float) -> float:
    return alpha_dark if theme.current().dark else alpha_light


def tint(tone: str) -> QColor:
    """The tone thinly laid over a card, as an opaque colour: translucent areas take many times as long to paint."""
    share = shade(0.13, 0.14)
    over, under = theme.color(tone), theme.color("surface")
    parts = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(top * share + below * (1 - share)) for top, below in parts))


def mark(painter: QPainter, middle: QPointF, kind: str, tone: str, radius: float, hollow: bool = False) -> None:
    """A point of a line: its form tells whose it is where its colour does not."""
    painter.setPen(QPen(theme.color(tone), 1.5) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface" if hollow else tone))
    if kind == SQUARE:
        edge = radius * 0.9
        painter.drawRect(QRectF(middle.x() - edge, middle.y() - edge, 2 * edge, 2 * edge))
    elif kind == DIAMOND:
        reach = radius * 1.3
        corners = ((0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0))
        painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in corners]))
    else:
        painter.drawEllipse(middle, radius, radius)


def bar(painter: QPainter, box: QRectF, tone: str, alpha: float = 1.0) -> None:
    """A bar with round shoulders, square where it stands."""
    round_by = min(2.5, box.width() / 2, box.height())
    path = QPainterPath(box.bottomLeft())
    path.lineTo(box.left(), box.top() + round_by)
    path.quadTo(box.topLeft(), QPointF(box.left() + round_by, box.top()))
    path.lineTo(box.right() - round_by, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + round_by))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    clear(painter)
    painter.fillPath(path, theme.color(tone, alpha))


def hatch(painter: QPainter, box: QRectF, tone: str) -> None:
    """Slanting lines within the box; drawn one by one, for pictures of lines know no patterns."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, theme.color(tone, shade(0.12, 0.18)))
    painter.setPen(QPen(theme.color(tone, 0.7), 1))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += 6
    painter.restore()


def flags(painter: QPainter, frame: Frame, every: Sequence[Flag], top: float) -> None:
    """Races: a line from top to bottom with a small flag that carries the letter. Where flags would cover one another the lesser
    races keep a tick only."""
    taken: list[QRectF] = []
    seen = (one for one in every if frame.start <= one.at < frame.end)
    for one in sorted(seen, key=lambda one: (one.letter, one.at)):
        box, x = _flag_box(frame, one, top), frame.x(one.at)
        free = not any(box.intersects(other) for other in taken)
        tone, style = ("phase-race", Qt.PenStyle.SolidLine) if one.main else ("quiet", Qt.PenStyle.DotLine)
        painter.setPen(QPen(theme.color(tone, 0.9 if one.main else 0.7), 1.2, style if free else Qt.PenStyle.SolidLine))
        foot = frame.room.bottom() if free or one.main else frame.room.top()
        painter.drawLine(QPointF(x, top if free else frame.room.top() - STRIP - 4), QPointF(x, foot))
        if free:
            taken.append(box.adjusted(-1, 0, 1, 0))
            _flag(painter, one, box)


def _flag_box(frame: Frame, one: Flag, top: float) -> QRectF:
    """Beside its line, on the side to which reading goes as long as there is room."""
    x = frame.x(one.at)
    font = theme.font("tiny", 700)
    high = QFontMetricsF(font).height() + 1
    wide = QFontMetricsF(font).horizontalAdvance(one.letter) + 9
    back = x - wide < frame.sheet.left() if frame.mirrored else x + wide <= frame.sheet.right()
    return QRectF(x if back else x - wide, top, wide, high)


def _flag(painter: QPainter, one: Flag, box: QRectF) -> None:
    clear(painter)
    painter.setBrush(theme.color("phase-race-pill" if one.main else "neutral-pill"))
    painter.drawRoundedRect(box, 2, 2)
    painter.setFont(theme.font("tiny", 700))
    painter.setPen(theme.color("phase-race-ink" if one.main else "neutral-ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one.letter)


def key(painter: QPainter, one: Key, middle: QPointF) -> None:
    """One swatch of a legend, 14 pixels wide."""
    x, y = middle.x(), middle.y()
    if one.kind in (DISC, SQUARE, DIAMOND):
        style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color(one.tone), 1.6, style))
        painter.drawLine(QPointF(x - 8, y), QPointF(x + 8, y))
        mark(painter, middle, one.kind, one.tone, 3)
    elif one.kind == HOLLOW:
        mark(painter, middle, DISC, one.tone, 3.2, hollow=True)
    elif one.kind == BAR:
        bar(painter, QRectF(x - 4, y - 5, 8, 10), one.tone)
    elif one.kind == OUTLINE:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(one.tone), 1.2))
        painter.drawRoundedRect(QRectF(x - 4.5, y - 5, 9, 10), 2, 2)
    elif one.kind == PHASE:
        painter.fillRect(QRectF(x - 7, y - 5, 14, 10), theme.color(one.tone, shade(0.16, 0.22)))
        painter.fillRect(QRectF(x - 7, y - 5, 14, 3), theme.color(one.tone))
    elif one.kind == DELOAD:
        painter.fillRect(QRectF(x - 7, y - 1.5, 14, 3), theme.color(one.tone))
    elif one.kind == HELD:
        hatch(painter, QRectF(x - 7, y - 5, 14, 10), one.tone)
    elif one.kind == FLAG:
        painter.setPen(QPen(theme.color(one.tone), 1.4))
        painter.drawLine(QPointF(x - 4, y - 6), QPointF(x - 4, y + 6))
        painter.fillRect(QRectF(x - 4, y - 6, 9, 6), theme.color(one.tone))


def fitting(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
