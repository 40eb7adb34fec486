"""The way back for a coach who forgot the PIN, and a backup put back beside athlete mode."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop import app
from desktop.cli import main
from desktop.services.access import COACH
from desktop.services.outcome import Refused
from tests.cli.conftest import MARTA, ON, Said

Run = Callable[..., Said]
PIN = "2580"


def confine(folder: Path, pin: str = PIN) -> None:
    services = app.open_services(folder, app.clock_for(ON))
    try:
        services.access.set_coach(pin)
        services.access.choose([MARTA], chooser=False)
        services.access.enter()
    finally:
        services.close()


def test_the_state_is_said(switchback: Run, data: Path) -> None:
    said = switchback("athlete-mode")
    assert (said.status, said.out) == (0, "athlete mode is off\nthe coach has no PIN\n")
    confine(data)
    assert switchback("athlete-mode").out == "athlete mode is on\nthe coach has a PIN\n"


def test_reset_turns_it_off_and_forgets_the_pins(switchback: Run, data: Path) -> None:
    confine(data)
    said = switchback("athlete-mode", "--reset")
    assert said.status == 0
    assert "every PIN is forgotten" in said.out
    assert switchback("athlete-mode").out == "athlete mode is off\nthe coach has no PIN\n"
    assert "there was no PIN" in switchback("athlete-mode", "--reset").out
    assert "Marta Nowak" in switchback("athletes").out


def test_reset_asks_for_the_window_to_be_closed(switchback: Run, data: Path) -> None:
    confine(data)
    window = app.open_services(data, app.clock_for(date(2027, 1, 11)))
    try:
        said = switchback("athlete-mode", "--reset")
        assert said.status == 2
        assert said.err.count("\n") == 1
        assert window.access.mode() is not None
    finally:
        window.close()


def test_restoring_keeps_the_pins_of_the_store_in_place(switchback: Run, data: Path, tmp_path: Path) -> None:
    switchback("backup", tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    confine(data)
    assert switchback("restore", file).status == 0
    assert switchback("athlete-mode").out == "athlete mode is on\nthe coach has a PIN\n"


def test_a_backup_taken_in_athlete_mode_locks_no_other_computer(
    switchback: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confine(data)
    switchback("backup", tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    there = tmp_path / "another computer"
    assert main(["--data-dir", str(there), "restore", str(file)]) == 0
    capsys.readouterr()
    services = app.open_services(there, app.clock_for(ON))
    try:
        assert services.access.mode() is None
        assert not services.access.coach_has_pin
        assert services.athletes.find("marta")
        with pytest.raises(Refused):
            services.access.check(COACH, PIN)
    finally:
        services.close()
