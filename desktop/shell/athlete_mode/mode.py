"""Going into athlete mode, from one athlete to the next, and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog

from desktop.i18n import tr
from desktop.qt import theme
from desktop.qt.ask import is_trouble
from desktop.shell.athlete_mode.scope import HOME, SCOPE
from desktop.shell.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.services.access import Confined
    from desktop.shell.athlete_mode.chooser import Chooser, Someone
    from desktop.shell.athlete_mode.pin_sheet import PinSheet

IDLE_MINUTES: Final = 10
"""After so long without a key, a click or a touch an athlete's pages give way to the chooser: longer than the longest rest between
two sets of the plan, shorter than it takes to forget who was at the laptop."""
LARGER: Final = 8 / 7
"""Texts of 14 pixels are 16 in athlete mode."""
LARGEST: Final = 2.0
_BUSY: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class AthleteMode(QObject):
    """Belongs to the window. `resume()` at the start of the program; everything else happens by what people press."""

    def __init__(self, window: MainWindow, services: Any) -> None:
        super().__init__(window)
        self._window, self._services = window, services
        self._mode: Confined | None = None
        self._scale = 1.0  # of texts before
        self.chooser: Chooser | None = None
        self.sheet: PinSheet | None = None
        self.change = window.sidebar.add_door(tr("Someone else"), "squad", tr("Back to choosing who is training"))
        self.coach = window.sidebar.add_door(tr("Coach"), "lock", tr("Leaves athlete mode with the coach's PIN"))
        self.change.clicked.connect(self.choose)
        self.coach.clicked.connect(self.ask_coach)
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(IDLE_MINUTES * 60_000)
        self.idle.timeout.connect(self._on_idle)
        window.context.go.confining.connect(self.enter)
        window.athlete_gone.connect(self.choose)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "a window needs the application"
        app.focusWindowChanged.connect(self._watch)

    @property
    def on(self) -> bool:
        return self._mode is not None

    # ------------------------------------------------------------------------------------------------ in and out

    def resume(self) -> None:
        """Athlete mode as it was when the program ended."""
        mode = self._services.access.mode()
        if mode is not None:
            self._begin(mode)

    def enter(self) -> None:
        """Turns it on as the coach chose it; what stands in the way is said."""
        self._settle()
        if self._window.context.history.busy or self._services.store.busy():
            # what it comes to could neither be taken back nor told any more once the coach's pages are gone
            self._window.say(tr("Something is being written. Start athlete mode when it is done."))
            return
        try:
            mode = self._services.access.enter()
        except Exception as error:
            if not is_trouble(error):
                raise
            self._window.trouble(error)
            return
        self._begin(mode)

    def _begin(self, mode: Confined) -> None:
        self._mode = mode
        self._dress(True)
        self.open_for(mode.only)

    def ask_coach(self) -> PinSheet:
        """The coach's PIN opens everything again."""
        from desktop.services.access import COACH

        access = self._services.access
        text = tr("Leave athlete mode and open everything again.")
        return self._ask(COACH, tr("Coach"), text, tr("Leave athlete mode"), access.leave, self._leave)

    def _leave(self) -> None:
        self._settle()
        self._mode = None
        self.idle.stop()
        window = self._window
        window.context.services = self._services
        window.policy.release()
        window.renew()
        self._drop_chooser()
        self._dress(False)
        window.go_back_to(*window.context.memory.place())

    # ------------------------------------------------------------------------------------------------ who is there

    def choose(self) -> None:
        """Back to the chooser; what was being typed is taken in first."""
        if self._mode is not None:
            self._settle()
            self.open_for(None)

    def _on_chosen(self, athlete_id: str) -> None:
        access = self._services.access
        if not access.has_pin(athlete_id):
            self.open_for(athlete_id)
            return
        name = next((tile.someone.name for tile in self._tiles() if tile.someone.id == athlete_id), "")
        self._ask(athlete_id, name, "", tr("Open"), lambda pin: access.check(athlete_id, pin),
                  lambda: self.open_for(athlete_id))  # fmt: skip

    def _tiles(self) -> list[Any]:
        return [] if self.chooser is None else self.chooser.tiles

    def open_for(self, athlete_id: str | None) -> None:
        """Begins anew for one athlete, or for nobody with the chooser."""
        from desktop.services.access import Walled
        from desktop.shell.athlete_mode.chooser import Chooser

        mode, window = self._mode, self._window
        assert mode is not None, "athlete mode is on"
        if athlete_id is not None and athlete_id not in mode.athletes:
            athlete_id = None
        window.policy.confine(SCOPE, athlete_id)
        window.context.services = Walled(self._services, athlete_id)
        self._drop_chooser()
        if athlete_id is None:
            self.chooser = Chooser()
            self.chooser.chosen.connect(self._on_chosen)
        window.renew(self.chooser)
        window.sidebar.admit(window.policy.page)
        self.change.setVisible(mode.chooser and athlete_id is not None)
        if self.chooser is not None:
            self.chooser.show_people(self._people(mode))
            window.header.show_title(tr("Athlete mode"), tr("Choose your name"))
            self.idle.stop()
            return
        window.open_page(HOME, athlete_id)
        if mode.chooser:
            self._watch(window.windowHandle())
            self._watch(QApplication.focusWindow())
            self.idle.start()

    def _people(self, mode: Confined) -> list[Someone]:
        if not mode.chooser:
            return []
        from desktop.shell.athlete_mode.chooser import Someone

        access = self._services.access
        return [Someone(one.id, one.name, access.has_pin(one.id)) for one in access.people() if one.id in mode.athletes]

    def _drop_chooser(self) -> None:
        if self.chooser is not None:
            self._window.stack.removeWidget(self.chooser)
            self.chooser.deleteLater()
            self.chooser = None

    # ------------------------------------------------------------------------------------------------ nobody is there

    def _watch(self, focused: QWindow | None) -> None:
        """Keys and clicks are heard at the windows themselves, sheets included, so that nothing is slowed down otherwise."""
        if focused is not None and self._mode is not None and self._mode.chooser:
            focused.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _BUSY and self.idle.isActive():
            self.idle.start()
        return False

    def _on_idle(self) -> None:
        self.choose()

    # ------------------------------------------------------------------------------------------------ helping

    def _ask(self, who: str, title: str, text: str, yes: str, check: Any, then: Any) -> PinSheet:
        from desktop.shell.athlete_mode.pin_sheet import PinSheet

        sheet = PinSheet(self._window, title, text, yes, check, lambda: self._services.access.wait(who))
        sheet.accepted.connect(then)
        sheet.finished.connect(self._on_closed)
        self.sheet = sheet
        sheet.open()
        return sheet

    def _on_closed(self) -> None:
        self.sheet = None

    def _settle(self) -> None:
        """Closes whatever lies over the window and takes in what is being typed."""
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        while isinstance(over := QApplication.activeModalWidget(), QDialog):
            if not over.close():  # one that stops its work first
                over.done(QDialog.DialogCode.Rejected)
        if self._window.page is not None:
            self._window.page.leave()

    def _dress(self, on: bool) -> None:
        """Larger texts and targets while it is on."""
        theme.set_property(self._window, "mode", "athlete" if on else "")
        if on:
            self._scale = theme.text_scale()
        theme.apply(theme.wish(), min(LARGEST, self._scale * LARGER) if on else self._scale)
        self._window.sidebar.admit(self._window.policy.page if on else None)
        for door in (self.change, self.coach):
            door.setVisible(on)
