"""Who must know that something changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """`changed(topics, athlete_id, origin)`: frozenset of topics, the athlete it is about (None: several), who did it.

    Visible pages refresh, hidden ones remember, the origin may ignore its own echo.
    """

    changed = Signal(object, object, object)

    def tell(self, topics: Iterable[str], athlete_id: str | None = None, origin: object = None) -> None:
        self.changed.emit(frozenset(topics), athlete_id, origin)
