"""The card of one session: its tabs, what may be done with it, how the athlete feels, its sets, and notes at its foot."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from desktop.i18n import tr
from desktop.pages.week.sheet import SessionSheet
from desktop.pages.week.tabs import NoteLine, SessionTabs
from desktop.qt import fmt, icons, theme
from desktop.widgets import meanings
from desktop.widgets.card import Card
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.form import Choice, NumberField, TextField
from desktop.widgets.meanings import meaning
from models.records import Session

_NARROW: Final = 440
"""Width below which tabs and buttons stand one below the other."""


class SessionCard(Card):
    """Signals ask the page: `tab_chosen(key)`, `move_asked()`, `skip_asked()`, `note_asked(what)`, `felt(soreness, readiness)`,
    `told()` when notes or minutes were typed."""

    tab_chosen = Signal(str)
    move_asked = Signal()
    skip_asked = Signal()
    note_asked = Signal(str)
    felt = Signal(object, object)
    told = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=0)
        self._foot_of = ""
        self.tabs = SessionTabs()
        self.tabs.chosen.connect(self.tab_chosen)
        self.move_, self.skip, self.more = QPushButton(tr("Move…")), QPushButton(tr("Skip")), QToolButton()
        self.move_.setToolTip(tr("To another day of this week"))
        self.skip.setToolTip(tr("Leaves this session out; the rest of the week is planned anew"))
        self.more.setIcon(icons.icon("more"))
        self.more.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        self.more.setAccessibleName(tr("More"))
        self.more.setToolTip(tr("More"))
        self.more.clicked.connect(lambda: menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        for button, signal in ((self.move_, self.move_asked), (self.skip, self.skip_asked)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        self.note = NoteLine()
        self.note.asked.connect(self.note_asked)
        self.sheet = SessionSheet()
        self.body.setSpacing(0)
        self._top, self._said = self._top_row(), self._feelings()
        self.body.addLayout(self._top)
        self.body.addLayout(self._said)
        self.body.addWidget(self.note)
        self.body.addWidget(_hairline())
        self.body.addWidget(self.sheet, 1)
        self.body.addLayout(self._foot())

    def _top_row(self) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(16, 12, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeading)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addStretch(1)
        for button in (self.move_, self.skip, self.more):
            tools.addWidget(button)
        row.addLayout(tools, 1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room beside one another stands one below the other."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for row in (self._top, self._said):
            row.setDirection(direction)

    def _feelings(self) -> QBoxLayout:
        self.minutes_text = ElidedLabel(role="quiet")
        self.minutes_text.setAccessibleDescription(meaning(meanings.MINUTES))
        self.soreness, self.readiness = Choice(), Choice()
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setContentsMargins(16, 0, 16, 8)
        both.setSpacing(6)
        both.addWidget(self.minutes_text, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        for choice, text, numbers, tip in (
            (self.soreness, tr("Soreness"), range(11), meaning(meanings.SORENESS)),
            (self.readiness, tr("Readiness"), range(1, 6), meaning(meanings.READINESS)),
        ):
            choice.set_choices([(None, fmt.NOTHING), *((number, str(number)) for number in numbers)])
            choice.setToolTip(tip)
            choice.setAccessibleName(text)
            choice.setAccessibleDescription(tip)
            choice.setFixedWidth(56 + theme.scaled(36))  # two digits beside the arrow
            choice.picked.connect(lambda _value: self.felt.emit(self.soreness.value(), self.readiness.value()))
            label = QLabel(text)
            label.setProperty("role", "caption")
            label.setToolTip(tip)
            label.setBuddy(choice)
            row.addSpacing(8)
            row.addWidget(label)
            row.addWidget(choice)
        both.addLayout(row)
        return both

    def _foot(self) -> QHBoxLayout:
        self.notes, self.minutes = TextField(tr("How it went")), NumberField(0, 600, 0)
        self.minutes.setFixedWidth(theme.scaled(64))
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        for text, field, stretch in ((tr("Notes"), self.notes, 1), (tr("Minutes"), self.minutes, 0)):
            label = QLabel(text)
            label.setProperty("role", "caption")
            label.setBuddy(field)
            field.setAccessibleName(text)
            row.addWidget(label)
            row.addWidget(field, stretch)
        self.notes.committed.connect(lambda _text: self.told.emit())
        self.minutes.committed.connect(lambda _value: self.told.emit())
        self.minutes.refused.connect(self.sheet.say)
        return row

    # ------------------------------------------------------------------------------------------------ showing

    def show_feelings(self, soreness: int | None, readiness: int | None, able: bool) -> None:
        """How the athlete feels; `able`: it may be said, or put right."""
        self.soreness.set_value(soreness)
        self.readiness.set_value(readiness)
        for choice in (self.soreness, self.readiness):
            choice.setEnabled(able)

    def show_foot(self, session: Session | None, able: bool) -> None:
        """Notes and minutes of a session. What is being typed of the same one is left alone."""
        other = session is None or session.id != self._foot_of
        self._foot_of = "" if session is None else session.id
        if other or not self.notes.hasFocus():
            self.notes.show_value("" if session is None else session.notes)
        if other or not (self.minutes.hasFocus() or self.minutes.trouble()):
            self.minutes.show_value(None if session is None else session.minutes)
        self.notes.setEnabled(able)
        self.minutes.setEnabled(able)

    def show_minutes(self, text: str) -> None:
        self.minutes_text.setText(text)

    def show_tools(self, movable: bool, skippable: bool) -> None:
        self.move_.setVisible(movable)
        self.skip.setVisible(skippable)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    return line
