"""The map of what is open: lanes, nodes with state and word, lines along the prerequisites."""

from __future__ import annotations

from desktop.widgets.unlock_map.layout import MapNode
from desktop.widgets.unlock_map.picture import KINDS as PICTURE_KINDS
from desktop.widgets.unlock_map.states import HELD, LOCKED, LOOK, OPEN, WAITS, WITHIN
from desktop.widgets.unlock_map.view import UnlockMap

__all__ = ["HELD", "LOCKED", "LOOK", "OPEN", "PICTURE_KINDS", "WAITS", "WITHIN", "MapNode", "UnlockMap"]
