"""The tour on the real window: five steps that can be skipped, walked by keys and taken again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea

from desktop import app
from desktop.shell import start
from desktop.shell.athlete_mode import SCOPE
from desktop.shell.scenes import settle
from desktop.shell.tour import STEPS
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


@pytest.fixture
def athlete(services):
    one = Athlete(new_id(), "Robin Vale")
    services.athletes.save(one)
    return one


def test_every_step_lights_something_and_the_card_lies_in_the_window(athlete, window, qtbot):
    window.layers.tour.begin()
    for number, step in enumerate(STEPS):
        settle(window)
        window.layers.tour.follow()
        assert window.page_id == step.page
        assert window.layers.tour.count.text() == f"{number + 1} of {len(STEPS)}"
        assert window.rect().contains(window.layers.tour.card.geometry())
        assert step.lit(window).isVisible()
        assert window.focusWidget() is window.layers.tour.next
        qtbot.keyClick(window.layers.tour.next, Qt.Key.Key_Return)
    assert window.layers.tour.isHidden()
    assert window.page_id == "squad"


def test_arrows_walk_and_escape_ends_where_it_began(athlete, window, qtbot):
    window.open_page("profile", athlete.id)
    window.layers.tour.begin()
    qtbot.keyClick(window.layers.tour.next, Qt.Key.Key_Right)
    assert window.layers.tour.at == 1
    qtbot.keyClick(window.layers.tour.next, Qt.Key.Key_Left)
    assert window.layers.tour.at == 0
    qtbot.keyClick(window.layers.tour.next, Qt.Key.Key_Left)
    assert window.layers.tour.at == 0
    qtbot.keyClick(window.layers.tour.next, Qt.Key.Key_Escape)
    assert window.layers.tour.isHidden()
    assert window.page_id == "profile"


def test_escape_anywhere_ends_it(athlete, window, qtbot):
    window.layers.tour.begin()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.layers.tour.isHidden()


def test_going_elsewhere_ends_it_there(athlete, window, qtbot):
    window.layers.tour.begin()
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(window.layers.tour.isHidden)
    assert window.page_id == "exercises"


def test_what_is_lit_can_be_used(athlete, window):
    window.layers.tour.begin()
    settle(window)
    window.layers.tour.follow()
    table = STEPS[0].lit(window)
    spot = table.mapTo(window, table.rect().topLeft())
    assert not window.layers.tour.mask().contains(spot)
    assert window.layers.tour.mask().contains(window.layers.tour.card.geometry().center())


class Painted(QObject):
    """Whether a widget was painted at its first corner."""

    seen = False

    def eventFilter(self, _watched, event):
        if isinstance(event, QPaintEvent):
            self.seen = self.seen or event.region().contains(QPoint(2, 2))
        return False


def test_no_piece_of_the_veil_stays_on_what_is_lit(athlete, window, qtbot):
    window.layers.tour.begin()
    settle(window)
    painted = Painted()
    table = STEPS[0].lit(window)
    assert isinstance(table, QAbstractScrollArea)
    table.viewport().installEventFilter(painted)
    window.layers.tour.follow()
    qtbot.waitUntil(lambda: painted.seen)


def test_it_begins_by_itself_once(athlete, window, qtbot):
    window.layers.tour.offer()
    qtbot.waitUntil(window.layers.tour.isVisible)
    window.layers.tour.end()
    assert window.context.memory.tour()
    window.layers.tour.offer()
    qtbot.wait(1100)
    assert window.layers.tour.isHidden()
    window.actions_by_id["tour"].trigger()
    assert window.layers.tour.isVisible()
    window.layers.tour.end()


def test_it_waits_for_the_first_athlete(window, services, qtbot):
    window.layers.tour.offer()
    qtbot.wait(1100)
    assert window.layers.tour.isHidden()
    window.page.run(lambda: services.athletes.save(Athlete(new_id(), "Robin Vale")))
    qtbot.waitUntil(window.layers.tour.isVisible)
    window.layers.tour.end()


def test_it_takes_nobody_off_the_profile_just_opened(window, services, qtbot):
    window.layers.tour.offer()
    window.page.run(lambda: services.athletes.save(Athlete("robin", "Robin Vale")))
    window.open_page("profile", "robin")
    qtbot.wait(1100)
    assert (window.layers.tour.isVisible(), window.page_id) == (False, "profile")
    window.open_page("squad")
    window.page.run(lambda: services.athletes.save(Athlete(new_id(), "Kim Sand")))
    qtbot.wait(1100)
    assert not window.layers.tour.isVisible(), "somebody at work is not interrupted later either"
    assert not window.context.memory.tour()
    window.layers.tour.offer()  # as at the next start
    qtbot.waitUntil(window.layers.tour.isVisible)
    window.layers.tour.end()


def test_it_leaves_somebody_alone_who_is_typing(athlete, window, qtbot):
    window.page.filter.setFocus()
    window.page.filter.setText("Ro")
    window.layers.tour.offer()
    qtbot.wait(1100)
    assert window.layers.tour.isHidden()


def test_without_athletes_it_says_what_it_needs(window):
    window.layers.tour.begin()
    assert window.layers.tour.isHidden()
    assert window.toast.isVisible()


def test_not_in_athlete_mode(athlete, window):
    window.policy.confine(SCOPE, athlete.id)
    window.layers.tour.begin()
    assert window.layers.tour.isHidden()
    assert not window.actions_by_id["tour"].isEnabled()
    window.policy.release()


def test_settings_offer_it_again(athlete, window):
    window.open_page("settings")
    window.page.tour.click()
    assert window.layers.tour.isVisible()
    window.layers.tour.end()
    assert window.page_id == "settings"


def test_the_help_offers_it(athlete, window):
    window.toggle_help()
    window.layers.help.tour.click()
    assert window.layers.tour.isVisible()
    assert window.layers.help.isHidden()
    window.layers.tour.end()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_the_tour_is_clicked_through_without_moving_the_pointer(athlete, window, qtbot, size):
    window.resize(*size)
    window.layers.tour.begin()
    places = set()
    for _step in STEPS:
        settle(window)
        window.layers.tour.follow()
        button = window.layers.tour.next
        places.add(button.mapTo(window, button.rect().bottomRight()).toTuple())
        assert not window.layers.tour.card.geometry().contains(window.layers.tour._light)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(places) == 1
    assert window.layers.tour.isHidden()
