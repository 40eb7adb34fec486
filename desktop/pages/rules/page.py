"""The library of rules: a list under headings that is searched and filtered, and the chosen rule in full beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.rules import view_model as vm
from desktop.pages.rules.card import RuleCard
from desktop.pages.rules.rule_list import RuleList
from desktop.qt.page import Context, Page
from desktop.services.library import RuleEntry
from desktop.services.outcome import Topic
from desktop.widgets.card import Card
from desktop.widgets.certainty import certainty_means, certainty_word
from desktop.widgets.form import Choice
from desktop.widgets.search import as_search
from rules.vocabulary import Certainty


def _read(library: Any, _progress: object) -> tuple[tuple[RuleEntry, ...], dict[str, str]]:
    return library.rules(), {one.slug: one.name for one in library.exercises()}


class RulesPage(Page):
    topics = frozenset({Topic.SETTINGS, Topic.EVERYTHING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filters = vm.Filters()
        self._rules: tuple[RuleEntry, ...] = ()
        self._names: dict[str, str] = {}
        self._waiting = False  # for the library to be read
        self._target = ""
        self._lay_out()

    @property
    def settled(self) -> bool:
        return not self._waiting

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        self.list = RuleList()
        self.list.chosen.connect(self._show_card)
        self.list.opened.connect(lambda _id: self.card.area.setFocus(Qt.FocusReason.TabFocusReason))
        self.nothing = QLabel(tr("No rule fits. Clear the filters to see all of them."))
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(14, 8, 14, 8)
        left = Card(margin=0)
        left.setMinimumWidth(380)
        left.body.setSpacing(0)
        left.body.setContentsMargins(2, 0, 2, 8)
        left.body.addWidget(self._head())
        left.body.addWidget(self.nothing)
        left.body.addWidget(self.list, 1)
        self.card = RuleCard()
        self.card.exercise_asked.connect(lambda slug: self.context.go.open("exercises", None, slug))
        self.card.copy_asked.connect(self.copy)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([640, 440])
        self.column().addWidget(split)
        self.setFocusProxy(self.list)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Words of a rule, its id or its source  {keys}", keys="Ctrl+F"))
        self.search.setAccessibleName(tr("Find a rule"))
        as_search(self.search)
        self.search.textChanged.connect(lambda _text: self._on_filter())
        self.search.returnPressed.connect(self._go_to_first)
        self.subject, self.sure = Choice(), Choice()
        self.subject.setAccessibleName(tr("Subject"))
        self.sure.setAccessibleName(tr("How sure it is"))
        self.subject.set_choices(vm.subject_choices())
        self.sure.set_choices([(None, tr("However sure")), *((sure, certainty_word(sure)) for sure in Certainty)])
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice, share in ((self.subject, 3), (self.sure, 2)):
            row.addWidget(choice, share)
            choice.setMinimumWidth(60)
            choice.picked.connect(lambda _value: self._on_filter())
        foot = QHBoxLayout()
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self.clear = QPushButton(tr("Clear the filters"))
        self.clear.setProperty("kind", "link")
        self.clear.clicked.connect(self.clear_filters)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.clear)
        column.addWidget(self.search)
        column.addLayout(row)
        column.addLayout(foot)
        return head

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        library = self.context.services.library
        if self._rules or library.ready:
            self._show_library(_read(library, None))
        elif not self._waiting:
            self._waiting = True
            self.context.jobs.run(partial(_read, library), self._show_library, self._on_trouble, key="library")

    def _on_trouble(self, error: Exception) -> None:
        self._waiting = False
        self.context.go.trouble(error)

    def _show_library(self, read: tuple[tuple[RuleEntry, ...], dict[str, str]]) -> None:
        self._waiting = False
        self._rules, self._names = read
        for place, (sure, count) in enumerate(vm.counts(self._rules).items(), 1):
            said = tr("{certainty} ({n})", certainty=certainty_word(sure), n=count)
            self.sure.setItemText(place, said)
            self.sure.setItemData(place, certainty_means(sure), Qt.ItemDataRole.ToolTipRole)
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

    def focus_filter(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def clear_filters(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.subject.set_value("")
        self.sure.set_value(None)
        self._on_filter()

    def _on_filter(self) -> None:
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
        self.count.setText(vm.count_line(shown, len(self._rules)))
        self.clear.setVisible(self.filters.any)
        self.nothing.setVisible(not shown and bool(self._rules))

    def _go_to_first(self) -> None:
        found = self.list.ids()
        if found:
            self.show_target(found[0])
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy(self) -> None:
        """The chosen rule as text, for a message or a note."""
        if self.card.shown is not None:
            QGuiApplication.clipboard().setText(vm.as_text(self.card.shown))
            self.context.go.say(tr("Rule copied"))
