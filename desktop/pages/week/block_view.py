"""The blocks of the table of a session: their columns, one exercise with its sets, and the names of the columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.week import view_model as vm
from desktop.pages.week.set_row import AMOUNT, EFFORT, LOAD, ExerciseCell, JudgeRow, SetRow, TargetCell
from desktop.qt import fmt, theme
from desktop.widgets import meanings
from desktop.widgets.meanings import explain

SIDE: Final = 16
_GAP: Final = 8
_FIXED: Final = {"number": 26, LOAD: 70, AMOUNT: 66, EFFORT: 50, "mark": 90}
_TIGHT: Final = {"number": 18, LOAD: 70, AMOUNT: 54, EFFORT: 44, "mark": 80}
_TIGHT_BELOW: Final = 660
_STACKED_BELOW: Final = 190  # room for words from which on they stand beside the sets
_MOST_NAME: Final = 0.6  # of the room for words that a name may take for a long word
_WITH_LAST: Final = 330  # room for words from which on the last time has a column of its own


def widths(room: int, name: int = 0) -> dict[str, int]:
    """The columns of a table `room` pixels wide, which is among them; 'last' is 0 where the last time stands under the target
    instead, and 'stacked' is 1 where the words stand over the sets because there is no room beside them. `name`: pixels that
    the exercise's column needs so that no word of a name is cut; it takes them from its neighbours as far as they can spare
    them."""
    tight = room < theme.scaled(_TIGHT_BELOW)
    fixed = {name: theme.scaled(wide) for name, wide in (_TIGHT if tight else _FIXED).items()}
    fixed["number"] = max(fixed["number"], QFontMetrics(theme.font("caption")).horizontalAdvance(tr("Set")) + 2)
    words = room - SIDE - sum(fixed.values()) - 7 * _GAP
    stacked = words < theme.scaled(_STACKED_BELOW)
    if stacked:
        words = room - 2 * SIDE - _GAP
    shares = {"exercise": 0.44, "target": 0.56}
    if words >= theme.scaled(_WITH_LAST) and not stacked:
        shares = {"exercise": 0.33, "target": 0.37, "last": 0.30}
    exercise = max(shares["exercise"], min(name / words, _MOST_NAME)) if words > 0 else shares["exercise"]
    left = (1 - exercise) / (1 - shares["exercise"])
    shares = {part: exercise if part == "exercise" else share * left for part, share in shares.items()}
    found = {part: max(60, round(words * share)) for part, share in shares.items()}
    return {"last": 0, "stacked": int(stacked), "room": room} | found | fixed


class BlockView(QFrame):
    """One exercise: its words on the left, its sets on the right, what is asked at its end below. `pressed()` by the mouse,
    wherever nothing else takes it: a session to come has no field that could take the focus."""

    pressed = Signal()

    def __init__(self, block: vm.Block, reserve: bool) -> None:
        super().__init__()
        self.block = block
        self.current: SetRow | None = None
        self.exercise, self.target, self.last = ExerciseCell(), TargetCell(), QLabel()
        self.last.setProperty("role", "quiet")
        self.last.setWordWrap(True)
        self.last.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rows = [SetRow(line, block, reserve) for line in block.lines]
        self.judge = JudgeRow(block.name)
        self.lead_in = QLabel()
        self.lead_in.setProperty("role", "caption")
        self.lead_in.setWordWrap(True)
        explain(self.lead_in, meanings.WARM_UP_SETS)
        self.before = QWidget()  # a label loses margins of its own when the style sheet is laid on
        before = QVBoxLayout(self.before)
        before.setContentsMargins(0, 10, SIDE, 2)
        before.addWidget(self.lead_in)
        sets = QVBoxLayout()
        sets.setSpacing(0)
        sets.addWidget(self.before)
        for row in self.rows:
            sets.addWidget(row)
        sets.addStretch(1)
        words = QHBoxLayout()
        words.setSpacing(_GAP)
        words.addWidget(self.exercise)
        words.addWidget(self.target)
        last = QVBoxLayout()  # a label loses margins of its own when the style sheet is laid on
        last.setContentsMargins(0, 10, 0, 8)
        last.addWidget(self.last)
        words.addLayout(last)
        words.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(_GAP)
        self._across.addLayout(words)
        self._across.addLayout(sets, 1)
        self._below = QHBoxLayout()
        self._below.addWidget(self.judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 0, 0, 1)
        column.setSpacing(0)
        column.addLayout(self._across)
        column.addLayout(self._below)

    def set_widths(self, found: dict[str, int]) -> None:
        self.exercise.setFixedWidth(found["exercise"])
        self.target.setFixedWidth(found["target"])
        self.last.setFixedWidth(found["last"])
        self.last.setVisible(found["last"] > 0)
        for row in self.rows:
            row.set_widths(found, _GAP)
        stacked = found["stacked"] == 1
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        self._across.setSpacing(0 if stacked else _GAP)
        room = found["room"] - 2 * SIDE
        spare = room - self.judge.lie(room)
        self._below.setContentsMargins(0 if stacked else max(0, min(found["exercise"] + _GAP, spare)), 0, 0, 0)

    def show_block(self, block: vm.Block, writable: bool, reserve: bool, with_last: bool) -> None:
        self.block = block
        self.exercise.show_block(block)
        self.target.show_block(block, with_last)
        self.lead_in.setText(block.lead_in)
        self.before.setVisible(bool(block.lead_in))
        self.last.setText(block.last or fmt.NOTHING)
        self.last.setToolTip("" if block.last else tr("Not done in the last weeks"))
        for row, line in zip(self.rows, block.lines, strict=True):
            row.show_line(line, block, writable, reserve)
        self.judge.show_block(block, writable)
        self.judge.setVisible((block.done and writable) or block.judged)

    def mark(self, row: SetRow | None) -> None:
        if row is not self.current:
            self.current = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide, high = self.width(), self.height()
        left = self.rows[0].mapTo(self, self.rows[0].rect().topLeft()).x() - _GAP if self.rows else 0
        if self.current is not None:
            top = self.current.mapTo(self, self.current.rect().topLeft()).y()
            painter.fillRect(QRectF(left, top, wide - left, self.current.height()), theme.color("selection"))
        for row in self.rows[1:]:
            top = row.mapTo(self, row.rect().topLeft()).y()
            painter.fillRect(QRectF(left, top, wide - left, 1), theme.color("line"))
        painter.fillRect(QRectF(0, high - 1, wide, 1), theme.color("line"))
        painter.end()


class Heads(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 8, 0, 8)
        row.setSpacing(_GAP)
        for name in ("exercise", "target", "last", "number", LOAD, AMOUNT, EFFORT, "mark"):
            label = QLabel()
            label.setProperty("role", "caption")
            if name in (LOAD, AMOUNT, EFFORT):
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                label.setContentsMargins(0, 0, 10, 0)
            self.labels[name] = label
            row.addWidget(label)
        row.addStretch(1)

    def say(self, amount: str, reserve: bool) -> None:
        words = {
            "exercise": tr("Exercise"), "target": tr("Target"), "last": tr("Last time"), "number": tr("Set"),
            LOAD: fmt.mass_unit(), AMOUNT: amount, EFFORT: tr("RIR") if reserve else tr("RPE"), "mark": "",
        }  # fmt: skip
        for name, text in words.items():
            self.labels[name].setText(text)
        explain(self.labels[EFFORT], meanings.RIR if reserve else meanings.RPE)

    def set_widths(self, found: dict[str, int]) -> None:
        for name, label in self.labels.items():
            label.setFixedWidth(found[name])
            label.setVisible(found[name] > 0 and not (found["stacked"] and name in ("exercise", "target")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("line"))
        painter.end()
