"""The head of the strip: when the taper begins, how much of the season is seen, and what the marks mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import later, tr
from desktop.qt import theme
from desktop.widgets.timeline import MONTH, SEASON, THREE_YEARS, YEAR, Legend

_SPANS: Final = (
    (later("Month"), MONTH),
    (later("Season"), SEASON),
    (later("Year"), YEAR),
    (later("3 years"), THREE_YEARS),
)
_NEAR: Final = 0.02
_LARGE: Final = 1.4


class StripHead(QWidget):
    """`span_asked(weeks)` and `today_asked()` when a button is pressed."""

    span_asked = Signal(float)
    today_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.taper = QLabel()
        self.taper.setProperty("role", "heading")
        self.taper.setWordWrap(True)
        caption = QLabel(tr("Bars: load ceiling. Dots: sessions."))
        caption.setProperty("role", "caption")
        caption.setWordWrap(True)
        self.buttons: dict[float, QPushButton] = {}
        group = QButtonGroup(self)
        spans = QHBoxLayout()
        spans.setSpacing(4)
        for text, weeks in _SPANS:
            button = self._button(tr(text))
            button.setCheckable(True)
            button.setToolTip(tr("Ctrl and the wheel, + and - go in between; 0 shows the season"))
            button.setAccessibleName(tr("Show: {span}", span=tr(text)))
            button.clicked.connect(lambda _checked=False, weeks=weeks: self.span_asked.emit(weeks))
            group.addButton(button)
            spans.addWidget(button)
            self.buttons[weeks] = button
        group.setExclusive(False)  # between the named steps none of them is the one
        self.today = self._button(tr("Today"))
        self.today.setToolTip(tr("Goes to the week of today  {keys}", keys="Home"))
        self.today.clicked.connect(lambda _checked=False: self.today_asked.emit())
        self._top, under = QBoxLayout(QBoxLayout.Direction.LeftToRight), QHBoxLayout()
        top, buttons = self._top, QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.today)
        buttons.addLayout(spans)
        buttons.addStretch(1)
        top.setSpacing(12)
        top.addWidget(self.taper, 1)
        top.addLayout(buttons)
        under.setSpacing(12)
        self._small = (caption, Legend())
        under.addWidget(caption, 1)
        under.addWidget(self._small[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(under)
        theme.changes.changed.connect(self._fit_text)
        self._fit_text()

    def _fit_text(self) -> None:
        """At large text the buttons go under the sentence, and the legend, which help tells too, makes room for the bars."""
        large = theme.text_scale() >= _LARGE
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        for small in self._small:
            small.setVisible(not large)

    @staticmethod
    def _button(text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("size", "small")
        return button

    def show_taper(self, words: str) -> None:
        self.taper.setText(words)
        self.taper.setAccessibleName(words)

    def show_span(self, weeks: float) -> None:
        """Presses the button of the span in view, where there is one."""
        for own, button in self.buttons.items():
            button.setChecked(abs(own - weeks) < own * _NEAR)
