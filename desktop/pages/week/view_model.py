"""A week of an athlete in plain rows and texts: its tabs, and the exercises of a session with their sets. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from desktop.i18n import later, tr, trn
from desktop.pages.log.view_model import category_word, kind_word
from desktop.pages.week.entry import RESERVE, Entry, count_done, is_done, judgement, proposals
from desktop.qt import fmt
from desktop.services.plans import CardState, SessionCard
from desktop.services.words import Sentence
from models.records import Session, SessionKind, SessionStatus, SetRecord
from rules.verdicts import PlannedItem, PlannedSession, Reason
from rules.vocabulary import Decision, Laterality, LoadType, Role, Side, Unit

# Marked for translation here, translated when shown: word, tone, icon.
_STATES: Final = {
    CardState.PLANNED: (later("Planned"), "neutral", "clock"),
    CardState.DONE: (later("Done"), "unlocked", "check"),
    CardState.SHIFTED: (later("Moved"), "waits", "arrow-right"),
    CardState.DONE_SHIFTED: (later("Done, moved"), "unlocked", "check"),
    CardState.MISSED: (later("Missed"), "within", "warning"),
    CardState.SKIPPED: (later("Skipped"), "neutral", "close"),
    CardState.UNPLANNED: (later("Not planned"), "waits", "add"),
    CardState.WITHDRAWN: (later("Withdrawn"), "locked", "undo"),
}
_UNITS: Final = {
    Unit.REPS: "{amount}",
    Unit.SECONDS: later("{amount} s"),
    Unit.STEPS: later("{amount} steps"),
    Unit.METRES: later("{amount} m"),
}
_HEADS: Final = {
    Unit.REPS: later("Reps"),
    Unit.SECONDS: later("Seconds"),
    Unit.STEPS: later("Steps"),
    Unit.METRES: later("Metres"),
}
_LOWERING: Final = frozenset(
    {Decision.LAYOFF, Decision.REDUCE_20_AND_REGRESS, Decision.REDUCE_10_AND_DELOAD, Decision.REDUCE_5}
)
_CUTS: Final = frozenset({"planner.heaviest", "planner.phase-load", "planner.near-run-load", "planner.transfer"})
_SAME: Final = 0.001  # kilograms: less is the same load
_DONE: Final = frozenset({CardState.DONE, CardState.DONE_SHIFTED, CardState.UNPLANNED})
_AHEAD: Final = frozenset({CardState.PLANNED, CardState.SHIFTED})
_WRITABLE: Final = _DONE | _AHEAD | {CardState.MISSED}


# ------------------------------------------------------------------------------------------------ the week and its tabs


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_title(monday: date) -> str:
    return tr("Week of {day}", day=fmt.short_date(monday))


def key_of(card: SessionCard) -> str:
    """What tells one session of a week from the others: its slot, else the session that was done without one."""
    if card.slot is not None:
        return card.slot.isoformat()
    return card.done.id if card.done is not None else ""


def kind_of(card: SessionCard) -> SessionKind:
    if card.template is not None:
        return SessionKind(card.template)
    return card.done.kind if card.done is not None else SessionKind.FREE


@dataclass(frozen=True)
class Tab:
    """One session of the week: 'Session A · Tue', and how it stands in a word with its icon."""

    key: str
    text: str
    word: str
    tone: str
    icon: str

    def spoken(self) -> str:
        return f"{self.text}, {self.word}"


def tab_of(card: SessionCard, today: date) -> Tab:
    word, tone, icon = _STATES[card.state]
    said = tr(word)
    sets = card.done.sets if card.done is not None else ()
    if card.state in _DONE and count_done(sets) < len(sets):
        said = tr("{done} of {all} sets", done=count_done(sets), all=len(sets))
        tone, icon = "within", "partial"
    elif card.state is CardState.PLANNED and card.on == today:
        said, tone = tr("Today"), "unlocked"
    elif card.state is CardState.SHIFTED and card.slot is not None:
        said = tr("Moved from {day}", day=fmt.weekday(card.slot))
    text = tr("{session} · {day}", session=kind_word(kind_of(card)), day=fmt.weekday(card.on))
    return Tab(key_of(card), text, said, tone, icon)


def first_choice(cards: Sequence[SessionCard], today: date) -> str:
    """The session to show first: today's, else the next to come, else the last one; '' for none."""
    open_ = [card for card in cards if card.state in _DONE | _AHEAD]
    todays = [card for card in open_ if card.on == today]
    ahead = [card for card in open_ if card.on > today]
    chosen = [*todays, *ahead[:1], *reversed(open_), *reversed(cards)]
    return key_of(chosen[0]) if chosen else ""


def writable(card: SessionCard, projected: bool, today: date) -> bool:
    """Whether sets can be entered: it is the day or past it, and nobody took the session out."""
    return not projected and card.state in _WRITABLE and card.on <= today


def movable(card: SessionCard, projected: bool) -> bool:
    return not projected and card.state in _AHEAD | {CardState.MISSED}


def swappable(card: SessionCard, projected: bool) -> bool:
    return not projected and card.state in _AHEAD


def feelable(card: SessionCard, projected: bool, today: date) -> bool:
    """Whether it may be said how the athlete feels: also where what was said took the session out of the week."""
    withdrawn = card.state is CardState.WITHDRAWN and card.told and card.on >= today
    return swappable(card, projected) or (withdrawn and not projected)


def minutes_text(card: SessionCard) -> str:
    """'about 46 of your 50 minutes', or how long it took."""
    if card.minutes is None:
        return ""
    if card.done is not None and card.done.minutes is not None and card.state in _DONE:
        return trn("took {n} minute", "took {n} minutes", card.done.minutes)
    if card.limit is None:
        return trn("about {n} minute", "about {n} minutes", card.minutes)
    return tr("about {minutes} of your {limit} minutes", minutes=card.minutes, limit=card.limit)


@dataclass(frozen=True)
class Note:
    """A line over the session that says how it stands, and what may be done about it ('today', 'unskip' or '')."""

    text: str
    icon: str = "info"
    does: str = ""
    button: str = ""
    alarm: bool = False


def note_of(card: SessionCard, projected: bool, today: date) -> Note | None:
    if projected:
        return Note(tr("Projected: if every session goes as written."), "clock")
    day = fmt.day(card.on)
    if card.state is CardState.SKIPPED:
        return Note(tr("Skipped. It is not made up for later."), "close", "unskip", tr("Plan it after all"))
    if card.state is CardState.WITHDRAWN and feelable(card, projected, today):
        return Note(tr("Not on this day, as it feels. Change what was said, and it may come back."), "undo")
    if card.state is CardState.WITHDRAWN:
        return Note(tr("The plan gave this session up. What was written stays here."), "undo")
    if card.state is CardState.MISSED:
        return Note(tr("Missed on {day}. If it was done after all, enter the sets.", day=day), "warning")
    if card.on > today and card.state in _AHEAD:
        return Note(tr("Planned for {day}.", day=day), "clock", "today", tr("Do it today"))
    if card.state in (CardState.SHIFTED, CardState.DONE_SHIFTED) and card.slot not in (None, card.on):
        return Note(tr("Moved here from {day}.", day=fmt.day(card.slot)), "arrow-right")
    return None


# ------------------------------------------------------------------------------------------------ exercises and their sets


@dataclass(frozen=True)
class Line:
    """One set. `done` is what was entered (None: not yet), `meant` what it is if nothing is typed. Loads as stored."""

    id: str
    number: str
    spoken: str
    meant: Entry
    done: Entry | None
    loaded: bool
    effort: bool


@dataclass(frozen=True)
class Block:
    """One exercise of a session with its sets. `position` numbers it within the session; `rest` is in seconds."""

    position: int
    slug: str
    name: str
    caption: str
    target: str
    change: str
    why: str
    plates: str
    last: str
    unit: Unit
    mass: bool
    warmup: bool
    swappable: bool
    rest: float
    technique: int | None
    pain: int | None
    lines: tuple[Line, ...]

    @property
    def done(self) -> bool:
        return all(line.done is not None for line in self.lines)

    @property
    def judged(self) -> bool:
        return self.technique is not None or self.pain is not None


@dataclass(frozen=True)
class Sources:
    """What blocks are made from besides the session: the rulebook's exercises, sentences, the last time of each exercise and
    the seconds of rest after a set."""

    exercises: Mapping[str, Any]
    sentence: Callable[[Reason], Sentence]
    last: Mapping[str, Session] = field(default_factory=dict[str, Session])
    rest: Callable[[str, float | None, bool], float] = lambda _slug, _pct, _paired: 0.0


def blocks_of(session: Session, planned: PlannedSession | None, sources: Sources, can_swap: bool) -> tuple[Block, ...]:
    """The exercises of a session, warm-ups first, else in its order."""
    items = {} if planned is None else {item.slug: item for item in planned.items}
    efforts = {one.position: _effort(items.get(one.exercise)) for one in session.sets}
    meant = proposals(session.sets, efforts)
    found: list[Block] = []
    for (position, slug), group in groupby(session.sets, key=lambda one: (one.position, one.exercise)):
        item = items.get(slug)
        found.append(_block(position, slug, tuple(group), item, planned, meant, sources, can_swap and item is not None))
    return tuple(sorted(found, key=lambda block: not block.warmup))


def session_shown(athlete_id: str, planned: PlannedSession) -> Session:
    """A planned session as sets, to be looked at only: one that nobody can log."""
    sets = tuple(
        SetRecord(
            f"{planned.slot} {position} {number}",
            item.slug,
            position,
            number,
            item.unit,
            item.load_type,
            planned_amount=item.amount,
            planned_load=item.load,
        )
        for position, item in enumerate(planned.items, 1)
        for number in range(1, item.sets + 1)
    )
    kind = SessionKind(planned.template)
    return Session(str(planned.slot), athlete_id, planned.on, kind, SessionStatus.PLANNED, planned.phase, sets=sets)


def _effort(item: PlannedItem | None) -> float | None:
    return None if item is None or item.rir is None else RESERVE - item.rir


def _block(
    position: int,
    slug: str,
    sets: tuple[SetRecord, ...],
    item: PlannedItem | None,
    planned: PlannedSession | None,
    meant: Mapping[str, Entry],
    sources: Sources,
    can_swap: bool,
) -> Block:
    exercise = sources.exercises[slug]
    last = sources.last.get(slug)
    before = () if last is None else tuple(one for one in last.sets if one.exercise == slug)
    warmup = item is not None and item.role is Role.WARMUP
    technique, pain = judgement(sets, position)
    change, why = _change(item, planned, before, sources)
    effort = item is None or item.rir is not None
    lines = tuple(_line(one, exercise, meant[one.id], effort, len(sets)) for one in sets)
    return Block(
        position,
        slug,
        tr(exercise.name),
        caption_of(exercise, item),
        target_of(item) if item is not None else sets_text(sets, planned=True),
        change,
        why,
        plates_text(item),
        sets_text(before) if before else "",
        exercise.unit,
        exercise.load_type is not LoadType.BAND_LEVEL,
        warmup,
        can_swap and not any(is_done(one) for one in sets),
        sources.rest(slug, None if item is None else item.pct, item is not None and item.paired),
        technique,
        pain,
        lines,
    )


def _line(one: SetRecord, exercise: Any, meant: Entry, effort: bool, of: int) -> Line:
    sides = {Side.LEFT: tr("left"), Side.RIGHT: tr("right")}
    side = sides[one.side] if one.side is not None else ""
    number = f"{one.number} {side[:1].upper()}".strip()
    spoken = tr("{exercise}, set {number} of {all}", exercise=tr(exercise.name), number=one.number, all=of)
    done = Entry(one.amount, one.load, one.rpe) if is_done(one) else None
    loaded = exercise.load_type is not LoadType.BODYWEIGHT
    return Line(one.id, number, f"{spoken} {side}".strip(), meant, done, loaded, effort)


def caption_of(exercise: Any, item: PlannedItem | None) -> str:
    """'Lunge · each side', 'Warm-up · each side'"""
    parts = [tr("Warm-up") if item is not None and item.role is Role.WARMUP else category_word(exercise.category)]
    if per_side(exercise):
        parts.append(tr("each side"))
    if item is not None and item.trial:
        parts.append(tr("on trial"))
    if item is not None and item.paired:
        parts.append(tr("in turns"))
    return " · ".join(parts)


def per_side(exercise: Any) -> bool:
    """Whether an amount is meant for each side."""
    if exercise.laterality is Laterality.UNILATERAL:
        return True
    return exercise.laterality is Laterality.ALTERNATING and exercise.unit is not Unit.STEPS


def amount_text(amount: float, unit: Unit) -> str:
    return tr(_UNITS[unit], amount=fmt.number(amount, 1))


def amount_short(amount: float, unit: Unit) -> str:
    """As in a field: '30 m', '20 s'; repetitions and steps are numbers alone."""
    return fmt.number(amount, 1) if unit in (Unit.REPS, Unit.STEPS) else amount_text(amount, unit)


def amount_head(units: Iterable[Unit]) -> str:
    """The head of the column of amounts: what all of the session's exercises count, else simply how much."""
    found = set(units)
    return amount_word(found.pop()) if len(found) == 1 else tr("Done")


def amount_word(unit: Unit) -> str:
    return tr(_HEADS[unit])


def load_text(load: float, load_type: LoadType) -> str:
    """'22 kg', '12 kg per hand', 'band 2'"""
    if load_type is LoadType.BAND_LEVEL:
        return tr("band {level}", level=fmt.number(load))
    words = {
        LoadType.PER_HAND_KG: later("{load} per hand"),
        LoadType.PLATES_KG: later("{load} of plates"),
        LoadType.STACK_KG: later("{load} on the stack"),
    }
    return tr(words.get(load_type, "{load}"), load=fmt.kg(load))


def target_of(item: PlannedItem) -> str:
    """'3 × 8 @ 22 kg, RIR 3'"""
    text = f"{item.sets} × {amount_text(item.amount, item.unit)}"
    if item.load is not None and item.load_type is not LoadType.BODYWEIGHT:
        text = f"{text} @ {load_text(item.load, item.load_type)}"
    return text if item.rir is None else tr("{dose}, RIR {rir}", dose=text, rir=item.rir)


def plates_text(item: PlannedItem | None) -> str:
    """'each side: 10 + 2.5', or of the one sleeve of a landmine."""
    if item is None or not item.plates:
        return ""
    plates = " + ".join(fmt.number(fmt.mass(plate)) for plate in item.plates)
    if item.load_type is LoadType.PLATES_KG:
        return tr("on the sleeve: {plates}", plates=plates)
    return tr("plates each side: {plates}", plates=plates)


def sets_text(sets: Sequence[SetRecord], planned: bool = False) -> str:
    """'3 × 8 @ 20 kg, RPE 7' of the sets of one exercise: what was done, or with `planned` what was meant."""
    values = [
        (one.planned_amount, one.planned_load) if planned else (one.amount, one.load)
        for one in sets
        if (one.planned_amount if planned else one.amount) is not None
    ]
    if not values:
        return ""
    numbers = {one.number for one in sets if planned or is_done(one)}
    amounts = [amount for amount, _ in values if amount is not None]
    loads = [load for _, load in values if load is not None]
    low, high = min(amounts), max(amounts)
    span = amount_text(high, sets[0].unit)
    text = f"{len(numbers)} × {span}" if low == high else f"{len(numbers)} × {fmt.number(low, 1)}–{span}"
    if loads and sets[0].load_type is not LoadType.BODYWEIGHT:
        text = f"{text} @ {load_text(max(loads), sets[0].load_type)}"
    rpe = max((one.rpe for one in sets if one.rpe is not None), default=None)
    return text if planned or rpe is None else tr("{dose}, RPE {rpe}", dose=text, rpe=fmt.number(rpe, 1))


def _change(
    item: PlannedItem | None, session: PlannedSession | None, before: Sequence[SetRecord], sources: Sources
) -> tuple[str, str]:
    """What changes since the last time with the words of the rule behind it, and the rule's id."""
    if item is None:
        return "", ""
    loads = [one.load for one in before if one.load is not None and is_done(one)]
    step = item.load - max(loads) if loads and item.load is not None else 0.0
    reason = behind(item, () if session is None else session.reasons, lower=step < -_SAME)
    if reason is None:
        return "", ""
    sentence = sources.sentence(reason)
    if abs(step) < _SAME or item.load_type is LoadType.BAND_LEVEL:
        return upper_first(sentence.text), sentence.rule
    sign = "+" if step > 0 else "−"
    return tr("{step}: {why}", step=f"{sign}{fmt.kg(abs(step))}", why=lower_first(sentence.text)), sentence.rule


def behind(item: PlannedItem, session: Sequence[Reason], lower: bool) -> Reason | None:
    """The reason to show beside a load: what progression decided; of a `lower` load it did not ask for, what lowered it."""
    decided = next((one for one in item.reasons if one.rule.startswith("progression.")), None)
    if not lower or item.decision in _LOWERING:
        return decided
    cut = next((one for one in item.reasons if one.rule in _CUTS), None)
    eased = next((one for one in session if one.rule.startswith("ease.")), None)
    rounded = next((one for one in item.reasons if one.rule == "planner.rounded"), None)
    return cut or eased or rounded or decided


def upper_first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def lower_first(text: str) -> str:
    """A sentence as it goes on after a colon; names and abbreviations keep their capitals."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if first == "A" or first[1:].islower() else text
