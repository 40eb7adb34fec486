"""What differs between two plans of the same week, in words. Which is better is nobody's business here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.i18n import in_a_row, later, number, tr, trn
from desktop.services.plans import content
from desktop.services.plans.views import Difference, DifferenceKind
from desktop.services.words import Words, written_day
from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import LoadType, Role, Template, Unit

_AMOUNTS: Mapping[Unit, str] = {
    Unit.REPS: "{amount}",
    Unit.SECONDS: later("{amount} s"),
    Unit.STEPS: later("{amount} steps"),
    Unit.METRES: later("{amount} m"),
}
_LOADS: Mapping[LoadType, str] = {
    LoadType.BAND_LEVEL: later("{dose} with band {load}"),
    LoadType.PER_HAND_KG: later("{dose} at {load} kg per hand"),
    LoadType.PLATES_KG: later("{dose} at {load} kg of plates"),
    LoadType.STACK_KG: later("{dose} at {load} kg on the stack"),
}
_LOADED = later("{dose} at {load} kg")
_MOVED = (
    later("{session} moves from {day} to {to}."),
    later("{session} becomes {other} and moves from {day} to {to}."),
)
_LIGHTER = later("{session} is lighter:"), later("{session} becomes {other}, lighter:")
_HEAVIER = later("{session} is heavier:"), later("{session} becomes {other}, heavier:")
_OTHERWISE = later("{session} changes:"), later("{session} becomes {other}:")
"""Each as it is said of a session that stays of its kind, and of one that becomes another."""
_MOST_LINES = 4
_SAME = 1e-6


def differences(before: PlannedWeek, after: PlannedWeek, words: Words) -> tuple[Difference, ...]:
    """Session by session, in order of their days."""
    old = {session.slot: session for session in before.sessions}
    new = {session.slot: session for session in after.sessions}
    found: list[Difference] = []
    for slot in sorted({*old, *new}):
        was, will = old.get(slot), new.get(slot)
        if was is None and will is not None:
            text = trn(
                "{session} is added, {n} minute.", "{session} is added, {n} minutes.", will.minutes, session=named(will)
            )
            found.append(Difference(will.on, DifferenceKind.ADDED, text))
        elif was is not None and will is None:
            found.append(Difference(was.on, DifferenceKind.REMOVED, tr("{session} falls away.", session=named(was))))
        elif was is not None and will is not None and not content.alike(was, will):
            found.append(_between(was, will, words))
    return tuple(sorted(found, key=lambda one: one.on))


def named(session: PlannedSession) -> str:
    """What a session is called: 'Session A', 'Mobility'."""
    if session.template is Template.MICRO:
        return tr("Mobility")
    return tr("Session {letter}", letter=session.template.value)


def named_within(session: PlannedSession) -> str:
    """The same within a sentence: 'session A', 'mobility'."""
    if session.template is Template.MICRO:
        return tr("mobility")
    return tr("session {letter}", letter=session.template.value)


def _between(was: PlannedSession, will: PlannedSession, words: Words) -> Difference:
    lines, less, more = _lines(was, will, words)
    if not lines:
        lines, less, more = _around(was, will)
    if was.on != will.on:
        kind, said = DifferenceKind.MOVED, _MOVED
    elif less and not more:
        kind, said = DifferenceKind.LIGHTENED, _LIGHTER
    elif more and not less:
        kind, said = DifferenceKind.HEAVIER, _HEAVIER
    else:
        kind, said = DifferenceKind.CHANGED, _OTHERWISE
    about = {"session": named(was), "other": named_within(will), "day": written_day(was.on), "to": written_day(will.on)}
    text = tr(said[was.template is not will.template], **about)
    return Difference(will.on, kind, " ".join([text, *_told(lines)]))


def _around(was: PlannedSession, will: PlannedSession) -> tuple[list[str], bool, bool]:
    """What is otherwise though the work is the same: the place, the time it takes, how it is warmed up."""
    lines: list[str] = []
    if was.place != will.place:
        here, before = will.place or tr("anywhere"), was.place or tr("anywhere")
        lines.append(tr("{this} instead of {that}", this=here, that=before))
    if was.minutes != will.minutes:
        lines.append(
            trn("{n} minute instead of {before}", "{n} minutes instead of {before}", will.minutes, before=was.minutes)
        )
    if not lines and was.on == will.on:
        lines.append(tr("another warm-up"))
    return lines, will.minutes < was.minutes, will.minutes > was.minutes


def _told(lines: list[str]) -> list[str]:
    """The first lines as one sentence, and how many more there are."""
    if not lines:
        return []
    shown = in_a_row(lines[:_MOST_LINES])
    rest = len(lines) - _MOST_LINES
    if rest <= 0:
        return [f"{shown}."]
    return [trn("{lines}; and {n} more.", "{lines}; and {n} more.", rest, lines=shown)]


def _lines(was: PlannedSession, will: PlannedSession, words: Words) -> tuple[list[str], bool, bool]:
    """What is otherwise line by line, whether any of it is less work and whether any is more."""
    old, new = _by_slug(was.items), _by_slug(will.items)
    lines: list[str] = []
    less = more = False
    for slug, item in old.items():
        other = new.get(slug)
        if other is None:
            lines.append(tr("without {name}", name=words.name(slug)))
            less = True
        elif dose(item) != dose(other):
            now, before = dose(other), dose(item)
            lines.append(tr("{name} {this} instead of {that}", name=words.name(slug), this=now, that=before))
            less, more = less or _is_less(other, item), more or _is_less(item, other)
    for slug, item in new.items():
        if slug not in old:
            lines.append(tr("{name} {dose} comes in", name=words.name(slug), dose=dose(item)))
            more = True
    return lines, less, more


def _by_slug(items: Iterable[PlannedItem]) -> dict[str, PlannedItem]:
    """The exercises that are work; how a session is warmed up is no difference to speak of."""
    return {item.slug: item for item in items if item.role is not Role.WARMUP}


def _is_less(one: PlannedItem, other: PlannedItem) -> bool:
    """Whether anything of it asks less: fewer sets, a smaller amount, less load, more in reserve."""
    return (
        one.sets < other.sets
        or one.amount < other.amount - _SAME
        or (one.load or 0.0) < (other.load or 0.0) - _SAME
        or (one.rir is not None and other.rir is not None and one.rir > other.rir)
    )


def dose(item: PlannedItem) -> str:
    """'3 × 8 at 22 kg per hand, RIR 3'"""
    text = f"{item.sets} × {tr(_AMOUNTS[item.unit], amount=number(item.amount))}"
    if item.load is not None and item.load_type is not LoadType.BODYWEIGHT:
        text = tr(_LOADS.get(item.load_type, _LOADED), dose=text, load=number(item.load))
    return text if item.rir is None else tr("{dose}, RIR {rir}", dose=text, rir=number(item.rir))
