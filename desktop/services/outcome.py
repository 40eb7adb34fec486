"""What every use case hands back: a receipt that can be undone, or a refusal in a coach's words."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from desktop.services.value import Value

if TYPE_CHECKING:
    from desktop.services.desk import Desk

MANY_SETS: Final = 250
"""From so many sets on, writing takes longer than a window may stand still (50 milliseconds)."""


class Topic(StrEnum):
    """What a change touches: pages refresh when one of their topics changed."""

    ATHLETES = "athletes"
    RACES = "races"
    TRAINING = "training"
    ASSESSMENTS = "assessments"
    SETTINGS = "settings"
    EVERYTHING = "everything"


class Receipt(Value):
    """A change that was made. `undo()` takes it back in one transaction and returns its own receipt, whose undo is the redo.

    `long` is there where that takes a while: `long(desk, progress)` takes it back on the desk of another thread, all or nothing
    (raises Cancelled when the progress says so), and what it answers gives the receipt in the thread of this one.
    """

    text: str
    undo: Callable[[], Receipt]
    topics: frozenset[Topic]
    athlete_id: str | None = None
    long: Long | None = None


class Refused(Exception):
    """Something the user can mend: nothing was changed. `field` names the input, `message` says why in plain words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


Progress = Callable[[int, int], bool]
"""Told (done, total) from time to time; answers False to cancel."""
Long = Callable[["Desk", Progress], Callable[[], Receipt]]


class Cancelled(Exception):
    """The user stopped a long job; nothing was left half done."""
