"""Unlocks: the map of all exercises and its twin, the list; the chosen exercise beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import tr
from desktop.pages.unlocks import view_model as vm
from desktop.pages.unlocks.assess import AssessSheet
from desktop.pages.unlocks.columns import columns, fit
from desktop.pages.unlocks.news_note import NewsNote
from desktop.pages.unlocks.panel import ExercisePanel, Shown
from desktop.pages.unlocks.passport import save_passport
from desktop.pages.unlocks.save_picture import save_picture
from desktop.qt import icons, theme
from desktop.qt.page import Context, Page
from desktop.services.outcome import Topic
from desktop.services.words import ExerciseCard, Explanation
from desktop.widgets import meanings
from desktop.widgets.card import Card
from desktop.widgets.search import as_search
from desktop.widgets.table import Table
from desktop.widgets.tool import tool
from desktop.widgets.unlock_map import MapNode, UnlockMap
from models.records import Assessment, Dossier, Override, new_id
from rules.verdicts import Standing

NARROW: Final = 980  # of the page: below, the panel comes when it is asked for
_BOTH, _PANEL, _MAP = 690, 272, (380, 270)
"""What map and panel take beside one another, and each of them at least; all but the first of the map grow with the text."""
_BETWEEN, _BESIDE_LIST = 64, 18
"""What the page takes around map and panel; the list's scroll bar."""
_SOMETIMES: Final = frozenset({vm.WAITS, vm.HELD})  # counters worth a place only when they count something


_MEANS = dict(
    zip(
        vm.STATES,
        (meanings.UNLOCKED, meanings.WITHIN_REACH, meanings.WAITS, meanings.LOCKED, meanings.HELD),
        strict=True,
    )
)
"""What each state means, by its name."""


def _node(row: vm.UnlockRow) -> MapNode:
    return MapNode(row.slug, row.name, row.subtitle, row.category.value, row.state, row.missing)


class UnlocksPage(Page):
    topics = frozenset(
        {Topic.ATHLETES, Topic.RACES, Topic.TRAINING, Topic.ASSESSMENTS, Topic.SETTINGS, Topic.EVERYTHING}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[vm.UnlockRow, ...] = ()
        self._words: dict[str, Explanation] = {}
        self._cards: dict[str, ExerciseCard] = {}
        self._dossier: Dossier | None = None
        self._slug, self._state = "", ""
        self._fresh: tuple[str, ...] = ()
        self._assess = self.make_action(
            tr("Record assessment"),
            self.record,
            "edit",
            "Ctrl+R",
            tr("Rate the chosen exercise  {keys}", keys="Ctrl+R"),
            needs="assess",
        )
        self._passport = self.make_action(
            tr("Passport"),
            self.save_passport,
            icon="passport",
            tip=tr("What is open and what comes next, for the phone and for paper"),
        )
        self._save = self.make_action(
            tr("Save the map"),
            self.save_picture,
            "export",
            tip=tr("As a picture, with names and a legend"),
            does="export",
        )
        self._lay_out()

    def save_passport(self) -> None:
        """Writes what is open and what comes next as files to take along."""
        if self.athlete_id is not None:
            save_passport(self.context, self.athlete_id)

    def actions(self) -> list[QAction]:
        return [self._passport, self._save, self._assess]

    # ------------------------------------------------------------------------------------------------ putting together

    def _lay_out(self) -> None:
        """From the outside in: what is filled before it has its place is styled once more at every step."""
        split = QSplitter(self)
        self.column().addWidget(split)
        left = self.left = Card(parent=split, margin=0)
        left.setMinimumWidth(_MAP[0])
        left.body.setSpacing(0)
        left.body.setContentsMargins(2, 0, 2, 8)
        head = QWidget(left)
        self.views = QStackedWidget(left)
        left.body.addWidget(head)
        left.body.addWidget(self.views, 1)
        self._make_views()
        self._make_head(head)
        policy = self.context.policy
        self.panel = ExercisePanel(split, judging=policy.may("assess"), linked=policy.page("rules"))
        self.panel.asked.connect(self.show_target)
        self.panel.rule_asked.connect(lambda rule: self.context.go.open("rules", None, rule))
        self.panel.assess_asked.connect(self.record)
        self.panel.override_asked.connect(self.override)
        self.panel.remove_asked.connect(self.remove)
        QShortcut(
            QKeySequence("Esc"), self.panel, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._leave_panel)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 340])
        self.setFocusProxy(self.map)  # where the keys go when the page opens: arrows walk the map

    def _make_views(self) -> None:
        self.map = UnlockMap(parent=self.views)
        self.map.chosen.connect(self.choose)
        self.map.clicked.connect(lambda _slug: self._show_panel())
        self.map.opened.connect(lambda _slug: self._go_to_panel())
        self.note = NewsNote(self.map)
        self.note.clicked.connect(lambda: self.show_target(self._fresh[0]) if self._fresh else None)
        self.list = Table(
            "unlocks", columns(), lambda row: row.slug, self.context.memory, framed=False, parent=self.views
        )
        self.list.setAccessibleName(tr("List of exercises"))
        self.list.chosen.connect(lambda rows: self.choose(rows[0].slug) if rows else None)
        self.list.clicked.connect(lambda _index: self._show_panel())
        self.list.opened.connect(lambda _row: self._go_to_panel())
        self.views.addWidget(self.map)
        self.views.addWidget(self.list)
        self.views.installEventFilter(self)

    def _make_head(self, head: QWidget) -> None:
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        self.counters: dict[str, QPushButton] = {}
        self._lane, second = QGridLayout(), QHBoxLayout()
        column.addLayout(self._lane)
        column.addLayout(second)
        self._lane.setSpacing(8)
        for state in vm.STATES:
            button = QPushButton()
            button.setCheckable(True)
            meanings.explain(button, _MEANS[state], tr("Shows only these; again for all"))
            button.clicked.connect(lambda _checked=False, state=state: self.filter_state(state))
            self.counters[state] = button
            self._lane.addWidget(button)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find an exercise  {keys}", keys="Ctrl+F"))
        self.search.setAccessibleName(tr("Find an exercise"))
        as_search(self.search)
        self.search.textChanged.connect(lambda _text: self._apply_filter())
        self.search.returnPressed.connect(self._go_to_first)
        second.addWidget(self.search, 1)
        self._zooms = [
            tool("add", tr("Larger"), lambda: self.map.zoom(1.2)),
            tool("minus", tr("Smaller"), lambda: self.map.zoom(1 / 1.2)),
            tool("map", tr("Show the whole map"), self.map.fit),
        ]
        for button in self._zooms:
            second.addWidget(button)
        self.details = QPushButton(tr("Details"))
        self.details.setCheckable(True)
        self.details.setToolTip(tr("What the chosen exercise takes, and why  {keys}", keys="Enter"))
        self.details.toggled.connect(lambda _checked: self._fold())
        second.addWidget(self.details)
        self.twin = QPushButton(tr("List"))
        self.twin.setToolTip(tr("The same as a list, to sort and filter  {keys}", keys="Ctrl+L"))
        self.twin.setShortcut("Ctrl+L")
        self.twin.setCheckable(True)
        self.twin.toggled.connect(self._show_twin)
        second.addWidget(self.twin)

    def _place_counters(self) -> None:
        """In one row, or in two where there is little room."""
        shown = [button for button in self.counters.values() if not button.isHidden()]
        wide = sum(button.sizeHint().width() + self._lane.spacing() for button in shown)
        across = len(vm.STATES) if wide <= self.views.width() - 28 else (len(shown) + 1) // 2
        while self._lane.count():
            self._lane.takeAt(0)
        for number, button in enumerate(shown):
            self._lane.addWidget(button, number // across, number % across)
        self._lane.setColumnStretch(len(vm.STATES), 1 if across == len(vm.STATES) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @property
    def narrow(self) -> bool:
        """Whether map and panel are too much side by side: the panel then comes when it is asked for."""
        return self.width() < max(NARROW, theme.scaled(_BOTH))

    def _fit_list(self) -> None:
        """The columns of the list share its width by need, as long as nobody set them by hand. Where it is too little, category and
        level are left to the panel."""
        if not self._rows:
            return
        fit(self.list, self.views.width() - _BESIDE_LIST, not self.context.memory.columns("unlocks"))

    def _fold(self) -> None:
        left = max(_MAP[0], theme.scaled(_MAP[1]))
        self.left.setMinimumWidth(min(left, max(_MAP[0], self.width() - _PANEL - _BETWEEN)))
        beside = self.width() - self.left.minimumWidth() - _BETWEEN
        self.panel.setMinimumWidth(max(_PANEL, min(theme.scaled(_PANEL), beside)))
        self.details.setVisible(self.narrow)
        self.panel.setVisible(not self.narrow or self.details.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            # the splitter moved, too, and not only the window; a layout at work is not changed under its hands
            QTimer.singleShot(0, self, self._place_counters)
            QTimer.singleShot(0, self, self._fit_list)
        return super().eventFilter(watched, event)

    def _show_panel(self) -> None:
        self.details.setChecked(True)

    def _go_to_panel(self) -> None:
        self._show_panel()
        (self.panel.assess if self.panel.assess.isVisible() else self.panel.view).setFocus()

    def _leave_panel(self) -> None:
        if self.narrow:
            self.details.setChecked(False)
        (self.list if self.views.currentWidget() is self.list else self.map).setFocus()

    # ------------------------------------------------------------------------------------------------ showing

    def refresh(self) -> None:
        if self.athlete_id is None:
            return
        services = self.context.services
        unlocks = services.unlocks
        standings: tuple[Standing, ...] = unlocks.standings(self.athlete_id)
        self._dossier = services.athletes.dossier(self.athlete_id)
        if not self._cards:
            self._cards = {standing.slug: unlocks.card(standing.slug) for standing in standings}
        self._words = {standing.slug: unlocks.explain(standing) for standing in standings}
        self._rows = tuple(self._row(standing) for standing in standings)
        for count in vm.counts(self._rows):
            self.counters[count.state].setText(count.text)
            self.counters[count.state].setIcon(icons.icon(count.icon, f"{count.tone}-ink"))
            self.counters[count.state].setHidden(
                count.empty and count.state in _SOMETIMES and count.state != self._state
            )
        self._place_counters()
        nodes = [_node(r) for r in self._rows]
        self.map.show_map(nodes, unlocks.edges(), vm.lanes())
        self._tell_news(standings)
        self.list.set_rows(self._rows)
        self._fit_list()
        self._apply_filter()
        if self._slug not in self._words:
            self._slug = vm.first_look(self._rows, unlocks.edges())
            self.map.select(self._slug)
            self.map.begin()
        self._show_chosen()

    def _row(self, standing: Standing) -> vm.UnlockRow:
        words, card = self._words[standing.slug], self._cards[standing.slug]
        facts = self.context.services.words.facts(standing.reasons[0])
        return vm.UnlockRow(
            standing.slug,
            card.name,
            standing.category,
            card.level,
            vm.state_of(standing),
            vm.pill(standing),
            vm.subtitle(standing, words, facts),
            vm.missing(standing, words),
            standing,
        )

    def show_athlete(self, athlete_id: str | None) -> None:
        if athlete_id != self.athlete_id:
            self._forget_news()
            self._slug = ""  # of another athlete something else is within reach
        super().show_athlete(athlete_id)

    def leave(self) -> None:
        self._forget_news()

    def _tell_news(self, standings: Sequence[Standing]) -> None:
        """Marks what opened since this athlete was last looked at; what was closed again is no longer marked."""
        opened = self.context.services.news.look(self.athlete_id, standings)
        now = {standing.slug for standing in standings if standing.is_open}
        self._fresh = tuple(slug for slug in dict.fromkeys((*self._fresh, *opened)) if slug in now)
        if opened:
            self.map.celebrate(self._fresh)
        self.note.tell([self._cards[slug].name for slug in self._fresh])

    def _forget_news(self) -> None:
        self._fresh = ()
        self.map.forget_news()
        self.note.tell(())

    def choose(self, slug: str) -> None:
        """Shows an exercise in the panel."""
        if slug in self._words and slug != self._slug:
            self._slug = slug
            self._show_chosen()

    def show_target(self, target: object) -> None:
        """An exercise's slug: chosen and brought into sight, in the map and in the list."""
        if isinstance(target, str) and target in self._words:
            self.choose(target)
            self.map.select(target)
            self._select_in_list()
            self._show_panel()

    def _show_chosen(self) -> None:
        standing = next(row.standing for row in self._rows if row.slug == self._slug)
        card, words = self._cards[self._slug], self._words[self._slug]
        assert self._dossier is not None, "refresh reads the dossier first"
        names = {slug: self._cards[slug].name for slug in words.opens_next}
        history = vm.history(self._dossier, self._slug, len(card.cues))
        facts = self.context.services.words.facts(standing.reasons[0])
        step = vm.next_step(standing, words, facts, self.context.policy.page("profile"))
        self.panel.show_exercise(Shown(standing, card, words, names, history, step))

    # ------------------------------------------------------------------------------------------------ filtering

    def filter_state(self, state: str) -> None:
        """Only exercises of this state; asked again, all."""
        self._state = "" if self._state == state else state
        for other, button in self.counters.items():
            button.setChecked(other == self._state)
        self._apply_filter()

    def focus_filter(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def _apply_filter(self) -> None:
        text, state = self.search.text(), self._state
        self.list.proxy.set_accept(lambda row: vm.matches(row, text, state))
        found = {row.slug for row in self._rows if vm.matches(row, text, state)}
        self.map.emphasise(None if not text and not state else found)

    def _go_to_first(self) -> None:
        rows = [row for row in self._rows if vm.matches(row, self.search.text(), self._state)]
        if rows:
            self.show_target(rows[0].slug)
            (self.list if self.views.currentWidget() is self.list else self.map).setFocus()

    def _show_twin(self, listed: bool) -> None:
        twin = self.list if listed else self.map
        self.views.setCurrentWidget(twin)
        self.setFocusProxy(twin)
        twin.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in self._zooms:
            button.setEnabled(not listed)
        if listed:
            self._select_in_list()
        else:
            self.map.select(self._slug)

    def _select_in_list(self) -> None:
        self.list.select({self._slug}, self._slug)
        self.list.scrollTo(self.list.currentIndex())

    # ------------------------------------------------------------------------------------------------ changing

    def save_picture(self) -> None:
        if self._dossier is not None:
            save_picture(self.context, self.map, self._dossier.athlete.name)

    def assess_sheet(self) -> AssessSheet:
        assert self.athlete_id is not None, "the frame shows this page with an athlete only"
        services = self.context.services

        def save(assessment: Assessment) -> object:
            return self.context.history.run(lambda: services.unlocks.assess(assessment), self)

        sheet = AssessSheet(self.window(), self.athlete_id, self._cards[self._slug], services.clock(), save)
        sheet.keep_draft(self.context.memory, f"assess:{self._slug}:{self.athlete_id}")
        return sheet

    def record(self) -> None:
        if self.athlete_id is None or not self._slug or not self.context.policy.may("assess"):
            return
        sheet = self.assess_sheet()
        sheet.exec()
        sheet.deleteLater()

    def override(self) -> None:
        """Asks for the reason and opens the prerequisites by hand; a refusal is said in the sheet."""
        if self.athlete_id is None or not self._slug or not self.context.policy.may("assess"):
            return
        athlete_id, slug, services = self.athlete_id, self._slug, self.context.services

        def accept(reason: str) -> object:
            made = Override(new_id(), athlete_id, slug, services.clock(), reason)
            return self.context.history.run(lambda: services.unlocks.override(made), self)

        self.context.ask.reason(
            tr("Open {exercise} by hand", exercise=self._cards[slug].name),
            tr(
                "This stands in for its prerequisites, for adults only, and lasts as long as practice would. "
                "Pain, injury and health holds are never overridden."
            ),
            tr("Why do you open it?"),
            tr("Override"),
            accept,
        )

    def remove(self, kind: str, record_id: str) -> None:
        unlocks = self.context.services.unlocks
        withdraw = unlocks.withdraw_override if kind == "override" else unlocks.remove_assessment
        self.run(lambda: withdraw(record_id))
