"""Phase and caps of every day: races before and behind, the rules of the season, and what tightens them for this athlete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.ages import age_on
from rules.conditions import Value
from rules.engine import RuleList
from rules.facts import Athlete, Race
from rules.loads import round_up_days
from rules.rulebook import Limit, Rule, Rulebook
from rules.rulebook.season import days_fact
from rules.verdicts import Caps, Day, Reason
from rules.vocabulary import Effort, Phase, Priority, RaceClass, RaceStatus

_GONE = (RaceStatus.REMOVED, RaceStatus.CANCELLED, RaceStatus.DNS)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """All that is run on one day, as one: the class it counts as, the km-effort covered, the highest priority."""

    on: date
    name: str
    priority: Priority
    race_class: RaceClass
    km_effort: float
    covered: float
    easy: bool


def km_effort(distance_km: float, ascent_m: float) -> float:
    """ITRA km-effort: kilometres plus a hundredth of the metres climbed."""
    return distance_km + ascent_m / 100


def race_class(rulebook: Rulebook, distance_km: float, ascent_m: float) -> RaceClass:
    numbers = rulebook.numbers["race_class"]
    effort = km_effort(distance_km, ascent_m)
    if distance_km >= numbers["long_ultra_distance_km"] or effort >= numbers["long_ultra_km_effort"]:
        return RaceClass.X
    if distance_km > numbers["ultra_distance_km"] or effort >= numbers["ultra_km_effort"]:
        return RaceClass.U
    return RaceClass.S


def _length(rulebook: Rulebook, race: Race) -> tuple[float, float]:
    """Distance and ascent; a race without a distance counts as the rulebook says, without ascent."""
    if race.distance_km is None:
        return float(rulebook.numbers["race_class"]["unknown_km"]), 0.0
    return race.distance_km, race.ascent_m or 0.0


def _covered(rulebook: Rulebook, race: Race) -> float:
    if race.status is RaceStatus.DNF and race.completed_km_effort is not None:
        return race.completed_km_effort
    return km_effort(*_length(rulebook, race))


def _same(rulebook: Rulebook, one: Race, two: Race) -> bool:
    name = one.name.strip().casefold()
    if not name or name != two.name.strip().casefold():
        return False
    if (one.distance_km is None) != (two.distance_km is None):
        return False
    apart = abs(_length(rulebook, one)[0] - _length(rulebook, two)[0])
    return apart <= rulebook.numbers["race_class"]["duplicate_km"] + 1e-9


def events(rulebook: Rulebook, races: Sequence[Race]) -> tuple[Event, ...]:
    """The races that count, one event a day, in order of date: removed, cancelled and unstarted ones have left, entries of
    the same race are one, different races of one day add up."""
    days: dict[date, list[Race]] = defaultdict(list)
    for race in races:
        if race.status not in _GONE:
            days[race.on].append(race)
    found: list[Event] = []
    for on, entries in sorted(days.items()):
        kept: list[list[Race]] = []
        for race in sorted(entries, key=lambda r: (-km_effort(*_length(rulebook, r)), r.name)):
            group = next((g for g in kept if any(_same(rulebook, race, r) for r in g)), None)
            if group is None:
                kept.append([race])
            else:
                group.append(race)
        lengths = [_length(rulebook, group[0]) for group in kept]
        distance, ascent = sum(d for d, _ in lengths), sum(a for _, a in lengths)
        found.append(
            Event(
                on=on,
                name=" + ".join(dict.fromkeys(group[0].name for group in kept if group[0].name)),
                priority=min(r.priority for r in entries),
                race_class=race_class(rulebook, distance, ascent),
                km_effort=km_effort(distance, ascent),
                covered=sum(max(_covered(rulebook, r) for r in group) for group in kept),
                easy=all(r.effort is Effort.EASY for r in entries),
            )
        )
    return tuple(found)


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
        calendar = events(self._book, races)
        days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
        situations = [self._situation(athlete, calendar, on) for on in days]
        ages = [self._ages(athlete, races, on) for on in days]
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
                mult = min(self._phase_mult(phase, limits[age]) for age in pair)
                answers[phase, pair] = self._caps(athlete, phase, mult, [self._limit_by_id[r] for r in applied], pair[0])
            caps, tightened = answers[phase, pair]
            today = situation.events.get("race_today")
            reason = self._reason(rule, situation, on)
            found.append(Day(on, phase, caps, (reason, *tightened), today.name if today else None, pair[0]))
        return tuple(found)

    def caps(self, athlete: Athlete, phase: Phase, on: date) -> Day:
        """A day of a given phase for this athlete, whatever the races."""
        age = age_on(athlete.birth_date, on)
        (applied,) = self._limits.run([self._limit_facts(athlete, age)])
        mult = self._phase_mult(phase, applied)
        caps, tightened = self._caps(athlete, phase, mult, [self._limit_by_id[r] for r in applied], age)
        return Day(on, phase, caps, (Reason(f"phase.{phase}"), *tightened), None, age)

    # what a day looks like

    def _situation(self, athlete: Athlete, calendar: Sequence[Event], on: date) -> _Situation:
        facts: dict[str, Value] = {}
        about: dict[str, Event] = {}
        said: dict[str, Value] = {}
        factor = self._recovery_factor(age_on(athlete.birth_date, on))
        for event in calendar:
            away = (event.on - on).days
            if away == 0:
                facts["race_today"], about["race_today"] = 1, event
            elif 0 < away <= self._furthest:
                name = days_fact(event.priority, event.race_class)
                if away < int(facts.get(name, self._furthest + 1)):
                    facts[name], about[name] = away, event
            elif away < 0:
                for name, last in zip(("rest_left", "mobility_left", "return_left"), self._recovery(event, factor), strict=True):
                    left = last + away
                    if left >= 0 and left > int(facts.get(name, -1)):
                        facts[name], about[name] = left, event
        self._add_bridge(calendar, on, factor, facts, about, said)
        return _Situation(facts, about, said)

    def _recovery_factor(self, age: int | None) -> float:
        factors = [factor for start, factor in self._book.recovery_age if age is not None and age >= start]
        return max(factors, default=1.0)

    def _recovery(self, event: Event, factor: float) -> tuple[int, int, int]:
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
        calendar: Sequence[Event],
        on: date,
        factor: float,
        facts: dict[str, Value],
        about: dict[str, Event],
        said: dict[str, Value],
    ) -> None:
        """Days of build between the recovery from what was run and the maintain window of the next A races."""
        numbers = self._book.numbers["bridge"]
        finished = [
            (event.on + (self._recovery(event, factor)[2] + 1) * _DAY, event)
            for event in calendar
            if event.on < on and (event.priority is Priority.A or event.covered >= numbers["min_km_effort"])
        ]
        if not finished:
            return
        normal, last = max(finished, key=lambda pair: pair[0])
        for event in calendar:
            if event.on > on and event.priority is Priority.A:
                window = event.on - self._book.taper[Priority.A, event.race_class][2] * _DAY
                build = (window - normal).days
                # more days than this never matter, so that they do not make every day a different question
                if build < numbers["min_build_days"] and build < int(facts.get("build_days", numbers["min_build_days"])):
                    facts["build_days"], about["build_days"] = build, last
                    said["next_race"] = event.name

    def _ages(self, athlete: Athlete, races: Sequence[Race], on: date) -> tuple[int | None, int | None]:
        """The age today, and the age on the day from which a near race lets no birthday loosen anything."""
        ahead = int(self._book.numbers["age_lookahead"]["days"])
        near = [r.on for r in races if r.status is RaceStatus.PLANNED and 0 <= (r.on - on).days <= ahead]
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

    def _phase_mult(self, phase: Phase, applied: Sequence[str]) -> float:
        own = [m for rule in applied if (m := self._limit_by_id[rule].phase_mult.get(phase)) is not None]
        return max(own, default=self._book.phases[phase].mult)

    def _caps(
        self, athlete: Athlete, phase: Phase, mult: float, limits: Sequence[Limit], age: int | None
    ) -> tuple[Caps, tuple[Reason, ...]]:
        base = self._book.phases[phase]
        values: dict[str, float | int | bool] = {
            "sessions": base.sessions,
            "pct": base.pct,
            "rir": base.rir,
            "mult": mult,
            "load_up": base.load_up,
            "step_factor": 1.0,
            "weekly_pct": 1.0,
        }
        reasons: list[Reason] = []
        for limit in limits:
            caps = dict(limit.caps)
            if limit.as_phase:
                other = self._book.phases[Phase(limit.as_phase)]
                other_mult = min(self._phase_mult(Phase(limit.as_phase), [x.rule.id for x in limits]), 1.0)
                floor = {"sessions": other.sessions, "pct": other.pct, "rir": other.rir, "mult": other_mult, "load_up": other.load_up}
                caps = _stricter(floor, caps)
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


def _stricter(one: Mapping[str, float | int | bool], two: Mapping[str, float | int | bool]) -> dict[str, float | int | bool]:
    """Component by component the stricter of two; a reserve is stricter when it is larger."""
    found = dict(one)
    for key, value in two.items():
        if key in found:
            found[key] = max(found[key], value) if key == "rir" else min(found[key], value)
        else:
            found[key] = value
    return found
