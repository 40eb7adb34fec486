"""Plans of an athlete: what is planned, what was written down of it, what was done instead, and what may be changed."""

from __future__ import annotations

from desktop.services.plans.memory import PlanMemory
from desktop.services.plans.plans import Plans
from desktop.services.plans.views import (
    CardState,
    Change,
    Comparison,
    Difference,
    DifferenceKind,
    MoveOption,
    SessionCard,
    SwapOption,
    WeekDifference,
    WeekView,
)

__all__ = [
    "CardState",
    "Change",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "MoveOption",
    "PlanMemory",
    "Plans",
    "SessionCard",
    "SwapOption",
    "WeekDifference",
    "WeekView",
]
