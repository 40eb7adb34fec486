"""Minutes of a session: warm-up, set-up, ramp sets, work, side changes and rests, added up and rounded up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from rules.rulebook import Exercise, Rulebook
from rules.vocabulary import Category, Equipment, Laterality, Unit

_EPSILON = 1e-9
_LIGHT = (Category.CORE, Category.BALANCE, Category.MOBILITY)
_BARS = frozenset({Equipment.BARBELL, Equipment.HEX_BAR})


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a session: sets of `amount` in its unit, `pct` of the estimated maximum where there is one."""

    slug: str
    sets: int
    amount: float
    pct: float | None = None
    superset: bool = False


def minutes(rulebook: Rulebook, items: Sequence[Item], age: int | None, warm_up: int | None = None) -> int:
    """Whole minutes of the session, warm-up included; older athletes warm up longer. `warm_up` are the seconds of a shorter one."""
    numbers = rulebook.numbers["duration"]
    extra = max((x["seconds"] for x in numbers["warmup_extra"] if age is not None and age >= x["from_age"]), default=0)
    seconds = (
        (numbers["warmup"] if warm_up is None else warm_up)
        + extra
        + sum(item_seconds(rulebook, item) for item in items)
    )
    return ceil(seconds / 60 - _EPSILON)


def item_seconds(rulebook: Rulebook, item: Item) -> float:
    """Seconds of one exercise, from setting up to its last repetition."""
    numbers = rulebook.numbers["duration"]
    exercise = rulebook.exercises[item.slug]
    if item.sets == 0:
        return 0.0
    ramp = numbers["ramp_percent_mode"] if exercise.percent_mode else 0
    work = item.sets * _work(rulebook, exercise, item.amount)
    return _setup(rulebook, exercise) + ramp + work + (item.sets - 1) * rest_seconds(rulebook, item)


def rest_seconds(rulebook: Rulebook, item: Item) -> float:
    """Seconds of rest after one set of the exercise."""
    factor = rulebook.numbers["duration"]["superset_rest_factor"] if item.superset else 1
    return _rest(rulebook, rulebook.exercises[item.slug], item.pct) * factor


def _setup(rulebook: Rulebook, exercise: Exercise) -> float:
    setup = rulebook.numbers["duration"]["setup"]
    if any(group & _BARS for group in exercise.equipment):
        return setup["barbell_or_hex_bar"]
    if all(Equipment.BODYWEIGHT in group for group in exercise.equipment):
        return setup["bodyweight"]
    return setup["other"]


def _work(rulebook: Rulebook, exercise: Exercise, amount: float) -> float:
    numbers = rulebook.numbers["duration"]
    seconds = (
        amount
        * {
            Unit.REPS: numbers["per_rep"],
            Unit.SECONDS: numbers["per_second"],
            Unit.STEPS: numbers["per_step"],
            Unit.METRES: numbers["per_metre"],
        }[exercise.unit]
    )
    one_sided = exercise.laterality is Laterality.UNILATERAL
    if one_sided or (exercise.laterality is Laterality.ALTERNATING and exercise.unit in (Unit.REPS, Unit.SECONDS)):
        seconds *= numbers["unilateral_factor"]
    return seconds + (numbers["side_change"] if one_sided else 0)


def _rest(rulebook: Rulebook, exercise: Exercise, pct: float | None) -> float:
    rest = rulebook.numbers["duration"]["rest"]
    if pct is not None and pct >= 0.80 - _EPSILON:
        return rest["from_80_pct"]
    if pct is not None and pct >= 0.70 - _EPSILON:
        return rest["from_70_pct"]
    return rest["core_balance_mobility"] if exercise.category in _LIGHT else rest["other"]
