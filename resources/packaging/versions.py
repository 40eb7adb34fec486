"""Which versions the libraries in a bundle have that no distribution of Python brought. Asked of who knows it, never guessed:

- Debian's dpkg, for a file that is to the byte as a package brought it: the version is that of the package's source;
- ICU's library, a font and a library of Windows, which say it themselves.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import struct
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FIXED_FILE_INFO: Final = struct.pack("<II", 0xFEEF04BD, 0x00010000)
"""What the version of a file begins with, in programs and libraries for Windows."""
_FORMAT: Final = r"${source:Package}\t${source:Version}\t${binary:Package}\t${Version}\n"


@dataclass(frozen=True)
class Source:
    """The source of one or more packages of Debian, or of a distribution made of it."""

    name: str
    version: str
    packages: tuple[str, ...]
    """Those that brought the files, each with its own version: one that was only built anew has another than its source."""
    distribution: str
    """As os-release names it: debian, ubuntu."""
    release: str

    @property
    def described(self) -> str:
        return f"{', '.join(self.packages)} of {self.distribution} {self.release}".strip()


class Debian:
    """What dpkg knows of the machine that builds; `folder` is another than its own in tests."""

    def __init__(self, folder: Path | None = None) -> None:
        self._options = [f"--admindir={folder}"] if folder else []

    def source(self, files: Iterable[Path]) -> Source | None:
        """What all of these files are from; None unless each is, unchanged, from a package, and all of one source in one version."""
        packages: set[str] = set()
        for file in files:
            brought = self._packages(file)
            if not brought:
                return None
            packages |= brought
        if not packages:
            return None
        rows = {tuple(line.split("\t")) for line in self._ask("--show", f"--showformat={_FORMAT}", *sorted(packages))}
        sources = {(name, version) for name, version, _, _ in rows}
        if len(sources) != 1:
            return None
        ((name, version),) = sources
        system = _system()
        each = tuple(sorted(f"{package} {own}" for _, _, package, own in rows))
        return Source(name, version, each, system.get("ID", "debian"), system.get("VERSION_ID", ""))

    def _packages(self, file: Path) -> frozenset[str]:
        """The packages that installed just this file, whatever follows its name there: libxcb.so.1 is a link to libxcb.so.1.1.0."""
        listed = self._ask("--search", f"*/{file.name}*")
        candidates = {name for line in listed for name in line.rpartition(": ")[0].split(", ")}
        digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
        return frozenset(
            package
            for package in candidates
            for line in self._ask("--control-show", package, "md5sums")
            if line.startswith(f"{digest} ") and line.rpartition("/")[2].startswith(file.name)
        )

    def _ask(self, *words: str) -> list[str]:
        """What dpkg-query answers; nothing where it is not, or knows nothing of it."""
        command = ["dpkg-query", *self._options, *words]
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        except FileNotFoundError:
            return []
        return done.stdout.splitlines()


def _system() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def icu(files: Iterable[Path]) -> str:
    """What ICU says of itself; nothing where it cannot be loaded here."""
    for file in files:
        named = re.fullmatch(r"libicuuc\.so\.(\d+)", file.name)
        if named:
            numbers = (ctypes.c_uint8 * 4)()
            try:
                getattr(ctypes.CDLL(str(file.resolve())), f"u_getVersion_{named[1]}")(numbers)
            except (OSError, AttributeError):
                return ""
            return re.sub(r"(\.0){1,2}$", "", ".".join(map(str, numbers)))
    return ""


def font(files: Iterable[Path]) -> str:
    """What fonts say of themselves; nothing where two of them say different things."""
    try:
        told = {_of_font(file.read_bytes()) for file in files if file.suffix in {".otf", ".ttf"}}
    except (struct.error, UnicodeDecodeError):
        return ""  # is no font, or a damaged one
    return told.pop() if len(told) == 1 else ""


def _of_font(content: bytes) -> str:
    """The number in the fifth of its names in Unicode, as the format of OpenType has it: Version 4.001."""
    for number in range(*struct.unpack_from(">H", content, 4)):
        tag, _, table, _ = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        if tag == b"name":
            count, texts = struct.unpack_from(">HH", content, table + 2)
            for record in range(count):
                system, _, _, kind, length, at = struct.unpack_from(">6H", content, table + 6 + 12 * record)
                begin = table + texts + at
                if kind == 5 and system in {0, 3}:
                    named = re.match(r"Version (\d+\.\d+)", content[begin : begin + length].decode("utf-16-be"))
                    return named[1] if named else ""
    return ""


def windows(files: Iterable[Path]) -> str:
    """What libraries for Windows say of themselves; nothing where two of them say different things."""
    told = {of_windows(file.read_bytes()) for file in files}
    return told.pop() if len(told) == 1 else ""


def of_windows(content: bytes) -> str:
    """What a file for Windows says of itself; nothing where it does not, or not just once."""
    if content[:2] != b"MZ" or content.count(_FIXED_FILE_INFO) != 1:
        return ""
    high, low = struct.unpack_from("<II", content, content.index(_FIXED_FILE_INFO) + len(_FIXED_FILE_INFO))
    return ".".join(str(number) for number in (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF))
