"""What must hold between the parts of a rulebook: known slugs, no cycles, every exercise reachable, tables in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from rules.conditions import EngineLimitError, Value, check_fits, check_list
from rules.rulebook.alternatives import alternatives
from rules.rulebook.errors import RulebookError
from rules.rulebook.parts import Exercise, Numbers, PhaseCaps, RecoveryBand, Rule
from rules.vocabulary import LoadType, Phase, Priority, RaceClass

EXERCISES = "exercises.toml"
SEASON = "season.toml"


def check_graph(exercises: Mapping[str, Exercise], ceiling_share: float) -> None:
    """Every prerequisite is known and there is a way to open every exercise.

    Raises:
        RulebookError: unknown slug, a cycle, or an exercise nobody could ever open.
    """
    for exercise in exercises.values():
        for gate in exercise.gates:
            for option in gate.any_of:
                if option.slug not in exercises:
                    raise RulebookError(EXERCISES, f"{exercise.slug}.{gate.id}", f"unknown exercise {option.slug!r}")
    cycle = _cycle(exercises)
    if cycle:
        raise RulebookError(EXERCISES, cycle[0], f"a cycle: {' needs '.join(cycle)}")
    reachable: set[str] = set()
    while True:
        more = {
            e.slug
            for e in exercises.values()
            if e.slug not in reachable
            and all(
                any(o.slug in reachable and _loadable(exercises[o.slug], o.load_bm, ceiling_share) for o in g.any_of)
                for g in e.gates
            )
        }
        if not more:
            break
        reachable |= more
    for slug in exercises:
        if slug not in reachable:
            reason = "can never be reached: no prerequisite of one of its gates can carry the load the gate asks for"
            raise RulebookError(EXERCISES, slug, reason)


def _loadable(exercise: Exercise, load_bm: float, share: float) -> bool:
    if load_bm == 0:
        return True
    if exercise.load_type in (LoadType.BODYWEIGHT, LoadType.BAND_LEVEL):
        return False
    return exercise.ceiling_bm is None or load_bm <= share * exercise.ceiling_bm + 1e-9


def _cycle(exercises: Mapping[str, Exercise]) -> list[str]:
    done: set[str] = set()
    for start in exercises:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            slug, at = stack.pop()
            if at == 0:
                if slug in done:
                    continue
                path.append(slug)
                on_path.add(slug)
            below = exercises[slug].prerequisites
            if at < len(below):
                stack.append((slug, at + 1))
                if below[at] in on_path:
                    return [*path[path.index(below[at]) :], below[at]]
                stack.append((below[at], 0))
            else:
                path.pop()
                on_path.discard(slug)
                done.add(slug)
    return []


def check_engine(exercises: Mapping[str, Exercise], numbers: Mapping[str, Numbers]) -> None:
    """The engine can hold the gates of every exercise."""
    for exercise in exercises.values():
        if exercise.gates:
            try:
                check_fits(exercise.slug, alternatives(numbers, exercise.gates))
            except EngineLimitError as error:
                raise RulebookError(EXERCISES, exercise.slug, str(error)) from None


def check_rules(file: str, rules: Sequence[Rule]) -> None:
    """The engine can hold an ordered list of rules; the rule that is one too many is named."""
    for i, rule in enumerate(rules):
        try:
            check_list([(r.id, r.when) for r in rules[: i + 1]])
        except EngineLimitError as error:
            raise RulebookError(file, rule.id, str(error)) from None


def check_complete(file: str, key: str, rules: Sequence[Rule], situations: Iterable[Mapping[str, Value]]) -> None:
    """Some rule applies in every situation. Only the facts of a situation are looked at; more of them never stop a rule."""
    for facts in situations:
        if not any(all(c.holds(facts.get(c.fact)) for c in rule.when) for rule in rules):
            said = ", ".join(f"{name} {value}" for name, value in facts.items())
            raise RulebookError(
                file, key, f"no rule applies when {said}" if said else "no rule applies always (when = [])"
            )


def standing_situations() -> Iterator[Mapping[str, Value]]:
    """Every combination of what competency says of an exercise that nothing stands in the way of."""
    names = ("open", "fresh", "overridden", "regressed", "ever")
    for level in range(1, 6):
        yield {"level": level, "gates": 0, **dict.fromkeys(names[1:], 0), "open": 1, "ready": 1}
        for values in product((0, 1), repeat=len(names)):
            found = dict(zip(names, values, strict=True))
            ready = int(any(values[:3]))
            yield {"level": level, "gates": 1, **found, "ready": ready}


def hinge_situations() -> Iterator[Mapping[str, Value]]:
    for values in product((0, 1), repeat=3):
        yield dict(zip(("used_up", "hex", "conventional"), values, strict=True))


def check_named(rules: Mapping[str, Rule]) -> None:
    """The rules that are asked for by their id are there."""
    named = {"standing.age-under-13": "standing.toml", "limit.availability": SEASON}
    named |= {f"phase.{phase}": SEASON for phase in Phase}
    for rule, file in named.items():
        if rule not in rules:
            raise RulebookError(file, rule, "there must be a rule with this id")
    first = rules["standing.age-under-13"].when[:1]
    if not first or (first[0].fact, first[0].operator) != ("age", "<"):
        raise RulebookError("standing.toml", "standing.age-under-13", "its first condition must be an age: 'age < 13'")


def check_phases(phases: Mapping[Phase, PhaseCaps]) -> None:
    """All phases are there, in the order of the vocabulary, and no cap loosens down the list."""
    if list(phases) != list(Phase):
        raise RulebookError(SEASON, "phase", f"must be {', '.join(Phase)}, in this order")
    for (_, more), (name, less) in pairwise(phases.items()):
        if (
            less.sessions > more.sessions
            or less.pct > more.pct
            or less.rir < more.rir
            or less.load_up > more.load_up
            or less.novelty > more.novelty
            or less.mobility > more.mobility
        ):
            raise RulebookError(SEASON, f"phase.{name}", "allows more than the phase before it")
    mults = [(name, caps.mult) for name, caps in phases.items()]
    for (_, before), (name, after) in pairwise(mults):
        if after > before:
            raise RulebookError(SEASON, f"phase.{name}.mult", "allows more sets than the phase before it")


def check_taper(taper: Mapping[tuple[Priority, RaceClass], Sequence[int]]) -> None:
    """Bounds rise within a table; a longer or more important race is never later."""
    for (priority, race_class), bounds in taper.items():
        key = f"taper.{priority}.{race_class}"
        if list(bounds) != sorted(bounds):
            raise RulebookError(SEASON, key, f"{list(bounds)} must not fall")
        for other in ((Priority(chr(ord(priority) + 1)), race_class) if priority != Priority.C else None,):
            if other and any(mine < theirs for mine, theirs in zip(bounds, taper[other], strict=True)):
                raise RulebookError(SEASON, key, "a more important race starts later than a less important one")
    for priority in Priority:
        for shorter, longer in pairwise(RaceClass):
            if any(b < a for a, b in zip(taper[priority, shorter], taper[priority, longer], strict=True)):
                raise RulebookError(
                    SEASON, f"taper.{priority}.{longer}", "a longer race starts later than a shorter one"
                )


def check_recovery(bands: Sequence[RecoveryBand]) -> None:
    """Bands rise with km-effort and only the last one has no bound."""
    if not bands or bands[-1].below is not None or any(b.below is None for b in bands[:-1]):
        raise RulebookError(SEASON, "recovery.band", "only the last band, and it alone, has no below_km_effort")
    for band in bands:
        if not band.rest <= band.mobility <= band.back:
            raise RulebookError(SEASON, "recovery.band", "rest, mobility and return days must not fall")
    for one, two in pairwise(bands):
        if two.below is not None and one.below is not None and two.below <= one.below:
            raise RulebookError(SEASON, "recovery.band", "below_km_effort must rise")
        if two.rest < one.rest or two.mobility < one.mobility or two.back < one.back:
            raise RulebookError(SEASON, "recovery.band", "a longer race recovers no sooner")
