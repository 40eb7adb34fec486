from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.layouts import empty, put_in, scrolling


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
    """At each paint inside an area, which labels seen in it are lower than their texts."""

    def __init__(self, area):
        super().__init__(area)
        self.seen: list[list[str]] = []
        self._area, self._app = area, QApplication.instance()
        assert self._app is not None
        self._app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel):
            labels = [one for one in self._area.findChildren(QLabel) if one.isVisible()]
            self.seen.append([one.text() for one in labels if one.height() < one.heightForWidth(one.width())])
        return False

    def stop(self):
        assert self._app is not None
        self._app.removeEventFilter(self)


def _texts(kind, number):
    made = QWidget()
    column = QVBoxLayout(made)
    for count in range(number):
        label = QLabel(f"{kind} {count}: " + "the equipment is not there, and nothing else does the same. " * 2)
        label.setWordWrap(True)
        column.addWidget(label)
        column.addWidget(QPushButton(f"{kind} {count}"), 0, Qt.AlignmentFlag.AlignLeading)
    column.addStretch(1)
    return made


def test_what_is_put_into_an_area_is_never_painted_before_it_has_its_place(qtbot):
    area = scrolling(QWidget())
    qtbot.addWidget(area)
    area.resize(240, 160)
    area.show()
    qtbot.waitExposed(area)
    paints = Paints(area)
    for kind, number in (("Reason", 3), ("Another", 12), ("Third", 7)):
        put_in(area, _texts(kind, number))
        qtbot.waitUntil(lambda kind=kind: bool(paints.seen) and kind in area.findChildren(QLabel)[0].text())
        qtbot.wait(30)
    paints.stop()
    assert len(paints.seen) > 3
    assert not any(paints.seen)


def test_tab_goes_from_an_area_through_what_was_put_into_it(qtbot):
    host = QWidget()
    column = QVBoxLayout(host)
    before, area, after = QLineEdit(), scrolling(QWidget()), QLineEdit()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for part in (before, area, after):
        column.addWidget(part)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    for kind in ("Reason", "Another"):
        put_in(area, _texts(kind, 2))
        before.setFocus()
        walked = []
        for _ in range(4):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            walked.append(QApplication.focusWidget())
        assert walked[0] is area
        assert [one.text() for one in walked[1:3]] == [f"{kind} 0", f"{kind} 1"]
        assert walked[3] is after
    area.findChildren(QPushButton)[0].setFocus()
    put_in(area, _texts("Third", 2))
    assert QApplication.focusWidget() is area


def test_an_area_stays_scrolled_when_what_is_in_it_is_replaced(qtbot):
    area = scrolling(_texts("Reason", 9))
    qtbot.addWidget(area)
    area.resize(240, 160)
    area.show()
    area.verticalScrollBar().setValue(120)
    put_in(area, _texts("Another", 12))
    assert area.verticalScrollBar().value() == 120
