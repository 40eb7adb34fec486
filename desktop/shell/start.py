"""From nothing to a window: the application object, its language, look and units, then the frame over the services."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop import i18n, log
from desktop.pages import PAGES, SQUAD
from desktop.paths import frozen_program, log_folder
from desktop.qt import fmt, icons, theme
from desktop.qt.ask import Ask, is_trouble
from desktop.qt.bus import Bus
from desktop.qt.collecting import Collector
from desktop.qt.jobs import UNTIL_DONE, Jobs
from desktop.qt.memory import Memory
from desktop.qt.page import Context, Navigator
from desktop.qt.undo import History
from desktop.settings import ATHLETE_MODE, LANGUAGE, MOTION, TEXT_SIZE, THEME, UNITS
from desktop.shell import stopwatch
from desktop.shell.crash import CrashGuard
from desktop.shell.ending import Ending
from desktop.shell.first_paint import FirstPaint
from desktop.shell.header_facts import HeaderReader
from desktop.shell.main_window import MainWindow
from desktop.shell.remembered import StoredSettings
from desktop.shell.renewal import Renewal
from models.errors import StoreError
from resources import VERSION

FAILED: Final = 2
"""The status of a start that came to no window."""
AGAIN: Final = 200
"""Milliseconds between two looks whether the next file may be opened."""
_QT_WORDS: Final = QTranslator()
"""What Qt itself says: its dialogs, the menus of fields, the names of keys."""


class Application(QApplication):
    """Hears of the files that the system asks to open: on macOS a double click comes as an event, at the start and later."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.asked: list[Path] = []
        self.opens: Callable[[Path], object] | None = None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.append(Path(event.file()))
            self._open_next()
            return True
        return super().event(event)

    def take_files(self, opens: Callable[[Path], object]) -> None:
        """Has the files that were asked for opened, those from before too, one after the other."""
        self.opens = opens
        self._open_next()

    def _open_next(self) -> None:
        if self.opens is None or not self.asked:
            return
        if self.activeModalWidget() is None:  # else something is being asked, of the file before perhaps
            self.opens(self.asked.pop(0))
        QTimer.singleShot(AGAIN, self, self._open_next)


def application() -> QApplication:
    """The one QApplication, named, with numbers in C left alone."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    if sys.platform == "linux" and frozen_program() is not None:
        # plugins of another Qt, which a desktop may name, do not fit the one inside
        os.environ.pop("QT_PLUGIN_PATH", None)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = theme.made(Application)
    fmt.reset_c_numbers()
    app.setApplicationName("Switchback")
    app.setApplicationDisplayName("Switchback")
    app.setDesktopFileName("switchback")
    return app


def dress(language: str, look: str, units: str, text_size: int = 100, motion: str = "system") -> None:
    """Language ('' is the computer's), theme ('system', 'light', 'dark'), unit of mass, text size in per cent and motion
    ('system', 'none')."""
    speak(language)
    fmt.use_unit(units)
    theme.keep_still(motion == "none")
    theme.apply(look, text_size / 100)
    QApplication.setWindowIcon(icons.icon("switchback"))


def speak(language: str) -> None:
    """Puts a language in force, for what is made from now on; '' is the computer's."""
    i18n.use(language or QLocale.system().name())
    _translate_qt()
    fmt.use_locale()


def _translate_qt() -> None:
    """Has Qt speak the language in force as well; English, where it brings no words in it."""
    QApplication.removeTranslator(_QT_WORDS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if i18n.language() != i18n.SOURCE and _QT_WORDS.load(f"qtbase_{i18n.language()}", folder):
        QApplication.installTranslator(_QT_WORDS)


def dress_as_set(services: Any) -> None:
    """The same as the settings have it."""
    settings = services.settings
    text_size = int(settings.get(TEXT_SIZE))
    dress(settings.get(LANGUAGE), settings.get(THEME), settings.get(UNITS), text_size, settings.get(MOTION))


def build_window(services: Any, before: MainWindow | None = None, first: bool = False) -> MainWindow:
    """The frame over the services, with everything pages need. The application must be dressed. `before` is the window it takes
    the place of: what was done there can be taken back here. The `first` of a start is `made_whole` once it is painted."""
    context = _context(services) if before is None else before.context.handed_on(services)
    confined = services.store.setting(ATHLETE_MODE) is not None and services.access.mode() is not None
    if confined:  # nothing is shown before it is known to whom
        from desktop.shell.athlete_mode import SCOPE

        context.policy.confine(SCOPE, None)
    window = MainWindow(context, PAGES, HeaderReader(services), whole=not first)
    judge = services.desk.judge
    # the rules are read and compiled before the first decision is waited for
    window.ahead = [lambda: judge.rulebook, lambda: judge.season, lambda: judge.standings]
    if isinstance(context.ask, Ask):
        context.ask.window, context.ask.memory = window, context.memory
    if confined or not first:
        made_whole(window, services)
    return window


def made_whole(window: MainWindow, services: Any) -> None:
    """Puts into the window what is not seen on a first page; doing it again changes nothing."""
    if window.athlete_mode is None:
        from desktop.shell.athlete_mode import AthleteMode

        mode = window.athlete_mode = AthleteMode(window, services)
        mode.resume()


def _context(services: Any) -> Context:
    bus, jobs = Bus(), Jobs()
    settings = StoredSettings(services.settings, services.store.busy)
    jobs.busy.connect(lambda on: None if on else settings.write_due())
    return Context(
        services=services,
        memory=Memory(settings),
        bus=bus,
        history=History(bus, services=services, jobs=jobs),
        jobs=jobs,
        go=Navigator(),
        ask=Ask(),
    )


def speaking(services: Any, window: MainWindow) -> Renewal:
    """Has the window give way to another when language or text size change. Hold what is returned, and no window but its own."""

    def anew(before: MainWindow) -> MainWindow:
        if before.policy.confined or theme.text_scale() * 100 != int(services.settings.get(TEXT_SIZE)):
            dress_as_set(services)  # athlete mode makes the usual texts larger
        else:
            speak(services.settings.get(LANGUAGE))  # the rest holds already: to dress every widget again takes long
        return build_window(services, before)

    return Renewal(window, services.settings, anew)


def look_around(window: MainWindow) -> None:
    """Has the sample squad written before the eyes of whoever looks, as the first page offers it."""
    from desktop.pages.squad.page import SquadPage

    window.open_page(SQUAD.id)
    page = window.page
    if isinstance(page, SquadPage):
        page.welcome.fill()


def take(file: Path) -> Callable[[MainWindow], object]:
    """What hands the file to the window, as if it had been dropped there."""
    from desktop.shell.drops import described

    return lambda window: window.take_file(described(file))


def tell(text: str) -> None:
    """Says something where there is no window."""
    application()
    dress("", "system", "kg")
    Ask().tell("Switchback", text)


def _painted(services: Any, live: Renewal, ready: Callable[[MainWindow], object] | None) -> None:
    """The first page is on the screen: what waited for it goes on."""
    stopwatch.stop()
    from desktop.shell.reading_ahead import ReadingAhead

    window = live.window
    try:
        services.store.connect()
    except Exception as error:
        if not is_trouble(error):
            raise
        window.trouble(error)
    made_whole(window, services)
    window.context.jobs.go_on()
    app = application()
    ReadingAhead(PAGES, app)
    files = isinstance(app, Application) and bool(app.asked)
    if ready is not None:
        ready(window)
    elif not files and not window.context.memory.tour():
        window.layers.tour.offer()
    if isinstance(app, Application):
        app.take_files(lambda file: take(file)(live.window))


def _framed(services: Any, live: Renewal, ready: Callable[[MainWindow], object] | None) -> None:
    """The frame is on the screen, around a page that takes reading."""
    stopwatch.frame()
    window = live.window
    try:
        window.arrive()
    except StoreError as error:
        window.trouble(error)
    finally:  # a mistake of ours is shown by the crash guard, over a window in which everything else goes on
        if window.page is None:  # the list of who may look, in athlete mode
            _painted(services, live, ready)
        else:
            FirstPaint(window.page, lambda: _painted(services, live, ready))


def _opened(opened: Callable[[], Any]) -> Any | None:
    """The services; None where it was said in words why there are none."""
    while True:
        try:
            return opened()
        except Exception as error:
            if not is_trouble(error) and type(error).__module__ != "desktop.paths":
                raise
            if not _mended(error):
                return None


def _mended(error: Exception) -> bool:
    """Whether something was done about a store that cannot be read."""
    from desktop.shell.starting import mend

    dress("", "system", "kg")
    return mend(error)


def run(opened: Callable[[], Any], folder: Path, ready: Callable[[MainWindow], object] | None = None) -> int:
    """Opens the store by `opened()` and shows the window until it is closed; a store that cannot be opened is said in words, and a
    mistake of ours before the window is there is shown too. `ready` hears of the window once it is shown."""
    app = application()
    ending = Ending(app)
    file = log.start(log_folder(folder))
    guard = CrashGuard(VERSION)
    guard.install()
    collector = Collector(app)
    try:
        while True:
            status, trouble = _until_closed(app, opened, guard, collector, ending, ready)
            if trouble is None or not _mended(trouble):
                return status
    except Exception as error:  # noqa: BLE001  whoever clicked on an icon has no other place to see it
        dress("", "system", "kg")
        guard.end(error, file)
        return FAILED
    finally:
        ending.stop()
        collector.stop()
        guard.remove()
        log.stop()


def _until_closed(
    app: QApplication,
    opened: Callable[[], Any],
    guard: CrashGuard,
    collector: Collector,
    ending: Ending,
    ready: Callable[[MainWindow], object] | None,
) -> tuple[int, Exception | None]:
    """One window from its store to its end: the status, and the trouble with the store for which it ended."""
    services = _opened(opened)
    if services is None:
        return FAILED, None
    try:
        live = _show(services, guard, collector, ready)  # held as long as the window is there
        jobs = live.window.context.jobs
        ending.asked.connect(jobs.cancel_all)
        status = app.exec()
        jobs.shut_down(UNTIL_DONE)  # nothing is taken apart, or put in its place, under work that goes on
        live.window.deleteLater()
    except StoreError as trouble:  # before there was a window to say it
        return FAILED, trouble
    else:
        return status, live.window.damage
    finally:
        guard.window = guard.trouble = None
        if isinstance(app, Application):
            app.opens = None
        services.close()


def _show(
    services: Any, guard: CrashGuard, collector: Collector, ready: Callable[[MainWindow], object] | None
) -> Renewal:
    """Shows the window; its first page is painted when the loop runs. Hold what is returned."""
    dress_as_set(services)
    live = speaking(services, build_window(services, first=True))

    def begin(window: MainWindow) -> None:
        collector.release()
        window.ahead.append(collector.keep)  # all pages are built then
        guard.window, guard.trouble = window, window.trouble

    live.renewed.connect(begin)
    begin(live.window)
    window = live.window
    window.context.jobs.hold()
    if window.page is not None:
        FirstPaint(window.page, lambda: _painted(services, live, ready))
    else:
        FirstPaint(window, lambda: _framed(services, live, ready))
    window.show()
    return live
