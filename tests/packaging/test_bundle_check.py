"""The check of the frozen program finds what it is for."""

from __future__ import annotations

import ast
import json
import struct
import tomllib
from pathlib import Path
from typing import Any

from resources.packaging.check_bundle import Library, faults, foreign
from resources.packaging.linux.search_path import forget, search_path

LISTED: dict[str, Any] = {
    "glibc": "2.35",
    "libstdcxx": "3.4.29",
    "package": [{"name": "libc6", "provides": ["libc.so.6"]}, {"name": "libgl1", "provides": ["libGL.so.1"]}],
}
SOUND = Library(
    "_internal/libQt6Gui.so.6", frozenset({"libc.so.6", "libGL.so.1", "libbeside.so"}), {"GLIBC": (2, 34)}, "$ORIGIN"
)


def found(*libraries: Library, inside: frozenset[str] = frozenset({"libbeside.so"})) -> list[str]:
    return list(faults(libraries, set(inside), LISTED))


def test_a_sound_bundle_has_no_fault() -> None:
    assert found(SOUND) == []


def test_a_library_from_nowhere_is_a_fault() -> None:
    (fault,) = found(SOUND, inside=frozenset())
    assert "needs libbeside.so" in fault


def test_a_newer_glibc_is_a_fault() -> None:
    (fault,) = found(SOUND, Library("new.so", frozenset(), {"GLIBC": (2, 36), "GLIBCXX": (3, 4, 29)}))
    assert "GLIBC_2.36" in fault


def test_a_package_that_nothing_needs_is_a_fault() -> None:
    (fault,) = found(Library("a.so", frozenset({"libc.so.6"}), {}))
    assert "nothing inside needs libGL.so.1 of libgl1" in fault


def test_a_search_path_of_the_building_machine_is_a_fault() -> None:
    (fault,) = found(SOUND, Library("a.so", frozenset(), {}, "$ORIGIN:/opt/python/lib"))
    assert "/opt/python/lib" in fault


def test_modules_of_tests_are_foreign() -> None:
    assert foreign(["desktop.app", "tests.conftest", "pytest", "pip_like"]) == ["pytest", "tests.conftest"]


def _elf(path: str) -> bytes:
    """The least of an ELF file that has a search path."""
    texts = b"\0" + path.encode() + b"\0"
    entries = b"".join(
        struct.pack("<qQ", tag, value) for tag, value in ((29, 1), (5, 0x1000 + 176 + 64), (14, 7), (0, 0))
    )
    header = b"\x7fELF\x02\x01\x01".ljust(32, b"\0") + struct.pack("<QQIHHHHHH", 64, 0, 0, 64, 56, 2, 0, 0, 0)
    size = 176 + len(entries) + len(texts)
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, 0x1000, 0x1000, size, size, 0x1000)
    dynamic = struct.pack("<IIQQQQQQ", 2, 6, 176, 0x10B0, 0x10B0, len(entries), len(entries), 8)
    return header + load + dynamic + entries + texts


def test_the_search_path_of_a_machine_is_forgotten_and_one_beside_the_library_stays(tmp_path: Path) -> None:
    file = tmp_path / "library.so"
    file.write_bytes(_elf("/opt/python/lib"))
    assert search_path(file.read_bytes()) == "/opt/python/lib"
    assert forget(file)
    assert search_path(file.read_bytes()) is None
    assert struct.unpack_from("<qQ", file.read_bytes(), 176 + 16) == (14, 7)  # other entries are there, one place up
    file.write_bytes(_elf("$ORIGIN/../lib"))
    assert not forget(file)
    assert search_path(file.read_bytes()) == "$ORIGIN/../lib"
    assert search_path(b"#!/bin/sh\n") is None


def test_what_makes_installers_is_no_part_of_the_bundle(project: Path, tmp_path: Path) -> None:
    tree = ast.parse((project / "build.spec").read_text(encoding="utf-8"))
    parts: list[ast.stmt] = [
        node
        for node in tree.body
        if (isinstance(node, ast.FunctionDef) and node.name in {"data", "packed"})
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "READ_AT_A_START")
    ]
    assert len(parts) == 3
    space: dict[str, Any] = {
        "Path": Path,
        "SPECPATH": str(project),
        "json": json,
        "tomllib": tomllib,
        "workpath": str(tmp_path),
    }
    exec(compile(ast.Module(parts, []), "build.spec", "exec"), space)
    placed = list(space["data"]())
    assert any(place == "resources/rulebook" for _, place in placed)
    assert not [file for file, place in placed if "packaging" in place or not place.startswith("resources")]
    tables = {Path(file).stem: Path(file) for file, place in placed if place == "resources/themes"}
    (one, *_) = (project / "resources/themes").glob("*.toml")
    assert {file.suffix for file in tables.values()} == {".json"}
    assert json.loads(tables[one.stem].read_text("utf-8")) == tomllib.loads(one.read_text("utf-8"))
