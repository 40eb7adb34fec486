"""The map of what is open: lanes, nodes with state and word, lines along the prerequisites. Walked by arrow keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.widgets.map_layout import LABEL, MapNode, Placed, place

OPEN, WITHIN, WAITS, LOCKED, HELD = "open", "within", "waits", "locked", "held"
LOOK: Final[Mapping[str, tuple[str, str, str]]] = {  # state -> tone, icon, word
    OPEN: ("unlocked", "check", "Unlocked"),
    WITHIN: ("within", "partial", "Within reach"),
    LOCKED: ("locked", "lock", "Locked"),
    HELD: ("held", "pain", "On hold"),
    WAITS: ("waits", "clock", "Waits"),  # nothing is wrong with the athlete: the season wants nothing new now
}
_EDGE: Final = {LOCKED: "locked-line", HELD: "held-line"}
_LEAST, _MOST = 0.3, 2.5
_FIT_LEAST = 0.2  # the whole map may be smaller than what one zooms to by hand


class UnlockMap(QAbstractScrollArea):
    """`chosen(slug)` when a node is clicked or walked to, `opened(slug)` on double click or Enter.

    Arrows walk, + - 0 zoom and fit, Ctrl+wheel zooms at the pointer, dragging the ground pans.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nodes: dict[str, MapNode] = {}
        self.edges: tuple[tuple[str, str], ...] = ()
        self._placed = Placed()
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._selected = ""
        self._bright: frozenset[str] | None = None
        self._scale = 1.0
        self._drag: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of exercises"))
        self.viewport().setMouseTracking(True)
        theme.changes.changed.connect(self.viewport().update)

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
        self._placed = place(nodes, self.edges, lanes)
        if self._selected not in self.nodes:
            self._selected = ""
        self._measure()
        self.viewport().update()

    def emphasise(self, slugs: Collection[str] | None) -> None:
        """Pales every node but these; None pales nothing."""
        self._bright = None if slugs is None else frozenset(slugs)
        self.viewport().update()

    @property
    def selected(self) -> str:
        return self._selected

    def select(self, slug: str) -> None:
        """Selects and shows a node, without a signal."""
        if slug in self._placed.boxes:
            self._selected = slug
            self._settle()

    def as_rows(self) -> list[tuple[str, str, str]]:
        """The map as a list: (slug, name, description), lane by lane, for a list view and for screen readers."""
        titles = dict(self._lanes)
        order = {lane: number for number, (lane, _) in enumerate(self._lanes)}
        columns = self._placed.columns
        ordered = sorted(self.nodes.values(), key=lambda node: (order[node.lane], columns[node.slug]))
        return [(node.slug, node.title, self._describe(node, titles)) for node in ordered if node.lane in order]

    def _describe(self, node: MapNode, titles: Mapping[str, str]) -> str:
        parts = [tr(LOOK[node.state][2]), node.subtitle, titles.get(node.lane, "")]
        needs = [self.nodes[source].title for source, target in self.edges if target == node.slug]
        if needs:
            parts.append(tr("after {names}", names=", ".join(needs)))
        return ", ".join(part for part in parts if part)

    def picture(self, scale: float = 2.0) -> QPixmap:
        """The whole map as a picture."""
        made = QPixmap(round(self._placed.width * scale), round(self._placed.height * scale))
        made.fill(theme.color("surface"))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self._paint_map(painter, QRectF(0, 0, self._placed.width, self._placed.height), 0)
        painter.end()
        return made

    # ------------------------------------------------------------------------------------------------ geometry

    @property
    def scale(self) -> float:
        return self._scale

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zooms around a point of the viewport."""
        spot = at if at is not None else QPointF(self.viewport().rect().center())
        ground = (spot + self._offset()) / self._scale
        self._scale = max(_LEAST, min(_MOST, self._scale * factor))
        self._measure()
        moved = ground * self._scale - spot
        self.horizontalScrollBar().setValue(round(moved.x()))
        self.verticalScrollBar().setValue(round(moved.y()))
        self.viewport().update()

    def fit(self) -> None:
        """Shows everything, never larger than life."""
        if self._placed.width and self._placed.height:
            room = self.viewport().size()
            shares = (room.width() / self._placed.width, room.height() / self._placed.height, 1.0)
            self._scale = max(_FIT_LEAST, min(shares))
            self._measure()
            self.viewport().update()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _measure(self) -> None:
        room = self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._placed.width, room.width()),
            (self.verticalScrollBar(), self._placed.height, room.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round(whole * self._scale) - seen))

    def node_at(self, spot: QPointF) -> str:
        """The slug under a point of the viewport; '' where there is ground."""
        ground = (spot + self._offset()) / self._scale
        return next((slug for slug, box in self._placed.boxes.items() if box.contains(ground)), "")

    def node_box(self, slug: str) -> QRectF:
        """Where a node is, in the viewport."""
        box = self._placed.boxes[slug]
        return QRectF(box.topLeft() * self._scale - self._offset(), box.size() * self._scale)

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.color("surface"))
        offset = self._offset()
        seen = QRectF(event.rect()).translated(offset)
        seen = QRectF(seen.topLeft() / self._scale, seen.size() / self._scale)
        painter.translate(-offset)
        painter.scale(self._scale, self._scale)
        self._paint_map(painter, seen, offset.x() / self._scale)
        painter.end()

    def _paint_map(self, painter: QPainter, seen: QRectF, label_left: float) -> None:
        for _title, top, _high in self._placed.lanes[1:]:
            painter.fillRect(QRectF(seen.left(), top, seen.width(), 1 / self._scale), theme.color("line"))
        near = [edge for edge in self.edges if self._selected in edge and self._selected]
        for edge in self.edges:
            if edge not in near:  # lines into another lane stay faint until one of their ends is selected
                across = self.nodes[edge[0]].lane != self.nodes[edge[1]].lane
                self._paint_edge(painter, edge, seen, QPen(theme.color("edge", 0.4 if across else 1.0), 1.4))
        for edge in near:
            self._paint_edge(painter, edge, seen, QPen(theme.color("accent"), 2.2))
        for slug, box in self._placed.boxes.items():
            if box.adjusted(-6, -6, 6, 6).intersects(seen):
                painter.setOpacity(1.0 if self._bright is None or slug in self._bright else 0.25)
                self._paint_node(painter, self.nodes[slug], box)
        painter.setOpacity(1.0)
        painter.setFont(theme.font("caption", 600))
        for title, top, high in self._placed.lanes:  # the labels stay at the left edge while the map is moved
            strip = QRectF(label_left, top + 1, LABEL - 14, high - 1)
            painter.fillRect(strip, theme.color("surface"))
            painter.setPen(theme.color("quiet"))
            painter.drawText(strip.adjusted(14, 14, -2, 0), Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, title)

    def _paint_edge(self, painter: QPainter, edge: tuple[str, str], seen: QRectF, pen: QPen) -> None:
        one, other = self._placed.boxes.get(edge[0]), self._placed.boxes.get(edge[1])
        if one is None or other is None:
            return
        start, end = QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
        if not QRectF(start, end).normalized().adjusted(-40, -4, 40, 4).intersects(seen):
            return
        bend = min(60.0, max(22.0, (end.x() - start.x()) / 2))
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)

    def _paint_node(self, painter: QPainter, node: MapNode, box: QRectF) -> None:
        tone, icon, word = LOOK[node.state]
        if node.slug == self._selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus", 0.9 if self.hasFocus() else 0.45), 2.5))
            painter.drawRoundedRect(box.adjusted(-3.5, -3.5, 3.5, 3.5), 11, 11)
        painter.setPen(QPen(theme.color(_EDGE.get(node.state, tone)), 1.2))
        painter.setBrush(theme.color(f"{tone}-paper"))
        painter.drawRoundedRect(box, 8, 8)
        room = box.adjusted(11, 7, -9, -6)
        title, small = theme.font("caption", 600), theme.font("tiny", 500)
        if QFontMetricsF(title).horizontalAdvance(node.title) > room.width():
            title = theme.font("tiny", 600)  # a long name is set smaller before it is cut
        painter.setFont(title)
        painter.setPen(theme.color("locked-ink" if node.state == LOCKED else "ink"))
        shown = QFontMetricsF(title).elidedText(node.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        mark = QRectF(room.left(), room.bottom() - 14, 13, 13)
        icons.paint(painter, node.icon or icon, f"{tone}-ink", mark)
        painter.setFont(small)
        painter.setPen(theme.color(f"{tone}-ink"))
        line = QRectF(mark.right() + 5, mark.top() - 2, room.right() - mark.right() - 5, 17)
        words = QFontMetricsF(small).elidedText(node.subtitle or tr(word), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    # ------------------------------------------------------------------------------------------------ hands

    def _choose(self, slug: str) -> None:
        self._selected = slug
        self._settle()
        self.chosen.emit(slug)

    def _settle(self) -> None:
        node = self.nodes[self._selected]
        self.setAccessibleDescription(f"{node.title}, {self._describe(node, dict(self._lanes))}")
        box, room = (
            self.node_box(self._selected),
            QRectF(self.viewport().rect()).adjusted(LABEL * self._scale, 12, -12, -12),
        )
        bar_x, bar_y = self.horizontalScrollBar(), self.verticalScrollBar()
        bar_x.setValue(bar_x.value() + round(min(0.0, box.left() - room.left()) + max(0.0, box.right() - room.right())))
        bar_y.setValue(bar_y.value() + round(min(0.0, box.top() - room.top()) + max(0.0, box.bottom() - room.bottom())))
        self.viewport().update()

    def walk(self, dx: int, dy: int) -> None:
        """One step from the selected node: left and right along the lines where there are any, up and down by sight."""
        boxes = self._placed.boxes
        if not boxes:
            return
        if self._selected not in boxes:
            self._choose(min(boxes, key=lambda slug: (boxes[slug].top(), boxes[slug].left())))
            return
        here = boxes[self._selected].center()
        if dx:
            linked = [b if dx > 0 else a for a, b in self.edges if (a if dx > 0 else b) == self._selected]
            ahead = [slug for slug in linked if (boxes[slug].center().x() - here.x()) * dx > 0]
            ahead = ahead or [slug for slug in boxes if (boxes[slug].center().x() - here.x()) * dx > 1]
        else:
            ahead = [slug for slug in boxes if (boxes[slug].center().y() - here.y()) * dy > 1]
        if ahead:
            across = 3 if dx else 1  # sideways steps keep to the row, steps up and down to the column

            def far(slug: str) -> float:
                way = boxes[slug].center() - here
                return abs(way.x()) * (1 if dx else 3) + abs(way.y()) * across

            self._choose(min(ahead, key=far))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.walk(*steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.opened.emit(self._selected)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.2)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / 1.2)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        slug = self.node_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else ""
        if slug:
            self._choose(slug)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            over = self.node_at(event.position())
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        moved = event.position() - self._drag
        self._drag = event.position()
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() - moved.x()))
        self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() - moved.y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slug = self.node_at(event.position())
        if slug:
            self.opened.emit(slug)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            slug = self.node_at(QPointF(event.pos()))
            node = self.nodes.get(slug)
            text = ""
            if node is not None:
                text = "\n".join(
                    part for part in (node.title, tr(LOOK[node.state][2]), node.detail or node.subtitle) if part
                )
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
