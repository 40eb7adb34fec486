"""One token table per theme, feeding both the palette and the style sheet; fonts and tinted icons.

Painting widgets ask `color("role")` and `font("caption")` at paint time, so a theme switched live needs nothing from them:
`apply` sets a new style sheet, which repaints everything, and `changes.changed` tells those that cache.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from resources import FOLDER, table

THEMES: Final = ("light", "dark")
PHASES: Final = ("build", "consolidate", "maintain", "taper", "race", "recovery")
FONT_FILES: Final = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
FAMILY: Final = "Inter"
STYLE: Final = "Fusion"
SIZES: Final = {"body": 14, "lead": 16, "title": 19, "caption": 12, "figure": 26, "tiny": 11}
ICON: Final = 16
"""Pixels of an icon beside words, at the plain text size."""
_HOLDS_TEXT = re.compile(r"min-height: (1[2-9]|2\d)px")
"""Heights of the style sheet that grow with the text: those of a line of it."""
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)\}")


class Theme(NamedTuple):
    """Resolved tokens: role -> '#rrggbb'. Phases are roles too: 'phase-taper', 'phase-taper-pill', 'phase-taper-ink'."""

    name: str
    dark: bool
    colors: Mapping[str, str]
    contrast: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class ThemeError(ValueError):
    """A theme file names a colour that does not exist, or the style sheet a token."""


class _Changes(QObject):
    changed = Signal()


changes: Final = _Changes()


@cache
def read_theme(name: str) -> Theme:
    """The theme of resources/themes/<name>.toml. Raises ThemeError for an unknown colour."""
    told = table(FOLDER / "themes", name)
    base: dict[str, str] = told["base"]
    colors: dict[str, str] = {}
    for role, value in told["roles"].items():
        if not value.startswith("#") and value not in base:
            raise ThemeError(f"{name}.toml: role {role} refers to {value}, which is no base colour")
        colors[role] = value if value.startswith("#") else base[value]
    for phase in PHASES:
        tones = told["phases"][phase]
        colors[f"phase-{phase}"] = tones["bar"]
        colors[f"phase-{phase}-pill"] = tones["pill"]
        colors[f"phase-{phase}-ink"] = tones["ink"]
    contrast = {text: tuple(grounds) for text, grounds in told["contrast"].items()}
    contrast |= {f"phase-{phase}-ink": (f"phase-{phase}-pill",) for phase in PHASES}
    return Theme(told["name"], bool(told["dark"]), colors, contrast)


class _State:
    """What is in force; one per process, as the application's palette is."""

    theme: Theme | None = None
    wish: str = "light"
    scale: float = 1.0
    still: bool = False
    fonts_loaded: bool = False
    family: str = ""
    styled: bool = False
    follows_system: bool = False


def current() -> Theme:
    if _State.theme is None:
        _State.theme = read_theme("light")
    return _State.theme


@cache
def _qcolor(text: str) -> QColor:
    return QColor(text)


def color(role: str, alpha: float = 1.0) -> QColor:
    """A role's colour in the theme in force; `alpha` 0..1. Raises ThemeError for an unknown role."""
    try:
        solid = _qcolor(current().colors[role])
    except KeyError:
        raise ThemeError(f"no colour role {role!r}") from None
    if alpha >= 1.0:
        return QColor(solid)
    faded = QColor(solid)
    faded.setAlphaF(alpha)
    return faded


def pixels(size: str) -> int:
    """A named text size in pixels, at the text scale in force."""
    return round(SIZES[size] * _State.scale)


def font(size: str = "body", weight: int = 400) -> QFont:
    """The interface font with tabular figures: size body, title, caption, figure or tiny; weight 400 to 700."""
    return QFont(_font(pixels(size), weight, _State.family))


@cache
def _font(high: int, weight: int, family: str) -> QFont:
    """Made once for each size: a page paints some hundred texts. Without the bundled family it is the system's."""
    made = QFont(family or QApplication.font().family())
    made.setPixelSize(high)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> tuple[str, ...]:
    """Registers the bundled fonts; returns the families found (none when the files are absent: the system's font stays)."""
    found: list[str] = []
    folder = FOLDER / "fonts"
    for name in FONT_FILES:
        file = folder / name
        if file.is_file():
            number = QFontDatabase.addApplicationFontFromData(file.read_bytes())
            found += QFontDatabase.applicationFontFamilies(number)
    _State.family = FAMILY if FAMILY in found or FAMILY in QFontDatabase.families() else ""
    return tuple(dict.fromkeys(found))


def style_sheet(theme: Theme) -> str:
    """The style sheet template filled with a theme's tokens. Raises ThemeError for a token the theme does not have."""
    template = (FOLDER / "qss" / "switchback.qss").read_text("utf-8")
    tokens = {name: str(pixels(name)) for name in SIZES} | dict(theme.colors)
    tokens["icon"] = str(scaled(ICON))
    tokens["check-picture"] = str(FOLDER / "qss" / "check.svg").replace("\\", "/")

    def fill(match: re.Match[str]) -> str:
        try:
            return tokens[match[1]]
        except KeyError:
            raise ThemeError(f"switchback.qss: no token {match[1]!r}") from None

    filled = _PLACEHOLDER.sub(fill, template)
    return _HOLDS_TEXT.sub(lambda match: f"min-height: {scaled(float(match[1]))}px", filled)


_PALETTE: Final = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "stripe",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "alarm",
    QPalette.ColorRole.Highlight: "fill",
    QPalette.ColorRole.HighlightedText: "fill-ink",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "tooltip-ink",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line-strong",
    QPalette.ColorRole.Shadow: "line-strong",
    QPalette.ColorRole.Accent: "accent",
}


def palette(theme: Theme) -> QPalette:
    made = QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, QColor(theme.colors[token]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colors["faint"]))
    return made


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a theme needs a QApplication"
    return app


def made(kind: type[QApplication] = QApplication) -> QApplication:
    """The application, in the style that the style sheet builds on. It is asked for in words: Qt would hand back the style
    itself, and all the names it knows with it, which take a tenth of a start to load."""
    app = kind([*sys.argv[:1], "-style", STYLE])
    _State.styled = True
    return app


def apply(name: str = "system", scale: float = 1.0) -> Theme:
    """Puts a theme in force, live: 'light', 'dark' or 'system'; `scale` multiplies every text size (1.0 to 2.0)."""
    app = _app()
    if not _State.fonts_loaded:
        load_fonts()
        _State.fonts_loaded = True
    if not _State.styled:
        app.setStyle(STYLE)
        _State.styled = True
    if not _State.follows_system:
        app.styleHints().colorSchemeChanged.connect(_system_changed)
        _State.follows_system = True
    _State.wish, _State.scale = name, scale
    wanted = name if name in THEMES else _system_theme(app)
    _State.theme = read_theme(wanted)
    app.setPalette(palette(_State.theme))
    app.setFont(font())
    app.setStyleSheet(style_sheet(_State.theme))
    changes.changed.emit()
    return _State.theme


def wish() -> str:
    """What was asked for last: 'light', 'dark' or 'system'."""
    return _State.wish


def text_scale() -> float:
    """What every text size is multiplied by."""
    return _State.scale


def scaled(length: float) -> int:
    """A length that holds text, such as the height of a row, in pixels at the text scale in force."""
    return round(length * _State.scale)


def keep_still(still: bool) -> None:
    """Has everything that moves by itself stand where it would end."""
    _State.still = still


def moves() -> bool:
    """Whether motion is welcome: neither the setting nor the computer asks for less of it."""
    from PySide6.QtWidgets import QStyle  # its many names take a tenth of a start

    return not _State.still and _app().style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def _system_theme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _system_changed() -> None:
    if _State.wish == "system":
        apply("system", _State.scale)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the style sheet selects by, and has the widget restyled at once."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def ratio(one: str, other: str) -> float:
    """Contrast of two '#rrggbb' colours after WCAG 2 (1 to 21)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(text: str) -> float:
    shade = QColor(text)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
