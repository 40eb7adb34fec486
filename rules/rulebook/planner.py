"""Reads planner.toml: which days hold a session, what passes over an exercise, what lightens and what shortens a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.rulebook.parts import Exercise, Numbers, Rule
from rules.rulebook.reading import read_conditions, read_rule
from rules.rulebook.table import Table
from rules.vocabulary import Phase

Add = Callable[[str, Rule, Mapping[str, Any] | None], Rule]

DAY_FACTS = frozenset({
    "skipped", "own_week", "absent", "hold", "child", "phase_sessions", "sessions", "mobility", "primary", "too_close", "full",
    "next_sessions", "soreness", "returning", "hurting", "minutes", "places", "moved", "long_run",
})  # fmt: skip
PASS_FACTS = frozenset({
    "novel", "takes_new", "exposures", "recent", "eccentric", "spinal", "level", "clearance", "clearest", "ache", "soreness",
    "tapering", "category", "returning", "loaded", "deload", "light", "frozen",
})  # fmt: skip
EASE_FACTS = frozenset({
    "deload_due", "load_up", "lower_in_days", "return_ago_days", "fails", "low_readiness", "readiness", "soreness",
    "well_days", "ill_days", "light",
})  # fmt: skip
DOES = ("none", "micro", "postpone", "split", "whole")
STEPS = ("practice", "pair", "light_sets", "mains_2", "mains_1", "alternate", "split", "warm_up", "drop")
DOSED = (Phase.BUILD, Phase.CONSOLIDATE, Phase.MAINTAIN, Phase.TAPER, Phase.RETURN)
GROUPS = ("novice", "intermediate", "experienced", "endurance", "lunge", "lunge_endurance", "core")


@dataclass(frozen=True, slots=True)
class Ease:
    """A rule that lightens a session: factors of sets and load, reserve added, whether loads are held and the week is a deload."""

    rule: Rule
    sets: float
    load: float
    rir: int
    hold: bool
    deload: bool


@dataclass(frozen=True, slots=True)
class Dose:
    """A range of repetitions and the reserve to keep."""

    low: float
    high: float
    rir: int


@dataclass(frozen=True, slots=True)
class PlannerRules:
    """The rules of the planner. `days` in the order they are asked, each outcome one of DOES; `postpone` says by how many days.
    `passes` in the order they are asked, those in `soft` only hold while there is another choice. `shorten` are the steps in
    order, each with its rule. `own_range` gives the shares of an exercise's own range by phase."""

    days: tuple[Rule, ...]
    postpone: Mapping[str, tuple[int, ...]]
    passes: tuple[Rule, ...]
    soft: frozenset[str]
    eases: tuple[Ease, ...]
    shorten: tuple[tuple[str, str], ...]
    dose: Mapping[str, Mapping[Phase, Dose]]
    own_range: Mapping[Phase, tuple[float, float]]


def read(table: Table, numbers: Mapping[str, Numbers], exercises: Mapping[str, Exercise], add: Add) -> PlannerRules:
    """planner.toml but for its plain blocks of numbers; every rule found is handed to `add`."""
    days: list[Rule] = []
    postpone: dict[str, tuple[int, ...]] = {}
    for part in table.tables("day", "id"):
        does = part.text("does")
        if does not in DOES:
            raise part.fail("does", f"{does!r} is not one of {', '.join(DOES)}")
        rule = read_rule(part, read_conditions(part, DAY_FACTS, numbers), does)
        if does == "postpone":
            postpone[rule.id] = _whole_days(part)
        days.append(add(table.file, rule, None))
        part.done()
    if not days or days[-1].when or days[-1].outcome != "whole":
        raise table.fail("day", "the last rule must apply always (when = []) and do 'whole'")
    passes: list[Rule] = []
    soft: set[str] = set()
    for part in table.tables("pass", "id"):
        rule = add(table.file, read_rule(part, read_conditions(part, PASS_FACTS, numbers)), None)
        passes.append(rule)
        if part.flag("soft", False):
            soft.add(rule.id)
        part.done()
    eases = tuple(_ease(part, table.file, numbers, add) for part in table.tables("ease", "id"))
    shorten = tuple(_step(part, table.file, add) for part in table.tables("shorten", "id"))
    for part in table.tables("say", "id"):
        add(table.file, read_rule(part), None)
        part.done()
    dose = _dose(table.table("dose"), add)
    own = _own_range(table.table("own_range"), add)
    _check_words(table, exercises)
    return PlannerRules(tuple(days), postpone, tuple(passes), frozenset(soft), eases, shorten, dose, own)


def _whole_days(part: Table) -> tuple[int, ...]:
    found = part.items("days")
    if not found or any(type(day) is not int or not 1 <= day <= 7 for day in found):
        raise part.fail("days", "must be whole days between 1 and 7")
    return tuple(found)


def _ease(part: Table, file: str, numbers: Mapping[str, Numbers], add: Add) -> Ease:
    deload = part.flag("deload", False)
    ease = Ease(
        rule=add(file, read_rule(part, read_conditions(part, EASE_FACTS, numbers)), None),
        sets=_share(part, "sets", numbers),
        load=_share(part, "load", numbers),
        rir=part.whole("rir", 0, 5, 0),
        hold=part.flag("hold", False) or deload,
        deload=deload,
    )
    part.done()
    return ease


def _share(part: Table, key: str, numbers: Mapping[str, Numbers]) -> float:
    """A factor between 0 and 1 (1 if none is given), or the dotted name of one, so that no number stands in two places."""
    value: Any = part.text_or_number(key) if key in part else 1.0
    if not isinstance(value, str):
        return part.number(key, 0, 1, 1.0)
    block, _, name = value.partition(".")
    value = numbers[block].get(name) if block in numbers else None
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise part.fail(key, "must be a number between 0 and 1 or the name of one")
    return float(value)


def _step(part: Table, file: str, add: Add) -> tuple[str, str]:
    step = part.text("step")
    if step not in STEPS:
        raise part.fail("step", f"{step!r} is not one of {', '.join(STEPS)}")
    rule = add(file, read_rule(part), None)
    part.done()
    return step, rule.id


def _dose(table: Table, add: Add) -> dict[str, dict[Phase, Dose]]:
    add(table.file, read_rule(table), None)
    found: dict[str, dict[Phase, Dose]] = {}
    for group in GROUPS:
        part = table.table(group)
        found[group] = {phase: _range(part, phase) for phase in DOSED}
        part.done()
    table.done()
    return found


def _range(part: Table, phase: Phase) -> Dose:
    values = part.items(phase)
    if len(values) != 3 or any(type(v) is not int for v in values) or not 1 <= values[0] <= values[1] <= 100:
        raise part.fail(phase, "must be the lower end, the upper end and the reserve, in whole numbers")
    if not 0 <= values[2] <= 10:
        raise part.fail(phase, "the reserve lies between 0 and 10")
    return Dose(*values)


def _own_range(table: Table, add: Add) -> dict[Phase, tuple[float, float]]:
    add(table.file, read_rule(table), None)
    found: dict[Phase, tuple[float, float]] = {}
    for phase in DOSED:
        values = table.items(phase)
        if len(values) != 2 or any(type(v) not in (int, float) or not 0 <= v <= 1 for v in values):
            raise table.fail(phase, "must be two shares between 0 and 1")
        found[phase] = (float(values[0]), float(values[1]))
    table.done()
    return found


def _check_words(table: Table, exercises: Mapping[str, Exercise]) -> None:
    """The drills of the warm-up are known exercises, the preferred weekdays are weekdays."""
    warm_up = table.table("warm_up")
    for key in ("squat", "squat_knee", "hinge"):
        for slug in warm_up.texts(key):
            if slug not in exercises:
                raise warm_up.fail(key, f"unknown exercise {slug!r}")
    slots = table.table("slots")
    prefer = slots.items("prefer")
    if any(type(day) is not int for day in prefer) or sorted(prefer) != [1, 2, 3, 4, 5, 6, 7]:
        raise slots.fail("prefer", "must hold every weekday from 1 to 7 once")
