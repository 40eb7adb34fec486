from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.widgets.layouts import empty, scrolling


def test_an_emptied_layout_loses_its_widgets_at_once_and_for_good(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    label = QLabel("before")
    column.addWidget(label)
    column.addStretch(1)
    host.show()
    empty(column)
    assert column.count() == 0
    assert not label.isVisible()
    QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(label)


def test_tall_contents_scroll_up_and_down_only(qtbot):
    inside = QLabel("\n".join(["a line that is much wider than the area that shows it"] * 50))
    inside.setSizePolicy(inside.sizePolicy().Policy.Ignored, inside.sizePolicy().Policy.Preferred)
    area = scrolling(inside)
    qtbot.addWidget(area)
    area.resize(120, 120)
    area.show()
    qtbot.waitExposed(area)
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert inside.width() <= area.width()
