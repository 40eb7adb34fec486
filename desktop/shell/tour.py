"""Five steps through the window: a light on the real thing, a card beside it. Everything stays within reach while it runs.

It begins by itself once, over the first page, when somebody is in the squad and nothing was begun yet, and whenever somebody asks
for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import later, tr
from desktop.qt import focus, theme
from desktop.shell.notices import announce

if TYPE_CHECKING:
    from desktop.shell.main_window import MainWindow

WIDTH, GAP, PAD, MOVING = 340, 16, 6, 180
"""Pixels of the card at the usual text size, between card and light, around what is lit; milliseconds from light to light."""
_CORNER = 12
"""Pixels of the corners of the card."""
_AGAIN, _FIRST = 120, 900
"""Milliseconds between two looks at where the lit thing is, and from the first paint to a tour that begins by itself."""


@dataclass(frozen=True)
class Step:
    """One stop: a page, what of it is lit, and what is said. Texts are English source texts."""

    page: str
    lit: Callable[[MainWindow], QWidget]
    title: str
    text: str


def _squad(window: MainWindow) -> QWidget:
    from desktop.pages.squad.page import SquadPage

    page = window.page
    return page.table if isinstance(page, SquadPage) else window.stack


def _week(window: MainWindow) -> QWidget:
    from desktop.pages.week.page import WeekPage

    page = window.page
    return page.card if isinstance(page, WeekPage) and page.card.isVisible() else window.stack


def _unlocks(window: MainWindow) -> QWidget:
    from desktop.pages.unlocks.page import UnlocksPage

    page = window.page
    if not isinstance(page, UnlocksPage):
        return window.stack
    return page.panel if page.panel.isVisible() else page.views


def _season(window: MainWindow) -> QWidget:
    from desktop.pages.season.page import SeasonPage

    page = window.page
    return page.timeline if isinstance(page, SeasonPage) and page.timeline.isVisible() else window.stack


def _progress(window: MainWindow) -> QWidget:
    from desktop.pages.progress.page import ProgressPage

    page = window.page
    return window.header.tools[0] if isinstance(page, ProgressPage) else window.stack


STEPS: Final = (
    Step(
        "squad",
        _squad,
        later("Who needs you"),
        later(
            "Everybody with phase, next race and this week. Attention, at the end of a row, says who to look at first."
        ),
    ),
    Step(
        "week",
        _week,
        later("What to do this week"),
        later("A row is a set: target, last time, done. Enter keeps what went as planned. Beside it stands why."),
    ),
    Step(
        "unlocks",
        _unlocks,
        later("Why an exercise is locked"),
        later("Choose any exercise: what it takes, what is there already, and what it opens next."),
    ),
    Step(
        "season",
        _season,
        later("Less load before a race"),
        later("A bar a week, coloured by phase. Drag a flag, and you see what would change before it does."),
    ),
    Step(
        "progress",
        _progress,
        later("What came of it, and how to find anything"),
        later(
            "Charts of loads, sides and pain; the buttons beside save them. {keys} finds athletes, pages and exercises."
        ),
    ),
)


class Tour(QWidget):
    """`begin()` starts it over; `offer()` once, by itself. What is lit can be used; Escape or Skip ends the tour."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at = 0
        self._home: tuple[str, str | None] = ("", None)
        self._before: QWidget | None = None
        self._light = QRect()
        self.setAccessibleName(tr("Tour"))
        self._lay_out()
        self._moving = QVariantAnimation(self, duration=MOVING, easingCurve=QEasingCurve(QEasingCurve.Type.InOutCubic))
        self._moving.valueChanged.connect(self._shine)
        self._again = QTimer(self, interval=_AGAIN)
        self._again.timeout.connect(self.follow)
        self._due = QTimer(self, singleShot=True, interval=_FIRST)
        self._due.timeout.connect(self._begin_if_free)
        self._offered = False
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        self.card = QFrame(self)
        self.card.setProperty("card", "true")
        self.count, self.title, self.text = QLabel(), QLabel(), QLabel()
        for label, role in ((self.count, "caption"), (self.title, "title"), (self.text, "")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        self.skip, self.back, self.next = QPushButton(tr("Skip")), QPushButton(tr("Back")), QPushButton()
        self.skip.setProperty("kind", "link")
        for button in (self.skip, self.back, self.next):
            button.installEventFilter(self)
        self.next.setProperty("kind", "primary")
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for label in (self.count, self.title, self.text):
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(row)

    # --- coming and going

    @property
    def at(self) -> int:
        """Number of the step shown, from 0."""
        return self._at

    def offer(self) -> None:
        """Begins by itself where nobody saw it yet: now if there are athletes, else when the first one comes. Whoever is busy then
        is left alone until the next start."""
        if self._window.context.memory.tour() or self._offered:
            return
        self._offered = True
        self._window.context.bus.changed.connect(self._on_changed)
        self._due.start()

    @property
    def offered(self) -> bool:
        """Whether it begins by itself, now or later."""
        return self._offered

    def _on_changed(self, *_what: object) -> None:
        self._due.start()

    def _begin_if_free(self) -> None:
        """Once there are athletes: over the first page, with nothing open and nothing being typed, or not at all."""
        window = self._window
        if window.policy.confined or not window.isVisible() or not window.context.services.athletes.roster():
            return
        self._offered = False
        window.context.bus.changed.disconnect(self._on_changed)
        if not (window.context.memory.tour() or self.isVisible() or self._busy()):
            self.begin()

    def _busy(self) -> bool:
        """Whether something was begun that the tour would take somebody away from."""
        open_now = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        field = self._window.focusWidget()
        typing = isinstance(field, QLineEdit) and bool(field.text())
        return open_now is not None or typing or self._window.page_id != STEPS[0].page

    def begin(self) -> None:
        """From the first step; nothing to be shown around in without athletes, and nothing in athlete mode."""
        window = self._window
        roster = window.context.services.athletes.roster()
        if window.policy.confined or not roster:
            window.say(tr("The tour needs an athlete. Add one, or the sample squad."))
            return
        window.context.memory.keep_tour()
        if window.layers.help.isVisible():
            window.toggle_help()
        if not self.isVisible():
            self._home, self._before = (window.page_id, window.athlete_id), QApplication.focusWidget()
        if window.athlete_id is None:
            window.choose_athlete(roster[0].id, quietly=True)
        self._light = QRect()
        self.setGeometry(window.rect())
        self.show()
        self._show(0)
        self._again.start()

    def end(self) -> None:
        """Back to where it began, with what had the focus."""
        if not self.isVisible():
            return
        self._close()
        page_id, _ = self._home
        if page_id and page_id != self._window.page_id:
            self._window.open_page(page_id)
        before, self._before = self._before, None
        focus.give_back(before)

    def _close(self) -> None:
        self._again.stop()
        self._moving.stop()
        self.hide()

    def step(self, by: int) -> None:
        """On or back; past the last step it is over."""
        if self._at + by >= len(STEPS):
            self.end()
        elif self._at + by >= 0:
            self._show(self._at + by)

    # --- what is shown

    def _show(self, number: int) -> None:
        self._at = number
        step = STEPS[number]
        self._window.open_page(step.page)
        keys = self._window.actions_by_id["palette"].shortcut().toString()
        self.count.setText(tr("{n} of {count}", n=number + 1, count=len(STEPS)))
        self.title.setText(tr(step.title))
        self.text.setText(tr(step.text, keys=keys))
        last = number == len(STEPS) - 1
        self.next.setText(tr("Close") if last else tr("Next"))
        self.skip.setVisible(not last)
        self.back.setEnabled(number > 0)
        said = f"{self.count.text()}. {self.title.text()}. {self.text.text()}"
        self.next.setAccessibleDescription(said)
        self.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.next, said)
        self.follow()

    def follow(self) -> None:
        """Keeps to the lit thing, which may move while a page fills itself; ends where somebody went elsewhere."""
        if self._window.page_id != STEPS[self._at].page:
            self._close()
            return
        if self._moving.state() == QVariantAnimation.State.Running:
            return
        wanted = self._spot()
        self._refresh()
        if wanted == self._light and self._fits():
            return
        if self._light.isValid() and theme.moves() and self.isVisible():
            self._moving.setStartValue(self._light)
            self._moving.setEndValue(wanted)
            self._moving.start()
        else:
            self._shine(wanted)

    def _refresh(self) -> None:
        """What scrolls below the veil, or while the light moves, carries pieces of it along. A widget that covers its ground is
        not painted with its parent, so each says for itself that it is to be painted."""
        self.update()
        lit = STEPS[self._at].lit(self._window)
        around: QWidget | None = lit.parentWidget()
        while around is not None:
            around.update()
            around = around.parentWidget()
        for widget in (lit, *lit.findChildren(QWidget)):
            widget.update()

    def _spot(self) -> QRect:
        lit = STEPS[self._at].lit(self._window)
        corner = lit.mapTo(self._window, QPoint(0, 0))
        return QRect(corner, lit.size()).adjusted(-PAD, -PAD, PAD, PAD).intersected(self.rect())

    def _shine(self, spot: QRect) -> None:
        self._light = QRect(spot)
        self._place()
        self.setMask(QRegion(self.rect()).subtracted(QRegion(spot)).united(_rounded(self.card.geometry())))
        self.update()

    def _fits(self) -> bool:
        return self.card.size() == self._card_size()

    def _card_size(self) -> QSize:
        wide = min(theme.scaled(WIDTH), self.width() - 2 * GAP)
        high = max(self.card.heightForWidth(wide), self.card.minimumSizeHint().height())
        return QSize(wide, min(high, self.height() - 2 * GAP))

    def _place(self) -> None:
        """The card at the foot of the window's trailing side, in every step: its buttons stay under the pointer, so that one can
        click through. Only where it would hide the lit thing itself it stands at another corner."""
        size, room = self._card_size(), self.rect().adjusted(GAP, GAP, -GAP, -GAP)
        box = QRect(QPoint(0, 0), size)
        box.moveBottomRight(room.bottomRight())
        if box.contains(self._light):
            box.moveTopRight(room.topRight())
        self.card.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    # --- keys and paint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            onward, backward = backward, onward
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() == onward:
            self.step(1)
        elif event.key() == backward:
            self.step(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            focused.click() if isinstance(focused, QPushButton) else self.step(1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on the buttons, which would only move the focus, and Escape wherever nothing else wants it."""
        if self.isVisible() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            arrow = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            if arrow if watched is not self._window else event.key() == Qt.Key.Key_Escape:
                self.keyPressEvent(event)
                return True
        if self.isVisible() and watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._shine(self._spot())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        painter.fillPath(shade, QColor(0, 0, 0, 150 if theme.current().dark else 96))
        painter.setPen(QPen(theme.color("mark"), 2))
        painter.drawRoundedRect(QRectF(self._light).adjusted(-3, -3, 3, 3), 8, 8)
        painter.end()


def _rounded(box: QRect) -> QRegion:
    path = QPainterPath()
    path.addRoundedRect(QRectF(box), _CORNER, _CORNER)
    return QRegion(path.toFillPolygon().toPolygon())
