"""The squad as plain lines and figures, from the outlines and rows of the squad service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop.i18n import tr, trn
from desktop.qt import fmt
from desktop.services.squad_glance import RECENT_RACE_DAYS
from desktop.services.value import Value
from desktop.widgets.dots import dots_words
from desktop.widgets.phases import phase_tone, phase_word

if TYPE_CHECKING:
    from desktop.services.squad import SquadRow
    from desktop.services.squad_glance import SquadOutline
    from models import records
    from models.first_look import RaceGlimpse


class Line(Value):
    """One athlete of the table. Texts are '' while they are not known yet; numbers are for sorting, None sorts last.

    `week` are the sessions of this week: those of the written plan, else those the season allows. `left` are those to come, `missed`
    those that were planned and not done."""

    id: str
    name: str
    phase: str
    phase_tone: str
    race: str
    race_meant: records.Race | RaceGlimpse | None
    race_in: str
    race_days: int | None
    done: int
    allowed: int | None
    week: int | None
    week_tip: str
    left: int | None
    missed: int
    unlocked: str
    unlocked_count: int | None
    reach: str
    reach_tip: str
    reach_count: int | None
    attention: str
    attention_tip: str
    attention_count: int | None


class Figures(NamedTuple):
    """The four figures as texts; `counting` while some athletes were not judged yet."""

    sessions_left: str
    tapering: str
    within_reach: str
    attention: str
    alarm: bool
    counting: bool


def line(outline: SquadOutline, name_of: Callable[[str], str]) -> Line:
    """`name_of` gives an exercise's name by its slug."""
    day, judged = outline.day, outline.judged
    race, days = outline.next_race, outline.days_to_race
    since = outline.days_since_race
    if race is None and since is not None and since <= RECENT_RACE_DAYS:
        race, days = outline.last_race, -since
    total = week(outline)
    reach = [name_of(slug) for slug in judged.within_reach] if judged is not None else []
    notes = judged.attention if judged is not None else ()
    return Line(
        id=outline.athlete.id,
        name=outline.athlete.name,
        phase="" if day is None else phase_word(day.phase),
        phase_tone="neutral" if day is None else phase_tone(day.phase),
        race=fmt.NOTHING if race is None else race_words(race),
        race_meant=race,
        race_in="" if days is None else fmt.countdown(days),
        race_days=days if days is None or days >= 0 else None,
        done=outline.sessions_done_this_week,
        allowed=outline.sessions_allowed,
        week=total,
        week_tip="" if total is None else week_words(outline, total),
        left=outline.sessions_left,
        missed=0 if total is None else missed(outline, total),
        unlocked="" if judged is None else tr("{open} / {all}", open=judged.unlocked, all=judged.total),
        unlocked_count=None if judged is None else judged.unlocked,
        reach="" if judged is None else listed(reach),
        reach_tip="\n".join(reach),
        reach_count=None if judged is None else len(reach),
        attention=listed([note.rstrip(".") for note in notes], nothing=""),
        attention_tip="\n".join(notes),
        attention_count=None if judged is None else -len(notes),
    )


def week(outline: SquadOutline) -> int | None:
    """How many sessions the week has: planned ones, missed ones too, and what was done besides; where no plan is written or more
    was done than the season allows, what that is."""
    left, allowed, planned = outline.sessions_left, outline.sessions_allowed, outline.sessions_planned_this_week
    done = outline.sessions_done_this_week
    if left is None or planned is None or (allowed is not None and done > allowed):
        return allowed
    return max(done + left, planned)


def missed(outline: SquadOutline, total: int) -> int:
    """How many sessions of the week's plan were not done and are not to come either, of the `total` of the week."""
    left = outline.sessions_left
    if left is None or outline.sessions_planned_this_week is None:
        return 0
    return max(0, total - outline.sessions_done_this_week - left)


def week_words(outline: SquadOutline, total: int) -> str:
    """1 of 3 sessions · 1 still planned · 1 missed"""
    left, lost = outline.sessions_left, missed(outline, total)
    words = dots_words(outline.sessions_done_this_week, total)
    if not total or outline.sessions_done_this_week > total:
        return words
    if outline.sessions_planned_this_week is None or left is None:
        return tr("{words} · as the season allows", words=words)
    if left or not lost:
        words = tr("{words} · {left} still planned", words=words, left=left)
    return " · ".join([words, trn("{n} missed", "{n} missed", lost)]) if lost else words


def race_words(race: records.Race | RaceGlimpse) -> str:
    """CCC · A"""
    return f"{race.name or tr('Race')} · {race.priority.value}"


def race_tip(line: Line) -> str:
    """CCC · A · 101 km · Fri 27 Aug 2027"""
    race = line.race_meant
    if race is None:
        return ""
    far = [fmt.number(race.distance_km, 0, "km")] if race.distance_km else []
    return " · ".join([race_words(race), *far, fmt.day(race.on)])


def listed(items: Sequence[str], nothing: str = fmt.NOTHING) -> str:
    """The first and how many more."""
    if not items:
        return nothing
    if len(items) == 1:
        return items[0]
    return tr("{first} +{more}", first=items[0], more=len(items) - 1)


def figures(outlines: Iterable[SquadOutline], pending: int) -> Figures:
    """`pending` athletes are still to be judged."""
    known = tuple(outlines)
    rows: list[SquadRow] = [o.judged for o in known if o.judged is not None]
    left = sum(o.sessions_left or 0 for o in known)
    no_day_yet = bool(known) and all(o.day is None for o in known)
    tapering = sum(o.day is not None and o.day.phase.value in TAPERING for o in known)
    need = sum(bool(row.attention) for row in rows)
    nothing_yet = pending > 0 and not rows
    return Figures(
        sessions_left="…" if no_day_yet else fmt.number(left, 0),
        tapering="…" if no_day_yet else fmt.number(tapering, 0),
        within_reach="…" if nothing_yet else fmt.number(sum(len(row.within_reach) for row in rows), 0),
        attention="…" if nothing_yet else fmt.number(need, 0),
        alarm=need > 0,
        counting=pending > 0,
    )


TAPERING = ("TAPER", "RACE_WEEK")


def caption(count: int, shown: int, today: str) -> str:
    """What stands under the page's title."""
    people = trn("{n} athlete", "{n} athletes", count)
    if shown != count:
        people = tr("{shown} of {people}", shown=shown, people=people)
    return f"{people} · {today}"
