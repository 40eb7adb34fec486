"""Whoever goes through the window with Tab sees where they are: what has the focus looks different, and clearly so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from tests.scenes.reach import path, within_reach
from tests.scenes.walking import FOCUS_DARK, FOCUS_LIGHT, visits

MARGIN = 3
CONTRAST = 3.0
"""What WCAG 2.2 (2.4.13, focus appearance) asks of a pixel between focused and unfocused."""
WAYS = (FOCUS_LIGHT, FOCUS_DARK)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


@visits(*WAYS)
def unseen(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    window = widget.window()
    before = window.focusWidget()
    for control in within_reach(window):
        if control.property("focus looked at"):
            continue  # the same widget in a scene before: the sidebar, the header
        control.setProperty("focus looked at", True)
        found = _shown(control, window)
        if found is not None and found[0] < found[1]:
            yield f"{name}: {found[0]} pixels of {found[1]} change: {path(control)}"
    if before is not None and isValid(before):
        before.setFocus()


def _shown(control: QWidget, window: QWidget) -> tuple[int, int] | None:
    """(how many pixels tell the focus, how many must); None where nothing of it is in sight."""
    _bring_in_sight(control)
    inside = control.visibleRegion().boundingRect()
    if inside.isEmpty() or _is_covered(control, inside.center(), window):
        return None
    room = QRect(control.mapTo(window, QPoint()), control.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    held = window.focusWidget()
    if held is not None:
        held.clearFocus()
    without = window.grab(room).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendPostedEvents()
    with_focus = window.grab(room).toImage()
    at = _current(control)  # in a list, the place in it is what has to be seen
    size = inside.size() if at is None else at.intersected(inside).size()
    return telling(without, with_focus), least(size.width(), size.height())


def _is_covered(control: QWidget, middle: QPoint, window: QWidget) -> bool:
    """Whether something lies over it, as the tour does over the page."""
    top = window.childAt(control.mapTo(window, middle))
    return top is not None and top is not control and not control.isAncestorOf(top)


def _current(control: QWidget) -> QRect | None:
    if not isinstance(control, QAbstractItemView) or not control.currentIndex().isValid():
        return None
    return control.visualRect(control.currentIndex())


def _bring_in_sight(control: QWidget) -> None:
    at = control.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(control)
        at = at.parentWidget()


def least(wide: int, high: int) -> int:
    """As many pixels as a line of one around it has, or one of four along its shorter side; rounded corners take some."""
    return int(0.8 * min(2 * (wide + high), 4 * min(wide, high)))


def telling(one: QImage, other: QImage) -> int:
    """How many pixels differ by a contrast of three to one or more."""
    first, second = _luminance(one), _luminance(other)
    return int(((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05) >= CONTRAST).sum())


def _luminance(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    parts = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[..., 2::-1] / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_focus_is_seen_on_every_control(walked, way):
    found = walked(unseen, way)
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("ring, seen", [("#1F6F5C", True), ("#E3E1DA", False), (None, False)])
def test_a_ring_is_seen_and_a_shade_is_not(qapp, ring, seen):
    def picture(colour: str | None) -> QImage:
        image = QImage(120, 34, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        if colour is not None:
            painter = QPainter(image)
            painter.setPen(QColor(colour))
            painter.drawRect(0, 0, 119, 33)
            painter.end()
        return image

    assert (telling(picture(None), picture(ring)) >= least(120, 34)) is seen
