"""How a session begins: mobility for what follows, the duck walk first where it is open, and practice for what opens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from rules.planner.choice import Choice
from rules.planner.dosing import Dosing
from rules.planner.occasion import Occasion
from rules.rulebook import Rulebook
from rules.verdicts import LeftOut, PlannedItem, Reason, Take
from rules.vocabulary import Category, LoadType, MobilityLevel, PainArea, Role, Status, Template

_DUCK_WALK = "duck-walk"


class Warming:
    def __init__(self, rulebook: Rulebook, dosing: Dosing, choice: Choice) -> None:
        self._book = rulebook
        self._dosing = dosing
        self._choice = choice

    def drills(self, occasion: Occasion, taken: frozenset[str]) -> tuple[list[PlannedItem], list[LeftOut]]:
        """The mobility drills of the session, in order; one more where a joint is stiff."""
        numbers = self._book.numbers["warm_up"]
        stiff = any(level is not MobilityLevel.OK for level in occasion.athlete.mobility.values())
        wanted = int(numbers["drills_stiff"] if stiff else numbers["drills"])
        squats = occasion.template is not Template.B
        knee = occasion.athlete.pain.get(PainArea.KNEE, 0) >= numbers["knee_pain_from"]
        listed: Sequence[str] = numbers["hinge"] if not squats else numbers["squat_knee" if knee else "squat"]
        items: list[PlannedItem] = []
        left: list[LeftOut] = []
        easier: set[str] = set()
        for slug in listed:
            if len(items) == wanted:
                break
            standing = occasion.standings[slug]
            if not standing.is_open or (standing.novel and not occasion.takes_new):
                reason = standing.reasons[0] if not standing.is_open else Reason("pass.novelty", {"exercise": slug})
                left.append(LeftOut(Reason(reason.rule, {**reason.facts, "exercise": slug}), Category.MOBILITY, slug))
                continue
            if slug in taken or slug in easier:
                continue
            rule = "planner.duck-walk" if slug == _DUCK_WALK else "planner.drill"
            line = self._dosing.line(slug, occasion, [Reason(rule, {"exercise": slug})])
            if isinstance(line, PlannedItem):
                items.append(_as_warm_up(line))
                # what it is built on would only be done twice
                easier.update(self._book.exercises[slug].prerequisites)
        return items, left

    def practice(self, occasion: Occasion, chosen: Sequence[PlannedItem]) -> list[PlannedItem]:
        """What the next exercises still take and the session does not hold: easy things, done as their gates ask for them."""
        if not occasion.takes_new or occasion.eased.eased or not occasion.caps.load_up:
            return []
        numbers = self._book.numbers["warm_up"]
        taken = {item.slug for item in chosen}
        found: list[PlannedItem] = []
        for item in chosen:
            if item.role is Role.WARMUP or item.category is Category.MOBILITY:
                continue
            for goal, take in self._missing(item, occasion):
                if len(found) == int(numbers["practice"]) or take.slug in taken:
                    continue
                line = self._line(goal, take, occasion)
                if line is not None:
                    found.append(line)
                    taken.add(take.slug)
        return found

    def _missing(self, item: PlannedItem, occasion: Occasion) -> list[tuple[str, Take]]:
        """What the best exercise above this one takes, if all of it can be practised easily now."""
        most = int(self._book.numbers["warm_up"]["practice_sets"])
        for rung in self._book.ladder[item.category]:
            if rung == item.slug:
                break
            standing = occasion.standings[rung]
            if standing.is_open:  # what is better waits for another reason than practice
                return []
            if standing.status not in (Status.LOCKED_PREREQ, Status.EXPIRED):
                continue
            gates = self._book.exercises[rung].gates
            # a gate that this exercise may open itself needs nothing else
            own = {n for n, gate in enumerate(gates, 1) if item.slug in {option.slug for option in gate.any_of}}
            unmet = {take.group for take in standing.takes if not take.met}
            if unmet <= own:
                return []
            takes = {take.slug: take for take in standing.takes if take.group in unmet - own and "sets" in take.facts}
            if takes and all(self._is_easy(take, occasion, most) for take in takes.values()):
                return [(rung, take) for take in takes.values()]
        return []

    def _is_easy(self, take: Take, occasion: Occasion, most: int) -> bool:
        exercise = self._book.exercises[take.slug]
        return (
            occasion.standings[take.slug].is_open
            and exercise.load_type is LoadType.BODYWEIGHT
            and exercise.eccentric_cost <= 1
            and int(take.facts["sets"]) <= most
        )

    def _line(self, goal: str, take: Take, occasion: Occasion) -> PlannedItem | None:
        exercise = self._book.exercises[take.slug]
        rung = next((r for r in self._choice.rungs(exercise.category, occasion) if r.slug == take.slug), None)
        if rung is not None and rung.barred is not None:
            return None
        return PlannedItem(
            slug=take.slug,
            category=exercise.category,
            role=Role.WARMUP,
            sets=int(take.facts["sets"]),
            amount=float(take.facts["amount"]),
            unit=exercise.unit,
            load_type=exercise.load_type,
            rir=ceil(10 - float(take.facts["rpe_max"])),
            reasons=(Reason("planner.practice", {"goal": goal, "exercise": take.slug}),),
        )


def _as_warm_up(line: PlannedItem) -> PlannedItem:
    """A drill that is a main exercise elsewhere is one set here, without an effort to aim at."""
    if line.role is Role.WARMUP:
        return line
    return replace(line, role=Role.WARMUP, sets=1, rir=None)
