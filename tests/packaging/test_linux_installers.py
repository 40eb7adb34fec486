"""Both installers for Linux, installed and used where nothing of ours is: bare Debian systems without Python and without a network.

`make test-installer` runs this; it needs root (for debootstrap and chroot). Folders that it is told of:
SWITCHBACK_INSTALLERS (where `make installer` has written) and SWITCHBACK_ROOTS (where the bare system is kept for the next time).
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.packaging.linux_roots import (
    HOME,
    USER,
    Root,
    Screen,
    Unavailable,
    digest,
    launched,
    made,
    screen,
    unpacked,
    waited,
)

if TYPE_CHECKING:
    from _pytest.tmpdir import TempPathFactory

INSTALLERS = os.environ.get("SWITCHBACK_INSTALLERS")
OLDER = "0.0.9"
TODAY = ("--on", "2027-01-11")
LATER = {
    "argparse", "dataclasses", "durable", "inspect", "numpy", "peewee", "rapidfuzz", "rules.rulebook",
    "shibokensupport.signature.whole", "tomllib",
}  # fmt: skip
"""Modules of the bundle that no first page needs; tests/architecture/test_start.py tells of more, from source."""


def _why_not() -> str:
    """Why these tests cannot run here, or nothing."""
    if not INSTALLERS:
        return "takes minutes: make test-installer runs it"
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "the installers are for Linux on x86_64"
    if os.geteuid() != 0:
        return "needs root, for debootstrap and chroot"
    missing = [
        one for one in ("debootstrap", "unshare", "chroot", "dpkg-deb", "Xvfb", "xdotool") if not shutil.which(one)
    ]
    if missing:
        return f"not installed: {', '.join(missing)}"
    done = subprocess.run(
        ["unshare", "--mount", "--net", "--pid", "--fork", "true"], check=False, capture_output=True, text=True
    )
    return f"no namespaces may be made here: {done.stderr.strip()}" if done.returncode else ""


pytestmark = [pytest.mark.skipif(bool(_why_not()), reason=_why_not()), pytest.mark.timeout(1800)]


def step(text: str) -> None:
    print(f"    {time.strftime('%H:%M:%S')} {text}", flush=True)


# ------------------------------------------------------------------------------------------------------------------ what is tried


class Installers:
    """The two installers, and the same ones called an older version."""

    def __init__(self, folder: Path, older: Path) -> None:
        (self.deb,) = folder.glob("switchback_*.deb")
        (self.run,) = folder.glob("switchback-*.run")
        self.older_deb = older / f"switchback_{OLDER}_amd64.deb"
        self.older_run = older / f"switchback-{OLDER}-linux-x86_64.run"


@pytest.fixture(scope="module")
def project_folder() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installers(project_folder: Path, tmp_path_factory: TempPathFactory) -> Installers:
    folder, older = Path(INSTALLERS or ""), tmp_path_factory.mktemp("older")
    step(f"the same program as {OLDER}, to come from")
    command = [
        sys.executable,
        "resources/packaging/linux/package.py",
        str(folder / "switchback"),
        str(older),
        "--version",
        OLDER,
    ]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1790000000", "PYTHONPATH": "."}
    subprocess.run(command, cwd=project_folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return Installers(folder, older)


@pytest.fixture(scope="module")
def debian(installers: Installers, tmp_path_factory: TempPathFactory) -> tuple[Path, Path]:
    """The bare system, and all packages that the .deb depends on."""
    kept = os.environ.get("SWITCHBACK_ROOTS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("roots")
    told = subprocess.run(
        ["dpkg-deb", "--field", str(installers.deb), "Depends"], capture_output=True, text=True, check=True
    )
    packages = [one.split()[0] for one in told.stdout.split(",")]
    step("a bare Debian, and the packages that are depended on")
    try:
        return made(folder, packages)
    except Unavailable as error:
        pytest.skip(f"no Debian system can be made here: {error}")


@pytest.fixture(scope="module")
def bare(debian: tuple[Path, Path], tmp_path_factory: TempPathFactory) -> Iterator[Root]:
    """A bare Debian: not even a Python, and none of the libraries that a desktop has."""
    folder = tmp_path_factory.mktemp("bare")
    root = unpacked(debian[0], folder)
    assert not [one for one in root.files() if "/bin/python" in f"/{one}"]
    root.run("useradd", "--create-home", "--shell", "/bin/sh", USER)
    yield root
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def furnished(debian: tuple[Path, Path], tmp_path_factory: TempPathFactory) -> Iterator[Root]:
    """A Debian with the libraries that a desktop has, and still without Python: just what the .deb depends on."""
    folder = tmp_path_factory.mktemp("desktop")
    root = unpacked(debian[0], folder)
    for package in debian[1].glob("*.deb"):
        root.give(package, f"/packages/{package.name}")
    step("what is depended on, installed without a network")
    root.run("sh", "-c", "dpkg --install --force-unsafe-io /packages/*.deb")
    shutil.rmtree(root.at("/packages"))
    assert not [one for one in root.files() if "/bin/python" in f"/{one}"]
    yield root
    shutil.rmtree(folder)


@pytest.fixture
def desktop(furnished: Root) -> Iterator[Root]:
    """The same, with a user who is there for the first time."""
    furnished.run("useradd", "--create-home", "--shell", "/bin/sh", USER)
    yield furnished
    furnished.run("userdel", "--remove", USER, status=None)
    furnished.run("dpkg", "--purge", "switchback", status=None)
    for left in (furnished.at(HOME), *furnished.at("/opt").iterdir()):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def display() -> Iterator[Screen]:
    with screen() as one:
        yield one


class Program:
    """The installed program as one user starts it."""

    def __init__(self, root: Root, command: str) -> None:
        self.root, self.path = root, command

    def __call__(self, *words: str, status: int | None = 0) -> str:
        return self.root.run(self.path, *words, user=USER, status=status)


# --------------------------------------------------------------------------------------------------------------- what is done with it


def starts(program: Program, display: Screen, entry: str, pictures: Path) -> None:
    """Without a screen, with one, and as the desktop starts it: by itself, on a backup, on a table of sessions."""
    root = program.root
    assert "switchback " in program("--version")
    said = program("self-test")
    assert "FAILED" not in said, said
    assert said.count("ok     ") == len(said.splitlines()), said
    step(f"self-test: {len(said.splitlines())} checks")

    painted = f"{HOME}/painted"
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "SWITCHBACK_STOPWATCH": painted,
        "SWITCHBACK_HOME": f"{HOME}/first-start",
    }
    with root.started(program.path, user=USER, display="", **environment) as process:
        assert waited(root.at(painted), process), process.stdout and process.stdout.read()
    modules = set(json.loads(root.at(painted).read_text("utf-8"))["modules"])
    assert not modules & LATER
    step(f"painted without a screen, by {len(modules)} modules")
    root.at(painted).unlink()
    shutil.rmtree(root.at(f"{HOME}/first-start"))

    words = launched(entry)
    environment = {"SWITCHBACK_STOPWATCH": painted, "PATH": f"{HOME}/.local/bin:/usr/bin:/bin"}
    files: tuple[str | None, ...] = (
        None,
        next(iter(_named(root, f"{HOME}/backups", "*.switchback"))),
        f"{HOME}/sessions.csv",
    )
    for number, file in enumerate(files):
        words = launched(entry, file)
        with root.started(*words, user=USER, display=display.name, **environment) as process:
            window = display.window()
            assert file is not None or waited(
                root.at(painted), process
            )  # a question about a file may come before a page
            time.sleep(4)
            colours = display.colours(pictures / f"started-{number}.png")
            assert colours > 100, f"{colours} colours: that is no window with a page in it"
            assert process.poll() is None
            if file is None:
                display.close(window, process)
                if process.poll() is None:
                    display.colours(pictures / "not-closed.png")
                assert process.wait(timeout=30) == 0
        root.at(painted).unlink(missing_ok=True)
        step(f"on X11 by the entry of the menu, {'no file' if file is None else Path(file).name}: {colours} colours")


def _named(root: Root, folder: str, pattern: str) -> list[str]:
    return [f"{folder}/{file.name}" for file in sorted(root.at(folder).glob(pattern))]


def journey(program: Program) -> dict[str, Any]:
    """From a squad to its plan, through a file into another store and back unchanged, a backup and its return; what it came to."""
    root = program.root
    data = f"{HOME}/.local/share/switchback"
    program("demo", data, *TODAY)
    assert oct(root.at(data).stat().st_mode)[-3:] == "700"
    squad = json.loads(program("athletes", "--json", *TODAY))
    assert len(squad["athletes"]) == 8
    one = squad["athletes"][0]["id"]
    plan = json.loads(program("plan", one, "--weeks", "2", "--json", *TODAY))
    assert len(plan["weeks"]) == 2
    said = program("export", "sessions", "--out", f"{HOME}/sessions.csv", *TODAY)
    elsewhere = ("--data-dir", f"{HOME}/elsewhere")
    assert " 0 refused" in program("import", f"{HOME}/sessions.csv", *elsewhere, *TODAY)
    program("export", "sessions", "--out", f"{HOME}/again.csv", *elsewhere, *TODAY)
    assert root.at(f"{HOME}/sessions.csv").read_bytes() == root.at(f"{HOME}/again.csv").read_bytes()
    program("backup", f"{HOME}/backups")
    (backup,) = _named(root, f"{HOME}/backups", "*.switchback")
    program("restore", backup, *elsewhere)
    assert json.loads(program("athletes", "--json", *elsewhere, *TODAY)) == squad
    for where in ((), elsewhere):
        assert "FAILED" not in program("doctor", *where)
    step(
        f"journey: 8 athletes, plan, {said.strip().split(' written')[0]} out and in and out again the same, backup, restore, doctor"
    )
    return {"athletes": squad, "plan": plan, "data": data}


def kept(program: Program, before: dict[str, Any]) -> None:
    """The data is as it was, and says the same."""
    one = before["athletes"]["athletes"][0]["id"]
    assert json.loads(program("athletes", "--json", *TODAY)) == before["athletes"]
    assert json.loads(program("plan", one, "--weeks", "2", "--json", *TODAY)) == before["plan"]
    program("export", "sessions", "--out", f"{HOME}/after.csv", *TODAY)
    assert program.root.at(f"{HOME}/after.csv").read_bytes() == program.root.at(f"{HOME}/sessions.csv").read_bytes()
    program.root.at(f"{HOME}/after.csv").unlink()


def old_store(program: Program, project: Path) -> None:
    """A store of the oldest schema opens and is sound."""
    oldest = min((project / "resources" / "schemas").glob("schema_*.sql"))
    folder = program.root.at(f"{HOME}/old")
    folder.mkdir()
    connection = sqlite3.connect(folder / "switchback.db")
    connection.executescript(oldest.read_text(encoding="utf-8"))
    connection.close()
    program.root.run("chown", "-R", f"{USER}:{USER}", f"{HOME}/old")
    before = program("doctor", "--data-dir", f"{HOME}/old", status=None)
    program("athlete-mode", "--reset", "--data-dir", f"{HOME}/old")  # a command that writes, as the window does
    assert "FAILED" not in program("doctor", "--data-dir", f"{HOME}/old"), before
    assert len(json.loads(program("athletes", "--json", "--data-dir", f"{HOME}/old"))["athletes"]) == 1
    step(f"a store of {oldest.stem} opens")


def contents(root: Root, folder: str) -> dict[str, str]:
    return {str(file.relative_to(root.path)): digest(file) for file in sorted(root.at(folder).rglob("*.db"))}


# -------------------------------------------------------------------------------------------------------------------------- .deb


def test_deb_names_what_is_missing(bare: Root, installers: Installers, debian: tuple[Path, Path]) -> None:
    package = bare.give(installers.deb, "/opt/switchback.deb")
    before = bare.files()
    said = bare.run("dpkg", "--install", package, status=1)
    for library in ("libgl1", "libegl1", "libxcb1", "libwayland-client0", "libxkbcommon0"):
        assert f"depends on {library}" in said
    bare.run("dpkg", "--purge", "switchback")
    bare.at(package).unlink()
    assert bare.files() == before - {package.lstrip("/")}


def test_deb_depends_on_just_what_is_needed(desktop: Root, installers: Installers, project_folder: Path) -> None:
    """Each package brings a library that something inside links to by name, and nothing is missing but what is only recommended."""
    desktop.run("dpkg", "--install", desktop.give(installers.deb, "/opt/switchback.deb"))
    beside = {"LD_LIBRARY_PATH": "/usr/lib/switchback/_internal"}  # as the program sets it when it starts
    said = desktop.run(
        "sh",
        "-c",
        "find /usr/lib/switchback -type f \\( -name '*.so*' -o -name switchback \\) -exec ldd {} + 2>&1",
        variables=beside,
    )
    missing = {line.split()[0] for line in said.splitlines() if "not found" in line}
    assert missing == {"libcups.so.2"}
    listed = tomllib.loads((project_folder / "resources/packaging/linux/libraries.toml").read_text(encoding="utf-8"))
    for package in listed["package"]:
        if package.get("optional"):
            continue
        owned = desktop.run("dpkg", "--listfiles", package["name"])
        for library in package["provides"]:
            assert f"/{library}\n" in owned, f"{package['name']} does not bring {library}"
            (file,) = [line for line in owned.splitlines() if line.endswith(f"/{library}")][:1]
            aside = desktop.at(file)
            if package["name"] in {"libc6", "libgcc-s1", "libstdc++6", "zlib1g", "libzstd1"}:
                continue  # the system itself would stop
            aside.rename(f"{aside}.aside")
            found = desktop.run(
                "sh", "-c", "ldd /usr/lib/switchback/_internal/PySide6/Qt/plugins/*/*.so 2>&1", variables=beside
            )
            assert f"{library} => not found" in found, f"{package['name']} is not needed"
            Path(f"{aside}.aside").rename(aside)


def test_deb_from_the_first_day_to_the_last(
    desktop: Root, installers: Installers, display: Screen, project_folder: Path, pictures: Path
) -> None:
    package, older = desktop.give(installers.deb, "/opt/new.deb"), desktop.give(installers.older_deb, "/opt/older.deb")
    before = desktop.files()
    begun = time.monotonic()
    desktop.run("dpkg", "--install", older)
    step(
        f"installed in {time.monotonic() - begun:.1f} s, offline; version {desktop.run('dpkg-query', '-Wf${Version}', 'switchback')}"
    )
    program = Program(desktop, "/usr/bin/switchback")
    found = journey(program)
    starts(
        program, display, desktop.at("/usr/share/applications/switchback.desktop").read_text(encoding="utf-8"), pictures
    )
    held = contents(desktop, HOME)
    desktop.run("dpkg", "--install", package)
    assert desktop.run("dpkg-query", "-Wf${Version}", "switchback") != OLDER
    assert contents(desktop, HOME) == held
    kept(program, found)
    old_store(program, project_folder)
    step("data kept over the upgrade")
    held = contents(desktop, HOME)
    desktop.run("dpkg", "--purge", "switchback")
    assert contents(desktop, HOME) == held
    left = {path for path in desktop.files() - before if not path.startswith(HOME.lstrip("/"))}
    assert not left
    assert before <= desktop.files()
    assert not list(desktop.at("/var/lib/dpkg/info").glob("switchback*"))
    step("purged; no file of ours is left, the data is")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: TempPathFactory) -> Path:
    """Where pictures of the screen are put; kept where the bare systems are."""
    kept = os.environ.get("SWITCHBACK_ROOTS")
    return Path(kept) if kept else tmp_path_factory.mktemp("pictures")


def test_papers_of_the_deb(installers: Installers, tmp_path: Path) -> None:
    """What the tools that look at packages say, where they are installed."""
    subprocess.run(["dpkg-deb", "--extract", str(installers.deb), str(tmp_path)], check=True)
    share = tmp_path / "usr" / "share"
    checks: dict[str, list[str]] = {
        "desktop-file-validate": [str(share / "applications" / "switchback.desktop")],
        "appstreamcli": ["validate", "--no-net", str(share / "metainfo" / "org.switchback.Switchback.metainfo.xml")],
        "man": ["--warnings", "--local-file", "--encoding=utf8", str(share / "man" / "man1" / "switchback.1.gz")],
        "lintian": ["--allow-root", "--fail-on", "error,warning", str(installers.deb)],
    }
    ran = 0
    for tool, words in checks.items():
        if shutil.which(tool):
            done = subprocess.run(
                [tool, *words], check=False, capture_output=True, text=True, env=os.environ | {"MANPAGER": "cat"}
            )
            assert not done.returncode, f"{tool}: {done.stdout}{done.stderr}"
            assert tool != "man" or not done.stderr, done.stderr
            ran += 1
            step(f"{tool}: in order")
    if not ran:
        pytest.skip(f"not installed: {', '.join(checks)}")


# -------------------------------------------------------------------------------------------------------------- self-extracting


def installs(root: Root, file: str, *options: str, status: int = 0) -> str:
    return root.run("sh", file, *options, user=USER, status=status)


def test_run_refuses_before_it_touches_anything(bare: Root, installers: Installers) -> None:
    file = bare.give(installers.run, "/opt/switchback.run", USER)
    before = bare.files()
    said = installs(bare, file, status=3)
    assert "sudo apt install" in said
    for library in ("libegl1", "libgl1", "libxcb1", "libxkbcommon0"):
        assert library in said
    assert "Nothing was changed" in said
    installs(bare, file, "--target", status=2)
    installs(bare, file, "--uninstall", "--what", status=2)
    said = installs(bare, file, "--uninstall", status=3)
    assert "There is no Switchback" in said
    cut = bare.at("/opt/cut.run")
    cut.write_bytes(bare.at(file).read_bytes()[:-1_000_000])
    assert "size" in bare.run("sh", "/opt/cut.run", user=USER, status=2)
    cut.unlink()
    assert bare.files() == before
    step("missing libraries named; wrong options and a cut file refused; nothing written")


def test_run_refuses_what_would_harm(desktop: Root, installers: Installers) -> None:
    file = desktop.give(installers.run, "/opt/switchback.run", USER)
    desktop.run("mkdir", "-p", f"{HOME}/full", user=USER)
    desktop.run("touch", f"{HOME}/full/mine", user=USER)
    before = desktop.files()
    assert "something else" in installs(desktop, file, "--target", f"{HOME}/full", status=3)
    assert "may not write" in installs(desktop, file, "--target", "/usr/lib/switchback", status=3)
    assert "without quotes" in installs(desktop, file, "--target", f"{HOME}/a$b", status=3)
    assert "for your data" in installs(desktop, file, "--target", f"{HOME}/.local/share/switchback", status=3)
    assert "64-bit PCs" in installs(
        desktop, _with(desktop, "uname", "case $1 in -m) echo aarch64 ;; *) echo Linux ;; esac", file), status=3
    )
    assert "MB are needed" in installs(
        desktop, _with(desktop, "df", "echo; echo disk 1 1 100 1", file, "rest"), status=3
    )
    desktop.run("rm", "-r", "/opt/fake")
    there = f"{HOME}/full"
    no_programs = (
        f"mount -t tmpfs -o noexec,mode=1777 none {there} && exec setpriv --reuid {USER} sh {file} --target {there}/new"
    )
    assert "mounted noexec" in desktop.run("sh", "-c", no_programs, variables={"HOME": HOME}, status=3)
    assert desktop.files() == before
    step(
        "foreign folder, no right to write, odd names, another processor, a full disk, a disk without programs: refused"
    )


def _with(root: Root, tool: str, body: str, file: str, also: str = "") -> str:
    """The installer started where `tool` answers otherwise."""
    if also:  # makeself looks at the room in /tmp with the same tool, before ours looks at the room at home
        body = f'case "$*" in *makeself*|*tmp*) exec /usr/bin/{tool} "$@" ;; esac; {body}'
    fake = root.at(f"/opt/fake/{tool}")
    shutil.rmtree(fake.parent, ignore_errors=True)
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    fake.chmod(0o755)
    start = root.at(f"/opt/fake/start-{tool}")
    start.write_text(f'#!/bin/sh\nPATH=/opt/fake:$PATH exec sh {file} "$@"\n', encoding="utf-8")
    return f"/opt/fake/start-{tool}"


def test_run_from_the_first_day_to_the_last(
    desktop: Root, installers: Installers, display: Screen, project_folder: Path, pictures: Path
) -> None:
    file, older = (
        desktop.give(installers.run, "/opt/new.run", USER),
        desktop.give(installers.older_run, "/opt/older.run", USER),
    )
    before = desktop.files()
    begun = time.monotonic()
    installs(desktop, older)
    step(f"installed in {time.monotonic() - begun:.1f} s, offline and as {USER}")
    link = f"{HOME}/.local/bin/switchback"
    program = Program(desktop, link)
    found = journey(program)
    entry = desktop.at(f"{HOME}/.local/share/applications/switchback.desktop").read_text(encoding="utf-8")
    starts(program, display, entry, pictures)
    held = contents(desktop, HOME)
    begun = time.monotonic()
    said = installs(desktop, file)
    assert "Installed: switchback" in said
    step(f"upgraded in {time.monotonic() - begun:.1f} s")
    assert contents(desktop, HOME) == held
    kept(program, found)
    old_store(program, project_folder)
    held = contents(desktop, HOME)
    said = installs(desktop, file, "--uninstall")
    assert contents(desktop, HOME) == held
    ours = {f"{HOME}/{name}".lstrip("/") for name in ("elsewhere", "old", "backups", ".local/share/switchback")}
    left = {path for path in desktop.files() - before if not path.startswith(tuple(ours))}
    assert left <= {
        f"{HOME}/{name}".lstrip("/") for name in (".cache", ".local", ".local/share", "sessions.csv", "again.csv")
    }, left
    step("taken away; no file of ours is left, the data is")


def test_run_into_a_folder_of_choice(desktop: Root, installers: Installers, display: Screen) -> None:
    """A name with a space; data kept beside the program stays through an upgrade and the end; an open program is not replaced."""
    file, older = (
        desktop.give(installers.run, "/opt/new.run", USER),
        desktop.give(installers.older_run, "/opt/older.run", USER),
    )
    target = f"{HOME}/My Programs/Switchback"
    installs(desktop, older, "--target", target)
    entry = desktop.at(f"{HOME}/.local/share/applications/switchback.desktop").read_text(encoding="utf-8")
    assert launched(entry) == [f"{target}/switchback", "open"]
    desktop.run("touch", f"{target}/portable.txt", user=USER)
    program = Program(desktop, f"{target}/switchback")
    program("demo", f"{target}/switchback-data", *TODAY)
    squad = program("athletes", *TODAY)
    painted = f"{HOME}/painted"
    renew = f'"{target}/switchback" & while [ ! -e {painted} ]; do sleep 0.2; done; sh {file}; echo "status $?"; kill $!; wait'
    variables = {"SWITCHBACK_STOPWATCH": painted}
    said = desktop.run("sh", "-c", renew, user=USER, status=None, display=display.name, variables=variables)
    assert "Switchback is open" in said
    assert "status 3" in said
    program("athlete-mode", "--reset")  # puts what the killed window had written into the file
    held = contents(desktop, target)
    assert f"in {target}" in installs(desktop, file)  # found by itself
    assert contents(desktop, target) == held
    assert program("athletes", *TODAY) == squad
    assert "is in" in installs(desktop, file, "--target", f"{HOME}/other", status=3)
    said = desktop.run("sh", f"{target}/uninstall.sh", user=USER)
    assert "Kept" in said
    assert sorted(one.name for one in desktop.at(target).iterdir()) == ["portable.txt", "switchback-data"]
    assert contents(desktop, target) == held
    step("a folder with a space, data beside the program, an open program not replaced, its own uninstall.sh")


def program_files(root: Root) -> dict[str, str]:
    """The installed program, but for its list of itself, in which the order may change."""
    folder = root.at(f"{HOME}/.local/lib/switchback")
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "installed-files"]
    return {str(path.relative_to(folder)): digest(path) for path in files}


def test_run_that_does_not_start_changes_nothing(desktop: Root, installers: Installers) -> None:
    file = desktop.give(installers.run, "/opt/new.run", USER)
    empty = desktop.files()
    desktop.run("sh", file, "--quiet", "--noexec", "--keep", "--nox11", user=USER)
    stage = f"{HOME}/stage"
    broken = desktop.at(f"{stage}/app/_internal/base_library.zip")
    broken.write_bytes(b"no archive")
    before = desktop.files()
    said = desktop.run("sh", f"{stage}/install.sh", user=USER, status=4)
    assert "does not start on this computer" in said
    assert desktop.files() == before
    installs(desktop, file)
    program = Program(desktop, f"{HOME}/.local/bin/switchback")
    sound = program_files(desktop)
    desktop.run("sh", f"{stage}/install.sh", user=USER, status=4)
    assert program_files(desktop) == sound
    assert "switchback " in program("--version")
    # Killed between two renames, as by a power cut: the next installation makes it whole.
    shutil.rmtree(desktop.at(stage))
    desktop.run("sh", file, "--quiet", "--noexec", "--keep", "--nox11", user=USER)
    script = desktop.at(f"{stage}/install.sh")
    text, renaming = script.read_text(encoding="utf-8"), '  mv "$entry" "$target/"\n'
    assert text.count(renaming) == 1
    script.write_text(text.replace(renaming, f"{renaming}  kill -9 $$\n"), encoding="utf-8")
    desktop.run(
        "sh", "-c", f"sh {stage}/install.sh; exit $?", user=USER, status=137
    )  # the first process cannot be killed
    installs(desktop, file)
    assert program_files(desktop) == sound
    installs(desktop, file, "--uninstall")
    for left in (desktop.at(stage), *desktop.at("/tmp").glob("tmp.*")):  # the killed one could not clean up
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    left = desktop.files() - empty
    assert not left
    step("a program that does not start is not installed, and the one before stays")


# ------------------------------------------------------------------------------------------------------------------ the desktop


TOOLS = ("desktop-file-utils", "shared-mime-info", "hicolor-icon-theme", "gtk-update-icon-cache", "libglib2.0-bin")
"""What a desktop reads menus, kinds of files and icons with."""
CALC = "[Desktop Entry]\nType=Application\nName=Calc\nExec=true %f\nMimeType=text/csv;\n"


@pytest.fixture(scope="module")
def with_tools(furnished: Root, debian: tuple[Path, Path]) -> Root:
    """The last tests take the same system, with the tools of a desktop in it."""
    _, needed = made(debian[0].parent, [*TOOLS, "libgl1", "libglib2.0-0"])
    for package in needed.glob("*.deb"):
        furnished.give(package, f"/packages/{package.name}")
    furnished.run("sh", "-c", "dpkg --install --force-unsafe-io /packages/*.deb")
    shutil.rmtree(furnished.at("/packages"))
    furnished.at("/usr/share/applications/libreoffice-calc.desktop").write_text(CALC, encoding="utf-8")
    furnished.run("update-desktop-database")
    return furnished


@pytest.mark.parametrize("kind", ["deb", "run"])
def test_the_desktop_knows_the_program_and_its_files(
    with_tools: Root, desktop: Root, installers: Installers, kind: str
) -> None:
    del with_tools
    file = desktop.give(installers.deb if kind == "deb" else installers.run, f"/opt/new.{kind}", USER)
    before = desktop.files()
    if kind == "deb":
        desktop.run("dpkg", "--install", file)
    else:
        installs(desktop, file)
    program = Program(desktop, "/usr/bin/switchback" if kind == "deb" else f"{HOME}/.local/bin/switchback")
    program("demo", f"{HOME}/squad", *TODAY)
    program("backup", f"{HOME}/backups", "--data-dir", f"{HOME}/squad")
    (backup,) = _named(desktop, f"{HOME}/backups", "*.switchback")
    told = desktop.run("gio", "info", "-a", "standard::content-type,standard::icon", backup, user=USER)
    assert "standard::content-type: application/vnd.switchback.backup" in told
    assert "application-vnd.switchback.backup" in told.split("standard::icon:")[1]
    told = desktop.run("gio", "mime", "application/vnd.switchback.backup", user=USER)
    assert "switchback.desktop" in told.splitlines()[0]
    told = desktop.run("gio", "mime", "text/csv", user=USER)
    assert "libreoffice-calc.desktop" in told.splitlines()[0]
    assert ("switchback.desktop" in told) is (kind == "deb")
    step(f"{kind}: a backup is known by its name and opens with Switchback; for tables: {told.splitlines()[0]}")
    if kind == "deb":
        desktop.run("dpkg", "--purge", "switchback")
    else:
        installs(desktop, file, "--uninstall")
    left = {
        path for path in desktop.files() - before if not path.startswith((f"{HOME}/squad"[1:], f"{HOME}/backups"[1:]))
    }
    assert not left
