"""What lies beside or over the pages: help, palette, sheet of shortcuts, what a file is dropped onto, the tour. Each is made when
it is first asked for, or ahead: the first paint does not wait for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout

from desktop.i18n import tr
from desktop.qt import theme
from desktop.shell.actions import ACTIONS, NUMBERED, native

if TYPE_CHECKING:
    from desktop.shell.drops import DropLayer
    from desktop.shell.finder import Finder
    from desktop.shell.help import HelpPanel
    from desktop.shell.main_window import MainWindow
    from desktop.shell.palette import Palette
    from desktop.shell.shortcut_sheet import ShortcutSheet
    from desktop.shell.tour import Tour

PAGE_BESIDE_HELP: Final = 880
"""Pixels of width a page needs at least where the help stands beside it."""
_AHEAD: Final = ("palette", "help", "shortcuts", "drop")
"""What is made ahead, in this order."""


class Layers:
    """Over the pages of `window`; `beside` is the row in which the help stands next to them, where there is room."""

    def __init__(self, window: MainWindow, beside: QHBoxLayout) -> None:
        self._window, self._beside = window, beside

    @cached_property
    def help(self) -> HelpPanel:
        from desktop.services.help import Help
        from desktop.shell.help import HelpPanel

        window = self._window
        keys = {spec.id: native(spec.shortcut) for spec in ACTIONS}
        words = Help(lambda: window.context.services.rulebook, keys)
        made = HelpPanel(words, window.reaches, lambda: window.policy.confined)
        made.hide()
        self._beside.addWidget(made)
        made.closed.connect(window.toggle_help)
        made.page_asked.connect(window.open_page)
        made.tour_asked.connect(window.show_around)
        return made

    @cached_property
    def palette(self) -> Palette:
        from desktop.shell.palette import Palette

        return Palette(self._window, self._window)

    @cached_property
    def shortcuts(self) -> ShortcutSheet:
        from desktop.shell.shortcut_sheet import ShortcutSheet

        return ShortcutSheet(self._window, self._window)

    @cached_property
    def drop(self) -> DropLayer:
        from desktop.shell.drops import DropLayer

        made = DropLayer(self._window)
        made.let_go.connect(self._window.take_file)
        return made

    @cached_property
    def tour(self) -> Tour:
        from desktop.shell.tour import Tour

        return Tour(self._window)

    def _made(self, *names: str) -> list[Any]:
        """Those of these that were made."""
        return [self.__dict__[name] for name in names if name in self.__dict__]

    def make_next(self) -> bool:
        """Makes one that nobody has asked for yet; False where all are there."""
        missing = next((name for name in _AHEAD if name not in self.__dict__), None)
        if missing is not None:
            getattr(self, missing)
        return missing is not None

    def open(self, layer: Finder) -> None:
        self.dismiss(layer)
        layer.popup()

    def dismiss(self, but: Finder | None = None) -> None:
        """Closes what nothing waits for, but that one."""
        for layer in self._made("palette", "shortcuts"):
            if layer is not but:
                layer.dismiss()

    def hide(self) -> None:
        """Takes away what shows something of a person."""
        for layer in self._made("palette", "shortcuts", "help"):
            layer.hide()

    def toggle_help(self, page_id: str) -> None:
        if self.help.isVisible():
            self.help.dismiss()
            return
        self.fit()
        self.help.open()
        self.explain(page_id)

    def fit(self) -> None:
        """Puts the help beside the page, or over it where that would leave the page too little."""
        window = self._window
        for panel in self._made("help"):
            top = window.header.height()
            left = window.width() - window.sidebar.width() - panel.width()
            crowded = window.is_narrow() or left < theme.scaled(PAGE_BESIDE_HELP)
            panel.fit(self._beside, QRect(0, top, window.width(), window.height() - top), crowded)

    def explain(self, page_id: str) -> None:
        """Has the help, where it is open, speak of that page; '' is none."""
        window = self._window
        for panel in self._made("help"):
            if page_id and not panel.isHidden():
                keys = [(spec.shortcut, tr(spec.text)) for spec in ACTIONS if window.does(spec.id)]
                numbered = [page for page in window.pages[:NUMBERED] if window.reaches(page.id)]
                keys += [(window.keys_of(page.id), tr(page.title)) for page in numbered]
                panel.show_page(page_id, [(native(pressed), what) for pressed, what in keys if pressed])
