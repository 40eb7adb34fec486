"""One session on one page."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.i18n import tr
from desktop.services.sheets import SessionSheet, Task
from desktop.widgets.paper.blocks import (
    CLOSE,
    GUTTER,
    MARGIN,
    Fit,
    Grid,
    checks,
    fields,
    guide_block,
    heading,
    joined,
    notes,
    section,
    task_row,
)
from desktop.widgets.paper.leaf import BOLD, FAINT, INK, MEDIUM, SEMIBOLD, Leaf, Run

LEAST_NOTES, TIGHT_NOTES = 46.0, 20.0


def session_leaf(sheet: SessionSheet, page: QRectF, fit: Fit) -> tuple[Leaf, float]:
    """The session laid out, and how many points are to spare (negative: it does not fit)."""
    leaf = Leaf(page)
    y = _head(leaf, sheet, fit)
    grids = {id(task): session_grid(task) for task in (*sheet.warm_up_tasks, *sheet.tasks)}
    columns = max((grid.sets for grid in grids.values()), default=0)
    warm = [Run(tr("Warm-up: "), BOLD), Run(sheet.warm_up)]
    y += leaf.text(MARGIN, y, page.width() - 2 * MARGIN, warm, fit.size) + 4
    if sheet.warm_up_tasks:
        y += section(leaf, y, [Run(tr("Drills").upper(), BOLD)], fit, columns, grids[id(sheet.warm_up_tasks[0])])
        y = _rows(leaf, y, sheet.warm_up_tasks, grids, columns, fit)
    if sheet.tasks:
        y += section(leaf, y, [Run(tr("Exercises").upper(), BOLD)], fit, columns, grids[id(sheet.tasks[0])])
        y = _rows(leaf, y, sheet.tasks, grids, columns, fit)
    probe = Leaf(page)
    guide = guide_block(probe, 0, sheet.guide, fit)
    start = page.height() - MARGIN * 0.8 - guide
    guide_block(leaf, start, sheet.guide, fit)
    notes(leaf, y, start - 6, tr("Notes"), fit)
    return leaf, start - 6 - (TIGHT_NOTES if fit.run_on else LEAST_NOTES) - y


def session_grid(task: Task) -> Grid:
    return Grid(task.columns, checks(), task.sets)


def _head(leaf: Leaf, sheet: SessionSheet, fit: Fit) -> float:
    y = MARGIN * 0.9
    right = [[Run(sheet.day, SEMIBOLD)], [Run("  ·  ".join(part for part in (sheet.place, sheet.minutes) if part))]]
    under = [Run(sheet.title, SEMIBOLD), Run(f"  ·  {sheet.phase}")]
    y += heading(leaf, y, sheet.letter, [Run(sheet.who, BOLD)], under, right)
    wide = leaf.page.width() - 2 * MARGIN
    remarks = [Run(" ".join(sheet.remarks), SEMIBOLD)] if sheet.remarks else []
    whys = _told(tr("Why this session: "), sheet.whys[: fit.whys + 1])
    left_out = _told(tr("Not today: "), sheet.left_out[: fit.left_out])
    paragraphs = [joined(remarks, whys, left_out)] if fit.run_on else [remarks, whys, left_out]
    for runs in paragraphs:
        y += leaf.text(MARGIN, y, wide, runs, fit.size, spacing=CLOSE)
    y += 5
    names = (tr("Soreness 0–10"), tr("Readiness 1–5"), tr("Began at"), tr("Minutes taken"))
    return y + fields(leaf, MARGIN, y, names, fit) + 7


def _told(title: str, sentences: tuple[str, ...]) -> list[Run]:
    return [Run(title, MEDIUM), Run(" ".join(sentences))] if sentences else []


def _rows(leaf: Leaf, y: float, tasks: tuple[Task, ...], grids: dict[int, Grid], columns: int, fit: Fit) -> float:
    """The exercises one below the other; those done in turns are tied together in the margin."""
    end = leaf.page.width() - MARGIN
    for number, task in enumerate(tasks):
        second = task.mark.endswith("b")
        if number:
            leaf.line(MARGIN + (GUTTER if second else 0.0), y - 2.5, end, y - 2.5, 0.5, FAINT)
        high = task_row(leaf, y + 1, task, grids[id(task)], columns, fit) + 5
        if task.mark.endswith("a"):
            leaf.line(MARGIN + 7, y + 2.2 * fit.size, MARGIN + 7, y + high - 1, 1.4, INK)
        y += high
    return y + 1
