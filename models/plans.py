"""Plans as they were written down, version by version, and what was wished of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from models.columns import fn
from models.errors import StoreRefused
from models.link import Link
from models.records import Wish, WrittenPlan
from models.shapes import PLAN, WISH
from models.simple import Simple
from models.tables import PlanRow, WishRow, WishSwapRow
from rules.vocabulary import Category

_ORDER = {category: place for place, category in enumerate(Category)}


class Plans:
    """Versions are added and never changed: what was planned once can be told for ever. Only the undo of the step with
    which a session first came takes it back. `start` and `end` are slots, both included."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def of(self, athlete_id: str, start: date | None = None, end: date | None = None) -> list[WrittenPlan]:
        """Every version of an athlete's plans, by slot and version."""
        column = PlanRow.column
        query = _between(PlanRow.pick(*PLAN.columns).where(column("athlete_id") == athlete_id), start, end)
        return self._read(query.order_by(column("slot"), column("version")))

    def newest(self, athlete_id: str, start: date | None = None, end: date | None = None) -> list[WrittenPlan]:
        """The newest version of every slot, by slot; one that was withdrawn is among them and says so."""
        column = PlanRow.column
        query = _newest(start, end).where(column("athlete_id") == athlete_id)
        return self._read(query.order_by(column("slot")))

    def newest_of_all(self, start: date, end: date) -> dict[str, list[WrittenPlan]]:
        """What `newest` says of every athlete who has a plan there, by athlete id, in one query."""
        found: defaultdict[str, list[WrittenPlan]] = defaultdict(list)
        for plan in self._read(_newest(start, end).order_by(PlanRow.column("athlete_id"), PlanRow.column("slot"))):
            found[plan.athlete_id].append(plan)
        return dict(found)

    def write(self, plan: WrittenPlan) -> None:
        """Add the next version of a slot. Raises `StoreRefused` for any other version than the next (1 for a new slot), for
        values the schema does not allow, or for an athlete that is not there."""
        column = PlanRow.column
        here = (column("athlete_id") == plan.athlete_id) & (column("slot") == plan.slot.isoformat())
        with self._link.writing():
            newest: int = self._link.rows(PlanRow.pick(fn.COALESCE(fn.MAX(column("version")), 0)).where(here))[0][0]
            if plan.version != newest + 1:
                raise StoreRefused(
                    "The plan of {slot} stands at version {newest}, so that version {version} cannot be written:"
                    " what was planned before is never changed. Nothing was saved.",
                    slot=plan.slot,
                    newest=newest,
                    version=plan.version,
                )
            self._link.run(PlanRow.put(PLAN.to_values(plan)))

    def take_back(self, plan: WrittenPlan) -> None:
        """Take out a version as if it had never been written. One that is not the newest of its slot stays."""
        column = PlanRow.column
        here = (column("athlete_id") == plan.athlete_id) & (column("slot") == plan.slot.isoformat())
        with self._link.writing():
            newest = self._link.rows(PlanRow.pick(fn.MAX(column("version"))).where(here))[0][0]
            if newest == plan.version:
                self._link.run(PlanRow.erase().where(column("id") == plan.id))

    def put_back(self, plans: Iterable[WrittenPlan]) -> None:
        """Restore versions that were taken out with their athlete, all or none. What is there already stays as it is.

        Raises `StoreRefused` where another plan has the place of one of them.
        """
        columns = [field.column for field in PLAN.fields]
        key = PlanRow.column("id")
        insert = PlanRow.put_row(*columns).on_conflict(
            conflict_target=[key], preserve=[key]
        )  # itself: a row that stays
        with self._link.writing():
            self._link.many(insert, (list(PLAN.to_values(plan).values()) for plan in plans))

    def _read(self, query: Any) -> list[WrittenPlan]:
        return [PLAN.from_row(row) for row in self._link.rows(query)]


class Wishes(Simple[Wish]):
    """At most one wish a slot. Its swaps are child rows, and come in the order of the categories."""

    def __init__(self, link: Link) -> None:
        super().__init__(link, WISH, ("slot",))

    def get(self, record_id: str) -> Wish | None:
        with self._link.reading():
            wish = super().get(record_id)
            return None if wish is None else _with_swaps(wish, self._swaps(WishRow.column("id") == record_id))

    def at(self, athlete_id: str, slot: date) -> Wish | None:
        """What is wished of this slot, if anything."""
        column = WishRow.column
        here = (column("athlete_id") == athlete_id) & (column("slot") == slot.isoformat())
        rows = self._link.rows(WishRow.pick(column("id")).where(here))
        return self.get(rows[0][0]) if rows else None

    def all_of(self, athlete_id: str | None = None) -> dict[str, tuple[Wish, ...]]:
        with self._link.reading():
            found = super().all_of(athlete_id)
            swaps = self._swaps(None if athlete_id is None else WishRow.column("athlete_id") == athlete_id)
        return {owner: tuple(_with_swaps(wish, swaps) for wish in wishes) for owner, wishes in found.items()}

    def save(self, record: Wish) -> None:
        """Insert or change. Raises `StoreRefused` for values the schema does not allow, a second wish for a slot, two swaps in
        one category, or an athlete that is not there."""
        with self._link.writing():
            super().save(record)
            self._link.run(WishSwapRow.erase().where(WishSwapRow.column("wish_id") == record.id))
            rows = [(record.id, str(category), exercise) for category, exercise in record.swaps]
            self._link.many(WishSwapRow.put_row("wish_id", "category", "exercise"), rows)

    def _swaps(self, which: Any) -> dict[str, list[tuple[Category, str]]]:
        query = WishSwapRow.pick(*map(WishSwapRow.column, ("wish_id", "category", "exercise")))
        if which is not None:
            query = query.join(WishRow).where(which)
        found: defaultdict[str, list[tuple[Category, str]]] = defaultdict(list)
        for wish_id, category, exercise in self._link.rows(query):
            found[wish_id].append((Category(category), exercise))
        return found


def _with_swaps(wish: Wish, swaps: dict[str, list[tuple[Category, str]]]) -> Wish:
    own = swaps.get(wish.id)
    return replace(wish, swaps=tuple(sorted(own, key=lambda swap: _ORDER[swap[0]]))) if own else wish


def _newest(start: date | None, end: date | None) -> Any:
    table: Any = PlanRow
    later = table.alias()
    same_slot = (later.athlete == PlanRow.column("athlete")) & (later.slot == PlanRow.column("slot"))
    newest = later.select(fn.MAX(later.version)).where(same_slot)
    return _between(PlanRow.pick(*PLAN.columns).where(PlanRow.column("version") == newest), start, end)


def _between(query: Any, start: date | None, end: date | None) -> Any:
    slot = PlanRow.column("slot")
    if start is not None:
        query = query.where(slot >= start.isoformat())
    return query if end is None else query.where(slot <= end.isoformat())
