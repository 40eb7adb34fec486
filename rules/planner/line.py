"""One line of a session in the making, and what was done of its exercise before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rules.planner.diary import Entry
from rules.planner.occasion import Occasion
from rules.progression import layoff_factor
from rules.rulebook import Exercise, Rulebook
from rules.rulebook.planner import Dose
from rules.verdicts import Caps, LoadDecision, Reason
from rules.vocabulary import LoadType

EPSILON = 1e-9
_WORTH_KNOWING = 3  # pain from here on is heard of wherever it was felt


@dataclass(slots=True)
class Line:
    """`entries` are all times it was done on plan, `counted` those that say what the athlete can do. `top` is the upper end of the
    range at which a step is earned."""

    exercise: Exercise
    occasion: Occasion
    entries: Sequence[Entry]
    counted: Sequence[Entry]
    dose: Dose
    top: float
    decision: LoadDecision
    work: float | None
    caps: Caps
    sets: int = 0
    amount: float = 0.0
    rir: int = 0
    aim: float | None = None
    load: float | None = None
    plates: tuple[float, ...] = ()
    full: bool = False
    trial: bool = False
    introductory: bool = False
    reasons: list[Reason] = field(default_factory=list[Reason])

    @property
    def is_loaded(self) -> bool:
        return self.exercise.load_type is not LoadType.BODYWEIGHT and self.exercise.increment is not None

    @property
    def last_aim(self) -> float | None:
        """The load of the last time that says what the athlete can do."""
        return next((entry.aim for entry in reversed(self.counted) if entry.aim is not None), None)


def counted(exercise: Exercise, entries: Sequence[Entry], first: int) -> list[Entry]:
    """The times that say what the athlete can do: not lightened on purpose, and not held back by what there was to load. The
    `first` times count even so: their loads are bounded anyway, and what comes after starts from them."""
    step = exercise.increment or 0.0
    return [
        entry
        for number, entry in enumerate(entries)
        if (number < first or not entry.session.eased)
        and (entry.aim is None or entry.done.load is None or entry.done.load >= entry.aim - step - EPSILON)
    ]


def heard(entries: Sequence[Entry], told: Sequence[Entry]) -> list[Entry]:
    """What progression reads: the counted times, and of the others those that hurt."""
    kept = set(map(id, told))
    return [entry for entry in entries if id(entry) in kept or _pain(entry) >= _WORTH_KNOWING]


def last_done(book: Rulebook, entries: Sequence[Entry], on: date) -> date | None:
    """The day from which the gap before `on` counts: the last time, or longer ago where a break is not over. A session that was
    lightened on purpose does not end a break: until another one was done at the lower load, the longest gap since then holds."""
    if not entries:
        return None
    gap, later = 0, on
    for entry in reversed(entries):
        between = (later - entry.on).days
        if not gap or layoff_factor(book, between, None) < 1:
            gap = max(gap, between)
        if not entry.session.eased:
            break
        later = entry.on
    return on - timedelta(days=gap)


def _pain(entry: Entry) -> int:
    return max(entry.exposure.pain, entry.exposure.next_pain or 0)


def last_rise(aims: Sequence[tuple[date, float | None]]) -> date | None:
    """The day the load last went up."""
    for (_, before), (on, after) in zip(reversed(aims[:-1]), reversed(aims[1:]), strict=True):
        if before is not None and after is not None and after > before + EPSILON:
            return on
    return None


def last_growth(entries: Sequence[Entry]) -> date | None:
    """The day the amount last went up; the first day where it never did."""
    for before, after in zip(reversed(entries[:-1]), reversed(entries[1:]), strict=True):
        if max(after.exposure.amounts, default=0) > max(before.exposure.amounts, default=0):
            return after.on
    return entries[0].on if entries else None


def said(number: float) -> str:
    return f"{number:g}"
