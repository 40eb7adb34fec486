"""Tabs show the focus as everything else does: by a ring, and by nothing that lies over the word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from desktop.qt import theme


def test_the_focus_of_a_tab_is_its_ring_alone(qtbot):
    theme.apply("light")
    tabs = QTabBar()
    qtbot.addWidget(tabs)
    tabs.addTab("Home")
    tabs.show()
    plain = tabs.grab().toImage()
    tabs.activateWindow()
    tabs.setFocus()
    qtbot.waitUntil(tabs.hasFocus)
    by_mouse = tabs.grab().toImage()
    tabs.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as the Tab key does
    assert tabs.grab().toImage() == by_mouse
    assert by_mouse != plain
