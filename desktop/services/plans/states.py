"""How each session of a week stands, told from its slot, the versions written down, what was wished and what was logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.services.plans import content
from desktop.services.plans.views import CardState, SessionCard, against
from models import records
from models.records import SessionKind, SessionStatus, WrittenPlan
from rules.verdicts import LeftOut, PlannedSession
from rules.vocabulary import Template


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store has of an athlete's sessions around a week: every version by slot (oldest first), wishes by slot, sessions
    by the slot they carry out, and the sessions that carry out none."""

    versions: Mapping[date, tuple[WrittenPlan, ...]] = field(default_factory=dict[date, tuple[WrittenPlan, ...]])
    wishes: Mapping[date, records.Wish] = field(default_factory=dict[date, records.Wish])
    logged: Mapping[date, records.Session] = field(default_factory=dict[date, records.Session])
    others: tuple[records.Session, ...] = ()

    def newest(self, slot: date) -> WrittenPlan | None:
        versions = self.versions.get(slot)
        return versions[-1] if versions else None

    def carried_out(self, slot: date) -> bool:
        """Whether something of the session was done."""
        session = self.logged.get(slot)
        return session is not None and session.status is SessionStatus.DONE


def kept(versions: Iterable[WrittenPlan], wishes: Iterable[records.Wish], sessions: Iterable[records.Session]) -> Kept:
    by_slot: defaultdict[date, list[WrittenPlan]] = defaultdict(list)
    for plan in sorted(versions, key=lambda plan: (plan.slot, plan.version)):
        by_slot[plan.slot].append(plan)
    logged: dict[date, records.Session] = {}
    others: list[records.Session] = []
    # what was done goes before what was only begun, the earlier before the later: the rest was not planned
    for session in sorted(sessions, key=lambda s: (s.status is not SessionStatus.DONE, s.on, s.id)):
        if session.slot is None or session.slot in logged:
            others.append(session)
        else:
            logged[session.slot] = session
    _adopt(by_slot, logged, others)
    return Kept(
        {slot: tuple(plans) for slot, plans in by_slot.items()},
        {wish.slot: wish for wish in wishes},
        logged,
        tuple(others),
    )


def _adopt(
    by_slot: Mapping[date, list[WrittenPlan]], logged: dict[date, records.Session], others: list[records.Session]
) -> None:
    """A strength session logged without naming its slot carries out the one that was planned for its day."""
    planned = {plans[-1].on: slot for slot, plans in by_slot.items() if not plans[-1].withdrawn}
    for session in list(others):
        slot = planned.get(session.on)
        own = session.slot is None and session.status is SessionStatus.DONE and session.kind is not SessionKind.MICRO
        if own and slot is not None and slot not in logged:
            logged[slot] = session
            others.remove(session)


@dataclass(frozen=True, slots=True)
class Frame:
    """What else a card needs: the week, today, the athlete's longest session, and the exercises there are."""

    monday: date
    sunday: date
    today: date
    limit: int | None
    known: Container[str]

    def holds(self, day: date) -> bool:
        return self.monday <= day <= self.sunday


def cards(
    frame: Frame, found: Kept, live: Iterable[PlannedSession], left_out: Iterable[LeftOut] = ()
) -> tuple[SessionCard, ...]:
    """The sessions of the week in order of their days. `live` is what the planner has of it from today on, `left_out` what that
    plan goes without."""
    planned = {session.slot: session for session in live}
    slots = {*planned, *found.versions, *found.logged}
    cards_of = [_card(frame, found, slot, planned.get(slot)) for slot in sorted(slots)]
    done = [session for session in found.others if session.status is SessionStatus.DONE]
    cards_of.extend(_unplanned(frame, session) for session in done)
    gone = tuple(left_out)
    within = (_with_reason(card, gone) for card in cards_of if card is not None and frame.holds(card.on))
    return tuple(sorted(within, key=lambda card: (card.on, card.slot or card.on, card.state)))


def _with_reason(card: SessionCard, left_out: tuple[LeftOut, ...]) -> SessionCard:
    """What was given up with why: its own reasons are those of a plan that holds no more."""
    if card.state is not CardState.WITHDRAWN or card.slot is None:
        return card
    return replace(card, against=against(left_out, card.slot))


def _card(frame: Frame, found: Kept, slot: date, live: PlannedSession | None) -> SessionCard | None:
    newest, wish, done = found.newest(slot), found.wishes.get(slot), found.logged.get(slot)
    carried_out = found.carried_out(slot)
    if newest is None and live is None and not carried_out:
        return None
    # what was begun is shown as it was planned then; what is still to come as it is planned now
    written = None if newest is None else content.read(newest.content, frame.known)
    planned = written if carried_out or live is None else live
    on = _day(slot, newest, live, done if carried_out else None)
    versions = found.versions.get(slot, ())
    return SessionCard(
        slot=slot,
        on=on,
        template=_template(planned, newest, done),
        state=state(frame.today, slot, on, newest, live, wish, done),
        planned=planned,
        done=done,
        earlier=versions[:-1],
        minutes=_minutes(planned, newest, done),
        limit=frame.limit,
        wish=wish,
    )


def state(
    today: date,
    slot: date,
    on: date,
    newest: WrittenPlan | None,
    live: PlannedSession | None,
    wish: records.Wish | None,
    done: records.Session | None,
) -> CardState:
    """How the session of that slot, now on the day `on`, stands today."""
    if done is not None and done.status is SessionStatus.DONE:
        return CardState.DONE if done.on == slot else CardState.DONE_SHIFTED
    if (wish is not None and wish.skipped) or (done is not None and done.status is SessionStatus.SKIPPED):
        return CardState.SKIPPED
    # what is still to come and planned no more is given up, whether or not that was written down yet
    if live is None and newest is not None and (newest.withdrawn or on >= today):
        return CardState.WITHDRAWN
    if on < today:
        return CardState.MISSED
    return CardState.PLANNED if on == slot else CardState.SHIFTED


def _day(slot: date, newest: WrittenPlan | None, live: PlannedSession | None, done: records.Session | None) -> date:
    if done is not None:
        return done.on
    if live is not None:
        return live.on
    return slot if newest is None else newest.on


def _template(
    planned: PlannedSession | None, newest: WrittenPlan | None, done: records.Session | None
) -> Template | None:
    if planned is not None:
        return planned.template
    kind = newest.kind if newest is not None else done.kind if done is not None else SessionKind.FREE
    return template_of(kind)


def template_of(kind: SessionKind) -> Template | None:
    return None if kind is SessionKind.FREE else Template(kind.value)


def _minutes(planned: PlannedSession | None, newest: WrittenPlan | None, done: records.Session | None) -> int | None:
    if done is not None and done.status is SessionStatus.DONE and done.minutes is not None:
        return done.minutes
    if planned is not None:
        return planned.minutes
    return None if newest is None else newest.minutes


def _unplanned(frame: Frame, session: records.Session) -> SessionCard:
    return SessionCard(
        slot=None,
        on=session.on,
        template=template_of(session.kind),
        state=CardState.UNPLANNED,
        planned=None,
        done=session,
        earlier=(),
        minutes=session.minutes,
        limit=frame.limit,
    )
