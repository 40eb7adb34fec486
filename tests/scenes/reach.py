"""Which widgets of a window Tab must lead to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from desktop.shell.finder import Finder


def within_reach(window: QWidget) -> list[QWidget]:
    """Every widget that Tab must come to; what lies over the window holds the keys until it is gone."""
    held = next((layer for layer in window.findChildren(Finder) if layer.isVisible()), None)
    return [child for child in (held or window).findChildren(QWidget) if takes_tab(child, window)]


def takes_tab(widget: QWidget, window: QWidget) -> bool:
    """Whether Tab must lead there: it is seen, takes the focus by Tab, and neither hands it on nor only scrolls what can be
    reached itself."""
    wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if not (wants and widget.isVisibleTo(window) and widget.isVisible() and widget.isEnabled()):
        return False
    if widget.window() is not window or widget.focusProxy() is not None or is_scroller(widget):
        return False
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QAbstractItemView):
        at = at.parentWidget()
    return at is None or at is widget  # the editor of a cell is come to by the cell


def is_scroller(widget: QWidget) -> bool:
    """A bare scroll area takes the focus only to be scrolled by the keys; what is in it speaks for itself."""
    return type(widget).__name__ in ("QScrollArea", "QFrame") or type(widget) is QAbstractScrollArea


def path(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
