"""A program that was started, until its first page is painted."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

LONGEST = 60.0
"""Seconds after which a start is given up."""


def wait_until_painted(running: subprocess.Popen[str] | subprocess.Popen[bytes], told: Path) -> None:
    """`told` is the file that SWITCHBACK_STOPWATCH named to it."""
    until = time.monotonic() + LONGEST
    while not told.exists():
        assert running.poll() is None, "the program ended"
        assert time.monotonic() < until, "nothing was painted"
        time.sleep(0.02)
