from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.qt import fmt
from desktop.qt.table_model import ROW_ROLE
from desktop.widgets.set_editor import ExerciseChoice, Head, SetEditor, SetRow

CHOICES = (
    ExerciseChoice("lunge", "Standard lunge", "reps per side", sides=True, load_word="kg per hand"),
    ExerciseChoice("walk", "Duck walk", "m"),
)
ROWS = (
    SetRow("1", "lunge", 1, "left", amount=8, load=22, rpe=7),
    SetRow("2", "lunge", 1, "right", amount=8, load=22, rpe=8),
    SetRow("3", "walk", 1, amount=10, block=2),
)
# On the screen: heading, two sets, heading, one set.
LEFT, RIGHT, WALK_HEAD, WALK = 1, 2, 3, 4


@pytest.fixture
def editor(qtbot):
    made = SetEditor(CHOICES)
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show_sets(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def _index(editor, row, column):
    grid = editor.table
    return grid.proxy.index(row, [one.id for one in grid.table.columns].index(column))


def _put(editor, row, column, text):
    return editor.table.proxy.setData(_index(editor, row, column), text)


def _picture(editor):
    return [(row.exercise, row.number, row.side, row.amount, row.load) for row in editor.rows()]


def _type(editor, qtbot, text, key=Qt.Key.Key_Return):
    field = editor.table.open_editor()
    qtbot.keyClicks(field, text)
    at = editor.table.currentIndex()
    qtbot.keyClick(field, key)
    qtbot.waitUntil(lambda: editor.table.currentIndex() != at or editor.table.open_editor() is None)


def _open(editor, row, column):
    editor.table.setFocus()
    editor.table.setCurrentIndex(_index(editor, row, column))
    editor.table.edit(editor.table.currentIndex())


def test_blocks_have_a_heading_that_spans_the_grid(editor):
    heads = [row for row in range(editor.table.proxy.rowCount())
             if isinstance(editor.table.proxy.index(row, 0).data(ROW_ROLE), Head)]  # fmt: skip
    assert heads == [0, WALK_HEAD]
    assert all(editor.table.columnSpan(row, 0) == len(editor.table.table.columns) for row in heads)
    assert editor.table.columnSpan(LEFT, 0) == 1
    spoken = editor.table.proxy.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Standard lunge reps per side · kg per hand" in spoken


def test_enter_walks_what_is_filled_each_time_then_adds_a_set(editor, qtbot):
    _open(editor, LEFT, "amount")
    _type(editor, qtbot, "10")
    assert editor.table.currentIndex() == _index(editor, LEFT, "load")
    _type(editor, qtbot, "24")
    assert editor.table.currentIndex() == _index(editor, LEFT, "rpe")
    _type(editor, qtbot, "6")
    assert editor.table.currentIndex() == _index(editor, RIGHT, "amount")
    assert (editor.rows()[0].amount, editor.rows()[0].load, editor.rows()[0].rpe) == (10, 24, 6)
    _open(editor, RIGHT, "rpe")
    _type(editor, qtbot, "9")
    assert [(row.side, row.number) for row in editor.rows()[:4]] == [
        ("left", 1),
        ("right", 1),
        ("left", 2),
        ("right", 2),
    ]


def test_tab_walks_every_field_and_leaves_headings_out(editor, qtbot):
    _open(editor, RIGHT, "notes")
    _type(editor, qtbot, "wobbly", Qt.Key.Key_Tab)
    assert editor.rows()[1].notes == "wobbly"
    assert editor.table.currentIndex() == _index(editor, WALK, "amount")


@pytest.mark.parametrize(
    "column, text, said",
    [("rpe", "12", "Between 0 and 10"), ("pain", "2.5", "whole number"), ("amount", "many", "not a number")],
)
def test_what_cannot_be_stays_as_typed_with_the_words(editor, column, text, said):
    before = getattr(editor.rows()[0], column)
    assert _put(editor, LEFT, column, text)
    assert _index(editor, LEFT, column).data() == text
    assert getattr(editor.rows()[0], column) == before
    assert said in editor.trouble
    assert _put(editor, LEFT, column, "7")
    assert editor.trouble == ""
    assert getattr(editor.rows()[0], column) == 7


def test_effort_and_reserve_fill_each_other(editor):
    _put(editor, WALK, "rpe", "7.5")
    assert editor.rows()[2].rir == 2.5
    _put(editor, WALK, "rir", "4")
    assert editor.rows()[2].rpe == 6
    _put(editor, WALK, "rir", "")
    assert editor.rows()[2].rpe is None


def test_a_new_set_repeats_both_sides_of_the_last(editor, qtbot):
    editor.table.select({"1"}, "1")
    with qtbot.waitSignal(editor.reshaped):
        editor.add_set()
    assert _picture(editor) == [
        ("lunge", 1, "left", 8, 22),
        ("lunge", 1, "right", 8, 22),
        ("lunge", 2, "left", 8, 22),
        ("lunge", 2, "right", 8, 22),
        ("walk", 1, "", 10, None),
    ]
    assert len({row.key for row in editor.rows()}) == 5


def test_duplicating_one_side_only(editor):
    editor.table.select({"1"}, "1")
    editor.duplicate()
    assert [(row.side, row.number) for row in editor.rows()[:3]] == [("left", 1), ("right", 1), ("left", 2)]


def test_a_heading_stands_for_its_sets(editor):
    editor.remove([editor.table.proxy.index(0, 0).data(ROW_ROLE)])
    assert _picture(editor) == [("walk", 1, "", 10, None)]
    assert editor.rows()[0].block == 1
    assert editor.table.columnSpan(0, 0) > 1
    assert editor.table.columnSpan(1, 0) == 1


def test_an_exercise_comes_at_the_end_and_may_be_off_plan(editor):
    editor.add_exercise("walk", off_plan=True)
    assert [(row.exercise, row.block, row.off_plan) for row in editor.rows()][-1] == ("walk", 3, True)
    last = editor.table.proxy.index(editor.table.proxy.rowCount() - 2, 0)
    assert "Off plan" in last.data(Qt.ItemDataRole.AccessibleTextRole)


def test_an_empty_grid_asks_for_an_exercise(editor, qtbot):
    editor.show_sets(())
    with qtbot.waitSignal(editor.exercise_asked):
        editor.add_set()


def test_done_as_planned_fills_only_what_is_empty(editor):
    editor.show_sets((
        SetRow("1", "lunge", planned_amount=8, planned_load=20),
        SetRow("2", "lunge", 2, planned_amount=8, planned_load=20, amount=6, load=18),
    ))  # fmt: skip
    assert editor.buttons["planned"].isVisible()
    editor.do_as_planned()
    assert [(row.amount, row.load) for row in editor.rows()] == [(8, 20), (6, 18)]
    assert not editor.buttons["planned"].isVisible()


def test_what_is_being_typed_is_taken_in(editor, qtbot):
    _open(editor, LEFT, "amount")
    qtbot.keyClicks(editor.table.open_editor(), "12")
    editor.commit()
    assert editor.rows()[0].amount == 12
    assert editor.table.open_editor() is None


def test_loads_are_typed_in_the_unit_shown_and_kept_in_kilograms(editor):
    fmt.use_unit("lb")
    assert _put(editor, LEFT, "load", "44.1")
    assert editor.rows()[0].load == pytest.approx(20, abs=0.01)
    fmt.use_unit("kg")


@pytest.mark.parametrize(
    "unit, typed, kilograms",
    [("kg", "44.1 lb", 20.003), ("kg", "20kg", 20), ("lb", "20 KG", 20), ("lb", "44.1 lbs", 20.003)],
)
def test_a_unit_behind_a_load_holds(editor, unit, typed, kilograms):
    fmt.use_unit(unit)
    assert _put(editor, LEFT, "load", typed)
    fmt.use_unit("kg")
    assert (editor.rows()[0].load, editor.trouble) == (pytest.approx(kilograms), "")


@pytest.mark.parametrize("typed", ["kg", "3000 lb", "1001 kg", "2o lb"])
def test_a_load_with_a_unit_is_judged_like_any_other(editor, typed):
    _put(editor, LEFT, "load", typed)
    kept, why = editor.rows()[0].trouble("load")
    assert kept == typed
    assert typed in why


def test_what_was_wrong_is_never_taken_in_without_being_typed_again(editor):
    """It may have become good by itself: a comma is a decimal sign in another language."""
    editor.show_sets((SetRow("1", "lunge", wrong=(("rpe", "7,5", "old words"), ("amount", "ten", "old words"))),))
    (row,) = editor.rows()
    assert row.rpe is None
    assert "7,5" in row.trouble("rpe")[1]
    assert "old" not in row.trouble("rpe")[1]
    assert row.trouble("amount")[1] == "'ten' is not a number."


def test_an_exercise_without_load_takes_none(editor):
    index = _index(editor, WALK, "load")
    assert not editor.table.proxy.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert index.data() == "–"


def _paste(editor, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    editor.table.setFocus()
    qtbot.keyClick(editor.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_rows_of_a_spreadsheet_become_sets_of_their_exercises(editor, qtbot):
    fmt.use_locale("en_GB")
    with qtbot.waitSignal(editor.reshaped):
        _paste(editor, qtbot, "duck WALK\t12\nStandard lunge\t9\t20\t7.5\tslow\n\t10\t20")
    assert _picture(editor) == [
        ("lunge", 1, "left", 8, 22),
        ("lunge", 1, "right", 8, 22),
        ("lunge", 1, "", 9, 20),
        ("lunge", 2, "", 10, 20),
        ("walk", 1, "", 10, None),
        ("walk", 2, "", 12, None),
    ]
    slow = editor.rows()[2]
    assert (slow.rpe, slow.rir, slow.notes) == (7.5, 2.5, "slow")


def test_what_cannot_be_pasted_is_said_and_nothing_else_is_lost(editor, qtbot):
    _paste(editor, qtbot, "Exercise\tDone\nFlying\t3\nDuck walk\tmany\n")
    assert editor.rows()[-1].trouble("amount")[0] == "many"
    assert len(editor.rows()) == 4
    assert "Flying" in editor._trouble.text()


def test_sets_are_copied_with_their_exercise_and_can_be_pasted_back(editor, qtbot):
    fmt.use_locale("en_GB")
    editor.table.selectAll()
    text = editor.table.as_text()
    assert text.splitlines()[0].startswith("Exercise\tSet\tSide")
    assert text.splitlines()[1].startswith("Standard lunge\t1\tleft")
    editor.show_sets(())
    _paste(editor, qtbot, text)
    assert _picture(editor) == [
        ("lunge", 1, "left", 8, 22),
        ("lunge", 1, "right", 8, 22),
        ("walk", 1, "", 10, None),
    ]


@pytest.mark.parametrize("wide", [900, 400])
def test_the_last_title_is_whole_however_narrow_it_is(editor, qtbot, wide):
    editor.resize(wide, 400)
    qtbot.wait(1)
    table = editor.table
    last = len(table.table.columns) - 1
    assert table.columnWidth(last) >= table.usual_width(last)
    assert (table.horizontalScrollBar().maximum() == 0) == (wide == 900)
