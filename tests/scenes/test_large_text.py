"""Texts twice as large, and longer than English: nothing that has to be read is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from desktop.widgets.elided import ElidedLabel
from tests.scenes.walking import DARK, LARGE, LARGE_WIDE, LIGHT, LONGER, LONGER_NARROW, WIDE, visits

SLACK = 2
"""Pixels that rounding may take."""
WAYS = (LIGHT, DARK, WIDE, LARGE, LONGER, LONGER_NARROW, LARGE_WIDE)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


@visits(*WAYS)
def cut(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    yield from (f"{how}: {finding} ({name})" for finding, how in _cut(widget))


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_no_text_is_cut(walked, way):
    found = walked(cut, way)
    assert not found, "\n".join(sorted(found))


def _cut(root: QWidget) -> Iterator[tuple[str, str]]:
    """(which text, how) of what is seen and not whole."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            how = _label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            how = _button(widget)
        elif isinstance(widget, QComboBox):
            how = _combo(widget)
        elif isinstance(widget, QLineEdit):
            how = "too low" if widget.height() + SLACK < widget.fontMetrics().height() + 4 else ""
        else:
            continue
        how = how or _outside(widget)
        if how:
            yield f"{type(widget).__name__} {_text(widget)!r} in {type(widget.parentWidget()).__name__}", how


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return str(widget.property("text") or "")[:60]


def _label(label: QLabel) -> str:
    if not label.text() or not label.pixmap().isNull():
        return ""
    if isinstance(label, ElidedLabel):
        fits = label.fontMetrics().horizontalAdvance(label.text()) <= label.width() + SLACK
        return "" if fits or label.toolTip() else "elided without a tooltip"
    if label.wordWrap():
        needs = label.heightForWidth(label.width())
        return f"{needs} high in {label.height()}" if needs > label.height() + SLACK else ""
    needs = label.sizeHint()
    if needs.width() > label.width() + SLACK:
        return f"{needs.width()} wide in {label.width()}"
    return f"{needs.height()} high in {label.height()}" if needs.height() > label.height() + SLACK else ""


def _button(button: QAbstractButton) -> str:
    if button.hasHeightForWidth():  # its words go on in the next line
        needs = button.heightForWidth(button.width())
        return f"{needs} high in {button.height()}" if needs > button.height() + SLACK else ""
    words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
    if words > button.width() and not button.toolTip():
        return f"{words} of words in a button of {button.width()}"
    return "too low" if button.fontMetrics().height() > button.height() + SLACK else ""


def _combo(combo: QComboBox) -> str:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    room = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    words = combo.fontMetrics().horizontalAdvance(combo.currentText())
    return f"{words} of words in {room.width()}" if words > room.width() + SLACK and not combo.toolTip() else ""


def _outside(widget: QWidget) -> str:
    """Whether the widget sticks out of what holds it, other than out of what can be scrolled."""
    holder = widget.parentWidget()
    if holder is None or isinstance(holder.parentWidget(), QScrollArea | QStackedWidget):
        return ""
    room: QRect = holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return "" if room.contains(widget.geometry()) else f"sticks out of {type(holder).__name__}"
