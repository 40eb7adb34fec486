"""What a coach sees of the squad before anything is decided: who there is and which race comes next. Neither the rules nor the logged
sets are read for it, so that the first page is painted at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.services.desk import Desk
from desktop.services.value import Value
from desktop.services.week_count import WeekCount
from rules.vocabulary import RaceStatus

if TYPE_CHECKING:
    from desktop.services.squad import SquadRow
    from models import records
    from models.first_look import Glimpse, RaceGlimpse
    from rules.verdicts import Day

RECENT_RACE_DAYS = 28
"""How long a race that was run is still told of."""
NOT_RUN = frozenset({RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS})


class SquadOutline(Value):
    """What is known of an athlete without judging years of sets. `day` is None while it was not worked out yet; `judged` is
    the last row there was (perhaps older than the latest change), None before the first."""

    athlete: records.Athlete | Glimpse
    day: Day | None
    next_race: records.Race | RaceGlimpse | None
    days_to_race: int | None
    last_race: records.Race | RaceGlimpse | None
    days_since_race: int | None
    week: WeekCount
    judged: SquadRow | None

    @property
    def sessions_done_this_week(self) -> int:
        return self.week.done

    @property
    def sessions_allowed(self) -> int | None:
        return None if self.day is None else self.day.caps.sessions

    @property
    def sessions_planned_this_week(self) -> int | None:
        return self.week.planned

    @property
    def overtaken(self) -> bool:
        """Whether the week is another one than when the athlete was judged last."""
        row = self.judged
        return row is not None and self.week != row.week

    @property
    def sessions_left(self) -> int | None:
        """As in `SquadRow`; None while it is known neither from a plan nor from the season."""
        if self.week.coming is not None:
            return self.week.coming
        return None if self.day is None else self.week.left(self.day.caps.sessions)


class SquadGlance:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def outlines(self, on: date) -> tuple[SquadOutline, ...]:
        """One outline for every athlete who is not archived, by name, without the phase and the sessions of the week: `day` is None
        in all of them, which says that the week is not known either. A last race is told if it is RECENT_RACE_DAYS ago at most."""
        seen = self._desk.store.glimpses(on, on - timedelta(days=RECENT_RACE_DAYS), NOT_RUN)
        return tuple(_outlined(one, one.following, one.last, on) for one in seen)


def outline(
    person: records.Athlete,
    races: Iterable[records.Race],
    on: date,
    week: WeekCount | None = None,
    day: Day | None = None,
    judged: SquadRow | None = None,
) -> SquadOutline:
    return _outlined(person, *races_around(races, on), on, week, day, judged)


def _outlined(
    person: records.Athlete | Glimpse,
    following: records.Race | RaceGlimpse | None,
    last: records.Race | RaceGlimpse | None,
    on: date,
    week: WeekCount | None = None,
    day: Day | None = None,
    judged: SquadRow | None = None,
) -> SquadOutline:
    return SquadOutline(
        athlete=person,
        day=day,
        next_race=following,
        days_to_race=None if following is None else (following.on - on).days,
        last_race=last,
        days_since_race=None if last is None else (on - last.on).days,
        week=week or WeekCount(),
        judged=judged,
    )


def races_around(races: Iterable[records.Race], on: date) -> tuple[records.Race | None, records.Race | None]:
    """The next race from that day on and the last one before it, of those that are or were run."""
    counted_in = [race for race in races if race.status not in NOT_RUN]
    following = min((r for r in counted_in if r.on >= on), key=lambda race: (race.on, race.priority), default=None)
    last = max((r for r in counted_in if r.on < on), key=lambda race: race.on, default=None)
    return following, last
