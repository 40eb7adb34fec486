"""Stand-ins for painted things, as a screen reader finds them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desktop.widgets.proxies import Proxies, StandIn

THINGS = (
    StandIn("a", "Split squat", "Unlocked", QRectF(10, 10, 100, 40)),
    StandIn("b", "Lunge", "Locked", QRectF(150, 10, 100, 40)),
)


@pytest.fixture
def ground(qtbot):
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def proxies(ground):
    made = Proxies(ground)
    made.name("Map")
    made.show_things(THINGS)
    return made


def things(ground):
    (carrier,) = children(QAccessible.queryAccessibleInterface(ground))
    return children(carrier)


def children(interface):
    return [interface.child(number) for number in range(interface.childCount())]


def test_each_thing_has_a_name_a_role_and_its_state_in_words(ground, proxies):
    found = things(ground)
    assert [one.text(QAccessible.Text.Name) for one in found] == ["Split squat", "Lunge"]
    assert [one.text(QAccessible.Text.Description) for one in found] == ["Unlocked", "Locked"]
    assert {one.role() for one in found} == {QAccessible.Role.Button}
    assert not any(one.state().invisible for one in found)


def test_things_are_where_they_are_painted_after_a_pan_and_a_zoom(ground, proxies, qtbot):
    proxies.follow(QPointF(30, 5), 2.0)
    qtbot.waitUntil(lambda: proxies.widget("b").width() == 200)
    corner = ground.mapFromGlobal(things(ground)[1].rect().topLeft())
    assert corner == QPoint(2 * 150 - 30, 2 * 10 - 5)


def test_a_reader_finds_the_thing_under_a_point_and_presses_it(ground, proxies, qtbot):
    spot = ground.mapToGlobal(QPoint(200, 30))
    carrier = QAccessible.queryAccessibleInterface(ground).childAt(spot.x(), spot.y())
    found = carrier.childAt(spot.x(), spot.y())
    assert found.text(QAccessible.Text.Name) == "Lunge"
    with qtbot.waitSignal(proxies.pressed) as pressed:
        found.actionInterface().doAction("Press")
    assert pressed.args == ["b"]


def test_the_mouse_goes_through(ground, proxies):
    assert ground.childAt(QPoint(50, 30)) is None
    assert proxies.widget("a").focusPolicy() == Qt.FocusPolicy.NoFocus


def test_things_that_went_are_no_longer_found(ground, proxies):
    proxies.show_things(THINGS[1:])
    assert [one.text(QAccessible.Text.Name) for one in things(ground)] == ["Lunge"]
    assert proxies.widget("a") is None
