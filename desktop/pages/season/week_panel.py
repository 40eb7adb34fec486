"""The chosen week: figures, its seven days, and the reasons of the chosen day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.pages.season import view_model as vm
from desktop.qt import fmt, icons, theme
from desktop.qt.i18n import tr
from desktop.services.season import WeekView
from desktop.services.words import Sentence
from desktop.widgets.card import Card
from desktop.widgets.pill import paint_pill, pill_size
from desktop.widgets.reason_list import INFO, ReasonLine, ReasonList
from rules.verdicts import Day

_HIGH = 24


class DayList(QWidget):
    """Seven days, one chosen; a click or the up and down keys choose another: `chosen(date)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[vm.DayRow, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Days of the week"))

    def sizeHint(self) -> QSize:
        return QSize(280, 7 * _HIGH)

    def show_days(self, rows: tuple[vm.DayRow, ...], on: date) -> None:
        self.rows = rows
        self._at = next((number for number, row in enumerate(rows) if row.on == on), 0)
        self._tell()

    @property
    def day(self) -> date | None:
        return self.rows[self._at].on if self.rows else None

    def _choose(self, number: int) -> None:
        if self.rows and number != self._at and 0 <= number < len(self.rows):
            self._at = number
            self._tell()
            self.chosen.emit(self.rows[number].on)

    def _tell(self) -> None:
        if self.rows:
            row = self.rows[self._at]
            self.setAccessibleDescription(", ".join(part for part in (row.name, row.phase, row.race) if part))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().y() // _HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -7, Qt.Key.Key_End: 7}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._choose(max(0, min(len(self.rows) - 1, self._at + step)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self.rows):
            self._paint_day(painter, row, QRectF(0.5, number * _HIGH + 0.5, self.width() - 1, _HIGH - 1), number)
        painter.end()

    def _paint_day(self, painter: QPainter, row: vm.DayRow, box: QRectF, number: int) -> None:
        if number == self._at:
            painter.setBrush(theme.color("selection"))
            painter.setPen(theme.color("focus" if self.hasFocus() else "line-strong"))
            painter.drawRoundedRect(box, 6, 6)
        painter.setFont(theme.font("body", 600 if row.today else 400))
        painter.setPen(theme.color("ink"))
        name = tr("{day} · today", day=row.name) if row.today else row.name
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(8, 0, -8, 0), middle | Qt.AlignmentFlag.AlignLeft, name)
        size = pill_size(row.phase)
        high = min(float(size.height()), _HIGH - 6.0)
        spot = QRectF(box.right() - size.width() - 6, box.center().y() - high / 2, size.width(), high)
        paint_pill(painter, spot, row.phase, row.tone)
        if row.race:
            icons.paint(painter, "flag", "phase-race-ink", QRectF(spot.left() - 20, box.center().y() - 7, 14, 14))


class WeekPanel(Card):
    """`why(day)` gives a day's reasons in words."""

    def __init__(self, why: Callable[[Day], tuple[Sentence, ...]], parent: QWidget | None = None) -> None:
        super().__init__(tr("Week"), parent)
        self._why = why
        self.week: WeekView | None = None
        self.setMinimumWidth(300)
        self.note = QLabel()
        self.note.setProperty("role", "caption")
        self.note.setWordWrap(True)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(20)
        self.days = DayList()
        self.days.chosen.connect(self._show_day)
        self.why_title = QLabel()
        self.why_title.setProperty("role", "strong")
        self.why_title.setWordWrap(True)
        self.reasons = ReasonList()
        inside = QWidget()
        inside.setProperty("area", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addLayout(self._figures)
        column.addWidget(self.note)
        column.addWidget(self.days)
        column.addWidget(self.why_title)
        column.addWidget(self.reasons)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)

    def show_week(self, week: WeekView, today: date, on: date | None = None) -> None:
        """Shows a week with the reasons of `on`, else of today or of its first day."""
        self.week = week
        self.set_title(vm.week_title(week))
        self.note.setText(vm.week_note(week))
        self._show_figures(vm.figures(week.caps))
        days = {day.on for day in week.days}
        chosen = next((day for day in (on, today) if day is not None and day in days), week.monday)
        self.days.show_days(vm.day_rows(week, today), chosen)
        self._show_day(chosen)

    def _show_figures(self, figures: tuple[vm.Figure, ...]) -> None:
        while self._figures.count():
            item = self._figures.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for figure in figures:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for text, role in ((figure.value, "title"), (figure.caption, "caption")):
                label = QLabel(text)
                label.setProperty("role", role)
                label.setWordWrap(role == "caption")
                column.addWidget(label)
            column.addStretch(1)
            cell.setAccessibleName(f"{figure.value} {figure.caption}")
            self._figures.addWidget(cell, 1)

    def _show_day(self, on: date) -> None:
        if self.week is None:
            return
        day = next(day for day in self.week.days if day.on == on)
        self.why_title.setText(tr("Why, on {day}", day=fmt.day(on)))
        whys = vm.whys(self._why(day))
        self.reasons.show_lines([ReasonLine(why.text, INFO, why.detail) for why in whys])
