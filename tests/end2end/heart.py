"""Measures how long the window's thread works without looking at its events: the longest of these is how long it hangs."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractEventDispatcher, QObject

USUAL = 6.0
"""Milliseconds of processor time that `_errand` takes on the machine the tests' bounds were set on."""


def _errand() -> float:
    begun, seen, total = time.thread_time(), dict[int, int](), 0
    for number in range(60_000):
        seen[number & 1023] = total = total + len(str(number))
    return (time.thread_time() - begun) * 1000


def slowness() -> float:
    """How many times slower than usual this machine is just now, 1 at least: a shared one may be given half of a processor, and what a
    program takes of it counts double then. To be asked right after what was measured."""
    return max(1.0, sorted(_errand() for _ in range(5))[2] / USUAL)


@dataclass
class Stretch:
    """One piece of work in milliseconds: by the clock, and of this thread's own processor time."""

    wall: float
    busy: float


@dataclass
class Beats:
    stretches: list[Stretch] = field(default_factory=list[Stretch])

    @property
    def longest(self) -> float:
        """Longest stretch of processor time: what a machine busy with other things does not lengthen."""
        return max((stretch.busy for stretch in self.stretches), default=0.0)

    @property
    def longest_wall(self) -> float:
        return max((stretch.wall for stretch in self.stretches), default=0.0)


class Heart(QObject):
    """Listens to the event loop between `start` and `stop`. The loop wakes up, works, and goes to sleep again; while it never
    sleeps, several events count as one stretch, so the figure errs on the strict side."""

    def __init__(self) -> None:
        super().__init__()
        self._woke: tuple[float, float] | None = None
        self._beats = Beats()
        self._dispatcher = QAbstractEventDispatcher.instance()

    def start(self) -> Beats:
        self._beats = Beats()
        self._woke = self._now()
        self._dispatcher.awake.connect(self._on_awake)
        self._dispatcher.aboutToBlock.connect(self._on_block)
        return self._beats

    def stop(self) -> Beats:
        self._on_block()
        self._dispatcher.awake.disconnect(self._on_awake)
        self._dispatcher.aboutToBlock.disconnect(self._on_block)
        return self._beats

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.perf_counter() * 1000, time.thread_time() * 1000

    def _on_awake(self) -> None:
        self._woke = self._now()

    def _on_block(self) -> None:
        if self._woke is not None:
            wall, busy = self._now()
            self._beats.stretches.append(Stretch(wall - self._woke[0], busy - self._woke[1]))
            self._woke = None
