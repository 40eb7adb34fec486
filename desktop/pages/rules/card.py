"""The chosen rule in full: its sentence, when it applies, its numbers, how sure it is and why, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.rules import view_model as vm
from desktop.services.library import RuleEntry
from desktop.widgets.certainty import certainty_means, certainty_pill
from desktop.widgets.layouts import empty
from desktop.widgets.pill import Pill
from desktop.widgets.reading import Facts, Part, ReadingCard, TextPart, link, text_label
from rules.vocabulary import Certainty


class RuleCard(ReadingCard):
    """`exercise_asked(slug)` when one it belongs to is followed, `copy_asked()`."""

    exercise_asked = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The chosen rule"), parent)
        self.shown: RuleEntry | None = None
        self.subject, self.text = text_label(role="caption"), text_label(role="lead")
        self.id = text_label(role="caption")
        self.copy = link(tr("Copy"), self.copy_asked.emit)
        self.copy.setToolTip(tr("Copies all of this as text"))
        self.when = TextPart(tr("Applies when"))
        self.figures = Part(tr("In numbers"))
        self._figures = Facts()
        self.figures.column.addWidget(self._figures)
        self.next = TextPart(tr("Next step"))
        self.sure = Part(tr("How sure it is"))
        self.pill = Pill("", "neutral", "", self)
        self.means, self.source = text_label(role="quiet"), text_label()
        self.sure.column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeading)
        self.sure.column.addWidget(self.source)
        self.sure.column.addWidget(self.means)
        self.used = Part(tr("Belongs to"))
        self._used = QVBoxLayout()
        self._used.setSpacing(2)
        self.used.column.addLayout(self._used)
        self._lay_out()

    def _lay_out(self) -> None:
        column, head, top = self.column, QVBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        top.setSpacing(16)
        top.addWidget(self.subject, 1)
        top.addWidget(self.copy)
        head.addLayout(top)
        head.addWidget(self.text)
        column.addLayout(head)
        for part in (self.when, self.figures, self.next, self.sure, self.used):
            column.addWidget(part)
        column.addWidget(self.id)  # for whoever looks it up elsewhere; a coach reads the sentence
        line = QFrame()
        line.setProperty("rule", True)
        column.addWidget(line)
        column.addWidget(_legend())
        column.addStretch(1)

    def show_rule(self, rule: RuleEntry, names: Mapping[str, str]) -> None:
        another = self.shown is None or self.shown.id != rule.id
        self.shown = rule
        self.subject.setText(vm.subject_word(rule.subject))
        self.text.setText(rule.text)
        self.id.setText(tr("rule {id}", id=rule.id))
        self.when.say(vm.when_text(rule))
        self._figures.show_rows(rule.figures)
        self.figures.setVisible(bool(rule.figures))
        self.next.say(rule.next_step)
        self.pill.show_state(*certainty_pill(rule.certainty))
        self.means.setText(certainty_means(rule.certainty))
        self.source.setText(vm.source_text(rule))
        empty(self._used)
        for slug in rule.exercises:
            to = link(names[slug], lambda slug=slug: self.exercise_asked.emit(slug))
            self._used.addWidget(to, 0, Qt.AlignmentFlag.AlignLeading)
        self.used.setVisible(bool(rule.exercises))
        self.setAccessibleName(rule.text)
        if another:
            self.area.verticalScrollBar().setValue(0)


def _legend() -> Part:
    made = Part(tr("What the words mean"))
    for sure in Certainty:
        made.column.addSpacing(4)
        made.column.addWidget(Pill(*certainty_pill(sure), made), 0, Qt.AlignmentFlag.AlignLeading)
        made.column.addWidget(text_label(certainty_means(sure), "quiet"))
    return made
