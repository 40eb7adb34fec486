"""An exercise done as the gate of the next one asks for it: what it takes, and whether today's load is enough."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from rules.loads import total
from rules.planner.line import Line
from rules.planner.loading import loadable
from rules.planner.occasion import Occasion
from rules.rulebook import Rulebook
from rules.verdicts import Reason, Take, Value
from rules.vocabulary import Status, Unit


class Showing:
    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook

    def goal(self, slug: str, rungs: Sequence[str], occasion: Occasion) -> tuple[str, Take] | None:
        """The best exercise further up the ladder that waits for something to be shown on this one, and what."""
        for better in rungs:
            if better == slug:
                return None
            standing = occasion.standings[better]
            if standing.status not in (Status.LOCKED_PREREQ, Status.EXPIRED):
                continue
            groups = {take.group for take in standing.takes if not take.met}
            for take in standing.takes:
                if take.slug == slug and take.group in groups and "sets" in take.facts:
                    return better, take
        return None

    def show(self, line: Line) -> None:
        """In the build weeks an exercise is done as the gate of the next one asks for it, once its load is heavy enough."""
        occasion, exercise = line.occasion, line.exercise
        if not occasion.takes_new or occasion.eased.eased or line.trial:
            return
        rungs = self._book.ladder[exercise.category]
        found = self.goal(exercise.slug, rungs, occasion) if exercise.slug in rungs else None
        if found is None:
            return
        better, take = found
        sets, amount, rpe = int(take.facts["sets"]), float(take.facts["amount"]), float(take.facts["rpe_max"])
        if amount > max(line.dose.high, exercise.novice_high) + line.decision.extension:
            return
        rir = max(line.rir, ceil(10 - rpe))  # of a drill too: what is not written down shows nothing
        if line.load is not None and not self._show_load(
            line, max(line.amount, amount), rir, float(take.facts["load_kg"])
        ):
            return
        if occasion.caps.mult >= 1 and not occasion.intro:
            line.sets = max(line.sets, sets)
        line.amount = max(line.amount, amount)
        line.rir = rir
        facts: dict[str, Value] = {"goal": better, "sets": sets, "amount": f"{amount:g}", "rpe": f"{rpe:g}"}
        line.reasons.append(Reason("planner.showing", facts))

    def _show_load(self, line: Line, amount: float, rir: int, wanted: float) -> bool:
        """More repetitions or more reserve need a lighter load (Epley): whether that is still what the gate asks for."""
        exercise = line.exercise
        divisor = float(self._book.numbers["e1rm"]["divisor"])
        aim = line.aim or 0.0
        if exercise.unit is Unit.REPS and line.entries:
            aim *= min(1.0, (1 + (line.amount + line.rir) / divisor) / (1 + (amount + rir) / divisor))
        bar = float(self._book.numbers["hand_load"]["bar_kg"])
        found = loadable(exercise, line.occasion.place, aim, bar)
        tolerance = float(self._book.numbers["evidence"]["load_tolerance_kg"])
        if found is None or total(exercise, found.load) < wanted - tolerance:
            return False
        line.load, line.plates = round(found.load, 3), found.plates
        return True
