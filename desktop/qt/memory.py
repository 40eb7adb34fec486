"""What the window remembers from one start to the next, over any object with `get(key, default)` and `set(key, value)`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

RECENT_KEPT = 12
DRAFTS_KEPT = 30


class Settings(Protocol):
    """Keys are those of desktop.settings: 'window', 'page', 'athlete', 'columns', 'recent', 'drafts' and more."""

    def get(self, key: str, default: Any = None) -> Any: ...
    def set(self, key: str, value: Any) -> object: ...


class DictSettings:
    """Settings in memory: for tests, and for windows that shall leave no trace."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values = dict(values or {})

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value


class Memory:
    """Reads and writes structured values; what is kept but cannot be read counts as not kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def _table(self, key: str) -> dict[str, Any]:
        try:
            found = json.loads(self.settings.get(key, "") or "{}")
        except (TypeError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def window(self) -> tuple[int, int, bool, bool]:
        """Width and height (0, 0 when never kept), maximised, sidebar folded by hand."""
        kept = self._table("window")
        wide, high = kept.get("width", 0), kept.get("height", 0)
        sound = isinstance(wide, int) and isinstance(high, int) and 0 < wide < 20000 and 0 < high < 20000
        return (wide if sound else 0), (high if sound else 0), kept.get("maximised") is True, kept.get("folded") is True

    def keep_window(self, width: int, height: int, maximised: bool, folded: bool) -> None:
        kept = {"width": width, "height": height, "maximised": maximised, "folded": folded}
        self.settings.set("window", json.dumps(kept))

    def place(self) -> tuple[str, str]:
        """The page and the athlete that were open ('' for none)."""
        return str(self.settings.get("page", "") or ""), str(self.settings.get("athlete", "") or "")

    def keep_place(self, page_id: str, athlete_id: str | None) -> None:
        self.settings.set("page", page_id)
        self.settings.set("athlete", athlete_id or "")

    def columns(self, table_id: str) -> list[int]:
        """Widths of a table's columns; empty when never kept."""
        kept = self._table("columns").get(table_id, [])
        sound = isinstance(kept, list) and all(isinstance(width, int) and 0 < width < 5000 for width in kept)
        return kept if sound else []

    def keep_columns(self, table_id: str, widths: Sequence[int]) -> None:
        kept = self._table("columns")
        if kept.get(table_id) != list(widths):
            self.settings.set("columns", json.dumps(kept | {table_id: list(widths)}))

    def recent(self) -> list[str]:
        """What was chosen in the palette, last first."""
        try:
            kept = json.loads(self.settings.get("recent", "") or "[]")
        except (TypeError, ValueError):
            return []
        return [key for key in kept if isinstance(key, str)] if isinstance(kept, list) else []

    def keep_recent(self, key: str) -> None:
        kept = [key, *(other for other in self.recent() if other != key)]
        self.settings.set("recent", json.dumps(kept[:RECENT_KEPT]))

    def tour(self) -> bool:
        """Whether somebody was shown around already."""
        return bool(self.settings.get("tour", ""))

    def keep_tour(self) -> None:
        self.settings.set("tour", "seen")

    def draft(self, key: str) -> dict[str, Any]:
        """What was typed into a sheet that was not finished, by field; empty where there is none."""
        kept = self._table("drafts").get(key, {})
        return kept if isinstance(kept, dict) else {}

    def keep_draft(self, key: str, typed: Mapping[str, Any]) -> None:
        """Keeps it (nothing typed: forgets it). The oldest are forgotten when there are many."""
        before = self._table("drafts")
        if before.get(key, {}) == dict(typed):
            return
        kept = {other: draft for other, draft in before.items() if other != key}
        if typed:
            kept[key] = dict(typed)
        self.settings.set("drafts", json.dumps(dict(list(kept.items())[-DRAFTS_KEPT:])))
