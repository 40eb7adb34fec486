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


def needs_own_window(dossier: records.Dossier, start: date) -> bool:
    """Whether trial days of a declaration may lie before the window."""
    return any(declaration.on < start for declaration in dossier.declarations)


def history(desk: Desk, dossier: records.Dossier, on: date) -> facts.History:
    """Everything done up to that day. Old rows are left out where a summary of them is exact, that is, for today."""
    athlete_id = dossier.athlete.id
    latest = desk.store.sessions.latest_days(athlete_id)
    if any(row.last_at_all > on for row in latest):  # the summary knows days that lie after the day asked about
        return put_together(dossier, factual.logged(desk.store.sessions.days_of_sets(athlete_id, until=on)))
    start = min([window_start(desk, on), *(declaration.on for declaration in dossier.declarations)])
    days = desk.store.sessions.days_of_sets(athlete_id, start, on)
    return put_together(dossier, factual.logged(days), factual.earlier(latest))


def history_without(desk: Desk, dossier: records.Dossier, on: date, session_id: str) -> facts.History:
    """Everything done up to that day but one session: what its sets are judged by when it is saved."""
    athlete_id = dossier.athlete.id
    kept = desk.store.sessions.get(session_id)
    touched = {on} if kept is None else {on, kept.on}
    rows = [row for row in desk.store.sessions.days_of_sets(athlete_id, until=on) if row.on not in touched]
    sets = list(factual.logged(rows))
    for day in touched:
        if day <= on:
            for session in desk.store.sessions.of(athlete_id, start=day, end=day):
                if session.id != session_id:
                    sets.extend(factual.done_sets(session))
    return put_together(dossier, tuple(sets))


def put_together(
    dossier: records.Dossier, sets: tuple[facts.LoggedSets, ...], earlier: tuple[facts.Earlier, ...] = ()
) -> facts.History:
    return facts.History(sets, factual.ratings(dossier.assessments), factual.overrides(dossier.overrides), earlier)
