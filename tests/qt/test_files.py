"""The dialogs for files that Qt draws where the system has none, and folders shown where nothing opens them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)

from desktop.qt import files
from desktop.shell import start


@pytest.fixture
def drawn(qapp, tmp_path):
    """A dialog drawn by Qt, in French."""
    start.speak("fr")
    dialog = QFileDialog(None, "Enregistrer", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    yield dialog
    start.speak("en")
    dialog.deleteLater()


def test_what_qt_draws_has_our_icons_and_words(drawn):
    before = {button.objectName(): button.icon().cacheKey() for button in drawn.findChildren(QToolButton)}
    files.dress(drawn)
    after = {button.objectName(): button.icon().cacheKey() for button in drawn.findChildren(QToolButton)}
    assert {name for name in after if after[name] != before[name]} == set(files._BUTTONS)
    said = {label.text().replace("&", "") for label in drawn.findChildren(QLabel)}
    assert {"Chercher dans :", "Type de fichiers :"} <= said


def test_folders_are_called_so_in_the_language(drawn, tmp_path, qtbot):
    (tmp_path / "Saison").mkdir()
    (tmp_path / "séances.csv").write_text("date\n", "utf-8")
    files.dress(drawn)
    drawn.setViewMode(QFileDialog.ViewMode.Detail)
    drawn.show()
    entries = drawn.findChild(QTreeView, "treeView")

    def kinds():
        model, root, found = entries.model(), entries.rootIndex(), {}
        for row in range(model.rowCount(root)):
            index, option = model.index(row, 2, root), QStyleOptionViewItem()
            entries.itemDelegateForIndex(index).initStyleOption(option, index)
            found[model.index(row, 0, root).data()] = option.text
        return found

    qtbot.waitUntil(lambda: len(kinds()) == 2 and all(kinds().values()))
    said = kinds()
    assert said["Saison"] == "Dossier"
    assert said["séances.csv"] not in ("", "Dossier")
    drawn.close()


def answered(accept: bool) -> None:
    """Answers the dialog that comes next as it stands."""

    def answer() -> None:
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QFileDialog) and one.isVisible():
                one.done(QDialog.DialogCode.Rejected) if not accept else one.accept()

    QTimer.singleShot(100, answer)


def test_a_file_to_write_and_its_kind_are_chosen(qapp, tmp_path):
    answered(accept=True)
    chosen = files.save_file(None, "Save", tmp_path / "new.csv", "Sessions (*.csv)")
    assert chosen == (str(tmp_path / "new.csv"), "Sessions (*.csv)")


def a_table(window, title, place):
    return files.open_file(window, title, place, "Sessions (*.csv)")


@pytest.mark.parametrize("ask", [a_table, files.folder])
def test_nothing_is_chosen_where_the_dialog_is_closed(qapp, tmp_path, ask):
    answered(accept=False)
    assert ask(None, "Choose", tmp_path) == ""


@pytest.mark.parametrize("opens", [True, False])
def test_where_nothing_opens_a_folder_its_place_is_said(monkeypatch, tmp_path, opens):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: opens)
    said: list[str] = []
    files.show_folder(tmp_path, said.append)
    assert bool(said) is not opens
    assert opens or str(tmp_path) in said[0]
