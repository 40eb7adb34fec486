"""What is done of an exercise, in a coach's short words: '3 × 8 @ 22 kg, RPE 7'. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from desktop.i18n import later, tr
from desktop.pages.log.view_model import category_word
from desktop.pages.week.entry import RESERVE, is_done
from desktop.qt import fmt
from models.records import SetRecord
from rules.verdicts import PlannedItem
from rules.vocabulary import Laterality, LoadType, Role, Unit

_UNITS: Final = {
    Unit.REPS: "{amount}",
    Unit.SECONDS: later("{amount} s"),
    Unit.STEPS: later("{amount} steps"),
    Unit.METRES: later("{amount} m"),
}
_HEADS: Final = {
    Unit.REPS: later("Reps"),
    Unit.SECONDS: later("Seconds"),
    Unit.STEPS: later("Steps"),
    Unit.METRES: later("Metres"),
}
_LOADS: Final = {
    LoadType.PER_HAND_KG: later("{load} per hand"),
    LoadType.PLATES_KG: later("{load} of plates"),
    LoadType.STACK_KG: later("{load} on the stack"),
}


def caption_of(exercise: Any, item: PlannedItem | None) -> str:
    """'Lunge · each side', 'Warm-up · each side'"""
    parts = [tr("Warm-up") if item is not None and item.role is Role.WARMUP else category_word(exercise.category)]
    if per_side(exercise):
        parts.append(tr("each side"))
    if item is not None and item.trial:
        parts.append(tr("on trial"))
    if item is not None and item.paired:
        parts.append(tr("in turns"))
    return " · ".join(parts)


def per_side(exercise: Any) -> bool:
    """Whether an amount is meant for each side."""
    if exercise.laterality is Laterality.UNILATERAL:
        return True
    return exercise.laterality is Laterality.ALTERNATING and exercise.unit is not Unit.STEPS


def amount_text(amount: float, unit: Unit) -> str:
    return tr(_UNITS[unit], amount=fmt.number(amount, 1))


def amount_short(amount: float, unit: Unit) -> str:
    """As in a field: '30 m', '20 s'; repetitions and steps are numbers alone."""
    return fmt.number(amount, 1) if unit in (Unit.REPS, Unit.STEPS) else amount_text(amount, unit)


def amount_head(units: Iterable[Unit]) -> str:
    """The head of the column of amounts: what all of the session's exercises count, else simply how much."""
    found = set(units)
    return amount_word(found.pop()) if len(found) == 1 else tr("Done")


def amount_word(unit: Unit) -> str:
    return tr(_HEADS[unit])


def load_text(load: float, load_type: LoadType) -> str:
    """'22 kg', '12 kg per hand', 'band 2'"""
    if load_type is LoadType.BAND_LEVEL:
        return tr("band {level}", level=fmt.number(load))
    return tr(_LOADS.get(load_type, "{load}"), load=fmt.kg(load))


def target_of(item: PlannedItem, reserve: bool = False) -> str:
    """'3 × 8 @ 22 kg, RPE 7', or with `reserve` '3 × 8 @ 22 kg, RIR 3'"""
    text = f"{item.sets} × {amount_text(item.amount, item.unit)}"
    if item.load is not None and item.load_type is not LoadType.BODYWEIGHT:
        text = tr("{dose} @ {load}", dose=text, load=load_text(item.load, item.load_type))
    return text if item.rir is None else with_effort(text, RESERVE - item.rir, reserve)


def with_effort(dose: str, rpe: float, reserve: bool) -> str:
    """A dose with its effort: as RPE, or with `reserve` as the repetitions in reserve that go with it."""
    if reserve:
        return tr("{dose}, RIR {rir}", dose=dose, rir=fmt.number(RESERVE - rpe, 1))
    return tr("{dose}, RPE {rpe}", dose=dose, rpe=fmt.number(rpe, 1))


def lead_in_text(sets: Sequence[tuple[float, int]]) -> str:
    """'Warm up: 8 × 20 kg, 5 × 32.5 kg' of (kilograms, repetitions), lightest first; '' for none."""
    said = ", ".join(f"{repetitions} × {fmt.kg(load)}" for load, repetitions in sets)
    return tr("Warm up: {sets}", sets=said) if said else ""


def plates_text(item: PlannedItem | None) -> str:
    """'each side: 10 + 2.5', or of the one sleeve of a landmine."""
    if item is None or not item.plates:
        return ""
    plates = " + ".join(fmt.number(fmt.mass(plate)) for plate in item.plates)
    if item.load_type is LoadType.PLATES_KG:
        return tr("on the sleeve: {plates}", plates=plates)
    return tr("plates each side: {plates}", plates=plates)


def sets_text(sets: Sequence[SetRecord], planned: bool = False, reserve: bool = False) -> str:
    """'3 × 8 @ 20 kg, RPE 7' of the sets of one exercise: what was done, or with `planned` what was meant; with `reserve` the
    effort as RIR."""
    values = [
        (one.planned_amount, one.planned_load) if planned else (one.amount, one.load)
        for one in sets
        if (one.planned_amount if planned else one.amount) is not None
    ]
    if not values:
        return ""
    numbers = {one.number for one in sets if planned or is_done(one)}
    amounts = [amount for amount, _ in values if amount is not None]
    loads = [load for _, load in values if load is not None]
    low, high = min(amounts), max(amounts)
    span = amount_text(high, sets[0].unit)
    text = f"{len(numbers)} × {span}" if low == high else f"{len(numbers)} × {fmt.number(low, 1)}–{span}"
    if loads and sets[0].load_type is not LoadType.BODYWEIGHT:
        text = tr("{dose} @ {load}", dose=text, load=load_text(max(loads), sets[0].load_type))
    rpe = max((one.rpe for one in sets if one.rpe is not None), default=None)
    return text if planned or rpe is None else with_effort(text, rpe, reserve)


def upper_first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def lower_first(text: str) -> str:
    """A sentence as it goes on after a colon; names and abbreviations keep their capitals."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if first == "A" or first[1:].islower() else text
