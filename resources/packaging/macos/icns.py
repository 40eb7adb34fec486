"""Draws an icon in every size that macOS shows it in, into one .icns file: `icns.py DRAWING.svg OUT.icns`."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from resources.packaging.windows.icon import drawn, packed

KINDS = {
    b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512, b"ic10": 1024,
}  # fmt: skip
"""What macOS calls each picture (16, 32, 128, 256 and 512 points, most of them at two densities), and its size in pixels."""


def icns(svg: bytes) -> bytes:
    pictures = {size: packed(drawn(svg, size)) for size in set(KINDS.values())}
    parts = b"".join(kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size] for kind, size in KINDS.items())
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(icns(Path(sys.argv[1]).read_bytes()))
