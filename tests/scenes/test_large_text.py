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

from desktop import i18n
from desktop.shell.pictures import Look
from desktop.widgets.elided import ElidedLabel

WORD = "nnnnnnnnnnnn "
SLACK = 2
"""Pixels that rounding may take."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen


class Longer(dict[str, str]):
    """Every text two fifths longer, as many a translation is, by words that a language may have: none is a line long."""

    def get(self, text: str, default: str | None = None) -> str:  # type: ignore[override]
        return f"{text} {(WORD * len(text))[: 2 * len(text) // 5].strip()}" if len(text) > 2 else text


@pytest.fixture
def longer_words(monkeypatch):
    catalogue = i18n.Catalogue("long", texts=Longer())
    monkeypatch.setattr(i18n, "use", lambda _language: i18n.use_catalogue(catalogue))
    yield
    monkeypatch.undo()
    i18n.use("en")


@pytest.mark.parametrize(
    "look", [Look(text=200), Look(text=200, size=(1920, 1080)), Look(size=(1024, 700))], ids=lambda look: look.tail
)
def test_no_text_is_cut(walk, look):
    _assert_whole(walk, look)


@pytest.mark.parametrize("look", [Look(), Look(size=(1024, 700))], ids=lambda look: look.tail)
def test_longer_words_are_not_cut(walk, longer_words, look):
    _assert_whole(walk, look)


def _assert_whole(walk, look) -> None:
    cut: dict[str, str] = {}

    def visit(name: str, widget: QWidget, _window: QWidget) -> None:
        for finding, how in _cut(widget):
            cut.setdefault(finding, f"{name}: {how}")

    walk(look, visit)
    assert not cut, "\n".join(f"{how}: {finding}" for finding, how in sorted(cut.items(), key=lambda one: one[1]))


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
