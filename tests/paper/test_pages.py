"""The painted page: everything on it, nothing beyond its edge, nothing on top of anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services.sheets import SessionSheet, Task
from desktop.widgets.paper.blocks import LARGEST, MARGIN, SMALLEST, Fit
from desktop.widgets.paper.fitting import fitted
from desktop.widgets.paper.leaf import Leaf, text_lines
from desktop.widgets.paper.writing import Paper, page_rect, picture
from tests.paper import examples as e

pytestmark = pytest.mark.usefixtures("qapp")
PAPERS = list(Paper)


def session(planned, who=e.MAYA):
    return e.sheets().session(who, planned)


def bare(text: str) -> str:
    return "".join(text.split())


def tasks(sheet: SessionSheet) -> list[Task]:
    return [*sheet.warm_up_tasks, *sheet.tasks]


def overlapping(leaf: Leaf) -> list[tuple[str, str]]:
    """Lines of text that lie on others, or on a box to write in, by more than a hair."""
    lines = [
        (words.layout.text()[:60], line.adjusted(0.5, 1.2, -0.5, -1.2))
        for words in leaf.texts
        for line in text_lines(words)
    ]
    lines.sort(key=lambda line: line[1].top())
    found: list[tuple[str, str]] = []
    for number, (one, rect) in enumerate(lines):
        for other, beside in lines[number + 1 :]:
            if beside.top() >= rect.bottom():
                break
            if rect.intersects(beside):
                found.append((one, other))
    cells = [box.rect for box in leaf.boxes if box.rect.width() < 40 and box.thickness < 1]
    return found + [(text, "a box") for text, rect in lines for cell in cells if rect.intersects(cell)]


def check(leaf: Leaf) -> None:
    inside = leaf.page.adjusted(MARGIN - 1, MARGIN * 0.7, -MARGIN + 1, -MARGIN * 0.5)
    assert inside.contains(leaf.extent())
    assert not overlapping(leaf)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["ordinary", "worst", "mobility_only", "hinge_day"])
def test_a_session_lies_inside_its_page(name, paper):
    for who in (e.MAYA, e.LONG_NAME):
        leaf, fit = fitted(session(getattr(e, name)(), who), page_rect(paper))
        assert leaf.page == page_rect(paper)
        assert SMALLEST <= fit.size <= LARGEST
        check(leaf)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_longest_session_says_everything_one_needs_to_train(paper):
    sheet = session(e.worst(), e.LONG_NAME)
    leaf, fit = fitted(sheet, page_rect(paper))
    said = bare(" ".join(leaf.words()))
    assert fit.cues == 3
    for task in tasks(sheet):
        wanted = (task.name, task.dose, task.load, task.bar, task.effort, task.rest, task.pairing, task.lead_in)
        for text in (*wanted, *task.notes, *task.cues, task.version):
            assert bare(text) in said
    for advice in (*sheet.guide.advice, sheet.guide.urgent, sheet.guide.soon):
        assert all(bare(line) in said for line in advice.lines)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_set_has_its_boxes_large_enough_to_write_in(paper):
    sheet = session(e.worst())
    leaf, _fit = fitted(sheet, page_rect(paper))
    cells = [box.rect for box in leaf.boxes if box.rect.width() < 30]
    wanted = sum(3 * task.sets + 3 for task in tasks(sheet))  # kg, reps and RPE a set; technique, pain and next day
    assert len(cells) == wanted
    assert min(cell.height() for cell in cells) >= 12  # 4.2 mm
    assert min(cell.width() for cell in cells) >= 22


def test_boxes_of_one_sheet_stand_in_columns():
    leaf, _fit = fitted(session(e.worst()), page_rect(Paper.A4))
    lefts = {round(box.rect.left(), 3) for box in leaf.boxes if box.rect.width() < 30}
    assert len(lefts) == 5  # four sets and the single boxes


def test_an_ordinary_session_is_in_large_type_with_its_reasons():
    _leaf, fit = fitted(session(e.ordinary()), page_rect(Paper.A4))
    assert fit.size >= 9
    assert (fit.cues, fit.whys) == (3, 2)
    assert fit.row >= fit.tight


def test_a_reader_is_told_once_what_reserve_means():
    leaf, _fit = fitted(session(e.ordinary()), page_rect(Paper.A4))
    assert sum("when you could still do" in text for text in leaf.words()) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("made", [e.week, e.full_week], ids=["two sessions", "the longest week"])
def test_a_week_lies_inside_its_page_and_names_every_exercise(made, paper):
    sheet = e.sheets().week(e.MAYA, made())
    leaf, fit = fitted(sheet, page_rect(paper))
    assert leaf.page == page_rect(paper)
    assert fit.size >= SMALLEST
    check(leaf)
    said = bare(" ".join(leaf.words()))
    for task in [task for one in sheet.sessions for task in tasks(one)]:
        for text in (task.name, task.dose, task.load, task.bar, task.effort, task.version):
            assert bare(text) in said


def test_a_week_without_sessions_says_so():
    leaf, _fit = fitted(e.sheets().week(e.MAYA, replace(e.week(), sessions=())), page_rect(Paper.A4))
    assert "No strength session this week." in leaf.words()
    check(leaf)


def test_more_than_any_plan_holds_is_still_one_page():
    item = e.worst().items[1]
    leaf, fit = fitted(session(replace(e.worst(), items=(item,) * 30)), page_rect(Paper.A4))
    assert fit.size == SMALLEST
    assert leaf.page.width() > page_rect(Paper.A4).width()
    assert leaf.page.width() / leaf.page.height() == pytest.approx(595 / 842, rel=0.01)
    check(leaf)


SLUGS = sorted(e.RULEBOOK.exercises)
ITEMS = st.builds(
    e.item,
    st.sampled_from(SLUGS),
    st.integers(1, 4),
    st.sampled_from([1, 8, 12, 40]),
    st.sampled_from([None, 0.0, 12.5, 102.5]),
    paired=st.booleans(),
    introductory=st.booleans(),
    plates=st.sampled_from([(), (20.0, 15.0, 1.25)]),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(items=st.lists(ITEMS, max_size=7), paper=st.sampled_from(PAPERS), name=st.text(max_size=120))
def test_whatever_is_planned_fits_on_one_page(items, paper, name):
    sheet = session(replace(e.worst(), items=tuple(items)), replace(e.LONG_NAME, name=name))
    leaf, fit = fitted(sheet, page_rect(paper))
    assert leaf.page == page_rect(paper)
    assert fit.size >= SMALLEST
    check(leaf)


def test_the_picture_is_black_and_grey_on_white():
    image = picture(session(e.ordinary()), Paper.A4, 400)
    assert image.width() / image.height() == pytest.approx(595 / 842, rel=0.01)
    points = [(x, y) for x in range(0, 400, 2) for y in range(0, image.height(), 2)]
    colors = [image.pixelColor(x, y) for x, y in points]
    assert all(color.red() == color.green() == color.blue() for color in colors)
    assert max(color.red() for color in colors) == 255
    assert min(color.red() for color in colors) < 40


def test_fits_are_kept_within_readable_sizes():
    assert Fit(size=7.5).small == SMALLEST
    assert Fit(size=10).small == 8.5
