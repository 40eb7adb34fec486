"""What goes wrong in a method of ours that Qt calls, such as a paint or a key, is shown like any other mistake.

Up to Python 3.11 an error that C code raised, as a division by zero, is only half made until a Python frame catches it. Where Qt in
turn was called from Python, as by `show()`, shiboken takes hold of such an error and ends the program. So each of our methods that
Qt may call catches what is raised in it, which makes it whole, and lets it go on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import update_wrapper
from types import FunctionType
from typing import Any, Final

from shiboken6 import Shiboken

# ruff: noqa: TRY203 - to be caught and raised again is what an error needs here
Method = Callable[..., Any]
_BASE: Final[Any] = Shiboken.Object
"""Of all classes of Qt."""


def _alone(method: Method) -> Method:
    def called(self: Any) -> Any:
        try:
            return method(self)
        except BaseException:
            raise

    return called


def _with_one(method: Method) -> Method:
    def called(self: Any, one: Any) -> Any:
        try:
            return method(self, one)
        except BaseException:
            raise

    return called


def _with_two(method: Method) -> Method:
    def called(self: Any, one: Any, two: Any) -> Any:
        try:
            return method(self, one, two)
        except BaseException:
            raise

    return called


def _with_three(method: Method) -> Method:
    def called(self: Any, one: Any, two: Any, three: Any) -> Any:
        try:
            return method(self, one, two, three)
        except BaseException:
            raise

    return called


def _with_any(method: Method) -> Method:
    def called(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise

    return called


_FORMS: Final = {1: _alone, 2: _with_one, 3: _with_two, 4: _with_three}
"""By the number of arguments: a signal gives a method as many as it says that it takes."""
_OPEN: Final = 0x04 | 0x08
"""The marks of code that takes any number of arguments, or any names."""


def whole(method: FunctionType) -> FunctionType:
    """The same method, out of which every error comes whole."""
    code = method.__code__
    exact = not code.co_flags & _OPEN and not code.co_kwonlyargcount
    form = _FORMS.get(code.co_argcount, _with_any) if exact else _with_any
    made = update_wrapper(form(method), method)
    assert isinstance(made, FunctionType)
    if form is not _with_any:
        names = code.co_varnames[: code.co_argcount]
        made.__code__ = made.__code__.replace(co_varnames=names)  # it may be called by these
        made.__defaults__ = method.__defaults__
    return made


def _guard(cls: type, **more: Any) -> None:
    """Of a class that is just made: all of its methods that one of Qt's classes has too."""
    super(_BASE, cls).__init_subclass__(**more)
    qt = next((base for base in cls.__mro__ if base.__module__.startswith("PySide6.")), None)
    for name, method in tuple(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("_") and hasattr(qt, name):
            setattr(cls, name, whole(method))


def install() -> None:
    """For the classes made from now on; nothing from Python 3.12 on, where an error is whole from the first."""
    if sys.version_info < (3, 12):
        _BASE.__init_subclass__ = classmethod(_guard)
