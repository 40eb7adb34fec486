"""Reads from the store what the rules need to know of an athlete's training on a given day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from desktop.services import factual
from desktop.services.desk import Desk
from models import records
from rules import facts


def window_start(desk: Desk, on: date) -> date:
    """The rules count days in a window only; what lies before it is told by a summary."""
    return on - timedelta(days=desk.judge.rulebook.lookback_days)


def own_window_start(desk: Desk, dossier: records.Dossier, on: date) -> date:
    """The window of one athlete: back to the oldest declaration, whose trial days are read in full."""
    return min([window_start(desk, on), *(declaration.on for declaration in dossier.declarations)])


def needs_own_window(dossier: records.Dossier, start: date) -> bool:
    """Whether trial days of a declaration may lie before the window."""
    return any(declaration.on < start for declaration in dossier.declarations)


def history(desk: Desk, dossier: records.Dossier, on: date) -> facts.History:
    """Everything done up to that day. Old rows are left out where a summary of them is exact, that is, for today."""
    athlete_id = dossier.athlete.id
    latest = desk.store.sessions.latest_days(athlete_id)
    if any(row.last_at_all > on for row in latest):  # the summary knows days that lie after the day asked about
        return put_together(dossier, factual.logged(desk.store.sessions.days_of_sets(athlete_id, until=on)))
    days = desk.store.sessions.days_of_sets(athlete_id, own_window_start(desk, dossier, on), on)
    return put_together(dossier, factual.logged(days), factual.earlier(latest))


def history_without(desk: Desk, dossier: records.Dossier, on: date, session_id: str) -> facts.History:
    """Everything done up to that day but one session: what its sets are judged by when it is saved."""
    athlete_id = dossier.athlete.id
    kept = desk.store.sessions.get(session_id)
    latest = desk.store.sessions.latest_days(athlete_id)
    if all(row.last_at_all <= on for row in latest):
        start = own_window_start(desk, dossier, on)
        sets = _sets_without(desk, athlete_id, start, on, kept)
        own = set[str]() if kept is None else {one.exercise for one in kept.sets}
        if not own & {declaration.exercise for declaration in dossier.declarations} and own <= _told_in_full(sets):
            # the summary still counts the session itself: for its exercises the window alone says it all
            others = [row for row in latest if row.exercise not in own]
            return put_together(dossier, sets, factual.earlier(others))
    return put_together(dossier, _sets_without(desk, athlete_id, None, on, kept))


def _sets_without(
    desk: Desk, athlete_id: str, start: date | None, on: date, kept: records.Session | None
) -> tuple[facts.LoggedSets, ...]:
    days = desk.store.sessions.days_of_sets(athlete_id, start, on)
    if kept is None:
        return factual.logged(days)
    sets = list(factual.logged(row for row in days if row.on != kept.on))
    if kept.on <= on:
        for session in desk.store.sessions.of(athlete_id, start=kept.on, end=kept.on):
            if session.id != kept.id:
                sets.extend(factual.done_sets(session))
    return tuple(sets)


def _told_in_full(sets: Iterable[facts.LoggedSets]) -> set[str]:
    """The exercises of which these sets hold two days on plan, which is as far back as any rule looks beyond the window."""
    days: dict[str, set[date]] = {}
    for row in sets:
        if not row.off_plan:
            days.setdefault(row.slug, set()).add(row.on)
    return {slug for slug, found in days.items() if len(found) >= 2}


def put_together(
    dossier: records.Dossier, sets: tuple[facts.LoggedSets, ...], earlier: tuple[facts.Earlier, ...] = ()
) -> facts.History:
    return facts.History(sets, factual.ratings(dossier.assessments), factual.overrides(dossier.overrides), earlier)
