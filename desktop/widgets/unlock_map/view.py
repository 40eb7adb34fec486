"""The map on the screen: shown, moved, zoomed, walked by keys, and read out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGestureEvent, QPinchGesture, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import theme
from desktop.widgets.proxies import Proxies, StandIn
from desktop.widgets.unlock_map import walking
from desktop.widgets.unlock_map.layout import COLUMN, GUTTER, MapNode, Placed, place
from desktop.widgets.unlock_map.lines import Lines, LineTiles
from desktop.widgets.unlock_map.node_art import LOOK, OPEN, NodePictures
from desktop.widgets.unlock_map.picture import MapPicture
from desktop.widgets.unlock_map.type_ahead import TypeAhead

LEAST, MOST = 0.3, 2.5
FIT_LEAST: Final = 0.2  # the whole map may be smaller than what one zooms to by hand
READABLE: Final = 0.9  # what one reads at
_LABEL: Final = 108
_STEP: Final = 1.2
_NEWS_MS: Final = 6000
_RING_SHARE: Final = 0.4  # of that time the ring grows and goes; the mark stays, and fades over the last quarter


class UnlockMap(QAbstractScrollArea):
    """`chosen(slug)` when a node is clicked or walked to, `clicked(slug)` besides when it was clicked, `opened(slug)` on
    Enter or a double click.

    Arrows walk along the lines, Home and End along the lane, Page up and down over the lanes, letters to a name. + and - zoom,
    0 goes to a size that can be read, Shift+F shows everything. Ctrl+wheel and pinching zoom at the pointer, dragging the
    ground pans.
    """

    chosen = Signal(str)
    clicked = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nodes: dict[str, MapNode] = {}
        self.edges: tuple[tuple[str, str], ...] = ()
        self.placed = Placed()
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._selected, self._hovered = "", ""
        self._bright: frozenset[str] | None = None
        self._news: frozenset[str] = frozenset()
        self._scale = 1.0
        self._begins = True
        self._drag: QPointF | None = None
        self._lines, self._tiles, self._pictures, self._typing = Lines(), LineTiles(), NodePictures(), TypeAhead()
        self._moment = QVariantAnimation(self)
        self._moment.setStartValue(0.0)
        self._moment.setEndValue(1.0)
        self._moment.setDuration(_NEWS_MS)
        self._moment.valueChanged.connect(lambda _value: self._repaint_news())
        self._moment.finished.connect(self.forget_news)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of exercises"))
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.proxies = Proxies(self.viewport())
        self.proxies.name(tr("Exercises"))
        self.proxies.pressed.connect(self._click)
        theme.changes.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(800, 560)

    # ------------------------------------------------------------------------------------------------ data

    def show_map(
        self, nodes: Sequence[MapNode], edges: Sequence[tuple[str, str]], lanes: Sequence[tuple[str, str]]
    ) -> None:
        """`lanes` are (id, title) from top to bottom, `edges` (from, to). Selection and place stay."""
        self.nodes = {node.slug: node for node in nodes}
        self.edges = tuple(edge for edge in edges if edge[0] in self.nodes and edge[1] in self.nodes)
        self._lanes = tuple(lanes)
        self._place()
        if self._selected not in self.nodes:
            self._selected = ""
        self._hovered = ""
        self._news = frozenset(slug for slug in self._news if slug in self.nodes and self.nodes[slug].state == OPEN)
        self._measure()
        self.viewport().update()

    def _place(self) -> None:
        placed = place(tuple(self.nodes.values()), self.edges, self._lanes)
        self.placed = placed.mirrored() if self.isRightToLeft() else placed
        self._lines = Lines.of(self.placed, self.nodes)
        self._tiles.forget()
        boxes = self.placed.boxes
        self.proxies.show_things([StandIn(slug, name, text, boxes[slug]) for slug, name, text in self.as_rows()])

    def emphasise(self, slugs: Collection[str] | None) -> None:
        """Pales every node but these; None pales nothing."""
        self._bright = None if slugs is None else frozenset(slugs)
        self.viewport().update()

    @property
    def bright(self) -> frozenset[str] | None:
        """The nodes that are not pale; None: all of them."""
        return self._bright

    @property
    def selected(self) -> str:
        return self._selected

    def select(self, slug: str) -> None:
        """Selects and shows a node, without a signal."""
        if slug in self.placed.boxes:
            self._selected = slug
            self._settle()

    def as_rows(self) -> list[tuple[str, str, str]]:
        """The map as a list: (slug, name, description), lane by lane, for a list view and for screen readers."""
        titles = dict(self._lanes)
        order = {lane: number for number, (lane, _) in enumerate(self._lanes)}
        boxes, columns = self.placed.boxes, self.placed.columns
        shown = [node for node in self.nodes.values() if node.slug in boxes]
        shown.sort(key=lambda node: (order[node.lane], columns[node.slug], boxes[node.slug].top()))
        before: dict[str, list[str]] = {}
        for source, target in self.edges:
            before.setdefault(target, []).append(self.nodes[source].title)
        return [(node.slug, node.title, _told(node, titles, before.get(node.slug, ()))) for node in shown]

    def picture(self, title: str, caption: str) -> MapPicture:
        """The whole map, to be saved."""
        return MapPicture(self.nodes, self.placed, title, caption, self.isRightToLeft())

    # ------------------------------------------------------------------------------------------------ news

    @property
    def news(self) -> frozenset[str]:
        """The nodes marked as new at the moment."""
        return self._news

    def celebrate(self, slugs: Collection[str]) -> None:
        """Marks nodes that just opened: a ring that grows once and a mark that fades; without motion a mark that stays until
        `forget_news`."""
        self._news = frozenset(slugs) & frozenset(self.placed.boxes)
        self._moment.stop()
        if self._news and theme.moves():
            self._moment.start()
        self.viewport().update()

    def forget_news(self) -> None:
        self._moment.stop()
        self._news = frozenset()
        self.viewport().update()

    def _repaint_news(self) -> None:
        for slug in self._news:
            self.viewport().update(self.node_box(slug).adjusted(-24, -24, 24, 24).toAlignedRect())

    # ------------------------------------------------------------------------------------------------ geometry

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
            share = self._ground.width() / self.placed.width / theme.text_scale()
            self._scale = max(READABLE, min(share, 1.0))
            self._measure()
            if self._selected:
                middle = self._seen(self.placed.boxes[self._selected]).center().y() - self._ground.center().y()
                self._scroll_to(QPointF(self._start_at(self._selected) - self._ground.left(), middle))
            self._follow()

    def _start_at(self, slug: str) -> float:
        """How far to move sideways for a node to be seen: by whole columns, as few as will do, for half a name says little."""
        box, wide = self._seen(self.placed.boxes[slug]), self._ground.width()
        column = COLUMN * self._across
        if self.isRightToLeft():
            whole = self.placed.width * self._across
            hidden = max(0.0, whole - box.left() + GUTTER / 2 - wide)
            return whole - wide - column * ceil(hidden / column)
        return column * ceil(max(0.0, box.right() + GUTTER / 2 - wide) / column)

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

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._begins and self.nodes:
            self._begins = False
            self.read()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        seen, offset, whole = QRectF(event.rect()), self._offset(), self._whole
        painter.fillRect(seen, theme.color("surface"))
        for lane in self.placed.lanes[1:]:
            y = round(lane.top * whole - offset.y())
            painter.fillRect(QRectF(0, y, self.viewport().width(), 1), theme.color("line"))
        painter.setClipRect(self._ground)
        painter.setOpacity(1.0 if self._bright is None else 0.35)
        self._tiles.show(painter, self._lines, offset, seen & self._ground, self._across, whole)
        painter.setOpacity(1.0)
        painter.save()
        painter.translate(-offset)
        painter.scale(self._across, whole)
        self._lines.paint_near(painter, {self._selected, self._hovered} - {""})
        painter.restore()
        unit, stretch = theme.text_scale(), self._stretch
        for slug, box in self.placed.boxes.items():
            spot = self._seen(box).translated(-offset)
            if spot.intersects(seen):
                painter.setOpacity(1.0 if self._bright is None or slug in self._bright else 0.25)
                self._pictures.show(painter, self.nodes[slug], spot.topLeft(), self._scale, unit, stretch)
        painter.setOpacity(1.0)
        self._paint_rings(painter)
        for slug in self._news:
            self._paint_new(painter, self.node_box(slug))
        painter.setClipping(False)
        self._paint_labels(painter)
        painter.end()

    def _paint_rings(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = 8 * self._whole
        if self._hovered and self._hovered != self._selected:
            painter.setPen(QPen(theme.color("focus", 0.35), 1.6))
            painter.drawRoundedRect(self.node_box(self._hovered).adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
        if self._selected:
            painter.setPen(QPen(theme.color("focus", 0.95 if self.hasFocus() else 0.5), 2.5))
            painter.drawRoundedRect(
                self.node_box(self._selected).adjusted(-3.5, -3.5, 3.5, 3.5), radius + 3, radius + 3
            )

    def _paint_new(self, painter: QPainter, box: QRectF) -> None:
        moving = self._moment.state() == QVariantAnimation.State.Running
        share = float(self._moment.currentValue()) if moving else 0.0
        radius = 8 * self._whole
        if moving and share < _RING_SHARE:
            grown = share / _RING_SHARE
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("unlocked", 0.7 * (1 - grown)), 3))
            wide = 2 + 14 * (1 - (1 - grown) ** 2)
            painter.drawRoundedRect(box.adjusted(-wide, -wide, wide, wide), radius + wide, radius + wide)
        painter.setOpacity(min(1.0, (1 - share) * 4) if moving else 1.0)
        font = theme.font("tiny", 700)
        text, metrics = tr("New"), QFontMetricsF(font)
        pill = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 2)
        pill.moveTop(box.top() - pill.height() / 2)
        if self.isRightToLeft():
            pill.moveLeft(box.left() + 8)
        else:
            pill.moveRight(box.right() - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("fill"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(font)
        painter.setPen(theme.color("fill-ink"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.setOpacity(1.0)

    def _paint_labels(self, painter: QPainter) -> None:
        """Titles of the lanes with how much of each is open; they stay in sight as long as their lane does."""
        ground, whole, offset = self._ground, self._whole, self._offset()
        left = 0.0 if not self.isRightToLeft() else ground.right()
        title, small = theme.font("caption", 600), theme.font("tiny", 500)
        for lane in self.placed.lanes:
            top, bottom = lane.top * whole - offset.y(), lane.bottom * whole - offset.y()
            if bottom < 0 or top > self.viewport().height():
                continue
            strip = QRectF(left, top, self._strip, bottom - top).adjusted(14, 0, -8, -4)
            high = QFontMetricsF(title).boundingRect(strip, Qt.TextFlag.TextWordWrap, lane.title).height()
            strip.setTop(max(top + 4, min(max(top, 0) + 12, bottom - high - 20)))
            painter.setFont(title)
            painter.setPen(theme.color("ink"))
            painter.drawText(
                strip, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap, lane.title
            )
            strip.setTop(strip.top() + high + 2)
            if strip.height() >= QFontMetricsF(small).height():
                states = [node.state for node in self.nodes.values() if node.lane == lane.id]
                painter.setFont(small)
                painter.setPen(theme.color("quiet"))
                words = tr("{open} of {all} open", open=states.count(OPEN), all=len(states))
                painter.drawText(strip, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading, words)

    def _restyle(self) -> None:
        self._pictures.forget()
        self._tiles.forget()
        self._measure()
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------ hands

    def _choose(self, slug: str) -> None:
        self._selected = slug
        self._settle()
        self.proxies.walked_to(slug)
        self.chosen.emit(slug)

    def _click(self, slug: str) -> None:
        self._choose(slug)
        self.clicked.emit(slug)

    def _settle(self) -> None:
        """Brings the selected node into sight and into words."""
        slug, name, text = next(row for row in self.as_rows() if row[0] == self._selected)
        self.setAccessibleDescription(f"{name}, {text}")
        box, room = self.node_box(slug), self._ground.adjusted(12, 14, -12, -14)
        offset = self._offset()
        if box.left() < room.left() or box.right() > room.right():
            offset.setX(self._start_at(slug) - self._ground.left())
        if box.intersects(room):
            offset.setY(offset.y() + min(0.0, box.top() - room.top()) + max(0.0, box.bottom() - room.bottom()))
        else:  # from afar it comes to the middle, with its neighbours
            offset.setY(offset.y() + box.center().y() - room.center().y())
        self._scroll_to(offset)

    def walk(self, dx: int, dy: int) -> None:
        """One step from the selected node: sideways along the lines where there are any, up and down by sight."""
        if self._selected:
            slug = walking.step(self.placed.boxes, self.edges, self._selected, dx, dy)
        else:
            slug = next((row[0] for row in self.as_rows()), "")
        if slug:
            self._choose(slug)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, strict = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        text = event.text()
        if key in steps:
            self.walk(*steps[key])
        elif key in walking.JUMPS:
            slug = walking.jump([row[0] for row in self.as_rows()], self.nodes, self._selected, key, bool(strict))
            if slug:
                self._choose(slug)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.opened.emit(self._selected)
        elif (self._typing.running and text.isprintable() and text and not strict) or (
            not self._zoom_by_key(event) and text.strip() and text.isprintable() and not strict
        ):
            self._type(text)
        elif not text.strip():
            super().keyPressEvent(event)

    def _zoom_by_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.read()
        elif key == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.fit()
        else:
            return False
        return True

    def _type(self, text: str) -> None:
        slug = self._typing.type(text, [(slug, name) for slug, name, _ in self.as_rows()], self._selected)
        if slug:
            self._choose(slug)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        slug = self.node_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else ""
        if slug:
            self._click(slug)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._hover(self.node_at(event.position()))
            return
        moved = event.position() - self._drag
        self._drag = event.position()
        self._scroll_to(self._offset() - moved)

    def _hover(self, slug: str) -> None:
        if slug != self._hovered:
            self._hovered = slug
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if slug else Qt.CursorShape.OpenHandCursor)
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slug = self.node_at(event.position())
        if slug:
            self.opened.emit(slug)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP ** (turned.y() / 120), event.position())
        else:
            by = QPointF(event.pixelDelta() if not event.pixelDelta().isNull() else turned * 0.6)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
                by = QPointF(by.y(), 0)
            self._scroll_to(self._offset() - by)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            slug = self.node_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(slug), self.viewport())
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        return super().viewportEvent(event)

    def _tip(self, slug: str) -> str:
        """What is missing, in a line under the name."""
        node = self.nodes.get(slug)
        if node is None:
            return ""
        said = (tr(LOOK[node.state][2]), node.detail or node.subtitle)
        return "\n".join((node.title, " · ".join(dict.fromkeys(part for part in said if part))))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self.nodes:
            self._place()
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        less = event.size().width() < event.oldSize().width() or event.size().height() < event.oldSize().height()
        if self._selected and not self._begins and less:
            self._settle()  # what was chosen stays in sight when the panel opens beside it

    def hideEvent(self, event: QHideEvent) -> None:
        self._moment.stop()
        super().hideEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._follow()


def _told(node: MapNode, titles: Mapping[str, str], needs: Sequence[str]) -> str:
    parts = [tr(LOOK[node.state][2]), node.subtitle, titles.get(node.lane, "")]
    if needs:
        parts.append(tr("after {names}", names=", ".join(needs)))
    return ", ".join(part for part in parts if part)
