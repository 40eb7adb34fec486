"""What CHANGELOG.md tells of each release, for the change log of Debian's packages and for AppStream."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

MAINTAINER = "The Switchback authors <authors@switchback.invalid>"
_HEADING = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<day>\d{4}-\d\d-\d\d))?\s*$")
_TOLD_TO_SOFTWARE_CENTRES = 12


@dataclass
class Release:
    """One version with its day and what changed, newest first."""

    version: str
    day: date
    changes: list[str] = field(default_factory=list)


def releases(changelog: str, version: str, today: date) -> list[Release]:
    """All releases, newest first, and `version` among them. What is not released yet counts as that one, of `today`, if it is not
    named itself; where nothing is told of it, it is only named."""
    found: list[Release] = []
    named = {match["version"] for match in map(_HEADING.match, changelog.splitlines()) if match}
    current: Release | None = None
    for line in changelog.splitlines():
        heading = _HEADING.match(line)
        if heading:
            unreleased = heading["version"].lower() == "unreleased"
            current = None
            if not unreleased or version not in named:
                day = date.fromisoformat(heading["day"]) if heading["day"] else today
                current = Release(version if unreleased else heading["version"], day)
                found.append(current)
        elif current and line.startswith("- "):
            current.changes.append(line[2:].strip())
        elif current and current.changes and line.startswith("  ") and line.strip():
            current.changes[-1] += " " + line.strip()
    told = [one for one in found if one.changes]
    if version not in {one.version for one in told}:
        told.insert(0, Release(version, today, [f"Version {version}."]))
    return told


def debian_version(version: str) -> str:
    """The version as Debian orders it: 1.0rc1 before 1.0."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)", r"~\1\2", version)


def debian_changelog(found: list[Release]) -> str:
    entries: list[str] = []
    for release in found:
        lines = [f"switchback ({debian_version(release.version)}) stable; urgency=medium", ""]
        for change in release.changes:
            lines += textwrap.wrap(change, 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
        when = datetime(release.day.year, release.day.month, release.day.day, tzinfo=UTC)
        lines += ["", f" -- {MAINTAINER}  {when.strftime('%a, %d %b %Y %H:%M:%S +0000')}", ""]
        entries.append("\n".join(lines))
    return "\n".join(entries)


def appstream(found: list[Release]) -> str:
    """The releases as AppStream writes them, the longest lists cut."""
    lines: list[str] = []
    for release in found:
        items = "".join(f"<li>{escape(_plain(change))}</li>" for change in release.changes[:_TOLD_TO_SOFTWARE_CENTRES])
        kind = "development" if debian_version(release.version) != release.version else "stable"
        lines.append(
            f'    <release version="{escape(release.version)}" date="{release.day.isoformat()}" type="{kind}">'
            f"<description><ul>{items}</ul></description></release>"
        )
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"[`*]", "", text)
