"""Rows pasted into the tables of pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.pages import SEASON, SQUAD


def _paste(qtbot, table, text):
    QGuiApplication.clipboard().setText(text)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_races_are_pasted_as_one_step(show, qtbot, services, context, people, troubles):
    ana = people["Ana"].id
    page = show(SEASON, ana)
    before = services.races.of(ana)
    _paste(qtbot, page.races.table, "Hills\t2027-06-01\tB\t30\nMara\t2027-09-01\n")
    assert {race.name for race in services.races.of(ana)} == {"Ridge 50", "Hills", "Mara"}
    assert troubles == []
    context.history.undo()
    assert services.races.of(ana) == before


def test_races_are_copied_from_one_athlete_to_another(show, qtbot, services, people):
    page = show(SEASON, people["Ana"].id)
    page.races.table.select({services.races.of(people["Ana"].id)[0].id})
    text = page.races.table.as_text()
    page.show_athlete(people["Bo"].id)
    _paste(qtbot, page.races.table, text)
    (race,) = services.races.of(people["Bo"].id)
    (first,) = services.races.of(people["Ana"].id)
    assert (race.name, race.on, race.priority, race.distance_km, race.ascent_m) == (
        first.name, first.on, first.priority, first.distance_km, first.ascent_m
    )  # fmt: skip


def test_athletes_are_pasted_and_what_is_wrong_is_said(show, qtbot, services, context, people, troubles):
    page = show(SQUAD)
    _paste(qtbot, page.table, "Dora\t1999-01-02\nAna Silva\nEli\tyesterday\n")
    assert {one.name for one in services.athletes.roster()} == {"Ana Silva", "Bo Lind", "Cy Moor", "Dora"}
    assert "Ana Silva is there already." in troubles[0]
    assert "'yesterday' is not a date." in troubles[0]
    context.history.undo()
    assert len(services.athletes.roster()) == 3


def test_an_empty_clipboard_is_said(show, qtbot, context, people):
    said = []
    context.go.said.connect(lambda text, _undoable: said.append(text))
    _paste(qtbot, show(SQUAD).table, "")
    assert len(said) == 1
