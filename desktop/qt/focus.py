"""Where the keys went before something opened over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_back(before: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """To the widget that had the focus, unless it is gone or out of sight by now: a page may have been filled anew meanwhile."""
    if before is not None and isValid(before) and before.isVisible():
        before.setFocus(reason)
