"""Makes the .deb and the self-extracting installer from the frozen program.

    package.py BUNDLE OUT [--version V]

Everything that is written depends only on the bundle, on the files of the project and on SOURCE_DATE_EPOCH. `--version` is for
tests of an upgrade: the same program, called otherwise and compressed in haste. Needs dpkg-deb, xz, makeself and gzip.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.cli.arguments import parser
from resources import VERSION
from resources.packaging.check_bundle import libraries
from resources.packaging.linux import icons, man
from resources.packaging.linux.releases import (
    MAINTAINER,
    Release,
    appstream,
    debian_changelog,
    debian_version,
    releases,
)

LINUX: Final = Path(__file__).parent
PROJECT: Final = LINUX.parents[2]
NAME: Final = "switchback"
COMPONENT: Final = "org.switchback.Switchback.metainfo.xml"
BACKUP: Final = "application-vnd.switchback.backup"
LICENCES: Final = "THIRD-PARTY-LICENSES.txt"
"""Beside the program in the bundle, where build.spec puts it; /usr/share/doc/switchback has a link to it."""

CONTROL: Final = """\
Package: {name}
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: education
Priority: optional
Description: strength planning for trail runners
 Tell Switchback who your athletes are, which races they run and what they
 have done. It tells you which exercises are open to each of them and why,
 what opens the next one, what every week before and after a race allows,
 and it plans every session of these weeks.
 .
 Every decision names its rule, and every rule its source. All data stays
 on this computer; a network is never used.
"""


def share(target: Path, found: list[Release], version: str, day: datetime) -> None:
    """Writes what the desktop looks for into `target`, as it lies below /usr/share or ~/.local/share."""
    for source, place in (
        ("switchback.desktop", "applications/switchback.desktop"),
        ("switchback.xml", "mime/packages/switchback.xml"),
    ):
        _write(target / place, (LINUX / source).read_text(encoding="utf-8"))
    pictures = target / "icons" / "hicolor"
    icons.draw(PROJECT / "resources" / "icons" / "switchback.svg", pictures, "apps", NAME)
    icons.draw(LINUX.parent / "backup.svg", pictures, "mimetypes", BACKUP)
    manual = target / "man" / "man1" / "switchback.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(man.page(parser(), version, day.date()).encode(), mtime=0))
    _write(target / "metainfo" / COMPONENT, metainfo(found))


def metainfo(found: list[Release]) -> str:
    return (LINUX / COMPONENT).read_text(encoding="utf-8").replace("@RELEASES@", appstream(found))


def depends(listed: dict[str, Any], optional: bool = False) -> list[str]:
    """The packages of the list as Debian's control file names them."""
    return [
        f"{one['name']} (>= {one['version']})" if "version" in one else one["name"]
        for one in listed["package"]
        if one.get("optional", False) is optional
    ]


def make_deb(bundle: Path, out: Path, found: list[Release], version: str, day: datetime) -> Path:
    """The package for Debian and Ubuntu. It has no scripts: what reads menus, kinds of files and icons is triggered by dpkg."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        program = root / "usr" / "lib" / NAME
        shutil.copytree(bundle, program, symlinks=True)
        (root / "usr" / "bin").mkdir()
        (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
        share(root / "usr" / "share", found, version, day)
        doc = root / "usr" / "share" / "doc" / NAME
        _write(doc / "copyright", (LINUX / "copyright").read_text(encoding="utf-8"))
        (doc / "changelog.gz").write_bytes(gzip.compress(debian_changelog(found).encode(), mtime=0))
        if (program / LICENCES).exists():
            (doc / LICENCES).symlink_to(f"../../../lib/{NAME}/{LICENCES}")
        overrides = (LINUX / "lintian-overrides").read_text(encoding="utf-8")
        _write(root / "usr" / "share" / "lintian" / "overrides" / NAME, overrides)
        _settle(root, program / NAME)
        files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
        sums = "".join(f"{_digest(file, 'md5')}  {file.relative_to(root)}\n" for file in files)
        kilobytes = sum(-(-file.stat().st_size // 1024) for file in files) + sum(
            1 for one in root.rglob("*") if one.is_dir()
        )
        listed = libraries()
        control = CONTROL.format(
            name=NAME,
            version=debian_version(version),
            maintainer=MAINTAINER,
            size=kilobytes,
            depends=", ".join(depends(listed)),
            recommends=", ".join(
                [*depends(listed, optional=True), "desktop-file-utils", "hicolor-icon-theme", "shared-mime-info"]
            ),
        )
        _write(root / "DEBIAN" / "md5sums", sums)
        _write(root / "DEBIAN" / "control", control)
        for path in (root, root / "DEBIAN"):
            path.chmod(0o755)
        target = out / f"{NAME}_{debian_version(version)}_amd64.deb"
        # On one thread, since the number of threads shows in what xz writes.
        environment = os.environ | {"DPKG_DEB_THREADS_MAX": "1"}
        pressed = ["-Zxz"] if version == VERSION else ["-Zgzip", "-z1"]
        command = ["dpkg-deb", "--root-owner-group", *pressed, "--build", str(root), str(target)]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return target


def make_run(bundle: Path, out: Path, found: list[Release], version: str, day: datetime) -> Path:
    """The self-extracting installer for one user. Compressed by gzip: xz is not on every system."""
    target = (out / f"{NAME}-{version}-linux-x86_64.run").resolve()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        stage = work / "stage"
        shutil.copytree(bundle, stage / "app", symlinks=True)
        share(stage / "share", found, version, day)
        shutil.rmtree(stage / "share" / "metainfo")  # speaks of what a software centre can install
        listed = libraries()
        script = (LINUX / "install.sh").read_text(encoding="utf-8").replace("@GLIBC@", listed["glibc"])
        _write(stage / "install.sh", script)
        names = [f"{library} {one['name']}" for one in listed["package"] for library in one["provides"]]
        _write(stage / "libraries.txt", "\n".join(names) + "\n")
        _settle(stage, stage / "app" / NAME)
        (stage / "install.sh").chmod(0o755)
        _write(work / "header.sh", _header())
        _write(
            work / "bin" / "gzip",
            f'#!/bin/sh\nexec {shutil.which("gzip")} -n "$@"{"" if version == VERSION else " -1"}\n',
        )  # without name and time
        (work / "bin" / "gzip").chmod(0o755)
        order = f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{int(day.timestamp())}"
        # Relative names and one label: the installer tells of the command that made it.
        command = [
            "makeself",
            "--quiet",
            "--gzip",
            "--nox11",
            "--nomd5",
            "--nocrc",
            "--sha256",
            "--header",
            "./header.sh",
        ]
        command += ["--packaging-date", day.strftime("%Y-%m-%d %H:%M:%S UTC"), "--tar-extra", order]
        command += ["stage", "switchback.run", f"Switchback {version}", "sh", "./install.sh"]
        environment = os.environ | {"PATH": f"{work / 'bin'}:{os.environ['PATH']}", "TMPDIR": str(work)}
        subprocess.run(command, check=True, cwd=work, env=environment, stdout=subprocess.DEVNULL)
        shutil.move(work / "switchback.run", target)
        target.chmod(0o755)
    return target


def _header() -> str:
    """The beginning of an installer as makeself has it, taught that some options are ours when they stand first: makeself has a
    --target of its own, which only unpacks, and knows no --uninstall."""
    program = shutil.which("makeself")
    if program is None:
        raise FileNotFoundError("makeself is not installed")
    named = re.search(r"^HEADER=(\S+makeself-header\.sh)", Path(program).read_text(encoding="utf-8"), re.MULTILINE)
    own = (
        Path(named[1].replace('`dirname "$0"`', str(Path(program).parent)))
        if named
        else Path(program).parent / "makeself-header.sh"
    )
    text = own.read_text(encoding="utf-8")
    first = "#!/bin/sh\n"
    ours = 'case "\\${1:-}" in --target | --target=* | --uninstall | --help | -h) set -- --quiet -- "\\$@" ;; esac\n'
    # And what was unpacked goes when the file proves to be damaged, too.
    ours += """trap 'case "\\${tmpdir:-}" in */selfgz*) rm -rf "\\$tmpdir" ;; esac' EXIT\n"""
    if text.count(first) != 1:
        raise ValueError(f"{own} does not begin as makeself 2.4 and 2.5 do")
    return text.replace(first, first + ours)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _settle(root: Path, program: Path) -> None:
    """The same permissions whatever those of the machine that builds were: only the program itself is to be run."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
    if not program.stat().st_mode & stat.S_IXUSR:
        raise ValueError(f"{program} cannot be started")


def _digest(file: Path, kind: str) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, kind).hexdigest()


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description="Make the installers for Linux from the frozen program.")
    options.add_argument("bundle", metavar="BUNDLE", type=Path)
    options.add_argument("out", metavar="OUT", type=Path)
    options.add_argument("--version", default=VERSION)
    given = options.parse_args(arguments)
    day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    found = releases((PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), given.version, day.date())
    given.out.mkdir(parents=True, exist_ok=True)
    made = [make(given.bundle, given.out, found, given.version, day) for make in (make_deb, make_run)]
    for file in made:
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
