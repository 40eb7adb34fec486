"""A user's hands on the real window: finds what is shown by its words, clicks and types, waits until the window is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.qt.ask import Sheet
from desktop.shell.main_window import MainWindow

W = TypeVar("W", bound=QWidget)


class Hand:
    def __init__(self, window: MainWindow, bot: Any) -> None:
        self.window, self.bot = window, bot

    # --- finding

    def seen(self, kind: type[W], where: QWidget | None = None) -> list[W]:
        return [w for w in (where or self.window).findChildren(kind) if w.isVisible()]

    def button(self, words: str, where: QWidget | None = None) -> QAbstractButton:
        found = [b for b in self.seen(QAbstractButton, where) if b.text() == words or b.accessibleName() == words]
        shown = sorted({b.text() or b.accessibleName() for b in self.seen(QAbstractButton, where)})
        assert found, f"no button {words!r} among {shown}"
        return found[0]

    def says(self, words: str, where: QWidget | None = None) -> bool:
        """Whether these words stand anywhere in what is shown."""
        shown = [w for w in (where or self.window).findChildren(QWidget) if w.isVisible()]
        return any(words in f"{w.property('text') or ''}\n{w.accessibleName()}" for w in shown)

    # --- doing

    def click(self, words: str, where: QWidget | None = None) -> None:
        self.bot.mouseClick(self.button(words, where), Qt.MouseButton.LeftButton)

    def type(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        field.selectAll()
        self.bot.keyClicks(field, text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key for whatever has the focus, as the keyboard gives it."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def in_sheet(self, opens: Callable[[], object], fill: Callable[[Any], object]) -> None:
        """Opens a sheet, fills it, and waits until it is gone; sheets that hold their caller are filled from a timer."""
        filled: list[BaseException | None] = []
        before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
        begun: list[Sheet] = []

        def look() -> None:
            if begun:
                return
            sheet = next(
                (
                    w
                    for w in QApplication.topLevelWidgets()
                    if isinstance(w, Sheet) and w.isVisible() and w not in before
                ),
                None,
            )
            if sheet is None:
                return
            timer.stop()
            begun.append(sheet)
            try:
                fill(sheet)
                filled.append(None)
            except BaseException as error:  # noqa: BLE001  a failed expectation must not leave the sheet waiting for ever
                filled.append(error)
                if isValid(sheet):
                    sheet.reject()

        timer = QTimer()
        timer.setInterval(10)
        timer.timeout.connect(look)
        timer.start()
        opens()
        self.bot.waitUntil(lambda: bool(filled), timeout=10_000)
        if filled[0] is not None:
            raise filled[0]
        self.done()

    def go(self, page: str) -> Any:
        """Opens a page from the sidebar and waits until it has what it fetches."""
        self.bot.mouseClick(self.window.sidebar.buttons[page], Qt.MouseButton.LeftButton)
        self.done()
        assert self.window.page_id == page
        return self.window.page

    def done(self) -> None:
        """Waits for paints, timers at zero and the background lane."""
        self.bot.wait(40)
        self.bot.waitUntil(lambda: not self.window.context.jobs.pending(), timeout=20_000)
        self.bot.wait(20)

    @staticmethod
    def day(on: date) -> str:
        return on.isoformat()
