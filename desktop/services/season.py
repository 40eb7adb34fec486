"""The season: phase and caps of every day, gathered into weeks for the page that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.i18n import tr, trn
from desktop.services import factual
from desktop.services import limits as check
from desktop.services.athletes import Athletes
from desktop.services.desk import Desk
from desktop.services.outcome import Refused
from desktop.services.words import Sentence, Words
from models import records
from rules.races import km_effort, race_class
from rules.verdicts import Caps, Day, Reason
from rules.vocabulary import Phase, Priority, RaceClass, RaceStatus

LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class WeekView:
    """One calendar week from Monday. `phase` is that of most days, the stricter where two have as many.
    `races` are the week's races as kept; `sessions_done` counts the sessions done so far; `absences` are the days of illness or
    travel that reach into it, whole, earliest first."""

    monday: date
    phase: Phase
    days: tuple[Day, ...]
    races: tuple[records.Race, ...]
    sessions_done: int
    absences: tuple[records.Absence, ...] = ()

    @property
    def caps(self) -> Caps:
        """The most that any day of the week allows."""
        return max((day.caps for day in self.days), key=lambda caps: (caps.pct, caps.sessions, caps.mult, -caps.rir))


@dataclass(frozen=True, slots=True)
class RaceHint:
    """Something to know about a race: the rule it follows from, and words. `warning`: better changed than only known."""

    rule: str
    text: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class RaceView:
    """A race with what follows from it. `counts` is False once it is cancelled, removed or was not started; `known` is False
    without a distance. `taper_starts` is the first day of taper this race causes, None where another rule is stricter."""

    race: records.Race
    race_class: RaceClass
    km_effort: float
    known: bool
    counts: bool
    taper_starts: date | None
    hints: tuple[RaceHint, ...] = ()


@dataclass(frozen=True, slots=True)
class TaperView:
    """The taper that comes next, or the one under way (`begun`): its first day and the race it is for, both None where no race
    ahead is tapered for. `ahead`: whether there is any race ahead at all."""

    starts: date | None = None
    race: records.Race | None = None
    begun: bool = False
    ahead: bool = False


GONE = (RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS)
RECOVERING = (Phase.RECOVERY_NONE, Phase.RECOVERY_MOBILITY, Phase.RETURN)


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
        absences = sorted(dossier.absences, key=lambda one: (one.since, one.until))
        weeks: list[WeekView] = []
        for first in range(0, len(days), 7):
            seven = days[first : first + 7]
            begin, last = seven[0].on, seven[-1].on
            races = tuple(sorted((r for r in dossier.races if begin <= r.on <= last), key=lambda r: (r.on, r.name)))
            away = tuple(a for a in absences if a.since <= last and a.until >= begin)
            weeks.append(WeekView(begin, prevailing(seven), seven, races, per_week[begin], away))
        return tuple(weeks)

    def races(self, athlete_id: str, instead: tuple[records.Race, ...] | None = None) -> tuple[RaceView, ...]:
        """All races with class, km-effort, first day of taper and what is odd about them, oldest first; `instead` are the races
        the athlete would have, if others than those kept. Saves nothing."""
        dossier = self._athletes.dossier(athlete_id)
        if instead is not None:
            dossier = replace(dossier, races=instead)
        ordered = tuple(sorted(dossier.races, key=lambda race: (race.on, race.name, race.id)))
        return tuple(self._race(dossier, race, ordered) for race in ordered)

    def taper(self, views: Sequence[RaceView]) -> TaperView:
        """When the next taper begins, by the races as `races` gave them; the race of today is tapered for no more."""
        today = self._desk.clock()
        ahead = [view for view in views if view.counts and view.race.on >= today]
        coming = [
            (view.taper_starts, view.race) for view in ahead if view.race.on > today and view.taper_starts is not None
        ]
        if not coming:
            return TaperView(ahead=bool(ahead))
        starts, race = min(coming, key=lambda one: (one[0], one[1].on, one[1].id))
        return TaperView(starts, race, starts <= today, True)

    def why(self, day: Day) -> tuple[Sentence, ...]:
        """The reasons of a day in words: what decided its phase, what that phase means, then everything that tightened it."""
        words = Words(self._desk.judge.rulebook)
        first, *tightened = (words.sentence(reason) for reason in day.reasons)
        return (first, words.sentence(Reason(f"phase.{day.phase}")), *tightened)

    def _race(self, dossier: records.Dossier, race: records.Race, kept: tuple[records.Race, ...]) -> RaceView:
        book = self._desk.judge.rulebook
        numbers = book.numbers["race_class"]
        known = race.distance_km is not None
        distance = race.distance_km if race.distance_km is not None else float(numbers["unknown_km"])
        ascent = (race.ascent_m or 0.0) if known else 0.0
        counts = race.status not in GONE
        return RaceView(
            race,
            race_class(book, distance, ascent),
            km_effort(distance, ascent),
            known,
            counts,
            self._taper_starts(dossier, race) if counts else None,
            self._hints(dossier, race, kept) if counts else (),
        )

    def _taper_starts(self, dossier: records.Dossier, race: records.Race) -> date | None:
        book = self._desk.judge.rulebook
        longest = max(bounds[1] for bounds in book.taper.values())
        oldest = max((factor for _, factor in book.recovery_age), default=1.0)
        start = race.on - timedelta(days=longest)
        # only what is recovered from or tapered for in these days can be stricter than this race
        first = start - timedelta(days=1 + round(max(band.back for band in book.recovery) * oldest))
        last = race.on + timedelta(days=longest)
        near = tuple(other for other in dossier.races if first <= other.on <= last)
        days = self._days(replace(dossier, races=near), start, race.on)
        return next((d.on for d in days if d.phase is Phase.TAPER and _is_about(d, race.on)), None)

    def _hints(
        self, dossier: records.Dossier, race: records.Race, kept: tuple[records.Race, ...]
    ) -> tuple[RaceHint, ...]:
        rule, hints = "season.race-class", list[RaceHint]()
        if race.distance_km is None:
            hints.append(RaceHint(rule, tr("It counts as an ultra until you enter the distance.")))
        same_day = [r for r in kept if r.id != race.id and r.on == race.on and r.status not in GONE]
        twins = [r for r in same_day if self._is_same(race, r)]
        if twins:
            twice = tr("It is entered twice: same name, same day, same distance. It counts once.")
            hints.append(RaceHint(rule, twice, True))
        others = sorted({r.name for r in same_day if r not in twins})
        if others:
            together = tr("On the same day as {races}: they count together as one effort.", races=", ".join(others))
            hints.append(RaceHint(rule, together))
        if race.priority is Priority.A:
            hints.extend(self._too_soon(dossier, race, kept))
        return tuple(hints)

    def _is_same(self, one: records.Race, other: records.Race) -> bool:
        if one.name.strip().casefold() != other.name.strip().casefold():
            return False
        if one.distance_km is None or other.distance_km is None:
            return one.distance_km is other.distance_km
        near = float(self._desk.judge.rulebook.numbers["race_class"]["duplicate_km"])
        return abs(one.distance_km - other.distance_km) <= near + 1e-9

    def _too_soon(
        self, dossier: records.Dossier, race: records.Race, kept: tuple[records.Race, ...]
    ) -> tuple[RaceHint, ...]:
        """A warning where the rules would still have the athlete recover from the A race before on the day of this one."""
        earlier = [r for r in kept if r.on < race.on and r.priority is Priority.A and r.status not in GONE]
        if not earlier:
            return ()
        before = earlier[-1]
        alone = replace(dossier, races=(before,))
        day = self._days(alone, race.on, race.on)[0]
        if day.phase not in RECOVERING:
            return ()
        gap = (race.on - before.on).days
        text = trn(
            "Only {n} day after {race}, also an A race: the recovery from it is not over by then.",
            "Only {n} days after {race}, also an A race: the recovery from it is not over by then.",
            gap,
            race=before.name,
        )
        return (RaceHint(day.rule, text, True),)

    def _days(self, dossier: records.Dossier, start: date, end: date) -> tuple[Day, ...]:
        if end < start:
            raise Refused("to", check.backwards(start, end))
        if (end - start).days > LONGEST_DAYS:
            raise Refused("to", tr("At most ten years can be shown at once."))
        athlete = factual.athlete(dossier, self._desk.clock(), self._desk.judge.rulebook)
        return self._desk.judge.season.days(athlete, factual.races(dossier.races), start, end)


def _is_about(day: Day, race_on: date) -> bool:
    return day.reasons[0].facts.get("on") == race_on.isoformat()


def prevailing(days: tuple[Day, ...]) -> Phase:
    counts = Counter(day.phase for day in days)
    order = list(Phase)
    return max(counts, key=lambda phase: (counts[phase], order.index(phase)))
