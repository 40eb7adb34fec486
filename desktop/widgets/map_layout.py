"""Where the nodes of the unlock map go: a lane a category, a column a step of prerequisites. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

NODE_WIDE, NODE_HIGH = 216.0, 50.0
COLUMN, ROW = 256.0, 58.0
LABEL = 112.0
LANE_PAD = 12.0


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
class Placed:
    """Boxes in map pixels: of nodes, and of lanes as (title, top, height)."""

    boxes: Mapping[str, QRectF] = field(default_factory=dict[str, QRectF])
    columns: Mapping[str, int] = field(default_factory=dict[str, int])
    lanes: tuple[tuple[str, float, float], ...] = ()
    width: float = 0.0
    height: float = 0.0


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
    """Places nodes in the lanes (id, title), in the order given. Within a column nodes stand near what they come from."""
    column = depths([node.slug for node in nodes], edges)
    before: dict[str, list[str]] = {node.slug: [] for node in nodes}
    for source, target in edges:
        if target in before:
            before[target].append(source)
    boxes: dict[str, QRectF] = {}
    bands: list[tuple[str, float, float]] = []
    top = 0.0
    for lane, title in lanes:
        rows = _rows([node.slug for node in nodes if node.lane == lane], column, before)
        high = max(1, 1 + max(rows.values(), default=0)) * ROW - (ROW - NODE_HIGH) + 2 * LANE_PAD
        for slug, row in rows.items():
            boxes[slug] = QRectF(LABEL + column[slug] * COLUMN, top + LANE_PAD + row * ROW, NODE_WIDE, NODE_HIGH)
        bands.append((title, top, high))
        top += high
    width = max((box.right() for box in boxes.values()), default=LABEL) + 24
    return Placed(boxes, column, tuple(bands), width, top)


def _rows(members: Sequence[str], column: Mapping[str, int], before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """A row for each node of a lane: in its column the free row nearest to the mean of those it comes from."""
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    inside = set(members)

    def wish(slug: str) -> float:
        above = [rows[other] for other in before[slug] if other in inside and other in rows]
        return sum(above) / len(above) if above else 0.0

    for step in sorted({column[slug] for slug in members}):
        for slug in sorted((slug for slug in members if column[slug] == step), key=wish):
            wanted = round(wish(slug))
            row = next(
                candidate
                for distance in range(len(members) + 1)
                for candidate in (wanted + distance, wanted - distance)
                if candidate >= 0 and (step, candidate) not in taken
            )
            rows[slug] = row
            taken.add((step, row))
    return rows
