"""A mistake in a method that Qt calls is an error like any other, and never the end of the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.qt.overrides import whole

ROOT = Path(__file__).parents[2]
MISTAKES = """
from PySide6.QtWidgets import QApplication, QWidget
from desktop.qt import overrides

app = QApplication([])
mistakes = {
    "ZeroDivisionError": lambda: 1 // 0,
    "IndexError": lambda: [][1],
    "ValueError": lambda: int("many"),
    "TypeError": lambda: len(5),
    "StopIteration": lambda: next(iter(())),
    "KeyError": lambda: {}[5],
}

class Faulty(QWidget):
    def showEvent(self, event):
        mistake()

for name, mistake in mistakes.items():
    try:
        Faulty().show()
    except Exception as error:
        assert type(error).__name__ == name, error
        print(name)
"""
CENSUS = """
from types import FunctionType
from shiboken6 import Shiboken
from desktop.shell import start
from desktop.shell.reading_ahead import ReadingAhead

start.application()
reading = ReadingAhead(start.PAGES)
while not reading.done:
    reading._read_on()

def below(kind):
    for one in type.__subclasses__(kind):
        yield one
        yield from below(one)

found, bare = 0, []
for kind in {one for one in below(Shiboken.Object) if one.__module__.startswith("desktop.")}:
    qt = next(base for base in kind.__mro__ if base.__module__.startswith("PySide6."))
    for name, method in vars(kind).items():
        if isinstance(method, FunctionType) and not name.startswith("_") and hasattr(qt, name):
            found += 1
            bare += [] if hasattr(method, "__wrapped__") else [f"{kind.__module__}.{kind.__qualname__}.{name}"]
assert found > 200, found
print(*bare)
"""


def _python(script: str) -> str:
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"
    return done.stdout


def test_a_mistake_below_a_call_from_python_is_raised_there() -> None:
    assert _python(MISTAKES).split() == [
        "ZeroDivisionError", "IndexError", "ValueError", "TypeError", "StopIteration", "KeyError",
    ]  # fmt: skip


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="an error is whole there from the first")
def test_every_method_of_ours_that_qt_may_call_is_guarded() -> None:
    assert _python(CENSUS).split() == []


class Sheet(QDialog):
    """Methods of Qt's names with fewer arguments than a signal gives, with names and with defaults."""

    def __init__(self) -> None:
        super().__init__()
        self.called: list[object] = []

    def reject(self) -> None:
        self.called.append("reject")

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.called.append(reason)

    def setWindowTitle(self, *words: str, **more: str) -> None:
        self.called += [*words, more]


def test_a_guarded_method_is_called_as_before(qtbot) -> None:
    sheet, button = Sheet(), QPushButton()
    for widget in (sheet, button):
        qtbot.addWidget(widget)
    button.clicked.connect(sheet.reject)  # it takes no word of what the signal says
    button.click()
    sheet.setFocus()
    sheet.setFocus(reason=Qt.FocusReason.TabFocusReason)
    sheet.setWindowTitle("a", b="c")
    reasons = Qt.FocusReason.OtherFocusReason, Qt.FocusReason.TabFocusReason
    assert sheet.called == ["reject", *reasons, "a", {"b": "c"}]


def test_a_method_with_many_arguments_keeps_them() -> None:
    def told(self: object, one: int, two: int, three: int, four: int, *, five: int = 5) -> tuple[int, ...]:
        return one, two, three, four, five

    assert whole(told)(None, 1, 2, three=3, four=4) == (1, 2, 3, 4, 5)
