"""Qt helpers that know nothing of coaching."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def _keep_singletons() -> None:
    """Keeps None, True and False alive under Python 3.11.

    PySide6 6.12 is built as if they were immortal, which they are from Python 3.12 on: every call that returns nothing takes a
    reference of None away, and after some ten thousand strokes of a painter the interpreter aborts ("none_dealloc"). Counting
    them up once, as Python 3.12 does, is harmless with any PySide6.
    """
    for thing in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(thing)).value += _PLENTY


if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    _keep_singletons()
