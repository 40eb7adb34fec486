"""Reads TOML tables strictly: every key is known, of the right kind and in range, or the file is refused with file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from rules.rulebook.errors import RulebookError

Word = TypeVar("Word", bound=StrEnum)
_REQUIRED: Any = object()


class Table:
    """One TOML table. Each getter takes a key; `done()` refuses what nobody asked for."""

    def __init__(self, file: str, key: str, data: object) -> None:
        self.file = file
        self.key = key
        if not isinstance(data, dict):
            raise RulebookError(file, key, "must be a table")
        self._data = cast("dict[str, Any]", data)
        self._asked: set[str] = set()

    def fail(self, key: str, reason: str) -> RulebookError:
        return RulebookError(self.file, f"{self.key}.{key}" if self.key and key else self.key or key, reason)

    def _get(self, key: str, default: object) -> Any:
        self._asked.add(key)
        if key in self._data:
            return self._data[key]
        if default is _REQUIRED:
            raise self.fail(key, "is missing")
        return default

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, "must be a text")
        return value

    def flag(self, key: str, default: Any = _REQUIRED) -> bool:
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def whole(self, key: str, low: int, high: int, default: Any = _REQUIRED) -> int:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fail(key, "must be a whole number")
        if not low <= value <= high:
            raise self.fail(key, f"{value} is out of range, {low} to {high}")
        return value

    def number(self, key: str, low: float, high: float, default: Any = _REQUIRED) -> float:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(key, "must be a number")
        if not low <= value <= high:
            raise self.fail(key, f"{value} is out of range, {low:g} to {high:g}")
        return value

    def day(self, key: str) -> date:
        value = self._get(key, _REQUIRED)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fail(key, "must be a date, as 2027-01-31")
        return value

    def text_or_number(self, key: str) -> str | float:
        value = self._get(key, _REQUIRED)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.fail(key, "must be a number or a word")
        return value

    def word(self, key: str, words: type[Word], default: Any = _REQUIRED) -> Word:
        value = self._get(key, default)
        return self._word(key, value, words)

    def _word(self, key: str, value: object, words: type[Word]) -> Word:
        try:
            return words(cast("str", value))
        except ValueError:
            raise self.fail(key, f"{value!r} is not one of {', '.join(words)}") from None

    def items(self, key: str, default: Any = _REQUIRED) -> list[Any]:
        value = self._get(key, default)
        if not isinstance(value, list):
            raise self.fail(key, "must be a list")
        return cast("list[Any]", value)

    def texts(self, key: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        values = self.items(key, default)
        if not all(isinstance(v, str) for v in values):
            raise self.fail(key, "must be a list of texts")
        return tuple(values)

    def words(self, key: str, words: type[Word], default: Any = _REQUIRED) -> tuple[Word, ...]:
        return tuple(self._word(key, v, words) for v in self.items(key, default))

    def table(self, key: str) -> Table:
        return Table(self.file, f"{self.key}.{key}" if self.key else key, self._get(key, _REQUIRED))

    def tables(self, key: str, name: str = "", default: Any = _REQUIRED) -> list[Table]:
        """The tables of an array of tables, each called by its own `name` (a key that holds its id) or its number."""
        found: list[Table] = []
        for i, data in enumerate(self.items(key, default)):
            place = f"{key}[{i + 1}]"
            table = Table(self.file, f"{self.key}.{place}" if self.key else place, data)
            called = table._data.get(name)
            if isinstance(called, str):
                table.key = f"{self.key}.{called}" if self.key else called
            found.append(table)
        return found

    def rest(self, but: Iterable[str]) -> Mapping[str, Any]:
        """Everything except the named keys, as it stands (for blocks of numbers)."""
        skipped = set(but)
        found = {k: v for k, v in self._data.items() if k not in skipped}
        self._asked.update(found)
        return found

    def done(self) -> None:
        for key in self._data:
            if key not in self._asked:
                raise self.fail(key, "is not a known key")
