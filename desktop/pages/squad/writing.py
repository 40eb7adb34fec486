"""Writes the plans of the present week down for the whole squad, in the background, while nothing else is asked of it."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.i18n import trn
from desktop.pages.squad import background
from desktop.qt.jobs import Job, Jobs
from desktop.widgets.progress import ProgressStrip

_MANY = 40
_PATIENCE = 700
"""Milliseconds before the progress is shown: what is quicker need not flicker."""


class WeekWriting(QObject):
    """One job at a time. `written(outlines)` when the plans of all who were wanted are written down; `paused` when it stopped
    before that, because somebody else wants the lane, nobody looks, or the user has had enough; `failed(error)`."""

    written = Signal(object)
    paused = Signal()
    failed = Signal(object)

    def __init__(self, services: Any, jobs: Jobs, strip: ProgressStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._strip = services, jobs, strip
        self._wanted: dict[str, None] = {}
        self._on: date | None = None
        self._stopped = False
        self._job: Job | None = None
        self._done: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self._show_progress)
        strip.stop.clicked.connect(self._on_stop)

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def wanted(self) -> tuple[str, ...]:
        """Whose plans are still to be written, in that order."""
        return tuple(self._wanted)

    def want(self, athlete_ids: Iterable[str], on: date) -> None:
        """The plans of these athletes may be other ones than written. A new day asks again, even if it was stopped."""
        if on != self._on:
            self._on, self._stopped = on, False
        if not self._stopped:
            self._wanted.update(dict.fromkeys(athlete_ids))

    def start(self, judge: Any) -> bool:
        """Goes on with who is wanted; False where nobody is. `judge` are rules that no other thread uses now."""
        if self.busy or not self._wanted:
            return self.busy
        services, on = self._services, self._on
        ids, done = tuple(self._wanted), list[str]()
        if len(ids) >= _MANY:
            # the rows just judged live as long as the window: looking through them again and again while hundreds of plans are
            # made would halt it for 80 ms each time
            gc.collect(1)
            gc.freeze()
        self._done = done
        job = self._jobs.run(
            lambda progress: background.write_down(services, judge, ids, on, done, progress),
            self._on_written,
            self._on_failed,
            self._on_progress,
            key="squad-plans",
        )
        job.dropped.connect(self._on_dropped)
        self._job = job
        self._soon.start()
        return True

    def pause(self) -> None:
        """Stops after the athlete under way; who is left stays wanted."""
        if self._job is not None:
            self._job.cancel()

    def _show_progress(self) -> None:
        if self._job is not None:
            number = len(self._wanted)
            self._strip.follow(
                self._job, trn("Planning this week for {n} athlete", "Planning this week for {n} athletes", number)
            )

    def _on_progress(self, _done: int, _total: int) -> None:
        if self._jobs.pending() > 1:  # somebody waits for the lane: this can wait longer
            self.pause()

    def _on_stop(self) -> None:
        self._stopped = True
        self._wanted.clear()

    def _land(self) -> None:
        self._job = None
        self._soon.stop()
        for athlete_id in self._done:
            self._wanted.pop(athlete_id, None)
        self._done = []

    def _on_written(self, outlines: tuple[Any, ...]) -> None:
        self._land()
        self.written.emit(outlines)

    def _on_dropped(self) -> None:
        self._land()
        self.paused.emit()

    def _on_failed(self, error: Exception) -> None:
        self._land()
        self._wanted.clear()  # it would fail again and again
        self.failed.emit(error)
