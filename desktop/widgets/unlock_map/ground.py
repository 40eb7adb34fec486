"""The ground of the map: how large it is shown and where, what lies under a point, and its scroll bars."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.qt import theme
from desktop.widgets.proxies import Proxies
from desktop.widgets.unlock_map.layout import COLUMN, GUTTER, Placed

LEAST, MOST = 0.3, 2.5
FIT_LEAST: Final = 0.2  # the whole map may be smaller than what one zooms to by hand
READABLE: Final = 0.9  # what one reads at
_LABEL: Final = 108


class MapGround(QAbstractScrollArea):
    """Shows `placed` moved and zoomed; what is on it is painted by who inherits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placed = Placed()
        self.proxies = Proxies(self.viewport())
        self._selected = ""
        self._scale = 1.0
        self._begins = True
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def scale(self) -> float:
        """The zoom: 1 is a node at its own size. Text set larger enlarges the whole map with it."""
        return self._scale

    @property
    def _whole(self) -> float:
        return self._scale * theme.text_scale()

    @property
    def _stretch(self) -> float:
        """How much wider than high the map is drawn: zoomed out it keeps to the width there is, for names need it."""
        wide = self.placed.width * self._whole
        return max(1.0, min(self._ground.width() / wide, 1 / self._scale)) if wide else 1.0

    @property
    def _across(self) -> float:
        return self._whole * self._stretch

    def _seen(self, box: QRectF) -> QRectF:
        """Map pixels as pixels of the viewport, before it is moved."""
        across, down = self._across, self._whole
        return QRectF(box.left() * across, box.top() * down, box.width() * across, box.height() * down)

    def _under(self, spot: QPointF) -> QPointF:
        """The map pixel under a point of the viewport."""
        moved = spot + self._offset()
        return QPointF(moved.x() / self._across, moved.y() / self._whole)

    @property
    def _strip(self) -> int:
        """How wide the labels of the lanes are; they stand still while the map moves."""
        return min(theme.scaled(_LABEL), self.viewport().width() // 4)

    @property
    def _ground(self) -> QRectF:
        """Where in the viewport the map is seen."""
        room = QRectF(self.viewport().rect())
        return room.adjusted(0, 0, -self._strip, 0) if self.isRightToLeft() else room.adjusted(self._strip, 0, 0, 0)

    def _offset(self) -> QPointF:
        """What to subtract from scaled map pixels to get pixels of the viewport."""
        bar = self.horizontalScrollBar()
        x = bar.maximum() - bar.value() if self.isRightToLeft() else bar.value()
        return QPointF(x, self.verticalScrollBar().value()) - self._ground.topLeft()

    def _scroll_to(self, offset: QPointF) -> None:
        spot, bar = offset + self._ground.topLeft(), self.horizontalScrollBar()
        x = round(spot.x())
        bar.setValue(bar.maximum() - x if self.isRightToLeft() else x)
        self.verticalScrollBar().setValue(round(spot.y()))
        self._follow()

    def _follow(self) -> None:
        self.proxies.follow(self._offset(), self._whole, self._stretch)
        self.viewport().update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zooms around a point of the viewport."""
        self._zoom_to(max(LEAST, min(MOST, self._scale * factor)), at)

    def _zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        spot = at if at is not None else self._ground.center()
        ground = self._under(spot)
        self._scale = scale
        self._measure()
        self._scroll_to(QPointF(ground.x() * self._across, ground.y() * self._whole) - spot)

    def fit(self) -> None:
        """Shows everything, never larger than life."""
        if self.placed.width and self.placed.height:
            room, unit = self._ground.size(), theme.text_scale()
            shares = (room.width() / self.placed.width / unit, room.height() / self.placed.height / unit, 1.0)
            self._scale = max(FIT_LEAST, min(shares))
            self._measure()
            self._follow()

    def read(self) -> None:
        """As large as the width allows with everything on a node still said, around the selected node."""
        if self.placed.width:
            self._begins = False
            for _ in range(2):  # a bar that comes or goes with the first changes the room of the second
                share = self._ground.width() / self.placed.width / theme.text_scale()
                self._scale = max(READABLE, min(share, 1.0))
                self._measure()
            if self._selected:
                middle = self._seen(self.placed.boxes[self._selected]).center().y() - self._ground.center().y()
                self._scroll_to(QPointF(self._start_at(self._selected) - self._ground.left(), middle))
            self._follow()

    def _start_at(self, slug: str) -> float:
        """How far to move sideways for a node to be seen: by whole columns, as few as will do, for half a name says little. Where a
        node is wider than the ground its beginning is seen."""
        box, wide = self._seen(self.placed.boxes[slug]), self._ground.width()
        column = COLUMN * self._across
        if self.isRightToLeft():
            whole = self.placed.width * self._across
            hidden = max(0.0, whole - box.left() + GUTTER / 2 - wide)
            return whole - wide - column * min(ceil(hidden / column), floor((whole - box.right()) / column))
        hidden = max(0.0, box.right() + GUTTER / 2 - wide)
        return column * min(ceil(hidden / column), floor(box.left() / column))

    def begin(self) -> None:
        """Shows the map as when it is first seen: large enough to read, around the selected node."""
        self._begins = True  # how large the map is, is known when it is painted
        self.viewport().update()

    def _measure(self) -> None:
        room = self._ground.size().toSize()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self.placed.width * self._across, room.width()),
            (self.verticalScrollBar(), self.placed.height * self._whole, room.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round(whole) - seen))
        self.proxies.follow(self._offset(), self._whole, self._stretch)

    def node_at(self, spot: QPointF) -> str:
        """The slug under a point of the viewport; '' where there is ground."""
        if not self._ground.contains(spot):
            return ""
        ground = self._under(spot)
        return next((slug for slug, box in self.placed.boxes.items() if box.contains(ground)), "")

    def node_box(self, slug: str) -> QRectF:
        """Where a node is, in the viewport."""
        return self._seen(self.placed.boxes[slug]).translated(-self._offset())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._follow()
