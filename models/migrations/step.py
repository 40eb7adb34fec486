"""What one migration step is. A step works on the driver's own connection with raw SQL, never with today's tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple


class Step(NamedTuple):
    """`run` brings the schema from `number` - 1 to `number` inside a transaction that the runner opens and closes, with
    foreign keys off (so that a rebuilt table does not take its children along). The row count of every table that exists
    before and is not in `changes` must be the same afterwards, else the step did harm and is undone."""

    number: int
    title: str
    run: Callable[[sqlite3.Connection], None]
    changes: frozenset[str] = frozenset()
