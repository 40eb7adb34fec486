"""Athletes and everything their profile holds: kits, key runs, screens, pain, injuries, declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as change
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from desktop.i18n import tr, trn
from desktop.services import factual
from desktop.services import limits as check
from desktop.services.changes import About, put, take
from desktop.services.condition import Condition, condition
from desktop.services.desk import Desk
from desktop.services.outcome import MANY_SETS, Cancelled, Progress, Receipt, Refused, Topic
from desktop.services.several import several
from models import records
from rules import facts
from rules.ages import age_on
from rules.vocabulary import Equipment

if TYPE_CHECKING:
    from models.store import Store

PROFILE = frozenset({Topic.ATHLETES})
_ALL = frozenset({Topic.EVERYTHING})

PRESETS: Mapping[str, frozenset[Equipment]] = MappingProxyType(
    {
        "none": frozenset[Equipment](),
        "home": frozenset({Equipment.DUMBBELLS, Equipment.BENCH}),
        "gym": frozenset(Equipment) - {Equipment.BODYWEIGHT},
    }
)
"""Quick choices of equipment; the key is what the place is called, too."""


MANY_ATHLETES: Final = 8
"""Whose equipment is written in one go within the time a window may stand still."""


@dataclass(frozen=True)
class Refit:
    """The equipment of one place `before` and `after` a change; None where the place was not there."""

    before: records.Kit | None
    after: records.Kit | None


class Athletes:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store

    # --- reading

    def roster(self, archived: bool = False) -> tuple[records.Athlete, ...]:
        """Athletes by name; the archived ones too if asked."""
        return self._store.athletes.all(archived)

    def find(self, text: str) -> records.Athlete:
        """The athlete with that id, that very name, or that unambiguous part of the name. Refused when none or several."""
        people = self.roster(archived=True)
        wanted = text.strip().casefold()
        for matches in (
            [a for a in people if a.id == text.strip()],
            [a for a in people if a.name.casefold() == wanted],
            [a for a in people if wanted and wanted in a.name.casefold()],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                names = ", ".join(f"{a.name} ({a.id})" for a in matches[:8])
                said = tr(
                    "'{text}' fits several athletes: {names}. Say more of the name, or give the id.",
                    text=text,
                    names=names,
                )
                raise Refused("athlete", said)
        raise Refused("athlete", tr("No athlete is called '{text}'.", text=text))

    def dossier(self, athlete_id: str) -> records.Dossier:
        """Everything of one athlete but the sessions. Refused when the athlete is not there."""
        if self._store.athletes.get(athlete_id) is None:
            raise Refused("athlete", tr("This athlete is not there any more."))
        return self._desk.dossier(athlete_id)

    def facts(self, athlete_id: str, on: date | None = None) -> facts.Athlete:
        """The athlete as the rules see them on that day (today if not given)."""
        return factual.athlete(self.dossier(athlete_id), on or self._desk.clock(), self._desk.judge.rulebook)

    # --- the athlete

    def save(self, athlete: records.Athlete) -> Receipt:
        """Add or change. Refused: no name, a birth date in the future or before 1900, figures out of range."""
        today = self._desk.clock()
        check.named("name", athlete.name, tr("The name"), 120)
        check.not_future("birth_date", athlete.birth_date, today, tr("The birth date"))
        check.within("body_mass_kg", athlete.body_mass_kg, 20, 300, tr("Body mass"), "kg")
        check.whole("session_minutes", athlete.session_minutes, 15, 240, tr("The longest session in minutes"))
        check.whole("max_sessions", athlete.max_sessions, 0, 2, tr("Sessions a week"))
        check.weekdays("available_days", athlete.available_days)
        check.not_future("guardian_consent_on", athlete.guardian_consent_on, today, tr("The guardian's consent"))
        check.short("notes", athlete.notes, tr("The note"), 20_000)
        known = self._store.athletes.get(athlete.id) is not None
        what = tr("the profile of {name}", name=athlete.name) if known else athlete.name
        return put(self._desk, self._store.athletes, athlete, About(what, PROFILE, athlete.id))

    def add(self, athlete: records.Athlete, equipment: frozenset[Equipment] = frozenset(), place: str = "") -> Receipt:
        """Add an athlete, with equipment in one place if any, as one step."""
        actions = [partial(self.save, athlete)]
        if equipment:
            kit = records.Kit(records.new_id(), athlete.id, place or "Home", equipment)
            actions.append(partial(self.save_kit, kit))
        name = athlete.name.strip()
        return several(self._desk, tr("Added {what}", what=name), actions, athlete.id, tr("Removed {what}", what=name))

    def equip(
        self, athlete_ids: Sequence[str], equipment: frozenset[Equipment], place: str, replace: bool = False
    ) -> Receipt:
        """Give several athletes this equipment in the place of that name, as one step: added to what they have there, or
        in its stead with `replace`. A place that is not there yet is made."""
        self.check_place(place)
        return self.equipped(self.hand_out(athlete_ids, equipment, place, replace), place)

    def check_place(self, place: str) -> None:
        """Refused where a place cannot be called so."""
        check.named("name", place, tr("The name of the place"), 80)

    def hand_out(
        self,
        athlete_ids: Sequence[str],
        equipment: frozenset[Equipment],
        place: str,
        replace: bool,
        progress: Progress | None = None,
    ) -> tuple[Refit, ...]:
        """What `equip` does, for all or none, and what it changed (see `equipped`). A squad takes a while: a window does this in
        another thread. Raises Cancelled when the progress says so; nothing is changed then."""
        refits: list[Refit] = []
        with self._store.writing():
            for number, owner in enumerate(athlete_ids):
                if progress is not None and not progress(number, len(athlete_ids)):
                    raise Cancelled
                before = self._kit_called(owner, place)
                after = self._equipped(owner, before, equipment, place, replace)
                self.save_kit(after)
                refits.append(Refit(before, after))
        return tuple(refits)

    def equipped(self, refits: Sequence[Refit], place: str) -> Receipt:
        """The receipt of a `hand_out`, whose undo puts every place back as it was."""
        count = len(refits)
        text = trn(
            "Set the equipment '{place}' of {n} athlete",
            "Set the equipment '{place}' of {n} athletes",
            count,
            place=place,
        )
        back = trn("Took back the equipment of {n} athlete", "Took back the equipment of {n} athletes", count)
        return self._refitted(tuple(refits), text, back)

    def _refitted(self, refits: tuple[Refit, ...], text: str, back: str) -> Receipt:
        def undo() -> Receipt:
            return self._refitted(self.refit(refits), back, text)

        def aside(desk: Desk, progress: Progress) -> Callable[[], Receipt]:
            turned = Athletes(desk).refit(refits, progress)
            return lambda: self._refitted(turned, back, text)

        return Receipt(text, undo, PROFILE, None, aside if len(refits) >= MANY_ATHLETES else None)

    def refit(self, refits: Sequence[Refit], progress: Progress | None = None) -> tuple[Refit, ...]:
        """Puts places back as they were before, all or none; the way back from there."""
        turned = tuple(Refit(refit.after, refit.before) for refit in reversed(refits))
        with self._store.writing():
            for number, refit in enumerate(turned):
                if progress is not None and not progress(number, len(turned)):
                    raise Cancelled
                if refit.after is not None:
                    self._there(refit.after.athlete_id)
                    self._store.kits.save(refit.after)
                elif refit.before is not None:
                    self.remove_kit(refit.before.id)
        return turned

    def _kit_called(self, owner: str, place: str) -> records.Kit | None:
        wanted = place.strip().casefold()
        return next((kit for kit in self._store.kits.of(owner) if kit.name.strip().casefold() == wanted), None)

    @staticmethod
    def _equipped(
        owner: str, there: records.Kit | None, equipment: frozenset[Equipment], place: str, replace: bool
    ) -> records.Kit:
        if there is None:
            return records.Kit(records.new_id(), owner, place.strip(), equipment)
        return change(there, equipment=equipment if replace else there.equipment | equipment)

    def remove(self, athlete_id: str) -> Receipt:
        """Take the athlete out with everything; the undo puts every record back with its id."""
        return self.removed(self.take_out((athlete_id,)))

    def take_out(self, athlete_ids: Sequence[str], progress: Progress | None = None) -> tuple[records.Removed, ...]:
        """Take athletes out with everything, all or none, and hand back what it was (see `removed`). Years of sets take a
        while: a window does this in another thread. Raises Cancelled when the progress says so; nobody is removed then."""
        taken: list[records.Removed] = []
        with self._store.writing():
            for number, athlete_id in enumerate(athlete_ids):
                if progress is not None and not progress(number, len(athlete_ids)):
                    raise Cancelled
                self._there(athlete_id)
                taken.append(self._store.athletes.remove(athlete_id))
        return tuple(taken)

    def removed(self, taken: Sequence[records.Removed], text: str = "") -> Receipt:
        """The receipt of a `take_out`, whose undo puts every record back with its id."""
        people = [one.dossier.athlete for one in taken]
        who = people[0].name if len(people) == 1 else trn("{n} athlete", "{n} athletes", len(people))
        owner = people[0].id if len(people) == 1 else None

        ids = [one.id for one in people]

        def written(store: Store, progress: Progress | None = None) -> None:
            with store.writing():
                for number, one in enumerate(taken):
                    if progress is not None and not progress(number, len(taken)):
                        raise Cancelled
                    store.athletes.put_back(one)

        def again(desk: Desk, progress: Progress) -> Callable[[], Receipt]:
            taken = Athletes(desk).take_out(ids, progress)
            return lambda: self.removed(taken, text)

        def back() -> Receipt:
            said = tr("Put back {who}", who=who)
            redo = again if many else None
            return Receipt(said, lambda: self.removed(self.take_out(ids), text), _ALL, owner, redo)

        def put_back() -> Receipt:
            written(self._store)
            return back()

        def aside(desk: Desk, progress: Progress) -> Callable[[], Receipt]:
            written(desk.store, progress)
            return back

        many = sum(len(session.sets) for one in taken for session in one.sessions) >= MANY_SETS
        said = text or tr("Removed {who} with all sessions and races", who=who)
        return Receipt(said, put_back, _ALL, owner, aside if many else None)

    def condition(self, athlete_id: str, on: date | None = None) -> Condition:
        """Levels, pain, injuries and screens on that day (today if not given)."""
        return condition(self.dossier(athlete_id), on or self._desk.clock(), self._desk.judge.rulebook)

    # --- what belongs to the profile

    def save_kit(self, kit: records.Kit) -> Receipt:
        check.named("name", kit.name, tr("The name of the place"), 80)
        for field, masses in (
            ("plates_kg", kit.plates_kg),
            ("dumbbells_kg", kit.dumbbells_kg),
            ("kettlebells_kg", kit.kettlebells_kg),
        ):
            for mass in masses:
                check.within(field, mass, 0.1, 100, tr("Each mass"), "kg")
        check.within("bar_kg", kit.bar_kg, 1, 50, tr("The bar"), "kg")
        check.weekdays("days", kit.days)
        self._there(kit.athlete_id)
        return put(
            self._desk,
            self._store.kits,
            kit,
            About(tr("the equipment '{place}'", place=kit.name), PROFILE, kit.athlete_id),
        )

    def remove_kit(self, kit_id: str) -> Receipt:
        kit = self._store.kits.get(kit_id)
        owner = kit.athlete_id if kit else None
        return take(self._desk, self._store.kits, kit_id, About(tr("the equipment"), PROFILE, owner))

    def save_key_run(self, run: records.KeyRun) -> Receipt:
        check.weekdays("weekday", (run.weekday,))
        check.whole("minutes", run.minutes, 1, 1440, tr("The minutes"))
        check.whole("descent_m", run.descent_m, 0, 15_000, tr("The descent in metres"))
        self._there(run.athlete_id)
        return put(self._desk, self._store.key_runs, run, About(tr("the key run"), PROFILE, run.athlete_id))

    def remove_key_run(self, run_id: str) -> Receipt:
        run = self._store.key_runs.get(run_id)
        return take(self._desk, self._store.key_runs, run_id, About(tr("the key run"), PROFILE, run and run.athlete_id))

    def save_mobility(self, screen: records.MobilityScreen) -> Receipt:
        check.not_future("on", screen.on, self._desk.clock(), tr("The day of the mobility screen"))
        check.within("ankle_left_cm", screen.ankle_left_cm, 0, 40, tr("The left ankle's distance"), "cm")
        check.within("ankle_right_cm", screen.ankle_right_cm, 0, 40, tr("The right ankle's distance"), "cm")
        self._there(screen.athlete_id)
        return put(
            self._desk, self._store.mobility, screen, About(tr("the mobility screen"), PROFILE, screen.athlete_id)
        )

    def remove_mobility(self, screen_id: str) -> Receipt:
        screen = self._store.mobility.get(screen_id)
        about = About(tr("the mobility screen"), PROFILE, screen and screen.athlete_id)
        return take(self._desk, self._store.mobility, screen_id, about)

    def save_pain(self, report: records.PainReport) -> Receipt:
        check.not_future("on", report.on, self._desk.clock(), tr("The day of the pain report"))
        check.whole("score", report.score, 0, 10, tr("Pain"))
        check.short("notes", report.notes, tr("The note"), 20_000)
        self._there(report.athlete_id)
        return put(self._desk, self._store.pains, report, About(tr("the pain report"), PROFILE, report.athlete_id))

    def remove_pain(self, report_id: str) -> Receipt:
        report = self._store.pains.get(report_id)
        return take(
            self._desk,
            self._store.pains,
            report_id,
            About(tr("the pain report"), PROFILE, report and report.athlete_id),
        )

    def save_injury(self, flag: records.InjuryFlag) -> Receipt:
        check.not_future("since", flag.since, self._desk.clock(), tr("The day of the injury"))
        check.not_future("cleared_on", flag.cleared_on, self._desk.clock(), tr("The day it was cleared"))
        if flag.cleared_on is not None and flag.cleared_on < flag.since:
            raise Refused("cleared_on", tr("An injury cannot be cleared before it began."))
        check.short("notes", flag.notes, tr("The note"), 20_000)
        self._there(flag.athlete_id)
        return put(self._desk, self._store.injuries, flag, About(tr("the injury flag"), PROFILE, flag.athlete_id))

    def remove_injury(self, flag_id: str) -> Receipt:
        flag = self._store.injuries.get(flag_id)
        return take(
            self._desk, self._store.injuries, flag_id, About(tr("the injury flag"), PROFILE, flag and flag.athlete_id)
        )

    def save_readiness(self, screen: records.ReadinessScreen) -> Receipt:
        check.not_future("on", screen.on, self._desk.clock(), tr("The day of the readiness screen"))
        check.not_future(
            "cleared_on", screen.cleared_on, self._desk.clock(), tr("The day of the health professional's word")
        )
        if not screen.yes <= frozenset(range(1, 11)):
            raise Refused("yes", tr("The questions are numbered 1 to 10."))
        if screen.cleared_on is not None and screen.cleared_on < screen.on:
            raise Refused("cleared_on", tr("The health professional's word cannot be older than the screen."))
        self._there(screen.athlete_id)
        return put(
            self._desk, self._store.readiness, screen, About(tr("the readiness screen"), PROFILE, screen.athlete_id)
        )

    def remove_readiness(self, screen_id: str) -> Receipt:
        screen = self._store.readiness.get(screen_id)
        about = About(tr("the readiness screen"), PROFILE, screen and screen.athlete_id)
        return take(self._desk, self._store.readiness, screen_id, about)

    def save_declaration(self, declaration: records.Declaration) -> Receipt:
        """Refused under 18, where the birth date is missing, without 24 months of lifting, or for an unknown exercise."""
        athlete = self._there(declaration.athlete_id)
        check.not_future("on", declaration.on, self._desk.clock(), tr("The day of the declaration"))
        check.within("load", declaration.load, 0, 1000, tr("The declared load"), "kg")
        rulebook = self._desk.judge.rulebook
        exercise, takes = rulebook.exercises.get(declaration.exercise), rulebook.numbers["declaration"]
        if exercise is None:
            raise Refused("exercise", check.no_exercise(declaration.exercise))
        age = age_on(athlete.birth_date, declaration.on)
        if age is None or age < takes["adult_age"]:
            words = tr(
                "Only an adult ({age} or older, birth date known) may declare an exercise.", age=takes["adult_age"]
            )
            raise Refused("on", words)
        if athlete.experience != takes["experience"]:
            raise Refused(
                "exercise",
                tr("A declaration takes at least 24 months of lifting: set the experience in the profile first."),
            )
        about = About(
            tr("the declaration of {exercise}", exercise=tr(exercise.name)), PROFILE | {Topic.ASSESSMENTS}, athlete.id
        )
        return put(self._desk, self._store.declarations, declaration, about)

    def remove_declaration(self, declaration_id: str) -> Receipt:
        declaration = self._store.declarations.get(declaration_id)
        owner = declaration.athlete_id if declaration else None
        about = About(tr("the declaration"), PROFILE | {Topic.ASSESSMENTS}, owner)
        return take(self._desk, self._store.declarations, declaration_id, about)

    def _there(self, athlete_id: str) -> records.Athlete:
        athlete = self._store.athletes.get(athlete_id)
        if athlete is None:
            raise Refused("athlete", tr("This athlete is not there any more."))
        return athlete
