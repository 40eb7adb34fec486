"""The columns of the squad's table."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from desktop.i18n import tr
from desktop.pages.squad.view_model import Line
from desktop.qt import theme
from desktop.qt.table_model import Column
from desktop.widgets import meanings
from desktop.widgets.cells import DotsCell, PillCell
from desktop.widgets.dots import dots_words
from desktop.widgets.meanings import meaning
from desktop.widgets.phases import phase_word
from desktop.widgets.table import Table
from rules.vocabulary import Phase


def _week(line: Line) -> str:
    return "" if line.week is None else dots_words(line.done, line.week)


_ROUND_PILL = 46
"""Pixels around the words of a pill in a cell."""
USUAL = 1016
GROWING = (0, 2, 6)


def fit(table: Table, width: int) -> None:
    """Gives names, races and exercises their share of a width, as long as nobody set the columns by hand."""
    share = min(1.5, max(0.85, width / theme.scaled(USUAL)))
    for number in GROWING:
        table.setColumnWidth(number, theme.scaled(table.table.columns[number].width * share))


def _phase_width() -> int:
    """What the longest phase takes, at the plain text size."""
    metrics = QFontMetrics(theme.font("caption", 600))
    return (
        round(max(metrics.horizontalAdvance(phase_word(phase)) for phase in Phase) / theme.text_scale()) + _ROUND_PILL
    )


def columns() -> tuple[Column, ...]:
    return (
        Column("athlete", tr("Athlete"), lambda line: line.name, width=150, strong=True),
        Column(
            "phase",
            tr("Phase"),
            lambda line: line.phase,
            width=_phase_width(),
            title_tip=meaning(meanings.PHASE),
            tip=lambda line: line.phase,
            cell=lambda line: PillCell(line.phase, line.phase_tone),
        ),
        Column(
            "race",
            tr("Next race"),
            lambda line: line.race,
            width=166,
            title_tip=meaning(meanings.NEXT_RACE),
            tip=lambda line: line.race_tip,
        ),
        Column(
            "in",
            tr("In"),
            lambda line: line.race_in,
            key=lambda line: line.race_days,
            width=92,
            title_tip=meaning(meanings.NEXT_RACE),
        ),
        Column(
            "week",
            tr("This week"),
            _week,
            key=lambda line: line.left,
            width=76,
            tip=lambda line: line.week_tip,
            title_tip=meaning(meanings.WEEK_DOTS),
            cell=lambda line: None if line.week is None else DotsCell(line.done, line.week),
        ),
        Column(
            "unlocked",
            tr("Unlocked"),
            lambda line: line.unlocked,
            key=lambda line: line.unlocked_count,
            width=78,
            title_tip=meaning(meanings.UNLOCKED),
        ),
        Column(
            "reach",
            tr("Within reach"),
            lambda line: line.reach,
            key=lambda line: line.reach_count,
            width=130,
            tip=lambda line: line.reach_tip,
            title_tip=meaning(meanings.WITHIN_REACH),
        ),
        Column(
            "attention",
            tr("Attention"),
            lambda line: line.attention,
            key=lambda line: line.attention_count,
            stretch=True,
            title_tip=meaning(meanings.ATTENTION),
            tip=lambda line: line.attention_tip,
            tone=lambda _line: "alarm-ink",
        ),
    )
