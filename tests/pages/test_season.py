"""The season on a real store: weeks and days with reasons, races edited in the cells, refusals, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from desktop.pages import SEASON
from desktop.pages.season import view_model as vm
from desktop.pages.season.day_strip import spread
from desktop.pages.season.races_table import pages
from desktop.qt import fmt
from desktop.services.outcome import Refused
from models import records
from models.records import Race, Session, SessionKind, SetRecord, new_id
from rules.vocabulary import LoadType, Phase, Priority, RaceStatus, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 1, 11)


@pytest.fixture
def page(show, people):
    return show(SEASON, people["Ana"].id)


def cell(page, column_id, row=0):
    table = page.races.table
    number = next(n for n, column in enumerate(table.table.columns) if column.id == column_id)
    return table.proxy.index(row, number)


def type_into(qtbot, page, column_id, text, row=0):
    """As a coach does: the cell by keyboard, the text, Enter."""
    table, index = page.races.table, cell(page, column_id, row)
    table.setFocus()
    table.setCurrentIndex(index)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.indexWidget(index)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the delegate takes Enter up only then


def planned(qtbot, page):
    """Waits until all weeks are planned."""
    qtbot.waitUntil(lambda: page._planning.complete and not page._planning.busy, timeout=20_000)


def asked(qtbot, page):
    """Waits until the panel says what the change would alter."""
    qtbot.waitUntil(lambda: page.changing.open and not page.changing.asking, timeout=20_000)


def decided(qtbot, page):
    qtbot.waitUntil(lambda: not page.changing.waiting and not page.changing.asking, timeout=20_000)


def race_of(services, people):
    return services.races.of(people["Ana"].id)[0]


def test_the_strip_runs_from_22_weeks_back_to_a_year_ahead_and_then_over_three_years(page, qtbot):
    mondays = [week.monday for week in page.timeline.weeks]
    assert mondays[0] == TODAY - timedelta(weeks=22)
    assert mondays[-1] >= TODAY + timedelta(weeks=52)
    assert page.timeline.week.monday == TODAY
    assert any("Ridge 50" in row for row in page.timeline.as_rows())
    place = page.timeline.frame_now().x(TODAY)
    planned(qtbot, page)  # what is far comes in the background and moves nothing
    mondays = [week.monday for week in page.timeline.weeks]
    assert len(mondays) == 156
    assert all(after - before == timedelta(weeks=1) for before, after in pairwise(mondays))
    assert (mondays[0], page.timeline.week.monday) == (TODAY - timedelta(weeks=52), TODAY)
    assert abs(page.timeline.frame_now().x(TODAY) - place) <= 1


def test_a_race_in_three_years_stretches_the_strip(services, people, show, qtbot):
    far = date(2029, 12, 1)
    services.races.save(Race(new_id(), people["Ana"].id, "Far", far, Priority.B, 30.0))
    page = show(SEASON, people["Ana"].id)
    page.show_target(far)  # asked for before it is there
    planned(qtbot, page)
    assert page.timeline.weeks[-1].monday >= far + timedelta(weeks=5)
    assert page.timeline.week.monday == date(2029, 11, 26)
    assert page.panel.week.monday == date(2029, 11, 26)


def test_the_chosen_week_says_its_days_and_why(page, qtbot):
    assert len(page.panel.days.rows) == 7
    assert page.panel.days.day == TODAY
    reasons = page.panel.reasons.lines
    assert "Ridge 50" in reasons[0].text
    assert reasons[0].rule.startswith("season.")
    assert any("lifting" in line.text for line in reasons)  # her experience caps the load
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right)
    assert page.panel.week.monday == TODAY + timedelta(weeks=2)
    page.panel.days.setFocus()
    qtbot.keyClick(page.panel.days, Qt.Key.Key_End)
    qtbot.keyClick(page.panel.days, Qt.Key.Key_Up)
    qtbot.keyClick(page.panel.days, Qt.Key.Key_Up)
    assert page.panel.days.day == date(2027, 1, 29)
    assert "today: nothing else" in page.panel.reasons.lines[0].text


def test_the_days_stand_side_by_side_with_the_words_of_their_phases(page, qtbot):
    strip = page.panel.days
    wide = strip.width() / 7
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(wide * 2.5), 20))
    assert strip.day == strip.rows[2].on
    assert strip.rows[2].phase in strip.accessibleDescription()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.day == strip.rows[3].on
    runs = vm.runs(strip.rows)
    assert [day for first, last in runs for day in range(first, last + 1)] == list(range(7))
    assert page.panel.why_title.text().startswith("Why " + strip.rows[3].phase)


@pytest.mark.parametrize("middles, wants", [
    ([10, 20, 30], [60, 60, 60]), ([150], [400]), ([5, 295], [80, 80]), ([100, 110, 290], [70, 90, 40]),
])  # fmt: skip
def test_words_under_the_days_stay_inside_and_apart(middles, wants):
    placed = spread(middles, wants, 300.0)
    assert placed[0][0] >= -0.01
    assert placed[-1][0] + placed[-1][1] <= 300.01
    assert all(left + wide <= after + 0.01 for (left, wide), (after, _) in pairwise(placed))


def test_a_name_and_a_date_are_changed_in_the_cells_and_taken_back(page, qtbot, services, people, context):
    type_into(qtbot, page, "name", "Ridge 60")
    assert race_of(services, people).name == "Ridge 60"  # a name alters no week: it is saved at once
    type_into(qtbot, page, "on", "5/2/2027")
    asked(qtbot, page)
    page.change.keep.click()
    assert race_of(services, people).on == date(2027, 2, 5)
    context.history.undo()
    context.history.undo()
    assert (race_of(services, people).name, race_of(services, people).on) == ("Ridge 50", date(2027, 1, 29))
    context.history.redo()
    assert race_of(services, people).name == "Ridge 60"
    assert page.races.table.shown()[0].race.name == "Ridge 60"


@pytest.mark.parametrize(
    "column, text, said",
    [
        ("distance_km", "far", "'far' is not a number."),
        ("distance_km", "5000", "between 0.1 and 1000"),
        ("on", "someday", "'someday' is not a date"),
        ("name", " ", "The name of the race is empty."),
    ],
)
def test_what_is_refused_stays_in_its_cell_with_the_words(page, qtbot, services, people, column, text, said):
    before = race_of(services, people)
    type_into(qtbot, page, column, text)
    qtbot.waitUntil(lambda: isinstance(page.races.table.indexWidget(cell(page, column)), QLineEdit))
    assert page.races.table.indexWidget(cell(page, column)).text() == text
    assert page.races.error.isVisible()
    assert said in page.races.error.text()
    assert race_of(services, people) == before


def test_a_status_is_chosen_from_a_list_and_shown_before_it_is_kept(page, qtbot, services, people):
    table, index = page.races.table, cell(page, "status")
    table.setCurrentIndex(index)
    table.edit(index)
    choice = table.viewport().findChild(QComboBox)
    choice.set_value(RaceStatus.CANCELLED.value)
    choice.picked.emit(RaceStatus.CANCELLED.value)
    asked(qtbot, page)
    assert race_of(services, people).status is RaceStatus.PLANNED
    page.change.keep.click()
    assert race_of(services, people).status is RaceStatus.CANCELLED
    assert page.timeline.races == ()  # it no longer counts
    assert page.races.table.shown()[0].taper_starts is None


def test_delete_removes_the_race_and_undo_brings_it_back(page, qtbot, services, people, context):
    before = race_of(services, people)
    page.races.select(before.id)
    page.races.table.setFocus()
    qtbot.keyClick(page.races.table, Qt.Key.Key_Delete)
    asked(qtbot, page)
    assert race_of(services, people) == before
    assert page.change.what.text() == "Ridge 50 on Fri 29 Jan 2027 is removed."
    assert page.change.list.hasFocus()
    qtbot.keyClick(page.change.list, Qt.Key.Key_Tab)
    assert page.change.keep.hasFocus()
    qtbot.keyClick(page.change.keep, Qt.Key.Key_Return)
    assert services.races.of(people["Ana"].id) == ()
    assert not page.change.isAncestorOf(page.window().focusWidget() or page)
    assert page.whole.currentWidget() is page._empty
    context.history.undo()
    assert race_of(services, people) == before
    assert page.whole.currentWidget() is page.races


def test_the_sheet_adds_a_race_and_keeps_what_it_refuses(page, qtbot, services, people):
    sheet = page.race_sheet()
    qtbot.addWidget(sheet)
    sheet.name.setText("Valley 30")
    sheet.attempt()
    assert "date" in sheet.form.rows["on"].error.text()
    assert sheet.name.text() == "Valley 30"
    sheet.on.line.setText("3/4/2027")
    sheet.distance.setText("30")
    sheet.attempt()
    assert [race.name for race in services.races.of(people["Ana"].id)] == ["Ridge 50", "Valley 30"]
    assert len(page.races.table.shown()) == 2


def test_hints_speak_of_missing_distances_and_of_races_too_close(page, services, people, context):
    ana = people["Ana"].id
    context.history.run(lambda: services.races.save(Race(new_id(), ana, "Soon", date(2027, 2, 6), Priority.A)))
    hints = {line.text: line for line in page.races.hints.lines}
    assert "Soon: It counts as an ultra until you enter the distance." in hints
    close = next(line for text, line in hints.items() if "also an A race" in text)
    assert "Only 8 days after Ridge 50" in close.text
    assert close.state == "partial"
    assert "season.recovery" in close.detail


def test_no_race_name_runs_into_the_next_flag(page, services, people, context):
    for number in range(5):
        race = Race(new_id(), people["Ana"].id, f"A race with a long name {number}", TODAY + timedelta(days=20 + 9 * number),
                    Priority.C, 20.0)  # fmt: skip
        context.history.run(lambda race=race: services.races.save(race))
    page.timeline.set_span(52)
    flags = page.timeline.flags()
    assert sum(len(flag.races) for flag in flags) == 6
    for row in range(3):
        ours = [(flag.left, flag.left + flag.wide) for flag in flags if flag.row == row]
        assert all(end < after for (_, end), (after, _) in pairwise(ours))


def test_an_athlete_without_races_is_offered_to_add_one(show, people):
    page = show(SEASON, people["Cy"].id)
    assert page.whole.currentWidget() is page._empty
    assert page.panel.days.day == TODAY


def test_first_day_of_taper_is_the_rules(services, people):
    (view,) = services.season.races(people["Ana"].id)
    days = services.season.days(people["Ana"].id, TODAY, date(2027, 1, 29))
    assert view.taper_starts == next(day.on for day in days if day.phase is Phase.TAPER)
    assert view.race_class.value == "U"
    assert view.km_effort == 75


def test_same_day_races_and_duplicates_are_told_apart(services, people):
    ana = people["Ana"].id
    first = services.races.of(ana)[0]
    services.races.save(replace(first, id=new_id(), distance_km=50.5))
    services.races.save(replace(first, id=new_id(), name="Night 10", distance_km=10.0))
    texts = [hint.text for view in services.season.races(ana) for hint in view.hints]
    assert sum("entered twice" in text for text in texts) == 2
    assert sum("one effort" in text for text in texts) == 3


def test_typed_numbers_take_units_and_refuse_words():
    assert vm.typed_number("42,5 km", "distance_km") == 42.5
    assert vm.typed_number(" ", "distance_km") is None
    with pytest.raises(Refused, match="not a number"):
        vm.typed_number("many", "ascent_m")


# --- the planned weeks


def test_the_strip_fills_with_planned_weeks_and_says_which_are_projected(page, qtbot, services, people):
    planned(qtbot, page)
    weeks = services.plans.weeks(people["Ana"].id, TODAY, 53)
    bars = {bar.monday: bar for bar in page.timeline.weeks}
    for week in weeks:
        strength = [one for one in week.sessions if one.template.value != "micro"]
        assert bars[week.monday].coming == len(strength)
        assert bars[week.monday].projected is week.projected
    assert not bars[TODAY].projected
    later = bars[weeks[10].monday]
    assert later.projected
    assert "projected" in later.spoken()
    assert bars[TODAY - timedelta(weeks=1)].coming == 0  # over: nothing is made up for it
    assert bars[weeks[-1].monday + timedelta(weeks=1)].coming is None  # as far as it is planned
    opening = next(week for week in weeks if week.opens)
    name = services.words.name(opening.opens[0].slug)
    assert name in bars[opening.monday].opens
    assert name in page.timeline.tooltip(page.timeline.weeks.index(bars[opening.monday]))


def test_a_week_opens_its_sessions_with_doses_and_reasons(page, qtbot, services, people, opened):
    planned(qtbot, page)
    monday = next(bar.monday for bar in page.timeline.weeks if bar.coming and bar.monday > TODAY)
    box = page.timeline._bar_box(page.timeline.number_of(monday))
    qtbot.mouseClick(page.timeline.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    (week,) = services.plans.weeks(people["Ana"].id, monday, 1)
    boxes = page.panel.sessions.boxes
    assert [one.shown.on for one in boxes] == [session.on for session in week.sessions]
    first, meant = boxes[0], week.sessions[0]
    assert first.shown.name == f"Session {meant.template}"
    assert f"{meant.minutes} min" in first.shown.about
    doses = [item.dose for item in first.shown.items]
    assert len(doses) == len(meant.items)
    assert all(dose.startswith(f"{item.sets} × ") for dose, item in zip(doses, meant.items, strict=True))
    assert all(item.why for item in first.shown.items)
    QApplication.processEvents()  # a layout shows what it was given only then
    first.why.setFocus()
    qtbot.keyClick(first.why, Qt.Key.Key_Space)
    assert first.reasons.isVisible()
    assert first.reasons.lines[0].text
    assert first.reasons.lines[0].rule in services.rulebook.rules
    assert page.panel.days._marks == {session.on: False for session in week.sessions}
    page.panel.open.click()
    assert opened == [("week", people["Ana"].id)]


@pytest.mark.parametrize("ill, word", [(True, "Ill"), (False, "Away")])
def test_a_week_of_illness_or_travel_says_so_in_place_of_what_the_phase_takes(page, qtbot, services, people, ill, word):
    planned(qtbot, page)
    monday = TODAY - timedelta(days=TODAY.weekday()) + timedelta(weeks=8)
    assert "loads" in vm.week_note(services.season.weeks(people["Ana"].id, monday, monday)[0])
    last = monday + timedelta(days=8)
    services.plans.absent(records.Absence(records.new_id(), people["Ana"].id, monday, last, ill=ill))
    page.mark_dirty()
    planned(qtbot, page)
    page._show_week(monday)
    said = f"{word}, {fmt.short_date(monday)} – {fmt.short_date(last)}: nothing is planned then."
    qtbot.waitUntil(lambda: page.panel.note.text() == said)
    assert said in page.timeline.tooltip(page.timeline.number_of(monday))
    page._show_week(monday + timedelta(weeks=1))  # the rest of it is planned
    assert page.panel.note.text().startswith(f"{said}\n")
    page._show_week(monday + timedelta(weeks=2))
    assert word not in page.panel.note.text()


def test_a_session_that_was_done_is_a_filled_dot(page, qtbot, services, people, context):
    one = SetRecord(new_id(), "goblet-squat", 1, 1, Unit.REPS, LoadType.SINGLE_KG, amount=8, load=12.0)
    day = TODAY - timedelta(days=3)
    done = Session(new_id(), people["Ana"].id, day, SessionKind.A, minutes=40, sets=(one,))
    context.history.run(lambda: services.training.save(done))
    planned(qtbot, page)
    page.show_target(done.on)
    (box,) = page.panel.sessions.boxes
    assert (box.shown.done, box.shown.on) == (True, done.on)
    bar = page.timeline.week
    assert (bar.done, bar.coming, bar.missed) == (1, 0, 0)
    assert "1 of 1 session," in bar.spoken()


def test_late_answers_of_another_athlete_are_dropped(page, qtbot, people, services):
    first = page._planning.asked
    page.show_athlete(people["Cy"].id)  # before anything arrived
    assert page._planning.asked.athlete_id == people["Cy"].id != first.athlete_id
    assert page._briefs == {}
    planned(qtbot, page)
    (week,) = services.plans.weeks(people["Cy"].id, TODAY, 1)
    assert page._briefs[TODAY].coming == len(week.sessions)
    page.hide()
    assert page._planning.asked is None  # nobody looks: the lane is free for others


def test_far_weeks_say_that_they_are_not_planned_yet(show, services, people, qtbot):
    services.races.save(Race(new_id(), people["Ana"].id, "Far", date(2028, 12, 2), Priority.C, 30.0))
    page = show(SEASON, people["Ana"].id)
    assert page.panel.sessions.said == "Planning…"
    planned(qtbot, page)
    page.show_target(date(2028, 11, 15))
    assert page.panel.sessions.said == "Sessions are planned a year ahead."
    page.show_target(TODAY - timedelta(weeks=3))
    assert page.panel.sessions.said == "Nothing was planned and nothing was done."


# --- a change is shown before it is made


def test_moving_a_race_shows_the_weeks_and_saves_nothing_until_kept(page, qtbot, services, people, context):
    before = race_of(services, people)
    count = context.history.stack.count()
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    assert race_of(services, people) == before
    assert context.history.stack.count() == count
    assert page.races.table.shown()[0].race.on == date(2027, 2, 12)  # what was typed stays to be seen
    assert page.right.currentWidget() is page.change
    assert page.change.what.text() == "Ridge 50 moves from Fri 29 Jan 2027 to Fri 12 Feb 2027."
    found = services.plans.race_change(people["Ana"].id, (replace(before, on=date(2027, 2, 12)),))
    assert sum(line.weeks for line in page.change.lines) == len(found)
    assert page.timeline.marked == {one.monday for one in found}
    assert all(line.text.startswith("Week") and line.detail for line in page.change.lines)
    page.change.leave.setFocus()
    qtbot.keyClick(page.change.leave, Qt.Key.Key_Return)
    assert page.races.table.hasFocus()
    assert race_of(services, people) == before
    assert page.races.table.shown()[0].race.on == before.on
    assert page.right.currentWidget() is page.panel
    assert page.timeline.marked == frozenset()


def test_two_changes_are_kept_as_one_step_and_undone_as_one(page, qtbot, services, people, context):
    other = Race(new_id(), people["Ana"].id, "Valley 30", date(2027, 4, 3), Priority.B, 30.0)
    context.history.run(lambda: services.races.save(other))
    before = services.races.of(people["Ana"].id)
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    type_into(qtbot, page, "on", "10/4/2027", row=1)
    asked(qtbot, page)
    type_into(qtbot, page, "name", "Ridge 51")  # part of the same change, not saved behind it
    asked(qtbot, page)
    assert services.races.of(people["Ana"].id) == before
    count = context.history.stack.count()
    page.change.keep.click()
    kept = services.races.of(people["Ana"].id)
    assert [(race.name, race.on) for race in kept] == [
        ("Ridge 51", date(2027, 2, 12)),
        ("Valley 30", date(2027, 4, 10)),
    ]
    assert context.history.stack.count() == count + 1
    context.history.undo()
    assert services.races.of(people["Ana"].id) == before
    context.history.redo()
    assert services.races.of(people["Ana"].id) == kept


def test_a_change_that_alters_no_week_goes_through_at_once(page, qtbot, services, people, context):
    past = Race(new_id(), people["Ana"].id, "Long ago", date(2025, 5, 3), Priority.C, 10.0)
    context.history.run(lambda: services.races.save(past))
    type_into(qtbot, page, "on", "10/5/2025", row=0)
    decided(qtbot, page)
    assert services.races.of(people["Ana"].id)[0].on == date(2025, 5, 10)
    assert page.right.currentWidget() is page.panel
    context.history.undo()
    assert services.races.of(people["Ana"].id)[0] == past


def test_what_is_proposed_waits_while_another_athlete_is_looked_at(page, qtbot, services, people):
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    page.show_athlete(people["Bo"].id)
    assert page.right.currentWidget() is page.panel
    assert page.whole.currentWidget() is page._empty
    page.show_athlete(people["Ana"].id)
    assert page.races.table.shown()[0].race.on == date(2027, 2, 12)
    asked(qtbot, page)
    assert page.change.keep.isEnabled()
    qtbot.keyClick(page.change.list, Qt.Key.Key_Escape)
    assert race_of(services, people).on == date(2027, 1, 29)
    assert page.races.table.shown()[0].race.on == date(2027, 1, 29)


def test_a_date_typed_back_takes_the_question_away(page, qtbot, services, people, context):
    count = context.history.stack.count()
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    type_into(qtbot, page, "on", "29/1/2027")
    assert not page.changing.waiting
    assert page.right.currentWidget() is page.panel
    assert context.history.stack.count() == count


def test_a_line_of_the_change_goes_to_its_week(page, qtbot):
    table, index = page.races.table, cell(page, "priority")
    table.setCurrentIndex(index)
    table.edit(index)
    choice = table.viewport().findChild(QComboBox)
    choice.set_value(Priority.C.value)
    choice.picked.emit(Priority.C.value)
    asked(qtbot, page)
    assert page.change.what.text() == "Ridge 50: priority C instead of A."
    page.change.list.setFocus()
    page.change.list.setCurrentRow(0)
    assert page.timeline.week.monday == page.change.lines[0].monday
    assert page.change.detail.isVisible()
    last = page.change.lines[-1]
    box = page.timeline._bar_box(page.timeline.number_of(last.last))
    qtbot.mouseClick(page.timeline.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert page.timeline.week.monday == last.last  # a week chosen in the strip is found in the list
    assert page.change.list.currentRow() == len(page.change.lines) - 1
    page.show_today()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.change.list.currentRow() == -1
    assert not page.change.detail.isVisible()


def test_what_cannot_be_saved_any_more_stays_proposed_with_the_words(page, qtbot, services, people, troubles):
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    services.athletes.remove(people["Ana"].id)  # elsewhere, without a word to this page
    page.change.keep.click()
    assert troubles == ["This athlete is not there any more."]
    assert page.right.currentWidget() is page.change
    assert page.races.table.shown()[0].race.on == date(2027, 2, 12)


def test_a_plan_that_cannot_be_worked_out_is_said_and_may_be_kept_all_the_same(
    page, qtbot, services, people, monkeypatch
):
    planned(qtbot, page)

    def broken(*_):
        raise Refused("races", "The rules do not know what to say.")

    monkeypatch.setattr("desktop.services.plans.plans.Plans.race_change", broken)
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    assert "The rules do not know what to say." in page.change.count.text()
    page.change.keep.click()
    assert race_of(services, people).on == date(2027, 2, 12)


def test_what_nobody_could_have_caused_is_no_word_of_the_panel(page, qtbot, services, people, monkeypatch):
    planned(qtbot, page)

    def broken(*_):
        raise KeyError("rib")

    monkeypatch.setattr("desktop.services.plans.plans.Plans.race_change", broken)
    with qtbot.captureExceptions() as caught:
        type_into(qtbot, page, "on", "12/2/2027")
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is KeyError
    assert "rib" not in page.change.count.text()


def test_a_refused_race_in_the_sheet_proposes_nothing(page, qtbot, services, people):
    sheet = page.race_sheet()
    qtbot.addWidget(sheet)
    sheet.on.line.setText("3/4/2027")
    sheet.attempt()
    assert "name" in sheet.form.rows["name"].error.text().casefold()
    assert sheet.on.line.text() == "3/4/2027"
    assert not page.changing.waiting
    assert len(page.races.table.shown()) == 1


# --- a flag let go on another day


def test_a_flag_let_go_on_another_day_shows_what_that_changes(page, qtbot, services, people):
    before = race_of(services, people)
    page.activateWindow()
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Up)
    assert page.races.table.selected()[0].race.id == before.id
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right, alt | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right, alt | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    asked(qtbot, page)
    assert race_of(services, people) == before
    assert page.change.what.text() == "Ridge 50 moves from Fri 29 Jan 2027 to Fri 12 Feb 2027."
    (mark,) = page.timeline.races
    assert (mark.on, mark.was) == (date(2027, 2, 12), before.on)
    assert "Not kept yet: it was on Fri 29 Jan 2027" in page.timeline.flag_words(page.timeline.flags()[0])
    focused = page.window().focusWidget()
    assert focused is page.change.list
    qtbot.keyClick(page.change.list, Qt.Key.Key_Escape)
    assert page.window().focusWidget() is page.timeline  # back to where it came from
    assert page.timeline.races[0].on == before.on
    assert race_of(services, people) == before


def test_a_day_that_is_refused_is_said_and_moves_nothing(page, services, people, troubles, monkeypatch):
    def refuse(_race):
        raise Refused("on", "That day cannot be.")

    monkeypatch.setattr(services.races, "check", refuse)
    race = race_of(services, people)
    page.timeline.race_moved.emit(race.id, date(2027, 2, 20))
    assert troubles == ["That day cannot be."]
    assert page.timeline.races[0].on == race.on


# --- what was not decided when the window was closed


def test_a_change_that_was_not_decided_is_shown_again_at_the_next_opening(page, qtbot, services, people, context, show):
    before = race_of(services, people)
    type_into(qtbot, page, "on", "12/2/2027")
    asked(qtbot, page)
    page.close()
    services.races.save(replace(before, name="Ridge Fifty"))  # meanwhile, elsewhere
    again = show(SEASON, people["Ana"].id)
    asked(qtbot, again)
    assert again.change.what.text() == "Ridge Fifty moves from Fri 29 Jan 2027 to Fri 12 Feb 2027."
    again.change.keep.click()
    kept = race_of(services, people)
    assert (kept.name, kept.on) == ("Ridge Fifty", date(2027, 2, 12))
    last = show(SEASON, people["Ana"].id)
    assert not last.changing.waiting


def test_a_date_still_being_typed_when_the_window_closes_is_not_lost(page, qtbot, services, people, show):
    table, index = page.races.table, cell(page, "on")
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.indexWidget(index)
    editor.setText("12/2/2027")
    page.leave()  # as the window does before it closes
    page.close()
    again = show(SEASON, people["Ana"].id)
    asked(qtbot, again)
    assert again.races.table.shown()[0].race.on == date(2027, 2, 12)
    again.changing.leave()
    assert not show(SEASON, people["Ana"].id).changing.waiting


@pytest.mark.parametrize(
    "kept", ["", "nonsense", "[]", '{"ANA": 7}', '{"ANA": {"RACE": 7}}', '{"ANA": {"RACE": {"on": "soon"}}}',
             '{"ANA": {"RACE": {"shoes": 2}}}', '{"ANA": {"gone": null}}'],
)  # fmt: skip
def test_drafts_that_cannot_be_read_are_forgotten(show, services, people, context, kept):
    text = kept.replace("ANA", people["Ana"].id).replace("RACE", race_of(services, people).id)
    context.memory.settings.set("race_drafts", text)
    page = show(SEASON, people["Ana"].id)
    assert not page.changing.waiting
    assert page.timeline.races[0].on == date(2027, 1, 29)


# --- one glance


def test_the_head_says_when_the_taper_begins(page, services, people, show, context):
    (view,) = services.season.races(people["Ana"].id)
    wait = (view.taper_starts - TODAY).days
    assert wait > 1
    day = fmt.day(view.taper_starts)
    before = (view.race.on - view.taper_starts).days
    assert page.head.taper.text() == f"Taper begins {day}, in {wait} days: {before} days before Ridge 50."
    context.history.run(lambda: services.races.save(replace(view.race, on=date(2027, 1, 15))))
    assert page.head.taper.text().startswith("Taper since ")
    assert page.head.taper.text().endswith("Ridge 50 is in 4 days.")
    context.history.run(lambda: services.races.save(replace(view.race, on=TODAY)))
    assert page.head.taper.text() == "No taper is due for the races ahead."
    other = show(SEASON, people["Cy"].id)
    assert other.head.taper.text() == "No race ahead: nothing to taper for."


def test_the_tooltip_of_a_week_says_all_of_it(page, qtbot, services, people):
    planned(qtbot, page)
    monday = date(2027, 1, 18)
    lines = page.timeline.tooltip(page.timeline.number_of(monday)).split("\n")
    (week,) = services.plans.weeks(people["Ana"].id, monday, 1)
    strength = [one for one in week.sessions if one.template.value != "micro"]
    sets = sum(item.sets for session in week.sessions for item in session.items)
    caps = page._weeks[monday].caps
    assert lines[0].startswith("18 Jan – 24 Jan 2027 · ")
    assert f"Load up to {round(caps.pct * 100)} %" in page.timeline.tooltip(page.timeline.number_of(monday))
    assert any(line.endswith(f"0 done, 0 missed, {len(strength)} to come") for line in lines)
    assert f"{sets} sets planned" in lines
    race_week = page.timeline.tooltip(page.timeline.number_of(date(2027, 1, 29)))
    assert "Ridge 50 · A · Fri 29 Jan 2027" in race_week
    assert ": Race day" in race_week
    far = page.timeline.tooltip(len(page.timeline.weeks) - 1)
    assert far.endswith("not planned yet")


def test_a_double_click_opens_the_page_of_the_week_and_enter_its_days(page, qtbot, people, opened):
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Right)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    assert page.panel.days.hasFocus()
    spot = page.timeline._bar_box(page.timeline.at).center().toPoint()
    qtbot.mouseDClick(page.timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [("week", people["Ana"].id)]


def test_the_buttons_show_a_month_to_three_years(page, qtbot):
    for weeks, button in page.head.buttons.items():
        button.click()
        assert page.timeline.span == weeks
        assert [one.isChecked() for one in page.head.buttons.values()].count(True) == 1
        assert button.isChecked()
    page.timeline.zoom(1.5)
    assert not any(one.isChecked() for one in page.head.buttons.values())


@pytest.mark.parametrize("wide", [1280 - 216, 1024 - 64])
def test_the_races_never_scroll_sideways(show, people, wide):
    page = show(SEASON, people["Ana"].id, size=(wide, 700))
    races = page.races
    seen = set()
    for _ in races._pages:
        assert races.table.horizontalScrollBar().maximum() == 0
        assert not races.table.isColumnHidden(0)
        seen |= {n for n in range(len(races.table.table.columns)) if not races.table.isColumnHidden(n)}
        races.more.click()
        QApplication.processEvents()
    assert seen == set(range(len(races.table.table.columns)))
    races.show_column("effort")
    assert not races.table.isColumnHidden(
        next(n for n, one in enumerate(races.table.table.columns) if one.id == "effort")
    )


@pytest.mark.parametrize(
    "widths, room, found",
    [
        ([100, 50, 50, 50], 250, [[0, 1, 2, 3]]),
        ([100, 50, 50, 50], 200, [[0, 1, 2], [0, 3]]),
        ([100, 50, 90], 60, [[0, 1], [0, 2]]),
        ([100], 20, [[0]]),
    ],
)
def test_columns_are_shared_out_over_pages(widths, room, found):
    assert pages(widths, room) == found
