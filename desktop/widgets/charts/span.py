"""The days that charts show together: one for all of them, so that they zoom and move as one."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

SHORTEST: Final = 14.0
"""Days: nearer nothing more would be seen, for sessions are days apart."""


class Span(QObject):
    """From `start` up to `end`, in days as `date.toordinal` counts them, `end` not included, within the bounds given.

    `changed()` when other days are shown, `pointed()` when a chart points at another moment (`at`, None: at nothing).
    """

    changed = Signal()
    pointed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = 0.0, SHORTEST
        self.start, self.end = self.first, self.last
        self.at: float | None = None

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def is_whole(self) -> bool:
        return self.start <= self.first and self.end >= self.last

    def bound(self, first: date, last: date) -> None:
        """What there is, from `first` to `last`, both included. Nothing else is shown until `show_last` or `show` says so."""
        self.last = float(last.toordinal() + 1)
        self.first = min(float(first.toordinal()), self.last - SHORTEST)
        self._put(self.start, self.end)

    def show_last(self, days: float | None) -> None:
        """The last days of what there is; None for all of it."""
        self._put(self.first if days is None else self.last - days, self.last)

    def show(self, start: float, end: float) -> None:
        self._put(start, end)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Shows `factor` times as many days; the moment `around` (not given: the newest) stays where it is."""
        fixed = self.end if around is None else min(max(around, self.start), self.end)
        self._put(fixed - (fixed - self.start) * factor, fixed + (self.end - fixed) * factor)

    def pan(self, days: float) -> None:
        """Moves on by so many days, backwards if there are fewer than none; what there is stays in sight."""
        moved = min(max(days, self.first - self.start), self.last - self.end)
        self._put(self.start + moved, self.end + moved)

    def reveal(self, at: float) -> None:
        """Moves just so far that the moment is shown."""
        if at < self.start:
            self.pan(at - self.start - self.length * 0.1)
        elif at >= self.end:
            self.pan(at - self.end + self.length * 0.1)

    def point(self, at: float | None) -> None:
        if at != self.at:
            self.at = at
            self.pointed.emit()

    def _put(self, start: float, end: float) -> None:
        length = min(max(end - start, SHORTEST), self.last - self.first)
        end = min(max(end, self.first + length), self.last)
        start = end - length
        if (start, end) != (self.start, self.end):
            self.start, self.end = start, end
            self.changed.emit()
