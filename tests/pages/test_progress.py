"""Progress on a real store: what is shown of whom, choosing, ranges, the tables, pictures, and what it costs the window."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.pages import PROGRESS
from desktop.pages.progress import sections
from desktop.pages.progress import view_model as vm
from desktop.qt import fmt
from desktop.services.outcome import Topic
from models.records import PainReport, Race, Session, SessionKind, SetRecord, new_id
from rules.vocabulary import LoadType, PainArea, Priority, Side, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 1, 11)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SQUAT, LUNGE = "barbell-split-squat", "standard-lunge"


@pytest.fixture
def trained(services, people):
    """Ana has squatted for twenty weeks with a left and a right, lunged for ten, raced once, and her knee ached."""
    ana = people["Ana"]
    load_type = services.rulebook.exercises[SQUAT].load_type
    for number in range(20):
        on = TODAY - (20 - number) * WEEK
        sets = [
            SetRecord(new_id(), SQUAT, 1, 1, Unit.REPS, load_type, side, amount=8.0, load=20.0 + number + more, rir=2.0)
            for side, more in ((Side.LEFT, 0), (Side.RIGHT, 5))
        ]
        if number >= 10:
            sets.append(SetRecord(new_id(), LUNGE, 2, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=10.0 + number, pain=1))
        session = Session(new_id(), ana.id, on, SessionKind.A, sets=tuple(sets), deload=number == 12)
        services.store.sessions.save(session)
    services.store.pains.save(PainReport(new_id(), ana.id, PainArea.KNEE, TODAY - 5 * WEEK, 3))
    services.store.races.save(Race(new_id(), ana.id, "Ridge", TODAY - 6 * WEEK, Priority.A, 20.0))
    return ana


@pytest.fixture
def page(show, trained, qtbot):
    made = show(PROGRESS, trained.id)
    qtbot.waitUntil(lambda: made.settled and made.lift.readings != ())
    return made


def test_every_chart_has_something_to_read_and_its_table_says_the_same(page, qtbot):
    page.show_range(None)
    page.twin.setChecked(True)
    qtbot.waitUntil(lambda: page.settled)
    for card in page.cards:
        assert card.chart.readings
        assert card.chart.accessibleName()
        assert card.chart.accessibleDescription()
        assert card.table.shown()
    loads = {row.cells[2] for row in page.cards[0].table.shown()}
    said = [line for reading in page.lift.readings for line in reading.say()]
    assert all(any(load in line for line in said) for load in loads)
    done = sum(int(row.cells[1]) for row in page.cards[1].table.shown())
    assert done == sum(week.done for week in page.weeks.weeks) == 20
    assert "20" in page.cards[1].caption.text()


def test_what_is_loaded_is_shown_first_and_any_other_can_be_chosen(page):
    assert page.picker.value() == SQUAT
    assert [series.name for series in page.lift.series] == ["Estimated maximum", "Load"]
    page.choose(LUNGE)
    assert page.cards[0].title.text() == page.picker.currentText() == "Lunge (standard forward lunge)"
    assert [series.name for series in page.lift.series] == ["Best set"]
    assert "Barbell split squat" in page.cards[3].title.text()  # lunges were never logged by side
    page.choose("unknown")
    assert page.picker.value() == LUNGE


def test_typing_a_part_of_a_name_and_enter_takes_the_exercise(page):
    page.focus_filter()
    page.picker.line.setText("dard forw")
    QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
    assert page.lift.accessibleName().startswith("Lunge (standard forward lunge)")
    page.picker.line.setText("no such thing")
    QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
    assert page.picker.currentText() == "Lunge (standard forward lunge)"


def test_a_target_asked_for_before_anything_was_read_is_shown(show, trained, qtbot):
    made = show(PROGRESS, trained.id, hidden=True)
    made.show_target(LUNGE)
    qtbot.waitUntil(lambda: made.settled and made.lift.readings != ())
    assert made.picker.value() == LUNGE


def test_ranges_show_their_days_and_zooming_by_hand_leaves_none_of_them(page):
    for number, (_, days) in enumerate(vm.RANGES[:2]):
        page.ranges.button(number).click()
        assert page.span.length == days
        assert [button.isChecked() for button in page.ranges.buttons()].index(True) == number
    page.span.zoom(0.7)
    assert not any(button.isChecked() for button in page.ranges.buttons())
    page.show_range(None)
    assert page.ranges.button(3).isChecked()


def test_tables_hold_the_days_in_sight_and_copy_as_text(page):
    page.twin.setChecked(True)
    page.show_range(42)
    table = page.cards[0].table
    few = len(table.shown())
    page.show_range(None)
    assert few < len(table.shown()) == 20
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) >= 20
    assert "39 kg" in "\n".join(lines)


def test_races_phases_and_deloads_are_said_where_one_points(page):
    said = {line for reading in page.lift.readings for line in reading.say()}
    assert "Race A: Ridge" in said
    assert {"Race day", "Lightened by the plan"} <= said
    assert "Ridge" in [flag.name for flag in page.pain.flags]
    assert any("Deload week" in reading.say() for reading in page.weeks.readings)


def test_sides_say_which_did_less(page):
    assert all(point.value < 0 for point in page.sides.less)
    assert any(line.startswith("Left ") and line.endswith(" less") for line in page.sides.readings[0].say())


def test_loads_are_in_the_readers_unit(show, trained, qtbot, context):
    fmt.use_unit("lb")
    made = show(PROGRESS, trained.id)
    qtbot.waitUntil(lambda: made.settled and made.lift.readings != ())
    assert made.lift.series[1].points[-1].value == pytest.approx(44 * 2.2046, abs=0.1)
    assert "lb" in " ".join(made.lift.readings[-1].say())


def test_a_change_is_shown_and_the_days_in_sight_stay(page, services, trained, context, qtbot):
    page.show_range(42)
    sets = (SetRecord(new_id(), LUNGE, 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=31.0),)
    session = Session(new_id(), trained.id, TODAY, SessionKind.A, sets=sets)
    services.store.sessions.save(session)
    context.bus.changed.emit(frozenset({Topic.TRAINING}), trained.id, None)
    qtbot.waitUntil(lambda: page.settled and page.weeks.weeks[-1].done == 1)
    assert page.span.length == 42


def test_of_another_athlete_nothing_of_the_first_is_left(page, people, qtbot):
    page.show_athlete(people["Bo"].id)
    assert page.lift.readings == page.pain.readings == ()
    qtbot.waitUntil(lambda: page.settled)
    assert page.views.currentWidget() is page.empty
    assert not page.actions()[0].isEnabled()
    page.show_athlete(people["Ana"].id)
    qtbot.waitUntil(lambda: page.settled and page.lift.readings != ())
    assert page.views.currentIndex() == 0
    assert page.actions()[0].isEnabled()


def test_one_session_is_enough(show, services, people, qtbot):
    cy = people["Cy"]
    sets = (SetRecord(new_id(), LUNGE, 1, 1, Unit.REPS, LoadType.BODYWEIGHT, amount=8.0),)
    services.store.sessions.save(Session(new_id(), cy.id, TODAY, SessionKind.A, sets=sets))
    made = show(PROGRESS, cy.id)
    qtbot.waitUntil(lambda: made.settled and made.lift.readings != ())
    assert made.sides.empty
    assert made.pain.empty
    for _, days in vm.RANGES:
        made.show_range(days)
        assert not made.grab().isNull()


class Giving:
    def __init__(self, path):
        self.path, self.asked = path, ""

    def save_file(self, _title, name, _kinds):
        self.asked = name
        return self.path


@pytest.mark.parametrize("form, head", [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_pictures_are_saved_under_a_name_that_says_whose(page, context, tmp_path, form, head):
    context.ask = Giving(tmp_path / "mine")
    sheet = page.export_sheet()
    sheet.form.set_value(form)
    sheet.attempt()
    assert (tmp_path / f"mine.{form}").read_bytes().startswith(head)
    assert context.ask.asked.startswith("progress-ana")
    assert "mine" in sheet.outcome.text()
    sheet.deleteLater()


def test_a_place_that_takes_no_picture_is_told_in_words_and_the_sheet_stays(page, context, tmp_path):
    context.ask = Giving(tmp_path / "nowhere" / "a.png")
    sheet = page.export_sheet()
    sheet.show()
    sheet.attempt()
    assert "cannot be written" in sheet.trouble.text()
    assert sheet.isVisible()
    assert sheet.outcome.isHidden()
    sheet.reject()
    sheet.deleteLater()


def test_the_chart_that_is_looked_at_is_what_is_exported(page):
    page.pain.setFocus()
    sheet = page.export_sheet()
    assert sheet.what.value() == "pain"
    assert [part.chart for part in page.picture("pain").parts] == [page.pain]
    sheet.deleteLater()


def test_narrow_pages_have_one_chart_a_row(page, qtbot):
    page.resize(600, 900)
    qtbot.waitUntil(lambda: page.cards[1].geometry().right() == page.cards[2].geometry().right())
    page.resize(1200, 900)
    qtbot.waitUntil(lambda: page.cards[1].geometry().right() < page.cards[2].geometry().left())


def test_a_side_loaded_and_one_not_are_compared_by_what_was_done(page, services, trained):
    load_type = services.rulebook.exercises[SQUAT].load_type
    sets = tuple(
        SetRecord(new_id(), SQUAT, 1, 1, Unit.REPS, load_type, side, amount=amount, load=load)
        for side, amount, load in ((Side.LEFT, 9.0, None), (Side.RIGHT, 10.0, 40.0))
    )
    services.store.sessions.save(Session(new_id(), trained.id, TODAY, SessionKind.A, sets=sets))
    one = sections.sided(services.progress.read(trained.id), SQUAT)
    assert one is not None
    assert one.sides[-1].asymmetry == pytest.approx(-0.1)


def test_no_plotting_library_and_no_numbers_library_is_read_in():
    """Neither for the page nor for anything else: they would keep the window still for longer than it may be."""
    code = (
        "import sys, desktop.pages.progress, desktop.widgets.charts.pictures, desktop.shell.start, desktop.cli;"
        "print([name for name in ('numpy', 'pyqtgraph') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
