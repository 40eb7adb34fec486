"""A few whole numbers side by side, one of which is picked with a single key: technique, pain, soreness, readiness."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import tr
from desktop.qt import theme

CELL: Final = 22
HIGH: Final = 28
_AROUND: Final = 6  # of a cell's width what is air, and stays as it is with larger text
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Scale(QWidget):
    """`picked(value)` when a number was chosen by its digit, a click, or arrow keys and Enter (End picks the highest); None when it
    was taken back with Backspace. `passed()` on Enter with nothing chosen anew. `value` is None while it is not answered."""

    picked = Signal(object)
    passed = Signal()

    def __init__(self, name: str, low: int, high: int, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.low, self.high = low, high
        self._value: int | None = None
        self._at: int | None = None  # where the arrow keys are; None: on the value
        self._hint = hint
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize((self.high - self.low + 1) * _cell() + 2, theme.scaled(HIGH))

    @property
    def value(self) -> int | None:
        return self._value

    def show_value(self, value: int | None) -> None:
        """Puts a value in without a signal."""
        self._value, self._at = value, None
        self._tell()

    def _tell(self) -> None:
        said = tr("not answered") if self._value is None else tr("{n} of {most}", n=self._value, most=self.high)
        self.setAccessibleDescription(f"{said}. {self._hint}" if self._hint else said)
        self.update()

    def _pick(self, value: int | None) -> None:
        self.show_value(value)
        self.picked.emit(value)

    # ------------------------------------------------------------------------------------------------ hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if text.isascii() and text.isdigit() and self.low <= int(text) <= self.high:
            self._pick(int(text))
        elif key in _STEPS:
            start = self._at if self._at is not None else self._value
            first = self.low if _STEPS[key] > 0 else self.high
            self._at = first if start is None else max(self.low, min(self.high, start + _STEPS[key]))
            self.update()
        elif key == Qt.Key.Key_End:
            self._pick(self.high)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._value is not None:
            self._pick(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if self._at is not None and self._at != self._value:
                self._pick(self._at)
            elif key != Qt.Key.Key_Space:
                self.passed.emit()
        else:
            super().keyPressEvent(event)

    def _under(self, x: float) -> int | None:
        number = self.low + int((x - 1) // _cell())
        return number if self.low <= number <= self.high else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position().x())
        if number is not None and event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._pick(number)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = None
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), f"{self.accessibleName()}. {self._hint}".rstrip(". "), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------------------------------------------ painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "line-strong"), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(frame, 7, 7)
        for number in range(self.low, self.high + 1):
            self._paint_cell(painter, number)
        painter.end()

    def _paint_cell(self, painter: QPainter, number: int) -> None:
        cell, high = _cell(), theme.scaled(HIGH)
        box = QRectF(1 + (number - self.low) * cell, 1, cell, high - 2).adjusted(2, 3, -2, -3)
        chosen, at = number == self._value, self.hasFocus() and number == self._at
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("fill" if self.isEnabled() else "faint"))
            painter.drawRoundedRect(box, 5, 5)
        if at:
            painter.setPen(QPen(theme.color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        painter.setFont(theme.font("caption", 600 if chosen else 400))
        painter.setPen(theme.color("fill-ink" if chosen else "quiet" if self.isEnabled() else "faint"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def _cell() -> int:
    """How wide a number's place is, in pixels."""
    return _AROUND + theme.scaled(CELL - _AROUND)
