"""What the window says by itself: what was done and can be taken back, what went wrong, and what undo would undo."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt.ask import is_trouble, words
from desktop.qt.page import Context
from desktop.qt.undo import Done
from desktop.shell.notices import Banner, Toast
from models.errors import StoreDamaged

_log = logging.getLogger(__name__)


class Telling(QObject):
    """`lane` holds the banner and goes above the page; the toast lies over the foot of `host`. `undo` and `redo` are the actions
    that say what they would take back or do again."""

    mending = Signal(object)
    """The user wants the store, which this error found damaged, to give way to a backup."""

    def __init__(self, context: Context, host: QWidget, undo: QAction, redo: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._history, self._policy = context, context.history, context.policy
        self._damage: StoreDamaged | None = None
        self._undo, self._redo = undo, redo
        self.toast, self.banner, self.lane = Toast(host), Banner(), QWidget()
        column = QVBoxLayout(self.lane)
        column.setContentsMargins(24, 12, 24, 0)
        column.addWidget(self.banner)
        self.lane.hide()
        self.banner.closed.connect(self.hide_banner)
        self.banner.helped.connect(lambda: self.mending.emit(self._damage))
        context.go.said.connect(self.toast.say)
        context.go.troubled.connect(self.trouble)
        context.history.failed.connect(self.trouble)
        context.history.done.connect(self._on_done)
        context.history.stepped.connect(self._on_stepped)
        context.history.began.connect(self._on_step_began)
        context.history.ended.connect(self._on_step_ended)
        context.history.stack.indexChanged.connect(self.show_undo)

    def trouble(self, error: BaseException) -> None:
        """Says in words what went wrong, at the top of the page, until closed or until something succeeds. What no user could have
        caused is raised on: a job that fails hands over whatever it was."""
        if not is_trouble(error):
            raise error
        _log.info("shown to the user: %s", type(error).__name__)
        self.lane.show()
        store = self._context.services.store.path if isinstance(error, StoreDamaged) else None
        if isinstance(error, StoreDamaged) and error.said.facts.get("path") == store:
            self._say_damaged(error)
        else:
            self.banner.say(words(error))

    def _say_damaged(self, error: StoreDamaged) -> None:
        """A part of the store itself cannot be read, which no start could know: each looks at what it shows alone."""
        self._damage = error
        what = tr(
            "Part of your data cannot be read: the file {path} is damaged. Nothing was changed.",
            path=self._context.services.store.path,
        )
        if self._policy.confined:
            self.banner.say(f"{what} {tr('Tell your coach.')}")
            return
        more = tr("The newest sound backup can take its place; the damaged file is kept beside it.")
        self.banner.say(f"{what} {more}", tr("Put back a backup…"))

    def hide_banner(self) -> None:
        self.banner.hide()
        self.lane.hide()

    def show_undo(self) -> None:
        stack = self._history.stack
        for action, name, word, able, text in (
            (self._undo, "undo", tr("Undo"), stack.canUndo(), stack.undoText()),
            (self._redo, "redo", tr("Redo"), stack.canRedo(), stack.redoText()),
        ):
            action.setEnabled(able and self._policy.may(name) and not self._history.busy)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{word}: {text}  {keys}" if able and text else f"{word}  {keys}")

    def let_go(self) -> None:
        """The stack says once more that it is empty when it is taken apart, after the buttons that would show it."""
        self._history.stack.indexChanged.disconnect(self.show_undo)

    def _on_done(self, receipt: Done) -> None:
        self.hide_banner()
        self.toast.say(receipt.text, undoable=True)

    def _on_step_began(self, undoing: bool) -> None:
        self.show_undo()
        self.toast.say(tr("Undoing…") if undoing else tr("Redoing…"), until_over=True)

    def _on_step_ended(self) -> None:
        self.show_undo()
        self.toast.over()

    def _on_stepped(self, text: str) -> None:
        self.hide_banner()
        self.toast.say(text)
