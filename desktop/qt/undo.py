"""Undo and redo of everything that changes data: one generic command over the receipts of the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.i18n import tr
from desktop.qt.bus import Bus


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


R = TypeVar("R", bound=Done)


class _Step(QUndoCommand):
    """One change. `undo` and `redo` are the same move: call the way back, keep the receipt of that."""

    def __init__(self, receipt: Done, history: History) -> None:
        super().__init__(receipt.text)
        self._receipt, self._history, self._pushed = receipt, history, False

    def redo(self) -> None:
        if not self._pushed:  # the stack calls redo on push, but the change was made before: try, then push
            self._pushed = True
            return
        if self._turn():
            self.setText(self._receipt.text)
            self._history.stepped.emit(self._receipt.text)

    def undo(self) -> None:
        """What is said is what was taken back: the receipt of the way back speaks of one more change."""
        if self._turn():
            self._history.stepped.emit(tr("Undone: {what}", what=self.text()) if self.text() else tr("Undone"))

    def _turn(self) -> bool:
        try:
            self._receipt = self._receipt.undo()
        except Exception as error:  # noqa: BLE001
            # it cannot cross the stack's C++ frame: drop the step, hand the error on as a signal
            self.setObsolete(True)
            self._history.failed.emit(error)
            return False
        self._history.announce(self._receipt)
        return True


class History(QObject):
    """Everything the window can take back. `stack` is the plain QUndoStack.

    done(receipt): a change was made and can be undone; stepped(text): an undo or redo happened, in words;
    failed(error): a step could not be taken back and was dropped, the data is as it was.
    """

    done = Signal(object)
    stepped = Signal(str)
    failed = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(200)
        self._bus = bus

    def run(self, action: Callable[[], R], origin: object = None, quietly: bool = False) -> R:
        """Calls a service; pushes what it hands back and tells the bus. Whatever it raises is raised on, and nothing is pushed.

        `quietly`: `done` is not told, because what was done shows where it was done.
        """
        receipt = action()
        self.stack.push(_Step(receipt, self))
        self.announce(receipt, origin)
        if not quietly:
            self.done.emit(receipt)
        return receipt

    def announce(self, receipt: Done, origin: object = None) -> None:
        self._bus.tell(receipt.topics, receipt.athlete_id, origin)

    def undo(self) -> None:
        self.stack.undo()

    def redo(self) -> None:
        self.stack.redo()

    def forget_words(self) -> None:
        """What each step is called is not said any more: it was said in another language. What is done or done again
        from now on has its name."""
        for number in range(self.stack.count()):
            self.stack.command(number).setText("")
