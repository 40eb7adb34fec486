"""Asked quietly when the next session is opened: was there pain on the morning after the last one?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.card import Card
from desktop.widgets.layouts import empty
from desktop.widgets.scale import Scale


class MorningBanner(Card):
    """`ask(key, text, exercises)`; `answered(key, {slug: pain 0-10})`. 'No pain' answers for all; 'Some pain' opens a scale each."""

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=0)
        self._key = ""
        self.scales: dict[str, Scale] = {}
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.none, self.some, self.save = (
            QPushButton(tr("No pain")),
            QPushButton(tr("Some pain…")),
            QPushButton(tr("Save")),
        )
        self.save.setProperty("kind", "primary")
        for button in (self.none, self.some, self.save):
            button.setAutoDefault(False)
        self.none.clicked.connect(lambda: self.answered.emit(self._key, dict.fromkeys(self.scales, 0)))
        self.some.clicked.connect(self._open)
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for button in (self.none, self.some, self.save):
            row.addWidget(button)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._rows)
        self.body.addLayout(column)
        self.hide()

    def ask(self, key: str, text: str, exercises: Mapping[str, str]) -> None:
        """`exercises` are names by slug. Asking for the same session again leaves what was already answered."""
        if key == self._key and set(exercises) == set(self.scales):
            self.show()
            return
        self._key = key
        self.text.setText(text)
        self.setAccessibleName(text)
        empty(self._grid)
        self.scales = {}
        for number, (slug, name) in enumerate(exercises.items()):
            scale = Scale(name, 0, 10, tr("Pain of the next morning, 0 (none) to 10"))
            scale.show_value(0)
            label = QLabel(name)
            label.setBuddy(scale)
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(scale, number, 1, Qt.AlignmentFlag.AlignLeft)
            self.scales[slug] = scale
        self._show_rows(False)
        self.show()

    def forget(self) -> None:
        self._key = ""
        self.hide()

    def _show_rows(self, shown: bool) -> None:
        self._rows.setVisible(shown)
        self.save.setVisible(shown)
        self.some.setVisible(not shown)
        self.none.setVisible(not shown)

    def _open(self) -> None:
        self._show_rows(True)
        next(iter(self.scales.values())).setFocus()

    def _save(self) -> None:
        self.answered.emit(self._key, {slug: scale.value or 0 for slug, scale in self.scales.items()})
