"""What lies over the map in pixels of the screen, however large the map is: the titles of lanes, and the mark of what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.i18n import tr
from desktop.qt import theme
from desktop.widgets.unlock_map.states import OPEN

_RING_SHARE: Final = 0.4  # of its time the ring grows and goes; the mark stays, and fades over the last quarter
_LEADING: Final = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading


def paint_new(painter: QPainter, box: QRectF, radius: float, share: float | None) -> None:
    """Marks the node in that box as new. `share` is how much of the moment is over, None where nothing is to move."""
    if share is not None and share < _RING_SHARE:
        grown = share / _RING_SHARE
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("unlocked", 0.7 * (1 - grown)), 3))
        wide = 2 + 14 * (1 - (1 - grown) ** 2)
        painter.drawRoundedRect(box.adjusted(-wide, -wide, wide, wide), radius + wide, radius + wide)
    painter.setOpacity(1.0 if share is None else min(1.0, (1 - share) * 4))
    font = theme.font("tiny", 700)
    text, metrics = tr("New"), QFontMetricsF(font)
    pill = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 2)
    pill.moveTop(box.top() - pill.height() / 2)
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        pill.moveLeft(box.left() + 8)
    else:
        pill.moveRight(box.right() - 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("fill"))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setFont(font)
    painter.setPen(theme.color("fill-ink"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.setOpacity(1.0)


def paint_label(painter: QPainter, band: QRectF, title: str, states: Sequence[str]) -> None:
    """A lane's title with how much of it is open, beside its band; it stays in sight as long as the band does."""
    strong, small = theme.font("caption", 600), theme.font("tiny", 500)
    strip = band.adjusted(14, 0, -8, -4)
    high = QFontMetricsF(strong).boundingRect(strip, Qt.TextFlag.TextWordWrap, title).height()
    strip.setTop(max(band.top() + 4, min(max(band.top(), 0) + 12, band.bottom() - high - 20)))
    painter.setFont(strong)
    painter.setPen(theme.color("ink"))
    painter.drawText(strip, _LEADING | Qt.TextFlag.TextWordWrap, title)
    strip.setTop(strip.top() + high + 2)
    if strip.height() >= QFontMetricsF(small).height():
        painter.setFont(small)
        painter.setPen(theme.color("quiet"))
        painter.drawText(strip, _LEADING, tr("{open} of {all} open", open=states.count(OPEN), all=len(states)))
