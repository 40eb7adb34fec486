from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.shell.crash import CrashGuard, CrashSheet, report

# Qt's offscreen window system says so of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _crash():
    with pytest.raises(KeyError) as caught:
        _ = {"Maya Torres": 1}["Ingrid Moe"]
    return caught.type, caught.value, caught.tb


def test_the_report_names_nobody_and_no_folder(monkeypatch):
    text = report(*_crash(), "1.2.3")
    assert "Switchback 1.2.3" in text
    assert "KeyError" in text
    assert "_crash" in text
    assert "Ingrid" not in text
    assert "Maya" not in text
    assert "/home" not in text
    assert "/work" not in text


@pytest.mark.logs("crash")
def test_a_crash_is_shown_and_can_be_copied(qtbot):
    guard = CrashGuard("1.2.3")
    guard.install()
    seen = []

    def look():
        sheet = QApplication.activeModalWidget()
        seen.append(type(sheet))
        assert isinstance(sheet, CrashSheet)
        sheet.copy()
        sheet.accept()

    QTimer.singleShot(50, look)
    try:
        sys.excepthook(*_crash())
    finally:
        guard.remove()
    assert seen == [CrashSheet]
    assert "KeyError" in QGuiApplication.clipboard().text()


@pytest.mark.logs("crash")
def test_what_goes_wrong_at_every_paint_lets_one_out(qtbot):
    """The sheet is closed and the same goes wrong at once again: it is shown once, and again when something else goes wrong."""
    guard = CrashGuard("1.2.3")
    guard.install()
    shown = []

    def close():
        shown.append(QApplication.activeModalWidget())
        shown[-1].accept()

    def other():
        with pytest.raises(ZeroDivisionError) as caught:
            _ = 1 / 0
        return caught.type, caught.value, caught.tb

    one = _crash()
    try:
        for crash in (one, one, one, other()):
            QTimer.singleShot(0, lambda: close() if QApplication.activeModalWidget() else None)
            sys.excepthook(*crash)
            QApplication.processEvents()
    finally:
        guard.remove()
    assert [type(sheet) for sheet in shown] == [CrashSheet, CrashSheet]
