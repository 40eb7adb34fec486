"""Which weekdays hold strength sessions: free days, apart from each other and clear of the hard runs of the week.

The weekdays depend on the athlete's week alone and never on races: so a race can only take sessions away, never move one to a day
that would have been free.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rules.facts import KeyRun, Life, Place
from rules.rulebook import Rulebook

_WEEK = range(1, 8)
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Slots:
    """ISO weekdays: `primary` is kept when a week has one session, `secondary` is the second one (None: no second day fits).
    `far` is the one of both that lies farther before the next long run. `light`: no free day keeps clear of the hard runs."""

    primary: int | None
    secondary: int | None = None
    far: int | None = None
    light: bool = False

    @property
    def places(self) -> int:
        return sum(day is not None for day in (self.primary, self.secondary))


class Week:
    """The athlete's week as the planner reads it; hard runs come on the same weekdays every week."""

    def __init__(self, rulebook: Rulebook, life: Life) -> None:
        self._book = rulebook
        self._life = life
        numbers = rulebook.numbers["slots"]
        self._hard = frozenset(run.weekday for run in life.key_runs if self._counts(run))
        self._long = frozenset(run.weekday for run in life.key_runs if run.long and self._counts(run))
        self._prefer = {day: i for i, day in enumerate(numbers["prefer"])}
        self.slots = self._find()

    def _counts(self, run: KeyRun) -> bool:
        """Intervals and tempo always; a long run when it is long or steep enough, or when nobody said how long it is."""
        numbers = self._book.numbers["slots"]
        if not run.long or (run.minutes is None and run.descent_m is None):
            return True
        return (run.minutes or 0) >= numbers["long_run_minutes"] or (run.descent_m or 0) >= numbers[
            "long_run_descent_m"
        ]

    def clearance(self, on: date) -> int | None:
        """Hours from that day to the next hard run after it, a day counting 24; None without hard runs."""
        return self._hours(on.isoweekday(), self._hard)

    def clearest(self) -> int | None:
        """The most hours to the next hard run that a session day of the week has; None without hard runs."""
        days = [day for day in (self.slots.primary, self.slots.secondary) if day is not None]
        hours = [found for day in days if (found := self._hours(day, self._hard)) is not None]
        return max(hours, default=None)

    def hours(self, weekday: int) -> int | None:
        """Hours from that ISO weekday to the next hard run after it; None without hard runs."""
        return self._hours(weekday, self._hard)

    def runs_on(self, on: date) -> bool:
        return on.isoweekday() in self._hard

    def long_run_on(self, on: date) -> bool:
        return on.isoweekday() in self._long

    def is_free(self, on: date) -> bool:
        return not self._life.available or on.isoweekday() in self._life.available

    def place(self, on: date) -> Place:
        """Where the athlete trains that day: a place meant for the weekday, else one for any day; of several the best equipped.
        Without any there is the athlete's own body."""
        day = on.isoweekday()
        named = [place for place in self._life.places if day in place.days]
        found = named or [place for place in self._life.places if not place.days]
        return max(found, key=lambda place: (len(place.equipment), place.name), default=Place(""))

    def absent(self, on: date) -> date | None:
        """The last day of the absence that holds on that day, None if there is none."""
        return max((a.until for a in self._life.absences if a.since <= on <= a.until), default=None)

    def illness_before(self, on: date) -> tuple[int, int] | None:
        """Days since the last illness ended and the days it lasted; None if there was none."""
        ended = [a for a in self._life.absences if a.ill and a.until < on]
        if not ended:
            return None
        last = max(ended, key=lambda a: a.until)
        return (on - last.until).days, (last.until - last.since).days + 1

    def _hours(self, weekday: int, runs: frozenset[int]) -> int | None:
        days = [(run - weekday) % 7 or 7 for run in runs]
        return min(days) * _DAY_HOURS if days else None

    def _find(self) -> Slots:
        free = [day for day in _WEEK if not self._life.available or day in self._life.available]
        numbers = self._book.numbers["spacing_hours"]
        rest = numbers["long_run_to_strength"]
        clear = [day for day in free if day not in self._long or rest == 0]
        light = bool(free) and not clear
        days = clear or free
        if not days:
            return Slots(None)
        apart = -(-numbers["strength_to_strength"] // _DAY_HOURS)
        pairs = [(a, b) for a, b in combinations(days, 2) if min(b - a, 7 - (b - a)) >= apart]
        if light or not pairs:
            only = min(days, key=lambda day: (-self._worth(day), self._prefer[day]))
            return Slots(only, None, only, light)
        best = min(pairs, key=self._rank)
        # the better day keeps the one session of a lean week, and what needs the longest rest before the long run
        # before the long run, that is, as long as no other hard run is nearer than what lowers weight may be to one
        free_of = self._book.numbers["spacing_hours"]["strength_to_key_run_hard"]
        far = min(
            best,
            key=lambda day: (
                (self._hours(day, self._hard) or free_of) < free_of,
                -(self._hours(day, self._long or self._hard) or 0),
                self._prefer[day],
            ),
        )
        primary = min(best, key=lambda day: (-self._worth(day), day != far, self._prefer[day]))
        return Slots(primary, best[0] if primary == best[1] else best[1], far)

    def _worth(self, weekday: int) -> int:
        """How far a weekday keeps clear of the next hard run: how many of the spacing rules it meets; none if one is on the day."""
        if weekday in self._hard:
            return 0
        hours = self._hours(weekday, self._hard)
        numbers = self._book.numbers["spacing_hours"]
        wanted = [numbers[f"strength_to_key_run{kind}"] for kind in ("", "_hard", "_new")]
        return 1 + sum(hours is None or hours >= want for want in wanted)

    def _rank(self, pair: tuple[int, int]) -> tuple[int, int, int, int]:
        worth = [self._worth(day) for day in pair]
        gap = pair[1] - pair[0]
        return -min(worth), -sum(worth), abs(gap - (7 - gap)), sum(self._prefer[day] for day in pair)
