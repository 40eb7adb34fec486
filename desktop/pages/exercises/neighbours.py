"""Where an exercise sits: what comes before it, itself, and what it opens, as steps joined by lines. Each step is a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import in_a_row, tr
from desktop.qt import icons, theme
from desktop.widgets.layouts import empty
from desktop.widgets.unlock_map.states import LOOK

BEFORE, HERE, OPENS = 0, 1, 2
_STEP: Final = 24  # how far each kind of step is set in
_HIGH: Final = 34
_WALKING: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Step:
    """`kind` BEFORE, HERE or OPENS; `state` one of the unlock map's, '' where none is known."""

    slug: str
    name: str
    kind: int
    state: str = ""

    def spoken(self) -> str:
        state = tr(LOOK[self.state][2]) if self.state in LOOK else ""
        where = (tr("comes before"), tr("shown here"), tr("opens next"))[self.kind]
        return ", ".join(part for part in (self.name, where, state) if part)


class StepButton(QAbstractButton):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.setText(step.name)
        self.setAccessibleName(step.spoken())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if step.kind != HERE:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(step.spoken())

    def sizeHint(self) -> QSize:
        return QSize(160, theme.scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.scaled(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKING:
            event.ignore()  # the picture walks
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, known = self.step.kind == HERE, self.step.state in LOOK
        tone, icon = LOOK[self.step.state][:2] if known else ("neutral", "")
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        edge = theme.color("focus" if self.hasFocus() else "accent" if here else "line-strong")
        painter.setPen(QPen(edge, 4 if self.hasFocus() else 2 if here else 1))
        ground = f"{tone}-paper" if known else "selection" if here else "surface"
        painter.setBrush(theme.color("hover" if self.underMouse() and not here else ground))
        painter.drawRoundedRect(box, 8, 8)
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = box.adjusted(10, 0, -10, 0)
        if icon:
            side = theme.scaled(14)
            left = room.right() - side if backwards else room.left()
            icons.paint(painter, icon, f"{tone}-ink", QRectF(left, room.center().y() - side / 2, side, side))
            room = room.adjusted(0, 0, -side - 8, 0) if backwards else room.adjusted(side + 8, 0, 0, 0)
        font = theme.font("body", 600 if here else 400)
        painter.setFont(font)
        painter.setPen(theme.color("selection-ink" if here and not known else "ink"))
        shown = QFontMetricsF(font).elidedText(self.step.name, Qt.TextElideMode.ElideRight, room.width())
        flag = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flag | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        painter.end()


class Neighbours(QWidget):
    """`asked(slug)` when a step is clicked, or taken with Enter or Space; up and down walk the steps."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Where it sits"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.buttons: list[StepButton] = []

    def show_steps(self, steps: Sequence[Step]) -> None:
        empty(self._column)
        self.buttons = []
        for step in steps:
            button = StepButton(step)
            button.clicked.connect(lambda _checked=False, one=step: self._go(one))
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(0)
            across.addSpacing(_STEP * step.kind)
            across.addWidget(button)
            self._column.addWidget(line)
            self.buttons.append(button)
        self.setAccessibleDescription(in_a_row(step.spoken() for step in steps))
        self.update()

    def _go(self, step: Step) -> None:
        if step.kind != HERE:
            self.asked.emit(step.slug)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), -1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if here >= 0 and event.key() in steps:
            wanted = here + steps[Qt.Key(event.key())]
            if 0 <= wanted < len(self.buttons):
                self.buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        elif here >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.buttons[here].step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("edge"), 1.5))
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        boxes = [
            (b.step.kind, QRectF(b.rect()).translated(QPointF(b.mapTo(self, b.rect().topLeft())))) for b in self.buttons
        ]
        here = next((box for kind, box in boxes if kind == HERE), None)
        if here is None:
            painter.end()
            return

        def across(x: float) -> float:
            return self.width() - x if backwards else x

        for kind, box in boxes:
            if kind == BEFORE:  # down from the foot of each, then in to the exercise
                self._elbow(painter, across(_STEP / 2), box.bottom(), across(_STEP), here.center().y())
            elif kind == OPENS:
                self._elbow(painter, across(1.5 * _STEP), here.bottom(), across(2.0 * _STEP), box.center().y())
        painter.end()

    @staticmethod
    def _elbow(painter: QPainter, x: float, top: float, end: float, y: float) -> None:
        turn = 6.0 if end > x else -6.0
        path = QPainterPath(QPointF(x, top))
        path.lineTo(x, y - 6)
        path.quadTo(QPointF(x, y), QPointF(x + turn, y))
        path.lineTo(end, y)
        painter.drawPath(path)
