"""Charts: what the span shows, where the axes have their marks, what pointing and keys read, and pictures of them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.qt import theme
from desktop.services.outcome import Refused
from desktop.widgets.charts import ticks
from desktop.widgets.charts.frame import Frame
from desktop.widgets.charts.lanes import LaneChart
from desktop.widgets.charts.lines import LineChart
from desktop.widgets.charts.parts import BAR, DISC, NOWHERE, Band, Block, Flag, Key, Lane, Point, Reading, Series, Week
from desktop.widgets.charts.pictures import Drawn, Picture, png, svg, write
from desktop.widgets.charts.span import SHORTEST, Span
from desktop.widgets.charts.weeks import WeekChart

FIRST, LAST = date(2026, 1, 5), date(2026, 12, 27)


@pytest.fixture
def span():
    made = Span()
    made.bound(FIRST, LAST)
    made.show_last(None)
    return made


def day(number):
    return FIRST.toordinal() + number + 0.5


@pytest.fixture
def chart(qtbot, span):
    made = LineChart(span, "Load")
    qtbot.addWidget(made)
    made.resize(700, 260)
    points = tuple(Point(day(7 * number), 50.0 + number, number == 3) for number in range(40))
    readings = [
        Reading(point.at, lambda point=point: (f"day {point.at:.1f}", f"{point.value:g} kg")) for point in points
    ]
    made.show_background([Band(day(0), day(90), "phase-build", "Build")], [Flag(day(100), "A", "Ridge", True)])
    made.show_lines([Series("Load", points, "accent")], readings, [Key(DISC, "accent", "Load")], "")
    made.show()
    return made


# ------------------------------------------------------------------------------------------------ axes


@pytest.mark.parametrize("low, high", [(62, 87), (0, 1), (0.2, 0.31), (50, 50), (0, 12345)])
def test_values_are_round_enclose_what_there_is_and_stand_evenly(low, high):
    found = ticks.values(low, high, 5)
    assert found[0] <= low
    assert found[-1] >= high
    steps = {round(after - before, 6) for before, after in itertools.pairwise(found)}
    assert len(steps) == 1
    assert 2 <= len(found) <= 7


def test_sessions_are_never_counted_in_halves():
    assert ticks.values(0, 1, 5, whole=True) == (0, 1)
    assert all(value == int(value) for value in ticks.values(0, 3, 9, whole=True))


def test_what_is_counted_has_whole_numbers_at_its_axis(chart):
    chart.show_lines([Series("Best set", (Point(day(3), 10.0),), "accent")], [], [], "", whole=True)
    assert all(value == int(value) for value in chart._grid())
    chart.show_lines([Series("Load", (Point(day(3), 10.0),), "accent")], [], [], "")
    assert any(value != int(value) for value in chart._grid())


@pytest.mark.parametrize("first", [1, 6, 7])
def test_weeks_begin_on_the_readers_day_and_marks_keep_their_distance(first):
    found = ticks.days(FIRST, FIRST + timedelta(days=60), 600, 60, first)
    assert {tick.on.isoweekday() for tick in found} == {first}
    for days in (20, 60, 200, 800, 3000):
        marks = ticks.days(FIRST, FIRST + timedelta(days=days), 600, 60, first)
        gaps = [(after.on - before.on).days * 600 / days for before, after in itertools.pairwise(marks)]
        assert all(gap >= 55 for gap in gaps)


def test_marks_stay_on_their_weeks_while_the_days_move():
    seen = [
        {tick.on for tick in ticks.days(FIRST + timedelta(days=n), FIRST + timedelta(days=n + 90), 600, 60, 1)}
        for n in range(10)
    ]
    assert all(not (later - earlier - {max(later)}) for earlier, later in itertools.pairwise(seen))


def test_a_year_is_written_where_it_begins(qapp):
    found = ticks.days(date(2025, 6, 1), date(2027, 2, 1), 600, 60, 1)
    assert [tick.text for tick in found if tick.strong] == ["2026", "2027"]


# ------------------------------------------------------------------------------------------------ days in sight


def test_the_span_never_leaves_what_there_is_and_never_shows_less_than_a_fortnight(span):
    for _ in range(40):
        span.zoom(0.5, day(30))
    assert span.length == SHORTEST
    assert span.start <= day(30) <= span.end
    span.pan(-10_000)
    assert span.start == span.first
    span.pan(10_000)
    assert span.end == span.last
    for _ in range(40):
        span.zoom(3)
    assert span.is_whole


def test_zooming_keeps_the_moment_under_the_pointer_where_it_is(span):
    share = (day(200) - span.start) / span.length
    span.zoom(0.5, day(200))
    assert (day(200) - span.start) / span.length == pytest.approx(share)


def test_mirrored_time_runs_from_right_to_left():
    plain = Frame(QRectF(0, 0, 100, 100), QRectF(20, 0, 70, 100), 0, 70)
    other = Frame(QRectF(0, 0, 100, 100), QRectF(10, 0, 70, 100), 0, 70, mirrored=True)
    assert (plain.x(0), other.x(0)) == (20, 80)
    for frame in (plain, other):
        assert frame.at(frame.x(33)) == pytest.approx(33)
        zero, slope = frame.across()
        assert zero + slope * 33 == pytest.approx(frame.x(33))
        assert frame.days(10, 20, 0, 5).width() == pytest.approx(10)
    assert plain.before(4).right() < plain.room.left() < plain.room.right() < plain.after(4).left()
    assert other.after(4).right() < other.room.left() < other.room.right() < other.before(4).left()


# ------------------------------------------------------------------------------------------------ reading


def test_arrows_walk_the_readings_and_say_them(chart):
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.said() == chart.readings[39].say()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == ", ".join(chart.readings[38].say())
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.said() == ()


def test_arrows_are_turned_round_where_time_is(chart):
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.said() == chart.readings[38].say()


def test_keys_zoom_move_and_show_all(chart, span):
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert span.length < span.last - span.first
    start = span.start
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    assert span.start < start
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert span.end == span.last
    QTest.keyClick(chart, Qt.Key.Key_Minus)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert span.is_whole


def test_walking_out_of_sight_brings_the_reading_into_sight(chart, span):
    span.show_last(SHORTEST)
    for _ in range(12):
        QTest.keyClick(chart, Qt.Key.Key_Left)
    assert span.start <= chart.readings[chart._at].at < span.end


def test_the_pointer_reads_what_is_nearest_and_every_chart_of_the_span_knows(chart, span, qtbot):
    other = WeekChart(span, "Sessions")
    qtbot.addWidget(other)
    frame = chart.frame(chart._sheet())
    spot = QPointF(frame.x(chart.readings[20].at) + 2, frame.room.center().y()).toPoint()
    QTest.mouseMove(chart, spot)
    qtbot.waitUntil(lambda: chart.said() == chart.readings[20].say())
    assert other.span.at == chart.readings[20].at
    chart.point_at(NOWHERE)
    assert span.at is None


def wheel(widget, turned, modifiers=Qt.KeyboardModifier.NoModifier):
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_wheel_scrolls_the_page_until_the_chart_is_chosen_or_ctrl_held(chart, span):
    chart.clearFocus()
    assert not wheel(chart, 120)
    assert span.is_whole
    assert wheel(chart, 120, Qt.KeyboardModifier.ControlModifier)
    assert not span.is_whole


def test_dragging_moves_the_days(chart, span):
    span.show_last(60)
    start = span.start
    middle = chart.rect().center()
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(chart, middle + QPoint(120, 0))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=middle + QPoint(120, 0))
    assert span.start < start
    assert span.length == 60


# ------------------------------------------------------------------------------------------------ painting


def test_pointing_does_not_paint_the_data_anew_but_new_days_do(chart, span, qtbot, monkeypatch):
    painted = []
    real = chart.paint_on
    monkeypatch.setattr(chart, "paint_on", lambda *given: (painted.append(1), real(*given)))
    chart.point_at(10)
    chart.grab()
    before = len(painted)
    chart.point_at(11)
    chart.grab()
    assert len(painted) == before
    span.show_last(60)
    chart.grab()
    assert len(painted) == before + 1


def test_a_new_theme_repaints(chart):
    light = chart.grab().toImage().pixelColor(5, 5)
    theme.apply("dark")
    assert chart.grab().toImage().pixelColor(5, 5) != light


def charts(span):
    sessions = WeekChart(span, "Sessions")
    weeks = [Week(FIRST.toordinal() + 7 * n, n % 4, 3 if n % 2 else None) for n in range(51)]
    readings = [Reading(week.start + 3.5, lambda: ("week",)) for week in weeks]
    sessions.show_weeks(weeks, readings, [Key(BAR, "accent", "done")], "")
    lanes = LaneChart(span, "Sets")
    blocks = tuple(Block(week.start, week.start + 7, week.done) for week in weeks)
    held = (Block(day(10), day(40), 0, held=True), Block(day(50), day(51), 4))
    lanes.show_lanes(
        [Lane("Lunge", blocks, "accent", lambda _s, _e: "2 a week"), Lane("Knee", held, "alarm")], readings, [], ""
    )
    return sessions, lanes


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("days", [20, 90, None])
def test_pictures_hold_every_chart_with_its_words(chart, span, qtbot, direction, days):
    parts = (chart, *charts(span))
    for part in parts:
        part.setLayoutDirection(direction)
    span.show_last(days)
    picture = Picture("Ana", "Progress", tuple(Drawn(part, part.name, "in sight", part is chart) for part in parts))
    image = QImage.fromData(png(picture))
    assert image.size() == picture.size() * 2
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {theme.color("accent").name(), theme.color("surface").name()} <= colours
    drawn = ET.fromstring(svg(picture))
    texts = {"".join(each.itertext()) for each in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Ana", "Load", "Sessions", "Sets", "Lunge", "Knee"} <= texts
    boxes = [box for _, box in picture.places()]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_a_picture_that_cannot_be_written_is_refused_in_words_and_leaves_nothing(chart, tmp_path):
    picture = Picture("Ana", "Progress", (Drawn(chart, "Load"),))
    with pytest.raises(Refused, match="is a folder"):
        write(tmp_path, picture, "png")
    with pytest.raises(Refused, match="cannot be written"):
        write(tmp_path / "nowhere" / "a.svg", picture, "svg")
    write(tmp_path / "a.svg", picture, "svg")
    assert [file.name for file in tmp_path.iterdir()] == ["a.svg"]


def test_larger_text_gets_more_room(chart):
    before = chart.minimumHeight()
    theme.apply("light", 2.0)
    try:
        assert chart.minimumHeight() >= 1.9 * before
    finally:
        theme.apply("light")
