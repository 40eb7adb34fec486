"""A pill: one state in a word, with its colour and an icon."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.qt import icons, theme
from desktop.widgets.mirrored import mirrored

_ICON, _GAP, _PAD, _RISE = 13, 5, 10, 4


def pill_size(text: str, icon: str = "") -> QSize:
    """The size a pill wants."""
    metrics = QFontMetricsF(theme.font("caption", 600))
    mark = theme.scaled(_ICON) + _GAP if icon and icons.exists(icon) else 0
    return QSize(round(metrics.horizontalAdvance(text) + mark + 2 * _PAD + 1), round(metrics.height() + 2 * _RISE))


def paint_pill(painter: QPainter, rect: QRectF, text: str, tone: str, icon: str = "") -> None:
    """Paints a pill in `rect`. `tone` names the roles '<tone>-pill' and '<tone>-ink': unlocked, within, phase-taper ..."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{tone}-pill"))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    left = rect.left() + _PAD
    if icon and icons.exists(icon):
        side = theme.scaled(_ICON)
        box = QRectF(left, rect.center().y() - side / 2, side, side)
        icons.paint(painter, icon, f"{tone}-ink", mirrored(painter, box, rect))
        left += side + _GAP
    font = theme.font("caption", 600)
    painter.setFont(font)
    painter.setPen(theme.color(f"{tone}-ink"))
    room = QRectF(left, rect.top(), rect.right() - _PAD - left + 1, rect.height())
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(
        mirrored(painter, room, rect), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown
    )
    painter.restore()


class Pill(QWidget):
    """A word with an icon on its colour. Hidden while the text is empty."""

    def __init__(self, text: str = "", tone: str = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._tone = self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.updateGeometry)
        self.show_state(text, tone, icon)

    @property
    def text(self) -> str:
        return self._text

    @property
    def tone(self) -> str:
        return self._tone

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text) and (self.parent() is not None or self.isVisible()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 56), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        high = self.sizeHint().height()
        paint_pill(
            painter, QRectF(0, (self.height() - high) / 2, self.width(), high), self._text, self._tone, self._icon
        )
        painter.end()
