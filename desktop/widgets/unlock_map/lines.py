"""The lines of the map as paths, made once: within a lane, into another one, and those already walked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.qt import theme
from desktop.widgets.unlock_map.layout import GUTTER, MapNode, Placed

_BEND: Final = GUTTER * 0.52
_TILE: Final = 256
_MOST_TILES: Final = 160
_INK: Final = {"across": ("edge", 0.5), "plain": ("edge", 1.0), "walked": ("unlocked", 0.55)}
"""Kind of line: colour and strength. Lines into another lane stay faint until one of their ends is looked at."""


def line_path(way: Sequence[QPointF]) -> QPainterPath:
    """A line through its stations: bent in the gaps between columns, straight past the nodes of a column.

    All lines bend alike, so two of them cross in a gap only if they change sides there.
    """
    path = QPainterPath(way[0])
    for number, (one, other) in enumerate(pairwise(way)):
        if number % 2:
            path.lineTo(other)
        else:
            bend = QPointF(_BEND if other.x() > one.x() else -_BEND, 0)
            path.cubicTo(one + bend, other - bend, other)
    return path


@dataclass(frozen=True)
class Lines:
    """The lines and, by kind, which they are; `rooms` is where each of them is, in map pixels."""

    paths: Mapping[tuple[str, str], QPainterPath] = field(default_factory=dict[tuple[str, str], QPainterPath])
    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    rooms: Mapping[tuple[str, str], QRectF] = field(default_factory=dict[tuple[str, str], QRectF])

    @classmethod
    def of(cls, placed: Placed, nodes: Mapping[str, MapNode]) -> Lines:
        paths = {edge: line_path(way) for edge, way in placed.ways.items()}
        kinds = {(source, target): _kind(nodes[source], nodes[target]) for source, target in paths}
        rooms = {edge: path.controlPointRect() for edge, path in paths.items()}
        return cls(paths, kinds, rooms)

    def paint(self, painter: QPainter, room: QRectF | None = None) -> None:
        """In map pixels; only those that come into the room where one is given."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for kind, (role, alpha) in _INK.items():
            painter.setPen(_pen(theme.color(role, alpha), 1.3))
            for edge, path in self.paths.items():
                if self.kinds[edge] == kind and (room is None or _meets(self.rooms[edge], room)):
                    painter.drawPath(path)

    def paint_near(self, painter: QPainter, slugs: Collection[str]) -> None:
        """Once more and stronger, those of the nodes that are looked at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(theme.color("accent"), 2.2))
        for edge, path in self.paths.items():
            if edge[0] in slugs or edge[1] in slugs:
                painter.drawPath(path)


class LineTiles:
    """The lines drawn once for a zoom, a theme and a screen, tile by tile as they come into sight: stroking soft lines is what
    would make a frame late."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], QPixmap | None] = {}
        self._for: tuple[object, ...] = ()

    def forget(self) -> None:
        self._kept.clear()

    def show(self, painter: QPainter, lines: Lines, offset: QPointF, seen: QRectF, across: float, down: float) -> None:
        """Shows the lines, `across` and `down` as large, moved by minus `offset`, where the unscaled painter's `seen` is."""
        ratio = painter.device().devicePixelRatioF()
        wanted = (id(lines), across, down, ratio, theme.current().name)
        if wanted != self._for or len(self._kept) > _MOST_TILES:
            self.forget()
            self._for = wanted
        room = seen.translated(offset)
        for i in range(floor(room.left() / _TILE), floor(room.right() / _TILE) + 1):
            for j in range(floor(room.top() / _TILE), floor(room.bottom() / _TILE) + 1):
                if (i, j) not in self._kept:
                    self._kept[i, j] = _tile(lines, i, j, across, down, ratio)
                tile = self._kept[i, j]
                if tile is not None:
                    painter.drawPixmap(QPointF(i * _TILE, j * _TILE) - offset, tile)


def _tile(lines: Lines, i: int, j: int, across: float, down: float, ratio: float) -> QPixmap | None:
    room = QRectF(i * _TILE / across, j * _TILE / down, _TILE / across, _TILE / down).adjusted(-4, -4, 4, 4)
    if not any(_meets(its, room) for its in lines.rooms.values()):
        return None
    made = QPixmap(round(_TILE * ratio), round(_TILE * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-i * _TILE, -j * _TILE)
    painter.scale(across, down)
    lines.paint(painter, room)
    painter.end()
    return made


def _meets(one: QRectF, other: QRectF) -> bool:
    """Level lines have no height, which Qt takes for nothing."""
    return (
        one.left() <= other.right()
        and other.left() <= one.right()
        and one.top() <= other.bottom()
        and other.top() <= one.bottom()
    )


def _kind(one: MapNode, other: MapNode) -> str:
    if one.lane != other.lane:
        return "across"
    return "walked" if one.state == other.state == "open" else "plain"


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)  # as wide on the screen at every zoom
    return pen
