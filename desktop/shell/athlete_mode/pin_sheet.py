"""The sheet that asks for a PIN: by keyboard, mouse or touch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from desktop.i18n import tr
from desktop.qt import theme
from desktop.qt.ask import Sheet
from desktop.services.access import MOST, Shut
from desktop.services.access.attempts import wait_words
from desktop.services.outcome import Refused
from desktop.shell.notices import announce

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back")
_WIDTH = 340


class PinSheet(Sheet):
    """`check(pin)` raises a refusal for a wrong PIN and Shut when there is to wait; the sheet closes when it passes. `wait()`
    are the seconds there are to wait when it opens."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        yes: str,
        check: Callable[[str], object],
        wait: Callable[[], int],
    ) -> None:
        super().__init__(parent, title, yes, width=theme.scaled(_WIDTH))
        self._check, self._wait = check, wait
        if text:
            self.add_text(text, "quiet")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(MOST)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setAccessibleName(tr("PIN"))
        self.field.setPlaceholderText(tr("PIN"))
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.setProperty("pin", True)
        self.body.addWidget(self.field)
        self.keys: dict[str, QPushButton] = {}
        self.body.addLayout(self._pad())
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)
        self.finished.connect(self.deleteLater)
        self.field.setFocus()
        if self._wait():
            self._hold()

    def _pad(self) -> QGridLayout:
        """Digits as on a telephone, in this order whatever the language reads like."""
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, key in enumerate(_KEYS):
            if not key:
                continue
            button = QPushButton("⌫" if key == "back" else key)
            button.setAccessibleName(tr("Delete the last digit") if key == "back" else key)
            button.setProperty("pad", True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # pressing keeps the cursor in the field
            button.setMinimumHeight(theme.scaled(48))
            font = QFont(theme.font("title", 600))
            button.setFont(font)
            button.clicked.connect(lambda _checked=False, key=key: self._press(key))
            column = number % 3
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                column = 2 - column
            grid.addWidget(button, number // 3, column)
            self.keys[key] = button
        return grid

    def _press(self, key: str) -> None:
        if key == "back":
            self.field.backspace()
        else:
            self.field.insert(key)
        self.field.setFocus()

    def submit(self) -> None:
        try:
            self._check(self.field.text())
        except Shut:
            self._hold()
            raise
        except Refused:
            self.field.selectAll()
            raise
        finally:
            self.field.setFocus()

    def attempt(self) -> None:
        if not self._clock.isActive():
            super().attempt()

    def refuse(self, message: str) -> None:
        super().refuse(message)
        announce(self, message)

    def _hold(self) -> None:
        """Nothing can be typed until the wait is over."""
        self.field.clear()
        self._able(False)
        self.refuse(wait_words(self._wait()))
        self._clock.start()

    def _count_down(self) -> None:
        left = self._wait()
        if left:
            self.trouble.setText(wait_words(left))  # seen, not read out every second
            return
        self._clock.stop()
        self.trouble.hide()
        self._able(True)
        self.field.setFocus()

    def _able(self, able: bool) -> None:
        for widget in (self.field, self.yes, *self.keys.values()):
            widget.setEnabled(able)
