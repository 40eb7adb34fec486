"""What opened since an athlete was last looked at: told once, also across restarts, and not again after an undo that closed it.

The exercises already seen open are kept per athlete. One that is locked again for want of practice, or has expired, is news when it
opens anew; one that was only out of reach for a while (pain, equipment, a race) is not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.services.desk import Desk
from models.errors import StoreError
from rules.verdicts import Standing
from rules.vocabulary import Status

_KEY: Final = "seen_open"
_LOST: Final = frozenset({Status.LOCKED_PREREQ, Status.EXPIRED})


class News:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, athlete_id: str, standings: Sequence[Standing]) -> tuple[str, ...]:
        """The slugs that opened since the last look, in the order of the catalogue; from now on they have been seen.

        At the first look nothing is news. A store that cannot be written, or is being written, tells the same again next time.
        """
        kept = self._read()
        seen = kept.get(athlete_id)
        now = {standing.slug for standing in standings if standing.is_open}
        lost = {standing.slug for standing in standings if standing.status in _LOST}
        after = sorted(now | (set(seen or ()) - lost))
        if (seen is None or after != seen) and not self._desk.store.busy():
            self._write({**kept, athlete_id: after})
        if seen is None:
            return ()
        return tuple(standing.slug for standing in standings if standing.is_open and standing.slug not in seen)

    def _read(self) -> dict[str, list[str]]:
        value: object = self._desk.store.settings.get(_KEY)
        try:
            table: Any = json.loads(value) if isinstance(value, str) else {}
            return {str(key): [str(slug) for slug in slugs] for key, slugs in table.items()}
        except (ValueError, TypeError, AttributeError):  # edited by hand: nothing was seen yet
            return {}

    def _write(self, kept: Mapping[str, list[str]]) -> None:
        """Athletes who are no longer there are forgotten with what was seen of them."""
        there = {athlete.id for athlete in self._desk.store.athletes.all(archived=True)}
        try:
            with self._desk.store.writing():
                self._desk.store.settings.set(_KEY, json.dumps({k: v for k, v in kept.items() if k in there}))
        except (OSError, StoreError):
            return
