"""How heavy, in words: what to take, what to put on the bar, and the lighter sets before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.i18n import later, number, tr
from desktop.services.sheets.words import alternatives, mass, summed
from rules.ramp import ramp
from rules.verdicts import PlannedItem
from rules.vocabulary import Equipment, LoadType, Role

if TYPE_CHECKING:
    from rules.rulebook import Exercise, Rulebook

APPLIANCES: Final[Mapping[Equipment, str]] = {
    Equipment.KETTLEBELL: later("kettlebell"),
    Equipment.DUMBBELLS: later("dumbbell"),
    Equipment.WEIGHT_VEST: later("vest"),
}
"""What a single load is held in, in the order in which they are named."""
LOOSE_LOADS: Final[Mapping[LoadType, str]] = {
    LoadType.PER_HAND_KG: later("a light weight in each hand that feels easy"),
    LoadType.SINGLE_KG: later("a light weight that feels easy"),
    LoadType.STACK_KG: later("a light cable load or band that feels easy"),
    LoadType.BAND_LEVEL: later("a light band"),
    LoadType.PLATES_KG: later("the empty bar; add small plates while it feels easy"),
    LoadType.TOTAL_KG: later("the empty bar; add small plates while it feels easy"),
}
"""What to take where the plan knows no load yet."""


def load_heading(pounds: bool, item: PlannedItem) -> str:
    if item.load_type is LoadType.BODYWEIGHT:
        return ""
    return tr("band") if item.load_type is LoadType.BAND_LEVEL else "lb" if pounds else "kg"


@dataclass(frozen=True, slots=True)
class Stock:
    """What the reader lifts with: masses in lb or kg, the bar without plates in kilograms, and what the place has (empty:
    unknown)."""

    pounds: bool
    bar_kg: float
    owned: frozenset[Equipment]


def load_words(exercise: Exercise, item: PlannedItem, stock: Stock) -> tuple[str, str]:
    """How heavy, and what to put on a bar ('' where there is none)."""
    if item.load_type is LoadType.BODYWEIGHT:
        return tr("body weight"), ""
    if item.load is None:
        return tr(LOOSE_LOADS[item.load_type]), ""
    if item.load_type is LoadType.BAND_LEVEL:
        return tr("band of level {level}", level=number(item.load)), ""
    said = mass(item.load, stock.pounds)
    plates = summed(item.plates, stock.pounds)
    match item.load_type:
        case LoadType.PER_HAND_KG:
            return tr("{load} in each hand", load=said), ""
        case LoadType.PLATES_KG if not item.load:
            return tr("the bar without plates"), ""
        case LoadType.PLATES_KG:
            where = tr("on the free end {plates}", plates=plates) if plates else ""
            return tr("{load} of plates", load=said), where
        case LoadType.STACK_KG:
            return _pulled(said, _usable(exercise, stock)), ""
        case LoadType.SINGLE_KG:
            usable = _usable(exercise, stock)
            held = alternatives([tr(words) for kind, words in APPLIANCES.items() if kind in usable])
            return tr("{load} {held}", load=said, held=held) if held else said, ""
        case _:
            return _on_the_bar(stock, item, said, plates)


def _usable(exercise: Exercise, stock: Stock) -> frozenset[Equipment]:
    """What of the exercise's equipment is there; all of it where nothing is known."""
    named = frozenset(item for group in exercise.equipment for item in group)
    return named & stock.owned or named


def _pulled(said: str, usable: frozenset[Equipment]) -> str:
    if Equipment.CABLE in usable:
        if Equipment.BAND in usable:
            return tr("{load} on the cable, or a band as hard", load=said)
        return tr("{load} on the cable", load=said)
    if Equipment.BAND in usable:
        return tr("a band that pulls about {load}", load=said)
    return tr("{load} medicine ball", load=said)


def _on_the_bar(stock: Stock, item: PlannedItem, said: str, plates: str) -> tuple[str, str]:
    load = item.load or 0.0
    if plates:
        bar = mass(load - 2 * sum(item.plates), stock.pounds)
        return tr("{load} in all", load=said), tr("{bar} bar, on each side {plates}", bar=bar, plates=plates)
    if load <= stock.bar_kg:
        return tr("{load}, the empty bar", load=said), tr("no plates")
    return tr("{load}, bar included", load=said), ""


def lead_in_sets(rulebook: Rulebook, item: PlannedItem) -> tuple[tuple[float, int], ...]:
    """Load in kg and repetitions of each easier set before the first heavy one, lightest first; only lifts that are loaded by
    share of the maximum have any."""
    if item.load is None or item.role is Role.WARMUP:
        return ()
    least = item.load - 2 * sum(item.plates) if item.plates else 0.0
    return ramp(rulebook, rulebook.exercises[item.slug], item.load, least)


def lead_in(rulebook: Rulebook, pounds: bool, item: PlannedItem) -> str:
    """The easier sets in words; '' for none."""
    said = ""
    for kg, repetitions in lead_in_sets(rulebook, item):
        one = tr("{n}\u00a0with about {load}", n=repetitions, load=mass(kg, pounds))
        said = tr("{before}, then {after}", before=said, after=one) if said else one
    return tr("First, lighter: {sets}", sets=said) if said else ""
