"""Sessions: read, logged, changed, removed; and the next load of an exercise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from desktop.i18n import later, tr
from desktop.services import factual, past
from desktop.services import limits as check
from desktop.services.changes import About, put, take
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.words import written_day
from models import records
from models.records import SessionStatus
from rules import facts
from rules.verdicts import Estimate, LoadDecision
from rules.vocabulary import Equipment, Unit

if TYPE_CHECKING:
    from rules.rulebook import Exercise

TOPICS = frozenset({Topic.TRAINING})
DRAFTS = "draft:"
"""Beginning of the key under which an athlete's unsaved sessions are kept among the settings."""
_AMOUNT = {
    Unit.REPS: later("The reps"),
    Unit.SECONDS: later("The seconds"),
    Unit.STEPS: later("The steps"),
    Unit.METRES: later("The metres"),
}


class Training:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shelf = desk.store.sessions

    # --- reading

    def sessions(
        self,
        athlete_id: str,
        start: date | None = None,
        end: date | None = None,
        exercise: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[records.Session, ...]:
        """Sessions with their sets, newest first; `exercise` keeps those it was part of, `offset` skips the newest."""
        return tuple(self._shelf.of(athlete_id, start=start, end=end, exercise=exercise, limit=limit, offset=offset))

    def count(self, athlete_id: str) -> int:
        """How many sessions the athlete has, of any status."""
        return self._shelf.count(athlete_id)

    def session(self, session_id: str) -> records.Session:
        found = self._shelf.get(session_id)
        if found is None:
            raise Refused("session", tr("This session is not there any more."))
        return found

    def exposures(self, athlete_id: str, slug: str) -> tuple[facts.Exposure, ...]:
        """Every session the exercise was done in, oldest first."""
        sessions = self._shelf.of(athlete_id, end=self._desk.clock(), exercise=slug)
        return factual.exposures(sorted(sessions, key=lambda s: (s.on, s.id)), slug)

    # --- changing

    def save(self, session: records.Session) -> Receipt:
        """Log or change a session. Sets of exercises that are not open on that day are kept and marked off plan.

        The phase of the day is written with it. Refused: an unknown exercise, figures out of range, a done session in the
        future.
        """
        dossier = self._dossier(session.athlete_id)
        self.validate(session)
        stamped = self._stamped(session, dossier)
        about = About(tr("the session of {day}", day=written_day(session.on)), TOPICS, session.athlete_id)
        return put(self._desk, self._shelf, stamped, about)

    def remove(self, session_id: str) -> Receipt:
        kept = self._shelf.get(session_id)
        about = About(tr("the session"), TOPICS)
        if kept is not None:
            about = About(tr("the session of {day}", day=written_day(kept.on)), TOPICS, kept.athlete_id)
        return take(self._desk, self._shelf, session_id, about)

    def validate(self, session: records.Session) -> None:
        """Refuse what cannot be: used by the log and by every import."""
        check.sensible("on", session.on, tr("The date of the session"))
        if session.status is SessionStatus.DONE and session.on > self._desk.clock():
            day = written_day(session.on)
            raise Refused("on", tr("A session on {day} cannot be done yet: it is in the future.", day=day))
        check.whole("minutes", session.minutes, 0, 600, tr("The minutes"))
        check.whole("soreness", session.soreness, 0, 10, tr("Soreness"))
        check.whole("readiness", session.readiness, 1, 5, tr("Readiness"))
        check.short("notes", session.notes, tr("The note"), 20_000)
        places: set[tuple[int, int, str]] = set()
        for one in session.sets:
            self.validate_set(one)
            place = (one.position, one.number, one.side or "")
            if place in places:
                raise Refused("set", tr("Set {n} of {exercise} is there twice.", n=one.number, exercise=one.exercise))
            places.add(place)

    def validate_set(self, one: records.SetRecord) -> None:
        """Refuse a set that cannot be, whatever stands beside it."""
        exercise = self._desk.judge.rulebook.exercises.get(one.exercise)
        if exercise is None:
            raise Refused("exercise", check.no_exercise(one.exercise))
        if one.unit != exercise.unit:
            raise Refused(
                "unit",
                _mismatch(
                    later("{exercise} is counted in {right}, not in {wrong}."), exercise, exercise.unit, one.unit
                ),
            )
        if one.load_type != exercise.load_type:
            raise Refused(
                "load_type",
                _mismatch(
                    later("The load of {exercise} is '{right}', not '{wrong}'."),
                    exercise,
                    exercise.load_type,
                    one.load_type,
                ),
            )
        check.whole("set", one.position, 1, 200, tr("The place of the exercise"))
        check.whole("set", one.number, 1, 200, tr("The number of the set"))
        for field, amount in (("planned_amount", one.planned_amount), ("amount", one.amount)):
            check.within(field, amount, 0, 10_000, tr(_AMOUNT[exercise.unit]))
        for field, load in (("planned_load", one.planned_load), ("load", one.load)):
            check.within(field, load, 0, 1000, tr("The load"), "kg")
        check.within("rir", one.rir, 0, 10, tr("Repetitions in reserve (RIR)"))
        check.within("rpe", one.rpe, 0, 10, tr("Effort (RPE)"))
        check.whole("pain", one.pain, 0, 10, tr("Pain"))
        check.whole("next_day_pain", one.next_day_pain, 0, 10, tr("Pain of the next morning"))
        check.whole("technique", one.technique, 0, 5, tr("Technique"))
        check.whole("coach_technique", one.coach_technique, 0, 5, tr("The coach's technique rating"))
        check.short("notes", one.notes, tr("The note"), 20_000)

    def _stamped(self, session: records.Session, dossier: records.Dossier) -> records.Session:
        athlete = factual.athlete(dossier, session.on, self._desk.judge.rulebook)
        day = self._desk.judge.season.days(athlete, factual.races(dossier.races), session.on, session.on)[0]
        if session.status is not SessionStatus.DONE or not session.sets:
            return replace(session, phase=day.phase, sets=tuple(replace(s, off_plan=False) for s in session.sets))
        history = past.history_without(self._desk, dossier, session.on, session.id)
        # what was done was at hand, in a hotel's gym or a friend's: a kit that does not list it locks nothing afterwards
        equipped = replace(athlete, equipment=frozenset(Equipment))
        standings = self._desk.judge.standings.of(
            equipped, history, session.on, phase=day.phase, novelty=day.caps.novelty
        )
        marked = tuple(replace(s, off_plan=not standings[s.exercise].is_open) for s in session.sets)
        return replace(session, phase=day.phase, sets=marked)

    def _dossier(self, athlete_id: str) -> records.Dossier:
        if self._desk.store.athletes.get(athlete_id) is None:
            raise Refused("athlete", tr("This athlete is not there any more."))
        return self._desk.dossier(athlete_id)

    # --- what is being typed

    def drafts(self, athlete_id: str) -> dict[str, Any]:
        """What was typed and could not be saved yet, by the session's id, as `keep_draft` was given it."""
        found: object = self._desk.store.settings.get(DRAFTS + athlete_id)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    def keep_draft(self, athlete_id: str, session_id: str, draft: object | None) -> None:
        """Keep plain values of a session being typed until it can be saved; None forgets them."""
        known = self.drafts(athlete_id)
        if known.get(session_id) == draft:
            return
        fresh = {key: value for key, value in known.items() if key != session_id}
        if draft is not None:
            fresh[session_id] = draft
        if fresh:
            self._desk.store.settings.set(DRAFTS + athlete_id, fresh)
        else:
            self._desk.store.settings.remove(DRAFTS + athlete_id)

    # --- progression

    def next_load(self, athlete_id: str, slug: str) -> LoadDecision:
        """The next load of the exercise today, by its last sessions. Refused for an exercise that is not in the catalogue."""
        from rules.progression import Target

        exercise = self._desk.judge.rulebook.exercises.get(slug)
        if exercise is None:
            raise Refused("exercise", check.no_exercise(slug))
        today = self._desk.clock()
        dossier = self._dossier(athlete_id)
        athlete = factual.athlete(dossier, today, self._desk.judge.rulebook)
        day = self._desk.judge.season.days(athlete, factual.races(dossier.races), today, today)[0]
        sessions = sorted(self._shelf.of(athlete_id, end=today, exercise=slug), key=lambda s: (s.on, s.id))
        loads = worked_loads(sessions, slug)
        return self._desk.judge.progression.decide(
            slug,
            athlete,
            today,
            factual.exposures(sessions, slug),
            loads[-1][1] if loads else None,
            Target(exercise.novice_low, exercise.novice_high, day.caps.rir),
            day.caps,
            last_increase=last_increase(loads),
            work_e1rm=self._work_e1rm(exercise, sessions),
        )

    def _work_e1rm(self, exercise: Exercise, sessions: list[records.Session]) -> float | None:
        """The working maximum, for lifts that are led by one; of each session its best set counts."""
        from rules.progression import e1rm, working_e1rm

        if not exercise.percent_mode:
            return None
        best: list[Estimate] = []
        for session in sessions:
            found = [
                kg
                for one in session.sets
                if one.exercise == exercise.slug and session.status is SessionStatus.DONE
                if one.amount is not None and one.load and (rir := factual.reserve(one)) is not None
                if (kg := e1rm(self._desk.judge.rulebook, one.load, one.amount, rir)) is not None
            ]
            if found:
                best.append(Estimate(max(found), session.on))
        return working_e1rm(self._desk.judge.rulebook, best) if best else None


def _mismatch(text: str, exercise: Exercise, right: str, wrong: str) -> str:
    return tr(text, exercise=tr(exercise.name), right=right, wrong=wrong)


def worked_loads(sessions: list[records.Session], slug: str) -> list[tuple[date, float]]:
    """Heaviest load of each session it was loaded in, in the order given."""
    found: list[tuple[date, float]] = []
    for session in sessions:
        if session.status is SessionStatus.DONE:
            done = [s.load for s in session.sets if s.exercise == slug and s.amount is not None and s.load is not None]
            if done:
                found.append((session.on, max(done)))
    return found


def last_increase(loads: list[tuple[date, float]]) -> date | None:
    for (_, before), (on, after) in zip(reversed(loads[:-1]), reversed(loads[1:]), strict=True):
        if after > before:
            return on
    return None
