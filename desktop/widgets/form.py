"""Labels, fields and what is wrong with them, one below the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from desktop.i18n import tr
from desktop.qt import fmt, icons, theme

_ROOM_FOR = 12
"""Letters that a list to choose from asks room for; a longer choice ends in an ellipsis where there is no more."""
_EDGE = 16
"""Pixels of the window that an open list leaves free at each side."""


class Choice(QComboBox):
    """A list to choose from: `set_choices([(value, text)])`, `value()`, `set_value(value)`; `picked(value)` by the user only."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []  # kept here: as item data an enum would come back as a plain text
        self._told = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # by the wheel alone nobody means to choose
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _index: self.picked.emit(self.value()))
        self.currentIndexChanged.connect(self._explain)

    def set_choices(self, choices: list[tuple[object, str]] | tuple[tuple[object, str], ...]) -> None:
        self.clear()
        self._values = [value for value, _ in choices]
        for value, text in choices:
            self.addItem(text, value)
        longest = max((len(text) for _, text in choices), default=0)
        self.setMinimumContentsLength(min(longest, _ROOM_FOR))

    def value(self) -> object:
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    def set_value(self, value: object) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def showPopup(self) -> None:
        """The list is as wide as its longest entry, as far as the window reaches; the field may be narrower."""
        view = self.view()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        scrolls = bar if self.count() > self.maxVisibleItems() else 0
        wanted = view.sizeHintForColumn(0) + 2 * view.frameWidth() + scrolls
        view.setMinimumWidth(max(self.width(), min(wanted, self.window().width() - 2 * _EDGE)))
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page with the mouse over a list to choose from must not change what is chosen."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        """What is cut can be read as a tooltip, unless the field has one of its own."""
        if self.toolTip() in ("", self._told):
            whole = self.currentText()
            self._told = "" if self._shown(whole) == whole else whole
            self.setToolTip(self._told)

    def _shown(self, whole: str) -> str:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        return self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._shown(option.currentText)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = min(theme.scaled(14), 22)  # the style keeps a fixed room for it
        left = (
            self.width() - 17 - side / 2 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 17 - side / 2
        )
        box = QRectF(left, (self.height() - side) / 2, side, side)
        icons.paint(painter, "chevron-down", "quiet" if self.isEnabled() else "faint", box)
        painter.end()


def fill(line: QLineEdit, text: str) -> None:
    """Puts a text into a line. What is marked there, to be typed over, stays marked: a page may be filled anew at any moment."""
    if line.text() == text:
        return
    marked = line.hasSelectedText() and line.selectedText() == line.text()
    line.setText(text)
    if marked:
        line.selectAll()


class TypedLine(QLineEdit):
    """A line that says when typing ended: Enter, or leaving the field with a changed text. Escape puts the text back."""

    ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = ""
        self.returnPressed.connect(self.finish)

    def settle(self, text: str) -> None:
        self._settled = text
        fill(self, text)
        if not self.hasFocus():
            self.setCursorPosition(0)  # a long text shows its beginning

    def finish(self) -> None:
        """Reports what was typed, if it is new."""
        if self.text() != self._settled:
            self._settled = self.text()
            self.ended.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._settled:
            self.setText(self._settled)
            return
        super().keyPressEvent(event)


class TextField(TypedLine):
    """One line of text. `committed(text)` when typing ended; `show_value` puts a text in without a signal."""

    committed = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.ended.connect(self.committed)

    def show_value(self, text: str) -> None:
        self.settle(text)


class NumberField(TypedLine):
    """A number in the reader's way of writing, or nothing. What is no number stays as typed; `refused(text)` says why.

    `committed(value)` (float or None) follows a good entry. `low` and `high` bound it; `decimals` 0 takes whole numbers only.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        low: float | None = None,
        high: float | None = None,
        decimals: int = 2,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._decimals, self._unit = low, high, decimals, unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.ended.connect(self._check)

    def show_value(self, value: float | None) -> None:
        self.settle("" if value is None else fmt.number(value, self._decimals))
        theme.set_property(self, "state", "")

    def trouble(self) -> str:
        """What is wrong with the text, in words; '' when nothing is."""
        text = self.text().strip()
        value = fmt.parse_number(text)
        if not text:
            return ""
        if value is None:
            return tr("'{text}' is not a number.", text=text)
        if self._decimals == 0 and value != round(value):
            return tr("A whole number, please.")
        low, high = fmt.number(self._low), fmt.number(self._high)
        if self._low is not None and self._high is not None and not self._low <= value <= self._high:
            return tr("Between {low} and {high}{unit}, please.", low=low, high=high, unit=self._tail())
        if self._low is not None and value < self._low:
            return tr("At least {low}{unit}, please.", low=low, unit=self._tail())
        if self._high is not None and value > self._high:
            return tr("At most {high}{unit}, please.", high=high, unit=self._tail())
        return ""

    def _tail(self) -> str:
        return f" {self._unit}" if self._unit else ""

    def value(self) -> float | None:
        """The number typed; None when empty or wrong (ask `trouble`)."""
        return None if self.trouble() else fmt.parse_number(self.text())

    def confirm(self) -> bool:
        """Whether the text can be read; else that is said once more, and the cursor put there."""
        said = self.trouble()
        if said:
            self.setFocus()
            self.refused.emit(said)
        return not said

    def _check(self, _text: str) -> None:
        said = self.trouble()
        theme.set_property(self, "state", "refused" if said else "")
        if said:
            self.refused.emit(said)
        else:
            self.committed.emit(self.value())


class DateField(QWidget):
    """A date typed in any usual way or picked from a calendar; may be empty. Signals as NumberField."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._required = required
        self.line = TypedLine()
        self.line.setPlaceholderText(fmt.date_hint())
        self.line.ended.connect(self._check)
        self._open = QToolButton()
        self._open.setIcon(icons.icon("calendar", "quiet"))
        self._open.setAccessibleName(tr("Pick from the calendar"))
        self._open.setToolTip(tr("Pick from the calendar"))
        self._open.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def show_value(self, day: date | None) -> None:
        self.line.settle("" if day is None else fmt.date(day))
        theme.set_property(self.line, "state", "")

    def value(self) -> date | None:
        return fmt.parse_date(self.line.text()) if self.line.text().strip() else None

    def trouble(self) -> str:
        text = self.line.text().strip()
        if not text:
            return tr("A date, please.") if self._required else ""
        if fmt.parse_date(text) is None:
            return tr("'{text}' is not a date; write it as {hint}.", text=text, hint=fmt.date_hint())
        return ""

    def finish(self) -> None:
        self.line.finish()

    def _check(self, _text: str) -> None:
        said = self.trouble()
        theme.set_property(self.line, "state", "refused" if said else "")
        if said:
            self.refused.emit(said)
            return
        value = self.value()
        self.show_value(value)
        self.committed.emit(value)

    def open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek(fmt.first_weekday()))
        calendar.setLocale(fmt.locale())
        calendar.setMinimumDate(QDate(date.min.year, 1, 1))  # Qt's own reach back further than a date can say
        day = self.value()
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(self.pick)
        calendar.activated.connect(self.pick)
        calendar.clicked.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    def pick(self, day: QDate) -> None:
        """Takes a day as if it had been typed."""
        self.line.setText(fmt.date(date(day.year(), day.month(), day.day())))
        self.line.finish()


class FieldRow(QWidget):
    """A label over its field, a hint, and below it what is wrong."""

    def __init__(self, label: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._described: str | None = None  # what described the field before it was refused
        self.label = QLabel(label)
        self.label.setProperty("role", "strong")
        self.label.setWordWrap(True)
        self.label.setBuddy(field)
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(field)
        if hint:
            words = QLabel(hint)
            words.setProperty("role", "caption")
            words.setWordWrap(True)
            column.addWidget(words)
            field.setAccessibleDescription(hint)
        column.addWidget(self.error)
        if not field.accessibleName():
            field.setAccessibleName(label)
        if isinstance(field, NumberField | DateField):
            field.refused.connect(self.refuse)
            field.committed.connect(self.clear)
        elif isinstance(field, TextField):
            field.committed.connect(self.clear)

    def refuse(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()
        if self._described is None:
            self._described = self.target().accessibleDescription()
        self.target().setAccessibleDescription(message)
        theme.set_property(self.target(), "state", "refused")

    def clear(self, _value: object = None) -> None:
        self.error.hide()
        if self._described is not None:
            self.target().setAccessibleDescription(self._described)
            self._described = None
        theme.set_property(self.target(), "state", "")

    def target(self) -> QWidget:
        """What one types into."""
        return self.field.line if isinstance(self.field, DateField) else self.field


class Form(QWidget):
    """Rows by name: `add('name', label, field)`; `refuse(name, message)` shows a refusal at its field and goes there."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._columns = columns
        self._lanes: list[QHBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def add(self, name: str, label: str, field: QWidget, hint: str = "") -> FieldRow:
        row = FieldRow(label, field, hint)
        row.target().setObjectName(name)  # by which what was typed is kept
        if len(self.rows) % self._columns == 0:
            lane = QHBoxLayout()
            lane.setSpacing(16)
            self._lanes.append(lane)
            self._column.addLayout(lane)
        if self._columns > 1:  # columns of one width, whatever their fields ask for
            row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lanes[-1].addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.rows[name] = row
        return row

    def refuse(self, name: str, message: str) -> bool:
        """False when there is no such field."""
        row = self.rows.get(name)
        if row is None:
            return False
        row.refuse(message)
        row.field.setFocus()
        return True

    def clear(self) -> None:
        for row in self.rows.values():
            row.clear()

    def first_trouble(self) -> str:
        """Goes to the first field whose text is wrong and says why there; '' when all are well."""
        for name, row in self.rows.items():
            ask: Callable[[], str] | None = getattr(row.field, "trouble", None)
            said = ask() if ask is not None else ""
            if said:
                self.refuse(name, said)
                return said
        return ""
