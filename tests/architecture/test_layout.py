"""The top level, the packages and the tracked files are what the architecture says."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path

import pytest

FOLDERS = {"desktop", "rules", "models", "resources", "tests"}
FILES = {
    "pyproject.toml", "build.spec", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "Makefile",
    "requirements.lock", "requirements-dev.lock", "requirements-build.lock",
}  # fmt: skip
PACKAGES = ("desktop", "models", "resources", "rules")
LONGEST = 400
# Assembled, so that this file does not hold what it looks for.
REGISTRY = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.org", "--index" + "-url", "find" + "-links"])
)
MACHINE = re.compile(
    "|".join([r"/ho" + r"me/\w+/", r"/ro" + r"ot/", r"/Us" + r"ers/\w+/", r"/wo" + r"rk/", r"\bC:\\Us" + "ers"])
)


@pytest.fixture(scope="module")
def tracked(project: Path) -> list[str]:
    """Every tracked file that is there, as paths from the project's folder."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (project / name).is_file()]


def test_top_level_holds_only_what_was_agreed(tracked: list[str]) -> None:
    top = {(name.split("/")[0], "/" in name) for name in tracked}
    strangers = {
        name for name, folder in top if not name.startswith(".") and name not in (FOLDERS if folder else FILES)
    }
    assert not strangers


@pytest.mark.parametrize("package", ["desktop", "rules"])
def test_package_files_stay_empty(project: Path, package: str) -> None:
    assert (project / package / "__init__.py").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_come_from_the_project(project: Path, package: str) -> None:
    file = importlib.import_module(package).__file__
    assert file is not None
    assert Path(file).resolve().is_relative_to(project)


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_tracked_files_name_no_registry_and_no_machine(
    project: Path, tracked: list[str], pattern: re.Pattern[str]
) -> None:
    found: list[str] = []
    for name in tracked:
        try:
            text = (project / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font or picture
        found += [f"{name}: {match.group()}" for match in pattern.finditer(text)]
    assert not found


def test_the_lock_files_pin_everything_with_hashes(project: Path) -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        entries = re.split(r"\n(?=\S)", (project / lock).read_text(encoding="utf-8").strip())
        loose = [entry for entry in entries if not re.match(r"[\w.-]+==[\w.]+", entry) or "--hash=sha256:" not in entry]
        assert entries
        assert not loose, f"{lock}: {loose}"
    assert "durable-rules==2.0.28 " in (project / "requirements.lock").read_text(encoding="utf-8")


def test_long_files_are_reported(project: Path, tracked: list[str]) -> None:
    """Above 400 lines is a sign to look and is reported; twice that is more than a file can explain, and fails."""
    sources = [name for name in tracked if name.endswith(".py") and not name.startswith("tests/")]
    lengths = {name: len((project / name).read_text(encoding="utf-8").splitlines()) for name in sources}
    for name, length in sorted(lengths.items()):
        if length > LONGEST:
            print(f"{name}: {length} lines")  # shown with -rP
    assert max(lengths.values()) <= 2 * LONGEST
