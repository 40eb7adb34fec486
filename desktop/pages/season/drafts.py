"""Changes of races that were proposed and not decided when the window was closed: kept as what differs, in the settings. No Qt."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from desktop.pages.season.proposal import Proposal
from desktop.qt.memory import Settings
from models.records import Race
from rules.vocabulary import Effort, Priority, RaceStatus

KEY: Final = "race_drafts"
_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "on": date.fromisoformat,
    "priority": Priority,
    "status": RaceStatus,
    "effort": Effort,
    "name": str,
    "notes": str,
    "distance_km": lambda value: None if value is None else float(value),
    "ascent_m": lambda value: None if value is None else float(value),
    "completed_km_effort": lambda value: None if value is None else float(value),
}


class Drafts:
    """Proposals by athlete. What is kept but cannot be read, or is about a race that is gone, counts as not kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._settings.get(KEY, "") or "{}")
        except (TypeError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def of(self, athlete_id: str, races: Sequence[Race]) -> Proposal:
        """What was proposed for these races, put on what they are now."""
        kept = self._kept.get(athlete_id)
        if not isinstance(kept, dict):
            return Proposal()
        changed: dict[str, Race | None] = {}
        for race in races:
            if race.id in kept:
                try:
                    changed[race.id] = _applied(race, kept[race.id])
                except (TypeError, ValueError, KeyError):
                    continue
        return Proposal(changed)

    def keep(self, athlete_id: str, proposal: Proposal, races: Sequence[Race]) -> None:
        """Writes down what differs; an empty proposal takes away what was written."""
        now = {race.id: race for race in races}
        written = {key: _difference(now[key], race) for key, race in proposal.changed.items() if key in now}
        if written == self._kept.get(athlete_id, {}):
            return
        self._kept.pop(athlete_id, None)
        if written:
            self._kept[athlete_id] = written
        self._settings.set(KEY, json.dumps(self._kept))


def _applied(race: Race, written: Any) -> Race | None:
    if written is None:
        return None
    if not isinstance(written, dict):
        raise TypeError(written)
    return replace(race, **{name: _READ[name](value) for name, value in written.items()})


def _difference(before: Race, after: Race | None) -> dict[str, Any] | None:
    """The fields that differ as JSON has them; None where the race would go."""
    if after is None:
        return None
    pairs = ((one.name, getattr(before, one.name), getattr(after, one.name)) for one in fields(after))
    return {name: new.isoformat() if isinstance(new, date) else new for name, old, new in pairs if old != new}
