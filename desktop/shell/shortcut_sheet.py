"""Ctrl+/: every shortcut there is, put together from where each is declared; typing narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.qt.page import spec_of
from desktop.services.tsv import fold
from desktop.shell.actions import native
from desktop.shell.finder import Finder, FinderRow, spoken
from desktop.shell.palette.sources import page_actions, plain
from desktop.widgets.keys import KINDS

if TYPE_CHECKING:
    from desktop.shell.palette.sources import Frame


def shortcuts(frame: Frame) -> list[tuple[str, list[FinderRow]]]:
    """(heading, rows) of the page shown, the frame, the pages, and the kinds of widgets. Rows that can be done at once carry
    what does them."""
    own = [
        FinderRow(plain(action), keys=(action.shortcut().toString(),), data=action.trigger)
        for action in page_actions(frame)
        if not action.shortcut().isEmpty() and action.isEnabled()
    ]
    everywhere = [
        FinderRow(plain(action), keys=tuple(keys.toString() for keys in action.shortcuts()), data=action.trigger)
        for name, action in frame.actions_by_id.items()
        if frame.does(name) and not action.shortcut().isEmpty()
    ]
    pages = [
        FinderRow(tr(spec.title), keys=(frame.keys_of(spec.id),), data=lambda page=spec.id: frame.open_page(page))
        for spec in frame.pages
        if frame.keys_of(spec.id) and frame.reaches(spec.id)
    ]
    found = [(tr("Anywhere"), everywhere), (tr("Pages"), pages)]
    here = spec_of(frame.pages, frame.page_id)
    if own and here is not None:
        found.insert(0, (tr(here.title), own))
    for heading, members in KINDS.items():
        found.append((tr(heading), [FinderRow(tr(one.text), keys=tuple(map(tr, one.keys))) for one in members]))
    return found


class ShortcutSheet(Finder):
    def __init__(self, frame: Frame, window: QWidget) -> None:
        foot = tr("Enter does what is marked. Esc closes.")
        super().__init__(window, tr("Keyboard shortcuts"), tr("Find a shortcut…"), foot)
        self._frame = frame
        self.typed.connect(self._show)
        self.picked.connect(lambda act: act())

    def _show(self, text: str) -> None:
        asked = fold(text).split()
        rows: list[FinderRow] = []
        for heading, members in shortcuts(self._frame):
            kept = [row for row in members if _has(asked, heading, row)]
            if kept:
                rows += [FinderRow(heading, heading=True), *kept]
        self.show_rows(rows, tr("No shortcut for that."))


def _has(asked: list[str], heading: str, row: FinderRow) -> bool:
    said = fold(f"{heading} {spoken(row)} {' '.join(row.keys)} {' '.join(map(native, row.keys))}")
    return all(word in said for word in asked)
