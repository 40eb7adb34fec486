"""Single-colour SVG icons, tinted with a role of the theme in force and crisp at any scale factor.

An icon asks for its colour when it is painted, so one made once stays right after a change of theme.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.qt import theme
from resources import FOLDER

_CHECKED = {"sidebar-ink": "sidebar-strong"}


@cache
def _renderer(name: str) -> QSvgRenderer | None:
    """The parsed drawing of resources/icons/<name>.svg; None where there is none (the icon is then left out)."""
    file = FOLDER / "icons" / f"{name}.svg"
    if not file.is_file():
        return None
    made = QSvgRenderer(QByteArray(file.read_bytes()))
    return made if made.isValid() else None


@cache
def _tinted(name: str, rgba: int, width: int, height: int) -> QPixmap:
    """The drawing in one colour, `width` x `height` device pixels."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    drawing = _renderer(name)
    if drawing is not None:
        side = min(width, height)
        brush = QPainter(image)
        drawing.render(brush, QRectF((width - side) / 2, (height - side) / 2, side, side))
        brush.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        brush.fillRect(image.rect(), QColor.fromRgba(rgba))
        brush.end()
    return QPixmap.fromImage(image)


def exists(name: str) -> bool:
    return _renderer(name) is not None


def pixmap(name: str, role: str | QColor, size: int, device_ratio: float = 1.0) -> QPixmap:
    """A tinted icon, `size` x `size` logical pixels."""
    tone = theme.color(role) if isinstance(role, str) else role
    side = max(1, round(size * device_ratio))
    made = QPixmap(_tinted(name, tone.rgba(), side, side))
    made.setDevicePixelRatio(device_ratio)
    return made


def paint(painter: QPainter, name: str, role: str | QColor, rect: QRectF) -> None:
    """Paints a tinted icon into `rect`, sharp whatever the painter's scale: drawn at the device pixels it will cover."""
    ratio = painter.device().devicePixelRatioF() * max(painter.worldTransform().m11(), 0.01)
    tone = theme.color(role) if isinstance(role, str) else role
    side = max(1, round(min(rect.width(), rect.height()) * ratio))
    picture = _tinted(name, tone.rgba(), side, side)
    painter.drawPixmap(rect, picture, QRectF(picture.rect()))


def paint_drawing(painter: QPainter, name: str, rect: QRectF) -> None:
    """Paints a drawing in its own colours."""
    drawing = _renderer(name)
    if drawing is not None:
        drawing.render(painter, rect)


class _Tint(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def _tone(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.color("faint")
        return theme.color(_CHECKED.get(self._role, self._role) if state == QIcon.State.On else self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, self._name, self._tone(mode, state), QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        wide, high = (
            max(1, round(side * scale)) for side in (size.width(), size.height())
        )  # `size` is in logical pixels
        made = QPixmap(_tinted(self._name, self._tone(mode, state).rgba(), wide, high))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        twin = _Tint(self._name, self._role)
        _ENGINES.append(twin)
        return twin

    def key(self) -> str:
        return f"switchback/{self._name}/{self._role}"


_ENGINES: list[QIconEngine] = []


@cache
def icon(name: str, role: str = "ink") -> QIcon:
    """The icon resources/icons/<name>.svg in a colour role. An unknown name gives an empty icon."""
    if not exists(name):
        return QIcon()
    engine = _Tint(name, role)
    _ENGINES.append(engine)
    return QIcon(engine)
