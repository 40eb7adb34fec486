"""The load of a line: what progression decided, carried over, lessened by the phase, and what of it can be loaded here."""

from __future__ import annotations

from rules.loads import round_down
from rules.planner.line import EPSILON, Line, said
from rules.planner.loading import Loadable, heaviest, lightest, loadable
from rules.planner.regaining import regained
from rules.planner.scene import BUILDING
from rules.progression import Progression, can_transfer, first_load
from rules.rulebook import Rulebook
from rules.verdicts import Reason, Value
from rules.vocabulary import Decision, LoadType, Phase, Role, Unit


class Weighing:
    def __init__(self, rulebook: Rulebook, progression: Progression) -> None:
        self._book = rulebook
        self._progression = progression
        self._bar = float(rulebook.numbers["hand_load"]["bar_kg"])

    def load(self, line: Line) -> Reason | None:
        """Gives the line its load; the reason instead where even the least there is here would be too much."""
        if not line.is_loaded:
            self._without_load(line)
            return None
        place = line.occasion.place
        most = heaviest(line.exercise, place, self._bar)
        wanted = self._wanted(line)
        if most is not None and wanted > most + EPSILON:
            # the aim is kept for better equipped places, but does not rise on what was never lifted
            if line.decision.decision is Decision.INCREASE:
                line.full, wanted = True, max(most, line.last_aim or most)
            line.reasons.append(Reason("planner.heaviest", {"load": said(most)}))
        found = loadable(line.exercise, place, wanted, self._bar) or self._lightest(line)
        if found is None:
            return Reason("pass.no-load", {"aim": said(wanted), "exercise": line.exercise.slug})
        line.aim, line.load, line.plates = round(max(wanted, found.load), 3), round(found.load, 3), found.plates
        if line.load < line.aim - EPSILON and (most is None or line.aim <= most + EPSILON):
            line.reasons.append(Reason("planner.rounded", {"load": said(line.load), "aim": said(line.aim)}))
        return None

    def _lightest(self, line: Line) -> Loadable | None:
        """The lightest load of this place where it was lifted before, though it is more than the lessened load: better so than
        without the exercise. Not in the weeks after pain."""
        last = line.counted[-1].done.load if line.counted else None
        if last is None or line.trial or self._hurt_lately(line):
            return None
        # what the day and the exercise allow is never passed for it
        limits = [last, self._progression.ceiling(line.exercise, line.occasion.athlete)]
        limits.append(None if line.work is None else line.caps.pct * line.work)
        most = min(limit for limit in limits if limit is not None)
        found = lightest(line.exercise, line.occasion.place, most, self._bar)
        # after a break only the smallest step there is at all: a light dumbbell, not the one heavy kettlebell of a place
        broken = line.decision.decision is Decision.LAYOFF
        if broken and found is not None and found.load > (line.exercise.increment or 0.0) + EPSILON:
            return None
        if found is not None:
            line.reasons.append(Reason("planner.lightest", {"load": said(found.load)}))
        return found

    def _hurt_lately(self, line: Line) -> bool:
        days = (line.occasion.on - line.entries[-1].on).days
        lately = days < int(self._book.numbers["suspension"]["release_days"])
        return lately and line.decision.decision is Decision.REDUCE_20_AND_REGRESS

    def _without_load(self, line: Line) -> None:
        """Own body: repetitions, then tempo. Said once the range was used up in as many sessions as a step takes."""
        last = line.entries[-int(self._book.numbers["growth"]["tempo_sessions"]) :]
        topped = [all(a >= line.top for a in entry.exposure.amounts) for entry in last if entry.exposure.amounts]
        tempo = len(topped) == int(self._book.numbers["growth"]["tempo_sessions"]) and all(topped)
        if line.exercise.role is not Role.WARMUP:
            if line.decision.decision is not Decision.ADD_REPS:  # which speaks of a load; the range says it
                line.reasons.append(line.decision.reason)
            if tempo and line.exercise.unit is Unit.REPS and not line.occasion.eased.eased:
                line.reasons.append(Reason("planner.tempo"))

    def _wanted(self, line: Line) -> float:
        """The load to aim at, before it is rounded to what can be loaded."""
        occasion, exercise = line.occasion, line.exercise
        top = self._progression.ceiling(exercise, occasion.athlete)
        last = line.last_aim
        if line.decision.load is None or last is None:
            wanted = self._first(line)
        else:
            line.reasons.append(line.decision.reason)
            wanted = line.decision.load
            if line.decision.decision is Decision.INCREASE and occasion.eased.hold:
                wanted = last
            back = regained(self._book, line)
            if back is not None and back[0] > wanted:
                wanted = back[0]
                line.reasons.append(Reason("planner.regain", {"before": said(back[1])}))
            carried = self._carried(line) if line.introductory and not line.trial else None
            if carried is not None and carried[0] is not None and carried[0] < wanted:
                # the second introductory session is bounded like the first, whatever was lifted in that one
                wanted = carried[0]
                line.reasons.append(Reason("planner.transfer", {"easier": carried[1], "easier_kg": said(carried[2])}))
            if occasion.phase is Phase.CONSOLIDATE and line.amount >= line.dose.high and line.top > line.dose.high:
                line.reasons.append(Reason("planner.consolidate", {"high": said(line.top)}))
        wanted = self._by_phase(line, wanted)
        if line.trial:
            declared = occasion.declared_kg.get(exercise.slug)
            share = self._book.numbers["declaration"]["load_share_percent"] / 100
            if declared is not None:
                wanted = min(wanted, share * declared) if line.entries else share * declared
        if line.work is not None and occasion.clearance is not None and line.caps.pct < occasion.caps.pct:
            facts: dict[str, Value] = {"hours": occasion.clearance, "percent": round(line.caps.pct * 100)}
            line.reasons.append(Reason("planner.near-run-load", facts))
        if line.work is not None:
            wanted = min(wanted, line.caps.pct * line.work)
        wanted *= occasion.eased.load
        if top is not None:
            wanted = min(wanted, top)
        return max(0.0, wanted)

    def _first(self, line: Line) -> float:
        """The first load: carried over from the easier lift where the rulebook knows how, else a bar alone or a share of the
        loading room."""
        occasion, exercise = line.occasion, line.exercise
        carried = self._carried(line)
        if carried is not None:
            load, slug, kg = carried
            line.reasons.append(Reason("planner.transfer", {"easier": slug, "easier_kg": said(kg)}))
            return load or 0.0
        numbers, age = self._book.numbers["first_load"], occasion.day.age
        careful = age is None or age < numbers["careful_under"] or age >= numbers["careful_from"]
        share = float(numbers["ceiling_share_careful" if careful else "ceiling_share"])
        line.reasons.append(Reason("planner.first-load", {"exercise": exercise.slug, "percent": round(share * 100)}))
        if exercise.load_type is LoadType.BAND_LEVEL:
            return exercise.increment or 1.0
        if exercise.load_type is LoadType.TOTAL_KG:
            return occasion.place.bar_kg if occasion.place.bar_kg is not None else self._bar
        top = self._progression.ceiling(exercise, occasion.athlete)
        return max(round_down(share * (top or 0.0), exercise.increment), exercise.increment or 0.0)

    def _carried(self, line: Line) -> tuple[float | None, str, float] | None:
        """The introductory load that follows from an easier lift (None where it cannot be loaded that lightly), that lift and its
        load; None where the rulebook carries nothing over."""
        occasion, exercise = line.occasion, line.exercise
        known = [
            (entry.on, slug, entry.aim)
            for slug in self._book.exercises
            for entry in occasion.diary.of(slug)[-1:]
            if entry.aim is not None and slug != exercise.slug
        ]
        # some first loads are bounded by body mass whatever was done before: they are asked for without an easier lift too
        for _, slug, kg in (*sorted(known, reverse=True), (None, "goblet-squat", 0.0), (None, "standard-lunge", 0.0)):
            if can_transfer(slug, exercise.slug):
                bar = occasion.place.bar_kg
                return first_load(self._book, exercise.slug, occasion.athlete, slug, kg, bar), slug, kg
        return None

    def _by_phase(self, line: Line, wanted: float) -> float:
        """Where no maximum is known, a share of the last load of the build weeks, once; never more than was decided."""
        # of the season's phase: the goal 'maintenance' takes the sets of MAINTAIN all year, but nothing off its loads week after week
        phase, shares = line.occasion.day.phase, self._book.numbers["phase_load"]
        if line.work is not None or phase.value not in shares:
            return wanted
        built = [
            entry.aim for entry in line.counted if entry.aim is not None and entry.session.phase in (*BUILDING, None)
        ]
        if not built:
            return wanted
        share = float(shares[phase.value])
        if share * built[-1] < wanted:
            facts: dict[str, Value] = {"percent": round(share * 100), "basis": said(built[-1])}
            line.reasons.append(Reason("planner.phase-load", facts))
            return share * built[-1]
        return wanted
