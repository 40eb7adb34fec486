"""How much of an exercise: sets, amount and reserve of one line of a session, each with the rule it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import floor

from rules.facts import Exposure
from rules.loads import round_down
from rules.planner.diary import Entry
from rules.planner.line import EPSILON, Line, counted, heard, last_done, last_growth, last_rise, said
from rules.planner.occasion import Occasion
from rules.planner.scene import BUILDING
from rules.planner.showing import Showing
from rules.planner.weighing import Weighing
from rules.progression import Progression, Target, layoff_factor, sets_after
from rules.rulebook import Exercise, Rulebook
from rules.rulebook.planner import Dose
from rules.verdicts import Caps, LoadDecision, PlannedItem, Reason, Value
from rules.vocabulary import Category, Decision, Experience, Goal, LoadType, Phase, Role, Status, Template, Unit

_STOPS = (Decision.STOP_LOCK_AREA, Decision.SUSPEND)
_HEAVY = 0.80  # a session from this share of the maximum on counts as heavy


class Dosing:
    def __init__(self, rulebook: Rulebook, progression: Progression) -> None:
        self._book = rulebook
        self._progression = progression
        self._weighing = Weighing(rulebook, progression)
        self._showing = Showing(rulebook)

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
        refused = self._weighing.load(line)
        if refused is not None:
            return refused
        self._go_on(line)
        self._showing.show(line)
        return self._item(line)

    def _begin(self, slug: str, occasion: Occasion) -> Line:
        exercise = self._book.exercises[slug]
        dose, _ = self.range(exercise, occasion)
        build, _ = self.range(exercise, occasion, Phase.BUILD)
        # a step is earned at the top of the build range, whatever the phase: else a race would make loads rise sooner
        top = max(dose.high, build.high) if occasion.phase is Phase.CONSOLIDATE else dose.high
        entries = occasion.diary.of(slug)
        caps = self._caps(occasion)
        work = occasion.diary.work_e1rm(slug)
        target = Target(dose.low, top, max(dose.rir, occasion.caps.rir))
        told = counted(exercise, entries, int(self._book.numbers["transfer"]["intro_sessions"]))
        aims = [(entry.on, entry.aim) for entry in told if entry.aim is not None]
        decision = self._progression.decide(
            slug,
            occasion.athlete,
            occasion.on,
            [self._as_asked(exercise, occasion, entry, dose.low) for entry in heard(entries, told)],
            aims[-1][1] if aims else None,
            target,
            caps,
            last_increase=last_rise(aims),
            work_e1rm=work,
            last_done=last_done(self._book, entries, occasion.on),
        )
        stopped = decision.decision in _STOPS and occasion.standings[slug].is_open
        if stopped or self._rested_longer(decision, entries, occasion):
            decision = self._again(exercise, occasion, entries[-1].on, aims[-1][1] if aims else None, decision)
        return Line(exercise, occasion, entries, told, dose, top, decision, work, caps)

    def _as_asked(self, exercise: Exercise, occasion: Occasion, entry: Entry, low: float) -> Exposure:
        """A session of a leaner phase, whose range begins lower, is no failed one today because of that."""
        phase, exposure = entry.session.phase, entry.exposure
        if phase not in self._book.planner.own_range or all(amount >= low for amount in exposure.amounts):
            return exposure
        then, _ = self.range(exercise, occasion, phase)
        return replace(exposure, amounts=tuple(max(a, low) if a >= then.low else a for a in exposure.amounts))

    def _rested_longer(self, decision: LoadDecision, entries: Sequence[Entry], occasion: Occasion) -> bool:
        """Whether the break since a painful session costs more than the pain: progression looks at the pain alone then."""
        if decision.decision is not Decision.REDUCE_20_AND_REGRESS:
            return False
        gap = (occasion.on - entries[-1].on).days
        return layoff_factor(self._book, gap, occasion.day.age) < self._book.numbers["reduction"]["pain"]

    def _again(
        self, exercise: Exercise, occasion: Occasion, last: date, aim: float | None, stopped: LoadDecision
    ) -> LoadDecision:
        """What was stopped for pain and is open again begins lower: progression, which only sees the pain, would never let it."""
        share = min(
            float(self._book.numbers["reduction"]["pain"]),
            layoff_factor(self._book, (occasion.on - last).days, occasion.day.age),
        )
        load = None if aim is None else round_down(share * aim, exercise.increment)
        reason = Reason("planner.again", {"pain": stopped.reason.facts["pain"]})
        return LoadDecision(Decision.REDUCE_20_AND_REGRESS, load, reason, stopped.extension)

    def _caps(self, occasion: Occasion) -> Caps:
        """The caps of the day; before a hard run the share of the maximum stays below what counts as heavy."""
        caps = occasion.caps
        if occasion.clearance is not None:
            hours = self._book.numbers["spacing_hours"]["strength_to_key_run_hard"]
            if occasion.clearance < hours and caps.pct >= _HEAVY:
                caps = replace(caps, pct=_HEAVY - 0.01)
        return caps

    # --- effort and sets

    def _effort(self, line: Line) -> None:
        occasion, numbers = line.occasion, self._book.numbers
        if line.exercise.role is Role.WARMUP:
            return
        rir = max(line.dose.rir, occasion.caps.rir)
        intro, done = numbers["transfer"], len(line.entries)
        careful = 10 - intro["intro_rpe"]
        gentle = bool(line.exercise.gates) or line.is_loaded
        if gentle and done < intro["intro_sessions"]:
            line.introductory = True
            rir = max(rir, careful)
            line.reasons.append(
                Reason(
                    "planner.introductory",
                    {"number": done + 1, "rpe": intro["intro_rpe"], "exercise": line.exercise.slug},
                )
            )
        elif gentle and rir < careful and self._done_before_lean(line) < intro["intro_sessions"]:
            rir = careful
            line.reasons.append(Reason("planner.no-rise"))
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

    def _done_before_lean(self, line: Line) -> int:
        """Sessions of the exercise before the days on which no effort rises; all of them where there are no such days."""
        since = line.occasion.frozen_since
        return sum(since is None or entry.on < since for entry in line.entries)

    def _since_break(self, line: Line) -> int:
        """Sessions of the exercise since the last break that cost load, 0 right after it; a large number where there was none."""
        later = line.occasion.on
        for count, entry in enumerate(reversed(line.entries)):
            if layoff_factor(self._book, (later - entry.on).days, None) < 1:
                return count
            later = entry.on
        return 99

    def _sets(self, line: Line) -> None:
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

    def _amount(self, line: Line) -> None:
        dose = line.dose
        low, high = dose.low, self._most(line)
        facts: dict[str, Value] = {
            "range": said(dose.low) if dose.low == dose.high else f"{said(dose.low)}-{said(dose.high)}",
            "phase": line.occasion.phase.value,
            "rir": dose.rir,
        }
        _, group = self.range(line.exercise, line.occasion)
        facts.update({"group": group} if group else {"unit": line.exercise.unit.value})
        line.reasons.append(Reason("planner.dose" if group else "planner.own-range", facts))
        line.amount = low
        if not line.counted:
            return
        last = line.counted[-1]
        # a session with less than was planned is what the next one starts from
        base = min(last.exposure.amounts, default=low)
        if line.decision.decision in (Decision.INCREASE, Decision.LAYOFF):
            base = low
        elif line.decision.decision is Decision.ADD_REPS and not line.occasion.eased.hold:
            base += self._growth(line, last)
        line.amount = min(max(base, low), max(high, low))
        self._renew_estimate(line)

    def _renew_estimate(self, line: Line) -> None:
        """Where the share of the maximum holds the load, few enough repetitions that the maximum is known anew: it cannot be told
        from longer sets."""
        numbers = self._book.numbers["e1rm"]
        longest = int(numbers["max_reps_plus_rir"])
        # under a low share even the best estimate there can be is less than this load counts from: it would only fall
        rises = line.caps.pct * (1 + longest / float(numbers["divisor"])) > 1
        most = longest - line.rir
        if rises and line.decision.decision is Decision.HOLD_PCT_CAP and line.dose.low <= most < line.amount:
            line.amount = most
            line.reasons.append(Reason("planner.renew-estimate", {"amount": most, "rir": line.rir}))

    def _go_on(self, line: Line) -> None:
        """Where no more can be loaded here than the last time, the repetitions go on from there instead of from the low end."""
        last = next((entry for entry in reversed(line.entries) if not entry.session.eased), None)
        if last is None or line.load is None or last.done.load is None or abs(line.load - last.done.load) > EPSILON:
            return
        decision, held = line.decision.decision, all(last is not entry for entry in line.counted)
        done = min(last.exposure.amounts, default=line.amount)
        if held and decision is Decision.ADD_REPS and not line.occasion.eased.hold:
            done += self._growth(line, last)
        elif not held and decision is not Decision.INCREASE:
            return
        line.amount = max(line.amount, min(done, self._most(line)))

    def _most(self, line: Line) -> float:
        """The upper end of the range; on top of it the repetitions that earn a step, where a load may rise."""
        rising = line.occasion.caps.load_up and line.occasion.phase in BUILDING
        return line.dose.high + (line.decision.extension if rising else 0)

    def _growth(self, line: Line, last: Entry) -> float:
        """The step within the range; mobility grows once a week. A session that was harder than planned adds nothing."""
        numbers = self._book.numbers["growth"]
        step = float(numbers[str(line.exercise.unit)])
        if line.exercise.role is Role.WARMUP:
            grown = last_growth(line.entries)
            since = None if grown is None else (line.occasion.on - grown).days
            return 0.0 if since is not None and since < numbers["mobility_days"] else step
        wanted = max(line.dose.rir, line.occasion.caps.rir)
        enough = all(rir is not None and rir >= wanted for rir in last.exposure.rir)
        return step if enough else 0.0

    # --- done

    def _item(self, line: Line) -> PlannedItem:
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
            rir=(line.rir or None) if exercise.role is Role.WARMUP else line.rir,
            pct=None if not line.work or line.load is None else round(line.load / line.work, 3),
            plates=line.plates,
            trial=line.trial,
            introductory=line.introductory,
            decision=decision,
            reasons=tuple(line.reasons),
        )
