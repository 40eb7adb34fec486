"""The window looks as it was accepted: every scene in both themes, both languages, three sizes and large text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from desktop.qt import theme
from desktop.shell import start
from desktop.widgets.pill import Pill
from tests.scenes.comparing import ACCEPTED, FORMAT, difference, halved
from tests.scenes.walking import DARK, LARGE, LIGHT, PICTURED, WIDE, Way, visits

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list drops down, and there is no screen
HOW = "look at it; if it is meant: python -m tests.scenes.comparing {name}"


@cache
def _out() -> Path:
    return Path(tempfile.mkdtemp(prefix="switchback-changed-"))


def _compared(name: str, widget: QWidget, way: Way) -> Iterator[str]:
    name += way.look.tail
    image, kept = halved(widget.grab().toImage()), QImage(str(ACCEPTED / f"{name}.{FORMAT}"))
    places = -1 if kept.isNull() else difference(kept, image)
    if places:
        image.save(str(_out() / f"{name}.png"))
        what = f"differs in {places} places" if places > 0 else "is new" if kept.isNull() else "has another size"
        yield f"{name} {what}, drawn as {_out() / name}.png; {HOW.format(name=name)}"


@visits(LIGHT)
def light(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    yield from _compared(name, widget, LIGHT)


@visits(DARK)
def dark(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    yield from _compared(name, widget, DARK)


@visits(WIDE)
def wide(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    yield from _compared(name, widget, WIDE)


@visits(LARGE)
def large(name: str, widget: QWidget, _window: QWidget) -> Iterator[str]:
    yield from _compared(name, widget, LARGE)


@pytest.mark.parametrize("visit, way", list(zip((light, dark, wide, large), PICTURED, strict=True)), ids=str)
def test_nothing_looks_other_than_accepted(walked, visit, way):
    changed = walked(visit, way)
    assert not changed, "\n".join(changed)
    kept = {file.stem for file in ACCEPTED.iterdir() if file.stem.endswith(way.look.tail)}
    assert kept == {name + way.look.tail for name in walked.scenes[way]}, "accepted pictures of what is drawn no more"


def test_every_accepted_picture_is_compared():
    tails = tuple(way.look.tail for way in PICTURED)
    assert not [
        file.name for file in ACCEPTED.iterdir() if file.suffix != f".{FORMAT}" or not file.stem.endswith(tails)
    ]


# ------------------------------------------------------------------------------------------------------- what is seen


class Corner(QWidget):
    """A piece of a window: a line of each size of text, a state, a box."""

    def __init__(self, body="Back squat 4 × 6", quiet="Last time 62.5 kg", tone="neutral", left=20) -> None:
        super().__init__()
        self.resize(320, 160)
        self.setStyleSheet(f"background: {theme.current().colors['surface']}")
        for text, role, top in ((body, "", 12), (quiet, "caption", 44)):
            label = QLabel(text, self)
            label.setProperty("role", role)
            label.adjustSize()
            label.move(left if role else 20, top)
        Pill("Open", tone, parent=self).move(20, 90)

    def picture(self, soft: float = 0.0) -> QImage:
        """As it is kept; `soft` is how much of a pixel's colour runs into the next one."""
        image = self.grab().toImage()
        if soft:
            image = _blurred(image, soft)
        self.deleteLater()
        return halved(image)


def _blurred(image: QImage, soft: float) -> QImage:
    made = image.copy()
    painter = QPainter(made)
    painter.setOpacity(soft)
    painter.drawImage(1, 0, image)
    painter.end()
    return made


@pytest.fixture(params=theme.THEMES)
def dressed(qapp, request):
    start.dress("en", request.param, "kg", 100, "none")
    yield
    start.dress("en", "light", "kg")


@pytest.mark.parametrize(
    "change",
    [
        {"body": "Back squat 4 × 5"},
        {"body": "Back squad 4 × 6"},
        {"body": "Back squat 4 × 6."},
        {"quiet": "Last time 67.5 kg"},
        {"quiet": "Next time 62.5 kg"},
        {"left": 22},
        {"tone": "unlocked"},
        {"tone": "phase-maintain"},
    ],
    ids=str,
)
def test_what_changed_is_seen(dressed, change):
    assert difference(Corner().picture(), Corner(**change).picture()) > 0


@pytest.mark.parametrize("soft", [0.0, 0.05, 0.1])
def test_a_soft_edge_is_no_change(dressed, soft):
    assert difference(Corner().picture(), Corner().picture(soft)) == 0


def test_another_size_is_a_change(dressed):
    whole = Corner().picture()
    assert difference(whole, whole.copy(0, 0, 100, 70)) == -1
