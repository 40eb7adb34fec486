"""Stands in a bundle where Qt for Python keeps `shibokensupport/signature/loader.py`; that one lies beside it as `whole.py`.

The whole of it explains Qt's signatures: in the words of a TypeError, to `inspect.signature` and to `help`. It reads some twenty
modules, which nobody needs before something goes wrong, and has every import look for features of PySide that nothing here asks for:
a tenth of a start. So it is read when it is asked for the first time. The names are those that shiboken's `signature_globals.cpp`
looks up.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def _whole() -> Any:
    return import_module("shibokensupport.signature.whole")


def pyside_type_init(*about: Any) -> Any:
    return _whole().pyside_type_init(*about)


def create_signature(*about: Any) -> Any:
    return _whole().create_signature(*about)


def seterror_argument(*about: Any) -> Any:
    return _whole().seterror_argument(*about)


def make_helptext(*about: Any) -> Any:
    return _whole().make_helptext(*about)


def finish_import(module: object) -> None:
    """Would put back names that Qt has given up, by PySide6.support.deprecated, which no bundle holds."""


def feature_import(*_what: Any, **_where: Any) -> None:
    """Nobody writes `from __feature__ import`."""


def feature_imported(module: object) -> None:
    """The same."""


def post_init() -> None:
    """Would have every import go through `feature_import`."""
