"""Back, after a race, to what was lifted before it: one step in seven days, without earning each step anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor

from rules.loads import round_down
from rules.planner.diary import Entry
from rules.planner.line import EPSILON, Line, last_rise
from rules.planner.scene import BUILDING
from rules.progression import layoff_factor
from rules.rulebook import Rulebook
from rules.vocabulary import Decision, Phase


def regained(rulebook: Rulebook, line: Line) -> tuple[float, float] | None:
    """The next load and the one it leads back to, in the exercise's load type; None where there is nothing to regain.

    What was lifted in BUILD or CONSOLIDATE before the last return from a race is the aim, less what the longest break since then
    costs. It is given up after pain that suspends or a set without reserve.
    """
    occasion, increment = line.occasion, line.exercise.increment
    rising = occasion.phase in BUILDING and occasion.caps.load_up and not occasion.eased.hold
    if not rising or increment is None or line.decision.decision is not Decision.ADD_REPS:
        return None
    told = [entry for entry in line.counted if entry.aim is not None]
    returned = max((i for i, entry in enumerate(told) if entry.session.phase is Phase.RETURN), default=0)
    base = max((i for i in range(returned) if told[i].session.phase in BUILDING), default=None)
    if base is None or _went_wrong(rulebook, told[base + 1 :]):
        return None
    before, last = told[base].aim or 0.0, told[-1].aim or 0.0
    days = [entry.on for entry in line.entries if entry.on >= told[base].on]
    gaps = [(later - earlier).days for earlier, later in pairwise([*days, occasion.on])]
    goal = round_down(before * layoff_factor(rulebook, max(gaps), occasion.day.age), increment)
    rose = last_rise([(entry.on, entry.aim) for entry in told])
    between = int(rulebook.numbers["steps"]["days_between"])
    if last >= goal - EPSILON or (rose is not None and (occasion.on - rose).days < between):
        return None
    weekly = occasion.caps.weekly_pct * occasion.caps.step_factor
    steps = max(1, floor(weekly * last / increment + EPSILON))
    return min(goal, last + steps * increment), goal


def _went_wrong(rulebook: Rulebook, since: Sequence[Entry]) -> bool:
    red = int(rulebook.numbers["suspension"]["pain_from"])
    return any(
        max(entry.exposure.pain, entry.exposure.next_pain or 0) >= red
        or any(rir is not None and rir <= 0 for rir in entry.exposure.rir)
        for entry in since
    )
