"""What the rules are told: frozen facts about one athlete, handed in with a date. No clock, no database, no defaults hidden.

Units: kilograms, kilometres, metres, seconds; dates are civil dates. Absent knowledge is `None` and is never read as 'allowed'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.vocabulary import (
    Category,
    Effort,
    Equipment,
    Experience,
    Goal,
    Joint,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Template,
)


@dataclass(frozen=True, slots=True)
class Athlete:
    """One athlete as the rules see them on the day asked about.

    `pain` is today's worst pain (0-10) by area, `pain_on` the day each was told of (not there: today), `injuries` the areas
    flagged and not cleared, `declared` exercise slug to the date of the declaration.
    `plates_one_sleeve_kg` is what the owned plates add up to on one sleeve (None: no limit known).
    """

    birth_date: date | None = None
    body_mass_kg: float | None = None
    experience: Experience | None = None
    goal: Goal | None = None
    max_sessions: int | None = None
    equipment: frozenset[Equipment] = frozenset()
    mobility: Mapping[Joint, MobilityLevel] = field(default_factory=dict[Joint, MobilityLevel])
    pain: Mapping[PainArea, int] = field(default_factory=dict[PainArea, int])
    pain_on: Mapping[PainArea, date] = field(default_factory=dict[PainArea, date])
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
    pain, the last session, how many are allowed this week, consent and screens (None: never).

    `lasting` says since when an area's pain has been one that excludes exercises, `aching` the first and the last of the sessions
    in a row in which an exercise hurt like that. `missed_in_a_row` are the last planned sessions that were missed, `stalled` the
    exercises that do not rise although they might, `falling` those that get weaker without a reason, `lapsing` the last day of
    competency of those the plan leans on. `ill_until` is the last day of the newest illness that is over, `unanswered_on` the day
    of the last session if nobody said how the morning after it was.
    """

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
    lasting: Mapping[PainArea, date] = field(default_factory=dict[PainArea, date])
    aching: Mapping[str, tuple[date, date]] = field(default_factory=dict[str, tuple[date, date]])
    missed_in_a_row: int = 0
    stalled: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    lapsing: Mapping[str, date] = field(default_factory=dict[str, date])
    ill_until: date | None = None
    unanswered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session of one exercise, as progression reads it: amounts and reserve (RIR, None where unknown) set by set."""

    on: date
    amounts: tuple[float, ...]
    rir: tuple[float | None, ...]
    technique: int | None = None
    pain: int = 0
    next_pain: int | None = None


# --- what the planner reads besides: an athlete's week, what was done session by session, and what was asked for


@dataclass(frozen=True, slots=True)
class Place:
    """One place to train. `days` are ISO weekdays (empty: any). `plates_kg` are single plates, the other lists the masses to be
    had; an empty list means no limit is known. `bar_kg` is the empty bar (None: the rulebook's)."""

    name: str
    equipment: frozenset[Equipment] = frozenset()
    days: frozenset[int] = frozenset()
    plates_kg: tuple[float, ...] = ()
    dumbbells_kg: tuple[float, ...] = ()
    kettlebells_kg: tuple[float, ...] = ()
    bar_kg: float | None = None


@dataclass(frozen=True, slots=True)
class KeyRun:
    """A hard run that comes every week on ISO weekday `weekday`. `long`: a long run rather than intervals or tempo; `minutes`
    and `descent_m` say how long (None: unknown, which is read as long enough to count)."""

    weekday: int
    long: bool
    minutes: int | None = None
    descent_m: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """No training from `since` to `until`, both included; `ill` asks for a gentle return, being away does not."""

    since: date
    until: date
    ill: bool = False


@dataclass(frozen=True, slots=True)
class Practised:
    """One exercise in one session as it was done. `load` is the heaviest working load, `aim` the load the plan had in mind before
    it was rounded to what could be loaded (None: not planned)."""

    slug: str
    exposure: Exposure
    load: float | None = None
    aim: float | None = None
    off_plan: bool = False


@dataclass(frozen=True, slots=True)
class Trained:
    """One session that was done. `template` is None for a session of one's own. `eased`: the plan had lightened it on purpose
    (a deload, a bad day), so its loads say nothing of what the athlete can do. `phase` as on that day; `slot` is the day on which
    the plan had it first (None: it was not planned)."""

    on: date
    slot: date | None = None
    template: Template | None = None
    phase: Phase | None = None
    eased: bool = False
    deload: bool = False
    soreness: int | None = None
    readiness: int | None = None
    exercises: tuple[Practised, ...] = ()

    @property
    def loaded(self) -> bool:
        """A strength session, which counts against the week's; mobility alone does not."""
        return self.template is not Template.MICRO


@dataclass(frozen=True, slots=True)
class Wish:
    """What coach or athlete asked of the session that the plan has on `on`: another day, no session, other exercises."""

    on: date
    moved_to: date | None = None
    skipped: bool = False
    swaps: Mapping[Category, str] = field(default_factory=dict[Category, str])


@dataclass(frozen=True, slots=True)
class Feeling:
    """How the athlete feels before the session that the plan had on `on` first: soreness 0-10, readiness 1-5 (None: not asked)."""

    on: date
    soreness: int | None = None
    readiness: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The athlete's week. `available` are ISO weekdays (empty: any day), `minutes` the longest session, `declared_kg` the loads
    that came with declarations, in the exercise's load type."""

    available: frozenset[int] = frozenset()
    minutes: int | None = None
    places: tuple[Place, ...] = ()
    key_runs: tuple[KeyRun, ...] = ()
    absences: tuple[Absence, ...] = ()
    declared_kg: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a plan is made from. `trained` holds the sessions done, in any order, as far back as `Rulebook.planning_days`;
    `history` is what the standings read (see `History`). Nothing after the day planned from is read."""

    athlete: Athlete
    life: Life = Life()
    races: tuple[Race, ...] = ()
    history: History = History()
    trained: tuple[Trained, ...] = ()
    wishes: tuple[Wish, ...] = ()
    feelings: tuple[Feeling, ...] = ()
