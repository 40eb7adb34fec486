"""Ways through every scene of the window, each gone once in a run of the tests: whoever wants to look visits on the same way.

A test module says `@visits(way, ...)` above a function that looks at one scene and yields what is wrong with it; the test asks
`walked(function, way)` for all it found. The first test that asks goes the way, with everybody who visits on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop import i18n, settings
from desktop.shell import start
from desktop.shell.main_window import MainWindow
from desktop.shell.pictures import Look
from desktop.shell.scenes import scenes, settle

WORD = "nnnnnnnnnnnn "
REMEMBERED = (
    settings.WINDOW,
    settings.PAGE,
    settings.ATHLETE,
    settings.COLUMNS,
    settings.RECENT,
    settings.TOUR,
    settings.DRAFTS,
    settings.RACE_DRAFTS,
)
"""What the window keeps by itself: no walk finds what another left."""


@dataclass(frozen=True)
class Way:
    """How the window is dressed on a walk; `hands` names who presses keys or moves the focus on it: nobody
    else looks at what was touched."""

    look: Look = field(default_factory=Look)
    from_right: bool = False
    longer: bool = False
    hands: str = ""

    def __str__(self) -> str:
        said = (("right-to-left", self.from_right), ("longer", self.longer))
        return "-".join([self.look.tail[1:], *(word for word, so in said if so), *filter(None, [self.hands])])


LIGHT = Way()
DARK = Way(Look(theme="dark", size=(1024, 700), language="fr"))
WIDE = Way(Look(size=(1920, 1080), language="fr"))
LARGE = Way(Look(theme="dark", text=200))
PICTURED = (LIGHT, DARK, WIDE, LARGE)
"""Every scene in each theme, language and size, and with large text."""
LONGER, LONGER_NARROW = (Way(Look(size=size), longer=True) for size in ((1280, 800), (1024, 700)))
LARGE_WIDE = Way(Look(size=(1920, 1080), text=200), from_right=True)
TAB_LIGHT, TAB_DARK = (
    Way(look, from_right=True, hands="tab") for look in (Look(), Look(theme="dark", size=(1024, 700)))
)
FOCUS_LIGHT, FOCUS_DARK = (Way(look, hands="focus") for look in (Look(), Look(theme="dark", size=(1024, 700))))

Visit = Callable[[str, QWidget, MainWindow], Iterable[str]]
"""(name of the scene, its widget, the window) to what is wrong with it."""
_visiting: dict[Way, list[Visit]] = {}


def visits(*ways: Way) -> Callable[[Visit], Visit]:
    """Has the function look at every scene of the ways."""

    def put_down(visit: Visit) -> Visit:
        for way in ways:
            _visiting.setdefault(way, []).append(visit)
        return visit

    return put_down


class Longer(dict[str, str]):
    """Every text two fifths longer, as many a translation is, by words that a language may have: none is a line long."""

    def get(self, text: str, default: str | None = None) -> str:  # type: ignore[override]
        return f"{text} {(WORD * len(text))[: 2 * len(text) // 5].strip()}" if len(text) > 2 else text


def through(way: Way, stores: Sequence[Any]) -> Iterator[tuple[str, QWidget, MainWindow]]:
    """(name, widget, window) of each scene over each store; what was dressed for it is ordinary again afterwards."""
    QGuiApplication.styleHints().setCursorFlashTime(0)  # a cursor that is there or not, by chance
    look = way.look
    if way.from_right:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window: MainWindow | None = None
    try:
        for services in stores:
            for one in REMEMBERED:
                services.settings.set(one, one.default)
            start.dress(look.language, look.theme, "kg", look.text, "none")
            if way.longer:
                i18n.use_catalogue(i18n.Catalogue("long", texts=Longer()))
            window = start.build_window(services)
            window.resize(*look.size)
            window.show()
            for name, widget in scenes(window, services):
                yield name, widget, window
            _put_away(window)
            window = None
    finally:
        if window is not None:
            _put_away(window)
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        start.dress(i18n.SOURCE, "light", "kg")


def _put_away(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    settle(window)


class Walked:
    """What visitors found, and the scenes there were, way by way."""

    def __init__(self, stores: Sequence[Any]) -> None:
        self._stores = stores
        self._found: dict[tuple[Way, Visit], list[str]] = {}
        self._failed: dict[tuple[Way, Visit], Exception] = {}
        self.scenes: dict[Way, list[str]] = {}

    def __call__(self, visit: Visit, way: Way) -> list[str]:
        """All that `visit` found on the way, which is gone now if it was not yet. Raises what the visitor raised."""
        if way not in self.scenes:
            self._go(way)
        assert visit in _visiting[way], f"{visit.__name__} does not visit on {way}"
        if (way, visit) in self._failed:
            raise self._failed[way, visit]
        return self._found[way, visit]

    def _go(self, way: Way) -> None:
        names: list[str] = []
        visitors = _visiting[way]
        self._found |= {(way, visit): [] for visit in visitors}
        for name, widget, window in through(way, self._stores):
            names.append(name)
            for visit in visitors:
                if (way, visit) not in self._failed:
                    try:
                        self._found[way, visit] += visit(name, widget, window)
                    except Exception as error:  # noqa: BLE001  it belongs to the test of this visitor, not to the others
                        self._failed[way, visit] = error
        self.scenes[way] = names
