"""Reads weeks: what was, as it was kept; what is to come, as it is planned today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.i18n import tr
from desktop.services import factual
from desktop.services import limits as check
from desktop.services.desk import Desk
from desktop.services.outcome import Refused
from desktop.services.plans import situation as made_from
from desktop.services.plans import states
from desktop.services.plans.memory import PlanMemory
from desktop.services.plans.states import Frame, Kept
from desktop.services.plans.views import CardState, SessionCard, WeekView
from desktop.services.season import prevailing
from models import records
from models.records import SessionStatus
from rules.facts import Situation
from rules.verdicts import Day, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import LoadType, Template

WEEK = timedelta(weeks=1)
LONGEST_WEEKS = 520
_SITUATIONS = 8
_DONE = frozenset({CardState.DONE, CardState.DONE_SHIFTED, CardState.UNPLANNED})
_WAS_TO_BE = frozenset({CardState.MISSED, CardState.PLANNED, CardState.SHIFTED})


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Reader:
    """Remembers what was read of an athlete as long as nothing is written, and what was planned from it."""

    def __init__(self, desk: Desk, memory: PlanMemory) -> None:
        self._desk = desk
        self._memory = memory
        self._situations: dict[str, tuple[object, date, Situation]] = {}

    @property
    def today(self) -> date:
        return self._desk.clock()

    def dossier(self, athlete_id: str) -> records.Dossier:
        if self._desk.store.athletes.get(athlete_id) is None:
            raise Refused("athlete", tr("This athlete is not there any more."))
        return self._desk.dossier(athlete_id)

    def situation(self, athlete_id: str) -> Situation:
        """What the plan of today is made from."""
        stamp, today = self._desk.store.stamp(), self.today
        known = self._situations.get(athlete_id)
        if known is not None and known[:2] == (stamp, today):
            return known[2]
        with self._desk.store.reading():
            found = made_from.gather(self._desk, self.dossier(athlete_id), today)
        self._situations.pop(athlete_id, None)
        while len(self._situations) >= _SITUATIONS:
            self._situations.pop(next(iter(self._situations)))
        self._situations[athlete_id] = (stamp, today, found)
        return found

    def still_holds(self, athlete_id: str, before: object) -> None:
        """What was written since the stamp `before` changes nothing that this athlete's plan is made from."""
        known = self._situations.get(athlete_id)
        if known is not None and known[0] == before:
            self._situations[athlete_id] = (self._desk.store.stamp(), *known[1:])

    def forget(self) -> None:
        """Something that was read may never have been: a change was given up half way."""
        self._situations.clear()
        self._desk.forget()

    # --- weeks

    def coming(self, athlete_id: str, count: int) -> tuple[PlannedWeek, ...]:
        """The present week from today on, and `count` - 1 weeks after it."""
        found, today = self.situation(athlete_id), self.today
        weeks = self._memory.get(athlete_id, found, today)
        if len(weeks) < count:
            weeks = self.supposed(found, monday_of(today), count)
            self._memory.keep(athlete_id, found, today, weeks)
        return weeks[:count]

    def ahead(self, athlete_id: str, day: date) -> PlannedWeek:
        """The week of that day, the present one or one to come."""
        number = (monday_of(day) - monday_of(self.today)) // WEEK
        if number >= LONGEST_WEEKS:
            raise Refused("from", tr("Plans reach ten years ahead."))
        return self.coming(athlete_id, number + 1)[number]

    def supposed(self, situation: Situation, monday: date, count: int) -> tuple[PlannedWeek, ...]:
        """Weeks as they would be planned in that situation."""
        return self._desk.judge.planner.weeks(situation, self.today, monday, count)

    def weeks(
        self, athlete_id: str, monday: date, count: int, situation: Situation | None = None
    ) -> tuple[PlannedWeek, ...]:
        """What was kept of weeks that are over, what is planned of the others: in that situation, if one is given."""
        check.sensible("from", monday, tr("The first day"))
        if not 1 <= count <= LONGEST_WEEKS:
            raise Refused("weeks", tr("Between 1 and {n} weeks can be planned at once.", n=LONGEST_WEEKS))
        first, start = monday_of(monday), monday_of(self.today)
        past = max(0, min(count, (start - first) // WEEK))
        kept = tuple(self._past(athlete_id, first + number * WEEK) for number in range(past))
        if past == count:
            return kept
        ahead = (first + past * WEEK - start) // WEEK
        if ahead + count - past > LONGEST_WEEKS:
            raise Refused("from", tr("Plans reach ten years ahead."))
        if situation is not None:
            return (*kept, *self.supposed(situation, first + past * WEEK, count - past))
        return (*kept, *self.coming(athlete_id, ahead + count - past)[ahead:])

    def _past(self, athlete_id: str, monday: date) -> PlannedWeek:
        """A week that is over: what was written down, and what was done without being written down."""
        view = self.week(athlete_id, monday)
        return PlannedWeek(view.monday, view.phase, tuple(s for card in view.cards if (s := self.as_kept(card))))

    def as_kept(self, card: SessionCard) -> PlannedSession | None:
        """A session that was to be or was done, as it was planned; as it was done where nothing was written. None for one that
        was given up, skipped, or done after no template."""
        if card.state not in _DONE | _WAS_TO_BE:
            return None
        if card.planned is not None:
            return replace(card.planned, on=card.on)
        if card.done is None or card.template is None:
            return None
        return self.as_done(card.done, card.template)

    def as_done(self, session: records.Session, template: Template) -> PlannedSession:
        """A session that was done without being planned, in the shape of a plan."""
        reason = Reason("log.done", {"on": session.on.isoformat()})
        return PlannedSession(
            on=session.on,
            slot=session.slot or session.on,
            template=template,
            place="",
            phase=session.phase or self._days(session.athlete_id, session.on, session.on)[0].phase,
            minutes=session.minutes or 0,
            items=self.done_items(session),
            reasons=(reason,),
            eased=session.eased,
            deload=session.deload,
        )

    def done_items(self, session: records.Session) -> tuple[PlannedItem, ...]:
        """What was done of a session, one line an exercise: as many sets, the least amount, the heaviest load."""
        found: dict[str, list[records.SetRecord]] = {}
        for one in session.sets:
            if one.amount is not None and one.exercise in self._desk.judge.rulebook.exercises:
                found.setdefault(one.exercise, []).append(one)
        reason = Reason("log.done", {"on": session.on.isoformat()})
        return tuple(self._done_item(slug, sets, reason) for slug, sets in found.items())

    def _done_item(self, slug: str, sets: list[records.SetRecord], reason: Reason) -> PlannedItem:
        exercise = self._desk.judge.rulebook.exercises[slug]
        reserve = [rir for one in sets if (rir := factual.reserve(one)) is not None]
        loads = [one.load for one in sets if one.load is not None]
        return PlannedItem(
            slug=slug,
            category=exercise.category,
            role=exercise.role,
            sets=len({(one.position, one.number) for one in sets}),
            amount=min(one.amount for one in sets if one.amount is not None),
            unit=exercise.unit,
            load_type=exercise.load_type,
            load=max(loads) if loads and exercise.load_type is not LoadType.BODYWEIGHT else None,
            rir=int(min(reserve)) if reserve else None,
            reasons=(reason,),
        )

    # --- one week with everything known of it

    def week(self, athlete_id: str, monday: date) -> WeekView:
        check.sensible("on", monday, tr("The day"))
        monday, today = monday_of(monday), self.today
        dossier = self.dossier(athlete_id)
        days = self._days(athlete_id, monday, monday + timedelta(days=6))
        plan = self._plan_of(athlete_id, monday)
        found = self.kept(athlete_id, monday)
        sessions, left_out = ((), ()) if plan is None else (plan.sessions, plan.left_out)
        return WeekView(
            monday=monday,
            days=days,
            phase=prevailing(days),
            cards=states.cards(self.frame(dossier, monday), found, sessions, left_out),
            left_out=left_out,
            opens=() if plan is None else plan.opens,
            projected=plan is not None and plan.projected,
            today=today,
        )

    def card(self, athlete_id: str, slot: date) -> SessionCard:
        """The session of a slot, wherever it is now. Refused where there is none."""
        week = self.week(athlete_id, slot)
        here = next((card for card in week.cards if card.slot == slot), None)
        if here is None:  # moved over the border of its week
            around = (card for step in (-WEEK, WEEK) for card in self.week(athlete_id, slot + step).cards)
            here = next((card for card in around if card.slot == slot), None)
        if here is None:
            raise Refused("slot", tr("There is no such session in the plan any more."))
        return here

    def frame(self, dossier: records.Dossier, monday: date) -> Frame:
        limit = dossier.athlete.session_minutes
        return Frame(monday, monday + timedelta(days=6), self.today, limit, self._desk.judge.rulebook.exercises)

    def kept(self, athlete_id: str, monday: date) -> Kept:
        """What the store has around a week. A session may have moved over its border."""
        start, end = monday - WEEK, monday + WEEK + timedelta(days=6)
        store = self._desk.store
        dossier = self.dossier(athlete_id)
        with store.reading():
            versions = store.plans.of(athlete_id, start, end)
            sessions = store.sessions.of(athlete_id, start=start, end=end)
        logged = [s for s in sessions if s.slot is not None or s.status is SessionStatus.DONE]
        return states.kept(versions, dossier.wishes, logged)

    def _plan_of(self, athlete_id: str, monday: date) -> PlannedWeek | None:
        """The plan of a week that is not over; None for one that is."""
        ahead = (monday - monday_of(self.today)) // WEEK
        return self.ahead(athlete_id, monday) if ahead >= 0 else None

    def _days(self, athlete_id: str, start: date, end: date) -> tuple[Day, ...]:
        dossier, judge = self.dossier(athlete_id), self._desk.judge
        athlete = factual.athlete(dossier, self.today, judge.rulebook)
        return judge.season.days(athlete, factual.races(dossier.races), start, end)
