"""The columns of the list, and how they share its width."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFontMetrics

from desktop.i18n import tr
from desktop.pages.unlocks import view_model as vm
from desktop.qt import theme
from desktop.qt.table_model import Column
from desktop.widgets import meanings
from desktop.widgets.cells import PAD, PillCell
from desktop.widgets.meanings import meaning
from desktop.widgets.pill import pill_size
from desktop.widgets.table import Table

_ORDER: Final = {state: number for number, state in enumerate((vm.WITHIN, vm.OPEN, vm.WAITS, vm.HELD, vm.LOCKED))}
_NAME, _CATEGORY, _LEVEL, _STATUS, _MISSING = range(5)
_BARE_NAME, _LEAST_NAME, _MOST_NAME, _LEAST_MISSING = 90, 180, 380, 134
"""Pixels at the plain text size."""
_AROUND: Final = 2 * PAD + 2


def columns() -> tuple[Column, ...]:
    return (
        Column("name", tr("Exercise"), lambda row: row.name, width=216, strong=True, tip=lambda row: row.name),
        Column("category", tr("Category"), lambda row: row.lane, width=96),
        Column("level", tr("Level"), lambda row: str(row.level), key=lambda row: row.level, right=True, width=60,
               title_tip=meaning(meanings.LEVEL)),
        Column("status", tr("Status"), lambda row: row.pill[0], width=164,
               key=lambda row: (_ORDER[row.state], row.pill[0]), cell=lambda row: PillCell(*row.pill)),
        Column("missing", tr("What is missing"), lambda row: row.short, stretch=True, tip=lambda row: row.missing),
    )  # fmt: skip


def fit(table: Table, width: int, share: bool) -> None:
    """Leaves out category, then level, then what is missing, where `width` pixels are not enough for all; with `share` gives states
    what they take, names what they take as far as there is room, and the rest to what is missing."""
    status, name = _status_width(table), _text_width(table, _NAME)
    wide = {_CATEGORY: _text_width(table, _CATEGORY), _LEVEL: table.usual_width(_LEVEL)}
    spare = width - status - theme.scaled(_LEAST_NAME) - theme.scaled(_LEAST_MISSING)
    for column in (_LEVEL, _CATEGORY):  # the level is narrow: it stays longer
        shown = wide[column] <= spare
        table.setColumnHidden(column, not shown)
        spare -= wide[column] if shown else 0
    table.setColumnHidden(_MISSING, spare < 0)
    if not share:
        return
    if spare < 0:  # names and states alone, the whole width
        wide[_NAME] = max(theme.scaled(_BARE_NAME), width - status)
    else:
        least = theme.scaled(_LEAST_NAME)
        wide[_NAME] = least + max(0, min(min(name, theme.scaled(_MOST_NAME)) - least, spare))
    wide[_STATUS] = min(status, width - theme.scaled(_BARE_NAME))
    for column, its in wide.items():
        if not table.isColumnHidden(column):
            table.setColumnWidth(column, its)


def _status_width(table: Table) -> int:
    pills = {(row.pill[0], row.pill[2]) for row in table.table.rows}
    return max((pill_size(text, icon).width() + _AROUND for text, icon in pills), default=table.usual_width(_STATUS))


def _text_width(table: Table, number: int) -> int:
    """What the longest text of a column takes, its title too."""
    column = table.table.columns[number]
    metrics = QFontMetrics(theme.font("body", 600 if column.strong else 400))
    texts = {column.display(row) for row in table.table.rows}
    title = table.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + _AROUND
    return max(title, *(metrics.horizontalAdvance(text) + _AROUND for text in texts))
