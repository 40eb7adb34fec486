"""The eight journeys of a coach in journeys.md, on the real window and by nothing but what is seen in it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QTableView, QWidget

from desktop import app
from desktop.qt import fmt
from desktop.services import sample_squad
from models.records import Athlete, Kit, Race, new_id
from rules.vocabulary import Equipment, Experience, Priority, Status
from tests.conftest import TODAY
from tests.end2end.hand import ALT, CTRL, SHIFT

# Qt's offscreen window system says so of sheets with a least size, of windows that come up and of lists that drop down.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = Qt.Key
SQUAT = "rear-foot-elevated-db-squat"


@pytest.fixture
def two_of_the_sample(monkeypatch):
    """Two of the sample squad, for what does not depend on how many they are."""
    texts = sample_squad.texts()
    monkeypatch.setattr(sample_squad, "texts", lambda: {name: texts[name] for name in ("amina.toml", "kenji.toml")})


@pytest.fixture
def squad(services, two_of_the_sample):
    """Amina and Kenji with their two years, before the window opens."""
    app.fill_sample(services)
    return {one.name.split()[0]: one for one in services.athletes.roster()}


@pytest.fixture
def nora(services):
    """One athlete who has dumbbells and a bench, of whom nothing is logged, with a race in twenty weeks."""
    athlete = Athlete(new_id(), "Nora Berg", date(1992, 6, 1), 61.0, experience=Experience.EXPERIENCED)
    services.athletes.save(athlete)
    home = frozenset({Equipment.DUMBBELLS, Equipment.BENCH, Equipment.BOX})
    services.athletes.save_kit(Kit(new_id(), athlete.id, "Home", home))
    services.races.save(
        Race(new_id(), athlete.id, "Big Ridge", TODAY + timedelta(weeks=8, days=5), Priority.A, 50.0, 2500.0)
    )
    return athlete


@pytest.fixture
def two(services):
    """Two of whom nothing but the name is known."""
    for name in ("Amina Okafor", "Kenji Watanabe"):
        services.athletes.save(Athlete(new_id(), name))


def add_athlete(hand, name, born, equipment):
    words = "Add athlete" if hand.window.context.services.athletes.roster() else "Add your first athlete"

    def fill(sheet):
        hand.fill("Name", name, sheet)
        hand.fill("Birth date", born, sheet)
        hand.fill("Body mass (kg)", "61", sheet)
        hand.pick("Equipment", equipment, sheet)
        hand.click("Add athlete", sheet)

    hand.in_sheet(lambda: hand.click(words), fill)


def add_race(hand, name, on, priority, distance="50", ascent="2500"):
    def fill(sheet):
        hand.fill("Name", name, sheet)
        hand.fill("Date", on.isoformat(), sheet)
        hand.fill("Distance, km", distance, sheet)
        hand.fill("Ascent, m", ascent, sheet)
        hand.pick("Priority", priority, sheet)
        hand.click("Add race", sheet)

    hand.in_sheet(lambda: hand.click("Add race"), fill)


def choose(hand, name):
    """Opens an athlete from the squad by a double click."""
    hand.go("squad")
    hand.open_row(name)


# ------------------------------------------------------------------------------------------------ the first morning


def test_coach_first_morning(hand, services, two_of_the_sample):
    hand.window.layers.tour.offer()  # as starting the program does
    assert hand.says("Strength for trail runners, week by week")
    hand.click("Look around with a sample squad")
    assert hand.says("Inventing two years of training")
    hand.expect("2 athletes", timeout=20_000)
    hand.done()
    hand.expect("Unlocks within reach", timeout=20_000)
    for words in ("Amina Okafor", "Kenji Watanabe", "Obudu Ridge 50"):
        assert hand.says(words)
    for step in range(1, 6):
        hand.expect(f"{step} of 5")
        hand.click("Next" if step < 5 else "Close", hand.window.layers.tour)
        hand.done()
    assert not hand.says("5 of 5")
    hand.go("squad")
    hand.open_row("Amina Okafor")
    assert hand.window.page_id == "week"
    assert hand.says("Why this session")
    assert hand.says("Session A")
    hand.go("season")
    assert hand.says("Taper begins")
    assert hand.says("Obudu Ridge 50")
    hand.go("unlocks")
    assert hand.says(" unlocked")
    hand.go("squad")
    assert hand.says("Kenji Watanabe")
    hand.go("settings")
    assert hand.says("2 invented athletes are among yours.")
    hand.click("Remove the sample squad")
    hand.done()
    hand.go("squad")
    assert hand.says("Look around with a sample squad")
    assert not services.athletes.roster()


# ------------------------------------------------------------------------------------------------ a new athlete


def test_coach_new_athlete(hand, services):
    add_athlete(hand, "Nora Berg", "1992-06-01", "Dumbbells and a bench")
    assert hand.window.page_id == "profile"
    (nora,) = services.athletes.roster()
    box = next(box for box in hand.seen(QCheckBox) if box.text() == "Kettlebell")
    hand.press(box)
    hand.done()
    hand.go("season")
    add_race(hand, "Big Ridge", TODAY + timedelta(weeks=20), "A")
    add_race(hand, "Small Ridge", TODAY + timedelta(weeks=8), "B", "21", "800")
    hand.done()
    assert hand.says("Big Ridge")
    assert hand.says("Taper begins")
    assert hand.says("before Small Ridge")
    hand.go("week")
    owned = services.athletes.facts(nora.id).equipment
    assert Equipment.KETTLEBELL in owned
    plan = services.plans.week(nora.id, TODAY)
    exercises = services.rulebook.exercises
    sessions = [[item.slug for item in card.planned.items] for card in plan.cards if card.planned]
    planned_slugs, first = [slug for session in sessions for slug in session], sessions[0]
    for slug in planned_slugs:
        assert all(group & owned for group in exercises[slug].equipment)
        assert hand.says(services.words.name(slug)) or slug not in first
    assert hand.says("Why this session")
    hand.go("profile")
    notes = "left ankle is stiff in the morning"
    typed = next(one for one in hand.seen(QWidget) if one.accessibleName() == "Notes")
    typed.setFocus()
    hand.bot.keyClicks(typed, notes)
    hand.press(next(box for box in hand.seen(QCheckBox) if box.text() == "Kettlebell"))
    hand.done()
    assert Equipment.KETTLEBELL not in services.athletes.facts(nora.id).equipment
    assert hand.says(notes)
    hand.go("week")
    left = services.athletes.facts(nora.id).equipment
    for card in services.plans.week(nora.id, TODAY).cards:
        for item in card.planned.items if card.planned else ():
            assert all(group & left for group in exercises[item.slug].equipment)
    assert hand.says("Why this session")
    assert services.athletes.dossier(nora.id).athlete.notes == notes


# ------------------------------------------------------------------------------------------------ why is this locked


def test_coach_why_locked(nora, hand, services):
    choose(hand, "Nora Berg")
    hand.go("unlocks")
    hand.find_anything("rear foot elevated DB")
    assert hand.window.page_id == "unlocks"
    hand.expect("Rear foot elevated DB squat in lunge")
    for words in ("Next step", "What it takes", "0 of 3 qualifying days", "one leg to balance", "founding article"):
        assert hand.says(words)
    link = next(one for one in hand.seen(QPushButton) if one.text().startswith("rule "))
    rule = link.text().removeprefix("rule ")
    hand.press(link)
    hand.done()
    assert hand.window.page_id == "rules"
    hand.expect(rule)
    hand.go("unlocks")
    hand.find_anything("standard forward")

    def rate(sheet):
        hand.press(hand.seen(QRadioButton, sheet)[-1])
        hand.click("Record assessment", sheet)

    assert not services.athletes.dossier(nora.id).assessments
    hand.in_sheet(lambda: hand.click("Record assessment"), rate)
    assert hand.says("rated 5 of 5")
    hand.undo()
    assert not hand.says("rated 5 of 5")
    assert not services.athletes.dossier(nora.id).assessments


# ------------------------------------------------------------------------------------------------ a race moves


def test_coach_race_moves(nora, hand, services):
    choose(hand, "Nora Berg")
    hand.go("season")
    (race,) = services.races.of(nora.id)
    strip = hand.window.focusWidget()
    hand.key(KEY.Key_Up)  # on the race's flag
    for _week in range(2):
        hand.key(KEY.Key_Right, ALT | SHIFT)
    hand.key(KEY.Key_Return)
    hand.expect("What this changes")
    hand.expect("Keep change")
    hand.done()
    assert hand.says("moves from")
    assert hand.says("Week")
    assert services.races.of(nora.id)[0].on == race.on  # nothing is done yet
    hand.click("Keep change")
    hand.done()
    assert services.races.of(nora.id)[0].on == race.on + timedelta(weeks=2)
    assert strip is not None
    assert hand.says("Big Ridge in 10 weeks") or hand.says("A · 10 weeks") or hand.says("10 weeks")
    hand.undo()
    assert services.races.of(nora.id)[0].on == race.on


# ------------------------------------------------------------------------------------------------ what was on paper


def add_exercise(hand, words):
    def pick(sheet):
        hand.fill("Search exercises by name", words, sheet)
        hand.bot.wait(50)
        hand.press(sheet.yes)

    hand.in_sheet(lambda: hand.click("Add exercise…"), pick)


def sets_shown(hand):
    return hand.called(QTableView, "Sets")


def type_lunges(hand):
    """Three sets of ten, RPE 6, pain 0, technique 4, each field after the other with Tab."""
    add_exercise(hand, "static lunge")
    grid = sets_shown(hand)
    for number in (1, 2, 3):
        if grid.model().rowCount() <= number:
            hand.click("Add set")
        hand.done()
        hand.put_at(grid, number, "Done", "10")
        hand.walk("6", "", "0", "", "4")  # RPE, RIR, pain, next day, technique
        hand.key(KEY.Key_Escape)
    return grid


def test_coach_logs_for_somebody(nora, hand, services):
    thursday = TODAY - timedelta(days=4)
    choose(hand, "Nora Berg")
    hand.go("log")
    hand.click("Add session")
    hand.fill("Date", thursday.isoformat())
    hand.key(KEY.Key_Tab)
    grid = type_lunges(hand)
    hand.bot.keyClick(grid, KEY.Key_Return, CTRL)
    hand.done()
    (session,) = services.training.sessions(nora.id)
    assert session.on == thursday
    assert [(one.amount, one.rpe, one.pain, one.technique) for one in session.sets] == [(10, 6, 0, 4)] * 3
    grid.setFocus()
    hand.key(KEY.Key_A, CTRL)
    hand.key(KEY.Key_C, CTRL)
    heads, first, *_ = copied = hand.clipboard().splitlines()
    assert len(copied) == 4
    assert "Done" in heads.split("\t")
    assert "Split squat" in first
    QGuiApplication.clipboard().setText(f"{heads}\n{first}\n{first}")
    hand.key(KEY.Key_V, CTRL)
    hand.done()
    hand.bot.keyClick(grid, KEY.Key_Return, CTRL)
    hand.done()
    assert len(services.training.sessions(nora.id)[0].sets) == 5
    add_exercise(hand, "Rear foot elevated DB")
    hand.expect("Rear foot elevated DB squat in lunge. RPE 6. off plan")
    hand.put_at(grid, grid.model().rowCount() - 1, "Done", "8")
    hand.walk("10", "7")
    hand.key(KEY.Key_Escape)
    hand.bot.keyClick(grid, KEY.Key_Return, CTRL)
    hand.done()
    standing = next(one for one in services.unlocks.standings(nora.id) if one.slug == SQUAT)
    assert standing.status is Status.LOCKED_PREREQ
    assert any(one.off_plan for one in services.training.sessions(nora.id)[0].sets)
    hand.go("progress")
    hand.expect("Sessions against the plan")
    hand.click("Table")
    hand.done()
    table = "\n".join(hand.rows(view)[1] for view in hand.seen(QTableView) if view.model().rowCount())
    assert fmt.date(thursday) in table


# ------------------------------------------------------------------------------------------------ the week on paper


def test_coach_prints_the_week(squad, nora, hand, services, tmp_path):
    hand.done()
    view, first = hand.row("Amina Okafor")
    hand.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(first).center())
    hand.key(KEY.Key_Down, SHIFT)
    hand.key(KEY.Key_Down, SHIFT)
    assert hand.says("3 selected")
    hand.click("Print week…")
    sheet = hand.the_sheet()
    assert hand.says("3 athletes, week of", sheet)
    hand.click("Save PDF…", sheet)
    hand.bot.waitUntil(lambda: hand.says("written to", sheet), timeout=15_000)
    (file,) = tmp_path.glob("*.pdf")
    names = [one.name for one in services.athletes.roster() if planned(services, one.id)]
    assert names
    assert pages_of(file) == len(names)
    hand.click("Close", sheet)
    hand.done()
    view.setFocus()
    hand.key(KEY.Key_C, CTRL)
    heads, *rows = (line.split("\t") for line in hand.clipboard().splitlines())
    assert len(rows) == 3
    assert {"Athlete", "Phase", "Next race"} <= set(heads)
    assert {row[heads.index("Athlete")] for row in rows} == {"Amina Okafor", "Kenji Watanabe", "Nora Berg"}
    assert any("Obudu Ridge 50" in row[heads.index("Next race")] for row in rows)


def planned(services, athlete_id):
    return any(card.planned is not None for card in services.plans.week(athlete_id, TODAY).cards)


def pages_of(file):
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


# ------------------------------------------------------------------------------------------------ another computer


def test_coach_moves_house(squad, hand, services, open_window, tmp_path, clock):
    sessions, again = tmp_path / "sessions.csv", tmp_path / "again.csv"
    hand.go("squad")
    hand.click("Export CSV")
    sheet = hand.the_sheet()
    hand.fill("File", str(sessions), sheet)
    hand.click("Export", sheet)
    hand.bot.waitUntil(lambda: hand.says("written to sessions.csv", sheet), timeout=15_000)
    hand.click("Close", sheet)
    hand.go("settings")
    hand.click("Back up now")
    hand.expect("Backed up as")
    hand.done()
    (backup,) = (one.file for one in services.backups.listed())
    other = app.open_services(tmp_path / "other", clock)
    there = open_window(other)
    try:
        there.window.activateWindow()
        there.drop(sessions)
        sheet = there.the_sheet()
        there.bot.waitUntil(lambda: there.says("This would happen:", sheet), timeout=20_000)
        assert there.says("2 new athletes", sheet)
        there.click("Import", sheet)
        there.bot.waitUntil(lambda: len(other.athletes.roster()) == 2, timeout=20_000)
        there.done()
        other.exports.write(again)
        assert again.read_bytes() == sessions.read_bytes()
        there.in_sheet(lambda: there.drop(backup), lambda sheet: put_back(there, sheet))
        there.expect("Put back. The store from before is kept as")
        there.done()
        assert other.races.of(squad["Amina"].id)  # which no list of sessions has
    finally:
        there.window.close()
        other.close()


def put_back(hand, sheet):
    assert hand.says("is kept", sheet)
    hand.click("Put back", sheet)


# ------------------------------------------------------------------------------------------------ a laptop in the gym


def set_pin(hand, sheet, pin):
    hand.fill("New PIN", pin, sheet)
    hand.fill("Once more", pin, sheet)
    hand.click("Keep", sheet)
    hand.bot.waitUntil(lambda: hand.sheet() is not sheet, timeout=5000)


def test_coach_hands_over_the_laptop(two, hand, services, open_window, tmp_path):
    hand.go("settings")
    hand.click("Set your PIN…")
    set_pin(hand, hand.the_sheet(), "2580")
    hand.pick("Opens for", "Several athletes")
    hand.click("Athletes and PINs…")
    people = hand.the_sheet()
    for name, pin in (("Amina Okafor", "8419"), ("Kenji Watanabe", "7305")):
        hand.click(f"PIN of {name}", people)
        hand.bot.waitUntil(lambda: hand.sheet() is not people, timeout=5000)
        set_pin(hand, hand.the_sheet(), pin)
    hand.click("OK", people)
    hand.done()
    hand.click("Start athlete mode")
    hand.done()
    assert hand.says("Who is training?")
    hand.click("Amina Okafor")
    sheet = hand.the_sheet()
    hand.fill("PIN", "8419", sheet)
    hand.click("Open", sheet)
    hand.done()
    nothing_of_kenji(hand, tmp_path)
    hand.window.close()
    anew = open_window(services)
    assert anew.says("Who is training?")
    assert not anew.says("Season")
    anew.click("Coach")
    sheet = anew.the_sheet()
    leave_with(anew, sheet, "1111")
    assert anew.says("Who is training?")
    assert sheet.isVisible()
    leave_with(anew, sheet, "2580")
    anew.go("squad")
    assert anew.says("Kenji Watanabe")
    anew.go("settings")
    anew.click("Start athlete mode")
    anew.done()
    anew.click("Coach")
    sheet = anew.the_sheet()
    for _again in range(5):
        leave_with(anew, sheet, "1111")
    assert anew.says("Too many wrong PINs.", sheet)
    assert not anew.field("PIN", sheet).isEnabled()
    anew.click("Cancel", sheet)
    assert anew.says("Who is training?")


def leave_with(hand, sheet, pin):
    hand.fill("PIN", pin, sheet)
    hand.click("Leave athlete mode", sheet)
    hand.done()


def nothing_of_kenji(hand, tmp_path):
    assert hand.says("Amina Okafor")
    assert not hand.says("Kenji")
    for number in range(1, 9):
        hand.key(Qt.Key(KEY.Key_0 + number), ALT)
        hand.done()
        assert hand.window.page_id in ("week", "unlocks", "log", "progress")
        assert not hand.says("Kenji")
    hand.find_anything("Kenji")
    hand.key(KEY.Key_Escape)
    hand.undo()
    hand.drop(tmp_path / "data" / "switchback.db")
    hand.done()
    assert hand.sheet() is None
    assert hand.says("Amina Okafor")
    assert not hand.says("Kenji Watanabe")
