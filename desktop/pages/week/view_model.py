"""A week of an athlete in plain rows and texts: its tabs, and the exercises of a session with their sets. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from itertools import groupby
from typing import Any, Final

from desktop.i18n import later, tr, trn
from desktop.pages.log.view_model import kind_word
from desktop.pages.week.doses import (
    caption_of,
    lead_in_text,
    lower_first,
    plates_text,
    sets_text,
    target_of,
    upper_first,
)
from desktop.pages.week.entry import RESERVE, Entry, count_done, is_done, judgement, proposals
from desktop.qt import fmt
from desktop.services.plans import CardState, SessionCard, SwapOption
from desktop.services.words import Sentence
from models.records import Session, SessionKind, SessionStatus, SetRecord
from rules.verdicts import PlannedItem, PlannedSession, Reason
from rules.vocabulary import Decision, LoadType, Role, Side, Unit

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
GIVEN_UP: Final = later("The plan gave this session up. What was written stays here.")
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
    """The session to show first: today's, else the next to come, else the last one; what the plan gave up only where there is
    nothing else. '' for none."""
    open_ = [card for card in cards if card.state in _DONE | _AHEAD]
    todays = [card for card in open_ if card.on == today]
    ahead = [card for card in open_ if card.on > today]
    kept = [card for card in cards if card.state is not CardState.WITHDRAWN]
    chosen = [*todays, *ahead[:1], *reversed(open_), *reversed(kept), *reversed(cards)]
    return key_of(chosen[0]) if chosen else ""


def writable(card: SessionCard, projected: bool, today: date) -> bool:
    """Whether sets can be entered: it is the day or past it, and nobody took the session out."""
    return not projected and card.state in _WRITABLE and card.on <= today


class Finish(Enum):
    """Whether a session may be finished, and if not, why."""

    ABLE = auto()
    NOTHING = auto()
    LATER = auto()
    SHUT = auto()
    EMPTY = auto()
    ENDED = auto()


FINISH: Final = {
    Finish.ABLE: later("Keeps the session as it is now"),
    Finish.NOTHING: later("There is no session to finish"),
    Finish.LATER: later("This session is not due yet"),
    Finish.SHUT: later("Nothing can be entered in this session"),
    Finish.EMPTY: later("Enter a set first"),
    Finish.ENDED: later("This session is finished"),
}
"""What the button says of it; translated where it is shown."""


def finish_of(card: SessionCard, today: date, writable: bool, begun: bool, ended: bool) -> Finish:
    if not writable:
        return Finish.LATER if card.on > today else Finish.SHUT
    if not begun:
        return Finish.EMPTY
    return Finish.ENDED if ended else Finish.ABLE


def movable(card: SessionCard, projected: bool) -> bool:
    return not projected and card.state in _AHEAD | {CardState.MISSED}


def under_way(card: SessionCard, today: date) -> bool:
    """Whether it is the session of today, begun after its plan: what was not begun of it may still be changed."""
    return card.state in _DONE and card.slot is not None and card.planned is not None and card.on == today


def swappable(card: SessionCard, projected: bool, today: date) -> bool:
    """Whether an exercise nothing was done of may be exchanged."""
    return not projected and (card.state in _AHEAD or under_way(card, today))


def feelable(card: SessionCard, projected: bool, today: date) -> bool:
    """Whether it may be said how the athlete feels, or put right: also where what was said took the session out of the week."""
    withdrawn = card.state is CardState.WITHDRAWN and card.told and card.on >= today
    return swappable(card, projected, today) or (withdrawn and not projected)


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


def note_of(
    card: SessionCard,
    projected: bool,
    today: date,
    sentence: Callable[[Reason], Sentence] | None = None,
    cards: Sequence[SessionCard] = (),
) -> Note | None:
    """`sentence` puts into words why a session was given up (None: it is not said), `cards` are the sessions of its week."""
    if card.state is CardState.WITHDRAWN:
        return Note(_withdrawn(card, feelable(card, projected, today), sentence), "undo")
    if projected:
        return Note(tr("Projected: if every session goes as written."), "clock")
    day = fmt.day(card.on)
    if card.state is CardState.SKIPPED:
        return Note(_skipped(cards), "close", "unskip", tr("Plan it after all"))
    if card.state is CardState.MISSED:
        return Note(tr("Missed on {day}. If it was done after all, enter the sets.", day=day), "warning")
    if card.on > today and card.state in _AHEAD:
        return Note(tr("Planned for {day}.", day=day), "clock", "today", tr("Do it today"))
    if card.state in (CardState.SHIFTED, CardState.DONE_SHIFTED) and card.slot not in (None, card.on):
        return Note(tr("Moved here from {day}.", day=fmt.day(card.slot)), "arrow-right")
    return None


def _skipped(cards: Sequence[SessionCard]) -> str:
    """What a week without it goes on with: where it has one session, the day left free for it may take that one over."""
    following = next((card for card in cards if card.state in _AHEAD), None)
    if following is None:
        return tr("Skipped. It is not made up for later.")
    session = lower_first(kind_word(kind_of(following)))
    return tr("Skipped. The week goes on with {session} on {day}.", session=session, day=fmt.day(following.on))


def _withdrawn(card: SessionCard, may_feel: bool, sentence: Callable[[Reason], Sentence] | None) -> str:
    reason = card.against
    if may_feel and (reason is None or card.felt):
        return tr("Not on this day, as it feels. Change what was said, and it may come back.")
    if reason is None or sentence is None:
        return tr(GIVEN_UP)
    return tr("Withdrawn: {why}", why=lower_first(sentence(reason).text))


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
    """One exercise of a session with its sets. `position` numbers it within the session; `rest` is in seconds. `other` is the
    target with its effort in the unit not in use, '' without effort; `lead_in` says the lighter sets before the first."""

    position: int
    slug: str
    name: str
    caption: str
    target: str
    other: str
    change: str
    why: str
    plates: str
    lead_in: str
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
    """What blocks are made from besides the session: the rulebook's exercises, sentences, the last time of each exercise, the
    seconds of rest after a set and the lighter sets before the first. `reserve`: effort is said as repetitions in reserve."""

    exercises: Mapping[str, Any]
    sentence: Callable[[Reason], Sentence]
    last: Mapping[str, Session] = field(default_factory=dict[str, Session])
    rest: Callable[[str, float | None, bool], float] = lambda _slug, _pct, _paired: 0.0
    lead_in: Callable[[PlannedItem], Sequence[tuple[float, int]]] = lambda _item: ()
    reserve: bool = False


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
        target_of(item, sources.reserve) if item is not None else sets_text(sets, planned=True),
        target_of(item, not sources.reserve) if item is not None and item.rir is not None else "",
        change,
        why,
        plates_text(item),
        "" if item is None else lead_in_text(sources.lead_in(item)),
        sets_text(before, reserve=sources.reserve) if before else "",
        exercise.unit,
        exercise.load_type is not LoadType.BAND_LEVEL,
        warmup,
        can_swap and not warmup and not any(is_done(one) for one in sets),
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


def swap_detail(one: SwapOption, reserve: bool) -> str:
    """How an exercise would be done, and on a line of its own why it may or may not be."""
    dose = "" if one.item is None else target_of(one.item, reserve)
    return "\n".join(part for part in (dose, upper_first(one.sentence)) if part)


def behind(item: PlannedItem, session: Sequence[Reason], lower: bool) -> Reason | None:
    """The reason to show beside a load: what progression decided; of a `lower` load it did not ask for, what lowered it."""
    decided = next((one for one in item.reasons if one.rule.startswith("progression.")), None)
    if not lower or item.decision in _LOWERING:
        return decided
    cut = next((one for one in item.reasons if one.rule in _CUTS), None)
    eased = next((one for one in session if one.rule.startswith("ease.")), None)
    rounded = next((one for one in item.reasons if one.rule == "planner.rounded"), None)
    return cut or eased or rounded or decided
