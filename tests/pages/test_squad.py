"""The coach's home on a real store."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from desktop.pages import SQUAD
from desktop.pages.printing import SquadPrintSheet
from desktop.pages.squad import background, view_model
from desktop.pages.squad.add_athlete import AddAthlete
from desktop.pages.squad.bulk import EquipSheet
from desktop.pages.squad.columns import fit
from desktop.pages.transfer import ExportSheet, ImportSheet
from desktop.qt import theme
from desktop.services.athletes import PRESETS
from desktop.services.outcome import Topic
from desktop.services.week_counts import WeekCount
from desktop.widgets.cells import PAD
from desktop.widgets.dots import dots_words
from models import records
from models.records import Session, SessionKind, SessionStatus, SetRecord, WrittenPlan, new_id
from rules.vocabulary import Equipment, Experience, LoadType, PainArea, Phase, Priority, Unit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def done(page):
    """Whether everybody is judged and has the plans of the week written down."""
    judged = not page._pending and not page._working and all(line.unlocked for line in page._lines.values())
    return judged and not page.writing.busy and not page.writing.wanted


@pytest.fixture
def page(qtbot, show, people):
    made = show(SQUAD)
    qtbot.waitUntil(lambda: done(made), timeout=20_000)
    return made


def lines(page):
    return {line.name.split()[0]: line for line in page.table.shown()}


def text(page, name, column):
    return next(c for c in page.table.table.columns if c.id == column).display(lines(page)[name])


def bulk(page, text):
    return next(button for button in page.bulk if button.text() == text)


def pick(page, people, *names):
    page.table.select({people[name].id for name in names}, people[names[0]].id)
    page.table.setFocus()


def test_cheap_facts_come_first_and_judgements_are_filled_in(qtbot, show, people):
    page = show(SQUAD, hidden=True)  # judges nothing while nobody looks
    assert [line.name for line in page.table.shown()] == ["Ana Silva", "Bo Lind", "Cy Moor"]
    assert text(page, "Ana", "race") == "Ridge 50 · A"
    assert text(page, "Ana", "in") == "18 days"
    assert (text(page, "Ana", "phase"), text(page, "Ana", "unlocked")) == ("", "")
    assert [page.cards[n].figure for n in (0, 1, 2)] == ["…"] * 3, "nothing is said before it is known"
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


def test_the_first_paint_waits_for_no_rule(show, services, people):
    show(SQUAD, hidden=True)
    assert "rulebook" not in vars(services.desk.judge)


def test_phases_beyond_the_first_rows_follow_in_the_background(qtbot, page, context, services, people, monkeypatch):
    monkeypatch.setattr("desktop.pages.squad.page.FRESH_DAYS", 1)
    page.hide()
    services.shared.squad.days.clear()
    page.refresh()
    assert [bool(line.phase) for line in page.table.shown()] == [True, False, False]
    page.show()
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert all(line.phase for line in page.table.shown())


@pytest.mark.parametrize("told", [True, False], ids=["told of it", "not told of it"])
def test_phases_found_before_a_change_are_not_shown_after_it(
    qtbot, page, context, services, people, monkeypatch, clock, told
):
    monkeypatch.setattr("desktop.pages.squad.page.FRESH_DAYS", 0)
    page.hide()
    services.shared.squad.days.clear()
    page.refresh()
    found, go_on, asked, real = Event(), Event(), [], background.outlines

    def slow(*args):
        answer = real(*args)
        asked.append(len(asked))
        found.set()
        assert go_on.wait(20)
        return answer

    monkeypatch.setattr(background, "outlines", slow)
    page.show()
    qtbot.waitUntil(found.is_set, timeout=20_000)
    assert lines(page)["Cy"].phase == ""
    race = records.Race(new_id(), people["Cy"].id, "Town 10", clock() + timedelta(days=2), Priority.A, 10.0, 100.0)
    receipt = services.races.save(race)
    if told:
        context.bus.tell(receipt.topics, receipt.athlete_id)
    go_on.set()
    qtbot.waitUntil(lambda: done(page) and lines(page)["Cy"].phase != "", timeout=20_000)
    shown = {outline.athlete.id: outline.day.phase for outline in page._outlines.values()}
    assert shown[people["Cy"].id] is Phase.RACE_WEEK
    assert shown == {outline.athlete.id: outline.day.phase for outline in services.squad.outlines()}
    assert len(asked) == 2, "once more, and no more than that"


def test_who_is_changed_while_being_judged_is_judged_again(qtbot, page, context, services, people, monkeypatch):
    found, go_on, asked, real = Event(), Event(), [], background.judged

    def slow(services, judge, ids, *others):
        answer = real(services, judge, ids, *others)
        asked.append(ids)
        found.set()
        assert go_on.wait(20)
        return answer

    monkeypatch.setattr(background, "judged", slow)
    context.bus.tell(frozenset({Topic.ATHLETES}), None)
    qtbot.waitUntil(found.is_set, timeout=20_000)
    report = records.PainReport(new_id(), people["Cy"].id, PainArea.KNEE, date(2027, 1, 11), 5)
    context.history.run(lambda: services.athletes.save_pain(report))
    go_on.set()
    qtbot.waitUntil(lambda: done(page) and "Pain 5/10: knee" in lines(page)["Cy"].attention_tip, timeout=20_000)
    judged = [key for ids in asked for key in ids]
    assert (judged.count(people["Cy"].id), judged.count(people["Bo"].id)) == (2, 1), "nobody else for it"


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
    """What the season allows is said only until the plans are written down, a moment after the page is shown."""
    ana, cy = people["Ana"].id, people["Cy"].id
    (week,) = services.plans.weeks(ana, date(2027, 1, 11), 1)
    kept = services.store.plans.newest(ana, date(2027, 1, 11), date(2027, 1, 17))
    assert [plan.slot for plan in kept] == [session.slot for session in week.sessions]
    count = len(week.sessions)
    assert lines(page)["Ana"].week_tip == f"{dots_words(0, count)} · {count} still planned"
    done_set = SetRecord(new_id(), "standard-lunge", 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=8)
    session = Session(new_id(), cy, date(2027, 1, 11), sets=(done_set,))
    context.history.run(lambda: services.training.save(session))
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    (outline,) = (one for one in services.squad.outlines() if one.athlete.id == cy)
    assert lines(page)["Cy"].done == 1
    assert lines(page)["Cy"].left == outline.sessions_left
    left = sum(line.left for line in lines(page).values())
    assert page.cards[0].figure == str(left)


def test_plans_are_written_for_everybody_and_nobody_is_judged_twice_for_it(qtbot, show, services, people, monkeypatch):
    asked = []
    real = background.judged
    monkeypatch.setattr(background, "judged", lambda s, j, ids, *rest: (asked.extend(ids), real(s, j, ids, *rest))[1])
    page = show(SQUAD)
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert sorted(asked) == sorted(athlete.id for athlete in people.values())
    monday = date(2027, 1, 11)
    for athlete in people.values():
        planned = services.plans.weeks(athlete.id, monday, 1)[0].sessions
        kept = services.store.plans.newest(athlete.id, monday, monday + timedelta(6))
        assert [plan.slot for plan in kept] == [session.slot for session in planned]
    assert not page.planning.isVisible()
    page.hide()
    page.show()  # what was written here is no news
    assert page._pending == []
    assert not page.writing.busy


def test_a_change_has_the_plan_of_that_athlete_written_again(qtbot, page, context, services, people):
    ana, monday = people["Ana"].id, date(2027, 1, 11)
    before = services.store.plans.of(ana, monday, monday + timedelta(6))
    away = records.Absence(new_id(), ana, monday, monday + timedelta(20))
    services.store.absences.save(away)  # as a change that does not write the plan down itself
    context.bus.tell({Topic.TRAINING}, ana)
    assert page.writing.wanted == (ana,)
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    after = services.store.plans.of(ana, monday, monday + timedelta(6))
    assert len(after) == 2 * len(before) > 0
    assert all(plan.withdrawn for plan in after if plan.version == 2)
    assert lines(page)["Ana"].left == 0


def test_a_new_week_is_written_when_the_date_rolls_over(qtbot, page, services, people, clock):
    monday = clock.forward(7)
    page._look_at_date()  # as the minute's timer does
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    for athlete in people.values():
        planned = services.plans.weeks(athlete.id, monday, 1)[0].sessions
        kept = services.store.plans.newest(athlete.id, monday, monday + timedelta(6))
        assert [plan.slot for plan in kept] == [session.slot for session in planned]
    page.hide()
    assert not page._date.isActive()


def slowly(monkeypatch):
    """Writing waits until the event is set."""
    gate, real = Event(), background.write_down

    def wait(services, judge, ids, on, done, progress):
        def slow(number, total):
            gate.wait(10)
            return progress(number, total)

        return real(services, judge, ids, on, done, slow)

    monkeypatch.setattr(background, "write_down", wait)
    return gate


def test_writing_makes_way_for_other_work_and_goes_on_after_it(qtbot, show, context, services, people, monkeypatch):
    gate = slowly(monkeypatch)
    page = show(SQUAD)
    qtbot.waitUntil(lambda: page.writing.busy, timeout=20_000)
    order = []
    context.jobs.run(lambda _progress: order.append("other"))
    page.writing._on_progress(0, 3)
    gate.set()
    qtbot.waitUntil(lambda: bool(order) and done(page), timeout=20_000)
    monday = date(2027, 1, 11)
    for athlete in people.values():
        planned = services.plans.weeks(athlete.id, monday, 1)[0].sessions
        assert len(services.store.plans.newest(athlete.id, monday, monday + timedelta(6))) == len(planned)


def test_writing_is_stopped_by_hand_and_stays_so_for_the_day(qtbot, show, people, monkeypatch, clock):
    gate = slowly(monkeypatch)
    page = show(SQUAD)
    qtbot.waitUntil(page.planning.isVisible, timeout=20_000)
    assert page.planning.text.text() == "Planning this week for 3 athletes"
    qtbot.mouseClick(page.planning.stop, Qt.MouseButton.LeftButton)
    gate.set()
    qtbot.waitUntil(lambda: not page.writing.busy, timeout=20_000)
    assert page.writing.wanted == ()
    assert not page.planning.isVisible()
    page.mark_dirty()
    assert not page.writing.busy
    clock.forward(1)
    page._look_at_date()
    assert len(page.writing.wanted) == 3
    qtbot.waitUntil(lambda: done(page), timeout=20_000)


def test_leaving_the_page_pauses_the_writing(qtbot, show, people, monkeypatch):
    gate = slowly(monkeypatch)
    page = show(SQUAD)
    qtbot.waitUntil(lambda: page.writing.busy, timeout=20_000)
    page.hide()
    gate.set()
    qtbot.waitUntil(lambda: not page.writing.busy, timeout=20_000)
    assert page.writing.wanted
    page.show()
    qtbot.waitUntil(lambda: done(page), timeout=20_000)


def test_the_weeks_of_those_selected_are_printed(qtbot, page, people, context, tmp_path, monkeypatch):
    pick(page, people, "Ana", "Cy")
    bulk(page, "Print week…").click()
    sheet = page.window().findChild(SquadPrintSheet)
    assert set(sheet._ids) == {people["Ana"].id, people["Cy"].id}
    monkeypatch.setattr(context.ask, "save_file", lambda *_: tmp_path / "weeks.pdf")
    sheet.attempt()
    qtbot.waitUntil(lambda: not sheet.running, timeout=20_000)
    assert (tmp_path / "weeks.pdf").read_bytes().startswith(b"%PDF")
    sheet.reject()


def test_a_plan_written_while_another_page_was_shown_is_seen_on_coming_back(qtbot, page, services, people):
    page.hide()
    number = lines(page)["Cy"].left + 1
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
    assert lines(page)["Cy"].week_tip == f"0 of {number} sessions · {number} still planned"
    assert page._pending == [people["Cy"].id]
    qtbot.waitUntil(lambda: done(page), timeout=20_000)
    assert "2 planned sessions missed in a row." in lines(page)["Cy"].attention_tip


def test_the_words_of_a_week_used_up_speak_of_the_season(services, people):
    outline = services.squad.outlines()[0]
    for done_so_far, coming, words in (
        (2, 0, "2 sessions, 1 more than the week allows"),
        (1, 0, "1 of 2 sessions · 1 missed"),
        (0, 1, "0 of 2 sessions · 1 still planned · 1 missed"),
        (0, 2, "0 of 2 sessions · 2 still planned"),
        (1, 2, "1 of 3 sessions · 2 still planned"),
    ):
        one = outline.changed(week=WeekCount(done_so_far, 2, coming))
        assert view_model.line(one, str).week_tip == words
    assert view_model.line(outline.changed(week=WeekCount(1, 2, 0)), str).missed == 1
    assert view_model.line(outline.changed(week=WeekCount(1)), str).missed == 0  # without a plan nothing was missed
    assert view_model.line(outline.changed(week=WeekCount(0, 0, 0)), str).week_tip == "rest"
    assert view_model.line(outline.changed(day=None, week=WeekCount(1)), str).week_tip == ""
    assert view_model.line(outline.changed(day=None, week=WeekCount(1, 2, 1)), str).week == 2


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


def test_enter_and_double_click_open_the_week(qtbot, page, people, opened):
    pick(page, people, "Bo")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    index = page.table.proxy.index(0, 0)
    page.table.doubleClicked.emit(index)
    assert opened == [("week", people["Bo"].id), ("week", people["Ana"].id)]


def test_the_menu_opens_pages_of_the_one_selected(qtbot, page, people, opened):
    pick(page, people, "Cy")
    page._show_menu(QPoint(10, 10))
    menu = page.findChild(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        "This week",
        "Unlocks",
        "Season",
        "Log",
        "Profile",
        "Export…",
        "Print week…",
        "Equipment…",
        "Remove",
    ]
    menu.actions()[4].trigger()
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
    bulk(page, "Equipment…").click()
    sheet = page.window().findChild(EquipSheet)
    sheet.grid.boxes[Equipment.KETTLEBELL].click()
    sheet.attempt()
    assert page.strip.busy  # in the background: a squad takes a while
    qtbot.waitUntil(lambda: context.history.stack.count() == 1, timeout=10_000)
    assert context.history.stack.undoText() == "Set the equipment 'Home' of 2 athletes"
    kits = {name: services.athletes.dossier(people[name].id).kits for name in people}
    assert kits["Ana"][0].equipment == {Equipment.DUMBBELLS, Equipment.BENCH, Equipment.KETTLEBELL}
    assert kits["Bo"][0].equipment == {Equipment.KETTLEBELL}
    assert kits["Cy"] == ()
    context.history.undo()
    assert services.athletes.dossier(people["Ana"].id).kits[0].equipment == {Equipment.DUMBBELLS, Equipment.BENCH}
    assert services.athletes.dossier(people["Bo"].id).kits == ()


def test_equipment_without_a_place_is_refused(page, people, services):
    pick(page, people, "Bo")
    bulk(page, "Equipment…").click()
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
    past = outline.changed(next_race=None, days_to_race=None, last_race=outline.next_race, days_since_race=6)
    assert view_model.line(past, str).race_in == "6 days ago"
    assert view_model.line(past, str).race_days is None
    assert view_model.line(past.changed(days_since_race=29), str).race == "–"


@pytest.fixture
def long_named(page):
    """The table with a long name and a long race in its first row."""
    first, *others = page.table.shown()
    page.table.set_rows([first.changed(name="Tomasz Wiśniewski", race="Hallstatt Winter 24 h · A"), *others])
    return page.table


@pytest.mark.parametrize("width", [500, 1016, 1600])
def test_names_and_races_are_whole_where_there_is_room_or_one_must_scroll_anyway(long_named, width):
    fit(long_named, width)
    for number in (0, 2):
        column = long_named.table.columns[number]
        metrics = QFontMetrics(theme.font("body", 600 if column.strong else 400))
        longest = max(metrics.horizontalAdvance(column.display(row)) for row in long_named.table.rows)
        assert long_named.columnWidth(number) >= longest + 2 * PAD


def test_columns_without_enough_room_are_cut_alike_and_never_to_nothing(long_named):
    fit(long_named, 1016)
    wide = [long_named.columnWidth(number) for number in (0, 2)]
    fit(long_named, 850)
    narrow = [long_named.columnWidth(number) for number in (0, 2)]
    assert all(100 <= now < before for now, before in zip(narrow, wide, strict=True))
