# pyright: reportAttributeAccessIssue=false
# Tests hang what they hear on the widget itself.
"""The small widgets of the week: scales, the rest timer, the history of an exercise, the list of options."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.widgets.load_chart import LoadChart, LoadPoint
from desktop.widgets.option_list import Option, OptionList
from desktop.widgets.rest_timer import RestTimer
from desktop.widgets.scale import CELL, Scale

KEY = Qt.Key
QUIET = pytest.mark.qt_log_ignore("This plugin does not support")  # of popups, by the offscreen window system


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


# ---------------------------------------------------------------------------------------------------------- scale


@pytest.fixture
def pain(qtbot):
    made = shown(qtbot, Scale("Pain", 0, 10))
    made.heard = []
    made.picked.connect(made.heard.append)
    made.passed.connect(lambda: made.heard.append("passed"))
    return made


@pytest.mark.parametrize(
    "keys, heard",
    [
        ((KEY.Key_4,), [4]),
        ((KEY.Key_End,), [10]),
        ((KEY.Key_Return,), ["passed"]),
        ((KEY.Key_Right, KEY.Key_Right, KEY.Key_Return), [1]),
        ((KEY.Key_Left, KEY.Key_Space), [10]),
        ((KEY.Key_6, KEY.Key_Backspace), [6, None]),
        ((KEY.Key_3, KEY.Key_Return), [3, "passed"]),
        ((KEY.Key_Space,), []),
    ],
)
def test_a_scale_is_answered_by_keys(qtbot, pain, keys, heard):
    for key in keys:
        qtbot.keyClick(pain, key)
    assert pain.heard == heard


def test_a_scale_takes_only_its_own_numbers(qtbot):
    readiness = shown(qtbot, Scale("Readiness", 1, 5))
    for key in (KEY.Key_0, KEY.Key_9, KEY.Key_A):
        qtbot.keyClick(readiness, key)
    assert readiness.value is None
    assert "not answered" in readiness.accessibleDescription()
    qtbot.mouseClick(readiness, Qt.MouseButton.LeftButton, pos=QPoint(1 + 2 * CELL + 4, 10))
    assert readiness.value == 3
    assert "3 of 5" in readiness.accessibleDescription()


# ---------------------------------------------------------------------------------------------------------- rest timer


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def timer(qtbot, hands):
    made = RestTimer(hands)
    qtbot.addWidget(made)
    return made


def test_the_rest_counts_down_and_says_when_it_is_over(qtbot, timer, hands, monkeypatch):
    beeps: list[None] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(None))
    timer.start(90)
    assert timer.text == "rest 1:30"
    hands.at += 18
    timer._count()
    assert (timer.text, timer.accessibleName()) == ("rest 1:12", "rest 1:12")
    hands.at += 80
    with qtbot.waitSignal(timer.over):
        timer._count()
    assert (timer.left, timer.text) == (0, "next set")
    assert not timer._tick.isActive()
    assert beeps == []  # silence unless it was asked for


def test_the_rest_beeps_when_that_was_asked_for(timer, hands, monkeypatch):
    beeps: list[None] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(None))
    timer.sound = True
    timer.start(45)
    hands.at += 46
    timer._count()
    assert len(beeps) == 1


def test_the_rest_never_takes_the_focus_and_a_click_ends_it(qtbot, timer):
    timer.start(60)
    shown(qtbot, timer)
    assert timer.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(timer.skipped):
        qtbot.mouseClick(timer, Qt.MouseButton.LeftButton)
    assert timer.left is None
    assert timer.isHidden()


def test_no_rest_is_no_timer(timer):
    timer.start(0)
    assert timer.left is None
    assert timer.isHidden()


# ---------------------------------------------------------------------------------------------------------- load chart

POINTS = (
    LoadPoint(date(2027, 1, 4), 18.0, "3 × 8 @ 18 kg"),
    LoadPoint(date(2027, 1, 11), 20.0, "3 × 8 @ 20 kg"),
    LoadPoint(date(2027, 2, 1), 22.0, "3 × 7 @ 22 kg"),
)
PLAN = LoadPoint(date(2027, 2, 8), 22.0, "3 × 8 @ 22 kg")


@pytest.fixture
def chart(qtbot):
    made = LoadChart()
    made.show_history("Lunge", POINTS, date(2026, 11, 16), date(2027, 2, 8), "kg", PLAN)
    made.resize(320, 180)
    return shown(qtbot, made)


def test_the_chart_has_a_twin_in_words(chart):
    rows = chart.as_rows()
    assert len(rows) == 4
    assert "20 kg" in rows[1]
    assert "planned" in rows[3]
    assert all(row in chart.accessibleDescription() for row in rows)


def test_arrow_keys_say_one_session_after_the_other(qtbot, chart):
    qtbot.keyClick(chart, KEY.Key_Left)
    assert chart.accessibleDescription() == chart.as_rows()[2]
    qtbot.keyClick(chart, KEY.Key_Left)
    assert chart.accessibleDescription() == chart.as_rows()[1]
    qtbot.keyClick(chart, KEY.Key_Home)
    assert chart.accessibleDescription() == chart.as_rows()[0]


def test_dots_stand_in_order_inside_the_picture_and_higher_is_heavier(chart):
    spots = [chart._spot(point) for point in (*POINTS, PLAN)]
    assert [spot.x() for spot in spots] == sorted(spot.x() for spot in spots)
    assert spots[0].y() > spots[1].y() > spots[2].y()
    assert all(0 <= spot.x() <= chart.width() and 0 <= spot.y() <= chart.height() for spot in spots)


def test_nothing_done_is_said(qtbot):
    chart = shown(qtbot, LoadChart())
    chart.show_history("Lunge", (), date(2027, 1, 1), date(2027, 3, 1))
    assert chart.as_rows() == ()
    assert "Nothing done" in chart.accessibleDescription()
    qtbot.keyClick(chart, KEY.Key_Left)  # and nothing to walk through
    assert "Nothing done" in chart.accessibleDescription()


# ---------------------------------------------------------------------------------------------------------- options

OPTIONS = (
    Option("a", "Split squat", "as it is", current=True),
    Option("b", "Step-up", "same pattern"),
    Option("c", "Back squat", "no squat rack", allowed=False),
)


@pytest.fixture
def options(qtbot):
    anchor = shown(qtbot, Scale("anchor", 0, 1))
    made = OptionList("Instead", OPTIONS, anchor)
    made.heard = []
    made.chosen.connect(made.heard.append)
    made.open_below(anchor)
    yield made
    if made.heard == []:
        made.close()


@QUIET
def test_the_first_that_may_be_chosen_is_marked_and_enter_takes_it(qtbot, options):
    assert options.list.currentRow() == 1
    heard = options.heard
    qtbot.keyClick(options.list, KEY.Key_Return)
    assert heard == ["b"]


@QUIET
def test_what_may_not_be_chosen_can_be_read_but_not_taken(qtbot, options):
    qtbot.keyClick(options.list, KEY.Key_Down)
    assert options.list.currentRow() == 2
    qtbot.keyClick(options.list, KEY.Key_Return)
    assert options.heard == []
    assert options.isVisible()
    assert OPTIONS[2].spoken() == "Back squat, not possible, no squat rack"
