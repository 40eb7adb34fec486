"""Everything that is known of one athlete, in calm cards; every field saves itself when it is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.pages.profile.body import BodySection
from desktop.pages.profile.health import DeclarationsSection, HealthSection
from desktop.pages.profile.kits import KitsSection
from desktop.pages.profile.person import PersonSection
from desktop.pages.profile.section import NotesField, Section, link
from desktop.pages.profile.week import WeekSection
from desktop.qt import icons, theme
from desktop.qt.ask import is_trouble
from desktop.qt.page import Context, Page
from desktop.services.condition import Condition, condition
from desktop.services.outcome import Topic
from desktop.widgets.card import Card
from desktop.widgets.form import TypedLine
from desktop.widgets.layouts import scrolling
from desktop.widgets.progress import ProgressStrip
from models import records

TWO_COLUMNS_FROM = 1000
WIDEST = 1600
"""Pixels at the usual text size."""


class ProfilePage(Page):
    topics: ClassVar[frozenset[Any]] = frozenset({Topic.ATHLETES, Topic.SETTINGS})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._dossier: records.Dossier | None = None
        self._condition: Condition | None = None
        self._columns = 0
        self.person, self.week, self.health = PersonSection(self), WeekSection(self), HealthSection(self)
        self.kits, self.body, self.declarations = KitsSection(self), BodySection(self), DeclarationsSection(self)
        self.removal = self._removal()
        self._lay_out()

    def _sections(self) -> tuple[Section, ...]:
        return (self.person, self.week, self.health, self.kits, self.body, self.declarations)

    def _lay_out(self) -> None:
        jumps = QHBoxLayout()
        jumps.setSpacing(20)
        self.jumps: list[QPushButton] = []
        targets: tuple[tuple[str, Callable[[], Section]], ...] = (
            (tr("Person"), lambda: self.person),
            (tr("Week"), lambda: self.week),
            (tr("Equipment"), lambda: self.kits),
            (tr("Health"), lambda: self.health),
            (tr("Body"), lambda: self.body),
            (tr("Declarations"), lambda: self.declarations),
        )
        for name, target in targets:
            jump = link(name, lambda target=target: self.jump_to(target()))
            jump.setAccessibleDescription(tr("Goes to this part of the profile"))
            jumps.addWidget(jump)
            self.jumps.append(jump)
        jumps.addStretch(1)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._lanes = lanes = QHBoxLayout()
        lanes.setContentsMargins(0, 0, 12, 20)
        for lane in (self._left, self._right):
            lane.setSpacing(16)
            lane.addStretch(1)
            lanes.addLayout(lane)
        inside = QWidget()
        inside.setProperty("area", "clear")
        inside.setLayout(lanes)
        self.view = scrolling(inside)
        self.view.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )  # very large text in a small window
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 12, 0)
        outer.setSpacing(12)
        outer.addLayout(jumps)
        outer.addWidget(self.view, 1)
        self._arrange(2)

    def _removal(self) -> Card:
        card = Card(tr("Remove the athlete"))
        card.body.setSpacing(12)
        self.remove = QPushButton(tr("Remove this athlete"))
        self.remove.setProperty("kind", "danger")
        self.remove.setIcon(icons.icon("delete", "alarm-ink"))
        self.remove.setAccessibleDescription(tr("Everything goes: profile, races, sessions. It can be undone."))
        self.remove.clicked.connect(lambda _checked=False: self.remove_athlete())
        self.strip = ProgressStrip()
        card.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.strip)
        return card

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        left = (self.person, self.week, self.kits)
        right = (self.health, self.body, self.declarations, self.removal)
        for card in (
            *left,
            *right,
        ):  # a place taken out by hand would go on answering for its card, with the size it had
            self._left.removeWidget(card)
            self._right.removeWidget(card)
        for card in left:
            self._put(self._left, card)
        for card in right:
            self._put(self._right if columns == 2 else self._left, card)
        self._lanes.setSpacing(16 if columns == 2 else 0)
        self._lanes.setStretch(0, 1)
        self._lanes.setStretch(1, 1 if columns == 2 else 0)

    @staticmethod
    def _put(lane: QVBoxLayout, card: QWidget) -> None:
        """Below the others, above the empty room at the end."""
        lane.insertWidget(lane.count() - 1, card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many columns as the text, at its size, has room for."""
        inside = self.view.widget()
        if inside is not None:
            inside.setMaximumWidth(theme.scaled(WIDEST))
        columns = 2 if self.width() >= theme.scaled(TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._arrange(columns)

    # --- what is shown

    def today(self) -> date:
        return self.context.services.clock()

    def dossier(self) -> records.Dossier:
        """What is kept, as last read."""
        assert self._dossier is not None, "nothing can be changed before it was shown"
        return self._dossier

    def athlete(self) -> records.Athlete:
        return self.dossier().athlete

    def condition(self) -> Condition:
        assert self._condition is not None, "nothing can be changed before it was shown"
        return self._condition

    def show_athlete(self, athlete_id: str | None) -> None:
        if athlete_id != self.athlete_id:
            self.view.verticalScrollBar().setValue(0)
        super().show_athlete(athlete_id)

    def refresh(self) -> None:
        if self.athlete_id is None:
            return
        try:
            dossier = self.context.services.athletes.dossier(self.athlete_id)
        except Exception as error:
            if not is_trouble(error):
                raise
            return  # removed a moment ago: the frame goes elsewhere by itself
        another = self._dossier is None or self._dossier.athlete.id != dossier.athlete.id
        self._fit()
        self._dossier, self._condition = dossier, condition(dossier, self.today(), self.context.services.rulebook)
        for section in self._sections():
            section.show_profile(dossier, self._condition, another)
        QTimer.singleShot(0, self, self._order_tabs)

    def _order_tabs(self) -> None:
        """Tab walks as one reads, whenever a field was made: jumps, then card by card."""
        inside = self.view.widget()
        lanes = inside.layout() if inside is not None else None
        if lanes is None:
            return
        order: list[QWidget] = [*self.jumps, *in_reading_order(lanes)]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def jump_to(self, section: Section) -> None:
        """Brings a part to the top and puts the cursor into it."""
        inside = self.view.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return
        layout.activate()
        bar = self.view.verticalScrollBar()
        bar.setValue(section.mapTo(inside, section.rect().topLeft()).y())
        place = bar.value()
        first = next((w for w in section.findChildren(QWidget) if _takes_focus(w, section)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bar.setValue(place)

    def leave(self) -> None:
        """Saves what is being typed; what cannot be saved stays in its field, and is said."""
        field = QApplication.focusWidget()
        if field is not None and self.isAncestorOf(field):
            if isinstance(field, NotesField):
                field.end()
            elif isinstance(field, TypedLine):
                field.finish()
        why = next((said for said in (section.trouble() for section in self._sections()) if said), "")
        if why:
            self.context.go.say(tr("Not saved yet: {why} What you typed is kept.", why=why))

    # --- taking the athlete out

    def remove_athlete(self) -> None:
        """In the background, for years of sessions take a while; the message that follows offers to undo it."""
        if self.strip.busy or self._dossier is None:
            return
        services, athlete = self.context.services, self.athlete()
        job = self.context.jobs.run(
            lambda progress: _taken_out(services, athlete.id, progress), self._on_taken_out, self.context.go.trouble
        )
        self.strip.follow(job, tr("Removing {name}", name=athlete.name))

    def _on_taken_out(self, taken: tuple[Any, ...]) -> None:
        self.run(lambda: self.context.services.athletes.removed(taken))


def in_reading_order(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in a layout that Tab stops at, in the order in which they were put there."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.layout() is not None:
            inner = widget.layout()
        if inner is not None:
            yield from in_reading_order(inner)
        elif widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus:
            yield widget


def _takes_focus(widget: QWidget, section: QWidget) -> bool:
    return (
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisibleTo(section)
    )


def _taken_out(services: Any, athlete_id: str, progress: Callable[[int, int], bool]) -> tuple[Any, ...]:
    with closing(services.sibling()) as mine:
        return mine.athletes.take_out((athlete_id,), progress)
