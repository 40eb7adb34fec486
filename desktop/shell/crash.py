"""When something goes wrong that should not: a report to copy, without names, notes or paths of the user."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from desktop.i18n import tr
from desktop.qt.ask import Sheet
from models.errors import StoreError

_log = logging.getLogger(__name__)
_TOPS = ("desktop", "models", "rules", "resources")
_LOOPS_WITHIN: Final = 1.0
"""Seconds in which nobody does the same again by hand."""
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
    lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    lines.append(f"{kind.__name__}{_own_words(error, whole)}")
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines.append(f"  after {type(cause).__name__}{_own_words(cause, whole)}")
    return "\n".join(lines)


def _own_words(error: BaseException, whole: bool) -> str:
    said = str(error).replace(str(Path.home()), "~")[:_MOST_WORDS] if whole else ""
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
    shown and copied only when somebody chooses so; with `ends` the program cannot go on."""

    def __init__(self, parent: QWidget | None, text: str, whole: str = "", ends: bool = False) -> None:
        from desktop.widgets.wrapping import WrappingCheck  # this module is read at every start, the tick hardly ever

        title = tr("Switchback cannot start") if ends else tr("Something went wrong in Switchback")
        super().__init__(parent, title, tr("Close") if ends else tr("Go on"), width=600)
        self._text, self._whole = text, whole
        self.add_text(self._excuse(ends), "quiet")
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


class CrashGuard:
    """Takes the place of sys.excepthook while installed. A crash inside the crash sheet only goes to the log, and so does the same
    one again right after it: what goes wrong at every paint would never let anybody out. What is no mistake of ours, such as a store
    that cannot be read, `trouble` says in words."""

    def __init__(self, version: str, window: QWidget | None = None) -> None:
        self._version, self.window = version, window
        self.trouble: Callable[[BaseException], object] | None = None
        self._showing = False
        self._last, self._closed = "", 0.0
        self._before = sys.excepthook

    def install(self) -> None:
        sys.excepthook = self._on_crash

    def remove(self) -> None:
        sys.excepthook = self._before

    def _on_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if self.trouble is not None and isinstance(error, StoreError):
            self.trouble(error)
            return
        text = self._told(kind, error, trace)
        again = text == self._last and time.monotonic() - self._closed < _LOOPS_WITHIN
        if again:
            self._closed = time.monotonic()
        if again or self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            self._show(self.window, text, report(kind, error, trace, self._version, whole=True))
        finally:
            self._showing = False
            self._last, self._closed = text, time.monotonic()

    def end(self, error: BaseException) -> None:
        """A crash after which the program cannot go on."""
        kind, trace = type(error), error.__traceback__
        text = self._told(kind, error, trace)
        self._show(None, text, report(kind, error, trace, self._version, whole=True), ends=True)

    def _told(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
        """The report, once it is in the log and on the terminal, if there is one."""
        text = report(kind, error, trace, self._version)
        _log.error("crash\n%s", text)
        if sys.stderr is not None:
            with suppress(OSError, ValueError):
                sys.stderr.write(f"{text}\n")
        return text

    @staticmethod
    def _show(window: QWidget | None, text: str, whole: str, ends: bool = False) -> None:
        sheet = CrashSheet(window, text, whole, ends)
        sheet.exec()
        sheet.deleteLater()
