"""A release: what is refused and with which words, what its notes and sums say, and what the build servers are asked for."""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import subprocess
from datetime import date
from pathlib import Path

import pytest

from resources import VERSION
from resources.packaging import release
from resources.packaging.macos import icns

TODAY = date(2027, 1, 11)
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Not yet out.

## [1.1.0] - 2027-01-10

### Added

- A thing.

## [1.0.0]

- The first.

## [0.9.0] - 2026-01-01
"""


def _faults(version: str = "1.1.0", changed: tuple[str, ...] = (), tags: tuple[str, ...] = ("v1.0.0",)) -> list[str]:
    return release.faults(CHANGELOG, version, TODAY, changed, tags)


def test_nothing_stands_against_a_release_where_all_is_done() -> None:
    assert _faults() == []


def test_the_edit_of_the_changelog_is_offered() -> None:
    (fault,) = _faults("1.2.0")
    assert "-## [Unreleased]\n    +## [Unreleased]\n    +\n    +## [1.2.0] - 2027-01-11" in fault
    (fault,) = _faults("1.0.0", tags=())
    assert "-## [1.0.0]\n    +## [1.0.0] - 2027-01-11" in fault
    (fault,) = release.faults("# Changelog\n", "1.0.0", TODAY, (), ())
    assert fault.endswith("## [1.0.0] - 2027-01-11")


def test_the_offered_edit_mends_it() -> None:
    mended = CHANGELOG.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [1.2.0] - 2027-01-11\n")
    assert release.faults(mended, "1.2.0", TODAY, (), ()) == []
    assert release.section(mended, "1.2.0") == (TODAY, "### Added\n\n- Not yet out.")
    assert release.section(mended, "Unreleased") == (None, "")


@pytest.mark.parametrize(
    "version, changed, tags, words",
    [
        ("1.1.0", (" M README.md",), (), "not committed"),
        ("1.1.0", (), ("v1.1.0",), "tag v1.1.0 is there"),
        ("0.9.0", (), (), "says nothing"),
        ("1.1", (), (), "no version"),
    ],
)
def test_a_release_is_refused(version: str, changed: tuple[str, ...], tags: tuple[str, ...], words: str) -> None:
    assert any(words in fault for fault in _faults(version, changed, tags))


def test_a_release_of_tomorrow_is_refused() -> None:
    (fault,) = release.faults(CHANGELOG, "1.1.0", date(2027, 1, 9), (), ())
    assert "2027-01-10" in fault


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(release.faults("", "x", TODAY, (" M a",), ("vx",))) == 4


def test_a_release_is_refused_before_all_the_work_where_git_would_not_set_the_tag() -> None:
    (fault,) = release.faults(CHANGELOG, "1.1.0", TODAY, (), (), "")
    assert "git config user.name" in fault


def test_the_notes_tell_files_sums_and_changes() -> None:
    told = release.notes(CHANGELOG, "1.1.0", [("switchback_1.1.0_amd64.deb", 32_600_000, "ab" * 32)])
    assert told.startswith("# Switchback 1.1.0 (2027-01-10)\n")
    assert "| `switchback_1.1.0_amd64.deb` | Debian 12, Ubuntu 22.04 and newer | 32.6 |" in told
    assert f"    {'ab' * 32}  switchback_1.1.0_amd64.deb" in told
    assert "sha256sum -c --ignore-missing SHA256SUMS" in told, "most people have one of them"
    assert told.endswith("### Added\n\n- A thing.\n")
    assert "Not yet out" not in told


def test_notes_and_sums_are_written_for_what_lies_there(tmp_path: Path) -> None:
    for name in ("switchback-1.1.0-setup.exe", "switchback-1.1.0-linux-x86_64.cdx.json", "files-in-the-bundle.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    made = release.write_papers(CHANGELOG, tmp_path)
    assert [file.name for file in made] == [
        "switchback-1.1.0-setup.exe", "switchback-1.1.0-linux-x86_64.cdx.json", "RELEASE-NOTES.md", "SHA256SUMS",
    ]  # fmt: skip
    assert len((tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()) == 3


def test_the_icon_for_macos_is_whole(project: Path) -> None:
    made = icns.icns((project / "resources/icons/switchback.svg").read_bytes())
    assert made[:4] == b"icns"
    assert struct.unpack(">I", made[4:8]) == (len(made),)
    at, kinds = 8, {}
    while at < len(made):
        (length,) = struct.unpack(">I", made[at + 4 : at + 8])
        assert made[at + 8 : at + 16] == b"\x89PNG\r\n\x1a\n"
        kinds[made[at : at + 4]] = struct.unpack(">II", made[at + 24 : at + 32])
        at += length
    assert at == len(made)
    assert kinds == {kind: (size, size) for kind, size in icns.KINDS.items()}


def test_the_script_for_macos_is_sound(project: Path) -> None:
    script = str(project / "resources/packaging/macos/build")
    subprocess.run(["bash", "-n", script], check=True)
    tool = shutil.which("shellcheck")
    if tool is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run([tool, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_sums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    for name in ("b.run", "a.deb"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    told = release.sums(release.matching(tmp_path, ("*.run", "*.deb")))
    assert told.splitlines()[0] == f"{hashlib.sha256(b'a.deb').hexdigest()}  a.deb"
    (tmp_path / "SHA256SUMS").write_text(told, encoding="utf-8")
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("sha256sum is not installed")
    assert subprocess.run([tool, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_the_version_stands_in_one_place(project: Path) -> None:
    for name in ("pyproject.toml", "build.spec", "Makefile", ".github/workflows/release.yml"):
        assert not re.search(rf"(?<![\w.]){re.escape(VERSION)}(?![\w.])", (project / name).read_text(encoding="utf-8"))


def test_build_servers_may_do_little_and_what_they_run_is_pinned(project: Path) -> None:
    text = (project / ".github/workflows/release.yml").read_text(encoding="utf-8")
    assert "\t" not in text
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@(v\d+|[0-9a-f]{40})", one) for one in used), used
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
    for runner in ("ubuntu-22.04", "windows-latest", "macos-14"):
        assert f"runs-on: {runner}" in text
    for script in re.findall(r"(resources/packaging/[\w./-]+)", text):
        assert (project / script).exists(), script


def test_the_steps_of_build_servers_are_sound(project: Path) -> None:
    tool = shutil.which("actionlint")
    if tool is None:
        pytest.skip("actionlint is not installed")
    done = subprocess.run(
        [tool, ".github/workflows/release.yml"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("changed, moved", [(False, False), (True, False), (False, True)])
def test_only_what_is_committed_counts_as_tested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: bool, moved: bool
) -> None:
    ran: list[tuple[str, ...]] = []

    def git(*words: str) -> list[str]:
        if words[0] == "status":
            return [" M rules/engine.py"] if changed else []
        return ["def" if moved and ran else "abc"]

    monkeypatch.setattr(release, "TESTED", tmp_path / "build" / "tested-commit")
    monkeypatch.setattr(release, "_git", git)
    monkeypatch.setattr(release, "_run", lambda *words, **_variables: ran.append(words))
    for _ in range(2):
        release._test("abc")
    counts = not changed and not moved
    assert release.TESTED.exists() is counts
    assert len(ran) == (1 if counts else 2)


@pytest.mark.parametrize("fails, status, words", [("", 0, "Tagged."), ("git", 1, "the tag could not be set")])
def test_the_tag_comes_last_and_that_it_could_not_be_set_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fails: str,
    status: int,
    words: str,
) -> None:
    ran: list[str] = []

    def run(*command: str, **_variables: str) -> None:
        ran.append(" ".join(command[:2]))
        if command[0] == fails:
            raise subprocess.CalledProcessError(128, command)

    (tmp_path / "CHANGELOG.md").write_text(f"## [{VERSION}] - 2026-01-01\n\n- A thing.\n", encoding="utf-8")
    (tmp_path / "dist" / "switchback").mkdir(parents=True)
    (tmp_path / "dist" / "switchback" / "THIRD-PARTY-LICENSES.txt").touch()
    for name, value in {"PROJECT": tmp_path, "DIST": tmp_path / "dist", "TESTED": tmp_path / "build/tested"}.items():
        monkeypatch.setattr(release, name, value)
    monkeypatch.setattr(release, "_git", lambda *told: ["abc"] if told[0] == "rev-parse" else [])
    monkeypatch.setattr(release, "_author", lambda: "A <a@example.invalid>")
    monkeypatch.setattr(release, "_run", run)
    monkeypatch.setattr("sys.argv", ["release.py", "--without-windows"])
    assert release.main() == status
    told = capsys.readouterr()
    assert words in told.out + told.err
    assert ran == [
        "make test",
        "make installer",
        f"{tmp_path / 'dist/switchback/switchback'} self-test",
        "make test-installer",
        "git tag",
    ]
    assert (tmp_path / "dist" / "SHA256SUMS").is_file()
