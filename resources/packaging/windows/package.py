"""Makes the installer for Windows of a frozen program: `package.py BUNDLE OUT_FOLDER`. Needs makensis, on Windows or elsewhere.

What is not fit to be shipped is refused: see `faults`.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
MB = 1_000_000
LARGEST_SETUP = 40 * MB
NEEDED = (
    "switchback.exe",
    "switchback-cli.exe",
    "LICENSE",
    "_internal/durable_rules_engine*.pyd",
    "_internal/sqlite3.dll",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/PySide6/plugins/platforms/qoffscreen.dll",
    "_internal/PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "_internal/PySide6/translations/qtbase_fr.qm",
    "_internal/resources/rulebook/*.toml",
)
FOREIGN = ("icuuc.dll", "mscms.dll", "opengl32sw.dll", "tests", "packaging", "pytest", "PyInstaller", "pip")
"""Windows' own libraries, of which Wine needs poor copies; what only draws by OpenGL; what builds and tests."""
OF_WINDOWS = {
    "advapi32.dll", "authz.dll", "bcrypt.dll", "comctl32.dll", "comdlg32.dll", "crypt32.dll", "d3d11.dll", "d3d12.dll", "d3d9.dll",
    "dwmapi.dll", "dwrite.dll", "dxgi.dll", "gdi32.dll", "icuuc.dll", "imm32.dll", "iphlpapi.dll", "kernel32.dll", "mpr.dll",
    "msvcrt.dll", "netapi32.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll", "pathcch.dll", "rpcrt4.dll", "setupapi.dll", "shell32.dll",
    "shlwapi.dll", "ucrtbase.dll", "uiautomationcore.dll", "user32.dll", "userenv.dll", "uxtheme.dll", "version.dll", "winmm.dll",
    "winspool.drv", "ws2_32.dll", "wtsapi32.dll",
}  # fmt: skip
"""Libraries that every Windows 10 from version 1809 on has, besides all whose names begin with api-ms-win-."""


def imported(code: bytes) -> set[str]:
    """The libraries that a program or library for 64-bit Windows links to, at once or when first used, in lower case."""
    (head,) = struct.unpack_from("<I", code, 0x3C)
    machine, sections = struct.unpack_from("<HH", code, head + 4)
    if code[head : head + 4] != b"PE\0\0" or machine != 0x8664:
        raise ValueError("not for 64-bit Windows")
    (size_of_rest,) = struct.unpack_from("<H", code, head + 20)
    rest = head + 24
    table = [struct.unpack_from("<IIII", code, rest + size_of_rest + 40 * n + 8) for n in range(sections)]

    def place(address: int) -> int:
        for size, start, raw_size, raw in table:
            if start <= address < start + max(size, raw_size):
                return address - start + raw
        raise ValueError("an address outside of every section")

    names: set[str] = set()
    for directory, length, name_at in ((1, 20, 12), (13, 32, 4)):
        (address,) = struct.unpack_from("<I", code, rest + 112 + 8 * directory)
        entry = place(address) if address else None
        while entry is not None:
            (name,) = struct.unpack_from("<I", code, entry + name_at)
            if not name:
                break
            begin = place(name)
            names.add(code[begin : code.index(0, begin)].decode("ascii").lower())
            entry += length
    return names


def faults(bundle: Path) -> Iterator[str]:
    """What is wrong with a frozen program for Windows."""
    files = [file for file in sorted(bundle.rglob("*")) if file.is_file()]
    inside = {file.name.lower() for file in files}
    for pattern in NEEDED:
        if not any(bundle.glob(pattern)):
            yield f"{pattern} is missing"
    script = (HERE / "switchback.nsi").read_text(encoding="utf-8")
    for entry in sorted(bundle.iterdir()):
        if f'"$INSTDIR\\{entry.name}"' not in script:
            yield f"{entry.name} would stay behind when the program is removed: switchback.nsi does not name it"
    for file in files:
        path = file.relative_to(bundle)
        if {part.lower() for part in path.parts} & {name.lower() for name in FOREIGN}:
            yield f"{path} is not to be shipped"
        if file.suffix.lower() in {".exe", ".dll", ".pyd"}:
            try:
                needs = imported(file.read_bytes())
            except (ValueError, struct.error) as wrong:
                yield f"{path}: {wrong}"
                continue
            for name in sorted(needs - inside - OF_WINDOWS):
                if not name.startswith("api-ms-win-"):
                    yield f"{path} needs {name}, which is neither inside nor part of Windows"


def version() -> str:
    text = (PROJECT / "resources/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^VERSION = "(.+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]


def make(bundle: Path, out: Path) -> Path:
    """The installer of the frozen program, made in the folder `out`."""
    number = version()
    setup = out.resolve() / f"switchback-{number}-setup.exe"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        drawing, of_backups = PROJECT / "resources/icons/switchback.svg", HERE.parent / "backup.svg"
        pictures = {"ICON.ico": drawing, "BACKUP_ICON.ico": of_backups, "SIDE.bmp": drawing}
        given = {"VERSION": number, "NUMBERS": ".".join([*re.findall(r"\d+", number)[:3], "0"])}
        given |= {"BUNDLE": str(bundle.resolve()), "OUT": str(setup)}
        for name, source in pictures.items():
            picture = Path(made, name)
            subprocess.run([sys.executable, str(HERE / "icon.py"), str(source), str(picture)], check=True)
            given[picture.stem] = str(picture)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:  # the installer holds the times of the files
            for file in [*bundle.rglob("*"), *Path(made).iterdir()]:
                os.utime(file, (int(epoch), int(epoch)))
        options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
        subprocess.run(["makensis", *options, str(HERE / "switchback.nsi")], check=True, stdin=subprocess.DEVNULL)
    return setup


def main(bundle: Path, out: Path) -> int:
    found = list(faults(bundle))
    if found:
        print("\n".join(found), file=sys.stderr)
        return 1
    setup = make(bundle, out)
    files = [file for file in bundle.rglob("*") if file.is_file()]
    size, of_setup = sum(file.stat().st_size for file in files), setup.stat().st_size
    print(f"{setup.name}: {of_setup / MB:.1f} MB; installed {size / MB:.1f} MB in {len(files)} files, the largest:")
    for file in sorted(files, key=lambda file: -file.stat().st_size)[:10]:
        print(f"  {file.stat().st_size / MB:5.1f} MB  {file.relative_to(bundle).as_posix()}")
    if of_setup > LARGEST_SETUP:
        print(f"The installer is larger than {LARGEST_SETUP / MB:.0f} MB.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
