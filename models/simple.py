"""Repository of the records that are one row each, and of kits, which have a few child rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Generic, Protocol, TypeVar

from models import records
from models.columns import Table
from models.errors import StoreMissing
from models.link import Link
from models.shapes import Shape, bits, unbits
from models.tables import KitItemRow, KitMassRow, KitRow, MassKind
from rules.vocabulary import Equipment


class Owned(Protocol):
    """A record that has an id and belongs to an athlete."""

    @property
    def id(self) -> str: ...
    @property
    def athlete_id(self) -> str: ...


R = TypeVar("R", bound=Owned)


def upsert(table: type[Table], values: dict[str, Any]) -> Any:
    """Insert, or change the row with this id in place (never delete and insert: children would go with it)."""
    changed = {table.column(name): value for name, value in values.items() if name != "id"}
    return table.put(values).on_conflict(conflict_target=[table.column("id")], update=changed)


class Simple(Generic[R]):
    """`order` are the columns by which `of` sorts an athlete's records; the id settles ties."""

    def __init__(self, link: Link, shape: Shape[R], order: tuple[str, ...]) -> None:
        self._link = link
        self._shape = shape
        table = shape.table
        self._order = [*(table.column(name) for name in order), table.column("id")]
        self._of_one = ""
        self._made: dict[tuple[Any, ...], R] = {}
        """The records of all when they were last read, by their rows: making some thousands anew takes longer than reading them."""

    def get(self, record_id: str) -> R | None:
        table = self._shape.table
        rows = self._link.rows(table.pick(*self._shape.columns).where(table.column("id") == record_id))
        return self._shape.from_row(rows[0]) if rows else None

    def of(self, athlete_id: str) -> tuple[R, ...]:
        return self.all_of(athlete_id).get(athlete_id, ())

    def all_of(self, athlete_id: str | None = None) -> dict[str, tuple[R, ...]]:
        """The records of one athlete, or of all, by athlete id, in one query."""
        found: defaultdict[str, list[R]] = defaultdict(list)
        made: dict[tuple[Any, ...], R] = {}
        for row in self._rows(athlete_id):
            made[row] = record = self._made.get(row) or self._shape.from_row(row)
            found[row[1]].append(record)  # every shape starts with id, athlete_id
        if athlete_id is None:
            self._made = made
        return {owner: tuple(items) for owner, items in found.items()}

    def _rows(self, athlete_id: str | None) -> list[tuple[Any, ...]]:
        """The rows of one athlete, or of all. The select is put into words once: that takes longer than to run it."""
        if athlete_id is None:
            return self._link.rows(self._in_order())
        if not self._of_one:
            self._of_one, _ = self._link.compiled(
                self._in_order().where(self._shape.table.column("athlete_id") == athlete_id)
            )
        return self._link.rows_of(self._of_one, (athlete_id,))

    def _in_order(self) -> Any:
        return self._shape.table.pick(*self._shape.columns).order_by(*self._order)

    def save(self, record: R) -> None:
        """Insert or change. Raises `StoreRefused` for values the schema does not allow or an athlete that is not there."""
        with self._link.writing():
            self._link.run(upsert(self._shape.table, self._shape.to_values(record)))

    def save_all(self, items: Iterable[R]) -> None:
        with self._link.writing():
            for item in items:
                self.save(item)

    def remove(self, record_id: str) -> R:
        """Take the record out and return it. Raises `StoreMissing` if there is none."""
        with self._link.writing():
            record = self.get(record_id)
            if record is None:
                raise StoreMissing("This entry is no longer in the store.")
            self._link.run(self._shape.table.erase().where(self._shape.table.column("id") == record_id))
        return record


class Kits:
    """Like `Simple`, for kits; their equipment and masses are child rows."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, record_id: str) -> records.Kit | None:
        for kits in self._read(KitRow.column("id") == record_id).values():
            return kits[0]
        return None

    def of(self, athlete_id: str) -> tuple[records.Kit, ...]:
        return self.all_of(athlete_id).get(athlete_id, ())

    def all_of(self, athlete_id: str | None = None) -> dict[str, tuple[records.Kit, ...]]:
        return self._read(None if athlete_id is None else KitRow.column("athlete_id") == athlete_id)

    def save(self, record: records.Kit) -> None:
        values = {
            "id": record.id,
            "athlete_id": record.athlete_id,
            "name": record.name,
            "bar_kg": record.bar_kg,
            "days": bits(record.days, 1),
        }
        with self._link.writing():
            self._link.run(upsert(KitRow, values))
            for table in (KitItemRow, KitMassRow):
                self._link.run(table.erase().where(table.column("kit_id") == record.id))
            items = [(record.id, str(item)) for item in sorted(record.equipment)]
            self._link.many(KitItemRow.put_row("kit_id", "item"), items)
            self._link.many(KitMassRow.put_row("kit_id", "kind", "position", "kg"), _masses(record))

    def save_all(self, items: Iterable[records.Kit]) -> None:
        with self._link.writing():
            for item in items:
                self.save(item)

    def remove(self, record_id: str) -> records.Kit:
        """Take the kit out and return it. Raises `StoreMissing` if there is none."""
        with self._link.writing():
            kit = self.get(record_id)
            if kit is None:
                raise StoreMissing("This kit is no longer in the store.")
            self._link.run(KitRow.erase().where(KitRow.column("id") == record_id))
        return kit

    def _read(self, which: Any) -> dict[str, tuple[records.Kit, ...]]:
        with self._link.reading():
            kits = self._rows(KitRow, ("id", "athlete_id", "name", "bar_kg", "days"), which, ("name", "id"))
            items = self._rows(KitItemRow, ("kit_id", "item"), which, ())
            masses = self._rows(KitMassRow, ("kit_id", "kind", "kg"), which, ("position",))
        equipment: defaultdict[str, set[Equipment]] = defaultdict(set)
        for kit_id, item in items:
            equipment[kit_id].add(Equipment(item))
        kilograms: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        for kit_id, kind, kg in masses:
            kilograms[kit_id, kind].append(kg)
        found: defaultdict[str, list[records.Kit]] = defaultdict(list)
        for kit_id, athlete_id, name, bar_kg, days in kits:
            found[athlete_id].append(
                records.Kit(
                    id=kit_id,
                    athlete_id=athlete_id,
                    name=name,
                    equipment=frozenset(equipment[kit_id]),
                    plates_kg=tuple(kilograms[kit_id, MassKind.PLATE]),
                    dumbbells_kg=tuple(kilograms[kit_id, MassKind.DUMBBELL]),
                    kettlebells_kg=tuple(kilograms[kit_id, MassKind.KETTLEBELL]),
                    bar_kg=bar_kg,
                    days=unbits(days, 1),
                )
            )
        return {owner: tuple(kits) for owner, kits in found.items()}

    def _rows(self, table: type[Table], columns: tuple[str, ...], which: Any, order: tuple[str, ...]) -> list[Any]:
        query = table.pick(*(table.column(name) for name in columns))
        if table is not KitRow:
            query = query.join(KitRow)
        if which is not None:
            query = query.where(which)
        return self._link.rows(query.order_by(*(table.column(name) for name in order)) if order else query)


def _masses(kit: records.Kit) -> list[tuple[str, str, int, float]]:
    kinds = (
        (MassKind.PLATE, kit.plates_kg),
        (MassKind.DUMBBELL, kit.dumbbells_kg),
        (MassKind.KETTLEBELL, kit.kettlebells_kg),
    )
    return [(kit.id, str(kind), place, kg) for kind, kilograms in kinds for place, kg in enumerate(kilograms, start=1)]
