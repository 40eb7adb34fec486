"""Rows pasted from a spreadsheet: what is sound is added as one step, what is not is handed back with the words why."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from desktop.i18n import later, tr, trn
from desktop.services import tsv
from desktop.services.athletes import Athletes
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.races import Races
from desktop.services.several import several
from models import records
from rules.vocabulary import Priority

ATHLETE_COLUMNS = (
    ("name", (later("Name"), later("Athlete"))),
    ("birth_date", (later("Birth date"),)),
    ("body_mass_kg", (later("Body mass"),)),
)
RACE_COLUMNS = (
    ("name", (later("Race"), later("Name"))),
    ("on", (later("Date"),)),
    ("priority", (later("Priority"),)),
    ("distance_km", (later("Distance"),)),
    ("ascent_m", (later("Ascent"),)),
)
_FIGURE = re.compile(r"[-+]?[\d.,'’\u00a0\u202f ]*\d")
_UNIT = re.compile(r"\s*([^\W\d_]+)")
_POUND, _MILE, _FOOT = 0.45359237, 1.609344, 0.3048
_IN_KILOGRAMS: Mapping[str, float] = {"kg": 1.0, "lb": _POUND, "lbs": _POUND}
_IN_KILOMETRES: Mapping[str, float] = {"mi": _MILE, "mile": _MILE, "miles": _MILE}
_UNCLEAR_LENGTH = frozenset({"m"})
"""In a distance: '100 M' is miles to a runner, '5000 m' metres, and read as kilometres both are wrong."""
_IN_METRES: Mapping[str, float] = {"ft": _FOOT, "feet": _FOOT}


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reader writes dates, numbers and masses (as kilograms): None for what is none."""

    day: Callable[[str], date | None]
    number: Callable[[str], float | None]
    mass: Callable[[str], float | None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not taken: where it stood, what it began with, and why."""

    number: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """`receipt` is None when nothing was taken."""

    receipt: Receipt | None
    left_out: tuple[LeftOut, ...]


class Pasting:
    def __init__(self, desk: Desk, athletes: Athletes, races: Races, reading: Reading) -> None:
        self._desk, self._athletes, self._races, self._reading = desk, athletes, races, reading

    def athletes(self, text: str) -> Pasted:
        """New athletes: name, birth date, body mass. One who is there already, by name, is left out."""
        lines = tsv.lines(text, _named(ATHLETE_COLUMNS))
        there = {tsv.fold(one.name) for one in self._athletes.roster(archived=True)}
        made = [(line, partial(self._athlete, line, there)) for line in lines]
        return self._take(made, lambda n: trn("Added {n} athlete", "Added {n} athletes", n), None)

    def races(self, athlete_id: str, text: str) -> Pasted:
        """Races of an athlete: name, date, priority (A unless said), distance in km, ascent in m. One of the same name and date as
        one that is there is left out."""
        lines = tsv.lines(text, _named(RACE_COLUMNS))
        there = {(tsv.fold(race.name), race.on) for race in self._races.of(athlete_id)}
        made = [(line, partial(self._race, line, athlete_id, there)) for line in lines]
        return self._take(made, lambda n: trn("Added {n} race", "Added {n} races", n), athlete_id)

    def _take(
        self, made: Iterable[tuple[tsv.Line, Callable[[], Receipt]]], said: Callable[[int], str], athlete_id: str | None
    ) -> Pasted:
        receipts: list[Receipt] = []
        left_out: list[LeftOut] = []
        with self._desk.store.writing():
            for line, save in made:
                try:
                    receipts.append(save())
                except Refused as refused:
                    left_out.append(LeftOut(line.number, line.cells.get("name", ""), refused.message))
        if not receipts:
            return Pasted(None, tuple(left_out))
        topics = frozenset[Topic]().union(*(receipt.topics for receipt in receipts))
        back, words = [receipt.undo for receipt in reversed(receipts)], said(len(receipts))
        undone = tr("Took back: {what}", what=words)
        undo = partial(several, self._desk, undone, back, athlete_id, words)
        return Pasted(Receipt(words, undo, topics, athlete_id), tuple(left_out))

    def _athlete(self, line: tsv.Line, there: set[str]) -> Receipt:
        name = _name(line)
        if tsv.fold(name) in there:
            raise Refused("name", tr("{name} is there already.", name=name))
        made = records.Athlete(
            records.new_id(),
            name,
            self._day(line, "birth_date"),
            self._figure(line, "body_mass_kg", self._reading.mass, _IN_KILOGRAMS),
        )
        receipt = self._athletes.save(made)
        there.add(tsv.fold(name))
        return receipt

    def _race(self, line: tsv.Line, athlete_id: str, there: set[tuple[str, date]]) -> Receipt:
        name, on = _name(line), self._day(line, "on")
        if on is None:
            raise Refused("on", tr("The date of the race is missing."))
        if (tsv.fold(name), on) in there:
            raise Refused("name", tr("{race} is entered already on that day.", race=name))
        said = line.cells.get("priority", Priority.A.value).strip().upper()
        if said not in {one.value for one in Priority}:
            raise Refused("priority", tr("The priority is A, B or C, not '{text}'.", text=said))
        distance = self._figure(line, "distance_km", self._reading.number, _IN_KILOMETRES, _UNCLEAR_LENGTH)
        ascent = self._figure(line, "ascent_m", self._reading.number, _IN_METRES)
        receipt = self._races.save(
            records.Race(records.new_id(), athlete_id, name, on, Priority(said), distance, ascent)
        )
        there.add((tsv.fold(name), on))
        return receipt

    def _day(self, line: tsv.Line, column: str) -> date | None:
        text = line.cells.get(column, "")
        found = self._reading.day(text) if text else None
        if text and found is None:
            raise Refused(column, tr("'{text}' is not a date.", text=text))
        return found

    def _figure(
        self,
        line: tsv.Line,
        column: str,
        read: Callable[[str], float | None],
        units: Mapping[str, float],
        unclear: Collection[str] = (),
    ) -> float | None:
        """The number at the beginning of a cell. The unit behind it, or else in the heading, counts where it is one of `units`;
        without one, or with any other word, it is read as the reader writes. Refused where it is one of `unclear`."""
        text = line.cells.get(column, "")
        if not text:
            return None
        begins = _FIGURE.match(text)
        if begins is None:
            raise Refused(column, tr("'{text}' is not a number.", text=text))
        behind = _UNIT.match(text, begins.end())
        unit = (behind.group(1) if behind is not None else line.units.get(column, "")).casefold()
        if unit in unclear:
            raise Refused(column, tr("'{text}' may be miles or metres; write km or mi behind it.", text=text))
        factor = units.get(unit)
        figure = begins.group().strip()
        bare = None if factor is None else self._reading.number(figure)
        found = read(figure) if factor is None or bare is None else round(bare * factor, 2)
        if found is None:
            raise Refused(column, tr("'{text}' is not a number.", text=text))
        return found


def _name(line: tsv.Line) -> str:
    name = line.cells.get("name", "").strip()
    if not name:
        raise Refused("name", tr("The name is missing."))
    return name


def _named(columns: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, list[str]]]:
    """With the headings in the language in force too."""
    return [(name, [*headings, *map(tr, headings)]) for name, headings in columns]
