"""The licences of what is shipped, and the list of it for machines: what no part covers is refused, what is there is told."""

# pyright: reportMissingImports=false
# What writes the list is installed with `make bundle` only.
from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.shell import contents
from resources import VERSION
from resources.packaging import licences, versions

LINUX = (
    "switchback", "LICENSE", "base_library.zip", "libpython3.11.so.1.0", "python3.11/lib-dynload/math.cpython-311-x86_64-linux-gnu.so",
    "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt/lib/libicudata.so.73", "PySide6/QtCore.abi3.so", "libsqlite3.so.0",
    "libxcb-cursor.so.0", "_cffi_backend.cpython-311-x86_64-linux-gnu.so", "resources/fonts/Inter.otf", "resources/rulebook/load.toml",
)  # fmt: skip
WINDOWS = (
    "switchback.exe",
    "python311.dll",
    "_decimal.pyd",
    "PySide6/MSVCP140.dll",
    "PySide6/Qt6Core.dll",
    "sqlite3.dll",
)
MODULES = ("desktop.cli", "json.decoder", "peewee", "PySide6", "pyi_rth_inspect", "pyimod01_archive")


def names(found: list[licences.Found]) -> set[str]:
    return {one.part.name for one in found}


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as PyInstaller makes it, on a system of which no package is known."""
    folder = tmp_path / "switchback"
    for name in LINUX:
        file = folder / name if name in {"switchback", "LICENSE"} else folder / "_internal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\x7fELF" + name.encode())
    (folder / "_internal" / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    monkeypatch.setattr(licences.check_bundle, "modules", lambda _program: list(MODULES))
    monkeypatch.setattr(versions.Debian, "source", lambda _self, _files: None)
    return folder


def test_every_file_and_module_has_its_part() -> None:
    found, strangers = licences.assign((*LINUX, *WINDOWS), MODULES)
    assert strangers == []
    owners = {file: one.part.name for one in found for file in one.files if not one.part.inside_another}
    assert owners["PySide6/Qt/lib/libicudata.so.73"] == "ICU"
    assert owners["PySide6/QtCore.abi3.so"] == "PySide6 and Shiboken"
    assert owners["PySide6/Qt6Core.dll"] == owners["PySide6/Qt/lib/libQt6Core.so.6"] == "Qt"
    assert owners["PySide6/MSVCP140.dll"] == "Microsoft Visual C++ runtime"
    assert owners["_decimal.pyd"] == "Python"
    assert owners["resources/fonts/Inter.otf"] == "Inter"
    assert "resources/rulebook/load.toml" not in owners
    assert {"Peewee", "libffi"} <= names(found)
    assert not {"pycparser", "OpenSSL"} & names(found)


@pytest.mark.parametrize("stranger", ["libgnutls.so.30", "odd.pyd", "lib-dynload/odd.so", "notes.txt", "newlib/a.so"])
def test_a_file_that_no_part_covers_is_a_fault(stranger: str) -> None:
    assert licences.assign((*LINUX, stranger), MODULES)[1] == [stranger]


def test_a_module_that_no_part_covers_is_a_fault() -> None:
    assert licences.assign(LINUX, (*MODULES, "requests.sessions"))[1] == ["module requests"]


def test_nothing_is_written_where_something_is_not_covered(bundle: Path) -> None:
    (bundle / "_internal" / "libodd.so").touch()
    with pytest.raises(licences.NotCovered, match=r"libodd\.so"):
        licences.write(bundle)
    assert not (bundle / licences.NAME).exists()


def test_without_the_modules_nothing_is_claimed(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences.check_bundle, "modules", lambda _program: [])
    with pytest.raises(licences.NotCovered, match="PyInstaller"):
        licences.look(bundle)


def test_the_text_tells_each_part_with_licence_and_texts(bundle: Path) -> None:
    told = licences.write(bundle).read_text(encoding="utf-8")
    assert licences.write(bundle).read_text(encoding="utf-8") == told, "the text is not part of itself"
    contents = told.partition("====")[0]
    for name in names(licences.look(bundle)):
        assert name in contents
    for text in (
        "GNU LESSER GENERAL PUBLIC LICENSE", "Version 3, 29 June 2007", "SIL OPEN FONT LICENSE", "PYTHON SOFTWARE FOUNDATION LICENSE",
        "UNICODE, INC. LICENSE AGREEMENT", "You may use this program with a changed Qt", "Charles Leifer",
        "dedicated to the public domain",
    ):  # fmt: skip
        assert text in told, text
    assert told.count("                   GNU LESSER GENERAL PUBLIC LICENSE") == 1, "shared texts stand once"


def test_a_finished_bundle_is_told_of_as_one_whose_contents_are_not_listed_yet(bundle: Path) -> None:
    before = licences.text(licences.look(bundle))
    contents.write(bundle)
    assert licences.text(licences.look(bundle)) == before


def test_each_library_of_the_xcb_family_stands_by_itself() -> None:
    names_of = {
        name: found[0].part.name
        for name in (
            "libxcb-cursor.so.0",
            "libxcb-image.so.0",
            "libxcb-util.so.1",
            "libxcb-icccm.so.4",
            "libxcb-shm.so.0",
        )
        if (found := licences.assign((name,), ())[0])
    }
    assert names_of == {
        "libxcb-cursor.so.0": "xcb-util-cursor",
        "libxcb-image.so.0": "xcb-util-image",
        "libxcb-util.so.1": "xcb-util",
        "libxcb-icccm.so.4": "xcb-util-wm",
        "libxcb-shm.so.0": "libxcb",
    }


def test_a_bundle_for_macos_keeps_them_with_its_resources(bundle: Path, tmp_path: Path) -> None:
    contents = tmp_path / "Switchback.app" / "Contents"
    (contents / "MacOS").mkdir(parents=True)
    (contents / "Resources").mkdir()
    (bundle / "switchback").rename(contents / "MacOS" / "switchback")
    (bundle / "_internal").rename(contents / "Frameworks")
    made = licences.write(contents.parent)
    assert made.parent == contents / "Resources"


def test_every_part_names_texts_that_are_there() -> None:
    for part in licences.parts():
        assert part.licence
        assert part.source.startswith("https://")
        assert part.files or part.modules
        for name in part.texts:
            assert (licences.HERE / name).is_file(), name
        if part.package:
            assert licences.normal(part.package) in licences.locked(), part.package
        assert part.texts or part.package or part.name.startswith("Microsoft"), f"no text for {part.name}"


def test_every_dependency_has_its_part(project: Path) -> None:
    packages = {licences.normal(part.package) for part in licences.parts() if part.package}
    told = re.findall(r"^([\w.-]+)==", (project / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert {licences.normal(name) for name in told} - packages <= {"setuptools", "shiboken6"}


def test_no_text_lies_there_for_nothing() -> None:
    used = {name for part in licences.parts() for name in part.texts}
    assert {file.name for file in licences.HERE.glob("*.txt")} <= used


@pytest.fixture
def sbom() -> Any:
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not here: it comes with `make bundle`")
    from resources.packaging import sbom

    return sbom


def test_the_list_for_machines_is_the_same_each_time(sbom: Any, bundle: Path) -> None:
    at = datetime(2027, 1, 11, tzinfo=UTC)
    one, two = (sbom.text(sbom.bom(bundle, "linux-x86_64", "abc", at)) for _ in range(2))
    assert one == two
    told = json.loads(one)
    assert told["metadata"]["timestamp"] == "2027-01-11T00:00:00+00:00"
    assert told["metadata"]["component"]["version"] == VERSION
    assert sbom.text(sbom.bom(bundle, "linux-x86_64", "abd", at)) != one


def test_the_list_for_machines_has_versions_licences_and_sums(sbom: Any, bundle: Path) -> None:
    told = json.loads(sbom.text(sbom.bom(bundle, "linux-x86_64", "abc", datetime(2027, 1, 11, tzinfo=UTC))))
    found = {one["name"]: one for one in told["components"]}
    assert found["Peewee"]["purl"].startswith("pkg:pypi/peewee@")
    assert found["Peewee"]["licenses"] == [{"expression": "MIT"}]
    assert any("hashes" in one for one in found["Peewee"]["externalReferences"])
    (library,) = found["Qt"]["components"]
    assert library["name"] == "_internal/PySide6/Qt/lib/libQt6Core.so.6"
    assert re.fullmatch("[0-9a-f]{64}", library["hashes"][0]["content"])


def test_the_list_for_machines_names_the_packages_that_were_copied_from(
    sbom: Any, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = versions.Source("sqlite3", "3.40.1-2", ("libsqlite3-0:amd64 3.40.1-2",), "debian", "12")
    monkeypatch.setattr(versions.Debian, "source", lambda _self, files: source if "sqlite" in files[0].name else None)
    told = json.loads(sbom.text(sbom.bom(bundle, "linux-x86_64", "abc", datetime(2027, 1, 11, tzinfo=UTC))))
    found = {one["name"]: one for one in told["components"]}
    assert found["SQLite"]["version"] == "3.40.1-2"
    assert found["SQLite"]["purl"] == "pkg:deb/debian/sqlite3@3.40.1-2?arch=source&distro=debian-12"
    assert found["SQLite"]["properties"] == [
        {"name": sbom.TAKEN_FROM, "value": "libsqlite3-0:amd64 3.40.1-2 of debian 12"}
    ]


def test_a_version_that_nobody_knows_is_left_out_and_that_is_said(sbom: Any, bundle: Path) -> None:
    told = json.loads(sbom.text(sbom.bom(bundle, "linux-x86_64", "abc", datetime(2027, 1, 11, tzinfo=UTC))))
    silent = {one["name"] for one in told["components"] if "version" not in one}
    assert {"ICU", "libffi", "xcb-util-cursor"} <= silent, "they are empty files here"
    said = {
        one["name"]
        for one in told["components"]
        if sbom.VERSION_NOT_KNOWN in {each["name"] for each in one.get("properties", ())}
    }
    assert said == silent


def test_the_list_for_machines_fits_its_schema(sbom: Any, bundle: Path) -> None:
    pytest.importorskip(
        "jsonschema", reason="jsonschema is not here: pip install cyclonedx-python-lib[json-validation]"
    )
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    told = sbom.text(sbom.bom(bundle, "linux-x86_64", "abc", datetime(2027, 1, 11, tzinfo=UTC)))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None
