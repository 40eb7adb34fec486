"""A verdict in a coach's words: sentences of the rulebook with their placeholders filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING

from desktop.i18n import DAY_FIRST, day_order, in_a_row, later, number, tr, trn
from rules.verdicts import Reason, Standing, Take, Value
from rules.vocabulary import (
    Category,
    Equipment,
    Experience,
    Goal,
    Joint,
    Laterality,
    MobilityLevel,
    PainArea,
    Phase,
    Status,
    Unit,
)

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TakeLine:
    """One thing an exercise takes, in words: `what` names the exercise by its slug, `text` by its name. `group` numbers its
    gate. `standard` says what one day must show, `progress` how far it is ('1 of 3 qualifying days in the last 42 days'), `kind`
    what is asked for ('days', 'span', 'rating')."""

    what: str
    text: str
    have: Value | None
    want: Value
    met: bool
    group: int = 0
    standard: str = ""
    progress: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One rule in words: its sentence filled in, where it comes from and how sure it is."""

    rule: str
    text: str
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """What an exercise is, in words. `equipment` reads 'barbell or hex bar, squat rack'; `modification` is '' without one."""

    slug: str
    name: str
    category: Category
    equipment: str
    level: int
    cues: tuple[str, ...]
    modification: str
    unit: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a standing is what it is. `sentences[0]` belongs to the rule that decided, whose `rule`, `source` and `certainty`
    are given; `next_step` is empty for what is open. `opens_next` are the exercises that build on it."""

    rule: str
    sentences: tuple[str, ...]
    source: str
    certainty: str
    takes: tuple[TakeLine, ...]
    next_step: str
    opens_next: tuple[str, ...]


TAKES: Mapping[str, str] = {
    "days": later("qualifying days on {on}"),
    "span": later("days from the first to the last on {on}"),
    "rating": later("coach's rating of {on}"),
}
"""What each kind of take is called; `{on}` is the exercise it is about."""

PROGRESS: Mapping[str, str] = {
    "days": later("{have} of {want} qualifying days in the last {window_days} days"),
    "span": later("{have} of {want} days between the first and the last"),
    "rating": later("coach's rating {have} of 5; it takes {want}"),
}
"""How far each kind of take is."""

SPOKEN: Mapping[str, str] = {
    PainArea.ANKLE_FOOT: "ankle and foot",
    PainArea.CALF_ACHILLES: "calf and Achilles",
    PainArea.HIP_GROIN: "hip and groin",
    PainArea.WRIST_HAND: "wrist and hand",
    Equipment.BODYWEIGHT: "own body",
    Equipment.BOX: "box/step",
    Equipment.CABLE: "cable machine",
    Equipment.SLIDER: "sliders",
    Equipment.PULL_UP_BAR: "pull-up bar",
    Equipment.WEIGHT_VEST: "weight vest",
    Category.HIP_DOMINANT: "hip-dominant",
    Phase.RECOVERY_MOBILITY: "recovery, mobility only",
    Phase.RECOVERY_NONE: "recovery, rest",
    "today": "today",
    # what the planner's own facts say beside the vocabulary
    "squat": "squat",
    "everything in one session": "everything in one session",
    "mobility only": "mobility only",
    "endurance": "endurance",
    "lunge_endurance": "lunges for endurance",
}
"""Words that read badly as they are written or belong to no vocabulary; all others only lose their underscores."""

VOCABULARY: tuple[type[StrEnum], ...] = (
    Category,
    Equipment,
    Experience,
    Goal,
    Joint,
    MobilityLevel,
    PainArea,
    Phase,
    Unit,
)
"""Whose members sentences speak of."""
_KNOWN = frozenset((*SPOKEN, *(word.value for words in VOCABULARY for word in words)))

NAMES = frozenset({"race", "next_race"})
"""Facts that somebody typed: they are shown as they are."""


GATE_NUMBERS = (
    "technique",
    "sets",
    "amount",
    "rpe_max",
    "pain_max",
    "days_self",
    "days_coach",
    "span_days",
    "window_days",
)
"""The numbers of a gate that its sentence may speak of."""


class Words:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._gates: dict[str, dict[str, Value]] = {
            gate.id: {number: getattr(gate, number) for number in GATE_NUMBERS}
            for exercise in rulebook.exercises.values()
            for gate in exercise.gates
        }

    def reason(self, reason: Reason) -> str:
        """The rule's sentence with the facts it matched; the bare rule id where the rulebook has no sentence for it."""
        if reason.rule not in self._rulebook.rules:
            return reason.rule
        return self._say(reason.rule, {**self._gates.get(reason.rule, {}), **reason.facts})

    def facts(self, reason: Reason) -> dict[str, Value]:
        """What a rule matched, in words: exercises by name, equipment, areas and joints as they are said."""
        return self._spoken(reason.facts)

    def next_step(self, reason: Reason) -> str:
        rule = self._rulebook.rules.get(reason.rule)
        if rule is None or not rule.next_step:
            return ""
        return self._say(reason.rule, reason.facts, rule.next_step)

    def _say(self, rule: str, facts: Mapping[str, Value], text: str | None = None) -> str:
        template = tr(self._rulebook.rules[rule].sentence if text is None else text)
        return self._rulebook.say(rule, self._spoken(facts), template, _figure)

    def still_to_show(self, standing: Standing) -> str:
        """What is missing at a gate, as the next thing to do; empty where it is not a gate that keeps the exercise shut."""
        if standing.status not in (Status.LOCKED_PREREQ, Status.EXPIRED):
            return ""
        steps: dict[int, list[str]] = {}
        for take in standing.takes:
            if not take.met:
                steps.setdefault(take.group, []).append(self._step(take))
        sentences = [in_a_row(parts) for parts in steps.values()]
        return " ".join(f"{text[:1].upper()}{text[1:]}." for text in sentences)

    def _step(self, take: Take) -> str:
        missing = int(float(take.want)) - int(float(take.have or 0))
        match take.kind:
            case "days":
                name = self.name(take.slug)
                return trn(
                    "{n} more good day of {exercise}", "{n} more good days of {exercise}", missing, exercise=name
                )
            case "span":
                return trn(
                    "at least {n} day from the first good day to the last",
                    "at least {n} days from the first good day to the last",
                    int(float(take.want)),
                )
            case _:
                return tr(
                    "a coach's rating of {rating} or better of {exercise}",
                    rating=take.want,
                    exercise=self.name(take.slug),
                )

    def take(self, take: Take) -> TakeLine:
        what, text = TAKES[take.kind].format(on=take.slug), tr(TAKES[take.kind], on=self.name(take.slug))
        said = tr(PROGRESS[take.kind], **{**self._spoken(take.facts), "have": take.have or 0, "want": take.want})
        return TakeLine(what, text, take.have, take.want, take.met, take.group, self.standard(take), said, take.kind)

    def standard(self, take: Take, share: str = "") -> str:
        """What one day must show: 'Step-up: 2 x 10 per side at technique 3 or better, RPE 6 or less, pain 2 or less'. A `share`
        ('30 %') says the load as that much of body mass, in place of kilograms."""
        facts, exercise = take.facts, self._rulebook.exercises.get(take.slug)
        if exercise is None or "sets" not in facts:
            return self.name(take.slug)
        sided = exercise.laterality is Laterality.UNILATERAL or (
            exercise.laterality is Laterality.ALTERNATING and exercise.unit is not Unit.STEPS
        )
        amount = tr(_AMOUNT[exercise.unit], amount=number(float(facts["amount"])))
        dose = f"{facts['sets']} × {tr('{amount} per side', amount=amount) if sided else amount}"
        load = float(facts.get("load_kg", 0))
        if share:
            dose = tr("{dose} with {share} of body mass", dose=dose, share=share)
        elif load:
            dose = tr("{dose} with {load} kg in total", dose=dose, load=number(load))
        return tr(
            "{exercise}: {dose} at technique {technique} or better, RPE {rpe} or less, pain {pain} or less",
            exercise=self.name(take.slug),
            dose=dose,
            technique=facts["technique"],
            rpe=number(float(facts["rpe_max"])),
            pain=facts["pain_max"],
        )

    def sentence(self, reason: Reason) -> Sentence:
        rule = self._rulebook.rules.get(reason.rule)
        source, certainty = ("", "") if rule is None else (_said(rule.source), rule.certainty.value)
        return Sentence(reason.rule, self.reason(reason), source, certainty)

    def card(self, slug: str) -> ExerciseCard:
        exercise = self._rulebook.exercises[slug]
        groups = ("/".join(item for item in Equipment if item in group) for group in exercise.equipment)
        return ExerciseCard(
            slug,
            self.name(slug),
            exercise.category,
            self._listed(", ".join(groups)),
            exercise.level,
            tuple(tr(cue) for cue in exercise.cues),
            _said(exercise.modification),
            exercise.unit.value,
        )

    def explanation(self, standing: Standing) -> Explanation:
        rule = self._rulebook.rules.get(standing.rule)
        return Explanation(
            rule=standing.rule,
            sentences=tuple(self.reason(reason) for reason in standing.reasons),
            source="" if rule is None else _said(rule.source),
            certainty="" if rule is None else rule.certainty.value,
            takes=tuple(self.take(take) for take in standing.takes),
            next_step="" if standing.is_open else self.still_to_show(standing) or self.next_step(standing.reasons[0]),
            opens_next=self._rulebook.direct_above(standing.slug),
        )

    def name(self, slug: str) -> str:
        exercise = self._rulebook.exercises.get(slug)
        return slug if exercise is None else tr(exercise.name)

    def _spoken(self, facts: Mapping[str, Value]) -> dict[str, Value]:
        """Facts as they read in a sentence: exercises by name, words of the vocabulary without underscores."""
        return {key: value if key in NAMES else self._value(value) for key, value in facts.items()}

    def _value(self, value: Value) -> Value:
        if isinstance(value, str):
            return self._listed(value)
        return _figure(value)

    def _listed(self, text: str) -> str:
        """Words joined by a slash are alternatives, by a comma all are meant."""
        groups = ([self._word(word) for word in group.split("/")] for group in text.split(", "))
        return ", ".join(alternatives(dict.fromkeys(group)) for group in groups)

    def _word(self, word: str) -> str:
        if _DAY.fullmatch(word):
            return written_day(date.fromisoformat(word))
        if _DECIMAL.fullmatch(word):  # written down as a text, with a point
            return number(float(word))
        return self.name(word) if word in self._rulebook.exercises else spoken(word)


def written_day(day: date) -> str:
    """A day in a sentence, in the order of the reader's region: 9 Jan 2027, Jan 9, 2027. The month is a word, so that nobody takes
    it for the day."""
    form = _DAYS.get(day_order(), _DAYS[DAY_FIRST])
    return tr(form, day=day.day, month=tr(_MONTHS[day.month - 1]), year=day.year)


def alternatives(words: Iterable[str]) -> str:
    """Words of which any will do: 'barbell or hex bar or landmine'."""
    return reduce(lambda one, other: tr("{one} or {other}", one=one, other=other), words)


def _figure(value: Value) -> Value:
    return number(value) if isinstance(value, float) else value


def _said(text: str) -> str:
    """A text of the rulebook that may be missing."""
    return tr(text) if text else ""


def spoken(word: str) -> str:
    """A word of the vocabulary as it reads in a sentence, in the language in force; what is none is said as it is."""
    return tr(in_english(word)) if word in _KNOWN else in_english(word)


def in_english(word: str) -> str:
    if word in SPOKEN:
        return SPOKEN[word]
    return word.replace("_", " ").lower() if word in _PHASES else word.replace("_", " ")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"\d+\.\d+")
_DAYS: Mapping[str, str] = {
    DAY_FIRST: later("{day} {month} {year}"),
    "Mdy": later("{month} {day}, {year}"),
    "yMd": later("{year} {month} {day}"),
}
_MONTHS = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)
_AMOUNT: Mapping[Unit, str] = {
    Unit.REPS: "{amount}",
    Unit.SECONDS: later("{amount} s"),
    Unit.METRES: later("{amount} m"),
    Unit.STEPS: later("{amount} steps"),
}
_PHASES = frozenset(phase.value for phase in Phase)
