"""How an athlete of the rehearsal carries out a planned session: nearly as written, never exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from rules.verdicts import PlannedItem, PlannedSession
from rules.vocabulary import Role, Unit

GRAIN: Mapping[Unit, float] = {Unit.REPS: 1, Unit.STEPS: 2, Unit.SECONDS: 5, Unit.METRES: 5}
"""By how much a set goes wrong or right: a repetition, a step of each leg, five seconds, five metres."""
_EASY_RPE = 4.0  # of mobility, for which no reserve is planned


@dataclass(frozen=True)
class DoneSet:
    amount: float
    rpe: float
    pain: int
    next_pain: int
    technique: int


@dataclass(frozen=True)
class DoneItem:
    """One exercise as it was done; all sets carry the load that was planned."""

    item: PlannedItem
    sets: tuple[DoneSet, ...]


def carry_out(chance: Random, session: PlannedSession, sore: str = "") -> tuple[DoneItem, ...]:
    """Every exercise of the session with noise. `sore` names one that hurts, 4 of 10."""
    return tuple(_item(chance, item, 4 if item.slug == sore else None) for item in session.items)


def _item(chance: Random, item: PlannedItem, hurt: int | None) -> DoneItem:
    amounts = [item.amount] * item.sets
    grain, roll = GRAIN[item.unit], chance.random()
    if roll < 0.05:
        amounts[-1] = max(1.0, amounts[-1] - grain)
    elif roll < 0.10:
        amounts[-1] += grain
    rpe = _EASY_RPE if item.rir is None else 10.0 - item.rir
    efforts = [rpe] * item.sets
    roll = chance.random()
    if item.role is not Role.WARMUP:
        if roll < 0.08:
            efforts[-1] = min(10.0, efforts[-1] + 1)
        elif roll < 0.25:
            efforts = [effort - 1 for effort in efforts]
    technique = chance.choices((3, 4, 5), (8, 72, 20))[0]
    pain = chance.choices((0, 1, 2), (94, 4, 2))[0] if hurt is None else hurt
    next_pain = chance.choices((0, 1, 2), (92, 6, 2))[0] if hurt is None else hurt - 1
    return DoneItem(
        item,
        tuple(
            DoneSet(amount, effort, pain, next_pain, technique) for amount, effort in zip(amounts, efforts, strict=True)
        ),
    )
