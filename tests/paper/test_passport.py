"""The unlock passport as a PDF, opened again and read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from desktop.qt import theme
from desktop.services.passport import Entry, Lane, Passport
from desktop.widgets.paper.leaf import text_lines
from desktop.widgets.paper.passport_pages import passport_leaves
from desktop.widgets.paper.writing import Paper, page_rect, passport_pdf
from tests.paper.pdf_reading import read

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def window_font(qapp):
    theme.apply("light")


def example(count: int) -> Passport:
    """With `count` exercises to come and as many open in each category."""
    entries = tuple(
        Entry(
            f"Exercise number {n} of a rather long name", "A qualifying day: three sets of eight", ("2 of 3", "7 of 10")
        )
        for n in range(count)
    )
    lanes = tuple(
        Lane(title, tuple(Entry(f"{title} {n}", "stays open until 9 Jan 2027") for n in range(count)), 20)
        for title in ("Lunge", "Hinge", "Core")
    )
    return Passport(
        "Unlock passport", "Ana Løvås", "9 Jan 2027", "All well.", entries, lanes, ("Squat",), ("Foot.",), "x"
    )


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("count", [0, 3, 20])
def test_every_word_is_on_paper(paper, count):
    told = example(count)
    said = "".join("".join(one.text.split()) for one in read(passport_pdf(told, paper)).pages)
    words = [told.who, told.day, told.summary, *told.foot, *told.resting]
    words += [text for entry in told.next for text in (entry.name, entry.note, *entry.steps)]
    words += [text for lane in told.lanes for entry in lane.open for text in (entry.name, entry.note)]
    assert not [text for text in words if "".join(text.split()) not in said]


@pytest.mark.parametrize("count", [0, 3, 20])
def test_nothing_overlaps_and_nothing_leaves_the_page(count):
    page = page_rect(Paper.A4)
    for leaf in passport_leaves(example(count), page):
        lines = [line.adjusted(1, 2, -1, -2) for text in leaf.texts for line in text_lines(text)]
        assert not [(one, other) for n, one in enumerate(lines) for other in lines[:n] if one.intersects(other)]
        assert QRectF(page).adjusted(20, 20, -20, -20).contains(leaf.extent())
