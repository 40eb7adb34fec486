"""Signals to end, such as `kill`, Ctrl+C or logging out send.

A command is interrupted by them. A window is closed (see desktop.shell.ending); until there is one to close the process ends at once.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

_TO_END: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]
Answer = Callable[[int, FrameType | None], object] | signal.Handlers
at_once: Final = signal.SIG_DFL
"""The process's sudden end: what is interrupted while Qt's classes are made would end it in a fault, or stay half made."""


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """The answer of Ctrl+C. Python's own is an error that is only half made (see desktop.qt.overrides)."""
    raise KeyboardInterrupt


def answer(by: Answer) -> Callable[[], None]:
    """Has each of them answered in that way; what is returned puts back what held before. One that shall not end the process, as
    under nohup, still does not."""
    heeded = [number for number in _TO_END if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, by) for number in heeded}

    def put_back() -> None:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    return put_back
