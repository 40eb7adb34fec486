"""Makes a sheet fit on one page: the largest readable text first; where even the smallest is too long, it says less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF

from desktop.services.sheets import SessionSheet, WeekSheet
from desktop.widgets.paper.blocks import LARGEST, SMALLEST, Fit
from desktop.widgets.paper.leaf import Leaf
from desktop.widgets.paper.session_page import session_leaf
from desktop.widgets.paper.week_page import week_leaf

STEP = 0.25
TALLEST_ROW = 24.0
SAYING = (
    (Fit(), 8.5),
    (Fit(whys=1), 8.0),
    (Fit(whys=1, left_out=1), SMALLEST),
    (Fit(whys=1, left_out=1, run_on=True), SMALLEST),
    (Fit(whys=0, left_out=1, run_on=True), SMALLEST),
    (Fit(whys=0, left_out=0, run_on=True), SMALLEST),
    (Fit(cues=2, whys=0, left_out=0, run_on=True), SMALLEST),
    (Fit(cues=1, whys=0, left_out=0, run_on=True, easier=False), SMALLEST),
    (Fit(cues=0, whys=0, left_out=0, run_on=True, easier=False), SMALLEST),
)
"""What is said, and the smallest text at which it may still say so much. Reasons go first: they can be read in the app; then
cues; never a name, a dose, a load or how this athlete must do it."""


def fitted(sheet: SessionSheet | WeekSheet, page: QRectF) -> tuple[Leaf, Fit]:
    """The sheet on a page of this size (in points), and how it was made to fit.

    A sheet that holds more than any plan makes (dozens of exercises) is laid out at its smallest on a larger page of the same
    proportions, which is then painted smaller.
    """
    lay = partial(session_leaf, sheet) if isinstance(sheet, SessionSheet) else partial(week_leaf, sheet)
    for saying, smallest in SAYING:
        if lay(page, _at(saying, smallest))[1] >= 0:
            return _grown(lay, page, saying, smallest)
    least, larger = _at(SAYING[-1][0], SMALLEST), page
    while lay(larger, least)[1] < 0:
        larger = QRectF(0, 0, larger.width() * 1.05, larger.height() * 1.05)
    return lay(larger, least)[0], least


def _at(saying: Fit, size: float) -> Fit:
    made = replace(saying, size=size)
    return replace(made, row=made.tight)


def _grown(
    lay: Callable[[QRectF, Fit], tuple[Leaf, float]], page: QRectF, saying: Fit, smallest: float
) -> tuple[Leaf, Fit]:
    """The largest text that fits, then the tallest rows of boxes."""
    size = LARGEST
    while size > smallest and lay(page, _at(saying, size))[1] < 0:
        size -= STEP
    best = _at(saying, size)
    while best.row + 1 <= TALLEST_ROW and lay(page, replace(best, row=best.row + 1))[1] >= 0:
        best = replace(best, row=best.row + 1)
    return lay(page, best)[0], best
