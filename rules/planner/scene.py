"""What a planning run looks at: the athlete's situation, every day of the season around it, and what was done so far."""

from __future__ import annotations

from datetime import date, timedelta

from rules.facts import Feeling, Situation, Wish
from rules.planner.diary import Diary
from rules.planner.slots import Week
from rules.rulebook import Rulebook
from rules.season import Season
from rules.verdicts import Day
from rules.vocabulary import Phase

DAY = timedelta(days=1)
FAR = 999
BUILDING = (Phase.BUILD, Phase.CONSOLIDATE)
LEAN = (Phase.MAINTAIN, Phase.TAPER)
_RESTING = (Phase.RACE_DAY, Phase.RECOVERY_NONE, Phase.RECOVERY_MOBILITY)
_BEHIND = 49  # days before today that are looked at for what a race left behind
_AHEAD = 49  # days after the last week that are looked at for the race it leads to


class Scene:
    """`days` holds phase and caps of every day of the run and some before and after; `logged` counts the sessions that were
    really done, which come first in the diary."""

    def __init__(self, rulebook: Rulebook, season: Season, situation: Situation, today: date, end: date) -> None:
        self.book = rulebook
        self.situation = situation
        self.today = today
        self.life = Week(rulebook, situation.life)
        self.diary = Diary(rulebook, situation, today)
        self.logged = len(self.diary.sessions)
        days = season.days(situation.athlete, situation.races, today - _BEHIND * DAY, end + _AHEAD * DAY)
        self.days: dict[date, Day] = {day.on: day for day in days}
        self._wishes: dict[date, Wish] = {wish.on: wish for wish in situation.wishes}
        self._feelings: dict[date, Feeling] = {feeling.on: feeling for feeling in situation.feelings}

    def wish(self, slot: date) -> Wish:
        return self._wishes.get(slot) or Wish(slot)

    def wished(self, slot: date) -> date:
        """The day the session of this slot was asked to be on."""
        return self.wish(slot).moved_to or slot

    def feeling(self, slot: date) -> Feeling:
        """How the athlete feels before the session of this slot; it says nothing of those after it."""
        return self._feelings.get(slot) or Feeling(slot)

    def returning(self, on: date) -> bool:
        """No strength session since the race behind this day, whether the days since are its return or lead to the next race."""
        at = on
        while at in self.days and self.days[at].phase in (Phase.RETURN, *LEAN):
            at -= DAY
        behind = at < on and at in self.days and self.days[at].phase in _RESTING
        return behind and self.diary.loaded_between(at, on) == 0

    def frozen_since(self, on: date) -> date | None:
        """The first of the lean days on the way to a race, of which `on` is one: nothing rises on them. None for any other day;
        lean days that lead back to build work are not on such a way."""
        if self.days[on].phase not in LEAN:
            return None
        at = on
        while at in self.days and self.days[at].phase in LEAN:
            at += DAY
        if at not in self.days or self.days[at].phase in BUILDING:
            return None
        return self.lean_since(on)

    def lean_since(self, on: date) -> date:
        """The first of the lean days in a row that end on that day; the day itself where none went before it."""
        while on - DAY in self.days and self.days[on - DAY].phase in LEAN:
            on -= DAY
        return on

    def is_intro(self, on: date) -> bool:
        """One of the first sessions ever; near a race the count of the first lean day holds, so that nothing rises there."""
        first = int(self.book.numbers["base_sets"]["intro_sessions"])
        start = self.frozen_since(on)
        return sum(t.loaded and (start is None or t.on < start) for t in self.diary.sessions) < first

    def days_to_lower(self, on: date) -> int:
        """Days from this one to the first of a phase below the build ones; a large number where there is none near."""
        at = on
        while at in self.days and self.days[at].phase in BUILDING:
            at += DAY
        return (at - on).days if at in self.days else FAR

    def days_since_return(self, on: date) -> int:
        """Days since the last one of a return from a race; a large number where there is none near."""
        at = on - DAY
        while at in self.days and self.days[at].phase is not Phase.RETURN:
            at -= DAY
        return (on - at).days if at in self.days else FAR


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())
