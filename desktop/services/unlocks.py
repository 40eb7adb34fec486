"""Which exercises are open, why, what opens the others; and what a coach says about it: assessments and overrides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from desktop.i18n import tr, trn
from desktop.services import factual, past
from desktop.services import limits as check
from desktop.services.athletes import Athletes
from desktop.services.changes import About, put, take
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.words import ExerciseCard, Explanation, Words
from models import records
from rules.ages import age_on
from rules.verdicts import Standing

TOPICS = frozenset({Topic.ASSESSMENTS})


class Unlocks:
    def __init__(self, desk: Desk, athletes: Athletes) -> None:
        self._desk = desk
        self._athletes = athletes

    def standings(self, athlete_id: str, on: date | None = None) -> tuple[Standing, ...]:
        """The standing of every exercise of the catalogue, in its order, on that day (today if not given)."""
        on = on or self._desk.clock()
        dossier = self._athletes.dossier(athlete_id)
        athlete = factual.athlete(dossier, on, self._desk.judge.rulebook)
        day = self._desk.judge.season.days(athlete, factual.races(dossier.races), on, on)[0]
        history = past.history(self._desk, dossier, on)
        found = self._desk.judge.standings.of(athlete, history, on, phase=day.phase, novelty=day.caps.novelty)
        return tuple(found.values())

    def explain(self, standing: Standing) -> Explanation:
        return self._words.explanation(standing)

    def card(self, slug: str) -> ExerciseCard:
        """What an exercise is, in words."""
        self._exercise(slug)
        return self._words.card(slug)

    def edges(self) -> tuple[tuple[str, str], ...]:
        """The graph: (what comes before, what it opens), each pair once."""
        book = self._desk.judge.rulebook
        return tuple((before, slug) for slug, exercise in book.exercises.items() for before in exercise.prerequisites)

    def telling(self, athlete_id: str, change: Callable[[], Receipt]) -> Receipt:
        """Makes a change; its receipt says which exercises it opened today, if any."""
        before = {s.slug for s in self.standings(athlete_id) if s.is_open}
        receipt = change()
        opened = [self._words.name(s.slug) for s in self.standings(athlete_id) if s.is_open and s.slug not in before]
        if not opened:
            return receipt
        names, more = ", ".join(opened[:3]), len(opened) - 3
        if more > 0:
            names = trn("{names} and {n} more", "{names} and {n} more", more, names=names)
        return receipt.changed(text=tr("{done}. Opened: {exercises}", done=receipt.text, exercises=names))

    @cached_property
    def _words(self) -> Words:
        return Words(self._desk.judge.rulebook)

    # --- what a coach says

    def assess(self, assessment: records.Assessment) -> Receipt:
        """Record (or change) a coach's rating of the technique, 0 to 5."""
        name = self._exercise(assessment.exercise)
        check.not_future("on", assessment.on, self._desk.clock(), tr("The day of the assessment"))
        check.whole("rating", assessment.rating, 0, 5, tr("The rating"))
        cues = self._desk.judge.rulebook.exercises[assessment.exercise].cues
        if any(index not in range(len(cues)) for index in assessment.cues):
            raise Refused("cues", trn("{name} has {n} cue.", "{name} has {n} cues.", len(cues), name=name))
        check.short("notes", assessment.notes, tr("The note"), 20_000)
        self._athletes.dossier(assessment.athlete_id)
        about = About(tr("the assessment of {exercise}", exercise=name), TOPICS, assessment.athlete_id)
        shelf = self._desk.store.assessments
        return self.telling(assessment.athlete_id, lambda: put(self._desk, shelf, assessment, about))

    def remove_assessment(self, assessment_id: str) -> Receipt:
        kept = self._desk.store.assessments.get(assessment_id)
        about = About(tr("the assessment"), TOPICS, kept.athlete_id if kept else None)
        return take(self._desk, self._desk.store.assessments, assessment_id, about)

    def override(self, override: records.Override) -> Receipt:
        """A coach opens an exercise's prerequisites by hand. Refused for minors, where the age is not known, without a reason."""
        name = self._exercise(override.exercise)
        check.not_future("on", override.on, self._desk.clock(), tr("The day of the override"))
        check.named("reason", override.reason, tr("The reason for opening it by hand"), 2_000)
        age = age_on(self._athletes.dossier(override.athlete_id).athlete.birth_date, override.on)
        adult = self._desk.judge.rulebook.numbers["declaration"]["adult_age"]
        if age is None or age < adult:
            said = tr("Prerequisites are opened by hand for adults only ({age} or older, birth date known).", age=adult)
            raise Refused("athlete", said)
        about = About(tr("the override of {exercise}", exercise=name), TOPICS, override.athlete_id)
        shelf = self._desk.store.overrides
        return self.telling(override.athlete_id, lambda: put(self._desk, shelf, override, about))

    def withdraw_override(self, override_id: str) -> Receipt:
        kept = self._desk.store.overrides.get(override_id)
        about = About(tr("the override"), TOPICS, kept.athlete_id if kept else None)
        return take(self._desk, self._desk.store.overrides, override_id, about)

    def _exercise(self, slug: str) -> str:
        exercise = self._desk.judge.rulebook.exercises.get(slug)
        if exercise is None:
            raise Refused("exercise", check.no_exercise(slug))
        return tr(exercise.name)
