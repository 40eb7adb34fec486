"""Plans: the use cases around what `rules.planner` decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.i18n import tr
from desktop.services import factual
from desktop.services import limits as check
from desktop.services.changes import About, put, take
from desktop.services.desk import Desk
from desktop.services.outcome import Receipt, Refused, Topic
from desktop.services.plans import situation as made_from
from desktop.services.plans.asking import Asking
from desktop.services.plans.begun import Begun
from desktop.services.plans.comparing import differences
from desktop.services.plans.doing import Doing
from desktop.services.plans.memory import PlanMemory
from desktop.services.plans.reading import WEEK, Reader, monday_of
from desktop.services.plans.views import (
    Change,
    Comparison,
    MoveOption,
    SessionCard,
    SwapOption,
    WeekDifference,
    WeekView,
)
from desktop.services.plans.writing import Writer
from desktop.services.training import Training
from desktop.services.words import Words
from models import records
from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import Category

AWAY = frozenset({Topic.ATHLETES, Topic.TRAINING})
_AFTER_RACE_WEEKS = 6
_MOST_WEEKS = 53
_LONGEST_ABSENCE_DAYS = 731


class Plans:
    def __init__(self, desk: Desk, training: Training, memory: PlanMemory | None = None) -> None:
        self._desk = desk
        self._reader = Reader(desk, PlanMemory() if memory is None else memory)
        self._writer = Writer(desk, self._reader)
        self._asking = Asking(desk, self._reader, self._writer, Begun(desk, self._reader, self._writer, training))
        self._doing = Doing(desk, self._reader, self._writer, training)

    # --- reading

    def weeks(
        self, athlete_id: str, monday: date, count: int = 1, change: Change | None = None
    ) -> tuple[PlannedWeek, ...]:
        """The plan of `count` weeks: from today on what is planned, with that change if one is given; of weeks that are over
        what was kept. Remembered until anything is written."""
        if change is None:
            return self._reader.weeks(athlete_id, monday, count)
        dossier, today = self._reader.dossier(athlete_id), self._reader.today
        if change.races is not None:
            given = {race.id for race in change.races}
            past = tuple(race for race in dossier.races if race.on < today and race.id not in given)
            change = replace(change, races=(*past, *change.races))
        supposed = made_from.changed(self._desk, self._reader.situation(athlete_id), dossier, change, today)
        return self._reader.weeks(athlete_id, monday, count, supposed)

    def prepare(self, athlete_id: str) -> None:
        """Reads what the plan is made from, and plans nothing yet: a window that has to answer does one thing at a time."""
        self._reader.situation(athlete_id)

    def week(self, athlete_id: str, monday: date) -> WeekView:
        """The week of that day with everything known of its sessions."""
        return self._reader.week(athlete_id, monday)

    def card(self, athlete_id: str, slot: date) -> SessionCard:
        """The session of a slot. Refused where there is none."""
        return self._reader.card(athlete_id, slot)

    def as_kept(self, card: SessionCard) -> PlannedSession | None:
        """A session as it was planned, or as it was done where nothing was written; None for one that was given up or skipped,
        and for one done after no template."""
        return self._reader.as_kept(card)

    def done_items(self, session: records.Session) -> tuple[PlannedItem, ...]:
        """What was done of a session in the shape of a plan, one line an exercise."""
        return self._reader.done_items(session)

    def session_for(self, athlete_id: str, slot: date) -> records.Session:
        """The session to be logged for a slot: the one that was begun, else one whose sets are planned and not done. What is
        planned is written down first. Refused where the plan has no such session."""
        return self._doing.session_for(athlete_id, slot)

    def moves(self, athlete_id: str, slot: date) -> tuple[MoveOption, ...]:
        """The days of its week to which a session may or may not be moved, from today on; its present day is among them."""
        return self._asking.moves(athlete_id, slot)

    def swaps(self, athlete_id: str, slot: date, category: Category) -> tuple[SwapOption, ...]:
        """What may fill a category of a session, nearest to the present exercise first, and what may not with the reason. Of a
        session under way: instead of an exercise nothing was done of yet. Each is planned for it, so it takes a while."""
        return self._asking.swaps(athlete_id, slot, category)

    def next_morning(self, athlete_id: str) -> records.Session | None:
        """The last session done, at most seven days ago and before today, if nobody answered for its next morning."""
        return self._doing.next_morning(athlete_id)

    # --- what would be

    def compare(self, athlete_id: str, monday: date, change: Change) -> Comparison:
        """The week as it is planned and as it would be. Saves nothing."""
        before = self.weeks(athlete_id, monday)[0]
        after = self.weeks(athlete_id, monday, 1, change)[0]
        return Comparison(before, after, differences(before, after, Words(self._desk.judge.rulebook)))

    def race_change(
        self, athlete_id: str, races: tuple[records.Race, ...], weeks: int | None = None
    ) -> tuple[WeekDifference, ...]:
        """The weeks, from the present one on, that these races would alter; they are all races of the athlete then. `weeks` bounds
        how far is looked (not given: until some weeks after the last race that differs). Saves nothing."""
        dossier, today = self._reader.dossier(athlete_id), self._reader.today
        count = self._reach(dossier.races, races) if weeks is None else weeks
        if count < 1:
            return ()
        now = self._reader.coming(athlete_id, count)
        other = replace(self._reader.situation(athlete_id), races=factual.races(races))
        then = self._reader.supposed(other, monday_of(today), count)
        words = Words(self._desk.judge.rulebook)
        found = (
            WeekDifference(before.monday, before, after, differences(before, after, words))
            for before, after in zip(now, then, strict=True)
        )
        return tuple(one for one in found if one.differences)

    def _reach(self, before: tuple[records.Race, ...], after: tuple[records.Race, ...]) -> int:
        """Weeks from the present one to some weeks after the last race that differs; 0 where none does."""
        days = [race.on for race in {*before} ^ {*after}]
        if not days:
            return 0
        last = max(*days, self._reader.today)
        return min(_MOST_WEEKS, (monday_of(last) - monday_of(self._reader.today)) // WEEK + 1 + _AFTER_RACE_WEEKS)

    # --- changing

    def write_down(self, athlete_id: str, on: date | None = None) -> int:
        """Keep the present week's plan where it changed; returns how many versions were added. Nothing is written for a day
        (`on`) of another week: what is past is never made up, what is far is not settled yet."""
        self._reader.dossier(athlete_id)
        return self._writer.write_down(athlete_id, on)

    def skip(self, athlete_id: str, slot: date) -> Receipt:
        """No session in this slot. What was planned stays written."""
        return self._asking.skip(athlete_id, slot)

    def unskip(self, athlete_id: str, slot: date) -> Receipt:
        return self._asking.unskip(athlete_id, slot)

    def move(self, athlete_id: str, slot: date, to: date) -> Receipt:
        """Refused with the rule's sentence where the day is not allowed."""
        return self._asking.move(athlete_id, slot, to)

    def swap(self, athlete_id: str, slot: date, category: Category, slug: str) -> Receipt:
        """Refused with the rule's sentence where the exercise is not allowed."""
        return self._asking.swap(athlete_id, slot, category, slug)

    def feel(self, athlete_id: str, slot: date, soreness: int | None, readiness: int | None) -> Receipt:
        """How the athlete feels before the session: soreness 0-10, readiness 1-5 (None: not said). Of the session of today it can
        be put right after it was begun: then what is planned of it stays."""
        return self._asking.feel(athlete_id, slot, soreness, readiness)

    def finish(self, session: records.Session, minutes: int | None = None) -> Receipt:
        """Log the session as it is now, with the minutes it took. Refused where nothing of it was done."""
        return self._doing.finish(session, minutes)

    def answer_next_morning(self, session_id: str, pain: Mapping[str, int]) -> Receipt:
        """Pain of the next morning (0-10) by exercise; what is not named had none."""
        return self._doing.answer_next_morning(session_id, pain)

    def absent(self, absence: records.Absence) -> Receipt:
        """Add or change days of illness or travel. Refused: an end before the beginning, more than two years."""
        self._reader.dossier(absence.athlete_id)
        check.sensible("since", absence.since, tr("The first day"))
        check.sensible("until", absence.until, tr("The last day"))
        if absence.until < absence.since:
            raise Refused("until", tr("The last day cannot be before the first."))
        if (absence.until - absence.since).days > _LONGEST_ABSENCE_DAYS:
            raise Refused("until", tr("More than two years are not planned at once."))
        check.short("notes", absence.notes, tr("The note"), 20_000)
        about = About(self._called(absence), AWAY, absence.athlete_id)
        return self._writer.after(
            lambda: put(self._desk, self._desk.store.absences, absence, about), absence.athlete_id
        )

    def remove_absence(self, absence_id: str) -> Receipt:
        absence = self._desk.store.absences.get(absence_id)
        if absence is None:
            raise Refused("id", tr("These days are not there any more."))
        about = About(self._called(absence), AWAY, absence.athlete_id)
        return self._writer.after(
            lambda: take(self._desk, self._desk.store.absences, absence_id, about), absence.athlete_id
        )

    @staticmethod
    def _called(absence: records.Absence) -> str:
        return tr("the days of illness") if absence.ill else tr("the days away")
