"""What installing and freezing need beyond the code: that nothing the program uses is left out, and nothing else goes in."""

from __future__ import annotations

import ast
import importlib
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

CODE = ("desktop", "models", "resources", "rules")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


@pytest.fixture(scope="module")
def settings(project: Path) -> dict[str, Any]:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


def _sources(project: Path) -> list[Path]:
    return [file for package in CODE for file in sorted((project / package).rglob("*.py"))]


def _imported(project: Path) -> set[str]:
    names: set[str] = set()
    for file in _sources(project):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _value_in_spec(project: Path, name: str) -> Any:
    """The literal that build.spec gives to the variable or argument `name`."""
    for node in ast.walk(ast.parse((project / "build.spec").read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == name:
            return ast.literal_eval(node.value)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"build.spec says nothing of {name}")


def test_the_one_command_is_switchback(settings: dict[str, Any]) -> None:
    scripts = settings["project"]["scripts"]
    assert list(scripts) == ["switchback"]
    module, _, function = scripts["switchback"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_every_resource_is_installed_with_the_package(project: Path, settings: dict[str, Any]) -> None:
    patterns = settings["tool"]["setuptools"]["package-data"]["resources"]
    root = project / "resources"
    data = [
        file
        for file in root.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"} and root / "packaging" not in file.parents
    ]
    assert data
    assert not [file.name for file in data if not any(fnmatch(f"/{file.name}", pattern[2:]) for pattern in patterns)]


def test_the_bundle_leaves_out_nothing_that_is_imported(project: Path) -> None:
    imported = _imported(project)
    assert "PySide6.QtWidgets" in imported
    assert not imported & set(_value_in_spec(project, "excludes"))


def test_the_bundle_starts_where_the_command_starts(project: Path) -> None:
    tree = ast.parse((project / "build.spec").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (analysis,) = [call for call in calls if getattr(call.func, "id", "") == "Analysis"]
    (entry,) = ast.literal_eval(analysis.args[0])
    assert "from desktop.cli import main" in (project / entry).read_text(encoding="utf-8")


def test_modules_are_named_for_what_they_do(project: Path) -> None:
    assert not [str(file.relative_to(project)) for file in _sources(project) if file.stem in VAGUE]
