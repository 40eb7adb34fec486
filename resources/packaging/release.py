"""Makes a release: `release.py [--dry-run] [--without-windows]`, or `make release`. `release.py --papers FOLDER` only writes
notes and sums for the installers in a folder, wherever they were built.

The version is that of resources/__init__.py. Refused, with everything that is wrong at once and what to do about it, unless the work
tree is clean, CHANGELOG.md has a dated section of that version, its tag is not there yet and git knows who sets it. Then all tests,
the installers (that for Windows where Wine is), the self-test of the frozen program, the installers tried where that can be done,
licences, sums and notes, all into dist/; the tag comes last. Nothing is pushed. With --dry-run everything is done but the tag, and
what would be refused is told first.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from resources import VERSION
from resources.packaging import licences

PROJECT: Final = Path(__file__).parents[2]
DIST: Final = PROJECT / "dist"
TESTED: Final = PROJECT / "build" / "tested-commit"
"""The commit for which all tests passed here last."""
GIVEN: Final = ("switchback_*.deb", "switchback-*.run", "switchback-*-setup.exe", "switchback-*.dmg")
WITH_THEM: Final = ("switchback-*.cdx.json", licences.NAME, "RELEASE-NOTES.md")
WINE: Final = ("wine64", "wine", "/usr/lib/wine/wine64")
_HEADING: Final = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<day>\d{4}-\d\d-\d\d))?[ \t]*$", re.MULTILINE)
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")
_SYSTEMS: Final = {
    ".deb": "Debian 12, Ubuntu 22.04 and newer",
    ".run": "any Linux with glibc 2.35, for one user",
    ".exe": "Windows 10 (1809) and newer",
    ".dmg": "macOS 14 and newer, Apple silicon",
}


def section(changelog: str, version: str) -> tuple[date | None, str] | None:
    """(day, text) of what CHANGELOG.md tells of a version; no day for what is not released, None for what is not there."""
    headings = list(_HEADING.finditer(changelog))
    for number, heading in enumerate(headings):
        if heading["version"].lower() == version.lower():
            end = headings[number + 1].start() if number + 1 < len(headings) else len(changelog)
            day = date.fromisoformat(heading["day"]) if heading["day"] else None
            return day, changelog[heading.end() : end].strip()
    return None


def changelog_fault(changelog: str, version: str, today: date) -> str:
    """What is wrong with CHANGELOG.md for a release of `version`, with the edit that mends it; nothing where all is well."""
    told = section(changelog, version)
    dated = f"## [{version}] - {today.isoformat()}"
    if told is None:
        if section(changelog, "Unreleased") is None:
            return f"CHANGELOG.md has no section of {version}. Add one, headed:\n    {dated}"
        return (
            f"CHANGELOG.md has no section of {version}. What is under [Unreleased] becomes it by this edit:\n"
            f"    -## [Unreleased]\n    +## [Unreleased]\n    +\n    +{dated}"
        )
    day, text = told
    if day is None:
        return f"The section of {version} in CHANGELOG.md has no day. The edit:\n    -## [{version}]\n    +{dated}"
    if day > today:
        return f"CHANGELOG.md says that {version} was released on {day}, and it is {today}."
    return "" if text else f"The section of {version} in CHANGELOG.md says nothing."


def faults(
    changelog: str, version: str, today: date, changed: Iterable[str], tags: Iterable[str], author: str = "somebody"
) -> list[str]:
    """All that stands against a release. `author` is whom git would name in the tag, nobody where it does not know."""
    found: list[str] = []
    if not _VERSION.fullmatch(version):
        found.append(f"{version} in resources/__init__.py is no version of the form 1.2.3 or 1.2.3rc1.")
    files = list(changed)
    if files:
        found.append("There are changes that are not committed:\n    " + "\n    ".join(files))
    fault = changelog_fault(changelog, version, today)
    if fault:
        found.append(fault)
    if f"v{version}" in set(tags):
        found.append(
            f"The tag v{version} is there already. A new release needs a new VERSION in resources/__init__.py."
        )
    if not author:
        found.append(
            "git does not know who makes the tag. It is told by:\n"
            '    git config user.name "Your Name"\n    git config user.email you@example.org'
        )
    return found


def notes(changelog: str, version: str, files: Iterable[tuple[str, int, str]]) -> str:
    """What is told of a release: what is in it for whom, with (name, size, SHA-256 sum) of each file, and what changed."""
    told = section(changelog, version) or section(changelog, "Unreleased")
    day, changes = told or (None, "")
    lines = [f"# Switchback {version}" + (f" ({day.isoformat()})" if day else " (not released)"), ""]
    lines += ["| file | for | MB |", "|---|---|---|"]
    listed = list(files)
    for name, size, _ in listed:
        lines.append(f"| `{name}` | {_SYSTEMS.get(Path(name).suffix, '')} | {size / 1_000_000:.1f} |")
    lines += [
        "",
        "None of them is signed; whether those that you have arrived whole is told by their SHA-256 sums:",
        "`sha256sum -c --ignore-missing SHA256SUMS`.",
        "",
    ]
    lines += [f"    {digest}  {name}" for name, _, digest in listed]
    lines += ["", "Data is kept by an upgrade and by removing the program.", "", changes]
    return "\n".join(lines).rstrip() + "\n"


def sums(files: Iterable[Path]) -> str:
    return "".join(f"{digest(file)}  {file.name}\n" for file in sorted(files, key=lambda file: file.name))


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def matching(folder: Path, patterns: Iterable[str]) -> list[Path]:
    return [file for pattern in patterns for file in sorted(folder.glob(pattern))]


def _git(*words: str) -> list[str]:
    told = subprocess.run(["git", *words], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return told.splitlines()


def _author() -> str:
    told = subprocess.run(
        ["git", "var", "GIT_COMMITTER_IDENT"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def _run(*words: str, **variables: str) -> None:
    print(f"-- {' '.join(words)}", flush=True)
    # The make that started this would hand its ARGS on to the next.
    outer = {"ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS"}
    kept = {name: value for name, value in os.environ.items() if name not in outer}
    subprocess.run(words, cwd=PROJECT, check=True, env=kept | variables)


def _test(commit: str) -> None:
    """All tests, unless they passed for this very commit: with what is not committed they did not."""
    if TESTED.is_file() and TESTED.read_text(encoding="utf-8").strip() == commit:
        print(f"-- all tests passed for {commit[:7]} before")
        return

    def is_here() -> bool:
        return not _git("status", "--porcelain") and _git("rev-parse", "HEAD") == [commit]

    before = is_here()
    _run("make", "test")
    if before and is_here():
        TESTED.parent.mkdir(exist_ok=True)
        TESTED.write_text(f"{commit}\n", encoding="utf-8")


def _try() -> None:
    """Installs, uses, upgrades and removes what was built, where that can be done; elsewhere it is said why not."""
    _run("make", "test-installer", SWITCHBACK_INSTALLERS=str(DIST))
    for setup in matching(DIST, ("switchback-*-setup.exe",)):
        _run("make", "test-windows", f"ARGS={setup}")


def _build(with_windows: bool) -> None:
    for old in matching(DIST, (*GIVEN, *WITH_THEM)):
        old.unlink()
    _run("make", "installer")  # its own checks and the self-test of what it froze among them
    _run(str(DIST / "switchback" / "switchback"), "self-test", QT_QPA_PLATFORM="offscreen")  # once more, where it lies
    if not with_windows:
        print("-- no installer for Windows: it was asked to leave it out")
    elif not any(shutil.which(name) for name in WINE):
        print("-- no installer for Windows: Wine is not here (wine64 in Debian)")
    else:
        _run("make", "windows")


def write_papers(changelog: str, folder: Path) -> list[Path]:
    """Notes and sums for what lies in the folder; all that is given to people, with them."""
    given = matching(folder, GIVEN)
    listed = [(file.name, file.stat().st_size, digest(file)) for file in given]
    (folder / "RELEASE-NOTES.md").write_text(notes(changelog, VERSION, listed), encoding="utf-8")
    files = matching(folder, (*GIVEN, *WITH_THEM))
    (folder / "SHA256SUMS").write_text(sums(files), encoding="utf-8")
    return [*files, folder / "SHA256SUMS"]


def main() -> int:
    asked = argparse.ArgumentParser(description="Makes a release of the version in resources/__init__.py.")
    asked.add_argument("--dry-run", action="store_true", help="everything but the tag")
    asked.add_argument("--without-windows", action="store_true", help="no installer for Windows")
    asked.add_argument("--papers", metavar="FOLDER", type=Path, help="only notes and sums for the installers there")
    options = asked.parse_args()
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    if options.papers is not None:
        write_papers(changelog, options.papers)
        return 0
    commit = _git("rev-parse", "HEAD")[0]
    changed, tags = _git("status", "--porcelain"), _git("tag", "--list")
    wrong = faults(changelog, VERSION, datetime.now(UTC).date(), changed, tags, _author())
    if wrong:
        print(f"Switchback {VERSION} cannot be released:", *wrong, sep="\n- ", file=sys.stderr)
        if not options.dry_run:
            return 1
        print("It is a dry run: going on.", file=sys.stderr)
    try:
        _test(commit)
        _build(not options.without_windows)
        _try()
    except subprocess.CalledProcessError as failed:
        print(f"{' '.join(failed.cmd)} failed: nothing is released.", file=sys.stderr)
        return 1
    shutil.copy(DIST / "switchback" / licences.NAME, DIST)
    made = write_papers(changelog, DIST)
    if _git("rev-parse", "HEAD")[0] != commit:
        print("There is another commit now than at the beginning: nothing is released.", file=sys.stderr)
        return 1
    for file in made:
        print(f"{file.stat().st_size / 1_000_000:7.1f} MB  dist/{file.name}")
    if options.dry_run:
        print(f"Not tagged: a dry run. It would {'be refused: see above' if wrong else f'be v{VERSION}'}.")
        return 1 if wrong else 0
    try:
        _run("git", "tag", "--annotate", f"v{VERSION}", "--message", f"Switchback {VERSION}", commit)
    except subprocess.CalledProcessError:
        print("All of it is made and lies in dist/, but the tag could not be set.", file=sys.stderr)
        return 1
    print(f"Tagged. It goes out with: git push origin v{VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
