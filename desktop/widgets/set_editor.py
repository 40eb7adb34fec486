"""The sets of a session as a grid that is filled by keyboard, one block an exercise.

Tab walks through every field, Enter through what is filled each time (done, load, RPE); Enter on the last of them adds a set
that repeats the one before. What cannot be stays in its cell as typed, with the words why: nothing typed is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt import fmt, theme
from desktop.qt.memory import Memory
from desktop.qt.table_model import Column
from desktop.services import tsv
from desktop.widgets import meanings
from desktop.widgets.layouts import Flow
from desktop.widgets.meanings import meaning
from desktop.widgets.set_grid import ExerciseChoice, Head, SetGrid, SetRow, measures
from desktop.widgets.set_paste import PastedSet, sets_of

__all__ = ["CellRefused", "ExerciseChoice", "Head", "SetEditor", "SetRow", "measures", "number_typed"]

_RESERVE: Final = 10  # RPE and repetitions in reserve add up to this
_HEAVIEST: Final = 1000.0  # kilograms
_STRONGEST: Final = 20.0  # level of a band
_BESIDE_WORD: Final = 30  # pixels of a cell that are not its word's
_WITH_UNIT: Final = re.compile(r"(?i)(.+?)\s*(kg|lbs?)\s*")


class CellRefused(Exception):
    """What was typed into a cell cannot be; `message` says why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = name, message


def number_typed(name: str, text: str, low: float, high: float, decimals: int) -> float | int | None:
    """A typed number within bounds, None for nothing. Raises CellRefused with the words."""
    typed = text.strip().split(" ")[0] if text.strip() else ""
    if not typed:
        return None
    value = fmt.parse_number(typed)
    if value is None:
        raise CellRefused(name, tr("'{text}' is not a number.", text=text))
    if not low <= value <= high:
        bounds = {"low": fmt.number(low), "high": fmt.number(high)}
        raise CellRefused(name, tr("Between {low} and {high}, please; it was {text}.", text=text, **bounds))
    if decimals == 0 and value != int(value):
        raise CellRefused(name, tr("A whole number, please; it was {text}.", text=text))
    return int(value) if decimals == 0 else value


def _room_for(words: Iterable[str]) -> int:
    """Pixels at the usual text size that a cell with one of these needs."""
    metrics = QFontMetricsF(theme.font())
    return round(max(metrics.horizontalAdvance(word) for word in words) / theme.text_scale()) + _BESIDE_WORD


class SetEditor(QWidget):
    """`show_sets(rows)`, `rows()`; `changed()` after every change by the user, `reshaped()` when sets came or went;
    `exercise_asked()` when an exercise is to be added. `commit()` takes in what is being typed."""

    changed = Signal()
    reshaped = Signal()
    exercise_asked = Signal()

    def __init__(
        self, exercises: Sequence[ExerciseChoice], memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._exercises = {choice.slug: choice for choice in exercises}
        self._rows: list[SetRow] = []
        self._parse: dict[str, Any] = {}  # how a column's text is read, by its id
        self.table = SetGrid(self._columns(), self._exercises, memory)
        self.table.setAccessibleName(tr("Sets"))
        self.table.remove_asked.connect(self.remove)
        self.table.more_asked.connect(self.add_set)
        self.table.takes_rows = True
        self.table.pasted.connect(self.paste)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        hint = QLabel(
            tr("Tab: next field. Enter: done, load, RPE, then one more set. Delete: remove. Ctrl+Enter: save at once.")
        )
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        buttons = Flow()
        self.buttons: dict[str, QPushButton] = {}
        for name, text, tip, slot in (
            ("set", tr("Add set"), tr("Repeats the set before"), self.add_set),
            ("exercise", tr("Add exercise…"), tr("Another exercise at the end"), self.exercise_asked.emit),
            ("duplicate", tr("Duplicate"), tr("The same set once more, with what was done"), self.duplicate),
            ("planned", tr("Done as planned"), tr("Fills what is empty with what was planned"), self.do_as_planned),
            (
                "remove",
                tr("Remove"),
                tr("Removes the sets chosen; on a heading the whole exercise"),
                self._remove_chosen,
            ),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            buttons.addWidget(button)
            self.buttons[name] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        column.addWidget(hint)

    # ------------------------------------------------------------------------------------------------ columns

    def _columns(self) -> tuple[Column, ...]:
        sides = (("", tr("each")), ("left", tr("left")), ("right", tr("right")))

        def number(name: str, title: str, low: float, high: float, decimals: int, tip: str, width: int = 50) -> Column:
            def shown(row: Any) -> str:
                value = getattr(row, name)
                return "" if value is None else fmt.number(value, decimals)

            return self._column(
                name, title, shown, lambda text: number_typed(name, text, low, high, decimals),
                right=True, width=width, title_tip=tip,
            )  # fmt: skip

        load = self._column(
            "load", tr("Load"), self._load_text, None, right=True, width=66, title_tip=tr("As the heading says"),
            editable=lambda row: bool(self._choice(row).load_word),
        )  # fmt: skip
        return (
            Column("number", tr("Set"), self._number_text, width=40, spoken=self._spoken_number),
            self._column("side", tr("Side"), lambda row: dict(sides)[row.side] if self._choice(row).sides else fmt.NOTHING,
                         str, width=_room_for(word for _, word in sides), choices=sides, typed=lambda row: row.side,
                         editable=lambda row: self._choice(row).sides),
            Column("planned", tr("Planned"), self._planned_text, width=98, tone=lambda _row: "quiet"),
            number("amount", tr("Done"), 0, 10000, 1, tr("How much was done, in the unit of the heading"), 56),
            load,
            number("rpe", tr("RPE"), 0, 10, 1, meaning(meanings.RPE)),
            number("rir", tr("RIR"), 0, 10, 1, meaning(meanings.RIR)),
            number("pain", tr("Pain"), 0, 10, 0, meaning(meanings.PAIN)),
            number("next_day_pain", tr("Next day"), 0, 10, 0, meaning(meanings.NEXT_DAY_PAIN), 76),
            number("technique", tr("Tech."), 0, 5, 0, meaning(meanings.TECHNIQUE), 58),
            self._column("notes", tr("Notes"), lambda row: row.notes, str.strip, width=56, stretch=True),
        )  # fmt: skip

    def _column(self, name: str, title: str, shown: Any, parse: Any, **options: Any) -> Column:
        """A column whose cells keep what cannot be, in the colour of alarm and with the words in the tooltip."""
        editable, typed = options.pop("editable", None), options.pop("typed", shown)
        self._parse[name] = parse

        def value(row: Any, show: Any) -> str:
            if isinstance(row, Head):
                return ""
            wrong = row.trouble(name)
            return wrong[0] if wrong is not None else show(row)

        def why(row: Any) -> str:
            wrong = None if isinstance(row, Head) else row.trouble(name)
            return wrong[1] if wrong is not None else ""

        return Column(
            name,
            title,
            lambda row: value(row, shown),
            typed=lambda row: value(row, typed),
            tip=why,
            tone=lambda row: "alarm-ink" if why(row) else "",
            spoken=lambda row: f"{value(row, shown)} {why(row)}".strip(),
            edit=lambda row, text: self._put(row, name, text, parse),
            editable=lambda row: isinstance(row, SetRow) and (editable is None or editable(row)),
            **options,
        )

    def _choice(self, row: SetRow | Head) -> ExerciseChoice:
        return self._exercises.get(row.exercise) or ExerciseChoice(row.exercise, row.exercise, "")

    def _number_text(self, row: SetRow | Head) -> str:
        return self._choice(row).name if isinstance(row, Head) else str(row.number)

    def _spoken_number(self, row: SetRow | Head) -> str:
        if isinstance(row, Head):
            off = tr("Off plan: kept, never unlocks") if row.off_plan else ""
            return " ".join(part for part in (self._choice(row).name, measures(self._choice(row)), off) if part)
        return f"{self._choice(row).name} {row.number}"

    def _load_text(self, row: SetRow) -> str:
        choice = self._choice(row)
        if not choice.load_word:
            return fmt.NOTHING
        return "" if row.load is None else fmt.number(fmt.mass(row.load) if choice.mass else row.load)

    def _planned_text(self, row: SetRow | Head) -> str:
        if isinstance(row, Head) or row.planned_amount is None:
            return ""
        choice = self._choice(row)
        amount = fmt.number(row.planned_amount, 1)
        if row.planned_load is None or not choice.load_word:
            return amount
        load = fmt.number(fmt.mass(row.planned_load) if choice.mass else row.planned_load)
        return tr("{amount} @ {load}", amount=amount, load=load)

    # ------------------------------------------------------------------------------------------------ changes

    def set_exercises(self, exercises: Sequence[ExerciseChoice]) -> None:
        """The catalogue anew, as after a change of units."""
        self._exercises.clear()
        self._exercises.update({choice.slug: choice for choice in exercises})

    def show_sets(self, rows: Sequence[SetRow]) -> None:
        """What stands wrong in them is judged anew: language and unit may be others than when it was typed."""
        self._rows = [self._judged(row) for row in rows]
        self._show()

    def _judged(self, row: SetRow) -> SetRow:
        for name, text, _why in row.wrong:
            fresh = self._filled(row, name, text, self._parse[name])
            if fresh.trouble(name) is None:  # good by now, but nobody said it is meant so
                clean = tuple(wrong for wrong in row.wrong if wrong[0] != name)
                fresh = replace(
                    row, wrong=(*clean, (name, text, tr("Type it once more, please; it was {text}.", text=text)))
                )
            row = fresh
        return row

    def rows(self) -> tuple[SetRow, ...]:
        return tuple(self._rows)

    def commit(self) -> None:
        """Takes in what is being typed in a cell."""
        self.table.commit_open()

    @property
    def trouble(self) -> str:
        """What is wrong with the first cell that is, in words; '' when all are well."""
        for row in self._rows:
            for name, _typed, why in row.wrong:
                title = next(column.title for column in self.table.table.columns if column.id == name)
                where = tr("{exercise}, set {number}", exercise=self._choice(row).name, number=row.number)
                return f"{where}, {title}: {why}"
        return ""

    def _put(self, row: SetRow, name: str, text: str, parse: Any) -> None:
        fresh = self._filled(row, name, text, parse)
        self._rows = [fresh if one.key == row.key else one for one in self._rows]
        self._show()
        self.changed.emit()

    def _filled(self, row: SetRow, name: str, text: str, parse: Any) -> SetRow:
        """A set with one field typed; what cannot be stays in it as typed."""
        clean = tuple(wrong for wrong in row.wrong if wrong[0] != name)
        try:
            value = self._load_typed(row, text) if name == "load" else parse(text)
        except CellRefused as refusal:
            return replace(row, wrong=(*clean, (name, text, refusal.message)))
        if name not in ("rpe", "rir"):
            return replace(row, wrong=clean, **{name: value})
        other = "rir" if name == "rpe" else "rpe"
        clean = tuple(wrong for wrong in clean if wrong[0] != other)
        return replace(row, wrong=clean, **{name: value, other: None if value is None else _RESERVE - value})

    def _load_typed(self, row: SetRow, text: str) -> float | None:
        """Kilograms, typed in the unit shown or with the unit behind it; or the level of a band."""
        if not self._choice(row).mass:
            return number_typed("load", text, 0, _STRONGEST, 2)
        said = _WITH_UNIT.fullmatch(text)
        unit = fmt.mass_unit() if said is None else said[2].casefold()[:2]
        typed = text if said is None else f"{said[1]} {said[2]}"  # whole, for the words why it cannot be
        in_one_kg = fmt.LB_PER_KG if unit == "lb" else 1.0
        value = number_typed("load", typed, 0, round(_HEAVIEST * in_one_kg, 1), 2)
        return None if value is None else round(value / in_one_kg, 3) if unit == "lb" else value

    def _show(self) -> None:
        shown: list[SetRow | Head] = []
        for row in self._rows:
            if not shown or shown[-1].block != row.block:
                off = any(one.off_plan for one in self._rows if one.block == row.block)
                shown.append(Head(f"head {row.block} {row.exercise}", row.exercise, row.block, off))
            shown.append(row)
        self.table.show_rows(shown)
        self.table.hide_columns(
            {"planned": all(row.planned_amount is None for row in self._rows),
             "side": not any(self._choice(row).sides for row in self._rows)}
        )  # fmt: skip
        self._say(self.trouble)
        for name in ("set", "duplicate", "remove"):
            self.buttons[name].setEnabled(bool(self._rows))
        self.buttons["planned"].setVisible(any(_to_do(row) for row in self._rows))

    def _say(self, said: str) -> None:
        self._trouble.setText(said)
        self._trouble.setAccessibleName(said)
        self._trouble.setVisible(bool(said))

    def _reshape(self, rows: Sequence[SetRow]) -> None:
        """Shows these rows, their blocks and sets numbered from 1; left and right of one set share a number."""
        blocks: dict[int, int] = {}
        counted: dict[tuple[int, str], int] = {}
        fresh: list[SetRow] = []
        for row in rows:
            block = blocks.setdefault(row.block, len(blocks) + 1)
            lane = (block, row.side)
            counted[lane] = counted.get(lane, 0) + 1
            fresh.append(replace(row, block=block, number=counted[lane]))
        self._rows = fresh
        self._show()
        self.changed.emit()
        self.reshaped.emit()

    def _block_now(self) -> list[SetRow]:
        current = self.table.current()
        block = current.block if current is not None else (self._rows[-1].block if self._rows else 0)
        return [row for row in self._rows if row.block == block]

    def add_set(self) -> None:
        """One more set (both sides of it) at the end of the exercise at hand, repeating the one before."""
        self.commit()
        block = self._block_now()
        if not block:
            self.exercise_asked.emit()
            return
        self._repeat([row for row in block if row.number == block[-1].number], block[-1])

    def duplicate(self) -> None:
        """The sets chosen once more, after the last of their exercise."""
        self.commit()
        chosen = [row for row in self.table.selected() if isinstance(row, SetRow)]
        if not chosen:
            current = self.table.current()
            chosen = [current] if isinstance(current, SetRow) else self._block_now()[-1:]
        chosen = [row for row in chosen if row.block == chosen[-1].block]
        if chosen:
            last = [row for row in self._rows if row.block == chosen[-1].block][-1]
            self._repeat(chosen, last, notes=True)

    def _repeat(self, like: Sequence[SetRow], after: SetRow, notes: bool = False) -> None:
        made = [
            replace(row, key=str(uuid4()), notes=row.notes if notes else "", source=None, wrong=(),
                    pain=row.pain if notes else None, next_day_pain=row.next_day_pain if notes else None)
            for row in like
        ]  # fmt: skip
        at = next(number for number, row in enumerate(self._rows) if row.key == after.key) + 1
        self._reshape([*self._rows[:at], *made, *self._rows[at:]])
        self.table.go_to(
            made[0].key, "amount", edit=self.table.hasFocus() or self.table.isAncestorOf(self.focusWidget())
        )

    def add_exercise(self, slug: str, off_plan: bool = False) -> None:
        """A first set of an exercise at the end. `off_plan`: it is not open on the day of the session."""
        self.commit()
        made = SetRow(
            str(uuid4()), slug, block=max((row.block for row in self._rows), default=0) + 1, off_plan=off_plan
        )
        self._reshape([*self._rows, made])
        self.table.go_to(made.key, "amount", edit=True)

    def paste(self, text: str) -> None:
        """Sets from rows of a spreadsheet: each to its exercise, or to the one at hand where it names none."""
        self.commit()
        at = self._block_now()
        titles = [(column.id, column.title) for column in self.table.table.columns if column.edit is not None]
        found, left_out = sets_of(text, titles, self._exercises, at[-1].exercise if at else "")
        rows = list(self._rows)
        for one in found:
            same = [number for number, row in enumerate(rows) if row.exercise == one.exercise]
            block = rows[same[-1]].block if same else max((row.block for row in rows), default=0) + 1
            made = SetRow(str(uuid4()), one.exercise, block=block, side=self._side(one))
            for name, typed in one.typed.items():
                if name != "side" and (name != "load" or self._choice(made).load_word):
                    made = self._filled(made, name, typed, self._parse[name])
            rows.insert(same[-1] + 1 if same else len(rows), made)
        if found:
            self._reshape(rows)
        if left_out or not found:
            self._say(" ".join(left_out[:3]) or tr("There are no sets in the clipboard."))

    def _side(self, one: PastedSet) -> str:
        """left, right or '' for each, however it was written."""
        if not self._exercises[one.exercise].sides:
            return ""
        said = tsv.fold(one.typed.get("side", ""))
        words = {tsv.fold(word): side for side in ("left", "right") for word in (side, side[0], tr(side))}
        return words.get(said, "")

    def do_as_planned(self) -> None:
        """Fills what was not entered with what was planned."""
        self.commit()
        self._reshape([
            replace(row, amount=row.planned_amount, load=row.planned_load if row.load is None else row.load)
            if _to_do(row) else row
            for row in self._rows
        ])  # fmt: skip

    def _remove_chosen(self) -> None:
        chosen = self.table.selected()
        current = self.table.current()
        self.remove(chosen or ([current] if current is not None else []))

    def remove(self, rows: Sequence[SetRow | Head]) -> None:
        """Takes out sets; a heading stands for all the sets below it."""
        self.commit()
        gone = {row.key for row in rows}
        blocks = {row.block for row in rows if isinstance(row, Head)}
        kept = [row for row in self._rows if row.key not in gone and row.block not in blocks]
        if len(kept) != len(self._rows):
            self._reshape(kept)


def _to_do(row: SetRow) -> bool:
    return row.amount is None and row.planned_amount is not None and row.trouble("amount") is None
