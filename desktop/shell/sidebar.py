"""The dark column on the left: where one is and where one can go. Folds to icons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.qt import icons, theme
from desktop.qt.page import ATHLETE, FOOT, LIBRARY, TOP, PageSpec

WIDE, NARROW = 216, 64
_HIGH, _ICON, _INSET = 36, 18, 12
_BIG_HIGH, _BIG_ICON, _MOST_ICON = 46, 22, 28
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


class NavButton(QPushButton):
    """One page in the sidebar: icon, word, and a badge with what waits there."""

    def __init__(self, text: str, icon: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name, self._shortcut = icon, shortcut
        self._badge = 0
        self._folded = False
        self._high, self._icon = _HIGH, _ICON
        self.setCheckable(True)
        self.setFixedHeight(theme.scaled(_HIGH))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self._explain()

    def set_badge(self, count: int) -> None:
        self._badge = count
        self.setAccessibleDescription(tr("{n} waiting", n=count) if count else "")
        self.update()

    @property
    def badge(self) -> int:
        return self._badge

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._explain()
        self.update()

    def set_big(self, big: bool) -> None:
        """Larger, for fingers, at the text size in force."""
        self._high, self._icon = (_BIG_HIGH, _BIG_ICON) if big else (_HIGH, _ICON)
        self.setFixedHeight(theme.scaled(self._high))
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str, text: str) -> None:
        self._icon_name = icon
        self.setText(text)
        self.setAccessibleName(text)
        self._explain()

    def _explain(self) -> None:
        hint = f"  {self._shortcut}" if self._shortcut else ""
        self.setToolTip(self.text() + hint if self._folded or hint else "")

    def sizeHint(self) -> QSize:
        return QSize(NARROW - 2 * _INSET, theme.scaled(self._high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.isDown():
            painter.setBrush(theme.color("sidebar-active"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.underMouse():
            painter.setBrush(theme.color("sidebar-hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("mark"), 2))
            painter.drawRoundedRect(box, 8, 8)
        role = "sidebar-strong" if self.isChecked() else "sidebar-ink"
        middle = box.center().y()
        side = min(theme.scaled(self._icon), _MOST_ICON)
        left = (self.width() - side) / 2 if self._folded else 12
        icon = QRectF(QPointF(left, middle - side / 2), QSize(side, side))
        icons.paint(painter, self._icon_name, role, _mirrored(self, icon))
        badge = self._paint_badge(painter, middle)
        if not self._folded:
            font = theme.font("body", 600 if self.isChecked() else 400)
            painter.setFont(font)
            painter.setPen(theme.color(role))
            room = QRectF(left + side + 10, 0, self.width() - left - side - 18 - badge, self.height())
            shown = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(_mirrored(self, room), _LEADING, shown)
        painter.end()

    def _paint_badge(self, painter: QPainter, middle: float) -> float:
        """Paints the badge; answers the width it took."""
        if not self._badge:
            return 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("badge"))
        if self._folded:
            painter.drawEllipse(_mirrored(self, QRectF(self.width() - 13, 5, 8, 8)))
            return 0
        font, text = theme.font("tiny", 600), str(self._badge)
        high = theme.scaled(16)
        width = max(high + 4.0, QFontMetricsF(font).horizontalAdvance(text) + 12)
        spot = _mirrored(self, QRectF(self.width() - 12 - width, middle - high / 2, width, high))
        painter.drawRoundedRect(spot, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(theme.color("badge-ink"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
        return width + 8


def _mirrored(widget: QWidget, box: QRectF) -> QRectF:
    """Where a box that is given for reading from the left lies in the widget's own direction of reading."""
    if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return box
    return QRectF(widget.width() - box.right(), box.top(), box.width(), box.height())


class _Brand(QWidget):
    """The mark and the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self.setFixedHeight(theme.scaled(56))
        self.setAccessibleName("Switchback")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = 22
        left = (self.width() - side) / 2 if self.folded else 12
        icons.paint_drawing(
            painter, "switchback", _mirrored(self, QRectF(left, (self.height() - side) / 2, side, side))
        )
        if not self.folded:
            painter.setFont(_brand_font())
            painter.setPen(theme.color("sidebar-strong"))
            room = self.rect().toRectF().adjusted(left + side + 10, 0, 0, 0)
            painter.drawText(_mirrored(self, room), _LEADING, "Switchback")
        painter.end()


def _brand_font() -> QFont:
    font = theme.font("title", 700)
    font.setPixelSize(round(theme.pixels("title") * 0.9))
    return font


class _Section(QLabel):
    """A caption over a group of pages; a thin gap when folded."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full, self._folded = text, False
        self.setFixedHeight(theme.scaled(36))
        self.setAccessibleName(text)

    def show_text(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self.setFixedHeight(17 if folded else theme.scaled(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._folded:
            painter.fillRect(QRectF(8, self.height() / 2, self.width() - 16, 1), theme.color("sidebar-active"))
        else:
            font = theme.font("tiny", 500)
            painter.setFont(font)
            painter.setPen(theme.color("sidebar-quiet"))
            room = self.rect().toRectF().adjusted(12, theme.scaled(12), -8, 0)
            shown = QFontMetricsF(font).elidedText(self._full.upper(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(_mirrored(self, room), _LEADING, shown)
        painter.end()


class Sidebar(QFrame):
    """Shows the pages there are. `chosen(page_id)` when one is picked; `folding` when the fold button is pressed."""

    chosen = Signal(str)
    folding = Signal()

    def __init__(self, pages: Sequence[PageSpec], shortcuts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")  # "sidebar" is what the file dialog calls its own
        self.setAccessibleName(tr("Pages"))
        self.buttons: dict[str, NavButton] = {}
        self._folded = False
        self._brand = _Brand()
        self._athlete_parts: list[QWidget] = []
        self._doors: list[NavButton] = []
        self._has_athlete = False
        self._allowed: Callable[[str], bool] | None = None
        self._sections: list[_Section] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSET, 4, _INSET, 12)
        column.setSpacing(1)
        column.addWidget(self._brand)
        self._athlete_name = _Section("")
        headings = {ATHLETE: self._athlete_name, LIBRARY: _Section(tr("Library"))}
        for section in (TOP, ATHLETE, LIBRARY, FOOT):
            members = [spec for spec in pages if spec.section == section]
            if section == FOOT:
                column.addStretch(1)
            if not members:
                continue
            parts: list[QWidget] = []
            if section in headings:
                self._sections.append(headings[section])
                parts.append(headings[section])
            parts += [self._button(spec, shortcuts.get(spec.id, "")) for spec in members]
            for part in parts:
                column.addWidget(part)
            if section == ATHLETE:
                self._athlete_parts = parts
        self._fold = NavButton(tr("Fold"), "chevron-left", "Ctrl+B")
        self._fold.setCheckable(False)
        self._fold.clicked.connect(self.folding)
        row = QHBoxLayout()
        row.addWidget(self._fold)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(1)
        column.addLayout(self._foot)
        column.addLayout(row)
        self.set_folded(False)
        self.show_athlete(None)

    def _button(self, spec: PageSpec, shortcut: str) -> NavButton:
        button = NavButton(tr(spec.title), spec.icon, shortcut)
        button.clicked.connect(lambda _checked=False, page_id=spec.id: self._picked(page_id))
        self.buttons[spec.id] = button
        return button

    def _picked(self, page_id: str) -> None:
        self.buttons[page_id].setChecked(True)
        self.chosen.emit(page_id)

    def mark(self, page_id: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == page_id)

    def show_athlete(self, name: str | None) -> None:
        """The chosen athlete's name over the athlete's pages; None hides them."""
        self._athlete_name.show_text(name or "")
        self._has_athlete = name is not None
        self._show_parts()

    def add_door(self, text: str, icon: str, tip: str = "") -> NavButton:
        """A button at the foot that leads to no page, hidden at first."""
        door = NavButton(text, icon)
        door.setCheckable(False)
        door.setAccessibleDescription(tip)
        door.set_folded(self._folded)
        door.hide()
        self._doors.append(door)
        self._foot.addWidget(door)
        return door

    def admit(self, allowed: Callable[[str], bool] | None) -> None:
        """Shows only the pages that are allowed, larger, and no library; None shows everything as ever."""
        self._allowed = allowed
        for button in (*self.buttons.values(), self._fold, *self._doors):
            button.set_big(allowed is not None)
        self.set_folded(self._folded)
        self._show_parts()

    def _show_parts(self) -> None:
        for section in self._sections:
            section.setVisible(section in self._athlete_parts or self._allowed is None)
        for part in self._athlete_parts:
            part.setVisible(self._has_athlete)
        for page_id, button in self.buttons.items():
            here = self._has_athlete if button in self._athlete_parts else True
            button.setVisible(here and (self._allowed is None or self._allowed(page_id)))

    def set_badges(self, badges: Mapping[str, int]) -> None:
        for page_id, button in self.buttons.items():
            button.set_badge(badges.get(page_id, 0))

    @property
    def folded(self) -> bool:
        return self._folded

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self.setFixedWidth(NARROW if folded else theme.scaled(WIDE))
        self._brand.folded = folded
        self._brand.update()
        for button in (*self.buttons.values(), *self._doors, self._fold):
            button.set_folded(folded)
        for section in self._sections:
            section.set_folded(folded)
        self._fold.show_icon("chevron-right" if folded else "chevron-left", tr("Unfold") if folded else tr("Fold"))
