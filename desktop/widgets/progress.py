"""Work under way: what it is, how far, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.i18n import tr
from desktop.qt.jobs import Job


class ProgressStrip(QWidget):
    """One line, hidden while nothing is under way: `follow(job, text)` shows a job until it ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.text = QLabel()
        self.text.setProperty("role", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(120)
        self.bar.setAccessibleName(tr("Progress"))
        self.stop = QPushButton(tr("Stop"))
        self.stop.setProperty("kind", "quiet")
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def follow(self, job: Job, text: str) -> None:
        self._job = job
        self.text.setText(text)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.progressed.connect(self.show_progress)
        job.finished.connect(self.end)
        job.failed.connect(self.end)
        job.dropped.connect(self.end)
        self.show()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def end(self, _answer: object = None) -> None:
        self._job = None
        self.hide()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
