"""The check of the frozen program finds what it is for."""

from __future__ import annotations

import ast
import json
import os
import platform
import shutil
import struct
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from resources.packaging.check_bundle import Library, faults, foreign, machine_code
from resources.packaging.linux.search_path import forget, search_path

LISTED: dict[str, Any] = {
    "glibc": "2.35",
    "libstdcxx": "3.4.29",
    "package": [{"name": "libc6", "provides": ["libc.so.6"]}, {"name": "libgl1", "provides": ["libGL.so.1"]}],
}
SOUND = Library(
    "_internal/libQt6Gui.so.6", frozenset({"libc.so.6", "libGL.so.1", "libbeside.so"}), {"GLIBC": (2, 34)}, "$ORIGIN"
)
BARE: dict[str, Any] = LISTED | {"package": []}


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[str]]:
    """The faults of a bundle of these libraries, and of empty ones of the other names."""

    def faults_of(*libraries: Library, beside: tuple[str, ...] = ("libbeside.so",)) -> list[str]:
        others = [Library(f"_internal/{name}", frozenset(), {}) for name in beside]
        for library in (*libraries, *others):
            file = tmp_path / library.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        return list(faults([*libraries, *others], tmp_path, LISTED))

    return faults_of


def test_a_sound_bundle_has_no_fault(found: Callable[..., list[str]]) -> None:
    assert found(SOUND) == []


def test_a_library_from_nowhere_is_a_fault(found: Callable[..., list[str]]) -> None:
    (fault,) = found(SOUND, beside=())
    assert "needs libbeside.so" in fault


def test_a_newer_glibc_is_a_fault(found: Callable[..., list[str]]) -> None:
    (fault,) = found(SOUND, Library("new.so", frozenset(), {"GLIBC": (2, 36), "GLIBCXX": (3, 4, 29)}))
    assert "GLIBC_2.36" in fault


def test_a_package_that_nothing_needs_is_a_fault(found: Callable[..., list[str]]) -> None:
    (fault,) = found(Library("a.so", frozenset({"libc.so.6"}), {}))
    assert "nothing inside needs libGL.so.1 of libgl1" in fault


@pytest.mark.parametrize("path", ["$ORIGIN:/opt/python/lib", "$ORIGIN/../../lib", "$ORIGIN:", "lib"])
def test_a_search_path_that_leaves_the_bundle_is_a_fault(found: Callable[..., list[str]], path: str) -> None:
    (fault,) = found(SOUND, Library("_internal/a.so", frozenset(), {}, path))
    assert fault == f"_internal/a.so looks for libraries in {path}"


def test_the_program_itself_finds_nothing_in_the_folder_that_it_makes_known(found: Callable[..., list[str]]) -> None:
    (fault,) = found(SOUND, Library("switchback", frozenset({"libbeside.so"}), {}))
    assert "switchback needs libbeside.so" in fault
    assert "_internal/libbeside.so is not looked at" in fault


def test_only_plugins_may_need_what_is_only_recommended(tmp_path: Path) -> None:
    listed = BARE | {"package": [{"name": "libcups2", "optional": True, "provides": ["libcups.so.2"]}]}
    for path in ("_internal/PySide6/Qt/plugins/printsupport/a.so", "_internal/b.so"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    plugin, library = (
        Library(path.relative_to(tmp_path).as_posix(), frozenset({"libcups.so.2"}), {})
        for path in sorted(tmp_path.rglob("*.so"))
    )
    assert list(faults([plugin], tmp_path, listed)) == []
    (fault,) = faults([plugin, library], tmp_path, listed)
    assert fault == "_internal/b.so needs libcups.so.2 of libcups2, which is only recommended"


def test_a_name_that_two_files_have_is_a_fault(found: Callable[..., list[str]]) -> None:
    (fault,) = found(SOUND, Library("_internal/glibc-hwcaps/x86-64-v3/libbeside.so", frozenset(), {}))
    assert fault.startswith("libbeside.so is the name of several files: _internal/glibc-hwcaps")


def test_a_link_to_what_is_not_inside_is_a_fault(found: Callable[..., list[str]], tmp_path: Path) -> None:
    for name, target in (("gone", "nowhere"), ("out", "/usr/lib")):
        (tmp_path / name).symlink_to(target)
    assert found(SOUND) == ["gone is a link to what is not inside", "out is a link to what is not inside"]


class Compiled:
    """A bundle in which _internal/a/libneeds.so needs libneeded.so, which lies beside it; and what the loader says of it."""

    def __init__(self, folder: Path, compiler: str) -> None:
        self.folder, self._compiler = folder, compiler
        self.needed = self.make("libneeded.so")
        self.needs = self.make("libneeds.so", "-Wl,-rpath,$ORIGIN", str(self.needed))

    def make(self, name: str, *options: str) -> Path:
        file = self.folder / "_internal" / "a" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        words = [
            self._compiler,
            "-shared",
            "-nostdlib",
            "-Wl,--no-as-needed",
            f"-Wl,-soname,{name}",
            "-xc",
            "/dev/null",
        ]
        subprocess.run([*words, "-xnone", *options, "-o", str(file)], check=True)
        return file

    def faults(self) -> list[str]:
        libraries, wrong = machine_code(self.folder)
        return [*wrong, *faults(libraries, self.folder, BARE)]

    def loads(self, *files: Path) -> bool:
        """Whether the loader of this machine takes these one after the other, as it is told to by PyInstaller's bootloader."""
        script = "import ctypes, sys; [ctypes.CDLL(file) for file in sys.argv[1:]]"
        variables = os.environ | {"LD_LIBRARY_PATH": str(self.folder / "_internal")}
        done = subprocess.run(
            [sys.executable, "-c", script, *map(str, files)], env=variables, capture_output=True, check=False
        )
        return done.returncode == 0


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        pytest.skip("there is no C compiler here that makes libraries for Linux on x86-64")
    return Compiled(tmp_path / "bundle", compiler)


def test_a_library_beside_the_one_that_needs_it_is_found(compiled: Compiled) -> None:
    assert compiled.loads(compiled.needs)
    assert compiled.faults() == []


def _moved(it: Compiled) -> Path:
    (it.folder / "_internal" / "b").mkdir()
    it.needed.rename(it.folder / "_internal" / "b" / it.needed.name)
    return it.needs


def _behind_a_folder_that_is_not_there(it: Compiled) -> Path:
    return it.make("libneeds.so", "-Wl,-rpath,$ORIGIN/nowhere/..", str(it.needed))


def _opened_by_a_link(it: Compiled) -> Path:
    link = it.folder / "_internal" / it.needs.name
    link.symlink_to(f"a/{link.name}")
    return link


def _for_another_processor(it: Compiled) -> Path:
    content = it.needed.read_bytes()
    it.needed.write_bytes(content[:18] + struct.pack("<H", 183) + content[20:])
    return it.needs


def _text(it: Compiled) -> Path:
    it.needed.write_text("a text", encoding="utf-8")
    return it.needs


def _text_in_the_way(it: Compiled) -> Path:
    (it.folder / "_internal" / it.needed.name).write_text("a text", encoding="utf-8")
    return it.needs


@pytest.mark.parametrize(
    "sabotage",
    [_moved, _behind_a_folder_that_is_not_there, _opened_by_a_link, _for_another_processor, _text, _text_in_the_way],
)
def test_a_library_that_the_loader_does_not_find_is_a_fault(
    compiled: Compiled, sabotage: Callable[[Compiled], Path]
) -> None:
    opened = sabotage(compiled)
    assert not compiled.loads(opened)
    assert any("libneeded.so" in fault for fault in compiled.faults())


def test_a_library_in_the_folder_of_the_bootloader_is_found_from_everywhere(compiled: Compiled) -> None:
    compiled.needed.rename(compiled.folder / "_internal" / compiled.needed.name)
    assert compiled.loads(compiled.needs)
    assert compiled.faults() == []


def test_that_another_had_loaded_it_before_does_not_count(compiled: Compiled) -> None:
    late = compiled.make("liblate.so", str(compiled.needed))
    assert not compiled.loads(late)
    assert compiled.loads(compiled.needs, late)
    (fault,) = compiled.faults()
    assert fault.startswith("_internal/a/liblate.so needs libneeded.so")
    assert fault.endswith("_internal/a/libneeded.so is not looked at")


def test_what_the_one_that_loads_it_looks_in_does_not_count(compiled: Compiled) -> None:
    inner = compiled.make("libinner.so", str(compiled.needed))
    outer = compiled.make("libouter.so", "-Wl,--disable-new-dtags,-rpath,$ORIGIN", str(inner))
    assert compiled.loads(outer)
    (fault,) = compiled.faults()
    assert fault.startswith("_internal/a/libinner.so needs libneeded.so")


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
