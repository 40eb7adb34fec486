"""Read from right to left: every scene is drawn without a word from Qt, and nothing leaves what holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStackedWidget, QWidget

from desktop.shell.main_window import MainWindow
from desktop.shell.pictures import Look

SLACK = 2
"""Pixels that rounding may take."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


@pytest.fixture
def from_the_right(qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("look", [Look(), Look(theme="dark", size=(1024, 700))], ids=lambda look: look.tail)
def test_every_scene_is_drawn_from_the_right(walk, from_the_right, look):
    out: set[str] = set()

    def visit(name: str, widget: QWidget, _window: QWidget) -> None:
        assert not widget.grab().isNull()
        assert widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        out.update(f"{name}: {who}" for who in _outside(widget))

    assert walk(look, visit) > 20
    assert not out, "\n".join(sorted(out))


def test_the_pages_stand_on_the_other_side(walk, from_the_right):
    sides: set[tuple[bool, bool]] = set()

    def visit(_name: str, widget: QWidget, window: MainWindow) -> None:
        if widget is window and window.sidebar.isVisible():
            left = window.sidebar.mapTo(window, window.sidebar.rect().topLeft()).x()
            sides.add((left > window.width() / 2, window.stack.x() < left))

    walk(Look(), visit)
    assert sides == {(True, True)}


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
