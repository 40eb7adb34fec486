"""The log in plain rows and texts: what a session says in short, which sessions a filter keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from desktop.i18n import later, tr
from desktop.qt import fmt
from desktop.services.rule_figures import CATEGORIES
from desktop.widgets.phases import phase_tone, phase_word
from desktop.widgets.set_editor import ExerciseChoice
from models.records import Session, SessionKind, SessionStatus, SetRecord
from rules.vocabulary import Category, Laterality, LoadType, Status, Unit

# Marked for translation here, translated when shown.
_UNITS: Final = {
    Unit.REPS: later("reps"),
    Unit.SECONDS: later("s"),
    Unit.STEPS: later("steps"),
    Unit.METRES: later("m"),
}
_LOADS: Final = {
    LoadType.BODYWEIGHT: "",
    LoadType.TOTAL_KG: later("{mass} in total"),
    LoadType.PER_HAND_KG: later("{mass} per hand"),
    LoadType.SINGLE_KG: later("{mass}, one weight"),
    LoadType.PLATES_KG: later("{mass} of plates"),
    LoadType.STACK_KG: later("{mass} on the stack"),
    LoadType.BAND_LEVEL: later("band level"),
}
_KINDS: Final = {
    SessionKind.A: later("Session A"),
    SessionKind.B: later("Session B"),
    SessionKind.AB: later("Session AB"),
    SessionKind.MICRO: later("Micro session"),
    SessionKind.FREE: later("Free session"),
}
_STATUSES: Final = {
    SessionStatus.DONE: later("Done"),
    SessionStatus.PLANNED: later("Planned"),
    SessionStatus.SKIPPED: later("Skipped"),
}
_STANDINGS: Final = {
    Status.UNLOCKED: (later("Unlocked"), "unlocked", "check"),
    Status.PROVISIONAL: (later("On trial"), "unlocked", "check"),
    Status.LOCKED_PREREQ: (later("Locked"), "locked", "lock"),
    Status.EXPIRED: (later("Show it again"), "within", "clock"),
    Status.NOVELTY_HOLD: (later("Nothing new now"), "waits", "clock"),
    Status.BLOCKED_BY_COACH: (later("Blocked by coach"), "held", "lock"),
    Status.REQUIRES_COACH: (later("Needs a coach"), "within", "lock"),
    Status.EXCLUDED_AGE: (later("Not at this age"), "held", "lock"),
    Status.EXCLUDED_MOBILITY: (later("Mobility"), "held", "lock"),
    Status.EXCLUDED_EQUIPMENT: (later("No equipment"), "neutral", "lock"),
    Status.SUSPENDED_PAIN: (later("Paused: pain"), "held", "pain"),
    Status.EXCLUDED_PAIN: (later("Pain"), "held", "pain"),
    Status.INJURY_LOCK: (later("Injury"), "held", "pain"),
    Status.HEALTH_HOLD: (later("Health question"), "held", "pain"),
}


def kind_word(kind: SessionKind) -> str:
    return tr(_KINDS[kind])


def kind_short(kind: SessionKind) -> str:
    """A, B, AB, micro, free."""
    return {SessionKind.MICRO: tr("Micro"), SessionKind.FREE: tr("Free")}.get(kind, str(kind))


def status_word(status: SessionStatus) -> str:
    return tr(_STATUSES[status])


def category_word(category: Category) -> str:
    return tr(CATEGORIES[category])


def standing_words(status: Status) -> tuple[str, str, str]:
    """(word, tone, icon) of the pill for an exercise's status."""
    word, tone, icon = _STANDINGS[status]
    return tr(word), tone, icon


@dataclass(frozen=True)
class Catalogue:
    """What the log needs to know of the rulebook: the exercises as choices, the category of each, and the pain from which
    an exercise is left out."""

    choices: tuple[ExerciseChoice, ...]
    categories: Mapping[str, Category]
    pain_from: int

    @cached_property
    def by_slug(self) -> dict[str, ExerciseChoice]:
        return {choice.slug: choice for choice in self.choices}

    def name(self, slug: str) -> str:
        found = self.by_slug.get(slug)
        return slug if found is None else found.name


def catalogue(rulebook: Any) -> Catalogue:
    """From the rulebook, in its order and in the unit of mass in force."""
    found = tuple(rulebook.exercises.values())
    choices = tuple(
        ExerciseChoice(
            one.slug,
            tr(one.name),
            amount_word(one.unit, one.laterality),
            sides=one.laterality is Laterality.UNILATERAL,
            load_word=tr(_LOADS[one.load_type], mass=fmt.mass_unit()) if _LOADS[one.load_type] else "",
            mass=one.load_type is not LoadType.BAND_LEVEL,
        )
        for one in found
    )
    return Catalogue(choices, {one.slug: one.category for one in found}, rulebook.numbers["pain_today"]["exclude_from"])


def amount_word(unit: Unit, laterality: Laterality) -> str:
    word = tr(_UNITS[unit])
    per_side = laterality is Laterality.UNILATERAL or (laterality is Laterality.ALTERNATING and unit is not Unit.STEPS)
    return tr("{unit} per side", unit=word) if per_side else word


# ------------------------------------------------------------------------------------------------------------ in short


def exercise_short(name: str, sets: Sequence[SetRecord]) -> str:
    """'Back squat 3×6 @ 60 kg' of the sets of one exercise: what was done, or what was planned where nothing was."""
    done = [(one.amount, one.load) for one in sets if one.amount is not None]
    shown = done or [(one.planned_amount, one.planned_load) for one in sets if one.planned_amount is not None]
    if not shown:
        return name
    count = len({one.number for one in sets if one.amount is not None or not done})
    amounts = list(dict.fromkeys(amount for amount, _ in shown if amount is not None))
    loads = [load for _, load in shown if load is not None]
    words = f"{count}×{_span(amounts, sets[0].unit)}"
    return f"{name} {words}{_load_short(loads, sets[0].load_type)}"


def _span(amounts: Sequence[float], unit: Unit) -> str:
    text = fmt.number(min(amounts), 1)
    if len(amounts) > 1:
        text = f"{text}-{fmt.number(max(amounts), 1)}"
    return text if unit is Unit.REPS else f"{text} {tr(_UNITS[unit])}"


def _load_short(loads: Sequence[float], load_type: LoadType) -> str:
    if not loads or load_type is LoadType.BODYWEIGHT:
        return ""
    mass = load_type is not LoadType.BAND_LEVEL
    low, high = (fmt.mass(value) if mass else value for value in (min(loads), max(loads)))
    text = fmt.number(low) if low == high else f"{fmt.number(low)}-{fmt.number(high)}"
    if load_type is LoadType.BAND_LEVEL:
        return tr(" @ band {level}", level=text)
    if load_type is LoadType.PER_HAND_KG:
        return tr(" @ {load} {unit} per hand", load=text, unit=fmt.mass_unit())
    return f" @ {text} {fmt.mass_unit()}"


class LogRow:
    """One session as the list shows it. Texts are put together when they are first asked for: few of hundreds are painted."""

    def __init__(self, session: Session, known: Catalogue, unsaved: bool = False) -> None:
        self.session, self.unsaved, self._known = session, unsaved, known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LogRow) and (other.session, other.unsaved) == (self.session, self.unsaved)

    __hash__ = None  # type: ignore[assignment]  # rows are told apart by the session's id

    @property
    def id(self) -> str:
        return self.session.id

    @cached_property
    def day(self) -> str:
        return fmt.day(self.session.on)

    @property
    def day_short(self) -> str:
        """Without the year, where there is little room."""
        return f"{fmt.weekday(self.session.on)} {fmt.short_date(self.session.on)}"

    @cached_property
    def kind(self) -> str:
        return kind_word(self.session.kind)

    @property
    def kind_short(self) -> str:
        return kind_short(self.session.kind)

    @cached_property
    def pill(self) -> tuple[str, str]:
        """(word, tone) of the phase, or of the status of what was not done."""
        if self.unsaved:
            return tr("Not saved yet"), "alarm"
        if self.session.status is not SessionStatus.DONE:
            return status_word(self.session.status), "neutral"
        return self.phase

    @cached_property
    def phase(self) -> tuple[str, str]:
        """(word, tone) of the phase of its day."""
        phase = self.session.phase
        return (phase_word(phase), phase_tone(phase)) if phase is not None else ("", "neutral")

    @cached_property
    def exercises(self) -> str:
        blocks = groupby(self.session.sets, key=lambda one: (one.position, one.exercise))
        return ", ".join(exercise_short(self._known.name(key[1]), list(sets)) for key, sets in blocks)

    @cached_property
    def worst_pain(self) -> int | None:
        found = [value for one in self.session.sets for value in (one.pain, one.next_day_pain) if value is not None]
        return max(found, default=None)

    @cached_property
    def rpe(self) -> float | None:
        return max((one.rpe for one in self.session.sets if one.rpe is not None), default=None)

    @cached_property
    def off_plan(self) -> bool:
        return any(one.off_plan for one in self.session.sets)

    @cached_property
    def notes(self) -> str:
        return " ".join(" ".join((self.session.notes, *(one.notes for one in self.session.sets))).split())

    @cached_property
    def marks(self) -> tuple[tuple[str, str, str], ...]:
        """(icon, text, tone) of what stands under a session."""
        found: list[tuple[str, str, str]] = []
        if self.rpe is not None:
            found.append(("", tr("RPE {rpe}", rpe=fmt.number(self.rpe, 1)), "quiet"))
        if self.worst_pain:
            tone = "alarm-ink" if self.worst_pain >= self._known.pain_from else "quiet"
            found.append(("pain", tr("pain {pain}", pain=self.worst_pain), tone))
        if self.off_plan:
            found.append(("warning", tr("off plan"), "within-ink"))
        if self.notes:
            found.append(("", self.notes, "quiet"))
        return tuple(found)

    @cached_property
    def spoken(self) -> str:
        parts = (self.day, self.kind, self.pill[0], self.exercises, *(text for _, text, _ in self.marks))
        return ". ".join(part for part in parts if part)

    @cached_property
    def searched(self) -> str:
        """What the filter's words are looked for in."""
        names = dict.fromkeys(self._known.name(one.exercise) for one in self.session.sets)
        return "\n".join((self.day, self.kind, self.pill[0], self.notes, *names)).casefold()


@dataclass(frozen=True)
class Filter:
    """Which sessions are shown; `words` must all occur. `start` and `end` are included."""

    words: str = ""
    category: Category | None = None
    status: SessionStatus | None = None
    start: date | None = None
    end: date | None = None
    off_plan: bool = False
    pain: bool = False

    @property
    def empty(self) -> bool:
        return self == Filter()

    def keeps(self, row: LogRow, categories: Mapping[str, Category]) -> bool:
        session = row.session
        if self.status is not None and session.status is not self.status:
            return False
        if (self.start is not None and session.on < self.start) or (self.end is not None and session.on > self.end):
            return False
        if self.off_plan and not row.off_plan:
            return False
        if self.pain and not row.worst_pain:
            return False
        if self.category is not None and all(categories.get(one.exercise) != self.category for one in session.sets):
            return False
        return all(word in row.searched for word in self.words.casefold().split())


def merged(fresh: Sequence[LogRow], old: Sequence[LogRow]) -> list[LogRow]:
    """Rows read anew, followed by the old ones that lie behind them: what is shown while the rest is being read again."""
    if not fresh:
        return []
    last = fresh[-1].session.on
    known = {row.id for row in fresh}
    return [*fresh, *(row for row in old if row.session.on < last and row.id not in known)]
