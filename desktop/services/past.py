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


def history(
    desk: Desk, dossier: records.Dossier, on: date, days: Iterable[records.DayOfSets] | None = None
) -> facts.History:
    """Everything done up to that day: rows in the window the rules read in full, a summary of what lies before it. `days` are
    the rows of the window and perhaps of more, where they were read already."""
    athlete_id = dossier.athlete.id
    start = window_start(desk, on)
    latest = desk.store.sessions.latest_days(athlete_id)
    if any(row.last_at_all > on for row in latest):  # the summary knows days that lie after the day asked about
        latest = desk.store.sessions.latest_days_before(athlete_id, start)
    if days is None:
        days = desk.store.sessions.days_of_sets(athlete_id, start, on)
    window = (day for day in days if start <= day.on <= on)
    return with_declared(desk, dossier, on, factual.logged(window), latest)


def history_without(desk: Desk, dossier: records.Dossier, on: date, session_id: str) -> facts.History:
    """Everything done up to that day but one session: what its sets are judged by when it is saved."""
    athlete_id = dossier.athlete.id
    kept = desk.store.sessions.get(session_id)
    start = window_start(desk, on if kept is None else min(on, kept.on))
    touched = {on} if kept is None else {on, kept.on}
    rows = [row for row in desk.store.sessions.days_of_sets(athlete_id, start, on) if row.on not in touched]
    sets = list(factual.logged(rows))
    for day in touched:
        if day <= on:
            for session in desk.store.sessions.of(athlete_id, start=day, end=day):
                if session.id != session_id:
                    sets.extend(factual.done_sets(session))
    latest = desk.store.sessions.latest_days_before(athlete_id, start)
    return with_declared(desk, dossier, on, tuple(sets), latest)


def with_declared(
    desk: Desk,
    dossier: records.Dossier,
    on: date,
    sets: tuple[facts.LoggedSets, ...],
    latest: Iterable[records.LatestDays],
) -> facts.History:
    """The history from the rows of a window and a summary, with what a declared exercise needs besides: its trial days,
    which may lie before the window, and its last days on plan before the declaration, which they may hide."""
    athlete_id, shelf = dossier.athlete.id, desk.store.sessions
    start = window_start(desk, on)
    trial = timedelta(days=desk.judge.rulebook.numbers["declaration"]["valid_days"])
    rows, earlier = list(sets), list(factual.earlier(latest))
    for declaration in (d for d in dossier.declarations if d.on <= on):
        before = shelf.latest_days_before(athlete_id, declaration.on, declaration.exercise)
        earlier.extend(factual.earlier(before))
        if declaration.on < start:
            last = min(declaration.on + trial, start - timedelta(days=1))
            rows.extend(factual.logged(shelf.days_of_sets(athlete_id, declaration.on, last, declaration.exercise)))
    return put_together(dossier, tuple(rows), joined(earlier))


def joined(summaries: Iterable[facts.Earlier]) -> tuple[facts.Earlier, ...]:
    """One summary an exercise, with the days of all of them."""
    found: dict[str, facts.Earlier] = {}
    for one in summaries:
        other = found.get(one.slug, one)
        days = dict([*one.on_plan, *other.on_plan])
        on_plan = tuple(sorted(days.items(), key=lambda pair: pair[0], reverse=True))
        found[one.slug] = facts.Earlier(one.slug, max(one.last_at_all, other.last_at_all), on_plan)
    return tuple(found.values())


def put_together(
    dossier: records.Dossier, sets: tuple[facts.LoggedSets, ...], earlier: tuple[facts.Earlier, ...] = ()
) -> facts.History:
    return facts.History(sets, factual.ratings(dossier.assessments), factual.overrides(dossier.overrides), earlier)
