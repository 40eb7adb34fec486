"""How much of an exercise: sets, amount, reserve and load of one line of a session, each with the rule it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil, floor

from rules.loads import round_down, total
from rules.planner.diary import Entry, exposures
from rules.planner.loading import heaviest, loadable
from rules.planner.occasion import Occasion
from rules.progression import Progression, Target, can_transfer, first_load, layoff_factor, sets_after
from rules.rulebook import Exercise, Rulebook
from rules.rulebook.planner import Dose
from rules.verdicts import Caps, LoadDecision, PlannedItem, Reason, Take, Value
from rules.vocabulary import Category, Decision, Experience, Goal, LoadType, Phase, Role, Status, Template, Unit

_EPSILON = 1e-9
_RISES = (Decision.INCREASE,)
_BUILDING = (Phase.BUILD, Phase.CONSOLIDATE)
_FULL = (Decision.CEILING,)


@dataclass(slots=True)
class _Line:
    """One line in the making."""

    exercise: Exercise
    occasion: Occasion
    entries: Sequence[Entry]
    dose: Dose
    top: float
    decision: LoadDecision
    work: float | None
    caps: Caps
    sets: int = 0
    amount: float = 0.0
    rir: int = 0
    aim: float | None = None
    load: float | None = None
    plates: tuple[float, ...] = ()
    full: bool = False
    trial: bool = False
    introductory: bool = False
    reasons: list[Reason] = field(default_factory=list[Reason])


class Dosing:
    def __init__(self, rulebook: Rulebook, progression: Progression) -> None:
        self._book = rulebook
        self._progression = progression

    # --- ranges

    def range(self, exercise: Exercise, occasion: Occasion, phase: Phase | None = None) -> tuple[Dose, str]:
        """The range of an exercise in a phase (the occasion's if not given) and the group whose table it comes from."""
        rules = self._book.planner
        phase = occasion.phase if phase is None else phase
        group = self._group(exercise, occasion)
        person = rules.dose[self._person(occasion)][phase]
        if group:
            dose = rules.dose[group][phase]
            return Dose(dose.low, dose.high, max(dose.rir, person.rir if group == "core" else 0)), group
        low_share, way = rules.own_range[phase]
        low = max(1, floor(exercise.novice_low * low_share + 0.5))
        high = floor(exercise.novice_low + (exercise.novice_high - exercise.novice_low) * way + 0.5)
        return Dose(low, max(low, min(high, high if low_share == 1 else low)), person.rir), ""

    def _person(self, occasion: Occasion) -> str:
        if occasion.experience is Experience.NOVICE:
            return Experience.NOVICE
        return "endurance" if occasion.goal is Goal.MUSCULAR_ENDURANCE else occasion.experience

    def _group(self, exercise: Exercise, occasion: Occasion) -> str:
        """The table of repetitions for a loaded exercise; '' where the exercise keeps to its own range."""
        loaded = exercise.load_type not in (LoadType.BODYWEIGHT, LoadType.BAND_LEVEL)
        if exercise.unit is not Unit.REPS or exercise.category in (Category.BALANCE, Category.MOBILITY):
            return ""
        if exercise.category is Category.CORE:
            return "core" if loaded else ""
        if not loaded:
            return ""
        person = self._person(occasion)
        if person == Experience.NOVICE or exercise.category is not Category.LUNGE:
            return person
        return "lunge_endurance" if person == "endurance" else "lunge"

    # --- a line

    def decide(self, slug: str, occasion: Occasion) -> LoadDecision:
        """What progression says of the exercise on that day, before anything else is looked at."""
        return self._begin(slug, occasion).decision

    def topped_out(self, slug: str, occasion: Occasion) -> bool:
        """Whether the last time every set reached the top of the range with the reserve asked for."""
        entries = occasion.diary.of(slug)
        if not entries:
            return False
        line = self._begin(slug, occasion)
        last = entries[-1].exposure
        enough = all(rir is not None and rir >= line.dose.rir for rir in last.rir)
        return bool(last.amounts) and enough and all(amount >= line.top for amount in last.amounts)

    def line(self, slug: str, occasion: Occasion, why: Sequence[Reason]) -> PlannedItem | Reason:
        """The exercise as a line of the session; the reason instead where its load cannot be put together in this place."""
        line = self._begin(slug, occasion)
        line.reasons.extend(why)
        self._effort(line)
        self._sets(line)
        self._amount(line)
        refused = self._load(line)
        if refused is not None:
            return refused
        self._show(line)
        return self._item(line)

    def _begin(self, slug: str, occasion: Occasion) -> _Line:
        exercise = self._book.exercises[slug]
        dose, _ = self.range(exercise, occasion)
        build, _ = self.range(exercise, occasion, Phase.BUILD)
        # a step is earned at the top of the build range, whatever the phase: else a race would make loads rise sooner
        top = max(dose.high, build.high) if occasion.phase is Phase.CONSOLIDATE else dose.high
        entries = occasion.diary.of(slug)
        caps = self._caps(occasion)
        work = occasion.diary.work_e1rm(slug)
        target = Target(dose.low, top, max(dose.rir, occasion.caps.rir))
        aims = [(entry.on, entry.aim) for entry in entries if not entry.session.eased and entry.aim is not None]
        decision = self._progression.decide(
            slug,
            occasion.athlete,
            occasion.on,
            exposures(entries),
            aims[-1][1] if aims else None,
            target,
            caps,
            last_increase=_last_rise(aims),
            work_e1rm=work,
        )
        return _Line(exercise, occasion, entries, dose, top, decision, work, caps)

    def _caps(self, occasion: Occasion) -> Caps:
        """The caps of the day; before a hard run the share of the maximum stays below what counts as heavy."""
        caps = occasion.caps
        heavy = 0.80
        if occasion.clearance is not None:
            hours = self._book.numbers["spacing_hours"]["strength_to_key_run_hard"]
            if occasion.clearance < hours and caps.pct >= heavy:
                caps = replace(caps, pct=heavy - 0.01)
        return caps

    # --- effort and sets

    def _effort(self, line: _Line) -> None:
        occasion, numbers = line.occasion, self._book.numbers
        if line.exercise.role is Role.WARMUP:
            return
        rir = max(line.dose.rir, occasion.caps.rir)
        done = len(line.entries)
        intro = numbers["transfer"]
        if done < intro["intro_sessions"] and (line.exercise.gates or self._is_loaded(line)):
            line.introductory = True
            rir = max(rir, 10 - intro["intro_rpe"])
            line.reasons.append(
                Reason(
                    "planner.introductory",
                    {"number": done + 1, "rpe": intro["intro_rpe"], "exercise": line.exercise.slug},
                )
            )
        back = numbers["layoff_effort"]
        returned = line.decision.decision is Decision.LAYOFF or self._since_break(line) < back["sessions"]
        if returned and rir < back["rir"]:
            rir = back["rir"]
            line.reasons.append(Reason("planner.layoff-effort", {"rir": rir, "sessions": back["sessions"]}))
        if occasion.standings[line.exercise.slug].status is Status.PROVISIONAL:
            declared = numbers["declaration"]
            line.trial = True
            rir = max(rir, 10 - int(declared["rpe_max"]))
            line.reasons.append(Reason("planner.trial", {"percent": declared["load_share_percent"], "rir": rir}))
        line.rir = rir + occasion.eased.rir

    def _since_break(self, line: _Line) -> int:
        """Sessions of the exercise since the last break that cost load; a large number where there was none."""
        later: date | None = None
        for count, entry in enumerate(reversed(line.entries)):
            if later is not None and layoff_factor(self._book, (later - entry.on).days, None) < 1:
                return count
            later = entry.on
        return 99

    def _sets(self, line: _Line) -> None:
        occasion, exercise = line.occasion, line.exercise
        if exercise.role is Role.WARMUP or exercise.category is Category.MOBILITY:
            line.sets = exercise.novice_sets
            return
        base, rule = self.base_sets(exercise.category, occasion)
        mult = occasion.caps.mult * occasion.eased.sets
        line.sets = sets_after(base, mult)
        facts: dict[str, Value] = {"base": base, "mult": f"{mult:g}", "sets": line.sets}
        if rule == "planner.intro-sets":
            facts["intro"] = int(self._book.numbers["base_sets"]["intro_sessions"])
        line.reasons.append(Reason(rule, facts))

    def base_sets(self, category: Category, occasion: Occasion) -> tuple[int, str]:
        """Sets before the phase multiplies them, and the rule that says so."""
        table = self._book.numbers["base_sets"]
        if occasion.intro:
            return int(table["intro"][category]), "planner.intro-sets"
        older = self._book.numbers["older"]
        if (
            category is Category.BALANCE
            and occasion.template is Template.B
            and occasion.day.age is not None
            and occasion.day.age >= older["from_age"]
        ):
            return int(older["sets"]), "planner.base-sets"
        row = "combined" if occasion.template is Template.AB else occasion.experience
        return int(table[row][category]), "planner.base-sets"

    # --- amount

    def _amount(self, line: _Line) -> None:
        dose = line.dose
        # repetitions on top of the range earn a step; where no load may rise there is none to earn
        rising = line.occasion.caps.load_up and line.occasion.phase in _BUILDING
        low, high = dose.low, dose.high + (line.decision.extension if rising else 0)
        facts: dict[str, Value] = {
            "low": dose.low,
            "high": dose.high,
            "phase": line.occasion.phase.value,
            "rir": dose.rir,
        }
        _, group = self.range(line.exercise, line.occasion)
        facts.update({"group": group} if group else {"unit": line.exercise.unit.value})
        line.reasons.append(Reason("planner.dose" if group else "planner.own-range", facts))
        line.amount = low
        if not line.entries:
            return
        last = line.entries[-1]
        # a session with less than was planned is what the next one starts from
        base = min(last.exposure.amounts, default=low)
        if line.decision.decision in (Decision.INCREASE, Decision.LAYOFF):
            base = low
        elif line.decision.decision is Decision.ADD_REPS and not line.occasion.eased.hold:
            base += self._growth(line, last)
        line.amount = min(max(base, low), max(high, low))

    def _growth(self, line: _Line, last: Entry) -> float:
        """The step within the range; mobility grows once a week. A session that was harder than planned adds nothing."""
        numbers = self._book.numbers["growth"]
        step = float(numbers[str(line.exercise.unit)])
        if line.exercise.role is Role.WARMUP:
            grown = _last_growth(line.entries)
            since = None if grown is None else (line.occasion.on - grown).days
            return 0.0 if since is not None and since < numbers["mobility_days"] else step
        wanted = max(line.dose.rir, line.occasion.caps.rir)
        enough = all(rir is not None and rir >= wanted for rir in last.exposure.rir)
        return step if enough else 0.0

    # --- what the next exercise asks to see

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

    def _show(self, line: _Line) -> None:
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
        rir = line.rir if exercise.role is Role.WARMUP else max(line.rir, ceil(10 - rpe))
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

    def _show_load(self, line: _Line, amount: float, rir: int, wanted: float) -> bool:
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

    # --- load

    def _is_loaded(self, line: _Line) -> bool:
        return line.exercise.load_type is not LoadType.BODYWEIGHT and line.exercise.increment is not None

    def _load(self, line: _Line) -> Reason | None:
        if not self._is_loaded(line):
            self._without_load(line)
            return None
        bar = float(self._book.numbers["hand_load"]["bar_kg"])
        most = heaviest(line.exercise, line.occasion.place, bar)
        wanted = self._wanted(line, bar)
        if most is not None and wanted > most + _EPSILON:
            line.full = line.decision.decision is Decision.INCREASE
            line.reasons.append(Reason("planner.heaviest", {"load": _said(most)}))
            wanted = most
        found = loadable(line.exercise, line.occasion.place, wanted, bar)
        if found is None:
            return Reason("pass.no-load", {"aim": _said(wanted), "exercise": line.exercise.slug})
        line.aim, line.load, line.plates = round(wanted, 3), round(found.load, 3), found.plates
        if line.load < line.aim - _EPSILON:
            line.reasons.append(Reason("planner.rounded", {"load": _said(line.load), "aim": _said(line.aim)}))
        return None

    def _without_load(self, line: _Line) -> None:
        """Own body: repetitions, then tempo. Said once the range was used up in as many sessions as a step takes."""
        last = line.entries[-int(self._book.numbers["growth"]["tempo_sessions"]) :]
        topped = [all(a >= line.top for a in entry.exposure.amounts) for entry in last if entry.exposure.amounts]
        tempo = len(topped) == int(self._book.numbers["growth"]["tempo_sessions"]) and all(topped)
        if line.exercise.role is not Role.WARMUP:
            line.reasons.append(line.decision.reason)
            if tempo and line.exercise.unit is Unit.REPS and not line.occasion.eased.eased:
                line.reasons.append(Reason("planner.tempo"))

    def _wanted(self, line: _Line, bar: float) -> float:
        """The load to aim at, before it is rounded to what can be loaded."""
        occasion, exercise = line.occasion, line.exercise
        top = self._progression.ceiling(exercise, occasion.athlete)
        last = next((e.aim for e in reversed(line.entries) if not e.session.eased and e.aim is not None), None)
        if line.decision.load is None or last is None:
            wanted = self._first(line, bar)
        else:
            line.reasons.append(line.decision.reason)
            wanted = line.decision.load
            if line.decision.decision in _RISES and occasion.eased.hold:
                wanted = last
            if occasion.phase is Phase.CONSOLIDATE and line.amount >= line.dose.high and line.top > line.dose.high:
                line.reasons.append(Reason("planner.consolidate", {"high": _said(line.top)}))
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

    def _first(self, line: _Line, bar: float) -> float:
        """The first load: carried over from the easier lift where the rulebook knows how, else a bar alone or a share of the
        loading room."""
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
                load = first_load(self._book, exercise.slug, occasion.athlete, slug, kg or 0.0)
                line.reasons.append(Reason("planner.transfer", {"easier": slug, "easier_kg": _said(kg or 0.0)}))
                return load or 0.0
        numbers, age = self._book.numbers["first_load"], occasion.day.age
        careful = age is None or age < numbers["careful_under"] or age >= numbers["careful_from"]
        share = float(numbers["ceiling_share_careful" if careful else "ceiling_share"])
        line.reasons.append(Reason("planner.first-load", {"exercise": exercise.slug, "percent": round(share * 100)}))
        if exercise.load_type is LoadType.BAND_LEVEL:
            return exercise.increment or 1.0
        if exercise.load_type is LoadType.TOTAL_KG:
            return occasion.place.bar_kg if occasion.place.bar_kg is not None else bar
        top = self._progression.ceiling(exercise, occasion.athlete)
        return max(round_down(share * (top or 0.0), exercise.increment), exercise.increment or 0.0)

    def _by_phase(self, line: _Line, wanted: float) -> float:
        """Where no maximum is known, a share of the last load of the build weeks, once; never more than was decided."""
        phase, shares = line.occasion.phase, self._book.numbers["phase_load"]
        if line.work is not None or phase.value not in shares:
            return wanted
        built = [
            entry.aim
            for entry in line.entries
            if entry.aim is not None and not entry.session.eased and entry.session.phase in (*_BUILDING, None)
        ]
        if not built:
            return wanted
        share = float(shares[phase.value])
        if share * built[-1] < wanted:
            facts: dict[str, Value] = {"percent": round(share * 100), "basis": _said(built[-1])}
            line.reasons.append(Reason("planner.phase-load", facts))
            return share * built[-1]
        return wanted

    # --- done

    def _item(self, line: _Line) -> PlannedItem:
        exercise, occasion = line.exercise, line.occasion
        if occasion.phase is Phase.TAPER and exercise.percent_mode:
            line.reasons.append(Reason("planner.lift-fast"))
        decision = Decision.CEILING if line.full else line.decision.decision
        return PlannedItem(
            slug=exercise.slug,
            category=exercise.category,
            role=exercise.role,
            sets=line.sets,
            amount=line.amount,
            unit=exercise.unit,
            load_type=exercise.load_type,
            load=line.load,
            aim=line.aim,
            rir=None if exercise.role is Role.WARMUP else line.rir,
            pct=None if not line.work or line.load is None else round(line.load / line.work, 3),
            plates=line.plates,
            trial=line.trial,
            introductory=line.introductory,
            decision=decision,
            reasons=tuple(line.reasons),
        )


def _said(kg: float) -> str:
    return f"{kg:g}"


def _last_rise(aims: Sequence[tuple[date, float | None]]) -> date | None:
    """The day the load last went up."""
    for (_, before), (on, after) in zip(reversed(aims[:-1]), reversed(aims[1:]), strict=True):
        if before is not None and after is not None and after > before + _EPSILON:
            return on
    return None


def _last_growth(entries: Sequence[Entry]) -> date | None:
    """The day the amount last went up; the first day where it never did."""
    for before, after in zip(reversed(entries[:-1]), reversed(entries[1:]), strict=True):
        if max(after.exposure.amounts, default=0) > max(before.exposure.amounts, default=0):
            return after.on
    return entries[0].on if entries else None
