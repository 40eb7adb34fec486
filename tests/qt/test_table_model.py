from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from desktop.qt.table_model import ROW_ROLE, Column, SortFilter, TableModel


@dataclass(frozen=True)
class Race:
    id: int
    name: str
    days: int | None


class Refused(Exception):
    field, message = "name", "a name, please"


ROWS = [Race(1, "CCC", 19), Race(2, "Ridge Half", 63), Race(3, "Moor", None)]


@pytest.fixture
def saved():
    return []


@pytest.fixture
def model(qtbot, qtmodeltester, saved):
    def rename(row, text):
        if not text:
            raise Refused
        saved.append((row.id, text))

    columns = (
        Column("name", "Race", lambda row: row.name, edit=rename),
        Column(
            "in",
            "In",
            lambda row: "" if row.days is None else f"{row.days} days",
            key=lambda row: row.days,
            right=True,
            spoken=lambda row: f"in {row.days} days",
        ),
    )
    made = TableModel(columns, lambda row: row.id)
    made.set_rows(ROWS)
    qtmodeltester.check(made)
    return made


def _names(proxy):
    return [proxy.index(number, 0).data(ROW_ROLE).name for number in range(proxy.rowCount())]


def test_sorts_by_native_value_with_nothing_last(model):
    proxy = SortFilter(model)
    proxy.sort(1)
    assert _names(proxy) == ["CCC", "Ridge Half", "Moor"]
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    assert _names(proxy) == ["Ridge Half", "CCC", "Moor"]


def test_filters_by_all_words_in_any_column(model):
    proxy = SortFilter(model)
    proxy.set_filter("half 63")
    assert _names(proxy) == ["Ridge Half"]
    proxy.set_filter("")
    proxy.set_accept(lambda row: row.days is None)
    assert _names(proxy) == ["Moor"]


def test_equal_ids_repaint_only_what_changed(model, qtbot):
    changed, resets = [], []
    model.dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    model.modelReset.connect(lambda: resets.append(1))
    model.set_rows([ROWS[0], Race(2, "Ridge Marathon", 63), ROWS[2]])
    assert (changed, resets) == ([1], [])
    model.set_rows(ROWS[:1])
    assert resets == [1]


def test_edits_go_to_the_column_and_refusals_are_told(model, saved, qtbot):
    index = model.index(0, 0)
    assert model.setData(index, "UTMB")
    assert not model.setData(index, "CCC")  # as it was: no change to undo
    with qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(index, "")
    assert saved == [(1, "UTMB")]
    assert refused.args[0] == ROWS[0]
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_cells_speak(model):
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "In: in 19 days"
