"""What the installers for Linux tell the system, each paper by itself: menu, kind of file, man page, releases, scripts."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.cli.arguments import parser
from resources import VERSION
from resources.packaging.check_bundle import libraries
from resources.packaging.linux import icons, man
from resources.packaging.linux.package import metainfo, share
from resources.packaging.linux.releases import appstream, debian_changelog, debian_version, releases

LINUX = Path(__file__).parents[2] / "resources" / "packaging" / "linux"
DAY = date(2027, 1, 11)
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- A new thing, told
  in two lines.

## [1.1.0rc1] - 2026-12-01

- `code` & more.
"""


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def accepted(*words: str, **variables: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ | variables)
    assert not done.returncode, done.stdout + done.stderr
    return done.stderr


def test_the_entry_of_the_menu_is_valid() -> None:
    accepted(tool("desktop-file-validate"), str(LINUX / "switchback.desktop"))


def test_the_entry_of_the_menu_fits_the_window_and_the_command_line() -> None:
    lines = (LINUX / "switchback.desktop").read_text(encoding="utf-8").splitlines()
    entry = dict(line.split("=", 1) for line in lines if "=" in line)
    assert entry["Exec"] == "switchback open %f"
    assert parser().parse_args(["open", "squad.switchback"]).command == "open"
    assert parser().parse_args(["open"]).file is None
    assert entry["StartupWMClass"] == entry["Icon"] == "switchback"  # the name that the window bears
    for key in ("GenericName", "Comment", "Keywords"):
        assert f"{key}[fr]" in entry


def test_backups_are_a_kind_of_file() -> None:
    root = ET.parse(LINUX / "switchback.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = root.findall(f"{space}mime-type")
    entry = (LINUX / "switchback.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in entry
    (pattern,) = kind.findall(f"{space}glob")
    assert pattern.get("pattern") == "*.switchback"


def test_the_man_page_tells_of_every_command_and_option() -> None:
    page = man.page(parser(), VERSION, DAY)
    commands = man.commands(parser())
    assert {"open", "backup", "self-test"} <= set(commands)
    for name, command in commands.items():
        assert f".SS {name.replace('-', chr(92) + '-')}" in page
        for action in man.arguments(command):
            for option in action.option_strings:
                assert option in {"-h", "--help"} or option.replace("-", "\\-") in page, f"{name} {option}"


def test_the_man_page_reads_without_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "switchback.1.gz"
    file.write_bytes(gzip.compress(man.page(parser(), VERSION, DAY).encode()))
    said = accepted(
        tool("man"), "--warnings", "--local-file", "--encoding=utf8", str(file), MANPAGER="cat", LC_ALL="C.UTF-8"
    )
    assert not said


def test_releases_come_from_the_changelog() -> None:
    unreleased, older = releases(CHANGELOG, "1.1.0", DAY)
    assert (unreleased.version, unreleased.day) == ("1.1.0", DAY)
    assert unreleased.changes == ["A new thing, told in two lines."]
    assert (older.version, older.day) == ("1.1.0rc1", date(2026, 12, 1))
    (only,) = releases(CHANGELOG, "1.1.0rc1", DAY)
    assert only.changes == ["`code` & more."]


def test_a_version_of_which_nothing_is_told_is_a_release_too() -> None:
    changelog = CHANGELOG.replace("- A new thing, told\n  in two lines.\n", "")
    assert [one.version for one in releases(changelog, "1.1.0", DAY)] == ["1.1.0", "1.1.0rc1"]
    assert debian_changelog(releases(changelog, "1.1.0", DAY)).startswith("switchback (1.1.0) stable")
    (only,) = releases("# Changelog\n", "1.1.0", DAY)
    assert only.changes == ["Version 1.1.0."]


def test_releases_are_told_in_the_words_of_debian_and_appstream() -> None:
    found = releases(CHANGELOG, "1.1.0", DAY)
    told = debian_changelog(found)
    assert told.startswith("switchback (1.1.0) stable; urgency=medium\n\n  * A new thing, told in two lines.\n\n -- ")
    assert "Mon, 11 Jan 2027 00:00:00 +0000" in told
    assert "switchback (1.1.0~rc1)" in told
    assert "<li>code &amp; more.</li>" in appstream(found)
    assert [debian_version(one) for one in ("1.0", "1.0rc2", "1.0.dev3")] == ["1.0", "1.0~rc2", "1.0~dev3"]


def test_software_centres_read_the_description(tmp_path: Path) -> None:
    file = tmp_path / "org.switchback.Switchback.metainfo.xml"
    changelog = (LINUX.parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    file.write_text(metainfo(releases(changelog, VERSION, DAY)), encoding="utf-8")
    root = ET.parse(file).getroot()
    assert root.findtext("id") == "org.switchback.Switchback"
    assert next(one.get("version") for one in root.iter("release")) == VERSION
    accepted(tool("appstreamcli"), "validate", "--no-net", str(file))


def test_what_the_desktop_looks_for_is_the_same_each_time(qapp: object, tmp_path: Path) -> None:
    del qapp
    day = datetime(2027, 1, 11, tzinfo=UTC)
    for name in ("one", "two"):
        share(tmp_path / name, releases(CHANGELOG, VERSION, DAY), VERSION, day)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len([one for one in files if one.suffix == ".png"]) == 2 * len(icons.SIZES)
    assert [
        one for one in files if (tmp_path / "one" / one).read_bytes() != (tmp_path / "two" / one).read_bytes()
    ] == []


@pytest.mark.parametrize("name", ["build", "reproducible", "test", "install.sh"])
def test_scripts_are_sound(name: str) -> None:
    shell = "sh" if name.endswith(".sh") else "bash"
    accepted(shell, "-n", str(LINUX / name))
    accepted(tool("shellcheck"), str(LINUX / name))


def test_the_installer_knows_a_package_for_every_library() -> None:
    for package in libraries()["package"]:
        assert package["provides"], package["name"]
    names = [name for package in libraries()["package"] for name in package["provides"]]
    assert len(names) == len(set(names))
