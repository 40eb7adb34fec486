"""The chosen exercise in full: what it is, how it is done, what it takes, and where it sits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.exercises import view_model as vm
from desktop.pages.exercises.neighbours import BEFORE, HERE, OPENS, Neighbours, Step
from desktop.services.library import ExerciseEntry, GateEntry, RuleEntry
from desktop.widgets.certainty import certainty_pill
from desktop.widgets.layouts import empty
from desktop.widgets.pill import Pill
from desktop.widgets.reading import Facts, Part, ReadingCard, TextPart, link, text_label


@dataclass(frozen=True)
class Shown:
    """`names` of all exercises by slug, `states` those known, `rules` of its gates by id; `athlete` whether one is chosen."""

    entry: ExerciseEntry
    names: Mapping[str, str]
    states: Mapping[str, str]
    rules: Mapping[str, RuleEntry | None]
    athlete: bool


class ExerciseCardView(ReadingCard):
    """`asked(slug)` another exercise, `rule_asked(id)` a rule, `map_asked(slug)` its place on the athlete's map."""

    asked = Signal(str)
    rule_asked = Signal(str)
    map_asked = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The chosen exercise"), parent)
        self.shown: Shown | None = None
        self.pill, self.origin = Pill("", "neutral", "", self), Pill("", "neutral", "", self)
        self.name, self.kind = text_label(role="title"), text_label(role="quiet")
        self.show_map = link(tr("Show on the map"), self._on_map)
        self.copy = link(tr("Copy"), self.copy_asked.emit)
        self.copy.setToolTip(tr("Copies all of this as text"))
        self.facts = Facts()
        self.cues = TextPart(tr(vm.CUES))
        self.change = TextPart(tr("For limited mobility"))
        self.takes = Part(tr(vm.TAKES))
        self._gates = QVBoxLayout()
        self._gates.setSpacing(12)
        self.takes.column.addLayout(self._gates)
        self.sits = Part(tr("Where it sits"))
        self.neighbours = Neighbours()
        self.neighbours.asked.connect(self.asked)
        self.sits.column.addWidget(self.neighbours)
        self._lay_out()

    def _lay_out(self) -> None:
        column, head = self.column, QVBoxLayout()
        head.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.pill)
        top.addStretch(1)
        top.addWidget(self.copy)
        head.addLayout(top)
        head.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignLeading)
        head.addSpacing(4)
        head.addWidget(self.name)
        head.addWidget(self.kind)
        head.addWidget(self.show_map, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(head)
        for part in (self.cues, self.takes, self.sits, self.facts, self.change):
            column.addWidget(part)
        column.addStretch(1)

    def show_exercise(self, shown: Shown) -> None:
        another = self.shown is None or self.shown.entry.slug != shown.entry.slug
        self.shown = shown
        one = shown.entry
        self.pill.show_state(*vm.state_pill(shown.states.get(one.slug, "")))
        self.origin.show_state(tr("From the founding article") if one.article else "", "neutral", "flag")
        self.name.setText(one.name)
        self.kind.setText(vm.kind_line(one))
        self.show_map.setVisible(shown.athlete)
        self.show_map.setAccessibleName(tr("Show {exercise} on the map", exercise=one.name))
        self.cues.say(vm.cues(one))
        self.facts.show_rows(vm.facts(one))
        self.change.say(vm.change(one))
        self._show_gates(shown)
        self.neighbours.show_steps(_steps(shown))
        self.setAccessibleName(tr("{exercise}, {kind}", exercise=one.name, kind=vm.kind_line(one)))
        if another:
            self.area.verticalScrollBar().setValue(0)

    def _on_map(self) -> None:
        if self.shown is not None:
            self.map_asked.emit(self.shown.entry.slug)

    def _show_gates(self, shown: Shown) -> None:
        empty(self._gates)
        gates = shown.entry.gates
        if not gates:
            self._gates.addWidget(text_label(tr("Nothing: it is open to everybody."), "quiet"))
        for place, gate in enumerate(gates, 1):
            self._gates.addWidget(self._gate(shown, gate, vm.gate_heading(gate, place, len(gates) > 1)))

    def _gate(self, shown: Shown, gate: GateEntry, heading: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if gate.why:
            column.addWidget(text_label(gate.why, "quiet"))
        if heading:
            column.addWidget(text_label(heading, "quiet"))
        for slug, dose in gate.ways:
            column.addWidget(self._way(slug, shown.names[slug], dose))
        terms = Facts(made)  # one without a parent would flash up as a window of its own
        terms.show_rows(gate.figures)
        column.addSpacing(2)
        column.addWidget(terms)
        rule = shown.rules.get(gate.rule)
        if rule is not None:
            column.addSpacing(2)
            column.addWidget(Pill(*certainty_pill(rule.certainty), made), 0, Qt.AlignmentFlag.AlignLeading)
            if vm.upper_first(rule.source) != certainty_pill(rule.certainty)[0]:  # else the pill says it
                column.addWidget(text_label(vm.upper_first(rule.source), "caption"))
            to = link(tr("rule {id}", id=gate.rule), lambda: self.rule_asked.emit(gate.rule))
            column.addWidget(to, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def _way(self, slug: str, name: str, dose: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        to = link(name, lambda: self.asked.emit(slug), tr("{exercise}, {dose}", exercise=name, dose=dose))
        column.addWidget(to, 0, Qt.AlignmentFlag.AlignLeading)
        said = text_label(dose)
        said.setContentsMargins(2, 0, 2, 0)
        column.addWidget(said)
        return made


def _steps(shown: Shown) -> Sequence[Step]:
    one = shown.entry

    def step(slug: str, kind: int) -> Step:
        return Step(slug, shown.names[slug], kind, shown.states.get(slug, ""))

    before = [step(slug, BEFORE) for slug in one.before]
    return [*before, step(one.slug, HERE), *(step(slug, OPENS) for slug in one.opens)]
