"""The planned weeks of a season as plain rows and texts. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from desktop.i18n import later, tr, trn
from desktop.pages.log.view_model import kind_word
from desktop.pages.week import beside
from desktop.pages.week.beside import Why
from desktop.pages.week.view_model import target_of, upper_first
from desktop.qt import fmt
from desktop.services.plans import CardState, SessionCard, WeekView
from models.records import SessionKind
from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import Template

# Marked for translation here, translated when shown: word, tone, icon.
_STATES: Final = {
    CardState.DONE: (later("Done"), "unlocked", "check"),
    CardState.DONE_SHIFTED: (later("Done"), "unlocked", "check"),
    CardState.SHIFTED: (later("Moved"), "waits", "arrow-right"),
    CardState.MISSED: (later("Missed"), "within", "warning"),
    CardState.SKIPPED: (later("Skipped"), "neutral", "close"),
    CardState.UNPLANNED: (later("Not planned"), "waits", "add"),
}
_TO_COME: Final = frozenset({CardState.PLANNED, CardState.SHIFTED})
_DONE: Final = frozenset({CardState.DONE, CardState.DONE_SHIFTED, CardState.UNPLANNED})


@dataclass(frozen=True)
class Item:
    """One exercise: 'Goblet squat', '3 × 8 @ 16 kg, RIR 3', and why it is there."""

    name: str
    dose: str
    why: str = ""


@dataclass(frozen=True)
class Planned:
    """One session of a week: 'Session A', its day, '46 min · Home', its exercises and reasons. `word`, `tone`, `icon` say how it
    stands where it is not simply to come."""

    on: date
    name: str
    day: str
    about: str
    items: tuple[Item, ...]
    whys: tuple[Why, ...] = ()
    word: str = ""
    tone: str = ""
    icon: str = ""
    to_come: bool = False
    missed: bool = False
    done: bool = False

    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.day, self.word, self.about) if part)


@dataclass(frozen=True)
class PlannedRows:
    """One week as planned. `projected`: it supposes that all before goes as written. `opening` says what would open, and when."""

    monday: date
    sessions: tuple[Planned, ...]
    left_out: tuple[Why, ...] = ()
    opening: tuple[str, ...] = ()
    projected: bool = False

    def days(self) -> dict[date, bool]:
        """The days with a session, and whether it was done."""
        return {one.on: one.done for one in self.sessions if one.done or one.to_come or one.missed}


@dataclass(frozen=True)
class Brief:
    """What the strip shows of a planned week: `done`, `missed` and `coming` count strength sessions, which mobility alone is not;
    `opens` are the names of exercises that would open. `sets` are those still to come, `sets_done` those done; `deload`: the plan
    lightens the week on purpose. `held` are the weekdays (0 for Monday) of what was done, then missed, then is to come."""

    coming: int
    done: int = 0
    missed: int = 0
    projected: bool = False
    opens: tuple[str, ...] = ()
    sets: int = 0
    sets_done: int = 0
    deload: bool = False
    held: tuple[int, ...] = ()

    def note(self) -> str:
        """What is to be said of the week besides its sessions: '1 missed, projected, would open: Goblet squat'."""
        parts = [trn("{n} missed", "{n} missed", self.missed)] if self.missed else []
        if self.deload:
            parts.append(tr("deload"))
        if self.projected:
            parts.append(tr("projected"))
        if self.opens:
            parts.append(tr("would open: {names}", names=", ".join(self.opens)))
        return ", ".join(parts)


@dataclass(frozen=True)
class Sources:
    """What puts plans into words: `words` are those of the services, `exercises` the rulebook's by slug."""

    words: Any
    exercises: Mapping[str, Any]


def brief(week: WeekView | PlannedWeek, sources: Sources) -> Brief:
    """Of one of the many weeks of a season what is quickly said."""
    names = tuple(sources.words.name(one.slug) for one in sorted(week.opens, key=lambda one: (one.on, one.slug)))
    if isinstance(week, PlannedWeek):
        held = tuple(one.on.weekday() for one in week.sessions if one.template is not Template.MICRO)
        sets = sum(item.sets for session in week.sessions for item in session.items)
        deload = any(session.deload for session in week.sessions)
        return Brief(len(held), projected=week.projected, opens=names, sets=sets, deload=deload, held=held)
    cards = [card for card in week.cards if _counts(card)]
    planned = [
        card.planned for card in week.cards if card.planned is not None and card.state is not CardState.WITHDRAWN
    ]
    return Brief(
        coming=sum(card.state in _TO_COME for card in cards),
        done=sum(card.state in _DONE for card in cards),
        missed=sum(card.state is CardState.MISSED for card in cards),
        projected=week.projected,
        opens=names,
        sets=sum(
            item.sets for card in week.cards if card.planned and card.state in _TO_COME for item in card.planned.items
        ),
        sets_done=sum(
            one.amount is not None for card in week.cards if card.done and card.state in _DONE for one in card.done.sets
        ),
        deload=any(session.deload for session in planned),
        held=tuple(
            card.on.weekday()
            for states in (_DONE, {CardState.MISSED}, _TO_COME)
            for card in cards
            if card.state in states
        ),
    )


def _counts(card: SessionCard) -> bool:
    """Whether it uses up one of the week's sessions."""
    if card.template is not None:
        return card.template is not Template.MICRO
    return card.done is None or card.done.kind is not SessionKind.MICRO


def rows(week: WeekView | PlannedWeek, sources: Sources) -> PlannedRows:
    """One week in full: with what became of its sessions where it is past or under way."""
    opens = sorted(week.opens, key=lambda one: (one.on, one.slug))
    opening = tuple(why.text for why in beside.openings(opens, sources.exercises))
    gone = beside.left_out(week.left_out, sources.exercises, sources.words.sentence)
    if isinstance(week, PlannedWeek):
        shown = tuple(replace(_of_session(one, sources), to_come=True) for one in week.sessions)
    else:
        shown = tuple(row for card in week.cards if (row := _of_card(card, sources)) is not None)
    return PlannedRows(week.monday, shown, gone, opening, week.projected)


def _of_card(card: SessionCard, sources: Sources) -> Planned | None:
    """None for what the plan gave up: it is told on the page of the week."""
    if card.state is CardState.WITHDRAWN:
        return None
    word, tone, icon = _STATES.get(card.state, ("", "", ""))
    shown = _bare(card) if card.planned is None else _of_session(card.planned, sources)
    return replace(
        shown,
        on=card.on,
        day=_day(card.on),
        about=_about(card.minutes, "" if card.planned is None else card.planned.place),
        word=tr(word) if word else "",
        tone=tone,
        icon=icon,
        to_come=card.state in _TO_COME,
        missed=card.state is CardState.MISSED,
        done=card.state in _DONE,
        items=shown.items if card.planned is not None else _done(card, sources),
        whys=shown.whys if card.state not in _DONE else (),
    )


def _bare(card: SessionCard) -> Planned:
    """A session that was done without a plan."""
    kind = card.done.kind if card.done is not None else SessionKind.FREE
    return Planned(card.on, kind_word(kind), "", "", ())


def _done(card: SessionCard, sources: Sources) -> tuple[Item, ...]:
    """What was done of a session without a plan: sets an exercise."""
    if card.done is None:
        return ()
    sets: dict[str, set[tuple[int, int]]] = {}
    for one in card.done.sets:
        if one.amount is not None:
            sets.setdefault(one.exercise, set()).add((one.position, one.number))
    return tuple(Item(sources.words.name(slug), trn("{n} set", "{n} sets", len(own))) for slug, own in sets.items())


def _of_session(session: PlannedSession, sources: Sources) -> Planned:
    kind = SessionKind(session.template.value)
    return Planned(
        on=session.on,
        name=kind_word(kind),
        day=_day(session.on),
        about=_about(session.minutes, session.place),
        items=tuple(_item(item, sources) for item in session.items),
        whys=(
            *beside.whys(session.reasons, sources.words.sentence),
            *beside.left_out(session.left_out, sources.exercises, sources.words.sentence),
        ),
    )


def _item(item: PlannedItem, sources: Sources) -> Item:
    why = "\n".join(dict.fromkeys(upper_first(sources.words.reason(reason)) for reason in item.reasons))
    return Item(sources.words.name(item.slug), target_of(item), why)


def _day(on: date) -> str:
    """Tue 19 Jan"""
    return f"{fmt.weekday(on)} {fmt.short_date(on)}"


def _about(minutes: int | None, place: str) -> str:
    known = [tr("{n} min", n=minutes)] if minutes else []
    return " · ".join([*known, *([place] if place else [])])


def nothing_planned(shown: PlannedRows | None, ahead: bool, pending: bool) -> str:
    """What to say where no session is to be shown; '' where there is one. `ahead`: the week is not over; `pending`: its plan
    is being made."""
    if shown is None:
        if pending:
            return tr("Planning…")
        return tr("Sessions are planned a year ahead.") if ahead else ""
    if shown.sessions:
        return ""
    return tr("No strength session in this week.") if ahead else tr("Nothing was planned and nothing was done.")
