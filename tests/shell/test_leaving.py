"""What a page says on being left is seen on the next one."""

from __future__ import annotations

import pytest

from desktop import app
from desktop.shell import start
from desktop.shell.scenes import settle
from models.records import Athlete, new_id


@pytest.fixture
def services(tmp_path, clock):
    opened = app.open_services(tmp_path, clock)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot, services):
    start.dress("en", "light", "kg", 100, "none")
    made = start.build_window(services)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle(made)
    yield made
    made.close()


def test_what_is_not_saved_is_said_over_the_next_page(window, services, qtbot):
    athlete = Athlete(new_id(), "Robin Vale")
    services.athletes.save(athlete)
    window.choose_athlete(athlete.id)
    window.open_page("profile")
    mass = window.page.person.mass
    mass.setFocus()
    mass.setText("6x")
    window.open_page("rules")
    assert window.toast.text == "Not saved yet: Body mass: '6x' is not a number. What you typed is kept."
    seen = window.stack.childAt(window.toast.geometry().center())
    assert seen is window.toast or window.toast.isAncestorOf(seen)
    window.open_page("profile")
    assert mass.text() == "6x"
