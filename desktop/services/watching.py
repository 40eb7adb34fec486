"""What the rules of attention are told of one athlete, from what the squad reads of everybody anyway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.services import factual
from models import records
from rules import facts, trends
from rules.ladder import landmine_used_up
from rules.verdicts import Day, Standing
from rules.vocabulary import PainArea, Status

if TYPE_CHECKING:
    from desktop.services.desk import Judge
    from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Watched:
    """One athlete on one day: what was read (`rows` are the sets of the rulebook's window) and what was found of it."""

    on: date
    dossier: records.Dossier
    athlete: facts.Athlete
    day: Day
    history: facts.History
    standings: Mapping[str, Standing]
    rows: Sequence[facts.LoggedSets]
    latest: Iterable[records.LatestDays]
    plans: Iterable[records.WrittenPlan] = ()
    missed: int = 0


def watch(judge: Judge, seen: Watched) -> facts.Watch:
    """What the rules of attention ask about, from the records up to that day."""
    on, dossier, athlete, book = seen.on, seen.dossier, seen.athlete, judge.rulebook
    flags = [flag for flag in dossier.injuries if flag.area in athlete.injuries and flag.since <= on]
    reports = sorted((r for r in dossier.pains if r.on <= on), key=lambda r: (r.on, r.score))
    since = {report.area: report.on for report in reports}
    found = _trends(judge, seen)
    return facts.Watch(
        birth_date=dossier.athlete.birth_date,
        health_hold=athlete.health_hold,
        injuries={flag.area: flag.since for flag in sorted(flags, key=lambda f: f.since, reverse=True)},
        pain={area: (score, since[area]) for area, score in athlete.pain.items()},
        suspended=tuple(s.slug for s in seen.standings.values() if s.status is Status.SUSPENDED_PAIN),
        last_session=max((summary.last_at_all for summary in seen.latest), default=None),
        sessions=seen.day.caps.sessions,
        consent_on=dossier.athlete.guardian_consent_on,
        readiness_on=max((screen.on for screen in dossier.readiness if screen.on <= on), default=None),
        mobility=athlete.mobility,
        mobility_on=max((screen.on for screen in dossier.mobility if screen.on <= on), default=None),
        lasting=_lasting(book, reports),
        aching=trends.aching(book, seen.rows, on),
        missed_in_a_row=seen.missed,
        stalled=found.stalled,
        falling=found.falling,
        lapsing=trends.lapsing(
            book,
            seen.standings,
            athlete,
            used_up=landmine_used_up(book, seen.history, on),
            takes_new=seen.day.caps.novelty,
        ),
        ill_until=max((a.until for a in dossier.absences if a.ill and a.until < on), default=None),
        unanswered_on=_unanswered(seen),
    )


def _unanswered(seen: Watched) -> date | None:
    """Only after a planned session is the question asked: whoever logs without a plan need not have heard of it."""
    day = trends.unanswered(seen.rows, seen.on)
    return day if day in {plan.on for plan in seen.plans} else None


def _lasting(rulebook: Rulebook, reports: Iterable[records.PainReport]) -> dict[PainArea, date]:
    by_area: dict[PainArea, list[tuple[date, int]]] = defaultdict(list)
    for report in reports:
        by_area[report.area].append((report.on, report.score))
    bad = rulebook.numbers["pain_today"]["exclude_from"]
    return {area: span[0] for area, pains in by_area.items() if (span := trends.enduring(pains, bad)) is not None}


def _trends(judge: Judge, seen: Watched) -> trends.Trends:
    """Exercises that stall or get weaker. The season of the last weeks is worked out only where there is something to excuse."""
    book, on, athlete = judge.rulebook, seen.on, seen.athlete
    lightened = {plan.on for plan in seen.plans if (plan.eased or plan.deload) and not plan.withdrawn}
    well = trends.excused_until(((a.since, a.until) for a in seen.dossier.absences if a.ill), on)
    rising = well if seen.day.caps.load_up else date.max
    training = well if book.phases[seen.day.phase].load_up else date.max
    exercises = {} if training == date.max else trends.shown(book, seen.rows, lightened)
    found = trends.trends(book, athlete, exercises, on, rising_since=rising, training_since=training)
    if not found:
        return found
    start = on - timedelta(days=book.trend_days)
    days = judge.season.days(athlete, factual.races(seen.dossier.races), start, on)
    rising = max(well, trends.since(days, lambda day: day.caps.load_up))
    training = max(well, trends.since(days, lambda day: book.phases[day.phase].load_up))
    return trends.trends(book, athlete, exercises, on, rising_since=rising, training_since=training)
