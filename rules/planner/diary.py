"""What was done, and what is supposed to be done as the plan goes on: the one memory of a planning run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.facts import Earlier, Exposure, History, LoggedSets, Practised, Situation, Trained
from rules.progression import e1rm, working_e1rm
from rules.rulebook import Rulebook
from rules.verdicts import Estimate, PlannedSession
from rules.vocabulary import LoadType, Phase, Template

_EASY_RPE = 5.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise in one session that was done on plan."""

    session: Trained
    done: Practised

    @property
    def on(self) -> date:
        return self.session.on

    @property
    def exposure(self) -> Exposure:
        return self.done.exposure

    @property
    def aim(self) -> float | None:
        """The load that was aimed at: what the plan had in mind before it was rounded, else what was lifted."""
        return self.done.aim if self.done.aim is not None else self.done.load


class Diary:
    """Sessions in order of their days. `append` adds a planned session as if it had been done as written."""

    def __init__(self, rulebook: Rulebook, situation: Situation, today: date) -> None:
        self._book = rulebook
        # the trial days of a declared exercise are read in full, however old
        self._declared = frozenset(situation.athlete.declared)
        self._history = situation.history
        self._rows = sorted((row for row in situation.history.sets if row.on <= today), key=lambda row: row.on)
        self._earlier = {one.slug: one for one in situation.history.earlier}
        self.sessions: list[Trained] = []
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for trained in _in_order(t for t in situation.trained if t.on <= today):
            self._take(trained)

    def _take(self, trained: Trained) -> None:
        self.sessions.append(trained)
        for done in trained.exercises:
            # what left the catalogue stays in the log, and is planned no more
            if not done.off_plan and done.slug in self._book.exercises:
                self._entries[done.slug].append(Entry(trained, self._as_loaded(done)))

    def _as_loaded(self, done: Practised) -> Practised:
        """0 kg on a sleeve is the bar alone; 0 kg of anything else was done without it, and says nothing of a load."""
        if done.load != 0 or self._book.exercises[done.slug].load_type is LoadType.PLATES_KG:
            return done
        return replace(done, load=None, aim=None)

    # --- asking

    def of(self, slug: str) -> Sequence[Entry]:
        """The times the exercise was done on plan, oldest first."""
        return self._entries.get(slug, ())

    def done_within(self, slug: str, on: date, days: int) -> bool:
        entries = self._entries.get(slug)
        return bool(entries) and (on - entries[-1].on).days <= days

    def loaded(self) -> list[Trained]:
        return [trained for trained in self.sessions if trained.loaded]

    def last_loaded(self, before: date) -> date | None:
        return next((t.on for t in reversed(self.sessions) if t.loaded and t.on <= before), None)

    def nearest_loaded(self, on: date) -> int | None:
        """Days to the strength session nearest to that day, before or after it; None without any."""
        return min((abs((on - t.on).days) for t in self.sessions if t.loaded), default=None)

    def loaded_between(self, start: date, end: date) -> int:
        """Strength sessions from `start` to `end`, both included."""
        return sum(t.loaded and start <= t.on <= end for t in self.sessions)

    def last_template(self, template: Template) -> date | None:
        """The day its categories were last done; a session with everything counts for both."""
        kinds = (template, Template.AB)
        return next((t.on for t in reversed(self.sessions) if t.template in kinds), None)

    def since_introduced(self, slug: str, on: date, pause: int) -> int:
        """Days since the exercise came into the programme: the first time of the latest run without a longer pause."""
        first: date | None = None
        for entry in reversed(self.of(slug)):
            if first is not None and (first - entry.on).days > pause:
                break
            first = entry.on
        return (on - first).days if first is not None else 0

    def work_e1rm(self, slug: str) -> float | None:
        """The working maximum in kg, None where the sets say too little."""
        if not self._book.exercises[slug].percent_mode:
            return None
        best: list[Estimate] = []
        for entry in self.of(slug):
            load = entry.done.load
            found = [
                kg
                for reps, rir in zip(entry.exposure.amounts, entry.exposure.rir, strict=True)
                if load and rir is not None and (kg := e1rm(self._book, load, reps, rir)) is not None
            ]
            if found:
                best.append(Estimate(max(found), entry.on))
        return working_e1rm(self._book, best) if best else None

    def low_readiness(self, limit: int = 2) -> tuple[int, date | None]:
        """How many of the last strength sessions in a row began with a readiness of `limit` or less, and the day of the last of
        them. The sessions of a lighter week are not counted: it lasts, however they began."""
        low: list[date] = []
        for trained in reversed(self.sessions):
            if not trained.loaded or trained.deload:
                continue
            if trained.readiness is None or trained.readiness > limit:
                break
            low.append(trained.on)
        return len(low), low[0] if low else None

    def weeks_in_a_row(self, monday: date) -> int:
        """Weeks of build work before this Monday without a lighter one: each with a strength session in BUILD or CONSOLIDATE."""
        weeks: dict[date, list[Trained]] = defaultdict(list)
        for trained in self.sessions:
            if trained.loaded:
                weeks[trained.on - timedelta(days=trained.on.weekday())].append(trained)
        count = 0
        while True:
            done = weeks.get(monday - timedelta(weeks=count + 1), ())
            rising = any(t.phase in (Phase.BUILD, Phase.CONSOLIDATE, None) for t in done)
            if not rising or any(t.deload for t in done):
                return count
            count += 1

    # --- what the standings read

    def history(self, on: date) -> History:
        """Everything done up to that day; what lies before the window of the rules becomes a summary."""
        self._summarise(on - timedelta(days=self._book.lookback_days))
        known = self._history
        return History(tuple(self._rows), known.ratings, known.overrides, tuple(self._earlier.values()))

    def _summarise(self, start: date) -> None:
        kept = next((i for i, row in enumerate(self._rows) if row.on >= start), len(self._rows))
        old = self._rows[:kept]
        if not old:
            return
        for row in old:
            if row.slug not in self._declared:
                self._earlier[row.slug] = _with(self._earlier.get(row.slug), row)
        self._rows[:kept] = [row for row in old if row.slug in self._declared]

    # --- going on as written

    def append(self, session: PlannedSession) -> None:
        """The session as if it had been done as written: every set, technique as good as one may rate oneself, no pain."""
        technique = int(self._book.numbers["evidence"]["self_rating_max"])
        exercises: list[Practised] = []
        for item in session.items:
            rir = None if item.rir is None else float(item.rir)
            exposure = Exposure(session.on, (item.amount,) * item.sets, (rir,) * item.sets, technique)
            exercises.append(Practised(item.slug, exposure, item.load, item.aim))
            rpe = _EASY_RPE if rir is None else 10.0 - rir
            self._rows.append(
                LoggedSets(session.on, item.slug, item.sets, item.amount, item.load, rpe, technique=technique)
            )
        self._take(
            Trained(
                session.on,
                session.slot,
                session.template,
                session.phase,
                session.eased,
                session.deload,
                exercises=tuple(exercises),
            )
        )


def _in_order(sessions: Iterable[Trained]) -> list[Trained]:
    """Oldest first, strength before mobility. Of like sessions on one day any order will do, as long as it does not depend on the
    order they were handed in."""
    found = sorted(sessions, key=lambda t: (t.on, not t.loaded))
    if len({(t.on, t.loaded) for t in found}) < len(found):
        found.sort(key=lambda t: (t.on, not t.loaded, repr(t)))
    return found


def _with(known: Earlier | None, row: LoggedSets) -> Earlier:
    """The summary of an exercise with one row more; rows come oldest first."""
    technique = row.coach_technique if row.coach_technique is not None else row.technique
    days: dict[date, int | None] = dict(known.on_plan) if known is not None else {}
    if not row.off_plan:
        before = days.get(row.on)
        days[row.on] = technique if before is None else before if technique is None else min(before, technique)
    newest = tuple(sorted(days.items(), key=lambda pair: pair[0], reverse=True)[:2])
    last = row.on if known is None else max(known.last_at_all, row.on)
    return Earlier(row.slug, last, newest)
