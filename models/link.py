"""One connection as the repositories see it: runs Peewee queries on it and turns the driver's trouble into `models.errors`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import peewee

from models.errors import StoreError, StoreReadOnly

Translate = Callable[[Exception], StoreError | None]
FETCH = 2000  # rows fetched at a time while streaming: memory stays flat, and the cost of a call is shared
_wrapped: Any = getattr(peewee, "__exception_wrapper__")  # noqa: B009 - the stubs leave it out; it makes driver errors Peewee's


class Link:
    """`translate` gives the plain words for a driver's error, or None for a programming error, which is raised unchanged.

    `reader_says` is what a writer is told where only reading was asked for; `read_begin` are the arguments with which a
    transaction that only reads is begun on this kind of database.
    """

    def __init__(
        self, database: Any, translate: Translate, *, reader_says: str | None = None, read_begin: tuple[str, ...] = ()
    ) -> None:
        self._database = database
        self._translate = translate
        self._reader_says = reader_says
        self._read_begin = read_begin
        self._again: dict[tuple[str, tuple[bool, ...]], tuple[str, list[Any], list[int | None]]] = {}

    @property
    def database(self) -> Any:
        return self._database

    @contextmanager
    def in_words(self) -> Generator[None, None, None]:
        """Turn what the database raises inside into a `StoreError`."""
        try:
            yield
        except peewee.PeeweeException as error:
            words = self._translate(error)
            if words is None:
                raise
            raise words from error

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """One transaction, or a savepoint inside the one that is open. Left with an exception, nothing of it is kept."""
        if self._reader_says is not None:
            raise StoreReadOnly(self._reader_says)
        with self.in_words(), self._database.atomic():
            yield

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        """Several queries that see one and the same state of the store."""
        if self._database.in_transaction():
            yield
        else:
            with self.in_words(), self._database.transaction(*self._read_begin):
                yield

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """All rows of a select as plain tuples, from the driver's own cursor: no row objects are made."""
        return self.rows_of(*self.compiled(query))

    def rows_of(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows of a select that was compiled before."""
        with self.in_words():
            cursor = self._database.execute_sql(sql, parameters)
            with _wrapped:
                return cursor.fetchall()

    def rows_again(self, name: str, build: Callable[..., Any], *values: str | date | None) -> list[tuple[Any, ...]]:
        """The rows of a select that is asked often with other values: `build(*values)` is compiled once for each choice of values
        that are given and not None. Compiling costs more than running a small select."""
        shape = name, tuple(value is None for value in values)
        if shape not in self._again:
            marks = [_mark(number, value) for number, value in enumerate(values)]
            sql, parameters = self.compiled(build(*marks))
            places = {_said(mark): number for number, mark in enumerate(marks) if mark is not None}
            self._again[shape] = sql, list(parameters), [places.get(one) for one in parameters]
        sql, constants, numbers = self._again[shape]
        pairs = zip(constants, numbers, strict=True)
        return self.rows_of(sql, [one if number is None else _said(values[number]) for one, number in pairs])

    def stream(self, query: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a select in order, a handful at a time (the driver's cursor again: Peewee's own would keep every row)."""
        sql, parameters = self.compiled(query)
        with self.in_words():
            cursor = self._database.execute_sql(sql, parameters)
        try:
            while True:
                with self.in_words(), _wrapped:
                    chunk = cursor.fetchmany(FETCH)
                if not chunk:
                    return
                yield from chunk
        finally:
            cursor.close()

    def run(self, query: Any) -> None:
        """One insert, update or delete. Open `writing` around it."""
        with self.in_words():
            query.execute(self._database)

    def many(self, query: Any, rows: Iterable[Sequence[Any]]) -> None:
        """Run a one-row insert, compiled once, for every row (values in the order of the query's columns)."""
        sql, _ = self.compiled(query)
        with self.in_words():
            cursor = self._database.cursor()
            with _wrapped:
                cursor.executemany(sql, rows)

    def compiled(self, query: Any) -> tuple[str, Any]:
        return self._database.get_sql_context().sql(query).query()


def _mark(number: int, value: str | date | None) -> str | date | None:
    """Something in a value's place that no select holds by itself."""
    if value is None:
        return None
    return date.min + timedelta(days=number) if isinstance(value, date) else f"\0{number}"


def _said(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
