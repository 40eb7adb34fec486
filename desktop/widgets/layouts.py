"""What cards and panels do to their layouts again and again."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QStyle, QWidget


def empty(layout: QLayout) -> None:
    """Takes out all widgets of a layout; they vanish at once and are deleted when the events in progress are done."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def scrolling(inside: QWidget) -> QScrollArea:
    """A frameless area in which tall contents scroll up and down, as wide as the area."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def put_in(area: QScrollArea, inside: QWidget) -> None:
    """Puts a widget into an area in place of the one that scrolled in it. What is built outside and comes in whole has its place
    before it is painted; texts added one by one to what is seen have none for a moment, and are painted over each other. Tab goes
    through it after the area, and the area stays scrolled as it was."""
    bar = area.verticalScrollBar()
    at, before, focused = bar.value(), area.widget(), QApplication.focusWidget()
    if before is not None:
        if focused is not None and before.isAncestorOf(focused):
            area.setFocus()
        area.takeWidget().deleteLater()
    area.setWidget(inside)
    bar.setValue(at)
    last: QWidget = area
    for part in inside.findChildren(QWidget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(last, part)
            last = part


class TallArea(QScrollArea):
    """A frameless area that is as high as what is in it where there is room, and scrolls where there is not."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside.setProperty("area", "clear")
        self._inside = inside
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), 96)

    def heightForWidth(self, width: int) -> int:
        return max(self._inside.sizeHint().height(), self._inside.heightForWidth(width))


class Flow(QLayout):
    """Widgets beside one another in lines, as words are: what has no room goes to the next line. `trailing` puts them at the end of
    the line; the last of them, the main button, stays last either way."""

    def __init__(self, spacing: int = 8, trailing: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._trailing = trailing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(max(size.height() for _, size in line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._seen()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._seen()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        top = rect.top()
        for line in self._lines(rect.width()):
            taken = sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)
            left = rect.left() + (max(0, rect.width() - taken) if self._trailing else 0)
            high = max(size.height() for _, size in line)
            for item, size in line:
                box = QRect(QPoint(left, top + (high - size.height()) // 2), size)
                item.setGeometry(QStyle.visualRect(direction, rect, box))
                left += size.width() + self.spacing()
            top += high + self.spacing()

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._seen():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines
