"""The lines of the map as paths, made once: within a lane, into another one, and those already walked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.qt import theme
from desktop.widgets.unlock_map.layout import GUTTER, MapNode, Placed

_BEND = GUTTER * 0.52


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


@dataclass
class Lines:
    """`one` by one, and all of a kind together, which is how they are painted."""

    one: Mapping[tuple[str, str], QPainterPath] = field(default_factory=dict[tuple[str, str], QPainterPath])
    plain: QPainterPath = field(default_factory=QPainterPath)
    walked: QPainterPath = field(default_factory=QPainterPath)
    across: QPainterPath = field(default_factory=QPainterPath)

    @classmethod
    def of(cls, placed: Placed, nodes: Mapping[str, MapNode]) -> Lines:
        made = cls({edge: line_path(way) for edge, way in placed.ways.items()})
        for (source, target), path in made.one.items():
            one, other = nodes[source], nodes[target]
            if one.lane != other.lane:
                made.across.addPath(path)
            elif one.state == other.state == "open":
                made.walked.addPath(path)
            else:
                made.plain.addPath(path)
        return made

    def paint(self, painter: QPainter, pale: bool, near: Collection[tuple[str, str]]) -> None:
        """In map pixels; `near` are the lines of the node that is looked at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        weak = 0.35 if pale else 1.0
        for path, role, alpha in (
            (self.across, "edge", 0.5),
            (self.plain, "edge", 1.0),
            (self.walked, "unlocked", 0.55),
        ):
            painter.setPen(_pen(theme.color(role, alpha * weak), 1.3))
            painter.drawPath(path)
        painter.setPen(_pen(theme.color("accent"), 2.2))
        for edge in near:
            painter.drawPath(self.one[edge])


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)  # as wide on the screen at every zoom
    return pen
