"""The coach's home on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.pages.squad import SQUAD, view_model
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.pages.squad.bulk import EquipSheet
from desktop.pages.transfer import ExportSheet, ImportSheet
from desktop.services.athletes import PRESETS
from desktop.services.week_counts import WeekCount
from models import records
from models.records import Session, SessionKind, SessionStatus, SetRecord, WrittenPlan, new_id
from rules.vocabulary import Equipment, Experience, LoadType, PainArea, Phase, Unit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def done(page):
    return not page._pending and not page._working and all(line.unlocked for line in page._lines.values())


@pytest.fixture
def page(qtbot, show, people):
    made = show(SQUAD)
    qtbot.waitUntil(lambda: done(made), timeout=20_000)
    return made


def lines(page):
    return {line.name.split()[0]: line for line in page.table.shown()}


def text(page, name, column):
    return next(c for c in page.table.table.columns if c.id == column).display(lines(page)[name])


def pick(page, people, *names):
    page.table.select({people[name].id for name in names}, people[names[0]].id)
    page.table.setFocus()


def test_cheap_facts_come_first_and_judgements_are_filled_in(qtbot, show, people):
    page = show(SQUAD, hidden=True)  # judges nothing while nobody looks
    assert [line.name for line in page.table.shown()] == ["Ana Silva", "Bo Lind", "Cy Moor"]
    assert text(page, "Ana", "race") == "Ridge 50 · A"
    assert text(page, "Ana", "in") == "18 days"
    assert text(page, "Ana", "phase")
    assert text(page, "Ana", "unlocked") == ""
    assert page.cards[2].figure == "…"
    page.show()
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert text(page, "Ana", "unlocked").endswith(" / 75")
    assert "readiness screen" in text(page, "Ana", "attention")
    assert page.cards[3].figure == "3"


def test_the_table_says_what_the_service_says(page, services):
    rows = {row.athlete.name.split()[0]: row for row in services.squad.rows()}
    for name, row in rows.items():
        assert text(page, name, "unlocked") == f"{row.unlocked} / {row.total}"
        assert lines(page)[name].allowed == row.sessions_allowed
        assert lines(page)[name].attention_tip == "\n".join(row.attention)
    figures = services.squad.figures(rows.values())
    assert [card.figure for card in page.cards] == [
        str(n) for n in (figures.sessions_left, figures.tapering, figures.within_reach, figures.need_attention)
    ]


def test_phases_beyond_the_first_rows_follow_in_the_background(qtbot, show, services, people, monkeypatch):
    monkeypatch.setattr("desktop.pages.squad.page.FRESH_DAYS", 1)
    page = show(SQUAD, hidden=True)
    assert [bool(line.phase) for line in page.table.shown()] == [True, False, False]
    page.show()
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert all(line.phase for line in page.table.shown())


def test_a_change_of_one_athlete_judges_that_one_again(qtbot, page, context, services, people):
    report = records.PainReport(new_id(), people["Cy"].id, PainArea.KNEE, date(2027, 1, 11), 5)
    context.history.run(lambda: services.athletes.save_pain(report))
    assert page._pending == [people["Cy"].id]
    qtbot.waitUntil(lambda: done(page) and "Pain 5/10: knee" in lines(page)["Cy"].attention_tip, timeout=20_000)
    context.history.undo()
    qtbot.waitUntil(lambda: done(page) and "Pain" not in lines(page)["Cy"].attention_tip, timeout=20_000)


def test_sessions_of_the_week_are_dots(qtbot, page, context, services, people):
    done_set = SetRecord(new_id(), "standard-lunge", 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=8)
    session = Session(new_id(), people["Ana"].id, date(2027, 1, 11), status=SessionStatus.DONE, sets=(done_set,))
    context.history.run(lambda: services.training.save(session))
    assert lines(page)["Ana"].done == 1


def test_a_written_plan_says_what_is_left_of_the_week(qtbot, page, context, services, people):
    monday = date(2027, 1, 11)
    assert lines(page)["Ana"].week_tip == "0 of 1 sessions · as the season allows"
    for days in (0, 3):
        day = monday + timedelta(days)
        services.store.plans.write(
            WrittenPlan(new_id(), people["Ana"].id, day, 1, day, monday, SessionKind.A, Phase.MAINTAIN, 40)
        )
    done_set = SetRecord(new_id(), "standard-lunge", 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=8)
    session = Session(new_id(), people["Cy"].id, monday, sets=(done_set,))
    context.history.run(lambda: services.training.save(session))
    ana, cy = lines(page)["Ana"], lines(page)["Cy"]
    assert (ana.done, ana.allowed, ana.week, ana.week_tip) == (0, 1, 2, "0 of 2 sessions · 2 still planned")
    assert (cy.done, cy.week, cy.week_tip) == (1, 2, "1 of 2 sessions · as the season allows")
    left = sum(line.left for line in lines(page).values())
    assert page.cards[0].figure == str(left)
    qtbot.waitUntil(lambda: done(page), timeout=20_000)


def test_a_plan_written_while_another_page_was_shown_is_seen_on_coming_back(qtbot, page, services, people):
    page.hide()
    for days in (-3, -6):
        day = date(2027, 1, 11) + timedelta(days)
        services.store.plans.write(
            WrittenPlan(new_id(), people["Cy"].id, day, 1, day, day, SessionKind.A, Phase.BUILD, 40)
        )
    monday = date(2027, 1, 11)
    services.store.plans.write(
        WrittenPlan(new_id(), people["Cy"].id, monday, 1, monday, monday, SessionKind.A, Phase.BUILD, 40)
    )
    page.show()
    assert lines(page)["Cy"].week_tip == "0 of 1 sessions · 1 still planned"
    assert page._pending == [people["Cy"].id]
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert "2 planned sessions missed in a row." in lines(page)["Cy"].attention_tip


def test_the_words_of_a_week_used_up_speak_of_the_season(services, people):
    outline = services.squad.outlines()[0]
    for done_so_far, coming, words in (
        (2, 0, "2 sessions, 1 more than the week allows"),
        (1, 0, "1 of 2 sessions · 0 still planned"),
        (0, 1, "0 of 2 sessions · 1 still planned"),
        (1, 2, "1 of 3 sessions · 2 still planned"),
    ):
        one = replace(outline, week=WeekCount(done_so_far, 2, coming))
        assert view_model.line(one, {}).week_tip == words
    assert view_model.line(replace(outline, week=WeekCount(0, 0, 0)), {}).week_tip == "rest"
    assert view_model.line(replace(outline, day=None, week=WeekCount(1)), {}).week_tip == ""
    assert view_model.line(replace(outline, day=None, week=WeekCount(1, 2, 1)), {}).week == 2


def test_filter_as_you_type_and_go_down_into_the_table(qtbot, page):
    assert page.focus_filter()
    qtbot.keyClicks(page.filter, "ridge")
    assert list(lines(page)) == ["Ana"]
    assert page.headline()[1].startswith("1 of 3 athletes")
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    page.filter.setFocus()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(lines(page)) == 3


def test_sorting_puts_the_unknown_last(page):
    column = [column.id for column in page.table.table.columns].index("in")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(column, order)
        assert next(iter(lines(page))) == "Ana"


def test_enter_and_double_click_open_the_unlocks(qtbot, page, people, opened):
    pick(page, people, "Bo")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    index = page.table.proxy.index(0, 0)
    page.table.doubleClicked.emit(index)
    assert opened == [("unlocks", people["Bo"].id), ("unlocks", people["Ana"].id)]


def test_the_menu_opens_pages_of_the_one_selected(qtbot, page, people, opened):
    pick(page, people, "Cy")
    page._show_menu(QPoint(10, 10))
    menu = page.findChild(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Unlocks", "Season", "Log", "Profile", "Export selected…", "Equipment…", "Remove"]
    menu.actions()[3].trigger()
    menu.close()
    assert opened == [("profile", people["Cy"].id)]


def test_adding_an_athlete_with_a_full_gym_is_one_step(qtbot, page, context, services, opened):
    page.add_athlete()
    sheet = page.window().findChild(AddAthlete)
    qtbot.keyClicks(sheet.name, "Dee Fox")
    qtbot.keyClicks(sheet.born.line, "3/4/1995")
    qtbot.keyClicks(sheet.mass, "61,5")
    sheet.experience.set_value(Experience.NOVICE)
    sheet.equipment.set_value("gym")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    dee = services.athletes.find("Dee")
    assert (dee.birth_date, dee.body_mass_kg, dee.experience) == (date(1995, 4, 3), 61.5, Experience.NOVICE)
    assert services.athletes.dossier(dee.id).kits[0].equipment == PRESETS["gym"]
    assert opened == [("profile", dee.id)]
    context.history.undo()
    assert len(services.athletes.roster()) == 3
    context.history.redo()
    assert services.athletes.dossier(dee.id).kits[0].equipment == PRESETS["gym"]


def test_a_refused_athlete_keeps_the_form(qtbot, page, services):
    page.add_athlete()
    sheet = page.window().findChild(AddAthlete)
    sheet.attempt()
    assert sheet.isVisible()
    assert "name" in sheet.form.rows["name"].error.text().casefold()
    qtbot.keyClicks(sheet.name, "Eve")
    qtbot.keyClicks(sheet.mass, "heavy")
    sheet.attempt()
    assert sheet.isVisible()
    assert "heavy" in sheet.form.rows["body_mass_kg"].error.text()
    sheet.mass.setText("5")
    sheet.attempt()
    assert "between 20 and 300" in sheet.form.rows["body_mass_kg"].error.text()
    assert sheet.name.text() == "Eve"
    assert len(services.athletes.roster()) == 3
    sheet.reject()


def test_equipment_for_all_selected_is_one_step(qtbot, page, context, services, people):
    pick(page, people, "Ana", "Bo")
    page.bulk[1].click()
    sheet = page.window().findChild(EquipSheet)
    sheet.grid.boxes[Equipment.KETTLEBELL].click()
    sheet.attempt()
    kits = {name: services.athletes.dossier(people[name].id).kits for name in people}
    assert kits["Ana"][0].equipment == {Equipment.DUMBBELLS, Equipment.BENCH, Equipment.KETTLEBELL}
    assert kits["Bo"][0].equipment == {Equipment.KETTLEBELL}
    assert kits["Cy"] == ()
    context.history.undo()
    assert services.athletes.dossier(people["Ana"].id).kits[0].equipment == {Equipment.DUMBBELLS, Equipment.BENCH}
    assert services.athletes.dossier(people["Bo"].id).kits == ()


def test_equipment_without_a_place_is_refused(page, people, services):
    pick(page, people, "Bo")
    page.bulk[1].click()
    sheet = page.window().findChild(EquipSheet)
    sheet.place.setText(" ")
    sheet.attempt()
    assert sheet.isVisible()
    assert not sheet.form.rows["name"].error.isHidden()
    assert services.athletes.dossier(people["Bo"].id).kits == ()
    sheet.reject()


def test_removing_several_and_taking_it_back(qtbot, page, context, services, people):
    before = services.athletes.dossier(people["Ana"].id)
    pick(page, people, "Ana", "Cy")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: list(lines(page)) == ["Bo"], timeout=10_000)
    assert context.history.stack.undoText() == "Removed 2 athletes with all sessions and races"
    context.history.undo()
    assert list(lines(page)) == ["Ana", "Bo", "Cy"]
    assert services.athletes.dossier(people["Ana"].id) == before
    context.history.redo()
    assert list(lines(page)) == ["Bo"]


def test_bulk_buttons_wait_for_a_selection(page, people):
    page.table.clearSelection()
    assert not any(button.isEnabled() for button in page.bulk)
    pick(page, people, "Ana", "Bo")
    assert all(button.isEnabled() for button in page.bulk)
    assert page.chosen_text.text() == "2 selected"


def test_export_and_import_open_the_shared_sheets(page, people):
    pick(page, people, "Ana", "Bo")
    page.bulk[0].click()
    sheet = page.window().findChild(ExportSheet)
    assert set(sheet.ids()) == {people["Ana"].id, people["Bo"].id}
    sheet.reject()
    page.actions()[0].trigger()
    sheet = page.window().findChild(ImportSheet)
    assert sheet.isVisible()
    sheet.reject()


def test_column_widths_come_back(qtbot, page, context, show):
    widths = [200, 120, 220, 110, 90, 95, 140, 260]
    context.memory.keep_columns("squad", widths)
    again = show(SQUAD)
    assert [again.table.columnWidth(n) for n in range(7)] == widths[:7]
    qtbot.waitUntil(lambda: done(again), timeout=20_000)


def test_a_new_day_is_noticed_when_the_page_is_shown_again(qtbot, page, clock):
    page.hide()
    clock.forward(7)
    page.show()
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert text(page, "Ana", "in") == "11 days"


def test_words_of_lists_and_races():
    assert view_model.listed([]) == "–"
    assert view_model.listed(["Front squat"]) == "Front squat"
    assert view_model.listed(["Front squat", "Bench", "Row"]) == "Front squat +2"


def test_a_race_just_run_stays_in_sight_for_four_weeks(services, people):
    outline = services.squad.outlines()[0]
    past = replace(outline, next_race=None, days_to_race=None, last_race=outline.next_race, days_since_race=6)
    assert view_model.line(past, {}).race_in == "6 days ago"
    assert view_model.line(past, {}).race_days is None
    assert view_model.line(replace(past, days_since_race=29), {}).race == "–"
