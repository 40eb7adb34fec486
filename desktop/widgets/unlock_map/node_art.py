"""How a node is drawn: whole when near, a name when farther, a mark when it is one of many; and its kept picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.widgets.unlock_map.layout import NODE_HIGH, NODE_WIDE, MapNode
from desktop.widgets.unlock_map.states import HELD, LOCKED, LOOK

WHOLE_FROM, NAME_FROM = 0.7, 0.235
"""From which zoom on a node says everything, and from which its name."""
_EDGE: Final = {LOCKED: "locked-line", HELD: "held-line"}
_ROUND: Final = 8.0
_MOST_PIXELS: Final = 24_000_000  # kept pictures beyond this are thrown away: some 100 MB


@dataclass(frozen=True)
class Means:
    """How marks and words get onto what is painted on: pixels of a screen, or shapes that stay sharp at any size."""

    icon: Callable[[QPainter, str, str, QRectF], None]
    text: Callable[[QPainter, QRectF, Qt.AlignmentFlag, str], None]


def _words(painter: QPainter, room: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
    painter.drawText(room, flags, text)


SCREEN: Final = Means(icons.paint, _words)


def paint_node(painter: QPainter, node: MapNode, box: QRectF, zoom: float, means: Means = SCREEN) -> None:
    """Draws a node into its box in map pixels. `zoom` says how much of it can be read, not how large it becomes."""
    tone, icon, word = LOOK[node.state]
    thick = 1.2 if zoom >= WHOLE_FROM else 1.0 / max(zoom, 0.2)
    painter.setPen(QPen(theme.color(_EDGE.get(node.state, tone)), thick))
    painter.setBrush(theme.color(f"{tone}-paper" if zoom >= NAME_FROM else f"{tone}-pill"))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    if zoom >= WHOLE_FROM:
        _paint_whole(painter, node, box, node.icon or icon, tone, node.subtitle or tr(word), zoom, means)
    elif zoom >= NAME_FROM:
        _paint_name(painter, node, box, node.icon or icon, tone, zoom, means)
    else:
        side = min(box.height() * 0.72, 12 / zoom)
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(box.center())
        means.icon(painter, node.icon or icon, f"{tone}-ink", spot)


def map_font(size: str, weight: int, larger: float = 1.0) -> QFont:
    """A font in map pixels: the text scale is in the painter's, not in the font."""
    made = theme.font(size, weight)
    made.setPixelSize(max(1, round(theme.SIZES[size] * larger)))
    return made


def _ink(node: MapNode) -> str:
    return "locked-ink" if node.state == LOCKED else "ink"


def _paint_whole(
    painter: QPainter, node: MapNode, box: QRectF, icon: str, tone: str, words: str, zoom: float, means: Means
) -> None:
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    larger = max(
        1.0, min(1 / zoom, 1.18)
    )  # a little zoom out takes room from the edges before it takes it from the words
    room = box.adjusted(11, 7 - 4 * (larger - 1) / 0.18, -10, -6 + 3 * (larger - 1) / 0.18)
    title, small = map_font("caption", 600, larger), map_font("tiny", 500, larger)
    if QFontMetricsF(title).horizontalAdvance(node.title) > room.width():
        title = map_font("tiny", 600, larger)  # a long name is set smaller before it is cut
    painter.setFont(title)
    painter.setPen(theme.color(_ink(node)))
    shown = QFontMetricsF(title).elidedText(node.title, Qt.TextElideMode.ElideRight, room.width())
    means.text(painter, room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading, shown)
    mark = QRectF(room.right() - 13 if mirrored else room.left(), room.bottom() - 14, 13, 13)
    means.icon(painter, icon, f"{tone}-ink", mark)
    line = QRectF(room.left() + 18, mark.top() - 2, room.width() - 18, 17)
    if mirrored:
        line.moveLeft(room.left())
    painter.setFont(small)
    painter.setPen(theme.color(f"{tone}-ink"))
    cut = QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    means.text(painter, line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)


def _paint_name(painter: QPainter, node: MapNode, box: QRectF, icon: str, tone: str, zoom: float, means: Means) -> None:
    """The name as large on the screen as small text ever is, over two lines where they fit, beside the state's mark."""
    font = map_font("tiny", 600, min(1 / zoom, 0.84 * box.height() / theme.SIZES["tiny"]))
    metrics = QFontMetricsF(font)
    side = 11 / zoom
    pad = 5 / zoom
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    mark = QRectF(box.right() - pad - side if mirrored else box.left() + pad, box.center().y() - side / 2, side, side)
    means.icon(painter, icon, f"{tone}-ink", mark)
    room = box.adjusted(pad + side + 4 / zoom, 0, -4 / zoom, 0)
    if mirrored:
        room.moveLeft(box.left() + 4 / zoom)
    lines = wrapped(node.title, metrics, room.width(), 2 if 2 * metrics.height() <= box.height() else 1)
    high = metrics.height() * len(lines)
    painter.setFont(font)
    painter.setPen(theme.color(_ink(node)))
    for number, text in enumerate(lines):
        line = QRectF(
            room.left(), box.center().y() - high / 2 + number * metrics.height(), room.width(), metrics.height()
        )
        means.text(painter, line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)


def wrapped(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """The text in at most `most` lines of that width, the last one cut where it must be."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and metrics.horizontalAdvance(" ".join(rest[: count + 1])) <= width:
            count += 1
        lines.append(metrics.elidedText(" ".join(rest[:count]), Qt.TextElideMode.ElideRight, width))
        rest = rest[count:]
    if rest:
        lines.append(metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width))
    return lines


class NodePictures:
    """Nodes drawn once for a zoom, a theme and a screen, and shown from then on: moving the map draws none anew."""

    def __init__(self) -> None:
        self._kept: dict[MapNode, QPixmap] = {}
        self._for: tuple[float, float, float, float, str, bool] | None = None
        self._pixels = 0

    def forget(self) -> None:
        self._kept.clear()
        self._pixels = 0

    def show(self, painter: QPainter, node: MapNode, corner: QPointF, zoom: float, unit: float, stretch: float) -> None:
        """Shows a node with its box's upper left corner at that point of the unscaled painter, `zoom * unit` as large as
        its box and `stretch` times wider."""
        ratio = painter.device().devicePixelRatioF()
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wanted = (zoom, unit, stretch, ratio, theme.current().name, mirrored)
        if wanted != self._for or self._pixels > _MOST_PIXELS:
            self.forget()
            self._for = wanted
        picture = self._kept.get(node)
        if picture is None:
            picture = self._kept[node] = _picture(node, zoom, unit, stretch, ratio, painter.layoutDirection())
            self._pixels += picture.width() * picture.height()
        margin = _margin(ratio)
        painter.drawPixmap(
            QPointF(round(corner.x() * ratio) / ratio - margin, round(corner.y() * ratio) / ratio - margin), picture
        )


def _margin(ratio: float) -> float:
    return round(2 * ratio) / ratio  # for the outline, which lies half outside of the box


def _picture(
    node: MapNode, zoom: float, unit: float, stretch: float, ratio: float, direction: Qt.LayoutDirection
) -> QPixmap:
    scale, margin = zoom * unit, _margin(ratio)
    box = QRectF(0, 0, NODE_WIDE * stretch, NODE_HIGH)
    size = box.size() * scale
    made = QPixmap(round((size.width() + 2 * margin) * ratio) + 1, round((size.height() + 2 * margin) * ratio) + 1)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(direction)
    painter.translate(margin, margin)
    painter.scale(scale, scale)
    paint_node(painter, node, box, zoom)
    painter.end()
    return made
