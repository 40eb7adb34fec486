"""What a screen reader and a keyboard find in every scene: names, roles, and a way to every control."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollBar, QWidget

from tests.scenes.reach import is_scroller, path, takes_tab, within_reach
from tests.scenes.walking import LIGHT, TAB_DARK, TAB_LIGHT, visits

_ROLE = QAccessible.Role
MUST_BE_NAMED = {
    _ROLE.Button, _ROLE.PushButton, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText, _ROLE.SpinBox,
    _ROLE.List, _ROLE.Table, _ROLE.Tree, _ROLE.Slider, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.ProgressBar,
    _ROLE.Chart, _ROLE.Graphic, _ROLE.MenuItem, _ROLE.PageTab, _ROLE.ListItem, _ROLE.Dialog,
}  # fmt: skip
MANY = 60
"""Rows of a table read here; more are the same again."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


@visits(LIGHT)
def nameless(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    for role, owner, text in _tree(widget):
        if role in MUST_BE_NAMED and not text.strip():
            yield f"{name}: {role.name} {owner}"


def test_every_control_of_every_scene_has_a_name(walked):
    found = walked(nameless, LIGHT)
    assert len(walked.scenes[LIGHT]) > 20
    assert not found, "\n".join(sorted(set(found)))


@visits(LIGHT)
def mute(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    for child in widget.findChildren(QWidget):
        if not child.isVisible() or not child.isEnabled() or child.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(child, QScrollBar) or child.focusProxy() is not None or is_scroller(child):
            continue
        found = QAccessible.queryAccessibleInterface(child)
        if not found.text(QAccessible.Text.Name).strip():
            yield f"{name}: {type(child).__name__} in {path(child)}"


def test_what_takes_the_keyboard_says_what_it_is(walked):
    found = walked(mute, LIGHT)
    assert not found, "\n".join(sorted(set(found)))


@visits(TAB_LIGHT, TAB_DARK)
def unreached(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    """Tab is pressed from where the focus is until it comes round: whatever takes the focus by Tab was visited."""
    window = widget.window()
    visited = _tabbed(window, name)
    for child in within_reach(window):
        if not any(child is one or child.isAncestorOf(one) for one in visited):
            yield f"{name}: {path(child)}"


@pytest.mark.parametrize("way", [TAB_LIGHT, TAB_DARK], ids=str)
def test_tab_reaches_every_control(walked, way):
    found = walked(unreached, way)
    assert not found, "\n".join(sorted(set(found)))


def _tabbed(window: QWidget, name: str) -> list[QWidget]:
    """Every widget that Tab leads to in a window, in order, once round."""
    controls = [child for child in window.findChildren(QWidget) if takes_tab(child, window)]
    if not controls:
        return []
    if window.focusWidget() is None:
        controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    before: QWidget | None = None
    for _ in range(len(controls) + 3 * MANY):  # Tab goes from link to link and from cell to cell, too
        at = window.focusWidget()  # the window system offscreen makes few windows active
        assert at is not None, f"{name}: Tab lost the focus after {[path(one) for one in visited[-3:]]}"
        if visited and at is visited[0] and before is not at:
            break
        before = at
        if at not in visited:
            visited.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return visited


def _tree(root: QWidget) -> Iterator[tuple[QAccessible.Role, str, str]]:
    """(role, path, name) of everything in the accessibility tree that is seen."""
    QApplication.processEvents()
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        owner = one.object()
        where = path(owner) if isinstance(owner, QWidget) else ""
        if not isinstance(owner, QLabel | QScrollBar):
            yield one.role(), where, one.text(QAccessible.Text.Name)
        waiting.extend(one.child(number) for number in range(min(one.childCount(), MANY)))
