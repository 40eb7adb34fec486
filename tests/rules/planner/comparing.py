"""Two plans of one athlete side by side: what one of them has more of than the other may have.

Four things that the specification itself asks for may leave more on a day than there was without the race (or whatever lightens):

- A session that was shortened for lack of time has fewer sets because its sets are longer: with fewer repetitions more of them fit.
- After a break of the exercise its load is lessened (section 4). Where the days fall otherwise, an exercise may have its break in one
  plan and not in the other.
- The working maximum is estimated from what was done with at most four in reserve; a plan that keeps more in reserve keeps the older,
  sometimes higher estimate, and the cap that is a share of it.
- In MAINTAIN, TAPER and RETURN a load is a share of the last one of BUILD or CONSOLIDATE. Where the race leaves no build weeks to an
  exercise (it began later, or restarted after a recovery), there is nothing to take a share of, and its load stays as it is.

Days: a lean week has its one session on the better day, or on the other one where the better day was let slip for a reason of the
athlete's; from then on the other day is a week after the last session, and keeps it (worked case P34). A race that makes a week lean
sooner may so move a session to a day that the other plan does not have. It must never be one session more up to any day.

Deloads are a matter of the tests: the one that a coming MAINTAIN makes superfluous is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import Decision, Role, Template

_EPSILON = 1e-6
_SHORTER = "shorten."


def strength(weeks: Sequence[PlannedWeek]) -> dict[date, PlannedSession]:
    return {s.on: s for week in weeks for s in week.sessions if s.template is not Template.MICRO}


def first_deload(*plans: Sequence[PlannedWeek]) -> date:
    """The day of the first lighter week in any of the plans, however it came about."""
    return min((s.on for weeks in plans for s in strength(weeks).values() if s.deload), default=date.max)


def more_days(before: Sequence[PlannedWeek], after: Sequence[PlannedWeek], until: date = date.max) -> Iterator[str]:
    """Days with a strength session in the second plan alone, where it is one more up to that day."""
    one, two = sorted(strength(before)), strength(after)
    for number, on in enumerate(sorted(two), start=1):
        if on < until and on not in one and number > sum(day <= on for day in one):
            yield f"{on}: a session more, {two[on].template} in {two[on].phase}"


def more_work(before: Sequence[PlannedWeek], after: Sequence[PlannedWeek], until: date = date.max) -> Iterator[str]:
    """Exercises that have more sets or load in the second plan, on days that both plans train them."""
    one, two = strength(before), strength(after)
    broken: set[str] = set()
    for on in sorted(on for on in one.keys() | two.keys() if on < until):
        items = work(one.get(on))
        others = work(two.get(on))
        broken |= {
            slug
            for slug, item in items.items()
            if item.decision is Decision.LAYOFF and (slug not in others or others[slug].decision is not Decision.LAYOFF)
        }
        broken |= {slug for slug, item in items.items() if _is_share(item) and not _is_share(others.get(slug))}
        for slug in items.keys() & others.keys():
            where = f"{on} {one[on].phase} -> {two[on].phase}: {slug}"
            if not _is_shortened(one[on]) and others[slug].sets > items[slug].sets:
                yield f"{where}: {items[slug].sets} -> {others[slug].sets} sets"
            if slug not in broken and not _knows_less(items[slug], others[slug]):
                yield from _heavier(where, items[slug], others[slug])


def work(session: PlannedSession | None) -> dict[str, PlannedItem]:
    return {} if session is None else {i.slug: i for i in session.items if i.role is not Role.WARMUP}


def _heavier(where: str, one: PlannedItem, two: PlannedItem) -> Iterator[str]:
    if one.load is not None and (two.load or 0) > one.load + _EPSILON:
        yield f"{where}: {one.load} -> {two.load} kg"


def _is_shortened(session: PlannedSession) -> bool:
    cut = any(one.reason.rule.startswith(_SHORTER) for one in session.left_out)
    return cut or any(r.rule.startswith(_SHORTER) for item in session.items for r in item.reasons)


def _is_share(item: PlannedItem | None) -> bool:
    return item is not None and any(reason.rule == "planner.phase-load" for reason in item.reasons)


def _knows_less(one: PlannedItem, two: PlannedItem) -> bool:
    """The maximum is lower in the first plan."""
    if not (one.pct and two.pct and one.load and two.load):
        return False
    return one.load / one.pct < two.load / two.pct * 0.999
