"""Who imports whom, and what importing costs: looked at in processes of their own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest


def _loaded_by(project: Path, statement: str) -> set[str]:
    """The modules a fresh interpreter holds after `statement`."""
    program = f"{statement}\nimport sys\nprint('\\0'.join(sys.modules), end='')"
    done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("\n")[2].split("\0"))


def _roots(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_import_contracts_hold(project: Path) -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_vocabulary_loads_neither_engine_nor_window_nor_database(project: Path) -> None:
    loaded = _loaded_by(project, "import rules.vocabulary")
    assert "rules.vocabulary" in loaded
    assert not _roots(loaded) & {"durable", "durable_rules_engine", "PySide6", "shiboken6", "peewee", "sqlite3"}


@pytest.mark.parametrize("statement", ["import desktop.cli", "import desktop.cli.run", "import desktop.services.house"])
def test_the_command_line_never_loads_qt(project: Path, statement: str) -> None:
    loaded = _loaded_by(project, statement)
    assert statement.removeprefix("import ") in loaded
    assert not _roots(loaded) & {"PySide6", "shiboken6"}


def test_rules_open_no_file_and_read_no_clock(project: Path) -> None:
    forbidden = {"open", "today", "now", "utcnow", "time", "read_text", "write_text", "print", "input"}
    calls: list[str] = []
    for file in sorted((project / "rules").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in forbidden:
                    calls.append(f"{file.name}:{node.lineno} {name}()")
    assert not calls
