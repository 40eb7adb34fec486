"""A finished file takes the place of another; one that is open elsewhere for a moment, as on Windows, is waited for."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import renaming


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    passing, target = tmp_path / "passing", tmp_path / "target"
    passing.write_text("new")
    target.write_text("old")
    return passing, target


def _held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    """Has `times` renamings refused; returns those that were tried."""
    tried: list[Path] = []
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        tried.append(self)
        if len(tried) <= times:
            raise PermissionError(13, "Access is denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    monkeypatch.setattr(renaming, "_PAUSES", (0, 0))
    return tried


def test_the_new_file_has_the_name(pair: tuple[Path, Path]) -> None:
    passing, target = pair
    renaming.rename_over(passing, target)
    assert target.read_text() == "new"
    assert not passing.exists()


def test_a_file_that_is_open_for_a_moment_is_waited_for(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    passing, target = pair
    tried = _held(monkeypatch, 2)
    renaming.rename_over(passing, target)
    assert target.read_text() == "new"
    assert len(tried) == 3


def test_a_file_that_stays_open_is_not_waited_for_for_ever(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    passing, target = pair
    tried = _held(monkeypatch, 9)
    with pytest.raises(PermissionError):
        renaming.rename_over(passing, target)
    assert (passing.read_text(), target.read_text(), len(tried)) == ("new", "old", 3)
