from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.qt import fmt, theme
from desktop.qt.memory import DictSettings, Memory
from desktop.qt.table_model import Column
from desktop.widgets.cells import DotsCell, PillCell
from desktop.widgets.table import Table


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    days: int | None


ROWS = (Row("m", "Maya", 19), Row("o", "Oskar", 63), Row("p", "Priya", None))
COLUMNS = (
    Column("name", "Athlete", lambda row: row.name, width=120),
    Column("in", "In", lambda row: "" if row.days is None else str(row.days), key=lambda row: row.days, right=True),
    Column("phase", "Phase", lambda row: "Build", cell=lambda row: PillCell("Build", "phase-build")),
    Column("week", "This week", lambda row: "1 of 2", cell=lambda row: DotsCell(1, 2)),
)


@pytest.fixture
def settings():
    return DictSettings()


@pytest.fixture
def table(qtbot, settings):
    made = Table("squad", COLUMNS, lambda row: row.id, Memory(settings), many=True)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_selection_survives_new_rows_and_sorting(table):
    table.select({"o"}, "o")
    heard = []
    table.chosen.connect(heard.append)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.set_rows((Row("a", "Ada", 1), *ROWS))
    assert [row.id for row in table.selected()] == ["o"]
    assert [row.id for row in table.shown()] == ["o", "m", "a", "p"]
    assert heard == []
    table.set_rows(ROWS[:1])
    assert heard[-1] == ()


def test_enter_opens_delete_asks_and_copy_makes_text(table, qtbot):
    table.select({"m"}, "m")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[0]]
    with qtbot.waitSignal(table.remove_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert asked.args == [(ROWS[0],)]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Athlete\tIn\tPhase\tThis week\nMaya\t19\tBuild\t1 of 2"


def test_filter_keeps_matching_rows(table):
    table.set_filter("PRI")
    assert [row.id for row in table.shown()] == ["p"]


def test_kept_widths_come_back(qtbot, settings):
    Memory(settings).keep_columns("squad", [200, 90, 150, 110])
    again = Table("squad", COLUMNS, lambda row: row.id, Memory(settings))
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 200


def test_pills_and_dots_are_painted(table):
    picture = table.viewport().grab().toImage()
    seen = {picture.pixelColor(x, 19).name() for x in range(table.columnViewportPosition(2), table.viewport().width())}
    assert theme.color("phase-build-pill").name() in seen
    assert theme.color("unlocked").name() in seen


def test_letters_go_to_the_row_that_begins_so(table, qtbot):
    table.setFocus()
    names = [row.name for row in table.shown()]
    wanted = names[-1]
    qtbot.keyClicks(table, wanted[:2].casefold())
    assert table.current().name == wanted
    assert [row.name for row in table.selected()] == [wanted]


def test_copy_gives_bare_values_and_harmless_texts(qtbot):
    fmt.use_locale("de_DE")
    columns = (
        Column("name", "Race", lambda row: row[0], strong=True),
        Column("on", "Date", lambda row: "9 Oct", key=lambda row: row[1]),
        Column("km", "Distance", lambda row: f"{row[2]} km", key=lambda row: row[2], right=True),
        Column("note", "Note", lambda row: row[3]),
    )
    made = Table("races", columns, lambda row: row[0], many=True)
    qtbot.addWidget(made)
    made.set_rows([("Ridge", date(2026, 10, 9), 42.5, "=1+1"), ("Mara", None, None, fmt.NOTHING)])
    made.selectAll()
    text = made.as_text()
    fmt.use_locale("en_GB")
    assert text == "Race\tDate\tDistance\tNote\nRidge\t2026-10-09\t42,5\t'=1+1\nMara\t9 Oct\tNone km\t"


def test_paste_is_handed_on_only_where_rows_are_taken(table, qtbot):
    QGuiApplication.clipboard().setText("Ana\tx")
    heard = []
    table.pasted.connect(heard.append)
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    table.takes_rows = True
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Ana\tx"]
