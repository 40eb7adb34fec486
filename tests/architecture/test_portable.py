"""A portable program, as a stick carries it: its data lies beside it, and nothing of it anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app import open_services
from models.records import Athlete, new_id
from tests.architecture.painting import LONGEST, wait_until_painted

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
sys.frozen, sys.executable = True, sys.argv.pop(1)
from desktop.cli import main
sys.exit(main())
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder with a name that people give, and in it the program's file."""
    folder = tmp_path / "Clé USB de l’été"
    folder.mkdir()
    (folder / "switchback").touch()
    (folder / "portable.txt").touch()
    return folder


def _started(stick: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    """The program in a process that has an empty home."""
    home = stick.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {
        name: value for name, value in os.environ.items() if name != "SWITCHBACK_HOME" and not name.startswith("XDG_")
    }
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "PYTHONPATH": str(ROOT)}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(stick / "switchback"), *words],
        cwd=stick.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _lock(folder: Path) -> None:
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        folder.chmod(0o700)
        pytest.skip("whoever may write everywhere is refused nowhere")


def _said(stick: Path, *words: str) -> tuple[int, str]:
    """The status of a command, and what it printed."""
    running = _started(stick, *words)
    out, err = running.communicate(timeout=LONGEST)
    return running.returncode, out + err


def _elsewhere(stick: Path) -> list[Path]:
    return [path for path in stick.parent.rglob("*") if stick not in (path, *path.parents) and path.is_file()]


def test_data_log_and_backups_of_a_window_lie_beside_it(stick: Path) -> None:
    told = stick / "painted.json"
    running = _started(stick, SWITCHBACK_STOPWATCH=str(told))
    try:
        wait_until_painted(running, told)
    finally:
        running.kill()
        running.communicate()
    assert {"switchback.db", "logs"} <= {path.name for path in (stick / "switchback-data").iterdir()}
    assert _elsewhere(stick) == []


def test_commands_find_the_data_beside_it(stick: Path) -> None:
    data = stick / "switchback-data"
    assert _said(stick, "athletes") == (1, f"switchback: there is no store in {data} yet\n")
    services = open_services(data)
    services.athletes.save(Athlete(new_id(), "Ingrid Moe"))
    services.close()
    status, said = _said(stick, "athletes")
    assert status == 0
    assert "Ingrid Moe" in said
    other = stick / "other"
    assert _said(stick, "--data-dir", str(other), "athletes") == (1, f"switchback: there is no store in {other} yet\n")
    assert _elsewhere(stick) == []


def test_a_stick_that_cannot_be_written_to_is_said(stick: Path) -> None:
    _lock(stick)
    try:
        status, said = _said(stick, "demo", str(stick / "switchback-data"))
    finally:
        stick.chmod(0o700)
    assert status == 2
    assert f"The folder {stick / 'switchback-data'} cannot be made" in said
    assert said.count("\n") == 1


def test_what_lies_on_a_locked_stick_can_be_read(stick: Path) -> None:
    data = stick / "switchback-data"
    services = open_services(data)
    services.athletes.save(Athlete(new_id(), "Ingrid Moe"))
    services.close()
    (data / "switchback.db").chmod(0o400)
    _lock(data)
    try:
        status, said = _said(stick, "athletes")
    finally:
        data.chmod(0o700)
    assert status == 0
    assert "Ingrid Moe" in said
