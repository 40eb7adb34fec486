"""When something goes wrong that should not: a report to copy, without names, notes or paths of the user."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

from desktop.i18n import tr
from desktop.qt.ask import Sheet

_log = logging.getLogger(__name__)
_TOPS = ("desktop", "models", "rules", "resources")


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None, version: str) -> str:
    """The report as text: versions and the way through the code. The error's own words are left out: they may hold names."""
    lines = [
        f"Switchback {version}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        "",
        "Most recent step last:",
    ]
    lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    lines.append(kind.__name__)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines.append(f"  after {type(cause).__name__}")
    return "\n".join(lines)


def _short(filename: str) -> str:
    """The part of a file's path that lies in the program; never the folders above it."""
    parts = Path(filename).parts
    for number in range(len(parts) - 1, -1, -1):
        if parts[number] in _TOPS:
            return "/".join(parts[number:])
    return parts[-1] if parts else "?"


class CrashSheet(Sheet):
    """Says that it was us, that the data is safe, and offers the report."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent, tr("Something went wrong in Switchback"), tr("Go on"), width=600)
        self.add_text(
            tr(
                "This is a mistake of ours, not yours. What you had entered before is stored. "
                "The report names no athlete; sending it to us helps to mend it."
            ),
            "quiet",
        )
        self._report = QPlainTextEdit(text)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(tr("Report"))
        self._report.setMinimumHeight(200)
        self._report.setTabChangesFocus(True)
        self.body.addWidget(self._report)
        self.no.hide()
        copy = QPushButton(tr("Copy the report"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        self.buttons.insertWidget(0, copy)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


class CrashGuard:
    """Takes the place of sys.excepthook while installed. A crash inside the crash sheet only goes to the log."""

    def __init__(self, version: str, window: QWidget | None = None) -> None:
        self._version, self.window = version, window
        self._showing = False
        self._before = sys.excepthook

    def install(self) -> None:
        sys.excepthook = self._on_crash

    def remove(self) -> None:
        sys.excepthook = self._before

    def _on_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = report(kind, error, trace, self._version)
        _log.error("crash\n%s", text)
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            sheet = CrashSheet(self.window, text)
            sheet.exec()
            sheet.deleteLater()
        finally:
            self._showing = False
