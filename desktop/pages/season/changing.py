"""Races are changed here: what alters no week is saved at once, all else is shown first and saved when it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import tr
from desktop.pages.season import proposal as words
from desktop.pages.season.change_panel import ChangePanel
from desktop.pages.season.drafts import Drafts
from desktop.pages.season.planning import Planning
from desktop.pages.season.proposal import Proposal
from desktop.qt.ask import is_trouble
from desktop.qt.ask import words as words_of
from desktop.qt.jobs import Job
from desktop.services.plans import WeekDifference
from desktop.services.season import RaceView
from models.records import Race

if TYPE_CHECKING:
    from datetime import date

    from desktop.pages.season.page import SeasonPage

_PATIENCE = 250
"""Milliseconds before the panel says that it is worked out: what is quicker need not flicker."""


class Changing(QObject):
    """The change of races of a season page that is not decided yet, one for each athlete. `shown`: something about it is to be
    shown anew; `decided`: it was kept, left, or went through because it alters nothing."""

    shown = Signal()
    decided = Signal()

    def __init__(self, page: SeasonPage, planning: Planning, panel: ChangePanel) -> None:
        super().__init__(page)
        self._page, self._planning, self._panel = page, planning, panel
        self._services = page.context.services
        self._athlete_id: str | None = None
        self._now: tuple[RaceView, ...] = ()
        self._proposals: dict[str, Proposal] = {}  # what is typed is not lost by looking at another athlete
        self._drafts = Drafts(page.context.memory.settings)  # nor by closing the window
        self._came_from: QWidget | None = None
        self._found: tuple[WeekDifference, ...] | None = None
        self._asked: tuple[object, ...] | None = None
        self._job: Job | None = None
        self.views: tuple[RaceView, ...] = ()
        self.open = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self._open)
        panel.kept.connect(self.keep)
        panel.left.connect(self.leave)

    # --- what is proposed

    @property
    def proposal(self) -> Proposal:
        found = None if self._athlete_id is None else self._proposals.get(self._athlete_id)
        return Proposal() if found is None else found

    @property
    def waiting(self) -> frozenset[str]:
        """The races, by id, whose change is not decided."""
        return frozenset(self.proposal.changed)

    def was(self, race_id: str) -> date | None:
        """The day of a race as kept, while a change of it is not decided."""
        return next((race.on for race in self._kept if race.id == race_id and race_id in self.waiting), None)

    @property
    def asking(self) -> bool:
        return self._job is not None

    @property
    def weeks(self) -> frozenset[date]:
        """The weeks that would be otherwise, by Monday."""
        return words.affected(self._found) if self._found is not None and self.open else frozenset()

    @property
    def _kept(self) -> tuple[Race, ...]:
        return tuple(view.race for view in self._now)

    def show_races(self, athlete_id: str, views: Sequence[RaceView]) -> None:
        """The races as they are kept now; what was proposed for this athlete stays proposed."""
        if athlete_id != self._athlete_id:
            self.pause()
            self.open, self._found = False, None
        self._athlete_id, self._now = athlete_id, tuple(views)
        if athlete_id not in self._proposals:
            self._proposals[athlete_id] = self._drafts.of(athlete_id, self._kept)
        self._take(self.proposal)

    def edit(self, race: Race) -> None:
        """Adds or changes a race. Raises Refused, with nothing changed."""
        before = next((one for one in self._kept if one.id == race.id), None)
        # a new race is asked for in a sheet of its own and can be undone: only what moves is weighed first
        if before is None or (race.id not in self.waiting and not words.matters(before, race)):
            self._page.context.history.run(lambda: self._services.races.save(race), self._page)
            return
        self._services.races.check(race)
        self._take(self.proposal.with_race(race.id, race))

    def remove(self, race_id: str) -> None:
        if any(race.id == race_id for race in self._kept):
            self._take(self.proposal.with_race(race_id, None))
        else:
            self._take(self.proposal.without(race_id))

    def _take(self, proposal: Proposal) -> None:
        if self._athlete_id is None:
            return
        proposal = proposal.against(self._kept)
        if not proposal.changed:
            self._drop()
            self.shown.emit()
            return
        self._proposals[self._athlete_id] = proposal
        self._drafts.keep(self._athlete_id, proposal, self._kept)
        races = proposal.races(self._kept)
        supposed = self._services.season.races(self._athlete_id, races)
        there = {view.race.id for view in supposed}
        gone = [view for view in self._now if view.race.id not in there]
        self.views = tuple(sorted((*supposed, *gone), key=lambda view: (view.race.on, view.race.name, view.race.id)))
        self._ask(races)
        self.shown.emit()

    def _drop(self) -> None:
        if self._athlete_id is not None:
            self._proposals[self._athlete_id] = Proposal()
            self._drafts.keep(self._athlete_id, Proposal(), self._kept)
        self.pause()
        self.views, self._found, self._asked, self.open = self._now, None, None, False

    # --- what follows from it

    def _ask(self, races: tuple[Race, ...]) -> None:
        asked = (self._athlete_id, races, self._kept, self._services.clock(), self._services.store.stamp())
        if (
            self._athlete_id is None
            or not self._page.isVisible()
            or (self._asked == asked and (self._job or self.open))
        ):
            return
        self._asked, self._found = asked, None
        self._planning.cancel()  # it goes on when this is answered
        self._job = self._planning.race_change(self._athlete_id, races, self._on_found, self._on_failed)
        self._panel.wait(self.proposal.title(self._kept))
        if not self.open:
            self._soon.start()

    def go_on(self) -> None:
        """The page is looked at again."""
        if self.proposal.changed:
            self._ask(self.proposal.races(self._kept))

    def pause(self) -> None:
        """Nobody looks: what is worked out is dropped, what was typed is not."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = self._asked = None

    def _open(self) -> None:
        self.open = True
        self.shown.emit()

    def _on_found(self, found: tuple[WeekDifference, ...]) -> None:
        self._job = None
        self._soon.stop()
        if not found:
            self.keep()
            return
        self._found = found
        self._panel.show_change(self.proposal.title(self._kept), words.counted_weeks(found), words.lines(found))
        self._open()
        self._take_focus()
        self.decided.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._soon.stop()
        if not is_trouble(error):
            raise error
        said = tr("What it changes could not be worked out: {why}", why=words_of(error))
        self._panel.show_change(self.proposal.title(self._kept), said, ())
        self._open()
        self.decided.emit()

    def _take_focus(self) -> None:
        """What would be otherwise is where the keys go, unless somebody is typing: Enter alone decides nothing there."""
        table, strip = self._page.races.table, self._page.timeline
        typing = table.state() == QAbstractItemView.State.EditingState
        focused = self._page.window().focusWidget()  # also while another window is in front
        if (focused is table and not typing) or focused is strip:
            self._came_from = focused
            self._panel.list.setFocus()

    # --- the decision

    def keep(self) -> None:
        """Saves it in one step that can be undone; where that is refused, it stays proposed."""
        athlete_id, changed = self._athlete_id, self.proposal.changed
        if athlete_id is None or not changed:
            return
        self._give_focus_back()
        if self._page.run(lambda: self._services.races.change(athlete_id, changed)):
            self.decided.emit()
        else:
            self._open()

    def leave(self) -> None:
        """Everything is as it was."""
        self._give_focus_back()
        self._drop()
        self.decided.emit()

    def _give_focus_back(self) -> None:
        """To where it came from, before the panel goes and takes it along."""
        focused = self._page.window().focusWidget()
        if focused is not None and self._panel.isAncestorOf(focused):
            (self._came_from or self._page.races.table).setFocus()
        self._came_from = None
