"""What the rules answer: frozen verdicts, each with its reasons. Ids and numbers only; words are looked up by rule id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.vocabulary import Category, Decision, LoadType, Phase, Role, Status, Template, Unit

Value = int | float | str | bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its id and the facts it matched. `facts` also fill the placeholders of the rule's sentence."""

    rule: str
    facts: Mapping[str, Value] = field(default_factory=dict[str, Value])


@dataclass(frozen=True, slots=True)
class Take:
    """One thing an exercise takes. `kind` names it (a key of the rulebook's `takes` sentences), `slug` the exercise it is about.

    `group` numbers the gate it belongs to, so that a reader can show several gates one after the other.
    """

    kind: str
    have: Value | None
    want: Value
    met: bool
    slug: str = ""
    group: int = 0
    facts: Mapping[str, Value] = field(default_factory=dict[str, Value])


@dataclass(frozen=True, slots=True)
class Standing:
    """The one status of one exercise, why, what it takes and what would change it.

    `reasons[0]` is the rule that decided. `takes` lists the requirements of the nearest alternative of every gate, met ones
    too; it is empty for exercises without a gate. `progress` is the share (0-1) of the requirements met, `within_reach`
    whether it is among the next to open, `novel` whether it would be new to a body that did not do it lately.
    """

    slug: str
    category: Category
    status: Status
    reasons: tuple[Reason, ...]
    takes: tuple[Take, ...] = ()
    progress: float = 1.0
    within_reach: bool = False
    novel: bool = False
    fresh_until: date | None = None
    modification: bool = False

    @property
    def rule(self) -> str:
        return self.reasons[0].rule

    @property
    def is_open(self) -> bool:
        """Whether the athlete may train it today."""
        return self.status in (Status.UNLOCKED, Status.PROVISIONAL)


@dataclass(frozen=True, slots=True)
class Caps:
    """What one day allows. `pct` caps load / e1RM, `rir` is the least reserve, `mult` multiplies sets, `sessions` is for any
    rolling seven days. `step_factor` scales the weekly load step, `weekly_pct` is that step before scaling."""

    sessions: int
    pct: float
    rir: int
    mult: float
    load_up: bool
    novelty: bool
    mobility: bool
    step_factor: float
    weekly_pct: float


@dataclass(frozen=True, slots=True)
class Day:
    """Phase and caps of one day. `reasons[0]` decided the phase; the others tightened a cap. `race` is the name (or '') of a
    race on that very day, None without one. `age` is in whole years, None where the birth date is unknown."""

    on: date
    phase: Phase
    caps: Caps
    reasons: tuple[Reason, ...]
    race: str | None = None
    age: int | None = None

    @property
    def rule(self) -> str:
        return self.reasons[0].rule


@dataclass(frozen=True, slots=True)
class LoadDecision:
    """The next load of one exercise. `load` is None for exercises without external load; `extension` are the repetitions to
    add on top of the range before the next step is small enough."""

    decision: Decision
    load: float | None
    reason: Reason
    extension: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated one-repetition maximum in kilograms."""

    kg: float
    on: date


# --- plans


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One exercise of a planned session: `sets` of `amount` (in `unit`) at `load` (in `load_type`; None without load) with `rir`
    in reserve (None for mobility). `aim` is the load before it was rounded to what can be loaded, `plates` what goes on each
    side of a bar (or on the one sleeve of a landmine), heaviest first. `pct` is load / estimated maximum where there is one.
    `paired`: done in turns with the item before or after it. `trial`: a declared exercise on trial. `introductory`: fewer than
    the introductory sessions were done. `reasons[0]` chose the exercise; the others set sets, effort and load, or cut them.
    """

    slug: str
    category: Category
    role: Role
    sets: int
    amount: float
    unit: Unit
    load_type: LoadType
    load: float | None = None
    aim: float | None = None
    rir: int | None = None
    pct: float | None = None
    plates: tuple[float, ...] = ()
    paired: bool = False
    trial: bool = False
    introductory: bool = False
    decision: Decision | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def rule(self) -> str:
        return self.reasons[0].rule


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a session or a week goes without, and why: an exercise by `slug`, or a whole category. Neither: a session."""

    reason: Reason
    category: Category | None = None
    slug: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session. `slot` is the day the plan had it on before anybody moved it. `reasons` say why this day, this template and
    what lightens it; `left_out` what it goes without. `eased`: lightened on purpose; `deload`: by a deload week.
    `projected`: it rests on sessions that are not done yet."""

    on: date
    slot: date
    template: Template
    place: str
    phase: Phase
    minutes: int
    items: tuple[PlannedItem, ...]
    left_out: tuple[LeftOut, ...] = ()
    reasons: tuple[Reason, ...] = ()
    eased: bool = False
    deload: bool = False
    projected: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """An exercise that opens on that day if every session goes as written."""

    slug: str
    on: date


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One calendar week from Monday: its sessions still to come, what it goes without, what would open in it. `phase` is that of
    most days. `projected`: it lies after the current week and supposes that every session goes as written."""

    monday: date
    phase: Phase
    sessions: tuple[PlannedSession, ...]
    left_out: tuple[LeftOut, ...] = ()
    opens: tuple[Opening, ...] = ()
    projected: bool = False
