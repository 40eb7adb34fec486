"""What every use case hands back: a receipt that can be undone, or a refusal in a coach's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a change touches: pages refresh when one of their topics changed."""

    ATHLETES = "athletes"
    RACES = "races"
    TRAINING = "training"
    ASSESSMENTS = "assessments"
    SETTINGS = "settings"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Receipt:
    """A change that was made. `undo()` takes it back in one transaction and returns its own receipt, whose undo is the redo."""

    text: str
    undo: Callable[[], Receipt]
    topics: frozenset[Topic]
    athlete_id: str | None = None


class Refused(Exception):
    """Something the user can mend: nothing was changed. `field` names the input, `message` says why in plain words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


Progress = Callable[[int, int], bool]
"""Told (done, total) from time to time; answers False to cancel."""


class Cancelled(Exception):
    """The user stopped a long job; nothing was left half done."""
