"""When something goes wrong that should not: a report to copy, without names, notes or paths of the user."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.log import shortened
from desktop.qt.ask import Sheet
from models.errors import StoreError

_log = logging.getLogger(__name__)
_TOPS = ("desktop", "models", "rules", "resources")
_LOOPS_WITHIN: Final = 1.0
"""Seconds in which nobody does the same again by hand."""
_MOST_SHEETS: Final = 3
"""Crashes shown one after the other; what follows goes to the log, until there was a quiet spell."""
_QUIET: Final = 10.0
"""Seconds of a quiet spell."""
_MOST_WORDS: Final = 2000
"""Letters of an error's own words that a report holds."""


def report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, version: str, whole: bool = False
) -> str:
    """The report as text: versions and the way through the code. The error's own words are in it only with `whole`: they may hold
    names."""
    import platform

    lines = [
        f"Switchback {version}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        "",
        "Most recent step last:",
    ]
    steps = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    lines += shortened(steps)
    lines.append(f"{kind.__name__}{_own_words(error, whole)}")
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines.append(f"  after {type(cause).__name__}{_own_words(cause, whole)}")
    return "\n".join(lines)


def _own_words(error: BaseException, whole: bool) -> str:
    said = ""
    if whole:
        with suppress(Exception):  # an error that cannot say what it is shall be reported all the same
            said = str(error).replace(str(Path.home()), "~")[:_MOST_WORDS]
    return f": {said}" if said else ""


def _short(filename: str) -> str:
    """The part of a file's path that lies in the program; never the folders above it."""
    parts = Path(filename).parts
    for number in range(len(parts) - 1, -1, -1):
        if parts[number] in _TOPS:
            return "/".join(parts[number:])
    return parts[-1] if parts else "?"


class CrashSheet(Sheet):
    """Says that it was us, that the data is safe, and offers the report. `whole` is the report with the error's own words, which is
    shown and copied only when somebody chooses so; with `ends` the program cannot go on. `more` is said below the excuse."""

    def __init__(self, parent: QWidget | None, text: str, whole: str = "", ends: bool = False, more: str = "") -> None:
        from desktop.widgets.wrapping import WrappingCheck  # this module is read at every start, the tick hardly ever

        title = tr("Switchback cannot start") if ends else tr("Something went wrong in Switchback")
        super().__init__(parent, title, tr("Close") if ends else tr("Go on"), width=600)
        self._text, self._whole = text, whole
        self.add_text(self._excuse(ends), "quiet")
        if more:
            self.add_text(more)
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(tr("Report"))
        self._report.setMinimumHeight(200)
        self._report.setTabChangesFocus(True)
        self._report.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.body.addWidget(self._report, 1)
        self._column.setStretchFactor(self.body, 100)  # what room there is, the report has
        self.more = WrappingCheck(tr("Add the error’s own words, which may hold names or what you typed"))
        self.more.toggled.connect(self._show_report)
        self.more.setVisible(whole not in ("", text))
        self.body.addWidget(self.more)
        self.no.hide()
        self._copy = QPushButton(tr("Copy the report"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self.copy)
        self.buttons.insertWidget(0, self._copy)

    @staticmethod
    def _excuse(ends: bool) -> str:
        if ends:
            return tr(
                "This is a mistake of ours, not yours. Your data stays as it was. "
                "The report below helps to mend it. It holds no names and nothing you typed."
            )
        return tr(
            "This is a mistake of ours, not yours. What you had entered before is stored. "
            "The report below helps to mend it. It holds no names and nothing you typed."
        )

    def _show_report(self, whole: bool) -> None:
        self._report.setPlainText(self._whole if whole else self._text)
        self._copy.setText(tr("Copy the report"))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.setText(tr("The report is copied"))


class CrashGuard(QObject):
    """Takes the place of sys.excepthook and of the threads' own while installed. A crash inside the crash sheet only goes to the log,
    and so does the same one again right after it, and any after several in a short time: what goes wrong at every paint would never
    let anybody out. What is no mistake of ours, such as a store that cannot be read, `trouble` says in words. Where an interrupt ends
    the program, `close` says how."""

    _elsewhere = Signal(object)

    def __init__(self, version: str, window: QWidget | None = None) -> None:
        super().__init__()
        self._version, self.window = version, window
        self.trouble: Callable[[BaseException], object] | None = None
        self._showing = False
        self._last, self._closed = "", 0.0
        self._shown = 0
        self._before, self._before_in_threads = sys.excepthook, threading.excepthook
        self._elsewhere.connect(self._do)

    def install(self) -> None:
        sys.excepthook = self._on_crash
        threading.excepthook = self._on_crash_in_thread

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._before, self._before_in_threads

    def _on_crash_in_thread(self, crash: threading.ExceptHookArgs) -> None:
        if crash.exc_type is not SystemExit:  # a thread that ends itself
            self._on_crash(crash.exc_type, crash.exc_value or crash.exc_type(), crash.exc_traceback)

    def _on_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        trouble = self.trouble
        if trouble is not None and isinstance(error, StoreError):
            self._do_in_window(lambda: trouble(error))
            return
        text = self._told(kind, error, trace)
        whole = report(kind, error, trace, self._version, whole=True)
        self._do_in_window(lambda: self._show_unless_often(text, whole))

    def _do_in_window(self, work: Callable[[], object]) -> None:
        """No other thread than the window's may make a widget."""
        if threading.current_thread() is threading.main_thread():
            work()
        else:
            self._elsewhere.emit(work)

    def _do(self, work: Callable[[], object]) -> None:  # of an object of the window's thread, which makes it run there
        work()

    def _show_unless_often(self, text: str, whole: str) -> None:
        if self._showing or QApplication.instance() is None:
            return
        since = time.monotonic() - self._closed
        if since >= _QUIET:
            self._shown = 0
        if (text == self._last and since < _LOOPS_WITHIN) or self._shown >= _MOST_SHEETS:
            self._closed = time.monotonic()
            return
        self._shown += 1
        self._showing = True
        try:
            self._show(self.window, text, whole, more=_enough() if self._shown == _MOST_SHEETS else "")
        finally:
            self._showing = False
            self._last, self._closed = text, time.monotonic()

    def end(self, error: BaseException, log: Path | None) -> None:
        """A crash after which the program cannot go on; on some systems what was copied goes with it, so that the place of the log
        is said."""
        kind, trace = type(error), error.__traceback__
        text = self._told(kind, error, trace)
        more = "" if log is None else tr("The report also stands at the end of the log: {path}", path=log)
        self._show(None, text, report(kind, error, trace, self._version, whole=True), ends=True, more=more)

    def _told(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
        """The report, once it is in the log and on the terminal, if there is one."""
        text = report(kind, error, trace, self._version)
        _log.error("crash\n%s", text)
        if sys.stderr is not None:
            with suppress(OSError, ValueError):
                sys.stderr.write(f"{text}\n")
        return text

    @staticmethod
    def _show(window: QWidget | None, text: str, whole: str, ends: bool = False, more: str = "") -> None:
        sheet = CrashSheet(window, text, whole, ends, more)
        sheet.exec()
        sheet.deleteLater()


def _enough() -> str:
    return tr(
        "Several mistakes came one after the other. The next ones are only written to the log, so that you can go on. "
        "It is best to close Switchback and to open it again."
    )
