"""Wrong PINs are counted and make the next attempt wait; the count survives a restart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from desktop.i18n import tr, trn
from desktop.services.outcome import Refused
from models.store import Store

KEY: Final = "access.attempts"
FREE: Final = 5
"""Wrong PINs in a row before the next attempt has to wait."""
FIRST_WAIT: Final = 30
LONGEST_WAIT: Final = 15 * 60
"""Seconds: 30 after the fifth wrong PIN, then twice as long each time, up to a quarter of an hour. Trying half of all PINs of
four digits takes seven weeks then, while a coach shut out by somebody's mischief waits for fifteen minutes."""

Now = Callable[[], datetime]
Ticks = Callable[[], float]


class Shut(Refused):
    """Too many wrong PINs: nothing is compared for `seconds` more."""

    def __init__(self, seconds: int) -> None:
        super().__init__("pin", wait_words(seconds))
        self.seconds = seconds


def wait_words(seconds: int) -> str:
    if seconds < 60:
        return trn(
            "Too many wrong PINs. Try again in {n} second.", "Too many wrong PINs. Try again in {n} seconds.", seconds
        )
    minutes, rest = divmod(seconds, 60)
    return tr("Too many wrong PINs. Try again in {minutes}:{seconds} minutes.", minutes=minutes, seconds=f"{rest:02d}")


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong PINs in a row."""
    return 0 if wrong < FREE else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(wrong - FREE, 16))


@dataclass(frozen=True)
class _Count:
    """Wrong PINs in a row and when the last of them was typed."""

    wrong: int = 0
    at: datetime | None = None


class Attempts:
    """Counts by who the PIN is of. Two clocks are asked, and the stricter one holds: the computer's, which outlives the program
    and may be set by its user, and the program's own, which may not.

    A clock that was set back behind the last wrong PIN makes the wait begin anew, once: never longer than it was to be.
    """

    def __init__(self, store: Store, now: Now, ticks: Ticks) -> None:
        self._store, self._now, self._ticks = store, now, ticks
        self._until: dict[str, float] = {}

    def wait(self, who: str) -> int:
        """Seconds until the next attempt is looked at; 0: now."""
        count = self._count(who)
        full = wait_after(count.wrong)
        if not full or count.at is None:
            return 0
        now = self._now()
        if now < count.at:
            self._write(who, _Count(count.wrong, now))
            left = float(full)
        else:
            left = (count.at + timedelta(seconds=full) - now).total_seconds()
        return max(0, math.ceil(max(left, self._until.get(who, 0.0) - self._ticks())))

    def begin(self, who: str) -> None:
        """Counts an attempt as wrong before it is looked at: ending the program in between wins nothing. Raises Shut."""
        left = self.wait(who)
        if left:
            raise Shut(left)
        wrong = self._count(who).wrong + 1
        self._write(who, _Count(wrong, self._now()))
        self._until[who] = self._ticks() + wait_after(wrong)

    def forget(self, who: str) -> None:
        """The right PIN was typed, or there is none any more."""
        self._until.pop(who, None)
        table = self._table()
        if table.pop(who, None) is not None:
            self._store.settings.set(KEY, table)

    def _table(self) -> dict[str, Any]:
        kept: object = self._store.settings.get(KEY)
        return dict(kept) if isinstance(kept, Mapping) else {}  # pyright: ignore[reportUnknownArgumentType]

    def _count(self, who: str) -> _Count:
        """What is kept but cannot be (a hand-edited store) counts as nothing."""
        kept: Any = self._table().get(who)
        try:
            wrong, at = kept["wrong"], datetime.fromisoformat(kept["at"])
        except (KeyError, TypeError, ValueError):
            return _Count()
        return _Count(wrong, at) if isinstance(wrong, int) and at.tzinfo is not None else _Count()

    def _write(self, who: str, count: _Count) -> None:
        assert count.at is not None, "only an attempt is written"
        self._store.settings.set(KEY, {**self._table(), who: {"wrong": count.wrong, "at": count.at.isoformat()}})
