"""A signal to end, as `kill` or logging out sends: the window closes as a person closes it, a command stops as by Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop import app

ROOT = Path(__file__).parents[2]
LONGEST = 60.0
pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere a signal ends a process at once")
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import app
from desktop.shell import start

def ready(window):
    QTimer.singleShot(0, lambda: window.page.add_athlete())
    QTimer.singleShot(500, type_and_be_told)

def type_and_be_told():
    sheet = start.application().activeModalWidget()
    sheet.name.setText("Ingrid M")
    os.kill(os.getpid(), int(sys.argv[2]))

folder = Path(sys.argv[1])
signal.signal(int(sys.argv[2]), signal.SIG_DFL)  # whoever runs the tests may have it ignored
sys.exit(start.run(lambda: app.open_services(folder), folder, ready))
"""
STARTING = """
import os, signal, sys
from desktop import signals
from desktop.cli import main

folder, where = sys.argv[1:]
told = []

def tell():
    if not told:
        told.append(where)
        os.kill(os.getpid(), signal.SIGTERM)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "shiboken6":
            tell()

for number in signals._TO_END:
    signal.signal(number, signal.SIG_DFL)  # whoever runs the tests may have it ignored
if where == "reading":
    sys.meta_path.insert(0, Finder())
else:
    from desktop.shell import first_paint, main_window, start, starting
    if where == "showing":
        real = main_window.MainWindow.showEvent
        main_window.MainWindow.showEvent = lambda self, event: (tell(), real(self, event))[1]
    elif where == "opening":
        real = start.dress_as_set
        start.dress_as_set = lambda services: (tell(), real(services))[1]
    elif where == "painted":
        real = first_paint.FirstPaint.eventFilter
        first_paint.FirstPaint.eventFilter = lambda *given: (tell(), real(*given))[1]
    elif where == "trouble":
        real = starting.MendingSheet.showEvent
        starting.MendingSheet.showEvent = lambda self, event: (real(self, event), tell())[0]
status = main(["--data-dir", folder])
assert told
sys.exit(status)
"""
WORKING = """
import os, signal, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import app
from desktop.pages.transfer.running import RunningSheet
from desktop.shell import start

def ready(window):
    begun = threading.Event()

    def work(services, progress):
        begun.set()
        while progress(0, 1):
            pass
        print("stopped", flush=True)

    def ahead_of_it(progress):  # its own work waits for this one
        while progress(0, 1):
            begun.set()
        print("ahead", flush=True)

    def begin(sheet):
        if sys.argv[2] == "queued":
            window.context.jobs.run(ahead_of_it)
        sheet.start("Reading", work, print)

    def open_sheet():
        sheet = RunningSheet(window.context, window, "Import", "Import")
        QTimer.singleShot(0, lambda: (begin(sheet), begun.wait(30), os.kill(os.getpid(), signal.SIGTERM)))
        sheet.exec()
        print("closed", flush=True)

    QTimer.singleShot(0, open_sheet)

folder = Path(sys.argv[1])
signal.signal(signal.SIGTERM, signal.SIG_DFL)
sys.exit(start.run(lambda: app.open_services(folder), folder, ready))
"""
SLOW = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import app
from desktop.qt.jobs import Jobs
from desktop.services.house import Services
from desktop.shell import start

closed, begun = threading.Event(), threading.Event()
real = Services.close
Services.close = lambda self: (print("closed", flush=True), closed.set(), real(self))
Jobs.shut_down.__defaults__ = (10,)  # milliseconds a window waits as it closes

def work(progress):
    begun.set()
    closed.wait(1)  # it asks nobody meanwhile whether it shall go on
    print("worked", flush=True)

def ready(window):
    window.context.jobs.run(work)
    begun.wait(30)
    QTimer.singleShot(0, window.close)

folder = Path(sys.argv[1])
sys.exit(start.run(lambda: app.open_services(folder), folder, ready))
"""
COMMAND = """
import signal, sys, time
from pathlib import Path
from desktop.cli import commands, main

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may have it ignored

def work(options, folder, clock):
    with commands.TemporaryDirectory() as made:
        Path(sys.argv[1]).write_text(made)
        time.sleep(60)

commands.COMMANDS["doctor"] = work
sys.exit(main(["doctor"]))
"""
PLUGINS = """
import sys
sys.frozen = sys.argv[1] == "frozen"
from desktop.shell import start
print(*start.application().libraryPaths())
"""


def _python(script: str, *words: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _said(running: subprocess.Popen[str]) -> tuple[str, str]:
    """What the process said until it ended; it is not left behind."""
    try:
        return running.communicate(timeout=LONGEST)
    finally:
        running.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_window_keeps_what_is_typed(tmp_path: Path, number: signal.Signals) -> None:
    running = _python(WINDOW, str(tmp_path), str(int(number)))
    said = _said(running)[1]
    assert running.returncode == 0, said
    services = app.open_services(tmp_path)
    try:
        drafts = json.loads(str(services.store.setting("drafts")))
        assert "Ingrid M" in drafts["athlete"].values()
    finally:
        services.close()


@pytest.mark.parametrize("where", ["opening", "showing", "painted"])
def test_a_start_that_is_told_to_end_is_whole_before_it_does(tmp_path: Path, where: str) -> None:
    running = _python(STARTING, str(tmp_path), where)
    out, said = _said(running)
    assert running.returncode == 0, f"{out}{said}"
    assert "Error" not in said
    assert "stopped" not in said
    app.open_services(tmp_path).close()


def test_a_start_ends_at_once_while_the_code_of_qt_is_read(tmp_path: Path) -> None:
    running = _python(STARTING, str(tmp_path), "reading")
    said = _said(running)[1]
    assert running.returncode == -signal.SIGTERM, said
    assert not said


def test_a_start_that_came_to_no_window_ends_as_well(tmp_path: Path) -> None:
    app.store_file(tmp_path).write_bytes(b"no store at all" * 1000)
    running = _python(STARTING, str(tmp_path), "trouble")
    said = _said(running)[1]
    assert running.returncode == 2, said
    assert "Error" not in said


@pytest.mark.parametrize("work, told", [("begun", "stopped closed"), ("queued", "ahead closed")])
def test_a_sheet_whose_work_must_stop_first_does_not_hold_up_the_end(tmp_path: Path, work: str, told: str) -> None:
    running = _python(WORKING, str(tmp_path), work)
    out, said = _said(running)
    assert running.returncode == 0, said
    assert out.split() == told.split()


def test_the_store_is_closed_after_work_that_takes_longer_to_stop_than_the_window(tmp_path: Path) -> None:
    running = _python(SLOW, str(tmp_path))
    out, said = _said(running)
    assert running.returncode == 0, said
    assert out.split() == ["worked", "closed"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_puts_away_what_it_made_for_itself(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "made"
    running = _python(COMMAND, str(file))
    until = time.monotonic() + LONGEST
    while not (file.exists() and file.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(number)
    assert _said(running)[1] == "switchback: stopped\n"
    assert running.returncode == 2
    assert not Path(file.read_text()).exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere build.spec sees to it")
@pytest.mark.parametrize("frozen", [True, False])
def test_an_installed_program_takes_plugins_of_no_other_qt(tmp_path: Path, frozen: bool) -> None:
    word = "frozen" if frozen else "source"
    out, said = _said(_python(PLUGINS, word, QT_PLUGIN_PATH=str(tmp_path)))
    assert out, said
    assert (str(tmp_path) in out.split()) is not frozen
