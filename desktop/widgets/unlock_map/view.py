"""The map on the screen: shown, moved, zoomed, walked by keys, and read out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QFocusEvent,
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
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import theme
from desktop.widgets.proxies import StandIn
from desktop.widgets.unlock_map import overlay, walking
from desktop.widgets.unlock_map.ground import MapGround
from desktop.widgets.unlock_map.layout import MapNode, place
from desktop.widgets.unlock_map.lines import Lines, LineTiles
from desktop.widgets.unlock_map.node_art import NodePictures
from desktop.widgets.unlock_map.picture import MapPicture
from desktop.widgets.unlock_map.states import LOOK, OPEN
from desktop.widgets.unlock_map.type_ahead import TypeAhead

_STEP: Final = 1.2
_NEWS_MS: Final = 6000
_BY_KEY: Final = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class UnlockMap(MapGround):
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
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._hovered = ""
        self._bright: frozenset[str] | None = None
        self._news: frozenset[str] = frozenset()
        self._came_by_key = False
        self._drag: QPointF | None = None
        self._lines, self._tiles, self._pictures, self._typing = Lines(), LineTiles(), NodePictures(), TypeAhead()
        self._moment = QVariantAnimation(self)
        self._moment.setStartValue(0.0)
        self._moment.setEndValue(1.0)
        self._moment.setDuration(_NEWS_MS)
        self._moment.valueChanged.connect(lambda _value: self._repaint_news())
        self._moment.finished.connect(self.forget_news)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of exercises"))
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
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

    # ------------------------------------------------------------------------------------------------ painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring around all of it is for who came here by a key; else the chosen node says enough."""
        self._came_by_key = event.reason() in _BY_KEY
        super().focusInEvent(event)

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
        share = float(self._moment.currentValue()) if self._moment.state() == QVariantAnimation.State.Running else None
        for slug in self._news:
            overlay.paint_new(painter, self.node_box(slug), 8 * self._whole, share)
        painter.setClipping(False)
        left = self._ground.right() if self.isRightToLeft() else 0.0
        for lane in self.placed.lanes:
            top, bottom = lane.top * whole - offset.y(), lane.bottom * whole - offset.y()
            if bottom > 0 and top < self.viewport().height():
                states = [node.state for node in self.nodes.values() if node.lane == lane.id]
                overlay.paint_label(painter, QRectF(left, top, self._strip, bottom - top), lane.title, states)
        if self._came_by_key and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
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
        bar = self.verticalScrollBar()
        boxes = [self.node_box(slug) for slug in self.placed.boxes]
        reach = (bar.minimum() - bar.value(), bar.maximum() - bar.value())
        self._scroll_to(self._offset() + QPointF(0.0, walking.to_company(self.node_box(slug), boxes, room, reach)))

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


def _told(node: MapNode, titles: Mapping[str, str], needs: Sequence[str]) -> str:
    parts = [tr(LOOK[node.state][2]), node.subtitle, titles.get(node.lane, "")]
    if needs:
        parts.append(tr("after {names}", names=", ".join(needs)))
    return ", ".join(part for part in parts if part)
