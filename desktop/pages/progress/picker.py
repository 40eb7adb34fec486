"""Choosing an exercise by typing any part of its name; those done most often stand first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.services.progress import Practised
from desktop.widgets.form import Choice


class ExerciseChoice(Choice):
    """`picked(slug)`; what was typed and is no exercise gives way to the one that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Exercise"))
        self.setEditable(True)
        line = self.lineEdit()
        assert line is not None, "an editable list has a line"
        self.line: QLineEdit = line
        self.line.setAccessibleName(tr("Exercise"))
        self.line.returnPressed.connect(self._take_typed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(220)
        self.setMaximumWidth(520)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.setToolTip(tr("Type any part of a name; the most practised exercises stand first"))
        found = QCompleter(self.model(), self)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(found)

    def show_exercises(self, exercises: Sequence[Practised], slug: str) -> None:
        names = [(one.slug, one.name) for one in exercises]
        if [self.itemData(number) for number in range(self.count())] != [slug for slug, _ in names]:
            self.set_choices([*names])
        self.set_value(slug)

    def _take_typed(self) -> None:
        """Enter takes the first name that goes with what was typed."""
        typed = self.currentText().strip().casefold()
        number = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if number < 0 and typed:
            names = [self.itemText(each).casefold() for each in range(self.count())]
            number = next((each for each, name in enumerate(names) if typed in name), -1)
        if number >= 0 and number != self.currentIndex():
            self.setCurrentIndex(number)
            self.picked.emit(self.value())
        self._put_back()

    def _put_back(self) -> None:
        self.setEditText(self.itemText(self.currentIndex()))
        self.line.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._put_back()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls: an exercise is not changed in passing
