"""Frozen records in and out of the store: what everybody outside `models` sees instead of database rows.

Every record that travels has a UUID (`id`, 36 characters, lower case); `new_id()` makes one. Masses are kilograms, distances
kilometres, heights metres, amounts the exercise's own unit. Change a record with `dataclasses.replace` and save it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import uuid4

from rules.vocabulary import (
    Category,
    Effort,
    Equipment,
    Experience,
    Goal,
    LoadType,
    MobilityLevel,
    PainArea,
    Phase,
    Priority,
    RaceStatus,
    Sex,
    Side,
    Unit,
)


def new_id() -> str:
    return str(uuid4())


class KeyRunKind(StrEnum):
    INTERVALS = "intervals"
    TEMPO = "tempo"
    LONG = "long"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"


class SessionKind(StrEnum):
    """The template a session follows; `free` is anything else."""

    A = "A"
    B = "B"
    AB = "AB"
    MICRO = "micro"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Athlete:
    """`available_days` are ISO weekdays (1 Monday .. 7 Sunday); empty means any day. `session_minutes` is the longest session."""

    id: str
    name: str
    birth_date: date | None = None
    body_mass_kg: float | None = None
    sex: Sex | None = None
    experience: Experience | None = None
    goal: Goal | None = None
    max_sessions: int | None = None
    session_minutes: int | None = None
    available_days: tuple[int, ...] = ()
    guardian_consent_on: date | None = None
    notes: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Kit:
    """Equipment in one place (home, gym, travel). `plates_kg` are single plates owned, heaviest first; `dumbbells_kg`
    and `kettlebells_kg` the masses to be had (empty: any). `days` are the ISO weekdays it is used on (empty: any day)."""

    id: str
    athlete_id: str
    name: str
    equipment: frozenset[Equipment] = frozenset()
    plates_kg: tuple[float, ...] = ()
    dumbbells_kg: tuple[float, ...] = ()
    kettlebells_kg: tuple[float, ...] = ()
    bar_kg: float | None = None
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyRun:
    """A hard run of the week: `weekday` 1..7."""

    id: str
    athlete_id: str
    weekday: int
    kind: KeyRunKind
    minutes: int | None = None
    descent_m: int | None = None


@dataclass(frozen=True, slots=True)
class MobilityScreen:
    """Ankle: toe-to-wall distance in cm, left and right. Knee and hip: the level read from the self-test."""

    id: str
    athlete_id: str
    on: date
    ankle_left_cm: float | None = None
    ankle_right_cm: float | None = None
    knee: MobilityLevel | None = None
    hip: MobilityLevel | None = None


@dataclass(frozen=True, slots=True)
class PainReport:
    """Pain 0-10 in an area; it holds until a newer report of the same area."""

    id: str
    athlete_id: str
    area: PainArea
    on: date
    score: int
    notes: str = ""


@dataclass(frozen=True, slots=True)
class InjuryFlag:
    id: str
    athlete_id: str
    area: PainArea
    since: date
    cleared_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessScreen:
    """Numbers (1-10) of the questions answered with yes, and the day a health professional was said to have agreed."""

    id: str
    athlete_id: str
    on: date
    yes: frozenset[int] = frozenset()
    cleared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Race:
    id: str
    athlete_id: str
    name: str
    on: date
    priority: Priority
    distance_km: float | None = None
    ascent_m: float | None = None
    status: RaceStatus = RaceStatus.PLANNED
    effort: Effort = Effort.RACED
    completed_km_effort: float | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set, planned and done. `position` orders the exercises of a session, `number` the sets of an exercise (both from 1).

    A set that was planned and not done has no `amount`. `load` is in the exercise's load type (per hand for `per_hand_kg`).
    """

    id: str
    exercise: str
    position: int
    number: int
    unit: Unit
    load_type: LoadType
    side: Side | None = None
    planned_amount: float | None = None
    planned_load: float | None = None
    amount: float | None = None
    load: float | None = None
    rir: float | None = None
    rpe: float | None = None
    pain: int | None = None
    next_day_pain: int | None = None
    technique: int | None = None
    coach_technique: int | None = None
    off_plan: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One strength session with its sets, ordered by position, number and side. `soreness` 0-10, `readiness` 1-5.

    `slot` is the planned session it carries out (None: it was not planned), `eased` and `deload` say that the plan had
    lightened it on purpose: by a bad day, by a deload week.
    """

    id: str
    athlete_id: str
    on: date
    kind: SessionKind = SessionKind.FREE
    status: SessionStatus = SessionStatus.DONE
    phase: Phase | None = None
    minutes: int | None = None
    soreness: int | None = None
    readiness: int | None = None
    notes: str = ""
    sets: tuple[SetRecord, ...] = ()
    slot: date | None = None
    eased: bool = False
    deload: bool = False


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """What the plan had of one session when it was written down on `written_on`.

    Athlete and `slot` (the day on which the plan had the session first) name the session for ever; moving it changes `on` only.
    Every change of the plan is a new `version` (from 1); old ones are never changed. `withdrawn`: the plan gave the session
    up. `content` is the session as text, whose form is its writer's affair.
    """

    id: str
    athlete_id: str
    slot: date
    version: int
    on: date
    written_on: date
    kind: SessionKind
    phase: Phase
    minutes: int
    eased: bool = False
    deload: bool = False
    withdrawn: bool = False
    content: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What coach or athlete asked of the planned session of a slot, at most one a slot: another day, no session, other exercises
    (`swaps`: at most one a category, in the order of `Category`), and how the athlete feels before it (`soreness` 0-10,
    `readiness` 1-5)."""

    id: str
    athlete_id: str
    slot: date
    moved_to: date | None = None
    skipped: bool = False
    swaps: tuple[tuple[Category, str], ...] = ()
    soreness: int | None = None
    readiness: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """No training from `since` to `until`, both included, because the athlete is `ill` or away."""

    id: str
    athlete_id: str
    since: date
    until: date
    ill: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A coach rated the technique of an exercise 0-5; `cues` are the indexes of the cues that were met."""

    id: str
    athlete_id: str
    exercise: str
    on: date
    rating: int
    cues: tuple[int, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """An athlete says to have mastered an exercise before, at this load."""

    id: str
    athlete_id: str
    exercise: str
    on: date
    load: float | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A coach opened an exercise's prerequisites by hand, and why."""

    id: str
    athlete_id: str
    exercise: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything one athlete's pages and rules read, but for the sessions and the plans written down."""

    athlete: Athlete
    kits: tuple[Kit, ...] = ()
    key_runs: tuple[KeyRun, ...] = ()
    races: tuple[Race, ...] = ()
    mobility: tuple[MobilityScreen, ...] = ()
    pains: tuple[PainReport, ...] = ()
    injuries: tuple[InjuryFlag, ...] = ()
    readiness: tuple[ReadinessScreen, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    overrides: tuple[Override, ...] = ()
    absences: tuple[Absence, ...] = ()
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class DayOfSets:
    """Identical sets of one exercise on one day, as the rules count them (`sets` many), and whether they were on plan."""

    athlete_id: str
    on: date
    exercise: str
    sets: int
    amount: float | None
    load: float | None
    rpe: float | None
    pain: int
    next_day_pain: int | None
    technique: int | None
    coach_technique: int | None
    off_plan: bool


@dataclass(frozen=True, slots=True)
class LatestDays:
    """The last two days an exercise was done on plan (None: never), each with its worst technique, and the last day at all.

    Derived from the sets in the same transaction that writes them, so that a squad's page need not read years of sets.
    """

    athlete_id: str
    exercise: str
    last_at_all: date
    last_on_plan: date | None = None
    last_technique: int | None = None
    previous_on_plan: date | None = None
    previous_technique: int | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """An athlete taken out of the store with everything, so that it can be put back unchanged."""

    dossier: Dossier
    sessions: tuple[Session, ...] = ()
    plans: tuple[WrittenPlan, ...] = ()
