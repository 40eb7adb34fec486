"""The parts of the table of sets: fields, ticks, one row a set, the cell of an exercise, and what is asked at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.week import view_model as vm
from desktop.pages.week.doses import amount_short
from desktop.pages.week.entry import Entry
from desktop.qt import fmt, icons, theme
from desktop.widgets import meanings
from desktop.widgets.form import fill
from desktop.widgets.meanings import meaning
from desktop.widgets.rest_timer import RestTimer
from desktop.widgets.scale import Scale
from desktop.widgets.set_editor import CellRefused, number_typed
from desktop.widgets.wrapping import WholeLabel

LOAD, AMOUNT, EFFORT = "load", "amount", "rpe"
FIELDS: Final = (LOAD, AMOUNT, EFFORT)
RESERVE: Final = 10.0
_APART: Final = 14  # pixels between the two questions at the end of an exercise
_BESIDE_NAME: Final = 2  # pixels between a name and its button
_MOST_AMOUNT, _MOST_LOAD, _MOST_BAND = 10_000.0, 1000.0, 20.0


class SetField(QLineEdit):
    """One number of a set. What it is if nothing is typed stands in it faintly; `walked(step)` on the up and down arrows."""

    walked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _text: self.refuse(""))

    def show_value(self, done: str | None, meant: str) -> None:
        """`done` None: not entered yet. What is being typed is left alone."""
        self.setPlaceholderText(meant)
        if not self.isModified():
            fill(self, done or "")

    def settle(self) -> None:
        self.setModified(False)
        self.refuse("")

    def refuse(self, message: str) -> None:
        theme.set_property(self, "state", "refused" if message else "")
        self.setToolTip(message)
        self.setAccessibleDescription(message or self.placeholderText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.undo_typing()
            return
        super().keyPressEvent(event)

    def undo_typing(self) -> None:
        while self.isUndoAvailable():
            self.undo()
        self.settle()


class Tick(QAbstractButton):
    """A set's tick: a click logs the set as it stands, or takes it back. The keyboard's way is Enter in a field."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(theme.scaled(32), theme.scaled(32))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """The session says whether a set is done, not the click."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("unlocked-pill"))
            painter.drawEllipse(middle, theme.scaled(11), theme.scaled(11))
            side = theme.scaled(14)
            box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            icons.paint(painter, "check", "unlocked-ink", box)
        elif self.isEnabled():
            over = self.underMouse()
            painter.setPen(QPen(theme.color("accent" if over else "line-strong"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, theme.scaled(10), theme.scaled(10))
        painter.end()


class SetRow(QWidget):
    """One set: its number, what was done, a tick or the rest. `entered(id, Entry)`, `cleared(id)`, `trouble(message)`."""

    entered = Signal(str, object)
    cleared = Signal(str)
    trouble = Signal(str)

    def __init__(self, line: vm.Line, block: vm.Block, reserve: bool) -> None:
        super().__init__()
        self.line, self.block, self.reserve = line, block, reserve
        self.number = QLabel(line.number)
        self.number.setProperty("role", "quiet")
        self.fields: dict[str, SetField] = {}
        self.cells: dict[str, QWidget] = {}
        there = {LOAD: line.loaded, AMOUNT: True, EFFORT: line.effort}
        for name in FIELDS:
            self.cells[name] = self._field(name) if there[name] else self._nothing(name)
        self.tick = Tick()
        self.tick.clicked.connect(self._on_tick)
        self.mark = QWidget()
        self._marks = QHBoxLayout(self.mark)
        self._marks.setContentsMargins(0, 0, 0, 0)
        self._marks.setSpacing(0)
        self._marks.addWidget(self.tick)
        self._marks.addStretch(1)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(0, 4, 0, 4)
        for widget in (self.number, *self.cells.values(), self.mark):
            self.across.addWidget(widget)
        self.across.addStretch(1)

    def _field(self, name: str) -> SetField:
        made = SetField(name)
        made.returnPressed.connect(self.enter)
        self.fields[name] = made
        return made

    def _nothing(self, name: str) -> QLabel:
        made = QLabel(fmt.NOTHING if name == LOAD else "")
        made.setProperty("role", "quiet")
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def set_widths(self, widths: dict[str, int], gap: int) -> None:
        self.across.setSpacing(gap)
        self.number.setFixedWidth(widths["number"])
        for name, cell in self.cells.items():
            cell.setFixedWidth(widths[name])
        self.mark.setFixedWidth(widths["mark"])

    # ------------------------------------------------------------------------------------------------ showing

    def show_line(self, line: vm.Line, block: vm.Block, writable: bool, reserve: bool) -> None:
        self.line, self.block, self.reserve = line, block, reserve
        names = {LOAD: fmt.mass_unit() if block.mass else tr("band level"), AMOUNT: tr("done"),
                 EFFORT: tr("RIR") if reserve else tr("RPE")}  # fmt: skip
        for name, field in self.fields.items():
            field.show_value(None if line.done is None else self._text(name, line.done), self._text(name, line.meant))
            field.setAccessibleName(f"{line.spoken}, {names[name]}")
            field.setAccessibleDescription(field.toolTip() or field.placeholderText())
            field.setReadOnly(not writable)
            field.setEnabled(writable)
        self.tick.setChecked(line.done is not None)
        self.tick.setEnabled(writable)
        said = tr("Done: take it back") if line.done is not None else tr("Log this set as it stands")
        self.tick.setAccessibleName(f"{line.spoken}: {said}")
        self.tick.setToolTip(said if writable else "")

    def _text(self, name: str, entry: Entry) -> str:
        if name == AMOUNT:
            return "" if entry.amount is None else amount_short(entry.amount, self.block.unit)
        if name == LOAD:
            return "" if entry.load is None else fmt.number(fmt.mass(entry.load) if self.block.mass else entry.load)
        if entry.rpe is None:
            return ""
        return fmt.number(RESERVE - entry.rpe if self.reserve else entry.rpe, 1)

    @property
    def modified(self) -> bool:
        return any(field.isModified() for field in self.fields.values())

    @property
    def says_done(self) -> bool:
        """Whether leaving the row means that the set was done: how much was typed, or a set already done was changed."""
        return self.fields[AMOUNT].isModified() or (self.modified and self.line.done is not None)

    def settle(self) -> None:
        for field in self.fields.values():
            field.settle()

    def show_timer(self, timer: RestTimer) -> None:
        self._marks.insertWidget(0, timer)
        self.tick.hide()

    def show_tick(self) -> None:
        self.tick.show()

    # ------------------------------------------------------------------------------------------------ taking in

    def enter(self) -> bool:
        """Takes the row in as it stands: what is typed, else what is meant. An emptied set that was done is not done. False where it
        cannot be read, which is said."""
        amount = self.fields[AMOUNT]
        if amount.isReadOnly():
            return True
        if self.line.done is not None and not amount.text().strip():
            self.cleared.emit(self.line.id)
            return True
        try:
            entry = self.entry()
        except CellRefused as refusal:
            field = self.fields[refusal.field]
            field.refuse(refusal.message)
            field.setFocus()
            self.trouble.emit(f"{field.accessibleName()}: {refusal.message}")
            return False
        self.entered.emit(self.line.id, entry)
        return True

    def entry(self) -> Entry:
        """What the row says. Raises CellRefused."""
        most = {AMOUNT: _MOST_AMOUNT, LOAD: _most_load(self.block.mass), EFFORT: RESERVE}
        typed: dict[str, float | None] = {}
        for name, field in self.fields.items():
            value = number_typed(name, field.text(), 0, most[name], 2 if name == LOAD else 1)
            if value is None and self.line.done is None:
                typed[name] = getattr(self.line.meant, name)
            elif value is None:
                typed[name] = None
            elif name == LOAD:
                typed[name] = fmt.kilograms(value) if self.block.mass else value
            else:
                typed[name] = RESERVE - value if name == EFFORT and self.reserve else value
        if typed[AMOUNT] is None:
            raise CellRefused(AMOUNT, tr("How much was it?"))
        return Entry(typed[AMOUNT], typed.get(LOAD), typed.get(EFFORT))

    def _on_tick(self) -> None:
        if self.line.done is not None:
            self.cleared.emit(self.line.id)
        else:
            self.enter()


def _most_load(mass: bool) -> float:
    return (fmt.mass(_MOST_LOAD) or _MOST_LOAD) if mass else _MOST_BAND


class ExerciseCell(QWidget):
    """Name, category and sides of an exercise, and a button that offers others in its place."""

    swap_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.caption = WholeLabel(), QLabel()
        self.name.setProperty("role", "strong")
        self.caption.setProperty("role", "caption")
        for label in (self.name, self.caption):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.swap = QToolButton()
        self.swap.setIcon(icons.icon("swap", "quiet"))
        self.swap.setIconSize(QSize(theme.scaled(14), theme.scaled(14)))
        self.swap.setFixedSize(theme.scaled(28), theme.scaled(28))
        self.swap.clicked.connect(self.swap_asked)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.caption)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 8)
        row.setSpacing(_BESIDE_NAME)
        row.addLayout(words, 1)
        row.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignTop)

    def least(self) -> int:
        """Pixels it is to be wide so that no word of the name is cut."""
        beside = 0 if self.swap.isHidden() else self.swap.maximumWidth() + _BESIDE_NAME
        return self.name.widest_word() + beside

    def show_block(self, block: vm.Block) -> None:
        self.name.setText(block.name)
        self.caption.setText(block.caption)
        self.swap.setVisible(block.swappable)
        said = tr("Another exercise instead of {name}", name=block.name)
        self.swap.setToolTip(said)
        self.swap.setAccessibleName(said)


class TargetCell(QWidget):
    """What is asked of an exercise, what goes on the bar, what changed since last time; in a narrow table the last time too."""

    def __init__(self) -> None:
        super().__init__()
        self.dose, self.plates, self.change, self.last = QLabel(), QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(1)
        for label, role in (
            (self.dose, ""),
            (self.plates, "caption"),
            (self.change, "caption"),
            (self.last, "caption"),
        ):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
            column.addWidget(label)
        column.addStretch(1)

    def show_block(self, block: vm.Block, with_last: bool) -> None:
        self.dose.setText(block.target)
        self.dose.setToolTip(block.other)
        self.dose.setAccessibleDescription(block.other)
        last = tr("last: {sets}", sets=block.last) if with_last and block.last else ""
        for label, text in ((self.plates, block.plates), (self.change, block.change), (self.last, last)):
            label.setText(text)
            label.setVisible(bool(text))
        self.change.setToolTip(tr("rule {id}", id=block.why) if block.why else "")


class JudgeRow(QWidget):
    """Asked at the end of an exercise: technique and pain, one key each. `answered(name, value)`, `through()` after the last."""

    answered = Signal(str, object)
    through = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        technique, pain = tr("Technique"), tr("Pain")
        self.technique = Scale(
            f"{name}, {technique}", 0, 5, _hint(meanings.TECHNIQUE, tr("One key; Enter leaves it open."))
        )
        self.pain = Scale(f"{name}, {pain}", 0, 10, _hint(meanings.PAIN, tr("One key; Enter for none, End for 10.")))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 2, 0, 8)
        self._both.setSpacing(_APART)
        self._parts: list[QHBoxLayout] = []
        for text, scale, term in (
            (technique, self.technique, meanings.TECHNIQUE),
            (pain, self.pain, meanings.PAIN),
        ):
            label = QLabel(text)
            label.setProperty("role", "caption")
            label.setToolTip(meaning(term))
            label.setBuddy(scale)
            part = QHBoxLayout()
            part.setSpacing(6)
            part.addWidget(label)
            part.addWidget(scale)
            part.addStretch(1)
            self._parts.append(part)
            self._both.addLayout(part)
        self._both.addStretch(1)
        self.technique.picked.connect(lambda value: self._on("technique", value))
        self.technique.passed.connect(self.pain.setFocus)
        self.pain.picked.connect(lambda value: self._on("pain", value))
        self.pain.passed.connect(self._no_pain)

    def lie(self, room: int) -> int:
        """Puts both beside one another where `room` pixels are enough, else one below the other; returns how wide it is."""
        wide = [part.sizeHint().width() for part in self._parts]
        beside = sum(wide) + _APART <= room
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._both.setSpacing(_APART if beside else 4)
        return sum(wide) + _APART if beside else max(wide)

    def _on(self, name: str, value: int | None) -> None:
        self.answered.emit(name, value)
        if value is None:
            return
        if name == "technique":
            self.pain.setFocus()
        else:
            self.through.emit()

    def _no_pain(self) -> None:
        if self.pain.value is None:
            self.pain.show_value(0)
            self.answered.emit("pain", 0)
        self.through.emit()

    def show_block(self, block: vm.Block, writable: bool) -> None:
        self.technique.show_value(block.technique)
        self.pain.show_value(block.pain)
        for scale in (self.technique, self.pain):
            scale.setEnabled(writable)


def _hint(term: str, keys: str) -> str:
    """What a scale means, and which keys answer it."""
    return f"{meaning(term)}\n{keys}"
