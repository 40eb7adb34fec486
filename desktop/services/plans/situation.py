"""What a plan is made from, gathered from the store: no decision is made here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from desktop.services import factual, past
from desktop.services.desk import Desk
from desktop.services.plans import content
from desktop.services.plans.views import Change
from models import records
from models.records import KeyRunKind, SessionKind, SessionStatus
from rules import facts
from rules.vocabulary import Equipment, Template

_WISHED_DAYS = 35
"""Wishes older than this concern no session that is still to come: a session moves by days, not by months."""
_SAME_KG = 1e-6


def gather(desk: Desk, dossier: records.Dossier, today: date) -> facts.Situation:
    """Everything known of the athlete on that day."""
    athlete_id = dossier.athlete.id
    start = today - timedelta(days=desk.judge.rulebook.planning_days)
    shelf = desk.store.sessions
    with desk.store.reading():
        days = shelf.days_of_sets(athlete_id, start, today)
        heads = [head for head in shelf.heads(athlete_id, start, today) if head.status is SessionStatus.DONE]
        history = past.history(desk, dossier, today, days)
    # a session may be done days after its slot
    written = desk.store.plans.newest(athlete_id, start - timedelta(days=7), today + timedelta(days=7))
    plans = {plan.slot: plan.content for plan in written}
    wishes = [wish for wish in dossier.wishes if (today - wish.slot).days <= _WISHED_DAYS]
    return facts.Situation(
        athlete=factual.athlete(dossier, today, desk.judge.rulebook),
        life=life(dossier, today),
        races=factual.races(dossier.races),
        history=history,
        trained=trained(heads, days, plans),
        wishes=tuple(wished(wish) for wish in wishes),
        feelings=tuple(felt(wishes)),
    )


def changed(
    desk: Desk, situation: facts.Situation, dossier: records.Dossier, change: Change, today: date
) -> facts.Situation:
    """The situation as it would be. What was done stays what it was."""
    reports = tuple(
        records.PainReport(records.new_id(), dossier.athlete.id, area, today, score)
        for area, score in change.pain.items()
    )
    # what was said before today stands; today's score is the one that is supposed
    kept = tuple(r for r in dossier.pains if r.on != today or r.area not in change.pain)
    kits = dossier.kits
    if change.without is not None:
        kits = tuple(replace(kit, equipment=kit.equipment - {change.without}) for kit in kits)
    person = dossier.athlete
    if change.minutes is not None:
        person = replace(person, session_minutes=change.minutes)
    other = replace(
        dossier,
        athlete=person,
        kits=kits,
        pains=(*kept, *reports),
        races=dossier.races if change.races is None else change.races,
        absences=(*dossier.absences, *change.absent),
    )
    return replace(
        situation,
        athlete=factual.athlete(other, today, desk.judge.rulebook),
        life=life(other, today),
        races=factual.races(other.races),
    )


def life(dossier: records.Dossier, today: date) -> facts.Life:
    person = dossier.athlete
    known = sorted((d for d in dossier.declarations if d.on <= today), key=lambda d: d.on)
    return facts.Life(
        available=frozenset(person.available_days),
        minutes=person.session_minutes,
        places=tuple(place(kit) for kit in dossier.kits),
        key_runs=tuple(
            facts.KeyRun(run.weekday, run.kind is KeyRunKind.LONG, run.minutes, run.descent_m)
            for run in dossier.key_runs
        ),
        absences=tuple(facts.Absence(a.since, a.until, a.ill) for a in dossier.absences),
        declared_kg={d.exercise: d.load for d in known if d.load is not None},
    )


def place(kit: records.Kit) -> facts.Place:
    """One's own body is in every place."""
    return facts.Place(
        name=kit.name,
        equipment=kit.equipment | {Equipment.BODYWEIGHT},
        days=frozenset(kit.days),
        plates_kg=kit.plates_kg,
        dumbbells_kg=kit.dumbbells_kg,
        kettlebells_kg=kit.kettlebells_kg,
        bar_kg=kit.bar_kg,
    )


def trained(
    heads: Iterable[records.Session], days: Iterable[records.DayOfSets], plans: Mapping[date, str]
) -> tuple[facts.Trained, ...]:
    """What was done, session by session. `heads` are the sessions without sets, `days` what was done day by day, `plans` the
    contents written down, by slot. Of several sessions on one day a strength session has everything of it."""
    done: dict[date, dict[str, list[records.DayOfSets]]] = {}
    for row in days:
        done.setdefault(row.on, {}).setdefault(row.exercise, []).append(row)
    found: list[facts.Trained] = []
    for head in sorted(heads, key=lambda head: (head.on, head.kind is SessionKind.MICRO, head.id)):
        text = plans.get(head.slot) if head.slot is not None else None
        aims: Mapping[str, tuple[float, float]] = _aims(text) if text else {}
        own = done.pop(head.on, {})
        found.append(
            facts.Trained(
                on=head.on,
                slot=head.slot,
                template=None if head.kind is SessionKind.FREE else Template(head.kind.value),
                phase=head.phase,
                eased=head.eased,
                deload=head.deload,
                soreness=head.soreness,
                readiness=head.readiness,
                exercises=tuple(_practised(head.on, slug, rows, aims.get(slug)) for slug, rows in own.items()),
            )
        )
    return tuple(found)


def _practised(
    on: date, slug: str, rows: list[records.DayOfSets], aimed: tuple[float, float] | None
) -> facts.Practised:
    load = max((row.load for row in rows if row.load is not None), default=None)
    # another load than the planned one was the athlete's own choice: then what was lifted is what counts
    as_planned = aimed is not None and load is not None and abs(load - aimed[0]) <= _SAME_KG
    sets = [row for row in rows if row.amount is not None for _ in range(row.sets)]
    exposure = facts.Exposure(
        on=on,
        amounts=tuple(row.amount for row in sets if row.amount is not None),
        rir=tuple(None if row.rpe is None else max(0.0, 10.0 - row.rpe) for row in sets),
        technique=factual.least(
            row.coach_technique if row.coach_technique is not None else row.technique for row in rows
        ),
        pain=max((row.pain for row in rows), default=0),
        next_pain=factual.greatest(row.next_day_pain for row in rows),
    )
    return facts.Practised(
        slug=slug,
        exposure=exposure,
        load=load,
        aim=aimed[1] if aimed is not None and as_planned else None,
        off_plan=any(row.off_plan for row in rows),
    )


@lru_cache(maxsize=4096)
def _aims(text: str) -> Mapping[str, tuple[float, float]]:
    return content.aims(text)


def wished(wish: records.Wish) -> facts.Wish:
    return facts.Wish(wish.slot, wish.moved_to, wish.skipped, dict(wish.swaps))


def felt(wishes: Iterable[records.Wish]) -> Iterable[facts.Feeling]:
    """A feeling belongs to the session, whichever day it is on."""
    for wish in wishes:
        if wish.soreness is not None or wish.readiness is not None:
            yield facts.Feeling(wish.slot, wish.soreness, wish.readiness)
