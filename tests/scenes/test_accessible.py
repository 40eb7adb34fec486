"""What a screen reader and a keyboard find in every scene: names, roles, and a way to every control."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QLabel, QScrollBar, QWidget

from desktop.shell.finder import Finder
from desktop.shell.pictures import Look

_ROLE = QAccessible.Role
MUST_BE_NAMED = {
    _ROLE.Button, _ROLE.PushButton, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.SpinBox,
    _ROLE.List, _ROLE.Table, _ROLE.Tree, _ROLE.Slider, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.ProgressBar,
    _ROLE.Chart, _ROLE.Graphic, _ROLE.MenuItem, _ROLE.PageTab, _ROLE.ListItem, _ROLE.Dialog,
}  # fmt: skip
MANY = 60
"""Rows of a table read here; more are the same again."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


def test_every_control_of_every_scene_has_a_name(walk):
    nameless: set[str] = set()

    def visit(name: str, widget: QWidget, _window: QWidget) -> None:
        for role, owner, text in _tree(widget):
            if role in MUST_BE_NAMED and not text.strip():
                nameless.add(f"{name}: {role.name} {owner}")

    assert walk(Look(), visit) > 20
    assert not nameless, "\n".join(sorted(nameless))


def test_what_takes_the_keyboard_says_what_it_is(walk):
    mute: set[str] = set()

    def visit(name: str, widget: QWidget, _window: QWidget) -> None:
        for child in widget.findChildren(QWidget):
            if not child.isVisible() or not child.isEnabled() or child.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            if isinstance(child, QScrollBar) or child.focusProxy() is not None or _is_scroller(child):
                continue
            found = QAccessible.queryAccessibleInterface(child)
            if not found.text(QAccessible.Text.Name).strip():
                mute.add(f"{name}: {type(child).__name__} in {_path(child)}")

    walk(Look(), visit)
    assert not mute, "\n".join(sorted(mute))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_tab_reaches_every_control(walk, size):
    """Tab is pressed from where the focus is until it comes round: whatever takes the focus by Tab was visited."""
    unreached: set[str] = set()

    def visit(name: str, widget: QWidget, _window: QWidget) -> None:
        window = widget.window()
        visited = _tabbed(window, name)
        # what lies over the window holds the keys until it is gone
        held = next((layer for layer in window.findChildren(Finder) if layer.isVisible()), None)
        for child in (held or window).findChildren(QWidget):
            if _takes_tab(child, window) and not any(child is one or child.isAncestorOf(one) for one in visited):
                unreached.add(f"{name}: {_path(child)}")

    walk(Look(size=size), visit)
    assert not unreached, "\n".join(sorted(unreached))


def _tabbed(window: QWidget, name: str) -> list[QWidget]:
    """Every widget that Tab leads to in a window, in order, once round."""
    controls = [child for child in window.findChildren(QWidget) if _takes_tab(child, window)]
    if not controls:
        return []
    if window.focusWidget() is None:
        controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    before: QWidget | None = None
    for _ in range(len(controls) + 3 * MANY):  # Tab goes from link to link and from cell to cell, too
        at = window.focusWidget()  # the window system offscreen makes few windows active
        assert at is not None, f"{name}: Tab lost the focus after {[_path(one) for one in visited[-3:]]}"
        if visited and at is visited[0] and before is not at:
            break
        before = at
        if at not in visited:
            visited.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return visited


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    """Whether Tab must lead there: it is seen, takes the focus by Tab, and neither hands it on nor only scrolls what can be
    reached itself."""
    wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if not (wants and widget.isVisibleTo(window) and widget.isVisible() and widget.isEnabled()):
        return False
    if widget.window() is not window or widget.focusProxy() is not None or _is_scroller(widget):
        return False
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QAbstractItemView):
        at = at.parentWidget()
    return at is None or at is widget  # the editor of a cell is come to by the cell


def _is_scroller(widget: QWidget) -> bool:
    """A bare scroll area takes the focus only to be scrolled by the keys; what is in it speaks for itself."""
    return type(widget).__name__ in ("QScrollArea", "QFrame") or type(widget) is QAbstractScrollArea


def _tree(root: QWidget) -> Iterator[tuple[QAccessible.Role, str, str]]:
    """(role, path, name) of everything in the accessibility tree that is seen."""
    QApplication.processEvents()
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        owner = one.object()
        path = _path(owner) if isinstance(owner, QWidget) else ""
        if not isinstance(owner, QLabel | QScrollBar):
            yield one.role(), path, one.text(QAccessible.Text.Name)
        waiting.extend(one.child(number) for number in range(min(one.childCount(), MANY)))


def _path(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
