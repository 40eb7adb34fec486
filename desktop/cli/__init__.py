"""The command line: every use case without a window. `main` is the installed entry point."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 the answer is no, 2 the input or the command line is wrong."""
    collecting = gc.isenabled()
    gc.disable()  # code that is read is no garbage: to look through all of it again and again takes half of a start
    try:
        from desktop.cli.run import run

        return run(arguments)
    finally:
        if collecting:
            gc.enable()
