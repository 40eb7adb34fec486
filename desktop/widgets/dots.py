"""Sessions as dots: filled ones are done, rings are left, struck rings were missed. Their words are said beside them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.i18n import tr, trn
from desktop.qt import theme

_RADIUS, _STEP = 4, 13


def dots_width(count: int) -> int:
    """Pixels that so many dots take at the text size in force."""
    return theme.scaled(count * _STEP)


def dots_words(done: int, allowed: int) -> str:
    if not allowed and not done:
        return tr("rest")
    if done > allowed:
        return tr("{done} sessions, {over} more than the week allows", done=done, over=done - allowed)
    return trn("{done} of {allowed} session", "{done} of {allowed} sessions", allowed, done=done, allowed=allowed)


def paint_dots(painter: QPainter, rect: QRectF, done: int, allowed: int, missed: int = 0) -> None:
    """Paints the dots at the left of `rect`: those done, those `missed`, those to come; diamonds for those done beyond what is
    allowed; 'rest' where there are none."""
    radius, step = float(theme.scaled(_RADIUS)), theme.scaled(_STEP)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not allowed and not done:
        painter.setFont(theme.font())
        painter.setPen(theme.color("quiet"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, dots_words(0, 0))
    for number in range(max(done, allowed)):
        spot = QPointF(rect.left() + radius + 1 + number * step, rect.center().y())
        filled, over = number < done, number >= allowed
        tone = "within" if over else "unlocked" if filled else "faint"
        painter.setBrush(theme.color(tone) if filled else Qt.BrushStyle.NoBrush)
        painter.setPen(theme.color(tone))
        if over:
            corners = (QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0))
            painter.drawPolygon([spot + corner for corner in corners])
        else:
            painter.drawEllipse(spot, radius, radius)
            if done <= number < done + missed:
                slope = QPointF(0.7 * radius, -0.7 * radius)
                painter.drawLine(spot - slope, spot + slope)
    painter.restore()
