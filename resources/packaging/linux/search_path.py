"""Takes the search path of the machine that built a library out of it.

A Python that was built for one folder has its modules look for libraries there; on the computer of somebody else, whoever may write
to a folder of that name could have the program load what they like. Paths that begin at the library itself ($ORIGIN) stay.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

_ELF64_LITTLE: Final = b"\x7fELF\x02\x01"
_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NULL, _DT_STRTAB, _DT_RPATH, _DT_RUNPATH = 0, 5, 15, 29
_ENTRY: Final = struct.Struct("<qQ")


def search_path(content: bytes) -> str | None:
    """The search path of this 64-bit ELF file, None where it has none."""
    found = _find(content)
    return None if found is None else found[0]


def forget(file: Path) -> bool:
    """Takes the search path out of the file if it is one of a machine; True if it was."""
    content = bytearray(file.read_bytes())
    found = _find(content)
    if found is None or all(part.startswith("$ORIGIN") for part in found[0].split(":")):
        return False
    _, position, end = found
    size = _ENTRY.size
    content[position : end - size] = content[
        position + size : end
    ]  # the entries behind it move up; the last one is empty
    content[end - size : end] = _ENTRY.pack(_DT_NULL, 0)
    file.write_bytes(content)
    return True


def _find(content: bytes | bytearray) -> tuple[str, int, int] | None:
    """The search path, where its entry in the dynamic section begins, and where that section ends."""
    if content[:6] != _ELF64_LITTLE:
        return None
    (start,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    loaded: list[tuple[int, int, int]] = []
    dynamic = None
    for number in range(count):
        kind, _, offset, address, _, length = struct.unpack_from("<IIQQQQ", content, start + number * size)
        if kind == _PT_LOAD:
            loaded.append((address, offset, length))
        elif kind == _PT_DYNAMIC:
            dynamic = (offset, length)
    if dynamic is None:
        return None
    entries: dict[int, tuple[int, int]] = {}
    for position in range(dynamic[0], sum(dynamic), _ENTRY.size):
        tag, value = _ENTRY.unpack_from(content, position)
        if tag == _DT_NULL:
            break
        entries[tag] = (value, position)
    named = entries.get(_DT_RUNPATH) or entries.get(_DT_RPATH)
    if named is None or _DT_STRTAB not in entries:
        return None
    table = entries[_DT_STRTAB][0]
    texts = next(offset + table - address for address, offset, length in loaded if address <= table < address + length)
    beginning = texts + named[0]
    path = bytes(content[beginning : content.index(b"\0", beginning)]).decode()
    return path, named[1], sum(dynamic)
