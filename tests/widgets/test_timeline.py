from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.qt import theme
from desktop.widgets.timeline import MONTH, SEASON, THREE_YEARS, DayBar, Legend, RaceMark, Timeline, WeekBar, painting
from desktop.widgets.timeline import geometry as geo

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
    for key in (*keys, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(strip, key)
    qtbot.keyClick(strip, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert [(day - MONDAY).days // 7 for day in walked] == [1, 2, 1, 5, 1, 0, 0, 19, 0]  # Home is the week of today
    with qtbot.waitSignal(strip.opened):
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    with qtbot.waitSignal(strip.page_asked) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [MONDAY]


def test_a_double_click_asks_for_the_page_of_the_week(strip, qtbot):
    spot = strip._bar_box(3).center().toPoint()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(strip.page_asked) as asked:
        qtbot.mouseDClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == [MONDAY + timedelta(21)]


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
    assert strip.span == THREE_YEARS
    assert bar.maximum() == 0  # all three years at once
    for _ in range(20):
        strip.zoom(2.0)
    assert strip.span == MONTH
    qtbot.keyClick(strip, Qt.Key.Key_0)
    assert strip.span == SEASON


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
        ({"coming": 0}, ["done"], "1 of 1 session"),
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
    spot = (painting.column_box(strip.frame_now(), 5).topLeft() + QPointF(8, 1)).toPoint()  # the line over the bars
    plain = strip.viewport().grab().toImage().pixelColor(spot)
    strip.mark(frozenset({MONDAY + timedelta(35)}))
    assert strip.viewport().grab().toImage().pixelColor(spot).name() == theme.color("accent").name() != plain.name()


def test_the_legend_names_every_mark(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    assert legend.accessibleName() == "done, planned, projected, missed, opens"
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


# --- zooming and scrolling


def _mouse(strip, kind, spot, held=Qt.MouseButton.LeftButton):
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    viewport = strip.viewport()
    event = QMouseEvent(
        kind, QPointF(spot), QPointF(viewport.mapToGlobal(spot)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def _drag(strip, start, *ways, let_go=True):
    _mouse(strip, QEvent.Type.MouseButtonPress, start)
    for way in ways:
        _mouse(strip, QEvent.Type.MouseMove, way)
    if let_go:
        _mouse(strip, QEvent.Type.MouseButtonRelease, ways[-1], Qt.MouseButton.NoButton)


@pytest.mark.parametrize("factor", [1.15, 0.8, 3.0])
def test_zooming_keeps_the_day_under_the_pointer(strip, factor):
    strip.show_season(_weeks(156), [], MONDAY)
    strip.horizontalScrollBar().setValue(900)
    at = 300.0
    before = strip.frame_now().day_at(at)
    strip.zoom(factor, at)
    assert abs((strip.frame_now().day_at(at) - before).days) <= 1


def test_more_weeks_before_the_first_move_nothing(strip):
    strip.show_season(_weeks(60), [], MONDAY)
    strip.pan(120)
    before = strip.frame_now().x(MONDAY + timedelta(70))
    earlier = [replace(week, monday=week.monday - timedelta(weeks=52)) for week in _weeks(52)]
    strip.show_season([*earlier, *_weeks(60)], [], MONDAY)
    assert abs(strip.frame_now().x(MONDAY + timedelta(70)) - before) <= 1


def test_dragging_the_ground_scrolls_and_chooses_nothing(strip):
    strip.show_season(_weeks(156), [], MONDAY)
    start, before, chosen = QPoint(400, 150), strip.horizontalScrollBar().value(), []
    strip.chosen.connect(chosen.append)
    _drag(strip, start, QPoint(380, 150), QPoint(300, 150))
    assert strip.horizontalScrollBar().value() - before == pytest.approx(100, abs=1)
    assert chosen == []


def test_motion_is_short_and_only_where_it_is_welcome(strip, qtbot, monkeypatch):
    strip.show_season(_weeks(156), [], MONDAY)
    monkeypatch.setattr(theme, "moves", lambda: False)
    strip.show_day(MONDAY + timedelta(weeks=100), gently=True)
    there = strip.horizontalScrollBar().value()
    assert there > 0
    strip.show_day(MONDAY)
    monkeypatch.setattr(theme, "moves", lambda: True)
    strip.show_day(MONDAY + timedelta(weeks=100), gently=True)
    assert strip.horizontalScrollBar().value() < there
    qtbot.waitUntil(lambda: strip.horizontalScrollBar().value() == there, timeout=2000)


# --- words that never touch


@pytest.mark.parametrize("span", [5, 7, 12, 20, 40, 53, 80, 110, 156])
@pytest.mark.parametrize("wide", [500, 900, 1500])
def test_no_two_words_of_the_calendar_touch(strip, span, wide):
    strip.resize(wide, 300)
    strip.show_season(_weeks(156), [], MONDAY)
    strip.set_span(span)
    measure = strip.fonts.measure(strip.fonts.tiny)
    strong = strip.fonts.measure(strip.fonts.strong)
    for offset in (0, 37, 480):
        strip.horizontalScrollBar().setValue(offset)
        frame = strip.frame_now()
        unit = geo.unit_of(frame.step, measure)
        lines = [(geo.ticks(frame, unit, measure), measure)]
        if (over := geo.coarser(unit)) is not None:
            lines.append((geo.ticks(frame, over, strong, over=True), strong))
        assert lines[0][0]
        for words, wider in lines:
            ends = [(tick.left, tick.left + wider(tick.text)) for tick in words]
            assert all(end + 2 <= after for (_, end), (after, _) in itertools.pairwise(ends))
            assert all(end <= frame.wide for _, end in ends)


def test_the_calendar_gets_coarser_the_more_is_seen(strip):
    measure = strip.fonts.measure(strip.fonts.tiny)
    units = [geo.unit_of(876 / span, measure) for span in (5, 16, 40, 130, 156)]
    assert units == [geo.Unit.DAY, geo.Unit.WEEK, geo.Unit.MONTH, geo.Unit.QUARTER, geo.Unit.QUARTER]


def test_names_of_phases_do_not_touch_and_follow_the_days_where_there_is_room(strip):
    tones = [
        ("Build", "phase-build"),
        ("Race week", "phase-race"),
        ("Rest", "phase-recovery"),
        ("Taper", "phase-taper"),
    ]
    weeks = [replace(week, phase=tones[n % 4][0], tone=tones[n % 4][1]) for n, week in enumerate(_weeks(100))]
    measure = strip.fonts.measure(strip.fonts.phase)
    for span in (5, 20, 40, 80, 156):
        strip.show_season(weeks, [], MONDAY)
        strip.set_span(span)
        found = geo.captions(strip.frame_now(), weeks, measure)
        for line in (0, 1):
            ends = [(one.left, one.left + measure(one.text)) for one in found if one.line == line]
            assert all(end < after for (_, end), (after, _) in itertools.pairwise(ends))
    five = [DayBar(0.9, "phase-build", "Build")] * 5 + [DayBar(0.5, "phase-taper", "Taper")] * 2
    strip.show_season([replace(week, days=tuple(five)) for week in _weeks(20)], [], MONDAY)
    strip.set_span(MONTH)
    assert {one.text for one in geo.captions(strip.frame_now(), strip.weeks, measure)} == {"Build", "Taper"}


def test_flags_that_have_no_room_are_counted(strip):
    races = [RaceMark(MONDAY + timedelta(60 + n), f"Race {n}", "ABC"[n % 3], str(n)) for n in range(12)]
    strip.show_season(_weeks(156), races, MONDAY)
    strip.set_span(THREE_YEARS)
    flags = strip.flags()
    assert sorted(race.id for flag in flags for race in flag.races) == sorted(race.id for race in races)
    for row in range(3):
        ours = [(flag.left, flag.left + flag.wide) for flag in flags if flag.row == row]
        assert all(end < after for (_, end), (after, _) in itertools.pairwise(ours))
    assert any(flag.more for flag in flags)
    crowded = next(flag for flag in flags if flag.more)
    assert all(race.name in strip.flag_words(crowded) for race in crowded.races)
    strip.grab()


# --- races moved by hand


@pytest.fixture
def races(strip):
    strip.show_season(
        _weeks(60), [RaceMark(date(2027, 2, 6), "CCC", "A", "c", True), RaceMark(date(2027, 1, 9), "Old", "B", "o")],
        date(2027, 1, 13),
    )  # fmt: skip
    moved = []
    strip.race_moved.connect(lambda race, day: moved.append((race, day)))
    return moved


def _flag_spot(strip, name):
    flag = next(one for one in strip.flags() if one.race.name == name)
    return painting.flag_box(strip.frame_now(), flag).center().toPoint()


def test_a_flag_is_dragged_to_another_day(strip, races):
    start = _flag_spot(strip, "CCC")
    days = 10
    end = start + QPoint(round(strip.step / 7 * days), 0)
    _drag(strip, start, start + QPoint(12, 0), end, let_go=False)
    ghost = strip._hands.ghost()
    assert ghost.on == date(2027, 2, 16)
    assert ghost.words == "Tue 16 Feb 2027\n10 days later"
    strip.grab()
    _mouse(strip, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)
    assert races == [("c", date(2027, 2, 16))]
    assert strip.races[1].on == date(2027, 2, 6)  # whoever hears it decides


def test_escape_leaves_a_dragged_flag_where_it_was(strip, races, qtbot):
    start = _flag_spot(strip, "CCC")
    _drag(strip, start, start + QPoint(60, 0), let_go=False)
    qtbot.keyClick(strip, Qt.Key.Key_Escape)
    _mouse(strip, QEvent.Type.MouseButtonRelease, start + QPoint(60, 0), Qt.MouseButton.NoButton)
    assert races == []


def test_a_race_that_is_over_is_not_dragged(strip, races):
    start = _flag_spot(strip, "Old")
    _drag(strip, start, start + QPoint(60, 0))
    assert races == []


def test_a_flag_at_the_edge_scrolls_the_strip(strip, races, qtbot):
    before = strip.horizontalScrollBar().value()
    start = _flag_spot(strip, "CCC")
    _drag(strip, start, start + QPoint(20, 0), QPoint(strip.viewport().width() - 4, start.y()), let_go=False)
    qtbot.waitUntil(lambda: strip.horizontalScrollBar().value() > before + 40)
    strip._hands.cancel()


def test_a_flag_is_moved_by_keys(strip, races, qtbot):
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    chosen = []
    strip.race_chosen.connect(chosen.append)
    strip.choose(date(2027, 2, 1))
    qtbot.keyClick(strip, Qt.Key.Key_Up)
    assert chosen == ["c"]
    assert strip.accessibleDescription().startswith("CCC · A · Sat 6 Feb 2027")
    qtbot.keyClick(strip, Qt.Key.Key_Right, alt)
    qtbot.keyClick(strip, Qt.Key.Key_Right, alt | shift)
    assert strip.accessibleDescription() == "CCC, Sun 14 Feb 2027, 8 days later"
    qtbot.keyClick(strip, Qt.Key.Key_Left, alt)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert races == [("c", date(2027, 2, 13))]
    qtbot.keyClick(strip, Qt.Key.Key_Right, alt)
    qtbot.keyClick(strip, Qt.Key.Key_Escape)
    qtbot.keyClick(strip, Qt.Key.Key_Return)  # on the flag: its week is opened
    assert len(races) == 1
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert chosen[-1] == "o"
    qtbot.keyClick(strip, Qt.Key.Key_Left, alt)  # it is over
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert len(races) == 1
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert strip._hands.flag == -1


# --- what readers find


def _tree(interface):
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from _tree(child)


def test_readers_find_every_week_and_race_by_name_and_words(strip, races, qtbot):
    strip.describe = lambda monday: ["Load up to 80 %", f"as of {monday.isoformat()}"]
    strip.tell_readers()
    found = {
        node.text(QAccessible.Text.Name): node.text(QAccessible.Text.Description)
        for node in _tree(QAccessible.queryAccessibleInterface(strip))
    }
    for number, week in enumerate(strip.weeks):
        assert found[week.spoken()] == ", ".join(strip.tooltip(number).split("\n"))
    assert "Load up to 80 %" in found[strip.weeks[3].spoken()]
    assert "Drag it to another day" in found["CCC · A · Sat 6 Feb 2027"]
    with qtbot.waitSignal(strip.chosen) as chosen:
        strip.proxies.widget(strip.weeks[7].monday.isoformat()).click()
    assert chosen.args == [strip.weeks[7].monday]


def test_stand_ins_follow_what_is_painted(strip, races):
    strip.tell_readers()
    strip.pan(60)
    widget = strip.proxies.widget(strip.weeks[9].monday.isoformat())
    place = widget.mapTo(strip.viewport(), QPoint(0, 0))
    assert abs(place.x() - painting.column_box(strip.frame_now(), 9).left()) <= 1.5


def test_time_runs_from_left_to_right_in_every_language(strip):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        strip.show_season(_weeks(156), [], MONDAY)
        assert strip._bar_box(4).left() < strip._bar_box(5).left()
        before = strip._bar_box(5).left()
        strip.pan(50)
        assert strip._bar_box(5).left() == pytest.approx(before - 50, abs=1)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_large_text_has_room(strip):
    high = strip.frame_now().lines.under
    theme.apply("light", 2.0)
    strip.resize(800, 420)
    frame = strip.frame_now()
    assert frame.lines.under > high + 30
    assert frame.foot - frame.lines.top > 60
    assert frame.calendar + 2 * frame.lines.text <= frame.high
    theme.apply("light")


@pytest.mark.parametrize(
    "left, room",
    [
        (100.0, 120.0),  # in the middle: all of it
        (-30.0, 0.0),  # the flag is out of sight, and its name with it
        (500.0, 600.0 - 500.0 - geo.FLAG),  # it ends before the edge
        (570.0, 0.0),  # two letters say nothing
    ],
)
def test_the_name_of_a_race_is_seen_with_its_flag_and_never_as_half_a_word(left, room):
    flag = geo.Flag(RaceMark(date(2027, 5, 1), "Coupe Jeunes Vercors 12", "A"), left, 0, 120.0)
    assert geo.room_in_sight(flag, left, 600.0) == room
