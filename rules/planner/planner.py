"""Walks the days from today on and writes the sessions of each week, as if every one before had been done as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rules.conditions import Value
from rules.engine import RuleList
from rules.facts import Athlete, Feeling, Place, Situation, Wish
from rules.ladder import landmine_used_up
from rules.planner.choice import Choice, Rung
from rules.planner.diary import Diary
from rules.planner.dosing import Dosing
from rules.planner.easing import Easer, Easing
from rules.planner.fitting import Fitting
from rules.planner.occasion import Occasion
from rules.planner.slots import Week
from rules.planner.warming import Warming
from rules.progression import Progression
from rules.rulebook import Rulebook
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import (
    Day,
    LeftOut,
    Opening,
    PlannedItem,
    PlannedSession,
    PlannedWeek,
    Reason,
    Standing,
)
from rules.vocabulary import (
    Category,
    Decision,
    Equipment,
    Experience,
    Goal,
    HingeChoice,
    Phase,
    Template,
)

_DAY = timedelta(days=1)
_BUILDING = (Phase.BUILD, Phase.CONSOLIDATE)
_FROZEN = (Phase.MAINTAIN, Phase.TAPER)
_RESTING = (Phase.RACE_DAY, Phase.RECOVERY_NONE, Phase.RECOVERY_MOBILITY, Phase.RETURN)
_FAR = 999
_BEHIND = 84  # days before today that are looked at for what a race left behind


class Planner:
    """The plan of any week; compiled once, asked often, from any thread that owns it."""

    def __init__(self, rulebook: Rulebook, standings: Standings, season: Season, progression: Progression) -> None:
        self.book = rulebook
        self.standings = standings
        self.season = season
        self.progression = progression
        self.days = RuleList("day", [(rule.id, rule.when) for rule in rulebook.planner.days])
        self.easer = Easer(rulebook)
        self.dosing = Dosing(rulebook, progression)
        self.choice = Choice(rulebook, self.dosing)
        self.warming = Warming(rulebook, self.dosing, self.choice)
        self.fitting = Fitting(rulebook)

    def weeks(self, situation: Situation, today: date, monday: date, count: int) -> tuple[PlannedWeek, ...]:
        """`count` weeks from `monday` on (any day of a week stands for its Monday), planned from `today`.

        What lies before today is the log's: weeks before the present one come back without sessions. Weeks after it suppose that
        every session goes as written, so that asking for a far week plans all weeks before it.
        """
        first = _monday(monday)
        start = _monday(today)
        run = Run(self, situation, today, max(first + timedelta(weeks=count), start + timedelta(weeks=1)))
        found: list[PlannedWeek] = []
        at = min(first, start)
        while at < first + timedelta(weeks=count):
            week = run.week(at)
            if at >= first:
                found.append(week)
            at += timedelta(weeks=1)
        return tuple(found)

    def options(self, situation: Situation, today: date, slot: date, category: Category) -> tuple[Rung, ...]:
        """The ladder of a category in the session of that slot, best first, with what stands against each; empty without one."""
        run = Run(self, situation, today, _monday(slot) + timedelta(weeks=2))
        at = min(_monday(slot), _monday(today))
        while at <= _monday(slot):
            run.week(at)
            at += timedelta(weeks=1)
        occasion = run.occasions.get(slot)
        return () if occasion is None else self.choice.rungs(category, occasion)


class Run:
    """One planning run: what was done, and what is supposed to be done as the weeks go by."""

    def __init__(self, planner: Planner, situation: Situation, today: date, end: date) -> None:
        self._of = planner
        self._book = planner.book
        self._situation = situation
        self._today = today
        self._life = Week(planner.book, situation.life)
        self._diary = Diary(planner.book, situation, today)
        self._logged = len(self._diary.sessions)
        start = today - timedelta(days=_BEHIND)
        days = planner.season.days(situation.athlete, situation.races, start, end + timedelta(days=60))
        self._days: dict[date, Day] = {day.on: day for day in days}
        self._wishes: dict[date, Wish] = {wish.on: wish for wish in situation.wishes}
        self._feelings: dict[date, Feeling] = {feeling.on: feeling for feeling in situation.feelings}
        self._known: set[str] | None = None
        self._held: dict[str, PlannedItem] = {}
        self.occasions: dict[date, Occasion] = {}

    # --- a week

    def week(self, monday: date) -> PlannedWeek:
        sessions: list[PlannedSession] = []
        left: list[LeftOut] = []
        opens: list[Opening] = []
        projected = monday > _monday(self._today)
        if monday >= _monday(self._today):
            for slot, primary in self._slots(monday):
                self._slot(slot, primary, sessions, left, opens)
            if not self._life.slots.places:
                left.append(LeftOut(Reason("planner.slots")))
        days = [self._days[monday + i * _DAY] for i in range(7) if monday + i * _DAY in self._days]
        phase = _prevailing(days) if days else Phase.BUILD
        left.extend(one for session in sessions for one in session.left_out)
        return PlannedWeek(
            monday,
            phase,
            tuple(replace(session, projected=projected) for session in sessions),
            _each_once(left),
            tuple(opens),
            projected,
        )

    def _slots(self, monday: date) -> list[tuple[date, bool]]:
        """The week's days for sessions, in order of the day they fall on after wishes, with whether each is the primary one."""
        slots = self._life.slots
        found = [
            (monday + timedelta(days=day - 1), day == slots.primary)
            for day in (slots.primary, slots.secondary)
            if day is not None
        ]
        return sorted(found, key=lambda pair: (self._wished(pair[0]), pair[0]))

    def _wished(self, slot: date) -> date:
        wish = self._wishes.get(slot)
        return wish.moved_to if wish is not None and wish.moved_to is not None else slot

    def _slot(
        self,
        slot: date,
        primary: bool,
        sessions: list[PlannedSession],
        left: list[LeftOut],
        opens: list[Opening],
    ) -> None:
        on = self._wished(slot)
        if on < self._today or self._is_done(slot, on):
            return
        rule, reason = self._ask(slot, on, primary)
        if rule.outcome == "postpone":
            later = self._later(slot, on, primary, self._book.planner.postpone[rule.id])
            left.append(LeftOut(reason, on=slot))
            if later is None:
                return
            on, (rule, reason) = later
        if rule.outcome == "none":
            left.append(LeftOut(reason, on=slot))
            return
        planned = self._plan(slot, on, rule.outcome, reason, opens)
        if isinstance(planned, PlannedSession):
            sessions.append(planned)
            self._diary.append(planned)
        else:
            left.extend(planned)

    def _is_done(self, slot: date, on: date) -> bool:
        """The session of this slot was done, on whichever day, or a strength session was done on its day."""
        logged = self._diary.sessions[: self._logged]
        return any(t.slot == slot or (t.on == on and t.loaded) for t in logged)

    def _later(
        self, slot: date, on: date, primary: bool, days: Sequence[int]
    ) -> tuple[date, tuple[_Asked, Reason]] | None:
        for more in days:
            later = on + more * _DAY
            if self._life.is_free(later):
                rule, reason = self._ask(slot, later, primary)
                if rule.outcome in ("split", "whole"):
                    return later, (rule, reason)
        return None

    # --- may this day hold a session?

    def _ask(self, slot: date, on: date, primary: bool) -> tuple[_Asked, Reason]:
        facts, said = self._day_facts(slot, on, primary)
        (fired,) = self._of.days.run([facts])
        rule = self._book.rules[fired[0]]
        words: dict[str, Value] = {**said, **{key: value for key, value in facts.items() if value is not None}}
        return _Asked(rule.outcome, rule.id), Reason(
            rule.id, {key: words[key] for key in sorted(rule.names) if key in words}
        )

    def _day_facts(self, slot: date, on: date, primary: bool) -> tuple[dict[str, Value | None], dict[str, Value]]:
        day, wish = self._days[on], self._wishes.get(slot)
        athlete, life = self._situation.athlete, self._situation.life
        absent = self._life.absent(on)
        last = self._diary.last_loaded(on)
        gap = None if last is None else (on - last).days
        recent = self._diary.loaded_between(on - 6 * _DAY, on)
        spacing = self._book.numbers["spacing_hours"]
        feeling = self._feeling(slot, on)
        child = day.age is not None and day.age < int(self._book.rules["standing.age-under-13"].when[0].value)
        facts: dict[str, Value | None] = {
            "skipped": int(wish is not None and wish.skipped),
            "absent": int(absent is not None),
            "hold": int(athlete.health_hold),
            "child": int(child),
            "phase_sessions": self._book.phases[day.phase].sessions,
            "sessions": day.caps.sessions,
            "mobility": int(day.caps.mobility),
            "primary": int(primary),
            "gap_days": gap,
            "too_close": int(gap is not None and gap * 24 < spacing["strength_to_strength"]),
            "recent": recent,
            "full": int(recent >= day.caps.sessions > 0),
            "used": int(recent > 0),
            "next_sessions": None if primary else self._next_sessions(slot, recent),
            "soreness": feeling.soreness,
            "returning": int(self._returning(on)),
            "hurting": max(athlete.pain.values(), default=0),
            "minutes": life.minutes,
            "places": self._life.slots.places,
            "moved": int(on != slot),
        }
        said: dict[str, Value] = {"phase": day.phase.value}
        if absent is not None:
            said["until"] = absent.isoformat()
        return facts, said

    def _next_sessions(self, slot: date, recent: int) -> int | None:
        """What the next primary day allows; not asked where the primary day before was let slip for a reason of the athlete's."""
        primary = self._life.slots.primary
        if primary is None:
            return None
        following = slot + timedelta(days=(primary - slot.isoweekday()) % 7 or 7)
        before = following - timedelta(weeks=1)
        allowed = self._days[before].caps.sessions if before in self._days else 0
        if recent == 0 and allowed > 0:
            return None
        return self._days[following].caps.sessions

    def _feeling(self, slot: date, on: date) -> Feeling:
        """How the athlete feels before the next session; it says nothing of those after it."""
        return self._feelings.get(slot) or self._feelings.get(on) or Feeling(on)

    def _returning(self, on: date) -> bool:
        """No strength session since the race whose return this is."""
        if self._days[on].phase is not Phase.RETURN:
            return False
        start = on
        while start - _DAY in self._days and self._days[start - _DAY].phase in _RESTING:
            start -= _DAY
        return self._diary.loaded_between(start, on) == 0

    # --- which template

    def _template(self, does: str, occasion: Occasion) -> tuple[Template, Reason]:
        if does == "micro":
            return Template.MICRO, Reason("planner.template", {"template": "micro", "said": "mobility only"})
        if does == "whole":
            return Template.AB, Reason("planner.template", {"template": "AB", "said": "everything in one session"})
        wanted, why = self._arranged(occasion)
        other = _OTHER[wanted]
        last = self._diary.last_template(other)
        following = self._other_day(occasion.on)
        most = int(self._book.numbers["slots"]["arrangement_days"])
        # the arrangement of the week holds unless the other template would wait too long for it
        late = self._diary.last_template(wanted) is not None if last is None else (following - last).days > most
        if late:
            return other, Reason("planner.longest-ago", {"template": other.value})
        return wanted, why

    def _arranged(self, occasion: Occasion) -> tuple[Template, Reason]:
        """B, which lowers more weight, on the day farther before the long run; the other way round while one of them has
        something new in it and the other day keeps clearer of the hard runs."""
        slots = self._life.slots
        days = [day for day in (slots.primary, slots.secondary) if day is not None]
        weekday = occasion.on.isoweekday()
        nearest = min(days, key=lambda day: (min((weekday - day) % 7, (day - weekday) % 7), day))
        other_day = next(day for day in days if day != nearest)
        template = Template.B if nearest == slots.far else Template.A
        least = int(self._book.numbers["new_work"]["hours"])
        here, there = ((self._life.hours(day) or _FAR) >= least for day in (nearest, other_day))
        swap = here != there and self._has_new(_OTHER[template] if here else template, occasion)
        if swap and not self._has_new(template if here else _OTHER[template], occasion):
            return _OTHER[template], Reason("planner.clearer-day", {"template": _OTHER[template].value})
        return template, Reason("planner.template", {"template": template.value, "said": _SAID[template]})

    def _has_new(self, template: Template, occasion: Occasion) -> bool:
        """Whether the session would bring in something that needs a day clear of the hard runs."""
        few = int(self._book.numbers["new_work"]["exposures"])
        for category in self._categories(template, occasion):
            slug = self._of.choice.first(category, occasion)
            if slug is not None and len(self._diary.of(slug)) < few:
                return True
        return False

    def _other_day(self, on: date) -> date:
        """The day of the week's other session after this one."""
        slots = self._life.slots
        days = [day for day in (slots.primary, slots.secondary) if day is not None and day != on.isoweekday()]
        return on + timedelta(days=min((day - on.isoweekday()) % 7 for day in days))

    # --- what is in it

    def _plan(
        self, slot: date, on: date, does: str, reason: Reason, opens: list[Opening]
    ) -> PlannedSession | list[LeftOut]:
        occasion = self._occasion(slot, on, opens)
        template, chosen = self._template(does, occasion)
        occasion = replace(occasion, template=template, eased=self._eased(occasion, template, self._feeling(slot, on)))
        self.occasions[slot] = occasion
        wish = self._wishes.get(slot)
        items: list[PlannedItem] = []
        left: list[LeftOut] = []
        for category in self._categories(template, occasion):
            wished = "" if wish is None else wish.swaps.get(category, "")
            filled = self._of.choice.fill(category, occasion, frozenset(item.slug for item in items), wished)
            left.extend(filled.left_out)
            if filled.item is not None:
                items.append(filled.item)
        taken = frozenset(item.slug for item in items)
        drills, passed = self._of.warming.drills(occasion, taken)
        practice = self._of.warming.practice(occasion, [*drills, *items])
        if template is not Template.MICRO and not items:
            return [LeftOut(Reason("planner.nothing-open"), on=slot), *left]
        whole = [*drills, *practice, *(self._held_down(item, occasion) for item in items)]
        limit = self._limit(template)
        fit = self._of.fitting.fit(whole, limit, template, on, occasion.day.age)
        if fit is None:
            return [LeftOut(Reason("planner.no-time", {"limit": limit or 0}), on=slot), *left]
        self._hold(fit.items, occasion)
        reasons = [reason, chosen, *occasion.eased.reasons]
        if on != slot and wish is not None and wish.moved_to is not None:
            reasons.append(Reason("planner.moved", {"slot": slot.isoformat()}))
        if self._life.runs_on(on):
            reasons.append(Reason("planner.run-first"))
        return PlannedSession(
            on=on,
            slot=slot,
            template=template,
            place=occasion.place.name,
            phase=occasion.day.phase,
            minutes=fit.minutes,
            items=fit.items,
            left_out=_each_once([*left, *passed, *fit.cuts]),
            reasons=tuple(reasons),
            eased=occasion.eased.eased,
            deload=occasion.eased.deload,
        )

    def _limit(self, template: Template) -> int | None:
        own = self._situation.life.minutes
        if template is not Template.MICRO:
            return own
        most = int(self._book.numbers["session_minutes"]["micro"])
        return most if own is None else min(most, own)

    def _categories(self, template: Template, occasion: Occasion) -> list[Category]:
        categories: list[Category] = [
            c for c in self._book.numbers["template"][template.value] if c is not Category.MOBILITY
        ]
        older = int(self._book.numbers["older"]["from_age"])
        if template is Template.B and occasion.day.age is not None and occasion.day.age >= older:
            categories.insert(categories.index(Category.CORE), Category.BALANCE)
        return categories

    def _occasion(self, slot: date, on: date, opens: list[Opening]) -> Occasion:
        day, place = self._days[on], self._life.place(on)
        athlete = _in_place(self._situation.athlete, place)
        history = self._diary.history(on)
        standings = self._of.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        self._note_openings(standings, on, opens)
        defaults = self._book.numbers["defaults"]
        person = self._situation.athlete
        goal = Goal(person.goal or defaults["goal"])
        frozen = day.phase in _FROZEN and not self._building_ahead(on)
        feeling = self._feeling(slot, on)
        occasion = Occasion(
            on=on,
            template=Template.AB,
            day=day,
            place=place,
            athlete=athlete,
            standings=standings,
            diary=self._diary,
            eased=Easing(),
            phase=Phase.MAINTAIN if goal is Goal.MAINTENANCE and day.phase in _BUILDING else _dosed(day.phase),
            experience=Experience(person.experience or defaults["experience"]),
            goal=goal,
            clearance=self._life.clearance(on),
            clearest=self._life.clearest(),
            soreness=feeling.soreness,
            returning=self._returning(on),
            light=self._life.slots.light,
            frozen=frozen,
            intro=self._is_intro(on, frozen),
            used_up=False,
            declared_kg=self._situation.life.declared_kg,
        )
        if not frozen:
            self._held.clear()
        return replace(occasion, used_up=self._used_up(occasion, on))

    def _building_ahead(self, on: date) -> bool:
        """Whether this is no way to a race: what follows the lean days is build work again."""
        at = on
        while at in self._days and self._days[at].phase in _FROZEN:
            at += _DAY
        return at not in self._days or self._days[at].phase in _BUILDING

    def _is_intro(self, on: date, frozen: bool) -> bool:
        """One of the first sessions ever; near a race the count of the first lean day holds, so that nothing rises there."""
        start = on
        while frozen and start - _DAY in self._days and self._days[start - _DAY].phase in _FROZEN:
            start -= _DAY
        done = sum(t.loaded and t.on < start for t in self._diary.sessions) if frozen else len(self._diary.loaded())
        return done < int(self._book.numbers["base_sets"]["intro_sessions"])

    def _used_up(self, occasion: Occasion, on: date) -> bool:
        """The landmine stands behind heavier deadlifts once they were done, or once its room is used up and one of them is open."""
        slug = str(self._book.numbers["landmine"]["slug"])
        if landmine_used_up(self._book, self._diary.history(on), on):
            return True
        last = next((e.aim for e in reversed(self._diary.of(slug)) if e.aim is not None), None)
        if last is None:
            return False
        is_open = {
            "hex_bar": occasion.standings[HingeChoice.HEX_BAR].is_open,
            "conventional": occasion.standings[HingeChoice.CONVENTIONAL].is_open,
        }
        topped = self._of.dosing.topped_out(slug, occasion)
        chosen, _ = self._of.progression.hinge(last, topped, occasion.athlete, **is_open)
        return chosen in (HingeChoice.HEX_BAR, HingeChoice.CONVENTIONAL)

    def _note_openings(self, standings: Mapping[str, Standing], on: date, opens: list[Opening]) -> None:
        """What is open now and was not before: the first session of a run only takes stock."""
        found = {slug for slug, standing in standings.items() if standing.is_open}
        if self._known is None:
            everything = replace(self._situation.athlete, equipment=frozenset(Equipment))
            day = self._days[self._today]
            stock = self._of.standings.of(
                everything, self._situation.history, self._today, phase=day.phase, novelty=True
            )
            self._known = {slug for slug, standing in stock.items() if standing.is_open}
        opens.extend(Opening(slug, on) for slug in standings if slug in found and slug not in self._known)
        self._known |= found

    # --- what lightens it

    def _eased(self, occasion: Occasion, template: Template, feeling: Feeling) -> Easing:
        if template is Template.MICRO:
            return Easing()
        on, day = occasion.on, occasion.day
        monday = _monday(on)
        numbers = self._book.numbers["deload"]
        old = day.age is not None and day.age >= numbers["from_age"]
        often = occasion.experience is Experience.EXPERIENCED or old
        every = int(numbers["weeks_experienced" if often else "weeks_novice_intermediate"])
        weeks = self._diary.weeks_in_a_row(monday)
        fails, failing = self._fails(occasion)
        ill = self._life.illness_before(on)
        low = self._diary.low_readiness()
        last = self._diary.last_loaded(on)
        facts: dict[str, Value | None] = {
            "deload_due": int(weeks >= every - 1),
            "load_up": int(day.caps.load_up and day.phase in _BUILDING),
            "lower_in_days": self._days_to_lower(monday),
            "return_ago_days": self._days_since_return(monday),
            "fails": fails,
            "low_readiness": low if last is not None and (on - last).days < 7 else 0,
            "readiness": feeling.readiness,
            "soreness": feeling.soreness,
            "well_days": None if ill is None else ill[0],
            "ill_days": None if ill is None else ill[1],
            "light": int(occasion.light),
        }
        said: dict[str, Value] = {"weeks": weeks}
        if failing:
            said["failing"] = failing
        return self._of.easer.of(facts, said)

    def _days_to_lower(self, monday: date) -> int:
        """Days from this Monday to the first day of a phase below the build ones; a large number where there is none near."""
        at = monday
        while at in self._days and self._days[at].phase in _BUILDING:
            at += _DAY
        return (at - monday).days if at in self._days else _FAR

    def _days_since_return(self, monday: date) -> int:
        at = monday - _DAY
        while at in self._days and self._days[at].phase is not Phase.RETURN:
            at -= _DAY
        return (monday - at).days if at in self._days else _FAR

    def _fails(self, occasion: Occasion) -> tuple[int, str]:
        """The exercise with the most failed sessions in a row, if the last of them lies within a week."""
        worst = (0, "")
        for trained in self._diary.sessions[: self._logged]:
            if (occasion.on - trained.on).days > 7 or trained.eased:
                continue
            for done in trained.exercises:
                if done.off_plan or done.slug == worst[1]:
                    continue
                decision = self._of.dosing.decide(done.slug, occasion)
                if decision.decision is Decision.REDUCE_10_AND_DELOAD:
                    worst = max(worst, (int(decision.reason.facts.get("fails", 3)), done.slug))
        return worst

    # --- from the first MAINTAIN day to the race nothing rises

    def _held_down(self, item: PlannedItem, occasion: Occasion) -> PlannedItem:
        before = self._held.get(item.slug) if occasion.frozen else None
        if before is None:
            return item
        lower = replace(
            item,
            sets=min(item.sets, before.sets),
            amount=min(item.amount, before.amount),
            rir=None if item.rir is None else max(item.rir, before.rir or 0),
        )
        if item.load is not None and before.load is not None and item.load > before.load:
            lower = replace(lower, load=before.load, aim=before.aim, plates=before.plates)
        return lower if lower == item else replace(lower, reasons=(*lower.reasons, Reason("planner.no-rise")))

    def _hold(self, items: Sequence[PlannedItem], occasion: Occasion) -> None:
        if occasion.frozen and not occasion.eased.eased:
            self._held.update({item.slug: item for item in items})


class _Asked:
    """What the rule of a day does, and its id."""

    __slots__ = ("id", "outcome")

    def __init__(self, outcome: str, rule: str) -> None:
        self.outcome = outcome
        self.id = rule


_OTHER: Mapping[Template, Template] = {Template.A: Template.B, Template.B: Template.A}
_SAID: Mapping[Template, str] = {
    Template.A: "squat, balance, core",
    Template.B: "hinge, lunge, core; on the day farther before the long run",
}


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _in_place(athlete: Athlete, place: Place) -> Athlete:
    """The athlete with what there is in this place."""
    plates = sum(place.plates_kg) if place.plates_kg else None
    return replace(athlete, equipment=place.equipment | {Equipment.BODYWEIGHT}, plates_one_sleeve_kg=plates)


def _dosed(phase: Phase) -> Phase:
    """The phase whose doses hold; phases without strength take those of the taper for their mobility."""
    return phase if phase in (*_BUILDING, Phase.MAINTAIN, Phase.TAPER, Phase.RETURN) else Phase.TAPER


def _prevailing(days: Sequence[Day]) -> Phase:
    """The phase of most days, the stricter where two have as many."""
    counts = Counter(day.phase for day in days)
    order = list(Phase)
    return max(counts, key=lambda phase: (counts[phase], order.index(phase)))


def _each_once(left: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """Every exercise or category once, with its first reason."""
    found: dict[tuple[str, str, date | None], LeftOut] = {}
    for one in left:
        found.setdefault((one.slug, str(one.category or ""), one.on), one)
    return tuple(found.values())
