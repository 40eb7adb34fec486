"""The store's settings under the plain `get` and `set` the window uses."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from desktop.services.outcome import Refused
from desktop.settings import SETTINGS
from models.errors import StoreError

_BY_KEY = {setting.key: setting for setting in SETTINGS}


class StoredSettings:
    """Wraps services.settings. What the store will not take (a read-only folder, a full disk) is forgotten, never a reason to fail.
    While somebody else writes (`busy`), what is set is kept here until `write_due` or until something is set again: the window
    does not wait for the end of a long import to note a width."""

    def __init__(self, preferences: Any, busy: Callable[[], bool] = lambda: False) -> None:
        self._preferences, self._busy = preferences, busy
        self._due: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        setting = _BY_KEY.get(key)
        if key in self._due:
            return self._due[key]
        return default if setting is None else self._preferences.get(setting)

    def set(self, key: str, value: Any) -> None:
        if self.get(key) != value:
            self._due[_BY_KEY[key].key] = value
        self.write_due()

    def write_due(self) -> None:
        """Writes what is due, unless that would have to wait."""
        if not self._due or self._busy():
            return
        due, self._due = self._due, {}
        for key, value in due.items():
            with contextlib.suppress(Refused, OSError, StoreError):
                self._preferences.set(_BY_KEY[key], value)
