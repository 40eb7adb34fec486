"""The profile on a real store: fields save themselves, refusals stay in their field, one undo takes one change back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.pages import PROFILE
from desktop.pages.profile import view_model
from desktop.pages.profile.sheets import DeclarationSheet, InjurySheet, MobilitySheet, ReadinessSheet
from desktop.qt import fmt, theme
from desktop.services.condition import condition
from models import records
from models.records import KeyRunKind, new_id
from rules.vocabulary import Equipment, Experience, Goal, MobilityLevel, PainArea

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = date(2027, 1, 11)


@pytest.fixture
def ana(people):
    return people["Ana"].id


@pytest.fixture
def page(show, ana):
    return show(PROFILE, ana)


@pytest.fixture
def kept(services, ana):
    """What the store holds now."""
    return lambda: services.athletes.dossier(ana)


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def sheet_of(page, kind):
    return next(sheet for sheet in page.window().findChildren(kind) if sheet.isVisible())


# --- fields that save themselves


def test_leaving_a_field_saves_it_and_undo_puts_it_back(qtbot, page, context, kept):
    type_into(qtbot, page.person.name, "Ana Maria Silva")
    assert kept().athlete.name == "Ana Maria Silva"
    assert context.history.stack.count() == 1
    context.history.undo()
    assert kept().athlete.name == "Ana Silva"
    assert page.person.name.text() == "Ana Silva"
    context.history.redo()
    assert page.person.name.text() == "Ana Maria Silva"


def test_walking_through_without_typing_changes_nothing(qtbot, page, context):
    for field in (page.person.name, page.person.born.line, page.person.mass, page.person.notes, page.week.minutes):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert context.history.stack.count() == 0


def test_lists_dates_notes_and_days_save_too(qtbot, page, kept):
    page.person.goal.set_value(Goal.MAINTENANCE)
    page.person.goal.picked.emit(Goal.MAINTENANCE)
    type_into(qtbot, page.person.born.line, "2/6/1991")
    page.person.notes.setFocus()
    qtbot.keyClicks(page.person.notes, "Likes hills")
    qtbot.keyClick(page.person.notes, Qt.Key.Key_Tab)
    type_into(qtbot, page.week.minutes, "50")
    page.week.days.buttons[2].click()
    page.week.days.buttons[5].click()
    athlete = kept().athlete
    assert (athlete.goal, athlete.birth_date, athlete.notes) == (Goal.MAINTENANCE, date(1991, 6, 2), "Likes hills")
    assert (athlete.session_minutes, athlete.available_days) == (50, (2, 5))
    assert page.person.form.rows["birth_date"].label.text() == "Birth date · 35 years"


def test_a_refusal_stays_in_the_field_with_its_words(qtbot, page, context, kept):
    type_into(qtbot, page.person.mass, "5")
    row = page.person.form.rows["body_mass_kg"]
    assert not row.error.isHidden()
    assert "between 20 and 300" in row.error.text()
    assert page.person.mass.text() == "5"
    type_into(qtbot, page.week.minutes, "45")  # another field is saved and shown: what was refused stays
    assert page.person.mass.text() == "5"
    assert kept().athlete.body_mass_kg == 60
    assert kept().athlete.session_minutes == 45
    type_into(qtbot, page.person.mass, "61.5")
    assert row.error.isHidden()
    assert kept().athlete.body_mass_kg == 61.5
    assert context.history.stack.count() == 2


@pytest.mark.parametrize("text, words", [("1/1/2090", "future"), ("yesterday", "not a date"), ("1/1/1850", "1900")])
def test_a_birth_date_that_cannot_be_is_refused(qtbot, page, kept, text, words):
    type_into(qtbot, page.person.born.line, text)
    assert words in page.person.form.rows["birth_date"].error.text()
    assert kept().athlete.birth_date == date(1990, 5, 1)


def test_another_athlete_shows_nothing_of_what_was_refused(qtbot, page, people):
    type_into(qtbot, page.person.mass, "5")
    page.show_athlete(people["Bo"].id)
    assert page.person.mass.text() == "50"
    assert page.person.form.rows["body_mass_kg"].error.isHidden()
    assert page.person.consent_form.isVisible()
    page.show_athlete(people["Ana"].id)
    assert page.person.mass.text() == "60"
    assert not page.person.consent_form.isVisible()


def test_leaving_the_page_saves_what_is_being_typed(qtbot, page, kept):
    page.person.notes.setFocus()
    qtbot.keyClicks(page.person.notes, "Half a thought")
    page.leave()
    assert kept().athlete.notes == "Half a thought"


def test_body_mass_in_pounds(qtbot, page, kept):
    fmt.use_unit("lb")
    page.refresh()
    assert page.person.form.rows["body_mass_kg"].label.text() == "Body mass (lb)"
    assert page.person.mass.text() == "132.3"
    type_into(qtbot, page.person.mass, "135")
    assert kept().athlete.body_mass_kg == pytest.approx(61.235, abs=0.001)


# --- the week


def test_key_runs_are_added_changed_and_removed(qtbot, page, context, kept):
    page.week.add_run.click()
    run = kept().key_runs[0]
    line = page.week.lines[run.id]
    type_into(qtbot, line.minutes, "150")
    line.kind.picked.emit(KeyRunKind.TEMPO)
    type_into(qtbot, line.descent, "900")
    assert kept().key_runs == (records.KeyRun(run.id, run.athlete_id, 7, KeyRunKind.TEMPO, 150, 900),)
    type_into(qtbot, line.descent, "99000")
    assert "between 0 and 15000" in line.error.text()
    assert line.descent.text() == "99000"
    page.week.remove_run(run.id)
    assert kept().key_runs == ()
    assert page.week.lines == {}
    context.history.undo()
    assert kept().key_runs[0].descent_m == 900
    assert page.week.lines[run.id].descent.text() == "900"


# --- equipment


def test_places_hold_their_own_equipment(qtbot, page, context, kept):
    assert page.kits.tabs.count() == 1
    page.kits.add.click()
    assert page.kits.tabs.count() == 2
    assert page.kits.name.text() == "Gym"
    page.kits.grid.boxes[Equipment.BARBELL].click()
    type_into(qtbot, page.kits.plates, "5; 20 10")
    type_into(qtbot, page.kits.bar, "20")
    page.kits.days.buttons[3].click()
    gym = next(kit for kit in kept().kits if kit.name == "Gym")
    assert gym.equipment == {Equipment.BODYWEIGHT, Equipment.BARBELL}
    assert (gym.plates_kg, gym.bar_kg, gym.days) == ((20, 10, 5), 20, (3,))
    assert page.kits.plates.text() == "20, 10, 5"
    home = next(number for number in range(2) if page.kits.tabs.tabText(number) == "Home")
    page.kits.tabs.setCurrentIndex(home)
    assert page.kits.plates.text() == ""
    assert page.kits.grid.boxes[Equipment.BENCH].isChecked()
    assert not page.kits.grid.boxes[Equipment.BARBELL].isChecked()
    page.kits.remove.click()
    assert [kit.name for kit in kept().kits] == ["Gym"]
    context.history.undo()
    assert {kit.name for kit in kept().kits} == {"Home", "Gym"}


def test_an_example_of_masses_is_read_as_it_is_written(qapp):
    for place in ("en_GB", "fr_FR"):
        fmt.use_locale(place)
        assert view_model.parse_masses(view_model.masses_example()) == (20, 10, 5)
        assert view_model.masses_text((20, 10, 5)) == view_model.masses_example()


def test_masses_that_are_none_are_refused(qtbot, page, kept):
    type_into(qtbot, page.kits.plates, "20, ten")
    assert "'ten' is not a mass" in page.kits.form.rows["plates_kg"].error.text()
    assert page.kits.plates.text() == "20, ten"
    type_into(qtbot, page.kits.dumbbells, "500")
    assert "between 0.1 and 100" in page.kits.form.rows["dumbbells_kg"].error.text()
    assert kept().kits[0].plates_kg == ()


@pytest.mark.parametrize(
    "place, text, masses",
    [
        ("en_GB", "20, 10, 5", (20, 10, 5)),
        ("en_GB", "20,10,5", (20, 10, 5)),
        ("en_GB", "1.25 2.5", (2.5, 1.25)),
        ("fr_FR", "2,5; 1,25", (2.5, 1.25)),
        ("fr_FR", "20, 2,5", (20, 2.5)),
        ("en_GB", "", ()),
    ],
)
def test_lists_of_masses_are_read_as_people_write_them(place, text, masses):
    fmt.use_locale(place)
    try:
        assert view_model.parse_masses(text) == masses
        assert view_model.parse_masses(view_model.masses_text(masses)) == masses
    finally:
        fmt.use_locale("en_GB")


# --- the body


def test_a_mobility_screen_shows_its_levels(qtbot, page, context, kept):
    assert [pill.text for pill in page.body.pills] == ["not tested"] * 4
    page.body.measure.click()
    sheet = sheet_of(page, MobilitySheet)
    qtbot.keyClicks(sheet.left, "5.5")
    qtbot.keyClicks(sheet.right, "8")
    sheet.knee.set_value(MobilityLevel.OK)
    sheet.on.line.setText("1/12/2026")
    sheet.attempt()
    assert not sheet.isVisible()
    assert [pill.text for pill in page.body.pills] == ["Severe", "Limited", "Ok", "not tested"]
    assert page.body.due.text() == "Re-test due since 29 Dec 2026"
    assert "2.5 cm" in page.body.uneven.text()
    context.history.undo()
    assert kept().mobility == ()
    assert [pill.text for pill in page.body.pills] == ["not tested"] * 4


def test_an_empty_or_impossible_screen_is_refused(qtbot, page, kept):
    page.body.measure.click()
    sheet = sheet_of(page, MobilitySheet)
    sheet.attempt()
    assert "Nothing was measured" in sheet.form.rows["ankle_left_cm"].error.text()
    qtbot.keyClicks(sheet.left, "80")
    sheet.attempt()
    assert "40" in sheet.form.rows["ankle_left_cm"].error.text()
    assert sheet.left.text() == "80"
    sheet.left.setText("9")
    sheet.on.line.setText("1/1/2028")
    sheet.attempt()
    assert "future" in sheet.form.rows["on"].error.text()
    assert kept().mobility == ()
    sheet.reject()


def test_pain_of_today_is_one_report_an_area(page, kept):
    page.body.scores[PainArea.KNEE].picked.emit(4)
    page.body.scores[PainArea.KNEE].picked.emit(2)
    page.body.scores[PainArea.NECK].picked.emit(1)
    assert {(report.area, report.score, report.on) for report in kept().pains} == {
        (PainArea.KNEE, 2, TODAY),
        (PainArea.NECK, 1, TODAY),
    }
    assert page.body.since[PainArea.KNEE].text() == "today"


def test_pain_of_an_earlier_day_stays_as_history(page, services, context, ana, kept):
    old = records.PainReport(new_id(), ana, PainArea.KNEE, date(2027, 1, 2), 5)
    context.history.run(lambda: services.athletes.save_pain(old))
    assert page.body.since[PainArea.KNEE].text() == "2 Jan"
    page.body.scores[PainArea.KNEE].picked.emit(3)
    assert [report.score for report in kept().pains] == [5, 3]


def test_an_injury_flag_advises_after_fourteen_days(page, kept):
    page.body.flag.click()
    sheet = sheet_of(page, InjurySheet)
    sheet.area.set_value(PainArea.HAMSTRING)
    sheet.since.line.setText("20/12/2026")
    sheet.cleared.line.setText("1/12/2026")
    sheet.attempt()
    assert "before it began" in sheet.form.rows["cleared_on"].error.text()
    sheet.cleared.line.setText("")
    sheet.attempt()
    still = {one.flag.id: one for one in page.condition().injuries}
    entry = view_model.injury_entry(kept().injuries[0], still[kept().injuries[0].id])
    assert (entry.title, entry.caption) == ("Hamstring", "since 20 Dec 2026, 22 days")
    assert "time to see a professional" in entry.warning
    page.body._edit_injury(kept().injuries[0].id)
    sheet = sheet_of(page, InjurySheet)
    sheet.cleared.line.setText("5/1/2027")
    sheet.attempt()
    assert page.condition().injuries == ()


# --- health


def answer(sheet, *yes):
    for number, group in enumerate(sheet.groups, 1):
        group.button(1 if number in yes else 0).click()


def test_one_yes_holds_until_the_talk_is_recorded(qtbot, page, context, services, ana):
    page.health.ask.click()
    sheet = sheet_of(page, ReadinessSheet)
    sheet.groups[0].button(0).click()
    sheet.attempt()
    assert sheet.isVisible()
    assert sheet.trouble.text() == "Not answered yet: 2, 3, 4, 5, 6, 7, 8, 9, 10."
    answer(sheet, 2)
    sheet.attempt()
    assert page.health.banner.isVisible()
    assert services.athletes.facts(ana).health_hold
    type_into(qtbot, page.health.spoken.line, "1/1/2027")
    assert "cannot be older" in page.health.spoken_row.error.text()
    assert page.health.banner.isVisible()
    type_into(qtbot, page.health.spoken.line, "11/1/2027")
    assert not page.health.banner.isVisible()
    assert not services.athletes.facts(ana).health_hold
    context.history.undo()
    assert page.health.banner.isVisible()


def test_the_readiness_screen_runs_out_after_a_year(page, services, ana):
    services.athletes.save_readiness(records.ReadinessScreen(new_id(), ana, date(2026, 1, 11)))
    page.refresh()
    assert page.health.state.isHidden()
    shown = [label.text() for label in page.health.screens.findChildren(QLabel)]
    assert shown[:2] == ["11 Jan 2026", "no to all ten questions, valid until 11 Jan 2027"]
    late = condition(services.athletes.dossier(ana), date(2027, 1, 12), services.rulebook)
    assert "more than 12 months ago" in view_model.readiness_words(late)


def test_there_are_ten_questions_in_our_own_words():
    assert len(view_model.QUESTIONS) == 10
    assert len(set(view_model.QUESTIONS)) == 10


# --- declarations and farewell


def test_a_declaration_takes_an_experienced_adult(qtbot, page, show, people, services):
    page.declarations.add.click()
    sheet = sheet_of(page, DeclarationSheet)
    sheet.exercise.set_value("back-squat")
    qtbot.keyClicks(sheet.load, "60")
    sheet.attempt()
    assert services.athletes.dossier(people["Ana"].id).declarations[0].load == 60
    page.show_athlete(people["Bo"].id)
    page.declarations.add.click()
    sheet = sheet_of(page, DeclarationSheet)
    sheet.attempt()
    assert "Only an adult" in sheet.form.rows["on"].error.text()
    sheet.reject()
    assert services.athletes.dossier(people["Bo"].id).declarations == ()


def test_removing_the_athlete_can_be_taken_back(qtbot, page, context, services, ana):
    before = services.athletes.dossier(ana)
    page.remove.click()
    qtbot.waitUntil(lambda: context.history.stack.count() == 1, timeout=10_000)
    assert ana not in {athlete.id for athlete in services.athletes.roster()}
    context.history.undo()
    assert services.athletes.dossier(ana) == before


# --- the page itself


def test_an_athlete_of_whom_nothing_is_known(show, people):
    page = show(PROFILE, people["Cy"].id)
    assert not page.kits.nothing.isHidden()
    assert page.kits.pane.isHidden()
    assert page.health.state.text() == "The ten questions have not been answered yet."
    assert page.person.mass.text() == ""


def test_jumping_to_a_part_puts_the_cursor_there(qtbot, show, ana):
    page = show(PROFILE, ana, (1100, 700))
    page.jumps[4].click()
    qtbot.waitUntil(lambda: page.body.isAncestorOf(page.focusWidget() or page))
    assert page.view.verticalScrollBar().value() > 0


def test_one_column_where_there_is_no_room_for_two(show, ana):
    page = show(PROFILE, ana, (960, 700))
    assert page.health.x() == page.person.x()
    page.resize(1300, 700)
    page.view.widget().layout().activate()
    assert page.health.x() > page.person.x()


def test_twice_the_text_needs_twice_the_room_for_two_columns(qtbot, show, ana):
    page = show(PROFILE, ana, (1300, 700))
    theme.apply("light", 2.0)
    page.refresh()
    page.view.widget().layout().activate()
    assert page.health.x() == page.person.x()
    qtbot.waitUntil(lambda: page.view.horizontalScrollBar().maximum() == 0)
    theme.apply("light")


def test_what_a_field_is_for_is_said_on_hover_and_read_out(page):
    for form, name in ((page.person.form, "sex"), (page.kits.form, "bar_kg"), (page.person.form, "birth_date")):
        row = form.rows[name]
        assert row.label.toolTip().endswith(".")
        assert row.label.toolTip() == row.target().toolTip() == row.target().accessibleDescription()


def test_leaving_the_page_says_what_is_not_saved(qtbot, page, context, kept):
    said = []
    context.go.said.connect(lambda text, _undoable: said.append(text))
    page.leave()
    assert said == []
    type_into(qtbot, page.person.mass, "heavy")
    page.week.add_run.click()
    line = next(iter(page.week.lines.values()))
    type_into(qtbot, line.minutes, "long")
    page.leave()
    assert "Body mass: 'heavy' is not a number." in said[-1]
    type_into(qtbot, page.person.mass, "60")
    page.leave()
    assert "'long' is not a number." in said[-1]
    assert line.minutes.text() == "long"
    assert kept().athlete.body_mass_kg == 60


def test_every_field_has_a_name_for_a_screen_reader(page):
    from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

    nameless = [
        widget
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QPushButton, QCheckBox)
        for widget in page.findChildren(kind)
        if not (widget.accessibleName() or (hasattr(widget, "text") and widget.text()))
    ]
    assert nameless == []


def test_conditions_of_an_experienced_adult(services, ana):
    services.athletes.save_mobility(records.MobilityScreen(new_id(), ana, date(2027, 1, 1), 12, 9.5, MobilityLevel.OK))
    said = condition(services.athletes.dossier(ana), TODAY, services.rulebook)
    assert (said.age, said.minor) == (36, False)
    assert said.ankles == (MobilityLevel.OK, MobilityLevel.LIMITED)
    assert said.ankle_cm == (12, 9.5)
    assert said.uneven_cm == 2.5
    assert (said.retest_on, said.retest_due) == (date(2027, 1, 29), False)
    assert services.athletes.dossier(ana).athlete.experience is Experience.EXPERIENCED


def test_tab_walks_as_one_reads(qtbot, page, services, context, ana):
    run = records.KeyRun(new_id(), ana, 3, KeyRunKind.TEMPO)
    context.history.run(lambda: services.athletes.save_key_run(run))
    qtbot.wait(1)
    page.week.minutes.setFocus()
    walked = []
    for _ in range(14):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        walked.append(page.focusWidget())
    line = page.week.lines[run.id]
    assert walked[:7] == list(page.week.days.buttons.values())
    assert walked[7:11] == [line.day, line.kind, line.minutes, line.descent]
    assert walked[12] is page.week.add_run
    assert walked[13] in {page.kits.tabs, page.kits.add}
