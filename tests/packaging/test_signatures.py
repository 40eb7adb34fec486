"""What explains Qt's signatures comes later in a bundle, and then says what it always says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
import shiboken6

from resources.packaging import signature_files

WRONG = """
import inspect, sys
from threading import Thread
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

LATER = ("shibokensupport.signature.whole", "inspect", "argparse")
print("before:", sorted(name for name in LATER if name in sys.modules))
app = QApplication([])


class Sender(QObject):
    sent = Signal(int)


def said(call):
    try:
        print("gave:", call())
    except Exception as error:
        print(type(error).__name__, str(error))


CALLS = [
    lambda: QFont().setPixelSize("tall"),
    lambda: QFont().setPixelSize(),
    lambda: QFont().setPixelSize(1, 2, 3),
    lambda: QPoint("a", "b"),
    lambda: QWidget(nonsense=1),
    lambda: QLabel("a", colour=2),
    lambda: QVBoxLayout(3),
    lambda: QColor([1]),
    lambda: QTimer.singleShot("soon", print),
    lambda: Qt.AlignmentFlag.AlignNowhere,
    lambda: Sender().sent.emit(),
    lambda: Sender().sent.connect(3),
    lambda: QFont().setBold("x"),
    lambda: inspect.signature(QFont.setPixelSize),
    lambda: inspect.signature(QPoint.setX),
    lambda: (QFont.setPixelSize.__doc__ or "").strip()[:60],
    lambda: (QFont.__doc__ or "").strip()[:60],
]
order = CALLS[::-1] if "backwards" in sys.argv else CALLS
if "thread" in sys.argv:
    thread = Thread(target=lambda: [said(call) for call in order])
    thread.start()
    thread.join()
else:
    for call in order + order[:2]:
        said(call)
"""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bindings as a bundle has them: with `files.dir` beside their library."""
    folder = tmp_path_factory.mktemp("bindings")
    for package in (PySide6, shiboken6):
        here = Path(package.__file__ or "").parent
        try:
            shutil.copytree(here, folder / here.name, copy_function=os.link, symlinks=True)
        except OSError:  # on another disk
            shutil.rmtree(folder / here.name, ignore_errors=True)
            shutil.copytree(here, folder / here.name, symlinks=True)
    for place, file in signature_files.compiled(tmp_path_factory.mktemp("made") / "files.dir"):
        target = folder / "shiboken6/files.dir" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return folder


def _told(*words: str, path: Path | None = None) -> list[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(path or "")}
    done = subprocess.run(
        [sys.executable, "-c", WRONG, *words], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", [(), ("backwards",), ("thread",)])
def test_the_same_is_said_of_a_wrong_call_as_ever(later: Path, words: tuple[str, ...]) -> None:
    told = _told(*words, path=later)
    assert told[1:] == _told(*words)[1:]
    assert sum("Supported signatures:" in line for line in told) >= 5
    assert told[0] == "before: ['inspect']", "this test reads inspect, and nothing else is read before it is needed"


def test_bindings_that_ask_for_more_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poorer = tmp_path / "signature_loader.py"
    poorer.write_text(
        signature_files.LOADER.read_text("utf-8").replace("def make_helptext", "def make_no_text"), "utf-8"
    )
    monkeypatch.setattr(signature_files, "LOADER", poorer)
    with pytest.raises(signature_files.OtherBindings, match="make_helptext"):
        list(signature_files.compiled(tmp_path / "files.dir"))
