from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.qt import theme
from desktop.widgets.timeline import RaceMark, Timeline, WeekBar
from desktop.widgets.timeline_marks import Legend

MONDAY = date(2027, 1, 4)


def _weeks(count):
    return [WeekBar(MONDAY + timedelta(7 * n), 0.8, "phase-build", "Build", 2, n % 3) for n in range(count)]


@pytest.fixture
def strip(qtbot):
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show_season(_weeks(20), [RaceMark(date(2027, 2, 6), "CCC", "A")], date(2027, 1, 13))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_click_chooses_the_week_under_it(strip, qtbot):
    box = strip._bar_box(3)
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert chosen.args == [MONDAY + timedelta(21)]
    assert strip.accessibleDescription().startswith("Week of 25 Jan, Build, 2 sessions, 80 % load")


def test_arrows_walk_and_stop_at_the_ends(strip, qtbot):
    walked = []
    strip.chosen.connect(walked.append)
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_Left]
    for key in (*keys, Qt.Key.Key_End):
        qtbot.keyClick(strip, key)
    assert [(day - MONDAY).days // 7 for day in walked] == [1, 2, 1, 5, 0, 0, 19]
    with qtbot.waitSignal(strip.opened):
        qtbot.keyClick(strip, Qt.Key.Key_Return)


def test_the_chosen_week_survives_new_data(strip):
    strip.choose(MONDAY + timedelta(30))
    strip.show_season(_weeks(8), [], None)
    assert strip.week.monday == MONDAY + timedelta(28)
    strip.show_season(_weeks(2), [], None)
    assert strip.week is None


def test_three_years_scroll_and_zoom(strip, qtbot):
    strip.show_season(_weeks(156), [], MONDAY)
    bar = strip.horizontalScrollBar()
    assert bar.maximum() > 1000
    strip.choose(MONDAY + timedelta(7 * 150))
    assert 0 <= strip._bar_box(150).left() < strip.viewport().width()
    before = strip.step
    qtbot.keyClick(strip, Qt.Key.Key_Plus)
    assert strip.step > before
    for _ in range(20):
        strip.zoom(0.5)
    assert strip.step == 7


def test_the_tooltip_tells_race_and_sessions(strip):
    text = strip.tooltip(4)
    assert "CCC · A · Sat 6 Feb 2027" in text
    assert "1 of 2 sessions" in text
    assert strip.as_rows()[4].endswith("CCC")


@pytest.mark.parametrize(
    "known, dots, words",
    [
        ({}, ["done", "allowed"], "2 sessions"),
        ({"coming": 1}, ["done", "coming"], "1 of 2 sessions"),
        ({"coming": 1, "projected": True}, ["done", "projected"], "1 of 2 sessions"),
        ({"coming": 0, "missed": 1}, ["done", "missed"], "1 of 2 sessions"),
        ({"coming": 0}, ["done"], "1 of 1 sessions"),
    ],
)
def test_the_dots_of_a_week_say_how_its_sessions_stand(known, dots, words):
    week = WeekBar(MONDAY, 0.8, "phase-build", "Build", 2, 1, **known)
    assert week.dots() == dots
    assert words in week.spoken()


def test_more_known_of_the_weeks_moves_nothing(strip):
    strip.choose(MONDAY + timedelta(21))
    before = strip.horizontalScrollBar().value(), strip.step
    strip.show_weeks([replace(week, coming=2, note="projected") for week in strip.weeks])
    assert (strip.horizontalScrollBar().value(), strip.step) == before
    assert strip.week.monday == MONDAY + timedelta(21)
    assert strip.accessibleDescription().endswith("projected")


def test_weeks_a_change_would_alter_are_tinted(strip):
    spot = QPoint(round(strip._bar_box(5).center().x()), 49)  # the line over the bars
    plain = strip.viewport().grab().toImage().pixelColor(spot)
    strip.mark(frozenset({MONDAY + timedelta(35)}))
    assert strip.viewport().grab().toImage().pixelColor(spot).name() == theme.color("accent").name() != plain.name()


def test_the_legend_names_every_mark(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    assert legend.accessibleName() == "done, planned, projected, opens"
    assert legend.sizeHint().width() > 150
    legend.resize(legend.sizeHint())
    image = legend.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.color("unlocked").name() in seen


def test_bars_have_the_colour_of_their_phase(strip):
    spot = strip._bar_box(5).center().toPoint()
    assert strip.viewport().grab().toImage().pixelColor(spot).name() == theme.color("phase-build").name()


def test_an_empty_season_is_no_trouble(qtbot):
    strip = Timeline()
    qtbot.addWidget(strip)
    strip.show_season([], [], MONDAY)
    strip.grab()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert strip.week is None
