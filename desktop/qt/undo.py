"""Undo and redo of everything that changes data: one generic command over the receipts of the services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.i18n import tr
from desktop.qt.bus import Bus
from desktop.qt.jobs import Job, Jobs, Progress
from desktop.services.outcome import Cancelled

_LOOK_AGAIN: Final = 15
_LONGEST: Final = 120_000
"""Milliseconds between two looks whether the store is free, and until a change is tried nevertheless."""


class Done(Protocol):
    """What a service hands back: what was done in words, the way back, and what it touched."""

    @property
    def text(self) -> str: ...
    @property
    def undo(self) -> Callable[[], Any]: ...
    @property
    def topics(self) -> frozenset[Any]: ...
    @property
    def athlete_id(self) -> str | None: ...


def _long(receipt: Done) -> Callable[[Any, Progress], Callable[[], Any]] | None:
    """How this is taken back in another thread (see services.outcome.Receipt); None where that is done at once."""
    return getattr(receipt, "long", None)


R = TypeVar("R", bound=Done)


class _Step(QUndoCommand):
    """One change. `undo` and `redo` are the same move: call the way back, keep the receipt of that."""

    def __init__(self, receipt: Done, history: History) -> None:
        super().__init__(receipt.text)
        self.receipt, self._history, self._pushed = receipt, history, False
        self.turned: Callable[[], Done] | None = None  # what another thread answered that took it back
        self.spent = False  # it was taken back while something else lay over it: there is nothing more to do

    def redo(self) -> None:
        if not self._pushed:  # the stack calls redo on push, but the change was made before: try, then push
            self._pushed = True
            return
        if self.spent:
            return
        if self._turn():
            self.setText(self.receipt.text)
            self._history.stepped.emit(self.receipt.text)

    def undo(self) -> None:
        """What is said is what was taken back: the receipt of the way back speaks of one more change."""
        if not self.spent and self._turn():
            self._history.stepped.emit(tr("Undone: {what}", what=self.text()) if self.text() else tr("Undone"))

    def _turn(self) -> bool:
        try:
            self.receipt = (self.turned or self.receipt.undo)()
        except Exception as error:  # noqa: BLE001
            # it cannot cross the stack's C++ frame: drop the step, hand the error on as a signal
            self.setObsolete(True)
            self._history.failed.emit(error)
            return False
        finally:
            self.turned = None
        self._history.announce(self.receipt)
        return True


class History(QObject):
    """Everything the window can take back. `stack` is the plain QUndoStack. One change at a time: with `services` and `jobs`, what
    takes a while to take back is taken back in the lane of long work, and a change waits until nobody else writes.

    done(receipt): a change was made and can be undone; stepped(text): an undo or redo happened, in words;
    failed(error): a step could not be taken back and was dropped, the data is as it was;
    began(undoing): a long step is under way, until `ended()`.
    """

    done = Signal(object)
    stepped = Signal(str)
    failed = Signal(object)
    began = Signal(bool)
    ended = Signal()

    def __init__(self, bus: Bus, parent: QObject | None = None, services: Any = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(200)
        self._bus, self._services, self._jobs = bus, services, jobs
        self._job: Job | None = None
        self._step: tuple[_Step, bool] | None = None
        self._emptied = 0

    def run(self, action: Callable[[], R], origin: object = None, quietly: bool = False) -> R:
        """Calls a service; pushes what it hands back and tells the bus. Whatever it raises is raised on, and nothing is pushed.

        `quietly`: `done` is not told, because what was done shows where it was done.
        """
        self._wait()
        receipt = action()
        self.stack.push(_Step(receipt, self))
        self.announce(receipt, origin)
        if not quietly:
            self.done.emit(receipt)
        return receipt

    @property
    def busy(self) -> bool:
        """Whether a long step is under way: there is nothing to undo or redo meanwhile."""
        return self._job is not None

    def _held(self) -> bool:
        return self.busy or (self._services is not None and self._services.store.busy())

    def _wait(self) -> None:
        """Until nobody else writes. The window paints meanwhile and hears of what is finished; what is pressed waits its turn."""
        if not self._held():
            return
        loop, look, patience = QEventLoop(), QTimer(), QDeadlineTimer(_LONGEST)
        free = [False, False]  # twice in a row: what the lane answered at its end is heard in between

        def again() -> None:
            free[:] = free[1], not self._held()
            if all(free) or patience.hasExpired():
                loop.quit()

        look.timeout.connect(again)
        look.start(_LOOK_AGAIN)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        look.stop()

    def announce(self, receipt: Done, origin: object = None) -> None:
        self._bus.tell(receipt.topics, receipt.athlete_id, origin)

    def empty(self) -> None:
        """Nothing can be taken back any more, and a long step that has not begun is not: it belonged to what is gone."""
        self._emptied += 1
        self.stack.clear()

    def undo(self) -> None:
        self._go(True)

    def redo(self) -> None:
        self._go(False)

    def _next(self, undoing: bool) -> QUndoCommand | None:
        number = self.stack.index() - 1 if undoing else self.stack.index()
        return self.stack.command(number) if 0 <= number < self.stack.count() else None

    def _move(self, undoing: bool) -> None:
        self.stack.undo() if undoing else self.stack.redo()

    def _go(self, undoing: bool) -> None:
        """Makes the move of the stack, at once or when another thread has done the work. What was asked for is what is next now:
        if something else was done while it waited, nothing is."""
        step = self._next(undoing)
        if self.busy or step is None:
            return
        self._wait()
        if self._next(undoing) is not step:
            return
        work = _long(step.receipt) if isinstance(step, _Step) else None
        if not isinstance(step, _Step) or work is None or self._jobs is None:
            self._move(undoing)
            return
        services, emptied = self._services, self._emptied

        def lane(progress: Progress) -> Callable[[], Any]:
            if emptied != self._emptied:
                raise Cancelled
            with closing(services.sibling()) as mine:
                return work(mine.desk, progress)

        self._step = step, undoing
        self._job = self._jobs.run(lane, self._on_turned, self._on_failed)
        self._job.dropped.connect(self._on_dropped)
        self.began.emit(undoing)

    def _on_turned(self, turned: Callable[[], Done]) -> None:
        assert self._step is not None, "a long step is under way"
        step, undoing = self._step
        self._end()
        try:
            if self._next(undoing) is step:
                step.turned = turned
                self._move(undoing)
            else:  # the stack was emptied meanwhile, or something lies over the step
                step.spent = True
                self.announce(turned())
        except Exception as error:  # noqa: BLE001  whatever it is, the step is over
            self.failed.emit(error)
        finally:
            self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._on_dropped()
            return

        def fails() -> Done:
            raise error

        self._on_turned(fails)

    def _on_dropped(self) -> None:
        self._end()
        self.ended.emit()

    def _end(self) -> None:
        self._step = self._job = None

    def forget_words(self) -> None:
        """What each step is called is not said any more: it was said in another language. What is done or done again
        from now on has its name."""
        for number in range(self.stack.count()):
            self.stack.command(number).setText("")
