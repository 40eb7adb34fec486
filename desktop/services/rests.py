"""How long to rest after a set, as the minutes of a session reckon with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


def rest_after(rulebook: Rulebook, slug: str, pct: float | None = None, paired: bool = False) -> float:
    """Seconds of rest after one set of an exercise at `pct` of its estimated maximum (None: unknown); less where it is done in
    turns with another one (`paired`)."""
    from rules.durations import Item, rest_seconds

    return rest_seconds(rulebook, Item(slug, 1, 0.0, pct, paired))
