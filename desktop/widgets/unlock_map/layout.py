"""Where the nodes of the unlock map go: a lane a category, a column a step of prerequisites. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from desktop.widgets.unlock_map.ordering import Layers

NODE_WIDE, NODE_HIGH = 216.0, 48.0
GUTTER, GAP = 60.0, 8.0
COLUMN: Final = NODE_WIDE + GUTTER
LANE_PAD, SIDE_PAD = 14.0, 16.0
_LINE_HIGH: Final = 4.0
"""Room of a line that passes a column between two nodes."""
_ROUNDS: Final = 6


@dataclass(frozen=True)
class MapNode:
    """`state` open, within, waits, locked or held; `subtitle` says what is missing or since when; `detail` for the tooltip;
    `icon` stands in for the state's own."""

    slug: str
    title: str
    subtitle: str
    lane: str
    state: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Lane:
    """A band of the map, in map pixels."""

    id: str
    title: str
    top: float
    high: float

    @property
    def bottom(self) -> float:
        return self.top + self.high


@dataclass(frozen=True)
class Placed:
    """Boxes of nodes in map pixels; `ways` are the stations of each line: out of a node, into and out of the columns it
    passes, into a node. `crossings` counts how often lines cross."""

    boxes: Mapping[str, QRectF] = field(default_factory=dict[str, QRectF])
    columns: Mapping[str, int] = field(default_factory=dict[str, int])
    lanes: tuple[Lane, ...] = ()
    ways: Mapping[tuple[str, str], tuple[QPointF, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[QPointF, ...]]
    )
    width: float = 0.0
    height: float = 0.0
    crossings: int = 0

    def mirrored(self) -> Placed:
        """The same for who reads from right to left."""
        boxes = {
            slug: QRectF(self.width - box.right(), box.top(), box.width(), box.height())
            for slug, box in self.boxes.items()
        }
        ways = {
            edge: tuple(QPointF(self.width - spot.x(), spot.y()) for spot in way) for edge, way in self.ways.items()
        }
        return replace(self, boxes=boxes, ways=ways)


def depths(slugs: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The longest way to each node along the edges (0: nothing comes before it). A cycle ends the walk, never hangs it."""
    before: dict[str, list[str]] = {slug: [] for slug in slugs}
    for source, target in edges:
        if source in before and target in before and source != target:
            before[target].append(source)
    known: dict[str, int] = {}

    def depth(slug: str, path: frozenset[str]) -> int:
        if slug not in known:
            steps = [depth(other, path | {slug}) + 1 for other in before[slug] if other not in path]
            known[slug] = max(steps, default=0)
        return known[slug]

    for slug in slugs:
        depth(slug, frozenset())
    return known


def place(nodes: Sequence[MapNode], edges: Sequence[tuple[str, str]], lanes: Sequence[tuple[str, str]]) -> Placed:
    """Places nodes in the lanes (id, title). What a node says does not move it, so the answer is kept."""
    return _place(tuple((node.slug, node.lane) for node in nodes), tuple(edges), tuple(lanes))


@lru_cache(maxsize=8)
def _place(
    nodes: tuple[tuple[str, str], ...], edges: tuple[tuple[str, str], ...], lanes: tuple[tuple[str, str], ...]
) -> Placed:
    known = {lane for lane, _ in lanes}
    lane_of = {slug: lane for slug, lane in nodes if lane in known}
    column = depths(list(lane_of), edges)
    # a line that does not go on (there is none in a sound catalogue) has no way
    drawn = [edge for edge in edges if edge[0] in lane_of and edge[1] in lane_of and column[edge[0]] < column[edge[1]]]
    joined = {slug for edge in drawn for slug in edge}
    number = {lane: place for place, (lane, _) in enumerate(lanes)}
    layers = Layers.of(
        [slug for slug in lane_of if slug in joined],
        drawn,
        column,
        {slug: number[lane] for slug, lane in lane_of.items()},
    )
    layers.settle()
    deep = max(len(layers.columns), 1 + max(column.values(), default=0))
    tops: dict[str, float] = {}
    bands: list[Lane] = []
    top = 0.0
    for place_, (lane, title) in enumerate(lanes):
        groups = [column_[place_] for column_ in layers.columns if place_ < len(column_)]
        alone = [slug for slug, its in lane_of.items() if its == lane and slug not in joined]
        within, high = _stack(groups, layers.ways)
        found, high = _fill(alone, within, high, deep, {slug: c for c, group in enumerate(groups) for slug in group})
        for slug, (y, at) in found.items():
            within[slug] = y
            column[slug] = at
        high = max(high, NODE_HIGH) + 2 * LANE_PAD
        tops |= {slug: top + LANE_PAD + y for slug, y in within.items()}
        bands.append(Lane(lane, title, top, high))
        top += high
    boxes = {
        slug: QRectF(SIDE_PAD + column[slug] * COLUMN, tops[slug], NODE_WIDE, NODE_HIGH)
        for slug, _ in nodes
        if slug in tops
    }
    ways = {edge: _stations(layers.ways[edge], boxes, tops, column[edge[0]]) for edge in drawn}
    width = max((box.right() for box in boxes.values()), default=0.0) + SIDE_PAD
    return Placed(boxes, column, tuple(bands), ways, width, top, layers.crossings())


def _size(slug: str) -> float:
    return _LINE_HIGH if ">" in slug else NODE_HIGH


def _stack(
    groups: Sequence[Sequence[str]], ways: Mapping[tuple[str, str], Sequence[str]]
) -> tuple[dict[str, float], float]:
    """Tops of a lane's members, each as near to its neighbours in the lane as order and room allow; and how high the lane is."""
    high = max((sum(_size(slug) + GAP for slug in group) - GAP for group in groups if group), default=0.0)
    here = {slug: c for c, group in enumerate(groups) for slug in group}
    near: dict[str, list[str]] = {slug: [] for slug in here}
    for way in ways.values():
        for one, other in pairwise(way):
            if one in here and other in here:
                near[one].append(other)
                near[other].append(one)
    tops: dict[str, float] = {}
    for group in groups:
        y = 0.0
        for slug in group:
            tops[slug] = y
            y += _size(slug) + GAP

    def settle(c: int, sides: tuple[int, ...]) -> None:
        group = groups[c]
        wishes: list[float] = []
        for slug in group:
            middles = [tops[n] + _size(n) / 2 for n in near[slug] if here[n] - c in sides]
            wishes.append(sum(middles) / len(middles) - _size(slug) / 2 if middles else tops[slug])
        tops.update(zip(group, _in_order(wishes, [_size(slug) + GAP for slug in group], high), strict=True))

    for sweep in range(_ROUNDS):
        order = range(len(groups)) if sweep % 2 == 0 else range(len(groups) - 1, -1, -1)
        for c in order:
            settle(c, (-1,) if sweep % 2 == 0 else (1,))
    for c in range(len(groups)):
        settle(c, (-1, 1))
    return tops, high


def _in_order(wishes: Sequence[float], rooms: Sequence[float], high: float) -> list[float]:
    """Tops nearest to the wishes (least squares) that keep the order, the rooms, and stay within the height."""
    starts: list[float] = []
    total = 0.0
    for room in rooms:
        starts.append(total)
        total += room
    slack = max(0.0, high + GAP - total)
    blocks: list[tuple[float, int]] = []  # mean and size of runs that stand together
    for wish, start in zip(wishes, starts, strict=True):
        mean, size = wish - start, 1
        while blocks and blocks[-1][0] >= mean:
            above, count = blocks.pop()
            mean, size = (above * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    moved = [min(max(mean, 0.0), slack) for mean, size in blocks for _ in range(size)]
    return [start + by for start, by in zip(starts, moved, strict=True)]


def _fill(
    alone: Sequence[str], tops: Mapping[str, float], high: float, deep: int, columns: Mapping[str, int]
) -> tuple[dict[str, tuple[float, int]], float]:
    """Exercises without a line: where the lane has room in the first columns, else in rows at its foot. (top, column) each."""
    found: dict[str, tuple[float, int]] = {}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(deep)]
    for slug, c in columns.items():
        taken[c].append((tops[slug], tops[slug] + _size(slug)))
    for slug in alone:
        free = [(c, y) for c in range(deep) if (y := _gap(taken[c], high)) is not None]
        if free:
            c, y = free[0]
        else:
            ends = [max((bottom + GAP for _, bottom in column), default=0.0) for column in taken]
            c = min(range(deep), key=lambda c, ends=ends: (ends[c], c))
            y = ends[c]
        found[slug] = (y, c)
        taken[c].append((y, y + NODE_HIGH))
        high = max(high, y + NODE_HIGH)
    return found, high


def _gap(taken: Sequence[tuple[float, float]], high: float) -> float | None:
    """The first top in a column where a node has room between those that are there."""
    top = 0.0
    for start, end in sorted(taken):
        if start - top >= NODE_HIGH + GAP:
            return top
        top = max(top, end + GAP)
    return top if high - top >= NODE_HIGH else None


def _stations(
    way: Sequence[str], boxes: Mapping[str, QRectF], tops: Mapping[str, float], first: int
) -> tuple[QPointF, ...]:
    start, end = boxes[way[0]], boxes[way[-1]]
    spots = [QPointF(start.right(), start.center().y())]
    for number, point in enumerate(way[1:-1], first + 1):
        left, y = SIDE_PAD + number * COLUMN, tops[point] + _LINE_HIGH / 2
        spots += [QPointF(left, y), QPointF(left + NODE_WIDE, y)]
    return (*spots, QPointF(end.left(), end.center().y()))
