"""Dialogs for files, and folders shown in the system's file manager.

The dialogs are the system's. Where it offers none, as on most Linux desktops, Qt draws them: its arrows are black in the dark, and its
words are not all translated.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStyledItemDelegate, QToolButton, QTreeView, QWidget

from desktop.i18n import later, tr
from desktop.qt import icons

_BUTTONS: Final = {
    "backButton": "chevron-left",
    "forwardButton": "chevron-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "add",
    "listModeButton": "menu",
    "detailModeButton": "list",
}
"""Of the dialog that Qt draws, by their names there."""
_KIND_COLUMN: Final = 2
_KINDS: Final = {"Folder": later("Folder"), "Drive": later("Drive")}
"""Kinds of entries that Qt has no words for in other languages."""


class _Kinds(QStyledItemDelegate):
    """What an entry is, in the language in force. Here and not where Qt asks for it: that is not in the window's thread."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        said = super().displayText(value, locale)
        return tr(_KINDS[said]) if said in _KINDS else said


def open_file(window: QWidget | None, title: str, start: Path, kinds: str) -> str:
    """The path chosen, or ''."""
    dialog = QFileDialog(window, title, str(start), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _asked(dialog)[0]


def save_file(window: QWidget | None, title: str, start: Path, kinds: str) -> tuple[str, str]:
    """The path and the kind chosen, or ''."""
    dialog = QFileDialog(window, title, str(start.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(start.name)
    return _asked(dialog)


def folder(window: QWidget | None, title: str, start: Path) -> str:
    """The path chosen, or ''."""
    dialog = QFileDialog(window, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _asked(dialog)[0]


def _asked(dialog: QFileDialog) -> tuple[str, str]:
    dialog.setSupportedSchemes(["file"])
    dress(dialog)
    try:
        chosen = dialog.selectedFiles() if dialog.exec() else []
        return (chosen[0] if chosen else ""), dialog.selectedNameFilter()
    finally:
        dialog.deleteLater()


def dress(dialog: QFileDialog) -> None:
    """Our icons and words for what Qt draws; nothing for a dialog of the system."""
    drawn = {name: found for name in _BUTTONS if (found := dialog.findChild(QToolButton, name)) is not None}
    for name, found in drawn.items():
        found.setIcon(icons.icon(_BUTTONS[name]))
    if drawn:
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, tr("Files of type:"))
        entries = dialog.findChild(QTreeView, "treeView")
        if entries is not None:
            entries.setItemDelegateForColumn(_KIND_COLUMN, _Kinds(dialog))


def show_folder(place: Path, say: Callable[[str], object]) -> None:
    """Opens it in the file manager; where there is none, says where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
        say(tr("No program opens folders on this computer. This one is {path}", path=place))
