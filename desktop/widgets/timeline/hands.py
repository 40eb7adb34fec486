"""What mouse and keyboard do on the strip: weeks chosen, races walked to and carried to another day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.i18n import trn
from desktop.qt import fmt
from desktop.widgets.timeline import painting
from desktop.widgets.timeline.geometry import Flag
from desktop.widgets.timeline.marks import RaceMark
from desktop.widgets.timeline.painting import Ghost

if TYPE_CHECKING:
    from desktop.widgets.timeline.strip import Timeline

_EDGE: Final = 36.0  # pixels from either end within which a race that is carried scrolls the strip
_EDGE_MS: Final = 30
_KEY, _ALT, _SHIFT = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ENTER: Final = (_KEY.Key_Return, _KEY.Key_Enter)
_SIDES: Final = {_KEY.Key_Left: -1, _KEY.Key_Right: 1}


@dataclass(frozen=True)
class Carry:
    """A race on its way to another day. `grip`: days from where it was taken hold of to its own day."""

    flag: Flag
    on: date
    grip: int = 0
    by_key: bool = False


class Hands(QObject):
    """The hands on one strip. `flag` is the number of the flag the keys are on, -1 while they are on the weeks."""

    def __init__(self, strip: Timeline) -> None:
        super().__init__(strip)
        self._strip = strip
        self.hovered = -1
        self._race = ""
        self._carry: Carry | None = None
        self._pressed: tuple[QPointF, Flag | None] | None = None
        self._panned: float | None = None
        self._pointer = 0.0
        self._edge = QTimer(self)
        self._edge.setInterval(_EDGE_MS)
        self._edge.timeout.connect(self._scroll_at_edge)

    @property
    def flag(self) -> int:
        race = self._chosen_race()
        if race is None:
            return -1
        return next((at for at, flag in enumerate(self._strip.flags()) if race in flag.races), -1)

    @property
    def carried(self) -> Carry | None:
        return self._carry

    def ghost(self) -> Ghost | None:
        carry = self._carry
        return None if carry is None else Ghost(carry.flag, carry.on, _moved_words(carry))

    def cancel(self) -> None:
        """The race that is carried stays where it was."""
        self._carry = self._pressed = self._panned = None
        self._edge.stop()
        self._strip.viewport().unsetCursor()
        self._strip.viewport().update()

    def _chosen_race(self) -> RaceMark | None:
        return next((race for race in self._strip.races if race.key == self._race), None) if self._race else None

    def choose_race(self, number: int) -> None:
        """Puts the keys on a race, with its week chosen."""
        strip = self._strip
        race = strip.races[number]
        strip.at = next((at for at, week in enumerate(strip.weeks) if 0 <= (race.on - week.monday).days < 7), strip.at)
        strip.tell()
        self._race = race.key
        strip.setAccessibleDescription(strip.flag_words(Flag(race, 0, 0, 0)))
        strip.proxies.walked_to(race.key)
        if race.id:
            strip.race_chosen.emit(race.id)
        strip.viewport().update()

    # ------------------------------------------------------------------------------------------------ mouse

    def takes_mouse(self, event: QMouseEvent) -> bool:
        """Whether an event of the viewport was meant for the hands."""
        kind, spot = event.type(), event.position()
        if kind == QEvent.Type.MouseMove:
            self._move(spot, bool(event.buttons() & Qt.MouseButton.LeftButton))
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            self._strip.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed = spot, self._strip.flag_at(spot)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(spot)
        elif kind == QEvent.Type.MouseButtonDblClick:
            week = self._strip.week
            if week is not None and self._strip.frame_now().week_at(spot.x()) == self._strip.at:
                self._strip.page_asked.emit(week.monday)
        return True

    def _move(self, spot: QPointF, pressed: bool) -> None:
        if self._carry is not None:
            self._pointer = spot.x()
            self._carry_to_pointer()
        elif self._panned is not None:
            self._strip.pan(self._panned - spot.x())
            self._panned = spot.x()
        elif pressed and self._pressed is not None:
            start, flag = self._pressed
            if (spot - start).manhattanLength() >= QApplication.startDragDistance():
                self._begin(start, flag)
                self._move(spot, pressed)
        else:
            self.hover(spot)

    def _begin(self, start: QPointF, flag: Flag | None) -> None:
        strip = self._strip
        QToolTip.hideText()
        if flag is not None and flag.race.movable:
            self._carry = Carry(flag, flag.race.on, (flag.race.on - strip.frame_now().day_at(start.x())).days)
            self._pointer = start.x()
            self._edge.start()
        else:
            self._panned = start.x()
        strip.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def hover(self, spot: QPointF | None) -> None:
        """What the pointer is over; None: nothing of the strip."""
        strip = self._strip
        flag = None if spot is None else strip.flag_at(spot)
        if flag is not None and flag.race.movable:
            strip.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            strip.viewport().unsetCursor()
        over = -1 if flag is not None or spot is None else strip.frame_now().week_at(spot.x())
        if over != self.hovered:
            self.hovered = over
            strip.viewport().update()

    def _release(self, spot: QPointF) -> None:
        pressed, self._pressed = self._pressed, None
        if self._carry is not None:
            self._let_go()
        elif self._panned is not None:
            self.cancel()
        elif pressed is not None:
            strip, flag = self._strip, pressed[1]
            number = strip.frame_now().week_at(spot.x())
            self._race = ""
            if flag is not None:
                self.choose_race(strip.races.index(flag.race))
            elif number >= 0:
                strip.at = number
                strip.tell()

    # ------------------------------------------------------------------------------------------------ carrying

    def _carry_to_pointer(self) -> None:
        if self._carry is not None:
            day = self._strip.frame_now().day_at(self._pointer) + timedelta(days=self._carry.grip)
            self._carry_to(day)

    def _carry_to(self, day: date) -> None:
        strip, carry = self._strip, self._carry
        if carry is None or not strip.weeks:
            return
        last = strip.weeks[-1].monday + timedelta(days=6)
        self._carry = replace(carry, on=max(strip.weeks[0].monday, min(last, day)))
        if self._carry.by_key:
            strip.setAccessibleDescription(f"{carry.flag.race.name}, {_moved_words(self._carry)}".replace("\n", ", "))
            strip.proxies.walked_to(carry.flag.race.key)
            box = painting.column_box(strip.frame_now(), strip.frame_now().week_at(strip.frame_now().x(self._carry.on)))
            strip.reveal(box)
        strip.viewport().update()

    def _scroll_at_edge(self) -> None:
        wide = self._strip.viewport().width()
        beyond = min(0.0, self._pointer - _EDGE) + max(0.0, self._pointer - wide + _EDGE)
        if beyond:
            self._strip.pan(max(-24.0, min(24.0, beyond / 2)))
            self._carry_to_pointer()

    def _let_go(self) -> None:
        carry = self._carry
        self.cancel()
        if carry is not None and carry.on != carry.flag.race.on:
            self._strip.race_moved.emit(carry.flag.race.id, carry.on)

    # ------------------------------------------------------------------------------------------------ keys

    def leave(self) -> None:
        """The keys are elsewhere: a race they carried stays where it was."""
        if self._carry is not None and self._carry.by_key:
            self.cancel()
        self._strip.viewport().update()

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is for a race, before any shortcut has it."""
        return self._carry is not None or bool(event.modifiers() & _ALT and Qt.Key(event.key()) in _SIDES)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        if self._carry is not None:
            return self._press_carrying(key, held)
        if self._chosen_race() is not None and self._press_on_race(key, held):
            return True
        return self._press_on_weeks(key, held)

    def _press_carrying(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        carry = self._carry
        assert carry is not None
        if key == _KEY.Key_Escape:
            self.cancel()
        elif key in _ENTER:
            self._let_go()
        elif key in _SIDES:
            self._carry_to(carry.on + timedelta(days=_SIDES[key] * (7 if held & _SHIFT else 1)))
        return key != _KEY.Key_Tab

    def _press_on_race(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        strip, race = self._strip, self._chosen_race()
        assert race is not None
        if key in _SIDES and held & _ALT:
            if race.movable:
                self._carry = Carry(Flag(race, 0, 0, 0), race.on, by_key=True)
                self._press_carrying(key, held)
        elif key in _SIDES:
            self.choose_race(max(0, min(len(strip.races) - 1, strip.races.index(race) + _SIDES[key])))
        elif key in (_KEY.Key_Down, _KEY.Key_Escape):
            self._race = ""
            strip.tell()
        else:
            return False
        return True

    def _press_on_weeks(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        strip = self._strip
        if key == _KEY.Key_Home and not held & _CTRL:
            self._race = ""
            strip.go_to_today()
        elif key in _ENTER and strip.week is not None:
            (strip.page_asked if held & _CTRL else strip.opened).emit(strip.week.monday)
        elif key in (_KEY.Key_Plus, _KEY.Key_Equal):
            strip.zoom(1.25)
        elif key == _KEY.Key_Minus:
            strip.zoom(0.8)
        elif key == _KEY.Key_0:
            strip.show_season_span()
        elif key == _KEY.Key_Up and strip.races:
            day = strip.week.monday if strip.week is not None else strip.races[0].on
            self.choose_race(min(range(len(strip.races)), key=lambda at: abs((strip.races[at].on - day).days - 3)))
        else:
            return self._walk(key)
        return True

    def _walk(self, key: Qt.Key) -> bool:
        strip = self._strip
        count = len(strip.weeks)
        moves = {
            _KEY.Key_Left: -1, _KEY.Key_Right: 1, _KEY.Key_PageUp: -4, _KEY.Key_PageDown: 4, _KEY.Key_Home: -count,
            _KEY.Key_End: count,
        }  # fmt: skip
        if key not in moves:
            return False
        self._race = ""
        if strip.at >= 0:
            strip.at = max(0, min(count - 1, strip.at + moves[key]))
        else:
            strip.at = max(0, strip.number_of(strip.today) if strip.today is not None else 0)
        strip.tell()
        return True


def _moved_words(carry: Carry) -> str:
    """'Sat 13 Feb 2027', and under it how much later that is."""
    days = (carry.on - carry.flag.race.on).days
    if days > 0:
        return f"{fmt.day(carry.on)}\n{trn('{n} day later', '{n} days later', days)}"
    if days < 0:
        return f"{fmt.day(carry.on)}\n{trn('{n} day earlier', '{n} days earlier', -days)}"
    return fmt.day(carry.on)
