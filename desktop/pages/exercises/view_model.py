"""What the page of exercises shows and keeps, from the library and, where an athlete is chosen, their standings. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.i18n import later, number, tr
from desktop.qt import fmt
from desktop.services.library import ExerciseEntry, GateEntry, found_in
from desktop.services.rule_figures import category as category_word
from desktop.services.rule_figures import share
from desktop.widgets.unlock_map.states import LOOK, STATES, state_of
from rules.verdicts import Standing
from rules.vocabulary import Category, Equipment


@dataclass(frozen=True)
class Row:
    """One exercise of the list; `state` is '' while no athlete is chosen or not yet known."""

    entry: ExerciseEntry
    state: str = ""

    @property
    def slug(self) -> str:
        return self.entry.slug

    @property
    def pill(self) -> tuple[str, str, str]:
        return state_pill(self.state)


@dataclass(frozen=True)
class Filters:
    """What is looked for: '' , None and 0 let everything through. `owned` is the equipment there is."""

    text: str = ""
    category: Category | None = None
    level: int = 0
    owned: frozenset[Equipment] | None = None
    state: str = ""

    @property
    def any(self) -> bool:
        return self != Filters()

    def keep(self, row: Row) -> bool:
        one = row.entry
        return (
            (self.category is None or one.category is self.category)
            and (not self.level or one.level == self.level)
            and (not self.state or row.state == self.state)
            and (self.owned is None or can_do(one, self.owned))
            and found_in(one.hay, self.text)
        )


def can_do(entry: ExerciseEntry, owned: frozenset[Equipment]) -> bool:
    """Whether one item of every group is there; the own body always is."""
    there = owned | {Equipment.BODYWEIGHT}
    return all(group & there for group in entry.needs)


def states(standings: Sequence[Standing]) -> dict[str, str]:
    return {standing.slug: state_of(standing) for standing in standings}


def state_pill(state: str) -> tuple[str, str, str]:
    """Text, tone and icon, as on the unlock map; empty where no state is known."""
    if state not in LOOK:
        return "", "neutral", ""
    tone, icon, word = LOOK[state]
    return tr(word), tone, icon


def rows(entries: Sequence[ExerciseEntry], known: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(Row(entry, known.get(entry.slug, "")) for entry in entries)


def count_line(shown: int, all_: int) -> str:
    if shown == all_:
        return tr("{n} exercises", n=all_)
    return tr("{shown} of {all} exercises", shown=shown, all=all_)


# ------------------------------------------------------------------------------------------------ the card


def kind_line(one: ExerciseEntry) -> str:
    """'Lunge · Main exercise · level 2'"""
    return tr("{category} · {role} · level {level}", category=category_word(one.category), role=one.role,
              level=one.level)  # fmt: skip


def facts(one: ExerciseEntry) -> tuple[tuple[str, str], ...]:
    """What it is, row by row; '' where there is nothing to say."""
    return (
        (tr("Equipment"), upper_first(one.equipment)),
        (tr("Counted in"), one.counts),
        (tr("Load"), one.load),
        (tr("Load step"), "" if one.step_kg is None else fmt.kg(one.step_kg)),
        (tr("Heaviest"), _ceiling(one)),
        (tr("For novices"), one.dose),
        (tr("Muscles"), upper_first(one.muscles)),
        (tr("Also"), upper_first(one.muscles_more)),
        (tr("Rests with pain in"), upper_first(one.blocked_by_pain)),
        (tr("Rests when stiff"), upper_first(one.blocked_by_joints)),
    )


def _ceiling(one: ExerciseEntry) -> str:
    """'20 % of body mass, at most 20 kg: vest capacity'; '' for what is not loaded."""
    body = "" if one.ceiling_bm is None else tr("{share} of body mass", share=share(one.ceiling_bm))
    most = "" if one.ceiling_kg is None else fmt.kg(one.ceiling_kg)
    said = tr("{share}, at most {mass}", share=body, mass=most) if body and most else body or most
    if said and one.ceiling_reason:
        return tr("{ceiling}: {reason}", ceiling=said, reason=one.ceiling_reason)
    return said


def change(one: ExerciseEntry) -> str:
    """What is done otherwise with limited mobility: 'ankle limited: shorten the stance'"""
    if not one.modification or not one.modify_for:
        return upper_first(one.modification)
    return upper_first(tr("{joints}: {change}", joints=one.modify_for, change=one.modification))


def cues(one: ExerciseEntry) -> str:
    return "\n".join(tr("• {cue}", cue=cue) for cue in one.cues)


def gate_heading(gate: GateEntry, place: int, many: bool) -> str:
    """What stands over the ways through a gate; `place` counts from 1, `many` where there are several gates."""
    if many and len(gate.ways) > 1:
        return tr("{n}. Any one of these", n=place) if place == 1 else tr("{n}. And any one of these", n=place)
    if many:
        return tr("{n}. This", n=place) if place == 1 else tr("{n}. And this", n=place)
    return tr("Any one of these") if len(gate.ways) > 1 else ""


def gate_terms(gate: GateEntry) -> str:
    """What holds for every way through a gate, a line each."""
    return "\n".join(tr("{what}: {how}", what=what, how=how) for what, how in gate.figures)


def level_choices(entries: Sequence[ExerciseEntry]) -> tuple[tuple[object, str], ...]:
    levels = sorted({one.level for one in entries})
    return ((0, tr("Any level")), *((level, tr("Level {level}", level=number(level))) for level in levels))


def category_choices() -> tuple[tuple[object, str], ...]:
    return ((None, tr("All categories")), *((member, category_word(member)) for member in Category))


def state_choices() -> tuple[tuple[object, str], ...]:
    return (("", tr("Any status")), *((state, tr(LOOK[state][2])) for state in STATES))


def copied(one: ExerciseEntry, names: Mapping[str, str]) -> str:
    """The card as plain text."""
    lines = [one.name, kind_line(one), *(tr("{what}: {how}", what=what, how=how) for what, how in facts(one) if how)]
    if one.cues:
        lines += [tr(CUES), cues(one)]
    for place, gate in enumerate(one.gates, 1):
        lines.append(gate_heading(gate, place, len(one.gates) > 1) or tr(TAKES))
        lines += [tr("{what}: {how}", what=names[slug], how=dose) for slug, dose in gate.ways]
        lines.append(gate_terms(gate))
    return "\n".join(lines)


CUES: Final = later("Cues")
TAKES: Final = later("What it takes")


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
