"""From the planned session to the one that is logged, and what is asked of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from desktop.i18n import tr
from desktop.services import limits as check
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused
from desktop.services.plans.reading import Reader
from desktop.services.plans.views import CardState, SessionCard
from desktop.services.plans.writing import Writer
from desktop.services.training import Training
from desktop.services.words import written_day
from models import records
from models.records import SessionKind, SessionStatus, SetRecord
from rules.verdicts import PlannedItem, PlannedSession

MORNING_DAYS = 7
_SPACE = UUID("3f3c0c4e-0c3e-5e0b-8a36-6a8a3d1e9b52")


class Doing:
    def __init__(self, desk: Desk, reader: Reader, writer: Writer, training: Training) -> None:
        self._desk = desk
        self._reader = reader
        self._writer = writer
        self._training = training

    def session_for(self, athlete_id: str, slot: date) -> records.Session:
        card = self._reader.card(athlete_id, slot)
        if card.done is not None and card.done.status is SessionStatus.DONE:
            return card.done
        if card.state is CardState.WITHDRAWN:
            raise Refused("slot", tr("The plan gave this session up."))
        if card.planned is None:
            raise Refused("slot", tr("What was planned of this session cannot be read any more."))
        if self._desk.store.writable:
            # what is done is compared with what was planned: so that has to be kept before the plan goes on
            self._writer.write_down(athlete_id)
        return self._from_plan(athlete_id, card, card.planned)

    def _from_plan(self, athlete_id: str, card: SessionCard, planned: PlannedSession) -> records.Session:
        begun, wish = card.done, card.wish
        session_id = begun.id if begun is not None else self._id(athlete_id, planned.slot)
        return records.Session(
            id=session_id,
            athlete_id=athlete_id,
            on=card.on,
            kind=SessionKind(planned.template.value),
            status=SessionStatus.PLANNED,
            phase=planned.phase,
            soreness=None if wish is None else wish.soreness,
            readiness=None if wish is None else wish.readiness,
            notes="" if begun is None else begun.notes,
            sets=tuple(
                one
                for position, item in enumerate(planned.items, start=1)
                for one in planned_sets(session_id, item, position)
            ),
            slot=planned.slot,
            eased=planned.eased,
            deload=planned.deload,
        )

    def _id(self, athlete_id: str, slot: date) -> str:
        """The same id every time it is asked for, so that two pages log one session; another one where it is taken."""
        named = str(uuid5(_SPACE, f"{athlete_id}/{slot.isoformat()}"))
        return named if self._desk.store.sessions.get(named) is None else records.new_id()

    def finish(self, session: records.Session, minutes: int | None = None) -> Receipt:
        if not any(one.amount is not None for one in session.sets):
            raise Refused("sets", tr("Nothing of this session was done yet. Skip it if it is not to be done."))
        done = replace(session, status=SessionStatus.DONE, minutes=session.minutes if minutes is None else minutes)
        free = session.kind is SessionKind.FREE
        name = tr("the session") if free else tr("session {letter}", letter=session.kind.value)
        about = {"session": name, "day": written_day(session.on)}
        count = sum(one.amount is not None for one in session.sets)
        said, back = tr("Finished {session} of {day}", **about), tr("Took back the end of {session} of {day}", **about)
        if count < len(session.sets):
            said = tr(
                "Finished {session} of {day}, {done} of {all} sets done", done=count, all=len(session.sets), **about
            )
        return self._writer.after(lambda: self._training.save(done), session.athlete_id, said, back)

    # --- the next morning

    def next_morning(self, athlete_id: str) -> records.Session | None:
        today = self._reader.today
        start, end = today - timedelta(days=MORNING_DAYS), today - timedelta(days=1)
        for session in self._desk.store.sessions.of(athlete_id, start=start, end=end):
            done = [one for one in session.sets if one.amount is not None]
            if session.status is SessionStatus.DONE and done:
                return session if all(one.next_day_pain is None for one in done) else None
        return None

    def answer_next_morning(self, session_id: str, pain: Mapping[str, int]) -> Receipt:
        session = self._training.session(session_id)
        there = {one.exercise for one in session.sets if one.amount is not None}
        for slug, score in pain.items():
            check.whole("pain", score, 0, 10, tr("Pain"))
            if slug not in there:
                raise Refused("pain", tr("{exercise} was not done in this session.", exercise=slug))
        sets = tuple(
            one if one.amount is None else replace(one, next_day_pain=pain.get(one.exercise, 0)) for one in session.sets
        )
        day = written_day(session.on)
        return self._writer.after(
            lambda: self._training.save(replace(session, sets=sets)),
            session.athlete_id,
            tr("Noted the morning after {day}", day=day),
            tr("Took back what was noted of the morning after {day}", day=day),
        )


def planned_sets(session_id: str, item: PlannedItem, position: int) -> list[SetRecord]:
    """One record a set of the exercise in that place of the session, not done yet."""
    space = UUID(session_id)
    return [
        SetRecord(
            id=str(uuid5(space, f"{position}/{item.slug}/{number}")),
            exercise=item.slug,
            position=position,
            number=number,
            unit=item.unit,
            load_type=item.load_type,
            planned_amount=item.amount,
            planned_load=item.load,
        )
        for number in range(1, item.sets + 1)
    ]
