"""The season: phase and caps of every day, gathered into weeks for the page that shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.services import factual
from desktop.services.athletes import Athletes
from desktop.services.desk import Desk
from desktop.services.outcome import Refused
from models import records
from rules.verdicts import Day
from rules.vocabulary import Phase

LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class WeekView:
    """One calendar week from Monday. `phase` is that of most days, the stricter where two have as many.
    `races` are the week's races as kept; `sessions_done` counts the sessions done so far."""

    monday: date
    phase: Phase
    days: tuple[Day, ...]
    races: tuple[records.Race, ...]
    sessions_done: int


class SeasonService:
    def __init__(self, desk: Desk, athletes: Athletes) -> None:
        self._desk = desk
        self._athletes = athletes

    def days(self, athlete_id: str, start: date, end: date) -> tuple[Day, ...]:
        """Phase and caps of every day from `start` to `end`, both included, by what is known of the athlete today."""
        return self._days(self._athletes.dossier(athlete_id), start, end)

    def today(self, athlete_id: str) -> Day:
        today = self._desk.clock()
        return self.days(athlete_id, today, today)[0]

    def weeks(self, athlete_id: str, start: date, end: date) -> tuple[WeekView, ...]:
        """Whole weeks: from the Monday on or before `start` to the Sunday on or after `end`."""
        monday = start - timedelta(days=start.weekday())
        sunday = end + timedelta(days=6 - end.weekday())
        dossier = self._athletes.dossier(athlete_id)
        days = self._days(dossier, monday, sunday)
        done = self._desk.store.sessions.dates(athlete_id, monday, sunday)
        per_week = Counter(
            day - timedelta(days=day.weekday()) for _, day, status, _ in done if status is records.SessionStatus.DONE
        )
        weeks: list[WeekView] = []
        for first in range(0, len(days), 7):
            seven = days[first : first + 7]
            begin, last = seven[0].on, seven[-1].on
            races = tuple(sorted((r for r in dossier.races if begin <= r.on <= last), key=lambda r: (r.on, r.name)))
            weeks.append(WeekView(begin, prevailing(seven), seven, races, per_week[begin]))
        return tuple(weeks)

    def _days(self, dossier: records.Dossier, start: date, end: date) -> tuple[Day, ...]:
        if end < start:
            raise Refused("to", f"The last day ({end.isoformat()}) is before the first ({start.isoformat()}).")
        if (end - start).days > LONGEST_DAYS:
            raise Refused("to", "At most ten years can be shown at once.")
        athlete = factual.athlete(dossier, self._desk.clock())
        return self._desk.judge.season.days(athlete, factual.races(dossier.races), start, end)


def prevailing(days: tuple[Day, ...]) -> Phase:
    counts = Counter(day.phase for day in days)
    order = list(Phase)
    return max(counts, key=lambda phase: (counts[phase], order.index(phase)))
