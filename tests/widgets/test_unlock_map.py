from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from desktop.widgets.unlock_map import UnlockMap
from desktop.widgets.unlock_map.layout import MapNode, depths, place

LANES = (("lunge", "Lunge"), ("hinge", "Hinge"))
NODES = (
    MapNode("split", "Split squat", "", "lunge", "open"),
    MapNode("lunge", "Standard lunge", "since 3 Nov", "lunge", "open"),
    MapNode("rfe", "RFE squat", "2 of 3 met", "lunge", "within"),
    MapNode("walk", "Walking lunge", "", "lunge", "locked"),
    MapNode("hip", "Hip hinge", "knee pain", "hinge", "held"),
)
EDGES = (("split", "lunge"), ("lunge", "rfe"), ("lunge", "walk"))


@pytest.fixture
def chart(qtbot):
    made = UnlockMap()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_map(NODES, EDGES, LANES)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_columns_follow_the_longest_way():
    assert depths(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")]) == {"a": 0, "b": 1, "c": 2}


def test_a_cycle_does_not_hang():
    assert set(depths(["a", "b"], [("a", "b"), ("b", "a")])) == {"a", "b"}


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60))
def test_nodes_never_overlap_and_lines_go_right(pairs):
    nodes = [MapNode(str(n), str(n), "", "ab"[n % 2], "open") for n in range(26)]
    edges = [(str(min(pair)), str(max(pair))) for pair in pairs if pair[0] != pair[1]]
    placed = place(nodes, edges, (("a", "A"), ("b", "B")))
    boxes = list(placed.boxes.values())
    assert len(boxes) == 26
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    assert all(placed.boxes[a].right() < placed.boxes[b].left() for a, b in edges)
    for node in nodes:
        lane = placed.lanes["ab".index(node.lane)]
        assert lane.top <= placed.boxes[node.slug].top() <= placed.boxes[node.slug].bottom() <= lane.bottom


def test_arrows_follow_the_lines(chart, qtbot):
    walked = []
    chart.chosen.connect(walked.append)
    keys = ("Right", "Right", "Right", "Down", "Left", "Left", "Down", "Up")
    for key in keys:
        qtbot.keyClick(chart, getattr(Qt.Key, f"Key_{key}"))
    assert walked == ["split", "lunge", "rfe", "walk", "lunge", "split", "hip", "split"]
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == ["split"]


def test_a_click_selects_and_the_node_is_described(chart, qtbot):
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.node_box("rfe").center().toPoint())
    assert chosen.args == ["rfe"]
    assert chart.accessibleDescription() == "RFE squat, Within reach, 2 of 3 met, Lunge, after Standard lunge"


def test_the_list_says_what_the_map_shows(chart):
    rows = chart.as_rows()
    assert [slug for slug, _, _ in rows] == ["split", "lunge", "rfe", "walk", "hip"]
    assert rows[-1] == ("hip", "Hip hinge", "On hold, knee pain, Hinge")


def test_zoom_keeps_the_point_under_the_pointer(chart):
    chart.zoom(2.0, QPointF(300, 100))
    before = chart.node_box("lunge").center()
    spot = QPointF(before)
    chart.zoom(1.2, spot)
    assert abs(chart.node_box("lunge").center().x() - spot.x()) < 2  # up and down all of it is seen: nothing to move
    chart.fit()
    assert chart.scale <= 1.0
    for _ in range(30):
        chart.zoom(0.5)
    assert chart.scale == 0.3


def test_selecting_brings_into_view(chart):
    chart.zoom(2.5)
    chart.select("walk")
    assert chart.viewport().rect().toRectF().contains(chart.node_box("walk").center())
    assert chart.selected == "walk"


def test_selection_goes_with_its_node(chart):
    chart.select("rfe")
    chart.show_map(NODES, EDGES, LANES)
    assert chart.selected == "rfe"
    chart.show_map(NODES[:1], EDGES, LANES)
    assert chart.selected == ""


def test_the_whole_map_as_a_picture(chart):
    picture = chart.picture("Ana Silva", "11 Jan 2027")
    image = picture.image(1.0)
    assert image.width() >= round(chart.placed.width)
    assert image.height() > chart.placed.height


@pytest.mark.parametrize("kind, begins", [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_a_picture_is_of_the_kind_asked_for(chart, kind, begins):
    content = chart.picture("Ana Silva", "11 Jan 2027").content(kind)
    assert content.startswith(begins)
    if kind == ".svg":
        assert b"<title>Ana Silva</title>" in content
        assert b"<image" not in content  # shapes alone: sharp at any size
        assert b"<text" not in content  # the same where the font is not installed


def test_another_kind_of_picture_is_refused(chart):
    with pytest.raises(ValueError, match="xlsx"):
        chart.picture("Ana Silva", "").content(".xlsx")
