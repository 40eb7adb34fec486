"""Stands in a bundle where Qt for Python keeps `shibokensupport/signature/loader.py`; that one lies beside it as `whole.py`.

The whole of it explains Qt's signatures: in the words of a TypeError, to `inspect.signature` and to `help`. It reads some twenty
modules, which nobody needs before something goes wrong, and has every import look for features of PySide that nothing here asks for:
a tenth of a start. So it is read when it is asked for the first time. The names are those that shiboken's `signature_globals.cpp`
looks up.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

MAPPING = "shibokensupport.signature.mapping"


def _whole() -> Any:
    if sys.modules.get(MAPPING) is _stand_in:
        del sys.modules[MAPPING]
    return import_module("shibokensupport.signature.whole")


def _names_for_errors() -> None:
    _whole()
    mapping = sys.modules[MAPPING]
    mapping.update_mapping()
    vars(_stand_in).update({name: thing for name, thing in vars(mapping).items() if name != "update_mapping"})


# Before it calls `seterror_argument`, shiboken looks up the module of types in sys.modules, calls its `update_mapping`, and evaluates
# names in it; without that module it crashes.
_stand_in = ModuleType(MAPPING)
vars(_stand_in)["update_mapping"] = _names_for_errors
sys.modules[MAPPING] = _stand_in


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
