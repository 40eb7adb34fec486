"""Cases of whole plans: an athlete's week, what was done, and the sessions that follow from it.

`today`, `from` (any day of the first week asked for, as a rule today) and `weeks` (1) say what is planned; `athlete`, `races` and
`coach` stand as in the other kinds, `life`, `done`, `wishes` and `feelings` as `situation` reads them. What is expected:

- `expect`: `sessions` (how many), one entry a session in `days`, `slots`, `templates`, `places` and `phases`; `minutes_max`; and
  `eased`, `deload`, `projected`, which hold for every session.
- `expect_items`: lines of the plan. `slug` with `date` and `template` name the line, in every session that has these; the rest is
  compared: `sets`, `amount`, `load` (0: none), `aim`, `rir`, `plates`, `role`, `decision`, `position` (1 is the first line of the
  session), `paired`, `trial`, `introductory`, and `rule`, one of the line's reasons.
- `expect_no`: exercises that no session has. `expect_left_out`: `slug`, `category` or `date` of what is missing, and the `rule` why.
- `expect_rules`, `expect_no_rules`: ids of rules that are, or are not, among the reasons. `expect_opens`: exercises that open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any, cast

from rules.cases.parts import Check, Deciders, numbers_of, slug_of
from rules.cases.situation import days_of, situation_of
from rules.rulebook import Rulebook
from rules.rulebook.table import Table
from rules.verdicts import LeftOut, PlannedItem, PlannedSession, PlannedWeek, Reason
from rules.vocabulary import Category, Decision, Phase, Role, Template

_MOST_WEEKS = 60
_Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that must be there: which it is, and what must be true of it."""

    slug: str
    on: date | None
    template: Template | None
    values: _Values


@dataclass(frozen=True, slots=True)
class _Gap:
    """Something that must be missing, and the rule that must say why."""

    rule: str
    slug: str
    category: Category | None
    on: date | None

    def matches(self, left: LeftOut) -> bool:
        return (
            left.reason.rule == self.rule
            and self.slug in ("", left.slug)
            and self.category in (None, left.category)
            and self.on in (None, left.on)
        )

    def __str__(self) -> str:
        return self.slug or str(self.category or self.on)


def read(deciders: Deciders, table: Table) -> Check:
    book = deciders.book
    today = table.day("today")
    first = table.day("from") if "from" in table else today
    count = table.whole("weeks", 1, _MOST_WEEKS, 1)
    situation = situation_of(book, table)
    whole = _whole(table)
    lines = [_line(book, part) for part in table.tables("expect_items", "slug", [])]
    absent = _listed(table, "expect_no", book.exercises)
    gaps = [_gap(book, part) for part in table.tables("expect_left_out", "", [])]
    said, unsaid = (_listed(table, key, book.rules) for key in ("expect_rules", "expect_no_rules"))
    opens = _listed(table, "expect_opens", book.exercises)
    if not (whole or lines or absent or gaps or said or unsaid or opens):
        raise table.fail("", "expects nothing")

    def check() -> Iterator[str]:
        weeks = deciders.planner.weeks(situation, today, first, count)
        sessions = [session for week in weeks for session in week.sessions]
        yield from _compare_whole(sessions, whole)
        for line in lines:
            yield from _compare_line(sessions, line)
        planned = {item.slug for session in sessions for item in session.items}
        yield from (f"{slug}: is planned" for slug in absent if slug in planned)
        left = [one for week in weeks for one in week.left_out]
        yield from (f"{gap}: is not left out by {gap.rule}" for gap in gaps if not any(map(gap.matches, left)))
        rules = {reason.rule for reason in reasons_of(weeks)}
        yield from (f"{rule}: is not said" for rule in said if rule not in rules)
        yield from (f"{rule}: is said" for rule in unsaid if rule in rules)
        opened = {opening.slug for week in weeks for opening in week.opens}
        yield from (f"{slug}: does not open" for slug in opens if slug not in opened)

    return check


def reasons_of(weeks: Sequence[PlannedWeek]) -> Iterator[Reason]:
    """Every reason that the weeks give."""
    for week in weeks:
        yield from (left.reason for left in week.left_out)
        for session in week.sessions:
            yield from session.reasons
            yield from (reason for item in session.items for reason in item.reasons)


# --- reading


def _whole(case: Table) -> _Values:
    """What is expected of all sessions together."""
    if "expect" not in case:
        return {}
    table = case.table("expect")
    found: dict[str, Any] = {}
    if "sessions" in table:
        found["sessions"] = table.whole("sessions", 0, 1000)
    for key in ("days", "slots"):
        if key in table:
            found[key] = days_of(table, key)
    if "templates" in table:
        found["templates"] = table.words("templates", Template)
    if "phases" in table:
        found["phases"] = table.words("phases", Phase)
    if "places" in table:
        found["places"] = table.texts("places")
    if "minutes_max" in table:
        found["minutes_max"] = table.whole("minutes_max", 1, 1000)
    for key in ("eased", "deload", "projected"):
        if key in table:
            found[key] = table.flag(key)
    table.done()
    return found


def _line(book: Rulebook, table: Table) -> _Line:
    values: dict[str, Any] = {}
    for key in ("sets", "position"):
        if key in table:
            values[key] = table.whole(key, 1, 100)
    for key in ("amount", "load", "aim", "rir"):
        if key in table:
            values[key] = table.number(key, 0, 10_000)
    for key in ("paired", "trial", "introductory"):
        if key in table:
            values[key] = table.flag(key)
    if "plates" in table:
        values["plates"] = numbers_of(table, "plates", 1000)
    if "role" in table:
        values["role"] = table.word("role", Role)
    if "decision" in table:
        values["decision"] = table.word("decision", Decision)
    if "rule" in table:
        values["rule"] = _known(table, "rule", table.text("rule"), book.rules)
    line = _Line(
        slug_of(book, table, "slug"),
        table.day("date") if "date" in table else None,
        table.word("template", Template) if "template" in table else None,
        values,
    )
    table.done()
    return line


def _gap(book: Rulebook, table: Table) -> _Gap:
    gap = _Gap(
        rule=_known(table, "rule", table.text("rule"), book.rules),
        slug=slug_of(book, table, "slug") if "slug" in table else "",
        category=table.word("category", Category) if "category" in table else None,
        on=table.day("date") if "date" in table else None,
    )
    if not gap.slug and gap.category is None and gap.on is None:
        raise table.fail("", "names no slug, category or date")
    table.done()
    return gap


def _listed(table: Table, key: str, known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(_known(table, key, value, known) for value in table.texts(key, []))


def _known(table: Table, key: str, value: str, known: Mapping[str, object]) -> str:
    if value not in known:
        raise table.fail(key, f"{value!r} is not known")
    return value


# --- comparing

_OF_SESSION: Mapping[str, Callable[[PlannedSession], object]] = {
    "days": lambda session: session.on,
    "slots": lambda session: session.slot,
    "templates": lambda session: session.template,
    "phases": lambda session: session.phase,
    "places": lambda session: session.place,
}
_FLAGS: Mapping[str, Callable[[PlannedSession], bool]] = {
    "eased": lambda session: session.eased,
    "deload": lambda session: session.deload,
    "projected": lambda session: session.projected,
}


def _compare_whole(sessions: Sequence[PlannedSession], whole: _Values) -> Iterator[str]:
    for key, want in whole.items():
        if key == "sessions" and len(sessions) != want:
            yield f"sessions: got {len(sessions)}, want {want}"
        elif key in _OF_SESSION:
            got = tuple(map(_OF_SESSION[key], sessions))
            if got != want:
                yield f"{key}: got {_joined(got)}, want {_joined(want)}"
        elif key in _FLAGS:
            yield from (f"{s.on}: {key}: got {not want}, want {want}" for s in sessions if _FLAGS[key](s) != want)
        elif key == "minutes_max":
            yield from (f"{s.on}: {s.minutes} minutes, want {want} at most" for s in sessions if s.minutes > want)


def _compare_line(sessions: Sequence[PlannedSession], line: _Line) -> Iterator[str]:
    found = [
        (session, position, item)
        for session in sessions
        if line.on in (None, session.on) and line.template in (None, session.template)
        for position, item in enumerate(session.items, 1)
        if item.slug == line.slug
    ]
    if not found:
        yield f"{line.slug}: is not planned"
    for session, position, item in found:
        got = _item_values(item, position)
        for key, want in line.values.items():
            if key == "rule":
                rules = [reason.rule for reason in item.reasons]
                if want not in rules:
                    yield f"{session.on} {line.slug}: got reasons {_joined(rules)}, want {want}"
            elif not _same(got[key], want):
                yield f"{session.on} {line.slug} {key}: got {_said(got[key])}, want {_said(want)}"


def _item_values(item: PlannedItem, position: int) -> _Values:
    return {
        "sets": item.sets,
        "amount": item.amount,
        "load": item.load or 0.0,
        "aim": item.aim or 0.0,
        "rir": item.rir,
        "plates": item.plates,
        "role": item.role,
        "decision": item.decision,
        "position": position,
        "paired": item.paired,
        "trial": item.trial,
        "introductory": item.introductory,
    }


def _same(got: object, want: object) -> bool:
    if isinstance(got, int | float) and isinstance(want, int | float):
        return isclose(got, want, abs_tol=1e-6)
    return got == want


def _joined(values: Sequence[object]) -> str:
    return ", ".join(map(str, values)) or "none"


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return (
        _joined([_said(one) for one in cast("tuple[object, ...]", value)]) if isinstance(value, tuple) else str(value)
    )
