"""The season's answers as rows and texts for the page. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.i18n import later, tr, trn
from desktop.pages.season.planned import Brief
from desktop.qt import fmt
from desktop.services.outcome import Refused
from desktop.services.season import RaceView, TaperView, WeekView
from desktop.services.words import Sentence
from desktop.widgets import meanings
from desktop.widgets.meanings import meaning
from desktop.widgets.phases import phase_tone, phase_word
from models import records
from rules.verdicts import Caps
from rules.vocabulary import Certainty, Effort, Priority, RaceClass, RaceStatus

WEEKS_BEHIND, WEEKS_AHEAD, WEEKS_AFTER_RACE = 22, 53, 6
"""What is there at once: as much behind as a year in view shows, and a year ahead."""
FAR_BEHIND, FAR_AHEAD = 52, 103
"""What follows in the background: with the present week three years."""

_CERTAINTY = {
    Certainty.EVIDENCE: later("supported by studies"),
    Certainty.CONSENSUS: later("experts agree"),
    Certainty.ARTICLE: later("from the founding article"),
    Certainty.DEFAULT: later("our default"),
}
_STATUS = {
    RaceStatus.PLANNED: later("Planned"),
    RaceStatus.FINISHED: later("Finished"),
    RaceStatus.DNF: later("DNF"),
    RaceStatus.DNS: later("DNS"),
    RaceStatus.CANCELLED: later("Cancelled"),
    RaceStatus.REMOVED: later("Removed"),
}
_EFFORT = {Effort.RACED: later("Raced"), Effort.EASY: later("Run easy")}
_CLASS = {RaceClass.S: later("Sub-ultra"), RaceClass.U: later("Ultra"), RaceClass.X: later("Long ultra")}


def certainty_word(certainty: str) -> str:
    """How sure a rule is, as a coach says it; '' for no rule."""
    return tr(_CERTAINTY[Certainty(certainty)]) if certainty else ""


def status_word(status: RaceStatus) -> str:
    return tr(_STATUS[status])


def effort_word(effort: Effort) -> str:
    return tr(_EFFORT[effort])


def status_choices() -> tuple[tuple[str, str], ...]:
    return tuple((status.value, tr(word)) for status, word in _STATUS.items())


def effort_choices() -> tuple[tuple[str, str], ...]:
    return tuple((effort.value, tr(word)) for effort, word in _EFFORT.items())


def priority_choices() -> tuple[tuple[str, str], ...]:
    return tuple((priority.value, priority.value) for priority in Priority)


def near(today: date) -> tuple[date, date]:
    """What the strip shows at once: 22 weeks back and a year ahead."""
    return today - timedelta(weeks=WEEKS_BEHIND), today + timedelta(weeks=WEEKS_AHEAD)


def until(today: date, races: Sequence[records.Race]) -> date:
    """The last day the strip goes to: two years ahead, or six weeks after the last race, within five years."""
    last = max((race.on for race in races), default=today)
    end = max(today + timedelta(weeks=FAR_AHEAD), last + timedelta(weeks=WEEKS_AFTER_RACE))
    return min(end, today + timedelta(weeks=5 * 52))


def taper_words(taper: TaperView, today: date) -> str:
    """'Taper begins Fri 15 Jan 2027, in 4 days: 14 days before Ridge 50.'"""
    if taper.starts is None or taper.race is None:
        if taper.ahead:
            return tr("No taper is due for the races ahead.")
        return tr("No race ahead: nothing to taper for.")
    race, before = taper.race.name or tr("the race"), (taper.race.on - taper.starts).days
    if taper.starts < today:
        day, left = fmt.day(taper.starts), (taper.race.on - today).days
        if left <= 1:
            return tr("Taper since {day}: {race} is tomorrow.", day=day, race=race)
        return tr("Taper since {day}: {race} is in {time}.", day=day, race=race, time=fmt.countdown(left))
    days = trn("{n} day before {race}", "{n} days before {race}", before, race=race)
    wait = (taper.starts - today).days
    if wait <= 1:
        when = fmt.countdown(wait)
        return tr("Taper begins {when}, {day}: {days}.", when=when, day=fmt.day(taper.starts), days=days)
    return tr("Taper begins {day}, in {time}: {days}.", day=fmt.day(taper.starts), time=fmt.countdown(wait), days=days)


@dataclass(frozen=True)
class Figure:
    value: str
    caption: str
    means: str = ""
    """What it means, in a sentence."""


def figures(caps: Caps) -> tuple[Figure, ...]:
    """The four figures of a week: the most it allows."""
    if caps.pct <= 0:
        return (Figure(tr("Rest"), tr("no loaded strength")),)
    return (
        Figure(
            str(caps.sessions),
            trn("session in any 7 days", "sessions in any 7 days", caps.sessions),
            meaning(meanings.SESSION_CAP),
        ),
        Figure(fmt.percent(caps.pct), tr("load ceiling"), meaning(meanings.LOAD_CAP)),
        Figure(fmt.percent(caps.mult), tr("of build sets"), meaning(meanings.SET_SHARE)),
        Figure(tr("{n} RIR", n=caps.rir), tr("least reserve"), meaning(meanings.LEAST_RESERVE)),
    )


def week_title(week: WeekView) -> str:
    sunday = week.monday + timedelta(days=6)
    return tr("{first} – {last} · {phase}", first=fmt.short_date(week.monday), last=fmt.date(sunday),
              phase=phase_word(week.phase))  # fmt: skip


def week_note(week: WeekView, nothing: bool = False) -> str:
    """Days of illness or away, what was done, and what the phase takes or does not: which is beside the point in a week of such
    days that has `nothing` planned."""
    caps, away = week.caps, away_lines(week)
    parts: list[str] = []
    if week.sessions_done:
        parts.append(trn("{n} session done", "{n} sessions done", week.sessions_done))
    if not (away and nothing):
        parts.append(tr("loads may rise") if caps.load_up else tr("loads do not rise"))
        parts.append(tr("new exercises are fine") if caps.novelty else tr("nothing new"))
    return "\n".join([*away, *([" · ".join(parts)] if parts else [])])


def away_lines(week: WeekView) -> list[str]:
    """'Ill, 30 Nov – 5 Dec: nothing is planned then.'"""
    lines: list[str] = []
    for one in week.absences:
        days = fmt.short_date(one.since)
        if one.until != one.since:
            days = f"{days} – {fmt.short_date(one.until)}"
        ill, away = later("Ill, {days}: nothing is planned then."), later("Away, {days}: nothing is planned then.")
        lines.append(tr(ill if one.ill else away, days=days))
    return lines


def week_lines(week: WeekView, brief: Brief | None, today: date) -> list[str]:
    """All that is to be known of a week, line by line: phases, the cap, sessions, sets, what would open."""
    rows = day_rows(week, today)
    parts = runs(rows)
    lines = away_lines(week)
    if len(parts) > 1:
        lines.append(", ".join(_run_words(rows, first, last) for first, last in parts))
    caps = week.caps
    if caps.pct <= 0:
        lines.append(tr("No loaded strength"))
    else:
        lines.append(
            tr("Load up to {load}, {sets} of build sets, at least {rir} RIR", load=fmt.percent(caps.pct),
               sets=fmt.percent(caps.mult), rir=caps.rir)
        )  # fmt: skip
    lines += _session_lines(week, brief)
    if brief is not None and brief.opens:
        lines.append(tr("Would open: {what}", what=", ".join(brief.opens)))
    return lines


def _run_words(rows: Sequence[DayRow], first: int, last: int) -> str:
    if first == last:
        return tr("{day}: {phase}", day=rows[first].weekday, phase=rows[first].phase)
    return tr("{first}–{last}: {phase}", first=rows[first].weekday, last=rows[last].weekday, phase=rows[first].phase)


def _session_lines(week: WeekView, brief: Brief | None) -> list[str]:
    if brief is None:
        allowed = trn("{n} session in any 7 days", "{n} sessions in any 7 days", week.caps.sessions)
        done = trn("{n} session done", "{n} sessions done", week.sessions_done)
        return [done] if week.sessions_done else [tr("{sessions}, not planned yet", sessions=allowed)]
    planned = trn("{n} session", "{n} sessions", brief.coming + brief.done + brief.missed)
    counts = tr("{sessions}: {done} done, {missed} missed, {coming} to come", sessions=planned, done=brief.done,
                missed=brief.missed, coming=brief.coming)  # fmt: skip
    sets: list[str] = []
    if brief.sets_done:
        sets.append(trn("{n} set done", "{n} sets done", brief.sets_done))
    if brief.sets:
        sets.append(trn("{n} set planned", "{n} sets planned", brief.sets))
    kinds = [tr("Deload week")] if brief.deload else []
    kinds += [tr("Projected: if every session before goes as written")] if brief.projected else []
    return [counts, *([", ".join(sets)] if sets else []), *kinds]


@dataclass(frozen=True)
class DayRow:
    on: date
    weekday: str
    name: str
    phase: str
    tone: str
    race: str
    today: bool


def day_rows(week: WeekView, today: date) -> tuple[DayRow, ...]:
    return tuple(
        DayRow(
            d.on,
            fmt.weekday(d.on),
            fmt.day(d.on),
            phase_word(d.phase),
            phase_tone(d.phase),
            d.race or "",
            d.on == today,
        )
        for d in week.days
    )


def runs(rows: Sequence[DayRow]) -> tuple[tuple[int, int], ...]:
    """The first and last of days in a row with the same phase."""
    starts = [n for n, row in enumerate(rows) if n == 0 or row.phase != rows[n - 1].phase]
    return tuple((start, after - 1) for start, after in zip(starts, [*starts[1:], len(rows)], strict=True))


@dataclass(frozen=True)
class Why:
    """One reason of a day: the sentence, the small line under it (source, how sure), and the id of its rule."""

    text: str
    detail: str
    rule: str


def whys(sentences: Sequence[Sentence]) -> tuple[Why, ...]:
    """The reasons, each sentence once: what decided the phase first, then what tightened it."""
    found: dict[str, Why] = {}
    for one in sentences:
        sure = certainty_word(one.certainty)
        if sure.removeprefix("from ") in one.source:  # the source says it itself
            sure = ""
        parts = dict.fromkeys((one.source, sure))
        found.setdefault(one.text, Why(one.text, " · ".join(part for part in parts if part), one.rule))
    return tuple(found.values())


def class_text(view: RaceView) -> str:
    if not view.counts:
        return fmt.NOTHING
    name = tr(_CLASS[view.race_class])
    if not view.known:
        return tr("{name} (assumed)", name=name)
    return tr("{name} · {effort}", name=name, effort=fmt.number(view.km_effort, 0))


# ------------------------------------------------------------------------------------------------ typed into the table


def typed_date(text: str) -> date:
    found = fmt.parse_date(text)
    if found is None:
        raise Refused("on", tr("'{text}' is not a date; write it as {hint}.", text=text, hint=fmt.date_hint()))
    return found


def typed_number(text: str, field: str) -> float | None:
    """A number, or None for an empty cell; a unit behind it is allowed."""
    bare = text.strip().lower().removesuffix("km").removesuffix("m").strip()
    if not bare:
        return None
    found = fmt.parse_number(bare)
    if found is None:
        raise Refused(field, tr("'{text}' is not a number.", text=text))
    return found
