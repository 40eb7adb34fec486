"""Ticks and choices whose words go on in the next line where there is no room: Qt's own are cut off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from desktop.qt import theme
from desktop.widgets.whole_label import WholeLabel

__all__ = ["WholeLabel", "WrappingCheck", "WrappingRadio"]

_HOW: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_LEAST: Final = 26
"""Pixels a line is high at least: a target, and room for what hangs below the line."""
_FEW_LETTERS: Final = 14


class WrappingCheck(QCheckBox):
    """A tick with a text of as many lines as it takes."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _grow_with_text(self)

    def heightForWidth(self, width: int) -> int:
        return _height(self, width, _beside(self, QStyle.SubElement.SE_CheckBoxContents))

    def minimumSizeHint(self) -> QSize:
        return QSize(_least_width(self), theme.scaled(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_CheckBox, QStyle.SubElement.SE_CheckBoxContents)


class WrappingRadio(QRadioButton):
    """One of several, with a text of as many lines as it takes."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _grow_with_text(self)

    def heightForWidth(self, width: int) -> int:
        return _height(self, width, _beside(self, QStyle.SubElement.SE_RadioButtonContents))

    def minimumSizeHint(self) -> QSize:
        return QSize(_least_width(self), theme.scaled(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, QStyle.ControlElement.CE_RadioButton, QStyle.SubElement.SE_RadioButtonContents)


def _grow_with_text(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _beside(button: QCheckBox | QRadioButton, words: QStyle.SubElement) -> int:
    """Pixels that the mark takes beside the words."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    option.rect = QRect(0, 0, 1000, 100)
    return 1000 - button.style().subElementRect(words, option, button).width()


def _height(button: QAbstractButton, width: int, beside: int) -> int:
    room = QRect(0, 0, max(1, width - beside), 10_000)
    return max(theme.scaled(_LEAST), button.fontMetrics().boundingRect(room, _HOW, button.text()).height() + 6)


def _least_width(button: QAbstractButton) -> int:
    return theme.scaled(24) + button.fontMetrics().averageCharWidth() * _FEW_LETTERS


def _paint(
    button: QAbstractButton, option: QStyleOptionButton, control: QStyle.ControlElement, words: QStyle.SubElement
) -> None:
    painter = QStylePainter(button)
    room = button.style().subElementRect(words, option, button)
    option.text = ""
    painter.drawControl(control, option)
    painter.setPen(theme.color("ink" if button.isEnabled() else "faint"))
    painter.drawText(room, _HOW, button.text())
    painter.end()
