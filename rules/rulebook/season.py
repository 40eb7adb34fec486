"""Reads the season's tables: phases, taper days, recovery bands, limits, and the rules they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from rules.conditions import Condition
from rules.rulebook import checks
from rules.rulebook.parts import Limit, Numbers, PhaseCaps, RecoveryBand, Rule
from rules.rulebook.reading import read_conditions, read_rule
from rules.rulebook.table import Table
from rules.vocabulary import Phase, Priority, RaceClass

TAPER_PHASES = (Phase.RACE_WEEK, Phase.TAPER, Phase.MAINTAIN, Phase.CONSOLIDATE)
SEASON_FACTS = frozenset({"race_today", "rest_left", "mobility_left", "return_left", "build_days"})
LIMIT_FACTS = frozenset({"age", "age_known", "lifting", "goal", "hold"})
_WHOLE = {"sessions": (0, 7), "rir": (0, 10)}
_SHARES = {"pct": (0.0, 1.0), "mult": (0.0, 1.0), "step_factor": (0.0, 1.0), "weekly_pct": (0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Season:
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]
    phases: Mapping[Phase, PhaseCaps]
    taper: Mapping[tuple[Priority, RaceClass], tuple[int, int, int, int]]
    recovery: tuple[RecoveryBand, ...]
    recovery_age: tuple[tuple[int, float], ...]


def days_fact(priority: Priority, race_class: RaceClass) -> str:
    """The name of the fact 'days to the next race of this priority and class'."""
    return f"days_{priority}_{race_class}".lower()


def read(table: Table, numbers: Mapping[str, Numbers], add: Callable[[str, Rule], Rule]) -> Season:
    """The whole of season.toml but for its plain blocks of numbers; every rule found is handed to `add`."""
    phases = _phases(table, add)
    checks.check_phases(phases)
    taper_table = table.table("taper")
    taper_rule = add(table.file, read_rule(taper_table))
    taper = _taper(taper_table)
    checks.check_taper(taper)
    rules = [*_taper_rules(taper, taper_rule), *_phase_rules(table, numbers)]
    for rule in rules:
        add(table.file, rule)
    recovery_table = table.table("recovery")
    add(table.file, read_rule(recovery_table))
    recovery, recovery_age = _recovery(recovery_table)
    checks.check_recovery(recovery)
    strictness = {phase: i for i, phase in enumerate(Phase)}
    # the most restrictive phase is asked first; within a phase the file's own rules come before the tables'
    rules.sort(key=lambda rule: (-strictness[Phase(rule.outcome)], rule.id.count(".") > 2))
    return Season(tuple(rules), _limits(table, numbers, phases, add), phases, taper, recovery, recovery_age)


def _phases(table: Table, add: Callable[[str, Rule], Rule]) -> dict[Phase, PhaseCaps]:
    phases: dict[Phase, PhaseCaps] = {}
    for part in table.tables("phase", "phase"):
        add(table.file, read_rule(part))
        phases[part.word("phase", Phase)] = PhaseCaps(
            sessions=part.whole("sessions", 0, 7),
            pct=part.number("pct", 0, 1),
            rir=part.whole("rir", 0, 10),
            mult=part.number("mult", 0, 1),
            load_up=part.flag("load_up"),
            novelty=part.flag("novelty"),
            mobility=part.flag("mobility"),
        )
        part.done()
    return phases


def _taper(table: Table) -> dict[tuple[Priority, RaceClass], tuple[int, int, int, int]]:
    found: dict[tuple[Priority, RaceClass], tuple[int, int, int, int]] = {}
    for priority in Priority:
        part = table.table(priority)
        for race_class in RaceClass:
            bounds = part.items(race_class)
            if len(bounds) != 4 or not all(type(b) is int and 0 <= b <= 3650 for b in bounds):
                raise part.fail(race_class, "must be four whole numbers of days")
            found[priority, race_class] = cast("tuple[int, int, int, int]", tuple(bounds))
        part.done()
    table.done()
    return found


def _taper_rules(taper: Mapping[tuple[Priority, RaceClass], tuple[int, int, int, int]], said: Rule) -> list[Rule]:
    rules: list[Rule] = []
    for (priority, race_class), bounds in taper.items():
        fact = days_fact(priority, race_class)
        above = 0
        for phase, bound in zip(TAPER_PHASES, bounds, strict=True):
            if bound > above:
                when = (Condition(fact, ">", above), Condition(fact, "<=", bound))
                rule_id = f"season.{priority}.{race_class}.{phase}"
                rules.append(Rule(rule_id, said.sentence, said.source, said.certainty, said.next_step, when, phase))
            above = bound
    return rules


def _phase_rules(table: Table, numbers: Mapping[str, Numbers]) -> list[Rule]:
    rules: list[Rule] = []
    for part in table.tables("rule", "id"):
        conditions = read_conditions(part, SEASON_FACTS, numbers)
        rules.append(read_rule(part, conditions, part.word("phase", Phase)))
        part.done()
    if not any(not rule.when for rule in rules):
        raise table.fail("rule", "the last rule must apply always (when = [])")
    return rules


def _recovery(table: Table) -> tuple[tuple[RecoveryBand, ...], tuple[tuple[int, float], ...]]:
    bands: list[RecoveryBand] = []
    for part in table.tables("band"):
        below = part.number("below_km_effort", 0, 100_000) if "below_km_effort" in part else None
        bands.append(
            RecoveryBand(
                below, part.whole("none", 0, 365), part.whole("mobility", 0, 365), part.whole("return", 0, 365)
            )
        )
        part.done()
    ages: list[tuple[int, float]] = []
    for part in table.tables("age"):
        ages.append((part.whole("from", 0, 120), part.number("factor", 1, 10)))
        part.done()
    if ages != sorted(ages) or [f for _, f in ages] != sorted(f for _, f in ages):
        raise table.fail("age", "ages and factors must rise")
    table.done()
    return tuple(bands), tuple(ages)


def _limits(
    table: Table, numbers: Mapping[str, Numbers], phases: Mapping[Phase, PhaseCaps], add: Callable[[str, Rule], Rule]
) -> tuple[Limit, ...]:
    limits: list[Limit] = []
    order = list(Phase)
    for part in table.tables("limit", "id"):
        rule = add(table.file, read_rule(part, read_conditions(part, LIMIT_FACTS, numbers)))
        block = part.table("caps")
        caps: dict[str, float | int | bool] = {}
        for key, (low, high) in _WHOLE.items():
            if key in block:
                caps[key] = block.whole(key, low, high)
        for key, bounds in _SHARES.items():
            if key in block:
                caps[key] = block.number(key, *bounds)
        if "load_up" in block:
            caps["load_up"] = block.flag("load_up")
        block.done()
        mults: dict[str, float] = {}
        if "phase_mult" in part:
            row = part.table("phase_mult")
            for phase in Phase:
                if phase in row:
                    # between its neighbours, so that the phases keep their order for whom the limit applies
                    before, after = (
                        order[max(0, order.index(phase) - 1)],
                        order[min(len(order), order.index(phase) + 2) - 1],
                    )
                    mults[phase] = row.number(phase, phases[after].mult, phases[before].mult)
            row.done()
        as_phase = part.word("as_phase", Phase) if "as_phase" in part else ""
        part.done()
        limits.append(Limit(rule, caps, as_phase, mults))
    return tuple(limits)
