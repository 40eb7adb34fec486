"""sessions.csv: one row a set, planned or done. The rows are joined by hand, because there may be two million of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from desktop.services import limits as check
from desktop.services.csv_cells import BOM, END, HEADER, NO, YES, number_cell, session_cell, text_cell
from desktop.services.desk import Desk
from desktop.services.outcome import Cancelled, Progress, Refused
from desktop.services.whole_file import write_bytes
from models.records import SessionKind, SessionStatus

_CHUNK = 20_000
"""Rows joined before they are written: large enough to make a write cheap, small enough not to matter in memory."""


class SessionsCsv:
    name = "sessions.csv"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(
        self,
        path: Path,
        athlete_ids: Sequence[str] | None = None,
        start: date | None = None,
        end: date | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Write the sets of these athletes (all if not given) and days, both included; returns how many.

        The file appears when it is whole: one that was there before is replaced in one step, and is still the old one after
        an error or a Cancelled. Raises Refused when the place cannot be written to.
        """
        if start is not None and end is not None and end < start:
            raise Refused("to", check.backwards(start, end))
        found = self._desk.store.sessions.export_rows(athlete_ids, start, end)
        rows = cast("Generator[tuple[Any, ...], None, None]", found)
        total = 0 if progress is None else self._desk.store.sessions.count_sets(athlete_ids, start, end)
        count = 0

        def chunks() -> Iterator[bytes]:
            nonlocal count
            yield (BOM + ",".join(HEADER) + END).encode()
            for text, lines in joined(rows, self._exercise_cells()):
                count += lines
                if progress is not None and not progress(count, total):
                    raise Cancelled
                yield text.encode()

        with closing(rows):  # a stopped export must let go of the store at once
            write_bytes(path, chunks())
        return count

    def _exercise_cells(self) -> dict[str, str]:
        """Slug, name and category of every exercise, as cells."""
        return {
            slug: ",".join((text_cell(slug), text_cell(exercise.name), exercise.category.value))
            for slug, exercise in self._desk.judge.rulebook.exercises.items()
        }


def joined(rows: Iterable[Sequence[Any]], exercises: dict[str, str]) -> Iterator[tuple[str, int]]:
    """(text, number of rows) in chunks. `rows` are models' export rows; an exercise that is in no catalogue any more keeps
    its slug as its name."""
    numbers = _Cells(number_cell)
    texts = _Cells(text_cell)
    catalogue = _Cells(lambda slug: f"{text_cell(slug)},{text_cell(slug)},", exercises)
    lines: list[str] = []
    for _, group in groupby(rows, key=itemgetter(3)):
        session = list(group)
        first = session[0]
        done = any(row[13] is not None for row in session)
        kind = session_cell(SessionKind(first[4]), SessionStatus(first[5]), done)
        head = f"{texts[first[0]]},{texts[first[1]]},{first[2]},{first[3]},{kind},{first[6] or ''},"
        for row in session:
            (_, _, _, _, _, _, _, slug, _, number, side, planned_amount, planned_load, amount, unit, load, load_type,
             rir, rpe, pain, next_pain, technique, _, off_plan, notes) = row  # fmt: skip
            lines.append(
                f"{head}{catalogue[slug]},{number},{side},{numbers[planned_amount]},{numbers[planned_load]},"
                f"{numbers[amount]},{unit},{numbers[load]},{load_type},{numbers[rir]},{numbers[rpe]},{numbers[pain]},"
                f"{numbers[next_pain]},{numbers[technique]},{YES if off_plan else NO},{text_cell(notes) if notes else ''}"
                f"{END}"
            )
        if len(lines) >= _CHUNK:
            yield "".join(lines), len(lines)
            lines.clear()
            numbers.trim()
            texts.trim()
    if lines:
        yield "".join(lines), len(lines)


class _Cells(dict[Any, str]):
    """Cells remembered by value: the same few loads and counts come again and again."""

    def __init__(self, make: Callable[[Any], str], known: dict[str, str] | None = None) -> None:
        super().__init__(known or {})
        self._make = make

    def __missing__(self, value: Any) -> str:
        cell = self[value] = self._make(value)
        return cell

    def trim(self) -> None:
        """Never more than a hundred thousand values: memory stays flat whatever the data."""
        if len(self) > 100_000:
            self.clear()
