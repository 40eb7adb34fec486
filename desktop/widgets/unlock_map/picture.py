"""The whole map as a picture with a title and a legend: pixels (PNG), shapes (SVG) or a page (PDF)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPageSize, QPainter, QPainterPath, QPdfWriter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from desktop.i18n import tr
from desktop.qt import theme
from desktop.widgets.unlock_map.layout import MapNode, Placed
from desktop.widgets.unlock_map.lines import Lines
from desktop.widgets.unlock_map.node_art import SCREEN, Means, map_font, paint_node
from desktop.widgets.unlock_map.states import LOOK, OPEN

KINDS: Final = (".png", ".svg", ".pdf")
_HEAD, _FOOT, _LABEL = 72.0, 52.0, 128.0
_SHARP: Final = 2.0  # pixels of a PNG for each of the map
_POINTS: Final = 0.75  # of a PDF for each pixel of the map


@dataclass(frozen=True)
class MapPicture:
    """All that is drawn. `title` is whose map it is, `caption` of when."""

    nodes: Mapping[str, MapNode]
    placed: Placed
    title: str
    caption: str
    mirrored: bool = False

    @property
    def size(self) -> QSizeF:
        """In map pixels."""
        return QSizeF(max(self.placed.width + _LABEL, 640), self.placed.height + _HEAD + _FOOT)

    def content(self, kind: str) -> bytes:
        """The file of that kind. Raises ValueError for one that is not of KINDS."""
        if kind not in KINDS:
            raise ValueError(f"a map is saved as {', '.join(KINDS)}, not {kind!r}")
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        {".png": self._png, ".svg": self._svg, ".pdf": self._pdf}[kind](kept)
        kept.close()
        return bytes(kept.data().data())

    def _png(self, kept: QBuffer) -> None:
        QImageWriter(kept, b"png").write(self.image())

    def image(self, sharp: float = _SHARP) -> QImage:
        """The picture, `sharp` pixels for each of the map."""
        made = QImage((self.size * sharp).toSize(), QImage.Format.Format_RGB32)
        painter = QPainter(made)
        painter.scale(sharp, sharp)
        self.paint(painter, SCREEN)
        painter.end()
        return made

    def _svg(self, kept: QBuffer) -> None:
        made = QSvgGenerator()
        made.setOutputDevice(kept)
        made.setTitle(self.title)
        made.setDescription(self.caption)
        made.setSize(self.size.toSize())
        made.setViewBox(QRect(0, 0, made.size().width(), made.size().height()))
        self._paint_on(made, 1.0)

    def _pdf(self, kept: QBuffer) -> None:
        made = QPdfWriter(kept)
        made.setTitle(self.title)
        made.setPageSize(QPageSize(self.size * _POINTS, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
        made.setPageMargins(QMarginsF())
        made.setResolution(72)
        self._paint_on(made, _POINTS)

    def _paint_on(self, device: QSvgGenerator | QPdfWriter, scale: float) -> None:
        painter = QPainter(device)
        painter.scale(scale, scale)
        self.paint(painter, SHAPES)
        painter.end()

    def paint(self, painter: QPainter, means: Means) -> None:
        """Draws everything from the upper left corner, in map pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if self.mirrored else Qt.LayoutDirection.LeftToRight)
        painter.fillRect(QRectF(QPointF(), self.size), theme.color("surface"))
        self._paint_head(painter, means)
        for lane in self.placed.lanes:
            top = _HEAD + lane.top
            painter.fillRect(QRectF(0, top, self.size.width(), 1), theme.color("line"))
            states = [node.state for node in self.nodes.values() if node.lane == lane.id]
            words = tr("{open} of {all} open", open=states.count(OPEN), all=len(states))
            self._write(painter, means, self._beside(top + 14), lane.title, "caption", 600, "ink")
            self._write(painter, means, self._beside(top + 32), words, "tiny", 500, "quiet")
        painter.save()
        painter.translate(0 if self.mirrored else _LABEL, _HEAD)
        Lines.of(self.placed, self.nodes).paint(painter)
        for slug, box in self.placed.boxes.items():
            paint_node(painter, self.nodes[slug], box, 1.0, means)
        painter.restore()
        self._paint_legend(painter, means)

    def _beside(self, top: float) -> QRectF:
        left = self.size.width() - _LABEL if self.mirrored else 0.0
        return QRectF(left + 16, top, _LABEL - 24, 18)

    def _paint_head(self, painter: QPainter, means: Means) -> None:
        room = QRectF(16, 14, self.size.width() - 32, 26)
        self._write(painter, means, room, self.title, "title", 700, "ink")
        self._write(painter, means, room.translated(0, 28).adjusted(0, 0, 0, -8), self.caption, "caption", 500, "quiet")

    def _paint_legend(self, painter: QPainter, means: Means) -> None:
        """What the colours and marks mean."""
        top = self.size.height() - _FOOT
        painter.fillRect(QRectF(0, top, self.size.width(), 1), theme.color("line"))
        x = 16.0
        for tone, icon, word in LOOK.values():
            text = tr(word)
            wide = QFontMetricsF(map_font("caption", 600)).horizontalAdvance(text) + 42
            box = QRectF(self.size.width() - x - wide if self.mirrored else x, top + 13, wide, 26)
            painter.setPen(theme.color(tone))
            painter.setBrush(theme.color(f"{tone}-paper"))
            painter.drawRoundedRect(box, 8, 8)
            mark = QRectF(box.right() - 24 if self.mirrored else box.left() + 10, box.top() + 6, 14, 14)
            means.icon(painter, icon, f"{tone}-ink", mark)
            room = box.adjusted(10, 0, -30, 0) if self.mirrored else box.adjusted(30, 0, -8, 0)
            self._write(painter, means, room, text, "caption", 600, f"{tone}-ink")
            x += wide + 10

    @staticmethod
    def _write(painter: QPainter, means: Means, room: QRectF, text: str, size: str, weight: int, role: str) -> None:
        painter.setFont(map_font(size, weight))
        painter.setPen(theme.color(role))
        cut = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        means.text(painter, room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)


# ------------------------------------------------------------------------------------------------ shapes


@cache
def _drawing(name: str, color: str) -> QSvgRenderer:
    source = (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(source.replace("#000", color).encode()))


def _icon_shape(painter: QPainter, name: str, role: str, room: QRectF) -> None:
    _drawing(name, theme.color(role).name()).render(painter, room)


def _text_shape(painter: QPainter, room: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
    """A line of text as a shape: it looks the same where the font is not installed."""
    metrics = QFontMetricsF(painter.font())
    top = room.top() if flags & Qt.AlignmentFlag.AlignTop else room.center().y() - metrics.height() / 2
    trailing = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = room.right() - metrics.horizontalAdvance(text) if trailing else room.left()
    path = QPainterPath()
    path.addText(QPointF(left, top + metrics.ascent()), painter.font(), text)
    painter.fillPath(path, painter.pen().color())


SHAPES: Final = Means(_icon_shape, _text_shape)
