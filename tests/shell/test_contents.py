from __future__ import annotations

from pathlib import Path

import pytest

from desktop.shell import contents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    (tmp_path / "switchback").write_bytes(b"program")
    (tmp_path / "inside" / "règles à part.toml").write_bytes(b"rules")
    (tmp_path / "inside" / "empty").touch()
    contents.write(tmp_path)
    return tmp_path


def test_all_is_well_and_more_files_do_no_harm(folder: Path) -> None:
    (folder / "portable.txt").touch()
    assert contents.faults(folder) == ()
    contents.write(folder)
    assert contents.faults(folder) == ()


def test_what_is_missing_or_changed_is_named(folder: Path) -> None:
    (folder / "switchback").unlink()
    (folder / "inside" / "règles à part.toml").write_bytes(b"rule")
    assert contents.faults(folder) == (
        "inside/règles à part.toml is not as it was made",
        "switchback: No such file or directory",
    )


def test_a_program_without_its_list_proves_nothing(folder: Path) -> None:
    (folder / contents.LIST).write_text("")
    assert contents.faults(folder) == (f"{contents.LIST} is empty",)
    (folder / contents.LIST).unlink()
    assert contents.faults(folder) == (f"{contents.LIST}: No such file or directory",)


def test_a_source_tree_has_no_list() -> None:
    assert contents.program_folder() is None
