"""Writes the licences of all that a frozen program holds: `licences.py BUNDLE [FILE]`; build.spec does it for every bundle.

What is told of is what is there: every file of the bundle and every module frozen into it is looked up in licences/parts.toml. One
that no part covers is a fault, and nothing is written.
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from desktop.shell import contents
from resources import VERSION
from resources.packaging import check_bundle, versions

NAME: Final = "THIRD-PARTY-LICENSES.txt"
HERE: Final = Path(__file__).parent / "licences"
PROJECT: Final = Path(__file__).parents[2]
_OWN_FILES: Final = ("LICENSE", NAME, "resources/*", "Info.plist", "*.icns", "_CodeSignature/*")
_OWN_MODULES: Final = {"__main__", "desktop", "models", "resources", "rules", "PYZ"}
_BELOW: Final = ("_internal", "Contents/Frameworks", "Contents/Resources", "Contents/MacOS", "Contents")
_RULE: Final = "=" * 60
_WIDTH: Final = 100
_LICENCE_FILE: Final = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


class NotCovered(Exception):
    """The bundle holds what licences/parts.toml says nothing of."""


@dataclass(frozen=True)
class Part:
    """One thing made by others, and how it is known in a bundle."""

    name: str
    licence: str
    source: str
    files: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    package: str = ""
    version_from: tuple[str, ...] = ()
    note: str = ""
    inside_another: bool = False
    standard_library: bool = False

    def has(self, file: str) -> bool:
        if any(fnmatchcase(file.lower(), pattern.lower()) for pattern in self.files):
            return True
        return self.standard_library and _of_python(file)


@dataclass
class Found:
    """A part of which something is in the bundle."""

    part: Part
    files: list[str] = field(default_factory=list)
    version: str = ""
    """As far as it can be told, and not only guessed."""
    source: versions.Source | None = None
    """Where it was copied from the system, if that is one of Debian's kind."""


def parts() -> list[Part]:
    listed = tomllib.loads((HERE / "parts.toml").read_text(encoding="utf-8"))["part"]
    return [Part(**_arguments(one)) for one in listed]


def _arguments(one: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}


def _of_python(file: str) -> bool:
    """Whether it is a module of machine code out of Python's own library."""
    folder, _, name = file.rpartition("/")
    told = name.split(".")[0]
    place = folder in {"", "lib-dynload"} or re.fullmatch(r"python3(\.|__dot__)?\d*/lib-dynload", folder)
    return bool(place) and name.endswith((".so", ".pyd", ".dylib")) and told in sys.stdlib_module_names


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""  # durable_rules compiled for another system


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, tuple[str, tuple[str, ...]]]:
    """(version, SHA-256 sums of the files that are allowed) of everything in the lock files, by normal name."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for lock in ("requirements.lock", "requirements-build.lock"):
        for entry in re.split(r"\n(?=\S)", (PROJECT / lock).read_text(encoding="utf-8")):
            named = re.match(r"([\w.-]+)==([\w.]+)", entry)
            if named:
                found[normal(named[1])] = (named[2], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
    return found


def files_of(bundle: Path) -> dict[str, Path]:
    """Every file of the bundle by its path below the folder that holds the libraries on this system, but links, and but the list of
    all that is there: it is written last, and what is told of a bundle is the same before and after."""
    found = [
        file
        for file in sorted(bundle.rglob("*"))
        if file.is_file() and not file.is_symlink() and file.name != contents.LIST
    ]
    return dict(sorted((below(file.relative_to(bundle).as_posix()), file) for file in found))


def below(path: str) -> str:
    for folder in _BELOW:
        if path.startswith(f"{folder}/"):
            return path.removeprefix(f"{folder}/")
    return path


def assign(files: Iterable[str], modules: Iterable[str]) -> tuple[list[Found], list[str]]:
    """The parts that have any of these files and modules, and what no part has."""
    found = {part.name: Found(part) for part in parts()}
    there: set[str] = set()
    strangers: list[str] = []
    for file in files:
        owners = [one for one in found.values() if one.part.has(file)]
        first = next((one for one in owners if not one.part.inside_another), None)
        if first is None and not any(fnmatchcase(file, own) for own in _OWN_FILES):
            strangers.append(file)
        for one in owners:
            if one is first or one.part.inside_another:
                one.files.append(file)
                there.add(one.part.name)
    for name in sorted({module.partition(".")[0] for module in modules}):
        owner = next((one for one in found.values() if name in one.part.modules), None)
        if owner is not None:
            there.add(owner.part.name)
        elif name not in _OWN_MODULES and name not in sys.stdlib_module_names and not name.startswith("pyi_rth_"):
            strangers.append(f"module {name}")
    return [one for one in found.values() if one.part.name in there], strangers


def program_of(bundle: Path) -> Path:
    names = ("switchback", "switchback.exe", "Contents/MacOS/switchback")
    return next(bundle / name for name in names if (bundle / name).is_file())


def look(bundle: Path) -> list[Found]:
    """What is in the bundle; NotCovered where something is that nobody has told the licence of."""
    modules = check_bundle.modules(program_of(bundle))
    if not modules:
        raise NotCovered("What is frozen into the program can only be told where PyInstaller is installed.")
    files = files_of(bundle)
    found, strangers = assign(files, modules)
    if strangers:
        told = "\n  ".join(strangers)
        raise NotCovered(f"{HERE.relative_to(PROJECT) / 'parts.toml'} says nothing of:\n  {told}")
    for one in found:
        _ask_version(one, [files[name] for name in one.files])
    return found


def _ask_version(one: Found, files: list[Path]) -> None:
    """Of the distribution of Python that brought it, else of the first who knows it of those whom parts.toml names."""
    if one.part.package:
        one.version = _installed(one.part.package) or locked().get(normal(one.part.package), ("", ()))[0]
    for asked in one.part.version_from:
        if one.version:
            return
        if asked == "debian":
            one.source = versions.Debian().source(files)
            one.version = one.source.version if one.source else ""
        else:
            one.version = {
                "python": platform.python_version,
                "sqlite": lambda: sqlite3.sqlite_version,
                "icu": lambda: versions.icu(files),
                "font": lambda: versions.font(files),
                "windows": lambda: versions.windows(files),
            }[asked]()


def _brought(package: str) -> Iterator[tuple[str, str]]:
    """(name, text) of the licences that a distribution of Python brings."""
    try:
        listed = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return
    for file in sorted(listed, key=str):
        if ".dist-info" in str(file) and _LICENCE_FILE.search(file.as_posix()):
            yield file.name, Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _kept(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def text(found: list[Found]) -> str:
    """All of it as one text: what there is, each part with what it brings itself, then the texts that several share, each once."""
    lines = [
        f"Switchback {VERSION} stands on the work of others. What is in this folder besides Switchback itself, and under which",
        "licences; their texts follow. Switchback itself is under the MIT licence, in the file LICENSE.",
        "",
    ]
    lines += [f"  {_titled(one)}: {one.part.licence}" for one in found]
    shared: dict[str, list[str]] = {}
    for one in found:
        own, common = _texts(one.part)
        lines += ["", _RULE, _titled(one), _RULE, "", f"Licence: {one.part.licence}", f"Source: {one.part.source}"]
        for paragraph in one.part.note.strip().split("\n\n"):
            if paragraph:
                lines += ["", *textwrap.wrap(paragraph, _WIDTH, break_on_hyphens=False, break_long_words=False)]
        if common:
            lines += ["", "Further below in this file: " + ", ".join(Path(name).stem for name in common)]
        for content in own:
            lines += ["", content.strip("\n")]
        for name in common:
            shared.setdefault(name, []).append(one.part.name)
    for name, users in shared.items():
        lines += ["", _RULE, f"{Path(name).stem} (for {', '.join(users)})", _RULE, "", _kept(name).strip("\n")]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


def _titled(one: Found) -> str:
    return f"{one.part.name} {one.version}".strip()


def _texts(part: Part) -> tuple[list[str], list[str]]:
    """What the part's own distribution brings, and the names of the kept texts that it needs beside that."""
    brought = [content for _, content in _brought(part.package)] if part.package else []
    fallback = "durable_rules.txt"  # where it was compiled for another system, nothing is installed
    return brought, [name for name in part.texts if not (name == fallback and brought)]


def write(bundle: Path, file: Path | None = None) -> Path:
    """Writes the licences beside the program; in an application of macOS, where its resources are."""
    resources = bundle / "Contents" / "Resources"
    target = file or (resources if resources.is_dir() else bundle) / NAME
    target.write_text(text(look(bundle)), encoding="utf-8", newline="\n")
    return target


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        made = write(Path(arguments[0]), *map(Path, arguments[1:2]))
    except NotCovered as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{made.stat().st_size // 1000} kB  {os.fspath(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
