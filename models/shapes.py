"""How each simple record lies in its table: one column a field, with the conversion both ways. Declared once, used both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from models import records, tables
from models.columns import MAX_BITS, Table
from models.errors import StoreRefused
from rules.vocabulary import (
    Effort,
    Experience,
    Goal,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Sex,
)

R = TypeVar("R")
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` in the record, `column` in the table; `write` and `read` convert values (None: as they are)."""

    name: str
    column: str
    write: Convert | None = None
    read: Convert | None = None


def bits(numbers: Iterable[int], low: int) -> int:
    """Small numbers from `low` up as a bit mask. Raises `StoreRefused` for one that no mask can hold."""
    mask = 0
    for number in numbers:
        if not 0 <= number - low < MAX_BITS:
            raise StoreRefused(
                "{number} cannot be stored: the lowest number allowed here is {low}.", number=number, low=low
            )
        mask |= 1 << (number - low)
    return mask


def unbits(mask: int, low: int) -> tuple[int, ...]:
    return tuple(place + low for place in range(mask.bit_length()) if mask >> place & 1)


def plain(name: str, column: str | None = None) -> Field:
    return Field(name, column or name)


def day(name: str, column: str | None = None) -> Field:
    return Field(
        name,
        column or name,
        lambda value: None if value is None else value.isoformat(),
        lambda value: None if value is None else date.fromisoformat(value),
    )


def word(name: str, words: type[StrEnum]) -> Field:
    known = {str(member): member for member in words}
    return Field(
        name,
        name,
        lambda value: None if value is None else str(value),
        lambda value: None if value is None else known[value],
    )


def flag(name: str) -> Field:
    return Field(name, name, int, bool)


def numbers(name: str, low: int, kind: type[tuple[int, ...] | frozenset[int]] = tuple) -> Field:
    """Small numbers; a tuple comes back ascending and without doubles."""
    return Field(name, name, lambda value: bits(value, low), lambda mask: kind(unbits(mask, low)))


@dataclass(frozen=True)
class Shape(Generic[R]):
    record: type[R]
    table: type[Table]
    fields: tuple[Field, ...]

    @property
    def columns(self) -> list[Any]:
        return [self.table.column(field.column) for field in self.fields]

    def to_values(self, record: R) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in self.fields:
            value: Any = getattr(record, field.name)
            values[field.column] = value if field.write is None else field.write(value)
        return values

    def from_row(self, row: Sequence[Any]) -> R:
        make: Any = self.record
        return make(
            **{
                field.name: value if field.read is None else field.read(value)
                for field, value in zip(self.fields, row, strict=True)
            }
        )


_ID = (plain("id"), plain("athlete_id"))
_ON = day("on", "day")

ATHLETE: Shape[records.Athlete] = Shape(
    records.Athlete,
    tables.AthleteRow,
    (
        plain("id"),
        plain("name"),
        day("birth_date"),
        plain("body_mass_kg"),
        word("sex", Sex),
        word("experience", Experience),
        word("goal", Goal),
        plain("max_sessions"),
        plain("session_minutes"),
        numbers("available_days", 1),
        day("guardian_consent_on"),
        plain("notes"),
        flag("archived"),
    ),
)
KEY_RUN: Shape[records.KeyRun] = Shape(
    records.KeyRun,
    tables.KeyRunRow,
    (*_ID, plain("weekday"), word("kind", records.KeyRunKind), plain("minutes"), plain("descent_m")),
)
MOBILITY: Shape[records.MobilityScreen] = Shape(
    records.MobilityScreen,
    tables.MobilityRow,
    (
        *_ID,
        _ON,
        plain("ankle_left_cm"),
        plain("ankle_right_cm"),
        word("knee", MobilityLevel),
        word("hip", MobilityLevel),
    ),
)
PAIN: Shape[records.PainReport] = Shape(
    records.PainReport, tables.PainRow, (*_ID, word("area", PainArea), _ON, plain("score"), plain("notes"))
)
INJURY: Shape[records.InjuryFlag] = Shape(
    records.InjuryFlag,
    tables.InjuryRow,
    (*_ID, word("area", PainArea), day("since"), day("cleared_on"), plain("notes")),
)
READINESS: Shape[records.ReadinessScreen] = Shape(
    records.ReadinessScreen, tables.ReadinessRow, (*_ID, _ON, numbers("yes", 1, frozenset), day("cleared_on"))
)
RACE: Shape[records.Race] = Shape(
    records.Race,
    tables.RaceRow,
    (
        *_ID,
        plain("name"),
        _ON,
        word("priority", Priority),
        plain("distance_km"),
        plain("ascent_m"),
        word("status", RaceStatus),
        word("effort", Effort),
        plain("completed_km_effort"),
        plain("notes"),
    ),
)
SESSION: Shape[records.Session] = Shape(
    records.Session,
    tables.SessionRow,
    (
        *_ID,
        _ON,
        word("kind", records.SessionKind),
        word("status", records.SessionStatus),
        word("phase", Phase),
        plain("minutes"),
        plain("soreness"),
        plain("readiness"),
        plain("notes"),
        day("slot"),
        flag("eased"),
        flag("deload"),
    ),
)
ASSESSMENT: Shape[records.Assessment] = Shape(
    records.Assessment,
    tables.AssessmentRow,
    (*_ID, plain("exercise"), _ON, plain("rating"), numbers("cues", 0), plain("notes")),
)
DECLARATION: Shape[records.Declaration] = Shape(
    records.Declaration, tables.DeclarationRow, (*_ID, plain("exercise"), _ON, plain("load"))
)
OVERRIDE: Shape[records.Override] = Shape(
    records.Override, tables.OverrideRow, (*_ID, plain("exercise"), _ON, plain("reason"))
)
ABSENCE: Shape[records.Absence] = Shape(
    records.Absence, tables.AbsenceRow, (*_ID, day("since"), day("until"), flag("ill"), plain("notes"))
)
WISH: Shape[records.Wish] = Shape(
    records.Wish,
    tables.WishRow,
    (*_ID, day("slot"), day("moved_to"), flag("skipped"), plain("soreness"), plain("readiness")),
)
PLAN: Shape[records.WrittenPlan] = Shape(
    records.WrittenPlan,
    tables.PlanRow,
    (
        *_ID,
        day("slot"),
        plain("version"),
        _ON,
        day("written_on"),
        word("kind", records.SessionKind),
        word("phase", Phase),
        plain("minutes"),
        flag("eased"),
        flag("deload"),
        flag("withdrawn"),
        plain("content"),
    ),
)
