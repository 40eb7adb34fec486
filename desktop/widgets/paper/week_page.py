"""One week on one page: its days, and every session with one row of boxes less than its own sheet has."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.services.sheets import DayBlock, SessionSheet, Task, WeekSheet
from desktop.widgets.paper.blocks import (
    DOT,
    MARGIN,
    SMALLEST,
    Fit,
    Grid,
    checks,
    fields,
    guide_block,
    heading,
    notes,
    section,
    task_row,
)
from desktop.widgets.paper.leaf import BOLD, FAINT, GREY, INK, MEDIUM, SEMIBOLD, Leaf, Run

LEAST_NOTES = 16.0


def week_leaf(sheet: WeekSheet, page: QRectF, fit: Fit) -> tuple[Leaf, float]:
    """The week laid out, and how many points are to spare (negative: it does not fit)."""
    leaf = Leaf(page)
    y = MARGIN * 0.9
    right = [[Run(sheet.title, SEMIBOLD)], [Run(sheet.phase)]]
    under = [Run(tr("Strength week"), SEMIBOLD)]
    y += heading(leaf, y, "", [Run(sheet.who, BOLD)], under, right)
    wide = page.width() - 2 * MARGIN
    y += _days(leaf, y, sheet.days, fit) + 5
    y += leaf.text(MARGIN, y, wide, [Run(" ".join(sheet.remarks), SEMIBOLD)], fit.size)
    y += _told(leaf, y, wide, tr("Left out: "), sheet.left_out[: fit.left_out], fit)
    y += _told(leaf, y, wide, tr("Opens if all goes as written: "), sheet.opens if fit.whys else (), fit)
    tasks = [task for session in sheet.sessions for task in (*session.warm_up_tasks, *session.tasks)]
    columns = max((task.sets for task in tasks), default=0)
    for warm_up in dict.fromkeys(session.warm_up for session in sheet.sessions):
        y += leaf.text(MARGIN, y + 2, wide, [Run(tr("Warm-up: "), SEMIBOLD), Run(warm_up)], fit.size) + 2
    for session in sheet.sessions:
        y = _session(leaf, y + 3, session, columns, fit)
    if not sheet.sessions:
        y += leaf.text(MARGIN, y + 8, wide, [Run(tr("No strength session this week."), SEMIBOLD)], fit.size + 2) + 16
    probe = Leaf(page)
    guide = guide_block(probe, 0, sheet.guide, fit)
    start = page.height() - MARGIN * 0.8 - guide
    guide_block(leaf, start, sheet.guide, fit)
    notes(leaf, y, start - 5, tr("Notes"), fit)
    return leaf, start - 5 - LEAST_NOTES - y


def _told(leaf: Leaf, y: float, width: float, title: str, sentences: tuple[str, ...], fit: Fit) -> float:
    if not sentences:
        return 0.0
    return leaf.text(MARGIN, y, width, [Run(title, MEDIUM), Run(" ".join(sentences))], fit.size)


def _days(leaf: Leaf, y: float, days: tuple[DayBlock, ...], fit: Fit) -> float:
    """Seven cells side by side; a day with a session has a stronger frame."""
    each = (leaf.page.width() - 2 * MARGIN - 6 * 4) / 7
    heights: list[float] = []
    for number, day in enumerate(days):
        x = MARGIN + number * (each + 4) + 4
        high = 3 + leaf.text(x, y + 3, each - 8, [Run(day.name, BOLD)], fit.small)
        for place, entry in enumerate(day.entries):
            weight = SEMIBOLD if day.trains and place == 0 else MEDIUM
            high += leaf.text(x, y + high, each - 8, [Run(entry, weight)], max(SMALLEST, fit.small - 0.5))
        heights.append(high + 4)
    high = max(heights, default=0.0)
    for number, day in enumerate(days):
        rect = QRectF(MARGIN + number * (each + 4), y, each, high)
        leaf.box(rect, 1.6 if day.trains else 0.6, INK if day.trains else FAINT, 3)
    return high


def _session(leaf: Leaf, y: float, sheet: SessionSheet, columns: int, fit: Fit) -> float:
    end = leaf.page.width() - MARGIN
    leaf.line(MARGIN, y, end, y, 1.2, INK)
    y += 4
    title = [
        Run(f"{sheet.letter}  {sheet.title}", BOLD),
        Run(DOT + DOT.join(part for part in (sheet.day, sheet.place, sheet.minutes) if part)),
    ]
    boxes = 206.0
    high = leaf.text(MARGIN, y + 2, end - MARGIN - boxes, title, min(fit.size + 1, 10))
    names = (tr("Soreness 0–10"), tr("Readiness 1–5"))
    high = max(high, fields(leaf, end - boxes + 10, y, names, fit, box=24))
    y += high + 3
    tasks = (*sheet.warm_up_tasks, *sheet.tasks)
    if tasks:
        y += section(leaf, y, [Run(" ".join(sheet.remarks), SEMIBOLD)], fit, columns, week_grid(tasks[0]))
    for number, task in enumerate(tasks):
        if number:
            leaf.line(MARGIN, y - 1.5, end, y - 1.5, 0.4, GREY)
        y += task_row(leaf, y + 1, task, week_grid(task), columns, fit, run_in=True) + 4
    return y


def week_grid(task: Task) -> Grid:
    """Load and amount share a box, and a drill has one for everything, so that a whole week has room."""
    load, amount, effort = task.columns
    amount = amount.removesuffix("/side")  # the dose says so, and the column is narrow
    rows = (f"{amount}, {effort}",) if not task.mark else (f"{load} × {amount}" if load else amount, effort)
    return Grid(rows, checks(), task.sets, heads=True, cell=30, check=29, label=54)
