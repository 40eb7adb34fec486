"""Writes the present week's plan down where it changed, and keeps doing so after every change that may alter it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Topic
from desktop.services.plans import content
from desktop.services.plans.reading import WEEK, Reader, monday_of
from desktop.services.plans.states import Kept
from models import records
from models.records import SessionKind, WrittenPlan
from rules.verdicts import PlannedSession, PlannedWeek

_LONGEST_MINUTES = 1440


class Writer:
    def __init__(self, desk: Desk, reader: Reader) -> None:
        self._desk = desk
        self._reader = reader

    def write_down(self, athlete_id: str, on: date | None = None) -> int:
        if on is not None and monday_of(on) != monday_of(self._reader.today):
            return 0
        return len(self._write_plan(athlete_id))

    def _write_plan(self, athlete_id: str) -> list[WrittenPlan]:
        plan = self._reader.coming(athlete_id, 1)[0]
        return self._write(athlete_id, lambda: self._changed(athlete_id, plan))

    def keep(self, athlete_id: str, sessions: Iterable[PlannedSession]) -> int:
        """Write these sessions down where nothing is written yet, of whichever week they are."""
        kept = tuple(sessions)

        def fresh() -> list[WrittenPlan]:
            return [
                self._first(athlete_id, session)
                for session in kept
                if self._reader.kept(athlete_id, monday_of(session.slot)).newest(session.slot) is None
            ]

        return len(self._write(athlete_id, fresh))

    def rewrite(self, athlete_id: str, session: PlannedSession) -> int:
        """Write a session down as its newest version, whatever the plan of today has of it."""

        def fresh() -> list[WrittenPlan]:
            newest = self._reader.kept(athlete_id, monday_of(session.slot)).newest(session.slot)
            first = self._first(athlete_id, session)
            return [first if newest is None else replace(first, version=newest.version + 1)]

        return len(self._write(athlete_id, fresh))

    def after(
        self,
        action: Callable[[], Receipt],
        athlete_id: str,
        text: str = "",
        back: str = "",
        undone: Iterable[WrittenPlan] = (),
    ) -> Receipt:
        """Do it and write the plan down that follows from it, both or none. Its undo does so too, and a session that came with it
        goes with it. `undone` is what the step undone here had written."""
        try:
            with self._desk.store.writing():
                self._take_back(undone)
                receipt = action()
                written = self._write_plan(athlete_id)
        except BaseException:
            self._reader.forget()
            raise
        said = text or receipt.text
        return Receipt(
            said,
            lambda: self.after(receipt.undo, athlete_id, back, said if back else "", written),
            receipt.topics | {Topic.TRAINING},
            athlete_id,
        )

    def _take_back(self, versions: Iterable[WrittenPlan]) -> None:
        """Sessions that were first written among these. One of a day before, or begun since, is told for ever."""
        first = (one for one in versions if one.version == 1 and one.written_on == self._reader.today)
        for version in first:
            if version.slot not in self._reader.kept(version.athlete_id, monday_of(version.slot)).logged:
                self._desk.store.plans.take_back(version)

    # --- versions

    def _changed(self, athlete_id: str, plan: PlannedWeek) -> list[WrittenPlan]:
        """The versions that the plan of the present week has beyond what is written."""
        found = self._reader.kept(athlete_id, plan.monday)
        fresh = [
            version
            for session in plan.sessions
            if not found.carried_out(session.slot)
            if (version := self._version(athlete_id, session, found)) is not None
        ]
        fresh.extend(self._withdrawn(found, {session.slot for session in plan.sessions}, plan.monday))
        return fresh

    def _version(self, athlete_id: str, session: PlannedSession, found: Kept) -> WrittenPlan | None:
        """The next version of a session; None where it is as it was written last."""
        newest = found.newest(session.slot)
        first = self._first(athlete_id, session)
        if newest is None:
            return first
        if not newest.withdrawn and newest.on == session.on:
            written = content.read(newest.content)
            if written is not None and content.alike(written, session):
                return None
        return replace(first, version=newest.version + 1)

    def _first(self, athlete_id: str, session: PlannedSession) -> WrittenPlan:
        return WrittenPlan(
            id=records.new_id(),
            athlete_id=athlete_id,
            slot=session.slot,
            version=1,
            on=session.on,
            written_on=self._reader.today,
            kind=SessionKind(session.template.value),
            phase=session.phase,
            minutes=min(session.minutes, _LONGEST_MINUTES),
            eased=session.eased,
            deload=session.deload,
            content=content.write(session),
        )

    def _withdrawn(self, found: Kept, planned: set[date], monday: date) -> Iterable[WrittenPlan]:
        """What was to come in this week and is planned no more. What was skipped stays written as it was."""
        today, sunday = self._reader.today, monday + WEEK - timedelta(days=1)
        for slot in sorted(found.versions):
            newest, wish = found.newest(slot), found.wishes.get(slot)
            if newest is None or newest.withdrawn or slot in planned or found.carried_out(slot):
                continue
            if today <= newest.on <= sunday and not (wish is not None and wish.skipped):
                yield replace(newest, id=records.new_id(), version=newest.version + 1, written_on=today, withdrawn=True)

    def _write(self, athlete_id: str, fresh: Callable[[], list[WrittenPlan]]) -> list[WrittenPlan]:
        """Write what `fresh` finds, and say what that was. The background and a page may be at the same week: what is missing is
        asked again once nobody else can write."""
        store = self._desk.store
        seen, missing = store.stamp(), fresh()
        if not missing:
            return []
        with store.writing():
            before = store.stamp()
            if before != seen:
                missing = fresh()
            for version in missing:
                store.plans.write(version)
        # a plan is not made from what was written of the sessions to come
        self._reader.still_holds(athlete_id, before)
        return missing
