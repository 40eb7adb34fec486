"""All use cases together, over one store: what pages and commands are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.access import Access
from desktop.services.athletes import Athletes
from desktop.services.backups import Backups
from desktop.services.desk import Clock, Desk, Judge
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
from desktop.services.training import Training
from desktop.services.unlocks import Unlocks
from desktop.services.words import Words

if TYPE_CHECKING:
    from models.store import Store
    from rules.rulebook import Rulebook


@dataclass(frozen=True)
class Services:
    """`clock()` is today. The rulebook is read, and the rule engine loaded, when a decision is first asked for."""

    desk: Desk
    folder: Path
    memory: SquadMemory = field(default_factory=SquadMemory)
    planned: PlanMemory = field(default_factory=PlanMemory)

    @classmethod
    def over(cls, store: Store, clock: Clock, texts: Callable[[], Mapping[str, str]], folder: Path) -> Services:
        """`texts()` gives the rulebook's files by name; `folder` is the data folder."""
        return cls(Desk(store, clock, Judge(texts)), folder)

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
        return Words(self.rulebook)

    @cached_property
    def athletes(self) -> Athletes:
        return Athletes(self.desk)

    @cached_property
    def races(self) -> Races:
        return Races(self.desk)

    @cached_property
    def training(self) -> Training:
        return Training(self.desk)

    @cached_property
    def season(self) -> SeasonService:
        return SeasonService(self.desk, self.athletes)

    @cached_property
    def unlocks(self) -> Unlocks:
        return Unlocks(self.desk, self.athletes)

    @cached_property
    def news(self) -> News:
        return News(self.desk)

    @cached_property
    def library(self) -> Library:
        return Library(self.desk, lambda: self.words)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self.desk, self.training, self.planned)

    @cached_property
    def progress(self) -> ProgressService:
        return ProgressService(self.desk)

    @cached_property
    def squad(self) -> Squad:
        return Squad(self.desk, self.memory)

    @cached_property
    def exports(self) -> SessionsCsv:
        return SessionsCsv(self.desk)

    @cached_property
    def imports(self) -> SessionsCsvReader:
        return SessionsCsvReader(self.desk, self.training)

    @cached_property
    def backups(self) -> Backups:
        return Backups(self.desk, self.folder)

    @cached_property
    def settings(self) -> Preferences:
        return Preferences(self.desk)

    @cached_property
    def access(self) -> Access:
        return Access(self.desk)

    def sibling(self, judge: Judge | None = None) -> Services:
        """The same services for another thread: a connection and rules of its own. Close it with `close()` when done.

        `judge` are rules kept from an earlier sibling, which nobody else uses at the same time: making them anew takes some
        tens of milliseconds in which no other thread runs.
        """
        rules = self.desk.judge.sibling() if judge is None else judge
        return Services(Desk(self.store.sibling(), self.clock, rules), self.folder, self.memory, self.planned)

    def close(self) -> None:
        self.store.close()
