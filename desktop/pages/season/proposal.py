"""A change of races that is not made yet, and what it would alter in words. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from desktop.i18n import in_a_row, tr, trn
from desktop.qt import fmt
from desktop.services.plans import Difference, DifferenceKind, WeekDifference
from desktop.services.season import RaceView
from desktop.widgets.phases import phase_word
from models.records import Race
from rules.verdicts import PlannedWeek
from rules.vocabulary import Template

_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True)
class Proposal:
    """Races as they would be: `changed` by id, None for one that would go. `asked`: in the order in which they were changed."""

    changed: Mapping[str, Race | None] = field(default_factory=dict[str, "Race | None"])

    def with_race(self, race_id: str, race: Race | None) -> Proposal:
        rest = {key: one for key, one in self.changed.items() if key != race_id}
        return Proposal({**rest, race_id: race})

    def without(self, race_id: str) -> Proposal:
        return Proposal({key: one for key, one in self.changed.items() if key != race_id})

    def against(self, kept: Iterable[Race]) -> Proposal:
        """What of it still is a change of the races as they are now."""
        now = {race.id: race for race in kept}
        left = {key: one for key, one in self.changed.items() if one != now.get(key)}
        return Proposal(left)

    def races(self, kept: Sequence[Race]) -> tuple[Race, ...]:
        """All races as they would be."""
        stay = [self.changed.get(race.id, race) for race in kept]
        known = {race.id for race in kept}
        fresh = [race for key, race in self.changed.items() if key not in known]
        return tuple(race for race in (*stay, *fresh) if race is not None)

    def views(self, kept: Sequence[RaceView]) -> tuple[RaceView, ...]:
        """The rows of the table as they would be: one that would go stays, so that it can be seen."""
        return tuple(
            replace(view, race=race) if (race := self.changed.get(view.race.id)) is not None else view for view in kept
        )

    def title(self, kept: Sequence[Race]) -> str:
        """'Ridge 50 moves from 29 Jan to 5 Feb.'"""
        now = {race.id: race for race in kept}
        said = [_said(now.get(key), race) for key, race in self.changed.items()]
        return " ".join(text for text in said if text)


def matters(before: Race, after: Race) -> bool:
    """Whether a change is one of when and how much it counts: a name or a distance is corrected without asking."""
    return (before.on, before.priority, before.status) != (after.on, after.priority, after.status)


def _said(before: Race | None, after: Race | None) -> str:
    if before is None:
        return "" if after is None else tr("{race} is added on {day}.", race=after.name, day=fmt.day(after.on))
    if after is None:
        return tr("{race} on {day} is removed.", race=before.name, day=fmt.day(before.on))
    parts: list[str] = []
    if before.on != after.on:
        first, last = fmt.day(before.on), fmt.day(after.on)
        parts.append(tr("{race} moves from {first} to {last}.", race=after.name, first=first, last=last))
    if before.priority is not after.priority:
        new, old = after.priority.value, before.priority.value
        parts.append(tr("{race}: priority {new} instead of {old}.", race=after.name, new=new, old=old))
    if not parts:
        parts.append(tr("{race} is changed.", race=after.name))
    return " ".join(parts)


@dataclass(frozen=True)
class ChangeLine:
    """One week that would be otherwise, or several in a row that would be so in the same way. `detail` says it session by
    session; `icon` and `tone` say whether it is more or less."""

    monday: date
    last: date
    text: str
    detail: str
    icon: str
    tone: str

    @property
    def weeks(self) -> int:
        return (self.last - self.monday).days // 7 + 1


def lines(found: Sequence[WeekDifference]) -> tuple[ChangeLine, ...]:
    """A line a week, weeks in a row of which the same is to be said in one."""
    said = [(one, _summary(one)) for one in found]
    starts = [0] if said else []
    for number, (before, after) in enumerate(pairwise(said), start=1):
        if after[1] != before[1] or after[0].monday - before[0].monday != _WEEK:
            starts.append(number)
    groups = [said[start:end] for start, end in zip(starts, [*starts[1:], len(said)], strict=True)]
    return tuple(
        _line(group[0][0].monday, group[-1][0].monday, [one for one, _ in group], group[0][1]) for group in groups
    )


def _line(first: date, last: date, weeks: Sequence[WeekDifference], summary: str) -> ChangeLine:
    if first == last:
        text = tr("Week of {day}: {what}", day=fmt.short_date(first), what=summary)
    else:
        text = tr("Weeks of {first} to {last}: {what}", first=fmt.short_date(first), last=fmt.short_date(last),
                  what=summary)  # fmt: skip
    differences = [one for week in weeks for one in week.differences]
    icon, tone = _look(differences)
    detail = "\n".join(f"{fmt.weekday(one.on)} {fmt.short_date(one.on)}: {one.sentence}" for one in differences[:8])
    return ChangeLine(first, last, text, detail, icon, tone)


def _look(differences: Iterable[Difference]) -> tuple[str, str]:
    kinds = {one.kind for one in differences}
    less = kinds & {DifferenceKind.REMOVED, DifferenceKind.LIGHTENED}
    more = kinds & {DifferenceKind.ADDED, DifferenceKind.HEAVIER}
    if less and not more:
        return "chevron-down", "waits"
    if more and not less:
        return "chevron-up", "within"
    return "swap", "neutral"


def _summary(week: WeekDifference) -> str:
    """'one session instead of two; taper begins'"""
    before, after = _sessions(week.before), _sessions(week.after)
    kinds = {one.kind for one in week.differences}
    parts: list[str] = []
    if before != after:
        parts.append(_counted(before, after))
    elif DifferenceKind.MOVED in kinds or {DifferenceKind.ADDED, DifferenceKind.REMOVED} <= kinds:
        parts.append(tr("another day"))
    if DifferenceKind.LIGHTENED in kinds:
        parts.append(tr("lighter"))
    if DifferenceKind.HEAVIER in kinds:
        parts.append(tr("heavier"))
    if DifferenceKind.CHANGED in kinds:
        parts.append(tr("other exercises or doses"))
    if not parts:
        parts.append(tr("mobility differs"))
    if week.before.phase is not week.after.phase:
        new, old = (phase_word(one.phase).lower() for one in (week.after, week.before))
        parts.append(tr("{phase} instead of {old}", phase=new, old=old))
    return in_a_row(parts)


def _sessions(week: PlannedWeek) -> int:
    return sum(session.template is not Template.MICRO for session in week.sessions)


def _counted(before: int, after: int) -> str:
    words = (tr("none"), tr("one"), tr("two"))
    old = words[before] if before < len(words) else str(before)
    if after == 0:
        return tr("no session instead of {old}", old=old)
    number = words[after] if after < len(words) else str(after)
    return trn("{number} session instead of {old}", "{number} sessions instead of {old}", after, number=number, old=old)


def affected(found: Sequence[WeekDifference]) -> frozenset[date]:
    return frozenset(one.monday for one in found)


def counted_weeks(found: Sequence[WeekDifference]) -> str:
    return trn("{n} week would be otherwise.", "{n} weeks would be otherwise.", len(found))
