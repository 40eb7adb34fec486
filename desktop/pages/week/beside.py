"""What stands beside a session in plain texts: reasons, what is left out, an exercise's history, two weeks compared. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from desktop.i18n import tr, trn
from desktop.pages.log.view_model import category_word, kind_word
from desktop.pages.week.doses import amount_word, lower_first, sets_text, target_of, upper_first
from desktop.pages.week.entry import is_done
from desktop.pages.week.view_model import GIVEN_UP
from desktop.qt import fmt
from desktop.services.plans import CardState, SessionCard, WeekView
from desktop.services.words import Sentence
from desktop.widgets.load_chart import LoadPoint
from models.records import Session, SessionKind, SessionStatus
from rules.verdicts import LeftOut, Opening, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import LoadType

HISTORY_WEEKS: Final = 12


# ------------------------------------------------------------------------------------------------ reasons


@dataclass(frozen=True)
class Why:
    """One reason in words; `rule` is '' where no rule says it."""

    text: str
    rule: str = ""
    left_out: bool = False


def whys(reasons: Sequence[Reason], sentence: Callable[[Reason], Sentence]) -> tuple[Why, ...]:
    """Reasons in words, each sentence once."""
    found: dict[str, Why] = {}
    for reason in reasons:
        said = sentence(reason)
        found.setdefault(said.text, Why(upper_first(said.text), said.rule))
    return tuple(found.values())


def left_out(
    gone: Sequence[LeftOut], exercises: Mapping[str, Any], sentence: Callable[[Reason], Sentence]
) -> tuple[Why, ...]:
    """What a session or a week goes without: 'Back squat: no squat rack at home.'"""
    found: dict[str, Why] = {}
    for one in gone:
        said = sentence(one.reason)
        name = tr(exercises[one.slug].name) if one.slug else category_word(one.category) if one.category else ""
        if one.on is not None and not name:
            name = fmt.weekday(one.on)
        named = bool(name) and name.casefold() not in said.text.casefold()
        text = tr("{name}: {why}", name=name, why=lower_first(said.text)) if named else upper_first(said.text)
        found.setdefault(text, Why(text, said.rule, left_out=True))
    return tuple(found.values())


def openings(opens: Sequence[Opening], exercises: Mapping[str, Any]) -> tuple[Why, ...]:
    """What opens, and on which day."""
    return tuple(Why(tr("{name}, {day}", name=tr(exercises[one.slug].name), day=fmt.day(one.on))) for one in opens)


def parts_of(
    view: WeekView,
    card: SessionCard | None,
    slug: str,
    exercises: Mapping[str, Any],
    sentence: Callable[[Reason], Sentence],
) -> tuple[tuple[str, tuple[Why, ...]], ...]:
    """Why the session, why the exercise at hand, what is left out, what would open: headings ('' for none) with their reasons,
    which may be empty. Of a session the plan gave up: why it did; what once spoke for it does no more."""
    planned = None if card is None or card.state is CardState.WITHDRAWN else card.planned
    item = None if planned is None else next((one for one in planned.items if one.slug == slug), None)
    gone = () if planned is None else left_out(planned.left_out, exercises, sentence)
    known = {why.text for why in gone}
    others = [one for one in view.left_out if card is None or one.reason is not card.against]
    rest = tuple(why for why in left_out(others, exercises, sentence) if why.text not in known)
    parts: list[tuple[str, tuple[Why, ...]]] = []
    if card is not None and card.state is CardState.WITHDRAWN:
        parts.append(("", (Why(tr(GIVEN_UP)),) if card.against is None else whys((card.against,), sentence)))
    elif card is not None and planned is None:
        parts.append(("", (Why(tr("It was not planned: it was done and logged on its own.")),)))
    if planned is not None:
        parts.append(("", whys(planned.reasons, sentence)))
    if item is not None:
        parts.append((tr(exercises[slug].name), whys(item.reasons, sentence)))
    parts.append((tr("Left out"), gone))
    parts.append((tr("This week goes without") if card is not None else "", rest))
    parts.append((tr("Would open") if view.projected else tr("Opens this week"), openings(view.opens, exercises)))
    return tuple(parts)


# ------------------------------------------------------------------------------------------------ an exercise's history


def last_times(sessions: Iterable[Session], before: date) -> dict[str, Session]:
    """The newest session before a day in which each exercise was done, by slug; sessions come newest first."""
    found: dict[str, Session] = {}
    for session in sessions:
        if session.on >= before or session.status is not SessionStatus.DONE:
            continue
        for one in session.sets:
            if is_done(one):
                found.setdefault(one.exercise, session)
    return found


@dataclass(frozen=True)
class Course:
    """The history of one exercise: title, points oldest first, and the unit of their values."""

    title: str
    points: tuple[LoadPoint, ...]
    unit: str
    planned: LoadPoint | None
    start: date
    end: date


def course_of(
    slug: str,
    exercise: Any,
    sessions: Iterable[Session],
    until: date,
    item: PlannedItem | None,
    on: date,
    past: bool = False,
    reserve: bool = False,
) -> Course:
    """Twelve weeks of an exercise to a day: its heaviest load a session, or its longest set where there is no load. `past`: that
    day is not today. `reserve`: effort is said as repetitions in reserve."""
    loaded = exercise.load_type is not LoadType.BODYWEIGHT
    mass = loaded and exercise.load_type is not LoadType.BAND_LEVEL
    start = until - timedelta(weeks=HISTORY_WEEKS)
    points: list[LoadPoint] = []
    for session in sessions:
        sets = [one for one in session.sets if one.exercise == slug and is_done(one)]
        values = [value for one in sets if (value := one.load if loaded else one.amount) is not None]
        if values and start <= session.on <= until and session.status is SessionStatus.DONE:
            value = fmt.mass(max(values)) if mass else max(values)
            points.append(LoadPoint(session.on, value or 0.0, sets_text(sets, reserve=reserve)))
    points.sort(key=lambda point: point.on)
    unit = fmt.mass_unit() if mass else "" if loaded else amount_word(exercise.unit).lower()
    day = fmt.short_date(until)
    if past:
        title = trn(
            "{name}, {n} week to {day}", "{name}, {n} weeks to {day}", HISTORY_WEEKS, name=tr(exercise.name), day=day
        )
    else:
        title = trn("{name}, last {n} week", "{name}, last {n} weeks", HISTORY_WEEKS, name=tr(exercise.name))
    ahead: LoadPoint | None = None
    meant = None if item is None else item.load if loaded else item.amount
    if item is not None and meant is not None and on >= until and all(point.on != on for point in points):
        ahead = LoadPoint(on, (fmt.mass(meant) if mass else meant) or 0.0, target_of(item, reserve))
    return Course(title, tuple(points), unit, ahead, start, max(until, on if ahead is not None else until))


# ------------------------------------------------------------------------------------------------ what if


@dataclass(frozen=True)
class Column:
    """One side of a comparison: a heading a session, and its exercises as lines; (line, whether the other side has it not)."""

    sessions: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]

    def spoken(self) -> str:
        return ". ".join(f"{title}: {', '.join(text for text, _ in lines)}" for title, lines in self.sessions)


def columns_of(before: PlannedWeek, after: PlannedWeek, exercises: Mapping[str, Any]) -> tuple[Column, Column]:
    """Two weeks side by side, with what only one of them has."""
    plain = [_plain_sessions(week.sessions, exercises) for week in (before, after)]
    made: list[Column] = []
    for ours, theirs in ((plain[0], plain[1]), (plain[1], plain[0])):
        known = {(slot, line) for slot, _, lines in theirs for line in lines}
        made.append(
            Column(
                tuple(
                    (title, tuple((line, (slot, line) not in known) for line in lines)) for slot, title, lines in ours
                )
            )
        )
    return made[0], made[1]


def _plain_sessions(
    sessions: Sequence[PlannedSession], exercises: Mapping[str, Any]
) -> list[tuple[date, str, tuple[str, ...]]]:
    return [
        (
            one.slot,
            tr("{session} · {day} · {n} min", session=kind_word(SessionKind(one.template)), day=fmt.weekday(one.on),
               n=one.minutes),
            tuple(f"{tr(exercises[item.slug].name)} {target_of(item)}" for item in one.items),
        )
        for one in sessions
    ]  # fmt: skip
