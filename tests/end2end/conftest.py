"""The real window over a real store, driven as a coach would drive it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from desktop import app
from desktop.qt import fmt, theme
from desktop.qt.ask import Ask
from desktop.shell import start
from tests.end2end.hand import Hand


class Answers(Ask):
    """Answers what the window would ask with a native dialog; everything else stays real."""

    def __init__(self, window: QWidget, place: Path) -> None:
        super().__init__(window)
        self.place = place
        self.file: Path | None = None

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self.file

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        return self.file or self.place / name


@pytest.fixture
def services(tmp_path, clock):
    opened = app.open_services(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def open_window(qtbot, qapp, tmp_path, services):
    """Builds the window over services (these, or others), as starting the program does; closed before its store is."""
    opened = []

    def build(over, dressed=False) -> Hand:
        if not dressed:
            theme.apply("light")
            fmt.use_locale("en_GB")
            fmt.use_unit("kg")
        window = start.build_window(over)
        window.context.ask = Answers(window, tmp_path)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()  # keys go to it
        opened.append(window)
        hand = Hand(window, qtbot)
        hand.done()
        return hand

    yield build
    for window in opened:
        if window.isVisible():
            window.close()
        window.deleteLater()


@pytest.fixture
def hand(open_window, services):
    return open_window(services)
