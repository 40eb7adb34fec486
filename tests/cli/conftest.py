"""The command line in a process of its own, and within the test's process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop import app
from desktop.cli import main
from models import records
from models.records import Session, new_id
from rules.vocabulary import Equipment, Priority
from tests.services.conftest import one_set

ON = date(2027, 1, 11)
MARTA = "00000000-0000-4000-8000-00000000000a"


@dataclass
class Said:
    status: int
    out: str
    err: str


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two athletes, a race and a session."""
    folder = tmp_path / "data"
    services = app.open_services(folder, app.clock_for(ON))
    try:
        services.athletes.save(records.Athlete(MARTA, "Marta Nowak", birth_date=date(1990, 5, 1), body_mass_kg=60))
        services.athletes.save(records.Athlete(new_id(), "Evil \x1b[31mName\u202e"))
        services.athletes.save_kit(records.Kit(new_id(), MARTA, "Home", frozenset(Equipment)))
        services.races.save(records.Race(new_id(), MARTA, "Zegama", date(2027, 5, 23), Priority.A, 42, 2700))
        services.training.save(Session(new_id(), MARTA, date(2027, 1, 7), sets=(one_set(), one_set(number=2))))
    finally:
        services.close()
    return folder


@pytest.fixture
def switchback(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command on the data folder as of ON, within this process."""

    def run(*arguments: object) -> Said:
        words = [str(a) for a in arguments]
        capsys.readouterr()
        status = main(["--data-dir", str(data), "--on", ON.isoformat(), *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(status, said.out, said.err)

    return run


def in_a_process(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    project = Path(app.__file__).parent.parent
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(project), **environ},
        timeout=60,
        check=False,
    )
