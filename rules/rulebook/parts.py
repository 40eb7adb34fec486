"""The parts of a rulebook: exercises with their gates, rules with their sentences, and blocks of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from rules.conditions import Condition
from rules.vocabulary import (
    Category,
    Certainty,
    Equipment,
    Joint,
    Laterality,
    LoadType,
    MobilityLevel,
    PainArea,
    Role,
    Unit,
)

GATE_NUMBERS = (
    "technique", "sets", "amount", "rpe_max", "pain_max", "days_self", "days_coach", "span_days", "window_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Anything that can be named as a reason: a sentence with placeholders, the next step, its source and how sure it is."""

    id: str
    sentence: str
    source: str
    certainty: Certainty
    next_step: str = ""
    when: tuple[Condition, ...] = ()
    outcome: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The facts the rule and its sentences speak of."""
        found = {c.fact for c in self.when}
        for text in (self.sentence, self.next_step):
            found.update(name.split(".")[0] for _, name, _, _ in Formatter().parse(text) if name)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Option:
    """One prerequisite that may open a gate: the exercise, and the total external load as a share of body mass."""

    slug: str
    load_bm: float = 0.0


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be shown before an exercise opens: any one of the options, on enough days.

    `amount` is in the option's own unit, `days_coach` applies with a passing coach rating, window and span are inclusive days.
    """

    id: str
    exercise: str
    any_of: tuple[Option, ...]
    template: str
    technique: int
    sets: int
    amount: float
    rpe_max: float
    pain_max: int
    days_self: int
    days_coach: int
    span_days: int
    window_days: int

    @property
    def numbers(self) -> Mapping[str, int | float]:
        """What sentences about the gate may speak of."""
        return {name: getattr(self, name) for name in GATE_NUMBERS}


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the catalogue. `equipment` is a list of groups, one item of each is needed. Ceilings are kilograms and
    shares of body mass of the total load; `increment` is one step of the logged load (per hand where it is logged per hand)."""

    slug: str
    name: str
    category: Category
    role: Role
    pattern: str
    equipment: tuple[frozenset[Equipment], ...]
    laterality: Laterality
    load_type: LoadType
    unit: Unit
    level: int
    eccentric_cost: int
    spinal_load: int
    novice_sets: int
    novice_low: float
    novice_high: float
    article: bool = False
    percent_mode: bool = False
    increment: float | None = None
    ceiling_bm: float | None = None
    ceiling_kg: float | None = None
    ceiling_reason: str = ""
    mobility_block: tuple[tuple[Joint, MobilityLevel], ...] = ()
    mobility_modify: tuple[tuple[Joint, MobilityLevel], ...] = ()
    modification: str = ""
    pain_block: tuple[PainArea, ...] = ()
    cues: tuple[str, ...] = ()
    muscles_primary: tuple[str, ...] = ()
    muscles_secondary: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """The direct prerequisites, every option of every gate, each once."""
        return tuple(dict.fromkeys(option.slug for gate in self.gates for option in gate.any_of))


class Numbers(Mapping[str, Any]):
    """One named block of numbers of the rulebook; read by key or, in sentences, as an attribute."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __getattr__(self, key: str) -> Any:
        try:
            return self._values[key]
        except KeyError:
            raise AttributeError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class PhaseCaps:
    """The caps of one phase before anything tightens them."""

    sessions: int
    pct: float
    rir: int
    mult: float
    load_up: bool
    novelty: bool
    mobility: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule that tightens caps when it applies: its own caps, those of a phase, and set multipliers it puts in a phase's place."""

    rule: Rule
    caps: Mapping[str, float | int | bool]
    as_phase: str = ""
    phase_mult: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class RecoveryBand:
    """Days after a race, inclusive: rest, then mobility, then return. `below` is the upper bound in km-effort (None: no bound)."""

    below: float | None
    rest: int
    mobility: int
    back: int
