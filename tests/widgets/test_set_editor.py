from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.qt import fmt
from desktop.widgets.set_editor import ExerciseChoice, SetEditor, SetRow

CHOICES = (
    ExerciseChoice("lunge", "Standard lunge", "reps", sides=True, load_word="kg"),
    ExerciseChoice("walk", "Duck walk", "m"),
)
ROWS = (
    SetRow("1", "lunge", 1, "left", 8, 22, 7),
    SetRow("2", "lunge", 1, "right", 8, 22, 8),
    SetRow("3", "walk", 1, amount=10),
)
COLUMN = {
    name: n for n, name in enumerate(("exercise", "number", "side", "planned", "amount", "load", "rpe", "rir", "pain"))
}


@pytest.fixture
def editor(qtbot):
    made = SetEditor(CHOICES)
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show_sets(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def _put(editor, row, column, text):
    return editor.table.proxy.setData(editor.table.proxy.index(row, COLUMN[column]), text)


def _picture(editor):
    return [(row.exercise, row.number, row.side, row.amount, row.load) for row in editor.rows()]


def test_typing_into_a_cell_by_keyboard(editor, qtbot):
    table = editor.table
    table.setFocus()
    table.setCurrentIndex(table.proxy.index(0, COLUMN["amount"]))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    line = table.indexWidget(table.currentIndex()) or table.focusWidget()
    qtbot.keyClicks(line, "10")
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.rows()[0].amount == 10
    assert table.currentIndex().row() == 1


@pytest.mark.parametrize(
    "column, text, said",
    [("rpe", "12", "Between 1 and 10"), ("pain", "2.5", "whole number"), ("amount", "many", "not a number")],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(editor, column, text, said):
    before = editor.rows()
    assert not _put(editor, 0, column, text)
    assert editor.rows() == before
    assert said in editor.trouble
    assert _put(editor, 0, "rpe", "9")
    assert editor.trouble == ""


def test_a_new_set_repeats_the_last_of_its_exercise(editor):
    editor.table.select({"1"}, "1")
    editor.add_set()
    assert _picture(editor) == [
        ("lunge", 1, "left", 8, 22),
        ("lunge", 1, "right", 8, 22),
        ("lunge", 2, "right", 8, 22),
        ("walk", 1, "", 10, None),
    ]
    assert len({row.key for row in editor.rows()}) == 4


def test_removing_numbers_again(editor, qtbot):
    editor.table.select({"3"}, "3")
    editor.add_set()
    editor.remove(editor.rows()[2:3])
    assert _picture(editor)[-1] == ("walk", 1, "", 10, None)
    editor.remove(editor.rows())
    editor.add_set()
    assert _picture(editor) == [("lunge", 1, "", None, None)]


def test_loads_are_typed_in_the_unit_shown_and_kept_in_kilograms(editor):
    fmt.use_unit("lb")
    assert _put(editor, 0, "load", "44.1")
    assert editor.rows()[0].load == pytest.approx(20, abs=0.01)
    fmt.use_unit("kg")


def test_an_exercise_without_load_takes_none(editor):
    index = editor.table.proxy.index(2, COLUMN["load"])
    assert not editor.table.proxy.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert index.data() == "–"
