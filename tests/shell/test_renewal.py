"""Another language or text size holds at once: the window is built anew where it stood, and nothing that was begun is lost."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop import app, i18n
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.qt import theme
from desktop.qt.collecting import Collector
from desktop.settings import LANGUAGE, TEXT_SIZE
from desktop.shell import start
from desktop.shell.scenes import settle
from models.records import Athlete, Kit, new_id
from rules.vocabulary import Equipment, Experience

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def live(qtbot, tmp_path, clock):
    services = app.open_services(tmp_path / "data", clock)
    services.settings.set(LANGUAGE, "en")
    services.athletes.save(Athlete("m", "Maya Torres"))
    start.dress_as_set(services)
    made = start.speaking(services, start.build_window(services))
    made.window.show()
    settle(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.processEvents()
    services.close()
    start.dress("en", "light", "kg")


def choose(live, code, wait=True):
    services = live.window.athlete_mode._services
    live.window.context.history.run(lambda: services.settings.set(LANGUAGE, code))
    if wait:
        arrive(live, code)


def arrive(live, code):
    before = live.window
    for _ in range(500):
        QTest.qWait(20)
        if live.window is not before and i18n.language() == code:
            settle(live.window)
            return
    pytest.fail(f"the window never came in {code}")


def test_the_window_stands_where_it_stood_in_the_other_language(live, qtbot):
    before = live.window
    before.open_page("season", "m")
    before.resize(1400, 820)
    before.move(40, 30)
    place = before.pos()
    choose(live, "fr")
    window = live.window
    assert window is not before
    assert not isValid(before)
    assert window.isVisible()
    assert (window.page_id, window.athlete_id) == ("season", "m")
    assert (window.size(), window.pos()) == (QSize(1400, 820), place)
    assert window.sidebar.buttons["settings"].text() == "Réglages"
    assert window.toast.text == "Langue\xa0: Français"


def test_a_window_that_was_closed_has_no_successor(live, qtbot):
    window = live.window
    window.context.jobs.run(lambda progress: [None for _ in iter(lambda: progress(0, 1), False)])
    choose(live, "fr", wait=False)
    qtbot.waitUntil(lambda: live._looks > 0)  # it waits for the job
    window.close()
    qtbot.waitUntil(lambda: not window.context.jobs.pending() and not live._due.isActive())
    assert live.window is window
    assert window.isHidden()


def test_another_text_size_builds_the_window_anew_and_can_be_taken_back(live, qtbot):
    before, services = live.window, live.window.context.services
    before.resize(1900, 1000)  # wide enough for an unfolded sidebar in both sizes
    before.open_page("settings")
    settle(before)
    wide = before.sidebar.width()
    before.page.text_size.setFocus()
    before.context.history.run(lambda: services.settings.set(TEXT_SIZE, "150"))
    qtbot.waitUntil(lambda: live.window is not before)
    settle(live.window)
    assert not isValid(before)
    assert theme.text_scale() == 1.5
    assert live.window.sidebar.width() > wide
    assert live.window.page_id == "settings"
    assert live.window.focusWidget() is live.window.page.text_size
    assert live.window.toast.text.startswith("Text size: 150")
    larger = live.window
    larger.undo()
    qtbot.waitUntil(lambda: live.window is not larger)
    settle(live.window)
    assert (theme.text_scale(), live.window.sidebar.width()) == (1.0, wide)


def test_what_was_done_can_be_taken_back_and_so_can_the_language(live):
    history, services = live.window.context.history, live.window.context.services
    history.run(lambda: services.athletes.save(Athlete("o", "Oskar Lind")))
    choose(live, "fr")
    tip = live.window.actions_by_id["undo"].toolTip()
    assert tip.startswith("Annuler")
    assert "Language" not in tip, "what the step is called was said in English"
    live.window.undo()
    arrive(live, "en")
    assert live.window.sidebar.buttons["settings"].text() == "Settings"
    live.window.undo()
    assert [one.name for one in services.athletes.roster()] == ["Maya Torres"]
    live.window.redo()
    assert "Oskar Lind" in live.window.actions_by_id["undo"].toolTip(), "a step done again has its name again"
    assert len(services.athletes.roster()) == 2


def test_what_was_refused_in_a_field_is_there_again(live, qtbot):
    choose(live, "fr")
    live.window.open_page("profile", "m")
    settle(live.window)
    field = live.window.page.person.born.line
    field.setFocus()
    qtbot.keyClicks(field, "31.31.1990")
    live.window.undo()
    arrive(live, "en")
    again = live.window.page.person.born.line
    assert (again.text(), again.property("state")) == ("31.31.1990", "refused")


def test_notes_of_a_session_without_a_set_are_there_again_in_another_text_size(live, qtbot):
    services, before = live.window.context.services, live.window
    kenji = Athlete("k", "Kenji Ito", date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED, available_days=(1, 4))
    services.athletes.save(kenji)
    services.athletes.save_kit(Kit(new_id(), "k", "Home", frozenset(Equipment)))
    before.open_page("week", "k")
    qtbot.waitUntil(lambda: before.page.settled and before.page.card.notes.isEnabled(), timeout=20_000)
    card = before.page.card
    card.notes.setFocus()
    qtbot.keyClicks(card.notes, "knee a bit stiff")
    card.minutes.setFocus()
    qtbot.keyClicks(card.minutes, "35")
    before.open_page("settings")
    services.settings.set(TEXT_SIZE, "150")
    choose(live, "fr")
    live.window.open_page("week")
    page = live.window.page
    qtbot.waitUntil(lambda: page.settled and page.card.notes.isEnabled(), timeout=20_000)
    assert theme.text_scale() == 1.5
    assert (page.card.notes.text(), page.card.minutes.text()) == ("knee a bit stiff", "35")


def test_the_cursor_stays_in_the_field_where_the_language_was_chosen(live, qtbot):
    live.window.open_page("settings")
    settle(live.window)
    live.window.page.language.setFocus()
    choose(live, "fr")
    assert live.window.focusWidget() is live.window.page.language


def test_a_job_is_waited_for_and_that_is_said(live, qtbot):
    go_on, before, answers = threading.Event(), live.window, []
    before.context.jobs.run(lambda _progress: go_on.wait(30), answers.append)
    try:
        choose(live, "fr", wait=False)
        qtbot.waitUntil(lambda: "as soon as the work" in before.toast.text, timeout=5_000)
        assert live.window is before
        assert i18n.language() == "en"
    finally:
        go_on.set()
    arrive(live, "fr")
    assert answers == [True]


def test_a_language_taken_back_while_a_job_runs_changes_nothing(live, qtbot):
    go_on, before = threading.Event(), live.window
    before.context.jobs.run(lambda _progress: go_on.wait(30))
    try:
        choose(live, "fr", wait=False)
        before.undo()
    finally:
        go_on.set()
    qtbot.wait(300)
    settle(before)
    assert live.window is before


def test_an_open_sheet_is_waited_for(live, qtbot):
    before = live.window
    before.open_page("squad")
    before.page.add_athlete()
    sheet = before.findChild(AddAthlete)
    qtbot.keyClicks(sheet.name, "Nina Berg")
    choose(live, "fr", wait=False)
    qtbot.wait(300)
    assert live.window is before
    assert sheet.isVisible()
    sheet.close()
    arrive(live, "fr")
    live.window.page.add_athlete()
    again = live.window.findChild(AddAthlete)
    assert again.name.text() == "Nina Berg"
    again.cancel()


def test_athlete_mode_stays_shut(live, qtbot):
    services, before = live.window.context.services, live.window
    services.access.set_coach("2580")
    services.access.choose(["m"], chooser=True)
    go_on = threading.Event()
    before.context.jobs.run(lambda _progress: go_on.wait(30))
    choose(live, "fr", wait=False)
    before.athlete_mode.enter()
    go_on.set()
    arrive(live, "fr")
    window = live.window
    assert window.policy.confined
    assert window.athlete_mode.on
    window.open_page("settings")
    assert window.page_id != "settings"
    assert window.athlete_mode.chooser is not None
    assert theme.text_scale() == pytest.approx(8 / 7), "larger, but not twice"
    sheet = window.athlete_mode.ask_coach()
    sheet.field.setText("2580")
    sheet.attempt()
    assert not window.policy.confined
    assert theme.text_scale() == 1


def test_windows_before_are_gone(live, qapp):
    collector = Collector(qapp)
    try:
        gone = []
        for number in range(10):
            collector.keep()
            before = live.window
            before.open_page("week", "m")
            gone += [weakref.ref(before), weakref.ref(before.page), weakref.ref(before.athlete_mode)]
            live.renewed.connect(lambda _window: collector.release()) if number == 0 else None
            del before
            choose(live, ("fr", "en")[number % 2])
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        left = [ref() for ref in gone if ref() is not None]
        assert not left
        assert sum(type(one).__name__ == "MainWindow" for one in QApplication.topLevelWidgets()) == 1
    finally:
        collector.release()
        collector.stop()
        collector.deleteLater()


def test_nothing_happens_where_the_same_language_is_chosen_by_another_name(live, monkeypatch, qtbot):
    before = live.window
    monkeypatch.setattr("desktop.shell.renewal.QLocale.system", lambda: _Of("en_GB"))
    choose(live, "", wait=False)
    qtbot.wait(100)
    settle(before)
    assert live.window is before


class _Of:
    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name


def test_new_athletes_after_a_change_of_language_are_shown_around_in_it(live):
    live.window.layers.tour.offer()
    offered = live.window.layers.tour.offered
    choose(live, "fr")
    assert live.window.layers.tour.offered is offered is True
    live.window.context.services.athletes.save(Athlete(new_id(), "Nina Berg"))
