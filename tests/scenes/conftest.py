"""Every scene of the window, over the stores that pictures are drawn of."""

from __future__ import annotations

import pytest

from desktop import app
from desktop.cli.commands import PICTURED_DAY
from tests.scenes.walking import Walked, Way, through


@pytest.fixture(scope="session")
def stores(tmp_path_factory):
    """Nobody, one newcomer, the sample squad; made once, and left as they were by every walk."""
    opened = app.pictured_stores(tmp_path_factory.mktemp("pictured"), lambda: PICTURED_DAY)
    yield opened
    for services in opened:
        services.close()


@pytest.fixture(scope="session")
def walks(stores):
    return Walked(stores)


@pytest.fixture
def walked(qapp, walks):
    """What the visitors of a way found: `walked(visit, way)`; `walked.scenes[way]` names the scenes."""
    return walks


@pytest.fixture
def walk(qapp, stores):
    """A function of (look, visit) that visits every scene on a way of its own."""

    def alone(look, visit) -> int:
        seen = 0
        for name, widget, window in through(Way(look), stores):
            visit(name, widget, window)
            seen += 1
        return seen

    return alone
