"""Which gates are open: evidence goes through the rule engine, requirement by requirement, and what is missing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.conditions import Alternative
from rules.engine import GateNetwork
from rules.evidence import Evidence, Standard
from rules.rulebook import Gate, Option, Rulebook
from rules.rulebook.alternatives import COACH, FAST, SELF, alternatives
from rules.verdicts import Take


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option of one gate as one athlete's evidence meets it."""

    option: Option
    standard: Standard
    days: tuple[date, ...]
    rating: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate: whether it is open and by which alternatives, and its options."""

    gate: Gate
    open_by: tuple[str, ...]
    options: tuple[OptionView, ...]

    @property
    def is_open(self) -> bool:
        return bool(self.open_by)

    @property
    def closed_by(self) -> OptionView | None:
        """The option a coach's rating closed, if that leaves no way in."""
        if self.open_by:
            return None
        return next((o for o in self.options if o.closed), None)


@dataclass(frozen=True, slots=True)
class ExerciseGates:
    """All gates of one exercise; `is_open` is the engine's word."""

    is_open: bool
    gates: tuple[GateView, ...]


@dataclass(frozen=True, slots=True)
class Lapse:
    """How an exercise's practice bears on its gates: `fast` allows the fast track, days up to `reset` no longer count."""

    fast: bool = False
    reset: date | None = None


class Gates:
    """The gates of a rulebook, compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._gated = [e for e in rulebook.exercises.values() if e.gates]
        self._alternatives = {e.slug: alternatives(rulebook.numbers, e.gates) for e in self._gated}
        self._by_id = {a.id: a for alts in self._alternatives.values() for a in alts}
        self._network = GateNetwork(self._alternatives)

    def of(self, evidence: Evidence, lapses: Mapping[str, Lapse]) -> Mapping[str, ExerciseGates]:
        """The gates of every gated exercise, by slug. `lapses` tells of exercises that are no longer fresh."""
        facts: dict[str, Mapping[str, int]] = {}
        options: dict[str, list[OptionView]] = {}
        for exercise in self._gated:
            lapse = lapses.get(exercise.slug, Lapse())
            for gate in exercise.gates:
                views = options[gate.id] = []
                for option in gate.any_of:
                    standard = evidence.standard(gate, option)
                    days = evidence.qualifying_days(standard, lapse.reset)
                    rating = evidence.rating(option.slug)
                    closed = rating is not None and rating < gate.technique
                    views.append(OptionView(option, standard, days, rating, closed))
                    if days:
                        facts[f"{gate.id}/{option.slug}"] = {
                            "days": len(days),
                            "span": (days[-1] - days[0]).days,
                            "refused": int(closed),
                            "passed": int(rating is not None and not closed),
                            "fast": int(lapse.fast),
                        }
        fired = self._network.run(facts)
        return {
            exercise.slug: ExerciseGates(
                exercise.slug in fired.exercises,
                tuple(
                    GateView(gate, fired.alternatives.get(gate.id, ()), tuple(options[gate.id]))
                    for gate in exercise.gates
                ),
            )
            for exercise in self._gated
        }

    def takes(self, view: GateView, group: int, fast: bool) -> tuple[Take, ...]:
        """What the nearest alternative of a gate takes, met or not: days, span and coach, each with have and want."""
        best = min(view.options, key=lambda o: self._distance(view.gate, o, fast))
        gate = view.gate
        ways = self._needs(gate, best, fast)
        have = {"days": len(best.days), "span": (best.days[-1] - best.days[0]).days if best.days else 0}
        facts = {
            "technique": gate.technique,
            "sets": gate.sets,
            "amount": best.standard.amount,
            "load_kg": round(best.standard.load, 1),
            "rpe_max": gate.rpe_max,
            "pain_max": gate.pain_max,
            "window_days": gate.window_days,
            "gate": gate.id,
        }
        takes = [
            Take(kind, have[kind], want, have[kind] >= want, best.option.slug, group, facts)
            for kind, want in (("days", ways["days"]), ("span", ways["span"]))
            if want > (0 if kind == "days" else 1)
        ]
        if best.rating is not None:
            takes.append(Take("rating", best.rating, gate.technique, not best.closed, best.option.slug, group, facts))
        return tuple(takes)

    def missing_days(self, view: GateView, fast: bool) -> int:
        """Qualifying days still missing on the nearest way in; a large number where a coach keeps every way shut."""
        return 0 if view.is_open else min(self._distance(view.gate, o, fast)[1] for o in view.options)

    def _distance(self, gate: Gate, option: OptionView, fast: bool) -> tuple[int, int, int]:
        needs = self._needs(gate, option, fast)
        missing = max(0, needs["days"] - len(option.days))
        span = (option.days[-1] - option.days[0]).days if option.days else 0
        shut = 1000 if option.closed else 0
        return (shut, missing + shut, max(0, needs["span"] - span))

    def _needs(self, gate: Gate, option: OptionView, fast: bool) -> Mapping[str, int]:
        """Days and span of the shortest column that applies to this option now."""
        passed = option.rating is not None and not option.closed
        kind = FAST if fast else COACH if passed else SELF
        found = {"days": 0, "span": 0}
        for need in self._alternative(gate, option.option, kind).needs:
            if need.fact in found:
                found[need.fact] = int(need.value)
        return found

    def _alternative(self, gate: Gate, option: Option, kind: str) -> Alternative:
        return self._by_id[f"{gate.id}/{option.slug}/{kind}"]
