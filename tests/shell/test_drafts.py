"""Nothing typed is lost by closing: a half-filled sheet is there again at the next start, until it is done or cancelled."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import app, i18n
from desktop.pages.profile.sheets import InjurySheet, ReadinessSheet
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.qt import fmt, theme
from desktop.settings import BACKUPS_KEPT
from desktop.shell import start
from desktop.widgets.form import TypedLine
from models.records import Athlete, Kit, new_id
from rules.vocabulary import Equipment, Experience, PainArea

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def opened(qtbot, tmp_path, clock):
    """Opens the window over one store as often as asked; what was open before is closed."""
    theme.apply("light")
    fmt.use_locale("en_GB")
    running = []

    def stop():
        while running:
            window, services = running.pop()
            window.close()
            QApplication.processEvents()  # what was put off to the window's next turn
            services.close()

    def begin():
        stop()
        services = app.open_services(tmp_path / "data", clock)
        window = start.build_window(services)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        running.append((window, services))
        return window

    yield begin
    stop()


def adding(window):
    window.open_page("squad")
    window.page.add_athlete()
    return window.findChild(AddAthlete)


def test_a_half_filled_athlete_is_there_after_the_window_was_closed(opened, qtbot):
    sheet = adding(opened())
    qtbot.keyClicks(sheet.name, "Nina Berg")
    qtbot.keyClicks(sheet.born.line, "not yet kno")
    sheet.goal.setCurrentIndex(2)
    window = opened()  # closes the other in the same moment
    again = adding(window)
    assert (again.name.text(), again.born.line.text(), again.goal.currentIndex()) == ("Nina Berg", "not yet kno", 2)
    assert again.draft.came_back


def test_a_half_filled_athlete_is_there_in_another_language(opened, qtbot, monkeypatch):
    sheet = adding(opened())
    qtbot.keyClicks(sheet.name, "Nina Berg")
    sheet.goal.setCurrentIndex(2)
    goal = sheet.goal.value()
    sheet.draft.keep()
    french = i18n.read_catalogue("fr")
    kept = opened().context.memory.draft("athlete")
    assert not {*kept, *map(str, kept.values())} & {*french.texts, *french.texts.values()}, (
        "no language's words are kept"
    )
    monkeypatch.setattr(i18n._State, "catalogue", french)
    again = adding(opened())
    assert (again.name.text(), again.goal.value()) == ("Nina Berg", goal)
    assert again.goal.currentText() != "Muscular endurance"


def test_escape_keeps_cancel_throws_away(opened, qtbot):
    window = opened()
    sheet = adding(window)
    qtbot.keyClicks(sheet.name, "Nina")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    again = AddAthlete(window.page, window)
    assert again.name.text() == "Nina"
    again.no.click()
    fresh = AddAthlete(window.page, window)
    assert fresh.name.text() == ""
    assert fresh.draft is not None
    assert not fresh.draft.came_back


def test_what_is_done_is_not_offered_again(opened, qtbot):
    window = opened()
    sheet = adding(window)
    qtbot.keyClicks(sheet.name, "Nina Berg")
    sheet.draft.keep()
    sheet.attempt()
    assert [one.name for one in window.context.services.athletes.roster()] == ["Nina Berg"]
    assert AddAthlete(window.page, window).name.text() == ""


def test_one_may_start_afresh(opened, qtbot):
    window = opened()
    sheet = adding(window)
    qtbot.keyClicks(sheet.name, "Nina")
    sheet.reject()
    again = AddAthlete(window.page, window)
    assert again.draft is not None
    again.draft.begin_anew()
    assert again.name.text() == ""
    assert window.context.memory.draft("athlete") == {}


def test_drafts_are_of_one_athlete_and_one_record(opened):
    window = opened()
    services = window.context.services
    people = [Athlete(new_id(), "Ana"), Athlete(new_id(), "Bo")]
    for one in people:
        services.athletes.save(one)
    window.open_page("profile", people[0].id)
    sheet = InjurySheet(window.page)
    sheet.area.set_value(PainArea.HIP_GROIN)
    sheet.notes.setText("after the fall")
    sheet.reject()
    asked = ReadinessSheet(window.page)
    asked.groups[3].button(1).setChecked(True)
    asked.reject()
    window.open_page("profile", people[1].id)
    assert InjurySheet(window.page).notes.text() == ""
    window.open_page("profile", people[0].id)
    back = InjurySheet(window.page)
    assert (back.area.value(), back.notes.text()) == (PainArea.HIP_GROIN, "after the fall")
    questions = ReadinessSheet(window.page)
    assert [group.checkedId() for group in questions.groups] == [-1, -1, -1, 1, -1, -1, -1, -1, -1, -1]
    assert questions.draft is not None
    questions.draft.begin_anew()
    assert all(group.checkedId() == -1 for group in questions.groups)


def field_called(page, name):
    return next(line for line in page.findChildren(TypedLine) if line.accessibleName() == name and line.isVisible())


def with_ana(window):
    window.context.services.athletes.save(Athlete("a" * 8, "Ana"))
    return "a" * 8


@pytest.mark.parametrize(
    "page_id, name, typed, kept",
    [
        ("profile", "Name", "Ana Silva", lambda services: services.athletes.roster()[0].name),
        ("profile", "Birth date", "1990-05-01", lambda services: str(services.athletes.roster()[0].birth_date)),
        ("settings", "How many are kept", "23", lambda services: str(services.settings.get(BACKUPS_KEPT))),
    ],
)
def test_what_is_being_typed_on_a_page_is_saved_by_closing(opened, qtbot, page_id, name, typed, kept):
    window = opened()
    window.open_page(page_id, with_ana(window))
    field = field_called(window.page, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert kept(opened().context.services) == typed


def test_what_was_refused_on_a_page_is_there_again_with_the_words(opened, qtbot):
    window = opened()
    ana = with_ana(window)
    window.open_page("profile", ana)
    field = field_called(window.page, "Birth date")
    field.setFocus()
    qtbot.keyClicks(field, "someday")
    again = opened()
    assert (again.page_id, again.athlete_id) == ("profile", ana)
    back = field_called(again.page, "Birth date")
    assert back.text() == "someday"
    assert back.property("state") == "refused"
    back.setText("1990-05-01")
    back.finish()
    third = opened()
    assert field_called(third.page, "Birth date").text() == fmt.date(
        third.context.services.athletes.roster()[0].birth_date
    )
    assert third.context.memory.draft(f"page:profile:{ana}") == {}


def test_a_session_half_typed_in_the_log_is_there_again(opened, qtbot):
    window = opened()
    window.open_page("log", with_ana(window))
    window.page.add_session()
    notes = window.page.panel.notes
    notes.setFocus()
    qtbot.keyClicks(notes, "hills, tired")
    again = opened()
    assert [row.notes for row in again.page.list.sessions.rows] == ["hills, tired"]


def with_a_week(services, name):
    """Somebody with a session on Tuesday, nothing done yet."""
    made = Athlete(new_id(), name, date(1990, 5, 1), 60.0, experience=Experience.EXPERIENCED)
    services.athletes.save(made)
    services.athletes.save_kit(Kit(new_id(), made.id, "Home", frozenset(Equipment)))
    return made.id


def week_of(window, qtbot, athlete_id):
    """The page, read and with a session to enter into."""
    window.open_page("week", athlete_id)
    page = window.page
    qtbot.waitUntil(lambda: page.settled and page.card.notes.isEnabled(), timeout=20_000)
    assert page.athlete_id == page.entering.session.athlete_id == athlete_id
    return page


def test_notes_of_a_session_without_a_set_are_there_again(opened, qtbot, clock):
    clock.forward(1)
    window = opened()
    dee = with_a_week(window.context.services, "Dee")
    page = week_of(window, qtbot, dee)
    page.card.notes.setFocus()
    qtbot.keyClicks(page.card.notes, "knee a bit stiff")
    page = week_of(opened(), qtbot, dee)
    assert page.card.notes.text() == "knee a bit stiff"
    assert not page.entering.begun


def test_notes_of_a_session_without_a_set_are_seen_by_nobody_else_in_athlete_mode(opened, qtbot, clock):
    clock.forward(1)
    window = opened()
    services = window.context.services
    dee, eva = with_a_week(services, "Dee"), with_a_week(services, "Eva")
    services.access.set_coach("2580")
    services.access.choose([dee, eva], chooser=True)
    window.context.go.confine()
    mode = window.athlete_mode
    mode.open_for(dee)
    page = week_of(window, qtbot, dee)
    page.card.notes.setFocus()
    qtbot.keyClicks(page.card.notes, "knee a bit stiff")
    mode.choose()
    mode.open_for(eva)
    page = week_of(window, qtbot, eva)
    assert page.card.notes.text() == ""
    page.card.notes.setText("fine")
    mode.choose()
    mode.open_for(dee)
    assert week_of(window, qtbot, dee).card.notes.text() == "knee a bit stiff"
    mode.choose()
    mode.open_for(eva)
    assert week_of(window, qtbot, eva).card.notes.text() == "fine"
