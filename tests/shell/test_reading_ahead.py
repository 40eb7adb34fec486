"""Code is read ahead in the window's thread: a class of Qt made in another one crashed a start of a hundred, up to Python 3.11."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.pages import PAGES
from desktop.shell import reading_ahead
from desktop.shell.reading_ahead import ReadingAhead

ROOT = Path(__file__).parents[2]
LIVE = """
import builtins, sys, threading
from pathlib import Path

elsewhere, made = [], builtins.__build_class__

def watched(body, name, *bases, **more):
    found = made(body, name, *bases, **more)
    if type(found).__module__ == "Shiboken" and threading.current_thread() is not threading.main_thread():
        elsewhere.append(f"{found.__module__}.{name}")
    return found

builtins.__build_class__ = watched
from PySide6.QtCore import QObject, QTimer
from desktop import app
from desktop.shell import start
from desktop.shell.reading_ahead import ReadingAhead

def watch_the_watch():
    class Elsewhere(QObject):
        pass

def ready(window):
    start.look_around(window)
    ahead, = start.application().findChildren(ReadingAhead)

    def look():
        if not ahead.done or window.context.jobs.pending() or window.ahead:
            return
        looking.stop()
        before = set(sys.modules)
        for page in window.pages:
            window.open_page(page.id)
            page.load()
        late.extend(name for name in set(sys.modules) - before if name.startswith("desktop.pages"))
        start.application().quit()

    looking = QTimer(window, interval=50)
    looking.timeout.connect(look)
    looking.start()

late = []
folder = Path(sys.argv[1])
start.run(lambda: app.open_services(folder), folder, ready)
print(*sorted(elsewhere), "late", *late)
thread = threading.Thread(target=watch_the_watch)
thread.start()
thread.join()
print(len(elsewhere) and elsewhere[-1])
"""


def test_no_class_of_qt_is_made_beside_the_window(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIVE, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines() == ["late", "__main__.Elsewhere"], done.stdout + done.stderr


def _pages_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    """A package `models.ahead_<name>` of ours for the length of a test, with these modules."""
    for name, text in texts.items():
        (tmp_path / f"{name}.py").write_text(text)
    import models

    monkeypatch.setattr(models, "__path__", [*models.__path__, str(tmp_path)])


def _read(qtbot: object, due: list[str]) -> ReadingAhead:
    ahead = ReadingAhead(())
    ahead._due[:] = due
    qtbot.waitUntil(lambda: ahead.done)  # type: ignore[attr-defined]
    return ahead


@pytest.fixture
def written(tmp_path, monkeypatch):
    yield lambda **texts: _pages_named(tmp_path, monkeypatch, **texts)
    for name in [name for name in sys.modules if name.startswith("models.ahead")]:
        del sys.modules[name]


def test_what_a_module_needs_is_read_before_it(qtbot, written, monkeypatch):
    written(
        ahead_a="from models import ahead_b\nfrom models.ahead_c import word",
        ahead_b="import models.ahead_c",
        ahead_c="word = 1",
    )
    read = []
    real = reading_ahead.importlib.import_module
    monkeypatch.setattr(reading_ahead.importlib, "import_module", lambda name: read.append(name) or real(name))
    _read(qtbot, ["models.ahead_a"])
    assert read == ["models.ahead_c", "models.ahead_b", "models.ahead_a"]


def test_modules_that_need_each_other_are_read_too(qtbot, written):
    written(ahead_a="import models.ahead_b", ahead_b="import models.ahead_a")
    _read(qtbot, ["models.ahead_a"])
    assert {"models.ahead_a", "models.ahead_b"} <= set(sys.modules)


@pytest.mark.logs("cannot be read ahead")
def test_what_cannot_be_read_ahead_is_only_logged(qtbot, written):
    written(ahead_a="1 / 0", ahead_b="")
    _read(qtbot, ["models.ahead_b", "models.ahead_a"])
    assert "models.ahead_a" not in sys.modules


def test_the_pages_are_read_in_the_order_of_the_sidebar(qtbot):
    due = [name for name in reversed(ReadingAhead(PAGES)._due) if name.endswith(".page")]
    assert due == [f"desktop.pages.{spec.id}.page" for spec in PAGES]
