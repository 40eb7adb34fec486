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
