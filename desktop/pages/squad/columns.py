"""The columns of the squad's table."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QFontMetrics

from desktop.i18n import tr
from desktop.pages.squad.view_model import Line, race_tip
from desktop.qt import theme
from desktop.qt.table_model import Column
from desktop.widgets import meanings
from desktop.widgets.cells import PAD, DotsCell, PillCell
from desktop.widgets.dots import dots_words
from desktop.widgets.meanings import meaning
from desktop.widgets.phases import phase_word
from desktop.widgets.table import Table
from rules.vocabulary import Phase


def _week(line: Line) -> str:
    return "" if line.week is None else dots_words(line.done, line.week)


_ROUND_PILL = 46
"""Pixels around the words of a pill in a cell."""
_MEASURED = 24
"""Texts of a column, the longest by letters, among which the widest is looked for."""
_ROUND_TEXT = 2 * PAD + 2
_LEAST = {"athlete": 100, "race": 110, "reach": 90, "attention": 120}
_MOST = {"athlete": 240, "race": 300, "reach": 260}
"""Pixels at the plain text size of the columns that share what the others leave; attention, the last, takes what is left over."""


def fit(table: Table, width: int) -> None:
    """Gives the columns `width` pixels by need, as long as nobody set them by hand: first what figures and phases take, then whole
    names and races, then exercises within reach and attention. Names and races are cut alike where that makes all of it fit; where
    the table has to be scrolled anyway they are whole."""
    wide = {column.id: table.usual_width(number) for number, column in enumerate(table.table.columns)}
    wide |= {key: theme.scaled(least) for key, least in _LEAST.items()}
    spare = width - sum(wide.values())
    for key, more in _shares(
        spare if spare >= 0 else width, {key: _needed(table, key) - wide[key] for key in ("athlete", "race")}
    ).items():
        wide[key] += more
        spare -= more
    wide["reach"] += max(0, min(theme.scaled(_MOST["reach"]) - wide["reach"], round(spare * 0.4)))
    for number, column in enumerate(table.table.columns):
        if not column.stretch:
            table.setColumnWidth(number, wide[column.id])


def _needed(table: Table, key: str) -> int:
    """What the longest text of a column takes, as far as it may take it."""
    column = next(column for column in table.table.columns if column.id == key)
    metrics = QFontMetrics(theme.font("body", 600 if column.strong else 400))
    texts = sorted({column.display(row) for row in table.table.rows}, key=len, reverse=True)[:_MEASURED]
    longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
    return min(longest + _ROUND_TEXT, theme.scaled(_MOST[key]))


def _shares(spare: int, wishes: Mapping[str, int]) -> dict[str, int]:
    """Each its wish, the smallest first; where that is too much, what is left is shared evenly."""
    given: dict[str, int] = {}
    for number, (key, wish) in enumerate(sorted(wishes.items(), key=lambda one: one[1])):
        given[key] = max(0, min(wish, (spare - sum(given.values())) // (len(wishes) - number)))
    return given


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
            tip=race_tip,
        ),
        Column(
            "in",
            tr("In"),
            lambda line: line.race_in,
            key=lambda line: line.race_days,
            width=90,
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
            cell=lambda line: None if line.week is None else DotsCell(line.done, line.week, line.missed),
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
