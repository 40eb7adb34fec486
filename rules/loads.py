"""Arithmetic of loads: totals, loading ceilings, rounding to what can be loaded. Kilograms throughout."""

from __future__ import annotations

from math import ceil, floor

from rules.facts import Athlete
from rules.rulebook.parts import Exercise
from rules.vocabulary import LoadType

_EPSILON = 1e-9  # sums of decimals such as 0.1 x 70 must not fall below the whole they stand for


def total(exercise: Exercise, load: float) -> float:
    """The external load of both hands together, in kg: dumbbells are logged per hand, everything else as it is."""
    return 2 * load if exercise.load_type is LoadType.PER_HAND_KG else load


def round_down(load: float, increment: float | None) -> float:
    """The largest multiple of `increment` that does not pass `load`; never below 0."""
    if increment is None:
        return max(0.0, load)
    return max(0.0, round(floor(load / increment + _EPSILON) * increment, 6))


def round_up_days(days: int, factor: float) -> int:
    return ceil(days * factor - _EPSILON)


def body_mass(athlete: Athlete, default_kg: float) -> float:
    return athlete.body_mass_kg if athlete.body_mass_kg is not None else default_kg


def ceiling(exercise: Exercise, athlete: Athlete, default_body_mass_kg: float) -> float | None:
    """The loading ceiling of the logged load (per hand where it is logged per hand), rounded down to the increment.

    The least of the share of body mass, the kilogram ceiling and, for plates on a sleeve, what the athlete owns. None where
    the exercise has no ceiling, as with bands and bodyweight.
    """
    limits: list[float] = []
    if exercise.ceiling_bm is not None:
        limits.append(exercise.ceiling_bm * body_mass(athlete, default_body_mass_kg))
    if exercise.ceiling_kg is not None:
        limits.append(exercise.ceiling_kg)
    if exercise.load_type is LoadType.PLATES_KG and athlete.plates_one_sleeve_kg is not None:
        limits.append(athlete.plates_one_sleeve_kg)
    if not limits:
        return None
    least = min(limits)
    return round_down(least / 2 if exercise.load_type is LoadType.PER_HAND_KG else least, exercise.increment)
