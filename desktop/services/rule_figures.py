"""The numbers behind a rule that its sentence does not speak of: caps of a phase, days of a taper, steps of a ladder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from desktop.i18n import later, number, tr
from desktop.services.phase_words import phase_word
from desktop.services.rule_words import span
from desktop.services.sheets.words import TEMPLATES
from rules.vocabulary import Category, Phase, Priority, RaceClass, Template

if TYPE_CHECKING:
    from desktop.services.words import Words
    from rules.rulebook import Gate, Rulebook
    from rules.rulebook.planner import Ease

Figure = tuple[str, str]

RACES: Final[Mapping[RaceClass, str]] = {
    RaceClass.S: later("A race below the ultra"),
    RaceClass.U: later("An ultra"),
    RaceClass.X: later("A long ultra"),
}
CATEGORIES: Final[Mapping[Category, str]] = {
    Category.LUNGE: later("Lunge"),
    Category.HIP_DOMINANT: later("Hip-dominant"),
    Category.HINGE: later("Hinge"),
    Category.BALANCE: later("Balance"),
    Category.CORE: later("Core"),
    Category.MOBILITY: later("Mobility"),
}
_GROUPS: Final[Mapping[str, str]] = {
    "intro": later("First sessions"),
    "novice": later("Novice"),
    "intermediate": later("Intermediate"),
    "experienced": later("Experienced"),
    "combined": later("One session a week"),
    "endurance": later("Muscular endurance"),
    "lunge": later("Lunges"),
    "lunge_endurance": later("Lunges for endurance"),
    "core": later("Core"),
}
_CAPS: Final[Mapping[str, str]] = {
    "sessions": later("Sessions in seven days"),
    "pct": later("At most, of the maximum"),
    "rir": later("Repetitions in reserve, at least"),
    "mult": later("Sets, times"),
    "step_factor": later("Load steps, times"),
    "weekly_pct": later("Load rises in a week by at most"),
    "load_up": later("Loads may rise"),
    "novelty": later("New exercises come in"),
    "mobility": later("Mobility"),
}
_SHARES: Final = frozenset({"pct", "weekly_pct"})


def category(member: Category) -> str:
    return tr(CATEGORIES[member])


def share(value: float) -> str:
    return tr("{percent} %", percent=number(value * 100))


def _cap(key: str, value: Any) -> Figure:
    if isinstance(value, bool):
        return tr(_CAPS[key]), tr("yes") if value else tr("no")
    return tr(_CAPS[key]), share(value) if key in _SHARES else number(value)


class Figures:
    """The figures of every rule that has some, by its id."""

    def __init__(self, book: Rulebook, words: Words) -> None:
        self._book, self._words = book, words

    def all(self) -> dict[str, tuple[Figure, ...]]:
        book = self._book
        found: dict[str, tuple[Figure, ...]] = {}
        for member, caps in book.phases.items():
            found[f"phase.{member}"] = tuple(_cap(key, getattr(caps, key)) for key in _CAPS if hasattr(caps, key))
        for limit in book.limits:
            limited = [_cap(key, value) for key, value in limit.caps.items()]
            limited += [
                (tr("Sets in {phase}, times", phase=phase_word(Phase(name))), number(value))
                for name, value in limit.phase_mult.items()
            ]
            found[limit.rule.id] = tuple(limited)
        for ease in book.planner.eases:
            found[ease.rule.id] = self._ease(ease)
        for exercise in book.exercises.values():
            for gate in exercise.gates:
                found[gate.id] = gate_figures(gate)
        blocks: Mapping[str, Callable[[], Sequence[Figure]]] = {
            "progression.layoff-table": self._layoff,
            "season.taper": self._taper,
            "season.recovery": self._recovery,
            "session.ladder": self._ladder,
            "session.templates": self._templates,
            "session.base-sets": self._base_sets,
            "session.ramp": self._ramp,
            "planner.first-load": self._first_load,
            "planner.phase-load": self._phase_load,
            "planner.dose": self._dose,
            "planner.own-range": self._own_range,
        }
        return found | {rule: tuple(read()) for rule, read in blocks.items() if rule in book.rules}

    @staticmethod
    def _ease(ease: Ease) -> tuple[Figure, ...]:
        made: list[Figure] = []
        if ease.sets < 1:
            made.append((tr("Sets, times"), number(ease.sets)))
        if ease.load < 1:
            made.append((tr("Loads, times"), number(ease.load)))
        if ease.rir:
            made.append((tr("More in reserve"), number(ease.rir)))
        if ease.hold:
            made.append((tr("Loads may rise"), tr("no")))
        return tuple(made)

    def _layoff(self) -> list[Figure]:
        block = self._book.numbers["layoff"]
        rows = [(tr("Up to {days} days", days=days), share(factor)) for days, factor in block["rows"]]
        return [*rows, (tr("Longer"), share(block["beyond"]))]

    def _taper(self) -> list[Figure]:
        order = (Phase.RACE_WEEK, Phase.TAPER, Phase.MAINTAIN, Phase.CONSOLIDATE)
        made: list[Figure] = []
        for priority in Priority:
            for race_class in RaceClass:
                bounds = (0, *self._book.taper[priority, race_class])
                said = [
                    tr("{phase} from {days} days", phase=phase_word(member), days=above)
                    for member, (below, above) in zip(order, pairwise(bounds), strict=True)
                    if above > below
                ]
                made.append((tr("{race}, {priority}", race=tr(RACES[race_class]), priority=priority), ", ".join(said)))
        return made

    def _recovery(self) -> list[Figure]:
        made: list[Figure] = []
        for band in self._book.recovery:
            until = (
                tr("Longer") if band.below is None else tr("Below {km} km-effort", km=number(band.below))
            )  # fmt: skip
            days = tr(
                "rest to day {rest}, mobility to day {mobility}, return to day {back}",
                rest=band.rest,
                mobility=band.mobility,
                back=band.back,
            )
            made.append((until, days))
        return made + [
            (tr("From {age} years", age=age), tr("days times {factor}", factor=number(factor)))
            for age, factor in self._book.recovery_age
        ]

    def _ladder(self) -> list[Figure]:
        return [
            (category(member), ", ".join(self._words.name(slug) for slug in slugs))
            for member, slugs in self._book.ladder.items()
        ]

    def _templates(self) -> list[Figure]:
        return [
            (tr(TEMPLATES[Template(name)][1]), ", ".join(category(member) for member in members))
            for name, members in self._book.numbers["template"].items()
        ]

    def _base_sets(self) -> list[Figure]:
        block = self._book.numbers["base_sets"]
        return [
            (tr(_GROUPS[name]), ", ".join(f"{category(member)} {sets}" for member, sets in row.items()))
            for name, row in block.items()
            if name in _GROUPS
        ]

    def _ramp(self) -> list[Figure]:
        return [
            (share(factor), tr("{n} repetitions", n=repetitions))
            for factor, repetitions in self._book.numbers["ramp"]["steps"]
        ]

    def _first_load(self) -> list[Figure]:
        block = self._book.numbers["first_load"]
        careful = tr(
            "Under {under}, from {age}, or age not known", under=block["careful_under"], age=block["careful_from"]
        )
        return [
            (tr("Of the loading room"), share(block["ceiling_share"])),
            (careful, share(block["ceiling_share_careful"])),
        ]

    def _phase_load(self) -> list[Figure]:
        return [(phase_word(Phase(name)), share(value)) for name, value in self._book.numbers["phase_load"].items()]

    def _dose(self) -> list[Figure]:
        made: list[Figure] = []
        for group, phases in self._book.planner.dose.items():
            said = [
                tr(
                    "{phase} {range} with {rir} in reserve",
                    phase=phase_word(member),
                    range=span(dose.low, dose.high),
                    rir=dose.rir,
                )
                for member, dose in phases.items()
            ]
            made.append((tr(_GROUPS[group]), ", ".join(said)))
        return made

    def _own_range(self) -> list[Figure]:
        return [
            (
                phase_word(member),
                tr(
                    "from {low} of its lower end, {high} of the way to the upper end",
                    low=share(low),
                    high=share(high),
                ),
            )
            for member, (low, high) in self._book.planner.own_range.items()
        ]


def gate_figures(gate: Gate) -> tuple[Figure, ...]:
    """What one day must show, and on how many of them."""
    return (
        (tr("Technique"), tr("{n} of 5 or better", n=gate.technique)),
        (tr("Effort"), tr("RPE {rpe} or less", rpe=number(gate.rpe_max))),
        (tr("Pain"), tr("{n} of 10 or less", n=gate.pain_max)),
        (
            tr("Days"),
            tr("{days} within {window} days, {span} or more from the first to the last",
               days=gate.days_self, window=gate.window_days, span=gate.span_days),
        ),
        (tr("With a coach's rating that passes"), tr("{days} of these days", days=gate.days_coach)),
    )  # fmt: skip
