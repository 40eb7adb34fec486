"""What the rules are told: frozen facts about one athlete, handed in with a date. No clock, no database, no defaults hidden.

Units: kilograms, kilometres, metres, seconds; dates are civil dates. Absent knowledge is `None` and is never read as 'allowed'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.vocabulary import (
    Effort,
    Equipment,
    Experience,
    Goal,
    Joint,
    MobilityLevel,
    PainArea,
    Priority,
    RaceStatus,
)


@dataclass(frozen=True, slots=True)
class Athlete:
    """One athlete as the rules see them on the day asked about.

    `pain` is today's worst pain (0-10) by area, `injuries` the areas flagged and not cleared, `declared` exercise slug to the
    date of the declaration. `plates_one_sleeve_kg` is what the owned plates add up to on one sleeve (None: no limit known).
    """

    birth_date: date | None = None
    body_mass_kg: float | None = None
    experience: Experience | None = None
    goal: Goal | None = None
    max_sessions: int | None = None
    equipment: frozenset[Equipment] = frozenset()
    mobility: Mapping[Joint, MobilityLevel] = field(default_factory=dict[Joint, MobilityLevel])
    pain: Mapping[PainArea, int] = field(default_factory=dict[PainArea, int])
    injuries: frozenset[PainArea] = frozenset()
    health_hold: bool = False
    plates_one_sleeve_kg: float | None = None
    declared: Mapping[str, date] = field(default_factory=dict[str, date])


@dataclass(frozen=True, slots=True)
class LoggedSets:
    """`sets` identical sets of one exercise on one day.

    `amount` counts the exercise's unit, `load` its load type. `technique` is the self-rating 0-5; `coach_technique`, where
    given, replaces it. `next_pain` is the pain of the next morning. `off_plan`: logged while the exercise was locked.
    """

    on: date
    slug: str
    sets: int = 1
    amount: float | None = None
    load: float | None = None
    rpe: float | None = None
    pain: int = 0
    next_pain: int | None = None
    technique: int | None = None
    coach_technique: int | None = None
    off_plan: bool = False


@dataclass(frozen=True, slots=True)
class CoachRating:
    """A coach saw the exercise on that day and rated its technique 0-5."""

    on: date
    slug: str
    rating: int


@dataclass(frozen=True, slots=True)
class Override:
    """A coach opened the exercise's prerequisites by hand, with a reason that is kept."""

    on: date
    slug: str


@dataclass(frozen=True, slots=True)
class Race:
    on: date
    priority: Priority
    name: str = ""
    distance_km: float | None = None
    ascent_m: float | None = None
    status: RaceStatus = RaceStatus.PLANNED
    effort: Effort = Effort.RACED
    completed_km_effort: float | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a reader that left out old rows must still tell of one exercise: its last day at all, and its last two days on
    plan (newest first) with the worst technique of each. A declared exercise needs one day more: the last one on plan before
    its declaration, because unconfirmed trial days prove nothing."""

    slug: str
    last_at_all: date
    on_plan: tuple[tuple[date, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was done and judged. The order of the rows never matters; rows after the day asked about are ignored.

    `sets` may start `Rulebook.lookback_days` before the day asked about (or at the oldest declaration, whichever is earlier)
    if `earlier` covers every exercise done before that.
    """

    sets: tuple[LoggedSets, ...] = ()
    ratings: tuple[CoachRating, ...] = ()
    overrides: tuple[Override, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """What may need a coach's eye: open injury flags and today's pains with the day each began, exercises suspended after
    pain, the last session, how many are allowed this week, consent and screens (None: never)."""

    birth_date: date | None = None
    health_hold: bool = False
    injuries: Mapping[PainArea, date] = field(default_factory=dict[PainArea, date])
    pain: Mapping[PainArea, tuple[int, date]] = field(default_factory=dict[PainArea, tuple[int, date]])
    suspended: tuple[str, ...] = ()
    last_session: date | None = None
    sessions: int = 0
    consent_on: date | None = None
    readiness_on: date | None = None
    mobility: Mapping[Joint, MobilityLevel] = field(default_factory=dict[Joint, MobilityLevel])
    mobility_on: date | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session of one exercise, as progression reads it: amounts and reserve (RIR, None where unknown) set by set."""

    on: date
    amounts: tuple[float, ...]
    rir: tuple[float | None, ...]
    technique: int | None = None
    pain: int = 0
    next_pain: int | None = None
