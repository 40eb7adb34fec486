"""How the figures of progress are said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import later, tr, trn
from desktop.qt import fmt
from desktop.services.progress import LiftDay, Practised, SidesDay, TrainedWeek
from desktop.services.rule_figures import CATEGORIES
from models.records import Race
from rules.vocabulary import Category, LoadType, Unit

_AMOUNTS: Final = {
    Unit.SECONDS: later("{amount} s"),
    Unit.STEPS: later("{amount} steps"),
    Unit.METRES: later("{amount} m"),
}
_UNITS: Final = {
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


def category_word(category: Category) -> str:
    return tr(CATEGORIES[category])


def amount(value: float, unit: Unit) -> str:
    """'8', '30 s', '12 steps'"""
    return tr(_AMOUNTS.get(unit, "{amount}"), amount=fmt.number(value, 1))


def unit_word(unit: Unit) -> str:
    return tr(_UNITS[unit])


def load(kilograms: float, load_type: LoadType) -> str:
    """'22 kg', '12 kg per hand', 'band 2'"""
    if load_type is LoadType.BAND_LEVEL:
        return tr("band {level}", level=fmt.number(kilograms))
    return tr(_LOADS.get(load_type, "{load}"), load=fmt.kg(kilograms))


def mass_unit(load_type: LoadType) -> str:
    """'kg per hand'"""
    return tr(_LOADS.get(load_type, "{load}"), load=fmt.mass_unit())


def best_set(one: Practised, day: LiftDay) -> str:
    """'10 @ 36 kg', '40 s'"""
    done = amount(day.amount, one.unit)
    return done if day.load is None else tr("{dose} @ {load}", dose=done, load=load(day.load, one.load_type))


def side_set(one: Practised, done: tuple[float, float | None]) -> str:
    said = amount(done[0], one.unit)
    return said if not done[1] else tr("{dose} @ {load}", dose=said, load=load(done[1], one.load_type))


def difference(day: SidesDay) -> str:
    """Which side did less, and by how much of the other."""
    share = fmt.percent(abs(day.asymmetry))
    if round(abs(day.asymmetry) * 100) == 0:
        return tr("No difference")
    if day.asymmetry < 0:
        return tr("Left {percent} less", percent=share)
    return tr("Right {percent} less", percent=share)


def sessions(week: TrainedWeek) -> str:
    if week.planned is None:
        return trn("{n} session done, no plan kept", "{n} sessions done, no plan kept", week.done)
    return of_planned(week.done, week.planned)


def of_planned(done: int, planned: int) -> str:
    return trn("{done} of {n} planned session done", "{done} of {n} planned sessions done", planned, done=done)


def sets_by_category(sets: Mapping[Category, int]) -> tuple[str, ...]:
    return tuple(
        tr("{category}: {sets}", category=category_word(category), sets=trn("{n} set", "{n} sets", sets[category]))
        for category in Category
        if sets.get(category)
    )


def race(one: Race) -> str:
    return tr("Race {priority}: {name}", priority=one.priority.value, name=one.name or tr("Race"))


def score(value: int) -> str:
    return tr("{score} of 10", score=value)
