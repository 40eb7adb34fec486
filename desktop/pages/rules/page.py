"""The library of rules: a list under headings that is searched and filtered, and the chosen rule in full beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.i18n import tr
from desktop.pages.rules import view_model as vm
from desktop.pages.rules.card import RuleCard
from desktop.pages.rules.rule_list import RuleList
from desktop.qt.page import Context
from desktop.services.library import RuleEntry
from desktop.services.outcome import Topic
from desktop.widgets.certainty import certainty_means, certainty_word
from desktop.widgets.form import Choice
from desktop.widgets.library_page import LibraryPage, Wording
from rules.vocabulary import Certainty


def _read(library: Any, _progress: object) -> tuple[tuple[RuleEntry, ...], dict[str, str]]:
    return library.rules(), {one.slug: one.name for one in library.exercises()}


class RulesPage(LibraryPage):
    topics = frozenset({Topic.SETTINGS, Topic.EVERYTHING})
    read = staticmethod(_read)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filters = vm.Filters()
        self._rules: tuple[RuleEntry, ...] = ()
        self._names: dict[str, str] = {}
        self._lay_out()

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self.list = RuleList()
        self.list.chosen.connect(self._show_card)
        self.list.opened.connect(lambda _id: self.card.area.setFocus(Qt.FocusReason.TabFocusReason))
        self.card = RuleCard()
        self.card.exercise_asked.connect(lambda slug: self.context.go.open("exercises", None, slug))
        self.card.copy_asked.connect(self.copy)
        wording = Wording(
            tr("Find a rule"),
            tr("Words of a rule, its id or its source  {keys}", keys="Ctrl+F"),
            tr("No rule fits. Clear the filters to see all of them."),
        )
        self.put_together(wording, self.list, self.card, self._choices(), (640, 440))

    def _choices(self) -> tuple[Choice, ...]:
        self.subject, self.sure = Choice(), Choice()
        self.subject.setAccessibleName(tr("Subject"))
        self.sure.setAccessibleName(tr("What it rests on"))
        self.subject.set_choices(vm.subject_choices())
        self.sure.set_choices(vm.certainty_choices())
        for choice in (self.subject, self.sure):
            choice.picked.connect(lambda _value: self.on_filter())
        return self.subject, self.sure

    # ------------------------------------------------------------------------------------------------ showing

    @property
    def has_read(self) -> bool:
        return bool(self._rules)

    def show_library(self, read: tuple[tuple[RuleEntry, ...], dict[str, str]]) -> None:
        self._rules, self._names = read
        for place, (sure, count) in enumerate(vm.counts(self._rules).items(), 1):
            said = tr("{certainty} ({n})", certainty=certainty_word(sure), n=count)
            self.sure.setItemText(place, said)
            self.sure.setItemData(place, certainty_means(sure), Qt.ItemDataRole.ToolTipRole)
        self.filter_rows.place()
        self._apply_filter()
        self.card.setVisible(bool(self._rules))
        if self._rules:
            target, self._target = self._target or self.list.current() or self._rules[0].id, ""
            self.show_target(target)

    def _show_card(self, rule_id: str) -> None:
        rule = next((one for one in self._rules if one.id == rule_id), None)
        if rule is not None:
            self.card.show_rule(rule, self._names)

    def show_target(self, target: object) -> None:
        """A rule's id: chosen and brought into sight; filters that would hide it are cleared."""
        if not self._rules:
            self._target = target if isinstance(target, str) else ""
            return
        rule = next((one for one in self._rules if one.id == target), None)
        if rule is None:
            return
        if not self.filters.keep(rule):
            self.clear_filters()
        self.list.select(rule.id)
        self._show_card(rule.id)

    # ------------------------------------------------------------------------------------------------ filtering

    def clear_choices(self) -> None:
        self.subject.set_value("")
        self.sure.set_value(None)

    def on_filter(self) -> None:
        subject, sure = self.subject.value(), self.sure.value()
        self.filters = vm.Filters(
            self.search.text(),
            subject if isinstance(subject, str) else "",
            sure if isinstance(sure, Certainty) else None,
        )
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.list.show_lines(vm.lines(self._rules, self._names, self.filters))
        shown = len(self.list.ids())
        said = vm.count_line(shown, len(self._rules))
        self.say_count(said, self.filters.any, empty=not shown and bool(self._rules))

    def first_found(self) -> str:
        return next(iter(self.list.ids()), "")

    def copy(self) -> None:
        """The chosen rule as text, for a message or a note."""
        if self.card.shown is not None:
            QGuiApplication.clipboard().setText(vm.as_text(self.card.shown))
            self.context.go.say(tr("Rule copied"))
