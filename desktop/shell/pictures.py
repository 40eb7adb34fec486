"""Every page and every dialog as PNG files, on the sample squad and a fixed day: to look at, and to compare."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from errno import EIO
from itertools import product
from pathlib import Path
from typing import Any

# Before Qt makes its application: pictures need no screen, and the same pixels on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import i18n
from desktop.shell import start
from desktop.shell.scenes import scenes, settle
from desktop.shell.screenless import listening


@dataclass(frozen=True)
class Look:
    """How the window is dressed for a picture: theme, size in pixels, language code, text size in per cent."""

    theme: str = "light"
    size: tuple[int, int] = (1280, 800)
    language: str = i18n.SOURCE
    text: int = 100

    @property
    def tail(self) -> str:
        """What it adds to a picture's name: '-light-1280x800', with '-fr' and '-200' where they are out of the ordinary."""
        language = "" if self.language == i18n.SOURCE else f"-{self.language}"
        return f"-{self.theme}-{self.size[0]}x{self.size[1]}{language}{'' if self.text == 100 else f'-{self.text}'}"


def looks(
    themes: Sequence[str], sizes: Sequence[tuple[int, int]], languages: Sequence[str], texts: Sequence[int]
) -> list[Look]:
    """Every way to combine them."""
    return [
        Look(theme, size, language, text) for language, text, theme, size in product(languages, texts, themes, sizes)
    ]


def draw(stores: Sequence[Any], folder: Path, wanted: Sequence[Look]) -> int:
    """Draws `<scene><tail of the look>.png` into `folder`, which is made; returns the exit status.

    Args:
        stores: services, each over a store that has scenes of its own.
        folder: receives the pictures.
        wanted: one round of all scenes for each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start.application()
    with listening() as heard:
        drawn = sum(_round(services, folder, look) for look in wanted for services in stores)
    for line in heard:
        print(f"switchback: {line}", file=sys.stderr)
    print(f"{drawn} pictures in {folder}")
    return 0 if drawn and not heard else 1


def _round(services: Any, folder: Path, look: Look) -> int:
    start.dress(look.language, look.theme, "kg", look.text, "none")
    window = start.build_window(services)
    window.resize(*look.size)
    window.show()
    drawn = 0
    for name, widget in scenes(window, services):
        target = folder / f"{name}{look.tail}.png"
        if not widget.grab().save(str(target)):
            raise OSError(EIO, "the picture cannot be written", str(target))
        drawn += 1
    window.close()
    window.deleteLater()
    settle(window)
    return drawn
