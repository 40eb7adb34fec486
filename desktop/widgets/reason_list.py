"""What something takes, line by line: met, partly met or not, what there is and what is wanted, and the rule that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import later, tr
from desktop.qt import icons, theme
from desktop.widgets.layouts import empty

MET, PARTIAL, UNMET, INFO = "met", "partial", "unmet", "info"
_LOOK: Final = {
    MET: ("check", "unlocked"),
    PARTIAL: ("partial", "within"),
    UNMET: ("lock", "locked"),
    INFO: ("info", "neutral"),
}
_WORDS: Final = {MET: later("met"), PARTIAL: later("partly met"), UNMET: later("not met yet"), INFO: ""}


@dataclass(frozen=True)
class ReasonLine:
    """`text` says what, `detail` what there is ('1 of 2: one more session'); `share` 0..1 draws a bar; `rule` is its id."""

    text: str
    state: str = INFO
    detail: str = ""
    share: float | None = None
    rule: str = ""

    def spoken(self) -> str:
        word = tr(_WORDS[self.state]) if _WORDS[self.state] else ""
        return ", ".join(part for part in (self.text, word, self.detail) if part)


class _StateMark(QWidget):
    def __init__(self, state: str) -> None:
        super().__init__()
        self._icon, self._tone = _LOOK[state]
        self._follow_text()
        theme.changes.changed.connect(self._follow_text)
        self.setToolTip(tr(_WORDS[state]) if _WORDS[state] else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.scaled(14)
        icons.paint(painter, self._icon, f"{self._tone}-ink", QRectF(1, 2, side, side))
        painter.end()

    def _follow_text(self) -> None:
        self.setFixedSize(theme.scaled(14) + 2, theme.scaled(14) + 4)


class ThinBar(QWidget):
    """A share of something as a thin bar."""

    def __init__(self, share: float, role: str = "within", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._role = max(0.0, min(1.0, share)), role
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("{percent} %", percent=round(self._share * 100)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(self.rect(), 3, 3)
        if self._share > 0:
            painter.setBrush(theme.color(self._role))
            painter.drawRoundedRect(QRectF(0, 0, max(6.0, self.width() * self._share), 6), 3, 3)
        painter.end()


class ReasonList(QWidget):
    """`show_lines` replaces what is shown. `rule_asked(id)` when a rule's link is followed."""

    rule_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.lines: tuple[ReasonLine, ...] = ()

    def show_lines(self, lines: Sequence[ReasonLine]) -> None:
        self.lines = tuple(lines)
        empty(self._column)
        for line in self.lines:
            self._column.addWidget(self._row(line))

    def _row(self, line: ReasonLine) -> QWidget:
        row = QWidget()
        row.setAccessibleName(line.spoken())
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(_StateMark(line.state), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        across.addLayout(column, 1)
        for text, role in ((line.text, ""), (line.detail, "caption")):
            if text:
                label = QLabel(text)
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("role", role)
                column.addWidget(label)
        if line.share is not None and line.state != MET:
            column.addSpacing(2)
            column.addWidget(ThinBar(line.share))
        if line.rule:
            column.addWidget(self._link(line.rule), 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def _link(self, rule: str) -> QPushButton:
        link = QPushButton(tr("rule {id}", id=rule))
        link.setProperty("kind", "link")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda _checked=False: self.rule_asked.emit(rule))
        return link
