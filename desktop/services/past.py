"""Reads from the store what the rules need to know of an athlete's training on a given day."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.services import factual
from desktop.services.desk import Desk
from models import records
from rules import facts


def window_start(desk: Desk, on: date) -> date:
    """The rules count days in a window only; what lies before it is told by a summary."""
    return on - timedelta(days=desk.judge.rulebook.lookback_days)


def history(desk: Desk, dossier: records.Dossier, on: date) -> facts.History:
    """Everything done up to that day: rows in the window the rules read in full, a summary of what lies before it."""
    athlete_id = dossier.athlete.id
    start = full_from(desk, dossier, on)
    days = desk.store.sessions.days_of_sets(athlete_id, start, on)
    if start is None:
        return put_together(dossier, factual.logged(days))
    latest = desk.store.sessions.latest_days(athlete_id)
    if any(row.last_at_all > on for row in latest):  # the summary knows days that lie after the day asked about
        latest = desk.store.sessions.latest_days_before(athlete_id, start)
    return put_together(dossier, factual.logged(days), factual.earlier(latest))


def full_from(desk: Desk, dossier: records.Dossier, on: date) -> date | None:
    """The first day whose rows are read in full; None for everything, where a declaration's trial days may lie anywhere."""
    return None if dossier.declarations else window_start(desk, on)


def history_without(desk: Desk, dossier: records.Dossier, on: date, session_id: str) -> facts.History:
    """Everything done up to that day but one session: what its sets are judged by when it is saved."""
    athlete_id = dossier.athlete.id
    kept = desk.store.sessions.get(session_id)
    start = full_from(desk, dossier, on if kept is None else min(on, kept.on))
    touched = {on} if kept is None else {on, kept.on}
    rows = [row for row in desk.store.sessions.days_of_sets(athlete_id, start, on) if row.on not in touched]
    sets = list(factual.logged(rows))
    for day in touched:
        if day <= on:
            for session in desk.store.sessions.of(athlete_id, start=day, end=day):
                if session.id != session_id:
                    sets.extend(factual.done_sets(session))
    if start is None:
        return put_together(dossier, tuple(sets))
    earlier = factual.earlier(desk.store.sessions.latest_days_before(athlete_id, start))
    return put_together(dossier, tuple(sets), earlier)


def put_together(
    dossier: records.Dossier, sets: tuple[facts.LoggedSets, ...], earlier: tuple[facts.Earlier, ...] = ()
) -> facts.History:
    return facts.History(sets, factual.ratings(dossier.assessments), factual.overrides(dossier.overrides), earlier)
