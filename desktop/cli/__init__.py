"""The command line: every use case without a window. `main` is the installed entry point."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 the answer is no, 2 the input or the command line is wrong."""
    from desktop.cli.run import run

    return run(arguments)
