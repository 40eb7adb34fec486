"""The sessions of a week as plain text: day, minutes, exercises with their doses, and the reasons on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.season.planned import Planned, PlannedRows
from desktop.widgets.layouts import empty
from desktop.widgets.pill import Pill
from desktop.widgets.reason_list import INFO, MET, ReasonLine, ReasonList


class SessionBox(QWidget):
    """One session; its reasons unfold under it. `rule_asked(id)` when the rule behind one is followed."""

    rule_asked = Signal(str)

    def __init__(self, shown: Planned, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setAccessibleName(shown.spoken())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        if shown.items:
            column.addLayout(self._items())
        self.why = QPushButton(tr("Why this session"))
        self.why.setProperty("kind", "link")
        self.why.setCheckable(True)
        self.why.setVisible(bool(shown.whys))
        self.why.setAccessibleName(tr("Why {session}", session=shown.spoken()))
        self.why.toggled.connect(self._on_why)
        self.reasons = ReasonList()
        self.reasons.rule_asked.connect(self.rule_asked)
        self.reasons.hide()
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reasons)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = QLabel(tr("{session} · {day}", session=self.shown.name, day=self.shown.day))
        name.setProperty("role", "strong")
        name.setWordWrap(True)
        row.addWidget(name, 1)
        if self.shown.word:
            row.addWidget(Pill(self.shown.word, self.shown.tone, self.shown.icon))
        about = QLabel(self.shown.about)
        about.setProperty("role", "caption")
        row.addWidget(about)
        return row

    def _items(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, item in enumerate(self.shown.items):
            name, dose = QLabel(item.name), QLabel(item.dose)
            name.setWordWrap(True)
            dose.setWordWrap(True)
            dose.setAlignment(top | Qt.AlignmentFlag.AlignRight)
            name.setToolTip(item.why)
            dose.setToolTip(item.why)
            dose.setProperty("role", "quiet")
            name.setAccessibleName(f"{item.name}, {item.dose}")
            grid.addWidget(name, number, 0, top)
            grid.addWidget(dose, number, 1, top)
        return grid

    def _on_why(self, wanted: bool) -> None:
        if wanted and not self.reasons.lines:
            self.reasons.show_lines([
                ReasonLine(why.text, INFO, rule=why.rule)
                for why in self.shown.whys
            ])  # fmt: skip
        self.reasons.setVisible(wanted)


class SessionList(QWidget):
    """The sessions of one week, one under the other, and what the week goes without. `rule_asked(id)`: the rule behind it."""

    rule_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(10)
        self._shown: tuple[PlannedRows | None, str] | None = None
        self.boxes: tuple[SessionBox, ...] = ()
        self.said = ""

    def show_week(self, rows: PlannedRows | None, said: str) -> None:
        """The sessions, or in `said` why there is none to be shown."""
        if (rows, said) == self._shown:
            return
        self._shown, self.said = (rows, said), said
        empty(self._column)
        self.boxes = tuple(SessionBox(one) for one in rows.sessions) if rows is not None else ()
        for box in self.boxes:
            box.rule_asked.connect(self.rule_asked)
            self._column.addWidget(_rule())
            self._column.addWidget(box)
        if said:
            self._column.addWidget(_text(said, "quiet"))
        if rows is not None:
            self._about_week(rows)

    def _about_week(self, rows: PlannedRows) -> None:
        opening = [ReasonLine(tr("Would open: {what}", what=what), MET) for what in rows.opening]
        gone = [ReasonLine(why.text, INFO, rule=why.rule) for why in rows.left_out]
        if opening or gone:
            lines = ReasonList()
            lines.rule_asked.connect(self.rule_asked)
            lines.show_lines([*opening, *gone])
            self._column.addWidget(lines)
        if rows.projected:
            self._column.addWidget(_text(tr("Projected: if every session before goes as written."), "caption"))


def _text(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made


def _rule() -> QFrame:
    made = QFrame()
    made.setProperty("rule", True)
    made.setFixedHeight(1)
    return made
