"""All use cases together, over one store: what pages and commands are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from desktop.services.desk import Clock, Desk, Judge

if TYPE_CHECKING:
    from desktop.services.access import Access
    from desktop.services.athletes import Athletes
    from desktop.services.backups import Backups
    from desktop.services.exports.sessions_csv import SessionsCsv
    from desktop.services.imports.sessions_csv import SessionsCsvReader
    from desktop.services.library import Library
    from desktop.services.news import News
    from desktop.services.plans import PlanMemory, Plans
    from desktop.services.preferences import Preferences
    from desktop.services.progress import ProgressService
    from desktop.services.races import Races
    from desktop.services.season import SeasonService
    from desktop.services.squad import Squad, SquadMemory
    from desktop.services.squad_glance import SquadGlance
    from desktop.services.training import Training
    from desktop.services.unlocks import Unlocks
    from desktop.services.words import Words
    from models.store import Store
    from rules.rulebook import Rulebook


class Shared:
    """What the services of all threads over one store remember together, made by whoever asks first."""

    def __init__(self) -> None:
        self._making = Lock()
        self._squad: SquadMemory | None = None
        self._plans: PlanMemory | None = None

    @property
    def squad(self) -> SquadMemory:
        from desktop.services.squad import SquadMemory

        with self._making:
            if self._squad is None:
                self._squad = SquadMemory()
            return self._squad

    @property
    def plans(self) -> PlanMemory:
        from desktop.services.plans import PlanMemory

        with self._making:
            if self._plans is None:
                self._plans = PlanMemory()
            return self._plans


class Services:
    """`clock()` is today. Everything is made, and its code read, when it is first asked for: the first page is painted without
    waiting for what it does not show."""

    def __init__(self, desk: Desk, folder: Path, shared: Shared) -> None:
        self.desk, self.folder, self.shared = desk, folder, shared

    @classmethod
    def over(cls, store: Store, clock: Clock, texts: Callable[[], Mapping[str, str]], folder: Path) -> Services:
        """`texts()` gives the rulebook's files by name; `folder` is the data folder."""
        return cls(Desk(store, clock, Judge(texts)), folder, Shared())

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    @property
    def today(self) -> date:
        return self.desk.clock()

    @property
    def rulebook(self) -> Rulebook:
        return self.desk.judge.rulebook

    @cached_property
    def words(self) -> Words:
        from desktop.services.words import Words

        return Words(self.rulebook)

    @cached_property
    def athletes(self) -> Athletes:
        from desktop.services.athletes import Athletes

        return Athletes(self.desk)

    @cached_property
    def races(self) -> Races:
        from desktop.services.races import Races

        return Races(self.desk)

    @cached_property
    def training(self) -> Training:
        from desktop.services.training import Training

        return Training(self.desk)

    @cached_property
    def season(self) -> SeasonService:
        from desktop.services.season import SeasonService

        return SeasonService(self.desk, self.athletes)

    @cached_property
    def unlocks(self) -> Unlocks:
        from desktop.services.unlocks import Unlocks

        return Unlocks(self.desk, self.athletes)

    @cached_property
    def news(self) -> News:
        from desktop.services.news import News

        return News(self.desk)

    @cached_property
    def library(self) -> Library:
        from desktop.services.library import Library

        return Library(self.desk, lambda: self.words)

    @cached_property
    def plans(self) -> Plans:
        from desktop.services.plans import Plans

        return Plans(self.desk, self.training, self.shared.plans)

    @cached_property
    def progress(self) -> ProgressService:
        from desktop.services.progress import ProgressService

        return ProgressService(self.desk)

    @cached_property
    def squad(self) -> Squad:
        from desktop.services.squad import Squad

        return Squad(self.desk, self.shared.squad)

    @cached_property
    def glance(self) -> SquadGlance:
        from desktop.services.squad_glance import SquadGlance

        return SquadGlance(self.desk)

    @cached_property
    def exports(self) -> SessionsCsv:
        from desktop.services.exports.sessions_csv import SessionsCsv

        return SessionsCsv(self.desk)

    @cached_property
    def imports(self) -> SessionsCsvReader:
        from desktop.services.imports.sessions_csv import SessionsCsvReader

        return SessionsCsvReader(self.desk, self.training)

    @cached_property
    def backups(self) -> Backups:
        from desktop.services.backups import Backups

        return Backups(self.desk, self.folder)

    @cached_property
    def settings(self) -> Preferences:
        from desktop.services.preferences import Preferences

        return Preferences(self.desk)

    @cached_property
    def access(self) -> Access:
        from desktop.services.access import Access

        return Access(self.desk)

    def sibling(self, judge: Judge | None = None) -> Services:
        """The same services for another thread: a connection and rules of its own. Close it with `close()` when done.

        `judge` are rules kept from an earlier sibling, which nobody else uses at the same time: making them anew takes some
        tens of milliseconds in which no other thread runs.
        """
        rules = self.desk.judge.sibling() if judge is None else judge
        return Services(Desk(self.store.sibling(), self.clock, rules), self.folder, self.shared)

    def close(self) -> None:
        self.store.close()
