"""Draws the icon of the program in every size that Windows shows it in, into one .ico file: `icon.py DRAWING.svg OUT.ico`. For
OUT.bmp the same drawing as the picture beside the last page of the installer.

Each size is drawn from the lines, none is shrunk from another. The largest is a PNG, as Windows wants it; the others are
bitmaps, which every part of Windows and NSIS read.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 256)
"""In points 16, 24, 32, 48 and 256, at 100, 125, 150, 175, 200 and 300 per cent."""
LARGEST_BITMAP = 128
SIDE = (328, 628)
"""Twice what NSIS asks for: sharp at 200 per cent, and shrunk by a half at 100."""


def drawn(svg: bytes, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image


def bitmap(image: QImage) -> bytes:
    """A bitmap as it stands in an .ico: rows from below, then a mask of a bit a point, which nobody reads where there is alpha."""
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    line = image.bytesPerLine()
    points = bytes(image.constBits())
    rows = b"".join(points[line * y : line * y + 4 * size] for y in reversed(range(size)))
    return head + rows + bytes((size + 31) // 32 * 4 * size)


def packed(image: QImage, form: bytes = b"png") -> bytes:
    found = QBuffer()
    found.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(found, QByteArray(form)).write(image)
    return bytes(found.data().data())


def icon(svg: bytes) -> bytes:
    images = [drawn(svg, size) for size in SIZES]
    parts = [bitmap(image) if image.width() <= LARGEST_BITMAP else packed(image) for image in images]
    found, start = struct.pack("<HHH", 0, 1, len(parts)), 6 + 16 * len(parts)
    for size, part in zip(SIZES, parts, strict=True):
        found += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(part), start)
        start += len(part)
    return found + b"".join(parts)


def side(svg: bytes) -> bytes:
    """The drawing, so large that its edges are cut off, its sky and its hill drawn on above and below."""
    width, height = SIDE
    whole = drawn(svg, width)
    sky, hill = whole.pixelColor(width // 2, width // 10), whole.pixelColor(width // 2, width * 9 // 10)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(sky)
    size = width * 1.25
    top = (height - size) * 0.4
    painter = QPainter(image)
    painter.fillRect(QRectF(0, top + size * 0.8, width, height), QColor(hill))
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF((width - size) / 2, top, size, size))
    painter.end()
    return packed(image, b"bmp")


if __name__ == "__main__":
    given, out = map(Path, sys.argv[1:3])
    out.write_bytes((side if out.suffix == ".bmp" else icon)(given.read_bytes()))
