"""What the installer for Windows is made from, each piece by itself; `make test-windows` tries the whole under Wine."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from resources import VERSION
from resources.packaging.windows import icon, locked, package

PROJECT = Path(__file__).parents[2]
WINDOWS = PROJECT / "resources" / "packaging" / "windows"
SCRIPT = (WINDOWS / "switchback.nsi").read_text(encoding="utf-8")


def library(*imports: str, machine: int = 0x8664) -> bytes:
    """A library for Windows that has nothing but a table of what it links to."""
    names_at, start, raw = 20 * (len(imports) + 1), 0x1000, 0x200
    table, names = b"", b""
    for name in imports:
        table += struct.pack("<IIIII", 0, 0, 0, start + names_at + len(names), 0)
        names += name.encode() + b"\0"
    section = table + bytes(20) + names
    head = bytearray(raw)
    head[0:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, 0x40)
    head[0x40:0x44] = b"PE\0\0"
    struct.pack_into("<HH", head, 0x44, machine, 1)
    struct.pack_into("<H", head, 0x54, 240)
    struct.pack_into("<II", head, 0x58 + 112 + 8, start if imports else 0, len(section))
    struct.pack_into("<IIII", head, 0x58 + 240 + 8, len(section), start, len(section), raw)
    return bytes(head) + section


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A frozen program in which nothing is wrong."""
    folder = tmp_path / "switchback"
    for pattern in package.NEEDED:
        file = folder / pattern.replace("*", "_x")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(library("KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "sqlite3.dll"))
    return folder


def test_a_sound_bundle_is_let_through(bundle: Path) -> None:
    assert list(package.faults(bundle)) == []


def test_what_a_library_links_to_is_read() -> None:
    assert package.imported(library("Qt6Core.dll", "icuuc.dll")) == {"qt6core.dll", "icuuc.dll"}
    assert package.imported(library()) == set()
    with pytest.raises(ValueError, match="64-bit"):
        package.imported(library("KERNEL32.dll", machine=0x14C))


@pytest.mark.parametrize("name", ["icuuc.dll", "mscms.dll", "ICUUC.DLL", "opengl32sw.dll"])
def test_a_library_that_wine_needs_is_never_shipped(bundle: Path, name: str) -> None:
    (bundle / "_internal" / name).write_bytes(library())
    (fault,) = package.faults(bundle)
    assert fault.endswith("is not to be shipped")


def test_tests_are_never_shipped(bundle: Path) -> None:
    folder = bundle / "_internal" / "tests"
    folder.mkdir()
    (folder / "test_x.py").touch()
    assert len(list(package.faults(bundle))) == 1


def test_a_library_that_is_nowhere_is_told(bundle: Path) -> None:
    (bundle / "_internal" / "odd.pyd").write_bytes(library("Missing.dll", "KERNEL32.dll"))
    (fault,) = package.faults(bundle)
    assert fault == f"{Path('_internal/odd.pyd')} needs missing.dll, which is neither inside nor part of Windows"


def test_what_is_missing_is_told(bundle: Path) -> None:
    (bundle / "switchback-cli.exe").unlink()
    assert list(package.faults(bundle)) == ["switchback-cli.exe is missing"]


def test_what_would_stay_behind_is_told(bundle: Path) -> None:
    (bundle / "README.txt").touch()
    (fault,) = package.faults(bundle)
    assert fault.startswith("README.txt would stay behind")


def test_the_version_is_that_of_the_program() -> None:
    assert package.version() == VERSION
    assert VERSION not in SCRIPT


def test_every_language_of_the_installer_says_everything() -> None:
    told: dict[str, set[str]] = {}
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", SCRIPT, re.MULTILINE):
        told.setdefault(language, set()).add(name)
    assert set(told) == {"ENGLISH", "FRENCH"}
    assert told["ENGLISH"] == told["FRENCH"]
    assert set(re.findall(r"\$\((\w+)\)", SCRIPT)) == told["ENGLISH"]


def test_what_is_written_is_removed() -> None:
    """Every key of the registry, and nothing of the data."""
    installing, _, removing = SCRIPT.partition('Section "Uninstall"')
    keys = {key.split("\\")[1] for key in re.findall(r'WriteRegStr HKCU "(\$\{CLASSES\}\\[^"]+)"', installing)}
    assert keys == {".switchback", ".csv", "Switchback.Backup", "Switchback.Sessions"}
    for key in keys:
        assert f'HKCU "${{CLASSES}}\\{key}"' in removing
    assert 'DeleteRegKey /ifempty HKCU "${CLASSES}\\.csv"' in removing
    assert not re.search(r"(RMDir|Delete)[^\n]*LOCALAPPDATA", SCRIPT)


def test_a_double_click_opens_the_file() -> None:
    assert SCRIPT.count("""'"$INSTDIR\\switchback.exe" open "%1"'""") == 2
    assert '"${CLASSES}\\.csv" ""' not in SCRIPT, "tables keep the program that opens them"


def test_the_icon_has_every_size() -> None:
    made = icon.icon((PROJECT / "resources/icons/switchback.svg").read_bytes())
    zero, kind, count = struct.unpack_from("<HHH", made)
    assert (zero, kind, count) == (0, 1, len(icon.SIZES))
    end = 6 + 16 * count
    for number, size in enumerate(icon.SIZES):
        width, height, _, _, planes, bits, length, start = struct.unpack_from("<BBBBHHII", made, 6 + 16 * number)
        assert (width or 256, height or 256, planes, bits, start) == (size, size, 1, 32, end)
        end += length
    assert end == len(made)
    assert {16, 32, 48, 256} <= set(icon.SIZES)


def test_requirements_are_those_of_windows_with_their_hashes() -> None:
    names = ("requirements.lock", "requirements-build.lock")
    lines = list(locked.on_windows((PROJECT / name).read_text(encoding="utf-8") for name in names))
    packages = [line.partition("==")[0] for line in lines]
    assert len(packages) == len(set(packages))
    assert {"pyside6-essentials", "peewee", "pyinstaller", "pefile", "pywin32-ctypes"} <= set(packages)
    assert not {"durable-rules", "macholib"} & set(packages)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+", line) for line in lines)


@pytest.mark.parametrize(
    "marker, wanted",
    [
        ("", ["a==1 --hash=sha256:0f --hash=sha256:1f"]),
        (" ; sys_platform == 'win32'", ["a==1 --hash=sha256:0f --hash=sha256:1f"]),
        (" ; sys_platform == 'darwin'", []),
    ],
)
def test_a_marker_is_judged_for_windows(marker: str, wanted: Sequence[str]) -> None:
    text = f"a==1{marker} \\\n    --hash=sha256:0f \\\n    --hash=sha256:1f\n"
    assert list(locked.on_windows([text, text])) == wanted


def test_a_marker_that_nobody_thought_of_is_told() -> None:
    with pytest.raises(ValueError, match="python_version"):
        list(locked.on_windows(["a==1 ; python_version < '4' \\\n    --hash=sha256:0f\n"]))


@pytest.mark.parametrize("name", ["build", "test", "reproducible", "wine.sh"])
def test_scripts_parse(name: str) -> None:
    subprocess.run(["bash", "-n", str(WINDOWS / name)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="they play Windows elsewhere")
def test_what_a_program_complains_of_has_arrived_when_it_has_ended(tmp_path: Path) -> None:
    """Else a command of the trial fails without a word why."""
    slow = 'read -r line; [ "$line" = answer ] || sleep 0.5; echo "$line"'
    for name, lines in {"cat": slow, "wine64": "echo answer; echo complaint >&2; exit 7"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{lines}\n")
        (tmp_path / name).chmod(0o755)
    script = f"""
set -o pipefail
. '{WINDOWS / "wine.sh"}'
windows program >'{tmp_path}/out' 2>'{tmp_path}/err' || status=$?
echo $status $(<'{tmp_path}/out') $(<'{tmp_path}/err')
"""
    environ = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, env=environ)
    assert done.stdout == "7 answer complaint\n"


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not here (nsis in Debian)")
def test_the_script_of_the_installer_compiles_without_a_warning(tmp_path: Path, bundle: Path) -> None:
    quick = tmp_path / "quick.nsi"  # packed in no time: only the script is looked at
    quick.write_text(
        SCRIPT.replace("SetCompressor /SOLID lzma", "SetCompressor zlib").replace("SetCompressorDictSize", ";")
    )
    drawing = (PROJECT / "resources/icons/switchback.svg").read_bytes()
    (tmp_path / "x.ico").write_bytes(icon.icon(drawing))
    (tmp_path / "x.bmp").write_bytes(icon.side(drawing))
    given = {"VERSION": VERSION, "NUMBERS": "1.2.3.0", "BUNDLE": bundle, "OUT": tmp_path / "x-setup.exe"}
    given |= {"ICON": tmp_path / "x.ico", "BACKUP_ICON": tmp_path / "x.ico", "SIDE": tmp_path / "x.bmp"}
    options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]
    done = subprocess.run(["makensis", *options, str(quick)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "x-setup.exe").stat().st_size > 50_000


def test_the_picture_beside_the_last_page_is_a_bitmap_of_the_size_nsis_scales() -> None:
    made = icon.side((PROJECT / "resources/icons/switchback.svg").read_bytes())
    assert made[:2] == b"BM"
    assert struct.unpack_from("<ii", made, 18) == icon.SIDE
    assert icon.SIDE[0] * 314 == icon.SIDE[1] * 164
