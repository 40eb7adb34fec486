"""The window from the command line: said in one line where there is no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop import app
from desktop.cli import main, run


def test_without_a_display_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--data-dir", str(tmp_path / "data")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("switchback: there is no display")
    assert said.err.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_folder_without_a_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a script has not set the variable: it would be the folder one is in."""
    monkeypatch.chdir(tmp_path)
    for words in (["--data-dir", ""], ["--data-dir", "", "doctor"], ["demo", ""]):
        assert main(words) == 2
        assert "the name is empty" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_program_with_a_window_shows_what_it_cannot_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows it has neither output nor errors."""
    shown: list[str] = []
    monkeypatch.setattr(app, "tell", shown.append)
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    gone = tmp_path / "gone.switchback"
    assert main(["--data-dir", str(tmp_path / "data"), "open", str(gone)]) == 2
    assert shown == [f"switchback: {gone}: there is no such file"]


def test_a_program_with_a_window_shows_nothing_that_nobody_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(app, "tell", shown.append)
    monkeypatch.setattr(app, "run_window", lambda *_: 0)
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert main(["--data-dir", str(tmp_path / "data")]) == 0
    assert shown == []


def test_a_program_with_a_window_does_not_show_again_what_went_wrong_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash was shown at once; its report for the terminal came once more after the window was closed."""

    def crashed(*_: object) -> int:
        sys.stderr.write("the report\n")
        return 0

    shown: list[str] = []
    monkeypatch.setattr(app, "tell", shown.append)
    monkeypatch.setattr(app, "run_window", crashed)
    for name in ("stdout", "stderr", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, None)
    assert main(["--data-dir", str(tmp_path / "data")]) == 0
    assert shown == []


@pytest.mark.parametrize("windows, name", [(False, "HOME"), (True, "USERPROFILE")])
def test_who_has_no_home_folder_has_it_where_the_data_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool, name: str
) -> None:
    """Else the log cannot be begun, which writes the home folder as ~."""

    def home() -> Path:
        if name not in os.environ:
            raise RuntimeError("Could not determine home directory.")
        return Path(os.environ[name])

    homes: list[Path] = []
    monkeypatch.setattr(run, "ON_WINDOWS", windows)
    monkeypatch.setattr(Path, "home", home)
    monkeypatch.setenv(name, "")  # so that it is put back, whatever there was
    monkeypatch.delenv(name)
    monkeypatch.setattr(app, "open_window", lambda *_: homes.append(Path.home()) or 0)
    monkeypatch.setenv("SWITCHBACK_HOME", str(tmp_path))
    assert main([]) == 0
    assert homes == [tmp_path]


@pytest.mark.parametrize("before", [None, "/opt/libraries"])
def test_programs_that_an_installed_one_opens_find_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/switchback/_internal")
    if before is None:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    else:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    assert main(["--version"]) == 0
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_program_that_is_not_installed_leaves_that_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/libraries")
    assert main(["--version"]) == 0
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/libraries"
