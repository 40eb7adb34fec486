"""The log on a real store: sessions listed, edited by keyboard, kept as drafts, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from desktop import i18n
from desktop.pages import LOG
from desktop.pages.log.page import LogPage
from desktop.qt import fmt, theme
from desktop.widgets.empty_state import IconDisc
from models import records
from models.records import Session, SessionStatus, SetRecord, new_id
from rules.vocabulary import Equipment, Experience, LoadType, Unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 1, 11)


@pytest.fixture
def marta(services):
    athlete = records.Athlete(
        new_id(), "Marta Nowak", birth_date=date(1990, 5, 1), body_mass_kg=60, experience=Experience.EXPERIENCED
    )
    services.athletes.save(athlete)
    services.athletes.save_kit(records.Kit(new_id(), athlete.id, "Home", frozenset(Equipment)))
    return athlete


def one_set(number=1, exercise="standard-lunge", position=1, **others):
    given = {"unit": Unit.REPS, "load_type": LoadType.BODYWEIGHT, "amount": 10.0, "rpe": 6.0, "pain": 0, **others}
    return SetRecord(new_id(), exercise, position, number, **given)


def session(athlete, on, sets=3, **others):
    done = tuple(one_set(number) for number in range(1, sets + 1))
    return Session(new_id(), athlete.id, on, sets=done, **others)


@pytest.fixture
def opened(context, marta, qtbot):
    """Opens the page on Marta's log."""

    def show():
        page = LogPage(context)
        qtbot.addWidget(page)
        page.resize(1060, 700)
        page.show_athlete(marta.id)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: not page._more.isActive())
        return page

    return show


@pytest.fixture
def english():
    """Puts the language back."""
    yield
    i18n.use("en")


def _choose(page, number):
    page.list.setCurrentIndex(page.list.sessions.index(number))


def _cell(page, row, name):
    grid = page.panel.sets.table
    return grid.proxy.index(row, [column.id for column in grid.table.columns].index(name))


def _put(page, row, name, text):
    return page.panel.sets.table.proxy.setData(_cell(page, row, name), text)


def _amounts(services, athlete, number=0):
    return [one.amount for one in services.training.sessions(athlete.id)[number].sets]


def test_an_empty_log_says_what_it_is_for_and_offers_to_fill_it(opened):
    page = opened()
    assert page.body.empty.isVisible()
    page.add_session()
    assert page.panel.isVisible()
    assert page.panel.on.value() == TODAY


def test_newest_first_and_in_short(opened, services, marta):
    for days in (9, 2, 5):
        services.training.save(session(marta, TODAY - timedelta(days)))
    page = opened()
    assert [row.session.on for row in page.list.sessions.rows] == [TODAY - timedelta(days) for days in (2, 5, 9)]
    row = page.list.sessions.rows[0]
    assert row.exercises == "Lunge (standard forward lunge) 3×10"
    assert "RPE 6" in row.spoken


def test_years_of_sessions_are_read_in_bits(opened, services, marta):
    for days in range(130):
        services.training.save(session(marta, TODAY - timedelta(days), 1))
    page = opened()
    assert page.list.sessions.rowCount() == 130
    assert page.count.text() == "130 sessions"
    page.filters.words.setText("nothing like this")
    assert page.count.text().startswith("0 of 130")
    page.filters.clear()
    assert page.list.sessions.rowCount() == 130


def test_filters(opened, services, marta):
    services.training.save(session(marta, TODAY))
    services.training.save(session(marta, TODAY + timedelta(2), status=SessionStatus.PLANNED, notes="easy week"))
    hurt = session(marta, TODAY - timedelta(30))
    services.training.save(
        Session(
            hurt.id, marta.id, hurt.on, sets=(one_set(pain=4), one_set(2, "back-squat", 2, load_type=LoadType.TOTAL_KG))
        )
    )
    page = opened()
    shown = lambda: [row.session.on for row in page.list.sessions.rows]  # noqa: E731
    page.filters.words.setText("EASY")
    assert shown() == [TODAY + timedelta(2)]
    page.filters.clear()
    page.filters.pain.setChecked(True)
    assert shown() == [hurt.on]
    page.filters.clear()
    page.filters.status.set_value(SessionStatus.PLANNED)
    page.filters.changed.emit()
    assert shown() == [TODAY + timedelta(2)]
    page.filters.clear()
    page.filters.end.line.setText("31/12/2026")
    page.filters.end.finish()
    assert shown() == [hurt.on]
    page.filters.clear()
    page.filters.off_plan.setChecked(True)
    assert all(row.off_plan for row in page.list.sessions.rows)


def test_typing_by_keyboard_saves_and_undo_takes_it_back(opened, services, marta, context, qtbot):
    services.training.save(session(marta, TODAY))
    page = opened()
    _choose(page, 0)
    grid = page.panel.sets.table
    grid.setFocus()
    grid.setCurrentIndex(_cell(page, 1, "amount"))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(grid.open_editor(), "8")
    qtbot.keyClick(grid.open_editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex() == _cell(page, 1, "rpe"))  # a lunge without load has no field for one
    qtbot.keyClicks(grid.open_editor(), "7")
    qtbot.keyClick(page.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.panel._on_save_key()
    kept = services.training.sessions(marta.id)[0].sets[0]
    assert (kept.amount, kept.rpe, kept.rir) == (8, 7, 3)
    context.history.undo()
    assert _amounts(services, marta) == [10, 10, 10]
    assert page.panel.sets.rows()[0].amount == 10
    context.history.redo()
    assert page.panel.sets.rows()[0].amount == 8


def test_enter_on_the_last_field_adds_a_set(opened, services, marta, qtbot):
    services.training.save(session(marta, TODAY, 2))
    page = opened()
    _choose(page, 0)
    grid = page.panel.sets.table
    grid.setFocus()
    grid.setCurrentIndex(_cell(page, 2, "rpe"))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(grid.open_editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex() == _cell(page, 3, "amount"))
    assert _amounts(services, marta) == [10, 10, 10]


def test_what_cannot_be_stays_typed_and_survives_closing(opened, services, marta, qtbot):
    services.training.save(session(marta, TODAY))
    page = opened()
    said = []
    page.context.go.said.connect(lambda text, _undoable: said.append(text))
    _choose(page, 0)
    _put(page, 1, "rpe", "twelve")
    _put(page, 1, "amount", "9")
    page.hide()
    assert "not a number" in said[-1]
    assert _amounts(services, marta) == [10, 10, 10]
    page.close()
    again = opened()
    _choose(again, 0)
    assert _cell(again, 1, "rpe").data() == "twelve"
    assert "not a number" in again.panel.sets.trouble
    _put(again, 1, "rpe", "8")
    assert again.save()
    assert _amounts(services, marta)[0] == 9
    assert services.training.drafts(marta.id) == {}


def test_a_wrong_date_of_a_new_session_is_kept_on_top(opened, services, marta):
    page = opened()
    page.add_session()
    page.panel.add_exercise("standard-lunge", False)
    page.panel.on.line.setText("32/13/2026")
    page.leave()
    saved = services.training.sessions(marta.id)
    page.close()
    again = opened()
    row = again.list.sessions.rows[0]
    assert again.list.sessions.rowCount() == 1
    _choose(again, 0)
    assert again.panel.on.line.text() == "32/13/2026"
    assert row.id == again.panel.draft().id
    assert len(saved) <= 1


def test_a_draft_speaks_the_language_and_keeps_the_unit_it_was_typed_in(opened, services, marta, english):
    """What stands in it by the next day is judged by the words, dates and units of that day, never taken for something else."""
    services.training.save(session(marta, TODAY - timedelta(days=6)))  # below the draft in the list
    page = opened()
    page.add_session()
    page.panel.add_exercise("goblet-squat", False)
    page.panel.on.line.setText("10 Jan 2027")
    _put(page, 1, "amount", "10")
    _put(page, 1, "load", "1oo")
    assert not page.save()
    page.close()
    fmt.use_unit("lb")
    fmt.use_locale("fr_FR")
    i18n.use("fr")
    again = opened()
    _choose(again, 0)
    assert again.panel.on.line.text() == "10 janv 2027"
    assert _cell(again, 1, "load").data() == "1oo kg"
    assert "n’est pas un nombre" in again.panel.sets.trouble
    assert "n’est pas un nombre" in again.panel.state.toolTip()
    again.close()
    third = opened()
    _choose(third, 0)
    assert _cell(third, 1, "load").data() == "1oo kg"
    _put(third, 1, "load", "100 kg")
    assert third.save()
    newest = max(services.training.sessions(marta.id), key=lambda one: len(one.sets) == 1)
    assert [one.load for one in newest.sets] == [100]
    assert newest.on == date(2027, 1, 10)


def test_large_text_has_a_wider_list(opened, services, marta, qtbot):
    services.training.save(session(marta, TODAY))
    widths = []
    for scale in (1.0, 1.5):
        theme.apply("light", scale)
        page = opened()
        page.resize(1600, 900)
        qtbot.waitUntil(lambda page=page: page.list.width() >= theme.scaled(260))
        widths.append(page.list.width())
        page.close()
    theme.apply("light")
    assert widths[1] >= 1.4 * widths[0]


@pytest.fixture
def large(context):
    """Text twice as large."""
    theme.apply("light", 2.0)
    yield
    theme.apply("light")


def test_with_the_last_session_gone_the_empty_log_is_seen_whole(large, opened, services, marta, context, qtbot):
    services.training.save(session(marta, TODAY))
    page = opened()
    page.open_session(services.training.sessions(marta.id)[0].id)
    bar = page.body.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page._remove(services.training.sessions(marta.id)[0].id)
    empty = page.body.empty
    qtbot.waitUntil(lambda: empty.isVisible() and page.settled)
    assert empty.visibleRegion().boundingRect() == empty.rect()
    assert page.rect().contains(empty.geometry())
    disc, button = empty.findChild(IconDisc), empty.findChild(QPushButton)
    above, below = disc.mapTo(page, QPoint()).y(), page.height() - button.mapTo(page, button.rect().bottomLeft()).y()
    assert 24 <= above <= below
    context.history.undo()
    qtbot.waitUntil(lambda: not empty.isVisible() and page.settled)
    assert bar.value() == 0


def test_the_names_of_exercises_have_the_room_that_status_and_category_leave(large, opened):
    page = opened()
    page.add_session()
    sheet = page.ask_exercise()
    sheet._ask()
    table = sheet.table
    name, *others = range(len(table.table.columns))
    assert [table.columnWidth(number) for number in others] == [
        min(table.usual_width(number), table.needed_width(number)) for number in others
    ]
    assert table.columnWidth(name) >= 0.4 * table.viewport().width()
    sheet.reject()


def test_an_empty_list_says_why_it_is(opened, services, marta):
    page = opened()
    page.add_session()
    assert page.list.nothing == "No sessions yet"
    empty = page.list.viewport().grab().toImage()
    page.list.nothing = ""
    assert page.list.viewport().grab().toImage() != empty
    services.training.save(session(marta, TODAY))
    page.refresh()
    page.filters.words.setText("zzz")
    assert page.list.nothing == "No session fits the filter"


def test_a_new_session_has_its_date_ready_to_be_typed_over(opened, qtbot):
    page = opened()
    page.add_session()
    qtbot.keyClicks(page.panel.on.line, "9/1/2027")
    page.panel.on.finish()
    assert page.panel.on.value() == date(2027, 1, 9)


def test_a_locked_exercise_of_the_past_is_kept_off_plan(opened, services, marta, qtbot):
    page = opened()
    page.add_session()
    page.panel.on.line.setText("1 Mar 2026")
    sheet = page.ask_exercise()
    sheet.search.setText("hop and stick")
    sheet._ask()
    assert sheet.yes.text() == "Add off plan"
    sheet.attempt()
    _put(page, 1, "amount", "6")
    page.leave()
    kept = services.training.sessions(marta.id)[0]
    assert (kept.on, kept.sets[0].off_plan) == (date(2026, 3, 1), True)
    qtbot.waitUntil(lambda: bool(page.list.sessions.rows) and page.list.sessions.rows[0].off_plan)


def test_deleting_a_session_and_taking_it_back(opened, services, marta, context):
    services.training.save(session(marta, TODAY))
    page = opened()
    _choose(page, 0)
    page.panel.remove.click()
    assert services.training.sessions(marta.id) == ()
    context.history.undo()
    assert page.list.sessions.rowCount() == 1


def test_deleting_an_exercise_by_its_heading(opened, services, marta, context, qtbot):
    both = (one_set(), one_set(1, "split-squat", 2))
    services.training.save(Session(new_id(), marta.id, TODAY, sets=both))
    page = opened()
    _choose(page, 0)
    grid = page.panel.sets.table
    grid.setFocus()
    grid.setCurrentIndex(_cell(page, 0, "number"))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [one.exercise for one in services.training.sessions(marta.id)[0].sets] == ["split-squat"]
    context.history.undo()
    assert len(services.training.sessions(marta.id)[0].sets) == 2


def test_repeating_the_last_session_plans_what_was_done(opened, services, marta):
    services.training.save(session(marta, TODAY - timedelta(3)))
    page = opened()
    page.repeat_last()
    assert len(services.training.sessions(marta.id)) == 1  # nothing was done yet, so nothing counts as done
    assert [(row.planned_amount, row.amount) for row in page.panel.sets.rows()] == [(10, None)] * 3
    page.panel.sets.do_as_planned()
    newest = services.training.sessions(marta.id)[0]
    assert newest.on == TODAY
    assert [(one.planned_amount, one.amount) for one in newest.sets] == [(10, 10)] * 3


def test_saving_says_what_the_session_opened(opened, services, marta, context):
    said = []
    context.history.done.connect(lambda receipt: said.append(receipt.text))

    def day(on, reps):
        done = tuple(one_set(n, "glute-bridge", amount=float(reps), technique=4) for n in (1, 2))
        services.training.save(Session(new_id(), marta.id, on, sets=done))

    day(TODAY - timedelta(7), 15)
    day(TODAY, 12)
    page = opened()
    _choose(page, 0)
    rows = [row for row in range(page.panel.sets.table.proxy.rowCount()) if row]
    for row in rows:
        assert _put(page, row, "amount", "15")
    page.save()
    assert any("Opened: " in text and "Single-leg glute bridge" in text for text in said), said


def test_the_keys_go_to_the_list_and_the_open_session_is_the_chosen_one(opened, services, marta, qtbot):
    services.training.save(session(marta, TODAY))
    services.training.save(session(marta, TODAY - timedelta(3)))
    page = opened()
    assert page.focusProxy() is page.list
    model = page.list.selectionModel()
    model.setCurrentIndex(page.list.sessions.index(0), model.SelectionFlag.NoUpdate)  # as the focus does
    qtbot.waitUntil(page.panel.isVisible)
    assert [index.row() for index in page.list.selectedIndexes()] == [0]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.panel.draft().id == page.list.sessions.rows[1].id


def test_a_session_in_the_future_cannot_be_done(opened, services, marta):
    services.training.save(session(marta, TODAY))
    page = opened()
    _choose(page, 0)
    page.panel.on.line.setText("1/2/2027")
    page.panel.on.finish()
    assert not page.save()
    assert "future" in page.panel.rows["on"].error.text()
    assert page.panel.on.line.text() == "1 Feb 2027"
    assert services.training.sessions(marta.id)[0].on == TODAY


def test_every_control_has_a_name(opened, services, marta):
    services.training.save(session(marta, TODAY))
    page = opened()
    _choose(page, 0)
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit

    for kind in (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    assert LOG.needs_athlete


def test_a_session_is_shown_as_it_was_stamped_once_saved(opened, services, marta, qtbot):
    page = opened()
    page.add_session()
    page.panel.add_exercise("standard-lunge", False)
    assert page.panel.isVisible()
    qtbot.waitUntil(lambda: page.list.sessions.rowCount() == 1)
    assert page.panel.pill.text == "Build"
    assert page.list.current_id() == page.panel.draft().id


def test_changing_the_athlete_saves_first(opened, services, marta, qtbot):
    services.training.save(session(marta, TODAY))
    other = records.Athlete(new_id(), "Oskar Lind")
    services.athletes.save(other)
    page = opened()
    _choose(page, 0)
    _put(page, 1, "amount", "4")
    page.show_athlete(other.id)
    assert _amounts(services, marta)[0] == 4
    assert page.body.empty.isVisible()
    page.show_athlete(marta.id)
    assert page.list.sessions.rowCount() == 1


def test_exercises_in_short():
    from desktop.pages.log.view_model import exercise_short

    def sets(*done, load_type=LoadType.TOTAL_KG, unit=Unit.REPS):
        return [
            SetRecord(new_id(), "x", 1, number, unit, load_type, amount=amount, load=load)
            for number, (amount, load) in enumerate(done, 1)
        ]

    assert exercise_short("Back squat", sets((6, 60), (6, 60), (6, 60))) == "Back squat 3×6 @ 60 kg"
    assert exercise_short("Back squat", sets((6, 60), (5, 62.5))) == "Back squat 2×5-6 @ 60-62.5 kg"
    hands = sets((8, 12), load_type=LoadType.PER_HAND_KG)
    assert exercise_short("Lunge", hands) == "Lunge 1×8 @ 12 kg per hand"
    held = sets((30, None), load_type=LoadType.BODYWEIGHT, unit=Unit.SECONDS)
    assert exercise_short("Plank", held) == "Plank 1×30 s"
    planned = [SetRecord(new_id(), "x", 1, 1, Unit.REPS, LoadType.BODYWEIGHT, planned_amount=8)]
    assert exercise_short("Step-up", planned) == "Step-up 1×8"
    assert exercise_short("Step-up", sets((None, None))) == "Step-up"


def test_a_chosen_session_leaves_the_corners_of_the_list_round(services, marta, opened):
    services.training.save(session(marta, TODAY))
    page = opened()
    _choose(page, 0)
    picture, frame = page.list.grab().toImage(), page.list.viewport().pos()
    corner, inside = (picture.pixelColor(frame.x() + n, frame.y() + n) for n in (0, 8))
    assert inside == theme.color("selection")
    assert corner != inside
