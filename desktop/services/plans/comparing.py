"""What differs between two plans of the same week, in words. Which is better is nobody's business here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.services.limits import counted
from desktop.services.plans import content
from desktop.services.plans.views import Difference, DifferenceKind
from desktop.services.words import Words, written_day
from rules.verdicts import PlannedItem, PlannedSession, PlannedWeek
from rules.vocabulary import LoadType, Role, Template, Unit

_UNITS: Mapping[Unit, str] = {Unit.REPS: "", Unit.SECONDS: " s", Unit.STEPS: " steps", Unit.METRES: " m"}
_LOADS: Mapping[LoadType, str] = {
    LoadType.PER_HAND_KG: " kg per hand",
    LoadType.PLATES_KG: " kg of plates",
    LoadType.STACK_KG: " kg on the stack",
}
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
            text = f"{named(will)} is added, {counted(will.minutes, 'minute')}."
            found.append(Difference(will.on, DifferenceKind.ADDED, text))
        elif was is not None and will is None:
            found.append(Difference(was.on, DifferenceKind.REMOVED, f"{named(was)} falls away."))
        elif was is not None and will is not None and not content.alike(was, will):
            found.append(_between(was, will, words))
    return tuple(sorted(found, key=lambda one: one.on))


def named(session: PlannedSession) -> str:
    return "Mobility" if session.template is Template.MICRO else f"Session {session.template.value}"


def _between(was: PlannedSession, will: PlannedSession, words: Words) -> Difference:
    lines, less, more = _lines(was, will, words)
    if not lines:
        lines, less, more = _around(was, will)
    name, becomes = named(was), ""
    if was.template is not will.template:
        becomes = f" becomes {named(will)[:1].lower()}{named(will)[1:]}"
    if was.on != will.on:
        moved = f"{name}{becomes and becomes + ' and'} moves from {written_day(was.on)} to {written_day(will.on)}."
        return Difference(will.on, DifferenceKind.MOVED, " ".join([moved, *_told(lines)]))
    if less and not more:
        kind, said = DifferenceKind.LIGHTENED, "lighter"
    elif more and not less:
        kind, said = DifferenceKind.HEAVIER, "heavier"
    else:
        kind, said = DifferenceKind.CHANGED, ""
    verb = becomes or (" is" if said else " changes")
    how = f"{',' if becomes else ''} {said}" if said else ""
    return Difference(will.on, kind, " ".join([f"{name}{verb}{how}:", *_told(lines)]))


def _around(was: PlannedSession, will: PlannedSession) -> tuple[list[str], bool, bool]:
    """What is otherwise though the work is the same: the place, the time it takes, how it is warmed up."""
    lines: list[str] = []
    if was.place != will.place:
        lines.append(f"{will.place or 'anywhere'} instead of {was.place or 'anywhere'}")
    if was.minutes != will.minutes:
        lines.append(f"{counted(will.minutes, 'minute')} instead of {was.minutes}")
    if not lines and was.on == will.on:
        lines.append("another warm-up")
    return lines, will.minutes < was.minutes, will.minutes > was.minutes


def _told(lines: list[str]) -> list[str]:
    """The first lines as one sentence, and how many more there are."""
    if not lines:
        return []
    shown = "; ".join(lines[:_MOST_LINES])
    rest = len(lines) - _MOST_LINES
    return [f"{shown}; and {rest} more." if rest > 0 else f"{shown}."]


def _lines(was: PlannedSession, will: PlannedSession, words: Words) -> tuple[list[str], bool, bool]:
    """What is otherwise line by line, whether any of it is less work and whether any is more."""
    old, new = _by_slug(was.items), _by_slug(will.items)
    lines: list[str] = []
    less = more = False
    for slug, item in old.items():
        other = new.get(slug)
        if other is None:
            lines.append(f"without {words.name(slug)}")
            less = True
        elif dose(item) != dose(other):
            lines.append(f"{words.name(slug)} {dose(other)} instead of {dose(item)}")
            less, more = less or _is_less(other, item), more or _is_less(item, other)
    for slug, item in new.items():
        if slug not in old:
            lines.append(f"{words.name(slug)} {dose(item)} comes in")
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
    """'3 x 8 at 22 kg per hand, RIR 3'"""
    text = f"{item.sets} × {item.amount:g}{_UNITS[item.unit]}"
    if item.load is not None and item.load_type is LoadType.BAND_LEVEL:
        text += f" with band {item.load:g}"
    elif item.load is not None and item.load_type is not LoadType.BODYWEIGHT:
        text += f" at {item.load:g}{_LOADS.get(item.load_type, ' kg')}"
    return text if item.rir is None else f"{text}, RIR {item.rir}"
