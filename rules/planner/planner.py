"""Walks the days from today on and writes the sessions of each week, as if every one before had been done as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rules.facts import Athlete, Place, Situation
from rules.ladder import landmine_used_up
from rules.planner.arranging import Arranging
from rules.planner.choice import Choice, Rung
from rules.planner.days import Answer, DayRules
from rules.planner.dosing import Dosing
from rules.planner.easing import Easing
from rules.planner.fitting import Fitting
from rules.planner.lightening import Lightening
from rules.planner.occasion import Occasion
from rules.planner.scene import BUILDING, DAY, LEAN, Scene, monday_of
from rules.planner.warming import Warming
from rules.progression import Progression
from rules.rulebook import Rulebook
from rules.season import Season
from rules.standing import Standings
from rules.verdicts import Day, LeftOut, Opening, PlannedItem, PlannedSession, PlannedWeek, Reason, Standing
from rules.vocabulary import Category, Equipment, Experience, Goal, HingeChoice, Phase, Status, Template


class Planner:
    """The plan of any week; compiled once, asked often, from any thread that owns it."""

    def __init__(self, rulebook: Rulebook, standings: Standings, season: Season, progression: Progression) -> None:
        self.book = rulebook
        self.standings = standings
        self.season = season
        self.progression = progression
        self.days = DayRules(rulebook)
        self.dosing = Dosing(rulebook, progression)
        self.choice = Choice(rulebook, self.dosing)
        self.arranging = Arranging(rulebook, self.choice)
        self.lightening = Lightening(rulebook, self.dosing)
        self.warming = Warming(rulebook, self.dosing, self.choice)
        self.fitting = Fitting(rulebook)

    def weeks(self, situation: Situation, today: date, monday: date, count: int) -> tuple[PlannedWeek, ...]:
        """`count` weeks from `monday` on (any day of a week stands for its Monday), planned from `today`.

        What lies before today is the log's: weeks before the present one come back without sessions. Weeks after it suppose that
        every session goes as written, so that asking for a far week plans all weeks before it.
        """
        first = monday_of(monday)
        start = monday_of(today)
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
        run = Run(self, situation, today, monday_of(slot) + timedelta(weeks=2))
        at = min(monday_of(slot), monday_of(today))
        while at <= monday_of(slot):
            run.week(at)
            at += timedelta(weeks=1)
        occasion = run.occasions.get(slot)
        return () if occasion is None else self.choice.weighed(category, occasion)


class Run:
    """One planning run: what was done, and what is supposed to be done as the weeks go by."""

    def __init__(self, planner: Planner, situation: Situation, today: date, end: date) -> None:
        self._of = planner
        self._book = planner.book
        self._scene = Scene(planner.book, planner.season, situation, today, end)
        self._shut: set[str] = set()
        self._held: dict[str, PlannedItem] = {}
        self.occasions: dict[date, Occasion] = {}

    # --- a week

    def week(self, monday: date) -> PlannedWeek:
        """The sessions of a week that are still to come; call it for one week after the other, from today's on."""
        scene = self._scene
        sessions: list[PlannedSession] = []
        left: list[LeftOut] = []
        opens: list[Opening] = []
        start = monday_of(scene.today)
        if monday >= start:
            # what was postponed over the weekend is still to come
            late = self._slots(monday - 7 * DAY) if monday == start else []
            for slot in (*late, *self._slots(monday)):
                self._slot(slot, sessions, left, opens)
            if not scene.life.slots.places:
                left.append(LeftOut(Reason("planner.slots")))
        days = [scene.days[monday + i * DAY] for i in range(7) if monday + i * DAY in scene.days]
        left.extend(one for session in sessions for one in session.left_out)
        return PlannedWeek(
            monday,
            _prevailing(days) if days else Phase.BUILD,
            tuple(self._supposed(session) if monday > start else session for session in sessions),
            _each_once(left),
            tuple(opens),
            monday > start,
        )

    def _supposed(self, session: PlannedSession) -> PlannedSession:
        """A session of a week to come: it rests on all before it being done as written."""
        technique = int(self._book.numbers["evidence"]["self_rating_max"])
        said = Reason("planner.as-written", {"technique": technique})
        return replace(session, projected=True, reasons=(*session.reasons, said))

    def _slots(self, monday: date) -> list[date]:
        """The week's days for sessions, in the order of the days they fall on after wishes."""
        slots = self._scene.life.slots
        found = [monday + (day - 1) * DAY for day in (slots.primary, slots.secondary) if day is not None]
        return sorted(found, key=lambda slot: (self._scene.wished(slot), slot))

    def _slot(self, slot: date, sessions: list[PlannedSession], left: list[LeftOut], opens: list[Opening]) -> None:
        scene, on = self._scene, self._scene.wished(slot)
        if on not in scene.days or self._is_done(slot, on):
            return
        answer = self._of.days.ask(scene, slot, on)
        if answer.does == "postpone":
            later = self._of.days.later(scene, slot, answer)
            if later is None:
                if on >= scene.today:
                    left.append(LeftOut(Reason("planner.no-later-day"), on=slot))
                return
            left.append(LeftOut(answer.reason, on=slot))
            on, answer = later
        if on < scene.today:
            return
        if answer.does == "none":
            left.append(LeftOut(answer.reason, on=slot))
            return
        planned = self._plan(slot, on, answer, opens)
        if isinstance(planned, PlannedSession):
            sessions.append(planned)
            scene.diary.append(planned)
        else:
            left.extend(planned)

    def _is_done(self, slot: date, on: date) -> bool:
        """The session of this slot was done, on whichever day, or a strength session was done on its day."""
        logged = self._scene.diary.sessions[: self._scene.logged]
        return any(t.slot == slot or (t.on == on and t.loaded) for t in logged)

    # --- a session

    def _plan(self, slot: date, on: date, answer: Answer, opens: list[Opening]) -> PlannedSession | list[LeftOut]:
        occasion = self._occasion(slot, on, opens)
        scene = self._scene
        template, chosen = self._of.arranging.template(scene, answer.does, occasion)
        occasion = replace(occasion, template=template)
        occasion = replace(occasion, eased=self._of.lightening.of(scene, occasion))
        self.occasions[slot] = occasion
        wish = scene.wish(slot)
        items: list[PlannedItem] = []
        left: list[LeftOut] = []
        for category in self._of.arranging.categories(template, occasion):
            filled = self._of.choice.fill(category, occasion, wish.swaps.get(category, ""))
            left.extend(filled.left_out)
            if filled.item is not None:
                items.append(filled.item)
        taken = frozenset(item.slug for item in items)
        drills, passed = self._of.warming.drills(occasion, taken)
        practice = self._of.warming.practice(occasion, [*drills, *items])
        if not (drills if template is Template.MICRO else items):
            return [LeftOut(Reason("planner.nothing-open"), on=slot), *left]
        whole = [*drills, *practice, *(self._held_down(item, occasion) for item in items)]
        limit = self._limit(template)
        fit = self._of.fitting.fit(whole, limit, template, on, occasion.day.age)
        if fit is None:
            return [LeftOut(Reason("planner.no-time", {"limit": limit or 0}), on=slot), *left]
        self._hold(fit.items, occasion)
        reasons = [answer.reason, chosen, *occasion.eased.reasons]
        if on != slot and wish.moved_to is not None:
            reasons.append(Reason("planner.moved", {"slot": slot.isoformat()}))
        if scene.life.runs_on(on):
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
        own = self._scene.situation.life.minutes
        if template is not Template.MICRO:
            return own
        most = int(self._book.numbers["session_minutes"]["micro"])
        return most if own is None else min(most, own)

    def _occasion(self, slot: date, on: date, opens: list[Opening]) -> Occasion:
        scene = self._scene
        day, place = scene.days[on], scene.life.place(on)
        athlete = _in_place(scene.situation.athlete, place)
        history = scene.diary.history(on)
        standings = self._of.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        self._note_openings(standings, on, opens)
        defaults = self._book.numbers["defaults"]
        person = scene.situation.athlete
        goal = Goal(person.goal or defaults["goal"])
        frozen_since = scene.frozen_since(on)
        occasion = Occasion(
            on=on,
            slot=slot,
            template=Template.AB,
            day=day,
            place=place,
            athlete=athlete,
            standings=standings,
            diary=scene.diary,
            eased=Easing(),
            phase=Phase.MAINTAIN if goal is Goal.MAINTENANCE and day.phase in BUILDING else _dosed(day.phase),
            experience=Experience(person.experience or defaults["experience"]),
            goal=goal,
            clearance=scene.life.clearance(on),
            clearest=scene.life.clearest(),
            soreness=None if on > scene.wished(slot) else scene.feeling(slot).soreness,
            returning=scene.returning(on),
            light=scene.life.slots.light,
            frozen_since=frozen_since,
            intro=scene.is_intro(on),
            used_up=False,
            declared_kg=scene.situation.life.declared_kg,
        )
        if frozen_since is None:
            self._held.clear()
        return replace(occasion, used_up=self._used_up(occasion, on))

    def _used_up(self, occasion: Occasion, on: date) -> bool:
        """The landmine stands behind heavier deadlifts once they were done, or once its room is used up and one of them is open."""
        scene = self._scene
        slug = str(self._book.numbers["landmine"]["slug"])
        if landmine_used_up(self._book, scene.diary.history(on), on):
            return True
        last = next((e.aim for e in reversed(scene.diary.of(slug)) if e.aim is not None), None)
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
        """What was shut for lack of competency the last time it was looked at, and is open now."""
        for slug, standing in standings.items():
            if standing.status in (Status.LOCKED_PREREQ, Status.EXPIRED):
                self._shut.add(slug)
            elif standing.is_open and slug in self._shut:
                self._shut.discard(slug)
                opens.append(Opening(slug, on))

    # --- from the first MAINTAIN day to the race nothing rises

    def _held_down(self, item: PlannedItem, occasion: Occasion) -> PlannedItem:
        if not occasion.frozen:
            return item
        most = min(self._done_lean(item.slug, occasion), default=item.amount)
        before = self._held.get(item.slug, replace(item, amount=most))
        lower = replace(
            item,
            sets=min(item.sets, before.sets),
            amount=min(item.amount, before.amount, most),
            rir=None if item.rir is None else max(item.rir, before.rir or 0),
        )
        if item.load is not None and before.load is not None and item.load > before.load:
            lower = replace(lower, load=before.load, aim=before.aim, plates=before.plates)
        return lower if lower == item else replace(lower, reasons=(*lower.reasons, Reason("planner.no-rise")))

    def _done_lean(self, slug: str, occasion: Occasion) -> list[float]:
        """The most repetitions of every time the exercise was done since the last build day, by the log or by the plan, in phases
        that are no stricter than today's: what another race's taper and return lowered may come back."""
        days, order, start = self._scene.days, list(Phase), occasion.on
        while start - DAY in days and days[start - DAY].phase not in BUILDING:
            start -= DAY
        strictest, exercise = order.index(occasion.day.phase), self._book.exercises[slug]
        found: list[float] = []
        for entry in occasion.diary.of(slug):
            phase, amounts = days[entry.on].phase if entry.on in days else Phase.BUILD, entry.exposure.amounts
            if entry.on >= start and amounts and not entry.session.eased and order.index(phase) <= strictest:
                # one bad day does not take the range down with it
                low = self._of.dosing.range(exercise, occasion, _dosed(phase))[0].low
                found.append(max(low, *amounts))
        return found

    def _hold(self, items: Sequence[PlannedItem], occasion: Occasion) -> None:
        if occasion.frozen and not occasion.eased.eased:
            self._held.update({item.slug: item for item in items})


def _in_place(athlete: Athlete, place: Place) -> Athlete:
    """The athlete with what there is in this place."""
    plates = sum(place.plates_kg) if place.plates_kg else None
    return replace(athlete, equipment=place.equipment | {Equipment.BODYWEIGHT}, plates_one_sleeve_kg=plates)


def _dosed(phase: Phase) -> Phase:
    """The phase whose doses hold; phases without strength take those of the taper for their mobility."""
    return phase if phase in (*BUILDING, *LEAN, Phase.RETURN) else Phase.TAPER


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
