"""The pieces sheets are made of: heading, boxes to fill in, one exercise, the guide. Each is put on a leaf and says how high it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt

from desktop.i18n import in_a_row, tr
from desktop.services.sheets import Advice, Guide, Task
from desktop.widgets.paper.leaf import BOLD, FAINT, GREY, INK, MEDIUM, SEMIBOLD, Beside, Leaf, Run

SMALLEST, LARGEST = 7.5, 10.0
"""Sizes of the text in points: smaller is not readable at arm's length, larger looks like a poster."""
MARGIN: Final = 31.0
GAP: Final = 10.0
GUTTER: Final = 22.0
DOT: Final = "  ·  "
BADGE: Final = 36.0
TITLES: Final = (17, 15, 13)
CLOSE: Final = 0.96
"""Line spacing of what is read piece by piece."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sheet is made to fit: size of its text and height of a row of boxes in points, and how much it says."""

    size: float = LARGEST
    row: float = 20.0
    cues: int = 3
    whys: int = 2
    easier: bool = True
    left_out: int = 3
    run_on: bool = False
    """Small paragraphs follow one another on the same line."""

    @property
    def small(self) -> float:
        """Headings of boxes and the guide."""
        return max(SMALLEST, min(self.size - 0.75, 8.5))

    @property
    def tight(self) -> float:
        """The lowest row somebody can write in beside text of this size."""
        return 1.65 * self.size


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes of one exercise: `rows` are the headings of its rows of boxes, `checks` the names of its single boxes: one below
    the other beside the rows or, where `heads`, side by side under headings. Widths in points."""

    rows: tuple[str, ...]
    checks: tuple[str, ...]
    sets: int
    heads: bool = False
    cell: float = 27.0
    label: float = 45.0
    check_label: float = 43.0
    check: float = 24.0

    def width(self, columns: int) -> float:
        aside = len(self.checks) * self.check if self.heads else self.check_label + self.check
        return self.label + columns * self.cell + 8 + aside


def checks() -> tuple[str, str, str]:
    return tr("technique"), tr("pain"), tr("next day")


def heading(leaf: Leaf, y: float, letter: str, title: list[Run], under: list[Run], right: Sequence[list[Run]]) -> float:
    """Badge and name on the left, day and place on the right, a strong line below."""
    left, end = MARGIN, leaf.page.width() - MARGIN
    start = left
    if letter:
        leaf.box(QRectF(left, y, BADGE, BADGE), 1.6, INK, 6)
        size = 21 if len(letter) == 1 else 16
        leaf.text(left, y + (BADGE - size * 1.21) / 2, BADGE, [Run(letter, BOLD)], size, Qt.AlignmentFlag.AlignHCenter)
        start += BADGE + 12
    aside = 190.0
    room = end - aside - start - 8
    largest = next((size for size in TITLES if _width(title, size) <= room), TITLES[-1])
    high = leaf.text(start, y - 1, room, title, largest)
    high += leaf.text(start, y + high, end - aside - start - 8, under, 10)
    beside = 1.0
    for number, runs in enumerate(right):
        beside += leaf.text(
            end - aside, y + beside, aside, runs, 11 if number == 0 else 9.5, Qt.AlignmentFlag.AlignRight
        )
    high = max(high, beside, BADGE) + 6
    leaf.line(left, y + high, end, y + high, 1.4, INK)
    return high + 6


def _width(runs: list[Run], points: float) -> float:
    """How wide a text is on one line."""
    probe = Leaf(QRectF())
    probe.text(0, 0, 10_000, runs, points)
    return probe.extent().width()


def section(leaf: Leaf, y: float, title: list[Run], fit: Fit, columns: int, grid: Grid) -> float:
    """The heading of a part, with the headings of the boxes below it."""
    end = leaf.page.width() - MARGIN
    x = end - grid.width(columns)
    high = leaf.text(MARGIN, y, x - MARGIN - GAP, title, fit.small)
    _over(leaf, x, y, grid.label - 5, tr("set"), Qt.AlignmentFlag.AlignRight)
    x += grid.label
    for number in range(columns):
        _over(leaf, x + number * grid.cell, y, grid.cell, str(number + 1))
    x += columns * grid.cell + 8
    for number, name in enumerate(grid.checks if grid.heads else ()):
        _over(leaf, x + number * grid.check - 6, y, grid.check + 12, name)
    return max(high, SMALLEST * 1.21) + 1


def _over(
    leaf: Leaf, x: float, y: float, width: float, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
) -> None:
    leaf.text(x, y, width, [Run(text, grey=True)], SMALLEST, align)


def fields(leaf: Leaf, x: float, y: float, names: Sequence[str], fit: Fit, box: float = 34.0) -> float:
    """Boxes in one row with their names before them; returns the row's height."""
    high = max(15.0, fit.tight)
    for name in names:
        wide = _width([Run(name, MEDIUM)], fit.small) + 5
        leaf.text(x, y + (high - fit.small * 1.21) / 2, wide + 2, [Run(name, MEDIUM)], fit.small)
        leaf.box(QRectF(x + wide, y, box, high), 0.7, GREY, 2)
        x += wide + box + 14
    return high


def task_row(leaf: Leaf, y: float, task: Task, grid: Grid, columns: int, fit: Fit, run_in: bool = False) -> float:
    """One exercise: its words on the left and below, its boxes on the right (`columns` sets wide). `run_in`: the dose follows
    the name on its line."""
    end = leaf.page.width() - MARGIN
    wide = grid.width(columns)
    if task.mark:
        leaf.text(MARGIN, y, GUTTER, [Run(task.mark, BOLD)], fit.size + 1.5)
    boxes = _boxes(leaf, end - wide, y + 1, grid, columns, fit)
    x = MARGIN + (GUTTER if task.mark else 0.0)
    beside = Beside(y + boxes, end - wide - GAP - x)
    high = 0.0
    for runs, points in _paragraphs(task, fit, run_in):
        high += leaf.text(x, y + high, end - x, runs, points, spacing=CLOSE, beside=beside)
    return max(high, boxes)


def _paragraphs(task: Task, fit: Fit, run_in: bool) -> list[tuple[list[Run], float]]:
    """What is said about an exercise, paragraph by paragraph, with the size of the text."""
    lesser = max(SMALLEST, fit.size - 0.5)
    name = [Run(task.name, BOLD)]
    dose = [Run(task.dose, SEMIBOLD), Run(DOT), Run(task.load, SEMIBOLD), Run(f" ({task.bar})" if task.bar else "")]
    effort = [Run(DOT.join(part for part in (task.effort, task.rest, task.pairing) if part))]
    effort += [Run("  "), Run(" ".join(task.notes), MEDIUM)] if task.notes else []
    before = [Run(f"{task.lead_in}.")] if task.lead_in else []
    cues = [Run("   ".join(f"•\u00a0{cue}" for cue in task.cues[: fit.cues]))]
    way = [Run(tr("Your way: "), SEMIBOLD), Run(f"{task.version}.")] if task.version else []
    if task.easier and fit.easier:
        way = [Run(tr("If too much: "), MEDIUM), Run(f"{task.easier}.")]
    whys = " ".join(task.whys[: fit.whys])
    why = [Run(tr("Why: "), MEDIUM, grey=True), Run(whys, grey=True)] if whys else []
    how = [(joined(cues, way, why), lesser)] if fit.run_on else [(cues, lesser), (way, lesser), (why, lesser)]
    if run_in and fit.run_on:
        return [(joined(name, [*dose, Run(DOT), *effort], before, cues, way, why), fit.size)]
    if run_in:
        return [(joined(name, [*dose, Run(DOT), *effort], before), fit.size), *how]
    return [(name, fit.size + 1.5), (dose, fit.size), (effort, fit.size), (before, fit.size), *how]


def joined(*paragraphs: list[Run]) -> list[Run]:
    """Paragraphs one after the other on the same line, the empty ones left out."""
    told = [runs for runs in paragraphs if any(run.text for run in runs)]
    return [run for number, runs in enumerate(told) for run in ([Run("   "), *runs] if number else runs)]


def _boxes(leaf: Leaf, x: float, y: float, grid: Grid, columns: int, fit: Fit) -> float:
    for line, name in enumerate(grid.rows):
        top = y + line * fit.row
        _label(leaf, x, top, grid.label, name or tr("load"), fit)
        for number in range(grid.sets):
            rect = QRectF(x + grid.label + number * grid.cell, top, grid.cell, fit.row)
            leaf.box(rect, 0.7, GREY)
            if not name:
                leaf.line(
                    rect.center().x() - 3, rect.center().y(), rect.center().x() + 3, rect.center().y(), 0.8, FAINT
                )
    left = x + grid.label + columns * grid.cell + 8
    high = len(grid.rows) * fit.row
    for number, name in enumerate(grid.checks):
        if grid.heads:
            leaf.box(QRectF(left + number * grid.check, y, grid.check, high), 0.7, GREY)
        else:
            top = y + number * high / len(grid.checks)
            _label(leaf, left, top, grid.check_label, name, fit)
            leaf.box(QRectF(left + grid.check_label, top, grid.check, high / len(grid.checks)), 0.7, GREY)
    return high + 2


def _label(leaf: Leaf, x: float, top: float, width: float, name: str, fit: Fit) -> None:
    drop = (fit.row - SMALLEST * 1.21) / 2
    leaf.text(x, top + drop, width - 5, [Run(name)], SMALLEST, Qt.AlignmentFlag.AlignRight)


def notes(leaf: Leaf, y: float, bottom: float, title: str, fit: Fit) -> None:
    """A heading and ruled lines down to `bottom`."""
    left, end = MARGIN, leaf.page.width() - MARGIN
    step = max(17.0, fit.tight)
    line = y + step
    leaf.text(left, line - fit.small * 1.25, 400, [Run(title, SEMIBOLD)], fit.small)
    indent = _width([Run(title, SEMIBOLD)], fit.small) + 6
    while line <= bottom:
        leaf.line(left + indent, line, end, line, 0.6)
        line += step
        indent = 0.0


def guide_block(leaf: Leaf, y: float, guide: Guide, fit: Fit) -> float:
    """What every reader needs once, in columns; in a frame the signs that need help."""
    left, end = MARGIN, leaf.page.width() - MARGIN
    points = max(SMALLEST, fit.small - 0.5)
    leaf.line(left, y, end, y, 1.4, INK)
    high = 5 + _columns(leaf, left, y + 5, end - left, guide.advice, points) + 5
    top = y + high
    inside = 4.0
    for signs in (guide.urgent, guide.soon):
        runs = [Run(tr("{title}: ", title=signs.title), BOLD), Run(in_a_row(signs.lines) + ".")]
        inside += leaf.text(left + 7, top + inside, end - left - 14, runs, points, spacing=CLOSE) + 1.5
    leaf.box(QRectF(left, top, end - left, inside + 3), 1.2, INK, 4)
    high += inside + 6
    return high + leaf.text(left, y + high, end - left, [Run(guide.foot, grey=True)], SMALLEST)


def _columns(leaf: Leaf, x: float, y: float, width: float, advice: Sequence[Advice], points: float) -> float:
    """Columns as wide as their texts are long, so that they end at about the same height."""
    lengths = [max(sum(len(line) + 12 for line in one.lines), 120) for one in advice]
    room = width - (len(advice) - 1) * 12
    highest, left = 0.0, x
    for one, length in zip(advice, lengths, strict=True):
        each = room * length / sum(lengths)
        high = leaf.text(left, y, each, [Run(one.title, BOLD)], points)
        for line in one.lines:
            high += leaf.text(left, y + high, each, line, points, spacing=CLOSE)
        highest, left = max(highest, high), left + each + 12
    return highest
