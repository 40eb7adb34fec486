"""Charts as a picture: PNG of points, SVG of lines, as they stand on the screen and in its colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop.qt import theme
from desktop.services.whole_file import write_bytes
from desktop.widgets.charts import marks
from desktop.widgets.charts.chart import Chart

PNG, SVG = "png", "svg"
_FINE: Final = 2  # points of the picture for one of the screen
_EDGE, _GAP = 28.0, 24.0
_WIDE: Final = 1120.0
_INCH: Final = 0.0254  # metres


@dataclass(frozen=True)
class Drawn:
    """A chart with what stands over it. `wide`: it takes the whole width."""

    chart: Chart
    title: str
    caption: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Picture:
    """`title` and `caption` head all of it."""

    title: str
    caption: str
    parts: tuple[Drawn, ...]

    def places(self) -> list[tuple[Drawn, QRectF]]:
        """Where each part is: wide ones in rows of their own, the others two in a row."""
        top = _EDGE + self._head()
        half = (_WIDE - 2 * _EDGE - _GAP) / 2
        found: list[tuple[Drawn, QRectF]] = []
        waiting: tuple[Drawn, QRectF] | None = None
        for part in self.parts:
            whole = part.wide or len(self.parts) == 1
            high = self._high(part.chart) + (60 if whole else 0)
            if whole:
                box = QRectF(_EDGE, top, _WIDE - 2 * _EDGE, high)
            elif waiting is None:
                box = QRectF(_EDGE, top, half, high)
                waiting = (part, box)
                found.append((part, box))
                continue
            else:
                box = QRectF(_EDGE + half + _GAP, waiting[1].top(), half, max(high, waiting[1].height()))
                found[-1] = (waiting[0], QRectF(waiting[1].topLeft(), box.size()))
                waiting = None
            found.append((part, box))
            top = box.bottom() + _GAP
        return found

    def _high(self, chart: Chart) -> float:
        return float(max(chart.sizeHint().height(), chart.minimumHeight())) + self._line() * 2 + 12

    @staticmethod
    def _line() -> float:
        return QFontMetricsF(theme.font("body", 600)).height()

    def _head(self) -> float:
        return QFontMetricsF(theme.font("title", 700)).height() + self._line() + 28

    def size(self) -> QSize:
        return QSize(round(_WIDE), round(max(box.bottom() for _, box in self.places()) + _EDGE))

    def paint(self, painter: QPainter) -> None:
        size = self.size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.color("surface"))
        mirrored = self.parts[0].chart.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        head = QRectF(_EDGE, _EDGE, _WIDE - 2 * _EDGE, QFontMetricsF(theme.font("title", 700)).height())
        _write(painter, head, self.title, "title", 700, "ink", side)
        _write(painter, head.translated(0, head.height() + 4), self.caption, "caption", 400, "quiet", side)
        for part, box in self.places():
            line = QRectF(box.left(), box.top(), box.width(), self._line())
            _write(painter, line, part.title, "body", 600, "ink", side)
            _write(painter, line.translated(0, self._line()), part.caption, "caption", 400, "quiet", side)
            painter.save()
            part.chart.paint_on(painter, box.adjusted(0, 2 * self._line() + 8, 0, 0))
            painter.restore()


def _write(
    painter: QPainter, box: QRectF, text: str, size: str, weight: int, tone: str, side: Qt.AlignmentFlag
) -> None:
    font = theme.font(size, weight)
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, marks.fitting(text, font, box.width()))


def png(picture: Picture) -> bytes:
    image = QImage(picture.size() * _FINE, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(96 * _FINE / _INCH))
    image.setDotsPerMeterY(round(96 * _FINE / _INCH))
    image.setDevicePixelRatio(_FINE)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    return _bytes(lambda buffer: QImageWriter(buffer, QByteArray(b"png")).write(image))


def svg(picture: Picture) -> bytes:
    def draw(buffer: QBuffer) -> None:
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setTitle(picture.title)
        made.setDescription(picture.caption)
        made.setSize(picture.size())
        made.setViewBox(QRectF(0, 0, picture.size().width(), picture.size().height()))
        painter = QPainter(made)
        picture.paint(painter)
        painter.end()

    return _bytes(draw)


def _bytes(draw: Callable[[QBuffer], object]) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(buffer)
    buffer.close()
    return bytes(data.data())


def write(path: Path, picture: Picture, form: str) -> None:
    """Writes the picture as PNG or SVG, as `write_bytes` does. Raises Refused for a place that cannot be written to."""
    write_bytes(path, (svg(picture) if form == SVG else png(picture),))
