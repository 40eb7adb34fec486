"""What the sheets of long work share: a bar while it runs, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from desktop.i18n import tr
from desktop.qt.ask import Sheet, is_trouble, words
from desktop.qt.jobs import Job, Progress
from desktop.qt.page import Context


class RunningSheet(Sheet):
    """Runs one piece of work at a time with services of its own. Closing the sheet stops it; nothing is left half done."""

    def __init__(self, context: Context, parent: QWidget | None, title: str, yes: str, width: int = 520) -> None:
        super().__init__(parent, title, yes, width=width)
        self.context = context
        self._job: Job | None = None
        self._then: Callable[[Any], object] | None = None
        self.doing = QLabel()
        self.doing.setProperty("role", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        for widget in (self.doing, self.bar):
            widget.hide()
        self.finished.connect(self.deleteLater)

    def place_bar(self) -> None:
        """Puts the bar under what the body holds by now."""
        self.body.addWidget(self.doing)
        self.body.addWidget(self.bar)

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, said: str, work: Callable[[Any, Progress], Any], then: Callable[[Any], object]) -> None:
        """Runs `work(services, progress)` in the lane of long work, then `then(result)` here."""
        services = self.context.services

        def lane(progress: Progress) -> Any:
            mine = services.sibling()
            try:
                return work(mine, progress)
            finally:
                mine.close()

        self.trouble.hide()
        self._then = then
        self.doing.setText(said)
        self.bar.setRange(0, 0)
        self._show_running(True)
        self._job = self.context.jobs.run(lane, self._on_finished, self._on_failed, self._on_progress)
        self._job.dropped.connect(self._on_dropped)

    def _show_running(self, on: bool) -> None:
        for widget in (self.doing, self.bar):
            widget.setVisible(on)
        self.yes.setEnabled(not on)
        self.no.setText(tr("Stop") if on else tr("Close"))
        if on:
            self.no.setFocus()

    def _on_progress(self, done: int, total: int) -> None:
        if self._job is None:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))

    def _end(self) -> None:
        self._job = None
        self._show_running(False)

    def _on_finished(self, result: object) -> None:
        self._end()
        if self._then is not None:
            self._then(result)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not is_trouble(error):
            raise error
        self.refuse(words(error))

    def _on_dropped(self) -> None:
        self._end()
        self.refuse(tr("Stopped. Nothing was changed."))

    def reject(self) -> None:
        """The first press stops the work, the next one closes the sheet."""
        if self._job is not None:
            self._job.cancel()
            self.doing.setText(tr("Stopping…"))
            return
        super().reject()
