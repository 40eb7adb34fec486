"""Writes what a frozen program is made of for machines to read, as CycloneDX 1.6: `sbom.py BUNDLE OUT_FOLDER`; build.spec does it for
every bundle.

The parts are those of THIRD-PARTY-LICENSES.txt, found in the bundle itself: each with its version, its licence, every file of it with
its SHA-256 sum, and for distributions of Python the sums that the lock files allow. A version that nobody knows for sure (versions.py)
is left out, and a property says so. Two runs over one bundle write the same bytes: time and serial number come from the commit
(SOURCE_DATE_EPOCH, SWITCHBACK_COMMIT where there is no git) and from the files.
"""

# pyright: reportMissingImports=false
# What writes it is installed with `make bundle` only.
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from resources import VERSION
from resources.packaging import licences, versions
from resources.packaging.licences import Found

TAKEN_FROM: Final = "switchback:taken-from"
VERSION_NOT_KNOWN: Final = "switchback:version-not-known"
NOT_KNOWN: Final = "Left out: neither it nor what it was taken from tells it, or its files tell several."
OURS: Final = uuid.UUID("5b0e3f0c-7f5d-5c1b-9a58-7d0c6f1f4c11")
"""The space of names in which serial numbers are made."""


def _sum(data: bytes) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(data).hexdigest())


def _file(part: str, name: str, file: Path, bundle: Path) -> Component:
    content = file.read_bytes()
    return Component(
        name=file.relative_to(bundle).as_posix(),
        version=versions.of_windows(content) or None,
        type=ComponentType.FILE,
        bom_ref=f"{part}:{name}",
        hashes=[_sum(content)],
    )


def component(one: Found, places: dict[str, Path], bundle: Path) -> Component:
    part = one.part
    references = [ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(part.source))]
    purl = None
    properties: list[Property] = []
    if one.source:
        told = one.source
        release = {"distro": f"{told.distribution}-{told.release}"} if told.release else {}
        purl = PackageURL("deb", told.distribution, told.name, told.version, {"arch": "source"} | release)
        properties.append(Property(name=TAKEN_FROM, value=told.described))
    if not one.version:
        properties.append(Property(name=VERSION_NOT_KNOWN, value=NOT_KNOWN))
    if part.package:
        name = licences.normal(part.package)
        purl = PackageURL("pypi", None, name, one.version or None)
        sums = licences.locked().get(name, ("", ()))[1]
        allowed = [HashType(alg=HashAlgorithm.SHA_256, content=content) for content in sums]
        references += [
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"{purl.to_string()}#{content.content[:12]}"),
                comment="a file that the lock file allows",
                hashes=[content],
            )
            for content in allowed
        ]
    inner = [_file(part.name, file, places[file], bundle) for file in one.files if not part.inside_another]
    return Component(
        name=part.name,
        version=one.version or None,
        type=ComponentType.FRAMEWORK if part.name == "Qt" else ComponentType.LIBRARY,
        bom_ref=part.name,
        licenses=[LicenseExpression(part.licence)],
        purl=purl,
        external_references=references,
        components=inner,
        properties=properties,
        description=" ".join(part.note.split("\n\n")[0].split()) or None,
    )


def bom(bundle: Path, system: str, commit: str, at: datetime) -> Bom:
    found, places = licences.look(bundle), licences.files_of(bundle)
    ours = Component(
        name="switchback",
        version=VERSION,
        type=ComponentType.APPLICATION,
        bom_ref="switchback",
        licenses=[LicenseExpression("MIT")],
        description=f"Strength planning for trail runners, frozen for {system} from {commit}",
    )
    parts = [component(one, places, bundle) for one in found]
    digest = hashlib.sha256("".join(name + _sum(file.read_bytes()).content for name, file in places.items()).encode())
    made = Bom(
        components=parts,
        serial_number=uuid.uuid5(OURS, f"{VERSION} {system} {commit} {digest.hexdigest()}"),
        metadata=BomMetaData(
            component=ours, timestamp=at, lifecycles=[PredefinedLifecycle(phase=LifecyclePhase.POST_BUILD)]
        ),
    )
    made.register_dependency(ours, parts)
    return made


def text(made: Bom) -> str:
    return JsonV1Dot6(made).output_as_string(indent=1) + "\n"


def _git(*words: str) -> str:
    try:
        told = subprocess.run(["git", *words], cwd=licences.PROJECT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return told.stdout.strip()


def system() -> str:
    """What the bundle is for, in the words of the files that are given to people: linux-x86_64, windows-x86_64, macos-arm64."""
    told = sysconfig.get_platform()
    kind = {"linux": "linux", "win": "windows", "macosx": "macos"}[told.partition("-")[0]]
    return f"{kind}-{told.rpartition('-')[2].replace('amd64', 'x86_64')}"


def write(bundle: Path, folder: Path) -> Path:
    commit = os.environ.get("SWITCHBACK_COMMIT") or _git("rev-parse", "HEAD") or "an unknown commit"
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or "0"
    file = folder / f"switchback-{VERSION}-{system()}.cdx.json"
    made = bom(bundle, system(), commit, datetime.fromtimestamp(int(seconds), UTC))
    file.write_text(text(made), encoding="utf-8", newline="\n")
    return file


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    print(write(Path(arguments[0]), Path(arguments[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
