"""A coach's first week with the program, on the real window: from an empty store to a file that can be read back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop import app
from models import records
from rules.vocabulary import Phase, Priority, Status

TODAY = date(2027, 1, 11)
SQUAT = "rear-foot-elevated-db-squat"


def add_athlete(hand, name="Nora Berg", born="1992-06-01", equipment="home"):
    def fill(sheet):
        hand.type(sheet.name, name)
        hand.type(sheet.born.findChild(QLineEdit), born)
        hand.type(sheet.mass, "68")
        sheet.equipment.set_value(equipment)
        hand.click("Add athlete", sheet)

    hand.go("squad")
    hand.in_sheet(
        lambda: hand.click(
            "Add athlete" if hand.window.context.services.athletes.roster() else "Add your first athlete"
        ),
        fill,
    )


def add_race(hand, name, on, distance, ascent, priority=Priority.A):
    def fill(sheet):
        hand.type(sheet.name, name)
        hand.type(sheet.on.findChild(QLineEdit), on.isoformat())
        hand.type(sheet.distance, str(distance))
        hand.type(sheet.ascent, str(ascent))
        sheet.priority.set_value(priority.value)
        hand.click("Add race", sheet)

    hand.go("season")
    hand.in_sheet(lambda: hand.click("Add race"), fill)


def log_lunges(hand, on, technique=4):
    """Three sets of ten standard lunges, typed into the grid."""
    page = hand.go("log")
    hand.click("Add session")
    hand.done()
    hand.type(page.panel.on.findChild(QLineEdit), on.isoformat())
    hand.key(Qt.Key.Key_Tab)

    def pick(sheet):
        hand.type(sheet.search, "standard forward")
        hand.bot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)

    hand.in_sheet(lambda: hand.click("Add exercise…"), pick)
    grid = page.panel.sets.table
    columns = [column.id for column in grid.table.columns]

    def put(row, name, text):
        assert grid.proxy.setData(grid.proxy.index(row, columns.index(name)), text)

    while (have := len(page.panel.sets.rows())) < 3:
        hand.click("Add set")
        assert len(page.panel.sets.rows()) == have + 1
    for row in (1, 2, 3):  # the first row of the grid names the exercise
        for name, text in (("amount", "10"), ("rpe", "6"), ("pain", "0"), ("technique", str(technique))):
            put(row, name, text)
    hand.bot.keyClick(page.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.done()


def statuses(services, athlete):
    return {s.slug: s.status for s in services.unlocks.standings(athlete.id)}


def test_an_athlete_with_two_races_from_nothing_to_a_season(hand, services):
    assert hand.says("Look around with a sample squad")
    add_athlete(hand)
    (athlete,) = services.athletes.roster()
    assert athlete.body_mass_kg == 68
    add_race(hand, "Ridge 30", TODAY + timedelta(days=40), 30, 1500)
    add_race(hand, "Spring Ultra", TODAY + timedelta(days=120), 80, 4000, Priority.B)
    assert [race.name for race in services.races.of(athlete.id)] == ["Ridge 30", "Spring Ultra"]
    assert services.season.today(athlete.id).phase is Phase.CONSOLIDATE
    assert any("Ridge 30" in race for race in (hand.window._person.facts.race,))
    hand.window.undo()
    hand.done()
    assert [race.name for race in services.races.of(athlete.id)] == ["Ridge 30"]
    hand.window.redo()
    hand.done()
    assert len(services.races.of(athlete.id)) == 2


def test_lunges_logged_on_three_days_open_the_rear_foot_elevated_squat_and_say_why(hand, services):
    add_athlete(hand)
    (athlete,) = services.athletes.roster()
    page = hand.go("unlocks")
    page.choose(SQUAT)
    hand.done()
    assert statuses(services, athlete)[SQUAT] is Status.LOCKED_PREREQ
    assert hand.says("0 of 3 qualifying days")
    for days in (14, 8, 2):
        log_lunges(hand, TODAY - timedelta(days=days))
    assert len(services.training.sessions(athlete.id)) == 3
    page = hand.go("unlocks")
    page.choose(SQUAT)
    hand.done()
    assert statuses(services, athlete)[SQUAT] is Status.UNLOCKED
    assert hand.says("Every gate is open")
    hand.window.undo()  # the last session goes, and with it the unlock
    hand.done()
    assert statuses(services, athlete)[SQUAT] is Status.LOCKED_PREREQ
    hand.window.redo()
    hand.done()
    assert statuses(services, athlete)[SQUAT] is Status.UNLOCKED


def test_a_coach_who_rates_below_the_standard_closes_what_the_log_had_opened(hand, services):
    add_athlete(hand)
    (athlete,) = services.athletes.roster()
    for days in (14, 8, 2):
        log_lunges(hand, TODAY - timedelta(days=days))
    page = hand.go("unlocks")
    page.choose("standard-lunge")

    def rate(sheet):
        sheet.ratings.button(3).click()
        hand.click("Record assessment", sheet)

    hand.in_sheet(lambda: hand.click("Record assessment"), rate)
    assert statuses(services, athlete)[SQUAT] is Status.BLOCKED_BY_COACH
    page.choose(SQUAT)
    hand.done()
    assert hand.says("the coach's word stands over the log")
    hand.window.undo()
    hand.done()
    assert statuses(services, athlete)[SQUAT] is Status.UNLOCKED


def test_what_is_done_while_locked_is_kept_and_unlocks_nothing(hand, services):
    add_athlete(hand)
    (athlete,) = services.athletes.roster()
    page = hand.go("log")
    hand.click("Add session")
    hand.done()

    def pick(sheet):
        hand.type(sheet.search, "Rear foot elevated DB")
        hand.bot.wait(30)
        assert sheet.yes.text() == "Add off plan"
        hand.bot.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)

    hand.in_sheet(lambda: hand.click("Add exercise…"), pick)
    grid = page.panel.sets.table
    columns = [column.id for column in grid.table.columns]
    for name, text in (("amount", "8"), ("load", "10"), ("rpe", "7"), ("technique", "5")):
        assert grid.proxy.setData(grid.proxy.index(1, columns.index(name)), text)
    hand.bot.keyClick(page.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.done()
    (session,) = services.training.sessions(athlete.id)
    assert all(one.off_plan for one in session.sets)
    assert statuses(services, athlete)[SQUAT] is Status.LOCKED_PREREQ


def test_what_is_exported_comes_back_in_an_empty_store_byte_for_byte(hand, services, open_window, tmp_path, clock):
    add_athlete(hand)
    for days in (14, 8):
        log_lunges(hand, TODAY - timedelta(days=days))
    target = tmp_path / "out.csv"

    def export(sheet):
        hand.type(sheet.file, str(target))
        hand.click(sheet.yes.text(), sheet)
        hand.bot.waitUntil(target.exists, timeout=10_000)
        hand.done()
        sheet.close()

    hand.in_sheet(lambda: hand.click("Export CSV"), export)
    other = app.open_services(tmp_path / "other", clock)
    there = open_window(other)
    try:
        there.window.context.ask.file = target

        def take_in(sheet):
            if not sheet.yes.isEnabled():
                sheet.ask_file()
            there.bot.waitUntil(sheet.yes.isEnabled, timeout=10_000)
            there.click(sheet.yes.text(), sheet)
            there.bot.waitUntil(lambda: bool(other.athletes.roster()), timeout=10_000)  # and the sheet closes by itself

        there.go("squad")
        there.in_sheet(lambda: there.click("Import…"), take_in)
        assert [a.name for a in other.athletes.roster()] == ["Nora Berg"]
        other.exports.write(tmp_path / "again.csv")
        assert (tmp_path / "again.csv").read_bytes() == target.read_bytes()
    finally:
        there.window.close()
        other.close()


def test_a_refused_name_keeps_what_was_typed(hand, services):
    def fill(sheet):
        hand.type(sheet.mass, "heavy")
        hand.click("Add athlete", sheet)
        assert sheet.isVisible()
        assert sheet.mass.text() == "heavy"
        hand.type(sheet.mass, "60")
        hand.type(sheet.name, "Nora")
        hand.type(sheet.born.findChild(QLineEdit), "1990-01-01")
        hand.click("Add athlete", sheet)

    hand.in_sheet(lambda: hand.click("Add your first athlete"), fill)
    assert [a.name for a in services.athletes.roster()] == ["Nora"]


def test_place_and_theme_are_there_at_the_next_start(hand, services, open_window):
    add_athlete(hand)
    hand.go("season")
    hand.window.close()
    again = open_window(services)
    assert again.window.page_id == "season"
    assert again.says("Nora Berg")


def test_a_profile_opened_before_it_was_built_ahead_has_room_for_every_card(hand, services):
    athlete = records.Athlete(records.new_id(), "Nora Berg", date(1992, 6, 1), 68)
    services.athletes.save(athlete)
    hand.window.open_page("profile", athlete.id)
    hand.done()
    page = hand.window.page
    inside = page.view.widget()
    assert inside.height() >= inside.minimumSizeHint().height()
    for section in page._sections():
        assert section.height() >= section.minimumSizeHint().height(), section
