"""Pictures beside accepted ones: what changed that nobody meant to change.

Accepted pictures are kept at half the size with few colours: small enough to keep many, sharp enough to see a word that moved.
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

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from desktop import app
from desktop.cli.commands import PICTURED_DAY
from desktop.pages import PAGES
from desktop.shell import start
from desktop.shell.pictures import Look
from desktop.shell.scenes import scenes, settle

ACCEPTED = Path(__file__).parent / "accepted"
ALL, PAGES_ONLY = "all", "pages"
LOOKS: tuple[tuple[Look, str], ...] = (
    (Look(), ALL),
    (Look(theme="dark", size=(1024, 700)), PAGES_ONLY),
    (Look(size=(1920, 1080), language="fr"), PAGES_ONLY),
    (Look(theme="dark", language="fr", text=200), PAGES_ONLY),
)
"""How the window is dressed, and what of it is compared: every scene once, every page in every other way too."""
TOLERANCE, MOST = 48, 0.0015
"""How far a colour may lie off, of 255, and which share of a picture may lie further off: a letter more is seen, a soft edge not."""


def drawn(stores: Sequence[Any], wanted: Sequence[tuple[Look, str]] = LOOKS) -> Iterator[tuple[str, QImage]]:
    """(name, picture as it is kept) of every scene that is compared."""
    page_ids = {spec.id for spec in PAGES}
    QGuiApplication.styleHints().setCursorFlashTime(0)  # a cursor that is there or not, by chance
    for look, what in wanted:
        for services in stores:
            start.dress(look.language, look.theme, "kg", look.text, "none")
            window = start.build_window(services)
            window.resize(*look.size)
            window.show()
            for name, widget in scenes(window, services):
                if what == ALL or name in page_ids:
                    yield name + look.tail, halved(widget.grab().toImage())
            window.close()
            window.deleteLater()
            settle(window)
    start.dress("en", "light", "kg")


def halved(image: QImage) -> QImage:
    """As it is kept: half the size, colours of 16 bits."""
    plain = image.convertToFormat(
        QImage.Format.Format_RGB32
    )  # a picture of a screen with more dots a pixel is scaled alike
    small = plain.scaled(image.size() / 2, mode=Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_RGB16).convertToFormat(QImage.Format.Format_RGB32)


def difference(one: QImage, other: QImage) -> float:
    """The share of pixels that differ by more than softness of edges; 1 where the sizes do."""
    if one.size() != other.size():
        return 1.0
    first, second = (bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits()) for image in (one, other))
    if first == second:
        return 0.0
    off = {at // 4 for at, (a, b) in enumerate(zip(first, second, strict=True)) if abs(a - b) > TOLERANCE}
    return len(off) / (len(first) // 4)


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
                image.save(str(ACCEPTED / f"{name}.png"), quality=0)
                kept += 1
        for services in stores:
            services.close()
    for file in ACCEPTED.glob("*.png"):
        if file.stem not in known:
            file.unlink()
    return kept


if __name__ == "__main__":
    print(f"{accept(sys.argv[1:])} pictures kept in {ACCEPTED}")
