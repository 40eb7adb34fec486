"""What every use case works with: the store, today's date and the rules, which are read only when first asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.records import Dossier
    from models.store import Store
    from rules.attention import Attention
    from rules.planner import Planner
    from rules.progression import Progression
    from rules.rulebook import Rulebook
    from rules.season import Season
    from rules.standing import Standings

Clock = Callable[[], date]


class Judge:
    """The rules of one thread. Nothing of the rule engine is imported before the first decision is asked for."""

    def __init__(self, texts: Callable[[], Mapping[str, str]], parsed: Callable[[], Rulebook] | None = None) -> None:
        self._texts = texts
        self._parsed = parsed

    def sibling(self) -> Judge:
        """Rules for another thread: the rulebook is shared, what decides is not."""
        return Judge(self._texts, lambda: self.rulebook)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The parsed rulebook. Raises rules.rulebook.RulebookError when a file of it is wrong."""
        if self._parsed is not None:
            return self._parsed()
        from rules.rulebook import parse

        return parse(self._texts())

    @cached_property
    def standings(self) -> Standings:
        from rules.standing import Standings

        return Standings(self.rulebook)

    @cached_property
    def season(self) -> Season:
        from rules.season import Season

        return Season(self.rulebook)

    @cached_property
    def attention(self) -> Attention:
        from rules.attention import Attention

        return Attention(self.rulebook)

    @cached_property
    def progression(self) -> Progression:
        from rules.progression import Progression

        return Progression(self.rulebook)

    @cached_property
    def planner(self) -> Planner:
        from rules.planner import Planner

        return Planner(self.rulebook, self.standings, self.season, self.progression)


class Desk:
    """`clock()` is the injected today: services never ask the system."""

    def __init__(self, store: Store, clock: Clock, judge: Judge) -> None:
        self.store, self.clock, self.judge = store, clock, judge
        self._kept: dict[str, tuple[object, Dossier]] = {}

    def dossier(self, athlete_id: str) -> Dossier:
        """What the store knows of an athlete, read once as long as nothing is written: a page and the frame around it ask for
        it several times in a row. Raises models.errors.StoreMissing."""
        stamp = self.store.stamp()
        kept = self._kept.get(athlete_id)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        found = self.store.athletes.dossier(athlete_id)
        self._kept.clear()  # one athlete is on the screen at a time
        self._kept[athlete_id] = (stamp, found)
        return found

    def forget(self) -> None:
        """What was read within a change that was given up half way was never so."""
        self._kept.clear()
