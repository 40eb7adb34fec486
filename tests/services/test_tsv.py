from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services import tsv

COLUMNS = (("name", ("Race",)), ("on", ("Date",)), ("distance_km", ("Distance", "Länge")))


@pytest.mark.parametrize(
    "value, decimal, text",
    [
        (None, ".", ""),
        (date(2026, 10, 9), ".", "2026-10-09"),
        (22.5, ",", "22,5"),
        (22.5, ".", "22.5"),
        (50.0, ".", "50"),
        (-3, ".", "-3"),
        ("two\twords\nhere", ".", "two words here"),
        ("=SUM(A1)", ".", "'=SUM(A1)"),
        ("-5 kg", ".", "'-5 kg"),
        ("@home", ".", "'@home"),
        ('"quoted" at first', ".", '"""quoted"" at first"'),
    ],
)
def test_a_cell_is_what_a_spreadsheet_takes(value, decimal, text):
    assert tsv.cell(value, decimal) == text


def cells(text):
    return [(line.number, dict(line.cells)) for line in tsv.lines(text, COLUMNS)]


def test_rows_without_headings_are_taken_in_order():
    assert cells("Ridge 50\t2027-01-29\t50\n\nMara\t3 May 2027\n") == [
        (1, {"name": "Ridge 50", "on": "2027-01-29", "distance_km": "50"}),
        (3, {"name": "Mara", "on": "3 May 2027"}),
    ]


def test_headings_say_what_is_what_and_others_are_left_out():
    text = "race\tClass\tLANGE\tDate\nRidge\tultra\t50\t2027-01-29"
    assert cells(text) == [(2, {"name": "Ridge", "distance_km": "50", "on": "2027-01-29"})]


@given(st.lists(st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=3))
def test_what_is_copied_can_be_pasted(names):
    copied = "\n".join(["Race", *(tsv.cell(name) for name in names)])
    assert [line.cells["name"] for line in tsv.lines(copied, COLUMNS)] == names
