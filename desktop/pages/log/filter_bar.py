"""What narrows the list of sessions down."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.i18n import tr
from desktop.pages.log.view_model import Filter, category_word, status_word
from desktop.qt import icons, theme
from desktop.widgets.form import Choice, DateField
from desktop.widgets.search import as_search
from models.records import SessionStatus
from rules.vocabulary import Category

T = TypeVar("T", Category, SessionStatus)

_ONE_LANE: Final = 1010  # pixels that all fields need beside each other


class FilterBar(QWidget):
    """`changed()` whenever `filter()` is another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Exercise, note, phase"))
        self.words.setAccessibleName(tr("Filter by exercise, note, kind or phase"))
        as_search(self.words)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.category, self.status = Choice(), Choice()
        self.category.setAccessibleName(tr("Category"))
        self.category.set_choices([(None, tr("All categories")), *((one, category_word(one)) for one in Category)])
        self.status.setAccessibleName(tr("Done, planned or skipped"))
        self.status.set_choices([(None, tr("Any status")), *((one, status_word(one)) for one in SessionStatus)])
        self.start, self.end = DateField(), DateField()
        for field, name, words in ((self.start, tr("From"), tr("from")), (self.end, tr("To"), tr("to"))):
            field.setAccessibleName(name)
            field.line.setPlaceholderText(words)
            field.setFixedWidth(32 + theme.scaled(110))
            field.committed.connect(lambda _day: self.changed.emit())
            field.refused.connect(field.setToolTip)
        self.off_plan, self.pain = QPushButton(tr("Off plan")), QPushButton(tr("Pain"))
        for button, icon, tip in (
            (self.off_plan, "warning", tr("Only sessions with work that was off plan")),
            (self.pain, "pain", tr("Only sessions with pain")),
        ):
            button.setCheckable(True)
            button.setIcon(icons.icon(icon, "quiet"))
            button.setToolTip(tip)
            button.toggled.connect(lambda _on: self.changed.emit())
        for choice in (self.category, self.status):
            choice.picked.connect(lambda _value: self.changed.emit())
        self.category.setFixedWidth(44 + theme.scaled(120))  # what is left is for the words
        self.status.setFixedWidth(42 + theme.scaled(84))
        self._lanes = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lanes.setContentsMargins(0, 0, 0, 0)
        self._lanes.setSpacing(8)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.words, 1)
        for lane, widgets in (
            (first, (self.category, self.status)),
            (second, (self.start, self.end, self.off_plan, self.pain)),
        ):
            lane.setSpacing(8)
            for widget in widgets:
                lane.addWidget(widget)
            self._lanes.addLayout(lane, 1 if lane is first else 0)
        second.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_ONE_LANE)
        self._lanes.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def filter(self) -> Filter:
        return Filter(
            words=self.words.text(),
            category=self._value(self.category, Category),
            status=self._value(self.status, SessionStatus),
            start=self.start.value(),
            end=self.end.value(),
            off_plan=self.off_plan.isChecked(),
            pain=self.pain.isChecked(),
        )

    @staticmethod
    def _value(choice: Choice, kind: type[T]) -> T | None:
        """Qt hands an enumeration of texts back as a plain text."""
        found = choice.value()
        return None if found is None else kind(found)

    def clear(self) -> None:
        self.words.clear()
        self.category.set_value(None)
        self.status.set_value(None)
        self.start.show_value(None)
        self.end.show_value(None)
        self.off_plan.setChecked(False)
        self.pain.setChecked(False)
        self.changed.emit()
