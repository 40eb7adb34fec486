from __future__ import annotations

import pytest

from desktop.qt.memory import DictSettings, Memory


def test_what_is_kept_comes_back():
    settings = DictSettings()
    memory = Memory(settings)
    memory.keep_window(1300, 760, False, True)
    memory.keep_place("log", "m")
    memory.keep_columns("squad", [100, 80])
    memory.keep_columns("log", [50])
    again = Memory(DictSettings(settings.values))
    assert again.window() == (1300, 760, False, True)
    assert again.place() == ("log", "m")
    assert (again.columns("squad"), again.columns("log"), again.columns("new")) == ([100, 80], [50], [])
    assert all(isinstance(value, str) for value in settings.values.values())  # what the store can keep


@pytest.mark.parametrize(
    "kept", ["", "nonsense", "[]", "7", '{"squad": "wide"}', '{"squad": [1, "x"]}', '{"squad": [-5]}']
)
def test_nonsense_counts_as_not_kept(kept):
    memory = Memory(DictSettings({"columns": kept, "window": kept}))
    assert memory.columns("squad") == []
    assert memory.window() == (0, 0, False, False)
