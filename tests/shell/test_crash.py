from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from desktop.shell import start
from desktop.shell.crash import CrashGuard, CrashSheet, report

# Qt's offscreen window system says so of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _crash():
    with pytest.raises(KeyError) as caught:
        _ = {"Maya Torres": 1}["Ingrid Moe"]
    return caught.type, caught.value, caught.tb


def _close():
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, CrashSheet)
    sheet.accept()


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


def test_the_errors_own_words_are_in_the_report_only_when_somebody_chooses_so(qtbot):
    crash = _crash()
    sheet = CrashSheet(None, report(*crash, "1.2.3"), report(*crash, "1.2.3", whole=True))
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.more.isVisible()
    assert not sheet.more.isChecked()
    sheet.copy()
    assert "Ingrid" not in QGuiApplication.clipboard().text()
    sheet.more.setChecked(True)
    sheet.copy()
    assert "KeyError: 'Ingrid Moe'" in QGuiApplication.clipboard().text()
    sheet.more.setChecked(False)
    sheet.copy()
    assert "Ingrid" not in QGuiApplication.clipboard().text()


def test_an_error_without_words_has_nothing_to_choose(qtbot):
    sheet = CrashSheet(None, "AssertionError", "AssertionError")
    qtbot.addWidget(sheet)
    sheet.show()
    assert not sheet.more.isVisible()


def test_the_home_folder_is_in_no_report():
    error = OSError(f"cannot open {Path.home()}/notes")
    assert str(Path.home()) not in report(OSError, error, None, "1.2.3", whole=True)


@pytest.mark.logs("crash")
def test_a_crash_is_told_to_a_terminal_too_without_names(qtbot, capsys):
    guard = CrashGuard("1.2.3")
    QTimer.singleShot(50, _close)
    guard.install()
    try:
        sys.excepthook(*_crash())
    finally:
        guard.remove()
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "Ingrid" not in said


@pytest.mark.logs("crash")
def test_a_start_that_crashes_is_shown_before_there_is_a_window(qtbot, tmp_path):
    def opened():
        return {}["Ingrid Moe"]

    seen, log = [], tmp_path / "data" / "logs" / "switchback.log"

    def look():
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, CrashSheet):
            said = [label.text() for label in sheet.findChildren(QLabel)]
            seen.append((sheet.windowTitle(), sheet.yes.text(), [text for text in said if str(log) in text] != []))
            sheet.accept()

    QTimer.singleShot(200, look)
    assert start.run(opened, tmp_path / "data") == start.FAILED
    assert seen == [("Switchback cannot start", "Close", True)]
    logged = log.read_text("utf-8")
    assert "KeyError" in logged
    assert "Ingrid" not in logged


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


@pytest.fixture
def guard(qtbot):
    made, before = CrashGuard("1.2.3"), threading.excepthook
    made.install()
    yield made
    made.remove()
    assert threading.excepthook is before


@pytest.fixture
def shown(guard, monkeypatch):
    """What would be shown: the thread in which, the report and what is said besides."""
    told = []
    monkeypatch.setattr(
        guard, "_show", lambda _window, text, _whole, more="": told.append((threading.current_thread(), text, more))
    )
    return told


@pytest.mark.logs("crash(.|\n)*KeyError")
def test_a_crash_in_a_thread_is_shown_in_the_windows(guard, shown, qtbot):
    thread = threading.Thread(target=_crash_there)
    thread.start()
    thread.join()
    assert not shown
    qtbot.waitUntil(lambda: len(shown) == 1)
    where, text, _more = shown[0]
    assert where is threading.main_thread()
    assert "in _crash_there" in text


def _crash_there():
    return {}["Ingrid Moe"]


def test_a_thread_that_ends_itself_is_no_crash(guard, shown, qtbot):
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    QApplication.processEvents()
    assert not shown


@pytest.mark.logs("crash")
def test_faults_in_turn_are_shown_a_few_times_and_again_after_a_quiet_spell(guard, shown, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("desktop.shell.crash.time.monotonic", lambda: now[0])
    crashes = [_crash(), (ValueError, ValueError(), None)]
    for number in range(1000):
        sys.excepthook(*crashes[number % 2])
        now[0] += 0.02
    assert [bool(more) for _thread, _text, more in shown] == [False, False, True]
    now[0] += 60
    sys.excepthook(*crashes[0])
    assert len(shown) == 4


def test_the_report_of_what_goes_in_circles_is_short():
    def circle(number):
        return circle(number + 1)

    with pytest.raises(RecursionError) as caught:
        circle(0)
    lines = report(caught.type, caught.value, caught.tb, "1.2.3").splitlines()
    assert len(lines) < 60
    assert any(line.endswith(" more") for line in lines)
    assert lines[-1] == "RecursionError"


@pytest.mark.logs("crash")
def test_an_error_that_cannot_say_what_it_is_is_shown_too(guard, shown):
    class Dumb(Exception):
        def __str__(self):
            raise AttributeError

    sys.excepthook(Dumb, Dumb(), None)
    assert shown[0][1].endswith("Dumb")
