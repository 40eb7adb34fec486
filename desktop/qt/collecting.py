"""Python's garbage is collected in the window's thread.

Left to itself, Python collects in whichever thread just made something: a worker would then take apart widgets that nobody holds any
more, which Qt forbids and answers with a crash.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500


def collect_due() -> None:
    """Collects what is due by Python's own thresholds: the oldest that is, and all that is younger."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Collector(QObject):
    """Takes over from Python until `stop()`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.start(_EVERY_MS)

    @staticmethod
    def keep() -> None:
        """What is there now stays for good: it is not looked at again, which would hold the window for a tenth of a second."""
        gc.collect()
        gc.freeze()

    @staticmethod
    def release() -> None:
        """What was to stay is looked at again: the window it belonged to goes."""
        gc.unfreeze()

    def stop(self) -> None:
        self._timer.stop()
        if self._was:
            gc.enable()
