"""Versions of what no distribution of Python brought: told by those who know, left out where nobody does."""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from resources.packaging import versions

Installed = Callable[[str, str, str, str], Path]


@pytest.fixture
def debian(tmp_path: Path) -> versions.Debian:
    """A system with a dpkg of its own, in which nothing is installed."""
    if shutil.which("dpkg-query") is None:
        pytest.skip("dpkg-query is not here: this is no system of Debian's kind")
    for folder in ("info", "updates", "triggers"):
        (tmp_path / "dpkg" / folder).mkdir(parents=True)
    (tmp_path / "dpkg" / "info" / "format").write_text("1\n", encoding="utf-8")
    (tmp_path / "dpkg" / "status").touch()
    return versions.Debian(tmp_path / "dpkg")


@pytest.fixture
def installed(tmp_path: Path, debian: versions.Debian) -> Installed:
    """Has a package with one library installed, and copies that, as it is done for a bundle."""

    def install(package: str, version: str, source: str, library: str) -> Path:
        place = f"usr/lib/x86_64-linux-gnu/{library}.1.0"
        copied = tmp_path / library
        copied.write_bytes(f"{package} {version}".encode())
        digest = hashlib.md5(copied.read_bytes(), usedforsecurity=False).hexdigest()
        info = tmp_path / "dpkg" / "info"
        (info / f"{package}.list").write_text(f"/.\n/{place}\n", encoding="utf-8")
        (info / f"{package}.md5sums").write_text(f"{digest}  {place}\n", encoding="utf-8")
        with (tmp_path / "dpkg" / "status").open("a", encoding="utf-8") as status:
            lines = (
                f"Package: {package}",
                "Status: install ok installed",
                "Architecture: amd64",
                f"Version: {version}",
            )
            status.write("\n".join((*lines, f"Source: {source}", "Maintainer: M <m@example.invalid>")))
            status.write("\nDescription: a library\n\n")
        return copied

    return install


def test_a_library_has_the_version_of_the_source_of_the_package_that_it_was_copied_from(
    debian: versions.Debian, installed: Installed
) -> None:
    one = installed("libx1", "1:2.0-3+b1", "x (1:2.0-3)", "libx.so.1")
    two = installed("libx-more1", "1:2.0-3", "x", "libx-more.so.1")
    found = debian.source([one, two])
    assert found is not None
    assert (found.name, found.version) == ("x", "1:2.0-3")
    assert found.packages == ("libx-more1 1:2.0-3", "libx1 1:2.0-3+b1")


def test_a_library_that_is_not_to_the_byte_as_it_was_installed_has_none(
    debian: versions.Debian, installed: Installed
) -> None:
    one = installed("libx1", "2.0-3", "x", "libx.so.1")
    one.write_bytes(b"another")
    assert debian.source([one]) is None


def test_libraries_of_two_sources_or_of_nobody_have_none(
    debian: versions.Debian, installed: Installed, tmp_path: Path
) -> None:
    one, other = installed("libx1", "2.0-3", "x", "libx.so.1"), installed("liby1", "2.0-3", "y", "liby.so.1")
    stranger = tmp_path / "libz.so.1"
    stranger.write_bytes(one.read_bytes())
    assert debian.source([one]) is not None
    assert debian.source([one, other]) is None
    assert debian.source([one, stranger]) is None
    assert debian.source([]) is None


def test_where_there_is_no_dpkg_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "libx.so.1").touch()
    assert versions.Debian().source([tmp_path / "libx.so.1"]) is None


def test_icu_says_its_version_itself(tmp_path: Path) -> None:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler here")
    source, library = tmp_path / "icu.c", tmp_path / "libicuuc.so.99"
    source.write_text("void u_getVersion_99(unsigned char *v) { v[0] = 99; v[1] = 1; v[2] = v[3] = 0; }", "utf-8")
    subprocess.run([compiler, "-shared", "-nostdlib", "-o", str(library), str(source)], check=True)
    assert versions.icu([tmp_path / "libicudata.so.99", library]) == "99.1"


def test_what_is_called_like_icu_and_is_not_has_no_version(tmp_path: Path) -> None:
    library = tmp_path / "libicuuc.so.73"
    library.write_bytes(b"\x7fELF")
    assert versions.icu([library]) == ""
    assert versions.icu([]) == ""


def test_a_font_says_its_version_itself(project: Path, tmp_path: Path) -> None:
    fonts = sorted((project / "resources/fonts").iterdir())
    told = versions.font(fonts)
    assert f"Version {told};".encode("utf-16-be") in fonts[0].read_bytes()
    for content in (b"OTTO" + bytes(8), b"no font at all"):
        (tmp_path / "a.otf").write_bytes(content)
        assert versions.font([*fonts, tmp_path / "a.otf"]) == ""


def test_libraries_of_windows_say_their_version_themselves(tmp_path: Path) -> None:
    info = struct.pack("<4I", 0xFEEF04BD, 0x10000, 14 << 16 | 38, 33126 << 16 | 1)
    one, two, other = (tmp_path / name for name in ("a.dll", "b.dll", "c.dll"))
    for file in (one, two):
        file.write_bytes(b"MZ" + bytes(50) + info)
    assert versions.windows([one, two]) == "14.38.33126.1"
    other.write_bytes(one.read_bytes().replace(info, info[:-1] + b"\1"))
    assert versions.windows([one, other]) == ""
    for content in (one.read_bytes() + info, b"\x7fELF" + info, b"MZ"):
        other.write_bytes(content)
        assert versions.windows([other]) == ""
