"""The frame's own shortcuts, kept from the text field that has the focus."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class FrameFirst(QObject):
    """Hands shortcuts to the frame that a text field would take for moves of its cursor: Ctrl+E is 'end of line' to one
    on Linux. Watches only fields that got the focus, as looking at every event of the program would slow it down."""

    def __init__(self, shortcuts: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = tuple(QKeySequence(keys) for keys in shortcuts)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a window needs the application"
        app.focusChanged.connect(self._watch)

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit):
            new.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) not in self._keys:
            return False
        event.ignore()
        return True
