"""Where the coach is, kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.qt.page import Context

_AGAIN: Final = 500
"""Milliseconds after which a place that could not be kept is tried again."""


class Place(QObject):
    """`here()` gives the page's id and the athlete's. What athletes look at in athlete mode is no place to come back to."""

    def __init__(self, context: Context, here: Callable[[], tuple[str, str | None]], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._here = context, here
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AGAIN)
        self._due.timeout.connect(self.keep_soon)

    def keep(self) -> None:
        if not self._context.policy.confined:
            self._context.memory.keep_place(*self._here())

    def keep_soon(self) -> None:
        """Now, as the window may never be closed properly; later where a job is writing: the window does not wait for the store."""
        if self._context.policy.confined:
            return
        if self._context.jobs.pending():
            self._due.start()
        else:
            self._due.stop()
            self.keep()

    def keep_if_due(self) -> None:
        """What was put off, before athlete mode takes the place."""
        if self._due.isActive():
            self._due.stop()
            self._context.memory.keep_place(*self._here())

    def stop(self) -> None:
        self._due.stop()
