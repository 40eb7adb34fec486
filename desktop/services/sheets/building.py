"""A planned session or week as the words of a sheet of paper, for readers who have never seen the app.

Nothing is decided here: what the plan says is put into sentences, one `Task` an exercise. Whoever paints the sheet finds every
text ready, and may leave out whole texts (`cues`, `whys`, `easier`, `left_out`) where the page is too small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from desktop.i18n import later, number, tr, trn
from desktop.services.rests import rest_after
from desktop.services.sheets.loads import Stock, lead_in, load_heading, load_words
from desktop.services.sheets.parts import DayBlock, SessionSheet, Task, WeekSheet
from desktop.services.sheets.words import TEMPLATES, WEEKDAYS, WEEKDAYS_SHORT, guide, in_words, seconds, sided
from desktop.services.words import Words, spoken, written_day
from models.records import Dossier, KeyRunKind
from rules.ages import age_on
from rules.facts import Athlete
from rules.verdicts import LeftOut, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Equipment, Joint, MobilityLevel, RaceStatus, Role, Template, Unit

if TYPE_CHECKING:
    from rules.rulebook import Exercise, Rulebook

PROJECTED: Final = later("Planned ahead: it supposes that every session before goes as written.")
_RUNS: Final = {
    KeyRunKind.LONG: later("Long run"),
    KeyRunKind.INTERVALS: later("Intervals"),
    KeyRunKind.TEMPO: later("Tempo"),
}
_AFTER_WARM: Final = {
    (True, True): later("Then the drills and the lighter sets before a heavy lift."),
    (True, False): later("Then the drills."),
    (False, True): later("Then the lighter sets before a heavy lift."),
    (False, False): "",
}
"""After the easy movement, by whether there are drills and lighter sets."""
_UNSAFE: Final = frozenset('<>:"/\\|?*')
_LONGEST_NAME: Final = 80
_TAKES_PLACE: Final = frozenset({RaceStatus.PLANNED, RaceStatus.FINISHED, RaceStatus.DNF})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a sheet is for. `bars` are the empty bars by place, in kilograms, `kits` what is there to train with; `runs` the key
    runs by ISO weekday and `races` by day, in words. `pounds`: masses are shown in lb."""

    name: str
    age: int | None = None
    mobility: Mapping[Joint, MobilityLevel] = field(default_factory=dict[Joint, MobilityLevel])
    bars: Mapping[str, float] = field(default_factory=dict[str, float])
    kits: Mapping[str, frozenset[Equipment]] = field(default_factory=dict[str, frozenset[Equipment]])
    runs: Mapping[int, str] = field(default_factory=dict[int, str])
    races: Mapping[date, str] = field(default_factory=dict[date, str])
    pounds: bool = False


def reader(dossier: Dossier, athlete: Athlete, on: date, pounds: bool = False) -> Reader:
    """Whom to print for, from what is known of the athlete on that day."""
    runs: dict[int, str] = {}
    for run in dossier.key_runs:
        kind = tr(_RUNS[run.kind])
        said = tr("{run} {n}\u00a0min", run=kind, n=number(run.minutes)) if run.minutes else kind
        runs[run.weekday] = f"{runs[run.weekday]}, {said}" if run.weekday in runs else said
    return Reader(
        name=dossier.athlete.name,
        age=age_on(dossier.athlete.birth_date, on),
        mobility=athlete.mobility,
        bars={kit.name: kit.bar_kg for kit in dossier.kits if kit.bar_kg is not None},
        kits={kit.name: kit.equipment for kit in dossier.kits},
        runs=runs,
        races={race.on: race.name or tr("Race") for race in dossier.races if race.status in _TAKES_PLACE},
        pounds=pounds,
    )


def file_name(*parts: str) -> str:
    """'Maya Torres – A – 2027-01-12': what every system takes as a file's name."""
    clean = ("".join(" " if c in _UNSAFE or not c.isprintable() else c for c in part) for part in parts)
    return " – ".join(" ".join(part.split())[:_LONGEST_NAME].strip(". ") or "session" for part in clean)


class Sheets:
    """Turns plans into sheets, in the words of one rulebook."""

    def __init__(self, words: Words, rulebook: Rulebook) -> None:
        self._words = words
        self._rulebook = rulebook

    def session(self, who: Reader, planned: PlannedSession) -> SessionSheet:
        warm = (
            ()
            if planned.template is Template.MICRO
            else tuple(item for item in planned.items if item.role is Role.WARMUP)
        )
        main = tuple(item for item in planned.items if item not in warm)
        marks, partners = _in_turns(main)
        letter, title = TEMPLATES[planned.template]
        return SessionSheet(
            who=who.name,
            letter=letter,
            title=tr(title),
            phase=in_words(spoken(planned.phase)),
            on=planned.on,
            day=f"{tr(WEEKDAYS[planned.on.weekday()])} {written_day(planned.on)}",
            place=planned.place,
            minutes=trn("about {n}\u00a0minute", "about {n}\u00a0minutes", planned.minutes),
            remarks=_remarks(planned),
            whys=self._sentences(planned.reasons),
            left_out=self._left_out(planned.left_out),
            warm_up=self._warm_up(who, planned, warm),
            warm_up_tasks=tuple(self._task(who, planned, item) for item in warm),
            tasks=tuple(
                self._task(who, planned, item, mark, partner)
                for item, mark, partner in zip(main, marks, partners, strict=True)
            ),
            guide=guide(self._rulebook),
            file_name=file_name(who.name, planned.template.value, planned.on.isoformat()),
        )

    def week(self, who: Reader, week: PlannedWeek) -> WeekSheet:
        sessions = tuple(sorted(week.sessions, key=lambda session: session.on))
        remarks = (tr(PROJECTED),) if week.projected else ()
        return WeekSheet(
            who=who.name,
            title=tr("Week of {day}", day=written_day(week.monday)),
            phase=in_words(spoken(week.phase)),
            remarks=remarks,
            days=tuple(_day(who, week.monday + timedelta(days=offset), sessions) for offset in range(7)),
            sessions=tuple(self.session(who, session) for session in sessions),
            left_out=self._left_out(week.left_out),
            opens=tuple(
                tr("{name} ({day})", name=self._words.name(opening.slug), day=written_day(opening.on))
                for opening in week.opens
            ),
            guide=guide(self._rulebook),
            file_name=file_name(who.name, "week", week.monday.isoformat()),
        )

    # --- one exercise

    def _task(
        self,
        who: Reader,
        planned: PlannedSession,
        item: PlannedItem,
        mark: str = "",
        partner: str = "",
    ) -> Task:
        exercise = self._rulebook.exercises[item.slug]
        empty = who.bars.get(planned.place, float(self._rulebook.numbers["hand_load"]["bar_kg"]))
        load, bar = load_words(exercise, item, Stock(who.pounds, empty, who.kits.get(planned.place, frozenset())))
        modified = _modified(who, exercise)
        modification = in_words(tr(exercise.modification)) if exercise.modification else ""
        return Task(
            mark=mark,
            name=self._words.name(item.slug),
            dose=_dose(exercise, item),
            load=load,
            bar=bar,
            effort=_effort(item),
            rest=self._rest(item),
            pairing=tr("in turns with {mark}", mark=partner) if partner else "",
            lead_in=lead_in(self._rulebook, who.pounds, item),
            notes=self._notes(item),
            cues=tuple(tr(cue) for cue in exercise.cues),
            version=modification if modified else "",
            easier="" if modified else modification,
            whys=self._sentences(item.reasons),
            sets=item.sets,
            columns=(load_heading(who.pounds, item), _amount_heading(exercise), tr("RPE")),
        )

    def _rest(self, item: PlannedItem) -> str:
        """In steps a reader can time without a stopwatch."""
        if item.sets < 2:
            return ""
        rest = 5 * ceil(rest_after(self._rulebook, item.slug, item.pct, item.paired) / 5)
        return tr("rest {time}", time=seconds(rest))

    def _notes(self, item: PlannedItem) -> tuple[str, ...]:
        rpe = number(self._rulebook.numbers["transfer"]["intro_rpe"])
        notes = (
            (item.introductory, tr("New to you: get to know it, RPE {rpe} or less.", rpe=rpe)),
            (item.trial, tr("On trial: it counts only if every repetition is clean.")),
        )
        return tuple(text for applies, text in notes if applies)

    def _warm_up(self, who: Reader, planned: PlannedSession, drills: Sequence[PlannedItem]) -> str:
        if planned.template is Template.MICRO:
            return tr("Two minutes of easy walking first. Nothing here may hurt or tire you.")
        numbers = self._rulebook.numbers["duration"]
        extra = max(
            (x["seconds"] for x in numbers["warmup_extra"] if who.age is not None and who.age >= x["from_age"]),
            default=0,
        )
        total, added = ceil((numbers["warmup"] + extra) / 60), ceil(extra / 60)
        lighter = any(lead_in(self._rulebook, who.pounds, item) for item in planned.items)
        said = tr(
            "{total} minutes in all. First {low} to {high} minutes of easy movement: brisk walking, gentle jogging or "
            "cycling, until you are warm and breathe deeper.",
            total=total,
            low=3 + added,
            high=4 + added,
        )
        then = _AFTER_WARM[bool(drills), lighter]
        return f"{said} {tr(then)}" if then else said

    # --- sentences

    def _sentences(self, reasons: Sequence[Reason]) -> tuple[str, ...]:
        """The rules' sentences, each once; a rule without one has nothing to say on paper."""
        known = (reason for reason in reasons if reason.rule in self._rulebook.rules)
        return tuple(dict.fromkeys(self._words.reason(reason) for reason in known))

    def _left_out(self, left_out: Sequence[LeftOut]) -> tuple[str, ...]:
        said: list[str] = []
        for one in left_out:
            what = self._words.name(one.slug) if one.slug else in_words(spoken(one.category)) if one.category else ""
            why = " ".join(self._sentences((one.reason,)))
            named = not what or what.casefold() in why.casefold()
            said.append(why if named and why else tr("{name}: {why}", name=what, why=why) if why else what)
        return tuple(dict.fromkeys(text for text in said if text))


def _remarks(planned: PlannedSession) -> tuple[str, ...]:
    remarks = (
        (planned.deload, tr("A lighter week on purpose: leave it light.")),
        (planned.eased and not planned.deload, tr("Made lighter on purpose: leave it light.")),
        (planned.slot != planned.on, tr("Moved from {day}.", day=written_day(planned.slot))),
        (planned.projected, tr(PROJECTED)),
    )
    return tuple(text for applies, text in remarks if applies)


def _day(who: Reader, on: date, sessions: Sequence[PlannedSession]) -> DayBlock:
    here = [session for session in sessions if session.on == on]
    entries = [
        tr("{letter} · {title}, {n}\u00a0min", letter=letter, title=tr(title), n=session.minutes)
        for session in here
        for letter, title in (TEMPLATES[session.template],)
    ]
    race = [tr("Race: {name}", name=who.races[on])] if on in who.races else []
    run = [who.runs[on.isoweekday()]] if on.isoweekday() in who.runs else []
    return DayBlock(f"{tr(WEEKDAYS_SHORT[on.weekday()])} {on.day}", (*race, *entries, *run), bool(here))


def _in_turns(items: Sequence[PlannedItem]) -> tuple[list[str], list[str]]:
    """The number of each exercise, '3a' and '3b' for two done in turns, and that of its partner ('' for none)."""
    marks: list[str] = []
    partners: list[str] = []
    while len(marks) < len(items):
        here, count = len(marks), len({mark.rstrip("ab") for mark in marks}) + 1
        if items[here].paired and here + 1 < len(items) and items[here + 1].paired:
            marks += [f"{count}a", f"{count}b"]
            partners += [f"{count}b", f"{count}a"]
        else:
            marks.append(str(count))
            partners.append("")
    return marks, partners


def _modified(who: Reader, exercise: Exercise) -> bool:
    """Whether a joint of this reader is stiff enough that the exercise is done in its modified way."""
    levels = list(MobilityLevel)
    return any(
        levels.index(who.mobility.get(joint, MobilityLevel.OK)) >= levels.index(level)
        for joint, level in exercise.mobility_modify
    )


def _dose(exercise: Exercise, item: PlannedItem) -> str:
    """'3 sets × 8 repetitions each side', which does not break within what belongs together."""
    sets = trn("{n} set", "{n} sets", item.sets)
    return f"{sets} × {_amount(exercise, item.amount)}".replace(" ", "\u00a0", 3)


def _amount(exercise: Exercise, amount: float) -> str:
    count, each = ceil(amount), sided(exercise)  # an amount need not be whole, what goes with a form has to be
    match exercise.unit:
        case Unit.SECONDS:
            text = trn("{amount}\u00a0second", "{amount}\u00a0seconds", count, amount=number(amount))
        case Unit.STEPS:
            text = trn("{amount}\u00a0step", "{amount}\u00a0steps", count, amount=number(amount))
        case Unit.METRES:
            text = trn("{amount}\u00a0metre", "{amount}\u00a0metres", count, amount=number(amount))
        case _:
            text = trn("{amount}\u00a0repetition", "{amount}\u00a0repetitions", count, amount=number(amount))
    if each:
        return tr("{amount} each side", amount=text)
    return tr("{amount} in all", amount=text) if exercise.unit in (Unit.STEPS, Unit.METRES) else text


_HEADINGS: Final = {
    Unit.REPS: (later("reps"), later("reps/side")),
    Unit.SECONDS: (later("seconds"), later("sec./side")),
    Unit.STEPS: (later("steps"), later("steps/side")),
    Unit.METRES: (later("metres"), later("m/side")),
}
"""What is written into the boxes: in all, and for each side."""


def _amount_heading(exercise: Exercise) -> str:
    return tr(_HEADINGS[exercise.unit][sided(exercise)])


def _effort(item: PlannedItem) -> str:
    if item.rir is None:
        return tr("easy, never into pain")
    if item.unit is Unit.REPS:
        return trn("stop with {n} repetition in reserve", "stop with {n} repetitions in reserve", item.rir)
    return tr("effort {rpe} of 10 at most", rpe=10 - item.rir)
