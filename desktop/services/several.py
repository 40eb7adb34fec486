"""Several changes as one: one transaction, one receipt, one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Topic


def several(
    desk: Desk, text: str, actions: Sequence[Callable[[], Receipt]], athlete_id: str | None = None, back: str = ""
) -> Receipt:
    """Do all of it or nothing. `text` says what was done, `back` what its undo does (the same words if not given)."""
    with desk.store.writing():
        receipts = [action() for action in actions]
    topics = frozenset[Topic]().union(*(receipt.topics for receipt in receipts))
    inverse = [receipt.undo for receipt in reversed(receipts)]
    return Receipt(text, lambda: several(desk, back or text, inverse, athlete_id, text), topics, athlete_id)
