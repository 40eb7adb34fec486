"""Giving a finished file its name, in place of the one that has it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

_PAUSES = (0.05, 0.1, 0.2, 0.4) if sys.platform == "win32" else ()
"""Seconds. Windows renames no file that somebody has open, and virus scanners open each new one for a moment."""


def rename_over(passing: Path, target: Path) -> None:
    """Raises OSError, on Windows PermissionError while either file is open elsewhere; both files are then as they were."""
    for pause in _PAUSES:
        try:
            passing.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    passing.replace(target)
