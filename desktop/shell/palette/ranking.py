"""Which entries fit what was typed, best first: beginnings of titles, then of words, then what is spelt nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.services.tsv import fold
from desktop.shell.palette.entries import Entry

TITLE, FIRST_WORDS, WORDS, ALSO, INSIDE = 1000, 900, 850, 700, 600
NEARLY = 74
"""Likeness in percent from which a word counts as mistyped: one slip in four letters."""
STRICTER = 84
"""The same where something fits as typed: a slip is then less likely."""
_RECENT = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Folded:
    entry: Entry
    title: str
    words: tuple[str, ...]
    also: tuple[str, ...]


class Ranking:
    """Over entries that do not change while it lives."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._all = [self._folded(entry) for entry in entries]

    @staticmethod
    def _folded(entry: Entry) -> _Folded:
        title = fold(entry.title)
        return _Folded(entry, title, tuple(_WORD.findall(title)), tuple(_WORD.findall(fold(entry.also))))

    def best(self, typed: str, recent: Mapping[str, int], most: int = 40) -> list[tuple[float, Entry]]:
        """(score, entry), best first. `recent` gives how lately an entry's id was chosen: 0 for the last one."""
        asked = _WORD.findall(fold(typed))
        if not asked:
            return []
        joined = " ".join(asked)
        found: list[tuple[float, Entry]] = []
        rest: list[_Folded] = []
        for one in self._all:
            score = _exact(one, joined, asked)
            if score:
                bonus = _RECENT / (1 + recent[one.entry.id]) if one.entry.id in recent else 0
                found.append((score + bonus - min(len(one.title), 60) / 10, one.entry))
            else:
                rest.append(one)
        found += _nearly(rest, asked, STRICTER if found else NEARLY)
        found.sort(key=lambda pair: -pair[0])
        return found[:most]


def _exact(one: _Folded, joined: str, asked: list[str]) -> int:
    if one.title.startswith(joined):
        return TITLE
    if _begin(asked, one.words):
        return FIRST_WORDS if one.words[0].startswith(asked[0]) else WORDS
    if _begin(asked, one.words + one.also):
        return ALSO
    return INSIDE if len(joined) > 1 and joined in one.title else 0


def _begin(asked: list[str], words: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)


def _nearly(rest: list[_Folded], asked: list[str], least: int) -> list[tuple[float, Entry]]:
    """What fits but for slips of the fingers; words of one or two letters must be right."""
    if max(map(len, asked)) < 3:
        return []
    from rapidfuzz import fuzz  # when something is first mistyped: nothing of it is read at the start

    ratio = fuzz.ratio
    found: list[tuple[float, Entry]] = []
    for one in rest:
        worst = 100.0
        for part in asked:
            if len(part) < 3:
                like = 100.0 if any(word.startswith(part) for word in one.words) else 0.0
            else:
                cut = len(part) + 1
                like = max(
                    (max(ratio(part, word[:cut]), ratio(part, word[: cut - 1])) for word in one.words if len(word) > 2),
                    default=0.0,
                )
            worst = min(worst, like)
            if worst < least:
                break
        else:
            found.append((worst * 4 - min(len(one.title), 60) / 10, one.entry))
    return found
