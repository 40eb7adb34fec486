"""The unlock passport on paper: what comes next in boxes, then what is open by category, in two columns on as many pages as needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt

from desktop.i18n import tr
from desktop.services.passport import Entry, Lane, Passport
from desktop.widgets.paper.leaf import BOLD, FAINT, GREY, INK, SEMIBOLD, Leaf, Run

MARGIN: Final = 42.0
GAP: Final = 16.0
PAD: Final = 9.0
BODY, SMALL, HEAD, TITLE = 10.0, 8.5, 12.0, 22.0
_FOOT_ROOM: Final = 40.0

Block = Callable[[Leaf, float, float, float], float]
"""Draws itself on a leaf at (x, y) in a column of that width; returns how high it is."""


@dataclass
class _Flow:
    """Where the next block goes: columns from left to right, then the next page."""

    page: QRectF
    leaves: list[Leaf]
    top: float
    column: int = 0
    y: float = 0.0

    @property
    def width(self) -> float:
        return (self.page.width() - 2 * MARGIN - GAP) / 2

    def put(self, block: Block) -> None:
        high = block(Leaf(self.page), 0, 0, self.width)
        if self.y + high > self.page.height() - MARGIN - _FOOT_ROOM and self.y > self.top:
            self._on()
        self.y += block(self.leaves[-1], MARGIN + self.column * (self.width + GAP), self.y, self.width) + GAP * 0.6

    def _on(self) -> None:
        self.column += 1
        if self.column > 1:
            self.leaves.append(Leaf(self.page))
            self.column, self.top = 0, MARGIN
        self.y = self.top


def passport_leaves(passport: Passport, page: QRectF) -> list[Leaf]:
    """One leaf a page; `page` is the whole page in points. What stands on it are the passport's own words, all of them."""
    first = Leaf(page)
    top = _head(first, passport)
    flow = _Flow(page, [first], top, y=top)
    cards, lanes = [_card(entry) for entry in passport.next], [_lane(lane) for lane in passport.lanes]
    for title, blocks in ((tr("What comes next"), cards), (tr("What is open"), lanes)):
        for number, block in enumerate(blocks):
            flow.put(block if number else _under(title, block))
    if passport.resting:
        flow.put(_words(tr("Resting at present; ask your coach: {names}.", names=", ".join(passport.resting))))
    for number, leaf in enumerate(flow.leaves, 1):
        _foot(leaf, passport, number, len(flow.leaves))
    return flow.leaves


def _head(leaf: Leaf, passport: Passport) -> float:
    """Returns where the columns begin."""
    width, y = leaf.page.width() - 2 * MARGIN, MARGIN
    y += leaf.text(MARGIN, y, width, [Run(passport.title, grey=True)], BODY)
    y += leaf.text(MARGIN, y, width, [Run(passport.who, BOLD)], TITLE)
    y += leaf.text(MARGIN, y, width, [Run(passport.day, grey=True)], BODY) + 4
    y += leaf.text(MARGIN, y, width, passport.summary, BODY) + 8
    leaf.line(MARGIN, y, leaf.page.width() - MARGIN, y, 1.4, INK)
    return y + GAP


def _under(title: str, first: Block) -> Block:
    """A heading and what follows it: they are never parted."""

    def draw(leaf: Leaf, x: float, y: float, width: float) -> float:
        high = leaf.text(x, y, width, [Run(title, SEMIBOLD)], HEAD) + GAP * 0.6
        return high + first(leaf, x, y + high, width)

    return draw


def _words(text: str) -> Block:
    return lambda leaf, x, y, width: leaf.text(x, y, width, [Run(text, grey=True)], SMALL)


def _card(entry: Entry) -> Block:
    def draw(leaf: Leaf, x: float, y: float, width: float) -> float:
        inside, at = width - 2 * PAD, y + PAD
        at += leaf.text(x + PAD, at, inside, [Run(entry.name, SEMIBOLD)], BODY) + 1
        at += leaf.text(x + PAD, at, inside, [Run(entry.note, grey=True)], SMALL)
        for step in entry.steps:
            at += leaf.text(x + PAD, at + 1, inside, f"•\u00a0{step}", SMALL) + 1
        leaf.box(QRectF(x, y, width, at - y + PAD), 0.8, GREY, 6)
        return at - y + PAD

    return draw


def _lane(lane: Lane) -> Block:
    said = tr("{open} of {count}", open=len(lane.open), count=lane.count)

    def draw(leaf: Leaf, x: float, y: float, width: float) -> float:
        at = y + leaf.text(x, y, width * 0.7, [Run(lane.title, SEMIBOLD)], BODY + 0.5)
        leaf.text(x + width * 0.7, y, width * 0.3, [Run(said, grey=True)], SMALL, Qt.AlignmentFlag.AlignRight)
        leaf.line(x, at + 3, x + width, at + 3, 2.4, FAINT)
        if lane.open:
            leaf.line(x, at + 3, x + width * len(lane.open) / lane.count, at + 3, 2.4, INK)
        at += 9
        for entry in lane.open:
            note = [Run("  "), Run(entry.note, grey=True)] if entry.note else []
            at += leaf.text(x, at, width, [Run(f"•\u00a0{entry.name}"), *note], SMALL + 0.5) + 1
        if not lane.open:
            at += leaf.text(x, at, width, [Run(tr("Nothing open yet."), grey=True)], SMALL)
        return at - y + 3

    return draw


def _foot(leaf: Leaf, passport: Passport, number: int, count: int) -> None:
    width, y = leaf.page.width() - 2 * MARGIN, leaf.page.height() - MARGIN - _FOOT_ROOM + 14
    leaf.line(MARGIN, y - 4, MARGIN + width, y - 4, 0.5, FAINT)
    for line in passport.foot:
        y += leaf.text(MARGIN, y, width - 60, [Run(line, grey=True)], 7.5)
    if count > 1:
        said = tr("{number} of {count}", number=number, count=count)
        end = leaf.page.width() - MARGIN
        top = leaf.page.height() - MARGIN - _FOOT_ROOM + 14
        leaf.text(end - 60, top, 60, [Run(said, grey=True)], 7.5, Qt.AlignmentFlag.AlignRight)
