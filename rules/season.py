"""Phase and caps of every day: races before and behind, the rules of the season, and what tightens them for this athlete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.ages import age_on
from rules.conditions import Value
from rules.engine import RuleList
from rules.facts import Athlete, Race
from rules.loads import round_up_days
from rules.races import Event, events
from rules.rulebook import Limit, Rule, Rulebook
from rules.rulebook.season import days_fact
from rules.verdicts import Caps, Day, Reason
from rules.vocabulary import Phase, Priority

_DAY = timedelta(days=1)
_FAR_DAYS = 366
_LEFT = ("rest_left", "mobility_left", "return_left")
_Rest = tuple[int, int, int]
"""Last day of rest, of mobility and of return after a race."""


@dataclass(frozen=True, slots=True)
class _Situation:
    """One day as the rules of the season see it: facts, and the event behind each of them."""

    facts: Mapping[str, Value]
    events: Mapping[str, Event]
    said: Mapping[str, Value]


class Season:
    """Phase and caps of any day; compiled once, asked often, from any thread."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._phases = RuleList("season", [(rule.id, rule.when) for rule in rulebook.season])
        self._phase_rules = {rule.id: rule for rule in rulebook.season}
        self._limits = RuleList("limits", [(limit.rule.id, limit.rule.when) for limit in rulebook.limits])
        self._limit_by_id = {limit.rule.id: limit for limit in rulebook.limits}
        self._furthest = max(bounds[-1] for bounds in rulebook.taper.values())

    def on(self, athlete: Athlete, races: Sequence[Race], on: date) -> Day:
        return self.days(athlete, races, on, on)[0]

    def days(self, athlete: Athlete, races: Sequence[Race], start: date, end: date) -> tuple[Day, ...]:
        """Every day from `start` to `end`, both included; a past race that is still planned counts as run."""
        # what lies farther off decides nothing: no recovery lasts that long, no taper starts that early
        near = timedelta(days=_FAR_DAYS)
        calendar = [event for event in events(self._book, races) if start - near <= event.on <= end + near]
        days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
        factors = [self._recovery_factor(age_on(athlete.birth_date, on)) for on in days]
        rests = {f: [(event, self._recovery(event, f)) for event in calendar] for f in dict.fromkeys(factors)}
        situations = [self._situation(rests[factor], on) for on, factor in zip(days, factors, strict=True)]
        ages = [self._ages(athlete, calendar, on) for on in days]
        keys = [tuple(sorted(s.facts.items())) for s in situations]
        # days in the same situation get the same answer, so each situation is asked once
        asked = list(dict.fromkeys(keys))
        phase_rules = dict(zip(asked, self._phases.run([dict(key) for key in asked]), strict=True))
        bounds = list(dict.fromkeys(age for pair in ages for age in pair))
        limits = dict(zip(bounds, self._limits.run([self._limit_facts(athlete, age) for age in bounds]), strict=True))
        answers: dict[tuple[Phase, tuple[int | None, int | None]], tuple[Caps, tuple[Reason, ...]]] = {}
        found: list[Day] = []
        for on, situation, pair, key in zip(days, situations, ages, keys, strict=True):
            rule = self._phase_rules[phase_rules[key][0]]
            phase = Phase(rule.outcome)
            if (phase, pair) not in answers:
                applied = list(dict.fromkeys(r for age in dict.fromkeys(pair) for r in limits[age]))
                by_age = [limits[age] for age in pair]
                answers[phase, pair] = self._caps(
                    athlete, phase, by_age, [self._limit_by_id[r] for r in applied], pair[0]
                )
            caps, tightened = answers[phase, pair]
            today = situation.events.get("race_today")
            reason = self._reason(rule, situation, on)
            found.append(Day(on, phase, caps, (reason, *tightened), today.name if today else None, pair[0]))
        return tuple(found)

    def caps(self, athlete: Athlete, phase: Phase, on: date) -> Day:
        """A day of a given phase for this athlete, whatever the races."""
        age = age_on(athlete.birth_date, on)
        (applied,) = self._limits.run([self._limit_facts(athlete, age)])
        caps, tightened = self._caps(athlete, phase, [applied], [self._limit_by_id[r] for r in applied], age)
        return Day(on, phase, caps, (Reason(f"phase.{phase}"), *tightened), None, age)

    # what a day looks like

    def _situation(self, calendar: Sequence[tuple[Event, _Rest]], on: date) -> _Situation:
        facts: dict[str, Value] = {}
        about: dict[str, Event] = {}
        said: dict[str, Value] = {}
        for event, rest in calendar:
            away = (event.on - on).days
            if away == 0:
                facts["race_today"], about["race_today"] = 1, event
            elif 0 < away <= self._furthest:
                name = days_fact(event.priority, event.race_class)
                if away < int(facts.get(name, self._furthest + 1)):
                    facts[name], about[name] = away, event
            elif away < 0:
                for name, last in zip(_LEFT, rest, strict=True):
                    left = last + away
                    if left >= 0 and left > int(facts.get(name, -1)):
                        facts[name], about[name] = left, event
        self._add_bridge(calendar, on, facts, about, said)
        return _Situation(facts, about, said)

    def _recovery_factor(self, age: int | None) -> float:
        factors = [factor for start, factor in self._book.recovery_age if age is not None and age >= start]
        return max(factors, default=1.0)

    def _recovery(self, event: Event, factor: float) -> _Rest:
        """Last day of rest, of mobility and of return, counted from race day. Run easy: one band lower."""
        bands = self._book.recovery
        at = next(i for i, band in enumerate(bands) if band.below is None or event.covered < band.below)
        band = bands[max(0, at - 1)] if event.easy else bands[at]
        return (
            round_up_days(band.rest, factor),
            round_up_days(band.mobility, factor),
            round_up_days(band.back, factor),
        )

    def _add_bridge(
        self,
        calendar: Sequence[tuple[Event, _Rest]],
        on: date,
        facts: dict[str, Value],
        about: dict[str, Event],
        said: dict[str, Value],
    ) -> None:
        """Days of build between the recovery from what was run and the maintain window of the next A races."""
        numbers = self._book.numbers["bridge"]
        finished = [
            (event.on + (rest[2] + 1) * _DAY, event)
            for event, rest in calendar
            if event.on < on and (event.priority is Priority.A or event.covered >= numbers["min_km_effort"])
        ]
        if not finished:
            return
        normal, last = max(finished, key=lambda pair: pair[0])
        least = int(numbers["min_build_days"])
        for event, _ in calendar:
            if event.on > on and event.priority is Priority.A:
                window = event.on - self._book.taper[Priority.A, event.race_class][2] * _DAY
                build = (window - normal).days
                # more days than this never matter, so that they do not make every day a different question
                if build < least:
                    least = build
                    facts["build_days"], about["build_days"] = build, last
                    said["next_race"] = event.name

    def _ages(self, athlete: Athlete, calendar: Sequence[Event], on: date) -> tuple[int | None, int | None]:
        """The age today, and the age on the day from which a near race lets no birthday loosen anything."""
        ahead = int(self._book.numbers["age_lookahead"]["days"])
        near = [event.on for event in calendar if 0 <= (event.on - on).days <= ahead]
        then = min(near) - ahead * _DAY if near else on
        return age_on(athlete.birth_date, on), age_on(athlete.birth_date, min(then, on))

    # what it allows

    def _limit_facts(self, athlete: Athlete, age: int | None) -> dict[str, Value | None]:
        defaults = self._book.numbers["defaults"]
        return {
            "age": age,
            "age_known": int(age is not None),
            "lifting": str(athlete.experience or defaults["experience"]),
            "goal": str(athlete.goal or defaults["goal"]),
            "hold": int(athlete.health_hold),
        }

    def _phase_mult(self, phase: Phase, by_age: Sequence[Sequence[str]]) -> float:
        """The phase's set multiplier, or the one a limit puts in its place; of several ages the stricter."""
        found: list[float] = []
        for applied in by_age:
            own = [m for rule in applied if (m := self._limit_by_id[rule].phase_mult.get(phase)) is not None]
            found.append(max(own, default=self._book.phases[phase].mult))
        return min(found)

    def _caps(
        self, athlete: Athlete, phase: Phase, by_age: Sequence[Sequence[str]], limits: Sequence[Limit], age: int | None
    ) -> tuple[Caps, tuple[Reason, ...]]:
        base = self._book.phases[phase]
        values: dict[str, float | int | bool] = {
            "sessions": base.sessions,
            "pct": base.pct,
            "rir": base.rir,
            "mult": self._phase_mult(phase, by_age),
            "load_up": base.load_up,
            "step_factor": 1.0,
            "weekly_pct": 1.0,
        }
        reasons: list[Reason] = []
        for limit in limits:
            caps = dict(limit.caps)
            if limit.as_phase:
                other = self._book.phases[Phase(limit.as_phase)]
                caps = _stricter(
                    {
                        "sessions": other.sessions,
                        "pct": other.pct,
                        "rir": other.rir,
                        "mult": self._phase_mult(Phase(limit.as_phase), by_age),
                        "load_up": other.load_up,
                    },
                    caps,
                )
            tightened = _stricter(values, caps)
            if tightened != values:
                facts: dict[str, Value | float] = {k: v for k, v in tightened.items() if v != values[k]}
                reasons.append(Reason(limit.rule.id, facts if age is None else {"age": age, **facts}))
                values = tightened
        if athlete.max_sessions is not None and athlete.max_sessions < values["sessions"]:
            values["sessions"] = athlete.max_sessions
            reasons.append(Reason("limit.availability", {"max_sessions": athlete.max_sessions}))
        caps = Caps(
            sessions=int(values["sessions"]),
            pct=float(values["pct"]),
            rir=int(values["rir"]),
            mult=float(values["mult"]),
            load_up=bool(values["load_up"]),
            novelty=base.novelty,
            mobility=base.mobility,
            step_factor=float(values["step_factor"]),
            weekly_pct=float(values["weekly_pct"]),
        )
        return caps, tuple(reasons)

    # why

    def _reason(self, rule: Rule, situation: _Situation, on: date) -> Reason:
        facts: dict[str, Value | float] = {}
        name = next((c.fact for c in rule.when if c.fact in situation.events), None)
        if name is not None:
            event = situation.events[name]
            facts = {
                "race": event.name or "–",
                "priority": event.priority.value,
                "class": event.race_class.value,
                "days": abs((event.on - on).days),
                "km_effort": round(event.covered if event.on < on else event.km_effort),
                "phase": rule.outcome,
                "on": event.on.isoformat(),
                name: situation.facts[name],
                **situation.said,
            }
            left = {"rest_left": "rest_until", "mobility_left": "mobility_until", "return_left": "return_until"}
            if name in left:
                facts[left[name]] = abs((event.on - on).days) + int(situation.facts[name])
        return Reason(rule.id, facts)


def _stricter(
    one: Mapping[str, float | int | bool], two: Mapping[str, float | int | bool]
) -> dict[str, float | int | bool]:
    """Component by component the stricter of two; a reserve is stricter when it is larger."""
    found = dict(one)
    for key, value in two.items():
        if key in found:
            found[key] = max(found[key], value) if key == "rir" else min(found[key], value)
        else:
            found[key] = value
    return found
