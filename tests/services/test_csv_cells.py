"""The cells of sessions.csv: every text and every number comes back unchanged, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.services.csv_cells import (
    NotANumber,
    number,
    number_cell,
    plain_text,
    session_cell,
    session_meaning,
    text_cell,
    whole_number,
)
from models.records import SessionKind, SessionStatus

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n',\";"), max_size=30)


def read_back(cell: str) -> str:
    rows = list(csv.reader(io.StringIO(f"x,{cell},y\r\n", newline=""), strict=True))
    assert len(rows) == 1
    assert rows[0][0] == "x"
    assert rows[0][2] == "y"
    return rows[0][1]


@given(TEXTS)
@example("=1+1")
@example("'")
@example("''=")
@example("'quoted' word")
@example("-5 kg felt easy")
@example("\r")
@example("a\r\nb")
@example('say "yes", now')
def test_every_text_comes_back(text: str) -> None:
    assert plain_text(read_back(text_cell(text))) == text


@given(TEXTS)
def test_no_text_is_a_formula(text: str) -> None:
    assert not read_back(text_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_harmless_text_is_left_alone() -> None:
    assert text_cell("Zoë, 3 × 10") == '"Zoë, 3 × 10"'
    assert text_cell("easy = good") == "easy = good"


@given(st.floats(0, 1e15) | st.integers(0, 10**12))
@example(1e-07)
@example(1e16)
def test_every_number_comes_back(value: float) -> None:
    cell = number_cell(value)
    assert "e" not in cell
    assert number(cell) == value


def test_numbers_have_a_point_and_no_empty_decimals() -> None:
    assert [number_cell(v) for v in (8.0, 22.5, 0, None)] == ["8", "22.5", "0", ""]


@pytest.mark.parametrize("cell", ["22,5", "abc", "1e3", "nan", "inf", "0x10", "--1", "1 000", "٣"])
def test_what_is_not_a_number_is_refused(cell: str) -> None:
    with pytest.raises(NotANumber, match="not a number"):
        number(cell)


def test_a_decimal_comma_is_explained() -> None:
    with pytest.raises(NotANumber, match="with a point"):
        number("22,5")
    with pytest.raises(NotANumber, match="whole"):
        whole_number("2.5")


@given(st.sampled_from(SessionKind), st.sampled_from(SessionStatus), st.booleans())
def test_kind_and_status_survive(kind: SessionKind, status: SessionStatus, any_done: bool) -> None:
    assert session_meaning(session_cell(kind, status, any_done), any_done) == (kind, status)


@pytest.mark.parametrize("cell", ["", "C", "A later", "A done twice"])
def test_an_unknown_session_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        session_meaning(cell, True)
