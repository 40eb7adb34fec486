"""The library: every exercise and every rule in words, for reading. Nothing here is about one athlete."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, Final

from desktop.i18n import language, later, number, tr
from desktop.services import rule_words
from desktop.services.phase_words import phase_word
from desktop.services.rule_figures import RACES, Figure, Figures, category, gate_figures, share
from desktop.services.sheets.words import sided
from rules.verdicts import Reason
from rules.vocabulary import Category, Certainty, Equipment, Laterality, LoadType, Phase, RaceClass, Role, Unit

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.words import Words
    from rules.conditions import Condition, Value
    from rules.rulebook import Exercise, Gate, Option, Rule, Rulebook

SUBJECTS: Final[Mapping[str, str]] = {
    "opening": later("How an exercise opens"),
    "gates": later("What each exercise takes"),
    "standing": later("Open, locked or on hold"),
    "season": later("Races and phases"),
    "limits": later("Limits of age, experience and goal"),
    "loads": later("The next load"),
    "days": later("Days with and without a session"),
    "choice": later("What is passed over"),
    "sessions": later("What a session is made of"),
    "lighter": later("Lighter and shorter sessions"),
    "attention": later("What a coach should look at"),
}
"""What rules are about, in the order in which they are shown."""

_SUBJECT_OF: Final[Mapping[str, str]] = {
    "template": "opening",
    "evidence": "opening",
    "gate": "gates",
    "standing": "standing",
    "phase": "season",
    "season": "season",
    "limit": "limits",
    "progression": "loads",
    "hinge": "loads",
    "day": "days",
    "pass": "choice",
    "session": "sessions",
    "planner": "sessions",
    "log": "sessions",
    "ease": "lighter",
    "shorten": "lighter",
    "attention": "attention",
}
"""The subject of a rule by the first word of its id."""

_ROLES: Final[Mapping[Role, str]] = {
    Role.MAIN: later("Main exercise"),
    Role.ACCESSORY: later("Accessory"),
    Role.WARMUP: later("Warm-up"),
}
_LOADS: Final[Mapping[LoadType, str]] = {
    LoadType.BODYWEIGHT: later("Own body weight, no load"),
    LoadType.TOTAL_KG: later("The whole load, bar included"),
    LoadType.PER_HAND_KG: later("The load of each hand"),
    LoadType.SINGLE_KG: later("One weight"),
    LoadType.PLATES_KG: later("The plates alone"),
    LoadType.STACK_KG: later("The weight stack"),
    LoadType.BAND_LEVEL: later("The strength of the band"),
}
_COUNTS: Final[Mapping[tuple[Unit, bool], str]] = {
    (Unit.REPS, False): later("Repetitions"),
    (Unit.REPS, True): later("Repetitions, each side"),
    (Unit.SECONDS, False): later("Seconds"),
    (Unit.SECONDS, True): later("Seconds, each side"),
    (Unit.STEPS, False): later("Steps in all"),
    (Unit.STEPS, True): later("Steps, each side"),
    (Unit.METRES, False): later("Metres in all"),
    (Unit.METRES, True): later("Metres, each side"),
}
_DOSES: Final[Mapping[tuple[Unit, bool], str]] = {
    (Unit.REPS, False): later("{sets} × {amount}"),
    (Unit.REPS, True): later("{sets} × {amount} each side"),
    (Unit.SECONDS, False): later("{sets} × {amount} s"),
    (Unit.SECONDS, True): later("{sets} × {amount} s each side"),
    (Unit.STEPS, False): later("{sets} × {amount} steps"),
    (Unit.STEPS, True): later("{sets} × {amount} steps each side"),
    (Unit.METRES, False): later("{sets} × {amount} m"),
    (Unit.METRES, True): later("{sets} × {amount} m each side"),
}
_MUSCLES: Final[Mapping[str, str]] = {
    "adductors": later("adductors"),
    "ankle_dorsiflexion": later("ankle bend"),
    "calves": later("calves"),
    "erector_spinae": later("back extensors"),
    "foot_intrinsics": later("small muscles of the foot"),
    "gluteus_maximus": later("gluteus maximus"),
    "gluteus_medius": later("gluteus medius"),
    "gluteus_minimus": later("gluteus minimus"),
    "grip": later("grip"),
    "hamstrings": later("hamstrings"),
    "hip_extension": later("hip extension"),
    "hip_flexion": later("hip flexion"),
    "hip_flexors": later("hip flexors"),
    "hip_rotation": later("hip rotation"),
    "knee_flexion": later("knee bend"),
    "latissimus_dorsi": later("latissimus dorsi"),
    "obliques": later("obliques"),
    "quadratus_lumborum": later("quadratus lumborum"),
    "quadriceps": later("quadriceps"),
    "rectus_abdominis": later("rectus abdominis"),
    "shoulder_stabilisers": later("shoulder stabilisers"),
    "thoracic_rotation": later("rotation of the upper back"),
    "transversus_abdominis": later("transversus abdominis"),
    "trunk": later("trunk"),
    "upper_back": later("upper back"),
}
"""What coaches call the muscles and movements of the catalogue; one that is not here is said as it is written."""

_ACCENTS: Final = re.compile("[\u0300-\u036f]")  # accents that stand beside their letter after decomposing
_ABSENT: Final = "–"  # what the rulebook writes for a fact it was not given


def folded(text: str) -> str:
    """A text as it is searched: without case and accents ('Élan' is found by 'elan')."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def found_in(hay: str, typed: str) -> bool:
    """Whether every word typed stands in a folded text."""
    return all(word in hay for word in folded(typed).split())


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule in words. `when` says when it applies, each condition one text, all of them must hold; empty: always, or it is no
    rule of a list. `figures` are (what, how much); `exercises` the slugs of those it belongs to; `hay` is searched."""

    id: str
    subject: str
    text: str
    next_step: str
    source: str
    certainty: Certainty
    when: tuple[str, ...]
    figures: tuple[Figure, ...]
    exercises: tuple[str, ...]
    hay: str


@dataclass(frozen=True, slots=True)
class GateEntry:
    """One gate: any one of `ways` opens it, each (slug, what one day must show of it); `figures` hold for all of them. `why` is
    the sentence it has of its own, '' where it has that of its kind."""

    rule: str
    why: str
    ways: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """One exercise in words. `needs` are groups of equipment of each of which one item is needed; ceilings and steps are kilograms
    and shares of body mass, None where there are none; `before` and `opens` are slugs; `hay` is searched."""

    slug: str
    name: str
    category: Category
    level: int
    role: str
    counts: str
    load: str
    equipment: str
    needs: tuple[frozenset[Equipment], ...]
    cues: tuple[str, ...]
    muscles: str
    muscles_more: str
    modification: str
    modify_for: str
    blocked_by_joints: str
    blocked_by_pain: str
    dose: str
    step_kg: float | None
    ceiling_bm: float | None
    ceiling_kg: float | None
    ceiling_reason: str
    gates: tuple[GateEntry, ...]
    before: tuple[str, ...]
    opens: tuple[str, ...]
    article: bool
    hay: str


class Library:
    """Exercises and rules, each in the order of the rulebook; put into words once for a language. `words()` is asked when the
    rulebook is: not before."""

    def __init__(self, desk: Desk, words: Callable[[], Words]) -> None:
        self._desk, self._make_words = desk, words
        self._said_in = ""
        self._exercises: dict[str, ExerciseEntry] = {}
        self._rules: dict[str, RuleEntry] = {}
        self._figures: dict[str, tuple[Figure, ...]] = {}

    @property
    def ready(self) -> bool:
        """Whether the rulebook was read already: reading it takes longer than a window may stand still."""
        return "rulebook" in vars(self._desk.judge)

    def exercises(self) -> tuple[ExerciseEntry, ...]:
        self._in_this_language()
        if not self._exercises:
            self._exercises = {one.slug: self._exercise(one) for one in self._book.exercises.values()}
        return tuple(self._exercises.values())

    def rules(self) -> tuple[RuleEntry, ...]:
        """Every rule, by subject."""
        self._in_this_language()
        if len(self._rules) < len(self._book.rules):
            order = list(SUBJECTS)
            made = [self._rules.get(rule.id) or self._rule(rule) for rule in self._book.rules.values()]
            self._rules = {one.id: one for one in sorted(made, key=lambda one: order.index(one.subject))}
        return tuple(self._rules.values())

    def exercise(self, slug: str) -> ExerciseEntry | None:
        self.exercises()
        return self._exercises.get(slug)

    def rule(self, rule_id: str) -> RuleEntry | None:
        self._in_this_language()
        if rule_id not in self._rules and rule_id in self._book.rules:
            self._rules[rule_id] = self._rule(self._book.rules[rule_id])
        return self._rules.get(rule_id)

    def _in_this_language(self) -> None:
        if self._said_in != language():
            self._said_in, self._exercises, self._rules = language(), {}, {}
            self._figures = {}

    @cached_property
    def _words(self) -> Words:
        return self._make_words()

    @property
    def _book(self) -> Rulebook:
        return self._desk.judge.rulebook

    # --- exercises

    def _exercise(self, one: Exercise) -> ExerciseEntry:
        card = self._words.card(one.slug)
        said = (one.unit, sided(one))
        amount = rule_words.span(one.novice_low, one.novice_high)
        muscles, more = self._muscles(one.muscles_primary), self._muscles(one.muscles_secondary)
        hay = " ".join((card.name, one.slug, one.name, category(one.category), card.equipment, muscles, more))
        return ExerciseEntry(
            slug=one.slug,
            name=card.name,
            category=one.category,
            level=one.level,
            role=tr(_ROLES[one.role]),
            counts=self._counts(one),
            load=tr(_LOADS[one.load_type]),
            equipment=card.equipment,
            needs=one.equipment,
            cues=card.cues,
            muscles=muscles,
            muscles_more=more,
            modification=card.modification,
            modify_for=self._stiffness(one.mobility_modify),
            blocked_by_joints=self._stiffness(one.mobility_block),
            blocked_by_pain=self._listed(one.pain_block),
            dose=tr(_DOSES[said], sets=one.novice_sets, amount=amount),
            step_kg=one.increment,
            ceiling_bm=one.ceiling_bm,
            ceiling_kg=one.ceiling_kg,
            ceiling_reason=tr(one.ceiling_reason) if one.ceiling_reason else "",
            gates=tuple(self._gate(gate) for gate in one.gates),
            before=one.prerequisites,
            opens=self._book.direct_above(one.slug),
            article=one.article,
            hay=folded(hay),
        )

    @staticmethod
    def _counts(one: Exercise) -> str:
        counted = tr(_COUNTS[one.unit, sided(one)])
        if one.laterality is Laterality.ALTERNATING:
            return tr("{counts}, sides in turn", counts=counted)
        return counted

    def _gate(self, gate: Gate) -> GateEntry:
        ways = tuple((option.slug, self._way(gate, option)) for option in gate.any_of)
        rules = self._book.rules
        own = rules[gate.id].sentence != rules[f"template.{gate.template}"].sentence
        return GateEntry(gate.id, self._words.reason(Reason(gate.id)) if own else "", ways, gate_figures(gate))

    def _way(self, gate: Gate, option: Option) -> str:
        """'2 × 10 each side', '3 × 8 with 40 % of body mass'"""
        shown = self._book.exercises[option.slug]
        dose = tr(_DOSES[shown.unit, sided(shown)], sets=gate.sets, amount=number(gate.amount))
        if not option.load_bm:
            return dose
        return tr("{dose} with {share} of body mass", dose=dose, share=share(option.load_bm))

    @staticmethod
    def _muscles(names: Iterable[str]) -> str:
        return ", ".join(tr(_MUSCLES[name]) if name in _MUSCLES else tr(name.replace("_", " ")) for name in names)

    def _listed(self, members: Iterable[str]) -> str:
        """Members of the vocabulary as they are said, through the words every sentence uses."""
        return ", ".join(str(self._words.facts(Reason("", {"one": member}))["one"]) for member in members)

    def _stiffness(self, pairs: Iterable[tuple[str, str]]) -> str:
        return ", ".join(
            tr("{joint} {level}", joint=self._listed([joint]), level=self._listed([level])) for joint, level in pairs
        )

    # --- rules

    @cached_property
    def _exercises_of(self) -> dict[str, tuple[str, ...]]:
        """The exercises a rule belongs to, by rule id: gates to theirs, templates to all whose gates use them."""
        found: dict[str, list[str]] = {}
        for one in self._book.exercises.values():
            for gate in one.gates:
                for rule in (gate.id, f"template.{gate.template}"):
                    found.setdefault(rule, []).append(one.slug)
        named = {"evidence.stance-from-70": "age_stance", "session.landmine-used-up": "landmine"}
        for rule, block in named.items():
            found.setdefault(rule, []).append(str(self._book.numbers[block]["slug"]))
        return {rule: tuple(dict.fromkeys(slugs)) for rule, slugs in found.items()}

    def _rule(self, rule: Rule) -> RuleEntry:
        if not self._figures:
            self._figures = Figures(self._book, self._words).all()
        reason = Reason(rule.id, self._places(rule, rule.sentence))
        said = self._words.sentence(reason)
        next_step = self._words.next_step(Reason(rule.id, self._places(rule, rule.next_step, after=True)))
        exercises = self._exercises_of.get(rule.id, ())
        figures = (*self._ways(rule.id), *self._figures.get(rule.id, ()))
        when = self._conditions(rule.when)
        subject = _SUBJECT_OF[rule.id.split(".")[0]]
        names = " ".join(self._words.name(slug) for slug in exercises if rule.id.startswith("gate."))
        hay = folded(" ".join((rule.id, said.text, next_step, said.source, names, tr(SUBJECTS[subject]), *when)))
        text = said.text[:1].upper() + said.text[1:]
        return RuleEntry(
            rule.id,
            subject,
            text,
            next_step,
            said.source,
            rule.certainty,
            when,
            figures,
            exercises,
            hay,
        )

    @cached_property
    def _gates(self) -> dict[str, Gate]:
        return {gate.id: gate for one in self._book.exercises.values() for gate in one.gates}

    def _ways(self, rule: str) -> tuple[Figure, ...]:
        """What a gate wants to see, in one figure; none for any other rule."""
        gate = self._gates.get(rule)
        if gate is None:
            return ()
        ways = [
            tr("{exercise}: {dose}", exercise=self._words.name(option.slug), dose=self._way(gate, option))
            for option in gate.any_of
        ]
        return ((tr("Any one of") if len(ways) > 1 else tr("Shown in"), "\n".join(ways)),)

    def _places(self, rule: Rule, sentence: str, after: bool = False) -> dict[str, Value]:
        """A word or a range for every fact of the sentence that is no number of the rulebook."""
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name and "." not in name}
        taper = self._race_rule(rule)
        absent = [name for name in names if self._book.say(rule.id, {}, f"{{{name}}}") == _ABSENT]
        return {name: taper.get(name) or self._place(rule, name, after) for name in absent}

    def _place(self, rule: Rule, name: str, after: bool) -> str:
        fixed = rule_words.NUMBERS_OF.get((rule.id, name))
        if fixed is not None:
            return self._book.say(rule.id, {}, f"{{{fixed}}}")
        return rule_words.place(rule.id, name, rule.when, after)

    @staticmethod
    def _race_rule(rule: Rule) -> dict[str, str]:
        """What the id and the condition of a taper rule say: 'A long ultra', 'A', '11 to 21', 'taper'."""
        parts = rule.id.split(".")
        if len(parts) != 4 or parts[0] != "season" or parts[3] not in list(Phase):
            return {}
        days = rule_words.counted([one for one in rule.when if one.fact.startswith("days_")])
        said = phase_word(Phase(parts[3]))
        return {
            "race": tr(RACES[RaceClass(parts[2])]),
            "priority": parts[1],
            "days": days,
            "phase": said[:1].lower() + said[1:],
        }

    def _conditions(self, when: Sequence[Condition]) -> tuple[str, ...]:
        """A text for each fact asked about, in the order of the rule."""
        by_fact: dict[str, list[Condition]] = {}
        for one in when:
            by_fact.setdefault(one.fact, []).append(one)
        return tuple(rule_words.condition(asked, lambda word: self._listed([word])) for asked in by_fact.values())
