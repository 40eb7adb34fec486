from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.qt import files
from desktop.qt.ask import Ask, Sheet, is_trouble
from models.errors import StoreFull

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Refused(Exception):
    def __init__(self, field, message):
        super().__init__(message)
        self.field, self.message = field, message


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _then(act):
    QTimer.singleShot(30, lambda: act(QApplication.activeModalWidget()))


def test_confirm_answers(host):
    _then(lambda sheet: sheet.yes.click())
    assert Ask(host).confirm("Remove Maya?", "Undo brings her back.", "Remove", danger=True)
    _then(lambda sheet: sheet.no.click())
    assert not Ask(host).confirm("Remove Maya?", "", "Remove", danger=True)


def test_a_refused_reason_stays_and_says_why(host, qtbot):
    seen, given = [], []

    def accept(text):
        if len(text) < 5:
            raise Refused("reason", "A few words, please.")
        given.append(text)

    def act(sheet):
        sheet.field.setPlainText("ok")
        sheet.yes.click()
        seen.append((sheet.isVisible(), sheet.trouble.text(), sheet.field.toPlainText()))
        sheet.field.setPlainText("seen it done well")
        qtbot.keyClick(sheet.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    _then(act)
    assert Ask(host).reason("Override", "", "Why?", "Open it", accept)
    assert seen == [(True, "A few words, please.", "ok")]
    assert given == ["seen it done well"]


@pytest.mark.parametrize("error", [StoreFull("The disk is full."), OSError("no such folder")])
def test_store_trouble_keeps_the_sheet_open(host, qtbot, error):
    def submit():
        raise error

    sheet = Sheet(host, "Save", submit=submit)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.attempt()
    assert sheet.isVisible()
    assert sheet.trouble.text() == str(error)


def test_a_bug_is_not_hidden_in_a_sheet(host, qtbot):
    sheet = Sheet(host, "Save", submit=lambda: 1 / 0)
    qtbot.addWidget(sheet)
    with pytest.raises(ZeroDivisionError):
        sheet.attempt()
    assert not is_trouble(ZeroDivisionError())


@pytest.mark.parametrize(
    "typed, kind, there, yes, found",
    [
        ("map", "Page (*.pdf)", "", True, "map.pdf"),
        ("map", "", "", True, "map.png"),
        ("map.pdf", "Picture (*.png)", "map.pdf", False, "map.pdf"),  # the file dialog has asked
        ("map", "Picture (*.png)", "map.png", True, "map.png"),
        ("map", "Picture (*.png)", "map.png", False, None),
    ],
)
def test_the_ending_of_a_file_is_that_of_its_kind_and_nothing_is_replaced_unasked(
    monkeypatch, tmp_path, typed, kind, there, yes, found
):
    if there:
        (tmp_path / there).write_text("kept")
    monkeypatch.setattr(files, "save_file", lambda *_: (str(tmp_path / typed), kind))
    ask = Ask()
    monkeypatch.setattr(ask, "confirm", lambda *_, **__: yes)
    chosen = ask.save_file("Save", "map.png", "Picture (*.png);;Page (*.pdf)")
    assert chosen == (tmp_path / found if found else None)
