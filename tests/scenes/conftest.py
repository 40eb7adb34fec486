"""Every scene of the window, over the stores that pictures are drawn of."""

from __future__ import annotations

import pytest

from desktop import app
from desktop.cli.commands import PICTURED_DAY
from desktop.shell import start
from desktop.shell.scenes import scenes, settle


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Nobody, one newcomer, the sample squad; made once for a file of tests, which must leave them as they were."""
    opened = app.pictured_stores(tmp_path_factory.mktemp("pictured"), lambda: PICTURED_DAY)
    yield opened
    for services in opened:
        services.close()


@pytest.fixture
def walk(qapp, stores):
    """A function of (look, visit) that builds the window in a look over each store and visits every scene."""
    made = []

    def through(look, visit) -> int:
        seen = 0
        for services in stores:
            start.dress(look.language, look.theme, "kg", look.text, "none")
            window = start.build_window(services)
            made.append(window)
            window.resize(*look.size)
            window.show()
            for name, widget in scenes(window, services):
                visit(name, widget, window)
                seen += 1
            window.close()
            settle(window)
        return seen

    yield through
    for window in made:
        if window.isVisible():
            window.close()
        window.deleteLater()
    start.dress("en", "light", "kg")
