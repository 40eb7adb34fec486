"""Icons in the sizes that desktops ask for, drawn from the SVG files by Qt: the same picture on every computer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw(picture: Path, target: Path, folder: str, name: str) -> None:
    """Draws the picture into `target`/SIZExSIZE/`folder`/`name`.png, and copies it to scalable/."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(picture))
    if not renderer.isValid():
        raise ValueError(f"{picture} is no SVG picture")
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        file = target / f"{size}x{size}" / folder / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(file)):
            raise OSError(f"{file} cannot be written")
    scalable = target / "scalable" / folder / f"{name}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(picture.read_bytes())
