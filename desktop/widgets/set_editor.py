"""The sets of a session as a grid that is filled by keyboard: Enter goes down, Tab goes right, a new set repeats the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemDelegate, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.qt import fmt
from desktop.qt.i18n import tr
from desktop.qt.memory import Memory
from desktop.qt.table_model import Column
from desktop.widgets.table import Table


@dataclass(frozen=True)
class ExerciseChoice:
    """An exercise that can be logged. `unit` is the word of its amount ('reps'), `sides` whether sets name a side,
    `load_word` what its load means ('kg per hand'); '' for none. `mass`: the load is a mass, shown in kg or lb."""

    slug: str
    name: str
    unit: str
    sides: bool = False
    load_word: str = ""
    mass: bool = True


@dataclass(frozen=True)
class SetRow:
    """One set as edited. `source` is whatever the page wants back with it (the record it came from)."""

    key: str
    exercise: str
    number: int = 1
    side: str = ""
    amount: float | None = None
    load: float | None = None
    rpe: float | None = None
    rir: float | None = None
    pain: int | None = None
    technique: int | None = None
    notes: str = ""
    planned: str = ""
    off_plan: bool = False
    source: Any = None


class CellRefused(Exception):
    """What was typed into a cell cannot be; `message` says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class SetEditor(QWidget):
    """`show_sets(rows)`, `rows()`; `changed()` after every change by the user. Refusals are said under the grid."""

    changed = Signal()

    def __init__(
        self, exercises: Sequence[ExerciseChoice], memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._exercises = {choice.slug: choice for choice in exercises}
        self._rows: list[SetRow] = []
        self.table = Table("sets", self._columns(), lambda row: row.key, memory, many=True)
        self.table.setAccessibleName(tr("Sets"))
        self.table.setSortingEnabled(False)
        self.table.remove_asked.connect(self.remove)
        self.table.refused.connect(self._on_refused)
        self.table.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        add, more = QPushButton(tr("Add set")), QPushButton(tr("Add exercise"))
        remove = QPushButton(tr("Remove"))
        add.setToolTip(tr("Repeats the set before  {keys}", keys="Ctrl+Enter"))
        add.clicked.connect(self.add_set)
        more.clicked.connect(self.add_exercise)
        remove.clicked.connect(lambda: self.remove(self.table.selected()))
        for button in (add, more, remove):
            button.setAutoDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add_set)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (add, more, remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._trouble)
        column.addLayout(row)

    # ------------------------------------------------------------------------------------------------ columns

    def _columns(self) -> tuple[Column, ...]:
        names = tuple((slug, choice.name) for slug, choice in self._exercises.items())
        sides = (("", tr("both")), ("left", tr("left")), ("right", tr("right")))

        def number(
            name: str, title: str, low: float, high: float, decimals: int, tip: str = "", width: int = 66
        ) -> Column:
            return Column(
                name,
                title,
                lambda row: "" if getattr(row, name) is None else fmt.number(getattr(row, name), decimals),
                right=True,
                width=width,
                title_tip=tip,
                edit=lambda row, text: self._put(row, name, self._number(name, text, low, high, decimals)),
            )

        load = Column(
            "load",
            tr("Load"),
            self._load_words,
            right=True,
            width=112,
            typed=lambda row: "" if row.load is None else fmt.number(self._shown(row)),
            edit=self._put_load,
            editable=lambda row: bool(self._exercises[row.exercise].load_word),
        )
        return (
            Column("exercise", tr("Exercise"), lambda row: self._exercises[row.exercise].name, width=210, strong=True,
                   choices=names, typed=lambda row: row.exercise, edit=self._put_exercise, tone=_tone,
                   tip=lambda row: tr("Off plan: kept, never unlocks.") if row.off_plan else ""),
            Column("number", tr("Set"), lambda row: str(row.number), right=True, width=52),
            Column("side", tr("Side"), lambda row: dict(sides)[row.side], width=76, choices=sides,
                   typed=lambda row: row.side, edit=lambda row, text: self._put(row, "side", text),
                   editable=lambda row: self._exercises[row.exercise].sides),
            Column("planned", tr("Planned"), lambda row: row.planned, width=120, tone=lambda _row: "quiet"),
            Column("amount", tr("Done"), self._amount_words, right=True, width=96,
                   typed=lambda row: "" if row.amount is None else fmt.number(row.amount),
                   edit=lambda row, text: self._put(row, "amount", self._number("amount", text, 0, 10000, 1))),
            load,
            number("rpe", tr("RPE"), 1, 10, 1, tr("How hard it was, 1 to 10")),
            number("rir", tr("RIR"), 0, 10, 1, tr("Repetitions left in reserve")),
            number("pain", tr("Pain"), 0, 10, 0, tr("Worst pain during the set, 0 to 10")),
            number("technique", tr("Tech."), 0, 5, 0, tr("Technique, 0 to 5")),
            Column("notes", tr("Notes"), lambda row: row.notes, width=160, stretch=True,
                   edit=lambda row, text: self._put(row, "notes", text.strip())),
        )  # fmt: skip

    def _amount_words(self, row: SetRow) -> str:
        return "" if row.amount is None else fmt.number(row.amount, 1, self._exercises[row.exercise].unit)

    def _shown(self, row: SetRow) -> float | None:
        return fmt.mass(row.load) if self._exercises[row.exercise].mass else row.load

    def _load_words(self, row: SetRow) -> str:
        choice = self._exercises[row.exercise]
        if not choice.load_word:
            return fmt.NOTHING
        return "" if row.load is None else fmt.number(self._shown(row), 2, choice.load_word)

    @staticmethod
    def _number(field: str, text: str, low: float, high: float, decimals: int) -> float | int | None:
        """A typed number within bounds, None for nothing. Raises CellRefused with the words."""
        typed = text.strip().split(" ")[0] if text.strip() else ""
        if not typed:
            return None
        value = fmt.parse_number(typed)
        if value is None:
            raise CellRefused(field, tr("'{text}' is not a number; the cell is as it was.", text=text))
        if not low <= value <= high:
            between = tr(
                "Between {low} and {high}, please; it was {text}.",
                low=fmt.number(low),
                high=fmt.number(high),
                text=text,
            )
            raise CellRefused(field, between)
        if decimals == 0 and value != int(value):
            raise CellRefused(field, tr("A whole number, please; it was {text}.", text=text))
        return int(value) if decimals == 0 else value

    # ------------------------------------------------------------------------------------------------ changes

    def show_sets(self, rows: Sequence[SetRow]) -> None:
        self._rows = list(rows)
        self._trouble.hide()
        self.table.set_rows(self._rows)

    def rows(self) -> tuple[SetRow, ...]:
        return tuple(self._rows)

    def _put(self, row: SetRow, field: str, value: Any) -> None:
        self._replace(row, replace(row, **{field: value}))

    def _put_load(self, row: SetRow, text: str) -> None:
        value = self._number("load", text, 0, 1500, 2)
        self._put(row, "load", fmt.kilograms(value) if self._exercises[row.exercise].mass else value)

    def _put_exercise(self, row: SetRow, slug: str) -> None:
        if slug not in self._exercises:
            raise CellRefused("exercise", tr("There is no such exercise."))
        self._replace(row, replace(row, exercise=slug, side="", amount=None, load=None, planned=""))
        self._number_again()

    def _replace(self, old: SetRow, new: SetRow) -> None:
        self._rows = [new if row.key == old.key else row for row in self._rows]
        self._trouble.hide()
        self._show()

    def _show(self) -> None:
        self.table.set_rows(self._rows)
        self.changed.emit()

    def _number_again(self) -> None:
        """Numbers the sets of each exercise from 1; left and right of one set share a number."""
        counted: dict[tuple[str, str], int] = {}
        fresh: list[SetRow] = []
        for row in self._rows:
            lane = (row.exercise, row.side)
            counted[lane] = counted.get(lane, 0) + 1
            fresh.append(replace(row, number=counted[lane]))
        self._rows = fresh
        self._show()

    def add_set(self) -> None:
        """One more set after the current one, repeating it."""
        current = self.table.current() or (self._rows[-1] if self._rows else None)
        if current is None:
            self.add_exercise()
            return
        at = next(number for number, row in enumerate(self._rows) if row.key == current.key) + 1
        while at < len(self._rows) and self._rows[at].exercise == current.exercise:
            at += 1
        like = self._rows[at - 1]
        made = replace(like, key=str(uuid4()), notes="", source=None, off_plan=False, planned="")
        self._rows.insert(at, made)
        self._number_again()
        self._go_to(made.key, "amount")

    def add_exercise(self) -> None:
        """A first set of another exercise at the end; its list opens to choose from."""
        used = {row.exercise for row in self._rows}
        slug = next((slug for slug in self._exercises if slug not in used), next(iter(self._exercises), None))
        if slug is None:
            return
        made = SetRow(str(uuid4()), slug)
        self._rows.append(made)
        self._number_again()
        self._go_to(made.key, "exercise")

    def remove(self, rows: Sequence[SetRow]) -> None:
        gone = {row.key for row in rows}
        if gone:
            self._rows = [row for row in self._rows if row.key not in gone]
            self._number_again()

    def _go_to(self, key: str, column: str) -> None:
        at = next(number for number, row in enumerate(self._rows) if row.key == key)
        across = [declared.id for declared in self.table.table.columns].index(column)
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.proxy.index(at, across))

    def _on_editor_closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter: the same column of the next set
            index = self.table.currentIndex()
            below = index.siblingAtRow(index.row() + 1)
            if below.isValid():
                self.table.setCurrentIndex(below)

    def _on_refused(self, _row: SetRow, column: Column, _text: str, error: Exception) -> None:
        self._trouble.setText(f"{column.title}: {getattr(error, 'message', error)}")
        self._trouble.setAccessibleName(self._trouble.text())
        self._trouble.show()

    @property
    def trouble(self) -> str:
        return "" if self._trouble.isHidden() else self._trouble.text()


def _tone(row: SetRow) -> str:
    return "within-ink" if row.off_plan else ""
