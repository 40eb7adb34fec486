"""How heavy, in words: what to take, what to put on the bar, and the lighter sets before it."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import TYPE_CHECKING, Final

from desktop.services.sheets.words import mass, number, summed
from rules.verdicts import PlannedItem
from rules.vocabulary import Equipment, LoadType, Role

if TYPE_CHECKING:
    from rules.rulebook import Exercise

APPLIANCES: Final[Mapping[Equipment, str]] = {
    Equipment.KETTLEBELL: "kettlebell",
    Equipment.DUMBBELLS: "dumbbell",
    Equipment.WEIGHT_VEST: "vest",
}
"""What a single load is held in, in the order in which they are named."""
LOOSE_LOADS: Final[Mapping[LoadType, str]] = {
    LoadType.PER_HAND_KG: "a light weight in each hand that feels easy",
    LoadType.SINGLE_KG: "a light weight that feels easy",
    LoadType.STACK_KG: "a light cable load or band that feels easy",
    LoadType.BAND_LEVEL: "a light band",
    LoadType.PLATES_KG: "the empty bar; add small plates while it feels easy",
    LoadType.TOTAL_KG: "the empty bar; add small plates while it feels easy",
}
"""What to take where the plan knows no load yet."""
LEAD_IN: Final = ((0.5, 5), (0.75, 3))
"""Lighter sets before the first heavy one, as share of the load and repetitions; our default."""
LEAD_IN_STEP_KG: Final = 2.5


def load_heading(pounds: bool, item: PlannedItem) -> str:
    if item.load_type is LoadType.BODYWEIGHT:
        return ""
    return "band" if item.load_type is LoadType.BAND_LEVEL else "lb" if pounds else "kg"


def load_words(pounds: bool, empty: float, exercise: Exercise, item: PlannedItem) -> tuple[str, str]:
    """How heavy, and what to put on a bar ('' where there is none) that weighs `empty` kilograms without plates."""
    if item.load_type is LoadType.BODYWEIGHT:
        return "body weight", ""
    if item.load is None:
        return LOOSE_LOADS[item.load_type], ""
    if item.load_type is LoadType.BAND_LEVEL:
        return f"band of level {number(item.load)}", ""
    said = mass(item.load, pounds)
    plates = summed(item.plates, pounds)
    match item.load_type:
        case LoadType.PER_HAND_KG:
            return f"{said} in each hand", ""
        case LoadType.PLATES_KG if not item.load:
            return "the bar without plates", ""
        case LoadType.PLATES_KG:
            return f"{said} of plates", f"on the free end {plates}" if plates else ""
        case LoadType.STACK_KG:
            return f"{said} on the cable, or a band as hard", ""
        case LoadType.SINGLE_KG:
            return f"{said} {_appliance(exercise)}".strip(), ""
        case _:
            return _on_the_bar(pounds, empty, item, said, plates)


def _on_the_bar(pounds: bool, empty: float, item: PlannedItem, said: str, plates: str) -> tuple[str, str]:
    load = item.load or 0.0
    if plates:
        return f"{said} in all", f"{mass(load - 2 * sum(item.plates), pounds)} bar, on each side {plates}"
    if load <= empty:
        return f"{said}, the empty bar", "no plates"
    return f"{said}, bar included", ""


def _appliance(exercise: Exercise) -> str:
    """'dumbbell or kettlebell': what the load is held in."""
    found = [APPLIANCES[item] for group in exercise.equipment for item in APPLIANCES if item in group]
    return " or ".join(dict.fromkeys(found))


def lead_in(pounds: bool, exercise: Exercise, item: PlannedItem) -> str:
    """Easier sets before the first heavy one, for lifts that are loaded by share of the maximum."""
    if not exercise.percent_mode or item.load is None or item.role is Role.WARMUP:
        return ""
    least = item.load - 2 * sum(item.plates) if item.plates else 0.0
    steps: dict[float, int] = {}
    for share, repetitions in LEAD_IN:
        kg = max(least, floor(item.load * share / LEAD_IN_STEP_KG) * LEAD_IN_STEP_KG)
        if 0 < kg < item.load:
            steps.setdefault(kg, repetitions)
    said = [f"{repetitions}\u00a0with about {mass(kg, pounds)}" for kg, repetitions in steps.items()]
    return f"First, lighter: {', then '.join(said)}" if said else ""
