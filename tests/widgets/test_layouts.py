from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.widgets.layouts import empty, placed, scrolling


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


class Paints(QObject):
    """At each paint of the widget, which labels of it are lower than their texts."""

    def __init__(self, watched, area):
        super().__init__(watched)
        self.seen: list[list[str]] = []
        self._area = area
        watched.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            labels = [one for one in self._area.findChildren(QLabel) if one.isVisible()]
            self.seen.append([one.text() for one in labels if one.height() < one.heightForWidth(one.width())])
        return False


@pytest.mark.parametrize("at_once", [True, False])
def test_texts_are_never_painted_over_each_other(qtbot, at_once):
    inside = QWidget()
    column = QVBoxLayout(inside)
    area = scrolling(inside)
    qtbot.addWidget(area)
    area.resize(240, 160)
    area.show()
    qtbot.waitExposed(area)
    paints = Paints(inside, area)
    for kind in ("Reason", "Another reason"):
        empty(column)
        for number in range(12):
            label = QLabel(f"{kind} {number}: " + "the equipment is not there, and nothing else does the same. " * 2)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        if at_once:
            placed(area)
        qtbot.wait(60)
    assert len(paints.seen) >= 2
    assert any(paints.seen) is not at_once  # Qt paints in between by itself: once it does not, `placed` can go


def test_what_was_hidden_stays_hidden(qtbot):
    inside = QWidget()
    column = QVBoxLayout(inside)
    area = scrolling(inside)
    qtbot.addWidget(area)
    area.show()
    hidden, shown = QLabel("No"), QLabel("Yes")
    column.addWidget(hidden)
    column.addWidget(shown)
    hidden.hide()
    placed(area)
    assert (hidden.isVisible(), shown.isVisible()) == (False, True)
