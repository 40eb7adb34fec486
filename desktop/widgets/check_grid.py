"""Things to tick in columns, and the days of the week as toggles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.qt import fmt, theme


class CheckGrid(QWidget):
    """`choices` are (value, text); `committed(frozenset)` after a tick by the user."""

    committed = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[Hashable, str]], columns: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.boxes: dict[Hashable, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        rows = -(-len(choices) // columns)
        for number, (value, text) in enumerate(choices):
            box = QCheckBox(text)
            box.clicked.connect(lambda _checked=False: self.committed.emit(self.value()))
            grid.addWidget(box, number % rows, number // rows)
            self.boxes[value] = box
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def value(self) -> frozenset[Hashable]:
        return frozenset(value for value, box in self.boxes.items() if box.isChecked())

    def show_value(self, ticked: Iterable[Hashable]) -> None:
        wanted = set(ticked)
        for value, box in self.boxes.items():
            box.setChecked(value in wanted)


class DayToggles(QWidget):
    """The seven days in the locale's order. `committed(tuple of ISO weekdays)` after a click by the user."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        first = fmt.first_weekday()
        for day in [(first + offset - 1) % 7 + 1 for offset in range(7)]:
            button = QPushButton(fmt.weekday_name(day))
            button.setCheckable(True)
            button.setAccessibleName(fmt.weekday_name(day, short=False))
            button.setToolTip(fmt.weekday_name(day, short=False))
            theme.set_property(button, "kind", "toggle")
            button.setMinimumWidth(44)
            button.clicked.connect(lambda _checked=False: self.committed.emit(self.value()))
            row.addWidget(button, 1)
            self.buttons[day] = button

    def value(self) -> tuple[int, ...]:
        return tuple(day for day in sorted(self.buttons) if self.buttons[day].isChecked())

    def show_value(self, days: Iterable[int]) -> None:
        wanted = set(days)
        for day, button in self.buttons.items():
            button.setChecked(day in wanted)
