"""Pictures beside accepted ones: what changed that nobody meant to change.

Accepted pictures are kept at half the size, with colours of 16 bits, as WebP without loss: small enough to keep every scene in four
looks, sharp enough to see a letter. Two pictures are compared place by place: a letter is lost in a whole picture, never in a patch.
`python -m tests.scenes.comparing [NAME ...]` draws them anew, all or those whose names begin so; look at every one before it is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop import app
from desktop.cli.commands import PICTURED_DAY
from desktop.shell import start
from tests.scenes.walking import PICTURED, Way, through

ACCEPTED = Path(__file__).parent / "accepted"
FORMAT = "webp"
HARD, PATCH, MOST = 24, 8, 1
"""A pixel is another one that lies over HARD of 255 off; more than MOST of them in a square of PATCH pixels are a change."""
AREA, SHADE = 8, 3.5
"""So is a square of AREA pixels whose colour is over SHADE of 255 off in the middle: a fill, however faint."""


def drawn(stores: Sequence[Any], ways: Sequence[Way] = PICTURED) -> Iterator[tuple[str, QImage]]:
    """(name, picture as it is kept) of every scene that is compared."""
    for way in ways:
        for name, widget, _window in through(way, stores):
            yield name + way.look.tail, halved(widget.grab().toImage())


def halved(image: QImage) -> QImage:
    """As it is kept: half the size, colours of 16 bits."""
    plain = image.convertToFormat(
        QImage.Format.Format_RGB32
    )  # a picture of a screen with more dots a pixel is scaled alike
    small = plain.scaled(image.size() / 2, mode=Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB16).convertToFormat(QImage.Format.Format_RGB32)


def difference(one: QImage, other: QImage) -> int:
    """In how many places, each a patch, two pictures differ by more than softness of edges; -1 where their sizes do."""
    if one.size() != other.size():
        return -1
    first, second = _pixels(one), _pixels(other)
    if np.array_equal(first, second):
        return 0
    off = first.astype(np.int16) - second
    hard = _sums((np.abs(off).max(axis=2) > HARD)[..., None].astype(np.int32), PATCH)[..., 0] > MOST
    faint = (np.abs(_sums(off.astype(np.int32), AREA)) > SHADE * AREA * AREA).any(axis=2)
    return int(np.ceil(hard.sum() / PATCH**2) + np.ceil(faint.sum() / AREA**2))


def _pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[..., :3]


def _sums(values: np.ndarray, side: int) -> np.ndarray:
    """The sum over the square of `side` pixels that begins at each pixel, as far as there is a whole one."""
    total = np.pad(values, ((1, 0), (1, 0), (0, 0))).cumsum(axis=0).cumsum(axis=1)
    return total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]


def accept(beginnings: Sequence[str]) -> int:
    """Draws and keeps the pictures whose names begin so, and takes away those that are drawn no more; returns how many it kept."""
    start.application()
    ACCEPTED.mkdir(exist_ok=True)
    known: set[str] = set()
    kept = 0
    with TemporaryDirectory(prefix="switchback-pictures-") as made:
        stores = app.pictured_stores(Path(made), app.clock_for(PICTURED_DAY))
        for name, image in drawn(stores):
            known.add(name)
            if not beginnings or name.startswith(tuple(beginnings)):
                image.save(str(ACCEPTED / f"{name}.{FORMAT}"), quality=100)
                kept += 1
        for services in stores:
            services.close()
    for file in ACCEPTED.iterdir():
        if file.stem not in known or file.suffix != f".{FORMAT}":
            file.unlink()
    return kept


if __name__ == "__main__":
    print(f"{accept(sys.argv[1:])} pictures kept in {ACCEPTED}")
