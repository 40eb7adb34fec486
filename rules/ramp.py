"""Lighter sets before the first heavy one, for lifts that are led by a share of the maximum."""

from __future__ import annotations

from collections.abc import Sequence

from rules.loads import round_down
from rules.rulebook import Exercise, Rulebook


def ramp(rulebook: Rulebook, exercise: Exercise, load: float, least: float) -> tuple[tuple[float, int], ...]:
    """Load in kg and repetitions of each lead-in set before `load`, lightest first; none for lifts without a maximum.

    `least` is the least that can be lifted: the bar alone.
    """
    if not exercise.percent_mode:
        return ()
    steps: Sequence[tuple[float, int]] = rulebook.numbers["ramp"]["steps"]
    found: dict[float, int] = {}
    for share, repetitions in steps:
        kg = max(least, round_down(load * share, exercise.increment))
        if 0 < kg < load:
            found.setdefault(kg, repetitions)
    return tuple(found.items())
