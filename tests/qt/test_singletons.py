from __future__ import annotations

import sys

import desktop.qt  # noqa: F401 - importing it is what is tested


def test_none_outlives_any_number_of_strokes():
    assert sys.getrefcount(None) > 1 << 30
    assert sys.getrefcount(True) > 1 << 30
