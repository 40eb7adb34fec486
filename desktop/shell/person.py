"""Whose pages are shown: who it is, what the header says of the athlete, and the numbers beside the pages' names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.qt.ask import is_trouble
from desktop.qt.jobs import Jobs
from desktop.shell.header_facts import HeaderFacts


class Reader(Protocol):
    """Where all this is read (see shell.header_facts.HeaderReader)."""

    def name(self, athlete_id: str) -> str | None: ...
    def header(self, athlete_id: str) -> HeaderFacts: ...
    def badges(self, athlete_id: str) -> Mapping[str, int]: ...  # asked in another thread


class Person(QObject):
    """One athlete or nobody (None). `known()` when it is another one or more is known, `counted(numbers by page)`, `gone()` when
    the athlete is not there any more: whoever hears it chooses another."""

    known = Signal()
    counted = Signal(object)
    gone = Signal()

    def __init__(self, reader: Reader, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._jobs = reader, jobs
        self.id: str | None = None
        self.facts: HeaderFacts | None = None
        self._due = self._supposed = False

    @property
    def name(self) -> str | None:
        return None if self.facts is None else self.facts.name

    def suppose(self, athlete_id: str) -> None:
        """Takes an athlete of whom only the name is read, if there is one; `make_sure` reads the rest, for which rules are needed."""
        name = self._reader.name(athlete_id)
        if name is not None:
            self.id, self.facts, self._supposed = athlete_id, HeaderFacts(name), True
            self.known.emit()

    def make_sure(self) -> None:
        if self._supposed:
            self.read_again()

    def choose(self, athlete_id: str | None) -> None:
        """Raises what the reader raises; it is who it was then."""
        facts = None if athlete_id is None else self._reader.header(athlete_id)
        if athlete_id != self.id:
            self.counted.emit({})
        self._put(athlete_id, facts)

    def read_again(self) -> None:
        if self.id is None:
            return
        try:
            facts = self._reader.header(self.id)
        except Exception as error:
            if not is_trouble(error):
                raise
            self.gone.emit()  # removed, perhaps by an undo
            return
        self._put(self.id, facts)

    def _put(self, athlete_id: str | None, facts: HeaderFacts | None) -> None:
        self.id, self.facts, self._supposed = athlete_id, facts, False
        self.known.emit()
        if (
            not self._due
        ):  # every standing is asked for: in the background after the paint, once for any number of changes
            self._due = True
            QTimer.singleShot(0, self, self._count)

    def _count(self) -> None:
        self._due = False
        if self.id is None:
            return
        who, reader = self.id, self._reader
        self._jobs.run(lambda _progress: (who, reader.badges(who)), self._on_counted, self._on_failed, key="badges")

    def _on_counted(self, answer: tuple[str, Mapping[str, int]]) -> None:
        athlete_id, numbers = answer
        if athlete_id == self.id:
            self.counted.emit(numbers)

    def _on_failed(self, error: Exception) -> None:
        if not is_trouble(error):
            raise error
        self.counted.emit({})
