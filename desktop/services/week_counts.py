"""How far an athlete's week is: strength sessions done, planned, and still to come. Mobility alone is not counted, it uses up
nothing of what the week allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

from desktop.services.week_count import WeekCount
from models import records

Marked = tuple[str, date, records.SessionStatus, records.SessionKind]
"""One session as the store's `dates` tells it."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def count(
    on: date,
    marked: Collection[Marked],
    trained: Collection[date],
    plans: Iterable[records.WrittenPlan],
    skipped: Collection[date],
    read: Callable[[date, date], Iterable[records.Session]],
) -> WeekCount:
    """The week of `on`, of one athlete: `marked` are its sessions, `trained` the days on which sets were done, `plans` the newest
    versions, `skipped` the slots nobody wants. `read` gives sessions with their sets, and is asked only where days do not tell."""
    monday = monday_of(on)
    done = [day for _, day, status, kind in marked if _counts(status, kind) and day in trained]
    several = [day for day, number in Counter(done).items() if number > 1]
    number = sum(1 for day in done if day not in several)
    number += sum(1 for day in several for session in read(day, day) if is_done(session))
    week = [plan for plan in plans if monday <= plan.on < monday + WEEK]
    if not week:
        return WeekCount(number)
    planned = wanted(week, skipped)
    carried: frozenset[date] = frozenset()
    off_day = set(done) - {plan.on for plan in planned}  # one of these may have been done on another day
    if off_day or any(status is records.SessionStatus.SKIPPED for _, _, status, _ in marked):
        sessions = tuple(read(monday, monday + WEEK - DAY))
        carried = slots_of(sessions)
        planned = wanted(planned, given_up(sessions))
    coming = [plan for plan in planned if plan.on >= on and plan.on not in trained and plan.slot not in carried]
    return WeekCount(number, len(planned), len(coming))


def wanted(plans: Iterable[records.WrittenPlan], skipped: Collection[date]) -> list[records.WrittenPlan]:
    """The strength sessions that the plan still has and nobody skipped."""
    kept = (plan for plan in plans if not plan.withdrawn and plan.kind is not records.SessionKind.MICRO)
    return [plan for plan in kept if plan.slot not in skipped]


def skipped_slots(wishes: Iterable[records.Wish]) -> frozenset[date]:
    return frozenset(wish.slot for wish in wishes if wish.skipped)


def slots_of(sessions: Iterable[records.Session]) -> frozenset[date]:
    """The slots that were carried out."""
    return frozenset(s.slot for s in sessions if s.slot is not None and is_done(s))


def given_up(sessions: Iterable[records.Session]) -> frozenset[date]:
    """The slots whose session was begun and then skipped."""
    return frozenset(s.slot for s in sessions if s.slot is not None and s.status is records.SessionStatus.SKIPPED)


def is_done(session: records.Session) -> bool:
    return _counts(session.status, session.kind) and any(one.amount is not None for one in session.sets)


def missed(
    on: date,
    trained: Collection[date],
    plans: Iterable[records.WrittenPlan],
    dossier: records.Dossier,
    read: Callable[[date, date], Iterable[records.Session]],
) -> dict[date, bool]:
    """The planned sessions that are past, by slot, and whether they were done: on another day too, or on their day by a session
    that was not logged from the plan. Those skipped, and those in an absence, were not to be done."""
    past = [plan for plan in wanted(plans, skipped_slots(dossier.wishes)) if plan.on < on]
    past = [plan for plan in past if not any(a.since <= plan.on <= a.until for a in dossier.absences)]
    found = {plan.slot: plan.on in trained for plan in past}
    if found and not found[max(found)]:
        sessions = tuple(read(min(*found, *(plan.on for plan in past)) - WEEK, on))
        carried, skipped = slots_of(sessions), given_up(sessions)
        found = {slot: done or slot in carried for slot, done in found.items() if slot not in skipped}
    return found


def _counts(status: records.SessionStatus, kind: records.SessionKind) -> bool:
    return status is records.SessionStatus.DONE and kind is not records.SessionKind.MICRO
