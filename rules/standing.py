"""One status for every exercise: ordered rules of the rulebook over the facts of one athlete on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from rules.ages import age_on
from rules.conditions import Value
from rules.engine import ANSWERS, RuleList
from rules.evidence import Evidence
from rules.facts import Athlete, History
from rules.gates import ExerciseGates, Gates, Lapse
from rules.rulebook import Exercise, Rule, Rulebook
from rules.verdicts import Reason, Standing, Take
from rules.vocabulary import Equipment, Joint, MobilityLevel, Phase, Status

_LEVELS = list(MobilityLevel)
_LOCKED = (Status.LOCKED_PREREQ, Status.EXPIRED)


def _stiffest(athlete: Athlete, entries: tuple[tuple[Joint, MobilityLevel], ...]) -> Joint | None:
    """The first joint that is at least as stiff as an entry says, None if none is."""
    for joint, level in entries:
        have = athlete.mobility.get(joint, MobilityLevel.OK)
        if _LEVELS.index(have) >= _LEVELS.index(level):
            return joint
    return None


class Standings:
    """Standing of every exercise of a rulebook; compiled once, asked often, from any thread."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._gates = Gates(rulebook)
        self._rules = RuleList("standing", [(rule.id, rule.when) for rule in rulebook.standing], ANSWERS)
        self._by_id = {rule.id: rule for rule in rulebook.standing}
        self._names = {rule.id: tuple(sorted(rule.names)) for rule in rulebook.standing}

    def of(
        self, athlete: Athlete, history: History, on: date, *, phase: Phase = Phase.BUILD, novelty: bool | None = None
    ) -> dict[str, Standing]:
        """Every exercise's standing on that day, by slug, in the order of the rulebook.

        `phase` is the phase of the day; it says whether new exercises are taken. `novelty` overrules it, where given.
        """
        book = self._book
        evidence = Evidence(book, athlete, history, on)
        takes_new = book.phases[phase].novelty if novelty is None else novelty
        lapses = {e.slug: self._lapse(evidence, e, on) for e in book.exercises.values() if e.gates}
        gates = self._gates.of(evidence, lapses)
        facts = [
            self._facts(
                evidence, athlete, on, exercise, gates.get(exercise.slug), lapses.get(exercise.slug, Lapse()), takes_new
            )
            for exercise in book.exercises.values()
        ]
        fired = self._rules.run(facts)
        return {
            exercise.slug: self._verdict(
                evidence, athlete, exercise, fact, rules, gates.get(exercise.slug), lapses.get(exercise.slug, Lapse())
            )
            for exercise, fact, rules in zip(book.exercises.values(), facts, fired, strict=True)
        }

    def _lapse(self, evidence: Evidence, exercise: Exercise, on: date) -> Lapse:
        reset = evidence.regressed_on(exercise.slug)
        practised = evidence.practised_on(exercise.slug)
        recency = self._book.recency_days(exercise.level)
        factor = int(self._book.numbers["recency"]["fast_track_factor"])
        fast = practised is not None and recency < (on - practised).days <= factor * recency
        return Lapse(fast and reset is None, reset)

    def _facts(
        self,
        evidence: Evidence,
        athlete: Athlete,
        on: date,
        exercise: Exercise,
        gates: ExerciseGates | None,
        lapse: Lapse,
        takes_new: bool,
    ) -> dict[str, Value | None]:
        slug = exercise.slug
        recency = self._book.recency_days(exercise.level)
        practised = evidence.practised_on(slug)
        done_days = (on - practised).days if practised is not None else None
        fresh = lapse.reset is None and done_days is not None and done_days <= recency
        overridden = self._overridden(evidence, exercise, on)
        is_open = gates is None or gates.is_open
        facts: dict[str, Value | None] = {
            "hold": int(athlete.health_hold),
            "age": age_on(athlete.birth_date, on),
            "level": exercise.level,
            "gates": len(exercise.gates),
            "novelty": int(takes_new),
            "idle_days": evidence.idle_days(slug),
            "coach_rating": evidence.rating(slug),
            "coach_pass": self._coach_pass(evidence, exercise),
            "fresh": int(fresh),
            "open": int(is_open),
            "overridden": int(overridden is not None),
            "regressed": int(lapse.reset is not None),
            "ready": int(is_open or fresh or overridden is not None),
            "ever": int(practised is not None),
            "done_days": done_days,
            "done_on": practised.isoformat() if practised is not None else None,
            "recency_days": recency,
            "fast_until_days": recency * int(self._book.numbers["recency"]["fast_track_factor"]),
        }
        self._add_body(facts, athlete, on, exercise)
        self._add_practice(facts, evidence, exercise)
        if gates is not None:
            self._add_closed(facts, evidence, gates, overridden)
        return facts

    def _add_body(self, facts: dict[str, Value | None], athlete: Athlete, on: date, exercise: Exercise) -> None:
        hurt = [area for area in exercise.pain_block if area in athlete.injuries]
        pains = [(athlete.pain.get(area, 0), area) for area in exercise.pain_block]
        worst, sore = max(pains, key=lambda p: p[0], default=(0, None))
        facts["injury"] = int(bool(hurt))
        facts["pain_today"] = worst
        told = athlete.pain_on.get(sore, on) if sore is not None else on
        facts["pain_on"] = "today" if told == on else told.isoformat()
        facts["area"] = str(hurt[0]) if hurt else str(sore) if sore is not None else None
        owned = athlete.equipment | {Equipment.BODYWEIGHT}
        missing = [group for group in exercise.equipment if not group & owned]
        facts["missing_kit"] = len(missing)
        # words for a reader: alternatives joined by a slash, groups by a comma
        facts["missing"] = ", ".join("/".join(e for e in Equipment if e in group) for group in missing) or None
        stiff = _stiffest(athlete, exercise.mobility_block)
        facts["stiff"] = int(stiff is not None)
        facts["joint"] = str(stiff) if stiff is not None else None

    def _add_practice(self, facts: dict[str, Value | None], evidence: Evidence, exercise: Exercise) -> None:
        suspension = evidence.suspension(exercise)
        if suspension is not None:
            facts["red_pain"] = suspension.pain
            facts["red_days"] = suspension.days
            facts["clean_days"] = suspension.clean_days
        trial = evidence.trial(exercise.slug)
        if trial is not None:
            facts["declared_days"] = trial.days
            facts["trial_days"] = trial.clean

    def _add_closed(
        self, facts: dict[str, Value | None], evidence: Evidence, gates: ExerciseGates, overridden: date | None
    ) -> None:
        closed = [(view, option) for view in gates.gates if (option := view.closed_by) is not None]
        if overridden is not None:
            # the coach's newest word counts: an override stands until a later rating
            closed = [(v, o) for v, o in closed if (evidence.rated_on(o.option.slug) or overridden) > overridden]
        facts["closed"] = len(closed)
        if closed:
            view, option = closed[0]
            facts["closed_by"] = option.option.slug
            facts["closed_rating"] = option.rating
            facts["closed_wants"] = view.gate.technique

    def _overridden(self, evidence: Evidence, exercise: Exercise, on: date) -> date | None:
        """The day of an override that still stands: it lasts as long as practice would."""
        day = evidence.overridden_on(exercise.slug)
        if day is None or not exercise.gates or (on - day).days > self._book.recency_days(exercise.level):
            return None
        return day

    def _coach_pass(self, evidence: Evidence, exercise: Exercise) -> int:
        """The best rating that covers the exercise itself, or one option of each of its gates; 0 without any."""
        gates = [max((evidence.rating(o.slug) or 0 for o in gate.any_of), default=0) for gate in exercise.gates]
        return max(evidence.rating(exercise.slug) or 0, min(gates, default=0))

    def _verdict(
        self,
        evidence: Evidence,
        athlete: Athlete,
        exercise: Exercise,
        facts: Mapping[str, Value | None],
        rules: tuple[str, ...],
        gates: ExerciseGates | None,
        lapse: Lapse,
    ) -> Standing:
        rule = self._by_id[rules[0]]
        status = Status(rule.outcome)
        reasons = [self._reason(rule, facts)]
        takes: tuple[Take, ...] = ()
        within, progress = False, 1.0
        if gates is not None:
            reasons.extend(self._gate_reasons(gates, rule))
            takes = tuple(t for i, v in enumerate(gates.gates, 1) for t in self._gates.takes(v, i, lapse.fast))
            if status in _LOCKED:
                missing = max(self._gates.missing_days(v, lapse.fast) for v in gates.gates)
                within = missing <= int(self._book.numbers["reach"]["days"])
                progress = _progress(takes)
        practised = evidence.practised_on(exercise.slug)
        until = None
        if exercise.gates and practised is not None and facts["fresh"]:
            until = practised + timedelta(days=self._book.recency_days(exercise.level))
        return Standing(
            slug=exercise.slug,
            category=exercise.category,
            status=status,
            reasons=tuple(reasons),
            takes=takes,
            progress=progress,
            within_reach=within,
            fresh_until=until,
            novel=exercise.level >= 2 and int(facts["idle_days"] or 0) > int(self._book.numbers["novelty"]["days"]),
            modification=bool(exercise.modification) and _stiffest(athlete, exercise.mobility_modify) is not None,
        )

    def _reason(self, rule: Rule, facts: Mapping[str, Value | None]) -> Reason:
        return Reason(rule.id, {k: v for k in self._names[rule.id] if (v := facts.get(k)) is not None})

    def _gate_reasons(self, gates: ExerciseGates, rule: Rule) -> list[Reason]:
        """For what the gates decided: each gate that is open with the evidence it matched, each that is shut by its id."""
        if rule.id not in ("standing.gate-open", "standing.locked", "standing.expired", "standing.regressed"):
            return []
        found: list[Reason] = []
        for view in gates.gates:
            if view.open_by:
                _, slug, way = view.open_by[0].rsplit("/", 2)
                option = next(o for o in view.options if o.option.slug == slug)
                span = (option.days[-1] - option.days[0]).days
                found.append(Reason(view.gate.id, {"by": way, "on": slug, "days": len(option.days), "span": span}))
            else:
                found.append(Reason(view.gate.id, {"by": "", "on": "/".join(o.slug for o in view.gate.any_of)}))
        return found


def _progress(takes: tuple[Take, ...]) -> float:
    """The share of what is wanted that is there, between 0 and 1; every requirement counts alike."""
    if not takes:
        return 0.0
    shares = [1.0 if t.met else min(1.0, float(t.have or 0) / float(t.want or 1)) for t in takes]
    return sum(shares) / len(shares)
