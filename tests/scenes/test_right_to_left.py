"""Read from right to left: every scene is drawn without a word from Qt, and nothing leaves what holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStackedWidget, QWidget

from desktop.shell.main_window import MainWindow
from tests.scenes.walking import LARGE_WIDE, TAB_DARK, TAB_LIGHT, visits

SLACK = 2
"""Pixels that rounding may take."""
WAYS = (TAB_LIGHT, TAB_DARK)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


@visits(*WAYS)
def from_the_right(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    if widget.grab().isNull():
        yield f"{name}: not drawn"
    if widget.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        yield f"{name}: reads from the left"
    yield from (f"{name}: {who}" for who in _outside(widget))


@visits(*WAYS, LARGE_WIDE)
def sides(name: str, widget: QWidget, window: MainWindow) -> Iterator[str]:
    if widget is window and window.sidebar.isVisible():
        left = window.sidebar.mapTo(window, window.sidebar.rect().topLeft()).x()
        if left <= window.width() / 2 or window.stack.x() >= left:
            yield f"{name}: the sidebar begins at {left}"


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_scene_is_drawn_from_the_right(walked, way):
    out = walked(from_the_right, way)
    assert len(walked.scenes[way]) > 20
    assert not out, "\n".join(sorted(set(out)))


@pytest.mark.parametrize("way", [*WAYS, LARGE_WIDE], ids=str)
def test_the_pages_stand_on_the_other_side(walked, way):
    assert not walked(sides, way)


def _outside(root: QWidget) -> Iterator[str]:
    """What sticks out of what holds it, other than out of what can be scrolled."""
    for widget in root.findChildren(QWidget):
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or not widget.isVisible() or isinstance(widget, QScrollBar):
            continue
        if isinstance(holder, QStackedWidget) or isinstance(holder.parentWidget(), QAbstractScrollArea):
            continue
        if not holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
            what = f"{type(widget).__name__} in {type(holder).__name__}"
            yield f"{what}: {widget.geometry().getRect()} in {holder.size().toTuple()}"
