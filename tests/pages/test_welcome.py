"""The first start: nobody there yet."""

from __future__ import annotations

import pytest

from desktop.pages import SQUAD
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.services import sample_squad
from desktop.services.outcome import Cancelled, Refused

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_an_empty_squad_offers_two_ways_to_begin(qtbot, show, context, services):
    page = show(SQUAD)
    assert page.welcome.isVisible()
    assert not page.table.isVisible()
    assert "invented people" in page.welcome.note.text()
    page.welcome.add.click()
    sheet = page.window().findChild(AddAthlete)
    qtbot.keyClicks(sheet.name, "First One")
    sheet.attempt()
    assert page.table.isVisible()
    assert [line.name for line in page.table.shown()] == ["First One"]
    context.history.undo()
    assert page.welcome.isVisible()


def test_the_sample_squad_fills_the_table_and_can_be_taken_out(qtbot, show, context, services, two_of_the_sample):
    page = show(SQUAD)
    said = []
    context.go.said.connect(lambda text, _undoable: said.append(text))
    page.welcome.look.click()
    assert not page.welcome.look.isEnabled()
    qtbot.waitUntil(page.table.isVisible, timeout=120_000)
    assert said == ["2 invented athletes are in the squad now"]
    assert len(page.table.shown()) == 2
    assert len(sample_squad.present(services)) == 2
    context.history.run(lambda: sample_squad.remove(services))
    assert page.welcome.isVisible()
    context.history.undo()
    assert len(page.table.shown()) == 2


def test_the_sample_is_put_in_once_beside_ones_own_and_taken_out_alone(services, people, two_of_the_sample):
    with pytest.raises(Refused):
        sample_squad.remove(services)
    told = []
    assert sample_squad.put_in(services, lambda done, total: told.append((done, total)) is None) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert sample_squad.put_in(services) == 0
    assert len(services.athletes.roster()) == 5
    receipt = sample_squad.remove(services)
    assert {athlete.name for athlete in services.athletes.roster()} == {"Ana Silva", "Bo Lind", "Cy Moor"}
    receipt.undo()
    assert len(services.athletes.roster()) == 5


def test_stopping_half_way_keeps_whole_athletes_only(services, two_of_the_sample):
    with pytest.raises(Cancelled):
        sample_squad.put_in(services, lambda done, _total: done < 1)
    assert [athlete.name for athlete in services.athletes.roster()] == ["Amina Okafor"]
    assert services.training.sessions(sample_squad.present(services)[0])
