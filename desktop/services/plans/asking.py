"""What may be asked of a planned session, and what becomes of it: another day, another exercise, no session, how one feels.

What is legal is the planner's to say: it is given the wish, and its answer is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.i18n import later, tr
from desktop.services import limits as check
from desktop.services.changes import About, put, take
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.plans import situation as made_from
from desktop.services.plans.begun import Begun, Exchange
from desktop.services.plans.comparing import named, named_within
from desktop.services.plans.reading import WEEK, Reader, monday_of
from desktop.services.plans.views import CardState, MoveOption, SessionCard, SwapOption, against
from desktop.services.plans.writing import Writer
from desktop.services.words import Words, written_day
from models import records
from rules.facts import Situation
from rules.verdicts import PlannedItem, PlannedWeek
from rules.vocabulary import Category, Role

if TYPE_CHECKING:
    from rules.planner.choice import Rung

TOPICS = frozenset({Topic.TRAINING})
_ASKED = "planner.swap"
"""That it was asked for is no reason to choose it."""
_TO_COME = frozenset({CardState.PLANNED, CardState.SHIFTED})
_DONE = later("{session} of {day} was done already.")
_WORDS = {
    CardState.DONE: _DONE,
    CardState.DONE_SHIFTED: _DONE,
    CardState.SKIPPED: later("{session} of {day} was skipped; plan it again first."),
    CardState.WITHDRAWN: later("{session} of {day} is no longer planned."),
    CardState.MISSED: later("{session} of {day} is past."),
    CardState.UNPLANNED: later("{session} of {day} was not planned."),
}
_OTHERWISE = later("{session} of {day} is not to be changed.")


class Asking:
    def __init__(self, desk: Desk, reader: Reader, writer: Writer, begun: Begun) -> None:
        self._desk = desk
        self._reader = reader
        self._writer = writer
        self._begun = begun

    # --- another day

    def moves(self, athlete_id: str, slot: date) -> tuple[MoveOption, ...]:
        card = self._open(athlete_id, slot, _TO_COME | {CardState.MISSED})
        monday, today = monday_of(slot), self._reader.today
        days = (monday + timedelta(days=offset) for offset in range(7))
        return tuple(self._move_option(athlete_id, card, day) for day in days if day >= today)

    def move(self, athlete_id: str, slot: date, to: date) -> Receipt:
        card = self._open(athlete_id, slot, _TO_COME | {CardState.MISSED})
        if to < self._reader.today:
            raise Refused("to", tr("A session cannot be moved to a day that is past."))
        if monday_of(to) != monday_of(slot):
            raise Refused("to", tr("A session stays in its week: the next one is planned anew."))
        option = self._move_option(athlete_id, card, to)
        if not option.allowed:
            raise Refused("to", option.sentence)
        wish = self._wish(athlete_id, slot)
        back = tr("Moved the session back to {day}", day=written_day(card.on))
        return self._keep(
            replace(wish, moved_to=None if to == slot else to),
            tr(
                "Moved {session} from {day} to {to}",
                session=self._name(card),
                day=written_day(card.on),
                to=written_day(to),
            ),
            back,
        )

    def _move_option(self, athlete_id: str, card: SessionCard, to: date) -> MoveOption:
        slot = card.slot
        if slot is None or to == card.on:
            return MoveOption(to, True, "")
        wish = replace(self._wish(athlete_id, slot), moved_to=to)
        monday = monday_of(slot)
        before = (self._reader.ahead(athlete_id, monday), self._reader.ahead(athlete_id, monday + WEEK))
        here, following = self._reader.supposed(self._with(self._reader.situation(athlete_id), wish), monday, 2)
        words = Words(self._desk.judge.rulebook)
        if not any(session.slot == slot and session.on == to for session in here.sessions):
            reason = against(here.left_out, slot)
            said = tr("There is a session on that day.") if reason is None else words.reason(reason)
            return MoveOption(to, False, said)
        # the day is free, but another session of the week would have to give way
        lost = _lost(before[0], here, words)
        if lost:
            return MoveOption(to, False, lost)
        # the weeks after it are planned anew anyway: what it costs there is told
        return MoveOption(to, True, _lost(before[1], following, words))

    # --- another exercise

    def swaps(self, athlete_id: str, slot: date, category: Category) -> tuple[SwapOption, ...]:
        card = self._open(athlete_id, slot, _TO_COME, under_way=True)
        present = self._present(card, category)
        if not present:  # how a session is warmed up follows from what comes after it
            return ()
        situation = self._situation(athlete_id, card)
        rungs = self._desk.judge.planner.options(situation, self._reader.today, slot, category)
        at = next((place for place, rung in enumerate(rungs) if rung.slug in present), 0)
        # nearest first: the present one, then by steps on the ladder, of two as near the better one
        order = sorted(range(len(rungs)), key=lambda place: (abs(place - at), place))
        there = self._practised(card)
        return tuple(
            self._option(athlete_id, card, rungs[place], present.get(rungs[place].slug))
            for place in order
            if rungs[place].slug not in there
        )

    def swap(self, athlete_id: str, slot: date, category: Category, slug: str) -> Receipt:
        card = self._open(athlete_id, slot, _TO_COME, under_way=True)
        words, present = Words(self._desk.judge.rulebook), self._present(card, category)
        situation = self._situation(athlete_id, card)
        rungs = self._desk.judge.planner.options(situation, self._reader.today, slot, category) if present else ()
        rung = next((one for one in rungs if one.slug == slug), None)
        if rung is None or slug in self._practised(card):
            raise Refused("slug", tr("{name} cannot stand in for this exercise.", name=words.name(slug)))
        if rung.barred is not None and slug not in present:
            raise Refused("slug", words.reason(rung.barred))
        change = self._exchange(athlete_id, card, category, slug)
        if isinstance(change, str):
            raise Refused("slug", change)
        said = tr("Chose {name} for {session}", name=words.name(slug), session=self._name(card))
        back = tr("Took back the exercise chosen")
        if self._begun.under_way(card):
            return self._begun.exchange(card, change, said, back)
        return self._keep(change.wish, said, back)

    def _present(self, card: SessionCard, category: Category) -> dict[str, PlannedItem]:
        """What fills the category and may still be exchanged, by slug."""
        items, done = () if card.planned is None else card.planned.items, self._practised(card)
        return {
            item.slug: item
            for item in items
            if item.category is category and item.role is not Role.WARMUP and item.slug not in done
        }

    def _practised(self, card: SessionCard) -> frozenset[str]:
        return self._begun.practised(card) if self._begun.under_way(card) else frozenset()

    def _situation(self, athlete_id: str, card: SessionCard) -> Situation:
        return self._begun.situation(card) if self._begun.under_way(card) else self._reader.situation(athlete_id)

    def _option(self, athlete_id: str, card: SessionCard, rung: Rung, item: PlannedItem | None) -> SwapOption:
        words = Words(self._desk.judge.rulebook)
        name, current, reason = words.name(rung.slug), item is not None, rung.barred
        if item is None and reason is None:
            category = self._desk.judge.rulebook.exercises[rung.slug].category
            change = self._exchange(athlete_id, card, category, rung.slug)
            if isinstance(change, str):
                return SwapOption(rung.slug, name, False, False, change)
            item = change.item
        if item is not None:
            own = next((one for one in item.reasons if one.rule != _ASKED), None)
            reason = own if current else rung.doubt or own
        return SwapOption(
            rung.slug, name, item is not None, current, "" if reason is None else words.reason(reason), item
        )

    def _exchange(self, athlete_id: str, card: SessionCard, category: Category, slug: str) -> Exchange | str:
        """The exercise as it would be planned in that session, or why it finds no place there."""
        slot, words = card.slot, Words(self._desk.judge.rulebook)
        assert slot is not None, "only what was planned is exchanged"
        wish = self._wish(athlete_id, slot)
        swaps = {**dict(wish.swaps), category: slug}
        asked = replace(wish, swaps=tuple((one, swaps[one]) for one in Category if one in swaps))
        after = self._week(self._with(self._situation(athlete_id, card), asked), slot)
        session = next((one for one in after.sessions if one.slot == slot), None)
        items = {} if session is None else {item.slug: item for item in session.items}
        if session is None or slug not in items:
            gone = () if session is None else session.left_out
            reason = next((one.reason for one in gone if one.slug == slug), None)
            if reason is not None:
                return words.reason(reason)
            return tr("{name} finds no place in this session.", name=words.name(slug))
        present = self._present(card, category)
        old = next((one for one in present if one not in items), next(iter(present), slug))
        return Exchange(old, items[slug], session.minutes, asked)

    # --- no session, and how one feels

    def skip(self, athlete_id: str, slot: date) -> Receipt:
        card = self._open(athlete_id, slot, _TO_COME | {CardState.MISSED})
        asked = replace(self._wish(athlete_id, slot), skipped=True)
        about = {"session": self._name(card), "day": written_day(card.on)}
        # it leaves the plan at once, so what it was has to be kept before
        first = () if card.planned is None else (card.planned,)
        return self._keep(
            asked,
            tr("Skipped {session} of {day}", **about),
            tr("Planned {session} of {day} again", **about),
            lambda: self._writer.keep(athlete_id, first),
        )

    def unskip(self, athlete_id: str, slot: date) -> Receipt:
        wish = self._wish(athlete_id, slot)
        if not wish.skipped:
            raise Refused("slot", tr("This session was not skipped."))
        day = written_day(wish.moved_to or slot)
        return self._keep(
            replace(wish, skipped=False),
            tr("Planned the session of {day} again", day=day),
            tr("Skipped the session of {day}", day=day),
        )

    def feel(self, athlete_id: str, slot: date, soreness: int | None, readiness: int | None) -> Receipt:
        # what was said may have cost the session its day: it can be said better, and then the session comes back
        open_to = _TO_COME | {CardState.WITHDRAWN} if self._reader.card(athlete_id, slot).told else _TO_COME
        card = self._open(athlete_id, slot, open_to, under_way=True)
        check.whole("soreness", soreness, 0, 10, tr("Soreness"))
        check.whole("readiness", readiness, 1, 5, tr("Readiness"))
        asked = replace(self._wish(athlete_id, slot), soreness=soreness, readiness=readiness)
        about = {"session": self._name(card), "day": written_day(card.on)}
        said = tr("Said how it feels before {session} of {day}", **about)
        back = tr("Took back how it feels before {session} of {day}", **about)
        if self._begun.under_way(card):
            return self._begun.feel(card, asked, said, back)
        return self._keep(asked, said, back)

    # --- parts

    def _open(self, athlete_id: str, slot: date, states: frozenset[CardState], under_way: bool = False) -> SessionCard:
        """The session, in one of these states or, if that is asked for, begun today."""
        card = self._reader.card(athlete_id, slot)
        if card.state not in states and not (under_way and self._begun.under_way(card)):
            said = _WORDS.get(card.state, _OTHERWISE)
            session = tr("The session") if card.planned is None else named(card.planned)
            raise Refused("slot", tr(said, session=session, day=written_day(card.on)))
        return card

    @staticmethod
    def _name(card: SessionCard) -> str:
        """What a session is called within a sentence."""
        return tr("the session") if card.planned is None else named_within(card.planned)

    def _wish(self, athlete_id: str, slot: date) -> records.Wish:
        return self._desk.store.wishes.at(athlete_id, slot) or records.Wish(records.new_id(), athlete_id, slot)

    def _with(self, situation: Situation, wish: records.Wish) -> Situation:
        others = tuple(one for one in situation.wishes if one.on != wish.slot)
        return replace(situation, wishes=(*others, made_from.wished(wish)))

    def _week(self, situation: Situation, slot: date) -> PlannedWeek:
        return self._reader.supposed(situation, monday_of(slot), 1)[0]

    def _keep(self, wish: records.Wish, text: str, back: str, first: Callable[[], object] | None = None) -> Receipt:
        """The wish, or nothing where nothing is left of it, and the plan as it is then: one step."""
        desk, shelf, owner = self._desk, self._desk.store.wishes, wish.athlete_id
        about = About(tr("what was asked of a session"), TOPICS, owner)
        empty = replace(wish, moved_to=None, skipped=False, swaps=(), soreness=None, readiness=None) == wish

        def change() -> Receipt:
            if first is not None:
                first()
            if not empty:
                return put(desk, shelf, wish, about)
            if shelf.get(wish.id) is None:
                return Receipt(text, change, TOPICS, owner)
            return take(desk, shelf, wish.id, about)

        return self._writer.after(change, owner, text, back)


def _lost(before: PlannedWeek, after: PlannedWeek, words: Words) -> str:
    """The first session that would fall away, and why; '' where none would."""
    there = {session.slot for session in after.sessions}
    for session in before.sessions:
        if session.slot not in there:
            reason = against(after.left_out, session.slot)
            said = tr("{session} of {day} would fall away.", session=named(session), day=written_day(session.on))
            return said if reason is None else f"{said} {words.reason(reason)}"
    return ""
