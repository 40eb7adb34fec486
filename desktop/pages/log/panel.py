"""The editor of one session: its fields above, its sets below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import tr
from desktop.pages.log.draft import Draft
from desktop.pages.log.view_model import Catalogue, kind_short, status_word
from desktop.qt import icons, theme
from desktop.qt.memory import Memory
from desktop.widgets import meanings
from desktop.widgets.card import Card
from desktop.widgets.form import Choice, DateField, FieldRow, NumberField, TextField, TypedLine
from desktop.widgets.meanings import meaning
from desktop.widgets.pill import Pill
from desktop.widgets.set_editor import SetEditor
from models.records import SessionKind, SessionStatus

_ONE_LANE = 600
"""Pixels that all fields need beside one another."""


class SessionPanel(Card):
    """`show_draft(draft)`, `draft()` with everything as typed. `edited()` after every change, `left()` when the focus went
    elsewhere, `save_asked()` on Ctrl+Enter or a change of the sets, `remove_asked()`, `exercise_asked()`."""

    edited = Signal()
    left = Signal()
    save_asked = Signal()
    remove_asked = Signal()
    exercise_asked = Signal()

    def __init__(self, known: Catalogue, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Session"), parent, margin=12)
        self._id = ""
        self.pill = Pill(parent=self)
        self.state = QLabel()
        self.state.setProperty("role", "caption")
        self.remove = QPushButton(tr("Delete session"))
        self.remove.setIcon(icons.icon("delete", "quiet"))
        self.remove.setProperty("kind", "quiet")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self.remove_asked)
        for widget in (self.state, self.pill, self.remove):
            self.head.addWidget(widget)
        self._make_fields()
        self.sets = SetEditor(known.choices, memory)
        self.sets.changed.connect(self.edited)
        self.sets.reshaped.connect(self.save_asked)
        self.sets.exercise_asked.connect(self.exercise_asked)
        self.body.addWidget(self.sets, 1)
        self.body.setSpacing(12)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_save_key)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a panel needs the application"
        app.focusChanged.connect(self._on_focus)

    def _make_fields(self) -> None:
        self.on = DateField(required=True)
        self.kind, self.status = Choice(), Choice()
        self.kind.set_choices([(one, kind_short(one)) for one in SessionKind])
        self.status.set_choices([(one, status_word(one)) for one in SessionStatus])
        self.minutes, self.soreness = NumberField(0, 600, 0), NumberField(0, 10, 0)
        self.readiness, self.notes = NumberField(1, 5, 0), TextField(tr("How it went"))
        self.rows: dict[str, FieldRow] = {}
        self._lanes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lanes.setSpacing(6)
        lanes = (QHBoxLayout(), QHBoxLayout())
        for number, (name, label, field, stretch, tip) in enumerate((
            ("on", tr("Date"), self.on, 3, ""),
            ("kind", tr("Kind"), self.kind, 2, tr("The plan it follows; free is anything else")),
            ("status", tr("Status"), self.status, 3, ""),
            ("minutes", tr("Minutes"), self.minutes, 2, tr("How long it took")),
            ("soreness", tr("Soreness"), self.soreness, 2, meaning(meanings.SORENESS)),
            ("readiness", tr("Readiness"), self.readiness, 2, meaning(meanings.READINESS)),
        )):  # fmt: skip
            row = FieldRow(label, field)
            field.setToolTip(tip)
            field.setMinimumWidth(theme.scaled(58))
            self.rows[name] = row
            lanes[number // 3].addWidget(row, stretch, Qt.AlignmentFlag.AlignTop)
        self.rows["notes"] = FieldRow(tr("Notes"), self.notes)
        self.on.setMinimumWidth(32 + theme.scaled(126))
        self.status.setMinimumWidth(40 + theme.scaled(72))
        self.kind.setMinimumWidth(40 + theme.scaled(50))
        for lane, stretch in zip(lanes, (8, 6), strict=True):
            lane.setSpacing(6)
            self._lanes.addLayout(lane, stretch)
        self.body.addLayout(self._lanes)
        self.body.addWidget(self.rows["notes"])
        fields: tuple[DateField | NumberField | TextField, ...] = (
            self.on, self.minutes, self.soreness, self.readiness, self.notes,
        )  # fmt: skip
        for field in fields:
            field.committed.connect(lambda _value: self.edited.emit())
        for choice in (self.kind, self.status):
            choice.picked.connect(lambda _value: self.edited.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.scaled(_ONE_LANE)
        self._lanes.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    # ------------------------------------------------------------------------------------------------ showing

    def set_catalogue(self, known: Catalogue) -> None:
        self.sets.set_exercises(known.choices)

    def show_draft(self, draft: Draft, phase: tuple[str, str] = ("", "neutral")) -> None:
        """Shows a session; `phase` is (word, tone) of its day."""
        other, self._id = draft.id != self._id, draft.id
        self.pill.show_state(*phase)
        self.kind.set_value(SessionKind(draft.kind))
        self.status.set_value(SessionStatus(draft.status))
        for name, field in self._lines().items():
            field.settle(draft.texts.get(name, ""))
            self.rows[name].clear()
        for name in ("on", "minutes", "soreness", "readiness"):
            field = getattr(self, name)
            if field.trouble() and draft.texts.get(name, "").strip():
                self.rows[name].refuse(field.trouble())
        self.sets.show_sets(draft.rows)
        if other:
            self.sets.table.scrollToTop()

    def _lines(self) -> dict[str, TypedLine]:
        return {"on": self.on.line, "minutes": self.minutes, "soreness": self.soreness, "readiness": self.readiness,
                "notes": self.notes}  # fmt: skip

    def draft(self) -> Draft:
        """What is typed, good or not."""
        texts = {name: field.text() for name, field in self._lines().items()}
        return Draft(
            self._id, SessionKind(self.kind.value()), SessionStatus(self.status.value()), texts, self.sets.rows()
        )

    def say(self, text: str, alarm: bool = False) -> None:
        """The state of saving, in a few words."""
        self.state.setText(text)
        theme.set_property(self.state, "role", "error" if alarm else "caption")

    def refuse(self, name: str, message: str) -> None:
        """Shows why it cannot be saved, at its field where it has one."""
        row = self.rows.get(name)
        if row is not None:
            row.refuse(message)

    def commit(self) -> None:
        """Takes in what is being typed."""
        self.sets.commit()
        for field in self._lines().values():
            field.finish()

    def add_exercise(self, slug: str, off_plan: bool) -> None:
        self.sets.add_exercise(slug, off_plan)

    # ------------------------------------------------------------------------------------------------ keys and focus

    def _on_save_key(self) -> None:
        self.commit()
        self.save_asked.emit()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or not self._holds(old) or (new is not None and self._holds(new)):
            return
        if QApplication.activePopupWidget() is None:
            self.left.emit()

    def _holds(self, widget: QWidget) -> bool:
        """Whether a widget is in here, or in a list or sheet that was opened from here."""
        found: QWidget | None = widget
        while found is not None and found is not self:
            found = found.parentWidget()
        return found is self
