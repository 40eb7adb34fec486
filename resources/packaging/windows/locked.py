"""Prints what the lock files ask for on Windows, but for what comes as source only: `locked.py LOCK...`, for pip.

pip judges the markers of a requirement by the system it runs on; here it is asked for the files of another one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_REQUIREMENT = re.compile(
    r"^(?P<what>[\w.-]+==[^ \\]+)(?: ; (?P<marker>[^\\]*))?(?P<hashes>(?: ?\\\n\s+--hash=\S+)+)", re.MULTILINE
)
_HASH = re.compile(r"--hash=\S+")
_PLATFORM = re.compile(r"sys_platform == '(\w+)'")
SOURCE_ONLY = ("durable-rules",)


def on_windows(locks: Iterable[str]) -> Iterator[str]:
    """The requirements with their hashes, each once; ValueError for a marker whose meaning is not known here."""
    told: set[str] = set()
    for text in locks:
        for found in _REQUIREMENT.finditer(text):
            what, marker = found["what"], (found["marker"] or "").strip()
            platform = _PLATFORM.fullmatch(marker)
            if marker and platform is None and marker != "implementation_name != 'PyPy'":
                raise ValueError(f"{what}: the marker {marker} is not known")
            elsewhere = platform is not None and platform[1] != "win32"
            if not elsewhere and what not in told and what.partition("==")[0] not in SOURCE_ONLY:
                told.add(what)
                yield " ".join([what, *_HASH.findall(found["hashes"])])


if __name__ == "__main__":
    print("\n".join(on_windows(Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])))
