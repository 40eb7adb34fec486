"""Small Debian systems to try installers in: made by debootstrap, entered without a network, thrown away afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUITE = "bookworm"
USER = "coach"
HOME = f"/home/{USER}"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENTER = """
set -e
mount -t proc proc "$ROOT/proc"
if [ -n "$DISPLAY_FOLDER" ]; then
  mkdir -p "$ROOT$DISPLAY_FOLDER"
  mount --bind "$DISPLAY_FOLDER" "$ROOT$DISPLAY_FOLDER"
fi
exec chroot --userspec="$AS" "$ROOT" /usr/bin/env -i "$@"
"""
"""Within namespaces of its own, so that nothing stays mounted or running whatever happens."""

SCREENS = "/tmp/.X11-unix"
EVERYBODYS = (
    "proc", "var/log/", "var/lib/dpkg/", "var/cache/ldconfig/", "var/cache/fontconfig/", "tmp/.X11-unix", "etc/ld.so.cache",
    f"home/{USER}/.cache/",
)  # fmt: skip
"""What the system writes for itself whatever is installed or started."""


class Unavailable(Exception):
    """No such system can be made here; the text says why."""


class Root:
    """One Debian system in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def command(
        self, words: Sequence[str], *, user: str, network: bool, display: str, extra: dict[str, str]
    ) -> tuple[list[str], dict[str, str]]:
        home = "/root" if user == "root" else f"/home/{user}"
        variables = {
            "HOME": home,
            "USER": user,
            "PATH": PATH,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        if network:
            variables |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
        if display:
            variables["DISPLAY"] = display
        variables |= extra
        entering = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        entering += [
            "sh",
            "-c",
            ENTER,
            "enter",
            "-C",
            home,
            *(f"{name}={value}" for name, value in variables.items()),
            *words,
        ]
        outside = {"PATH": os.environ["PATH"], "ROOT": str(self.path), "AS": f"{user}:{user}"}
        return entering, outside | {"DISPLAY_FOLDER": SCREENS if display else ""}

    def run(
        self,
        *words: str,
        user: str = "root",
        network: bool = False,
        display: str = "",
        status: int | None = 0,
        variables: dict[str, str] | None = None,
    ) -> str:
        """What the command says on both channels; its status must be `status` unless that is None."""
        command, outside = self.command(words, user=user, network=network, display=display, extra=variables or {})
        done = subprocess.run(
            command,
            check=False,
            env=outside,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=900,
        )
        said = done.stdout.decode(errors="replace")
        assert status is None or done.returncode == status, f"{shlex.join(words)}: status {done.returncode}\n{said}"
        return said

    @contextlib.contextmanager
    def started(self, *words: str, user: str, display: str, **extra: str) -> Iterator[subprocess.Popen[bytes]]:
        command, outside = self.command(words, user=user, network=False, display=display, extra=extra)
        with subprocess.Popen(
            command, env=outside, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as one:
            try:
                yield one
            finally:
                # The first process of the namespaces takes all others with it; unshare itself does not, once the user has changed.
                for child in _children(one.pid):
                    os.kill(child, signal.SIGKILL)
                one.wait(timeout=30)

    def at(self, path: str) -> Path:
        """Where a path of this system lies on the one outside."""
        return self.path / path.lstrip("/")

    def give(self, file: Path, path: str, user: str = "root") -> str:
        """Copies a file into the system."""
        target = self.at(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        self.run("chown", f"{user}:{user}", path)
        return path

    def files(self) -> set[str]:
        """Every path of this system but those that the system writes for itself."""
        found: set[str] = set()
        for folder, folders, names in os.walk(self.path):
            here = os.path.relpath(folder, self.path)
            inside = [os.path.normpath(f"{here}/{name}") for name in (*folders, *names)]
            found |= {path for path in inside if not f"{path}/".startswith(EVERYBODYS)}
            folders[:] = [name for name in folders if not os.path.normpath(f"{here}/{name}/").startswith("proc")]
        return found


def _children(parent: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # processes come and go
            if int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]) == parent:
                yield int(stat.parent.name)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def made(folder: Path, packages: Sequence[str]) -> tuple[Path, Path]:
    """A bare Debian as an archive, and a folder with these packages and all that they need in turn; both are kept in `folder` for
    the next time. Raises Unavailable."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"debian-{SUITE}-bare.tar"
    if not archive.exists():
        with _working(folder) as work:
            _outside("debootstrap", "--variant=minbase", SUITE, str(work))
            _outside("tar", "--create", "--file", f"{archive}.part", "--directory", str(work), ".")
        Path(f"{archive}.part").rename(archive)
    key = hashlib.sha256(" ".join(sorted(packages)).encode()).hexdigest()[:12]
    needed = folder / f"debian-{SUITE}-packages-{key}"
    if not needed.exists():
        with _working(folder) as work:
            root = unpacked(archive, work)
            if Path("/etc/resolv.conf").exists():
                shutil.copy("/etc/resolv.conf", root.at("/etc/resolv.conf"))
            for words in (("update",), ("install", "--yes", "--download-only", "--no-install-recommends", *packages)):
                try:
                    root.run(
                        "apt-get",
                        "-qq",
                        "-o",
                        "Debug::NoLocking=1",
                        "-o",
                        "APT::Sandbox::User=root",
                        *words,
                        network=True,
                    )
                except AssertionError as error:
                    raise Unavailable(f"Debian's packages cannot be fetched: {str(error)[-300:]}") from error
            part = Path(f"{needed}.part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            for package in root.at("/var/cache/apt/archives").glob("*.deb"):
                shutil.copy(package, part)
            part.rename(needed)
    return archive, needed


def unpacked(archive: Path, folder: Path) -> Root:
    _outside("tar", "--extract", "--file", str(archive), "--directory", str(folder))
    return Root(folder)


@contextlib.contextmanager
def _working(folder: Path) -> Iterator[Path]:
    work = folder / f"working-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work)


def _outside(*words: str) -> None:
    done = subprocess.run(
        words, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise Unavailable(f"{words[0]} failed: {done.stdout.decode(errors='replace')[-300:]}")


# ------------------------------------------------------------------------------------------------------------------- the screen


@dataclass
class Screen:
    """A virtual X server of the system outside."""

    name: str

    def window(self, seconds: float = 60) -> str:
        """The visible window of the program, once there is one."""
        said = self._ask("search", "--sync", "--onlyvisible", "--class", "^switchback$", seconds=seconds)
        return said.split()[0]

    def close(self, window: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
        """By the keyboard, since there is no window manager here whose cross could be clicked: what lies over the page first, if
        anything does."""
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(AssertionError):  # the window may go meanwhile
                for words in (("windowfocus", window), ("key", "Escape"), ("key", "ctrl+q")):
                    self._ask(*words)
                    time.sleep(0.5)
            time.sleep(1)

    def colours(self, picture: Path) -> int:
        """How many colours are on the screen; draws it into `picture`."""
        code = (
            "import sys; from PySide6.QtGui import QGuiApplication\n"
            "app = QGuiApplication([]); image = app.primaryScreen().grabWindow(0).toImage(); image.save(sys.argv[1])\n"
            "print(len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}))"
        )
        environment = os.environ | {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", code, str(picture)],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert not done.returncode, done.stderr
        return int(done.stdout)

    def _ask(self, *words: str, seconds: float = 60) -> str:
        environment = os.environ | {"DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *words], check=False, env=environment, capture_output=True, text=True, timeout=seconds
        )
        assert not done.returncode, done.stderr
        return done.stdout


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac"]
    with subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield Screen(f":{number}")
        finally:
            server.terminate()
            server.wait(timeout=20)


def launched(entry: str, file: str | None = None) -> list[str]:
    """The words that a desktop starts for this entry of the menu, by the specification: quotes, and %f for a file."""
    (line,) = [line for line in entry.splitlines() if line.startswith("Exec=")]
    words: list[str] = []
    for word in shlex.split(line.removeprefix("Exec=")):
        if word != "%f":
            words.append(word.replace("%%", "%"))
        elif file is not None:
            words.append(file)
    return words


def waited(for_what: Path, process: subprocess.Popen[bytes], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None and not for_what.exists():
        time.sleep(0.1)
    return for_what.exists()
