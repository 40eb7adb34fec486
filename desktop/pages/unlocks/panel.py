"""The chosen exercise: its state, what it takes, why, what comes next, and what coaches said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.unlocks import view_model as vm
from desktop.services.words import ExerciseCard, Explanation
from desktop.widgets import meanings
from desktop.widgets.card import Card
from desktop.widgets.layouts import Flow, empty, scrolling
from desktop.widgets.link import Link
from desktop.widgets.pill import Pill
from desktop.widgets.reason_list import ReasonList
from rules.verdicts import Standing


@dataclass(frozen=True)
class Shown:
    """All the panel shows of one exercise. `names` are those of the exercises it opens, by slug, in order; `next_step` is said as
    it is."""

    standing: Standing
    card: ExerciseCard
    words: Explanation
    names: dict[str, str]
    history: tuple[vm.HistoryRow, ...]
    next_step: str


def _label(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


class _Part(QWidget):
    """A heading over something that may be empty; hidden then."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        heading = _label("strong")
        heading.setText(title)
        self.column.addWidget(heading)


class ExercisePanel(Card):
    """`asked(slug)` another exercise, `rule_asked(id)` the rule that decided, `assess_asked()`, `override_asked()`,
    `remove_asked(kind, id)`. Without `judging` it only shows: in athlete mode assessments and overrides are the coach's. The rule
    is a link, or its name alone where `linked` is False because the page of rules is shut."""

    asked = Signal(str)
    rule_asked = Signal(str)
    assess_asked = Signal()
    override_asked = Signal()
    remove_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, judging: bool = True, linked: bool = True) -> None:
        super().__init__(parent=parent)
        self._judging, self._linked = judging, linked
        self.setMinimumWidth(272)
        self.shown: Shown | None = None
        self._make_parts()
        inside = QWidget()
        inside.setProperty("area", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        head.addSpacing(4)
        head.addWidget(self.name)
        head.addWidget(self.kind)
        column.addLayout(head)
        for part in (self.next_part, self.takes_part, self.why_part, self.change_part, self.cues_part, self.opens_part,
                     self.history_part):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.view = scrolling(inside)
        self.body.addWidget(self.view, 1)
        self.override = QPushButton(tr("Override…"))
        self.override.setToolTip(tr("Open its prerequisites by hand, with a reason"))
        self.override.clicked.connect(self.override_asked)
        self.assess = QPushButton(tr("Record assessment"))
        self.assess.clicked.connect(self.assess_asked)
        row = Flow()
        row.addWidget(self.override)
        row.addWidget(self.assess)
        self.body.addLayout(row)
        for button in (self.override, self.assess):
            button.setVisible(judging)

    def _make_parts(self) -> None:
        self.pill = Pill("", "neutral", "", self)
        self.name, self.kind = _label("title"), _label("quiet")
        meanings.explain(self.kind, meanings.LEVEL)
        self.next_part = _Part(tr("Next step"))
        self.next_step = _label()
        self.next_part.column.addWidget(self.next_step)
        self.takes_part = _Part(tr("What it takes"))
        meanings.explain(self.takes_part, meanings.GOOD_DAY)
        self.takes = ReasonList()
        self.takes_part.column.addWidget(self.takes)
        self.why_part = _Part(tr("Why"))
        self.why, self.source = _label("quiet"), _label("caption")
        self.why_part.column.addWidget(self.why)
        self.why_part.column.addWidget(self.source)
        self.rule = Link("") if self._linked else _label("caption")
        if isinstance(self.rule, Link):
            self.rule.clicked.connect(self._on_rule)
            self.why_part.column.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignLeading)
        else:  # as wide as the panel: a text that wraps is not as wide as it is long
            self.why_part.column.addWidget(self.rule)
        self.change_part = _Part(tr("For limited mobility"))
        self.change = _label()
        self.change_part.column.addWidget(self.change)
        self.cues_part = _Part(tr("Cues"))
        self.cues = _label("quiet")
        self.cues_part.column.addWidget(self.cues)
        self.opens_part, self.history_part = _Part(tr("Opens next")), _Part(tr("What coaches said"))
        self._opens, self._history = QVBoxLayout(), QVBoxLayout()
        self._opens.setSpacing(2)
        self._history.setSpacing(6)
        self.opens_part.column.addLayout(self._opens)
        self.history_part.column.addLayout(self._history)

    def _on_rule(self) -> None:
        if self.shown is not None:
            self.rule_asked.emit(self.shown.words.rule)

    def show_exercise(self, shown: Shown) -> None:
        another = self.shown is None or self.shown.card.slug != shown.card.slug
        self.shown = shown
        card, words = shown.card, shown.words
        self.pill.show_state(*vm.pill(shown.standing))
        self.name.setText(card.name)
        self.kind.setText(vm.kind_line(card))
        self._say(self.next_part, self.next_step, shown.next_step)
        lines = vm.take_lines(words.takes)
        self.takes_part.setVisible(bool(lines))
        self.takes.show_lines(lines)
        self.why.setText(vm.why_text(words))
        self.source.setText(vm.source_line(words))
        self.rule.setText(tr("rule {id}", id=words.rule))
        self._say(self.change_part, self.change, card.modification if shown.standing.modification else "")
        self._say(self.cues_part, self.cues, "\n".join(f"• {cue}" for cue in card.cues))
        self._show_opens(words.opens_next, shown.names)
        self._show_history(shown.history)
        self.override.setEnabled(not shown.standing.is_open)
        self.setAccessibleName(f"{card.name}, {self.pill.text}")
        if another:
            self.view.verticalScrollBar().setValue(0)

    @staticmethod
    def _say(part: _Part, label: QLabel, text: str) -> None:
        label.setText(text)
        part.setVisible(bool(text))

    def _show_opens(self, slugs: Sequence[str], names: dict[str, str]) -> None:
        empty(self._opens)
        self.opens_part.setVisible(bool(slugs))
        for slug in slugs:
            link = Link(names[slug])
            link.clicked.connect(lambda _checked=False, slug=slug: self.asked.emit(slug))
            self._opens.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_history(self, rows: Sequence[vm.HistoryRow]) -> None:
        empty(self._history)
        self.history_part.setVisible(bool(rows))
        for row in rows:
            self._history.addWidget(self._told(row))

    def _told(self, row: vm.HistoryRow) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role in ((row.text, ""), (row.detail, "caption")):
            if text:
                label = _label(role)
                label.setText(text)
                words.addWidget(label)
        across.addLayout(words, 1)
        if not self._judging:
            return made
        link = Link(tr("Withdraw") if row.kind == "override" else tr("Delete"))
        link.setAccessibleName(f"{link.text()}, {row.text}")
        link.clicked.connect(lambda _checked=False: self.remove_asked.emit(row.kind, row.id))
        across.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return made
