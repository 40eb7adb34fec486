"""The licences of all that Switchback is made of: the text that lies beside an installed program, in a sheet that can be searched.

Where it runs from its source, there is no such text: what is installed in its environment tells of itself.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from desktop import paths
from desktop.i18n import tr
from desktop.qt import theme
from desktop.qt.ask import Sheet
from desktop.widgets.search import as_search
from resources import VERSION

NAME = "THIRD-PARTY-LICENSES.txt"
_PARTS = (
    "PySide6-Essentials",
    "shiboken6",
    "peewee",
    "durable_rules",
    "rapidfuzz",
    "argon2-cffi",
    "argon2-cffi-bindings",
    "cffi",
)
_RULE = "=" * 60
_HEIGHT = 600
"""Of the sheet, where the screen has room for it and a tenth more."""


def text() -> str:
    """What is beside the program; else what the environment tells."""
    program = paths.frozen_program()
    if program is not None:
        for folder in (program.parent, program.parent.parent / "Resources"):  # the second in an application of macOS
            if (folder / NAME).is_file():
                return (folder / NAME).read_text(encoding="utf-8")
    return from_environment()


def from_environment() -> str:
    """The name, licence and texts of each distribution that the program runs on, and of Python."""
    lines = [
        f"Switchback {VERSION}: MIT",
        "",
        _RULE,
        f"Python {sys.version.split()[0]}: PSF-2.0",
        _RULE,
        "",
        sys.copyright,
    ]
    for name in _PARTS:
        try:
            told = metadata.metadata(name)
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError:
            continue
        licence = next((told[key].partition("\n")[0] for key in ("License-Expression", "License") if key in told), "")
        lines += ["", _RULE, f"{told['Name']} {told['Version']}" + (f": {licence}" if licence else ""), _RULE]
        lines += [f"\n{link.partition(', ')[2]}" for link in (told.get_all("Project-URL") or [])[:1]]
        for file in sorted(files, key=str):
            if "licenses" in file.parts:
                lines += ["", Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()]
    return "\n".join(lines) + "\n"


class LicencesSheet(Sheet):
    """The whole text, and a field that finds words in it: Enter goes on to the next place, Shift+Enter back."""

    def __init__(self, parent: QWidget | None, shown: str = "") -> None:
        super().__init__(parent, tr("Licences"), tr("Close"), width=760)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in the licences…"))
        self.field.setAccessibleName(tr("Find in the licences…"))
        as_search(self.field)
        self.field.textChanged.connect(self._typed)
        self.said = QLabel()
        self.said.setProperty("role", "quiet")
        self.onward = QPushButton(tr("Next"))
        self.onward.setAutoDefault(False)
        self.onward.clicked.connect(lambda _checked: self.seek())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.said)
        row.addWidget(self.onward)
        self.area = QPlainTextEdit(shown or text())
        self.area.setReadOnly(True)
        self.area.setAccessibleName(tr("Licences"))
        self.area.setTabChangesFocus(True)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.area.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addLayout(row)
        self.body.addWidget(self.area, 1)
        self._column.setStretchFactor(self.body, 100)  # what room there is, the text has
        self.resize(
            self.minimumWidth(), min(theme.scaled(_HEIGHT), self.screen().availableSize().height() - _HEIGHT // 10)
        )
        self.no.hide()
        self.yes.setDefault(False)
        self.yes.setAutoDefault(False)  # Enter belongs to the field
        self.field.returnPressed.connect(self.seek)
        QShortcut(QKeySequence("Shift+Return"), self.field).activated.connect(lambda: self.seek(back=True))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.field.setFocus)
        self.onward.setEnabled(False)
        self.field.setFocus()

    def _typed(self, words: str) -> None:
        self.area.moveCursor(QTextCursor.MoveOperation.Start)
        count = self.area.toPlainText().lower().count(words.lower()) if words else 0
        self.onward.setEnabled(count > 1)
        self.said.setText(tr("Not found") if words and not count else "")
        if count:
            self.seek()

    def seek(self, back: bool = False) -> bool:
        """Marks the next place (or the one before) and scrolls to it; after the last comes the first."""
        words = self.field.text()
        if not words:
            return False
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if self.area.find(words, flags):
            return True
        end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
        self.area.moveCursor(end)
        return self.area.find(words, flags)
