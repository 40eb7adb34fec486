"""The repositories on one connection to the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from models.athletes import Athletes, belongings
from models.errors import DiskTrouble
from models.link import Link
from models.plans import Plans
from models.sessions import Sessions
from models.settings import Settings
from models.sqlite_file import BUSY_SECONDS, in_words, uri

READER_SAYS = "The store was opened for reading only; nothing was saved."


class Repositories:
    """Connects at once. Raises `StoreError`."""

    def __init__(self, path: Path, mode: str, writable: bool) -> None:
        self.database = _database(path, mode, writable)
        self.link = Link(
            self.database,
            lambda error: in_words(error, path),
            reader_says=None if writable else READER_SAYS,
            read_begin=("DEFERRED",),
        )
        with self.link.in_words():
            self.database.connect()
        self.owned = belongings(self.link)
        self.sessions = Sessions(self.link)
        self.plans = Plans(self.link)
        self.athletes = Athletes(self.link, self.owned, self.sessions, self.plans)
        self.settings = Settings(self.link)


class _Database(SqliteDatabase):
    """SQLite ends a transaction by itself when the disk is full or fails. Then there is nothing left to roll back, and nothing
    more may be written under the impression that a transaction is still open."""

    def rollback(self) -> None:
        if self._in_driver():
            super().rollback()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        depth: Any = self.transaction_depth()
        if depth and not self._in_driver():
            if sql.startswith("ROLLBACK TO"):
                return None
            raise DiskTrouble(
                "The disk failed a moment ago, so the whole change was given up. Nothing of it was saved."
            )
        parent: Any = super()
        return parent.execute_sql(sql, params)

    def _in_driver(self) -> bool:
        me: Any = self
        return me.connection().in_transaction


def _database(path: Path, mode: str, writable: bool) -> Any:
    pragmas: dict[str, object] = {"foreign_keys": 1, "cache_size": -16_000}
    if writable:
        # FULL: in WAL mode NORMAL would lose the last confirmed sessions in a power cut
        pragmas |= {"journal_mode": "wal", "synchronous": "FULL"}
    else:
        pragmas["query_only"] = 1
    return _Database(
        uri(path, mode), pragmas=pragmas, uri=True, timeout=BUSY_SECONDS, lock_type="IMMEDIATE", autoconnect=False
    )
