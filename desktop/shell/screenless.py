"""What Qt and the program say where there is no screen, for commands that must stay silent about what means nothing."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if sys.platform == "win32":  # where Qt, without a screen, knows no folder of fonts and says so
    os.environ.setdefault("QT_QPA_FONTDIR", str(files("resources") / "fonts"))

_NO_SCREEN = "This plugin does not support"
"""Qt says this of every window with a least size, and of every list that drops down, where there is no screen."""


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collects what Qt and the log say meanwhile, but for what only says that there is no screen. A sound program says nothing."""
    heard: list[str] = []

    class _Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    def on_message(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if _NO_SCREEN not in text:
            heard.append(text)

    ear = _Ear(logging.WARNING)
    logging.getLogger().addHandler(ear)
    before = qInstallMessageHandler(on_message)
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)
        logging.getLogger().removeHandler(ear)
