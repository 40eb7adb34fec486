"""Boxes of what is painted by hand, where reading goes from right to left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


def mirrored(painter: QPainter, box: QRectF, within: QRectF) -> QRectF:
    """Where a box that was measured for reading from the left lies in the painter's own direction of reading, inside `within`."""
    if painter.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return box
    return QRectF(within.left() + within.right() - box.right(), box.top(), box.width(), box.height())
