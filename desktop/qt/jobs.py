"""One background lane for season-wide work, imports, exports and backups.

A job is a plain function with plain data in and out; it gets `progress(done, total)` and stops when that answers False.
Answers arrive in the window's thread. A job that was cancelled, or replaced by a newer one with the same key, is dropped.
Connect bound methods of QObjects only: they disconnect by themselves when the page dies.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

Progress = Callable[[int, int], bool]
Work = Callable[[Progress], Any]

_log = logging.getLogger(__name__)
UNTIL_DONE: Final = -1
"""Milliseconds: as long as it takes."""
_PROGRESS_EVERY = 0.05  # seconds between two progress messages: the window need not see more


class Job(QObject):
    """One piece of work under way. Exactly one of `finished(result)`, `failed(error)` and `dropped()` ends it."""

    finished = Signal(object)
    failed = Signal(object)
    dropped = Signal()
    progressed = Signal(int, int)

    def __init__(self, key: str, token: int) -> None:
        super().__init__()
        self.key, self.token = key, token
        self._stop = Event()

    def cancel(self) -> None:
        """Asks the work to stop; whatever it still answers is dropped."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def task(self, work: Work, herald: _Herald) -> _Task:
        """What the other thread is given of it."""
        return _Task(self.token, work, self._stop, herald)


class _Herald(QObject):
    """How the other thread calls into the window's: the one thing of Qt it knows, and with numbers only."""

    landed = Signal(int)
    progressed = Signal(int, int, int)


class _Task:
    """The work, what it answers, and nothing of Qt. The window's thread holds it until it has taken both out: what they hold, a page
    perhaps, would else be taken apart in the other thread, which Qt forbids."""

    def __init__(self, token: int, work: Work, stop: Event, herald: _Herald) -> None:
        self._token, self._stop, self._herald, self._last = token, stop, herald, 0.0
        self._work: Work | None = work
        self._result: object = None
        self._error: Exception | None = None

    def __call__(self) -> None:
        self._do()  # a way of its own: nothing of it is held here any more when the window hears of it
        with suppress(RuntimeError):  # the program ended in the meantime: nobody is there to answer
            self._herald.landed.emit(self._token)

    def _do(self) -> None:
        try:
            if self._work is not None and not self._stop.is_set():
                self._result = self._work(self._progress)
        except Exception as caught:  # noqa: BLE001  the lane must survive any job; the error travels to the window as data
            self._error = caught

    def _progress(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if done >= total or now - self._last >= _PROGRESS_EVERY:
            self._last = now
            self._herald.progressed.emit(self._token, done, total)
        return not self._stop.is_set()

    def taken_out(self) -> tuple[object, Exception | None]:
        """The result or the error, which it holds no longer, nor the work."""
        result, error = self._result, self._error
        self._work = self._result = self._error = None
        return result, error


class Jobs(QObject):
    """The lane: jobs run one after the other, in the order in which they were asked for. `busy(bool)` for an indicator."""

    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._herald = _Herald()
        self._herald.landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
        self._herald.progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._open: dict[int, Job] = {}
        self._tasks: dict[int, _Task] = {}
        self._newest: dict[str, int] = {}
        self._count = 0
        self._waiting: list[_Task] | None = None

    def hold(self) -> None:
        """Jobs wait from now on, until `go_on()`: two threads share one interpreter, and the first paint shall have it."""
        if self._waiting is None:
            self._waiting = []

    def go_on(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for task in waiting:
            self._pool.start(task)

    def run(
        self,
        work: Work,
        finished: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progressed: Callable[[int, int], object] | None = None,
        key: str = "",
    ) -> Job:
        """Queues `work(progress)`. A `key` says what it answers: a newer job with the same key drops the older one."""
        self._count += 1
        job = Job(key, self._count)
        if key:
            for older in self._open.values():
                if older.key == key:
                    older.cancel()
            self._newest[key] = job.token
        if finished is not None:
            job.finished.connect(finished)
        if failed is not None:
            job.failed.connect(failed)
        if progressed is not None:
            job.progressed.connect(progressed)
        self._open[job.token] = job
        if len(self._open) == 1:
            self.busy.emit(True)
        task = self._tasks[job.token] = job.task(work, self._herald)
        if self._waiting is None:
            self._pool.start(task)
        else:
            self._waiting.append(task)
        return job

    def _on_progressed(self, token: int, done: int, total: int) -> None:
        self._open[token].progressed.emit(done, total)

    def _on_landed(self, token: int) -> None:
        job = self._open.pop(token)
        result, error = self._tasks.pop(token).taken_out()
        if job.key and self._newest.get(job.key) == job.token:
            del self._newest[job.key]
        if not self._open:
            self.busy.emit(False)
        if job.cancelled:
            job.dropped.emit()
        elif error is not None:
            _log.info("job %s failed: %s", job.key or job.token, type(error).__name__, exc_info=error)
            job.failed.emit(error)
        else:
            job.finished.emit(result)
        job.deleteLater()

    def pending(self) -> int:
        return len(self._open)

    def cancel_all(self) -> None:
        for job in tuple(self._open.values()):
            job.cancel()

    def shut_down(self, milliseconds: int = 5000) -> bool:
        """Cancels everything and waits for the lane to end; False when work would not stop in time."""
        self.cancel_all()
        self.go_on()
        return self._pool.waitForDone(milliseconds)
