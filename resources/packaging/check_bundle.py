"""Looks whether the frozen program on Linux stands on what it says it stands on.

    check_bundle.py dist/switchback [the .deb] [the .run]

Fails on a library that the loader would find neither inside nor by linux/libraries.toml (linux/loader.py says how strictly that is
judged), on a package there that nothing needs, on a newer glibc or libstdc++ than it names, on a library that would look for others
outside, on anything of the tests or of installers inside, and on a size above the bounds. Needs objdump (binutils).
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from resources.packaging.linux.loader import Inside
from resources.packaging.linux.search_path import search_path

LIBRARIES: Final = Path(__file__).parent / "linux" / "libraries.toml"
MB: Final = 1_000_000
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_VERSION: Final = re.compile(r"\b(GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)")
_X86_64: Final = b"\x3e\0"
_FOREIGN: Final = ("tests", "pytest", "hypothesis", "resources.packaging", "PyInstaller", "setuptools", "pip")


@dataclass(frozen=True)
class Library:
    """One file of machine code: what it links to, and the newest versions of glibc and libstdc++ that it asks for."""

    path: str
    needs: frozenset[str]
    newest: dict[str, tuple[int, ...]]
    search_path: str = ""


def libraries() -> dict[str, Any]:
    """The list of what is taken from the system."""
    return tomllib.loads(LIBRARIES.read_text(encoding="utf-8"))


def inspect(file: Path, name: str) -> Library:
    told = subprocess.run(["objdump", "-p", "-T", str(file)], capture_output=True, text=True, check=True).stdout
    newest: dict[str, tuple[int, ...]] = {}
    for family, version in _VERSION.findall(told):
        newest[family] = max(newest.get(family, ()), _number(version))
    return Library(name, frozenset(_NEEDED.findall(told)), newest, search_path(file.read_bytes()) or "")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def machine_code(bundle: Path) -> tuple[list[Library], list[str]]:
    """What the loader can load of the bundle, and what it passes over though it looks like that."""
    found: list[Library] = []
    wrong: list[str] = []
    for file in sorted(bundle.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                header = opened.read(20)
            name = file.relative_to(bundle).as_posix()
            if header[:6] == b"\x7fELF\x02\x01" and header[18:] == _X86_64:
                found.append(inspect(file, name))
            elif header[:4] == b"\x7fELF":
                wrong.append(f"{name} is for another processor")
    return found, wrong


def faults(found: Iterable[Library], bundle: Path, listed: dict[str, Any]) -> Iterator[str]:
    """What is wrong with these libraries of a bundle."""
    libraries_inside = list(found)
    packages = {name: package for package in listed["package"] for name in package["provides"]}
    most = {"GLIBC": _number(listed["glibc"]), "GLIBCXX": _number(listed["libstdcxx"])}
    inside = Inside(bundle, (library.path for library in libraries_inside))
    yield from (f"{link} is a link to what is not inside" for link in inside.astray())
    for library in libraries_inside:
        yield from inside.faults(library.path, library.needs - set(packages), library.search_path)
        for name in sorted(library.needs & set(packages)):
            # Of what is inside, Qt does without a plugin only.
            if packages[name].get("optional", False) and "plugins" not in Path(library.path).parts:
                yield f"{library.path} needs {name} of {packages[name]['name']}, which is only recommended"
        for family, version in library.newest.items():
            if version > most[family]:
                yield f"{library.path} needs {family}_{'.'.join(map(str, version))}; the most is {'.'.join(map(str, most[family]))}"
    wanted = {name for library in libraries_inside for name in library.needs}
    for name in sorted(wanted):
        if len(inside.named(name)) > 1:
            yield f"{name} is the name of several files: {', '.join(inside.named(name))}"
    for name, package in packages.items():
        if name not in wanted:
            yield f"nothing inside needs {name} of {package['name']}: take it out of {LIBRARIES.name}"
        if inside.named(name):
            yield f"{name} of {package['name']} is inside as well"


def foreign(modules: Iterable[str]) -> list[str]:
    """The modules among these that have no place in what is shipped."""
    return sorted(name for name in modules if any(name == root or name.startswith(f"{root}.") for root in _FOREIGN))


def modules(program: Path) -> list[str]:
    """The names of all Python modules frozen into the program; none are told where PyInstaller is not installed."""
    try:
        readers = importlib.import_module("PyInstaller.archive.readers")
    except ImportError:
        return []
    archive = readers.CArchiveReader(str(program))
    return [
        *archive.toc,
        *(name for held in archive.toc if held.startswith("PYZ") for name in archive.open_embedded_archive(held).toc),
    ]


def _too_big(what: str, size: int, most: int) -> Iterator[str]:
    if size > most * MB:
        yield f"{what} has {size / MB:.1f} MB; the most is {most}"


def check(bundle: Path, installers: Iterable[Path]) -> list[str]:
    """Everything that is wrong, and figures on standard output."""
    listed = libraries()
    files = [file for file in sorted(bundle.rglob("*")) if file.is_file() and not file.is_symlink()]
    found, wrong = machine_code(bundle)
    wrong += faults(found, bundle, listed)
    frozen = modules(bundle / "switchback")
    wrong += [f"{name} is frozen in" for name in foreign(frozen)]
    wrong += [f"{file} is inside" for file in files if {"tests", "packaging"} & set(file.relative_to(bundle).parts)]
    size = sum(file.stat().st_size for file in files)
    wrong += _too_big("the bundle", size, listed["most"]["installed"])
    for installer in installers:
        wrong += _too_big(installer.name, installer.stat().st_size, listed["most"][installer.suffix.lstrip(".")])
        print(f"{installer.stat().st_size / MB:7.1f} MB  {installer.name}")
    newest = {family: max(one.newest.get(family, ()) for one in found) for family in ("GLIBC", "GLIBCXX")}
    print(
        f"{size / MB:7.1f} MB  {len(files)} files, {len(found)} of them machine code, {len(frozen)} modules of Python"
    )
    print("newest " + ", ".join(f"{family} {'.'.join(map(str, version))}" for family, version in newest.items()))
    shares: Counter[str] = Counter()
    for file in files:
        shares[_share(file.relative_to(bundle))] += file.stat().st_size
    for name, part in shares.most_common(12):
        print(f"{part / MB:7.1f} MB  {name}")
    return wrong


def _share(file: Path) -> str:
    """The row of the table of what dominates that a file of the bundle belongs to."""
    name = file.name
    if name.startswith("libicu"):
        return "ICU, the texts and rules of all languages (Qt links to it)"
    if "Qt" in file.parts or (name.startswith("libQt")):
        return "Qt"
    if {"PySide6", "shiboken6"} & set(file.parts) or name.startswith(("libpyside", "libshiboken")):
        return "PySide6, the bridge from Python to Qt"
    if name.startswith("libpython") or "lib-dynload" in file.parts or name == "base_library.zip":
        return "Python"
    if "rapidfuzz" in file.parts:
        return "rapidfuzz"
    if "resources" in file.parts:
        return "resources"
    return "the program and all other modules of Python" if name == "switchback" else "other libraries and texts"


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = check(Path(arguments[0]), [Path(one) for one in arguments[1:]])
    for line in wrong:
        print(f"FAILED {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
