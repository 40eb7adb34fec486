"""The store's settings under the plain `get` and `set` the window uses."""

from __future__ import annotations

import contextlib
from typing import Any

from desktop.services.outcome import Refused
from desktop.settings import SETTINGS
from models.errors import StoreError

_BY_KEY = {setting.key: setting for setting in SETTINGS}


class StoredSettings:
    """Wraps services.settings. What the store will not take (a read-only folder, a full disk, a
    long import just now) is forgotten, never a reason to fail."""

    def __init__(self, preferences: Any) -> None:
        self._preferences = preferences

    def get(self, key: str, default: Any = None) -> Any:
        setting = _BY_KEY.get(key)
        return default if setting is None else self._preferences.get(setting)

    def set(self, key: str, value: Any) -> None:
        setting = _BY_KEY[key]
        if self._preferences.get(setting) != value:
            with contextlib.suppress(Refused, OSError, StoreError):
                self._preferences.set(setting, value)
