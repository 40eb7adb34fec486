"""Another language or text size holds at once: the window is built anew in it, over the same services, where it stood. Nothing on it
was measured for the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop import i18n
from desktop.i18n import tr
from desktop.qt import fmt
from desktop.qt.drafts import fields
from desktop.qt.page import EVERYTHING
from desktop.services.outcome import Topic
from desktop.settings import LANGUAGE, TEXT_SIZE
from desktop.shell.main_window import MainWindow

_AGAIN: Final = 100
"""Milliseconds between two looks whether the window may be changed."""
_SAID_AFTER: Final = 5
"""Looks after which it is said what is waited for; less is not noticed."""


class Renewal(QObject):
    """Holds the one window there is. When the settings name another language or text size than it was built in, `build(window)`
    makes its successor, which `renewed(window)` tells of before it is shown.

    Nothing is cut short: it waits while a job runs, a sheet or a list is open, or the mouse is held.
    """

    renewed = Signal(object)

    def __init__(self, window: MainWindow, settings: Any, build: Callable[[MainWindow], MainWindow]) -> None:
        super().__init__()
        self.window = window
        self._settings, self._build = settings, build
        self._looks = self._steps = 0
        self._built = self._wanted()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._change_if_free)
        window.context.bus.changed.connect(self._on_changed)  # the successors have the same

    def _wanted(self) -> tuple[str, str]:
        """Language and text size in per cent."""
        return i18n.matching(self._settings.get(LANGUAGE) or QLocale.system().name()), self._settings.get(TEXT_SIZE)

    def _on_changed(self, topics: frozenset[str], _athlete_id: str | None, _origin: object) -> None:
        if topics & {Topic.SETTINGS, EVERYTHING} and self._wanted() != self._built and not self._due.isActive():
            self._looks, self._steps = 0, self.window.context.history.stack.index()
            self._due.start(0)

    def _change_if_free(self) -> None:
        if self._wanted() == self._built or self.window.isHidden():  # thought better of in the meantime, or closed
            return
        if not self._busy():
            self._change()
            return
        self._looks += 1
        if self._looks == _SAID_AFTER and self.window.context.jobs.pending():
            self.window.say(tr("The window changes as soon as the work under way is done."))
        self._due.start(_AGAIN)

    def _busy(self) -> bool:
        return bool(
            self.window.context.jobs.pending()
            or QApplication.activeModalWidget()
            or QApplication.activePopupWidget()
            or QApplication.mouseButtons() != Qt.MouseButton.NoButton
            or any(sheet.isVisible() for sheet in self.window.findChildren(QDialog))
        )

    def _change(self) -> None:
        before = self.window
        place, focus = (before.page_id, before.athlete_id or ""), _field_with_focus(before)
        before.put_away()
        before.context.history.forget_words()
        language, self._built = self._built[0], self._wanted()
        window = self.window = self._build(before)
        if not window.policy.confined:
            window.go_back_to(*place)
        window.move(before.pos())
        if not before.isMaximized():  # its size beneath is remembered
            window.resize(before.size())
        self.renewed.emit(window)
        window.show()
        if before.isActiveWindow():
            window.activateWindow()
        self._come_back(before, window, focus)
        self._tell(window, language)
        before.close()  # the last: the program ends with its last window
        before.deleteLater()

    def _come_back(self, before: MainWindow, window: MainWindow, focus: str) -> None:
        """What else was open, and where the cursor was."""
        if before.layers.help.isVisible():
            window.toggle_help()
        if before.layers.tour.offered:
            window.layers.tour.offer()
        if window.page is not None:
            field = dict(fields(window.page)).get(focus)
            if field is not None:
                field.setFocus()

    def _tell(self, window: MainWindow, language: str) -> None:
        """The word that says what happened; `language` was in force before."""
        stack = window.context.history.stack
        takes_back = stack.canUndo() and not stack.canRedo() and stack.index() == self._steps
        if language != self._built[0]:
            said = tr("Language: {name}", name=i18n.name_of(i18n.language()))
        else:
            said = tr("Text size: {share}", share=fmt.percent(int(self._built[1]) / 100))
        window.say(said, undoable=takes_back)


def _field_with_focus(window: MainWindow) -> str:
    """Its name on the page, which is the same in every language; '' for none."""
    focus: QWidget | None = window.focusWidget()
    return "" if window.page is None else next((name for name, one in fields(window.page) if one is focus), "")
