"""The palette itself: reads its sources when it opens, ranks while one types, remembers what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import tr
from desktop.shell.finder import Finder, FinderRow, foot_words
from desktop.shell.palette import entries
from desktop.shell.palette.entries import Entry
from desktop.shell.palette.ranking import Ranking
from desktop.shell.palette.sources import SOURCES, Source

if TYPE_CHECKING:
    from desktop.shell.palette.sources import Frame

RECENT_SHOWN: Final = 6
OF_A_KIND: Final = {entries.RULES: 4}
USUALLY: Final = 8
"""Hits of one heading that are shown; the next letter brings up the others."""


class Palette(Finder):
    """`frame` is the window; `sources` say what there is to find."""

    def __init__(self, frame: Frame, window: QWidget, sources: Sequence[Source] = SOURCES) -> None:
        super().__init__(
            window, tr("Find anything"), tr("An athlete, a page, an exercise, something to do…"), foot_words()
        )
        self._frame, self._sources = frame, sources
        self._entries: list[Entry] = []
        self._ranking: Ranking | None = None
        self.typed.connect(self._show)
        self.picked.connect(self._run)

    def popup(self) -> None:
        if not self.isVisible():
            self._entries = [entry for source in self._sources for entry in source(self._frame)]
            self._ranking = None
        super().popup()

    def _show(self, text: str) -> None:
        if not text.strip():
            self.show_rows(self._first())
            return
        if self._ranking is None:
            self._ranking = Ranking(self._entries)
        recent = {key: number for number, key in enumerate(self._frame.context.memory.recent())}
        hits = self._ranking.best(text, recent)
        self.show_rows(_grouped(entry for _score, entry in hits), tr("Nothing is called that."))

    def _first(self) -> list[FinderRow]:
        """Before anything is typed: what was chosen lately, what this page can do, and where one can go."""
        by_id = {entry.id: entry for entry in self._entries if entry.id}
        lately = [by_id[key] for key in self._frame.context.memory.recent() if key in by_id][:RECENT_SHOWN]
        rows = _group(entries.RECENT, lately)
        for heading in (entries.HERE, entries.PAGES, entries.ACTIONS):
            rows += _group(
                heading, [entry for entry in self._entries if entry.group == heading and entry not in lately]
            )
        return rows

    def _run(self, entry: Entry) -> None:
        if entry.id:
            self._frame.context.memory.keep_recent(entry.id)
        entry.run()


def _row(entry: Entry) -> FinderRow:
    return FinderRow(entry.title, entry.note, entry.icon, (entry.keys,) if entry.keys else (), entry)


def _group(heading: str, members: Sequence[Entry]) -> list[FinderRow]:
    return [FinderRow(tr(heading), heading=True), *map(_row, members)] if members else []


def _grouped(hits: Iterable[Entry]) -> list[FinderRow]:
    """Under their headings: the heading of the best hit first."""
    lanes: dict[str, list[Entry]] = {}
    for entry in hits:
        lanes.setdefault(entry.group, []).append(entry)
    return [
        row for heading, members in lanes.items() for row in _group(heading, members[: OF_A_KIND.get(heading, USUALLY)])
    ]
