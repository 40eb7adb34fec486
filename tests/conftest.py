"""What every test stands on: an offscreen window system, a fixed clock, no network, and nothing left behind.

A test fails when it leaves a thread, a running timer or a window behind, logs a warning it did not announce
(`@pytest.mark.logs("pattern")`), causes a Qt warning (pytest-qt's own check), opens a network socket or leaves the window in
another language.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import socket  # noqa: TID251  to name the families that are forbidden
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before Qt makes its application: the same locale, zone and window system on every machine, and never a coach's own data.
_HOME = tempfile.TemporaryDirectory(prefix="switchback-tests-")
os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    LANG="C.UTF-8",
    LC_ALL="C.UTF-8",
    TZ="UTC",
    SWITCHBACK_HOME=_HOME.name,
    XDG_DATA_HOME=_HOME.name,
)
if hasattr(time, "tzset"):  # not on Windows
    time.tzset()

# A shared machine is slow at times: a deadline would fail tests by chance. Failures print how to repeat them.
settings.register_profile("suite", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

TODAY = date(2027, 1, 11)
"""A Monday; the day on which tests happen unless they say otherwise."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("switchback")
    group.addoption(
        "--oracle-cases", type=int, default=5000, help="random cases for the engine against its oracle (default 5000)"
    )
    group.addoption(
        "--plan-cases", type=int, default=200, help="random situations that plans are checked on (default 200)"
    )
    group.addoption("--seasons", action="store_true", help="rehearse the seasons of the whole squad, not of three")
    group.addoption(
        "--kills", type=int, default=200, help="how often the process is killed while logging (default 200)"
    )


# ------------------------------------------------------------------------------------------------------------ the clock


@dataclass
class Clock:
    """Today, as tests set it. Call it like the clock that services are given."""

    day: date = TODAY

    def __call__(self) -> date:
        return self.day

    def forward(self, days: int) -> date:
        self.day += timedelta(days=days)
        return self.day


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at TODAY until the test moves it."""
    return Clock()


# ----------------------------------------------------------------------------------------------------------- no network

_sockets: list[str] = []
_sockets_allowed = False


def _watch_sockets(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and not _sockets_allowed and args[1] in (socket.AF_INET, socket.AF_INET6):
        _sockets.append(f"family {args[1]}, type {args[2]}")
        message = "a network socket was opened; the app has no business on a network"
        raise RuntimeError(message)


sys.addaudithook(_watch_sockets)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Opening a network socket raises, and fails the test even where the error was swallowed."""
    global _sockets_allowed  # noqa: PLW0603  an audit hook cannot be taken off again, only told to look away
    _sockets_allowed = request.node.get_closest_marker("uses_sockets") is not None
    _sockets.clear()
    yield
    _sockets_allowed = False
    assert not _sockets, f"network sockets were opened: {_sockets}"


# --------------------------------------------------------------------------------------------------------- quiet logging


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A line of level warning or above fails the test, unless announced with `@pytest.mark.logs`; then it must come."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    announced = [re.compile(marker.args[0]) for marker in request.node.iter_markers("logs")]
    silent = [pattern.pattern for pattern in announced if not any(pattern.search(line) for line in collector.lines)]
    surprising = [line for line in collector.lines if not any(pattern.search(line) for pattern in announced)]
    assert not surprising, "unexpected log lines:\n" + "\n".join(surprising)
    assert not silent, f"announced but not logged: {silent}"


# ----------------------------------------------------------------------------------------------------------- no leftovers


def _threads() -> set[threading.Thread]:
    # A thread that Qt started and Python code ran in leaves a dummy entry that never goes away: the pool is asked instead.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _leftover_threads(before: set[threading.Thread]) -> list[str]:
    deadline = time.monotonic() + 3
    for thread in _threads() - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread.name for thread in _threads() - before if thread.is_alive()]


@pytest.fixture(autouse=True)
def no_leftover_threads() -> Iterator[None]:
    """A thread that outlives its test by three seconds fails it."""
    before = _threads()
    yield
    left = _leftover_threads(before)
    assert not left, f"threads left behind: {left}"


@pytest.fixture(autouse=True)
def collected_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: no worker takes apart widgets that a reference cycle held."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from desktop.qt.collecting import collect_due

    gc.disable()
    yield
    collect_due()
    gc.enable()


@pytest.fixture(autouse=True)
def no_leftover_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with a window: no window, no running timer and no busy worker of Qt is left."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6 import QtCore, QtWidgets  # a test without Qt does not load it

    request.getfixturevalue("qapp")
    windows_before = set(map(id, QtWidgets.QApplication.topLevelWidgets()))
    busy_before = set(map(id, _busy_qt_objects()))
    yield
    assert QtCore.QThreadPool.globalInstance().waitForDone(3000), "a worker of the global thread pool is still busy"
    _settle()
    left = [w for w in _windows() if id(w) not in windows_before]
    busy = [o for o in _busy_qt_objects() if id(o) not in busy_before]
    if left or busy:  # held by a reference cycle only, perhaps: that is no leak
        del left, busy
        gc.collect()
        _settle()
        left = [w for w in _windows() if id(w) not in windows_before]
        busy = [o for o in _busy_qt_objects() if id(o) not in busy_before]
    assert not left, f"windows left behind: {[(type(w).__name__, w.objectName(), w.windowTitle()) for w in left]}"
    assert not busy, (
        f"running timers or threads left behind: {[(type(o).__name__, o.objectName(), o.parent()) for o in busy]}"
    )


@pytest.fixture(autouse=True)
def days_as_without_a_window() -> None:
    """Whatever region the windows of the test before had, sentences have the day first until a window says otherwise."""
    from desktop import i18n

    i18n.use_day_order(i18n.DAY_FIRST)


@pytest.fixture(autouse=True)
def no_leftover_language(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with a window the program speaks English again, and so does Qt."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication

    from desktop import i18n

    assert i18n.language() == i18n.SOURCE, "a language is left in force"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel", "Qt is left speaking another language"


def _settle() -> None:
    from PySide6 import QtCore

    for _ in range(3):  # a deletion may post another one
        QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete.value)
        QtCore.QCoreApplication.processEvents()


def _windows() -> list[Any]:
    from PySide6 import QtWidgets

    lasting = (QtWidgets.QMainWindow, QtWidgets.QDialog)  # tool tips and pop-ups of Qt itself live on, hidden
    return [w for w in QtWidgets.QApplication.topLevelWidgets() if w.isVisible() or isinstance(w, lasting)]


def _busy_qt_objects() -> list[Any]:
    import shiboken6
    from PySide6 import QtCore

    found: list[Any] = []
    main = QtCore.QThread.currentThread()
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, QtCore.QTimer):
            if shiboken6.isValid(thing) and thing.isActive():
                found.append(thing)
        elif issubclass(kind, QtCore.QThread) and shiboken6.isValid(thing) and thing.isRunning() and thing is not main:
            found.append(thing)
    return found


# --------------------------------------------------------------------------------------------------------------- windows


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program's own kind of application."""
    from desktop.shell.start import Application

    return Application


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: Any) -> Any:
    """The one application, with the bundled font, so that sizes and pictures are the same everywhere."""
    import locale

    from PySide6 import QtGui, QtWidgets

    app: Any = QtWidgets.QApplication.instance() or qapp_cls(qapp_args)
    locale.setlocale(locale.LC_NUMERIC, "C")  # Qt takes the locale from the environment; the rule engine parses by it
    for entry in (resources.files("resources") / "fonts").iterdir():
        if entry.name.endswith(".otf"):
            assert QtGui.QFontDatabase.addApplicationFontFromData(entry.read_bytes()) >= 0, (
                f"font not readable: {entry.name}"
            )
    app.setFont(QtGui.QFont("Inter"))
    app.setQuitOnLastWindowClosed(False)
    return app


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


def pytest_sessionfinish() -> None:
    _HOME.cleanup()
