"""Widgets are tested in the light theme, in one locale and unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.qt import fmt, theme


@pytest.fixture(autouse=True)
def plain(qapp):
    theme.apply("light")
    fmt.use_locale("en_GB")
    fmt.use_unit("kg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen window system says of every window with a least size that it does not support it: that is no warning."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))
