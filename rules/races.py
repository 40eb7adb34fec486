"""Races as the season sees them: how long each is, what counts as one race, and what is run on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.facts import Race
from rules.rulebook import Rulebook
from rules.vocabulary import Effort, Priority, RaceClass, RaceStatus

_GONE = (RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS)


@dataclass(frozen=True, slots=True)
class Event:
    """All that is run on one day, as one: the class it counts as, the km-effort covered, the highest priority."""

    on: date
    name: str
    priority: Priority
    race_class: RaceClass
    km_effort: float
    covered: float
    easy: bool


def km_effort(distance_km: float, ascent_m: float) -> float:
    """ITRA km-effort: kilometres plus a hundredth of the metres climbed."""
    return distance_km + ascent_m / 100


def race_class(rulebook: Rulebook, distance_km: float, ascent_m: float) -> RaceClass:
    return _class_of(rulebook, distance_km, km_effort(distance_km, ascent_m))


def _class_of(rulebook: Rulebook, distance_km: float, effort: float) -> RaceClass:
    numbers = rulebook.numbers["race_class"]
    if distance_km >= numbers["long_ultra_distance_km"] or effort >= numbers["long_ultra_km_effort"]:
        return RaceClass.X
    if distance_km > numbers["ultra_distance_km"] or effort >= numbers["ultra_km_effort"]:
        return RaceClass.U
    return RaceClass.S


def _length(rulebook: Rulebook, race: Race) -> tuple[float, float]:
    """Distance and ascent; a race without a distance counts as the rulebook says, without ascent."""
    if race.distance_km is None:
        return float(rulebook.numbers["race_class"]["unknown_km"]), 0.0
    return race.distance_km, race.ascent_m or 0.0


def _covered(rulebook: Rulebook, race: Race) -> float:
    """The km-effort that was run: what was entered as covered for races finished or given up, else the whole race."""
    whole = km_effort(*_length(rulebook, race))
    if race.completed_km_effort is None:
        return whole
    if race.status is RaceStatus.PLANNED:  # nobody said how it ended: the careful side
        return max(whole, race.completed_km_effort)
    return race.completed_km_effort


def _most(rulebook: Rulebook, entries: Sequence[Race], weight: Callable[[Race], float]) -> float:
    """The largest sum of a weight over entries of one name without counting a race twice.

    Entries no further apart than the rulebook says are the same race. In a chain of such entries the ends may differ, so the
    heaviest choice without duplicates counts: one more entry then never makes the day shorter.
    """
    unknown = max((weight(r) for r in entries if r.distance_km is None), default=0.0)
    known = sorted((r for r in entries if r.distance_km is not None), key=lambda r: r.distance_km or 0.0)
    near = rulebook.numbers["race_class"]["duplicate_km"] + 1e-9
    best = [0.0]
    for i, race in enumerate(known):
        before = sum(1 for other in known[:i] if (race.distance_km or 0.0) - (other.distance_km or 0.0) > near)
        best.append(max(best[i], best[before] + weight(race)))
    return unknown + best[-1]


def events(rulebook: Rulebook, races: Sequence[Race]) -> tuple[Event, ...]:
    """The races that count, one event a day, in order of date: removed, cancelled and unstarted ones have left, entries of
    the same race are one, different races of one day add up."""
    days: dict[date, list[Race]] = defaultdict(list)
    for race in races:
        if race.status not in _GONE:
            days[race.on].append(race)
    return tuple(_event(rulebook, on, entries) for on, entries in sorted(days.items()))


def _event(rulebook: Rulebook, on: date, entries: Sequence[Race]) -> Event:
    named: dict[str, list[Race]] = defaultdict(list)
    for i, race in enumerate(entries):
        named[race.name.strip().casefold() or f"\0{i}"].append(race)  # races without a name are never the same

    def add_up(weight: Callable[[Race], float]) -> float:
        return sum(_most(rulebook, group, weight) for group in named.values())

    distance = add_up(lambda r: _length(rulebook, r)[0])
    effort = add_up(lambda r: km_effort(*_length(rulebook, r)))
    return Event(
        on=on,
        # of one name in several spellings the first by the alphabet, whichever was entered first
        name=" + ".join(sorted(name for group in named.values() if (name := min(r.name.strip() for r in group)))),
        priority=min(r.priority for r in entries),
        race_class=_class_of(rulebook, distance, effort),
        km_effort=effort,
        covered=add_up(lambda r: _covered(rulebook, r)),
        easy=all(r.effort is Effort.EASY for r in entries),
    )
