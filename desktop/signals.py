"""Signals to end, such as `kill`, Ctrl+C or logging out send. Read only when a window is there, or by commands."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Final

_TO_END: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]
interrupt: Final = signal.default_int_handler
"""The answer of Ctrl+C: a KeyboardInterrupt."""


def answer(by: Callable[[int, FrameType | None], object]) -> Callable[[], None]:
    """Has each of them answered in that way, in place of the process's sudden end; what is returned puts back what held before. One
    that shall not end the process, as under nohup, still does not."""
    heeded = [number for number in _TO_END if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, by) for number in heeded}

    def put_back() -> None:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    return put_back
