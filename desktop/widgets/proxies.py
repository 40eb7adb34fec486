"""What a screen reader finds where a widget paints many things itself: a named, placed and pressable stand-in for each.

Qt asks widgets, not paintings, for names; so an unseen child widget stands for every painted thing. Stand-ins paint nothing, take
neither mouse nor keyboard, and lie on one carrier: panning moves the carrier alone, however many they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractButton, QWidget

_SETTLED_MS: Final = 120  # after the last step of a zoom the stand-ins follow in one go


@dataclass(frozen=True)
class StandIn:
    """One painted thing: what it is called, its state in words, and its box in the painting's own coordinates."""

    key: str
    name: str
    description: str
    box: QRectF


class _Unseen(QAbstractButton):
    """Reads as a button that can be pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the thing itself is painted by the widget below."""


class Proxies(QObject):
    """The stand-ins over a painting widget (for a scroll area: its viewport).

    `pressed(key)` when a reader presses one. After the painting changed call `show_things`, after it was moved or zoomed `follow`,
    and when the keyboard walked to a thing `walked_to`, so that it is read out.
    """

    pressed = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._carrier = QWidget(over)
        self._carrier.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._carrier.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._carrier.setMask(QRegion(-2, -2, 1, 1))  # outside of itself: there for readers, never painted
        self._carrier.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # boxes come as painted, mirrored already if at all
        self._things: tuple[StandIn, ...] = ()
        self._widgets: list[_Unseen] = []
        self._by_key: dict[str, _Unseen] = {}
        self._scale, self._stretch = 1.0, 1.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._place)
        over.installEventFilter(self)

    def name(self, text: str) -> None:
        """What the things together are called."""
        self._carrier.setAccessibleName(text)

    def show_things(self, things: Sequence[StandIn]) -> None:
        """In the order in which they are to be read."""
        self._things = tuple(things)
        while len(self._widgets) < len(things):
            made = _Unseen(self._carrier)
            made.clicked.connect(lambda _checked=False, made=made: self.pressed.emit(made.key))
            self._widgets.append(made)
        for spare in self._widgets[len(things) :]:
            spare.setParent(None)
            spare.deleteLater()
        del self._widgets[len(things) :]
        for thing, widget in zip(self._things, self._widgets, strict=True):
            widget.key = thing.key
            if widget.accessibleName() != thing.name:
                widget.setAccessibleName(thing.name)
            if widget.accessibleDescription() != thing.description:
                widget.setAccessibleDescription(thing.description)
        self._by_key = {widget.key: widget for widget in self._widgets}
        self._place()

    def follow(self, offset: QPointF, scale: float = 1.0, stretch: float = 1.0) -> None:
        """The painting is now shown `scale` times as large, `stretch` times wider besides, and moved by minus `offset` pixels.

        Cheap: call it at every step.
        """
        self._carrier.move(round(-offset.x()), round(-offset.y()))
        if (scale, stretch) != (self._scale, self._stretch):
            self._scale, self._stretch = scale, stretch
            self._later.start()

    def walked_to(self, key: str) -> None:
        """Tells readers that this thing has the keyboard now."""
        widget = self._by_key.get(key)
        if widget is not None and QAccessible.isActive():
            self._place_if_late()
            QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Focus))

    def widget(self, key: str) -> QWidget | None:
        """The stand-in of a thing; None where there is none of that key."""
        return self._by_key.get(key)

    def _place_if_late(self) -> None:
        if self._later.isActive():
            self._later.stop()
            self._place()

    def _place(self) -> None:
        wide, high = 1.0, 1.0
        for thing, widget in zip(self._things, self._widgets, strict=True):
            wider = self._scale * self._stretch
            left, top = thing.box.left() * wider, thing.box.top() * self._scale
            box = QRectF(left, top, thing.box.width() * wider, thing.box.height() * self._scale)
            widget.setGeometry(box.toAlignedRect())
            widget.show()
            wide, high = max(wide, box.right()), max(high, box.bottom())
        self._carrier.resize(round(wide) + 1, round(high) + 1)
        self._carrier.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._place_if_late()  # no timer runs for a page that is not seen
        return super().eventFilter(watched, event)
