"""How a session fits the time there is: the steps of planner.toml, one after the other, until it is short enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.durations import Item, minutes
from rules.rulebook import Rulebook
from rules.verdicts import LeftOut, PlannedItem, Reason
from rules.vocabulary import Category, Role, Template

_PAIR = (Category.BALANCE, Category.CORE)
_AGAIN = ("practice", "pair", "light_sets", "mains_2", "mains_1", "alternate")


@dataclass(frozen=True, slots=True)
class Fit:
    """A session of so many minutes and what was cut for it. `warm_up` are the seconds of the warm-up (None: as always)."""

    items: tuple[PlannedItem, ...]
    minutes: int
    cuts: tuple[LeftOut, ...] = ()
    warm_up: int | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """`steady`: balance belongs into every session, so that core has to wait."""

    items: tuple[PlannedItem, ...]
    steady: bool
    cuts: tuple[LeftOut, ...] = ()
    warm_up: int | None = None


class Fitting:
    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._steps: dict[str, Callable[[_State, Template, date, str], Iterator[_State]]] = {
            "practice": self._practice,
            "pair": self._pair,
            "light_sets": self._light_sets,
            "mains_2": lambda state, _t, _on, rule: self._mains(state, 2, rule),
            "mains_1": lambda state, _t, _on, rule: self._mains(state, 1, rule),
            "alternate": self._alternate,
            "warm_up": self._warm_up,
            "drop": self._drop,
        }

    def minutes(self, items: Sequence[PlannedItem], age: int | None, warm_up: int | None = None) -> int:
        """Whole minutes, warm-up included; the drills are part of it."""
        counted = [_timed(item) for item in items if not _is_drill(item)]
        return minutes(self._book, counted, age, warm_up)

    def fit(
        self, items: Sequence[PlannedItem], limit: int | None, template: Template, on: date, age: int | None
    ) -> Fit | None:
        """The session within `limit` minutes (None: any length); None where not even one exercise fits."""
        whole = _State(tuple(items), age is not None and age >= int(self._book.numbers["older"]["from_age"]))
        for state in self._states(whole, template, on):
            needed = self.minutes(state.items, age, state.warm_up)
            if limit is None or needed <= limit:
                return Fit(state.items, needed, state.cuts, state.warm_up)
        return None

    def _states(self, whole: _State, template: Template, on: date) -> Iterator[_State]:
        """The session as it is, then shorter and shorter. Splitting starts again from the whole half."""
        state = whole
        yield state
        for step, rule in self._book.planner.shorten:
            if step == "split":
                half = self._half(whole, template, on, rule)
                if half is None:
                    continue
                state = half
                yield state
                for name, again in self._book.planner.shorten:
                    if name in _AGAIN:
                        for stage in self._steps[name](state, template, on, again):
                            state = stage
                            yield stage
                continue
            for stage in self._steps[step](state, template, on, rule):
                state = stage
                yield stage

    # --- the steps; each yields what it leads to, stage by stage

    def _practice(self, state: _State, _template: Template, _on: date, rule: str) -> Iterator[_State]:
        for item in [one for one in reversed(state.items) if _is_practice(one)]:
            cut = LeftOut(Reason(rule, {"exercise": item.slug}), item.category, item.slug)
            state = replace(state, items=tuple(one for one in state.items if one is not item), cuts=(*state.cuts, cut))
            yield state

    def _pair(self, state: _State, _template: Template, _on: date, rule: str) -> Iterator[_State]:
        kinds = {item.category for item in state.items if not _is_warm_up(item)}
        if not kinds.issuperset(_PAIR) or any(item.paired for item in state.items):
            return
        items = tuple(
            replace(item, paired=True, reasons=(*item.reasons, Reason(rule)))
            if item.category in _PAIR and not _is_warm_up(item)
            else item
            for item in state.items
        )
        yield replace(state, items=items)

    def _light_sets(self, state: _State, _template: Template, _on: date, rule: str) -> Iterator[_State]:
        for item in [one for one in reversed(state.items) if not _is_warm_up(one) and _is_light(one) and one.sets > 1]:
            state = _fewer(state, item, 1, rule)
            yield state

    def _mains(self, state: _State, most: int, rule: str) -> Iterator[_State]:
        while True:
            mains = [one for one in state.items if not _is_warm_up(one) and not _is_light(one) and one.sets > most]
            if not mains:
                return
            # the one with the most sets gives first; of equal ones the later
            item = max(enumerate(mains), key=lambda pair: (pair[1].sets, pair[0]))[1]
            state = _fewer(state, item, item.sets - 1, rule)
            yield state

    def _alternate(self, state: _State, _template: Template, on: date, rule: str) -> Iterator[_State]:
        held = [item for item in state.items if item.category in _PAIR and not _is_warm_up(item)]
        if {item.category for item in held} != set(_PAIR):
            return
        waits = Category.CORE if state.steady or on.isocalendar().week % 2 else Category.BALANCE
        yield _without(state, [item for item in held if item.category is waits], rule)

    def _half(self, whole: _State, template: Template, on: date, rule: str) -> _State | None:
        """The half of a session with everything that leads in this week."""
        if template is not Template.AB:
            return None
        leads = Template.A if on.isocalendar().week % 2 else Template.B
        kept = {*self._book.numbers["template"][leads.value], *([Category.BALANCE] if whole.steady else [])}
        return _without(whole, [i for i in whole.items if i.category not in kept and not _is_warm_up(i)], rule)

    def _warm_up(self, state: _State, _template: Template, _on: date, rule: str) -> Iterator[_State]:
        least = int(self._book.numbers["session_minutes"]["warm_up_least"])
        cut = LeftOut(Reason(rule, {"minutes": round(least / 60)}), Category.MOBILITY)
        yield replace(state, warm_up=least, cuts=(*state.cuts, cut))

    def _drop(self, state: _State, _template: Template, _on: date, rule: str) -> Iterator[_State]:
        while True:
            work = [item for item in state.items if not _is_warm_up(item)]
            if len(work) < 2:
                return
            # light work goes before mains, the last before the first; what belongs into every session goes last
            stays = [state.steady and one.category is Category.BALANCE for one in work]
            item = max(enumerate(work), key=lambda pair: (not stays[pair[0]], _is_light(pair[1]), pair[0]))[1]
            cut = LeftOut(Reason(rule, {"exercise": item.slug}), item.category, item.slug)
            items = tuple(one for one in state.items if one is not item)
            state = replace(state, items=items, cuts=(*state.cuts, cut))
            yield state


def _timed(item: PlannedItem) -> Item:
    return Item(item.slug, item.sets, item.amount, item.pct, item.paired)


def _is_warm_up(item: PlannedItem) -> bool:
    return item.role is Role.WARMUP


def _is_drill(item: PlannedItem) -> bool:
    """Part of the warm-up's own minutes; practice for a gate is counted besides."""
    return _is_warm_up(item) and not _is_practice(item)


def _is_practice(item: PlannedItem) -> bool:
    return _is_warm_up(item) and item.rule == "planner.practice"


def _is_light(item: PlannedItem) -> bool:
    return item.role is Role.ACCESSORY or item.category in _PAIR


def _fewer(state: _State, item: PlannedItem, sets: int, rule: str) -> _State:
    reason = Reason(rule, {"exercise": item.slug, "sets": sets})
    # of several cuts of one exercise the last one is said
    reasons = tuple(r for r in item.reasons if not r.rule.startswith("shorten.mains"))
    less = replace(item, sets=sets, reasons=(*reasons, reason))
    return replace(state, items=tuple(less if one is item else one for one in state.items))


def _without(state: _State, gone: Sequence[PlannedItem], rule: str) -> _State:
    cuts = [LeftOut(Reason(rule, {"category": str(i.category), "exercise": i.slug}), i.category, i.slug) for i in gone]
    kept = tuple(
        replace(item, paired=False) if item.paired and any(g.paired for g in gone) else item
        for item in state.items
        if item not in gone
    )
    return replace(state, items=kept, cuts=(*state.cuts, *cuts))
