"""A picture of one chart or of the whole page: which, in which form, where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.i18n import tr
from desktop.qt.ask import Asks, Sheet
from desktop.qt.files import show_folder
from desktop.services.outcome import Refused
from desktop.widgets.charts.pictures import PNG, SVG, Picture, write
from desktop.widgets.form import Choice, FieldRow

EVERYTHING = "everything"


def file_name(name: str, today: str) -> str:
    """'progress-maya-torres-2027-01-11'"""
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return "-".join(["progress", *words, today])


class ExportSheet(Sheet):
    """`pictures` are what can be chosen: (id, name); `make(id)` is the picture. `said(text)` is told what was written."""

    def __init__(
        self,
        parent: QWidget | None,
        ask: Asks,
        name: str,
        pictures: Sequence[tuple[str, str]],
        make: Callable[[str], Picture],
        said: Callable[[str], object],
        chosen: str = EVERYTHING,
    ) -> None:
        super().__init__(parent, tr("Export picture"), tr("Save…"), tr("Close"))
        self._ask, self._name, self._make, self._said = ask, name, make, said
        self.saved: Path | None = None
        self.what, self.form = Choice(), Choice()
        self.what.set_choices([(each, text) for each, text in pictures])
        self.what.set_value(chosen)
        self.form.set_choices([(PNG, tr("PNG: for messages and documents")), (SVG, tr("SVG: sharp at any size"))])
        self.form.setCurrentIndex(0)
        for title, field in ((tr("Picture of"), self.what), (tr("Form"), self.form)):
            self.body.addWidget(FieldRow(title, field))
            field.picked.connect(lambda _value: self._again())
        self.add_text(tr("As it stands on the screen: same range, same exercise, same colours."), "caption")
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setProperty("role", "strong")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.folder = QPushButton(tr("Show folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self.show_folder)
        self.folder.hide()
        self.buttons.insertWidget(0, self.folder)

    def _again(self) -> None:
        self.outcome.hide()
        self.folder.hide()
        self.trouble.hide()

    def attempt(self) -> None:
        """Saves instead of closing: somebody may want several pictures."""
        self._again()
        form = str(self.form.value())
        kinds = tr("SVG (*.svg)") if form == SVG else tr("PNG (*.png)")
        chosen = self._ask.save_file(tr("Export picture"), f"{self._name}.{form}", kinds)
        if chosen is None:
            return
        path = chosen if chosen.suffix.lower() == f".{form}" else chosen.with_name(f"{chosen.name}.{form}")
        try:
            write(path, self._make(str(self.what.value())), form)
        except Refused as refusal:
            self.refuse(refusal.message)
            return
        self.saved = path
        text = tr("Saved as {name}", name=path.name)
        self._tell(text)
        self.folder.show()
        self._said(text)

    def _tell(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.show()
        QTimer.singleShot(0, self, self.grow)

    def show_folder(self) -> None:
        if self.saved is not None:
            show_folder(self.saved.parent, self._tell)
