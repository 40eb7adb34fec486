"""The sheet with all licences: the text beside an installed program, what tells of itself from source, and finding words in it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt

from desktop import paths
from desktop.pages.settings import licences
from desktop.pages.settings.page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TEXT = "First\nMIT licence\nSecond\nBSD licence\nThird\n"


@pytest.fixture
def sheet(context, qtbot):
    page = SettingsPage(context)
    qtbot.addWidget(page)
    made = page.licences_sheet(TEXT)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _line(sheet):
    return sheet.area.textCursor().block().text()


def test_words_are_found_while_typing_and_round_and_round(sheet, qtbot):
    qtbot.keyClicks(sheet.field, "LICENCE")
    assert _line(sheet) == "MIT licence"
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert _line(sheet) == "BSD licence"
    qtbot.mouseClick(sheet.onward, Qt.MouseButton.LeftButton)
    assert _line(sheet) == "MIT licence"
    assert sheet.seek(back=True)
    assert _line(sheet) == "BSD licence"


def test_what_is_not_there_is_said(sheet, qtbot):
    qtbot.keyClicks(sheet.field, "xyzzy")
    assert sheet.said.text() == "Not found"
    assert not sheet.onward.isEnabled()
    sheet.field.clear()
    assert sheet.said.text() == ""
    assert not sheet.seek()


def test_nobody_changes_the_text(sheet, qtbot):
    qtbot.keyClicks(sheet.area, "x")
    assert sheet.area.toPlainText() == TEXT


def test_the_button_is_in_about(context, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(SettingsPage, "show_licences", lambda page: shown.append((page, "shown")))
    page = SettingsPage(context)
    qtbot.addWidget(page)
    (button,) = [one for one in page.findChildren(type(page.tour)) if one.text() == "All licences…"]
    button.click()
    assert shown == [(page, "shown")]


def test_from_source_the_environment_tells_of_itself():
    told = licences.text()
    for name in ("PySide6", "peewee", "durable", "rapidfuzz", "argon2", "cffi", "Python"):
        assert name in told
    assert "Permission is hereby granted" in told


@pytest.mark.parametrize("place", ["beside", "macos"])
def test_an_installed_program_shows_what_lies_beside_it(monkeypatch, tmp_path, place):
    program = tmp_path / "Contents" / "MacOS" / "switchback"
    folder = program.parent if place == "beside" else tmp_path / "Contents" / "Resources"
    folder.mkdir(parents=True)
    (folder / licences.NAME).write_text("Ünser text", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(paths, "frozen_program", lambda: program)
    assert licences.text() == "Ünser text"


def test_an_installed_program_without_the_file_still_tells(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "frozen_program", lambda: tmp_path / "switchback")
    assert "peewee" in licences.text()
