"""Good plans spoilt in one respect each, to show that the invariants speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Category, Phase, Role, Template

Weeks = tuple[PlannedWeek, ...]


def sessions(change: Callable[[PlannedSession], PlannedSession]) -> Callable[[Weeks], Weeks]:
    return lambda weeks: tuple(replace(w, sessions=tuple(change(s) for s in w.sessions)) for w in weeks)


def items(change: Callable[[PlannedItem], PlannedItem]) -> Callable[[Weeks], Weeks]:
    return sessions(lambda s: replace(s, items=tuple(change(item) for item in s.items)))


def work(**changes: Any) -> Callable[[Weeks], Weeks]:
    """Every line of work with other values."""
    return items(lambda item: item if item.role is Role.WARMUP else replace(item, **changes))


def heavier(item: PlannedItem) -> PlannedItem:
    if item.load is None or item.aim is None:
        return item
    return replace(item, load=item.load + 50, aim=item.aim + 50)


def after_a_break(item: PlannedItem) -> PlannedItem:
    """A load of before the break, as if nothing had been taken off it."""
    if not any(reason.rule == "progression.layoff" for reason in item.reasons) or item.aim is None:
        return item
    return replace(item, load=item.aim * 3, aim=item.aim * 3)


def rising(weeks: Weeks) -> Weeks:
    """More sets from week to week in the lean phases."""

    def more(session: PlannedSession, by: int) -> PlannedSession:
        if session.phase not in (Phase.MAINTAIN, Phase.TAPER):
            return session
        return replace(session, items=tuple(replace(item, sets=item.sets + by) for item in session.items))

    return tuple(replace(w, sessions=tuple(more(s, i) for s in w.sessions)) for i, w in enumerate(weeks))


def without_core(session: PlannedSession) -> PlannedSession:
    kept = tuple(item for item in session.items if item.category is not Category.CORE)
    return replace(session, items=kept, left_out=tuple(x for x in session.left_out if x.category is not Category.CORE))


def hard_lunge(item: PlannedItem) -> PlannedItem:
    return replace(item, slug="rear-foot-elevated-db-squat") if item.category is Category.LUNGE else item


def claimed_lightest(item: PlannedItem) -> PlannedItem:
    if item.load is None:
        return item
    return replace(item, load=item.load + 40, aim=item.load + 40, reasons=(*item.reasons, Reason("planner.lightest")))


SPOILT: Mapping[str, Callable[[Weeks], Weeks]] = {
    "only_what_is_open": items(lambda item: replace(item, slug="conventional-deadlift")),
    "near_a_run": items(hard_lunge),
    "within_caps": work(rir=0),
    "spaced": sessions(lambda s: replace(s, on=s.on - timedelta(days=s.on.weekday() // 2), template=Template.AB)),
    "nothing_rises_before_a_race": rising,
    "within_minutes": work(sets=9),
    "covered": sessions(without_core),
    "reachable": items(heavier),
    "lower_after_a_break": items(after_a_break),
    "lightest_stays": items(claimed_lightest),
    "reasoned": items(lambda item: replace(item, reasons=(Reason("planner.first-load"),))),
    "ladder_respected": sessions(lambda s: replace(s, left_out=())),
}
