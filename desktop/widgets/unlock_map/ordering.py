"""Who stands above whom in each column, so that lines cross as little as lanes allow. Pure arithmetic.

The usual way of drawing layered graphs: a line over several columns gets a waypoint in each column between; columns are sorted
by the mean place of their neighbours, to and fro, then each goes where it crosses least. Lanes are never left.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_SWEEPS: Final = 8
_ROUNDS: Final = 12

Column = list[list[str]]
"""The members of one column, lane by lane, from top to bottom."""


@dataclass
class Layers:
    """`columns[c][lane]` are slugs and waypoints from top to bottom; `steps[c]` the lines from column c to the next;
    `ways` the stations of every line, ends included."""

    columns: list[Column]
    steps: list[list[tuple[str, str]]]
    ways: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict[tuple[str, str], "tuple[str, ...]"])
    _near: dict[tuple[int, int], dict[str, list[str]]] = field(
        default_factory=dict[tuple[int, int], "dict[str, list[str]]"]
    )
    _settled: dict[int, list[Column]] = field(default_factory=dict[int, "list[Column]"])
    """A column and those beside it, as they were when nothing in it could be bettered."""

    @classmethod
    def of(
        cls,
        members: Sequence[str],
        edges: Sequence[tuple[str, str]],
        column: Mapping[str, int],
        lane: Mapping[str, int],
    ) -> Layers:
        """Waypoints of a line into another lane go in the lane it ends in."""
        deep = max((column[slug] for slug in members), default=0) + 1
        lanes = max((lane[slug] for slug in members), default=0) + 1
        made = cls([[[] for _ in range(lanes)] for _ in range(deep)], [[] for _ in range(deep - 1)])
        for slug in members:
            made.columns[column[slug]][lane[slug]].append(slug)
        for one, other in edges:
            way = [one]
            for between in range(column[one] + 1, column[other]):
                point = f"{one}>{other}>{between}"
                made.columns[between][lane[other]].append(point)
                way.append(point)
            way.append(other)
            made.ways[(one, other)] = tuple(way)
            for number, step in enumerate(pairwise(way)):
                made.steps[column[one] + number].append(step)
        return made

    def crossings(self) -> int:
        """How often lines cross, each pair of lines counted at every place."""
        places = [self._places(column) for column in self.columns]
        return sum(_inversions(step, places[c], places[c + 1]) for c, step in enumerate(self.steps))

    def settle(self) -> None:
        """Orders every column. Begun from both ends, for where one gets no further the other often does."""
        upside_down = [[group[::-1] for group in column] for column in self.columns]
        best, kept = self._sweep()
        self.columns = upside_down
        other, turned = self._sweep()
        self.columns = turned if other < best else kept

    def _sweep(self) -> tuple[int, list[Column]]:
        """The fewest crossings found, and the order that has them."""
        best, kept = self.crossings(), self._copy()
        for sweep in range(_SWEEPS):
            forward = sweep % 2 == 0
            for c in range(1, len(self.columns)) if forward else range(len(self.columns) - 2, -1, -1):
                self._sort_by_neighbours(c, c - 1 if forward else c + 1)
            self._sift()
            now = self.crossings()
            if now < best:
                best, kept = now, self._copy()
        return best, kept

    def _copy(self) -> list[Column]:
        return [[list(group) for group in column] for column in self.columns]

    @staticmethod
    def _places(column: Column) -> dict[str, int]:
        return {slug: place for place, slug in enumerate(slug for group in column for slug in group)}

    def _neighbours(self, c: int, other: int) -> dict[str, list[str]]:
        """Of each member of column c those it has lines to in the other: whatever the order."""
        if (c, other) in self._near:
            return self._near[c, other]
        found: dict[str, list[str]] = {slug: [] for group in self.columns[c] for slug in group}
        for one, two in self.steps[min(c, other)]:
            here, there = (two, one) if other < c else (one, two)
            found[here].append(there)
        self._near[c, other] = found
        return found

    def _sort_by_neighbours(self, c: int, other: int) -> None:
        places, near = self._places(self.columns[other]), self._neighbours(c, other)
        mine = self._places(self.columns[c])
        for group in self.columns[c]:
            means = {
                slug: sum(places[n] for n in near[slug]) / len(near[slug]) if near[slug] else float(mine[slug])
                for slug in group
            }
            group.sort(key=lambda slug, means=means: means[slug])

    def _sift(self) -> None:
        for _round in range(_ROUNDS):
            moved = [self._sift_if_needed(c) for c in range(len(self.columns))]
            if not any(moved):
                return

    def _sift_if_needed(self, c: int) -> bool:
        around = self.columns[max(0, c - 1) : c + 2]
        if self._settled.get(c) == around:
            return False
        moved = self._sift_column(c)
        if not moved:
            self._settled[c] = [[list(group) for group in column] for column in around]
        return moved

    def _sift_column(self, c: int) -> bool:
        """Every member goes to the place in its lane where it crosses least."""
        sides = [
            (self._places(self.columns[other]), self._neighbours(c, other))
            for other in (c - 1, c + 1)
            if 0 <= other < len(self.columns)
        ]
        ends = [{slug: [places[n] for n in near[slug]] for slug in near} for places, near in sides]

        known: dict[tuple[str, str], int] = {}

        def loss(upper: str, lower: str) -> int:
            """Crossings between the two as they stand, less those if they swapped."""
            if (upper, lower) not in known:
                found = 0
                for side in ends:
                    for one in side[upper]:
                        for two in side[lower]:
                            found += (one > two) - (one < two)
                known[upper, lower], known[lower, upper] = found, -found
            return known[upper, lower]

        moved = False
        for group in self.columns[c]:
            for slug in list(group):
                rest = [other for other in group if other != slug]
                at = group.index(slug)
                costs = [0]  # of standing before rest[0], rest[1], ..., after all, against standing first
                for other in rest:
                    costs.append(costs[-1] - loss(slug, other))
                least = min(costs)
                if least < costs[at]:
                    best = [place for place, cost in enumerate(costs) if cost == least]
                    rest.insert(min(best, key=lambda place, at=at: abs(place - at)), slug)
                    group[:] = rest
                    moved = True
        return moved


def _inversions(step: Sequence[tuple[str, str]], left: Mapping[str, int], right: Mapping[str, int]) -> int:
    """Pairs of lines of which one begins above the other and ends below it."""
    found, above = 0, list[int]()
    for _start, end in sorted((left[one], right[other]) for one, other in step):
        found += len(above) - bisect_right(above, end)
        insort(above, end)
    return found
