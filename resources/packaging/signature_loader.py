"""Stands in a bundle where Qt for Python keeps `shibokensupport/signature/loader.py`; that one lies beside it as `whole.py`.

The whole of it explains Qt's signatures: in the words of a TypeError, to `inspect.signature` and to `help`. It reads some twenty
modules, which nobody needs before something goes wrong, and has every import look for features of PySide that nothing here asks for:
a tenth of a start. So it is read when it is asked for the first time. The functions are those that shiboken's
`signature_globals.cpp` looks up; before a wrong call is explained, its `signature.cpp` takes the module of mappings by name, calls
its `update_mapping` and goes on in its namespace: so that module is there from the beginning, and empty but for that.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_MAPPING, _WHOLE = (f"{__name__.rpartition('.')[0]}.{name}" for name in ("mapping", "whole"))


def _later() -> ModuleType:
    spec = find_spec(_MAPPING)
    assert spec is not None, f"{_MAPPING} is missing"
    made = module_from_spec(spec)
    made.update_mapping = _update_mapping  # pyright: ignore[reportAttributeAccessIssue]
    return made


def _whole() -> Any:
    if _WHOLE not in sys.modules:
        mapping = sys.modules[_MAPPING]
        assert mapping.__spec__ is not None, _MAPPING
        assert mapping.__spec__.loader is not None, _MAPPING
        mapping.__spec__.loader.exec_module(mapping)
        __import__(_WHOLE)
    return sys.modules[_WHOLE]


def _update_mapping() -> Any:
    _whole()
    mapping: Any = sys.modules[_MAPPING]
    return mapping.update_mapping()


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


sys.modules[_MAPPING] = _later()
