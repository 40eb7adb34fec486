"""Which exercise fills a place of the session: the first of its ladder that is open, allowed today, and not a change too soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rules.conditions import Value
from rules.engine import ANSWERS, RuleList
from rules.ladder import ladder
from rules.planner.dosing import Dosing
from rules.planner.occasion import Occasion
from rules.rulebook import Rulebook
from rules.verdicts import LeftOut, PlannedItem, Reason
from rules.vocabulary import Category, Decision, LoadType, PainArea, Phase, Status


@dataclass(frozen=True, slots=True)
class Rung:
    """One exercise of a ladder today: `barred` says why it cannot be done, `doubt` why only if there is nothing else."""

    slug: str
    barred: Reason | None = None
    doubt: Reason | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """The line that fills the place (None: nothing does) and what was passed over on the way, best first."""

    item: PlannedItem | None
    left_out: tuple[LeftOut, ...] = ()


class Choice:
    def __init__(self, rulebook: Rulebook, dosing: Dosing) -> None:
        self._book = rulebook
        self._dosing = dosing
        self._passes = RuleList("pass", [(rule.id, rule.when) for rule in rulebook.planner.passes], ANSWERS)
        self._by_id = {rule.id: rule for rule in rulebook.planner.passes}
        self._soft = rulebook.planner.soft

    def rungs(self, category: Category, occasion: Occasion) -> tuple[Rung, ...]:
        """The ladder of the category, best first, with what stands against each exercise today."""
        slugs = ladder(self._book, category, occasion.used_up)
        facts = [self._facts(slug, occasion) for slug in slugs]
        found: list[Rung] = []
        for slug, fact, fired in zip(slugs, facts, self._passes.run(facts), strict=True):
            standing = occasion.standings[slug]
            hard = [rule for rule in fired if rule not in self._soft]
            soft = [rule for rule in fired if rule in self._soft]
            barred = self._reason(hard[0], slug, fact) if hard else None
            if not standing.is_open:
                barred = Reason(standing.rule, {**standing.reasons[0].facts, "exercise": slug})
            found.append(Rung(slug, barred, self._reason(soft[0], slug, fact) if soft else None))
        return tuple(found)

    def weighed(self, category: Category, occasion: Occasion) -> tuple[Rung, ...]:
        """The same; what cannot be loaded here is barred too."""
        found: list[Rung] = []
        for rung in self.rungs(category, occasion):
            line = self._dosing.line(rung.slug, occasion, ()) if rung.barred is None else None
            found.append(Rung(rung.slug, line, rung.doubt) if isinstance(line, Reason) else rung)
        return tuple(found)

    def first(self, category: Category, occasion: Occasion) -> str | None:
        """The exercise that would fill the category if new work had no need of a clear day; None if nothing would."""
        clear = replace(occasion, clearance=None)
        good = [rung for rung in self.rungs(category, clear) if rung.barred is None]
        known = [rung for rung in good if rung.doubt is None] or good
        stays = self._stays(known, clear)
        return stays if stays is not None else known[0].slug if known else None

    def fill(self, category: Category, occasion: Occasion, wished: str = "") -> Filled:
        """The line for a category. `wished` is an exercise somebody chose; it is taken if it is legal today."""
        rungs = self.rungs(category, occasion)
        passed: dict[str, Reason] = {rung.slug: rung.barred for rung in rungs if rung.barred is not None}
        free = [rung for rung in rungs if rung.barred is None]
        order = self._ordered(free, occasion, wished, passed, self._replaced(rungs, occasion))
        for slug, why in order:
            line = self._dosing.line(slug, occasion, why)
            if isinstance(line, PlannedItem):
                passed.pop(slug, None)
                return Filled(line, self._above(rungs, slug, passed, category))
            passed[slug] = line
        nothing = LeftOut(Reason("planner.category-empty", {"category": str(category)}), category)
        listed = [LeftOut(passed[rung.slug], category, rung.slug) for rung in rungs if rung.slug in passed]
        return Filled(None, (nothing, *listed))

    # --- the order in which they are tried

    def _ordered(
        self, free: Sequence[Rung], occasion: Occasion, wished: str, passed: dict[str, Reason], replaced: str
    ) -> list[tuple[str, list[Reason]]]:
        """The exercises to try, first choice first, each with why; what has to wait for it goes into `passed`."""
        good = [rung for rung in free if rung.doubt is None]
        doubtful = [rung for rung in free if rung.doubt is not None]
        for rung in doubtful:
            if good and rung.doubt is not None:
                passed[rung.slug] = rung.doubt
        tried: list[tuple[str, list[Reason]]] = []
        ahead = [rung.slug for rung in good or doubtful]
        if wished and any(rung.slug == wished for rung in free):
            better = ahead[: ahead.index(wished)] if wished in ahead else ahead
            tried.append((wished, self._instead_of("planner.swap", wished, better, passed)))
        stays = self._stays(good or doubtful, occasion)
        if stays is not None:
            better = ahead[: ahead.index(stays)]
            tried.append((stays, self._instead_of("planner.continuity", stays, better, passed)))
        tried.extend((rung.slug, [self._why(rung, occasion, replaced)]) for rung in good)
        for rung in doubtful:
            reasons = [self._why(rung, occasion, replaced)]
            if rung.doubt is not None and not good:
                near_run = rung.doubt.rule == "pass.new-near-run"
                hours = int(self._book.numbers["new_work"]["hours"])
                reasons.append(Reason("planner.new-work", {"hours": hours}) if near_run else rung.doubt)
            tried.append((rung.slug, reasons))
        return [(slug, why or [Reason("planner.ladder", {"exercise": slug})]) for slug, why in tried]

    def _instead_of(self, rule: str, slug: str, better: Sequence[str], passed: dict[str, Reason]) -> list[Reason]:
        """Why `slug` is taken before what is better, each of which is told that it waits."""
        for one in better:
            passed.setdefault(one, Reason(rule, {"exercise": slug, "better": one}))
        return [Reason(rule, {"exercise": slug, "better": better[0]})] if better else []

    def _stays(self, good: Sequence[Rung], occasion: Occasion) -> str | None:
        """The exercise in the programme that is too young to be changed for the best one; None where the best one is taken."""
        if not good:
            return None
        days = int(self._book.numbers["continuity"]["days"])
        diary, on = occasion.diary, occasion.on
        best = good[0].slug
        trial = occasion.standings[best].status is Status.PROVISIONAL
        if trial or diary.done_within(best, on, days):
            return None
        current = [rung.slug for rung in good if diary.done_within(rung.slug, on, days)]
        if not current:
            return None
        # of several the one done last; of these the best
        slug = max(current, key=lambda one: (diary.of(one)[-1].on, -current.index(one)))
        young = diary.since_introduced(slug, on, days) < days
        full = self._dosing.decide(slug, occasion).decision is Decision.CEILING
        return slug if young and not full else None

    def _replaced(self, rungs: Sequence[Rung], occasion: Occasion) -> str:
        """The exercise of the category that was done last, if it cannot be done today; '' if it can."""
        days = int(self._book.numbers["continuity"]["days"])
        diary = occasion.diary
        lately = [rung for rung in rungs if diary.done_within(rung.slug, occasion.on, days)]
        last = max(lately, key=lambda rung: diary.of(rung.slug)[-1].on, default=None)
        return last.slug if last is not None and last.barred is not None else ""

    def _why(self, rung: Rung, occasion: Occasion, replaced: str) -> Reason:
        if replaced:
            return Reason("planner.instead", {"exercise": rung.slug, "better": replaced})
        days = int(self._book.numbers["continuity"]["days"])
        known = occasion.diary.done_within(rung.slug, occasion.on, days)
        return Reason("planner.familiar" if known else "planner.ladder", {"exercise": rung.slug})

    def _above(
        self, rungs: Sequence[Rung], slug: str, passed: Mapping[str, Reason], category: Category
    ) -> tuple[LeftOut, ...]:
        """What stands above the chosen exercise on its ladder, each with its reason."""
        at = next(i for i, rung in enumerate(rungs) if rung.slug == slug)
        return tuple(LeftOut(passed[r.slug], category, r.slug) for r in rungs[:at] if r.slug in passed)

    # --- facts

    def _facts(self, slug: str, occasion: Occasion) -> dict[str, Value | None]:
        exercise, standing = self._book.exercises[slug], occasion.standings[slug]
        days = int(self._book.numbers["novelty"]["days"])
        area = PainArea(self._book.numbers["low_back"]["area"])
        return {
            "novel": int(standing.novel),
            "takes_new": int(occasion.takes_new),
            "exposures": len(occasion.diary.of(slug)),
            "recent": int(occasion.diary.done_within(slug, occasion.on, days)),
            "eccentric": exercise.eccentric_cost,
            "spinal": exercise.spinal_load,
            "level": exercise.level,
            "clearance": occasion.clearance,
            "clearest": occasion.clearest,
            "ache": occasion.athlete.pain.get(area, 0),
            "soreness": occasion.soreness,
            "tapering": int(occasion.day.phase is Phase.TAPER),
            "category": str(exercise.category),
            "returning": int(occasion.returning),
            "loaded": int(exercise.load_type is not LoadType.BODYWEIGHT),
            "deload": int(occasion.eased.deload),
            "light": int(occasion.light),
            "frozen": int(occasion.frozen),
        }

    def _reason(self, rule: str, slug: str, facts: Mapping[str, Value | None]) -> Reason:
        names = self._by_id[rule].names
        said: dict[str, Value] = {k: v for k in sorted(names) if (v := facts.get(k)) is not None}
        return Reason(rule, {**said, "exercise": slug})
