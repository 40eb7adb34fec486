"""What tables are made of: the base of all, and columns of which the schema itself refuses what cannot be.

Dates are ISO text, sets of small numbers (weekdays, questions, cues) are bit masks, so that a CHECK can judge them. Only portable
column types and checks are used.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from peewee import SQL, Check, DoubleField, IntegerField, Model, TextField
from peewee import Case as _Case
from peewee import fn as _fn

fn: Any = _fn
Case: Any = _Case

MAX_BITS = 62  # a bit mask fits a signed 64-bit integer


class Table(Model):
    """Base of all tables, with the few query starters the repositories need."""

    @classmethod
    def pick(cls, *columns: Any) -> Any:
        model: Any = cls
        return model.select(*columns)

    @classmethod
    def put(cls, values: dict[str, Any]) -> Any:
        model: Any = cls
        return model.insert(values)

    @classmethod
    def put_row(cls, *names: str) -> Any:
        """An insert of one row with these columns in this order, to be compiled once and run for many rows."""
        model: Any = cls
        return model.insert_many([(None,) * len(names)], fields=[getattr(cls, name) for name in names])

    @classmethod
    def erase(cls) -> Any:
        model: Any = cls
        return model.delete()

    @classmethod
    def column(cls, name: str) -> Any:
        return getattr(cls, name)


class Whole(IntegerField):
    """A whole number as it is given: Peewee's own field would quietly cut 2.5 to 2, this one lets the schema refuse it."""

    def adapt(self, value: Any) -> Any:
        return value


def one_of(column: str, words: Iterable[StrEnum | str]) -> Any:
    listed = ", ".join(f"'{word}'" for word in words)
    return Check(f"{column} IN ({listed})", name=f"{column}_word")


def within(column: str, low: float, high: float | None = None) -> Any:
    text = f"{column} >= {low}" if high is None else f"{column} BETWEEN {low} AND {high}"
    return Check(text, name=f"{column}_range")


def iso(column: str) -> Any:
    return Check(f"{column} LIKE '____-__-__'", name=f"{column}_iso")


def filled(column: str) -> Any:
    return Check(f"length({column}) > 0", name=f"{column}_filled")


def key() -> Any:
    return TextField(primary_key=True, constraints=[Check("length(id) > 0", name="id_filled")])


def text() -> Any:
    return TextField(default="", constraints=[SQL("DEFAULT ''")])


def name(column: str) -> Any:
    return TextField(constraints=[filled(column)])


def day(column: str, null: bool = False, index: bool = False) -> Any:
    return TextField(null=null, index=index, constraints=[iso(column)])


def word(column: str, words: type[StrEnum], null: bool = False) -> Any:
    return TextField(null=null, constraints=[one_of(column, words)])


def whole(column: str, low: int, high: int | None = None, null: bool = False) -> Any:
    return Whole(null=null, constraints=[within(column, low, high)])


def number(column: str, low: float = 0, high: float | None = None, null: bool = True) -> Any:
    return DoubleField(null=null, constraints=[within(column, low, high)])


def flag(column: str) -> Any:
    return Whole(constraints=[within(column, 0, 1)])


def later_flag(column: str) -> Any:
    """A flag that a table got when there were rows already: the schema says what these have."""
    return Whole(default=0, constraints=[SQL("DEFAULT 0"), within(column, 0, 1)])
