"""The window from the command line: said in one line where there is no display."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
