"""Where keys lead from a node."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt

from desktop.widgets.unlock_map.layout import MapNode

JUMPS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def step(boxes: Mapping[str, QRectF], edges: Sequence[tuple[str, str]], start: str, dx: int, dy: int) -> str:
    """One step: left and right along the lines where there are any, up and down by sight; '' where it goes no further."""
    here = boxes[start].center()
    if dx:
        ends = [other for one, other in edges if one == start] + [one for one, other in edges if other == start]
        ahead = [slug for slug in ends if (boxes[slug].center().x() - here.x()) * dx > 0]
        ahead = ahead or [slug for slug in boxes if (boxes[slug].center().x() - here.x()) * dx > 1]
    else:
        ahead = [slug for slug in boxes if (boxes[slug].center().y() - here.y()) * dy > 1]
    across = 3 if dx else 1  # sideways steps keep to the row, steps up and down to the column

    def far(slug: str) -> float:
        way = boxes[slug].center() - here
        return abs(way.x()) * (1 if dx else 3) + abs(way.y()) * across

    return min(ahead, key=far, default="")


def to_company(node: QRectF, boxes: Collection[QRectF], room: QRectF, reach: tuple[float, float]) -> float:
    """How far to move up or down, within `reach`, for a node in sight not to stand alone at an edge of the room: not at all unless
    at least twice as many of the `boxes` are seen elsewhere."""
    near = [box for box in boxes if box.left() < room.right() and box.right() > room.left()]
    least, most = max(node.bottom() - room.bottom(), reach[0]), min(node.top() - room.top(), reach[1])

    def seen(by: float) -> int:
        return sum(room.top() <= box.top() - by and box.bottom() - by <= room.bottom() for box in near)

    ends = {box.top() - room.top() for box in near} | {box.bottom() - room.bottom() for box in near}
    ways = {by: seen(by) for by in ends if least <= by <= most}
    best = max(ways.values(), default=0)
    return min((by for by, count in ways.items() if count == best), key=abs) if seen(0.0) * 2 < best else 0.0


def jump(order: Sequence[str], nodes: Mapping[str, MapNode], start: str, key: Qt.Key, whole: bool) -> str:
    """Home and End: first and last of the lane (`whole`: of the map). Page up and down: first of the lane before and after."""
    if not order:
        return ""
    lanes = list(dict.fromkeys(nodes[slug].lane for slug in order))
    lane = nodes[start].lane if start in nodes else lanes[0]
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        at = lanes.index(lane) + (1 if key == Qt.Key.Key_PageDown else -1)
        if not 0 <= at < len(lanes):
            return ""
        return next(slug for slug in order if nodes[slug].lane == lanes[at])
    row = order if whole else [slug for slug in order if nodes[slug].lane == lane]
    return row[0] if key == Qt.Key.Key_Home else row[-1]
