"""Reads the code of what is not shown yet in a thread of its own, once the first page is painted: opening it is quick then.

Only code is read there: what is made of it is made in the window's thread.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterable
from threading import Thread
from typing import Final

from desktop.qt.page import PageSpec

_BESIDE_PAGES: Final = (
    "desktop.pages.printing",
    "desktop.pages.transfer",
    "desktop.pages.squad.add_athlete",
    "desktop.pages.squad.bulk",
    "desktop.services.access.pins",
    "desktop.shell.athlete_mode.chooser",
    "desktop.shell.athlete_mode.pin_sheet",
    "desktop.shell.drops",
    "desktop.shell.help",
    "desktop.shell.palette",
    "desktop.shell.shortcut_sheet",
    "desktop.shell.tour",
)
"""What opens beside or over a page."""
_log = logging.getLogger(__name__)


def begin(pages: Iterable[PageSpec]) -> Thread:
    """Starts the thread. What cannot be read there says so when it is opened."""
    thread = Thread(target=_read, args=(tuple(pages),), name="reading ahead", daemon=True)
    thread.start()
    return thread


def _read(pages: tuple[PageSpec, ...]) -> None:
    try:
        for page in pages:
            page.load()
        for name in _BESIDE_PAGES:
            importlib.import_module(name)
    except Exception:  # noqa: BLE001  whatever it is, it is met again and shown where this code is needed
        _log.warning("some code cannot be read ahead", exc_info=True)
