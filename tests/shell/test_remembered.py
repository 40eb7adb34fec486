"""Where the coach was is remembered as far as the store takes it; a page opens whatever the store says."""

from __future__ import annotations

import pytest

from desktop.settings import PAGE
from desktop.shell.remembered import StoredSettings
from models.errors import StoreBusy, StoreFull, StoreReadOnly


class Preferences:
    def __init__(self, error) -> None:
        self.error = error

    def get(self, setting):
        return setting.default

    def set(self, _setting, _value):
        raise self.error


@pytest.mark.parametrize("error", [StoreBusy("busy"), StoreFull("full"), StoreReadOnly("shut"), PermissionError()])
def test_what_the_store_will_not_take_is_forgotten(error):
    kept = StoredSettings(Preferences(error))
    kept.set(PAGE.key, "season")
    assert kept.get(PAGE.key) == PAGE.default
