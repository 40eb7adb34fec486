"""The rulebook: what a good coach would decide, as data. Parsed from TOML texts, checked whole, then read by every decision.

`parse` takes the texts by file name (the caller reads the files) and either returns a `Rulebook` that is sound or raises
`RulebookError` with file, key and reason. Nothing is decided with half a rulebook.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules.rulebook import checks, planner, season, session, words
from rules.rulebook.blocks import BLOCKS, read_block
from rules.rulebook.errors import RulebookError
from rules.rulebook.parts import (
    Exercise,
    Gate,
    Limit,
    Numbers,
    Option,
    PhaseCaps,
    RecoveryBand,
    Rule,
)
from rules.rulebook.planner import PlannerRules
from rules.rulebook.reading import read_conditions, read_exercise, read_rule, read_template
from rules.rulebook.table import Table
from rules.vocabulary import (
    Category,
    Decision,
    HingeChoice,
    Phase,
    Priority,
    RaceClass,
    Status,
)

__all__ = [
    "FILES",
    "Exercise",
    "Gate",
    "Limit",
    "Numbers",
    "Option",
    "PhaseCaps",
    "RecoveryBand",
    "Rule",
    "Rulebook",
    "RulebookError",
    "parse",
]

FILES = (
    "exercises.toml",
    "templates.toml",
    "standing.toml",
    "season.toml",
    "progression.toml",
    "session.toml",
    "planner.toml",
    "attention.toml",
)

STANDING_FACTS = frozenset({
    "hold", "age", "level", "injury", "pain_today", "red_pain", "red_days", "clean_days", "missing_kit", "stiff",
    "coach_rating", "coach_pass", "closed", "declared_days", "trial_days", "ready", "gates", "ever", "novelty", "idle_days",
    "fresh", "open", "overridden", "regressed", "done_days",
})  # fmt: skip
PROGRESSION_FACTS = frozenset({
    "hold", "pain", "pain_before", "gap_days", "layoff_permille", "load_up", "fails", "rir_short_permille", "technique",
    "technique_rated", "level", "good", "increase_days", "over_ceiling", "over_pct", "loadable",
})  # fmt: skip
HINGE_FACTS = frozenset({"used_up", "hex", "conventional"})
ATTENTION_FACTS = frozenset({
    "hold", "injury_days", "pain_today", "suspended", "idle_days", "sessions", "age", "age_known", "consent", "screen_days",
    "screened", "stiff", "mobility_days", "pain_days", "aching_days", "missed", "stalled", "falling", "lapsing_days",
    "ill_after_screen", "unanswered_days",
})  # fmt: skip


@dataclass(frozen=True)
class Rulebook:
    """A sound rulebook. Exercises keep the order of their file; lists of rules are in the order in which they are asked."""

    exercises: Mapping[str, Exercise]
    rules: Mapping[str, Rule]
    numbers: Mapping[str, Numbers]
    standing: tuple[Rule, ...]
    season: tuple[Rule, ...]
    progression: tuple[Rule, ...]
    hinge: tuple[Rule, ...]
    attention: tuple[Rule, ...]
    limits: tuple[Limit, ...]
    phases: Mapping[Phase, PhaseCaps]
    taper: Mapping[tuple[Priority, RaceClass], tuple[int, int, int, int]]
    recovery: tuple[RecoveryBand, ...]
    recovery_age: tuple[tuple[int, float], ...]
    ladder: Mapping[Category, tuple[str, ...]]
    load_actions: Mapping[str, str]
    planner: PlannerRules
    _above: Mapping[str, frozenset[str]]
    _own: Mapping[str, Mapping[str, Any]]

    def above(self, slug: str) -> frozenset[str]:
        """Everything built on an exercise, along any option of any gate, itself not included."""
        return self._above[slug]

    def direct_above(self, slug: str) -> tuple[str, ...]:
        """The exercises one of whose gates names this one."""
        return tuple(e.slug for e in self.exercises.values() if slug in e.prerequisites)

    @cached_property
    def lookback_days(self) -> int:
        """How many days of sets the decisions of today read in full."""
        windows = [gate.window_days for e in self.exercises.values() for gate in e.gates]
        pain, n = self.numbers["suspension"], self.numbers
        days = [pain["release_days"], pain["least_days"], n["novelty"]["days"], n["landmine"]["days"], self.trend_days]
        return max([*windows, *days])

    @cached_property
    def trend_days(self) -> int:
        """How many days of sets tell whether an exercise stalls or gets weaker."""
        watch = self.numbers["thresholds"]
        return max(watch["stalled_days"] + watch["gap_days"], 7 * (watch["falling_weeks"] + 1))

    @cached_property
    def planning_days(self) -> int:
        """How many days of sessions a plan reads."""
        return int(self.numbers["memory"]["days"])

    def recency_days(self, level: int) -> int:
        """For how many days competency at this level lasts without practice."""
        return int(self.numbers["recency"][f"level_{level}"])

    def say(
        self,
        rule: str,
        facts: Mapping[str, Any],
        text: str | None = None,
        figure: Callable[[Any], Any] = lambda value: value,
    ) -> str:
        """A rule's sentence (or `text`, a translation of it) with its placeholders filled from facts and the rulebook's numbers:
        those of its own block, template or gate by their bare names, any other as `block.name`. `figure` writes a value the
        way the reader does, such as with a decimal comma."""
        template = self.rules[rule].sentence if text is None else text
        return template.format_map(_Words(self.numbers, {**self._own.get(rule, {}), **facts}, figure))


_ABSENT = "–"


class _Words(dict[str, Any]):
    """Placeholders of a sentence: facts first, then blocks of numbers; an absent fact reads as a dash, never as an error."""

    def __init__(self, numbers: Mapping[str, Numbers], facts: Mapping[str, Any], figure: Callable[[Any], Any]) -> None:
        super().__init__(numbers)
        self._facts = facts
        self._figure = figure

    def __getitem__(self, key: str) -> Any:
        # 'coach' and the like name blocks, 'pain_today' both: a block is only read through its attributes, which a fact lacks
        block = self.get(key)
        return _Fact(self._facts.get(key, _ABSENT), block, self._figure)


class _Fact:
    def __init__(self, value: object, block: Numbers | None, figure: Callable[[Any], Any]) -> None:
        self._value = value
        self._block = block
        self._figure = figure

    def __getattr__(self, key: str) -> Any:
        return self._figure(getattr(self._block, key))

    def __format__(self, spec: str) -> str:
        return _ABSENT if self._value is _ABSENT else format(self._figure(self._value), spec)


def parse(texts: Mapping[str, str]) -> Rulebook:
    """A rulebook from the TOML texts of its files, by file name (see `FILES`).

    Raises:
        RulebookError: anything is missing, unknown, out of range, contradictory, or more than the engine can hold.
    """
    tables = {name: _load(name, texts) for name in FILES}
    for name in texts:
        if name not in FILES:
            raise RulebookError(name, "", f"is not one of {', '.join(FILES)}")
    numbers: dict[str, Numbers] = {}
    rules = _Rules()
    for file, blocks in BLOCKS.items():
        for name, ranges in blocks.items():
            block = tables[file].table(name)
            numbers[name] = read_block(block, name, ranges)
            if "id" in block:
                rules.add(file, read_rule(block), numbers[name])
    words.check(tables)
    exercises = _exercises(tables, rules)
    checks.check_graph(exercises, numbers["evidence"]["ceiling_share"])
    checks.check_engine(exercises, numbers)
    actions: dict[str, str] = {}
    standing = _ordered(tables["standing.toml"], "rule", "status", Status, STANDING_FACTS, numbers, rules, actions)
    read = season.read(tables["season.toml"], numbers, rules.add)
    progression = _ordered(
        tables["progression.toml"], "rule", "decision", Decision, PROGRESSION_FACTS, numbers, rules, actions
    )
    hinge = _ordered(tables["progression.toml"], "hinge", "choice", HingeChoice, HINGE_FACTS, numbers, rules, actions)
    attention = _ordered(tables["attention.toml"], "rule", "", None, ATTENTION_FACTS, numbers, rules, actions)
    plan = session.read(tables["session.toml"], exercises, rules.add)
    numbers.update(plan.blocks)
    planned = planner.read(tables["planner.toml"], numbers, exercises, rules.add)
    for table in tables.values():
        table.done()
    book = Rulebook(
        exercises=exercises,
        rules=rules.found,
        numbers=numbers,
        standing=standing,
        season=read.rules,
        progression=progression,
        hinge=hinge,
        attention=attention,
        limits=read.limits,
        phases=read.phases,
        taper=read.taper,
        recovery=read.recovery,
        recovery_age=read.recovery_age,
        ladder=plan.ladder,
        load_actions=actions,
        planner=planned,
        _above=_above(exercises),
        _own=rules.own,
    )
    _check_whole(book, rules.files)
    return book


def _check_whole(book: Rulebook, files: Mapping[str, str]) -> None:
    """What can only be seen once everything is read: a rule for every situation, the ids that code names, sentences that fill."""
    for file, rules in (
        ("standing.toml", book.standing),
        ("season.toml", book.season),
        ("season.toml", [limit.rule for limit in book.limits]),
        ("progression.toml", book.progression),
        ("progression.toml", book.hinge),
    ):
        checks.check_rules(file, rules)
    checks.check_complete("standing.toml", "rule", book.standing, checks.standing_situations())
    checks.check_complete("progression.toml", "rule", book.progression, [{}])
    checks.check_complete("progression.toml", "hinge", book.hinge, checks.hinge_situations())
    checks.check_named(book.rules)
    for rule in book.rules.values():
        for key, text in (("sentence", rule.sentence), ("next", rule.next_step)):
            for facts in ({}, dict.fromkeys(rule.names, 1)):
                try:
                    book.say(rule.id, facts, text)
                except (AttributeError, KeyError, IndexError, ValueError, TypeError) as error:
                    reason = f"its placeholders cannot be filled: {error}"
                    raise RulebookError(files[rule.id], f"{rule.id}.{key}", reason) from None


def _load(name: str, texts: Mapping[str, str]) -> Table:
    if name not in texts:
        raise RulebookError(name, "", "is missing")
    try:
        table = Table(name, "", tomllib.loads(texts[name]))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(name, "", f"is not TOML: {error}") from None
    if table.whole("schema", 0, 1_000_000) != 1:
        raise RulebookError(name, "schema", "this program reads rulebooks of schema 1 only")
    return table


class _Rules:
    """Every rule by id; an id given twice is refused, wherever it stands."""

    def __init__(self) -> None:
        self.found: dict[str, Rule] = {}
        self.files: dict[str, str] = {}
        self.own: dict[str, Mapping[str, Any]] = {}

    def add(self, file: str, rule: Rule, own: Mapping[str, Any] | None = None) -> Rule:
        """`own` are the numbers the rule's sentence may speak of by their bare names."""
        if rule.id in self.found:
            raise RulebookError(file, rule.id, f"two rules have this id (the other is in {self.files[rule.id]})")
        self.found[rule.id] = rule
        self.files[rule.id] = file
        if own is not None:
            self.own[rule.id] = own
        return rule


def _exercises(tables: Mapping[str, Table], rules: _Rules) -> dict[str, Exercise]:
    file = "exercises.toml"
    templates: dict[str, Mapping[str, Any]] = {}
    said: dict[str, Rule] = {}
    for table in tables["templates.toml"].tables("template", "id"):
        numbers = read_template(table)
        rule = rules.add("templates.toml", read_rule(table), numbers)
        name = rule.id.removeprefix("template.")
        templates[name] = numbers
        said[name] = rule
        table.done()
    exercises: dict[str, Exercise] = {}
    for table in tables[file].tables("exercise", "slug"):
        exercise, own = read_exercise(table, templates)
        if exercise.slug in exercises:
            raise RulebookError(file, exercise.slug, "two exercises have this slug")
        exercises[exercise.slug] = exercise
        spoken = {rule.id: rule for rule in own}
        for gate in exercise.gates:
            base = said[gate.template]
            said_here = spoken.get(gate.id) or Rule(gate.id, base.sentence, base.source, base.certainty)
            rules.add(file, said_here, gate.numbers)
    if not exercises:
        raise RulebookError(file, "exercise", "there is not one exercise")
    return exercises


def _ordered(
    table: Table,
    key: str,
    outcome: str,
    words: type[Status | Decision | HingeChoice] | None,
    facts: frozenset[str],
    numbers: Mapping[str, Numbers],
    rules: _Rules,
    actions: dict[str, str],
) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for part in table.tables(key, "id"):
        conditions = read_conditions(part, facts, numbers)
        if outcome == "decision":
            actions[part.text("id")] = _load_action(part, numbers)
        found.append(
            rules.add(table.file, read_rule(part, conditions, "" if words is None else part.word(outcome, words)))
        )
        part.done()
    if not found:
        raise RulebookError(table.file, key, "there is not one rule")
    return tuple(found)


def _load_action(part: Table, numbers: Mapping[str, Numbers]) -> str:
    """What a progression rule does with the load: none, last, step, layoff, or a reduction by name."""
    load = part.text("load")
    block, _, key = load.partition(".")
    if load not in ("none", "last", "step", "layoff") and not (block == "reduction" and key in numbers["reduction"]):
        raise part.fail("load", f"{load!r} is not none, last, step, layoff or the name of a reduction")
    return load


def _above(exercises: Mapping[str, Exercise]) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = {slug: set() for slug in exercises}
    for exercise in exercises.values():
        for slug in exercise.prerequisites:
            direct[slug].add(exercise.slug)
    found: dict[str, frozenset[str]] = {}
    for slug in exercises:
        above: set[str] = set()
        waiting = list(direct[slug])
        while waiting:
            one = waiting.pop()
            if one not in above:
                above.add(one)
                waiting.extend(found.get(one, direct[one]))
        found[slug] = frozenset(above)
    return found
