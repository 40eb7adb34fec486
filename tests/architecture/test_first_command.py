"""The scripts behind `make`, where nothing is installed yet: what they say, and that they stop."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the scripts see to Linux alone")


def _bash(project: Path, script: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash is not None
    command = [bash, str(project / ".ci" / script), *arguments]
    return subprocess.run(command, env=environ, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments", [(), ("--demo",), ("--on", "2027-01-10"), ("--data-dir", "athletes"), ("open", "a.csv")]
)
def test_a_window_without_a_display_is_refused_in_one_line(project: Path, arguments: tuple[str, ...]) -> None:
    done = _bash(project, "display", *arguments, PATH="/usr/bin:/bin")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "make pictures" in done.stderr


@pytest.mark.parametrize("arguments", [("--version",), ("athletes",), ("--on", "2027-01-10", "athletes"), ("--help",)])
def test_a_command_needs_no_display(project: Path, arguments: tuple[str, ...]) -> None:
    assert _bash(project, "display", *arguments, PATH="/usr/bin:/bin").returncode == 0


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_enough_for_a_window(project: Path, variable: str) -> None:
    assert _bash(project, "display", PATH="/usr/bin:/bin", **{variable: "x"}).returncode == 0


def test_a_python_that_is_named_is_taken(project: Path) -> None:
    done = _bash(project, "find-python", PATH="/usr/bin:/bin", HOME="/nowhere", PYTHON=sys.executable)
    assert Path(done.stdout.strip()) == Path(sys.executable)


def test_without_a_python_it_says_which_and_for_which_target(project: Path, tmp_path: Path) -> None:
    (tmp_path / "python3").write_text(
        "#!/bin/sh\ncase $2 in *platform*) echo only Python 3.13.5 ;; *) exit 1 ;; esac\n"
    )
    (tmp_path / "python3").chmod(0o755)
    cat = shutil.which("cat")
    assert cat is not None
    (tmp_path / "cat").symlink_to(cat)
    done = _bash(project, "find-python", "setup", PATH=str(tmp_path), HOME=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11 or 3.12, and only Python 3.13.5 was found" in done.stderr
    assert "make setup PYTHON=" in done.stderr
