"""What can be loaded in a place: sums of plates, dumbbells and kettlebells to be had. Arithmetic, in kilograms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.facts import Place
from rules.loads import round_down
from rules.rulebook import Exercise
from rules.vocabulary import Equipment, LoadType

_GRAM = 1000
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Loadable:
    """A load that can be put together, and the plates for it: on each side of a bar, or on the one sleeve of a landmine."""

    load: float
    plates: tuple[float, ...] = ()


def loadable(exercise: Exercise, place: Place, wanted: float, bar_kg: float) -> Loadable | None:
    """The most that can be loaded without passing `wanted` (in the exercise's load type), with the fewest plates; None where even
    the least there is would be more. `bar_kg` is the bar where the place names none. Without a list of masses every multiple of
    the increment is to be had."""
    match exercise.load_type:
        case LoadType.BODYWEIGHT:
            return Loadable(0.0)
        case LoadType.TOTAL_KG:
            return _on_a_bar(exercise, place, wanted, bar_kg)
        case LoadType.PLATES_KG:
            # plates are what is counted here: none of them leaves the bar
            most = round_down(wanted, exercise.increment)
            found = _fewest(place.plates_kg, most)
            return Loadable(sum(found) if place.plates_kg else most, found)
        case LoadType.PER_HAND_KG | LoadType.SINGLE_KG:
            masses = _masses(exercise, place)
            if not masses:
                return _rounded(exercise, wanted)
            fitting = [kg for kg in masses if kg <= wanted + _EPSILON]
            return Loadable(max(fitting)) if fitting else None
        case _:
            return _rounded(exercise, wanted)


def lightest(exercise: Exercise, place: Place, most: float, bar_kg: float) -> Loadable | None:
    """The least that can be loaded without passing `most`, None where even that is more."""
    found = loadable(exercise, place, most, bar_kg)
    while found is not None:
        less = loadable(exercise, place, found.load - 2 * _EPSILON, bar_kg)
        if less is None or less.load <= 0:
            return found
        found = less
    return None


def heaviest(exercise: Exercise, place: Place, bar_kg: float) -> float | None:
    """The most this place can load for the exercise, None where no list of masses limits it."""
    match exercise.load_type:
        case LoadType.TOTAL_KG if place.plates_kg:
            pairs = sum(2 * kg for kg in _pairs(place.plates_kg))
            return _bar(place, bar_kg) + pairs
        case LoadType.PLATES_KG if place.plates_kg:
            return sum(place.plates_kg)
        case LoadType.PER_HAND_KG | LoadType.SINGLE_KG:
            return max(_masses(exercise, place), default=None)
        case _:
            return None


def _rounded(exercise: Exercise, wanted: float) -> Loadable | None:
    load = round_down(wanted, exercise.increment)
    return Loadable(load) if load > 0 else None


def _bar(place: Place, bar_kg: float) -> float:
    return place.bar_kg if place.bar_kg is not None else bar_kg


def _on_a_bar(exercise: Exercise, place: Place, wanted: float, bar_kg: float) -> Loadable | None:
    bar = _bar(place, bar_kg)
    if wanted < bar - _EPSILON:
        return None
    more = round_down(wanted - bar, exercise.increment)
    if not place.plates_kg:
        return Loadable(bar + more)
    sides = _fewest(_pairs(place.plates_kg), more / 2)
    return Loadable(bar + 2 * sum(sides), sides)


def _pairs(plates: Sequence[float]) -> tuple[float, ...]:
    """One plate of each pair: what can go on each side."""
    return tuple(kg for kg in sorted(set(plates), reverse=True) for _ in range(plates.count(kg) // 2))


def _masses(exercise: Exercise, place: Place) -> tuple[float, ...]:
    """Dumbbells and kettlebells that serve the exercise here. One kind without a list means any mass, so no list counts then.
    Two hands need two of a mass; a list names what there is a pair of."""
    kinds: list[tuple[float, ...]] = []
    for equipment, masses in ((Equipment.DUMBBELLS, place.dumbbells_kg), (Equipment.KETTLEBELL, place.kettlebells_kg)):
        if equipment in place.equipment and any(equipment in group for group in exercise.equipment):
            kinds.append(masses)
    if not kinds or not all(kinds):
        return ()
    return tuple(sorted({kg for masses in kinds for kg in masses}))


@lru_cache(maxsize=4096)
def _fewest(plates: tuple[float, ...], wanted: float) -> tuple[float, ...]:
    """The plates whose sum comes nearest to `wanted` from below, as few of them as can be; heavier ones first."""
    limit = int(wanted * _GRAM + 0.5)
    best: dict[int, tuple[int, ...]] = {0: ()}
    for plate in sorted((round(kg * _GRAM) for kg in plates), reverse=True):
        for total, used in list(best.items()):
            more = total + plate
            if more <= limit and (more not in best or len(used) + 1 < len(best[more])):
                best[more] = (*used, plate)
    return tuple(gram / _GRAM for gram in sorted(best[max(best)], reverse=True))
