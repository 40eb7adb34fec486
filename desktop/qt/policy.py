"""What may be reached just now: everything, or what athlete mode leaves open. The frame, the pages and the palette ask it.

Nothing is forbidden by name: while the program is confined, only what is listed may be reached, so that a page or an action
made later stays shut until somebody opens it here.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal


class Scope(NamedTuple):
    """Ids of pages, and names of what may be done: actions of the frame ('undo') and what pages offer ('import')."""

    pages: frozenset[str]
    doings: frozenset[str]


NOTHING: Final = Scope(frozenset(), frozenset({"quit"}))


class Policy(QObject):
    """`changed()` when what may be reached is different from now on. Open to everything until `confine` is called."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scope: Scope | None = None
        self._athlete_id: str | None = None

    @property
    def confined(self) -> bool:
        """Whether athlete mode is on, with an athlete or without."""
        return self._scope is not None

    @property
    def athlete_id(self) -> str | None:
        """The one athlete whose data may be shown while confined; None: nobody's, or everybody's if it is not confined."""
        return self._athlete_id

    def page(self, page_id: str) -> bool:
        return self._scope is None or (page_id in self._scope.pages and self._athlete_id is not None)

    def athlete(self, athlete_id: str | None) -> bool:
        """Whether that athlete may be chosen; None stands for choosing nobody."""
        return self._scope is None or (athlete_id is not None and athlete_id == self._athlete_id)

    def may(self, doing: str) -> bool:
        """Whether something may be done: an action of the frame by its id, or what a page offers by its name."""
        if self._scope is None:
            return True
        return doing in (self._scope.doings if self._athlete_id is not None else NOTHING.doings)

    def confine(self, scope: Scope, athlete_id: str | None) -> None:
        """Leaves only the scope open, and of it only what concerns this athlete; None: nothing but leaving."""
        self._scope, self._athlete_id = scope, athlete_id
        self.changed.emit()

    def release(self) -> None:
        self._scope = self._athlete_id = None
        self.changed.emit()
